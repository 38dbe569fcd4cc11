//! Tasks of the project, one a file: ci (everything, counted), lint and tidy (house rules), sim and mutate
//! (the core against the model, as it is and broken), contract (the server against its OpenAPI document), fresh
//! (a bare machine), stripe (the stand-in under Stripe's own tools), papers (invoices judged by strangers), sdk and guides
//! (the TypeScript SDK, and how to begin with three frameworks), models (the real ones of the sample host), year (a year of two
//! hundred accounts), bench (speed).

mod bench;
mod ci;
mod contract;
mod fresh;
mod guides;
mod lint;
mod metadata;
mod models;
mod mutate;
mod node;
mod pages;
mod papers;
mod programs;
mod sdk;
mod sim;
mod stopwatch;
mod stripe;
mod tidy;
mod workspace;
mod year;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// What went wrong, for the person who typed the command; nothing in here is caught and acted on.
type Outcome<T> = Result<T, String>;

#[derive(Parser)]
#[command(name = "xtask", about = "Tasks of the Scrip project")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Runs every stage, adds up what the runners counted and fails when one failed or ran nothing
    Ci(ci::Args),
    /// Runs clippy over everything
    Lint,
    /// Checks the house rules that no compiler knows
    Tidy,
    /// Runs random histories on the core and on the model, and compares every answer
    Sim(sim::Args),
    /// Breaks the core in named ways and shows that the simulation catches each
    Mutate(mutate::Args),
    /// Runs the real server against its own OpenAPI document, by schemathesis
    Contract(contract::Args),
    /// Runs Stripe's own SDK and command line against the stand-in, and flows against other stand-ins
    Stripe(stripe::Args),
    /// Has two hundred accounts live through a year on the real server, with all that goes wrong in one
    Year(year::Args),
    /// Has invoices judged by validators that share no line with Scrip, and makes pictures of them
    Papers(papers::Args),
    /// Holds the elements' types and bundle against their sources, and runs them in a real browser
    Pages(pages::Args),
    /// Builds the TypeScript SDK and runs its tests against a real server
    Sdk,
    /// Installs the sample host's real models and tries them
    Models(models::Args),
    /// Follows the guides in docs/guides to the letter, against a real server
    Guides,
    /// Runs `make demo` and `make test` in a bare Debian chroot; needs root
    Fresh(fresh::Args),
    /// Measures what Scrip does beside what the machine can do
    Bench(bench::Args),
}

fn main() -> ExitCode {
    let done = match Cli::parse().task {
        Task::Ci(args) => ci::run(&args),
        Task::Lint => lint::run(),
        Task::Tidy => tidy::run(),
        Task::Sim(args) => sim::run(&args),
        Task::Mutate(args) => mutate::run(&args),
        Task::Contract(args) => contract::run(&args),
        Task::Stripe(args) => stripe::run(&args),
        Task::Year(args) => year::run(&args),
        Task::Papers(args) => papers::run(&args),
        Task::Pages(args) => pages::run(&args),
        Task::Sdk => sdk::run(),
        Task::Models(args) => Ok(models::run(&args)),
        Task::Guides => guides::run(),
        Task::Fresh(args) => fresh::run(&args),
        Task::Bench(args) => bench::run(&args),
    };
    match done {
        Ok(code) => code,
        Err(problem) => {
            eprintln!("xtask: {problem}");
            ExitCode::FAILURE
        }
    }
}
