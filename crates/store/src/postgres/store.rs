//! The store on PostgreSQL: lanes that write, readers, and what they share. Any number of processes serve one database.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::{Condvar, Mutex};
use scrip_core::catalog::Catalogs;
use scrip_core::command::Request;
use scrip_core::entry::{Entry, Key};
use scrip_core::id::{AccountId, PoolNo, Seq};
use scrip_core::pool::Pool;
use scrip_core::time::Timestamp;
use scrip_core::usage::Sums;

use super::failure::Failure;
use super::lane;
use super::link::{Home, Link, Live, Memory};
use super::listen::Ear;
use super::load::version;
use super::news::{Hints, Keeper};
use super::open::{Maker, Making};
use super::shared::Shared;
use super::snapshots::{self, Due};
use super::step::{Decision, Step};
use super::wire::{Buckets, Uuid, int};
use super::{adopted, docs, read, schema, tls, url};
use crate::adopt;
use crate::canonical::{read_entry, read_sums, sums_bytes};
use crate::chain::Hash;
use crate::doc::{Doc, DocKind};
use crate::error::StoreError;
use crate::gather::{Shelf, key_hash, pool_body};
use crate::store::{Answer, Ask, Committed, Fresh, Run, Store, Tell, Work};

/// Pools held in memory unless the options say otherwise: a million of a kilobyte or two.
const POOLS_MAX: usize = 1_000_000;
/// Connections for reading: what is read beside the pools in memory is seldom, and short.
const READERS: u16 = 4;
/// How long a read may take, the wait for a connection included.
const READ_MAX: Duration = Duration::from_secs(8);

/// How a store is to be used.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// About how many pools stay in memory.
    pub pools_max: Option<usize>,
}

/// A ledger in a PostgreSQL database.
pub struct PostgresStore {
    /// Before what it tells of: it is dropped first.
    #[expect(dead_code, reason = "it ends when it is dropped")]
    keeper: Keeper,
    ear: Mutex<Option<Ear>>,
    shared: Arc<Shared>,
    home: Arc<Home>,
    /// One for each bucket, and the last for those who make accounts.
    lanes: Vec<Mutex<Link>>,
    refresher: Mutex<Link>,
    readers: Mutex<Vec<Link>>,
    reader_is_back: Condvar,
}

impl PostgresStore {
    /// Connects to a database that `scrip migrate` has prepared.
    pub fn connect(url: &str, options: Options) -> Result<Self, StoreError> {
        let address = url::parse(url)?;
        let memory = Arc::new(Memory::new(options.pools_max.unwrap_or(POOLS_MAX)));
        let home = Home { tls: tls::connector(&address)?, address, memory: Some(Arc::clone(&memory)) };
        let home = Arc::new(home);
        let mut first = Link::new(Arc::clone(&home))?;
        let begin = async |live: &Live| {
            let rows = live.query(schema::LEDGER, &[]).await?;
            let buckets = Buckets::new(rows.first().map_or(Ok(1), |row| row.try_get(0))?);
            let rows = live.query(schema::NEWEST, &[]).await?;
            Ok((buckets, rows.first().map_or(Ok(Uuid(0)), |row| row.try_get(0))?))
        };
        let (buckets, Uuid(tag)) = first.run(READ_MAX, begin).map_err(Failure::into_error)?;
        let links = |count: u16| (0..count).map(|_| Link::new(Arc::clone(&home)));
        let lanes =
            links(buckets.count().saturating_add(1)).map(|link| link.map(Mutex::new)).collect::<Result<_, _>>()?;
        let readers = links(READERS).collect::<Result<_, _>>()?;
        let (due, hints) = (Due::default(), Hints::default());
        let shared = Arc::new(Shared { buckets, memory, due, hints, tag: format!("{tag:032x}") });
        Ok(Self {
            keeper: Keeper::start(&shared, Arc::clone(&home))?,
            ear: Mutex::default(),
            shared,
            home,
            lanes,
            refresher: Mutex::new(first),
            readers: Mutex::new(readers),
            reader_is_back: Condvar::new(),
        })
    }

