//! Reading: pools brought up to date in memory, entries, and what may be due. Takes no lock.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use scrip_core::entry::Entry;
use scrip_core::id::{AccountId, PoolNo, Seq};
use scrip_core::time::Timestamp;

use super::failure::Failure;
use super::link::{Ask, Live, param};
use super::load::catch_up;
use super::schema;
use super::wire::{Buckets, Uuid, corrupt, hash, int, pool_no, seq};
use crate::canonical::read_entry;
use crate::chain::Hash;
use crate::pools::{ByPool, Held, Pools};

/// A pool's row.
pub(super) struct Row {
    pub(super) no: PoolNo,
    pub(super) last: Seq,
    pub(super) head: Hash,
}

impl Row {
    pub(super) fn read(row: &tokio_postgres::Row) -> Result<Self, Failure> {
        Ok(Self { no: pool_no(row.try_get(0)?)?, last: seq(row.try_get(1)?)?, head: hash(row.try_get(2)?)? })
    }

    /// True of a pool that somebody else has changed since it came into memory.
    pub(super) fn is_ahead_of(&self, pools: &Pools) -> bool {
        pools.get(self.no).is_ok_and(|held| held.pool.last < self.last)
    }
}

/// The pools as their rows say, from memory where that is current. Where the rows are not locked, a pool may have gone on
/// since they were read.
pub(super) async fn current(
    live: &Live,
    bucket: i16,
    pools: &Pools,
    rows: &[Row],
    is_locked: bool,
) -> Result<ByPool, Failure> {
    let is_so = |held: &Held, row: &Row| {
        if held.pool.last == row.last { held.head == row.head } else { !is_locked && held.pool.last > row.last }
    };
    let mut seen = ByPool::default();
    let (mut behind, mut cold) = (Vec::new(), Vec::new());
    let mut ahead = if is_locked { live.ahead.take() } else { ByPool::default() };
    let rows: Vec<_> = rows.iter().filter(|row| row.last > Seq::ZERO).collect();
    for row in &rows {
        match ahead.remove(&row.no).filter(|held| is_so(held, row)).map_or_else(|| pools.get(row.no), Ok) {
            Ok(held) if is_so(&held, row) => drop(seen.insert(row.no, held)),
            Ok(held) if held.pool.last < row.last => behind.push((row.no, Some(held))),
            _ => cold.push((row.no, None)),
        }
    }
    if !behind.is_empty() {
        let loaded = catch_up(live, bucket, behind).await?;
        for row in &rows {
            match loaded.get(&row.no) {
                // What is in memory is of a past that the database no longer knows: it was restored.
                Some(held) if !is_so(held, row) => cold.push((row.no, None)),
                Some(held) => drop(seen.insert(row.no, held.clone())),
                None => {}
            }
        }
    }
    if !cold.is_empty() {
        for (no, _) in &cold {
            pools.forget(*no);
        }
        seen.extend(catch_up(live, bucket, cold).await?);
    }
    match rows.iter().find(|row| !seen.get(&row.no).is_some_and(|held| is_so(held, row))) {
        Some(row) => Err(corrupt(format!("the chain of pool {} is broken", row.no.get()))),
        None => Ok(seen),
    }
}

/// Brings pools in memory up to all that was durable when it began, and says how they stand.
pub(super) async fn freshen(
    live: &Live,
    buckets: Buckets,
    pools: &Pools,
    asked: &[PoolNo],
) -> Result<Vec<Held>, Failure> {
    let mut by_bucket: BTreeMap<i16, Vec<i64>> = BTreeMap::new();
    // Asked for twice, a pool would be answered twice, and what came since folded twice.
    for no in asked.iter().collect::<BTreeSet<_>>() {
        by_bucket.entry(buckets.of(*no)).or_default().push(int(no.get()));
    }
    let asks: Vec<Ask<'_>> =
        by_bucket.iter().map(|(bucket, numbers)| (schema::POOLS, vec![param(bucket), numbers])).collect();
    let answers = live.send(&asks).await?;
    let mut fresh = Vec::with_capacity(asked.len());
    for (bucket, rows) in by_bucket.keys().zip(answers) {
        let rows: Vec<_> = rows.iter().map(Row::read).collect::<Result<_, _>>()?;
        for (no, held) in current(live, *bucket, pools, &rows, false).await? {
            pools.advance(no, held.clone());
            fresh.push(held);
        }
    }
    Ok(fresh)
}

