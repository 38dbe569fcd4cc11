//! `xtask lint`: clippy over everything; its warnings are law under the pinned toolchain.
//!
//! A newer compiler knows lints that nobody here has seen yet. Whoever builds with one (Debian's own, for instance) is
//! told of them and not stopped; lints that the workspace denies by name stop everybody.

use std::process::{Command, ExitCode};

use crate::{Outcome, workspace};

pub(crate) fn run() -> Outcome<ExitCode> {
    let pinned = pinned(include_str!("../../rust-toolchain.toml")).ok_or("rust-toolchain.toml names no channel")?;
    let compiler = workspace::text_of(Command::new("rustc").arg("--version"))?;
    let mut clippy = Command::new("cargo");
    clippy
        .args(["clippy", "--workspace", "--all-targets", "--all-features", "--locked"])
        .current_dir(workspace::root());
    if is_version(&compiler, pinned) {
        clippy.args(["--", "-D", "warnings"]);
    } else {
        println!("lint: this is {}, not the pinned {pinned}: its warnings are shown and do not fail", compiler.trim());
    }
    let status = clippy.status().map_err(|error| format!("cargo clippy does not start: {error}"))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// `channel = "1.95.0"`
fn pinned(toolchain: &str) -> Option<&str> {
    toolchain.lines().find_map(|line| line.strip_prefix("channel = \"")?.strip_suffix('"'))
}

/// `rustc 1.95.0 (59807616e 2026-04-14)` is version 1.95.0.
fn is_version(compiler: &str, version: &str) -> bool {
    compiler.split_whitespace().nth(1) == Some(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_are_law_under_the_pinned_compiler_only() {
        let toolchain = "[toolchain]\nchannel = \"1.95.0\"\ncomponents = []\n";
        assert_eq!(pinned(toolchain), Some("1.95.0"));
        assert_eq!(pinned("[toolchain]\n"), None);
        for (compiler, expected) in [
            ("rustc 1.95.0 (59807616e 2026-04-14)\n", true),
            ("rustc 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)", false),
            ("rustc 1.95.0-nightly (59807616e 2026-02-14)", false),
            ("", false),
        ] {
            assert_eq!(is_version(compiler, "1.95.0"), expected, "{compiler}");
        }
    }
}
