//! The store on SQLite: the log, the pools in memory above it, and the way between them.

use std::mem::take;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parking_lot::{Mutex, RwLock, RwLockReadGuard};
use scrip_core::catalog::Catalogs;
use scrip_core::entry::{Entry, Key};
use scrip_core::id::{AccountId, PoolNo, Seq};
use scrip_core::pool::Pool;
use scrip_core::usage::Sums;

use super::cache::Page;
use super::commit::{By, Decision, Desk};
use super::file::{Lock, Options};
use super::log::{Log, Reading};
use super::newest;
use super::snapshots::{Due, snapshot_of};
use super::view::View;
use crate::accounts::Accounts;
use crate::adopt;
use crate::canonical::{self, POOL_VERSION, read_entry, read_pool, read_sums, sums_bytes};
use crate::chain::Hash;
use crate::doc::{Doc, DocKind};
use crate::error::StoreError;
use crate::gather::{self, LAST_POOL, key_hash, pool_of_body};
use crate::pools::{Held, Pools};
use crate::store::{Committed, Newest, Run, Store, Work};

/// Pools held in memory unless the options say otherwise: a million of a kilobyte or two.
const POOLS_MAX: usize = 1_000_000;

/// How entries of the core are read by the log.
pub(crate) const READING: Reading = Reading { key_of: canonical::key_of, state_version: POOL_VERSION };

/// The ledger in a file.
pub struct SqliteStore {
    /// None between a failure and the next opening that succeeds.
    log: RwLock<Option<Log>>,
    pub(super) pools: Pools,
    pub(super) accounts: Accounts,
    desk: Mutex<Desk>,
    path: PathBuf,
    options: Options,
    lock: Arc<Lock>,
}

impl SqliteStore {
    /// Opens the ledger in this file, or makes it.
    pub fn open(path: &Path, options: Options) -> Result<Self, StoreError> {
        let lock = Arc::new(Lock::take(path)?);
        let store = Self {
            log: RwLock::default(),
            pools: Pools::bounded(options.pools_max.unwrap_or(POOLS_MAX)),
            accounts: Accounts::default(),
            desk: Mutex::default(),
            path: path.to_owned(),
            options,
            lock,
        };
        store.reopen()?;
        Ok(store)
    }

    /// The log, to walk it.
    pub(crate) fn with_log<T>(&self, see: impl FnOnce(&Log) -> Result<T, StoreError>) -> Result<T, StoreError> {
        see(log_of(&self.log.read())?)
    }

    /// The pool from memory, or from its snapshot and the entries since.
    pub(super) fn held(&self, log: &Log, no: PoolNo) -> Result<Option<Held>, StoreError> {
        let ticket = match self.pools.get(no) {
            Ok(held) => return Ok(Some(held)),
            Err(ticket) => ticket,
        };
        let Some(held) = load(log, no)? else { return Ok(None) };
        self.pools.offer(&ticket, no, &held);
        Ok(Some(held))
    }

    pub(super) fn find_account(&self, log: &Log, id: &AccountId) -> Result<Option<PoolNo>, StoreError> {
        if let Some(no) = self.accounts.get(id) {
            return Ok(Some(no));
        }
        let Some(body) = log.doc(DocKind::Account, id.as_str())? else { return Ok(None) };
        let no = pool_of_body(&body)?;
        self.accounts.extend(&[(id.clone(), no)]);
        Ok(Some(no))
    }
}

/// Folds the pool from its snapshot, if there is one, and its entries since; its chain is checked on the way.
pub(crate) fn load(log: &Log, no: PoolNo) -> Result<Option<Held>, StoreError> {
    let snapshot = log.snapshot(no.get());
    let start = snapshot.and_then(|s| read_pool(&s.state).map(|pool| (pool, s.seq, s.head)));
    let (mut pool, kept, mut head) = start.map_or((None, 0, Hash::ZERO), |(pool, seq, head)| (Some(pool), seq, head));
    let rest = log.since(no.get(), kept + 1)?;
    for (_, bytes) in &rest.entries {
        let entry = read_entry(no, bytes)?;
        head = head.then(bytes);
        let folded = match &mut pool {
            Some(pool) => pool.apply(&entry),
            None => Pool::open(no, &entry).map(|opened| pool = Some(opened)),
        };
        folded.map_err(|corrupt| StoreError::Corrupt(format!("pool {}, {corrupt}", no.get())))?;
    }
    if rest.head.is_some_and(|stored| stored != head) {
        return Err(StoreError::Corrupt(format!("the chain of pool {} is broken", no.get())));
    }
    Ok(pool.map(|pool| Held { pool: Arc::new(pool), head, kept }))
}

fn log_of<'g>(guard: &'g RwLockReadGuard<'_, Option<Log>>) -> Result<&'g Log, StoreError> {
    guard.as_ref().ok_or_else(|| StoreError::unavailable("be read")("it is being opened anew after a failure"))
}

