//! The tail: the newest records of an index, in memory, until they become a run. Appended in constant time; sorted in
//! chunks, so that a look-up searches a few sorted chunks and one short unsorted end.

use super::bloom::Bloom;
use super::{Found, Place, Record};

/// Records of a chunk: sorting one takes a tenth of a millisecond, scanning an unsorted one a few microseconds.
const CHUNK: usize = 2_048;

/// Records that have no run yet.
pub(super) struct Tail {
    records: Vec<Record>,
    sorted: usize,
    bloom: Bloom,
}

impl Tail {
    pub(super) fn sized(records: usize) -> Self {
        Self { records: Vec::new(), sorted: 0, bloom: Bloom::sized(records) }
    }

    /// Has room for so many more from the start: growing step by step costs a writer that is busy more than the room.
    pub(super) fn with_room(mut self, records: usize) -> Self {
        self.records.reserve_exact(records);
        self
    }

    pub(super) fn len(&self) -> usize {
        self.records.len()
    }

    pub(super) fn push(&mut self, record: Record) {
        self.bloom.insert(record.0);
        self.records.push(record);
        if self.records.len() - self.sorted == CHUNK {
            if let Some(chunk) = self.records.get_mut(self.sorted..) {
                chunk.sort_unstable();
            }
            self.sorted = self.records.len();
        }
    }

    pub(super) fn get(&self, key: u128) -> Option<Place> {
        if !self.bloom.may_have(key) {
            return None;
        }
        let (sorted, rest) = self.records.split_at_checked(self.sorted)?;
        if let Some(record) = rest.iter().rev().find(|record| record.0 == key) {
            return Some(record.1);
        }
        sorted.chunks(CHUNK).rev().find_map(|chunk| {
            let at = chunk.binary_search_by_key(&key, |record| record.0).ok()?;
            chunk.get(at).map(|record| record.1)
        })
    }

    pub(super) fn range(&self, low: u128, high: u128, found: &mut Found) {
        let Some((sorted, rest)) = self.records.split_at_checked(self.sorted) else { return };
        for record in rest {
            if record.0 <= low {
                found.floor(*record);
            } else if record.0 <= high {
                found.within(*record);
            }
        }
        for chunk in sorted.chunks(CHUNK) {
            found.sorted(chunk, low, high);
        }
    }

    /// All records in order, and the filter over them.
    pub(super) fn sorted(&self) -> (Vec<Record>, Bloom) {
        let mut records = self.records.clone();
        records.sort_unstable();
        (records, self.bloom.clone())
    }
}
