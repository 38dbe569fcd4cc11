//! Making accounts: claimed first, in the bucket of their id, then made in their pool's own bucket.
//!
//! First they are looked for; then decided on trial, so that what is refused claims nothing; then numbers and tokens are
//! taken, and the accounts claimed; then they are made, each by the token of its claim. A claim whose pool does not hold
//! the account is of somebody who is about to make it or never will: after a moment a fence in the pool that it is for
//! puts an end to it. Whoever comes late finds the fence and begins again.

use std::collections::{BTreeMap, HashMap};
use std::thread;
use std::time::Duration;

use scrip_core::batch::{Outcome, Seen, decide_batch};
use scrip_core::catalog::Catalogs;
use scrip_core::command::{Command, Request};
use scrip_core::entry::Tells;
use scrip_core::id::{AccountId, PoolNo};
use scrip_core::order::Series;

use super::failure::{Deadline, Failure};
use super::lane::{self, STEP_MAX};
use super::link::{Link, Live};
use super::schema;
use super::shared::Shared;
use super::step::{Claim, Decision, Step};
use super::wire::{int, pool_no};
use crate::chain::Hash;
use crate::doc::Doc;
use crate::error::StoreError;
use crate::store::Answer;

/// How long somebody else's claim is waited for before it is taken over.
const CLAIM_WAIT: Duration = Duration::from_millis(50);

/// A request that makes an account, with its place in the work and its documents.
#[derive(Clone)]
pub(super) struct Making {
    pub(super) place: usize,
    pub(super) request: Request,
    pub(super) docs: Vec<Doc>,
}

impl Making {
    fn account(&self) -> Option<&AccountId> {
        self.request.command.makes()
    }

    /// False where it must wait for those before it: it would make one of their accounts, or act on one of their pools.
    pub(super) fn may_follow(&self, before: &[Self]) -> bool {
        let is_like = |other: &Self| self.is_open() == other.is_open() && self.account() != other.account();
        self.account().is_some() && before.iter().all(is_like)
    }

    fn is_open(&self) -> bool {
        matches!(self.request.command, Command::Open(_))
    }
}

/// The one lane on which accounts are made.
pub(super) struct Maker<'s> {
    pub(super) shared: &'s Shared,
    pub(super) link: &'s mut Link,
    pub(super) catalogs: &'s Catalogs,
    pub(super) tells: Tells,
    /// Told of what was written.
    pub(super) done: &'s mut dyn FnMut(&Decision),
}

