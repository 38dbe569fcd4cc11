//! The writer: takes what waits, has the store commit it, lets the answers go. The only thread that writes.

use std::sync::Arc;

use scrip_core::catalog::Catalogs;
use tokio::sync::oneshot::Sender;

use super::Shared;
use super::queue::Job;
use super::turn;
use crate::error::StoreError;
use crate::store::{Answer, Committed, Work};

pub(super) fn run(shared: &Shared) {
    turn::let_callers_go_first();
    while let Some(jobs) = shared.queue.take() {
        let (work, jobs) = merge(jobs);
        match commit(shared, work) {
            Ok(committed) => {
                for job in &jobs {
                    if let Some(catalogs) = &job.then {
                        *shared.catalogs.write() = Arc::clone(catalogs);
                    }
                }
                shared.watchers.tell(&committed.changed);
                hand_out(committed, jobs);
            }
            Err(error) => {
                for job in jobs {
                    _ = job.reply.send(Err(error.clone()));
                }
            }
        }
    }
}

/// A commit on an open store. After a failure the store is opened anew first: only what it then reads counts.
fn commit(shared: &Shared, work: Work) -> Result<Committed, StoreError> {
    let has_failed = shared.failed.read().is_some();
    let result = if has_failed { shared.store.reopen() } else { Ok(()) };
    let catalogs = Arc::clone(&shared.catalogs.read());
    let result = result.and_then(|()| shared.store.commit(&catalogs, work));
    let failure = match &result {
        Err(error) => Some(error.chain()),
        // An answer may also tell of a failure that came after others of the batch were written.
        Ok(committed) => committed.answers.iter().rev().find_map(|answer| match answer {
            Err(error @ StoreError::Unavailable { .. }) => Some(error.chain()),
            _ => None,
        }),
    };
    if failure.is_some() || has_failed {
        *shared.failed.write() = failure;
    }
    result
}

/// One piece of work out of many jobs, and the jobs with the number of their requests.
fn merge(jobs: Vec<Job>) -> (Work, Vec<Waiting>) {
    let mut all = Work::default();
    let waiting = jobs.into_iter().map(|job| {
        let from = all.requests.len();
        all.docs.extend(job.work.docs.into_iter().map(|(place, doc)| (from + place, doc)));
        all.other_docs.extend(job.work.other_docs);
        let requests = job.work.requests.len();
        if from == 0 {
            all.requests = job.work.requests;
        } else {
            all.requests.extend(job.work.requests);
        }
        Waiting { requests, reply: job.reply, then: job.then }
    });
    let waiting = waiting.collect();
    (all, waiting)
}

struct Waiting {
    requests: usize,
    reply: Sender<Result<Vec<Answer>, StoreError>>,
    then: Option<Arc<Catalogs>>,
}

fn hand_out(committed: Committed, jobs: Vec<Waiting>) {
    let mut answers = committed.answers.into_iter();
    for job in jobs {
        // Who no longer waits has gone away; what was done stands.
        _ = job.reply.send(Ok(answers.by_ref().take(job.requests).collect()));
    }
}
