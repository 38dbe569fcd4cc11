//! The log on SQLite: open, append, find by key, read a pool's entries, walk. Entries are opaque bytes here.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parking_lot::{Mutex, MutexGuard};
use rusqlite::{Connection, Error as SqlError, OptionalExtension};

use super::block::{Block, Record};
use super::cache::{Cache, Covered, Indexes, Page, Snapshot, Snapshots};
use super::checkpoint::Checkpoints;
use super::draft::Draft;
use super::file::{self, Lock, Options};
use super::index::TAIL_RECORDS_MAX;
use super::keeper::{Keeper, MakeSnapshots};
use super::schema;
use super::writer::{Tip, Writer, int, place_key};
use crate::chain::Hash;
use crate::doc::DocKind;
use crate::error::StoreError;

/// Connections kept for readers; more readers at once open their own for the time.
const READERS_KEPT_MAX: usize = 8;
/// Blocks of one statement of a walk: two megabytes.
const BLOCKS_TOGETHER: u64 = 512;

/// What the log must know of entries to index them again, beside their bytes.
#[derive(Clone, Copy)]
pub struct Reading {
    /// The hashed idempotency key of an entry of a pool, if it has one.
    pub key_of: fn(pool: u64, entry: &[u8]) -> Option<u128>,
    /// The version of the snapshots' shape: those of another version are as if they were not there.
    pub state_version: u64,
}

/// The log, open for its one owner.
pub struct Log {
    // The fields are dropped in this order: threads first, the right to the file last.
    keeper: Keeper,
    checkpoints: Checkpoints,
    writer: Mutex<Writer>,
    indexes: Arc<Indexes>,
    snapshots: Mutex<Snapshots>,
    readers: Mutex<Vec<Connection>>,
    reading: Reading,
    path: PathBuf,
    options: Options,
    _lock: Arc<Lock>,
}

/// Entries of one pool, in order, each with its block's number.
pub type Entries = Vec<(u64, Vec<u8>)>;

/// A pool's entries from one on.
pub(crate) struct Since {
    pub(crate) entries: Entries,
    /// The pool's head after the last of them.
    pub(crate) head: Option<Hash>,
}

impl Log {
    /// Opens the log, or makes it; brings what is derived up to date.
    pub fn open(path: &Path, options: Options, reading: Reading) -> Result<Self, StoreError> {
        Self::open_owned(path, options, reading, Arc::new(Lock::take(path)?))
    }

    /// Opens the log of a file that is already ours.
    pub(super) fn open_owned(
        path: &Path,
        options: Options,
        reading: Reading,
        lock: Arc<Lock>,
    ) -> Result<Self, StoreError> {
        let connection = file::open(path, &options)?;
        let (tip, ledger) = tip(&connection).map_err(StoreError::unavailable("read its file"))?;
        check_tip(&connection, tip)?;
        settle(&connection)?;
        let folder = file::beside(path, "-cache");
        let commit_at = |block| commit_at(&connection, block);
        let (cache, indexes, covered) = Cache::open(&folder, reading.state_version, &ledger, commit_at)?;
        let indexes = Arc::new(indexes);
        let log = Self {
            keeper: Keeper::start(cache, Arc::clone(&indexes))?,
            checkpoints: Checkpoints::start(file::connect_more(path, &options)?, options.checkpoint_pages)?,
            writer: Mutex::new(Writer::new(connection, tip)),
            indexes,
            snapshots: Mutex::new(Snapshots::open(&folder, reading.state_version)?),
            readers: Mutex::default(),
            reading,
            path: path.to_owned(),
            options,
            _lock: lock,
        };
        log.read_tail(covered)?;
        Ok(log)
    }

