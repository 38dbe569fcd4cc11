//! Focus: what one history dwells on, so that rare meetings of two rules are met often enough. Judges nothing.

use super::Writer;
use super::random::Random;
use crate::catalog::Downgrade;
use crate::command::{Amount, Command, DAY, HOUR, Kind, Micros, NewGrant, Per, SECOND, Spend, Subject, Use};
use crate::state::{Phase, Status};

/// What a history dwells on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Focus {
    /// Everything alike.
    Mixed,
    /// Grants that are equal in most of what orders them.
    Ties,
    /// What is owed, and the grants that pay it.
    Debts,
    /// Several plan changes in one period.
    Plans,
    /// Reservations across tiers, catalog versions, days and period ends.
    Settles,
}

impl Focus {
    pub(super) fn any(random: &mut Random) -> Self {
        random.one(&[Self::Mixed, Self::Mixed, Self::Ties, Self::Debts, Self::Plans, Self::Settles])
    }
}

impl Writer {
    /// A command that belongs to the focus, if there is one just now.
    pub(super) fn dwell(&mut self, now: Micros) -> Option<Command> {
        match self.focus {
            Focus::Mixed => None,
            Focus::Ties => Some(self.tie(now)),
            Focus::Debts => self.debt(now),
            Focus::Plans => self.turn_of_plan(),
            Focus::Settles => self.settle_across(now),
        }
    }

    /// Grants that differ in one rung only, and spends that end in the middle of them.
    fn tie(&mut self, now: Micros) -> Command {
        if self.random.percent(45) {
            return Command::Grant(self.twin(now));
        }
        let features = [Some("cut"), Some("pages"), None];
        let feature = self.random.one(&features).map(str::to_owned);
        let subaccounts = self.model.state().subaccounts.clone();
        let subaccount = if self.random.percent(40) { self.random.pick(&subaccounts).cloned() } else { None };
        let mut usage = Use { subaccount, member: None, feature, amount: Amount::Nothing };
        let most = self.state().available_to(now, &usage);
        usage.amount = Amount::Credits(self.random.credits(most));
        Command::Spend(Spend { usage, quote: None, max_credits: None, allow_partial: false })
    }

    /// A grant like the others but for one thing.
    pub(super) fn twin(&mut self, now: Micros) -> NewGrant {
        let subaccounts = self.model.state().subaccounts.clone();
        let day_after = now - now.rem_euclid(DAY) + 2 * DAY;
        let mut grant = NewGrant {
            subaccount: None,
            kind: Kind::Promotional,
            credits: 10_000,
            priority: None,
            effective_at: None,
            expires_at: Some(day_after),
            features: Vec::new(),
            subaccounts: Vec::new(),
        };
        match self.random.below(7) {
            0 => grant.kind = Kind::Package,
            1 => grant.effective_at = Some(now - self.random.one(&[1, HOUR, 3 * DAY])),
            2 => grant.features = vec![self.random.one(&["cut", "pages"]).to_owned()],
            3 => grant.priority = Some(self.random.one(&[499, 501])),
            4 => grant.expires_at = None,
            5 => grant.subaccounts = self.random.pick(&subaccounts).cloned().into_iter().collect(),
            _ => {}
        }
        grant
    }

