//! A draft: what one commit adds to its bucket, as the columns that are sent.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::Arc;

use scrip_core::catalog::Catalogs;
use scrip_core::entry::Entry;
use scrip_core::id::{NumberHasher, PoolNo};
use scrip_core::pool::Pool;
use scrip_core::time::Timestamp;

use super::wire::{Uuid, int};
use crate::canonical::write_entry;
use crate::chain::Hash;
use crate::doc::Doc;
use crate::pools::ByPool;

/// Entries, the pools that they change, and documents.
#[derive(Default)]
pub(super) struct Draft {
    /// The latest time of its entries, microseconds since the Unix epoch.
    pub(super) at: i64,
    pub(super) pools: Vec<i64>,
    pub(super) seqs: Vec<i64>,
    pub(super) ats: Vec<i64>,
    pub(super) keys: Vec<Option<Uuid>>,
    bytes: Vec<u8>,
    ends: Vec<usize>,
    /// The pools that changed, in order: their last entries, heads and when something is next due.
    pub(super) changed: Vec<i64>,
    pub(super) lasts: Vec<i64>,
    pub(super) heads: Vec<Hash>,
    pub(super) dues: Vec<Option<i64>>,
    /// For each of them: number, first seq, count of entries, head after them.
    pub(super) sections: Vec<u8>,
    pub(super) docs: Vec<Doc>,
    /// What somebody must be told of.
    pub(super) told: Vec<Doc>,
}

/// Entries of one pool that follow each other; the first may carry a key, hashed.
pub(super) type Line = (PoolNo, Arc<[Entry]>, Option<u128>);
/// The pools that change, as they will stand.
pub(super) type Changed = HashMap<PoolNo, Arc<Pool>, BuildHasherDefault<NumberHasher>>;

/// Puts what was decided in the order in which it is written. Without catalogs no warning is waited for.
pub(super) fn draft(
    lines: &[Line],
    (pools, catalogs): (&Changed, Option<&Catalogs>),
    seen: &ByPool,
    docs: Vec<Doc>,
) -> Draft {
    let mut draft = Draft { docs, ..Draft::default() };
    for of_pool in lines.chunk_by(|one, other| one.0 == other.0) {
        let Some((no, ..)) = of_pool.first() else { continue };
        let Some(pool) = pools.get(no) else { continue };
        let mut head = seen.get(no).map_or(Hash::ZERO, |held| held.head);
        let from = draft.seqs.len();
        for (_, entries, key) in of_pool {
            let keys = std::iter::once(key.map(Uuid)).chain(std::iter::repeat(None));
            for (entry, key) in entries.iter().zip(keys) {
                let start = draft.bytes.len();
                write_entry(entry, &mut draft.bytes);
                head = head.then(draft.bytes.get(start..).unwrap_or_default());
                draft.ends.push(draft.bytes.len());
                draft.pools.push(int(no.get()));
                draft.seqs.push(int(entry.seq.get()));
                draft.ats.push(entry.at.micros());
                draft.keys.push(key);
                draft.at = draft.at.max(entry.at.micros());
            }
        }
        let Some(first) = draft.seqs.get(from).copied() else { continue };
        draft.changed.push(int(no.get()));
        draft.lasts.push(int(pool.last.get()));
        draft.heads.push(head);
        draft.dues.push(next_due(pool, catalogs));
        let count = int(u64::try_from(draft.seqs.len() - from).unwrap_or(u64::MAX));
        for number in [int(no.get()), first, count] {
            draft.sections.extend(number.to_be_bytes());
        }
        draft.sections.extend(head.0);
    }
    draft
}

/// When time next changes something or somebody is to be warned. A pool that lives by a test clock is always perhaps due: its time is not ours.
fn next_due(pool: &Pool, catalogs: Option<&Catalogs>) -> Option<i64> {
    let next = || catalogs.map_or_else(|| pool.next_due(), |catalogs| pool.next_event(catalogs));
    if pool.house.test_clock.is_some() { Some(i64::MIN) } else { next().map(Timestamp::micros) }
}

impl Draft {
    /// The entries' bytes, each on its own.
    pub(super) fn bodies(&self) -> Vec<&[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| self.bytes.get(start..*end).unwrap_or_default()).collect()
    }

    /// The outbox's keys, and the bytes of each.
    pub(super) fn outbox(&self) -> (Vec<&str>, Vec<&[u8]>) {
        self.told.iter().map(|doc| (doc.key.as_str(), doc.body.as_deref().unwrap_or_default())).unzip()
    }

    /// True when no pool changes.
    pub(super) fn has_no_entry(&self) -> bool {
        self.seqs.is_empty()
    }

    /// The pools that change, with their heads.
    pub(super) fn changed_heads(&self) -> impl Iterator<Item = (PoolNo, Hash)> {
        let no = |number: &i64| PoolNo::new(u64::try_from(*number).ok()?);
        self.changed.iter().zip(&self.heads).filter_map(move |(number, head)| Some((no(number)?, *head)))
    }
}
