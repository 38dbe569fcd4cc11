//! News: what this process changed, told to the others by NOTIFY, merged and off the way of any commit; and a keeper
//! that writes snapshots when it has told.
//!
//! A hint makes somebody look sooner. One that is late or lost costs a moment: whoever reads refreshes first.

use std::collections::HashMap;
use std::fmt::Write;
use std::mem::replace;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use parking_lot::{Condvar, Mutex};
use scrip_core::id::{PoolNo, Seq};

use super::failure::Failure;
use super::link::{Home, Link, Live};
use super::schema;
use super::shared::Shared;
use super::snapshots;
use crate::error::StoreError;
use crate::store::Changed;

/// Between two tellings: what changes meanwhile is told once.
const MERGE: Duration = Duration::from_millis(20);
/// Pools that may wait to be told of; when there are more, everything may have changed.
const WAITING_MAX: usize = 10_000;
/// Bytes of one telling: PostgreSQL takes 8,000.
const PAYLOAD_MAX: usize = 7_900;
/// How long one telling may take.
const TELL_MAX: Duration = Duration::from_secs(5);
/// Stands for anything.
const ANYTHING: &str = "*";

#[derive(Default)]
struct Waiting {
    pools: HashMap<PoolNo, Seq>,
    is_anything: bool,
    has_snapshots: bool,
    is_closed: bool,
}

impl Waiting {
    fn is_idle(&self) -> bool {
        self.pools.is_empty() && !self.is_anything && !self.has_snapshots
    }
}

/// What is to be told.
#[derive(Default)]
pub(super) struct Hints {
    waiting: Mutex<Waiting>,
    changed: Condvar,
}

impl Hints {
    pub(super) fn add(&self, changed: impl Iterator<Item = (PoolNo, Seq)>, has_snapshots: bool) {
        let mut waiting = self.waiting.lock();
        let was_idle = waiting.is_idle();
        waiting.pools.extend(changed);
        waiting.has_snapshots |= has_snapshots;
        if waiting.pools.len() > WAITING_MAX {
            waiting.pools.clear();
            waiting.is_anything = true;
        }
        drop(waiting);
        if was_idle {
            self.changed.notify_one();
        }
    }

    fn add_anything(&self) {
        let mut waiting = self.waiting.lock();
        // At the end it is tried once.
        if !waiting.is_closed {
            waiting.is_anything = true;
        }
    }

    fn close(&self) {
        self.waiting.lock().is_closed = true;
        self.changed.notify_all();
    }

    /// Waits for something to tell; none when closed and all is told.
    fn take(&self) -> Option<Waiting> {
        let mut waiting = self.waiting.lock();
        while waiting.is_idle() {
            if waiting.is_closed {
                return None;
            }
            self.changed.wait(&mut waiting);
        }
        let is_closed = waiting.is_closed;
        Some(replace(&mut *waiting, Waiting { is_closed, ..Waiting::default() }))
    }
}

/// The thread that tells, until it is dropped.
pub(super) struct Keeper {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    pub(super) fn start(shared: &Arc<Shared>, home: Arc<Home>) -> Result<Self, StoreError> {
        let mut link = Link::new(home)?;
        let thread = thread::Builder::new().name("scrip-news".to_owned()).spawn({
            let shared = Arc::clone(shared);
            move || {
                while let Some(waiting) = shared.hints.take() {
                    if link.run_again(TELL_MAX, async |live| tell(live, &shared, &waiting).await).is_err() {
                        // What could not be told in time is told in a word when it can be.
                        shared.hints.add_anything();
                    }
                    thread::sleep(MERGE);
                }
            }
        });
        let thread = thread.map_err(StoreError::unavailable("start its news thread"))?;
        Ok(Self { shared: Arc::clone(shared), thread: Some(thread) })
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.shared.hints.close();
        if let Some(thread) = self.thread.take() {
            _ = thread.join();
        }
    }
}

async fn tell(live: &Live, shared: &Shared, waiting: &Waiting) -> Result<(), Failure> {
    // Nothing here is worth a flush.
    live.query(schema::NEED_NO_FLUSH, &[]).await?;
    for payload in payloads(&shared.tag, waiting) {
        live.query(schema::NOTIFY, &[&payload]).await?;
    }
    snapshots::write(live, shared.buckets, shared.due.take()).await
}

/// The tellings: who tells, and each pool with its last entry.
fn payloads(tag: &str, waiting: &Waiting) -> Vec<String> {
    if waiting.is_anything {
        return vec![format!("{tag} {ANYTHING}")];
    }
    let mut payloads: Vec<String> = Vec::new();
    for (no, seq) in &waiting.pools {
        let has_room = |payload: &&mut String| payload.len() + 32 < PAYLOAD_MAX;
        let payload = match payloads.last_mut().filter(has_room) {
            Some(payload) => payload,
            None => payloads.push_mut(tag.to_owned()),
        };
        // A text takes every write.
        _ = write!(payload, " {}:{}", no.get(), seq.get());
    }
    payloads
}

/// Reads what another process told; nothing where it was this one.
pub(super) fn heard(tag: &str, payload: &str) -> Vec<Changed> {
    let mut words = payload.split(' ');
    if words.next() == Some(tag) {
        return Vec::new();
    }
    let read = |word: &str| {
        let (no, seq) = word.split_once(':')?;
        Some(Changed::Pool(PoolNo::new(no.parse().ok()?)?, Seq::new(seq.parse().ok()?)?))
    };
    // What a newer program tells in words of its own may be anything.
    words.map(|word| read(word).unwrap_or(Changed::Anything)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Waiting, heard, payloads};
    use crate::store::Changed;
    use scrip_core::id::{PoolNo, Seq};

    fn waiting(pools: u64) -> Waiting {
        let pool = |no| (PoolNo::new(no).unwrap(), Seq::new(no + 7).unwrap());
        Waiting { pools: (1..=pools).map(pool).collect(), ..Waiting::default() }
    }

    #[test]
    fn what_is_told_is_heard_by_others_alone() {
        for pools in [1, 2, 5_000] {
            let told = payloads("me", &waiting(pools));
            assert!(told.iter().all(|payload| payload.len() < 8_000));
            let mut all: Vec<_> = told.iter().flat_map(|payload| heard("you", payload)).collect();
            all.sort_by_key(|changed| if let Changed::Pool(no, _) = changed { no.get() } else { 0 });
            let wanted = (1..=pools).map(|no| Changed::Pool(PoolNo::new(no).unwrap(), Seq::new(no + 7).unwrap()));
            assert!(all.into_iter().eq(wanted));
            assert!(told.iter().all(|payload| heard("me", payload).is_empty()));
        }
    }

    #[test]
    fn what_is_not_understood_may_be_anything() {
        let many = Waiting { is_anything: true, ..Waiting::default() };
        assert_eq!(payloads("me", &many), ["me *"]);
        for payload in ["me *", "me nonsense", "me 1:x"] {
            assert_eq!(heard("you", payload), [Changed::Anything], "{payload}");
        }
    }
}
