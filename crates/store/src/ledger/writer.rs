//! The writer: takes what waits in its lane, has the store commit it, lets the answers go. One thread a lane.

use std::sync::Arc;

use scrip_core::catalog::Catalogs;
use tokio::sync::oneshot::Sender;

use super::Shared;
use super::lanes::Lane;
use super::queue::Job;
use crate::error::StoreError;
use crate::store::{Answer, Committed, Work};
use crate::turn;

/// Catalogs that may be published elsewhere while one commit is tried: nobody publishes several within milliseconds.
const STALE_MAX: usize = 4;

pub(super) fn run(shared: &Shared, number: usize) {
    let lane = shared.lanes.get(number);
    // A lane on a database waits for round trips: each would wait for its turn, too.
    if !shared.store.is_shared() {
        turn::let_callers_go_first();
    }
    // Those who were answered last are about to ask again; with them come those who waited meanwhile.
    let mut expected = 0;
    while lane.queue.wait() {
        if lane.failed.read().is_none() {
            lane.queue.gather(expected, shared.store.take_turn(number));
        }
        let jobs = lane.queue.take();
        let (work, jobs) = merge(jobs);
        let asked = work.requests.len();
        let done = commit(shared, lane, work);
        expected = asked + lane.queue.waiting();
        if !shared.store.is_shared() {
            lane.queue.expect(expected);
        }
        match done {
            Ok(committed) => {
                for job in &jobs {
                    if let Some(catalogs) = &job.then {
                        shared.adopt(Arc::clone(catalogs));
                    }
                }
                shared.watchers.tell(&committed.changed);
                shared.pages.tell(&committed.changed);
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
fn commit(shared: &Shared, lane: &Lane, mut work: Work) -> Result<Committed, StoreError> {
    work.tells = *shared.tells.read();
    let has_failed = lane.failed.read().is_some();
    let result = if has_failed { shared.store.reopen() } else { Ok(()) };
    let result =
        result.and_then(|()| if shared.reader.is_some() { in_turn(shared, work) } else { decide(shared, work) });
    let failure = match &result {
        // These say how one piece of work fared, not that the next one will fail.
        Err(StoreError::Uncertain { .. } | StoreError::Stale | StoreError::Taken(_)) => None,
        Err(error) => Some(error.chain()),
        // An answer may also tell of a failure that came after others of the batch were written.
        Ok(committed) => committed.answers.iter().rev().find_map(|answer| match answer {
            Err(error @ StoreError::Unavailable { .. }) => Some(error.chain()),
            _ => None,
        }),
    };
    if failure.is_some() || has_failed {
        *lane.failed.write() = failure;
    }
    result
}

fn decide(shared: &Shared, work: Work) -> Result<Committed, StoreError> {
    let catalogs = Arc::clone(&shared.catalogs.read());
    shared.store.commit(&catalogs, work)
}

/// Where others publish catalogs too: decides again by theirs, as long as these are not the newest.
fn in_turn(shared: &Shared, work: Work) -> Result<Committed, StoreError> {
    // Only a probe holds nothing: that the store was opened anew is its answer.
    if work.requests.is_empty() && work.other_docs.is_empty() {
        return Ok(Committed::default());
    }
    for _ in 0..STALE_MAX {
        match decide(shared, copy(&work)) {
            Err(StoreError::Stale) => shared.read_catalogs()?,
            result => return result,
        }
    }
    decide(shared, work)
}

fn copy(Work { requests, docs, other_docs, must_be_new, tells }: &Work) -> Work {
    Work {
        requests: requests.clone(),
        docs: docs.clone(),
        other_docs: other_docs.clone(),
        must_be_new: *must_be_new,
        tells: *tells,
    }
}

/// One piece of work out of many jobs, and the jobs with the number of their requests.
fn merge(jobs: Vec<Job>) -> (Work, Vec<Waiting>) {
    let mut all = Work::default();
    let waiting = jobs.into_iter().map(|job| {
        let from = all.requests.len();
        all.docs.extend(job.work.docs.into_iter().map(|(place, doc)| (from + place, doc)));
        all.other_docs.extend(job.work.other_docs);
        all.must_be_new |= job.work.must_be_new;
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
