//! SQLite at its best: balances in memory, rows only appended, keys in order, a flush each batch.

use std::fs;
use std::path::Path;

use rusqlite::Connection;

use crate::bench::measure::{Sizes, Tried};
use crate::bench::random::Random;
use crate::bench::waits::{Pace, Waits};
use crate::stopwatch::Stopwatch;

const TABLE: &str = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
    CREATE TABLE row (key BLOB PRIMARY KEY, pool INTEGER NOT NULL, credits INTEGER NOT NULL, draws BLOB NOT NULL)
    WITHOUT ROWID;";
const INSERT: &str = "INSERT INTO row VALUES (?1, ?2, ?3, ?4)";

pub(super) fn measure(folder: &Path, sizes: &Sizes, batch: u64) -> Tried<Pace> {
    let path = folder.join("rows.db");
    let remove = || {
        for ending in ["", "-wal", "-shm"] {
            _ = fs::remove_file(format!("{}{ending}", path.display()));
        }
    };
    remove();
    let mut connection = Connection::open(&path)?;
    connection.execute_batch(TABLE)?;
    let mut random = Random::new(batch);
    let (mut key, draws) = (0_u128, [7_u8; 32]);
    let (mut waits, all) = (Waits::default(), Stopwatch::start());
    while all.elapsed() < sizes.ceiling {
        let commit = Stopwatch::start();
        let transaction = connection.transaction()?;
        {
            let mut insert = transaction.prepare_cached(INSERT)?;
            for _ in 0..batch {
                key += 1 << 64;
                let pool = i64::try_from(random.next() % 10_000)?;
                insert.execute((key.to_be_bytes(), pool, 3_000, draws))?;
            }
        }
        transaction.commit()?;
        waits.push(commit.elapsed());
    }
    drop(connection);
    remove();
    Ok(waits.pace(batch))
}
