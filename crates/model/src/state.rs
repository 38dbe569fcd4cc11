//! The state of one pool: plain lists of everything that was made in it. Decides nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDateTime;
use chrono_tz::Tz;

use crate::answer::Draw;
use crate::catalog::Catalog;
use crate::command::{AccountKind, Kind, Micros, Milli, Per, Subject, Use};

/// The whole of a pool. A copy of it is a copy of the pool.
#[derive(Clone, Debug)]
pub struct State {
    /// Catalog versions, the one in force last.
    pub versions: Vec<Arc<Catalog>>,
    /// The instant of the last entry; the pool's time never runs back before it.
    pub last: Micros,
    /// The account, once it is made.
    pub account: Option<Account>,
    /// Subaccounts by id.
    pub subaccounts: Vec<String>,
    /// Memberships by (subaccount or none, member).
    pub members: BTreeMap<(Option<String>, String), Membership>,
    /// Whether the agency's credits are shared.
    pub sharing: bool,
    /// Spend limits.
    pub limits: BTreeMap<Subject, (Milli, Per)>,
    /// How much the pool may owe.
    pub overdraft_limit: Milli,
    /// Grants in the order of their making; grant 1 stands first.
    pub grants: Vec<Grant>,
    /// Spends in the order of their making.
    pub spends: Vec<SpendRow>,
    /// Reservations in the order of their making.
    pub reservations: Vec<Reservation>,
    /// Quotes in the order of their making.
    pub quotes: Vec<QuoteRow>,
}

/// The paying account and where it stands in its life.
#[derive(Clone, Debug)]
pub struct Account {
    /// Business or agency.
    pub kind: AccountKind,
    /// When it was made.
    pub made_at: Micros,
    /// The zone of its periods, days and months.
    pub zone: Tz,
    /// The plan it has (or had, when ended).
    pub plan: String,
    /// An agreed figure instead of the plan's allowance.
    pub figure: Option<Milli>,
    /// The allowance it holds in the running period.
    pub held: Milli,
    /// Where it stands.
    pub phase: Phase,
    /// The one thing that is scheduled for the period's end.
    pub scheduled: Option<Scheduled>,
    /// Whether the host said that its bill is unpaid.
    pub paused: bool,
    /// How many epochs it has had.
    pub epochs: u32,
}

/// Where an account stands in its life.
#[derive(Clone, Debug)]
pub enum Phase {
    /// In its trial, until then.
    Trial {
        /// The trial's end.
        ends_at: Micros,
    },
    /// In a period (active, or canceling when a cancel is scheduled).
    Active(Period),
    /// On a legacy plan: no periods.
    Legacy,
    /// Over, since then.
    Ended {
        /// The instant it ended.
        since: Micros,
    },
}

/// The running period.
#[derive(Clone, Debug)]
pub struct Period {
    /// The wall date and time from which the epoch's periods are counted.
    pub anchor: NaiveDateTime,
    /// Counted from 0 in the epoch.
    pub n: u32,
    /// Its first instant.
    pub start: Micros,
    /// Its booked end, computed when it began.
    pub end: Micros,
    /// Whether its allowance was granted.
    pub granted: bool,
    /// The highest allowance held in it.
    pub highest: Milli,
    /// The plans that granted in it.
    pub plans: Vec<String>,
}

/// What is scheduled for the period's end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scheduled {
    /// Another plan, with an agreed figure.
    Plan(String, Option<Milli>),
    /// The end of the account.
    Cancel,
}

/// A membership.
#[derive(Clone, Debug)]
pub struct Membership {
    /// A role's id.
    pub role: String,
    /// The subaccounts it covers.
    pub subaccounts: Vec<String>,
}

/// One grant and where each of its credits is.
#[derive(Clone, Debug)]
pub struct Grant {
    /// Its label.
    pub label: u64,
    /// Its kind.
    pub kind: Kind,
    /// Burned from low to high.
    pub priority: i64,
    /// Usable from here.
    pub effective_at: Micros,
    /// Gone from here; none: never. A grant that ended early has the instant of that here.
    pub expires_at: Option<Micros>,
    /// Features it may pay; empty: any.
    pub features: Vec<String>,
    /// Subaccounts it is ring-fenced for; empty: general.
    pub subaccounts: Vec<String>,
    /// The grant whose rest it carries.
    pub rolled_from: Option<u64>,
    /// Whether it was voided whole: what returns is voided at once.
    pub void: bool,
    /// Whether its end has come and its rest has expired.
    pub ended: bool,
    /// Whether it has become effective.
    pub begun: bool,
    /// Given.
    pub granted: Milli,
    /// Put back by reversals.
    pub returned: Milli,
    /// May be spent.
    pub available: Milli,
    /// Set aside by open reservations.
    pub reserved: Milli,
    /// Spent; reversals do not lessen it.
    pub spent: Milli,
    /// Expired.
    pub expired: Milli,
    /// Voided.
    pub voided: Milli,
    /// Carried over into another grant.
    pub rolled_over: Milli,
}

