//! The cache: pools' snapshots and the lists of index runs, in a folder beside the ledger. All of it is derived: without
//! it, or when it does not belong to this log, it is made again from the log.

use std::fs;
use std::io::Error as IoError;
use std::path::Path;

use rusqlite::{Connection, Error as SqlError, OptionalExtension, Row};

use super::block::Block;
use super::index::{Index, Record, RunFile};
use super::schema;
use super::writer::{int, place_key};
use crate::canonical::key_of;
use crate::chain::Hash;
use crate::error::StoreError;

/// The shape of the cache; another one is thrown away.
const VERSION: i64 = 2;

/// A pool's state as of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The pool's number.
    pub pool: u64,
    /// The seq of the last entry in it.
    pub seq: u64,
    /// The pool's head after that entry.
    pub head: Hash,
    /// The state's canonical bytes.
    pub state: Vec<u8>,
}

impl Snapshot {
    /// What must stand beside the snapshot for it to be believed.
    fn sum(&self) -> Hash {
        let numbers = [self.pool.to_be_bytes(), self.seq.to_be_bytes()].concat();
        Hash::of(&[&numbers, self.head.0.as_slice(), &self.state].concat())
    }
}

/// The usage of a page of a pool's entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) pool: u64,
    pub(super) number: u64,
    pub(super) body: Vec<u8>,
}

impl Page {
    /// What must stand beside it for it to be believed.
    fn sum(&self) -> Hash {
        Hash::of_parts(&[&self.pool.to_be_bytes(), &self.number.to_be_bytes(), &self.body])
    }
}

/// Up to where the log is in the runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Covered {
    /// The last block of a commit.
    pub(super) block: u64,
    /// That commit's hash.
    pub(super) hash: Hash,
}

/// Both indexes over the log.
pub(super) struct Indexes {
    pub(super) keys: Index,
    pub(super) places: Index,
}

impl Indexes {
    fn each(&self) -> [(&'static str, &Index); 2] {
        [("keys", &self.keys), ("places", &self.places)]
    }
}

/// The folder, and the connection that writes its lists.
pub(super) struct Cache {
    connection: Connection,
    serial: i64,
    state_version: u64,
}

impl Cache {
    /// Opens the cache of this ledger; `commit_at` tells the hash of the commit that ends with a block. What does not
    /// belong to the log is removed first.
    pub(super) fn open(
        folder: &Path,
        state_version: u64,
        ledger: &[u8],
        commit_at: impl Fn(u64) -> Option<Hash>,
    ) -> Result<(Self, Indexes, Covered), StoreError> {
        let fits = |id: &[u8], covered: Covered| id == ledger && commit_at(covered.block) == Some(covered.hash);
        if let Ok(Some(opened)) = Self::open_kept(folder, state_version, fits) {
            return Ok(opened);
        }
        Self::make_new(folder, state_version, ledger).map_err(StoreError::unavailable("make its cache"))
    }

