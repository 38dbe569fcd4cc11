//! The ledger: the front of a store. Bounded queues, a writer each, answers that leave when what they rest on is durable.
//!
//! The way of a request: [`Ledger::ask`] puts it into its lane's queue → the writer takes all that waits, no timer: while
//! one commit runs the next batch gathers → the store decides, writes, flushes → answers leave, refusals like successes.
//! Where other processes write to the store too, whoever reads waits for [`Ledger::fresh`] first.

mod lanes;
mod pages;
mod queue;
mod reader;
mod watch;
mod writer;

use std::sync::Arc;
use std::thread::{self, JoinHandle};

use parking_lot::{Mutex, RwLock};
use scrip_core::catalog::Catalogs;
use scrip_core::command::Request;
use scrip_core::entry::{Entry, Tells};
use scrip_core::id::{AccountId, PoolNo, Seq};
use scrip_core::pool::Pool;
use scrip_core::time::Timestamp;
use scrip_core::usage::{Group, Sum};
use tokio::sync::{oneshot, watch as channel};
use tokio::task::block_in_place;

use self::lanes::Lanes;
use self::pages::Pages;
use self::queue::Job;
use self::reader::Reader;
use self::watch::Watchers;
use crate::doc::{Doc, DocKind};
use crate::error::StoreError;
use crate::store::{Answer, Ask, Fresh, Newest, Store, Work};
use crate::usage::{self, Span};

pub use self::lanes::Answers;
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
    threads: Mutex<Vec<JoinHandle<()>>>,
}

struct Shared {
    store: Arc<dyn Store>,
    lanes: Lanes,
    catalogs: RwLock<Arc<Catalogs>>,
    /// Reads the catalogs that were published since.
    newer: Newer,
    watchers: Watchers,
    /// Pages of usage to be summed up.
    pages: Pages,
    paused: RwLock<Option<String>>,
    tells: RwLock<Tells>,
    /// Where other processes write too.
    reader: Option<Reader>,
}

/// Reads from the store the catalogs that were published after these, if there are any.
pub type Newer = Box<dyn Fn(&dyn Store, &Catalogs) -> Result<Option<Catalogs>, StoreError> + Send + Sync>;

impl Shared {
    /// Decides by these from now on, unless newer ones hold already.
    fn adopt(&self, catalogs: Arc<Catalogs>) {
        let mut held = self.catalogs.write();
        if catalogs.current().version() >= held.current().version() {
            *held = catalogs;
        }
    }

    fn read_catalogs(&self) -> Result<(), StoreError> {
        let held = Arc::clone(&self.catalogs.read());
        if let Some(newer) = (self.newer)(&*self.store, &held)? {
            self.adopt(Arc::new(newer));
        }
        Ok(())
    }
}

impl Ledger {
    /// Starts on this store, which no other process publishes catalogs in.
    pub fn start(store: Arc<dyn Store>, catalogs: Arc<Catalogs>) -> Result<Self, StoreError> {
        Self::start_with(store, catalogs, Box::new(|_, _| Ok(None)))
    }

    /// Starts a writer for each of the store's lanes, and a reader where other processes write to it too.
    pub fn start_with(store: Arc<dyn Store>, catalogs: Arc<Catalogs>, newer: Newer) -> Result<Self, StoreError> {
        let shared = Arc::new(Shared {
            lanes: Lanes::new(store.lanes()),
            reader: store.is_shared().then(Reader::default),
            store,
            catalogs: RwLock::new(catalogs),
            newer,
            watchers: Watchers::default(),
            pages: Pages::default(),
            paused: RwLock::default(),
            tells: RwLock::default(),
        });
        let ledger = Self { shared: Arc::clone(&shared), threads: Mutex::default() };
        for number in 0..shared.lanes.count() {
            let name = if number == 0 { "scrip-writer".to_owned() } else { format!("scrip-writer-{number}") };
            ledger.spawn(name, move |shared| writer::run(shared, number))?;
        }
        if shared.reader.is_some() {
            ledger.spawn("scrip-reader".to_owned(), |shared| {
                if let Some(reader) = &shared.reader {
                    reader::run(shared, reader);
                }
            })?;
            shared.store.listen(reader::hears(&shared));
        }
        Ok(ledger)
    }

