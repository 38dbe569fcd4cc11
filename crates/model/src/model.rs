//! The model: takes the steps of a history one by one and answers them. Holds every state the pool ever had.

use std::collections::BTreeMap;

use crate::answer::{Answer, Balance, Code, Done, Refusal};
use crate::catalog::Catalog;
use crate::command::{Command, Key, Micros, Spend, Step, Use};
use crate::state::State;

/// One pool, its past and its keys.
#[derive(Clone, Debug)]
pub struct Model {
    state: State,
    /// A whole copy of the pool after each instant or request that changed it.
    past: Vec<(Micros, State)>,
    /// The request and answer of every key that had an effect.
    keys: BTreeMap<Key, (Command, Done)>,
}

/// What a use would cost and whether it is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The first reason against it.
    pub refusal: Option<Refusal>,
    /// What it would take.
    pub cost: Option<i128>,
    /// What the account could spend on that feature.
    pub available: i128,
    /// The same after the use, where it is allowed.
    pub available_after: Option<i128>,
}

impl Model {
    /// A pool without an account, under a first catalog version.
    pub fn new(catalog: Catalog) -> Self {
        Self { state: State::new(catalog), past: Vec::new(), keys: BTreeMap::new() }
    }

    /// Takes a step of a history.
    pub fn step(&mut self, step: &Step) -> Answer {
        self.execute(step.now, step.key.as_ref(), &step.command)
    }

    /// First lets everything due up to now happen, then judges the command.
    ///
    /// A refusal leaves nothing behind but what was due.
    pub fn execute(&mut self, now: Micros, key: Option<&Key>, command: &Command) -> Answer {
        let now = self.advance(now);
        if let Some((first, done)) = key.and_then(|key| self.keys.get(key)) {
            // Rule 5: the same request gets the first answer again, another one is refused.
            if first == command {
                return Answer::Done(Box::new(done.clone()));
            }
            return Answer::Refused(Box::new(Refusal::new(Code::IdempotencyKeyReused)));
        }
        let mut next = self.state.clone();
        match next.judge(now, command) {
            Err(refusal) => Answer::Refused(Box::new(refusal)),
            Ok(done) => {
                // Reading (5): whatever is done writes an entry, also where it moves nothing; a preview and the mere
                // passing of time write none, and leave no key.
                if !matches!(command, Command::Advance | Command::ChangePlan { preview: true, .. }) {
                    next.last = now;
                    self.state = next;
                    self.past.push((now, self.state.clone()));
                    if let Some(key) = key {
                        self.keys.insert(key.clone(), (command.clone(), done.clone()));
                    }
                }
                Answer::Done(Box::new(done))
            }
        }
    }

    /// Rule 5: a pool's time never runs back. Everything due up to now happens, instant by instant.
    pub fn advance(&mut self, clock: Micros) -> Micros {
        let now = clock.max(self.state.last);
        while let Some(at) = self.state.next_due().filter(|at| *at <= now) {
            self.state.happen(at);
            self.past.push((at, self.state.clone()));
        }
        now
    }

    /// The balance of an account (none: the paying one) for a feature (none: any), now. Changes nothing.
    pub fn balance(&self, now: Micros, feature: Option<&str>, subaccount: Option<&str>) -> Balance {
        let mut copy = self.clone();
        let now = copy.advance(now);
        copy.state.balance(now, feature, subaccount)
    }

    /// Every balance a reader could ask for now: of the paying account and each subaccount, for any and each feature.
    pub fn balances(&self, now: Micros) -> Vec<(Option<String>, Option<String>, Balance)> {
        let mut copy = self.clone();
        let now = copy.advance(now);
        let mut places = vec![None];
        places.extend(copy.state.subaccounts.iter().cloned().map(Some));
        let mut features = vec![None];
        features.extend(copy.state.catalog().features.iter().map(|feature| Some(feature.id.clone())));
        let mut balances = Vec::new();
        for place in &places {
            for feature in &features {
                let balance = copy.state.balance(now, feature.as_deref(), place.as_deref());
                balances.push((place.clone(), feature.clone(), balance));
            }
        }
        balances
    }

