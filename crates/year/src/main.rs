//! A year of two hundred accounts on a test clock: the real `scrip serve` on a file, a gateway and a mail server that fail on
//! command, a receiver of webhooks; and at the end what must hold, a counted line each.
//!
//! Read on in this order: `people` and `life`, who lives in it and what must follow; `year`, `uses`, `orders`, `trouble`, what
//! happens; `house`, what runs; `gather` and `checks`, what must hold, as functions of what was gathered, so that each can be
//! shown to fail. `oracle/reports.py` makes every report again from the CSV of the entries alone.

mod people;

mod life;

mod year;

mod book;
mod orders;
mod trouble;
mod uses;

mod house;
mod http;
mod receiver;

mod checks;
mod gather;

mod calendar;
mod dice;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use crate::house::House;
use crate::year::{Plan, Year};

/// A step that cannot be done stops the year.
type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

#[derive(Debug, Parser)]
#[command(name = "scrip-year", about = "A year of two hundred accounts against the real server")]
struct Args {
    /// Of all chance
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many accounts
    #[arg(long, default_value_t = 200)]
    accounts: usize,
    /// How many months
    #[arg(long, default_value_t = 12)]
    months: i64,
    /// The program `scrip`; beside this one without it
    #[arg(long, env = "SCRIP_PROGRAM")]
    program: Option<PathBuf>,
    /// Keep what was gathered in this folder
    #[arg(long)]
    keep: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("the year broke off: {error}");
            println!("0 passed, 1 failed, 0 skipped");
            ExitCode::FAILURE
        }
    }
}

fn listed(counts: &year::Counts) -> String {
    counts.iter().map(|(what, count)| format!("{what} {count}")).collect::<Vec<_>>().join(", ")
}

fn run(args: &Args) -> Outcome<bool> {
    let program = match &args.program {
        Some(program) => program.clone(),
        None => std::env::current_exe()?.with_file_name("scrip"),
    };
    let plan = Plan { seed: args.seed, accounts: args.accounts, months: args.months };
    println!("a year: seed {}, {} accounts, {} months", plan.seed, plan.accounts, plan.months);
    let mut year = Year::new(House::start(&program)?, &plan)?;
    year.live(&plan)?;
    let gathered = gather::gather(&mut year)?;
    println!("done: {}\nrefused: {}", listed(&gathered.done), listed(&gathered.refused));
    if let Some(folder) = &args.keep {
        gathered.keep(folder)?;
    }
    let checks = checks::all(&gathered);
    Ok(checks::said(&checks))
}
