//! Waits: how long each of many things took, and what that says: how many a second, which part was no slower.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Durations of single steps.
#[derive(Clone, Debug, Default)]
pub(crate) struct Waits(Vec<u64>);

impl Waits {
    pub(crate) fn push(&mut self, wait: Duration) {
        self.0.push(u64::try_from(wait.as_nanos()).unwrap_or(u64::MAX));
    }

    pub(crate) fn len(&self) -> u64 {
        u64::try_from(self.0.len()).unwrap_or(u64::MAX)
    }

    /// All of them one after the other.
    pub(crate) fn sum(&self) -> Duration {
        Duration::from_nanos(self.0.iter().sum())
    }

    /// What `each` things a step come to, when the steps follow each other.
    pub(crate) fn pace(self, each: u64) -> Pace {
        let all = self.sum();
        self.pace_within(each, all)
    }

    /// The same, when steps overlap and all took so long.
    pub(crate) fn pace_within(mut self, each: u64, all: Duration) -> Pace {
        self.0.sort_unstable();
        let done = u128::from(self.len()) * u128::from(each);
        let per_second = done * 1_000_000_000 / all.as_nanos().max(1);
        let last = self.0.len().saturating_sub(1);
        let at = |permille: usize| self.0.get((self.0.len() * permille / 1_000).min(last)).map_or(0, |ns| ns / 1_000);
        Pace {
            per_second: u64::try_from(per_second).unwrap_or(u64::MAX),
            p50_us: at(500),
            p99_us: at(990),
            max_us: at(1_000),
        }
    }
}

/// What many steps come to.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, PartialEq, Eq)]
pub(crate) struct Pace {
    pub(crate) per_second: u64,
    pub(crate) p50_us: u64,
    pub(crate) p99_us: u64,
    pub(crate) max_us: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_waits() {
        let mut waits = Waits::default();
        for ms in (1..=100).rev() {
            waits.push(Duration::from_millis(ms));
        }
        let pace = waits.pace(10);
        assert_eq!(pace, Pace { per_second: 198, p50_us: 51_000, p99_us: 100_000, max_us: 100_000 });
        assert_eq!(Waits::default().pace(1), Pace::default());
    }
}