    /// What a reader would have got at an instant that is past.
    pub fn balance_at(&self, at: Micros, feature: Option<&str>, subaccount: Option<&str>) -> Balance {
        let then = self.past.iter().rev().find(|(written, _)| *written <= at);
        let state = then.map_or_else(|| State::clone_empty(&self.state), |(_, s)| s.clone());
        let copy = Self { state, past: Vec::new(), keys: BTreeMap::new() };
        copy.balance(at, feature, subaccount)
    }

    /// What the use would cost and whether it is allowed, now. Changes nothing.
    pub fn check(&self, now: Micros, usage: &Use) -> Check {
        let mut copy = self.clone();
        let now = copy.advance(now);
        let available = copy.state.available_to(now, usage);
        let cost = copy.state.price(usage, None).ok();
        let spend = Spend { usage: usage.clone(), quote: None, max_credits: None, allow_partial: false };
        let refusal = copy.execute(now, None, &Command::Spend(spend)).refusal().cloned();
        let available_after = refusal.is_none().then(|| copy.state.available_to(now, usage));
        Check { refusal, cost, available, available_after }
    }

    /// The pool as it was last written.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The next instant at which something is due.
    pub fn next_due(&self) -> Option<Micros> {
        self.state.next_due()
    }

    /// That every credit has exactly one place.
    pub fn assert_conserved(&self) -> Result<(), String> {
        self.state.assert_conserved()
    }
}

impl State {
    fn clone_empty(other: &Self) -> Self {
        Self::new(other.versions.first().expect("there is a first version").as_ref().clone())
    }

    /// Judges one command at `now`, everything due having happened.
    fn judge(&mut self, now: Micros, command: &Command) -> Result<Done, Refusal> {
        match command {
            Command::CreateAccount(new) => return self.create(now, new),
            Command::PublishCatalog(catalog) => return self.publish(now, catalog),
            Command::Advance => return Ok(Done::default()),
            _ => {}
        }
        if self.account.is_none() {
            return Err(Refusal::about(Code::NotFound, "account"));
        }
        match command {
            Command::CreateAccount(_) | Command::PublishCatalog(_) | Command::Advance => Ok(Done::default()),
            Command::AddSubaccount { subaccount } => self.add_subaccount(subaccount),
            Command::PutMember(put) => self.put_member(put),
            Command::DeleteMember { subaccount, member } => self.delete_member(subaccount.as_deref(), member),
            Command::SetSharing { enabled } => self.set_sharing(*enabled),
            Command::SetLimit { subject, credits, per } => self.set_limit(subject, *credits, *per),
            Command::DeleteLimit { subject } => self.delete_limit(subject),
            Command::SetOverdraftLimit { credits } => {
                crate::price::check_credits(*credits)?;
                self.overdraft_limit = *credits;
                Ok(Done::default())
            }
            Command::SetZone { zone } => self.set_zone(zone),
            Command::Grant(new) => self.give(now, new),
            Command::VoidGrant { grant, credits } => self.void_grant(now, *grant, *credits),
            Command::ChangePlan { plan, when, credits_per_period, preview } => {
                self.change_plan(now, plan, *when, *credits_per_period, *preview)
            }
            Command::DropScheduled => self.drop_scheduled(),
            Command::Activate { plan } => self.activate(now, plan.as_deref()),
            Command::Cancel => self.cancel(now),
            Command::Pause => self.pause(),
            Command::Resume => self.resume(now),
            Command::Quote { usage, expires_in } => self.quote(now, usage, *expires_in),
            Command::Spend(spend) => self.spend(now, spend),
            Command::Reserve { usage, quote, expires_in } => self.reserve(now, usage, *quote, *expires_in),
            Command::Settle { reservation, amount, max_credits, late } => {
                self.settle(now, *reservation, amount, *max_credits, *late)
            }
            Command::VoidReservation { reservation } => self.void_reservation(now, *reservation),
            Command::Extend { reservation, expires_in } => self.extend(now, *reservation, *expires_in),
            Command::Reverse { spend, credits } => self.reverse(now, *spend, *credits),
        }
    }
}
