//! Turns: one task of this process at a time sees to one thing, and the others wait for it, for a bounded time.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::{Mutex as Lock, OwnedMutexGuard};

use crate::problem::{Code, Problem};

/// Longer than the calls of the gateway that one task makes, each with its own bound.
const WAIT_MAX: Duration = Duration::from_mins(1);

type Locks = Arc<Mutex<HashMap<String, Arc<Lock<()>>>>>;

/// What is being seen to, by name. As large as the number of calls that are under way.
#[derive(Clone, Default)]
pub(crate) struct Turns(Locks);

/// While it lives, nobody else sees to it.
pub(crate) struct Turn {
    locks: Locks,
    name: String,
    _guard: OwnedMutexGuard<()>,
}

impl Turns {
    /// Waits for the turn of whoever sees to a thing of this name.
    pub(crate) async fn take(&self, name: impl Into<String>) -> Result<Turn, Problem> {
        let name = name.into();
        let lock = Arc::clone(self.0.lock().entry(name.clone()).or_default());
        let late = |_| {
            let detail =
                "The same order is still being seen to. Send the same request with the same Idempotency-Key again.";
            Problem::retry(Code::IdempotencyInFlight, detail, 5)
        };
        let guard = tokio::time::timeout(WAIT_MAX, lock.lock_owned()).await.map_err(late)?;
        Ok(Turn { locks: Arc::clone(&self.0), name, _guard: guard })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut locks = self.locks.lock();
        // The map's own, and that of the guard, which goes after this: whoever waits has another.
        if locks.get(&self.name).is_some_and(|lock| Arc::strong_count(lock) <= 2) {
            locks.remove(&self.name);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;
    use crate::tests::run;

    #[test]
    fn one_at_a_time_and_nothing_is_kept() {
        run(async {
            let turns = Turns::default();
            let inside = Arc::new(AtomicU32::new(0));
            let tasks = (0..20).map(|_| {
                let (turns, inside) = (turns.clone(), Arc::clone(&inside));
                tokio::spawn(async move {
                    let turn = turns.take("a").await.unwrap();
                    assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                    tokio::task::yield_now().await;
                    inside.fetch_sub(1, Ordering::SeqCst);
                    drop(turn);
                })
            });
            for task in tasks.collect::<Vec<_>>() {
                task.await.unwrap();
            }
            assert!(turns.0.lock().is_empty());
        });
    }
}