    /// Spends beyond what there is, grants now and later that fit or do not fit, reversals of what is owed.
    fn debt(&mut self, now: Micros) -> Option<Command> {
        let owed = self.state().owed();
        match (self.random.below(10), owed == 0) {
            (0 | 1, true) => Some(Command::SetOverdraftLimit { credits: self.random.one(&[10_000, 50_000, 400_000]) }),
            (0, false) => Some(Command::SetOverdraftLimit { credits: 0 }),
            (1..5, _) => {
                let feature = self.random.one(&[None, Some("cut"), Some("pages")]).map(str::to_owned);
                let mut usage = Use { subaccount: None, member: None, feature, amount: Amount::Nothing };
                let available = self.state().available_to(now, &usage);
                let room = (self.state().overdraft_limit - owed).max(0);
                let beyond = self.random.one(&[room, room + 1, room / 2, 1, 500]);
                usage.amount = Amount::Credits(available + beyond);
                let allow_partial = self.random.percent(10);
                Some(Command::Spend(Spend { usage, quote: None, max_credits: None, allow_partial }))
            }
            (5..8, _) => {
                let mut grant = self.twin(now);
                grant.credits = self.random.one(&[1000, owed.max(1), owed + 1, owed / 2 + 1]);
                if self.random.percent(50) {
                    grant.effective_at = Some(now + self.random.one(&[1, SECOND, HOUR]));
                }
                Some(Command::Grant(grant))
            }
            _ => self.reverse(),
        }
    }

    /// Up, down, up again within one period, where the account runs.
    fn turn_of_plan(&mut self) -> Option<Command> {
        let account = self.state().account();
        if !matches!(account.phase, Phase::Active(_)) || (account.paused && !self.open()) {
            return None;
        }
        let at_once = self.state().catalog().plans.iter().any(|plan| plan.downgrade == Downgrade::Now);
        let command = self.change();
        match command {
            Command::ChangePlan { plan, when, credits_per_period, .. } if plan != "old" && plan != "nothing" => {
                let when = if at_once { when.filter(|_| self.random.percent(30)) } else { when };
                Some(Command::ChangePlan { plan, when, credits_per_period, preview: false })
            }
            _ => None,
        }
    }

    /// Reservations that end or settle across a boundary.
    fn settle_across(&mut self, now: Micros) -> Option<Command> {
        let waits = self.state().reservations.iter().any(|reservation| reservation.status == Status::Open);
        match self.random.below(10) {
            0 => {
                let subject = self.random.one(&[Subject::Account, Subject::Account, Subject::EachMember]);
                let per = self.random.one(&[Per::Day, Per::Day, Per::Month]);
                Some(Command::SetLimit { subject, credits: self.random.one(&[30_000, 80_000]), per })
            }
            1 if waits => {
                let catalog = self.state().catalog();
                Some(Command::PublishCatalog(Box::new(super::catalogs::next(&mut self.random, &catalog))))
            }
            1..5 if waits => self.settle(now),
            _ => {
                let amount = match self.random.below(3) {
                    0 => Amount::Quantity(self.random.one(&[4, 9, 10])),
                    1 => Amount::Quantity(self.random.one(&[2, 3, 5])),
                    _ => Amount::Credits(self.random.credits(30_000)),
                };
                let feature = Some(self.random.one(&["sheets", "sheets", "pages", "cut"]).to_owned());
                // A price per use takes no quantity.
                let amount = if feature.as_deref() == Some("cut") { Amount::Nothing } else { amount };
                let usage = Use { subaccount: None, member: None, feature, amount };
                let expires_in = Some(self.reach(now));
                Some(Command::Reserve { usage, quote: None, expires_in })
            }
        }
    }

    /// How long until something ends within the day: exactly, or a microsecond beside it.
    pub(super) fn reach(&mut self, now: Micros) -> Micros {
        let state = self.model.state();
        let ends = state.grants.iter().filter_map(|grant| grant.expires_at);
        let midnight = state.window(now, Per::Day).1;
        let period = state.period().map(|period| period.end);
        let mut near: Vec<Micros> = ends.map(|end| end - now).filter(|left| (2..DAY).contains(left)).collect();
        near.extend(period.map(|end| end - now).filter(|left| (2..DAY).contains(left)));
        near.extend(midnight.map(|end| end - now + HOUR).filter(|left| (2..DAY).contains(left)));
        let left = self.random.pick(&near).copied().unwrap_or(6 * HOUR);
        left + self.random.one(&[-1, 0, 0, 0, 1])
    }
}
