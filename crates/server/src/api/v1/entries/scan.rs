//! Scans: a range of a pool's entries in chunks, forwards or backwards. Finds where an instant begins by halving.

use std::ops::Range;

use scrip_core::entry::Entry;
use scrip_core::id::{PoolNo, Seq};
use scrip_core::time::Timestamp;
use scrip_store::{Ledger, StoreError};

/// Entries read at once.
const CHUNK: u64 = 1_024;

/// The first entry at or after an instant; past the last when there is none.
pub(crate) fn first_at(ledger: &Ledger, no: PoolNo, last: Seq, from: Timestamp) -> Result<u64, StoreError> {
    let (mut low, mut high) = (1, last.get() + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        let entry = Seq::new(middle).map(|seq| ledger.entry(no, seq)).transpose()?.flatten();
        if entry.is_none_or(|entry| entry.at >= from) { high = middle } else { low = middle + 1 }
    }
    Ok(low)
}

/// Shows the entries of a range, the oldest first or the newest, until `see` says false.
pub(crate) fn scan(
    ledger: &Ledger,
    no: PoolNo,
    range: Range<u64>,
    is_newest_first: bool,
    mut see: impl FnMut(Entry) -> bool,
) -> Result<(), StoreError> {
    let mut left = range;
    while !left.is_empty() {
        let chunk = if is_newest_first {
            left.end.saturating_sub(CHUNK).max(left.start)..left.end
        } else {
            left.start..left.end.min(left.start.saturating_add(CHUNK))
        };
        let (Some(first), Some(last)) = (Seq::new(chunk.start), Seq::new(chunk.end - 1)) else { return Ok(()) };
        let mut entries = ledger.entries(no, first, last)?;
        if is_newest_first {
            entries.reverse();
        }
        if !entries.into_iter().all(&mut see) {
            return Ok(());
        }
        left = if is_newest_first { left.start..chunk.start } else { chunk.end..left.end };
    }
    Ok(())
}
