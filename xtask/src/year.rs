//! `xtask year`: builds the server and the simulation, and has two hundred accounts live through a year; what it prints is its own.

use std::process::{Command, ExitCode};

use crate::{Outcome, workspace};

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
    // One by one, as other stages build them: both at once would be a build of its own.
    for package in ["scrip", "scrip-year"] {
        let mut build = Command::new("cargo");
        if !done(build.args(["build", "--quiet", "--locked", "--package", package]))? {
            return Err(format!("{package} does not build"));
        }
    }
    // It runs the program beside itself, as a user would.
    let year = std::env::current_exe().map_err(|error| error.to_string())?.with_file_name("scrip-year");
    let passed = done(Command::new(year).args(args.words()))?;
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn done(command: &mut Command) -> Outcome<bool> {
    let status = command.current_dir(workspace::root()).status();
    Ok(status.map_err(|error| format!("{command:?} does not start: {error}"))?.success())
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
