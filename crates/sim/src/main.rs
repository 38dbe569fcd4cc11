//! The simulation as a program: the corpus, then so many histories, counted; or one of them, told line by line.
//!
//! For `xtask sim`, and for `xtask mutate`, which builds it on a broken core and wants the least to build.

use std::io::{IsTerminal, stderr};
use std::panic;
use std::process::ExitCode;
use std::thread;

use scrip_sim::many::{Report, Work, many};
use scrip_sim::{Case, Failure, corpus, trace};

const USAGE: &str = "scrip-sim [--seeds=N] [--from=SEED] [--twice=N] [--threads=N] [--stop] | --seed=SEED [--trace]

  --seeds=N     that many histories after the corpus; 10000
  --from=SEED   the first of them; 0
  --twice=N     so many of them run twice and must give the same digest; 100
  --threads=N   as many as there are processors
  --stop        ends at the first failure
  --seed=SEED   this history alone
  --trace       with every step, its answers and its entries";

struct Options {
    seeds: u64,
    from: u64,
    twice: u64,
    threads: u64,
    stops: bool,
    seed: Option<u64>,
    traces: bool,
}

fn main() -> ExitCode {
    let Some(options) = options(std::env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match options.seed {
        Some(seed) if options.traces => tell(seed),
        Some(seed) => close(&run(&options, cases_of(seed))),
        None => {
            let mut cases = corpus();
            cases.extend((options.from..options.from.saturating_add(options.seeds)).map(Case::of));
            close(&run(&options, cases))
        }
    }
}

fn options(arguments: impl Iterator<Item = String>) -> Option<Options> {
    let threads = thread::available_parallelism().map_or(1, |count| u64::try_from(count.get()).unwrap_or(1));
    let mut options = Options { seeds: 10_000, from: 0, twice: 100, threads, stops: false, seed: None, traces: false };
    for argument in arguments {
        let (name, value) = argument.split_once('=').unwrap_or((&argument, ""));
        let number = || value.parse::<u64>().ok();
        match name {
            "--seeds" => options.seeds = number()?,
            "--from" => options.from = number()?,
            "--twice" => options.twice = number()?,
            "--threads" => options.threads = number()?,
            "--seed" => options.seed = Some(number()?),
            "--stop" => options.stops = true,
            "--trace" => options.traces = true,
            _ => return None,
        }
    }
    Some(options)
}

/// The history of a seed, on the ground that the corpus names for it.
fn cases_of(seed: u64) -> Vec<Case> {
    let listed: Vec<Case> = corpus().into_iter().filter(|case| case.seed == seed).collect();
    if listed.is_empty() { vec![Case::of(seed)] } else { listed }
}

fn run(options: &Options, cases: Vec<Case>) -> Report {
    let (total, shows) = (cases.len(), stderr().is_terminal());
    // A panic is caught, counted and told with its seed; where it happened shows the trace.
    panic::set_hook(Box::new(|_| {}));
    let size = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let work = Work { cases, twice: size(options.twice), threads: size(options.threads), stops: options.stops };
    let report = many(&work, |done| {
        if shows && (done.is_multiple_of(50) || done == total) {
            eprint!("\r{done} of {total} histories");
        }
    });
    if shows {
        eprintln!();
    }
    report
}

fn close(report: &Report) -> ExitCode {
    for (case, failure) in &report.failures {
        println!("{}", shown(case, failure));
    }
    let totals = &report.totals;
    println!(
        "{} steps on both: {} refused, {} replayed; {} left out",
        totals.steps, totals.refused, totals.replayed, totals.left_out
    );
    print!("digest of all entries ");
    for byte in totals.digest {
        print!("{byte:02x}");
    }
    println!();
    println!("{} passed, {} failed, 0 skipped", report.passed, report.failed);
    if report.failed == 0 && report.passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn shown(case: &Case, failure: &Failure) -> String {
    let name = case.name.as_ref().map_or(String::new(), |name| format!(" ({name})"));
    let Failure { seed, step, asked, difference } = failure;
    format!("seed {seed} step {step}{name}\n  asked: {asked}\n  {difference}")
}

fn tell(seed: u64) -> ExitCode {
    let mut failed = 0;
    let cases = cases_of(seed);
    for case in &cases {
        let (lines, played) = trace(case.seed, case.ground);
        for line in lines {
            println!("{line}");
        }
        if let Err(failure) = played {
            println!("{}", shown(case, &failure));
            failed += 1;
        }
    }
    println!("{} passed, {failed} failed, 0 skipped", cases.len() - failed);
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
