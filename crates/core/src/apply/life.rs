//! Folding the facts of an account's life: they move no credits, and say what is due next.

use std::collections::{BTreeMap, BTreeSet};

use crate::alert::Room;
use crate::credits::Credits;
use crate::entry::{AccountFact, Entry, Opened, PeriodBegan, Subject};
use crate::id::{AccountId, PoolNo};
use crate::pool::{Derived, House, Life, Limit, Member, Pool, State};
use crate::shared::{Seldom, Shared};
use crate::tally::{Tallies, Windows};
use crate::time::Timestamp;

impl Pool {
    pub(super) fn fold_account(&mut self, fact: &AccountFact) -> Result<(), &'static str> {
        let life = self.life.make_mut();
        match fact {
            AccountFact::Opened(_) => return Err("an account is created once"),
            AccountFact::PlanChanged(changed) => {
                life.choice = changed.choice.clone();
                life.high_water = changed.high_water;
                life.held = changed.held;
                life.is_legacy &= !changed.leaves_legacy;
                life.scheduled = None;
                uncancel(life);
                if changed.is_full {
                    life.granted_in_full.push(changed.choice.plan.clone());
                }
            }
            AccountFact::ChangeScheduled(choice) => {
                life.scheduled = Some(choice.clone());
                uncancel(life);
            }
            AccountFact::ScheduleDropped => {
                life.scheduled = None;
                uncancel(life);
            }
            AccountFact::Canceling => {
                life.scheduled = None;
                life.state = State::Canceling;
            }
            AccountFact::Ended => {
                life.state = State::Ended;
                life.period = None;
                life.scheduled = None;
                life.trial_ends_at = None;
            }
            AccountFact::Activated(activated) => {
                life.state = State::Active;
                life.choice = activated.choice.clone();
                life.is_legacy = false;
                life.is_paused = false;
                life.period = None;
                life.scheduled = None;
                life.trial_ends_at = None;
            }
            AccountFact::Paused => life.is_paused = true,
            AccountFact::Resumed => life.is_paused = false,
            AccountFact::PeriodBegan(period) => {
                begin(life, period);
                life.began = self.last;
            }
            AccountFact::PeriodGranted(high_water) => {
                life.high_water = *high_water;
                life.granted_in_full = vec![life.choice.plan.clone()];
                if let Some(period) = &mut life.period {
                    period.is_granted = true;
                }
            }
            _ => return self.fold_house(fact),
        }
        // The state decides what is due next; the next look finds out.
        self.due.0 = Timestamp::EPOCH;
        Ok(())
    }

    fn fold_house(&mut self, fact: &AccountFact) -> Result<(), &'static str> {
        let house: &mut House = self.house.make_mut();
        match fact {
            AccountFact::SubaccountAdded(account) => {
                house.subaccounts.insert(account.clone());
            }
            AccountFact::MemberPut(put) => {
                let member = Member { role: put.role.clone(), subaccounts: put.subaccounts.clone() };
                house.members.insert((put.subaccount.clone(), put.member.clone()), member);
            }
            AccountFact::MemberRemoved { subaccount, member } => {
                let place: (Option<AccountId>, _) = (subaccount.clone(), member.clone());
                house.members.remove(&place).ok_or("no such member")?;
            }
            AccountFact::Sharing(is_on) => house.is_sharing = *is_on,
            AccountFact::LimitSet { subject, credits, per } => {
                let limit = Limit { credits: *credits, per: *per };
                if house.limits.insert(subject.clone(), limit) != Some(limit) {
                    self.forget_told(subject);
                }
            }
            AccountFact::LimitRemoved(subject) => {
                house.limits.remove(subject).ok_or("no such limit")?;
                self.forget_told(subject);
            }
            AccountFact::OverdraftLimit(limit) => house.overdraft_limit = *limit,
            AccountFact::ZoneSet(zone) => {
                house.zone = *zone;
                self.windows = Derived(Windows::default());
                self.move_tallies();
            }
            _ => return Err("is no fact of a house"),
        }
        Ok(())
    }
}

impl Pool {
    /// Another limit is told anew when it is reached.
    fn forget_told(&mut self, subject: &Subject) {
        if let Some(alerts) = &mut self.alerts {
            alerts.make_mut().forget(subject);
        }
    }

    /// A new zone cuts days and months elsewhere: what counted in the running ones goes on counting in the new ones.
    fn move_tallies(&mut self) {
        if self.used.is_empty() {
            return;
        }
        let windows = self.windows_at(self.last_at);
        for tally in self.used.values_mut() {
            tally.move_to(&windows);
        }
    }
}

fn uncancel(life: &mut Life) {
    if life.state == State::Canceling {
        life.state = if life.trial_ends_at.is_some() { State::Trial } else { State::Active };
    }
}

fn begin(life: &mut Life, period: &PeriodBegan) {
    life.epoch = period.epoch;
    life.held = period.allowance;
    life.high_water = if period.is_granted { period.allowance } else { Credits::ZERO };
    life.granted_in_full = if period.is_granted { vec![life.choice.plan.clone()] } else { Vec::new() };
    life.period = Some(period.clone());
}

pub(super) fn opened_pool(no: PoolNo, first: &Entry, opened: &Opened) -> Pool {
    let state = if opened.trial_ends_at.is_some() { State::Trial } else { State::Active };
    let life = Life {
        state,
        is_paused: false,
        choice: opened.choice.clone(),
        is_legacy: opened.is_legacy,
        trial_ends_at: opened.trial_ends_at,
        held: Credits::ZERO,
        opened_at: first.at,
        period: None,
        scheduled: None,
        epoch: 0,
        high_water: Credits::ZERO,
        granted_in_full: Vec::new(),
        began: first.seq,
    };
    let house = House {
        zone: opened.zone,
        test_clock: opened.test_clock.clone(),
        is_sharing: false,
        overdraft_limit: Credits::ZERO,
        subaccounts: BTreeSet::new(),
        members: BTreeMap::new(),
        limits: BTreeMap::new(),
    };
    Pool {
        no,
        last: first.seq,
        last_at: first.at,
        account: opened.account.clone(),
        kind: opened.kind,
        life: Shared::from(life),
        house: Shared::from(house),
        grants: Vec::new(),
        closed: Seldom::default(),
        reservations: Seldom::default(),
        ended: Seldom::default(),
        quotes: Seldom::default(),
        debts: Vec::new(),
        amended: Seldom::default(),
        used: Tallies::default(),
        trade: None,
        alerts: None,
        due: Derived(Timestamp::EPOCH),
        due_by: Derived(0),
        room: Derived(Room::default()),
        windows: Derived(Windows::default()),
    }
}
