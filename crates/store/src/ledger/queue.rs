//! The queue before the writer: bounded, emptied in one go. Knows nothing of what the jobs say.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::{Condvar, Mutex};
use scrip_core::catalog::Catalogs;
use tokio::sync::oneshot;

use crate::error::StoreError;
use crate::store::{Answer, Work};
use crate::turn;

/// Requests that may wait: a tenth of a second's work of a busy writer, some 20 MB.
pub const REQUESTS_MAX: usize = 32_768;
/// Requests of one commit: beyond this, larger batches are hardly quicker, and answers wait longer.
const COMMIT_MAX: usize = 4_096;

/// Parts of the callers that take turns: one is being written, one waits, one is about to ask again.
const SHARES: usize = 3;
/// Fewer requests than these go together.
const SHARED_MIN: usize = 16;

/// Work on its way to the writer.
pub(super) struct Job {
    pub(super) work: Work,
    pub(super) reply: oneshot::Sender<Result<Vec<Answer>, StoreError>>,
    /// Catalogs that hold when the work is written.
    pub(super) then: Option<Arc<Catalogs>>,
}

impl Job {
    /// What it counts for against the bounds: documents alone count too.
    fn size(&self) -> usize {
        (self.work.requests.len() + self.work.other_docs.len()).max(1)
    }

    /// True for a job that shares its commit with no other: it changes the catalogs, or may be refused as a whole.
    const fn is_alone(&self) -> bool {
        self.then.is_some() || self.work.must_be_new
    }
}

#[derive(Default)]
struct Waiting {
    jobs: VecDeque<Job>,
    size: usize,
    /// Who gathers is woken by no fewer than so many.
    wanted: usize,
    /// So many are one share of the callers; 0 where they come as they come.
    share: usize,
    is_closed: bool,
}

impl Waiting {
    const fn is_share(&self) -> bool {
        self.share > 0 && self.size.is_multiple_of(self.share)
    }
}

/// Jobs in the order in which they came.
#[derive(Default)]
pub(super) struct Queue {
    waiting: Mutex<Waiting>,
    changed: Condvar,
}

impl Queue {
    pub(super) fn push(&self, job: Job) -> Result<(), StoreError> {
        let mut waiting = self.waiting.lock();
        if waiting.is_closed {
            return Err(StoreError::Stopped);
        }
        // A job that is larger than the bound is taken when nothing else waits.
        if waiting.size > 0 && waiting.size + job.size() > REQUESTS_MAX {
            return Err(StoreError::Busy);
        }
        waiting.size += job.size();
        waiting.jobs.push_back(job);
        let is_enough = waiting.size >= waiting.wanted;
        let is_share = waiting.is_share();
        drop(waiting);
        if is_enough {
            self.changed.notify_one();
        }
        if is_share {
            turn::give_way();
        }
        Ok(())
    }

    /// Waits for jobs; false when the queue is closed and empty.
    pub(super) fn wait(&self) -> bool {
        let mut waiting = self.waiting.lock();
        while waiting.jobs.is_empty() && !waiting.is_closed {
            self.changed.wait(&mut waiting);
        }
        !waiting.jobs.is_empty()
    }

    /// Waits until so many requests wait, and no longer than that.
    pub(super) fn gather(&self, wanted: usize, most: Duration) {
        let mut waiting = self.waiting.lock();
        let wanted = wanted.min(COMMIT_MAX);
        if waiting.size < wanted && !waiting.is_closed && !most.is_zero() {
            waiting.wanted = wanted;
            self.changed.wait_for(&mut waiting, most);
            waiting.wanted = 0;
        }
    }

    /// So many requests are expected from now on: each third of them lets the writer begin, where it waits for the core
    /// that their callers are on. Else it would get all of them or none, and the core would idle during its flush.
    pub(super) fn expect(&self, requests: usize) {
        self.waiting.lock().share = if requests < SHARED_MIN { 0 } else { requests.div_ceil(SHARES) };
    }

    /// Takes the jobs of the next commit; none when there are none.
    pub(super) fn take(&self) -> Vec<Job> {
        let mut waiting = self.waiting.lock();
        let (mut jobs, mut size) = (Vec::new(), 0);
        while let Some(next) = waiting.jobs.front() {
            let is_alone = next.is_alone();
            if !jobs.is_empty() && (is_alone || size + next.size() > COMMIT_MAX) {
                break;
            }
            let Some(job) = waiting.jobs.pop_front() else { break };
            size += job.size();
            jobs.push(job);
            if is_alone {
                break;
            }
        }
        waiting.size -= size;
        jobs
    }

    pub(super) fn close(&self) {
        self.waiting.lock().is_closed = true;
        self.changed.notify_all();
    }

    pub(super) fn is_closed(&self) -> bool {
        self.waiting.lock().is_closed
    }

    pub(super) fn waiting(&self) -> usize {
        self.waiting.lock().size
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    /// No test waits for so long: it would be ended first.
    const FOR_EVER: Duration = Duration::from_hours(1);

    fn push(queue: &Queue) {
        let work = Work::default();
        assert!(queue.push(Job { work, reply: oneshot::channel().0, then: None }).is_ok());
    }

    #[test]
    fn each_third_of_those_expected_gives_way() {
        for (expected, wanted) in [(0, vec![]), (15, vec![]), (16, vec![6, 12, 18]), (21, vec![7, 14])] {
            let queue = Queue::default();
            queue.expect(expected);
            let gives_way = |_: &usize| {
                push(&queue);
                queue.waiting.lock().is_share()
            };
            assert_eq!((1..=20).filter(gives_way).collect::<Vec<_>>(), wanted, "{expected} expected");
        }
    }

    #[test]
    fn who_gathers_goes_on_with_enough_with_the_time_or_at_the_end() {
        let queue = Queue::default();
        push(&queue);
        queue.gather(1, FOR_EVER);
        queue.gather(2, Duration::ZERO);
        queue.gather(2, Duration::from_nanos(1));
        assert_eq!(queue.waiting(), 1);
        thread::scope(|scope| {
            scope.spawn(|| (0..2).for_each(|_| push(&queue)));
            queue.gather(3, FOR_EVER);
        });
        assert_eq!((queue.waiting(), queue.take().len()), (3, 3));
        thread::scope(|scope| {
            scope.spawn(|| queue.close());
            queue.gather(1, FOR_EVER);
        });
        assert!(!queue.wait());
    }
}
