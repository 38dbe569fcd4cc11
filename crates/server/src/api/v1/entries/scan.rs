//! Scans: a pool's entries in order, in chunks, between two instants. Finds where to begin by halving.

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

/// Shows entries from a place on, up to the last and to before an instant, until `see` says false.
pub(crate) fn scan(
    ledger: &Ledger,
    no: PoolNo,
    (from, last): (u64, Seq),
    to: Option<Timestamp>,
    mut see: impl FnMut(Entry) -> bool,
) -> Result<(), StoreError> {
    let mut from = from;
    while from <= last.get() {
        let upto = last.get().min(from.saturating_add(CHUNK - 1));
        let (Some(first), Some(end)) = (Seq::new(from), Seq::new(upto)) else { return Ok(()) };
        for entry in ledger.entries(no, first, end)? {
            if to.is_some_and(|to| entry.at >= to) || !see(entry) {
                return Ok(());
            }
        }
        from = upto + 1;
    }
    Ok(())
}
