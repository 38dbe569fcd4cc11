//! `scrip export`: a whole ledger into a folder, for another store to take over; or its entries, for a stranger.

use std::path::PathBuf;

use clap::Args as Flags;
use scrip_store::export::{export, export_whole};
use scrip_store::verify::Report;
use serde_json::json;

use crate::bars::steps;
use crate::fault::Fault;
use crate::out::{Out, count};
use crate::place::Place;

#[derive(Debug, Flags)]
pub(crate) struct Args {
    /// Where the ledger is, a file or postgres://…; it may be served meanwhile
    #[arg(long, env = "SCRIP_STORE", hide_env_values = true, default_value = "scrip.db", value_name = "STORE")]
    store: Place,
    /// The folder to write; with the documents, secrets stand in it, and only you may read it
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Entries and hashes only, for a stranger to verify: no names, no keys, no secrets
    #[arg(long)]
    entries_only: bool,
}

pub(crate) fn run(args: &Args, out: Out) -> Result<(), Fault> {
    args.store.must_be_there()?;
    let (bar, mut tell) = steps(out);
    let exported = if args.entries_only {
        args.store.read().and_then(|source| export(&*source, &args.out))
    } else {
        args.store.read_whole().and_then(|mut source| export_whole(&mut *source, &args.out, &mut tell))
    };
    bar.finish_and_clear();
    let report = exported.map_err(|error| args.store.failed(&error))?;
    let json = json!({
        "ok": report.is_sound(),
        "pools": report.heads.pools.len(),
        "entries": report.entries,
        "commits": report.commits,
        "findings": report.findings,
    });
    out.value(&json, || said(args, &report));
    if report.is_sound() {
        return Ok(());
    }
    let name = args.store.name();
    Err(Fault::Here(format!("{name} does not add up; `scrip verify` says more. Compare with a backup")))
}

fn said(args: &Args, report: &Report) -> String {
    let (entries, pools) = (count(&report.entries), count(&report.heads.pools.len()));
    let (from, folder) = (args.store.name(), args.out.display());
    if !report.is_sound() {
        let findings = report.findings.iter().map(|finding| format!("  {finding}"));
        return crate::out::lines([format!("{from} does NOT add up:")].into_iter().chain(findings));
    }
    let rest = if args.entries_only {
        format!("`scrip verify --export {folder}` verifies it alone.")
    } else {
        format!("Secrets stand in it. `scrip import --from {folder} --store STORE` takes it over.")
    };
    format!("{from}: {entries} entries in {pools} pools are in {folder}. {rest}")
}
