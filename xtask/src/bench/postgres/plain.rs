//! One transaction a spend: the account's grants are locked and read, one is drawn on, a line with a unique key is written.

use tokio::runtime::Builder;
use tokio_postgres::{Client, Error as SqlError, NoTls};

use super::Paces;
use crate::bench::measure::{Sizes, Tried};
use crate::bench::random::Random;
use crate::bench::waits::{Pace, Waits};
use crate::stopwatch::Stopwatch;

/// Clients at once, each on a connection of its own.
const CLIENTS: u64 = 32;

const TABLES: &str = "
CREATE TABLE grants (pool bigint, n int, expires bigint, available bigint, PRIMARY KEY (pool, n)) WITH (fillfactor = 70);
CREATE TABLE entry (id bigserial PRIMARY KEY, pool bigint NOT NULL, key uuid UNIQUE, body bytea NOT NULL);";
const FILL: &str = "INSERT INTO grants SELECT pool, n, n, 1000000000000 FROM generate_series(1, $1::bigint) AS pool, \
                    generate_series(1, 3) AS n";
const LOCK: &str = "SELECT n, available FROM grants WHERE pool = $1 ORDER BY expires FOR UPDATE";
const DRAW: &str = "UPDATE grants SET available = available - 3000 WHERE pool = $1 AND n = $2";
const ADD: &str = "INSERT INTO entry (pool, key, body) VALUES ($1, gen_random_uuid(), $2)";
/// As long as an entry of Scrip's.
pub(super) const BODY: [u8; 150] = [7; 150];

pub(super) fn measure(url: &str, sizes: &Sizes) -> Tried<Paces> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let client = connect(url).await?;
        client.batch_execute(TABLES).await?;
        client.execute(FILL, &[&i64::try_from(sizes.pools)?]).await?;
        Ok(Paces { many: run(url, sizes, sizes.pools).await?, hot: run(url, sizes, 1).await? })
    })
}

async fn run(url: &str, sizes: &Sizes, pools: u64) -> Tried<Pace> {
    let mut tasks = Vec::new();
    let all = Stopwatch::start();
    for number in 0..CLIENTS {
        let (client, time) = (connect(url).await?, sizes.http);
        tasks.push(tokio::spawn(async move {
            let (mut waits, mut random) = (Vec::new(), Random::new(number + 1));
            let statements = [client.prepare(LOCK).await?, client.prepare(DRAW).await?, client.prepare(ADD).await?];
            let all = Stopwatch::start();
            while all.elapsed() < time {
                let pool = i64::try_from(random.up_to(pools)).unwrap_or(1);
                let one = Stopwatch::start();
                client.batch_execute("BEGIN").await?;
                let grants = client.query(&statements[0], &[&pool]).await?;
                let first: i32 = grants.first().map_or(Ok(1), |row| row.try_get(0))?;
                client.execute(&statements[1], &[&pool, &first]).await?;
                client.execute(&statements[2], &[&pool, &BODY.as_slice()]).await?;
                client.batch_execute("COMMIT").await?;
                waits.push(one.elapsed());
            }
            Ok::<_, SqlError>(waits)
        }));
    }
    let mut waits = Waits::default();
    for task in tasks {
        task.await??.into_iter().for_each(|wait| waits.push(wait));
    }
    Ok(waits.pace_within(1, all.elapsed()))
}

pub(super) async fn connect(url: &str) -> Tried<Client> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}
