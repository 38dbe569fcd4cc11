//! How many spends a second many callers get out of a PostgreSQL, over many pools and on one hot pool, beside what one
//! transaction a spend gets out of the same server at the same time of day.
//!
//! `cargo run --release -p scrip-store --example postgres_speed -- <url> [callers] [seconds] [pools] [buckets] [stores]`
//!
//! It makes its own schemas in the database; let it be an empty one.
#![expect(clippy::disallowed_methods, reason = "it measures time")]
#![expect(clippy::as_conversions, clippy::float_arithmetic, clippy::cast_precision_loss, reason = "it prints figures")]

#[path = "bed/mod.rs"]
mod bed;

use std::env;
use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bed::{Random, catalogs, fill, percentiles, spend};
use scrip_core::batch::Outcome;
use scrip_store::Ledger;
use scrip_store::postgres::{MigrateOptions, Options, PostgresStore, migrate};
use tokio::runtime::Builder;
use tokio_postgres::{Client, NoTls};

/// The allocator of the binary `scrip`.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What one transaction a spend needs: grants that are drawn on, and a line for each spend.
const PLAIN: &str = "DROP SCHEMA IF EXISTS plain CASCADE; CREATE SCHEMA plain;
CREATE TABLE plain.grants (pool bigint, n int, expires bigint, available bigint, PRIMARY KEY (pool, n)) WITH (fillfactor = 70);
CREATE TABLE plain.entry (id bigserial PRIMARY KEY, pool bigint NOT NULL, key uuid UNIQUE, body bytea NOT NULL);";
const PLAIN_FILL: &str = "INSERT INTO plain.grants SELECT pool, n, n, 1000000000000 FROM generate_series(1, $1::bigint) AS pool, \
                          generate_series(1, 3) AS n";
const PLAIN_LOCK: &str = "SELECT n, available FROM plain.grants WHERE pool = $1 ORDER BY expires FOR UPDATE";
const PLAIN_DRAW: &str = "UPDATE plain.grants SET available = available - 3000 WHERE pool = $1 AND n = $2";
const PLAIN_ADD: &str = "INSERT INTO plain.entry (pool, key, body) VALUES ($1, gen_random_uuid(), $2)";

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = env::args().skip(1);
    let url = args.next().ok_or("name a database: postgres://...")?;
    let mut number = |plain: u64| args.next().map_or(Ok(plain), |text| text.parse());
    let (callers, seconds, pools, buckets, stores) = (number(64)?, number(5)?, number(10_000)?, number(2)?, number(1)?);
    let time = Duration::from_secs(seconds);
    let options = MigrateOptions { buckets: Some(u16::try_from(buckets)?), citus: false };
    println!("{:?}", migrate(&url, &options)?);
    let catalogs = Arc::new(catalogs()?);
    let open = || PostgresStore::connect(&url, Options::default()).map(Arc::new);
    let stores: Vec<_> = (0..stores).map(|_| open()).collect::<Result<_, _>>()?;
    if let Some(store) = stores.first().filter(|store| scrip_store::Store::last_pool(&***store).is_ok_and(|n| n == 0)) {
        let start = Instant::now();
        fill(&**store, &catalogs, pools)?;
        println!("{pools} pools opened, two grants more each: {:?}", start.elapsed());
    }
    let start_ledger =
        |store: &Arc<PostgresStore>| Ledger::start(Arc::clone(store) as _, Arc::clone(&catalogs)).map(Arc::new);
    let ledgers: Vec<_> = stores.iter().map(start_ledger).collect::<Result<_, _>>()?;
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async {
        plain_setup(&url, pools).await?;
        let rows = [("many pools", pools), ("one hot pool", 1), ("many pools", pools), ("one hot pool", 1)];
        for ((name, pools), round) in rows.into_iter().zip(1..) {
            let plain = plain(&url, callers, time, pools).await?;
            let ours = ours(&ledgers, (callers, round), time, pools).await?;
            println!("{name}: {:.1} times one transaction a spend", ours / plain);
        }
        Ok(())
    })
}

