//! The stand-in's own clock: seconds since 1970, as this machine tells them or as a test sets them.

use std::time::{SystemTime, UNIX_EPOCH};

/// Runs with the machine's clock until it is set.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Clock {
    set: Option<i64>,
}

impl Clock {
    pub(crate) fn now(self) -> i64 {
        self.set.unwrap_or_else(machine)
    }

    /// Stands at that second from now on; none: runs again.
    pub(crate) fn set(&mut self, now: Option<i64>) {
        self.set = now;
    }
}

#[expect(clippy::disallowed_methods, reason = "a stand-in for another company's machine has a clock of its own")]
fn machine() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
