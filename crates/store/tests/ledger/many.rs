//! A store in memory of three lanes that behaves as if others wrote to it: it can be held up and fail, lane by lane.

use std::collections::HashMap;
use std::mem::take;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use parking_lot::{Condvar, Mutex};
use scrip_core::catalog::Catalogs;
use scrip_core::command::Request;
use scrip_core::entry::{Entry, Key};
use scrip_core::id::{AccountId, PoolNo, Seq};
use scrip_core::pool::Pool;
use scrip_store::memory::MemoryStore;
use scrip_store::{Ask, Committed, DocKind, Fresh, Hash, Newest, Store, StoreError, Tell, Work};

/// Pools by their number in lanes 0 and 1; what makes accounts in lane 2.
pub(crate) const LANES: usize = 3;

#[derive(Default)]
pub(crate) struct Many {
    inner: MemoryStore,
    /// What is told instead of a commit, by lane, one after the other.
    pub(crate) errors: Mutex<HashMap<usize, Vec<StoreError>>>,
    /// The lane that is held up.
    shut: Mutex<Option<usize>>,
    opened: Condvar,
    /// The lane, the requests and the documents of each commit that was begun.
    pub(crate) commits: Mutex<Vec<(usize, usize, Vec<String>)>>,
    pub(crate) catalogs: Mutex<Vec<u32>>,
    /// The asks of each round.
    pub(crate) rounds: Mutex<Vec<Vec<Ask>>>,
    pub(crate) is_refresh_shut: AtomicBool,
    pub(crate) generation: AtomicU64,
    pub(crate) reopened: AtomicU64,
    pub(crate) tell: Mutex<Option<Tell>>,
}

impl Many {
    pub(crate) fn shut(&self, lane: usize) {
        *self.shut.lock() = Some(lane);
    }

    pub(crate) fn open(&self) {
        *self.shut.lock() = None;
        self.opened.notify_all();
    }

    pub(crate) fn fail(&self, lane: usize, errors: &[StoreError]) {
        self.errors.lock().insert(lane, errors.to_vec());
    }

    /// Commits that were begun since this was asked last.
    pub(crate) fn begun(&self) -> Vec<(usize, usize, Vec<String>)> {
        take(&mut *self.commits.lock())
    }

    /// Waits for so many commits to begin.
    pub(crate) fn wait_for(&self, commits: usize) {
        while self.commits.lock().len() < commits {
            std::thread::yield_now();
        }
    }

    /// Another process writes.
    pub(crate) fn elsewhere(&self, catalogs: &Catalogs, request: Request) {
        let work = Work { requests: vec![request], ..Work::default() };
        self.inner.commit(catalogs, work).unwrap().answers.pop().unwrap().unwrap();
    }
}

impl Store for Many {
    fn commit(&self, catalogs: &Catalogs, work: Work) -> Result<Committed, StoreError> {
        let mut lanes: Vec<_> = work.requests.iter().map(|request| self.lane(request)).collect();
        lanes.dedup();
        assert!(lanes.len() < 2, "a commit is of one lane");
        let lane = lanes.pop().unwrap_or(0);
        let docs = work.docs.iter().map(|(_, doc)| doc).chain(&work.other_docs).map(|doc| doc.key.clone()).collect();
        self.commits.lock().push((lane, work.requests.len(), docs));
        self.catalogs.lock().push(catalogs.current().version());
        let mut shut = self.shut.lock();
        while *shut == Some(lane) {
            self.opened.wait(&mut shut);
        }
        drop(shut);
        if let Some(error) =
            self.errors.lock().get_mut(&lane).filter(|left| !left.is_empty()).map(|left| left.remove(0))
        {
            return Err(error);
        }
        self.inner.commit(catalogs, work)
    }

    fn reopen(&self) -> Result<(), StoreError> {
        self.reopened.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }

    fn pool(&self, no: PoolNo) -> Result<Option<Arc<Pool>>, StoreError> {
        self.inner.pool(no)
    }

    fn account(&self, id: &AccountId) -> Result<Option<PoolNo>, StoreError> {
        self.inner.account(id)
    }

    fn last_pool(&self) -> Result<u64, StoreError> {
        self.inner.last_pool()
    }

    fn entries(&self, pool: PoolNo, from: Seq, to: Seq) -> Result<Vec<Entry>, StoreError> {
        self.inner.entries(pool, from, to)
    }

    fn newest(&self, before: &str, limit: u32) -> Result<Option<Newest>, StoreError> {
        self.inner.newest(before, limit)
    }

    fn keyed(&self, pool: PoolNo, key: &Key) -> Result<Option<Arc<Entry>>, StoreError> {
        self.inner.keyed(pool, key)
    }

    fn head(&self, pool: PoolNo) -> Result<Option<Hash>, StoreError> {
        self.inner.head(pool)
    }

    fn doc(&self, kind: DocKind, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.inner.doc(kind, key)
    }

    fn docs(&self, kind: DocKind, prefix: &str, after: &str, limit: u32) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        self.inner.docs(kind, prefix, after, limit)
    }

    fn settle(&self) -> Result<(), StoreError> {
        Ok(())
    }

    fn is_shared(&self) -> bool {
        true
    }

    fn lanes(&self) -> usize {
        LANES
    }

    fn lane(&self, request: &Request) -> usize {
        match request.command.makes() {
            Some(_) => 2,
            None => usize::from(request.pool.get() % 2 == 1),
        }
    }

    fn refresh(&self, asks: &[Ask]) -> Result<Fresh, StoreError> {
        self.rounds.lock().push(asks.to_vec());
        while self.is_refresh_shut.load(Ordering::SeqCst) {
            std::thread::yield_now();
        }
        Ok(Fresh { generation: self.generation.load(Ordering::SeqCst), now: None })
    }

    fn listen(&self, tell: Tell) {
        *self.tell.lock() = Some(tell);
    }
}