    fn spawn(&self, name: String, run: impl FnOnce(&Shared) + Send + 'static) -> Result<(), StoreError> {
        let shared = Arc::clone(&self.shared);
        let thread = thread::Builder::new().name(name).spawn(move || run(&shared));
        self.threads.lock().push(thread.map_err(StoreError::unavailable("start its threads"))?);
        Ok(())
    }

    /// Puts work into the queue. Its answers come together, when all they rest on is durable.
    pub fn submit(&self, work: Work) -> Result<Answers, StoreError> {
        self.refuse_while_paused()?;
        self.shared.lanes.submit(&*self.shared.store, work)
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

    /// Writes documents that must not be there yet, and deletes those without a body: all of them, or none and [`StoreError::Taken`].
    pub async fn put_new(&self, docs: Vec<Doc>) -> Result<(), StoreError> {
        self.submit(Work { other_docs: docs, must_be_new: true, ..Work::default() })?.wait().await.map(drop)
    }

    /// The same, and from the next request on decides by these catalogs.
    pub async fn publish(&self, docs: Vec<Doc>, catalogs: Arc<Catalogs>) -> Result<(), StoreError> {
        self.refuse_while_paused()?;
        let (reply, answers) = oneshot::channel();
        let work = Work { other_docs: docs, must_be_new: true, ..Work::default() };
        self.shared.lanes.first.queue.push(Job { work, reply, then: Some(catalogs) })?;
        Answers::of(answers).wait().await.map(drop)
    }

    /// True when other processes may write to the store. Then whoever reads or acts waits for [`Ledger::fresh`] first.
    pub fn is_shared(&self) -> bool {
        self.shared.reader.is_some()
    }

    /// Brings what is in memory about these up to all that was answered by any process before this call, and says how
    /// things stand. At once where no other process writes.
    pub async fn fresh(&self, asks: Vec<Ask>) -> Result<Fresh, StoreError> {
        let Some(reader) = &self.shared.reader else { return Ok(Fresh::default()) };
        reader.ask(asks)?.await.unwrap_or(Err(StoreError::Stopped))
    }

    /// Reads the catalogs that other processes have published since.
    pub fn read_catalogs(&self) -> Result<(), StoreError> {
        self.read(|_| self.shared.read_catalogs())
    }

    /// The catalogs by which requests are decided now.
    pub fn catalogs(&self) -> Arc<Catalogs> {
        Arc::clone(&self.shared.catalogs.read())
    }

    /// The pool as of its last commit: it includes whatever was answered, of a shared store whatever was before
    /// [`Ledger::fresh`] was asked, which leaves the pool in memory.
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

    /// How many pools were made, as [`Store::last_pool`] says.
    pub fn last_pool(&self) -> Result<u64, StoreError> {
        self.read(|store| store.last_pool())
    }

    /// Pools in which something may be due, as [`Store::perhaps_due`] says.
    pub fn perhaps_due(&self, from: u64, by: Timestamp, most: u64) -> Result<(Vec<PoolNo>, Option<u64>), StoreError> {
        self.read(|store| store.perhaps_due(from, by, most))
    }

    /// Notes when something is next due, as [`Store::note_due`] says.
    pub fn note_due(&self, dues: &[(PoolNo, Seq, Option<Timestamp>)]) -> Result<(), StoreError> {
        self.read(|store| store.note_due(dues))
    }

    /// The pool's entries from one to another, both included, in order.
    pub fn entries(&self, pool: PoolNo, from: Seq, to: Seq) -> Result<Vec<Entry>, StoreError> {
        self.read(|store| store.entries(pool, from, to))
    }

    /// Entries of all pools, newest first, as [`Store::newest`] says.
    pub fn newest(&self, before: &str, limit: u32) -> Result<Option<Newest>, StoreError> {
        self.read(|store| store.newest(before, limit))
    }

    /// One entry.
    pub fn entry(&self, pool: PoolNo, seq: Seq) -> Result<Option<Entry>, StoreError> {
        Ok(self.entries(pool, seq, seq)?.into_iter().next())
    }

    /// A document.
    pub fn doc(&self, kind: DocKind, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(|store| store.doc(kind, key))
    }

    /// Documents of a kind by the beginning of their keys.
    pub fn docs(
        &self,
        kind: DocKind,
        prefix: &str,
        after: &str,
        limit: u32,
    ) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        self.read(|store| store.docs(kind, prefix, after, limit))
    }

    /// How many documents of a kind there are, counted up to so many.
    pub fn count_docs(&self, kind: DocKind, most: u32) -> Result<u32, StoreError> {
        self.read(|store| store.count_docs(kind, most))
    }

