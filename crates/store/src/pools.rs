//! Pools in memory, as of their last commit: found by many readers at once, replaced by the writer, forgotten when they
//! have not been used for long.

use std::collections::{HashMap, VecDeque};
use std::hash::BuildHasherDefault;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use parking_lot::RwLock;
use scrip_core::id::{NumberHasher, PoolNo};
use scrip_core::pool::Pool;

use crate::ahead;
use crate::chain::Hash;

/// Parts of the map, each behind a lock of its own.
const SHARDS: usize = 64;

/// A pool with its head.
#[derive(Clone)]
pub(crate) struct Held {
    pub(crate) pool: Arc<Pool>,
    pub(crate) head: Hash,
    /// The last entry that the pool's snapshot holds.
    pub(crate) kept: u64,
}

/// Pools by number, for as long as a batch takes.
pub(crate) type ByPool = HashMap<PoolNo, Held, BuildHasherDefault<NumberHasher>>;

struct Seat {
    held: Held,
    is_used: AtomicBool,
}

#[derive(Default)]
struct Shard {
    seats: HashMap<PoolNo, Seat, BuildHasherDefault<NumberHasher>>,
    /// Who is next to go, unless used since: a second chance each.
    ring: VecDeque<PoolNo>,
    /// How often somebody went: what a reader loaded meanwhile may be old by now.
    evictions: u64,
}

/// The map.
pub(crate) struct Pools {
    shards: Vec<RwLock<Shard>>,
    shard_max: usize,
}

/// Says whether what a reader loads may still be put into the map.
pub(crate) struct Ticket(u64);

impl Pools {
    /// At most about so many pools.
    pub(crate) fn bounded(max: usize) -> Self {
        let shards = max.clamp(1, SHARDS);
        Self { shard_max: (max / shards).max(1), shards: (0..shards).map(|_| RwLock::default()).collect() }
    }

    pub(crate) fn get(&self, no: PoolNo) -> Result<Held, Ticket> {
        let Some(shard) = self.shard(no) else { return Err(Ticket(0)) };
        let shard = shard.read();
        let Some(seat) = shard.seats.get(&no) else { return Err(Ticket(shard.evictions)) };
        if !seat.is_used.load(Ordering::Relaxed) {
            seat.is_used.store(true, Ordering::Relaxed);
        }
        Ok(seat.held.clone())
    }

    /// Has these pools fetched from memory together: the writer is about to read them one after the other.
    pub(crate) fn fetch_ahead(&self, nos: &[PoolNo]) {
        if nos.is_empty() {
            return;
        }
        // All locks at once: one after the other, each would end the wait for the look-up before it.
        let shards: Vec<_> = self.shards.iter().map(RwLock::read).collect();
        let seat = |no: &PoolNo| shards.get(self.place(*no))?.seats.get(no);
        let pools: Vec<&Pool> = nos.iter().filter_map(seat).map(|seat| &*seat.held.pool).collect();
        for pool in &pools {
            ahead::fetch(*pool);
        }
        for pool in pools {
            ahead::fetch_all(&pool.grants);
            ahead::fetch_all(pool.used.all());
            ahead::fetch(&*pool.life);
            ahead::fetch(&*pool.house);
        }
    }

    /// Puts what a reader loaded, unless something newer may have been there since.
    pub(crate) fn offer(&self, ticket: &Ticket, no: PoolNo, held: &Held) {
        let Some(shard) = self.shard(no) else { return };
        let mut shard = shard.write();
        if shard.evictions == ticket.0 && !shard.seats.contains_key(&no) {
            shard.seat(no, held.clone());
            shard.shrink(self.shard_max);
        }
    }

    /// Puts what the writer committed, and says who had to go for it.
    pub(crate) fn put(&self, no: PoolNo, held: Held) -> Option<Held> {
        let mut shard = self.shard(no)?.write();
        shard.seat(no, held);
        shard.shrink(self.shard_max)
    }

    /// Puts what was committed somewhere, unless something later stands there: where others write too, what is read and
    /// what is written meet in any order.
    pub(crate) fn advance(&self, no: PoolNo, held: Held) -> Option<Held> {
        let mut shard = self.shard(no)?.write();
        if shard.seats.get(&no).is_some_and(|seat| seat.held.pool.last > held.pool.last) {
            return None;
        }
        shard.seat(no, held);
        shard.shrink(self.shard_max)
    }

    /// Lets go of a pool that was not so: its place is free for what is.
    pub(crate) fn forget(&self, no: PoolNo) {
        let Some(shard) = self.shard(no) else { return };
        let mut shard = shard.write();
        if shard.seats.remove(&no).is_some() {
            shard.ring.retain(|other| *other != no);
            shard.evictions += 1;
        }
    }

    pub(crate) fn clear(&self) {
        for shard in &self.shards {
            let mut shard = shard.write();
            let evictions = shard.evictions + 1;
            *shard = Shard { evictions, ..Shard::default() };
        }
    }

    pub(crate) fn each(&self, mut see: impl FnMut(&Held)) {
        for shard in &self.shards {
            shard.read().seats.values().for_each(|seat| see(&seat.held));
        }
    }

    fn shard(&self, no: PoolNo) -> Option<&RwLock<Shard>> {
        self.shards.get(self.place(no))
    }

    fn place(&self, no: PoolNo) -> usize {
        usize::try_from(no.get()).unwrap_or(0) % self.shards.len().max(1)
    }
}

impl Shard {
    fn seat(&mut self, no: PoolNo, held: Held) {
        if let Some(seat) = self.seats.get_mut(&no) {
            seat.held = held;
            seat.is_used.store(true, Ordering::Relaxed);
        } else {
            self.seats.insert(no, Seat { held, is_used: AtomicBool::new(false) });
            self.ring.push_back(no);
        }
    }

    /// Lets one pool go if there are too many: the first that was not used since its last chance.
    fn shrink(&mut self, max: usize) -> Option<Held> {
        while self.seats.len() > max {
            let no = self.ring.pop_front()?;
            let is_used = self.seats.get(&no).is_some_and(|seat| seat.is_used.swap(false, Ordering::Relaxed));
            if is_used {
                self.ring.push_back(no);
            } else if let Some(seat) = self.seats.remove(&no) {
                self.evictions += 1;
                return Some(seat.held);
            }
        }
        None
    }
}
