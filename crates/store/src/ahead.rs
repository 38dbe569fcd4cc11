//! Fetching ahead: has the processor bring into its cache what is about to be read. Changes nothing but how long reading takes.
//!
//! Pools that were not used for a while lie in memory, each in several places. One after the other, each place would be
//! waited for; asked for together they arrive together.

use std::cell::Cell;
use std::mem::{size_of, size_of_val};

use scrip_core::id::PoolNo;

/// Pools that are fetched together: two kilobytes each, they stay in the cache until they are read.
const TOGETHER: usize = 64;
/// Fewer are not worth it.
const TOGETHER_MIN: usize = 8;

/// Bytes that arrive together.
const LINE: usize = 64;
/// Of one value no more is asked for: what lies behind is read seldom, or in order.
const LINES_MAX: usize = 24;

/// How far a batch has come in its pools, and up to where they are fetched.
pub(crate) struct Ahead {
    pools: Vec<PoolNo>,
    reached: Cell<usize>,
    fetched: Cell<usize>,
}

impl Ahead {
    /// Of these pools, in the order in which they will be read; one may stand there more than once.
    pub(crate) fn of(pools: Vec<PoolNo>) -> Self {
        Self { pools, reached: Cell::default(), fetched: Cell::default() }
    }

    /// The pool is about to be read: says which ones are to be fetched now, this one the first of them. None most of the time.
    pub(crate) fn reached(&self, no: PoolNo) -> &[PoolNo] {
        let rest = self.pools.iter().skip(self.reached.get());
        let reached = self.reached.get() + rest.take_while(|other| **other != no).count();
        self.reached.set(reached);
        if reached < self.fetched.get() {
            return &[];
        }
        let next = self.pools.get(reached..).unwrap_or_default();
        let next = next.get(..TOGETHER).unwrap_or(next);
        self.fetched.set(reached + next.len());
        if next.len() < TOGETHER_MIN { &[] } else { next }
    }
}

/// Asks for a value, not for what it points to.
pub(crate) fn fetch<T>(value: &T) {
    fetch_bytes(std::ptr::from_ref(value).cast(), size_of::<T>());
}

/// Asks for values that stand in a row.
pub(crate) fn fetch_all<T>(values: &[T]) {
    fetch_bytes(values.as_ptr().cast(), size_of_val(values));
}

#[cfg(target_arch = "x86_64")]
fn fetch_bytes(from: *const i8, bytes: usize) {
    use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
    let before = from.addr() % LINE;
    for at in (0..before + bytes).step_by(LINE).take(LINES_MAX) {
        #[expect(unsafe_code, reason = "the instruction has no safe form; it reads nothing, and any address will do")]
        // SAFETY: a hint that cannot fail, on an address that is only computed.
        unsafe {
            _mm_prefetch::<_MM_HINT_T0>(from.wrapping_sub(before).wrapping_add(at));
        }
    }
}

/// Elsewhere there is no such hint, and reading takes as long as it takes.
#[cfg(not(target_arch = "x86_64"))]
fn fetch_bytes(_from: *const i8, _bytes: usize) {}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(range: impl IntoIterator<Item = u64>) -> Vec<PoolNo> {
        range.into_iter().filter_map(PoolNo::new).collect()
    }

    /// What is asked for while these pools are read, each when it is read first.
    fn asked(pools: &[PoolNo]) -> Vec<Vec<PoolNo>> {
        let (ahead, mut seen, mut asked) = (Ahead::of(pools.to_vec()), Vec::new(), Vec::new());
        for no in pools {
            if !seen.contains(no) {
                seen.push(*no);
                asked.push(ahead.reached(*no).to_vec());
            }
        }
        asked.retain(|some| !some.is_empty());
        asked
    }

    #[test]
    fn every_pool_of_a_large_batch_is_asked_for_once_before_it_is_read() {
        let first = |count| numbers(1..=count);
        for (pools, wanted) in [
            (first(0), vec![]),
            (first(7), vec![]),
            (first(8), vec![first(8)]),
            (first(64), vec![first(64)]),
            (first(70), vec![first(64)]),
            (first(130), vec![first(64), numbers(65..=128)]),
            // What was read before is not waited for: the next begin with one that is new.
            (numbers((1..=60).chain(1..=20).chain(61..=100)), vec![numbers((1..=60).chain(1..=4)), numbers(61..=100)]),
        ] {
            assert_eq!(asked(&pools), wanted, "{} pools", pools.len());
        }
    }

    #[test]
    fn asking_for_anything_changes_nothing() {
        let values: Vec<u8> = (0..=255).collect();
        for end in [0, 1, 63, 64, 65, 255] {
            fetch_all(&values[..end]);
        }
        fetch(&values);
        fetch(&());
        assert_eq!(values, (0..=255).collect::<Vec<u8>>());
    }
}
