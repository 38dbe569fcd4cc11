//! `xtask ci`: runs the stages one after another and adds up what their runners counted.
//!
//! A failed stage does not stop the others, so that the closing line is whole. The last line that is printed is
//! `N passed, N failed, N skipped` over all runners; the exit code is 0 when and only when none failed.

mod counts;
mod process;
mod stages;

use std::process::{Command, ExitCode};

use counts::{Counts, judge};
pub(crate) use stages::Runner;
use stages::{STAGES, Stage};

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

/// What is run, counted and timed: a stage of `make test`, or a part of another target.
pub(crate) struct Step {
    pub(crate) name: &'static str,
    pub(crate) runner: Runner,
    pub(crate) minutes_max: u64,
    pub(crate) command: Command,
}

impl From<&'static Stage> for Step {
    fn from(stage: &'static Stage) -> Self {
        let Stage { name, runner, minutes_max, .. } = *stage;
        Self { name, runner, minutes_max, command: process::command_of(stage) }
    }
}

/// What became of one step, for the table at the end.
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
    Ok(run_all(chosen.into_iter().map(Step::from)))
}

/// One after another, a failed one too; ends with the closing line.
pub(crate) fn run_all(steps: impl IntoIterator<Item = Step>) -> ExitCode {
    let whole = Stopwatch::start();
    let reports: Vec<Report> = steps.into_iter().map(run_step).collect();
    close(&reports, &whole)
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

fn run_step(mut step: Step) -> Report {
    let name = step.name;
    println!("\n=== {name}: {}", shown(&step.command));
    let stopwatch = Stopwatch::start();
    let (counts, problem) = match process::run(&mut step.command, step.minutes_max) {
        Ok(ended) => judge(step.runner, ended.success, &ended.output),
        Err(problem) => (Counts::one_failed(), Some(problem)),
    };
    let took = Pretty(stopwatch.elapsed()).to_string();
    println!("=== {name} {} in {took}", if counts.failed == 0 { "ok" } else { "FAILED" });
    Report { name, took, counts, problem }
}

/// As somebody would type it, without its environment.
fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ").replace("/proc/self/exe", "xtask")
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
