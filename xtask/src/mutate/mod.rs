//! `xtask mutate`: breaks the core in named ways, one at a time, and shows that the simulation catches each.
//!
//! All mutants are built into one copy of the core, each behind a switch that the environment turns on: one build, then
//! a run a mutant. A run ends at its first failure; one that ends without is a mutant that survived, and fails the task.

mod copy;
mod run;
mod switch;
mod table;

use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use run::{Ended, Sim};
use table::{Mutant, all};

use crate::Outcome;
use crate::stopwatch::{Pretty, Stopwatch};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only the mutants of these names
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// How many histories a mutant may survive
    #[arg(long, default_value_t = 4_000, value_name = "N")]
    seeds: u64,
    /// Names the mutants and stops
    #[arg(long)]
    list: bool,
}

/// Histories that the core must pass unbroken: enough to show that the copy is the core.
const UNBROKEN_SEEDS: u64 = 300;

pub(crate) fn run(args: &Args) -> Outcome<ExitCode> {
    let mutants = all();
    if args.list {
        for mutant in &mutants {
            println!("{:<32} {}", mutant.name, mutant.breaks);
        }
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(unknown) = args.only.iter().find(|name| mutants.iter().all(|mutant| mutant.name != name.as_str())) {
        return Err(format!("there is no mutant {unknown}; --list names them"));
    }
    let stopwatch = Stopwatch::start();
    let sim = Sim::build(&copy::make(&mutants)?)?;
    println!("built with {} mutants in {}", mutants.len(), Pretty(stopwatch.elapsed()));
    match sim.run(None, UNBROKEN_SEEDS)? {
        Ended::Passed => println!("unbroken: {UNBROKEN_SEEDS} histories and the corpus pass"),
        other => return Err(format!("the unbroken core does not pass, so a mutant would show nothing: {other}")),
    }
    let is_chosen = |mutant: &&Mutant| args.only.is_empty() || args.only.iter().any(|name| name == mutant.name);
    let chosen: Vec<&Mutant> = mutants.iter().filter(is_chosen).collect();
    let ended = run_all(&sim, &chosen, args.seeds);
    Ok(close(&chosen, &ended, &stopwatch))
}

/// As many at once as there are processors; told in the order of the table.
fn run_all(sim: &Sim, mutants: &[&Mutant], seeds: u64) -> Vec<Ended> {
    let (next, told) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, std::num::NonZero::get) {
            scope.spawn(|| {
                while let Some(mutant) = mutants.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let ended = sim.run(Some(mutant.name), seeds).unwrap_or_else(Ended::Broke);
                    println!("{:<32} {ended}", mutant.name);
                    if let Ok(mut told) = told.lock() {
                        told.push((mutant.name, ended));
                    }
                }
            });
        }
    });
    let mut told = told.into_inner().unwrap_or_default();
    let place = |name: &str| mutants.iter().position(|mutant| mutant.name == name);
    told.sort_by_key(|(name, _)| place(name));
    told.into_iter().map(|(_, ended)| ended).collect()
}

fn close(mutants: &[&Mutant], ended: &[Ended], stopwatch: &Stopwatch) -> ExitCode {
    let mut caught = 0;
    for (mutant, ended) in mutants.iter().zip(ended) {
        match ended {
            Ended::Caught { .. } => caught += 1,
            other => println!("\n{}: {other}\n  {}", mutant.name, mutant.breaks),
        }
    }
    let failed = mutants.len() - caught;
    println!("\nall mutants in {}", Pretty(stopwatch.elapsed()));
    println!("{caught} passed, {failed} failed, 0 skipped");
    if failed == 0 && caught > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
