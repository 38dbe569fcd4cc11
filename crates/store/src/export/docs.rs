//! Documents as lines of JSON, and back. Those that a store derives from entries are in no export.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::line::{from_hex, to_hex};
use crate::chain::Hash;
use crate::doc::{Doc, DocKind};
use crate::gather::LAST_POOL;
use crate::import::UNFINISHED;

/// Whether a document is carried from store to store: which pool an account is in, and the last pool's number, every store
/// finds in the entries.
pub(crate) fn is_carried(doc: &Doc) -> bool {
    match doc.kind {
        DocKind::Account => false,
        DocKind::Setting => ![LAST_POOL, UNFINISHED].contains(&doc.key.as_str()),
        _ => true,
    }
}

/// How many documents there are by kind, and a sum over them, in whatever order they come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DocSums(BTreeMap<DocKind, (u64, u128)>);

impl DocSums {
    pub(crate) fn add(&mut self, doc: &Doc) {
        let parts =
            [doc.kind.word().as_bytes(), &[0], doc.key.as_bytes(), &[0], doc.body.as_deref().unwrap_or_default()];
        let (count, sum) = self.0.entry(doc.kind).or_default();
        *count += 1;
        *sum = sum.wrapping_add(Hash::of_parts(&parts).prefix());
    }

    /// By kind.
    pub(crate) fn counts(&self) -> impl Iterator<Item = (DocKind, u64)> {
        self.0.iter().map(|(kind, (count, _))| (*kind, *count))
    }

    fn all(&self) -> (u64, u128) {
        self.0.values().fold((0, 0_u128), |(all, sums), (count, sum)| (all + count, sums.wrapping_add(*sum)))
    }
}

/// Lines as they are written or read.
#[derive(Default)]
pub(super) struct DocLines(DocSums);

impl DocLines {
    pub(super) fn line(&mut self, doc: &Doc) -> Value {
        self.0.add(doc);
        let body = doc.body.as_deref().unwrap_or_default();
        match std::str::from_utf8(body) {
            Ok(text) => json!({ "kind": doc.kind.word(), "key": doc.key, "text": text }),
            Err(_) => json!({ "kind": doc.kind.word(), "key": doc.key, "bytes": to_hex(body) }),
        }
    }

    /// The line that ends the file, so that a file that was cut is no whole one.
    pub(super) fn last(&self) -> Value {
        let (count, sum) = self.0.all();
        json!({ "documents": count, "sum": format!("{sum:032x}") })
    }

    /// The document of a line, none if it is the right last one; an error if it is neither.
    pub(super) fn parse(&mut self, line: &str) -> Result<Option<Doc>, ()> {
        let value: Value = serde_json::from_str(line).map_err(|_| ())?;
        if value == self.last() {
            return Ok(None);
        }
        let text = |name: &str| value.get(name).and_then(Value::as_str);
        let kind = text("kind").and_then(DocKind::of_word).ok_or(())?;
        let key = text("key").ok_or(())?.to_owned();
        let body = text("text").map(|text| text.as_bytes().to_vec()).or_else(|| from_hex(text("bytes")?));
        let doc = Doc { kind, key, body: Some(body.ok_or(())?) };
        self.0.add(&doc);
        Ok(Some(doc))
    }

    pub(super) fn into_sums(self) -> DocSums {
        self.0
    }
}
