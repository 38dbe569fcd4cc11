//! The clock of the sample host, in one place: seconds for sign-ins, and the hour of the day that people read.

use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds since 1970; 0 on a machine whose clock stands before that.
#[expect(clippy::disallowed_methods, reason = "the one clock of this program; no credit depends on it")]
pub(crate) fn seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// `14:05:09` in UTC.
pub(crate) fn time_of_day(seconds: u64) -> String {
    let (minutes, second) = (seconds / 60, seconds % 60);
    format!("{:02}:{:02}:{second:02}", minutes / 60 % 24, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_the_day() {
        for (seconds, expected) in [(0, "00:00:00"), (86_399, "23:59:59"), (86_400 + 3_661, "01:01:01")] {
            assert_eq!(time_of_day(seconds), expected);
        }
    }
}
