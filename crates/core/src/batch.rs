//! Batches: many requests decided one after the other, each seeing those before it. One request is a batch of one.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::Arc;

use crate::apply::Corrupt;
use crate::catalog::Catalogs;
use crate::change::Change;
use crate::command::{Command, Request};
use crate::decide::{No, decide};
use crate::entry::{By, Entry, Fact, Key, OrderFact, Space};
use crate::id::{NumberHasher, PoolNo, Seq};
use crate::order::Series;
use crate::pool::Pool;
use crate::refusal::Refusal;
use crate::text::Text;
use crate::time::Timestamp;

/// What the store found for one request before it was decided.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// The entry that carries the request's key, when the ledger has it.
    pub keyed: Option<Arc<Entry>>,
    /// The entry that [`Command::reads`] names.
    pub entry: Option<Arc<Entry>>,
    /// True when the account that the command would make stands in another pool.
    pub is_account_taken: bool,
}

/// The answer to one request.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It was done; the first entry answers.
    Done {
        /// What it wrote.
        entries: Arc<[Entry]>,
        /// The pool as it left it, where the answer shows it.
        pool: Option<Arc<Pool>>,
    },
    /// It was done before: the entry that answered then.
    Replayed(Arc<Entry>),
    /// Its key stands on another request.
    KeyReused,
    /// The ledger says no.
    Refused(Refusal),
}

/// What a batch writes and answers.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// Entries in the order in which they were made, each run of one pool.
    pub writes: Vec<(PoolNo, Arc<[Entry]>)>,
    /// The pools that changed, as they stand after the batch.
    pub pools: HashMap<PoolNo, Arc<Pool>, BuildHasherDefault<NumberHasher>>,
    /// One answer a request, in order.
    pub outcomes: Vec<Outcome>,
    /// The years whose numbers it took, each with the last one.
    pub series: Series,
}

/// Decides requests one after the other on the pools that the store holds. Pure: may run again after a conflict.
///
/// `seen` is aligned with `requests`; `series` holds the last number of each year, where a request may take the next one
/// ([`Command::issues`]), else nothing; `pool` gives the committed pool, none for one that is to be created.
pub fn decide_batch(
    requests: &[Request],
    seen: &[Seen],
    catalogs: &Catalogs,
    series: &Series,
    pool: impl Fn(PoolNo) -> Option<Arc<Pool>>,
) -> Result<Batch, Corrupt> {
    let mut run = Run::new(catalogs, series.clone(), requests.len());
    let nothing = Seen::default();
    for (index, request) in requests.iter().enumerate() {
        let committed = if run.batch.pools.contains_key(&request.pool) { None } else { pool(request.pool) };
        let outcome = run.answer(request, seen.get(index).unwrap_or(&nothing), committed)?;
        run.batch.outcomes.push(outcome);
    }
    Ok(run.batch)
}

struct Run<'a> {
    catalogs: &'a Catalogs,
    series: Series,
    batch: Batch,
    /// Keys of this batch: where the run of entries stands that begins with the one that carries the key.
    keys: HashMap<(PoolNo, Space, Text), usize>,
}

impl<'a> Run<'a> {
    fn new(catalogs: &'a Catalogs, series: Series, requests: usize) -> Self {
        let batch = Batch {
            writes: Vec::with_capacity(requests),
            pools: HashMap::with_capacity_and_hasher(requests, BuildHasherDefault::default()),
            outcomes: Vec::with_capacity(requests),
            series: Series::new(),
        };
        Self { catalogs, series, batch, keys: HashMap::with_capacity(requests) }
    }

    /// On one pool, for whoever wants to see what would be.
    fn on(catalogs: &'a Catalogs, pool: &Arc<Pool>) -> Self {
        let mut run = Self::new(catalogs, Series::new(), 1);
        run.batch.pools.insert(pool.no, Arc::clone(pool));
        run
    }

    fn into_pool(mut self, pool: &Arc<Pool>) -> Arc<Pool> {
        self.batch.pools.remove(&pool.no).unwrap_or_else(|| Arc::clone(pool))
    }

    fn answer(&mut self, request: &Request, seen: &Seen, committed: Option<Arc<Pool>>) -> Result<Outcome, Corrupt> {
        if let Some(answer) = self.replay(request, seen) {
            return Ok(answer);
        }
        let no = request.pool;
        if let Some(pool) = committed {
            self.batch.pools.insert(no, pool);
        }
        self.catch_up(no, request.clock)?;
        let pool = self.batch.pools.get(&no);
        let own = self.own_entry(no, request.command.reads());
        let entry = seen.entry.as_deref().or(own.as_ref());
        let now = pool.map_or(request.clock, |pool| pool.now(request.clock));
        match decide(pool.map(|pool| &**pool), self.catalogs, &self.series, entry, request, now) {
            Ok(_) if seen.is_account_taken => Ok(Outcome::Refused(Refusal::AccountExists)),
            Err(No::Refused(refusal)) => {
                self.tell_of_refusal(request, &refusal, now)?;
                Ok(Outcome::Refused(refusal))
            }
            Err(No::Corrupt(corrupt)) => Err(corrupt),
            Ok(change) => {
                let place = self.batch.writes.len();
                if request.command.issues() {
                    self.number(&change);
                }
                let entries = self.write(no, change, request.key.as_ref())?;
                if let Some(key) = &request.key {
                    self.keys.insert((no, key.space, key.text.clone()), place);
                }
                let pool = if request.command.shows_pool() { self.batch.pools.get(&no).cloned() } else { None };
                Ok(Outcome::Done { entries, pool })
            }
        }
    }