    /// Reads on a connection that is free, or becomes free in time.
    fn read<T: Send>(&self, work: impl AsyncFn(&Live) -> Result<T, Failure> + Sync) -> Result<T, StoreError> {
        let mut free = self.readers.lock();
        let mut link = loop {
            if let Some(link) = free.pop() {
                break link;
            }
            if self.reader_is_back.wait_for(&mut free, READ_MAX).timed_out() {
                return Err(StoreError::unavailable("be read")("all connections are busy"));
            }
        };
        drop(free);
        let done = link.run_again(READ_MAX, work);
        self.readers.lock().push(link);
        self.reader_is_back.notify_one();
        done
    }

    /// The entries of hashed keys, whichever pool they are of.
    fn by_hashes(&self, hashes: &[u128]) -> Result<Vec<Option<Arc<Entry>>>, StoreError> {
        let (buckets, keys) = (self.shared.buckets, hashes.iter().copied().map(Uuid).collect::<Vec<_>>());
        let found = self.read(async |live| read::keyed(live, buckets, &keys).await)?;
        Ok(hashes.iter().map(|hash| found.get(hash).cloned()).collect())
    }

    fn on_lane<T>(&self, at: usize, work: impl FnOnce(&mut Link) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let lane = self.lanes.get(at).ok_or_else(|| StoreError::Corrupt(format!("there is no lane {at}")))?;
        work(&mut lane.lock())
    }

    /// Documents alone: those of the house together, the others bucket by bucket.
    fn write_docs(&self, docs: Vec<Doc>, must_be_new: bool) -> Result<(), StoreError> {
        let (house, others): (Vec<_>, Vec<_>) = docs.into_iter().partition(|doc| docs::is_house(doc.kind));
        let mut by_bucket: BTreeMap<i16, Vec<Doc>> = BTreeMap::new();
        for doc in others {
            for bucket in self.buckets_of(&doc)? {
                by_bucket.entry(bucket).or_default().push(doc.clone());
            }
        }
        let parts = std::iter::once((0, house)).chain(by_bucket).filter(|(_, docs)| !docs.is_empty());
        for (bucket, docs) in parts {
            let docs = docs.as_slice();
            let write = async |live: &Live| docs::write(live, bucket, docs, must_be_new).await;
            self.on_lane(0, |link| link.run_again(lane::STEP_MAX, write))?;
        }
        Ok(())
    }

    /// Where a document goes that comes alone: to its account's bucket, or to the first. One that is deleted may stand in
    /// any, where its key does not say.
    fn buckets_of(&self, doc: &Doc) -> Result<Vec<i16>, StoreError> {
        if let Some(bucket) = self.bucket_of_key(doc.kind, &doc.key)? {
            return Ok(vec![bucket]);
        }
        Ok(if doc.body.is_some() { vec![0] } else { self.shared.buckets.all().collect() })
    }

    fn bucket_of_key(&self, kind: DocKind, key: &str) -> Result<Option<i16>, StoreError> {
        let Some(account) = docs::account_of(kind, key) else { return Ok(None) };
        Ok(self.account(&account)?.map(|pool| self.shared.buckets.of(pool)))
    }

