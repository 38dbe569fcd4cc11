//! Usage of a pool over many entries: sums of whole pages are kept, so that ten million entries are read as a few
//! thousand sums. Derived: without them every entry is read.

use std::collections::BTreeMap;

use scrip_core::entry::Entry;
use scrip_core::id::{PoolNo, Seq};
use scrip_core::time::Timestamp;
use scrip_core::usage::{Group, Sum, Sums};

use crate::error::StoreError;
use crate::store::Store;

/// Entries of a page: page 0 is 1 to 4,096. Reading that many takes milliseconds, as does adding a thousand sums.
pub const PAGE: u64 = 4_096;

/// Pages whose sums are read at once.
const TOGETHER: u64 = 256;

/// What is asked: entries from one to another, both included.
pub struct Span<'s> {
    /// The pool.
    pub pool: PoolNo,
    /// The first entry.
    pub first: u64,
    /// The last.
    pub last: u64,
    /// True when what happened in the quarter of an hour that begins then may be told as one. Where it may not, lines are
    /// told one by one, at their own instants.
    pub is_whole: &'s dyn Fn(Timestamp) -> bool,
}

/// Tells what the entries add up to, group by group; a group may come more than once. Ends early when `see` says false.
pub fn usage(
    store: &dyn Store,
    span: &Span<'_>,
    see: &mut dyn FnMut(Timestamp, &Group, Sum) -> bool,
) -> Result<(), StoreError> {
    let mut kept = BTreeMap::new();
    let (first_page, last_page) = (page_of(span.first), page_of(span.last));
    let mut known_to = first_page;
    for page in first_page..=last_page {
        let (first, last) = (page * PAGE + 1, (page + 1) * PAGE);
        if span.first > first || last > span.last {
            if !lines(store, span, (span.first.max(first), span.last.min(last)), see)? {
                return Ok(());
            }
            continue;
        }
        if page >= known_to {
            known_to = last_page.min(page + TOGETHER - 1) + 1;
            kept = store.sums(span.pool, page..known_to)?.into_iter().collect();
        }
        let sums = match kept.remove(&page) {
            Some(sums) => sums,
            None => sum_up(store, span.pool, page)?,
        };
        let is_whole = sums.iter().all(|(group, _)| (span.is_whole)(group.quarter));
        let goes_on = if is_whole {
            sums.iter().all(|(group, sum)| see(group.quarter, group, *sum))
        } else {
            lines(store, span, (first, last), see)?
        };
        if !goes_on {
            return Ok(());
        }
    }
    Ok(())
}

/// Adds up a page and keeps what it comes to.
pub(crate) fn sum_up(store: &dyn Store, pool: PoolNo, page: u64) -> Result<Sums, StoreError> {
    let sums = Sums::of(&entries(store, pool, page * PAGE + 1, (page + 1) * PAGE)?);
    store.keep_sums(pool, page, &sums)?;
    Ok(sums)
}

/// The page of an entry.
pub(crate) fn page_of(seq: u64) -> u64 {
    seq.saturating_sub(1) / PAGE
}

fn lines(
    store: &dyn Store,
    span: &Span<'_>,
    (first, last): (u64, u64),
    see: &mut dyn FnMut(Timestamp, &Group, Sum) -> bool,
) -> Result<bool, StoreError> {
    for entry in entries(store, span.pool, first, last)? {
        let sums = Sums::of([&entry]);
        if !sums.iter().all(|(group, sum)| see(entry.at, group, *sum)) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn entries(store: &dyn Store, pool: PoolNo, first: u64, last: u64) -> Result<Vec<Entry>, StoreError> {
    match (Seq::new(first), Seq::new(last)) {
        (Some(first), Some(last)) => store.entries(pool, first, last),
        _ => Ok(Vec::new()),
    }
}