    /// The answer to a request whose key has been seen, in the ledger or in this batch.
    fn replay(&self, request: &Request, seen: &Seen) -> Option<Outcome> {
        let key = request.key.as_ref()?;
        let here = self.keys.get(&(request.pool, key.space, key.text.clone()));
        let fresh = here.and_then(|at| self.batch.writes.get(*at)).and_then(|(_, entries)| entries.first());
        let entry = match (&seen.keyed, fresh) {
            (Some(entry), _) => Arc::clone(entry),
            (None, Some(entry)) => Arc::new(entry.clone()),
            (None, None) => return None,
        };
        let is_same = entry.key.as_ref().is_some_and(|old| old.fingerprint == key.fingerprint);
        Some(if is_same { Outcome::Replayed(entry) } else { Outcome::KeyReused })
    }

    /// Writes down what time has done by now, each at its own instant, before the request is judged.
    fn catch_up(&mut self, no: PoolNo, clock: Timestamp) -> Result<(), Corrupt> {
        loop {
            let Some(pool) = self.batch.pools.get_mut(&no) else { return Ok(()) };
            let now = pool.now(clock);
            if !pool.may_be_due(self.catalogs, now) {
                return Ok(());
            }
            let Some(change) = pool.due(self.catalogs, now)? else {
                Arc::make_mut(pool).refresh_due(self.catalogs);
                return Ok(());
            };
            self.write(no, change, None)?;
        }
    }

    /// Remembers the numbers that a change takes.
    fn number(&mut self, change: &Change) {
        for fact in &change.facts {
            if let Fact::Order(OrderFact::Issued(issued)) = fact {
                self.series.set(issued.year, issued.number);
                self.batch.series.set(issued.year, issued.number);
            }
        }
    }

    fn own_entry(&self, no: PoolNo, seq: Option<Seq>) -> Option<Entry> {
        let seq = seq?;
        let runs = self.batch.writes.iter().filter(|(pool, _)| *pool == no);
        runs.flat_map(|(_, entries)| entries.iter()).find(|entry| entry.seq == seq).cloned()
    }

    /// Writes a change, and what is to be told because of it.
    fn write(&mut self, no: PoolNo, change: Change, key: Option<&Key>) -> Result<Arc<[Entry]>, Corrupt> {
        let at = change.at;
        let before = self.batch.pools.get(&no).map(|pool| pool.eve(pool.catalog(self.catalogs, at), at));
        let entries = self.append(no, change, key)?;
        let Some(pool) = self.batch.pools.get(&no).filter(|_| !entries.is_empty()) else { return Ok(entries) };
        let look = pool.look(self.catalogs, &before.unwrap_or_default(), &entries);
        self.tell(no, at, look.facts)?;
        if let Some(pool) = self.batch.pools.get_mut(&no) {
            let pool = Arc::make_mut(pool);
            pool.room.0 = look.room;
            if pool.trade.as_ref().is_some_and(|trade| trade.top_up.is_some()) {
                pool.refresh_due(self.catalogs);
            }
        }
        Ok(entries)
    }

    /// A refused use leaves nothing, but that a limit that is reached is told and auto top-up looks again.
    fn tell_of_refusal(&mut self, request: &Request, refusal: &Refusal, now: Timestamp) -> Result<(), Corrupt> {
        let Some(pool) = self.batch.pools.get(&request.pool) else { return Ok(()) };
        let facts = pool.look_refused(self.catalogs, &request.command, refusal, now);
        self.tell(request.pool, now, facts)
    }

    fn tell(&mut self, no: PoolNo, at: Timestamp, facts: Vec<Fact>) -> Result<(), Corrupt> {
        let Some(pool) = self.batch.pools.get(&no).filter(|_| !facts.is_empty()) else { return Ok(()) };
        let catalog = pool.catalog(self.catalogs, at).version();
        self.append(no, Change { at, by: By::Clock, catalog, facts }, None).map(drop)
    }

    fn append(&mut self, no: PoolNo, change: Change, key: Option<&Key>) -> Result<Arc<[Entry]>, Corrupt> {
        let last = self.batch.pools.get(&no).map_or(Seq::ZERO, |pool| pool.last);
        let entries = change.into_entries(last, key);
        for entry in entries.iter() {
            match self.batch.pools.get_mut(&no) {
                Some(pool) => Arc::make_mut(pool).apply(entry)?,
                None => drop(self.batch.pools.insert(no, Arc::new(Pool::open(no, entry)?))),
            }
        }
        self.batch.writes.push((no, Arc::clone(&entries)));
        Ok(entries)
    }
}

impl Pool {
    /// The pool as a reader sees it at `clock`: with everything that time has done by then, written or not.
    pub fn seen_at(self: &Arc<Self>, catalogs: &Catalogs, clock: Timestamp) -> Result<Arc<Self>, Corrupt> {
        let now = self.now(clock);
        // After another catalog version a look is enough: a copy is made only of a pool that changes.
        if !self.may_be_due(catalogs, now) || self.next_event(catalogs).is_none_or(|at| at > now) {
            return Ok(Arc::clone(self));
        }
        let mut run = Run::on(catalogs, self);
        run.catch_up(self.no, now)?;
        Ok(run.into_pool(self))
    }

    /// The pool as a change leaves it, with all that is told because of it; nothing is written.
    pub(crate) fn written(self: &Arc<Self>, catalogs: &Catalogs, change: Change) -> Result<Arc<Self>, Corrupt> {
        let mut run = Run::on(catalogs, self);
        run.write(self.no, change, None)?;
        Ok(run.into_pool(self))
    }
}

impl Command {
    /// The account that the command would make.
    pub fn makes(&self) -> Option<&crate::id::AccountId> {
        match self {
            Self::Open(open) => Some(&open.account),
            Self::AddSubaccount { account } => Some(account),
            _ => None,
        }
    }
}
