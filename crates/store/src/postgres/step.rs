//! One step: requests to pools of one bucket, locked, read, decided and written in one transaction.
//!
//! Two round trips: what is locked and read leaves together, what is written leaves together. Only a pool that another
//! process has changed costs a third, and a key that must be looked for after all. What is decided stands in memory until
//! it is known whether it was written.

use std::collections::HashMap;
use std::mem::take;
use std::sync::Arc;

use scrip_core::catalog::Catalogs;
use scrip_core::command::Request;
use scrip_core::entry::{Entry, Tells};
use scrip_core::id::{AccountId, PoolNo, Seq};
use scrip_core::pool::Pool;
use tokio_postgres::Row;

use super::docs::{Change, bucket_of};
use super::draft::{Draft, draft};
use super::failure::Failure;
use super::keys::are_proven;
use super::link::{Ask, Live};
use super::read::{Row as PoolRow, current};
use super::shared::Shared;
use super::turns::Turn;
use super::wire::{Buckets, Uuid, corrupt, int, pool_no, seq};
use super::{schema, turns};
use crate::canonical::read_entry;
use crate::chain::Hash;
use crate::doc::{Doc, DocKind};
use crate::error::StoreError;
use crate::gather::{self, Decided, Shelf, key_hash};
use crate::pools::ByPool;

/// Requests of one bucket that are decided together, and the documents that go with them.
pub(super) struct Step {
    pub(super) bucket: i16,
    pub(super) requests: Vec<Request>,
    pub(super) docs: Vec<(usize, Doc)>,
    /// The accounts that are to be made, claimed or found elsewhere.
    pub(super) claims: HashMap<AccountId, Claim>,
    /// Which of its entries are put into the outbox.
    pub(super) tells: Tells,
    /// Only look how it would be decided.
    pub(super) is_trial: bool,
    /// Its keys are looked for, whether or not they are trusted to be new.
    pub(super) seeks_keys: bool,
}

/// Where an account is claimed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Claim {
    pub(super) pool: PoolNo,
    /// The token of our own claim; none: the account stands there.
    pub(super) token: Option<i64>,
}

/// What was decided, until it is known whether it was written.
pub(super) struct Decision {
    pub(super) decided: Decided,
    pub(super) draft: Draft,
    pub(super) attempt: Uuid,
    pub(super) seen: ByPool,
}

/// How a step ended.
pub(super) enum End {
    /// What was decided is written, or was not to be.
    Done,
    /// Another process has taken a claim over: nothing was done.
    Fenced,
}

impl Step {
    pub(super) fn new(bucket: i16, tells: Tells) -> Self {
        Self {
            bucket,
            requests: Vec::new(),
            docs: Vec::new(),
            claims: HashMap::new(),
            tells,
            is_trial: false,
            seeks_keys: false,
        }
    }

    /// The pools that it touches, in the order in which they are locked.
    pub(super) fn pools(&self) -> Vec<i64> {
        let mut pools: Vec<_> = self.requests.iter().map(|request| int(request.pool.get())).collect();
        pools.sort_unstable();
        pools.dedup();
        pools
    }

    /// Runs on a connection. What was decided is put into `slot` before the first byte of it leaves.
    pub(super) async fn run(
        &mut self,
        live: &Live,
        shared: &Shared,
        catalogs: &Catalogs,
        slot: &mut Option<Decision>,
    ) -> Result<End, Failure> {
        *slot = None;
        let begun = self.begin(live, shared, catalogs, slot).await;
        match (&begun, &*slot) {
            (Ok(true), Some(decision)) if !self.is_trial => {
                let pools = decision.seen.len();
                live.hot.replace(turns::hot(live.is_behind.get(), decision.seen.keys().copied()));
                let written = write(live, (self.bucket, shared.buckets), &decision.draft, decision.attempt).await;
                if let Err(Failure::Again(_) | Failure::Final(_)) = &written {
                    // The server answered: nothing of it was done.
                    *slot = None;
                    roll_back(live).await?;
                }
                live.turn.set(live.turn.get().after(self.requests.len(), pools));
                return written.map(|()| End::Done);
            }
            (Err(Failure::Lost(_)), _) => {}
            _ => roll_back(live).await?,
        }
        begun.map(|is_decided| if is_decided { End::Done } else { End::Fenced })
    }