impl Store for SqliteStore {
    fn commit(&self, catalogs: &Catalogs, mut work: Work) -> Result<Committed, StoreError> {
        let guard = self.log.read();
        let log = log_of(&guard)?;
        let desk = &mut *self.desk.lock();
        let mut committed = Committed::default();
        for doc in work.other_docs.iter().filter(|doc| work.must_be_new && doc.body.is_some()) {
            if log.doc(doc.kind, &doc.key)?.is_some() {
                return Err(StoreError::Taken(doc.key.clone()));
            }
        }
        let by = By { store: self, log, catalogs, tells: work.tells };
        let asked = work.requests.len();
        let mut step = asked;
        loop {
            let done = committed.answers.len();
            let count = gather::together(work.requests.get(done..).unwrap_or_default()).min(step);
            let part = (done..done + count, work.docs.is_empty());
            let decision = match by.decide(desk, &mut work.requests, part) {
                Ok(decision) => decision,
                // Facts of one pool contradict each other: the others' requests are answered, one at a time.
                Err(StoreError::Corrupt(_)) if count > 1 => {
                    step = 1;
                    continue;
                }
                Err(error @ StoreError::Corrupt(_)) if count == 1 => {
                    committed.answers.push(Err(error));
                    continue;
                }
                Err(error) => return fail(committed, asked, error),
            };
            match decision.write((self, log), desk, (&work.docs, done), take(&mut work.other_docs)) {
                Ok(written) if asked == written.answers.len() => return Ok(written),
                Ok(written) => {
                    committed.answers.extend(written.answers);
                    committed.changed.extend(written.changed);
                }
                Err(error) => return fail(committed, asked, error),
            }
            if committed.answers.len() >= asked {
                return Ok(committed);
            }
        }
    }

    fn adopt(&self, runs: Vec<Run>, docs: Vec<Doc>) -> Result<(), StoreError> {
        let guard = self.log.read();
        let log = log_of(&guard)?;
        let desk = &mut *self.desk.lock();
        let view = View::new(self, log, desk.last_pool, runs.len());
        let decided = adopt::take_over(&view, &runs, |no| Ok(view.head(no)))?;
        let decision = Decision::adopted(decided, view, desk);
        decision.write((self, log), desk, (&[], 0), docs).map(drop)
    }

    fn reopen(&self) -> Result<(), StoreError> {
        let mut log = self.log.write();
        let desk = &mut *self.desk.lock();
        // The old one lets go of its threads before the new one begins.
        drop(log.take());
        let opened = Log::open_owned(&self.path, self.options.clone(), READING, Arc::clone(&self.lock))?;
        let last_pool =
            opened.doc(DocKind::Setting, LAST_POOL)?.map_or(Ok(0), |body| pool_of_body(&body).map(PoolNo::get))?;
        // Until it is open, what is in memory is what was acknowledged, and may be read.
        self.pools.clear();
        self.accounts.clear();
        *desk = Desk::new(last_pool);
        *log = Some(opened);
        Ok(())
    }

    fn pool(&self, no: PoolNo) -> Result<Option<Arc<Pool>>, StoreError> {
        if let Ok(held) = self.pools.get(no) {
            return Ok(Some(held.pool));
        }
        Ok(self.with_log(|log| self.held(log, no))?.map(|held| held.pool))
    }

    fn account(&self, id: &AccountId) -> Result<Option<PoolNo>, StoreError> {
        self.with_log(|log| self.find_account(log, id))
    }

    fn last_pool(&self) -> Result<u64, StoreError> {
        Ok(self.desk.lock().last_pool)
    }

    fn entries(&self, pool: PoolNo, from: Seq, to: Seq) -> Result<Vec<Entry>, StoreError> {
        let found = self.with_log(|log| log.entries(pool.get(), from.get(), to.get()))?;
        found.into_iter().map(|(_, bytes)| read_entry(pool, &bytes)).collect()
    }

    fn newest(&self, before: &str, limit: u32) -> Result<Option<Newest>, StoreError> {
        self.with_log(|log| newest::newest(log, before, limit))
    }

    fn keyed(&self, pool: PoolNo, key: &Key) -> Result<Option<Arc<Entry>>, StoreError> {
        let found = self.with_log(|log| log.by_key(key_hash(pool, key)))?;
        found.map(|(_, _, bytes)| read_entry(pool, &bytes).map(Arc::new)).transpose()
    }

    fn head(&self, pool: PoolNo) -> Result<Option<Hash>, StoreError> {
        Ok(self.with_log(|log| self.held(log, pool))?.map(|held| held.head))
    }

    fn doc(&self, kind: DocKind, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.with_log(|log| log.doc(kind, key))
    }

    fn docs(&self, kind: DocKind, prefix: &str, after: &str, limit: u32) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        self.with_log(|log| log.docs(kind, prefix, after, limit))
    }

    fn count_docs(&self, kind: DocKind, most: u32) -> Result<u32, StoreError> {
        self.with_log(|log| log.count_docs(kind, most))
    }

    fn sums(&self, pool: PoolNo, pages: Range<u64>) -> Result<Vec<(u64, Sums)>, StoreError> {
        let kept = self.with_log(|log| Ok(log.pages(pool.get(), pages.start, pages.end)))?;
        Ok(kept.into_iter().filter_map(|page| Some((page.number, read_sums(&page.body)?))).collect())
    }

    fn keep_sums(&self, pool: PoolNo, page: u64, sums: &Sums) -> Result<(), StoreError> {
        let page = Page { pool: pool.get(), number: page, body: sums_bytes(sums) };
        self.with_log(|log| {
            log.offer_page(page);
            Ok(())
        })
    }

    fn settle(&self) -> Result<(), StoreError> {
        let mut due = Due::default();
        self.pools.each(|held| due.farewell(held.clone()));
        self.with_log(|log| {
            log.put_snapshots(due.take().into_iter().map(|held| snapshot_of(&held)).collect())?;
            log.flush_cache()
        })
    }
}

/// What was written stands; the rest is told why it was not. Where nothing was, the whole call failed.
fn fail(mut committed: Committed, requests: usize, error: StoreError) -> Result<Committed, StoreError> {
    if committed.answers.is_empty() {
        return Err(error);
    }
    committed.answers.resize_with(requests, || Err(error.clone()));
    Ok(committed)
}