    fn open_kept(
        folder: &Path,
        state_version: u64,
        fits: impl Fn(&[u8], Covered) -> bool,
    ) -> Result<Option<(Self, Indexes, Covered)>, IoError> {
        if !folder.join("cache.db").exists() {
            return Ok(None);
        }
        let connection = connect(folder).map_err(IoError::other)?;
        let row = connection.query_row(schema::COVERED, [], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?, covered(row, 2)?, covered(row, 4)?))
        });
        let (stored_version, ledger, covered, seen) = row.map_err(IoError::other)?;
        if stored_version != VERSION || !fits(&ledger, covered) || !fits(&ledger, seen) {
            return Ok(None);
        }
        let lists = runs(&connection, "keys").and_then(|keys| Ok((keys, runs(&connection, "places")?)));
        let serial = connection.query_row(schema::LAST_SERIAL, [], |row| row.get(0)).map_err(IoError::other)?;
        let (keys, places) = lists.map_err(IoError::other)?;
        remove_all(folder, |name| is_run(name) && !keys.iter().chain(&places).any(|run| run.name == name))?;
        let indexes = Indexes { keys: Index::open(folder, true, &keys)?, places: Index::open(folder, false, &places)? };
        Ok(Some((Self { connection, serial, state_version }, indexes, covered)))
    }

    fn make_new(folder: &Path, state_version: u64, ledger: &[u8]) -> Result<(Self, Indexes, Covered), IoError> {
        fs::create_dir_all(folder)?;
        remove_all(folder, |name| is_run(name) || name.starts_with("cache.db"))?;
        let connection = connect(folder).map_err(IoError::other)?;
        let covered = Covered { block: 0, hash: Hash::ZERO };
        connection.execute(schema::SET_COVERED, (VERSION, ledger, 0, covered.hash.0)).map_err(IoError::other)?;
        let indexes = Indexes { keys: Index::open(folder, true, &[])?, places: Index::open(folder, false, &[])? };
        let cache = Self { connection, serial: 0, state_version };
        Ok((cache, indexes, covered))
    }

    /// Turns the oldest frozen tails into runs, then merges what is due.
    pub(super) fn seal(&mut self, indexes: &Indexes, covered: Covered) -> Result<(), IoError> {
        let mut names = Vec::new();
        for (list, index) in indexes.each() {
            let name = self.next_name(list);
            index.write(&name)?;
            names.push((list, name, self.serial));
        }
        let transaction = self.connection.unchecked_transaction().map_err(IoError::other)?;
        for (list, name, serial) in &names {
            transaction.execute(schema::INSERT_RUN, (name, list, 0, serial)).map_err(IoError::other)?;
        }
        let set = transaction.execute(schema::MOVE_COVERED, (int(covered.block), covered.hash.0));
        set.and_then(|_| transaction.commit()).map_err(IoError::other)?;
        for ((_, index), (_, name, _)) in indexes.each().iter().zip(&names) {
            index.adopt(name)?;
        }
        indexes.each().iter().try_for_each(|(list, index)| self.merge(list, index))
    }

    fn merge(&mut self, list: &str, index: &Index) -> Result<(), IoError> {
        while let Some(from) = index.due_merge() {
            let name = self.next_name(list);
            let tier = from.first().map_or(0, |file| file.tier) + 1;
            index.merge(&from, &name)?;
            let swap = || {
                let transaction = self.connection.unchecked_transaction()?;
                for file in &from {
                    transaction.execute(schema::DELETE_RUN, [&file.name])?;
                }
                transaction.execute(schema::INSERT_RUN, (&name, list, tier, self.serial))?;
                transaction.commit()
            };
            swap().map_err(IoError::other)?;
            index.replace(&from, &name, tier)?;
        }
        Ok(())
    }

    /// Keeps these snapshots instead of older ones of their pools; none is newer than the commit `seen`.
    pub(super) fn put(&self, snapshots: &[Snapshot], seen: Covered) -> Result<(), SqlError> {
        let transaction = self.connection.unchecked_transaction()?;
        transaction.execute(schema::MOVE_SEEN, (int(seen.block), seen.hash.0))?;
        for s in snapshots {
            let mut put = transaction.prepare_cached(schema::PUT_SNAPSHOT)?;
            put.execute((int(s.pool), int(s.seq), s.head.0, &s.state, s.sum().0, stored(self.state_version)))?;
        }
        transaction.commit()
    }

    /// Keeps the usage of a page, none of whose entries is newer than the commit `seen`.
    pub(super) fn put_page(&self, page: &Page, seen: Covered) -> Result<(), SqlError> {
        let transaction = self.connection.unchecked_transaction()?;
        transaction.execute(schema::MOVE_SEEN, (int(seen.block), seen.hash.0))?;
        let row = (int(page.pool), int(page.number), stored(self.state_version), &page.body, page.sum().0);
        transaction.prepare_cached(schema::PUT_USAGE)?.execute(row)?;
        transaction.commit()
    }

    fn next_name(&mut self, list: &str) -> String {
        self.serial += 1;
        format!("{list}-{}.run", self.serial)
    }
}

/// A version as SQLite holds it: any 64 bits.
fn stored(version: u64) -> i64 {
    i64::from_ne_bytes(version.to_ne_bytes())
}

/// Reads snapshots of one version of a pool's shape; others are as if they were not there.
pub(super) struct Snapshots {
    connection: Connection,
    state_version: u64,
}

impl Snapshots {
    pub(super) fn open(folder: &Path, state_version: u64) -> Result<Self, StoreError> {
        let opened = connect(folder).map(|connection| Self { connection, state_version });
        opened.map_err(StoreError::unavailable("open its cache"))
    }

    /// The pool's snapshot, if there is one that can be believed.
    pub(super) fn get(&self, pool: u64) -> Option<Snapshot> {
        let read = || {
            let mut statement = self.connection.prepare_cached(schema::SNAPSHOT)?;
            statement.query_row([int(pool), stored(self.state_version)], |row| snapshot(pool, row, 0)).optional()
        };
        read().ok().flatten().and_then(|(snapshot, sum)| (snapshot.sum() == sum).then_some(snapshot))
    }

    /// The usage of these pages of a pool, as far as it is there and can be believed.
    pub(super) fn pages(&self, pool: u64, from: u64, to: u64) -> Result<Vec<Page>, SqlError> {
        let mut statement = self.connection.prepare_cached(schema::USAGE)?;
        let version = stored(self.state_version);
        let rows = statement.query_map((int(pool), int(from), int(to), version), |row| {
            let page = Page { pool, number: u64::try_from(row.get::<_, i64>(0)?).unwrap_or(0), body: row.get(1)? };
            Ok((page, Hash(row.get(2)?)))
        })?;
        let believed = rows.map(|row| row.map(|(page, sum)| (page.sum() == sum).then_some(page)));
        believed.filter_map(Result::transpose).collect()
    }