    /// Locks, reads and decides; false where a claim is no longer ours.
    async fn begin(
        &mut self,
        live: &Live,
        shared: &Shared,
        catalogs: &Catalogs,
        slot: &mut Option<Decision>,
    ) -> Result<bool, Failure> {
        let seeks = self.seeks_keys || self.is_trial || !self.claims.is_empty() || live.search.get().is_on();
        let (rows, mut view, attempt) = self.look(live, catalogs, seeks).await?;
        if rows.iter().any(|row| self.is_fenced(row)) {
            return Ok(false);
        }
        let rows: Vec<_> = rows.into_iter().map(|locked| locked.row).collect();
        live.is_behind.set(rows.iter().any(|row| row.is_ahead_of(&shared.memory.pools)));
        view.pools = current(live, self.bucket, &shared.memory.pools, &rows, true).await?;
        view.accounts = self.claims.iter().map(|(id, claim)| (id.clone(), claim.pool)).collect();
        let mut decided = gather::decide(&view, catalogs, &mut self.requests, self.tells);
        let is_proven = decided.as_ref().is_ok_and(|it| are_proven(&self.requests, &it.batch.outcomes));
        live.search.set(live.search.get().after(is_proven));
        if !seeks && !is_proven {
            view.see_keys(&live.query(schema::KEYED, &[&self.bucket, &self.keys()]).await?)?;
            decided = gather::decide(&view, catalogs, &mut self.requests, self.tells);
        }
        let mut decided = decided?;
        let numbers = decided.docs.iter().filter(|doc| doc.kind == DocKind::Series);
        let docs = numbers.chain(gather::docs_of(&self.docs, 0, &decided)).cloned().collect();
        let mut draft = draft(&decided.lines, (&decided.batch.pools, Some(catalogs)), &view.pools, docs);
        draft.told = take(&mut decided.told);
        *slot = Some(Decision { decided, draft, attempt, seen: view.pools });
        Ok(true)
    }

    /// The keys of its requests, hashed.
    fn keys(&self) -> Vec<Uuid> {
        let of_key = |request: &Request| request.key.as_ref().map(|key| Uuid(key_hash(request.pool, key)));
        self.requests.iter().filter_map(of_key).collect()
    }

    /// The first round trip.
    async fn look(&self, live: &Live, catalogs: &Catalogs, seeks: bool) -> Result<(Vec<Locked>, View, Uuid), Failure> {
        let bucket = &self.bucket;
        let numbers = self.pools();
        let new = self.new_pools();
        let keys = if seeks { self.keys() } else { Vec::new() };
        let named: Vec<_> = self.requests.iter().filter_map(|r| Some((r.pool, r.command.reads()?))).collect();
        let (named_pools, named_seqs): (Vec<_>, Vec<_>) =
            named.iter().map(|(pool, seq)| (int(pool.get()), int(seq.get()))).unzip();
        let zero = Hash::ZERO.0.as_slice();
        let mut asks: Vec<Ask<'_>> = vec![(schema::BEGIN, vec![])];
        if !new.is_empty() {
            asks.push((schema::ADD_POOLS, vec![bucket, &new, &zero]));
        }
        let before = asks.len();
        asks.push((schema::LOCK_POOLS, vec![bucket, &numbers]));
        asks.push((schema::NEWEST, vec![]));
        if !keys.is_empty() {
            asks.push((schema::KEYED, vec![bucket, &keys]));
        }
        if !named.is_empty() {
            asks.push((schema::NAMED, vec![bucket, &named_pools, &named_seqs]));
        }
        // Last, so that it is held for as short as can be.
        let issues = self.requests.iter().any(|request| request.command.issues());
        if issues {
            asks.extend([(schema::LOCK_SERIES, vec![]), (schema::SERIES, vec![])]);
        }
        let mut answers = live.send(&asks).await?.into_iter().skip(before);
        let mut next = |is_asked: bool| if is_asked { answers.next().unwrap_or_default() } else { Vec::new() };
        let locked = next(true).iter().map(Locked::read).collect::<Result<_, _>>()?;
        let attempt = check_newest(&next(true), catalogs)?;
        let mut view = View::default();
        view.see_keys(&next(!keys.is_empty()))?;
        for row in next(!named.is_empty()) {
            let (no, place) = (pool_no(row.try_get(0)?)?, seq(row.try_get(1)?)?);
            view.entries.insert((no, place), Arc::new(read_entry(no, row.try_get(2)?)?));
        }
        // The lock's answer says nothing.
        for row in answers.skip(1).flatten() {
            view.series.push((row.try_get(0)?, row.try_get(1)?));
        }
        Ok((locked, view, attempt))
    }

    /// True when a request would make an account in this pool by a claim that others have put an end to.
    fn is_fenced(&self, locked: &Locked) -> bool {
        let ours = self.claims.values().filter(|claim| claim.pool == locked.row.no);
        ours.filter_map(|claim| claim.token).any(|token| token <= locked.fence)
    }
}