    /// Tells the seq of the pool's last entry whenever it changes. What time does by itself is not told.
    pub fn watch(&self, pool: PoolNo) -> channel::Receiver<Seq> {
        // What others did before is in what the caller reads from now on.
        let last = self.shared.store.pool(pool).ok().flatten().map_or(Seq::ZERO, |pool| pool.last);
        self.shared.watchers.watch(pool, last)
    }

    /// Looks whether other processes changed a pool that is watched: news of it may have been lost.
    pub fn look_at_watched(&self) {
        if let Some(reader) = &self.shared.reader {
            reader.look_at(self.shared.watchers.watched());
        }
    }

    /// Tells what the entries of a span add up to, group by group; ends when `see` says false.
    pub fn usage(
        &self,
        span: &Span<'_>,
        mut see: impl FnMut(Timestamp, &Group, Sum) -> bool,
    ) -> Result<(), StoreError> {
        self.read(|store| usage::usage(store, span, &mut see))
    }

    /// Sums up some of what was written since, so that a report finds it ready; how many pages of entries it was.
    pub fn sum_up(&self, pages_max: u64) -> Result<u64, StoreError> {
        self.shared.pages.sum_up(&*self.shared.store, pages_max)
    }

    /// Which entries are put into the outbox from the next commit on.
    pub fn set_tells(&self, tells: Tells) {
        *self.shared.tells.write() = tells;
    }

    /// Whether this process leads, as [`Store::lead`] says. One that was stopped does not.
    pub fn lead(&self) -> Result<bool, StoreError> {
        if self.shared.lanes.first.queue.is_closed() {
            return Ok(false);
        }
        self.read(|store| store.lead())
    }

    /// The store itself, for what only it can do.
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.shared.store
    }

    /// How many requests wait for the writers.
    pub fn waiting(&self) -> usize {
        self.shared.lanes.all().map(|lane| lane.queue.waiting()).sum()
    }

    /// How many commits may run at once.
    pub fn lanes(&self) -> usize {
        self.shared.lanes.count()
    }

    /// How often a shared store was asked what is new.
    pub fn refreshes(&self) -> u64 {
        self.shared.reader.as_ref().map_or(0, Reader::rounds)
    }

    /// How often the store tried again, by cause.
    pub fn retries(&self) -> Vec<(&'static str, u64)> {
        self.shared.store.retries()
    }

    /// Whether it writes: whether every lane does.
    pub fn health(&self) -> Health {
        if self.shared.lanes.first.queue.is_closed() {
            return Health::Stopped;
        }
        if let Some(why) = &*self.shared.paused.read() {
            return Health::Paused(why.clone());
        }
        self.shared.lanes.all().find_map(|lane| lane.failed.read().clone()).map_or(Health::Writing, Health::Failed)
    }

    /// Has what failed try again, and says how it is then.
    pub async fn probe(&self) -> Health {
        if matches!(self.health(), Health::Failed(_)) {
            let doc = Doc { kind: DocKind::Setting, key: "probe".to_owned(), body: None };
            let mut sent = Vec::new();
            for (number, lane) in self.shared.lanes.all().enumerate().filter(|(_, lane)| lane.failed.read().is_some()) {
                // A lane beside the first has no document of its own: that its store opens again is its answer.
                let other_docs = if number == 0 { vec![doc.clone()] } else { Vec::new() };
                sent.push(lane.submit(Work { other_docs, ..Work::default() }));
            }
            for reply in sent.into_iter().flatten() {
                _ = reply.await;
            }
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

    /// Takes no more requests, answers what was accepted, lets another lead, keeps what makes the next start quick.
    pub fn stop(&self) -> Result<(), StoreError> {
        self.shared.lanes.all().for_each(|lane| lane.queue.close());
        self.shared.reader.iter().for_each(Reader::close);
        let threads = std::mem::take(&mut *self.threads.lock());
        if threads.is_empty() {
            return Ok(());
        }
        for thread in threads {
            _ = thread.join();
        }
        self.shared.store.step_down();
        self.shared.store.settle()
    }

    /// Reads what may need a question to a database, where one is shared, without holding up other tasks.
    fn read<T>(&self, read: impl FnOnce(&dyn Store) -> T) -> T {
        if self.is_shared() { block_in_place(|| read(&*self.shared.store)) } else { read(&*self.shared.store) }
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
