//! A run: an immutable, sorted file of records with its filter and its fences in memory.
//!
//! `pages ‖ fences ‖ filter ‖ footer`. A page holds [`PAGE`] records of 24 bytes, a fence the page's first key and the
//! first eight bytes of the page's SHA-256, the footer a magic word, the count of records, and the hash of fences and
//! filter. A page that does not hash to its fence is corrupt: it is never searched, for a missing key would let a
//! request through twice.

use std::fs::File;
use std::io::{BufWriter, Error as IoError, Write};
use std::os::unix::fs::FileExt;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::bloom::Bloom;
use super::{Found, Place, Record};

/// Records on a page: six kilobytes, two pages of the system or three.
const PAGE: usize = 256;
const RECORD_BYTES: usize = 24;
const FENCE_BYTES: usize = 24;
const FOOTER_BYTES: usize = 48;
const MAGIC: &[u8; 8] = b"SCRIPRN1";

/// A sorted file, open.
pub(super) struct Run {
    file: File,
    count: usize,
    fences: Vec<(u128, u64)>,
    bloom: Bloom,
}

impl Run {
    /// Opens a run and checks everything but its pages, which are checked as they are read.
    pub(super) fn open(path: &Path) -> Result<Self, IoError> {
        let file = File::open(path)?;
        let length = usize::try_from(file.metadata()?.len()).map_err(IoError::other)?;
        let mut footer = [0; FOOTER_BYTES];
        file.read_exact_at(&mut footer, u64_of(length.checked_sub(FOOTER_BYTES).ok_or_else(torn)?)?)?;
        let (magic, rest) = footer.split_first_chunk::<8>().ok_or_else(torn)?;
        let (count, hash) = rest.split_first_chunk::<8>().ok_or_else(torn)?;
        let count = usize::try_from(u64::from_le_bytes(*count)).map_err(IoError::other)?;
        let pages_end = count.checked_mul(RECORD_BYTES).ok_or_else(torn)?;
        let fence_bytes = count.div_ceil(PAGE) * FENCE_BYTES;
        let mut index = vec![0; (length - FOOTER_BYTES).checked_sub(pages_end).ok_or_else(torn)?];
        file.read_exact_at(&mut index, u64_of(pages_end)?)?;
        if magic != MAGIC || Sha256::digest(&index).as_slice() != hash {
            return Err(torn());
        }
        let (fences, bloom) = index.split_at_checked(fence_bytes).ok_or_else(torn)?;
        let fences = fences.as_chunks::<FENCE_BYTES>().0.iter().map(read_record).collect();
        Ok(Self { file, count, fences, bloom: Bloom::from_bytes(bloom) })
    }

    pub(super) fn len(&self) -> usize {
        self.count
    }

    pub(super) fn may_have(&self, key: u128) -> bool {
        self.bloom.may_have(key)
    }

    pub(super) fn get(&self, key: u128) -> Result<Option<Place>, IoError> {
        let page = self.page(self.page_of(key))?;
        let at = page.binary_search_by_key(&key, |record| record.0).ok();
        Ok(at.and_then(|at| page.get(at)).map(|record| record.1))
    }

    /// Finds the records in `(low, high]` and the last at or before `low`.
    pub(super) fn range(&self, low: u128, high: u128, found: &mut Found) -> Result<(), IoError> {
        for page in self.page_of(low)..=self.page_of(high) {
            found.sorted(&self.page(page)?, low, high);
        }
        Ok(())
    }

    pub(super) fn pages(&self) -> impl Iterator<Item = Result<Vec<Record>, IoError>> + '_ {
        (0..self.fences.len()).map(|page| self.page(page))
    }

    /// The page whose first key is the last at or before this key.
    fn page_of(&self, key: u128) -> usize {
        self.fences.partition_point(|fence| fence.0 <= key).saturating_sub(1)
    }

    fn page(&self, number: usize) -> Result<Vec<Record>, IoError> {
        let Some(fence) = self.fences.get(number) else { return Ok(Vec::new()) };
        let records = PAGE.min(self.count - number * PAGE);
        let mut bytes = vec![0; records * RECORD_BYTES];
        self.file.read_exact_at(&mut bytes, u64_of(number * PAGE * RECORD_BYTES)?)?;
        if page_sum(&bytes) != fence.1 {
            return Err(torn());
        }
        Ok(bytes.as_chunks().0.iter().map(read_record).collect())
    }
}

/// Writes a run, record by record in order.
pub(super) struct RunWriter {
    file: BufWriter<File>,
    page: Vec<u8>,
    index: Vec<u8>,
    first: u128,
    count: u64,
}

impl RunWriter {
    pub(super) fn create(path: &Path) -> Result<Self, IoError> {
        let file = BufWriter::with_capacity(1 << 18, File::create(path)?);
        Ok(Self { file, page: Vec::with_capacity(PAGE * RECORD_BYTES), index: Vec::new(), first: 0, count: 0 })
    }

    pub(super) fn push(&mut self, record: Record) -> Result<(), IoError> {
        if self.page.is_empty() {
            self.first = record.0;
        }
        self.page.extend_from_slice(&write_record(record));
        self.count += 1;
        if self.page.len() == PAGE * RECORD_BYTES { self.end_page() } else { Ok(()) }
    }

    /// Ends the file and makes it durable.
    pub(super) fn finish(mut self, bloom: &Bloom) -> Result<(), IoError> {
        if !self.page.is_empty() {
            self.end_page()?;
        }
        self.index.extend_from_slice(&bloom.to_bytes());
        self.file.write_all(&self.index)?;
        self.file.write_all(MAGIC)?;
        self.file.write_all(&self.count.to_le_bytes())?;
        self.file.write_all(&Sha256::digest(&self.index))?;
        self.file.into_inner().map_err(IoError::other)?.sync_data()
    }

    fn end_page(&mut self) -> Result<(), IoError> {
        self.index.extend_from_slice(&write_record((self.first, page_sum(&self.page))));
        self.file.write_all(&self.page)?;
        self.page.clear();
        Ok(())
    }
}

fn page_sum(bytes: &[u8]) -> u64 {
    Sha256::digest(bytes).first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight))
}

fn write_record(record: Record) -> [u8; RECORD_BYTES] {
    let mut bytes = [0; RECORD_BYTES];
    if let Some((key, place)) = bytes.split_first_chunk_mut::<16>() {
        *key = record.0.to_be_bytes();
        place.copy_from_slice(&record.1.to_be_bytes());
    }
    bytes
}

fn read_record(bytes: &[u8; RECORD_BYTES]) -> Record {
    let key = bytes.first_chunk().copied().unwrap_or_default();
    let place = bytes.last_chunk().copied().unwrap_or_default();
    (u128::from_be_bytes(key), u64::from_be_bytes(place))
}

fn u64_of(length: usize) -> Result<u64, IoError> {
    u64::try_from(length).map_err(IoError::other)
}

fn torn() -> IoError {
    IoError::other("a run of the index does not hash to what it should")
}
