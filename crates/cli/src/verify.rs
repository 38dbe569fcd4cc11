//! `scrip verify`: computes every grant and balance again from the entries alone, of a ledger file or of an export.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args as Flags;
use scrip_store::export::{export, verify_export};
use scrip_store::sqlite::LedgerFile;
use scrip_store::verify::{Heads, Report};
use serde_json::json;

use crate::fault::{self, Fault};
use crate::out::{Out, count};

#[derive(Debug, Flags)]
pub(crate) struct Args {
    /// The ledger's file, served or copied
    #[arg(required_unless_present = "export", default_value = "scrip.db", hide_default_value = true)]
    file: PathBuf,
    /// Verify an export alone, without any ledger file
    #[arg(long, value_name = "DIR", conflicts_with_all = ["write_export", "file"])]
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
        // Opening takes a lock beside the file: a mistyped name must leave nothing behind.
        fs::metadata(&args.file).map_err(fault::file("read", &args.file))?;
    }
    let (what, report) = match &args.export {
        Some(folder) => (folder, verify_export(folder, against.as_ref())),
        None => (&args.file, verify_file(args, against.as_ref())),
    };
    let report = report.map_err(|error| Fault::Here(format!("{}: {}", what.display(), error.chain())))?;
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
    out.value(&json, || said(what, &report));
    if report.is_sound() {
        Ok(())
    } else {
        Err(Fault::Here(format!("{} does not add up; serve it no more, and compare with a backup", what.display())))
    }
}

fn verify_file(args: &Args, against: Option<&Heads>) -> Result<Report, scrip_store::StoreError> {
    let ledger = LedgerFile::open(&args.file)?;
    let report = ledger.verify(against)?;
    if let Some(folder) = &args.write_export {
        export(&ledger, folder)?;
    }
    Ok(report)
}

fn read_heads(path: &Path) -> Result<Heads, Fault> {
    let text = fs::read_to_string(path).map_err(fault::file("read", path))?;
    Heads::from_json(&text).map_err(|error| Fault::Here(format!("{} {error}", path.display())))
}

fn said(what: &Path, report: &Report) -> String {
    let (entries, pools) = (count(&report.entries), count(&report.heads.pools.len()));
    let commits = count(&report.commits);
    let first = if report.is_sound() {
        format!("{}: every line adds up: {entries} entries in {pools} pools, {commits} commits.", what.display())
    } else {
        format!("{}: {entries} entries in {pools} pools do NOT add up:", what.display())
    };
    let findings = report.findings.iter().map(|finding| format!("  {finding}"));
    let notes = report.notes.iter().map(|note| format!("  Note: {note}."));
    crate::out::lines([first].into_iter().chain(findings).chain(notes))
}
