//! Lanes: one queue and one writer each, so that commits of different pools may run at once. Splits work, joins answers.

use std::collections::BTreeMap;

use parking_lot::RwLock;
use tokio::sync::oneshot;

use super::queue::{Job, Queue};
use crate::error::StoreError;
use crate::store::{Answer, Store, Work};

/// The queue before one writer, and how that one is.
#[derive(Default)]
pub(super) struct Lane {
    pub(super) queue: Queue,
    /// Why its last commit failed.
    pub(super) failed: RwLock<Option<String>>,
}

/// All lanes; there is at least one.
pub(super) struct Lanes {
    /// Takes documents that belong to no request.
    pub(super) first: Lane,
    others: Box<[Lane]>,
}

impl Lanes {
    pub(super) fn new(count: usize) -> Self {
        Self { first: Lane::default(), others: (1..count).map(|_| Lane::default()).collect() }
    }

    pub(super) fn count(&self) -> usize {
        1 + self.others.len()
    }

    /// The lane of this number; the first, where there is none.
    pub(super) fn get(&self, number: usize) -> &Lane {
        number.checked_sub(1).and_then(|place| self.others.get(place)).unwrap_or(&self.first)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Lane> {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// Puts work where it belongs.
    pub(super) fn submit(&self, store: &dyn Store, work: Work) -> Result<Answers, StoreError> {
        if self.others.is_empty() {
            return self.first.submit(work).map(Answers::of);
        }
        if let Some(lane) = only_lane(store, &work) {
            return self.get(lane).submit(work).map(Answers::of);
        }
        let parts = split(store, work).into_iter();
        let sent = parts.map(|(lane, part)| Sent { places: part.places, reply: self.get(lane).submit(part.work) });
        Ok(Answers(Way::Split(sent.collect())))
    }
}

impl Lane {
    pub(super) fn submit(&self, work: Work) -> Result<Reply, StoreError> {
        let (reply, answers) = oneshot::channel();
        self.queue.push(Job { work, reply, then: None })?;
        Ok(answers)
    }
}

/// The lane that takes the work as a whole, if one does: one lane's requests, or documents alone.
fn only_lane(store: &dyn Store, work: &Work) -> Option<usize> {
    let mut lanes = work.requests.iter().map(|request| store.lane(request));
    let first = lanes.next().unwrap_or(0);
    let is_whole = work.must_be_new || work.other_docs.is_empty() || first == 0;
    (is_whole && lanes.all(|lane| lane == first)).then_some(first)
}

/// What of some work goes to one lane, and where its requests stood.
#[derive(Default)]
struct Part {
    work: Work,
    places: Vec<usize>,
}

fn split(store: &dyn Store, work: Work) -> BTreeMap<usize, Part> {
    let mut parts: BTreeMap<usize, Part> = BTreeMap::new();
    let mut docs = work.docs;
    docs.sort_by_key(|(place, _)| *place);
    let mut docs = docs.into_iter().peekable();
    for (place, request) in work.requests.into_iter().enumerate() {
        let part = parts.entry(store.lane(&request)).or_default();
        while let Some((_, doc)) = docs.next_if(|(of, _)| *of == place) {
            part.work.docs.push((part.places.len(), doc));
        }
        part.places.push(place);
        part.work.requests.push(request);
    }
    if !work.other_docs.is_empty() {
        parts.entry(0).or_default().work.other_docs = work.other_docs;
    }
    parts
}

/// Answers that are on their way, one a request and in the order of the requests.
pub struct Answers(Way);

type Reply = oneshot::Receiver<Result<Vec<Answer>, StoreError>>;

enum Way {
    Whole(Reply),
    /// From several lanes.
    Split(Vec<Sent>),
}

/// A part that was sent to its lane, or why it was not taken.
struct Sent {
    places: Vec<usize>,
    reply: Result<Reply, StoreError>,
}

impl Answers {
    pub(super) fn of(reply: Reply) -> Self {
        Self(Way::Whole(reply))
    }

    /// Waits without a thread.
    pub async fn wait(self) -> Result<Vec<Answer>, StoreError> {
        match self.0 {
            Way::Whole(reply) => reply.await.unwrap_or(Err(StoreError::Stopped)),
            // Apart, so that the way of one lane's answers stays small.
            Way::Split(parts) => Box::pin(Joined::wait(parts)).await,
        }
    }

    /// Waits on this thread. Not for use where tasks run.
    pub fn wait_here(self) -> Result<Vec<Answer>, StoreError> {
        match self.0 {
            Way::Whole(reply) => reply.blocking_recv().unwrap_or(Err(StoreError::Stopped)),
            Way::Split(parts) => {
                let mut joined = Joined::default();
                for Sent { places, reply } in parts {
                    let answers = reply.and_then(|reply| reply.blocking_recv().unwrap_or(Err(StoreError::Stopped)));
                    joined.put(places, answers);
                }
                joined.end()
            }
        }
    }
}

/// Answers of several lanes, each with the place of its request.
#[derive(Default)]
struct Joined {
    answers: Vec<(usize, Answer)>,
    /// What befell a part as a whole.
    failure: Option<StoreError>,
    is_any_done: bool,
    /// Documents of no request failed: no answer would say so.
    is_docs_failed: bool,
}

impl Joined {
    async fn wait(parts: Vec<Sent>) -> Result<Vec<Answer>, StoreError> {
        let mut joined = Self::default();
        for Sent { places, reply } in parts {
            let answers = match reply {
                Ok(reply) => reply.await.unwrap_or(Err(StoreError::Stopped)),
                Err(error) => Err(error),
            };
            joined.put(places, answers);
        }
        joined.end()
    }

    fn put(&mut self, places: Vec<usize>, answers: Result<Vec<Answer>, StoreError>) {
        match answers {
            Ok(answers) => {
                self.is_any_done = true;
                self.answers.extend(places.into_iter().zip(answers));
            }
            Err(error) => {
                self.is_docs_failed |= places.is_empty();
                self.answers.extend(places.into_iter().map(|place| (place, Err(error.clone()))));
                self.failure = Some(error);
            }
        }
    }

    /// Where all failed the whole failed; where some did, each request is told about its own.
    fn end(mut self) -> Result<Vec<Answer>, StoreError> {
        let is_told = self.is_any_done && !self.is_docs_failed;
        if let Some(error) = self.failure.filter(|_| !is_told) {
            return Err(error);
        }
        self.answers.sort_by_key(|(place, _)| *place);
        Ok(self.answers.into_iter().map(|(_, answer)| answer).collect())
    }
}
