//! Blocks: the rows of the log. Whole entries of one commit, packed to fit one page of the file; the last block of a
//! commit carries the commit record. Knows no SQL.
//!
//! A block is CBOR: `[sections, record]`, a section `[pool, first seq, entries as byte strings, head after them]`,
//! the record null, or in the last block `[number, time, hash before, hash]`. The lists of sections and of entries
//! have no length in front (they end with a break), so that a block is written as it comes.

use minicbor::data::Type;
use minicbor::decode::Error as DecodeError;
use minicbor::{Decoder, Encoder};

use crate::chain::Hash;
use crate::error::StoreError;

/// The most bytes a block may have and still stand on one page of 4,096 bytes without an overflow page.
pub(crate) const BLOCK_BYTES_MAX: usize = 4_050;
/// What the head of a section, its end and the block's end may take beside the entries.
const SECTION_BYTES_MAX: usize = 1 + 9 + 9 + 1 + 1 + 34;
/// What closing a block with a commit record takes.
const RECORD_BYTES_MAX: usize = 1 + 1 + 9 + 9 + 34 + 34;

/// What seals a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    /// The commit's number: 1, 2, 3 …
    pub number: u64,
    /// When, in microseconds since the Unix epoch.
    pub at: i64,
    /// The hash of the commit before.
    pub before: Hash,
    /// This commit's hash.
    pub hash: Hash,
}

/// Some entries of one pool that follow each other.
#[derive(Debug, PartialEq, Eq)]
pub struct Section<'b> {
    /// The pool's number.
    pub pool: u64,
    /// The seq of the first entry here.
    pub first_seq: u64,
    /// Canonical bytes of each entry.
    pub entries: Vec<&'b [u8]>,
    /// The pool's head after the last of them.
    pub head: Hash,
}

/// A block, read.
#[derive(Debug, PartialEq, Eq)]
pub struct Block<'b> {
    /// The entries, pool by pool.
    pub sections: Vec<Section<'b>>,
    /// In the last block of a commit.
    pub record: Option<Record>,
}

impl<'b> Block<'b> {
    /// Reads a block; anything that the writer would not have written is corrupt.
    pub fn parse(number: u64, body: &'b [u8]) -> Result<Self, StoreError> {
        let mut decoder = Decoder::new(body);
        let block = parse(&mut decoder).map_err(|error| StoreError::Corrupt(format!("block {number}: {error}")))?;
        if decoder.position() != body.len() {
            return Err(StoreError::Corrupt(format!("block {number} has bytes after its end")));
        }
        Ok(block)
    }
}

fn parse<'b>(d: &mut Decoder<'b>) -> Result<Block<'b>, DecodeError> {
    array(d, Some(2))?;
    array(d, None)?;
    let mut sections = Vec::new();
    while !ends(d)? {
        array(d, Some(4))?;
        let (pool, first_seq) = (d.u64()?, d.u64()?);
        array(d, None)?;
        let mut entries = Vec::new();
        while !ends(d)? {
            entries.push(d.bytes()?);
        }
        sections.push(Section { pool, first_seq, entries, head: hash(d)? });
    }
    if d.datatype()? == Type::Null {
        d.null()?;
        return Ok(Block { sections, record: None });
    }
    array(d, Some(4))?;
    let record = Record { number: d.u64()?, at: d.i64()?, before: hash(d)?, hash: hash(d)? };
    Ok(Block { sections, record: Some(record) })
}

fn array(d: &mut Decoder<'_>, length: Option<u64>) -> Result<(), DecodeError> {
    if d.array()? == length { Ok(()) } else { Err(DecodeError::message("a list of another length")) }
}

fn ends(d: &mut Decoder<'_>) -> Result<bool, DecodeError> {
    let ends = d.datatype()? == Type::Break;
    if ends {
        d.skip()?;
    }
    Ok(ends)
}

fn hash(d: &mut Decoder<'_>) -> Result<Hash, DecodeError> {
    Hash::from_slice(d.bytes()?).ok_or_else(|| DecodeError::message("a hash of another length"))
}

/// Packs entries into blocks; each block that is full leaves through `emit`.
pub(crate) struct Packer {
    buffer: Encoder<Vec<u8>>,
    open: bool,
}

impl Packer {
    pub(crate) fn new() -> Self {
        Self { buffer: Encoder::new(Vec::with_capacity(BLOCK_BYTES_MAX)), open: false }
    }