    /// Removes all that is derived from this log, so that the next opening makes it again. The log must not be open.
    pub fn forget_cache(path: &Path) -> Result<(), StoreError> {
        let folder = file::beside(path, "-cache");
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(StoreError::unavailable("remove its cache"))?;
        }
        Ok(())
    }

    /// Adds one commit and flushes it; the draft's parts then carry the heads after it.
    /// After an error the log must be opened anew: what stands in the file then is what counts.
    pub fn append(&self, draft: &mut Draft) -> Result<Tip, StoreError> {
        let writer = &mut *self.writer.lock();
        self.checkpoints.before_commit(&writer.connection)?;
        let before = writer.tip.block;
        writer.append(draft)?;
        self.checkpoints.after_commit(writer.tip.block - before + 3);
        self.indexes.keys.extend(&writer.added.keys);
        self.indexes.places.extend(&writer.added.places);
        self.seal_if_full(writer.tip)?;
        Ok(writer.tip)
    }

    /// The end of the log.
    pub fn tip(&self) -> Tip {
        self.writer.lock().tip
    }

    /// The block in which each key's entry stands, if it was ever used.
    pub fn by_keys(&self, keys: &[u128]) -> Result<Vec<Option<u64>>, StoreError> {
        self.indexes.keys.get_all(keys).map_err(StoreError::unavailable("read its index"))
    }

    /// The entry of this key: its pool, seq and bytes.
    pub fn by_key(&self, key: u128) -> Result<Option<(u64, u64, Vec<u8>)>, StoreError> {
        let Some(number) = self.by_keys(&[key])?.into_iter().flatten().next() else { return Ok(None) };
        let body = self.block(number)?;
        for section in Block::parse(number, &body)?.sections {
            for (entry, seq) in section.entries.into_iter().zip(section.first_seq..) {
                if (self.reading.key_of)(section.pool, entry) == Some(key) {
                    return Ok(Some((section.pool, seq, entry.to_owned())));
                }
            }
        }
        Err(StoreError::Corrupt(format!("the index leads to block {number} for a key that is not there")))
    }

    /// The pool's entries with seq in `[low, high]`, in order, with their seq.
    pub fn entries(&self, pool: u64, low: u64, high: u64) -> Result<Entries, StoreError> {
        self.entries_and(pool, low, high, |_| ())
    }

    fn entries_and(&self, pool: u64, low: u64, high: u64, mut see: impl FnMut(Hash)) -> Result<Entries, StoreError> {
        let mut entries = Vec::new();
        self.each_section(pool, low, high, |first_seq, bytes, head| {
            see(head);
            let numbered = bytes.iter().zip(first_seq..).filter(|(_, seq)| (low..=high).contains(seq));
            entries.extend(numbered.map(|(bytes, seq)| (seq, bytes.to_vec())));
        })?;
        let gap = entries.iter().zip(low.max(1)..).any(|((seq, _), wanted)| *seq != wanted);
        if gap {
            return Err(StoreError::Corrupt(format!("pool {pool} lacks an entry after seq {low}")));
        }
        Ok(entries)
    }

    /// The pool's entries from a seq to its last, and its head after them.
    pub(crate) fn since(&self, pool: u64, from: u64) -> Result<Since, StoreError> {
        let mut head = None;
        let entries = self.entries_and(pool, from, u64::MAX, |after| head = Some(after))?;
        Ok(Since { entries, head })
    }

    /// The pool's snapshot, or none if it has none: then all its entries make it.
    pub fn snapshot(&self, pool: u64) -> Option<Snapshot> {
        self.snapshots.lock().get(pool)
    }

    /// The pool's last seq and head, from its last section, if it has any entry.
    pub fn head(&self, pool: u64) -> Result<Option<(u64, Hash)>, StoreError> {
        let mut last = None;
        self.each_section(pool, u64::MAX, u64::MAX, |first_seq, bytes, head| {
            last = (first_seq..).take(bytes.len()).last().map(|seq| (seq, head));
        })?;
        Ok(last)
    }

    /// The usage of these pages of a pool, as far as it is kept.
    pub(super) fn pages(&self, pool: u64, from: u64, to: u64) -> Vec<Page> {
        // What cannot be read is as if it were not there.
        self.snapshots.lock().pages(pool, from, to).unwrap_or_default()
    }

    /// Hands the usage of a page to the cache; it may be too busy, and then it is not kept.
    pub(super) fn offer_page(&self, page: Page) {
        self.keeper.offer_page(page, self.tip().covered());
    }

    /// Hands snapshots to the cache; they are written behind the caller's back.
    pub fn put_snapshots(&self, snapshots: Vec<Snapshot>) -> Result<(), StoreError> {
        self.keeper.put(Box::new(|| snapshots), self.tip().covered())
    }

    /// Hands snapshots to the cache, to be made there; it may be too busy, and then they are not.
    pub(super) fn offer_snapshots(&self, make: MakeSnapshots) {
        self.keeper.offer(make, self.tip().covered());
    }

    /// Returns when the cache has all that was handed to it.
    pub fn flush_cache(&self) -> Result<(), StoreError> {
        self.keeper.flush()
    }

    /// A document.
    pub fn doc(&self, kind: DocKind, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(|c| c.prepare_cached(schema::DOC)?.query_row((kind.word(), key), |row| row.get(0)).optional())
    }

    /// Documents of a kind whose keys begin with `prefix` and come after `after`, in order of their keys.
    pub fn docs(
        &self,
        kind: DocKind,
        prefix: &str,
        after: &str,
        limit: u32,
    ) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let mut docs: Vec<(String, Vec<u8>)> = self.read(|c| {
            let mut statement = c.prepare_cached(schema::DOCS)?;
            let rows =
                statement.query_map((kind.word(), prefix, after, limit), |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect()
        })?;
        docs.retain(|(key, _)| key.starts_with(prefix));
        Ok(docs)
    }

    /// How many documents of a kind there are, counted up to so many.
    pub(super) fn count_docs(&self, kind: DocKind, most: u32) -> Result<u32, StoreError> {
        self.read(|c| c.prepare_cached(schema::COUNT_DOCS)?.query_row((kind.word(), most), |row| row.get(0)))
    }

    fn each_section(
        &self,
        pool: u64,
        low: u64,
        high: u64,
        mut see: impl FnMut(u64, &[&[u8]], Hash),
    ) -> Result<(), StoreError> {
        let range = self.indexes.places.range(place_key(pool, low), place_key(pool, high));
        let mut seen = 0;
        for (key, number) in range.map_err(StoreError::unavailable("read its index"))? {
            if key >> 64 != u128::from(pool) || number == seen {
                continue;
            }
            seen = number;
            let body = self.block(number)?;
            for section in Block::parse(number, &body)?.sections {
                if section.pool == pool {
                    see(section.first_seq, &section.entries, section.head);
                }
            }
        }
        Ok(())
    }

    fn block(&self, number: u64) -> Result<Vec<u8>, StoreError> {
        self.read(|c| c.prepare_cached(schema::BLOCK)?.query_row([int(number)], |row| row.get(0)).optional())?
            .ok_or_else(|| StoreError::Corrupt(format!("block {number} is missing")))
    }

    /// Runs short reads on a connection of their own.
    pub(super) fn read<T>(&self, query: impl FnOnce(&Connection) -> Result<T, SqlError>) -> Result<T, StoreError> {
        let kept = self.readers.lock().pop();
        let connection = kept.map_or_else(|| file::connect_more(&self.path, &self.options), Ok)?;
        let result = query(&connection).map_err(StoreError::unavailable("read its file"));
        let mut readers = self.readers.lock();
        if readers.len() < READERS_KEPT_MAX {
            readers.push(connection);
        }
        result
    }

    /// Brings what was written since the last run into memory again.
    fn read_tail(&self, covered: Covered) -> Result<(), StoreError> {
        let writer: MutexGuard<'_, Writer> = self.writer.lock();
        let (mut keys, mut places) = (Vec::new(), Vec::new());
        walk(&writer.connection, covered.block + 1, writer.tip.block, |number, body| {
            let block = Block::parse(number, body)?;
            for section in &block.sections {
                places.push((place_key(section.pool, section.first_seq), number));
                keys.extend(
                    section.entries.iter().filter_map(|e| (self.reading.key_of)(section.pool, e)).map(|k| (k, number)),
                );
            }
            if let Some(record) = block.record {
                self.indexes.keys.extend(&keys);
                self.indexes.places.extend(&places);
                keys.clear();
                places.clear();
                self.seal_if_full(Tip { block: number, number: record.number, hash: record.hash })?;
            }
            Ok(())
        })
    }

    fn seal_if_full(&self, tip: Tip) -> Result<(), StoreError> {
        let (keys, places) = (&self.indexes.keys, &self.indexes.places);
        if keys.tail_len().max(places.tail_len()) < TAIL_RECORDS_MAX {
            return Ok(());
        }
        keys.freeze();
        places.freeze();
        self.keeper.seal(tip.covered())
    }
}

