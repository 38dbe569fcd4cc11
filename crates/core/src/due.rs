//! Due: what time does to a pool: reservation time-outs, plan changes, the end, expiry, rollover, renewal, debts paid.
//!
//! One event at a time, each at its own instant, in the order of rule 1: time-outs, scheduled change or end, rollover and
//! expiry, renewal; then warnings, and auto top-up where a month begins. Whether a sweeper has written it down changes nothing: whoever looks applies what is due
//! first.

use crate::apply::Corrupt;
use crate::catalog::{Catalog, Catalogs, Renewing};
use crate::change::Change;
use crate::credits::Credits;
use crate::decide::draft::Draft;
use crate::entry::{
    AccountFact, By, CancelCause, Fact, Notice, OrderFact, PeriodBegan, PlanChanged, ReleaseCause, Released, Rolled,
    Taken,
};
use crate::grant::{Grant, GrantKind, Terms};
use crate::id::Seq;
use crate::period::Wall;
use crate::pool::{Pool, State};
use crate::time::{Span, Timestamp};

/// What is due, in the order in which it happens at one instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    TimeOut(Seq),
    PlanChange,
    End,
    Expiry(Seq),
    Payment(Seq),
    Renewal,
    Overdue(Seq),
    Unpaid(Seq),
    TrialEnding,
    Expiring(Seq, Span),
    TopUp,
}

impl Pool {
    /// False when nothing can be due at `now`: the ordinary case, one comparison.
    pub(crate) fn may_be_due(&self, catalogs: &Catalogs, now: Timestamp) -> bool {
        now >= self.due.0 || self.due_by.0 != catalogs.current().version()
    }

    /// Looks again when the next thing is due.
    pub(crate) fn refresh_due(&mut self, catalogs: &Catalogs) {
        self.due.0 = self.next_event(catalogs).unwrap_or(Timestamp::MAX);
        self.due_by.0 = catalogs.current().version();
    }

