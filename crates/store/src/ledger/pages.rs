//! Pages to be summed up: of pools with many entries, behind the writers' backs, so that a report finds its sums ready.

use std::collections::BTreeMap;
use std::sync::Arc;

use parking_lot::Mutex;
use scrip_core::id::PoolNo;
use scrip_core::pool::Pool;

use crate::error::StoreError;
use crate::store::Store;
use crate::usage::{PAGE, sum_up};

/// Pools that are remembered: beyond that, a report sums up what it needs.
const POOLS_MAX: usize = 10_000;

/// How far a pool is.
struct Progress {
    /// Its whole pages.
    pages: u64,
    /// The next one to look at.
    next: u64,
}

/// Pools with a page or more.
#[derive(Default)]
pub(super) struct Pages(Mutex<BTreeMap<PoolNo, Progress>>);

impl Pages {
    /// Told of every commit. Most pools never fill a page.
    pub(super) fn tell(&self, changed: &[Arc<Pool>]) {
        for pool in changed {
            let pages = pool.last.get() / PAGE;
            if pages == 0 {
                continue;
            }
            let mut long = self.0.lock();
            if long.len() < POOLS_MAX || long.contains_key(&pool.no) {
                long.entry(pool.no).or_insert(Progress { pages, next: 0 }).pages = pages;
            }
        }
    }

    /// Sums up so many pages at the most; how many it was.
    pub(super) fn sum_up(&self, store: &dyn Store, most: u64) -> Result<u64, StoreError> {
        let mut done = 0;
        while done < most {
            let behind = |(no, far): (&PoolNo, &Progress)| (far.next < far.pages).then_some((*no, far.next, far.pages));
            let Some((no, next, pages)) = self.0.lock().iter().find_map(behind) else { break };
            let to = pages.min(next + (most - done));
            let kept = store.sums(no, next..to)?;
            for page in (next..to).filter(|page| kept.iter().all(|(other, _)| other != page)) {
                sum_up(store, no, page)?;
            }
            done += to - next;
            self.0.lock().entry(no).and_modify(|far| far.next = to);
        }
        Ok(done)
    }
}
