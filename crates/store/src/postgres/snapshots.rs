//! Snapshots of pools, written when there is time, off the way of any commit: they shorten loads and mean nothing else.

use std::collections::HashMap;
use std::mem::take;

use parking_lot::Mutex;
use scrip_core::id::PoolNo;

use super::failure::Failure;
use super::link::Live;
use super::load::version;
use super::schema;
use super::wire::{Buckets, int};
use crate::canonical::pool_bytes;
use crate::pools::Held;

/// Entries since its last snapshot that make a pool in use due: so many are folded in some milliseconds.
const ENTRIES_MAX: u64 = 1_024;
/// Entries that make a pool due which leaves memory: below that, folding them is as quick as writing.
const ENTRIES_MIN: u64 = 32;
/// Pools that may wait to be written; the rest goes without.
const WAITING_MAX: usize = 4_096;

/// Pools whose snapshots are to be written, each as it stood last.
#[derive(Default)]
pub(super) struct Due(Mutex<HashMap<PoolNo, Held>>);

impl Due {
    /// Looks at a pool that changed.
    pub(super) fn look(&self, held: &mut Held) {
        if held.pool.last.get().saturating_sub(held.kept) >= ENTRIES_MAX {
            held.kept = held.pool.last.get();
            self.add(held.clone());
        }
    }

    /// Looks at a pool that leaves memory.
    pub(super) fn farewell(&self, held: Held) {
        if held.pool.last.get().saturating_sub(held.kept) >= ENTRIES_MIN {
            self.add(held);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.lock().is_empty()
    }

    pub(super) fn take(&self) -> Vec<Held> {
        take(&mut *self.0.lock()).into_values().collect()
    }

    fn add(&self, held: Held) {
        let mut waiting = self.0.lock();
        if waiting.len() < WAITING_MAX || waiting.contains_key(&held.pool.no) {
            waiting.insert(held.pool.no, held);
        }
    }
}

/// Writes these pools' snapshots, bucket by bucket.
pub(super) async fn write(live: &Live, buckets: Buckets, mut pools: Vec<Held>) -> Result<(), Failure> {
    pools.sort_unstable_by_key(|held| (buckets.of(held.pool.no), held.pool.no));
    for some in pools.chunk_by(|one, other| buckets.of(one.pool.no) == buckets.of(other.pool.no)) {
        let Some(bucket) = some.first().map(|held| buckets.of(held.pool.no)) else { continue };
        let numbers: Vec<_> = some.iter().map(|held| int(held.pool.no.get())).collect();
        let seqs: Vec<_> = some.iter().map(|held| int(held.pool.last.get())).collect();
        let heads: Vec<_> = some.iter().map(|held| held.head.0.as_slice()).collect();
        let states: Vec<_> = some.iter().map(|held| pool_bytes(&held.pool)).collect();
        let version = version();
        live.query(schema::PUT_SNAPSHOTS, &[&bucket, &version, &numbers, &seqs, &heads, &states]).await?;
    }
    Ok(())
}