impl Maker<'_> {
    /// Makes accounts, no two of one id. Answers come with their places.
    pub(super) fn make(&mut self, mut waiting: Vec<Making>) -> Result<Vec<(usize, Answer)>, StoreError> {
        let deadline = Deadline::after(STEP_MAX);
        let mut answers = Vec::with_capacity(waiting.len());
        // Claims of others that were seen before, and may be taken over.
        let mut seen: HashMap<AccountId, i64> = HashMap::new();
        while !waiting.is_empty() {
            if deadline.is_over() {
                let late = "others were making the same accounts";
                return Err(StoreError::unavailable("make an account")(late));
            }
            let ids: Vec<_> = waiting.iter().filter_map(Making::account).cloned().collect();
            let (shared, ids) = (self.shared, ids.as_slice());
            let open = self.link.run_again(STEP_MAX, async |live| shared.locate(live, ids).await)?;
            let open: HashMap<_, _> = open.into_iter().map(|(id, pool, token)| (id, (pool, token))).collect();
            let (mut ready, mut new, mut later) = (Vec::new(), Vec::new(), Vec::new());
            let mut claims = HashMap::new();
            for mut making in waiting {
                let Some(id) = making.account().cloned() else { continue };
                if let Some(pool) = shared.memory.accounts.get(&id) {
                    if making.is_open() {
                        making.request.pool = pool;
                    }
                    claims.insert(id, Claim { pool, token: None });
                    ready.push(making);
                } else if let Some((pool, token)) = open.get(&id) {
                    if seen.insert(id.clone(), *token) == Some(*token) {
                        self.take_over(&id, (*pool, *token))?;
                    }
                    later.push(making);
                } else {
                    new.push(making);
                }
            }
            let new = self.try_first(new, &mut answers)?;
            let (claimed, lost) = self.claim(new, &mut claims)?;
            ready.extend(claimed);
            let fenced = self.write(ready, &claims, &mut answers)?;
            if !later.is_empty() {
                thread::sleep(CLAIM_WAIT);
            }
            waiting = later.into_iter().chain(lost).chain(fenced).collect();
        }
        Ok(answers)
    }

    /// Answers what would be refused or was done before; what would be done is left.
    fn try_first(&mut self, new: Vec<Making>, answers: &mut Vec<(usize, Answer)>) -> Result<Vec<Making>, StoreError> {
        let (mut left, mut in_pools) = (Vec::new(), Vec::new());
        for making in new {
            if !making.is_open() {
                in_pools.push(making);
                continue;
            }
            let requests = std::slice::from_ref(&making.request);
            let batch = decide_batch(requests, &[Seen::default()], self.catalogs, &Series::new(), |_| None);
            let batch = batch.map_err(|corrupt| StoreError::Corrupt(corrupt.to_string()))?;
            match batch.outcomes.into_iter().next() {
                Some(Outcome::Done { .. }) | None => left.push(making),
                Some(answer) => answers.push((making.place, Ok(answer))),
            }
        }
        for making in in_pools {
            let mut step = Step::new(self.shared.buckets.of(making.request.pool), self.tells);
            step.requests.push(making.request.clone());
            step.is_trial = true;
            let decision = lane::run(self.shared, self.link, self.catalogs, &mut step)?;
            match decision.and_then(|decision| decision.decided.batch.outcomes.into_iter().next()) {
                Some(Outcome::Done { .. }) | None => left.push(making),
                Some(answer) => answers.push((making.place, Ok(answer))),
            }
        }
        left.sort_unstable_by_key(|making| making.place);
        Ok(left)
    }

    /// Takes numbers and tokens, and claims. Second come those that somebody else claimed first.
    fn claim(
        &mut self,
        new: Vec<Making>,
        claims: &mut HashMap<AccountId, Claim>,
    ) -> Result<(Vec<Making>, Vec<Making>), StoreError> {
        if new.is_empty() {
            return Ok((new, Vec::new()));
        }
        let count = |making: usize| int(u64::try_from(making).unwrap_or(0));
        let (opens, all) = (count(new.iter().filter(|making| making.is_open()).count()), count(new.len()));
        let (numbers, tokens) = self.link.run_again(STEP_MAX, async |live| {
            Ok((numbers(live, schema::POOL_NUMBERS, opens).await?, numbers(live, schema::TOKENS, all).await?))
        })?;
        let mut numbers = numbers.into_iter();
        let mut wanted: BTreeMap<i16, Vec<(String, i64, i64)>> = BTreeMap::new();
        let mut made = Vec::with_capacity(new.len());
        for (mut making, token) in new.into_iter().zip(tokens) {
            if making.is_open() {
                let number = numbers.next().map(pool_no).transpose().map_err(Failure::into_error)?;
                making.request.pool = number.ok_or_else(|| StoreError::Corrupt("no pool number is left".to_owned()))?;
            }
            let Some(id) = making.account().cloned() else { continue };
            let pool = making.request.pool;
            let bucket = self.shared.buckets.of_account(&id);
            wanted.entry(bucket).or_default().push((id.to_string(), int(pool.get()), token));
            made.push((making, id, Claim { pool, token: Some(token) }));
        }
        let mut won: Vec<String> = Vec::new();
        for (bucket, rows) in wanted {
            won.extend(self.link.run_again(STEP_MAX, async |live| claim_rows(live, bucket, &rows).await)?);
        }
        won.sort_unstable();
        let (mut ours, mut others) = (Vec::new(), Vec::new());
        for (making, id, claim) in made {
            if won.binary_search_by(|one| one.as_str().cmp(id.as_str())).is_ok() {
                claims.insert(id, claim);
                ours.push(making);
            } else {
                others.push(making);
            }
        }
        Ok((ours, others))
    }

    /// Makes what is claimed, bucket by bucket. Gives back what was taken over meanwhile.
    fn write(
        &mut self,
        ready: Vec<Making>,
        claims: &HashMap<AccountId, Claim>,
        answers: &mut Vec<(usize, Answer)>,
    ) -> Result<Vec<Making>, StoreError> {
        let mut by_bucket: BTreeMap<i16, Vec<Making>> = BTreeMap::new();
        for making in ready {
            by_bucket.entry(self.shared.buckets.of(making.request.pool)).or_default().push(making);
        }
        let mut fenced = Vec::new();
        for (bucket, mut makings) in by_bucket {
            makings.sort_unstable_by_key(|making| making.place);
            let mut step = Step::new(bucket, self.tells);
            for (at, making) in makings.iter().enumerate() {
                step.requests.push(making.request.clone());
                step.docs.extend(making.docs.iter().map(|doc| (at, doc.clone())));
                let claim = making.account().and_then(|id| Some((id.clone(), *claims.get(id)?)));
                step.claims.extend(claim);
            }
            let Some(decision) = lane::run(self.shared, self.link, self.catalogs, &mut step)? else {
                fenced.extend(makings);
                continue;
            };
            (self.done)(&decision);
            for (making, outcome) in makings.into_iter().zip(decision.decided.batch.outcomes) {
                if !matches!(outcome, Outcome::Done { .. }) {
                    self.drop_claim(&making, claims);
                }
                answers.push((making.place, Ok(outcome)));
            }
        }
        Ok(fenced)
    }

    /// Nobody will make this account by our claim; whoever wants it need not wait. Left undone, it is taken over.
    fn drop_claim(&mut self, making: &Making, claims: &HashMap<AccountId, Claim>) {
        let Some(id) = making.account() else { return };
        let Some(token) = claims.get(id).and_then(|claim| claim.token) else { return };
        let (bucket, id) = (self.shared.buckets.of_account(id), id.as_str());
        _ = self
            .link
            .run(STEP_MAX, async |live: &Live| live.query(schema::DROP_CLAIM, &[&bucket, &id, &token]).await.map(drop));
    }

    /// Puts an end to a claim: its pool takes it no more, and if it was not too late for that, it is gone. Whoever wants
    /// the account claims it anew.
    fn take_over(&mut self, id: &AccountId, (pool, token): (PoolNo, i64)) -> Result<(), StoreError> {
        let buckets = self.shared.buckets;
        let (bucket, number, zero) = (buckets.of(pool), int(pool.get()), Hash::ZERO.0.as_slice());
        let shared = self.shared;
        self.link.run_again(STEP_MAX, async |live| {
            live.query(schema::FENCE, &[&bucket, &number, &zero, &token]).await?;
            // What the fence waited for may have made it after all.
            let open = shared.locate(live, std::slice::from_ref(id)).await?;
            if open.iter().any(|(_, at, by)| (*at, *by) == (pool, token)) {
                let (bucket, id) = (buckets.of_account(id), id.as_str());
                live.query(schema::DROP_CLAIM, &[&bucket, &id, &token]).await?;
            }
            Ok(())
        })
    }
}

async fn numbers(live: &Live, sql: &'static str, count: i64) -> Result<Vec<i64>, Failure> {
    if count == 0 {
        return Ok(Vec::new());
    }
    let rows = live.query(sql, &[&count]).await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

/// Claims in one bucket; says which were ours. Asked again after a lost answer, our own claims count as ours.
async fn claim_rows(live: &Live, bucket: i16, rows: &[(String, i64, i64)]) -> Result<Vec<String>, Failure> {
    let ids: Vec<_> = rows.iter().map(|(id, ..)| id.as_str()).collect();
    let pools: Vec<_> = rows.iter().map(|(_, pool, _)| *pool).collect();
    let tokens: Vec<_> = rows.iter().map(|(.., token)| *token).collect();
    live.query(schema::CLAIM, &[&bucket, &ids, &pools, &tokens]).await?;
    let mut ours = Vec::new();
    for row in live.query(schema::CLAIMS, &[&bucket, &ids]).await? {
        let (id, token): (String, i64) = (row.try_get(0)?, row.try_get(2)?);
        if tokens.contains(&token) {
            ours.push(id);
        }
    }
    Ok(ours)
}
