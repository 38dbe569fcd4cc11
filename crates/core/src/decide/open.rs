//! Opening a pool: the paying account, its trial or its first period or its starter grant.

use super::No;
use super::draft::Draft;
use crate::catalog::{Catalog, Catalogs, Plan, Renewing};
use crate::change::Change;
use crate::command::{Actor, Open, Request};
use crate::entry::{AccountFact, By, Entry, Fact, Opened, PeriodBegan, PlanChoice};
use crate::grant::{GrantKind, Terms};
use crate::id::Seq;
use crate::period::{Wall, Zone};
use crate::pool::Pool;
use crate::refusal::Refusal;
use crate::time::{Span, Timestamp};

pub(super) fn open(open: &Open, request: &Request, catalogs: &Catalogs, now: Timestamp) -> Result<Change, No> {
    let by = match &request.actor {
        Actor::Operator(operator) => By::Operator(operator.clone()),
        // A member is in an account; who opens one acts for the product.
        Actor::Product | Actor::Session { .. } => By::Product,
    };
    let catalog = if open.test_clock.is_some() { catalogs.current() } else { catalogs.at(now) };
    let plan = plan_of(catalog, &open.plan)?;
    let started_at = open.started_at.unwrap_or(now);
    if started_at > now {
        let reason = "must not be in the future: create the account when it starts";
        return Err(Refusal::invalid("started_at", "invalid_started_at", reason).into());
    }
    if open.is_trial && plan.is_legacy() {
        let reason = "a legacy plan has no trial: create the account active, or name a plan that renews";
        return Err(Refusal::invalid("plan", "invalid_plan", reason).into());
    }
    let trial_ends_at = trial_end(open, catalog, now)?;
    let opened = Opened {
        account: open.account.clone(),
        kind: open.kind,
        choice: PlanChoice { plan: plan.id.clone(), agreed: None },
        zone: open.zone,
        trial_ends_at,
        test_clock: open.test_clock.clone(),
        is_legacy: plan.is_legacy(),
    };
    let fact = Fact::Account(AccountFact::Opened(opened));
    let first = Entry {
        seq: Seq::ZERO.next(),
        at: now,
        catalog: catalog.version(),
        by: by.clone(),
        key: None,
        follows: 0,
        fact: fact.clone(),
    };
    let pool = Pool::open(request.pool, &first)?;
    let mut draft = Draft::new(&pool, catalog.version(), now, by);
    match (trial_ends_at, catalog.trial()) {
        (Some(end), Some(trial)) if trial.credits.is_positive() => {
            draft.grant(starter(GrantKind::Trial, trial.credits, now, Some(end), plan), None)?;
        }
        (Some(_), _) => {}
        (None, _) => draft.begin_epoch(catalog, plan, started_at)?,
    }
    let mut change = draft.into_change();
    change.facts.insert(0, fact);
    Ok(change)
}

/// The plan of an id, or the field that is wrong.
pub(super) fn plan_of<'c>(catalog: &'c Catalog, id: &crate::id::PlanId) -> Result<&'c Plan, Refusal> {
    let reason = "is no plan of the catalog: name one of its plans";
    catalog.plan(id.as_str()).ok_or(Refusal::invalid("plan", "invalid_plan", reason))
}

fn trial_end(open: &Open, catalog: &Catalog, now: Timestamp) -> Result<Option<Timestamp>, Refusal> {
    if !open.is_trial {
        let reason = "goes with the status trial: leave it out, or create the account in its trial";
        let refusal = Refusal::invalid("trial_ends_at", "invalid_trial_ends_at", reason);
        return if open.trial_ends_at.is_some() { Err(refusal) } else { Ok(None) };
    }
    let reason = "the catalog has no trial: create the account active";
    let trial = catalog.trial().ok_or(Refusal::invalid("status", "invalid_status", reason))?;
    let end = open.trial_ends_at.unwrap_or_else(|| now.plus(Span::DAY.times(i64::from(trial.days))));
    let reason = "must be in the future";
    if end > now { Ok(Some(end)) } else { Err(Refusal::invalid("trial_ends_at", "invalid_trial_ends_at", reason)) }
}

fn starter(
    kind: GrantKind,
    credits: crate::credits::Credits,
    now: Timestamp,
    expires_at: Option<Timestamp>,
    plan: &Plan,
) -> Terms {
    Terms {
        kind,
        credits,
        // The plan's priority is that of its allowances.
        priority: Plan::PRIORITY_DEFAULT,
        effective_at: now,
        expires_at,
        scope: None,
        cost_basis: None,
        rolled_from: None,
        plan: Some(plan.id.clone()),
    }
}

impl Draft {
    /// Begins an epoch of its own on a plan that holds already: the running period since `anchor`, or a starter grant.
    pub(super) fn begin_epoch(&mut self, catalog: &Catalog, plan: &Plan, anchor: Timestamp) -> Result<(), No> {
        let Some(renewing) = plan.renewing() else { return self.starter_grant(plan) };
        let period = first_period(self.pool(), renewing, anchor, self.at());
        self.push(Fact::Account(AccountFact::PeriodBegan(period)))?;
        Ok(self.grant_period(catalog)?)
    }

    /// A legacy plan's starter grant, once.
    fn starter_grant(&mut self, plan: &Plan) -> Result<(), No> {
        let crate::catalog::Terms::Legacy { starter_credits } = &plan.terms else { return Ok(()) };
        let is_granted = |kind: &Terms| kind.kind == GrantKind::Legacy && kind.plan.as_ref() == Some(&plan.id);
        if !starter_credits.is_positive() || self.pool().all_grants().any(|grant| is_granted(&grant.terms)) {
            return Ok(());
        }
        let now = self.at();
        Ok(self.grant(starter(GrantKind::Legacy, *starter_credits, now, None, plan), None)?)
    }
}

/// The period that runs now, counted from the anchor.
fn first_period(pool: &Pool, renewing: &Renewing, anchor: Timestamp, now: Timestamp) -> PeriodBegan {
    let zone: Zone = pool.house.zone;
    let wall = Wall::of(anchor, zone);
    let boundary = |n: u32| if n == 0 { anchor } else { renewing.every.boundary(wall, zone, n) };
    // The last period that has begun: boundaries rise with n, so halving finds it.
    let (mut begun, mut not_yet) = (0_u32, 1_u32);
    while boundary(not_yet) <= now {
        begun = not_yet;
        not_yet = not_yet.saturating_mul(2);
    }
    while not_yet - begun > 1 {
        let middle = begun + (not_yet - begun) / 2;
        if boundary(middle) <= now { begun = middle } else { not_yet = middle }
    }
    let agreed = pool.life.choice.agreed;
    PeriodBegan {
        epoch: pool.life.epoch.saturating_add(1),
        number: begun,
        anchor: wall,
        anchor_number: 0,
        every: renewing.every,
        start: boundary(begun),
        end: boundary(begun.saturating_add(1)),
        allowance: agreed.unwrap_or(renewing.credits),
        is_granted: true,
    }
}
