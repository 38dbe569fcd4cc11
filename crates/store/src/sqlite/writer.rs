//! The writer of the log: one commit is one transaction, its blocks packed, its chains carried on.

use rusqlite::{Connection, Error as SqlError};

use super::block::{Packer, Record};
use super::cache::Covered;
use super::draft::Draft;
use super::index::Record as IndexRecord;
use super::schema;
use crate::chain::{CommitHash, Hash};
use crate::error::StoreError;

/// The end of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tip {
    /// The last block.
    pub block: u64,
    /// The last commit.
    pub number: u64,
    /// Its hash.
    pub hash: Hash,
}

impl Tip {
    /// Before the first commit.
    pub(super) const START: Self = Self { block: 0, number: 0, hash: Hash::ZERO };

    fn to_bytes(self) -> [u8; 48] {
        let mut bytes = [0; 48];
        for (place, part) in bytes.as_chunks_mut().0.iter_mut().zip([self.block, self.number]) {
            *place = part.to_be_bytes();
        }
        if let Some(place) = bytes.last_chunk_mut() {
            *place = self.hash.0;
        }
        bytes
    }

    pub(super) fn from_bytes(bytes: &[u8; 48]) -> Self {
        let number = |place: usize| bytes.as_chunks().0.get(place).map_or(0, |eight| u64::from_be_bytes(*eight));
        Self { block: number(0), number: number(1), hash: Hash(bytes.last_chunk().copied().unwrap_or_default()) }
    }

    pub(super) fn covered(self) -> Covered {
        Covered { block: self.block, hash: self.hash }
    }
}

/// What a commit adds to the two indexes.
#[derive(Default)]
pub(super) struct Added {
    pub(super) keys: Vec<IndexRecord>,
    pub(super) places: Vec<IndexRecord>,
}

/// The one connection that writes.
pub(super) struct Writer {
    pub(super) connection: Connection,
    pub(super) tip: Tip,
    pub(super) added: Added,
    packer: Packer,
}

/// The key of the index of places.
pub(super) fn place_key(pool: u64, seq: u64) -> u128 {
    (u128::from(pool) << 64) | u128::from(seq)
}

/// A number as SQLite holds it; ours all fit.
pub(super) fn int(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

impl Writer {
    pub(super) fn new(connection: Connection, tip: Tip) -> Self {
        Self { connection, tip, added: Added::default(), packer: Packer::new() }
    }

    /// Writes the draft as one commit and flushes it. After an error nothing of it may be believed, not even that it
    /// is not there: the file must be opened anew.
    pub(super) fn append(&mut self, draft: &mut Draft) -> Result<(), StoreError> {
        self.packer.reset();
        self.added.keys.clear();
        self.added.places.clear();
        self.run(schema::BEGIN)?;
        let written = self.write(draft).and_then(|tip| self.run(schema::COMMIT).map(|()| tip));
        match written {
            Ok(tip) => self.tip = tip,
            // Nobody asks whether it can be rolled back: the file is opened anew.
            Err(_) => drop(self.run(schema::ROLLBACK)),
        }
        written.map(drop)
    }

    /// Writes what the transaction is to hold; the tip after it.
    fn write(&mut self, draft: &mut Draft) -> Result<Tip, StoreError> {
        let connection = &self.connection;
        let mut tip = self.tip;
        if !draft.lines.is_empty() {
            let mut pages = Pages { connection, block: tip.block };
            let record = write_blocks(draft, tip, &mut self.packer, &mut self.added, &mut pages)?;
            tip = Tip { block: pages.block, number: record.number, hash: record.hash };
            let mut set = connection.prepare_cached(schema::SET_TIP).map_err(failed)?;
            set.execute([tip.to_bytes()]).map_err(failed)?;
        }
        write_docs(draft, connection).map_err(failed)?;
        Ok(tip)
    }

    /// Begins or ends a transaction, by a statement that stays prepared.
    fn run(&self, statement: &str) -> Result<(), StoreError> {
        let done = self.connection.prepare_cached(statement).and_then(|mut statement| statement.execute([]));
        done.map(drop).map_err(failed)
    }
}

fn failed(error: SqlError) -> StoreError {
    StoreError::unavailable("write a commit")(error)
}

/// Rows that are being added to the log.
struct Pages<'c> {
    connection: &'c Connection,
    block: u64,
}

impl Pages<'_> {
    /// The number that the block being filled will have.
    fn next(&self) -> u64 {
        self.block + 1
    }

    fn insert(&mut self, body: &[u8]) -> Result<(), StoreError> {
        self.block += 1;
        let insert = self.connection.prepare_cached(schema::INSERT_BLOCK);
        insert.and_then(|mut insert| insert.execute((int(self.block), body))).map(drop).map_err(failed)
    }
}

fn write_blocks(
    draft: &mut Draft,
    tip: Tip,
    packer: &mut Packer,
    added: &mut Added,
    pages: &mut Pages<'_>,
) -> Result<Record, StoreError> {
    let number = tip.number + 1;
    let mut hash = CommitHash::new(tip.hash, number, draft.at);
    let (mut lines, mut from) = (draft.lines.iter(), 0);
    let mut lines_from = 0;
    for part in &draft.sections {
        let (mut seq, mut first, mut head) = (part.first_seq, part.first_seq, Hash::ZERO);
        let count = part.lines_end - lines_from;
        lines_from = part.lines_end;
        for line in lines.by_ref().take(count) {
            let bytes = draft.bytes.get(from..line.end).unwrap_or_default();
            from = line.end;
            let fits = packer.fits(bytes.len());
            if seq > first && !fits {
                packer.end_section(head);
                hash.section(part.pool, first, seq - first, head);
                first = seq;
            }
            if !fits {
                packer.finish(None, |body| pages.insert(body))?;
            }
            if seq == first {
                packer.begin_section(part.pool, first);
                added.places.push((place_key(part.pool, first), pages.next()));
            }
            packer.entry(bytes);
            head = line.head;
            added.keys.extend(line.key.map(|key| (key, pages.next())));
            seq += 1;
        }
        packer.end_section(head);
        hash.section(part.pool, first, seq - first, head);
    }
    if !packer.fits_record() {
        packer.finish(None, |body| pages.insert(body))?;
    }
    let record = Record { number, at: draft.at, before: tip.hash, hash: hash.finish() };
    packer.finish(Some(record), |body| pages.insert(body))?;
    Ok(record)
}

fn write_docs(draft: &Draft, connection: &Connection) -> Result<(), SqlError> {
    for doc in &draft.docs {
        match &doc.body {
            Some(body) => connection.prepare_cached(schema::PUT_DOC)?.execute((doc.kind.word(), &doc.key, body))?,
            None => connection.prepare_cached(schema::DELETE_DOC)?.execute((doc.kind.word(), &doc.key))?,
        };
    }
    Ok(())
}