/// Shows each block of the log from one to another. Read some at a time: a long read would keep the write-ahead log from
/// beginning anew, and what is appended meanwhile changes nothing before it.
pub(super) fn walk(
    connection: &Connection,
    from: u64,
    to: u64,
    mut see: impl FnMut(u64, &[u8]) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let failed = |error: SqlError| StoreError::unavailable("read its file")(error);
    let mut statement = connection.prepare_cached(schema::BLOCKS).map_err(failed)?;
    let mut next = from;
    while next <= to {
        let last = to.min(next.saturating_add(BLOCKS_TOGETHER - 1));
        let mut rows = statement.query((int(next), int(last))).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let number: i64 = row.get(0).map_err(failed)?;
            let body = row.get_ref(1).map_err(failed)?.as_blob().map_err(StoreError::unavailable("read its file"))?;
            see(u64::try_from(number).unwrap_or(0), body)?;
        }
        next = last.saturating_add(1);
    }
    Ok(())
}

/// A block's commit record, if the block is there and has one.
pub(super) fn record_at(connection: &Connection, block: u64) -> Result<Option<Record>, StoreError> {
    let body: Option<Vec<u8>> = connection
        .query_row(schema::BLOCK, [int(block)], |row| row.get(0))
        .optional()
        .map_err(StoreError::unavailable("read its file"))?;
    body.map_or(Ok(None), |body| Ok(Block::parse(block, &body)?.record))
}

