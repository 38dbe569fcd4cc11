//! A store in memory that can be held up, and can fail, when a test wants it to.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use parking_lot::{Condvar, Mutex};
use scrip_core::catalog::Catalogs;
use scrip_core::entry::{Entry, Key};
use scrip_core::id::{AccountId, PoolNo, Seq};
use scrip_core::pool::Pool;
use scrip_store::memory::MemoryStore;
use scrip_store::{Committed, Doc, DocKind, Hash, Newest, Run, Store, StoreError, Work};

#[derive(Default)]
pub(crate) struct Gate {
    inner: MemoryStore,
    is_shut: Mutex<bool>,
    opened: Condvar,
    pub(crate) is_full: AtomicBool,
    pub(crate) commits: AtomicUsize,
    pub(crate) reopened: AtomicUsize,
    pub(crate) settled: AtomicUsize,
}

impl Gate {
    /// Commits wait from now on.
    pub(crate) fn shut(&self) {
        *self.is_shut.lock() = true;
    }

    pub(crate) fn open(&self) {
        *self.is_shut.lock() = false;
        self.opened.notify_all();
    }
}

impl Store for Gate {
    fn commit(&self, catalogs: &Catalogs, work: Work) -> Result<Committed, StoreError> {
        self.commits.fetch_add(1, Ordering::SeqCst);
        let mut is_shut = self.is_shut.lock();
        while *is_shut {
            self.opened.wait(&mut is_shut);
        }
        if self.is_full.load(Ordering::SeqCst) {
            let source: Arc<dyn std::error::Error + Send + Sync> = Arc::from(Box::from("no space left on device"));
            return Err(StoreError::Unavailable { what: "write a commit", source });
        }
        self.inner.commit(catalogs, work)
    }

    fn adopt(&self, runs: Vec<Run>, docs: Vec<Doc>) -> Result<(), StoreError> {
        self.inner.adopt(runs, docs)
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
        self.settled.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}

/// A document of a test.
pub(crate) fn doc(key: &str) -> Doc {
    Doc { kind: DocKind::Setting, key: key.to_owned(), body: Some(vec![1]) }
}
