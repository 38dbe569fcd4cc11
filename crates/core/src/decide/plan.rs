//! The account's life: plan changes, activation, cancel, pause and resume. Plans are paid outside.

use super::draft::Draft;
use super::open::plan_of;
use super::{Court, No};
use crate::catalog::{Downgrade, Renewing, Upgrade};
use crate::change::Change;
use crate::command::When;
use crate::due::expire;
use crate::entry::{AccountFact, Activated, Fact, PlanChanged, PlanChoice};
use crate::grant::{Grant, GrantKind};
use crate::id::PlanId;
use crate::pool::State;
use crate::refusal::Refusal;

/// How a plan change takes effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    TopUp,
    Replace,
    Keep,
    PeriodEnd,
}

impl Court<'_> {
    pub(super) fn change_plan(&self, choice: &PlanChoice, when: Option<When>) -> Result<Change, No> {
        let life = &self.pool.life;
        let plan = plan_of(self.catalog, &choice.plan)?;
        let is_same = *choice == life.choice;
        let to_legacy = "a legacy plan cannot be changed to: choose a plan that renews";
        let renewing = plan.renewing().ok_or(Refusal::invalid("plan", "invalid_plan", to_legacy))?;
        match life.state {
            State::Ended => return Err(Refusal::AccountEnded.into()),
            _ if is_same => return self.fact(Fact::Account(AccountFact::ScheduleDropped)),
            _ => {}
        }
        let mut draft = self.draft();
        let held = choice.agreed.unwrap_or(renewing.credits);
        let changed = PlanChanged {
            choice: choice.clone(),
            high_water: life.high_water,
            leaves_legacy: life.is_legacy,
            is_full: false,
            held,
        };
        if life.trial_ends_at.is_some() {
            draft.change_to(changed)?;
        } else if life.is_legacy {
            draft.change_to(changed)?;
            draft.begin_epoch(self.catalog, plan, self.now)?;
        } else {
            self.change_running(&mut draft, changed, renewing, when)?;
        }
        Ok(draft.into_change())
    }

    fn change_running(
        &self,
        draft: &mut Draft,
        changed: PlanChanged,
        renewing: &Renewing,
        when: Option<When>,
    ) -> Result<(), No> {
        let life = &self.pool.life;
        let wanted = changed.held;
        let is_granted = life.period.as_ref().is_some_and(|period| period.is_granted);
        let raised = PlanChanged { high_water: life.high_water.max(wanted), ..changed.clone() };
        match way_of(renewing, wanted > life.held, when) {
            Way::PeriodEnd => draft.push(Fact::Account(AccountFact::ChangeScheduled(changed.choice)))?,
            Way::Keep => draft.change_to(changed)?,
            _ if !is_granted => draft.change_to(changed)?,
            Way::TopUp => {
                draft.change_to(raised)?;
                draft.grant_allowance(self.catalog, wanted.less(life.high_water), self.now)?;
            }
            Way::Replace if life.granted_in_full.contains(&changed.choice.plan) => draft.change_to(raised)?,
            Way::Replace => {
                draft.change_to(PlanChanged { is_full: true, ..raised })?;
                for grant in self.pool.all_grants().filter(|grant| self.is_running(grant)) {
                    expire(draft, Some(grant))?;
                }
                draft.grant_allowance(self.catalog, wanted, self.now)?;
            }
        }
        Ok(())
    }

    /// True for the plan's grants of the running period; what was carried into it is apart.
    fn is_running(&self, grant: &Grant) -> bool {
        let end = self.pool.life.period.as_ref().map(|period| period.end);
        grant.terms.kind == GrantKind::Plan && grant.terms.rolled_from.is_none() && grant.terms.expires_at == end
    }

    pub(super) fn drop_scheduled(&self) -> Result<Change, No> {
        let life = &self.pool.life;
        if life.scheduled.is_none() && life.state != State::Canceling {
            return Err(Refusal::NotFound("scheduled change").into());
        }
        self.fact(Fact::Account(AccountFact::ScheduleDropped))
    }

    pub(super) fn activate(&self, plan: Option<&PlanId>) -> Result<Change, No> {
        let life = &self.pool.life;
        let is_other = plan.is_some_and(|plan| *plan != life.choice.plan);
        let choice = match plan {
            Some(id) if is_other => PlanChoice { plan: id.clone(), agreed: None },
            _ => life.choice.clone(),
        };
        let plan = plan_of(self.catalog, &choice.plan)?;
        if plan.is_legacy() {
            let reason = "a legacy plan begins with the account alone: activate on a plan that renews";
            return Err(Refusal::invalid("plan", "invalid_plan", reason).into());
        }
        let is_trial = life.trial_ends_at.is_some();
        if life.state != State::Ended && !is_trial {
            let reason = "the account is active already: change its plan with POST plan";
            return Err(Refusal::invalid("status", "invalid_state", reason).into());
        }
        let mut draft = self.draft();
        let activated = Activated { choice };
        draft.push(Fact::Account(AccountFact::Activated(activated)))?;
        for grant in self.pool.all_grants().filter(|grant| grant.terms.kind == GrantKind::Trial) {
            expire(&mut draft, Some(grant))?;
        }
        draft.begin_epoch(self.catalog, plan, self.now)?;
        Ok(draft.into_change())
    }

    /// To the booked end: of the period, or of the trial. A legacy plan has none and ends at once.
    pub(super) fn cancel(&self) -> Result<Change, No> {
        let life = &self.pool.life;
        if life.state == State::Ended {
            return Err(Refusal::AccountEnded.into());
        }
        let has_end = life.period.is_some() || life.trial_ends_at.is_some();
        self.fact(Fact::Account(if has_end { AccountFact::Canceling } else { AccountFact::Ended }))
    }

    pub(super) fn pause(&self) -> Result<Change, No> {
        self.in_a_period()?;
        self.fact(Fact::Account(AccountFact::Paused))
    }

    fn in_a_period(&self) -> Result<(), Refusal> {
        let life = &self.pool.life;
        let reason = "a trial and a legacy plan have no periods to pause";
        match life.state {
            State::Ended => Err(Refusal::AccountEnded),
            _ if life.period.is_none() => Err(Refusal::invalid("status", "invalid_state", reason)),
            _ => Ok(()),
        }
    }

    /// Grants the running period in full if it was not, and goes on.
    pub(super) fn resume(&self) -> Result<Change, No> {
        self.in_a_period()?;
        let life = &self.pool.life;
        let mut draft = self.draft();
        draft.push(Fact::Account(AccountFact::Resumed))?;
        if let Some(period) = life.period.as_ref().filter(|period| !period.is_granted) {
            draft.push(Fact::Account(AccountFact::PeriodGranted(life.held)))?;
            draft.grant_allowance(self.catalog, life.held, period.start)?;
        }
        Ok(draft.into_change())
    }
}

fn way_of(to: &Renewing, is_upgrade: bool, when: Option<When>) -> Way {
    let at_once = match (is_upgrade, to.upgrade) {
        (true, Upgrade::Replace) => Way::Replace,
        (true, _) => Way::TopUp,
        (false, _) => Way::Keep,
    };
    let by_catalog = match (is_upgrade, to.upgrade, to.downgrade) {
        (true, Upgrade::PeriodEnd, _) | (false, _, Downgrade::PeriodEnd) => Way::PeriodEnd,
        _ => at_once,
    };
    match when {
        Some(When::Now) => at_once,
        Some(When::PeriodEnd) => Way::PeriodEnd,
        None => by_catalog,
    }
}

impl Draft {
    fn change_to(&mut self, changed: PlanChanged) -> Result<(), No> {
        Ok(self.push(Fact::Account(AccountFact::PlanChanged(changed)))?)
    }
}
