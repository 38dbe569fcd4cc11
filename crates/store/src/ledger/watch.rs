//! Watchers: who wants to know when a pool changes. Told after the commit; only the newest seq matters.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;
use scrip_core::id::{PoolNo, Seq};
use scrip_core::pool::Pool;
use tokio::sync::watch::{Receiver, Sender};

/// One channel for each pool that is watched.
#[derive(Default)]
pub(super) struct Watchers(Mutex<HashMap<PoolNo, Sender<Seq>>>);

impl Watchers {
    /// Watches from this entry on.
    pub(super) fn watch(&self, pool: PoolNo, last: Seq) -> Receiver<Seq> {
        let mut watched = self.0.lock();
        // Who went away is forgotten when somebody comes: the map never holds more than have watched at once, twice.
        let len = watched.len();
        if len == watched.capacity() {
            watched.retain(|_, sender| sender.receiver_count() > 0);
        }
        watched.entry(pool).or_insert_with(|| Sender::new(last)).subscribe()
    }

    pub(super) fn tell(&self, changed: &[Arc<Pool>]) {
        let watched = self.0.lock();
        if watched.is_empty() {
            return;
        }
        for pool in changed {
            if let Some(sender) = watched.get(&pool.no) {
                // The same news may come twice, by another way.
                sender.send_if_modified(|last| {
                    let is_news = pool.last > *last;
                    *last = pool.last.max(*last);
                    is_news
                });
            }
        }
    }

    /// True when somebody watches the pool and was not told of this entry.
    pub(super) fn wants(&self, pool: PoolNo, last: Seq) -> bool {
        self.0.lock().get(&pool).is_some_and(|sender| sender.receiver_count() > 0 && *sender.borrow() < last)
    }

    /// The pools that are watched.
    pub(super) fn watched(&self) -> Vec<PoolNo> {
        let watched = self.0.lock();
        watched.iter().filter(|(_, sender)| sender.receiver_count() > 0).map(|(no, _)| *no).collect()
    }
}