/// One spend.
#[derive(Clone, Debug)]
pub struct SpendRow {
    /// Its use.
    pub usage: Use,
    /// When its use began: at the spend, or at the reservation that was settled.
    pub began_at: Micros,
    /// What it took, owed included.
    pub credits: Milli,
    /// Who paid, in the order drawn; debts paid later come last.
    pub draws: Vec<Draw>,
    /// How much of each draw has gone back.
    pub undone: Vec<Milli>,
    /// Still owed by the pool.
    pub owed: Milli,
    /// What was owed and is forgiven by reversals.
    pub forgiven: Milli,
    /// Reversed so far, forgiven included.
    pub reversed: Milli,
}

/// One reservation.
#[derive(Clone, Debug)]
pub struct Reservation {
    /// Its use, as reserved.
    pub usage: Use,
    /// The catalog version that prices its settle.
    pub version: usize,
    /// When it was made.
    pub made_at: Micros,
    /// When it is over.
    pub expires_at: Micros,
    /// What was set aside.
    pub credits: Milli,
    /// From which grants, in the order drawn.
    pub draws: Vec<Draw>,
    /// Where it stands.
    pub status: Status,
}

/// Where a reservation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Open.
    Open,
    /// Settled, in time or late.
    Settled,
    /// Voided.
    Voided,
    /// Timed out.
    Expired,
}

/// One quote.
#[derive(Clone, Debug)]
pub struct QuoteRow {
    /// The use it prices.
    pub usage: Use,
    /// The cost it binds.
    pub credits: Milli,
    /// The catalog version that priced it.
    pub version: usize,
    /// It binds before this instant.
    pub expires_at: Micros,
    /// Whether it was used.
    pub used: bool,
}

impl State {
    /// A pool without an account.
    pub fn new(catalog: Catalog) -> Self {
        Self {
            versions: vec![Arc::new(catalog)],
            last: Micros::MIN,
            account: None,
            subaccounts: Vec::new(),
            members: BTreeMap::new(),
            sharing: false,
            limits: BTreeMap::new(),
            overdraft_limit: 0,
            grants: Vec::new(),
            spends: Vec::new(),
            reservations: Vec::new(),
            quotes: Vec::new(),
        }
    }

    /// The catalog in force.
    pub fn catalog(&self) -> Arc<Catalog> {
        Arc::clone(self.versions.last().expect("there is a first version"))
    }

    /// The account; every command but the making of it comes after it.
    pub fn account(&self) -> &Account {
        self.account.as_ref().expect("judged only once the account is made")
    }

    pub(crate) fn account_mut(&mut self) -> &mut Account {
        self.account.as_mut().expect("judged only once the account is made")
    }

    /// The grant of that label.
    pub fn grant(&self, label: u64) -> Option<&Grant> {
        self.grants.iter().find(|grant| grant.label == label)
    }

    pub(crate) fn grant_mut(&mut self, label: u64) -> &mut Grant {
        self.grants.iter_mut().find(|grant| grant.label == label).expect("a draw names a grant of the pool")
    }

    /// The running period, if one runs.
    pub fn period(&self) -> Option<&Period> {
        match self.account.as_ref().map(|account| &account.phase) {
            Some(Phase::Active(period)) => Some(period),
            _ => None,
        }
    }

    /// What the pool owes.
    pub fn owed(&self) -> Milli {
        self.spends.iter().map(|spend| spend.owed).sum()
    }
}

/// The place of label `label` in a list whose first element has label 1.
pub(crate) fn place(label: u64) -> Option<usize> {
    usize::try_from(label).ok()?.checked_sub(1)
}

/// The label of the element that will be pushed next.
pub(crate) fn next_label<T>(list: &[T]) -> u64 {
    u64::try_from(list.len()).expect("fewer than 2^64 objects") + 1
}
