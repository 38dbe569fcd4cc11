//! The measuring: the parts one after the other, on a machine that does nothing else, into one report.

use std::error::Error;
use std::fs;
use std::time::Duration;

use serde::Serialize;

use super::machine::Machine;
use super::report::Report;
use super::{Args, Part, ceiling, embedded, http, postgres, usage};
use crate::workspace;

/// What a measurement gives, or why it broke off.
pub(crate) type Tried<T> = Result<T, Box<dyn Error>>;

/// How much of each is measured.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Sizes {
    /// Time for each ceiling.
    pub(crate) ceiling: Duration,
    /// Time for each batch of the ledger.
    pub(crate) embedded: Duration,
    /// Time for the 64 callers: long enough for some checkpoints.
    pub(crate) callers: Duration,
    /// Time for each load over HTTP, after the time in which nothing is counted.
    pub(crate) http: Duration,
    pub(crate) warm_up: Duration,
    pub(crate) pools: u64,
    pub(crate) many_pools: u64,
    pub(crate) aged_entries: u64,
    /// Entries of the pool whose usage is asked for.
    pub(crate) usage_entries: u64,
}

impl Sizes {
    const SHORT: Self = Self {
        ceiling: Duration::from_millis(1_500),
        embedded: Duration::from_secs(2),
        callers: Duration::from_secs(8),
        http: Duration::from_secs(5),
        warm_up: Duration::from_secs(2),
        pools: 10_000,
        many_pools: 200_000,
        aged_entries: 5_000_000,
        usage_entries: 2_000_000,
    };
    /// What the targets name.
    const LONG: Self =
        Self { many_pools: 1_000_000, aged_entries: 10_000_000, usage_entries: 10_000_000, ..Self::SHORT };
}

pub(super) fn run(args: &Args) -> Tried<()> {
    let sizes = if args.long { Sizes::LONG } else { Sizes::SHORT };
    let folder = workspace::root().join(&args.folder);
    fs::create_dir_all(&folder)?;
    let wants = |part| args.only.is_empty() || args.only.contains(&part);
    let mut report = Report {
        machine: Machine::of(&folder),
        sizes,
        ceilings: None,
        embedded: None,
        http: None,
        usage: None,
        postgres: None,
    };
    if wants(Part::Ceilings) {
        note("what the machine can do");
        report.ceilings = Some(ceiling::measure(&folder, &sizes)?);
    }
    if wants(Part::Embedded) {
        report.embedded = Some(embedded::measure(&folder, &sizes)?);
    }
    if wants(Part::Http) {
        report.http = Some(http::measure(&folder, &sizes)?);
    }
    if wants(Part::Usage) {
        report.usage = Some(usage::measure(&folder, &sizes)?);
    }
    if wants(Part::Postgres) {
        report.postgres = Some(postgres::measure(&folder, &sizes)?);
    }
    if args.json {
        println!("{}", serde_json::to_string_pretty(&report.json())?);
    } else {
        println!("{}", report.text());
    }
    if args.write {
        fs::write(workspace::root().join("docs/performance.md"), report.page())?;
    }
    Ok(())
}

/// Says what is under way, beside the report.
pub(crate) fn note(what: &str) {
    eprintln!("bench: {what}");
}