    /// Whether an entry of so many bytes still fits into the block that is being filled.
    pub(crate) fn fits(&self, entry_bytes: usize) -> bool {
        let used = self.buffer.writer().len();
        used == 0 || used + SECTION_BYTES_MAX + entry_bytes + 5 < BLOCK_BYTES_MAX
    }

    /// Whether the commit record still fits.
    pub(crate) fn fits_record(&self) -> bool {
        self.buffer.writer().len() + RECORD_BYTES_MAX <= BLOCK_BYTES_MAX
    }

    pub(crate) fn begin_section(&mut self, pool: u64, first_seq: u64) {
        self.begin();
        _ = self.buffer.array(4).and_then(|e| e.u64(pool)?.u64(first_seq)?.begin_array());
    }

    pub(crate) fn entry(&mut self, bytes: &[u8]) {
        _ = self.buffer.bytes(bytes);
    }

    pub(crate) fn end_section(&mut self, head: Hash) {
        _ = self.buffer.end().and_then(|e| e.bytes(&head.0));
    }

    /// Ends the block, gives its bytes away, and starts an empty one.
    pub(crate) fn finish(
        &mut self,
        record: Option<Record>,
        emit: impl FnOnce(&[u8]) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.begin();
        _ = self.buffer.end();
        _ = match record {
            None => self.buffer.null(),
            Some(r) => {
                self.buffer.array(4).and_then(|e| e.u64(r.number)?.i64(r.at)?.bytes(&r.before.0)?.bytes(&r.hash.0))
            }
        };
        let result = emit(self.buffer.writer());
        self.reset();
        result
    }

    /// Forgets what was being filled.
    pub(crate) fn reset(&mut self) {
        self.buffer.writer_mut().clear();
        self.open = false;
    }

    fn begin(&mut self) {
        if !self.open {
            self.open = true;
            _ = self.buffer.array(2).and_then(Encoder::begin_array);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keep(blocks: &mut Vec<Vec<u8>>) -> impl FnOnce(&[u8]) -> Result<(), StoreError> {
        |body| {
            blocks.push(body.to_vec());
            Ok(())
        }
    }

    fn pack(entries: &[(u64, u64, usize)]) -> Vec<Vec<u8>> {
        let mut blocks = Vec::new();
        let mut packer = Packer::new();
        for &(pool, seq, size) in entries {
            if !packer.fits(size) {
                packer.finish(None, keep(&mut blocks)).unwrap();
            }
            packer.begin_section(pool, seq);
            packer.entry(&vec![7; size]);
            packer.end_section(Hash::of(&[1]));
        }
        if !packer.fits_record() {
            packer.finish(None, keep(&mut blocks)).unwrap();
        }
        let record = Record { number: u64::MAX, at: i64::MIN, before: Hash::ZERO, hash: Hash::of(b"x") };
        packer.finish(Some(record), keep(&mut blocks)).unwrap();
        blocks
    }

    #[test]
    fn blocks_keep_whole_entries_and_fit_a_page() {
        for size in [0, 1, 23, 24, 140, 255, 256, 1_000, 2_000, 3_000, 3_900, 3_960] {
            let entries: Vec<_> = (0..60).map(|n| ((1 << 40) - 1, (1 << 40) - n, size)).collect();
            let blocks = pack(&entries);
            let mut seen = Vec::new();
            for (n, body) in blocks.iter().enumerate() {
                assert!(body.len() <= BLOCK_BYTES_MAX, "{} bytes with entries of {size}", body.len());
                let block = Block::parse(1, body).unwrap();
                assert_eq!(block.record.is_some(), n + 1 == blocks.len());
                seen.extend(block.sections.iter().map(|s| (s.pool, s.first_seq, s.entries[0].len())));
            }
            assert_eq!(seen, entries);
        }
    }

    #[test]
    fn an_entry_larger_than_a_page_stands_alone() {
        let blocks = pack(&[(1, 1, 10), (1, 2, 9_000), (1, 3, 10)]);
        let lengths: Vec<_> = blocks.iter().map(|b| Block::parse(1, b).unwrap().sections.len()).collect();
        assert_eq!(lengths, [1, 1, 1]);
    }

    #[test]
    fn a_block_that_was_cut_or_grew_is_corrupt() {
        let blocks = pack(&[(1, 1, 10), (2, 1, 30)]);
        let body = &blocks[0];
        for end in 0..body.len() {
            assert!(Block::parse(1, &body[..end]).is_err(), "cut at {end}");
        }
        assert!(Block::parse(1, &[body.as_slice(), &[0]].concat()).is_err());
    }
}
