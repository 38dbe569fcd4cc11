//! A store that fails when it is told to, as one whose process is killed, or that quietly keeps less.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use scrip_core::catalog::Catalogs;
use scrip_core::entry::{Entry, Key};
use scrip_core::id::{AccountId, PoolNo, Seq};
use scrip_core::pool::Pool;
use scrip_store::{Committed, Doc, DocKind, Hash, Newest, Run, Store, StoreError, Work};

pub(crate) struct Faulty {
    inner: Box<dyn Store>,
    writes_left: AtomicUsize,
    loses_docs: bool,
}

impl Faulty {
    /// Takes so many writes, then none.
    pub(crate) fn failing_at(inner: Box<dyn Store>, writes: usize) -> Self {
        Self { inner, writes_left: AtomicUsize::new(writes), loses_docs: false }
    }

    /// Loses a catalog.
    pub(crate) fn losing_docs(inner: Box<dyn Store>) -> Self {
        Self { inner, writes_left: AtomicUsize::new(usize::MAX), loses_docs: true }
    }
}

impl Store for Faulty {
    fn adopt(&self, runs: Vec<Run>, mut docs: Vec<Doc>) -> Result<(), StoreError> {
        let one_less = |left: usize| left.checked_sub(1);
        let left = self.writes_left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_less);
        left.map_err(|_| StoreError::Paused("the process is gone".to_owned()))?;
        docs.retain(|doc| !(self.loses_docs && doc.kind == DocKind::Catalog));
        self.inner.adopt(runs, docs)
    }

    fn commit(&self, catalogs: &Catalogs, work: Work) -> Result<Committed, StoreError> {
        self.inner.commit(catalogs, work)
    }

    fn reopen(&self) -> Result<(), StoreError> {
        self.inner.reopen()
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
        self.inner.settle()
    }
}
