//! The keeper: a thread that writes the cache behind the writer's back: index runs, merges, snapshots.
//!
//! It takes a bounded number of jobs; when it falls behind, the writer waits. When it fails the log stops taking
//! commits, for a tail that never becomes a run would grow without bound.

use std::io::Error as IoError;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, OnceLock};
use std::thread::{self, JoinHandle};

use super::cache::{Cache, Covered, Indexes, Page, Snapshot};
use crate::error::StoreError;
use crate::turn;

/// Jobs that may wait: each a frozen tail of 8 MB or some snapshots.
const JOBS_MAX: usize = 8;

/// Makes snapshots, on the keeper's time.
pub(super) type MakeSnapshots = Box<dyn FnOnce() -> Vec<Snapshot> + Send>;

enum Job {
    Seal(Covered),
    Put(MakeSnapshots, Covered),
    Page(Page, Covered),
    Flush(SyncSender<()>),
}

/// The thread, seen from the log.
pub(super) struct Keeper {
    jobs: Option<SyncSender<Job>>,
    failed: Arc<OnceLock<String>>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    pub(super) fn start(cache: Cache, indexes: Arc<Indexes>) -> Result<Self, StoreError> {
        let (jobs, queue) = sync_channel(JOBS_MAX);
        let failed = Arc::<OnceLock<String>>::default();
        let thread = thread::Builder::new().name("scrip-keeper".to_owned()).spawn({
            let failed = Arc::clone(&failed);
            move || {
                turn::stay_in_the_background();
                run(cache, &indexes, &queue, &failed);
            }
        });
        let thread = thread.map_err(StoreError::unavailable("start its cache thread"))?;
        Ok(Self { jobs: Some(jobs), failed, thread: Some(thread) })
    }

    /// Has the oldest frozen tails written; waits if too much waits.
    pub(super) fn seal(&self, covered: Covered) -> Result<(), StoreError> {
        self.send(Job::Seal(covered))
    }

    /// Has snapshots kept; waits if too much waits.
    pub(super) fn put(&self, make: MakeSnapshots, seen: Covered) -> Result<(), StoreError> {
        self.send(Job::Put(make, seen))
    }

    /// Has snapshots kept, unless the keeper is busy: they may be missing.
    pub(super) fn offer(&self, make: MakeSnapshots, seen: Covered) {
        if let Some(jobs) = &self.jobs {
            _ = jobs.try_send(Job::Put(make, seen));
        }
    }

    /// Has the usage of a page kept, unless the keeper is busy: it may be missing.
    pub(super) fn offer_page(&self, page: Page, seen: Covered) {
        if let Some(jobs) = &self.jobs {
            _ = jobs.try_send(Job::Page(page, seen));
        }
    }

    /// Returns when all that was sent before is done.
    pub(super) fn flush(&self) -> Result<(), StoreError> {
        let (done, wait) = sync_channel(1);
        self.send(Job::Flush(done))?;
        wait.recv().map_err(|_| self.failure())
    }

    fn send(&self, job: Job) -> Result<(), StoreError> {
        self.jobs.as_ref().and_then(|jobs| jobs.send(job).ok()).ok_or_else(|| self.failure())
    }

    fn failure(&self) -> StoreError {
        let why = self.failed.get().cloned().unwrap_or_else(|| "its thread is gone".to_owned());
        StoreError::unavailable("keep its index")(IoError::other(why))
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        drop(self.jobs.take());
        if let Some(thread) = self.thread.take() {
            _ = thread.join();
        }
    }
}

fn run(mut cache: Cache, indexes: &Indexes, queue: &Receiver<Job>, failed: &OnceLock<String>) {
    while let Ok(job) = queue.recv() {
        let result = match job {
            Job::Seal(covered) => cache.seal(indexes, covered),
            Job::Put(make, seen) => cache.put(&make(), seen).map_err(IoError::other),
            Job::Page(page, seen) => cache.put_page(&page, seen).map_err(IoError::other),
            Job::Flush(done) => {
                _ = done.send(());
                Ok(())
            }
        };
        if let Err(error) = result {
            // Leaving drops the queue: the next one who sends a job is told why.
            _ = failed.set(error.to_string());
            return;
        }
    }
}
