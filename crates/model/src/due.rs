//! Due: what happens by itself as time passes, instant by instant, in the order of rule 1. Judges no request.

use crate::calendar;
use crate::catalog::Rollover;
use crate::command::{Kind, Micros, Milli};
use crate::grant::Terms;
use crate::state::{Grant, Phase, Scheduled, State, Status};

impl State {
    /// The next instant at which something is due, if anything is.
    pub(crate) fn next_due(&self) -> Option<Micros> {
        let open = self.reservations.iter().filter(|reservation| reservation.status == Status::Open);
        let ends = self.grants.iter().filter(|grant| !grant.ended).filter_map(|grant| grant.expires_at);
        let begins = self.grants.iter().filter(|grant| !grant.begun).map(|grant| grant.effective_at);
        let phase = self.account.as_ref().and_then(|account| match &account.phase {
            Phase::Trial { ends_at } => Some(*ends_at),
            Phase::Active(period) => Some(period.end),
            Phase::Legacy | Phase::Ended { .. } => None,
        });
        open.map(|reservation| reservation.expires_at).chain(ends).chain(begins).chain(phase).min()
    }

    /// Does everything due at `at`. Rule 1: reservation time-outs, scheduled plan change or cancel, rollover and
    /// expiry, renewal; requests come after.
    // Reading (1, 4): a grant that becomes effective pays debts after expiry and before the renewal.
    pub(crate) fn happen(&mut self, at: Micros) {
        self.time_out(at);
        let boundary = self.period().filter(|period| period.end == at).map(|period| (period.anchor, period.n));
        self.turn(at);
        let begins = boundary.filter(|_| self.period().is_some());
        if let Some((anchor, n)) = begins {
            self.roll_over(at, anchor, n + 1);
        }
        self.expire(at);
        self.become_effective(at);
        if let Some((anchor, n)) = begins {
            self.begin_period(at, anchor, n + 1, at);
        }
        self.last = self.last.max(at);
    }

    /// Rule 19: at `expires_at` a reservation is over.
    fn time_out(&mut self, at: Micros) {
        for label in 1..=u64::try_from(self.reservations.len()).expect("fewer than 2^64") {
            let due = crate::state::place(label)
                .and_then(|place| self.reservations.get(place))
                .is_some_and(|reservation| reservation.status == Status::Open && reservation.expires_at <= at);
            if due {
                self.release(label, Status::Expired);
            }
        }
    }

    /// The scheduled plan change or cancel, and a trial's end.
    fn turn(&mut self, at: Micros) {
        let Some(account) = &mut self.account else { return };
        match &account.phase {
            Phase::Trial { ends_at } if *ends_at == at => account.phase = Phase::Ended { since: at },
            Phase::Active(period) if period.end == at => match account.scheduled.take() {
                Some(Scheduled::Plan(plan, figure)) => self.set_plan(&plan, figure),
                Some(Scheduled::Cancel) => account.phase = Phase::Ended { since: at },
                None => {}
            },
            _ => {}
        }
    }

    /// Rule 7: what is available, not reserved, of the plan's grants is carried into the period that begins; all carried
    /// credit is held to the cap of the plan that begins, oldest trimmed first, and the trimmed expires.
    // Reading (7): the plan that begins decides everything: whether, how much and for how long. `percent` is a cap, too:
    // that part of the allowance that begins, rounded down. What was carried before and has not ended counts and may be
    // trimmed; it keeps its end and is not carried again. "Oldest" is the earlier effective_at, then the lower label.
    // While paused nothing is granted, but carrying over goes on.
    fn roll_over(&mut self, at: Micros, anchor: chrono::NaiveDateTime, n: u32) {
        let plan = self.held_plan();
        let allowance = self.account().figure.unwrap_or(plan.credits);
        let cap = match plan.rollover {
            Rollover::None => Some(0),
            Rollover::Max(max) => Some(max),
            Rollover::Percent(percent) => Some(allowance * i128::from(percent) / 100),
            Rollover::All => None,
        };
        let mut carried: Vec<Grant> = self.grants.iter().filter(|grant| may_carry(grant, at)).cloned().collect();
        carried.sort_by_key(|grant| (grant.effective_at, grant.label));
        let total: Milli = carried.iter().map(|grant| grant.available).sum();
        let mut excess = cap.map_or(0, |cap| (total - cap).max(0));
        // Reading (7): k periods are the one that begins and the k - 1 after it.
        let zone = self.account().zone;
        let expires_at = plan.keep.map(|keep| calendar::after(zone, anchor, plan.every, n + keep));
        for old in carried {
            let trimmed = excess.min(old.available);
            excess -= trimmed;
            let kept = old.available - trimmed;
            let grant = self.grant_mut(old.label);
            grant.available -= trimmed;
            grant.expired += trimmed;
            if kept == 0 || grant.expires_at != Some(at) {
                continue;
            }
            grant.available -= kept;
            grant.rolled_over += kept;
            let terms = Terms {
                priority: old.priority,
                rolled_from: Some(old.label),
                ..Terms::general(Kind::Plan, old.effective_at, expires_at)
            };
            self.make_grant(at, kept, terms);
        }
    }

    /// Rule 1: at the instant `expires_at` a grant is gone.
    fn expire(&mut self, at: Micros) {
        let due = |grant: &&Grant| !grant.ended && grant.expires_at.is_some_and(|end| end <= at);
        let labels: Vec<u64> = self.grants.iter().filter(due).map(|grant| grant.label).collect();
        for label in labels {
            self.end_grant(label, at);
        }
    }

    fn become_effective(&mut self, at: Micros) {
        let due = |grant: &&Grant| !grant.begun && grant.effective_at <= at;
        let labels: Vec<u64> = self.grants.iter().filter(due).map(|grant| grant.label).collect();
        for label in labels {
            self.grant_mut(label).begun = true;
            self.pay_debts(label);
        }
    }
}

/// A grant of the period that ends, or carried credit that has not ended yet.
fn may_carry(grant: &Grant, at: Micros) -> bool {
    let ends_now = grant.expires_at == Some(at);
    let was_carried = grant.rolled_from.is_some();
    grant.kind == Kind::Plan && !grant.ended && grant.available > 0 && (was_carried != ends_now)
}
