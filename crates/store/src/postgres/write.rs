//! Writing: some work divided into steps, each of one bucket, and documents that come alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use scrip_core::catalog::Catalogs;
use scrip_core::entry::Tells;
use scrip_core::pool::Pool;

use super::link::Live;
use super::open::{Maker, Making};
use super::step::{Decision, Step};
use super::store::PostgresStore;
use super::{docs, lane};
use crate::doc::Doc;
use crate::error::StoreError;
use crate::store::{Answer, Committed, Work};

impl PostgresStore {
    /// Documents alone, all of them in one transaction.
    pub(super) fn write_docs(&self, docs: Vec<Doc>, must_be_new: bool) -> Result<(), StoreError> {
        let mut placed = Vec::with_capacity(docs.len());
        for doc in docs {
            for bucket in self.buckets_of(&doc)? {
                placed.push((bucket, doc.clone()));
            }
        }
        if placed.is_empty() {
            return Ok(());
        }
        // In the order in which a step writes them, whoever else does: by bucket, those of the house at the end.
        placed.sort_by_key(|(bucket, doc)| (docs::is_house(doc.kind), *bucket));
        let write = async |live: &Live| docs::write(live, &placed, must_be_new).await;
        self.on_lane(0, |link| link.run_again(lane::STEP_MAX, write))
    }

    /// Where a document goes that comes alone: to the bucket that its key says, or to the first. One that is deleted may
    /// stand in any, where its key does not say.
    fn buckets_of(&self, doc: &Doc) -> Result<Vec<i16>, StoreError> {
        if docs::is_house(doc.kind) {
            return Ok(vec![0]);
        }
        if let Some(bucket) = self.bucket_of_key(doc.kind, &doc.key)? {
            return Ok(vec![bucket]);
        }
        Ok(if doc.body.is_some() { vec![0] } else { self.shared.buckets.all().collect() })
    }

    /// Runs a step, one request at a time where facts of one pool contradict each other.
    fn run_step(&self, catalogs: &Catalogs, part: Part, job: &mut Job) -> Result<(), StoreError> {
        let Part { mut step, places } = part;
        let lane = usize::try_from(step.bucket).unwrap_or(0);
        match self.on_lane(lane, |link| lane::run(&self.shared, link, catalogs, &mut step)) {
            Ok(decision) => {
                let Some(decision) = decision else { return Ok(()) };
                self.shared.publish(&decision);
                job.conclude(decision, &places);
                Ok(())
            }
            Err(error @ StoreError::Corrupt(_)) if places.len() <= 1 => {
                job.answers.extend(places.into_iter().map(|place| (place, Err(error.clone()))));
                Ok(())
            }
            Err(StoreError::Corrupt(_)) => {
                for (at, (request, place)) in step.requests.into_iter().zip(places).enumerate() {
                    let mut one = Part::new(step.bucket, step.tells);
                    one.step.requests.push(request);
                    one.step.docs.extend(step.docs.iter().filter(|(of, _)| *of == at).map(|(_, doc)| (0, doc.clone())));
                    one.places.push(place);
                    self.run_step(catalogs, one, job)?;
                }
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    fn make(&self, catalogs: &Catalogs, tells: Tells, makings: Vec<Making>, job: &mut Job) -> Result<(), StoreError> {
        let last = self.lanes.len().saturating_sub(1);
        let answers = self.on_lane(last, |link| {
            let shared = &*self.shared;
            let done = &mut |decision: &Decision| {
                shared.publish(decision);
                job.changed.extend(changed(decision));
            };
            Maker { shared, link, catalogs, tells, done }.make(makings)
        })?;
        job.answers.extend(answers);
        Ok(())
    }

    /// Does the work in its order: requests of a bucket together, but those before and after one that makes an account.
    pub(super) fn work_through(&self, catalogs: &Catalogs, work: Work, job: &mut Job) -> Result<(), StoreError> {
        let mut docs: BTreeMap<usize, Vec<Doc>> = BTreeMap::new();
        for (place, doc) in work.docs {
            docs.entry(place).or_default().push(doc);
        }
        let mut parts: BTreeMap<i16, Part> = BTreeMap::new();
        let mut makings: Vec<Making> = Vec::new();
        for (place, request) in work.requests.into_iter().enumerate() {
            let docs = docs.remove(&place).unwrap_or_default();
            let making = Making { place, request, docs };
            if !makings.is_empty() && !making.may_follow(&makings) {
                self.make(catalogs, work.tells, std::mem::take(&mut makings), job)?;
            }
            if making.request.command.makes().is_some() {
                for part in std::mem::take(&mut parts).into_values() {
                    self.run_step(catalogs, part, job)?;
                }
                makings.push(making);
                continue;
            }
            let bucket = self.shared.buckets.of(making.request.pool);
            parts.entry(bucket).or_insert_with(|| Part::new(bucket, work.tells)).push(making);
        }
        if !makings.is_empty() {
            self.make(catalogs, work.tells, makings, job)?;
        }
        parts.into_values().try_for_each(|part| self.run_step(catalogs, part, job))
    }
}

/// Requests of one bucket with their places in the work.
struct Part {
    step: Step,
    places: Vec<usize>,
}

impl Part {
    fn new(bucket: i16, tells: Tells) -> Self {
        Self { step: Step::new(bucket, tells), places: Vec::new() }
    }

    fn push(&mut self, making: Making) {
        let at = self.places.len();
        self.places.push(making.place);
        self.step.requests.push(making.request);
        self.step.docs.extend(making.docs.into_iter().map(|doc| (at, doc)));
    }
}

/// Answers as they come in, with their places.
#[derive(Default)]
pub(super) struct Job {
    answers: Vec<(usize, Answer)>,
    changed: Vec<Arc<Pool>>,
}

impl Job {
    fn conclude(&mut self, decision: Decision, places: &[usize]) {
        self.changed.extend(changed(&decision));
        let outcomes = decision.decided.batch.outcomes.into_iter().map(Ok);
        self.answers.extend(places.iter().copied().zip(outcomes));
    }

    /// In the order of the requests. What was written stands; the rest is told why it was not.
    pub(super) fn finish(self, requests: usize, ended: Result<(), StoreError>) -> Result<Committed, StoreError> {
        let Self { answers, changed } = self;
        let missing = match ended {
            Err(error) if answers.is_empty() => return Err(error),
            Err(error) => error,
            Ok(()) => StoreError::Corrupt("a request was not decided".to_owned()),
        };
        let mut by_place: BTreeMap<usize, Answer> = answers.into_iter().collect();
        let answers = (0..requests).map(|place| by_place.remove(&place).unwrap_or_else(|| Err(missing.clone())));
        Ok(Committed { answers: answers.collect(), changed })
    }
}

/// The pools that a decision changed, as they now stand.
fn changed(decision: &Decision) -> Vec<Arc<Pool>> {
    decision.draft.changed_heads().filter_map(|(no, _)| decision.decided.batch.pools.get(&no).cloned()).collect()
}
