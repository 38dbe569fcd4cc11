//! Which pools are due for a snapshot. A snapshot shortens the next load of its pool and means nothing else.

use std::mem::take;

use super::cache::Snapshot;
use super::log::Log;
use crate::canonical::pool_bytes;
use crate::pools::Held;

/// Entries since its last snapshot that make a pool in use due: at most so many are folded after a crash.
const ENTRIES_MAX: u64 = 256;
/// Entries that make a pool due which leaves memory: below that, folding them is as quick as writing.
const ENTRIES_MIN: u64 = 32;
/// Pools handed over together.
const TOGETHER: usize = 128;

/// Pools whose snapshots are to be written.
#[derive(Default)]
pub(super) struct Due(Vec<Held>);

impl Due {
    /// Looks at a pool that changed.
    pub(super) fn look(&mut self, held: &mut Held) {
        if held.pool.last.get() - held.kept >= ENTRIES_MAX {
            held.kept = held.pool.last.get();
            self.0.push(held.clone());
        }
    }

    /// Looks at a pool that leaves memory.
    pub(super) fn farewell(&mut self, held: Held) {
        if held.pool.last.get() - held.kept >= ENTRIES_MIN {
            self.0.push(held);
        }
    }

    /// Takes over what another found.
    pub(super) fn add(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// Gives them to the keeper when there are enough; if it has no time, they go without.
    pub(super) fn hand_over(&mut self, log: &Log) {
        if self.0.len() >= TOGETHER {
            let pools = take(&mut self.0);
            log.offer_snapshots(Box::new(move || pools.iter().map(snapshot_of).collect()));
        }
    }

    pub(super) fn take(self) -> Vec<Held> {
        self.0
    }
}

/// The pool's snapshot.
pub(super) fn snapshot_of(held: &Held) -> Snapshot {
    let (pool, seq) = (held.pool.no.get(), held.pool.last.get());
    Snapshot { pool, seq, head: held.head, state: pool_bytes(&held.pool) }
}
