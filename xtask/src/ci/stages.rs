//! The stages of `make test`, a row each: name, who counts, the most minutes it may take, the command.

/// Who runs a stage and therefore how its count is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Runner {
    /// One yes or no, by its exit code; counts as one
    Check,
    /// cargo-nextest, by its summary line
    Nextest,
    /// cargo test, by its `test result:` lines; for doc tests, which nextest does not run
    CargoTest,
    /// A tool of ours, by the `N passed, N failed, N skipped` line that it closes with
    Own,
}

/// One row.
#[derive(Debug)]
pub(crate) struct Stage {
    pub(crate) name: &'static str,
    pub(crate) runner: Runner,
    /// A stage that hangs must not take the whole run with it; on two cold cores with twice what was measured.
    pub(crate) minutes_max: u64,
    /// Words parted by blanks, run in the root; `xtask` as the first word is this program.
    pub(crate) command: &'static str,
}

const fn row(name: &'static str, runner: Runner, minutes_max: u64, command: &'static str) -> Stage {
    Stage { name, runner, minutes_max, command }
}

/// In this order: what fails fastest first.
#[rustfmt::skip]
pub(crate) const STAGES: &[Stage] = &[
    row("fmt",       Runner::Check,     2,  "cargo fmt --all --check"),
    row("tidy",      Runner::Own,       2,  "xtask tidy"),
    row("fetch",     Runner::Check,     10, "cargo fetch --locked"),
    row("deny",      Runner::Check,     3,  "cargo deny --offline check bans licenses sources"),
    row("lint",      Runner::Check,     20, "xtask lint"),
    // All that a later stage runs: each asks cargo for the same set of features, and so finds it built.
    row("build",     Runner::Check,     20, "cargo build --workspace --all-targets --features xtask/bench --locked"),
    row("tests",     Runner::Nextest,   20, "cargo nextest run --workspace --features xtask/bench --locked --no-fail-fast --status-level slow"),
    row("doc tests", Runner::CargoTest, 10, "cargo test --workspace --locked --doc --no-fail-fast"),
    row("sim",       Runner::Own,       10, "xtask sim"),
    row("year",      Runner::Own,       15, "xtask year"),
    row("contract",  Runner::Own,       15, "xtask contract"),
    row("stripe",    Runner::Own,       10, "xtask stripe sdk"),
    row("stand-ins", Runner::Own,       15, "xtask stripe stand-ins"),
    row("papers",    Runner::Own,       10, "xtask papers"),
    row("sdk",       Runner::Own,       5,  "xtask sdk"),
    row("guides",    Runner::Own,       5,  "xtask guides"),
    row("pages",     Runner::Own,       15, "xtask pages"),
    row("mutate",    Runner::Own,       15, "xtask mutate"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_every_row_is_bounded() {
        for (place, stage) in STAGES.iter().enumerate() {
            assert!(STAGES[..place].iter().all(|other| other.name != stage.name), "{} twice", stage.name);
            assert!((1..=40).contains(&stage.minutes_max), "{} may take {} minutes", stage.name, stage.minutes_max);
            assert!(!stage.command.trim().is_empty(), "{}", stage.name);
        }
    }
}
