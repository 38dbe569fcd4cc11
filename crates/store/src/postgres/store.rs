//! The store on PostgreSQL: lanes that write, readers, and what they share. Any number of processes serve one database.

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
use super::lead::Lead;
use super::link::{Home, Link, Live, Memory};
use super::listen::Ear;
use super::load::version;
use super::news::{Hints, Keeper};
use super::retries::Retries;
use super::shared::Shared;
use super::snapshots::{self, Due};
use super::wire::{Buckets, Uuid, int};
use super::write::Job;
use super::{adopted, docs, newest, read, schema, tls, turns, url};
use crate::adopt;
use crate::canonical::{read_entry, read_sums, sums_bytes};
use crate::chain::Hash;
use crate::doc::{Doc, DocKind};
use crate::error::StoreError;
use crate::gather::{Shelf, YEARS_MAX, key_hash, pool_body};
use crate::store::{Ask, Committed, Fresh, Newest, Run, Store, Tell, Work};

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
    pub(super) shared: Arc<Shared>,
    home: Arc<Home>,
    /// One for each bucket, and the last for those who make accounts.
    pub(super) lanes: Vec<Mutex<Link>>,
    lead: Lead,
    refresher: Mutex<Link>,
    readers: Mutex<Vec<Link>>,
    reader_is_back: Condvar,
}

impl PostgresStore {
    /// Connects to a database that `scrip migrate` has prepared.
    pub fn connect(url: &str, options: Options) -> Result<Self, StoreError> {
        let address = url::parse(url)?;
        let retries = Retries::default();
        let memory = Arc::new(Memory::new(options.pools_max.unwrap_or(POOLS_MAX)));
        let home = Home { tls: tls::connector(&address)?, address, memory: Some(Arc::clone(&memory)), retries };
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
            lead: Lead::new(Arc::clone(&home)),
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

    pub(super) fn on_lane<T>(
        &self,
        at: usize,
        work: impl FnOnce(&mut Link) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let lane = self.lanes.get(at).ok_or_else(|| StoreError::Corrupt(format!("there is no lane {at}")))?;
        work(&mut lane.lock())
    }

    /// The bucket in which a document stands, where its key says.
    pub(super) fn bucket_of_key(&self, kind: DocKind, key: &str) -> Result<Option<i16>, StoreError> {
        if let Some(bucket) = docs::bucket_of(kind, key, self.shared.buckets) {
            return Ok(Some(bucket));
        }
        let Some(account) = docs::account_of(kind, key) else { return Ok(None) };
        Ok(self.account(&account)?.map(|pool| self.shared.buckets.of(pool)))
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

    fn series(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        Store::docs(self.store, DocKind::Series, "", "", YEARS_MAX)
    }
}

impl Store for PostgresStore {
    fn commit(&self, catalogs: &Catalogs, mut work: Work) -> Result<Committed, StoreError> {
        let other_docs = std::mem::take(&mut work.other_docs);
        if !other_docs.is_empty() {
            self.write_docs(other_docs, work.must_be_new)?;
        }
        let requests = work.requests.len();
        let lane = work.requests.first().map_or(0, |request| self.lane(request));
        let mut job = Job::default();
        let ended = self.work_through(catalogs, work, &mut job);
        if let (Some(link), Ok(bucket)) = (self.lanes.get(lane), i16::try_from(lane)) {
            turns::give_up(&mut link.lock(), bucket);
        }
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

    fn newest(&self, before: &str, limit: u32) -> Result<Option<Newest>, StoreError> {
        self.read(async |live| newest::newest(live, self.shared.buckets, before, limit).await)
    }

    fn lead(&self) -> Result<bool, StoreError> {
        self.lead.ask()
    }

    fn step_down(&self) {
        self.lead.step_down();
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

    fn count_docs(&self, kind: DocKind, most: u32) -> Result<u32, StoreError> {
        self.read(async |live| docs::count(live, self.shared.buckets, kind, most).await)
    }

    fn settle(&self) -> Result<(), StoreError> {
        self.shared.memory.pools.each(|held| self.shared.due.farewell(held.clone()));
        self.write_snapshots()
    }

    fn take_turn(&self, lane: usize) -> Duration {
        let (Some(link), Ok(bucket)) = (self.lanes.get(lane), i16::try_from(lane)) else { return Duration::ZERO };
        turns::take(&self.shared, &mut link.lock(), bucket)
    }

    fn retries(&self) -> Vec<(&'static str, u64)> {
        self.home.retries.told()
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

    fn note_due(&self, dues: &[(PoolNo, Seq, Option<Timestamp>)]) -> Result<(), StoreError> {
        self.read(async |live| read::note_due(live, self.shared.buckets, dues).await)
    }
}
