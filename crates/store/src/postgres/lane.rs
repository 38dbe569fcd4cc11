//! A lane: steps run one after the other on one connection, again where others were in the way, and found again where the
//! connection was lost after they were sent. No caller waits without a bound.

use std::sync::Arc;
use std::time::Duration;

use scrip_core::catalog::Catalogs;

use super::failure::{Cause, Deadline, Failure};
use super::link::{Ask, Link, Live, first_pause, pause};
use super::retries::Retry;
use super::schema;
use super::shared::Shared;
use super::step::{Decision, End, Step};
use super::wire::{Uuid, int};
use crate::chain::Hash;
use crate::error::StoreError;

/// How long a step may take, all tries included.
pub(super) const STEP_MAX: Duration = Duration::from_secs(10);
/// How long one try may take: longer than the server lets it wait for a lock.
const TRY_MAX: Duration = Duration::from_secs(4);

/// Runs a step until it is known how it ended. None: a claim is no longer ours, and nothing was done.
pub(super) fn run(
    shared: &Shared,
    link: &mut Link,
    catalogs: &Catalogs,
    step: &mut Step,
) -> Result<Option<Decision>, StoreError> {
    let deadline = Deadline::after(STEP_MAX);
    let mut wait = first_pause();
    loop {
        let mut slot = None;
        let (step_here, slot_here) = (&mut *step, &mut slot);
        let ended = link.run(deadline.left().min(TRY_MAX), async move |live: &Live| {
            step_here.run(live, shared, catalogs, slot_here).await
        });
        match (ended, slot) {
            (Ok(End::Fenced), _) => return Ok(None),
            (Ok(End::Done), decision) => return Ok(decision),
            (Err(Failure::Final(error)), _) => return Err(error),
            // It was sent; whether it was done the database knows.
            (Err(Failure::Lost(cause)), Some(decision)) if !step.is_trial && !decision.draft.has_no_entry() => {
                if was_done(link, step, (decision.attempt, deadline), &cause)? {
                    return Ok(Some(decision));
                }
            }
            // At once: what is in the way was there before, and is seen now.
            (Err(failure), _) if !step.seeks_keys && failure.is_taken() => step.seeks_keys = true,
            (Err(Failure::Again(_) | Failure::Lost(_)), _) if deadline.left() > wait => pause(&mut wait),
            (Err(failure), _) => return Err(failure.into_error()),
        }
    }
}

/// Whether a commit was done whose answer was lost. It takes the locks that the commit held: by then it has ended.
fn was_done(
    link: &mut Link,
    step: &Step,
    (attempt, deadline): (Uuid, Deadline),
    cause: &Cause,
) -> Result<bool, StoreError> {
    link.note(Retry::UnknownOutcome);
    let (bucket, pools, new) = (step.bucket, step.pools(), step.new_pools());
    let look = async |live: &Live| {
        let zero = Hash::ZERO.0.as_slice();
        let asks: [Ask<'_>; 4] = [
            (schema::BEGIN, vec![]),
            (schema::ADD_POOLS, vec![&bucket, &new, &zero]),
            (schema::LOCK_POOLS, vec![&bucket, &pools]),
            (schema::ATTEMPT, vec![&bucket, &attempt]),
        ];
        let looked = live.send(&asks).await;
        live.client.batch_execute(schema::ROLLBACK).await?;
        Ok(looked?.last().is_some_and(|rows| !rows.is_empty()))
    };
    link.run_again(deadline.left().max(TRY_MAX), look).map_err(|_| StoreError::Uncertain { source: Arc::clone(cause) })
}

impl Step {
    /// The pools that are to be opened.
    pub(super) fn new_pools(&self) -> Vec<i64> {
        let ours = self.claims.values().filter(|claim| claim.token.is_some());
        ours.map(|claim| int(claim.pool.get())).collect()
    }
}
