//! Freshness: what a call waits for where other processes write to the store too, so that it sees all that they answered.
//!
//! Nothing of it runs on a store of one process.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use scrip_core::id::PoolNo;
use scrip_core::pool::Pool;
use scrip_core::time::Timestamp;
use scrip_store::{Ask, StoreError};

use super::{App, house};
use crate::problem::{Code, Problem};

/// A store that does not say in this time how things stand is not waited for: the caller tries again.
const WAIT_MAX: Duration = Duration::from_secs(10);

/// Pools brought up to date at once, where a call goes through many.
const CHUNK: u64 = 512;

/// Which state of the house is in memory.
pub(crate) struct Loaded {
    generation: AtomicU64,
    /// One reads it anew; the others wait.
    reading: tokio::sync::Mutex<()>,
}

impl Loaded {
    /// As of this generation.
    pub(crate) fn of(generation: u64) -> Self {
        Self { generation: AtomicU64::new(generation), reading: tokio::sync::Mutex::default() }
    }
}

impl App {
    /// Waits until memory holds all that any process has answered about these, and the house as it is now. Gives the time
    /// by which the call acts: the store's own, where it has one.
    pub(crate) async fn fresh(&self, asks: Vec<Ask>) -> Result<Timestamp, Problem> {
        if !self.ledger.is_shared() {
            return Ok(self.clock.now());
        }
        let fresh = tokio::time::timeout(WAIT_MAX, self.ledger.fresh(asks)).await.map_err(|_| late())??;
        if fresh.generation != self.loaded.generation.load(Ordering::Acquire) {
            self.read_house().await?;
        }
        Ok(fresh.now.map_or_else(|| self.clock.now(), |now| self.clock.hear(now).now))
    }

    /// The same for pools from one number to another, of which not all need exist.
    pub(crate) async fn fresh_pools(&self, pools: impl IntoIterator<Item = PoolNo>) -> Result<(), Problem> {
        if self.ledger.is_shared() {
            self.fresh(pools.into_iter().map(Ask::Pool).collect()).await?;
        }
        Ok(())
    }

    /// Pools by their numbers, chunk by chunk, each chunk as it is when it is begun: `see` says whether to go on.
    pub(crate) async fn each_pool(
        &self,
        from: u64,
        to: u64,
        mut see: impl FnMut(&Arc<Pool>) -> bool,
    ) -> Result<(), Problem> {
        let mut first = from;
        while first <= to {
            let last = to.min(first.saturating_add(CHUNK - 1));
            let numbers = || (first..=last).filter_map(PoolNo::new);
            self.fresh_pools(numbers()).await?;
            for no in numbers() {
                if self.ledger.pool(no)?.is_some_and(|pool| !see(&pool)) {
                    return Ok(());
                }
            }
            first = last + 1;
        }
        Ok(())
    }

    /// Reads the house anew, unless somebody just did.
    async fn read_house(&self) -> Result<(), Problem> {
        let _reading = self.loaded.reading.lock().await;
        // What is read from here on is at least of this generation.
        let generation = self.ledger.fresh(Vec::new()).await?.generation;
        if generation != self.loaded.generation.load(Ordering::Acquire) {
            house::read_again(self)?;
            self.loaded.generation.store(generation, Ordering::Release);
        }
        Ok(())
    }
}

/// The store has not said how things stand.
pub(crate) fn late() -> Problem {
    tracing::error!(waited_s = WAIT_MAX.as_secs(), "store is late");
    Problem::retry(Code::Unavailable, "The ledger cannot be read now; nothing was done. GET /readyz says why.", 5)
}

/// How the store is, for whoever runs it.
pub(crate) async fn why_not(app: &App) -> Option<String> {
    match tokio::time::timeout(WAIT_MAX, app.ledger.fresh(Vec::new())).await {
        Ok(Ok(fresh)) => {
            fresh.now.map(|now| app.clock.hear(now));
            None
        }
        Ok(Err(StoreError::Stopped)) => None,
        Ok(Err(error)) => Some(error.chain()),
        Err(_) => Some(format!("it has not said for {} s how things stand", WAIT_MAX.as_secs())),
    }
}
