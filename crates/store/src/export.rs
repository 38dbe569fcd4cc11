//! Exports: a folder that a stranger can read and verify alone: every commit as a line of JSON, and the heads.
//!
//! `ledger.jsonl`, a line a commit: `{"bucket", "commit", "at", "before", "hash", "sections": [{"pool", "first_seq", "head",
//! "entries": [{"seq", "at", "says", "bytes"}]}]}`. `bytes` is what is hashed, in hexadecimal; `at` and `says` say the
//! same for people, and verify holds them to it. Times of commits are microseconds since the Unix epoch.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Error as IoError, Write};
use std::path::{Path, PathBuf};

use scrip_core::id::PoolNo;
use serde_json::{Value, json};

use crate::canonical::read_entry;
use crate::chain::Hash;
use crate::error::StoreError;
use crate::verify::{Commit, Heads, OwnedSection, Report, Source, verify};

const LEDGER: &str = "ledger.jsonl";
const HEADS: &str = "heads.json";

/// Writes everything that the source has into the folder, and says what it found on the way.
pub fn export(source: &dyn Source, folder: &Path) -> Result<Report, StoreError> {
    let report = verify(source, None)?;
    write(source, &report.heads, folder)?;
    Ok(report)
}

fn write(source: &dyn Source, heads: &Heads, folder: &Path) -> Result<(), StoreError> {
    let failed = |error: IoError| StoreError::unavailable("write the export")(error);
    fs::create_dir_all(folder).map_err(failed)?;
    let mut file = BufWriter::new(File::create(folder.join(LEDGER)).map_err(failed)?);
    let mut result = Ok(());
    let mut see = |commit: Commit| {
        // What came after the heads were taken is left for the next export.
        let last = heads.chains.get(&commit.bucket).map_or(0, |(number, _)| *number);
        if result.is_ok() && commit.number <= last {
            result = writeln!(file, "{}", line(&commit));
        }
    };
    source.walk(&mut see, &mut |_| {})?;
    result.and_then(|()| file.into_inner().map_err(IoError::other)?.sync_all()).map_err(failed)?;
    fs::write(folder.join(HEADS), heads.to_json()).map_err(failed)
}

/// Verifies an export alone, against its own heads and, if given, against others.
pub fn verify_export(folder: &Path, against: Option<&Heads>) -> Result<Report, StoreError> {
    let export = Export { path: folder.join(LEDGER) };
    let text = fs::read_to_string(folder.join(HEADS)).map_err(StoreError::unavailable("read the export's heads"))?;
    let own = Heads::from_json(&text).map_err(|error| StoreError::Corrupt(format!("{HEADS} {error}")))?;
    let mut report = verify(&export, Some(against.unwrap_or(&own)))?;
    if report.heads != own {
        report.find(format!("{HEADS} is not what {LEDGER} adds up to"));
    }
    Ok(report)
}

struct Export {
    path: PathBuf,
}

impl Source for Export {
    fn walk(&self, see: &mut dyn FnMut(Commit), wrong: &mut dyn FnMut(String)) -> Result<(), StoreError> {
        let failed = |error: IoError| StoreError::unavailable("read the export")(error);
        let lines = BufReader::new(File::open(&self.path).map_err(failed)?).lines();
        for (line, number) in lines.zip(1_u64..) {
            match line {
                Ok(line) => match parse(&line) {
                    Some((commit, said)) => {
                        for finding in said {
                            wrong(format!("line {number}: {finding}"));
                        }
                        see(commit);
                    }
                    None => wrong(format!("line {number} of {LEDGER} is no commit")),
                },
                Err(error) => wrong(format!("line {number} of {LEDGER}: {error}")),
            }
        }
        Ok(())
    }
}

fn line(commit: &Commit) -> Value {
    let section = |section: &OwnedSection| {
        let entries = section.entries.iter().zip(section.first_seq..);
        let entries: Vec<_> = entries.map(|(bytes, seq)| entry_line(section.pool, seq, bytes)).collect();
        let head = section.head.to_string();
        json!({ "pool": section.pool, "first_seq": section.first_seq, "head": head, "entries": entries })
    };
    let sections: Vec<_> = commit.sections.iter().map(section).collect();
    let (before, hash) = (commit.before.to_string(), commit.hash.to_string());
    json!({
        "bucket": commit.bucket, "commit": commit.number, "at": commit.at, "before": before, "hash": hash,
        "sections": sections,
    })
}

/// An entry for people, with what is hashed.
fn entry_line(pool: u64, seq: u64, bytes: &[u8]) -> Value {
    let entry = PoolNo::new(pool).and_then(|no| read_entry(no, bytes).ok());
    let (at, says) = entry.map_or_else(
        || (String::new(), "cannot be read".to_owned()),
        |entry| (entry.at.to_string(), format!("{:?} by {:?}", entry.fact, entry.by)),
    );
    json!({ "seq": seq, "at": at, "says": says, "bytes": to_hex(bytes) })
}

/// A commit of a line, and what its words say that its bytes do not.
fn parse(line: &str) -> Option<(Commit, Vec<String>)> {
    let value: Value = serde_json::from_str(line).ok()?;
    let hash = |value: &Value, name: &str| Hash::from_hex(value.get(name)?.as_str()?);
    let mut said = Vec::new();
    let mut sections = Vec::new();
    for section in value.get("sections")?.as_array()? {
        let (pool, first_seq) = (section.get("pool")?.as_u64()?, section.get("first_seq")?.as_u64()?);
        let mut entries = Vec::new();
        for (entry, seq) in section.get("entries")?.as_array()?.iter().zip(first_seq..) {
            let bytes = from_hex(entry.get("bytes")?.as_str()?)?;
            if entry_line(pool, seq, &bytes) != *entry {
                said.push(format!("pool {pool}, entry {seq}: its words are not what its bytes say"));
            }
            entries.push(bytes);
        }
        sections.push(OwnedSection { pool, first_seq, entries, head: hash(section, "head")? });
    }
    // Exports of the time when there was one chain name no bucket.
    let bucket = value.get("bucket").map_or(Some(0), |bucket| u16::try_from(bucket.as_u64()?).ok())?;
    let (number, at) = (value.get("commit")?.as_u64()?, value.get("at")?.as_i64()?);
    let (before, hash) = (hash(&value, "before")?, hash(&value, "hash")?);
    Some((Commit { bucket, number, at, before, hash, sections }, said))
}

fn to_hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        _ = write!(text, "{byte:02x}");
        text
    })
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}
