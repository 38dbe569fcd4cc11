//! What a batch sees of the store.

use std::cell::RefCell;
use std::hash::BuildHasherDefault;
use std::sync::Arc;

use scrip_core::entry::Entry;
use scrip_core::id::{AccountId, PoolNo, Seq};
use scrip_core::pool::Pool;

use super::log::Log;
use super::store::SqliteStore;
use crate::canonical::read_entry;
use crate::chain::Hash;
use crate::doc::DocKind;
use crate::error::StoreError;
use crate::gather::{self, Shelf};
use crate::pools::ByPool;

/// The store as of its last commit, and which pools of it were seen: they may leave memory before the batch is written.
pub(super) struct View<'s> {
    store: &'s SqliteStore,
    log: &'s Log,
    last_pool: u64,
    seen: RefCell<ByPool>,
}

impl<'s> View<'s> {
    /// For a batch that will see about so many pools.
    pub(super) fn new(store: &'s SqliteStore, log: &'s Log, last_pool: u64, pools: usize) -> Self {
        let seen = ByPool::with_capacity_and_hasher(pools, BuildHasherDefault::default());
        Self { store, log, last_pool, seen: RefCell::new(seen) }
    }

    /// The head of a pool that was seen.
    pub(super) fn head(&self, no: PoolNo) -> Option<Hash> {
        self.seen.borrow().get(&no).map(|held| held.head)
    }

    /// All that was seen.
    pub(super) fn into_seen(self) -> ByPool {
        self.seen.into_inner()
    }
}

impl Shelf for View<'_> {
    fn fetch_ahead(&self, pools: &[PoolNo]) {
        self.store.pools.fetch_ahead(pools);
    }

    fn pool(&self, no: PoolNo) -> Result<Option<Arc<Pool>>, StoreError> {
        // A pool that is about to be made is looked for nowhere.
        if no.get() > self.last_pool {
            return Ok(None);
        }
        let Some(held) = self.store.held(self.log, no)? else { return Ok(None) };
        let pool = Arc::clone(&held.pool);
        self.seen.borrow_mut().insert(no, held);
        Ok(Some(pool))
    }

    fn account(&self, id: &AccountId) -> Result<Option<PoolNo>, StoreError> {
        self.store.find_account(self.log, id)
    }

    fn entry(&self, pool: PoolNo, seq: Seq) -> Result<Option<Arc<Entry>>, StoreError> {
        let found = self.log.entries(pool.get(), seq.get(), seq.get())?.into_iter().next();
        found.map(|(_, bytes)| read_entry(pool, &bytes).map(Arc::new)).transpose()
    }

    fn keyed(&self, hashes: &[u128]) -> Result<Vec<Option<Arc<Entry>>>, StoreError> {
        let places = self.log.by_keys(hashes)?;
        let entry = |(place, hash): (Option<u64>, &u128)| {
            let found = place.map_or(Ok(None), |_| self.log.by_key(*hash))?;
            found.map(|(pool, _, bytes)| read_entry(pool_no(pool)?, &bytes).map(Arc::new)).transpose()
        };
        places.into_iter().zip(hashes).map(entry).collect()
    }

    fn last_pool(&self) -> u64 {
        self.last_pool
    }

    fn series(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        self.log.docs(DocKind::Series, "", "", gather::YEARS_MAX)
    }
}

pub(super) fn pool_no(number: u64) -> Result<PoolNo, StoreError> {
    PoolNo::new(number).ok_or_else(|| StoreError::Corrupt(format!("{number} is no number of a pool")))
}