/// A name for the attempt; refuses to decide by an older catalog than the newest.
fn check_newest(rows: &[Row], catalogs: &Catalogs) -> Result<Uuid, Failure> {
    let Some(row) = rows.first() else { return Err(corrupt("the newest catalog is not told".to_owned())) };
    let newest: Option<&str> = row.try_get(1)?;
    if newest.and_then(|key| key.parse::<u32>().ok()).is_some_and(|newest| newest > catalogs.current().version()) {
        return Err(StoreError::Stale.into());
    }
    Ok(row.try_get(0)?)
}

/// A pool's row, locked, and what claims it no longer takes.
struct Locked {
    row: PoolRow,
    fence: i64,
}

impl Locked {
    fn read(row: &Row) -> Result<Self, Failure> {
        Ok(Self { fence: row.try_get(3)?, row: PoolRow::read(row)? })
    }
}

/// The second round trip: everything that was decided, and the commit.
pub(super) async fn write(
    live: &Live,
    (bucket, buckets): (i16, Buckets),
    draft: &Draft,
    attempt: Uuid,
) -> Result<(), Failure> {
    // What leads to no other pool stands in this one's bucket.
    let place = |doc: &Doc| bucket_of(doc.kind, &doc.key, buckets).unwrap_or(bucket);
    let docs: Vec<_> = draft.docs.iter().map(|doc| Change::of(place(doc), doc)).collect();
    let bodies = draft.bodies();
    let (told, told_bodies) = draft.outbox();
    let heads: Vec<_> = draft.heads.iter().map(|head| head.0.as_slice()).collect();
    let sections = draft.sections.as_slice();
    let mut asks: Vec<Ask<'_>> = docs.iter().map(|doc| (doc.sql(), doc.params())).collect();
    if docs.iter().any(Change::is_known) {
        asks.push((schema::NEXT_GENERATION, vec![]));
    }
    if !told.is_empty() {
        asks.push((schema::ADD_OUTBOX, vec![&bucket, &told, &told_bodies]));
    }
    if !draft.has_no_entry() {
        let Draft { at, pools, seqs, ats, keys, changed, lasts, dues, .. } = draft;
        asks.push((schema::ADD_ENTRIES, vec![&bucket, pools, seqs, ats, keys, &bodies]));
        asks.push((schema::MOVE_POOLS, vec![&bucket, changed, lasts, &heads, dues]));
        // Last, so that the tip is locked only while the commit is flushed.
        asks.push((schema::MOVE_TIP, vec![&bucket, at, &sections]));
        asks.push((schema::ADD_COMMIT, vec![&bucket, at, &sections, &attempt]));
    }
    asks.push((schema::COMMIT, vec![]));
    let (committed, place) = (asks.len(), i32::from(bucket));
    if live.turn.get() == Turn::Held {
        live.turn.set(Turn::Unwanted);
        asks.push((schema::END_TURN, vec![&place]));
    }
    let answers = live.send(&asks).await?;
    let answers = answers.get(..committed).unwrap_or_default();
    let is_chained = draft.has_no_entry() || answers.iter().rev().nth(1).is_some_and(|rows| rows.len() == 1);
    if is_chained { Ok(()) } else { Err(corrupt(format!("bucket {bucket} has no tip"))) }
}

async fn roll_back(live: &Live) -> Result<(), Failure> {
    Ok(live.client.batch_execute(schema::ROLLBACK).await?)
}

/// What a batch sees.
#[derive(Default)]
struct View {
    pools: ByPool,
    keys: HashMap<u128, Arc<Entry>>,
    entries: HashMap<(PoolNo, Seq), Arc<Entry>>,
    accounts: HashMap<AccountId, PoolNo>,
    series: Vec<(String, Vec<u8>)>,
}

impl View {
    fn see_keys(&mut self, rows: &[Row]) -> Result<(), Failure> {
        for row in rows {
            let entry = read_entry(pool_no(row.try_get(1)?)?, row.try_get(2)?)?;
            self.keys.insert(row.try_get::<_, Uuid>(0)?.0, Arc::new(entry));
        }
        Ok(())
    }
}

impl Shelf for View {
    fn pool(&self, no: PoolNo) -> Result<Option<Arc<Pool>>, StoreError> {
        Ok(self.pools.get(&no).map(|held| Arc::clone(&held.pool)))
    }

    fn account(&self, id: &AccountId) -> Result<Option<PoolNo>, StoreError> {
        Ok(self.accounts.get(id).copied())
    }

    fn entry(&self, pool: PoolNo, seq: Seq) -> Result<Option<Arc<Entry>>, StoreError> {
        Ok(self.entries.get(&(pool, seq)).cloned())
    }

    fn keyed(&self, hashes: &[u128]) -> Result<Vec<Option<Arc<Entry>>>, StoreError> {
        Ok(hashes.iter().map(|hash| self.keys.get(hash).cloned()).collect())
    }

    fn last_pool(&self) -> u64 {
        0
    }

    fn series(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        Ok(self.series.clone())
    }
}
