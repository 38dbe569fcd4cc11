//! One set-based transaction of many spends: what the database itself can do where batches are as large as so many callers
//! make them. No idempotency, no chain, no rule: grants are locked in order and read, drawn on, and a line each is written.

use std::collections::BTreeMap;

use tokio::runtime::Builder;
use tokio_postgres::{Client, Error as SqlError, Statement};

use super::Paces;
use super::plain::{BODY, connect};
use crate::bench::measure::{Sizes, Tried};
use crate::bench::random::Random;
use crate::bench::waits::{Pace, Waits};
use crate::stopwatch::Stopwatch;

/// Connections that write: as many as the ledger beside it has buckets, so that they share the flushes alike.
pub(super) const CONNECTIONS: u64 = 2;
/// Spends of one transaction: 64 callers on two connections can make no more.
pub(super) const SPENDS: u64 = 32;

const LOCK: &str = "SELECT pool, n FROM grants WHERE pool = ANY($1) ORDER BY pool, expires FOR UPDATE";
const DRAW: &str = "UPDATE grants SET available = available - drawn.credits \
                    FROM unnest($1::bigint[], $2::int[], $3::bigint[]) AS drawn(pool, n, credits) \
                    WHERE grants.pool = drawn.pool AND grants.n = drawn.n";
const ADD: &str =
    "INSERT INTO entry (pool, key, body) SELECT pool, gen_random_uuid(), $2 FROM unnest($1::bigint[]) AS pool";

/// Of the tables that `plain` has made and filled.
pub(super) fn measure(url: &str, sizes: &Sizes) -> Tried<Paces> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async { Ok(Paces { many: run(url, sizes, sizes.pools).await?, hot: run(url, sizes, 1).await? }) })
}

async fn run(url: &str, sizes: &Sizes, pools: u64) -> Tried<Pace> {
    let mut tasks = Vec::new();
    let all = Stopwatch::start();
    for number in 0..CONNECTIONS {
        let (client, time) = (connect(url).await?, sizes.http);
        tasks.push(tokio::spawn(async move {
            let (mut waits, mut random) = (Vec::new(), Random::new(number + 1));
            let statements = [client.prepare(LOCK).await?, client.prepare(DRAW).await?, client.prepare(ADD).await?];
            let all = Stopwatch::start();
            while all.elapsed() < time {
                let spends: Vec<i64> = (0..SPENDS).map(|_| i64::try_from(random.up_to(pools)).unwrap_or(1)).collect();
                let one = Stopwatch::start();
                commit(&client, &statements, spends).await?;
                waits.push(one.elapsed());
            }
            Ok::<_, SqlError>(waits)
        }));
    }
    let mut waits = Waits::default();
    for task in tasks {
        task.await??.into_iter().for_each(|wait| waits.push(wait));
    }
    Ok(waits.pace_within(SPENDS, all.elapsed()))
}

/// Two round trips: lock and read, then write and commit.
async fn commit(client: &Client, [lock, draw, add]: &[Statement; 3], spends: Vec<i64>) -> Result<(), SqlError> {
    let mut drawn = BTreeMap::<i64, i64>::new();
    for pool in &spends {
        *drawn.entry(*pool).or_default() += 3_000;
    }
    let pools: Vec<i64> = drawn.keys().copied().collect();
    let read = async { client.query(lock, &[&pools]).await };
    let ((), grants) = tokio::try_join!(client.batch_execute("BEGIN"), read)?;
    // The first row of a pool is the grant that expires first.
    let mut first = BTreeMap::<i64, i32>::new();
    for grant in &grants {
        first.entry(grant.try_get(0)?).or_insert(grant.try_get(1)?);
    }
    let (pools, grants): (Vec<i64>, Vec<i32>) = first.into_iter().unzip();
    let credits: Vec<i64> = drawn.into_values().collect();
    let body = BODY.as_slice();
    let draw = async { client.execute(draw, &[&pools, &grants, &credits]).await };
    let add = async { client.execute(add, &[&spends, &body]).await };
    tokio::try_join!(draw, add, client.batch_execute("COMMIT"))?;
    Ok(())
}
