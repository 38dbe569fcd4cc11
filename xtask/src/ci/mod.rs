//! `xtask ci`: runs the stages one after another and adds up what their runners counted.
//!
//! A failed stage does not stop the others, so that the closing line is whole. The last line that is printed is
//! `N passed, N failed, N skipped` over all runners; the exit code is 0 when and only when none failed.

mod counts;
mod process;
mod stages;

use std::process::ExitCode;

use counts::{Counts, judge};
use stages::{Runner, STAGES, Stage};

use crate::Outcome;
use crate::stopwatch::{Pretty, Stopwatch};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only the stages of these names
    #[arg(long, value_name = "STAGE")]
    only: Vec<String>,
    /// Only the stages that are a check, which take seconds
    #[arg(long)]
    checks: bool,
    /// Names the stages and stops
    #[arg(long)]
    list: bool,
}

/// What became of one stage, for the table at the end.
struct Report {
    name: &'static str,
    took: String,
    counts: Counts,
    problem: Option<String>,
}

pub(crate) fn run(args: &Args) -> Outcome<ExitCode> {
    let chosen = choose(args)?;
    if args.list {
        for stage in chosen {
            println!("{:<14} {}", stage.name, stage.command);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let whole = Stopwatch::start();
    let reports: Vec<Report> = chosen.into_iter().map(run_stage).collect();
    Ok(close(&reports, &whole))
}

fn choose(args: &Args) -> Outcome<Vec<&'static Stage>> {
    if let Some(unknown) = args.only.iter().find(|name| STAGES.iter().all(|stage| stage.name != name.as_str())) {
        return Err(format!("there is no stage {unknown}; --list names them"));
    }
    Ok(STAGES
        .iter()
        .filter(|stage| args.only.is_empty() || args.only.iter().any(|name| name == stage.name))
        .filter(|stage| !args.checks || stage.runner == Runner::Check)
        .collect())
}

fn run_stage(stage: &'static Stage) -> Report {
    println!("\n=== {}: {}", stage.name, stage.command);
    let stopwatch = Stopwatch::start();
    let (counts, problem) = match process::run(stage) {
        Ok(ended) => judge(stage.runner, ended.success, &ended.output),
        Err(problem) => (Counts::one_failed(), Some(problem)),
    };
    let took = Pretty(stopwatch.elapsed()).to_string();
    println!("=== {} {} in {took}", stage.name, if counts.failed == 0 { "ok" } else { "FAILED" });
    Report { name: stage.name, took, counts, problem }
}

fn close(reports: &[Report], whole: &Stopwatch) -> ExitCode {
    println!("\nstage              time   passed  failed  skipped");
    for report in reports {
        println!(
            "{:<14} {:>8} {:>8} {:>7} {:>8}  {}",
            report.name,
            report.took,
            report.counts.passed,
            report.counts.failed,
            report.counts.skipped,
            report.problem.as_deref().unwrap_or("")
        );
    }
    let sum = reports.iter().fold(Counts::default(), |sum, report| sum.plus(report.counts));
    println!("\nall stages in {}", Pretty(whole.elapsed()));
    println!("{sum}");
    if sum.failed == 0 && sum.passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