    /// Runs a step, one request at a time where facts of one pool contradict each other.
    fn run_step(&self, catalogs: &Catalogs, part: Part, job: &mut Job) -> Result<(), StoreError> {
        let Part { mut step, places } = part;
        let lane = usize::try_from(step.bucket).unwrap_or(0);
        match self.on_lane(lane, |link| lane::run(&self.shared, link, catalogs, &mut step)) {
            Ok(decision) => {
                let Some(decision) = decision else { return Ok(()) };
                self.shared.publish(&decision);
                job.conclude(decision, &places);
                Ok(())
            }
            Err(error @ StoreError::Corrupt(_)) if places.len() <= 1 => {
                job.answers.extend(places.into_iter().map(|place| (place, Err(error.clone()))));
                Ok(())
            }
            Err(StoreError::Corrupt(_)) => {
                for (at, (request, place)) in step.requests.into_iter().zip(places).enumerate() {
                    let mut one = Part::new(step.bucket);
                    one.step.requests.push(request);
                    one.step.docs.extend(step.docs.iter().filter(|(of, _)| *of == at).map(|(_, doc)| (0, doc.clone())));
                    one.places.push(place);
                    self.run_step(catalogs, one, job)?;
                }
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    fn make(&self, catalogs: &Catalogs, makings: Vec<Making>, job: &mut Job) -> Result<(), StoreError> {
        let last = self.lanes.len().saturating_sub(1);
        let answers = self.on_lane(last, |link| {
            let shared = &*self.shared;
            let done = &mut |decision: &Decision| {
                shared.publish(decision);
                job.changed.extend(changed(decision));
            };
            Maker { shared, link, catalogs, done }.make(makings)
        })?;
        job.answers.extend(answers);
        Ok(())
    }

    /// Does the work in its order: requests of a bucket together, but those before and after one that makes an account.
    fn work_through(&self, catalogs: &Catalogs, work: Work, job: &mut Job) -> Result<(), StoreError> {
        let mut docs: BTreeMap<usize, Vec<Doc>> = BTreeMap::new();
        for (place, doc) in work.docs {
            docs.entry(place).or_default().push(doc);
        }
        let mut parts: BTreeMap<i16, Part> = BTreeMap::new();
        let mut makings: Vec<Making> = Vec::new();
        for (place, request) in work.requests.into_iter().enumerate() {
            let docs = docs.remove(&place).unwrap_or_default();
            let making = Making { place, request, docs };
            if !makings.is_empty() && !making.may_follow(&makings) {
                self.make(catalogs, std::mem::take(&mut makings), job)?;
            }
            if making.request.command.makes().is_some() {
                for part in std::mem::take(&mut parts).into_values() {
                    self.run_step(catalogs, part, job)?;
                }
                makings.push(making);
                continue;
            }
            let bucket = self.shared.buckets.of(making.request.pool);
            parts.entry(bucket).or_insert_with(|| Part::new(bucket)).push(making);
        }
        if !makings.is_empty() {
            self.make(catalogs, makings, job)?;
        }
        parts.into_values().try_for_each(|part| self.run_step(catalogs, part, job))
    }

    /// Writes snapshots of whatever is due for one.
    fn write_snapshots(&self) -> Result<(), StoreError> {
        let pools = self.shared.due.take();
        self.read(async |live| snapshots::write(live, self.shared.buckets, pools.clone()).await)
    }
}

/// The store as it stands, for whoever takes over what is there elsewhere.
struct Standing<'s> {
    store: &'s PostgresStore,
    last_pool: u64,
}

impl Shelf for Standing<'_> {
    fn pool(&self, no: PoolNo) -> Result<Option<Arc<Pool>>, StoreError> {
        Store::pool(self.store, no)
    }

    fn account(&self, id: &AccountId) -> Result<Option<PoolNo>, StoreError> {
        Store::account(self.store, id)
    }

    fn entry(&self, pool: PoolNo, seq: Seq) -> Result<Option<Arc<Entry>>, StoreError> {
        Ok(self.store.entries(pool, seq, seq)?.into_iter().next().map(Arc::new))
    }

    fn keyed(&self, hashes: &[u128]) -> Result<Vec<Option<Arc<Entry>>>, StoreError> {
        self.store.by_hashes(hashes)
    }

    fn last_pool(&self) -> u64 {
        self.last_pool
    }
}

/// Requests of one bucket with their places in the work.
struct Part {
    step: Step,
    places: Vec<usize>,
}

impl Part {
    fn new(bucket: i16) -> Self {
        Self { step: Step::new(bucket), places: Vec::new() }
    }

