//! The one lock: whoever changes something wakes the deliveries, the requests that wait, and the tests that watch.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use crate::state::State;

/// State and who waits for it.
#[derive(Debug)]
pub(crate) struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    wake: Notify,
    released: Notify,
}

impl Shared {
    pub(crate) fn new(state: State) -> Self {
        Self { state: Mutex::new(state), changed: Condvar::new(), wake: Notify::new(), released: Notify::new() }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads, or does what nobody waits for.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&mut State) -> T) -> T {
        look(&mut self.lock())
    }

    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let done = change(&mut self.lock());
        self.changed.notify_all();
        self.wake.notify_one();
        done
    }

    /// Waits until it is so; false when it is not by then.
    pub(crate) fn wait(&self, within: Duration, is_so: impl Fn(&State) -> bool) -> bool {
        let waited = self.changed.wait_timeout_while(self.lock(), within, |state| !is_so(state));
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }

    pub(crate) async fn woken(&self) {
        self.wake.notified().await;
    }

    /// A request waits here until somebody releases it.
    pub(crate) async fn released(&self) {
        let released = self.released.notified();
        self.change(|state| state.troubles.waiting += 1);
        released.await;
        self.change(|state| state.troubles.waiting -= 1);
    }

    pub(crate) fn release(&self) {
        self.released.notify_waiters();
    }
}