async fn ours(
    ledgers: &[Arc<Ledger>],
    (callers, round): (u64, u64),
    time: Duration,
    pools: u64,
) -> Result<f64, Box<dyn Error>> {
    let until = Instant::now() + time;
    let tasks: Vec<_> = (0..callers)
        .map(|caller| {
            let at = usize::try_from(caller).unwrap_or(0) % ledgers.len().max(1);
            let ledger = ledgers.get(at).cloned();
            tokio::spawn(async move {
                // Keys of its own in each round.
                let mut random = Random((caller + 1 + 1_000 * round).wrapping_mul(88_172_645_463_325_252));
                let mut waits = Vec::new();
                while Instant::now() < until {
                    let Some(ledger) = &ledger else { break };
                    let request = spend(&mut random, pools).map_err(|error| error.to_string())?;
                    let begin = Instant::now();
                    let answer = ledger.ask(request).await.map_err(|error| error.chain())?;
                    assert!(matches!(answer, Outcome::Done { .. }), "all are done");
                    waits.push(begin.elapsed());
                }
                Ok::<_, String>(waits)
            })
        })
        .collect();
    Ok(report("Scrip", time, join(tasks).await?))
}

async fn plain(url: &str, callers: u64, time: Duration, pools: u64) -> Result<f64, Box<dyn Error>> {
    let until = Instant::now() + time;
    let mut tasks = Vec::new();
    for caller in 0..callers {
        let client = client(url).await?;
        tasks.push(tokio::spawn(async move {
            plain_caller(client, caller, until, pools).await.map_err(|error| error.to_string())
        }));
    }
    Ok(report("one transaction a spend", time, join(tasks).await?))
}

async fn plain_caller(
    client: Client,
    caller: u64,
    until: Instant,
    pools: u64,
) -> Result<Vec<Duration>, tokio_postgres::Error> {
    let mut random = Random((caller + 1).wrapping_mul(88_172_645_463_325_252));
    let (lock, draw, add) =
        (client.prepare(PLAIN_LOCK).await?, client.prepare(PLAIN_DRAW).await?, client.prepare(PLAIN_ADD).await?);
    let mut waits = Vec::new();
    while Instant::now() < until {
        let pool = i64::try_from(random.next() % pools + 1).unwrap_or(1);
        let begin = Instant::now();
        client.batch_execute("BEGIN").await?;
        let grants = client.query(&lock, &[&pool]).await?;
        let first: i32 = grants.first().map_or(Ok(1), |row| row.try_get(0))?;
        client.execute(&draw, &[&pool, &first]).await?;
        client.execute(&add, &[&pool, &[7_u8; 150].as_slice()]).await?;
        client.batch_execute("COMMIT").await?;
        waits.push(begin.elapsed());
    }
    Ok(waits)
}

async fn plain_setup(url: &str, pools: u64) -> Result<(), Box<dyn Error>> {
    let client = client(url).await?;
    client.batch_execute(PLAIN).await?;
    client.execute(PLAIN_FILL, &[&i64::try_from(pools)?]).await?;
    Ok(())
}

async fn client(url: &str) -> Result<Client, tokio_postgres::Error> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

type Task = tokio::task::JoinHandle<Result<Vec<Duration>, String>>;

async fn join(tasks: Vec<Task>) -> Result<Vec<Duration>, Box<dyn Error>> {
    let mut waits = Vec::new();
    for task in tasks {
        waits.extend(task.await??);
    }
    Ok(waits)
}

fn report(name: &str, time: Duration, waits: Vec<Duration>) -> f64 {
    let rate = waits.len() as f64 / time.as_secs_f64();
    println!("  {name:<24} {rate:>9.0} spends/s   {}", percentiles(waits));
    rate
}