    fn push(&mut self, making: Making) {
        let at = self.places.len();
        self.places.push(making.place);
        self.step.requests.push(making.request);
        self.step.docs.extend(making.docs.into_iter().map(|doc| (at, doc)));
    }
}

/// Answers as they come in, with their places.
#[derive(Default)]
struct Job {
    answers: Vec<(usize, Answer)>,
    changed: Vec<Arc<Pool>>,
}

impl Job {
    fn conclude(&mut self, decision: Decision, places: &[usize]) {
        self.changed.extend(changed(&decision));
        let outcomes = decision.decided.batch.outcomes.into_iter().map(Ok);
        self.answers.extend(places.iter().copied().zip(outcomes));
    }

    /// In the order of the requests. What was written stands; the rest is told why it was not.
    fn finish(self, requests: usize, ended: Result<(), StoreError>) -> Result<Committed, StoreError> {
        let Self { answers, changed } = self;
        let missing = match ended {
            Err(error) if answers.is_empty() => return Err(error),
            Err(error) => error,
            Ok(()) => StoreError::Corrupt("a request was not decided".to_owned()),
        };
        let mut by_place: BTreeMap<usize, Answer> = answers.into_iter().collect();
        let answers = (0..requests).map(|place| by_place.remove(&place).unwrap_or_else(|| Err(missing.clone())));
        Ok(Committed { answers: answers.collect(), changed })
    }
}

/// The pools that a decision changed, as they now stand.
fn changed(decision: &Decision) -> Vec<Arc<Pool>> {
    decision.draft.changed_heads().filter_map(|(no, _)| decision.decided.batch.pools.get(&no).cloned()).collect()
}

impl Store for PostgresStore {
    fn commit(&self, catalogs: &Catalogs, mut work: Work) -> Result<Committed, StoreError> {
        let other_docs = std::mem::take(&mut work.other_docs);
        if !other_docs.is_empty() {
            self.write_docs(other_docs, work.must_be_new)?;
        }
        let requests = work.requests.len();
        let mut job = Job::default();
        let ended = self.work_through(catalogs, work, &mut job);
        job.finish(requests, ended)
    }

    fn adopt(&self, runs: Vec<Run>, docs: Vec<Doc>) -> Result<(), StoreError> {
        let asks: Vec<_> = runs.iter().map(|run| Ask::Pool(run.pool)).collect();
        self.refresh(&asks)?;
        let head = |no| Store::head(self, no);
        let decided = adopt::take_over(&Standing { store: self, last_pool: self.last_pool()? }, &runs, head)?;
        self.on_lane(self.lanes.len().saturating_sub(1), |link| adopted::write(&self.shared, link, &decided))?;
        self.write_docs(docs, false)
    }

    fn reopen(&self) -> Result<(), StoreError> {
        self.shared.memory.clear();
        self.refresh(&[]).map(drop)
    }

    fn pool(&self, no: PoolNo) -> Result<Option<Arc<Pool>>, StoreError> {
        if let Ok(held) = self.shared.memory.pools.get(no) {
            return Ok(Some(held.pool));
        }
        let shared = &*self.shared;
        let held = self.read(async |live| read::freshen(live, shared.buckets, &shared.memory.pools, &[no]).await)?;
        Ok(held.into_iter().next().map(|held| held.pool))
    }

    fn account(&self, id: &AccountId) -> Result<Option<PoolNo>, StoreError> {
        if let Some(no) = self.shared.memory.accounts.get(id) {
            return Ok(Some(no));
        }
        self.read(async |live| self.shared.locate(live, std::slice::from_ref(id)).await)?;
        Ok(self.shared.memory.accounts.get(id))
    }

    fn last_pool(&self) -> Result<u64, StoreError> {
        self.read(async |live| {
            let rows = live.query(schema::LAST_POOL, &[]).await?;
            let last: i64 = rows.first().map_or(Ok(0), |row| row.try_get(0))?;
            Ok(u64::try_from(last).unwrap_or(0))
        })
    }

    fn entries(&self, pool: PoolNo, from: Seq, to: Seq) -> Result<Vec<Entry>, StoreError> {
        let bucket = self.shared.buckets.of(pool);
        self.read(async |live| read::entries(live, bucket, pool, (from, to)).await)
    }

