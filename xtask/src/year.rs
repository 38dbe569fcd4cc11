//! `xtask year`: builds the server and the simulation, and has two hundred accounts live through a year; what it prints is its own.

use std::process::{Command, ExitCode};

use crate::{Outcome, programs, workspace};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Of all chance
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many accounts
    #[arg(long, default_value_t = 200)]
    accounts: u32,
    /// How many months
    #[arg(long, default_value_t = 12)]
    months: u32,
}

impl Args {
    fn words(&self) -> [String; 3] {
        let Self { seed, accounts, months } = self;
        [format!("--seed={seed}"), format!("--accounts={accounts}"), format!("--months={months}")]
    }
}

pub(crate) fn run(args: &Args) -> Outcome<ExitCode> {
    // It runs the program beside itself, as a user would.
    let year = programs::built(&["scrip", "scrip-year"])?.join("scrip-year");
    let status = Command::new(year).args(args.words()).current_dir(workspace::root()).status();
    let status = status.map_err(|error| format!("scrip-year does not start: {error}"))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[cfg(test)]
mod tests {
    use super::Args;

    #[test]
    fn words_for_the_year() {
        let args = Args { seed: 7, accounts: 20, months: 2 };
        assert_eq!(args.words(), ["--seed=7", "--accounts=20", "--months=2"]);
    }
}
