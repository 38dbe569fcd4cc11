//! Loading: pools folded from what is known of them, or their snapshots, and the entries since.

use std::sync::Arc;

use scrip_core::id::PoolNo;
use scrip_core::pool::Pool;
use tokio_postgres::Row;

use super::failure::Failure;
use super::link::Live;
use super::schema;
use super::wire::{corrupt, hash, int, pool_no, seq};
use crate::canonical::{POOL_VERSION, read_entry, read_pool};
use crate::chain::Hash;
use crate::pools::{ByPool, Held};

/// Entries of one pool that are asked for at once: a megabyte.
pub(super) const PAGE: i64 = 4_096;

/// A pool that is to be known up to its last entry, and what is known of it.
pub(super) type Known = (PoolNo, Option<Held>);

/// Brings pools of one bucket up to what stands in the database. One that has no entries is none.
pub(super) async fn catch_up(live: &Live, bucket: i16, known: Vec<Known>) -> Result<ByPool, Failure> {
    let mut pools = ByPool::default();
    let mut cold = Vec::new();
    let mut asked = Vec::with_capacity(known.len());
    for (no, held) in known {
        asked.push(no);
        match held {
            Some(held) => drop(pools.insert(no, held)),
            None => cold.push(int(no.get())),
        }
    }
    if !cold.is_empty() {
        begin_with_snapshots(live, bucket, &cold, &mut pools).await?;
    }
    while !asked.is_empty() {
        let numbers: Vec<_> = asked.iter().map(|no| int(no.get())).collect();
        let places: Vec<_> = asked.iter().map(|no| pools.get(no).map_or(0, |held| int(held.pool.last.get()))).collect();
        let rows = live.query(schema::SINCE, &[&bucket, &numbers, &places, &PAGE]).await?;
        let mut more = Vec::new();
        let (mut run, mut count) = (None, 0);
        for row in &rows {
            let no = pool_no(row.try_get(0)?)?;
            count = if run == Some(no) { count + 1 } else { 1 };
            run = Some(no);
            if count == PAGE {
                more.push(no);
            }
            fold(&mut pools, no, row.try_get(2)?)?;
        }
        asked = more;
    }
    Ok(pools)
}

/// Pools as they stand after the entries that came since, of which some may be missing.
pub(super) fn go_on(known: Vec<Held>, since: &[Row]) -> Result<ByPool, Failure> {
    let mut pools: ByPool = known.into_iter().map(|held| (held.pool.no, held)).collect();
    for row in since {
        fold(&mut pools, pool_no(row.try_get(0)?)?, row.try_get(2)?)?;
    }
    Ok(pools)
}

async fn begin_with_snapshots(live: &Live, bucket: i16, cold: &[i64], pools: &mut ByPool) -> Result<(), Failure> {
    let rows = live.query(schema::SNAPSHOTS, &[&bucket, &cold, &version()]).await?;
    for row in &rows {
        let (no, kept) = (pool_no(row.try_get(0)?)?, seq(row.try_get(1)?)?);
        // One that cannot be read is none: then all entries are folded.
        let Some(pool) = read_pool(row.try_get(3)?).filter(|pool| pool.no == no && pool.last == kept) else { continue };
        let held = Held { pool: Arc::new(pool), head: hash(row.try_get(2)?)?, kept: kept.get() };
        pools.insert(no, held);
    }
    Ok(())
}

fn fold(pools: &mut ByPool, no: PoolNo, bytes: &[u8]) -> Result<(), Failure> {
    let entry = read_entry(no, bytes)?;
    let broken = |why: &dyn ToString| corrupt(format!("pool {}, {}", no.get(), why.to_string()));
    if let Some(held) = pools.get_mut(&no) {
        Arc::make_mut(&mut held.pool).apply(&entry).map_err(|why| broken(&why))?;
        held.head = held.head.then(bytes);
    } else {
        let pool = Pool::open(no, &entry).map_err(|why| broken(&why))?;
        pools.insert(no, Held { pool: Arc::new(pool), head: Hash::ZERO.then(bytes), kept: 0 });
    }
    Ok(())
}

/// The version of a pool's shape as it stands beside snapshots.
pub(super) fn version() -> i64 {
    i64::from_be_bytes(POOL_VERSION.to_be_bytes())
}
