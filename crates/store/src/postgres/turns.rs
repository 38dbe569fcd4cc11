//! Turns: several processes whose callers want the same pools commit to a bucket one after the other, with larger batches.
//!
//! A hint and no more. The pools' rows are the locks, and who has no turn commits as well: two would only wait for each other
//! at a row, each with half a batch in hand. Who waits for a turn has not yet taken what waits in its queue. A turn is held by
//! the connection that commits, and given up in the same breath as the commit, or with the connection.

use std::time::Duration;

use scrip_core::id::PoolNo;
use tokio_postgres::error::SqlState;

use super::failure::{Deadline, Failure};
use super::link::{Ask, Link, Live};
use super::retries::Retry;
use super::shared::Shared;
use super::wire::int;
use super::{load, schema};

/// How long a turn is waited for: many commits of others.
const WAIT_MAX: &str = "50ms";
/// Who waited in vain does without for so long: somebody keeps it who does not commit.
const WITHOUT: Duration = Duration::from_secs(1);
/// How long the callers of the last commit are waited for where others commit to the same pools: they ask again at once, and a
/// commit with half of them costs nearly as much. A fifth of a commit, so that whoever waits in vain hardly notices.
const GATHER_MAX: Duration = Duration::from_micros(300);
/// Pools whose changes come with a turn: where more are shared, few of them are hot.
const HOT_MAX: usize = 8;
/// How long the question may take.
const ASK_MAX: Duration = Duration::from_secs(1);

/// What a connection has to do with its bucket's turn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Turn {
    /// The pools of its last commit were wanted once each: others will hardly want the same ones.
    #[default]
    Unwanted,
    /// Some pool was wanted more than once: it is a hot one, for others too.
    Wanted,
    Held,
    /// Nobody asks until then.
    Without(Deadline),
}

impl Turn {
    /// After a commit of so many requests to so many pools.
    pub(super) fn after(self, requests: usize, pools: usize) -> Self {
        match self {
            Self::Without(until) if !until.is_over() => self,
            _ if requests > pools => Self::Wanted,
            _ => Self::Unwanted,
        }
    }
}

/// The pools of which the next turn is to bring what others did: those of a commit that found that others had.
pub(super) fn hot(is_behind: bool, pools: impl ExactSizeIterator<Item = PoolNo>) -> Vec<PoolNo> {
    if is_behind && pools.len() <= HOT_MAX { pools.collect() } else { Vec::new() }
}

/// Waits for the bucket's turn where it is wanted. That it is not had is no failure. Says how long callers are waited for.
pub(super) fn take(shared: &Shared, link: &mut Link, bucket: i16) -> Duration {
    if link.turn() == Some(Turn::Wanted) {
        ask(shared, link, bucket);
    }
    if link.is_behind() { GATHER_MAX } else { Duration::ZERO }
}

/// With the turn comes what those who had it before did to the pools of the last commit: read here, it need not be read
/// in a round trip of its own while the pools are locked.
fn ask(shared: &Shared, link: &mut Link, bucket: i16) {
    let asked = link.run(ASK_MAX, async |live: &Live| {
        let hot = live.hot.take();
        let known: Vec<_> = hot.into_iter().filter_map(|no| shared.memory.pools.get(no).ok()).collect();
        let numbers: Vec<_> = known.iter().map(|held| int(held.pool.no.get())).collect();
        let places: Vec<_> = known.iter().map(|held| int(held.pool.last.get())).collect();
        let place = i32::from(bucket);
        let mut asks: Vec<Ask<'_>> = vec![(schema::TAKE_TURN, vec![&place, &WAIT_MAX])];
        if !known.is_empty() {
            asks.push((schema::SINCE, vec![&bucket, &numbers, &places, &load::PAGE]));
        }
        let had = live.send(&asks).await;
        live.turn.set(match had {
            Ok(answers) => {
                // What cannot be folded is read again where it is needed, and told there.
                let ahead = load::go_on(known, answers.get(1).map_or(&[], Vec::as_slice));
                live.ahead.replace(ahead.unwrap_or_default());
                Turn::Held
            }
            Err(failure @ (Failure::Again(_) | Failure::Final(_))) => {
                // Something else than its time was in the way, perhaps of what was read with it: then it may be had, and is none.
                if failure.state() != Some(&SqlState::LOCK_NOT_AVAILABLE) {
                    live.query(schema::END_TURN, &[&place]).await?;
                }
                Turn::Without(Deadline::after(WITHOUT))
            }
            Err(failure) => return Err(failure),
        });
        Ok(live.turn.get() == Turn::Held)
    });
    if matches!(asked, Ok(false)) {
        link.note(Retry::Turn);
    }
}

/// Gives up a turn in which nothing was committed.
pub(super) fn give_up(link: &mut Link, bucket: i16) {
    if link.turn() == Some(Turn::Held) {
        // Where that fails the connection ends, and the turn with it.
        _ = link.run(ASK_MAX, async |live: &Live| {
            live.turn.set(Turn::Unwanted);
            live.query(schema::END_TURN, &[&i32::from(bucket)]).await.map(drop)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::Deadline;
    use super::Turn::{self, Held, Unwanted, Wanted, Without};
    use std::time::Duration;

    #[track_caller]
    fn check(before: Turn, (requests, pools): (usize, usize), wanted: Turn) {
        assert_eq!(before.after(requests, pools), wanted, "{before:?}, {requests} requests to {pools} pools");
    }

    #[test]
    fn a_turn_is_wanted_where_a_pool_was_wanted_twice() {
        let (now, later) = (Deadline::after(Duration::ZERO), Deadline::after(Duration::from_hours(1)));
        for before in [Unwanted, Wanted, Held, Without(now)] {
            check(before, (1, 1), Unwanted);
            check(before, (64, 64), Unwanted);
            check(before, (2, 1), Wanted);
            check(before, (64, 63), Wanted);
        }
        check(Without(later), (64, 1), Without(later));
    }
}