    /// The instant at which time next changes something; none: never.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.events().map(|(at, _)| at).min()
    }

    /// The instant at which time next changes something or somebody is to be warned; none: never.
    pub fn next_event(&self, catalogs: &Catalogs) -> Option<Timestamp> {
        self.events_by(catalogs).map(|(at, _)| at).min()
    }

    /// The next event that is due by `now`, as the change that writes it down at its own instant.
    pub fn due(&self, catalogs: &Catalogs, now: Timestamp) -> Result<Option<Change>, Corrupt> {
        let Some((at, event)) = self.events_by(catalogs).filter(|(at, _)| *at <= now).min() else { return Ok(None) };
        let at = at.max(self.last_at);
        let catalog = self.catalog(catalogs, at);
        let mut draft = Draft::new(self, catalog.version(), at, By::Clock);
        match event {
            Event::TimeOut(seq) => self.time_out(&mut draft, seq),
            Event::PlanChange => self.scheduled_change(&mut draft),
            // The grants that end with it expire by themselves; what was carried further keeps its own end.
            Event::End => draft.push(Fact::Account(AccountFact::Ended)),
            Event::Expiry(seq) => expire(&mut draft, self.grant(seq)),
            Event::Renewal => self.renew(&mut draft, catalog),
            Event::Payment(seq) => draft.repay(seq),
            Event::Overdue(order) => draft.push(Fact::Order(OrderFact::Overdue { order })),
            Event::Unpaid(order) => {
                draft.push(Fact::Order(OrderFact::Canceled { order, cause: CancelCause::Unpaid, reason: None }))
            }
            Event::TrialEnding => match self.life.trial_ends_at {
                Some(at) => draft.push(Fact::Notice(Notice::TrialEnding { at })),
                None => Ok(()),
            },
            Event::Expiring(seq, before) => self.warn(&mut draft, seq, before),
            Event::TopUp => self.topped_up(catalogs, at).map_or(Ok(()), |fact| draft.push(fact)),
        }?;
        Ok(Some(draft.into_change()))
    }

    /// All that is due by a catalog.
    fn events_by(&self, catalogs: &Catalogs) -> impl Iterator<Item = (Timestamp, Event)> {
        let month = self.next_top_up(catalogs).map(|at| (at, Event::TopUp));
        self.events().chain(self.warnings(catalogs)).chain(month)
    }

    /// What somebody is to be warned of, each by the catalog of its own instant. What lies before the last entry is over,
    /// told or not: nothing is told late of credits that came back, nor of a grant or an account that was not there yet.
    fn warnings(&self, catalogs: &Catalogs) -> impl Iterator<Item = (Timestamp, Event)> {
        let alerts = self.alerts.as_deref();
        let told = alerts.map_or((Timestamp::EPOCH, Seq::ZERO), |alerts| (alerts.warned_at, alerts.warned));
        let trial_end = self.life.trial_ends_at.filter(|_| alerts.is_none_or(|alerts| !alerts.is_trial_told));
        let ending = trial_end.is_some() || self.grants.iter().any(Grant::is_warned_of);
        let versions = if ending { Some(catalogs.since(self.last_at)) } else { None };
        versions.into_iter().flatten().flat_map(move |catalog| {
            let alerts = &catalog.settings().alerts;
            let before = Some(alerts.trial_ending_before).filter(|before| *before > Span::ZERO);
            let trial = trial_end.into_iter().zip(before).map(|(end, before)| (end.minus(before), Event::TrialEnding));
            let trial = trial.filter(|(at, _)| *at > self.life.opened_at);
            let grants = self.grants.iter().filter(|grant| grant.is_warned_of());
            let expiring =
                grants.filter_map(|grant| Some((grant, grant.terms.expires_at?))).flat_map(move |(grant, end)| {
                    let instants = alerts.expiring_before.iter().map(move |before| (end.minus(*before), *before));
                    let news =
                        instants.filter(move |(at, _)| *at > grant.terms.effective_at && (*at, grant.seq) > told);
                    news.map(|(at, before)| (at, Event::Expiring(grant.seq, before)))
                });
            let holds = move |at: Timestamp| self.catalog(catalogs, at).version() == catalog.version();
            trial.chain(expiring).filter(move |(at, _)| *at >= self.last_at && holds(*at))
        })
    }

    fn warn(&self, draft: &mut Draft, seq: Seq, before: Span) -> Result<(), Corrupt> {
        let Some((grant, at)) = self.grant(seq).and_then(|grant| Some((grant, grant.terms.expires_at?))) else {
            return Ok(());
        };
        draft.push(Fact::Notice(Notice::Expiring { grant: seq, credits: grant.available, at, before }))
    }

    /// The catalog version that a pool goes by at an instant. Test clocks run in times of their own: they go by the newest.
    pub fn catalog<'c>(&self, catalogs: &'c Catalogs, t: Timestamp) -> &'c Catalog {
        if self.house.test_clock.is_some() { catalogs.current() } else { catalogs.at(t) }
    }

    fn events(&self) -> impl Iterator<Item = (Timestamp, Event)> {
        let time_outs = self.reservations.iter().map(|(seq, open)| (open.expires_at, Event::TimeOut(*seq)));
        let life = &self.life;
        let boundary = life.period.as_ref().map(|period| period.end);
        let at_boundary = boundary.map(|end| match (&life.scheduled, life.state) {
            (_, State::Canceling) => (end, Event::End),
            (Some(_), _) => (end, Event::PlanChange),
            (None, _) => (end, Event::Renewal),
        });
        let trial_end = life.trial_ends_at.map(|end| (end, Event::End));
        let renews_at = if life.state == State::Active { boundary } else { None };
        let expiries = self.grants.iter().filter(move |grant| !is_plans(grant, renews_at)).filter_map(|grant| {
            let end = grant.terms.expires_at?;
            (grant.available.is_positive() && !grant.is_ended).then_some((end, Event::Expiry(grant.seq)))
        });
        let payments = self.grants.iter().filter(|grant| self.will_pay(grant));
        let payments = payments.map(|grant| (grant.terms.effective_at, Event::Payment(grant.seq)));
        time_outs.chain(at_boundary).chain(trial_end).chain(expiries).chain(payments).chain(self.waiting_orders())
    }

    /// Promises that are not kept and orders that are not paid in time.
    fn waiting_orders(&self) -> impl Iterator<Item = (Timestamp, Event)> {
        let open = self.trade.iter().flat_map(|trade| trade.open.iter());
        open.flat_map(|(seq, order)| {
            let overdue = order.credits_by.filter(|_| !order.is_overdue).map(|at| (at, Event::Overdue(*seq)));
            overdue.into_iter().chain([(order.placed.pay_by, Event::Unpaid(*seq))])
        })
    }

    /// True for a grant that is yet to become effective and then fits a use that owes.
    fn will_pay(&self, grant: &Grant) -> bool {
        let effective_at = grant.terms.effective_at;
        grant.is_awaited
            && effective_at >= self.last_at
            && grant.available.is_positive()
            && grant.is_usable_at(effective_at)
            && self.debts.iter().any(|debt| effective_at > debt.at && debt.fits(grant))
    }

    fn time_out(&self, draft: &mut Draft, seq: Seq) -> Result<(), Corrupt> {
        let Some(open) = self.reservations.get(&seq) else { return Ok(()) };
        // At one instant a time-out comes before the expiry: what it gives back there may still be rolled over.
        let before_expiry = Timestamp::from_micros(draft.at().micros().saturating_sub(1));
        let (_, returned) = self.split(&open.draws, Credits::ZERO, before_expiry);
        let usage = open.usage.clone();
        draft.push(Fact::Release(Released {
            reservation: seq,
            cause: ReleaseCause::TimedOut,
            returned,
            available: Credits::ZERO,
        }))?;
        let available = draft.pool().available(usage.subaccount.as_ref(), usage.feature.as_ref(), draft.at());
        draft.set_available(available);
        Ok(())
    }

    fn scheduled_change(&self, draft: &mut Draft) -> Result<(), Corrupt> {
        let Some(choice) = self.life.scheduled.clone() else { return Ok(()) };
        let changed = PlanChanged {
            choice,
            high_water: self.life.high_water,
            leaves_legacy: false,
            is_full: false,
            held: self.life.held,
        };
        draft.push(Fact::Account(AccountFact::PlanChanged(changed)))
    }

    fn renew(&self, draft: &mut Draft, catalog: &Catalog) -> Result<(), Corrupt> {
        let Some(old) = &self.life.period else { return Ok(()) };
        let renewing = catalog.plan(self.life.choice.plan.as_str()).and_then(|plan| plan.renewing());
        let period = self.next_period(old, renewing, self.life.choice.agreed);
        self.roll_over(draft, old.end, renewing, &period)?;
        draft.push(Fact::Account(AccountFact::PeriodBegan(period)))?;
        if self.life.is_paused { Ok(()) } else { draft.grant_period(catalog) }
    }

    fn next_period(&self, old: &PeriodBegan, renewing: Option<&Renewing>, agreed: Option<Credits>) -> PeriodBegan {
        let every = renewing.map_or(old.every, |renewing| renewing.every);
        let number = old.number.saturating_add(1);
        // Another length counts from here on; the same one always from the anchor, so that no end drifts.
        let (anchor, anchor_number) = if every == old.every {
            (old.anchor, old.anchor_number)
        } else {
            (Wall::of(old.end, self.house.zone), number)
        };
        let counted = number.saturating_sub(anchor_number).saturating_add(1);
        let end = every.boundary(anchor, self.house.zone, counted);
        PeriodBegan {
            epoch: old.epoch,
            number,
            anchor,
            anchor_number,
            every,
            start: old.end,
            // A zone that moved may bring the counted end before its start: a period is never empty.
            end: if end > old.end { end } else { every.boundary(anchor, self.house.zone, counted.saturating_add(1)) },
            allowance: agreed.or(renewing.map(|renewing| renewing.credits)).unwrap_or(Credits::ZERO),
            is_granted: !self.life.is_paused,
        }
    }

    /// Carries what is left of the ending period into the next, held to the cap of the plan that begins.
    fn roll_over(
        &self,
        draft: &mut Draft,
        end: Timestamp,
        begins: Option<&Renewing>,
        next: &PeriodBegan,
    ) -> Result<(), Corrupt> {
        let plans = self.grants.iter().filter(|grant| grant.terms.kind == GrantKind::Plan && !grant.is_ended);
        let (mut ending, mut carried) = (Vec::new(), Vec::new());
        for grant in plans.filter(|grant| grant.available.is_positive()) {
            match (grant.terms.expires_at == Some(end), grant.terms.rolled_from) {
                (true, None) => ending.push(grant),
                (true, Some(_)) => expire(draft, Some(grant))?,
                (false, Some(_)) => carried.push(grant),
                (false, None) => {}
            }
        }
        let cap = begins.map_or(Some(Credits::ZERO), |plan| plan.rollover.cap_for(next.allowance));
        let total = |grants: &[&Grant]| grants.iter().fold(Credits::ZERO, |sum, g| sum.saturating_add(g.available));
        let all = total(&ending).saturating_add(total(&carried));
        let mut trim = cap.map_or(Credits::ZERO, |cap| all.less(cap));
        // The oldest are trimmed first.
        let mut oldest: Vec<&Grant> = carried.iter().chain(&ending).copied().collect();
        oldest.sort_by_key(|grant| (grant.terms.effective_at, grant.seq));
        let keep_until = begins.and_then(|plan| plan.rollover.keep).map(|keep| {
            let counted = next.number.saturating_sub(next.anchor_number).saturating_add(keep);
            next.every.boundary(next.anchor, self.house.zone, counted)
        });
        for grant in oldest {
            let trimmed = grant.available.min(trim);
            trim = trim.less(trimmed);
            let rest = grant.available.less(trimmed);
            let is_ending = grant.terms.expires_at == Some(end);
            if is_ending && rest.is_positive() {
                let terms = Terms {
                    credits: rest,
                    expires_at: keep_until,
                    rolled_from: Some(grant.seq),
                    ..grant.terms.clone()
                };
                draft.push(Fact::Roll(Rolled { terms }))?;
            }
            if trimmed.is_positive() {
                draft.push(Fact::Expire(Taken { grant: grant.seq, credits: trimmed, is_end: is_ending }))?;
            }
        }
        Ok(())
    }
}

/// True for the plan's grants that end with the running period: the renewal decides what becomes of them.
fn is_plans(grant: &Grant, renews_at: Option<Timestamp>) -> bool {
    grant.terms.kind == GrantKind::Plan && renews_at.is_some() && grant.terms.expires_at == renews_at
}

/// Expires what is available of a grant, and with it the grant.
pub(crate) fn expire(draft: &mut Draft, grant: Option<&Grant>) -> Result<(), Corrupt> {
    let Some(grant) = grant else { return Ok(()) };
    if grant.is_ended {
        return Ok(());
    }
    draft.push(Fact::Expire(Taken { grant: grant.seq, credits: grant.available, is_end: true }))
}