/// The tip as the file has it, and the ledger's own id.
pub(super) fn tip(connection: &Connection) -> Result<(Tip, Vec<u8>), SqlError> {
    connection.query_row(schema::TIP, [], |row| Ok((Tip::from_bytes(&row.get(0)?), row.get(1)?)))
}

/// The last commit as the log itself has it.
pub(super) fn last_commit(connection: &Connection) -> Result<Tip, StoreError> {
    let last = connection
        .query_row(schema::LAST_BLOCK, [], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)))
        .optional()
        .map_err(StoreError::unavailable("read its file"))?;
    let Some((block, body)) = last else { return Ok(Tip::START) };
    let block = u64::try_from(block).unwrap_or(0);
    let record = Block::parse(block, &body)?.record;
    let record = record.ok_or_else(|| StoreError::Corrupt("the log ends within a commit".to_owned()))?;
    Ok(Tip { block, number: record.number, hash: record.hash })
}

/// The log must end where the tip says.
fn check_tip(connection: &Connection, tip: Tip) -> Result<(), StoreError> {
    let found = last_commit(connection)?;
    if found == tip {
        return Ok(());
    }
    Err(StoreError::Corrupt(format!("the log ends with commit {}, its tip says {}", found.number, tip.number)))
}

/// Makes sure that what is read now will be read again: what a flush that failed has left is flushed or refused.
fn settle(connection: &Connection) -> Result<(), StoreError> {
    let checkpoint = || connection.query_row("PRAGMA wal_checkpoint(FULL)", [], |row| row.get::<_, i64>(0));
    match checkpoint().map_err(StoreError::unavailable("checkpoint"))? {
        0 => Ok(()),
        _ => Err(StoreError::unavailable("checkpoint")("somebody reads the file without an end")),
    }
}

fn commit_at(connection: &Connection, block: u64) -> Option<Hash> {
    if block == 0 { Some(Hash::ZERO) } else { record_at(connection, block).ok()?.map(|record| record.hash) }
}
