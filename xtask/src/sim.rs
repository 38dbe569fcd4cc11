//! `xtask sim`: builds the simulation and runs random histories on the core and on the model; what it prints is its own.

use std::process::{Command, ExitCode};

use crate::{Outcome, programs, workspace};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// How many histories, after those of the corpus
    #[arg(long, default_value_t = 10_000, value_name = "N")]
    seeds: u64,
    /// The first of them
    #[arg(long, default_value_t = 0, value_name = "SEED")]
    from: u64,
    /// This history alone
    #[arg(long)]
    seed: Option<u64>,
    /// With every step, its answers and its entries
    #[arg(long, requires = "seed")]
    trace: bool,
}

impl Args {
    fn words(&self) -> Vec<String> {
        let Some(seed) = self.seed else {
            return vec![format!("--seeds={}", self.seeds), format!("--from={}", self.from)];
        };
        let mut words = vec![format!("--seed={seed}")];
        words.extend(self.trace.then(|| "--trace".to_owned()));
        words
    }
}

pub(crate) fn run(args: &Args) -> Outcome<ExitCode> {
    let sim = programs::built(&["scrip-sim"])?.join("scrip-sim");
    let status = Command::new(sim).args(args.words()).current_dir(workspace::root()).status();
    let status = status.map_err(|error| format!("scrip-sim does not start: {error}"))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[cfg(test)]
mod tests {
    use super::Args;

    #[test]
    fn words_for_the_simulation() {
        let args = |seed, trace| Args { seeds: 9, from: 3, seed, trace };
        assert_eq!(args(None, false).words(), ["--seeds=9", "--from=3"]);
        assert_eq!(args(Some(7), false).words(), ["--seed=7"]);
        assert_eq!(args(Some(7), true).words(), ["--seed=7", "--trace"]);
    }
}
