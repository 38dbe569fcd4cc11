//! The reader: brings memory up to date for whoever begins to read or act, where other processes write too. Nothing of it
//! runs where none does.
//!
//! No timer: while one round asks the store, the next one's callers gather, so that many share a round trip or two.

use std::collections::HashSet;
use std::mem::take;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use parking_lot::{Condvar, Mutex};
use scrip_core::id::PoolNo;
use tokio::sync::oneshot;

use super::Shared;
use crate::error::StoreError;
use crate::store::{Ask, Changed, Fresh, Tell};

/// Asks that may wait: two rounds or three of a busy server, each of a few milliseconds.
const ASKS_MAX: usize = 16_384;

/// Asks of one round: more make the round slow for all.
const ROUND_MAX: usize = 2_048;

/// Watched pools that go along in one round, so that callers do not wait for watchers.
const NEWS_MAX: usize = 256;

/// Asks on their way to the store.
#[derive(Default)]
pub(super) struct Reader {
    waiting: Mutex<Waiting>,
    changed: Condvar,
    rounds: AtomicU64,
}

#[derive(Default)]
struct Waiting {
    calls: Vec<Call>,
    asks: usize,
    /// Pools that changed, or may have, and are watched.
    news: HashSet<PoolNo>,
    is_closed: bool,
}

struct Call {
    asks: Vec<Ask>,
    reply: oneshot::Sender<Result<Fresh, StoreError>>,
}

impl Call {
    /// What it counts for against the bounds: one that names nothing counts too.
    fn size(&self) -> usize {
        self.asks.len().max(1)
    }
}

/// What goes to the store together.
struct Round {
    calls: Vec<Call>,
    news: Vec<PoolNo>,
}

impl Reader {
    /// Puts asks into the next round.
    pub(super) fn ask(&self, asks: Vec<Ask>) -> Result<oneshot::Receiver<Result<Fresh, StoreError>>, StoreError> {
        let (reply, answer) = oneshot::channel();
        let mut waiting = self.waiting.lock();
        if waiting.is_closed {
            return Err(StoreError::Stopped);
        }
        let call = Call { asks, reply };
        // A call that is larger than the bound is taken when nothing else waits.
        if waiting.asks > 0 && waiting.asks + call.size() > ASKS_MAX {
            return Err(StoreError::Busy);
        }
        waiting.asks += call.size();
        waiting.calls.push(call);
        drop(waiting);
        self.changed.notify_one();
        Ok(answer)
    }

    /// Has watched pools looked at in the next rounds.
    pub(super) fn look_at(&self, pools: impl IntoIterator<Item = PoolNo>) {
        let mut waiting = self.waiting.lock();
        waiting.news.extend(pools);
        if !waiting.news.is_empty() {
            self.changed.notify_one();
        }
    }

    /// How often the store was asked.
    pub(super) fn rounds(&self) -> u64 {
        self.rounds.load(Ordering::Relaxed)
    }

    pub(super) fn close(&self) {
        self.waiting.lock().is_closed = true;
        self.changed.notify_all();
    }

    /// Waits for asks or news; none when closed and nobody waits.
    fn take(&self) -> Option<Round> {
        let mut waiting = self.waiting.lock();
        while waiting.calls.is_empty() && waiting.news.is_empty() {
            if waiting.is_closed {
                return None;
            }
            self.changed.wait(&mut waiting);
        }
        let mut size = 0;
        let fits = waiting.calls.iter().take_while(|call| {
            size += call.size();
            size <= ROUND_MAX
        });
        // A call that is larger than a round is one.
        let count = fits.count().max(1).min(waiting.calls.len());
        let calls: Vec<_> = waiting.calls.drain(..count).collect();
        waiting.asks -= calls.iter().map(Call::size).sum::<usize>();
        let news: Vec<_> = waiting.news.iter().copied().take(NEWS_MAX).collect();
        for no in &news {
            waiting.news.remove(no);
        }
        Some(Round { calls, news })
    }
}

/// Asks the store, round after round.
pub(super) fn run(shared: &Shared, reader: &Reader) {
    while let Some(Round { mut calls, news }) = reader.take() {
        // Who no longer waits has gone away.
        calls.retain(|call| !call.reply.is_closed());
        let mut asks: HashSet<Ask> = calls.iter_mut().flat_map(|call| take(&mut call.asks)).collect();
        asks.extend(news.iter().map(|no| Ask::Pool(*no)));
        let asks: Vec<_> = asks.into_iter().collect();
        reader.rounds.fetch_add(1, Ordering::Relaxed);
        let fresh = shared.store.refresh(&asks);
        for call in calls {
            _ = call.reply.send(fresh.clone());
        }
        // News that could not be read are looked for again before long.
        for no in news.into_iter().filter(|_| fresh.is_ok()) {
            if let Ok(Some(pool)) = shared.store.pool(no) {
                shared.watchers.tell(&[pool]);
            }
        }
    }
}

/// What the store tells of other processes' changes: those that are watched are looked at.
pub(super) fn hears(shared: &Arc<Shared>) -> Tell {
    let shared = Arc::downgrade(shared);
    Arc::new(move |changed| {
        let Some(shared) = shared.upgrade() else { return };
        let Some(reader) = &shared.reader else { return };
        match changed {
            Changed::Pool(no, last) if shared.watchers.wants(no, last) => reader.look_at([no]),
            Changed::Pool(..) => {}
            Changed::Anything => reader.look_at(shared.watchers.watched()),
        }
    })
}
