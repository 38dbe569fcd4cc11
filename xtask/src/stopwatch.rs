//! How long a stage took: the one place of xtask that reads a clock.

use std::fmt;
use std::time::{Duration, Instant};

/// Runs from its making.
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    #[expect(
        clippy::disallowed_methods,
        reason = "stages of a build are timed in real time; no rule of the ledger reads this"
    )]
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

/// The wall clock, in microseconds since the epoch: ledgers that `bench` makes begin today.
#[cfg(feature = "bench")]
#[expect(
    clippy::disallowed_methods,
    reason = "an empty ledger is filled as of now; what is measured does not read this"
)]
pub(crate) fn unix_micros() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}

/// `4m 07s`, or `3.2s` below a minute.
pub(crate) struct Pretty(pub(crate) Duration);

impl fmt::Display for Pretty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        if seconds < 60 {
            write!(f, "{seconds}.{}s", self.0.subsec_millis() / 100)
        } else {
            write!(f, "{}m {:02}s", seconds / 60, seconds % 60)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_printed_for_people() {
        for (millis, printed) in
            [(0, "0.0s"), (3_250, "3.2s"), (59_999, "59.9s"), (60_000, "1m 00s"), (247_000, "4m 07s")]
        {
            assert_eq!(Pretty(Duration::from_millis(millis)).to_string(), printed, "{millis} ms");
        }
    }
}