/// Where accounts are claimed for, and by which tokens. Whether they stand there their pools say.
pub(super) async fn claims(
    live: &Live,
    buckets: Buckets,
    ids: &[AccountId],
) -> Result<Vec<(AccountId, PoolNo, i64)>, Failure> {
    let mut by_bucket: BTreeMap<i16, Vec<&str>> = BTreeMap::new();
    for id in ids.iter().collect::<BTreeSet<_>>() {
        by_bucket.entry(buckets.of_account(id)).or_default().push(id.as_str());
    }
    let asks: Vec<Ask<'_>> = by_bucket.iter().map(|(bucket, ids)| (schema::CLAIMS, vec![param(bucket), ids])).collect();
    let answers = live.send(&asks).await?;
    let mut claims = Vec::new();
    for row in answers.iter().flatten() {
        let id: &str = row.try_get(0)?;
        let id = id.parse().map_err(|_| corrupt(format!("{id} is no account's id")))?;
        claims.push((id, pool_no(row.try_get(1)?)?, row.try_get(2)?));
    }
    Ok(claims)
}

/// Entries of a pool from one to another.
pub(super) async fn entries(
    live: &Live,
    bucket: i16,
    pool: PoolNo,
    (from, to): (Seq, Seq),
) -> Result<Vec<Entry>, Failure> {
    let (no, from, to) = (int(pool.get()), int(from.get()), int(to.get()));
    let rows = live.query(schema::ENTRIES, &[&bucket, &no, &from, &to]).await?;
    rows.iter().map(|row| Ok(read_entry(pool, row.try_get(0)?)?)).collect()
}

/// The entries of hashed keys, over all buckets.
pub(super) async fn keyed(
    live: &Live,
    buckets: Buckets,
    keys: &Vec<Uuid>,
) -> Result<HashMap<u128, Arc<Entry>>, Failure> {
    let buckets: Vec<_> = buckets.all().collect();
    let asks: Vec<Ask<'_>> = buckets.iter().map(|bucket| (schema::KEYED, vec![param(bucket), keys])).collect();
    let mut found = HashMap::new();
    for row in live.send(&asks).await?.iter().flatten() {
        let entry = read_entry(pool_no(row.try_get(1)?)?, row.try_get(2)?)?;
        found.insert(row.try_get::<_, Uuid>(0)?.0, Arc::new(entry));
    }
    Ok(found)
}

/// Notes when something is next due in pools that have not changed since.
pub(super) async fn note_due(
    live: &Live,
    buckets: Buckets,
    dues: &[(PoolNo, Seq, Option<Timestamp>)],
) -> Result<(), Failure> {
    let row = |(no, last, at): &(PoolNo, Seq, Option<Timestamp>)| {
        (buckets.of(*no), int(no.get()), int(last.get()), at.map(Timestamp::micros))
    };
    let rows: Vec<_> = dues.iter().map(row).collect();
    let asks: Vec<Ask<'_>> = rows
        .iter()
        .map(|(bucket, no, last, at)| (schema::NOTE_DUE, vec![param(bucket), param(no), param(last), param(at)]))
        .collect();
    live.send(&asks).await.map(drop)
}

/// Pools from this number on in which something may be due, over all buckets.
pub(super) async fn due(
    live: &Live,
    buckets: Buckets,
    from: u64,
    by: Timestamp,
    most: u64,
) -> Result<(Vec<PoolNo>, Option<u64>), Failure> {
    let (from, by, limit) = (int(from), by.micros(), int(most));
    let buckets: Vec<_> = buckets.all().collect();
    let asks: Vec<Ask<'_>> =
        buckets.iter().map(|bucket| (schema::DUE, vec![param(bucket), &by, &from, &limit])).collect();
    let answers = live.send(&asks).await?;
    let mut found: Vec<PoolNo> = Vec::new();
    for row in answers.iter().flatten() {
        found.push(pool_no(row.try_get(0)?)?);
    }
    found.sort_unstable();
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let is_more = found.len() > most || answers.iter().any(|rows| rows.len() >= most);
    found.truncate(most);
    let next = found.last().map(|no| no.get().saturating_add(1)).filter(|_| is_more);
    Ok((found, next))
}
