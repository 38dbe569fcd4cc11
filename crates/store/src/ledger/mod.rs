//! The ledger: the front of a store. A bounded queue, one writer, answers that leave when what they rest on is durable.
//!
//! The way of a request: [`Ledger::ask`] puts it into the queue → the writer takes all that waits, no timer: while one
//! commit runs the next batch gathers → the store decides, writes, flushes → answers leave, refusals like successes.

mod queue;
mod turn;
mod watch;
mod writer;

use std::sync::Arc;
use std::thread::{self, JoinHandle};

use parking_lot::{Mutex, RwLock};
use scrip_core::catalog::Catalogs;
use scrip_core::command::Request;
use scrip_core::entry::Entry;
use scrip_core::id::{AccountId, PoolNo, Seq};
use scrip_core::pool::Pool;
use tokio::sync::{oneshot, watch as channel};

use self::queue::{Job, Queue};
use self::watch::Watchers;
use crate::doc::{Doc, DocKind};
use crate::error::StoreError;
use crate::store::{Answer, Store, Work};

pub use self::queue::REQUESTS_MAX;

/// Whether the ledger writes, and if not, why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Health {
    /// It takes requests.
    Writing,
    /// It was told not to, and why.
    Paused(String),
    /// It cannot, and why. It tries again with every request, and when [`Ledger::probe`] is called.
    Failed(String),
    /// It was stopped.
    Stopped,
}

/// The front of a store.
pub struct Ledger {
    shared: Arc<Shared>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

struct Shared {
    store: Arc<dyn Store>,
    queue: Queue,
    catalogs: RwLock<Arc<Catalogs>>,
    watchers: Watchers,
    paused: RwLock<Option<String>>,
    failed: RwLock<Option<String>>,
}

/// Answers that are on their way, one a request and in the order of the requests.
pub struct Answers(oneshot::Receiver<Result<Vec<Answer>, StoreError>>);

impl Answers {
    /// Waits without a thread.
    pub async fn wait(self) -> Result<Vec<Answer>, StoreError> {
        self.0.await.unwrap_or(Err(StoreError::Stopped))
    }

    /// Waits on this thread. Not for use where tasks run.
    pub fn wait_here(self) -> Result<Vec<Answer>, StoreError> {
        self.0.blocking_recv().unwrap_or(Err(StoreError::Stopped))
    }
}

impl Ledger {
    /// Starts the writer on this store.
    pub fn start(store: Arc<dyn Store>, catalogs: Arc<Catalogs>) -> Result<Self, StoreError> {
        let shared = Arc::new(Shared {
            store,
            queue: Queue::default(),
            catalogs: RwLock::new(catalogs),
            watchers: Watchers::default(),
            paused: RwLock::default(),
            failed: RwLock::default(),
        });
        let writer = thread::Builder::new().name("scrip-writer".to_owned()).spawn({
            let shared = Arc::clone(&shared);
            move || writer::run(&shared)
        });
        let writer = writer.map_err(StoreError::unavailable("start its writer"))?;
        Ok(Self { shared, writer: Mutex::new(Some(writer)) })
    }

    /// Puts work into the queue. Its answers come together, when all they rest on is durable.
    pub fn submit(&self, work: Work) -> Result<Answers, StoreError> {
        self.refuse_while_paused()?;
        let (reply, answers) = oneshot::channel();
        self.shared.queue.push(Job { work, reply, then: None })?;
        Ok(Answers(answers))
    }

    /// One request and its answer.
    pub async fn ask(&self, request: Request) -> Answer {
        let work = Work { requests: vec![request], ..Work::default() };
        self.submit(work)?.wait().await?.into_iter().next().unwrap_or(Err(StoreError::Stopped))
    }

    /// Requests that are answered each on its own, in order per pool, durable together.
    pub async fn ask_all(&self, requests: Vec<Request>) -> Result<Vec<Answer>, StoreError> {
        self.submit(Work { requests, ..Work::default() })?.wait().await
    }

    /// Writes documents alone.
    pub async fn put(&self, docs: Vec<Doc>) -> Result<(), StoreError> {
        self.submit(Work { other_docs: docs, ..Work::default() })?.wait().await.map(drop)
    }

