//! A commit as a line of JSON, and back.

use scrip_core::id::PoolNo;
use serde_json::{Value, json};

use crate::canonical::read_entry;
use crate::chain::Hash;
use crate::verify::{Commit, OwnedSection};

/// A commit as a line.
pub(super) fn line(commit: &Commit) -> Value {
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

/// A commit of a line, and, if its words are to be held to its bytes, where they say something else.
pub(super) fn parse(line: &str, with_words: bool) -> Option<(Commit, Vec<String>)> {
    let value: Value = serde_json::from_str(line).ok()?;
    let hash = |value: &Value, name: &str| Hash::from_hex(value.get(name)?.as_str()?);
    let mut said = Vec::new();
    let mut sections = Vec::new();
    for section in value.get("sections")?.as_array()? {
        let (pool, first_seq) = (section.get("pool")?.as_u64()?, section.get("first_seq")?.as_u64()?);
        let mut entries = Vec::new();
        for (entry, seq) in section.get("entries")?.as_array()?.iter().zip(first_seq..) {
            let bytes = from_hex(entry.get("bytes")?.as_str()?)?;
            if with_words && entry_line(pool, seq, &bytes) != *entry {
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

pub(super) fn to_hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        _ = write!(text, "{byte:02x}");
        text
    })
}

pub(super) fn from_hex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}
