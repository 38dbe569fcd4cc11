//! Speed: what the machine can do, and what Scrip does of it, beside each other in one run.
//!
//! Without the feature `bench` this only builds itself anew with it, optimised, and the binary `scrip`; see [`Args`] for
//! what may be asked. [`measure`] runs the parts, [`report`] holds them against the targets.

#[cfg(feature = "bench")]
mod ceiling;
#[cfg(feature = "bench")]
mod child;
#[cfg(feature = "bench")]
mod embedded;
#[cfg(feature = "bench")]
mod http;
#[cfg(feature = "bench")]
mod machine;
#[cfg(feature = "bench")]
mod measure;
#[cfg(feature = "bench")]
mod postgres;
#[cfg(feature = "bench")]
mod random;
#[cfg(feature = "bench")]
mod report;
#[cfg(feature = "bench")]
mod targets;
#[cfg(feature = "bench")]
mod usage;
#[cfg(feature = "bench")]
mod waits;

use std::path::PathBuf;
use std::process::ExitCode;

use crate::Outcome;

/// The allocator of the binary `scrip`: the ceilings have it too.
#[cfg(feature = "bench")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What is measured, and how it is told.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Ten million entries and a million pools, as the targets name them: some six minutes instead of two
    #[arg(long)]
    long: bool,
    /// For programs
    #[arg(long)]
    json: bool,
    /// Write the table into docs/performance.md
    #[arg(long)]
    write: bool,
    /// Only these parts
    #[arg(long, value_delimiter = ',')]
    only: Vec<Part>,
    /// Where the ledgers are made, and removed again; the disk below it is what is measured
    #[arg(long, default_value = "target/bench")]
    folder: PathBuf,
    /// Serve as the other process of a measurement
    #[arg(long, hide = true)]
    child: Option<String>,
}

/// A part of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Part {
    /// What the machine can do
    Ceilings,
    /// The ledger in this process
    Embedded,
    /// The server over sockets
    Http,
    /// Usage over many entries of one pool
    Usage,
    /// The ledger on a real PostgreSQL
    Postgres,
}

#[cfg(feature = "bench")]
pub(crate) fn run(args: &Args) -> Outcome<ExitCode> {
    let done = match &args.child {
        Some(what) => child::run(what),
        None => measure::run(args),
    };
    done.map(|()| ExitCode::SUCCESS).map_err(|error| error.to_string())
}

/// Figures of an unoptimised build say nothing: the measuring is done by one that is built for it.
#[cfg(not(feature = "bench"))]
pub(crate) fn run(_: &Args) -> Outcome<ExitCode> {
    use std::process::Command;

    let cargo = |args: &[&str], rest: &mut dyn Iterator<Item = String>| {
        let mut command = Command::new("cargo");
        command.args(args).args(rest).current_dir(crate::workspace::root());
        command.status().map_err(|error| format!("cargo does not start: {error}"))
    };
    let build = ["build", "--release", "--quiet", "--locked", "--package", "scrip"];
    if !cargo(&build, &mut std::iter::empty())?.success() {
        return Ok(ExitCode::FAILURE);
    }
    let run = ["run", "--release", "--quiet", "--locked", "--package", "xtask", "--features", "bench", "--"];
    let status = cargo(&run, &mut std::env::args().skip(1))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
