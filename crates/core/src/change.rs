//! Changes: facts that are about to be written together, all at one instant, by one cause.

use std::sync::Arc;

use crate::entry::{By, Entry, Fact, Key};
use crate::id::Seq;
use crate::time::Timestamp;

/// What is about to be written for one request: facts in order, all at one instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// When it holds.
    pub at: Timestamp,
    /// Who caused it.
    pub by: By,
    /// The catalog version that it was made by.
    pub catalog: u32,
    /// What happened; the first is the one that answers.
    pub facts: Vec<Fact>,
}

impl Change {
    /// The entries that it makes after `last`; the first carries the key.
    pub fn into_entries(self, last: Seq, key: Option<&Key>) -> Arc<[Entry]> {
        let follows = u32::try_from(self.facts.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let mut seq = last;
        let mut head = key.cloned();
        let mut left = follows;
        let entries = self.facts.into_iter().map(|fact| {
            seq = seq.next();
            let entry = Entry {
                seq,
                at: self.at,
                catalog: self.catalog,
                by: self.by.clone(),
                key: head.take(),
                follows: left,
                fact,
            };
            left = left.saturating_sub(1);
            entry
        });
        entries.collect()
    }
}
