//! Retries: how often something was in the way of what this process did, counted by its cause.

use std::array;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio_postgres::error::SqlState;

use super::failure::Failure;

/// What may be in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Retry {
    /// A connection that was lost, or did not come about.
    Connection,
    /// Others held what was waited for in a circle.
    Deadlock,
    /// A row was held for too long.
    Lock,
    /// A key that was trusted to be new was used before.
    Key,
    /// Somebody else was quicker, in any other way.
    Conflict,
    /// A commit's answer was lost, and its outcome was looked up.
    UnknownOutcome,
    /// A bucket's turn did not come in time: it was committed without.
    Turn,
}

const ALL: [(&str, Retry); 7] = [
    ("connection", Retry::Connection),
    ("deadlock", Retry::Deadlock),
    ("lock", Retry::Lock),
    ("key", Retry::Key),
    ("conflict", Retry::Conflict),
    ("unknown_outcome", Retry::UnknownOutcome),
    ("turn", Retry::Turn),
];

/// Counts since the store was opened.
#[derive(Debug, Default)]
pub(super) struct Retries([AtomicU64; ALL.len()]);

impl Retries {
    pub(super) fn add(&self, retry: Retry) {
        let place = ALL.iter().position(|(_, one)| *one == retry);
        if let Some(count) = place.and_then(|place| self.0.get(place)) {
            count.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// A failure that is worth another try.
    pub(super) fn add_failure(&self, failure: &Failure) {
        let cause = match failure {
            Failure::Final(_) => return,
            Failure::Lost(_) => Retry::Connection,
            Failure::Again(_) => match failure.state() {
                Some(state) if *state == SqlState::T_R_DEADLOCK_DETECTED => Retry::Deadlock,
                Some(state) if *state == SqlState::LOCK_NOT_AVAILABLE => Retry::Lock,
                _ if failure.is_taken() => Retry::Key,
                _ => Retry::Conflict,
            },
        };
        self.add(cause);
    }

    pub(super) fn told(&self) -> Vec<(&'static str, u64)> {
        let counts: [u64; ALL.len()] = array::from_fn(|at| self.0.get(at).map_or(0, |it| it.load(Ordering::Relaxed)));
        ALL.iter().zip(counts).map(|((cause, _), count)| (*cause, count)).collect()
    }
}
