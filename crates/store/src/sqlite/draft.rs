//! A draft: what one commit is to add, gathered in flat memory before it is written.

use crate::chain::Hash;
use crate::doc::Doc;

/// Entries of pools and changes of documents that become durable together or not at all.
#[derive(Debug, Default)]
pub struct Draft {
    /// The latest time of its entries, microseconds since the Unix epoch. Pools live by clocks of their own, so it may
    /// run back from commit to commit.
    pub at: i64,
    pub(super) bytes: Vec<u8>,
    pub(super) lines: Vec<Line>,
    pub(super) sections: Vec<Part>,
    pub(super) docs: Vec<Doc>,
}

/// One entry: where its bytes end, and its idempotency key, hashed.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) end: usize,
    pub(super) key: Option<u128>,
    /// The pool's head after it.
    pub(super) head: Hash,
}

/// The entries of one pool in this commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The pool's number.
    pub pool: u64,
    /// The seq of its first entry here.
    pub first_seq: u64,
    /// The pool's head after the last entry so far.
    pub head: Hash,
    pub(super) lines_end: usize,
}

impl Draft {
    /// An empty draft of this time, keeping the memory of this one.
    pub fn clear(&mut self, at: i64) {
        self.at = at;
        self.bytes.clear();
        self.lines.clear();
        self.sections.clear();
        self.docs.clear();
    }

    /// Begins a pool's part, with the head before it. A pool has one part in a commit.
    pub fn pool(&mut self, pool: u64, first_seq: u64, head: Hash) {
        self.sections.push(Part { pool, first_seq, head, lines_end: self.lines.len() });
    }

    /// Adds an entry to the part begun last: `write` appends its canonical bytes.
    pub fn entry(&mut self, key: Option<u128>, write: impl FnOnce(&mut Vec<u8>)) {
        let from = self.bytes.len();
        write(&mut self.bytes);
        let Some(part) = self.sections.last_mut() else { return };
        part.head = part.head.then(self.bytes.get(from..).unwrap_or_default());
        part.lines_end = self.lines.len() + 1;
        self.lines.push(Line { end: self.bytes.len(), key, head: part.head });
    }

    /// Takes over what another holds, behind its own. No pool may have a part in both.
    pub(super) fn append(&mut self, other: &mut Self) {
        let (bytes, lines) = (self.bytes.len(), self.lines.len());
        self.at = self.at.max(other.at);
        self.bytes.append(&mut other.bytes);
        self.lines.extend(other.lines.drain(..).map(|line| Line { end: bytes + line.end, ..line }));
        let parts = other.sections.drain(..);
        self.sections.extend(parts.map(|part| Part { lines_end: lines + part.lines_end, ..part }));
        self.docs.append(&mut other.docs);
    }

    /// Puts or deletes documents in the same commit.
    pub(super) fn add_docs(&mut self, docs: Vec<Doc>) {
        self.docs.extend(docs);
    }

    /// Puts or deletes a document in the same commit.
    pub fn doc(&mut self, doc: Doc) {
        self.docs.push(doc);
    }

    /// Each pool's part.
    pub fn parts(&self) -> &[Part] {
        &self.sections
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.docs.is_empty()
    }
}
