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
    pub(super) fn watch(&self, pool: PoolNo) -> Receiver<Seq> {
        let mut watched = self.0.lock();
        // Who went away is forgotten when somebody comes: the map never holds more than have watched at once, twice.
        let len = watched.len();
        if len == watched.capacity() {
            watched.retain(|_, sender| sender.receiver_count() > 0);
        }
        watched.entry(pool).or_insert_with(|| Sender::new(Seq::ZERO)).subscribe()
    }

    pub(super) fn tell(&self, changed: &[Arc<Pool>]) {
        let watched = self.0.lock();
        if watched.is_empty() {
            return;
        }
        for pool in changed {
            if let Some(sender) = watched.get(&pool.no) {
                sender.send_replace(pool.last);
            }
        }
    }
}
