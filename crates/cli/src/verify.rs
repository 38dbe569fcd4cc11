//! `scrip verify`: computes every grant and balance again from the entries alone, of a ledger file or of an export.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args as Flags;
use scrip_store::StoreError;
use scrip_store::export::{export, verify_export};
use scrip_store::verify::{Heads, Report};
use serde_json::json;

use crate::fault::{self, Fault};
use crate::out::{Out, count};
use crate::place::Place;

#[derive(Debug, Flags)]
pub(crate) struct Args {
    /// Where the ledger is: a file, served or copied, or postgres://…
    #[arg(required_unless_present = "export", default_value = "scrip.db", hide_default_value = true)]
    store: Place,
    /// Verify an export alone, without any ledger file
    #[arg(long, value_name = "DIR", conflicts_with_all = ["write_export", "store"])]
    export: Option<PathBuf>,
    /// Compare with heads that were written earlier: then a missing or rewritten past is found too
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// Write the heads, to be kept where nobody who can write the ledger can write
    #[arg(long, value_name = "FILE")]
    write_heads: Option<PathBuf>,
    /// Write an export that a stranger can verify alone
    #[arg(long, value_name = "DIR")]
    write_export: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, out: Out) -> Result<(), Fault> {
    let against = args.against.as_deref().map(read_heads).transpose()?;
    if args.export.is_none() {
        args.store.must_be_there()?;
    }
    let (what, report) = match &args.export {
        Some(folder) => (folder.display().to_string(), verify_export(folder, against.as_ref())),
        None => (args.store.name(), verify_store(args, against.as_ref())),
    };
    let report = report.map_err(|error| Fault::Here(format!("{what}: {}", error.chain())))?;
    if let Some(path) = &args.write_heads {
        fs::write(path, report.heads.to_json()).map_err(fault::file("write", path))?;
    }
    let json = json!({
        "ok": report.is_sound(),
        "pools": report.heads.pools.len(),
        "entries": report.entries,
        "commits": report.commits,
        "findings": report.findings,
        "notes": report.notes,
    });
    out.value(&json, || said(&what, &report));
    if report.is_sound() {
        Ok(())
    } else {
        Err(Fault::Here(format!("{what} does not add up; serve it no more, and compare with a backup")))
    }
}

fn verify_store(args: &Args, against: Option<&Heads>) -> Result<Report, StoreError> {
    let report = args.store.verify(against)?;
    if let Some(folder) = &args.write_export {
        export(&*args.store.read()?, folder)?;
    }
    Ok(report)
}

fn read_heads(path: &Path) -> Result<Heads, Fault> {
    let text = fs::read_to_string(path).map_err(fault::file("read", path))?;
    Heads::from_json(&text).map_err(|error| Fault::Here(format!("{} {error}", path.display())))
}

fn said(what: &str, report: &Report) -> String {
    let (entries, pools) = (count(&report.entries), count(&report.heads.pools.len()));
    let commits = count(&report.commits);
    let first = if report.is_sound() {
        format!("{what}: every line adds up: {entries} entries in {pools} pools, {commits} commits.")
    } else {
        format!("{what}: {entries} entries in {pools} pools do NOT add up:")
    };
    let findings = report.findings.iter().map(|finding| format!("  {finding}"));
    let notes = report.notes.iter().map(|note| format!("  Note: {note}."));
    crate::out::lines([first].into_iter().chain(findings).chain(notes))
}