    /// Writes documents, and from the next request on decides by these catalogs.
    pub async fn publish(&self, docs: Vec<Doc>, catalogs: Arc<Catalogs>) -> Result<(), StoreError> {
        self.refuse_while_paused()?;
        let (reply, answers) = oneshot::channel();
        let work = Work { other_docs: docs, ..Work::default() };
        self.shared.queue.push(Job { work, reply, then: Some(catalogs) })?;
        Answers(answers).wait().await.map(drop)
    }

    /// The catalogs by which requests are decided now.
    pub fn catalogs(&self) -> Arc<Catalogs> {
        Arc::clone(&self.shared.catalogs.read())
    }

    /// The pool as of its last commit: it includes whatever was answered.
    pub fn pool(&self, no: PoolNo) -> Result<Option<Arc<Pool>>, StoreError> {
        self.shared.store.pool(no)
    }

    /// The pool that an account, paying or sub, belongs to.
    pub fn account(&self, id: &AccountId) -> Result<Option<PoolNo>, StoreError> {
        self.shared.store.account(id)
    }

    /// The account's pool.
    pub fn pool_of(&self, id: &AccountId) -> Result<Option<Arc<Pool>>, StoreError> {
        self.account(id)?.map_or(Ok(None), |no| self.pool(no))
    }

    /// The pool's entries from one to another, both included, in order.
    pub fn entries(&self, pool: PoolNo, from: Seq, to: Seq) -> Result<Vec<Entry>, StoreError> {
        self.shared.store.entries(pool, from, to)
    }

    /// One entry.
    pub fn entry(&self, pool: PoolNo, seq: Seq) -> Result<Option<Entry>, StoreError> {
        Ok(self.entries(pool, seq, seq)?.into_iter().next())
    }

    /// A document.
    pub fn doc(&self, kind: DocKind, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.shared.store.doc(kind, key)
    }

    /// Documents of a kind by the beginning of their keys.
    pub fn docs(
        &self,
        kind: DocKind,
        prefix: &str,
        after: &str,
        limit: u32,
    ) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        self.shared.store.docs(kind, prefix, after, limit)
    }

    /// Tells the seq of the pool's last entry whenever it changes. What time does by itself is not told.
    pub fn watch(&self, pool: PoolNo) -> channel::Receiver<Seq> {
        self.shared.watchers.watch(pool)
    }

    /// The store itself, for what only it can do.
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.shared.store
    }

    /// How many requests wait for the writer.
    pub fn waiting(&self) -> usize {
        self.shared.queue.waiting()
    }

    /// Whether it writes.
    pub fn health(&self) -> Health {
        if self.shared.queue.is_closed() {
            return Health::Stopped;
        }
        if let Some(why) = &*self.shared.paused.read() {
            return Health::Paused(why.clone());
        }
        self.shared.failed.read().clone().map_or(Health::Writing, Health::Failed)
    }

    /// Has a ledger that failed try again, and says how it is then.
    pub async fn probe(&self) -> Health {
        if matches!(self.health(), Health::Failed(_)) {
            let doc = Doc { kind: DocKind::Setting, key: "probe".to_owned(), body: None };
            _ = self.put(vec![doc]).await;
        }
        self.health()
    }

    /// Takes no request until resumed; what was accepted is answered. Reading goes on.
    pub fn pause(&self, why: &str) {
        *self.shared.paused.write() = Some(why.to_owned());
    }

    /// Takes requests again.
    pub fn resume(&self) {
        *self.shared.paused.write() = None;
    }

    /// Takes no more requests, answers what was accepted, keeps what makes the next start quick.
    pub fn stop(&self) -> Result<(), StoreError> {
        self.shared.queue.close();
        let Some(writer) = self.writer.lock().take() else { return Ok(()) };
        _ = writer.join();
        self.shared.store.settle()
    }

    fn refuse_while_paused(&self) -> Result<(), StoreError> {
        self.shared.paused.read().as_ref().map_or(Ok(()), |why| Err(StoreError::Paused(why.clone())))
    }
}

impl Drop for Ledger {
    fn drop(&mut self) {
        _ = self.stop();
    }
}