    fn sums(&self, pool: PoolNo, pages: Range<u64>) -> Result<Vec<(u64, Sums)>, StoreError> {
        let bucket = self.shared.buckets.of(pool);
        self.read(async |live| {
            let (from, to) = (int(pages.start), int(pages.end));
            let rows = live.query(schema::USAGE, &[&bucket, &int(pool.get()), &from, &to, &version()]).await?;
            let mut kept = Vec::with_capacity(rows.len());
            for row in &rows {
                // What is of another shape is as if it were not there.
                let page: i64 = row.try_get(0)?;
                kept.extend(read_sums(row.try_get(1)?).map(|sums| (u64::try_from(page).unwrap_or(u64::MAX), sums)));
            }
            Ok(kept)
        })
    }

    fn keep_sums(&self, pool: PoolNo, page: u64, sums: &Sums) -> Result<(), StoreError> {
        let (bucket, body) = (self.shared.buckets.of(pool), sums_bytes(sums));
        self.read(async |live| {
            live.query(schema::PUT_USAGE, &[&bucket, &int(pool.get()), &int(page), &version(), &body]).await?;
            Ok(())
        })
    }

    fn keyed(&self, pool: PoolNo, key: &Key) -> Result<Option<Arc<Entry>>, StoreError> {
        let (bucket, hashes) = (self.shared.buckets.of(pool), vec![Uuid(key_hash(pool, key))]);
        self.read(async |live| {
            let rows = live.query(schema::KEYED, &[&bucket, &hashes]).await?;
            let Some(row) = rows.first() else { return Ok(None) };
            Ok(Some(Arc::new(read_entry(pool, row.try_get(2)?)?)))
        })
    }

    fn head(&self, pool: PoolNo) -> Result<Option<Hash>, StoreError> {
        let shared = &*self.shared;
        let held = self.read(async |live| read::freshen(live, shared.buckets, &shared.memory.pools, &[pool]).await)?;
        Ok(held.into_iter().next().map(|held| held.head))
    }

    fn doc(&self, kind: DocKind, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        if kind == DocKind::Account {
            let Ok(id) = key.parse() else { return Ok(None) };
            return Ok(self.account(&id)?.map(|no| pool_body(no.get())));
        }
        let buckets = match self.bucket_of_key(kind, key)? {
            Some(bucket) => vec![bucket],
            None => self.shared.buckets.all().collect(),
        };
        self.read(async |live| docs::find(live, &buckets, kind, key).await)
    }

    fn docs(&self, kind: DocKind, prefix: &str, after: &str, limit: u32) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let shared = &*self.shared;
        if kind == DocKind::Account {
            return self.read(async |live| docs::list_accounts(live, shared, (prefix, after), limit).await);
        }
        self.read(async |live| docs::list(live, shared.buckets, kind, (prefix, after), limit).await)
    }

    fn settle(&self) -> Result<(), StoreError> {
        self.shared.memory.pools.each(|held| self.shared.due.farewell(held.clone()));
        self.write_snapshots()
    }

    fn is_shared(&self) -> bool {
        true
    }

    fn lanes(&self) -> usize {
        self.lanes.len()
    }

    fn lane(&self, request: &Request) -> usize {
        if request.command.makes().is_some() {
            return self.lanes.len().saturating_sub(1);
        }
        usize::try_from(self.shared.buckets.of(request.pool)).unwrap_or(0)
    }

    fn refresh(&self, asks: &[Ask]) -> Result<Fresh, StoreError> {
        let shared = &*self.shared;
        self.refresher.lock().run_again(READ_MAX, async |live| shared.refresh(live, asks).await)
    }

    fn listen(&self, tell: Tell) {
        // A process that cannot listen answers as well, only its streams are told later.
        *self.ear.lock() = Ear::start(Arc::clone(&self.home), self.shared.tag.clone(), tell).ok();
    }

    fn perhaps_due(&self, from: u64, by: Timestamp, most: u64) -> Result<(Vec<PoolNo>, Option<u64>), StoreError> {
        self.read(async |live| read::due(live, self.shared.buckets, from, by, most).await)
    }
}