    /// Every snapshot, also those that cannot be believed, with whether they can.
    pub(super) fn each(&self, mut see: impl FnMut(Snapshot, bool)) -> Result<(), SqlError> {
        let mut statement = self.connection.prepare(schema::ALL_SNAPSHOTS)?;
        let mut rows = statement.query([stored(self.state_version)])?;
        while let Some(row) = rows.next()? {
            let pool = u64::try_from(row.get::<_, i64>(0)?).unwrap_or(0);
            let (snapshot, sum) = snapshot(pool, row, 1)?;
            let sound = snapshot.sum() == sum;
            see(snapshot, sound);
        }
        Ok(())
    }
}

fn snapshot(pool: u64, row: &Row<'_>, from: usize) -> Result<(Snapshot, Hash), SqlError> {
    let seq = u64::try_from(row.get::<_, i64>(from)?).unwrap_or(0);
    let (head, sum) = (Hash(row.get(from + 1)?), Hash(row.get(from + 3)?));
    Ok((Snapshot { pool, seq, head, state: row.get(from + 2)? }, sum))
}

fn covered(row: &Row<'_>, from: usize) -> Result<Covered, SqlError> {
    Ok(Covered { block: u64::try_from(row.get::<_, i64>(from)?).unwrap_or(0), hash: Hash(row.get(from + 1)?) })
}

fn runs(connection: &Connection, list: &str) -> Result<Vec<RunFile>, SqlError> {
    let mut statement = connection.prepare(schema::RUNS)?;
    let rows = statement.query_map([list], |row| Ok(RunFile { name: row.get(0)?, tier: row.get(1)? }))?;
    rows.collect()
}

fn connect(folder: &Path) -> Result<Connection, SqlError> {
    let connection = Connection::open(folder.join("cache.db"))?;
    // Nobody waits for its flushes, and without them the list of runs might come back from a loss of power older than
    // the runs' files: then all would be made again.
    connection.execute_batch(
        "PRAGMA page_size=4096; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-4096;",
    )?;
    connection.execute_batch(schema::CACHE)?;
    Ok(connection)
}

fn is_run(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "run")
}

fn remove_all(folder: &Path, which: impl Fn(&str) -> bool) -> Result<(), IoError> {
    for file in fs::read_dir(folder)? {
        let file = file?;
        if file.file_name().to_str().is_some_and(&which) {
            fs::remove_file(file.path())?;
        }
    }
    Ok(())
}

/// What the runs hold all together, whatever files it stands in, for comparison with the log.
#[derive(Default, PartialEq, Eq)]
pub(super) struct Sums {
    keys: Sum,
    places: Sum,
}

#[derive(Default, PartialEq, Eq)]
struct Sum {
    count: u64,
    hashes: u128,
}

impl Sum {
    fn add(&mut self, record: Record) {
        let bytes = [record.0.to_be_bytes().as_slice(), &record.1.to_be_bytes()].concat();
        self.count += 1;
        self.hashes = self.hashes.wrapping_add(Hash::of(&bytes).prefix());
    }
}

impl Sums {
    /// Adds what the indexes must hold of a block.
    pub(super) fn add_block(&mut self, number: u64, block: &Block<'_>) {
        for section in &block.sections {
            self.places.add((place_key(section.pool, section.first_seq), number));
            for key in section.entries.iter().filter_map(|entry| key_of(section.pool, entry)) {
                self.keys.add((key, number));
            }
        }
    }
}

/// The last block that the runs cover, and what they hold; none if there is no cache.
pub(super) fn sums(folder: &Path) -> Result<Option<(u64, Sums)>, StoreError> {
    if !folder.join("cache.db").exists() {
        return Ok(None);
    }
    let read = || {
        let connection = connect(folder)?;
        let covered = connection.query_row(schema::COVERED, [], |row| covered(row, 2))?;
        Ok::<_, SqlError>((covered, runs(&connection, "keys")?, runs(&connection, "places")?))
    };
    let (covered, keys, places) = read().map_err(StoreError::unavailable("read its cache"))?;
    let mut sums = Sums::default();
    let sum = |files: &[RunFile], filtered, sum: &mut Sum| {
        Index::open(folder, filtered, files)?.each(|record| sum.add(record))
    };
    let failed = |error: IoError| StoreError::unavailable("read its index")(error);
    sum(&keys, true, &mut sums.keys).map_err(failed)?;
    sum(&places, false, &mut sums.places).map_err(failed)?;
    Ok(Some((covered.block, sums)))
}
