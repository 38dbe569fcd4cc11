//! Random: numbers from a seed (splitmix64), and choices by them. Knows no system randomness.

use crate::command::{Micros, Milli};

/// A stream of numbers that only its seed decides.
#[derive(Clone, Debug)]
pub(super) struct Random {
    state: u64,
}

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// 0 to `bound - 1`; `bound` is more than 0.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).expect("a usize has at most 64 bits");
        usize::try_from(self.next() % bound).expect("less than a usize")
    }

    /// 0 to `bound`, as credits.
    pub(super) fn credits(&mut self, bound: Milli) -> Milli {
        i128::from(self.next()) % (bound.max(0) + 1)
    }

    /// 0 to `bound - 1`, as microseconds.
    pub(super) fn micros(&mut self, bound: Micros) -> Micros {
        i64::try_from(i128::from(self.next()) % i128::from(bound.max(1))).expect("less than an i64")
    }

    /// True in so many of a hundred.
    pub(super) fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of them, if there is one.
    pub(super) fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        if items.is_empty() { None } else { items.get(self.below(items.len())) }
    }

    /// One of a list that is not empty.
    pub(super) fn one<T: Clone>(&mut self, items: &[T]) -> T {
        self.pick(items).expect("the list is not empty").clone()
    }
}
