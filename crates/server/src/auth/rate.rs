//! Rate limits: so many requests a second for each key and each session, with a burst of one second. In memory.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};

use parking_lot::Mutex;
use scrip_core::id::{AccountId, MemberId};
use scrip_core::time::Timestamp;

use super::{Caller, Session};
use crate::problem::{Code, Problem};

/// The second that is counted and the requests in it, in one word.
#[derive(Debug, Default)]
pub(crate) struct Bucket(AtomicU64);

/// Requests of one second fit into so many bits.
const COUNT_BITS: u32 = 24;

impl Bucket {
    /// Counts one request of `second`; false when there were `max` before it.
    fn take(&self, second: u64, max: u64) -> bool {
        let count = |word: u64| word & ((1 << COUNT_BITS) - 1);
        let taken = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |word| {
            if word >> COUNT_BITS != second {
                return Some(second << COUNT_BITS | 1);
            }
            (count(word) < max).then_some(word + 1)
        });
        taken.is_ok()
    }
}

/// Requests a second of one console: a page that loads everything at once, in several tabs.
const PER_OPERATOR: u64 = 100;

/// More sessions than send requests in one second; when they are more, the oldest counts are dropped.
const SESSIONS_MAX: usize = 100_000;

/// What keys and sessions may send.
#[derive(Debug)]
pub(crate) struct Rates {
    per_key: u64,
    per_session: u64,
    sessions: Mutex<HashMap<(AccountId, MemberId), Bucket>>,
}

impl Rates {
    /// So many requests a second.
    pub(crate) fn new(per_key: u64, per_session: u64) -> Self {
        let most = (1 << COUNT_BITS) - 1;
        Self { per_key: per_key.min(most), per_session: per_session.min(most), sessions: Mutex::default() }
    }

    /// Counts a request, or says when to come again.
    pub(crate) fn take(&self, caller: &Caller, now: Timestamp) -> Result<(), Problem> {
        let second = u64::try_from(now.micros() / 1_000_000).unwrap_or(0);
        let (is_free, max) = match caller {
            Caller::Server(key) => (key.bucket.take(second, self.per_key), self.per_key),
            Caller::Operator(acting) => (acting.session.bucket.take(second, PER_OPERATOR), PER_OPERATOR),
            Caller::Member(session) => (self.take_session(session, second), self.per_session),
        };
        if is_free {
            return Ok(());
        }
        Err(Problem::retry(Code::RateLimited, format!("At most {max} requests a second. Try again in a second."), 1))
    }

    fn take_session(&self, session: &Session, second: u64) -> bool {
        let mut sessions = self.sessions.lock();
        if sessions.len() >= SESSIONS_MAX {
            sessions.retain(|_, bucket| bucket.0.load(Ordering::Relaxed) >> COUNT_BITS == second);
        }
        let whose = (session.account.clone(), session.member.clone());
        sessions.entry(whose).or_default().take(second, self.per_session)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_has_so_many_requests() {
        let bucket = Bucket::default();
        let taken = |second| (0..5).filter(|_| bucket.take(second, 3)).count();
        assert_eq!((taken(100), taken(100), taken(101)), (3, 0, 3));
    }
}
