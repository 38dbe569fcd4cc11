//! Pools: one paying account's ledger as it stands after its last entry: life, people, limits, grants, reservations.
//!
//! State and questions only. What changes it is in `apply`; what may change it is in `decide`; what time does is in `due`.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::Text;
use minicbor::{Decode, Encode};

use crate::alert::{Alerts, Room};
use crate::catalog::Catalog;
use crate::credits::Credits;
use crate::entry::{AccountKind, Draw, Per, PeriodBegan, PlanChoice, Subject, Usage};
use crate::grant::Grant;
use crate::id::{AccountId, FeatureId, MemberId, PlanId, PoolNo, RoleId, Seq};
use crate::order::{Order, Trade};
use crate::period::Zone;
use crate::shared::{Seldom, Shared};
use crate::tally::{Tallies, Windows};
use crate::time::Timestamp;

/// One paying account's ledger, as it stands after its last entry.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Pool {
    /// Its number.
    #[n(0)]
    pub no: PoolNo,
    /// The place of its last entry.
    #[n(1)]
    pub last: Seq,
    /// The instant of its last entry: its time never runs back.
    #[n(2)]
    pub last_at: Timestamp,
    /// The paying account.
    #[n(3)]
    pub account: AccountId,
    /// Business or agency.
    #[n(4)]
    pub kind: AccountKind,
    /// Plan, state, period.
    #[n(5)]
    pub life: Shared<Life>,
    /// Zone, sharing, people, limits.
    #[n(6)]
    pub house: Shared<House>,
    /// Grants from which something may yet come, by `seq`.
    #[n(7)]
    pub grants: Vec<Grant>,
    /// Used-up and ended grants.
    #[n(8)]
    pub closed: Seldom<Seq, Grant>,
    /// Open reservations.
    #[n(9)]
    pub reservations: Seldom<Seq, Reservation>,
    /// Reservations that ended lately, the oldest first; at most [`ENDED_MAX`].
    #[n(10)]
    pub ended: Seldom<Seq, EndedReservation>,
    /// Quotes that bind, or bound lately.
    #[n(11)]
    pub quotes: Seldom<Seq, Quote>,
    /// What spends owe, the oldest first.
    #[n(12)]
    pub debts: Vec<Debt>,
    /// Spends that are no longer as their entry says: partly reversed, or paid later.
    #[n(13)]
    pub amended: Seldom<Seq, Amended>,
    /// What members, subaccounts and the account have used, for spend limits.
    #[n(14)]
    pub used: Tallies,
    /// Orders, the saved card, auto top-up; none of a pool that never bought anything.
    #[n(15)]
    pub trade: Option<Shared<Trade>>,
    /// What was told already; none where nobody was told of anything.
    #[n(16)]
    pub alerts: Option<Shared<Alerts>>,
    /// When time next changes something, or earlier; derived, so it takes no part in bytes or comparisons.
    #[cbor(skip)]
    pub(crate) due: Derived<Timestamp>,
    /// The catalog version by which that was found; derived likewise.
    #[cbor(skip)]
    pub(crate) due_by: Derived<u32>,
    /// How much may be drawn before there may be something to tell; derived likewise.
    #[cbor(skip)]
    pub(crate) room: Derived<Room>,
    /// The day and month of the last look; derived likewise.
    #[cbor(skip)]
    pub(crate) windows: Derived<Windows>,
}

/// How many ended reservations a pool remembers, so that a late settle finds its own and a second one its reason.
pub const ENDED_MAX: usize = 4_096;

/// Something that follows from the rest: equal whatever it holds.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Derived<T>(pub(crate) T);

impl<T> PartialEq for Derived<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T> Eq for Derived<T> {}

/// The states of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum State {
    /// In its trial.
    #[n(0)]
    Trial,
    /// On a plan.
    #[n(1)]
    Active,
    /// On a plan that ends with the running period.
    #[n(2)]
    Canceling,
    /// Trial over, or canceled and period over.
    #[n(3)]
    Ended,
}

/// Plan, state and period of an account.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Life {
    /// Where it stands.
    #[n(0)]
    pub state: State,
    /// The host's bill is unpaid: no period is granted.
    #[n(1)]
    pub is_paused: bool,
    /// The plan that holds.
    #[n(2)]
    pub choice: PlanChoice,
    /// The plan is a legacy plan: no period runs.
    #[n(3)]
    pub is_legacy: bool,
    /// The trial's end, while in it.
    #[n(4)]
    pub trial_ends_at: Option<Timestamp>,
    /// The allowance that is held in the running period: a new catalog version changes it at the next.
    #[n(11)]
    pub held: Credits,
    /// When the account was created; a trial runs from here.
    #[n(10)]
    pub opened_at: Timestamp,
    /// The running period.
    #[n(5)]
    pub period: Option<PeriodBegan>,
    /// The change that waits for the period's end.
    #[n(6)]
    pub scheduled: Option<PlanChoice>,
    /// The last epoch that began; 0 before the first.
    #[n(7)]
    pub epoch: u32,
    /// The highest allowance that was held in the running period and granted.
    #[n(8)]
    pub high_water: Credits,
    /// The plans that were granted in full in the running period.
    #[n(9)]
    pub granted_in_full: Vec<PlanId>,
    /// The entry that began the running period, or the account: monthly credits of this period were granted after it.
    #[n(12)]
    pub began: Seq,
}

/// Zone, sharing, people and limits: what changes seldom.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct House {
    /// The paying account's zone.
    #[n(0)]
    pub zone: Zone,
    /// The test clock that it lives by.
    #[n(1)]
    pub test_clock: Option<Text>,
    /// Subaccounts may draw on what is not scoped to them.
    #[n(2)]
    pub is_sharing: bool,
    /// How much the pool may owe.
    #[n(3)]
    pub overdraft_limit: Credits,
    /// The agency's subaccounts.
    #[n(4)]
    pub subaccounts: BTreeSet<AccountId>,
    /// Members by account (none: the main account) and id.
    #[n(5)]
    pub members: BTreeMap<(Option<AccountId>, MemberId), Member>,
    /// Spend limits.
    #[n(6)]
    pub limits: BTreeMap<Subject, Limit>,
}

/// A person in an account, without a name: entries and pools hold ids only.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Member {
    /// The role.
    #[n(0)]
    pub role: RoleId,
    /// The subaccounts that an agency's member looks after.
    #[n(1)]
    pub subaccounts: Vec<AccountId>,
}

/// A cap on spending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Limit {
    /// How many credits.
    #[n(0)]
    pub credits: Credits,
    /// In what time.
    #[n(1)]
    pub per: Per,
}

/// Credits set aside for a use.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Reservation {
    /// Who wants to use what.
    #[n(0)]
    pub usage: Usage,
    /// How many credits.
    #[n(1)]
    pub credits: Credits,
    /// Of which grants, in burn order.
    #[n(2)]
    pub draws: Vec<Draw>,
    /// The quote that it was bound to.
    #[n(3)]
    pub quote: Option<Seq>,
    /// The catalog version by which it is priced.
    #[n(4)]
    pub catalog: u32,
    /// When it was made.
    #[n(5)]
    pub created_at: Timestamp,
    /// When it is over.
    #[n(6)]
    pub expires_at: Timestamp,
}

/// How a reservation ended.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(flat)]
pub enum EndedReservation {
    /// Settled or voided.
    #[n(0)]
    Closed,
    /// Its end came; it may yet be settled late.
    #[n(1)]
    TimedOut(#[n(0)] Reservation),
}

/// A binding cost.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Quote {
    /// For whom and exactly what.
    #[n(0)]
    pub usage: Usage,
    /// The cost.
    #[n(1)]
    pub credits: Credits,
    /// The catalog version that it was priced by.
    #[n(2)]
    pub catalog: u32,
    /// Until when it binds.
    #[n(3)]
    pub expires_at: Timestamp,
    /// Used already.
    #[n(4)]
    pub is_used: bool,
}

/// What a spend owes.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Debt {
    /// The spend.
    #[n(0)]
    pub spend: Seq,
    /// The subaccount whose use it was.
    #[n(1)]
    pub subaccount: Option<AccountId>,
    /// The feature.
    #[n(2)]
    pub feature: Option<FeatureId>,
    /// How many credits.
    #[n(3)]
    pub credits: Credits,
    /// Since when.
    #[n(4)]
    pub at: Timestamp,
}

/// A spend that is no longer as its entry says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Amended {
    /// Put back so far, what was forgiven included.
    #[n(0)]
    pub reversed: Credits,
    /// Of those, what was owed and forgiven.
    #[n(1)]
    pub forgiven: Credits,
    /// Draws that paid what it owed, in order.
    #[n(2)]
    pub repaid: Vec<Draw>,
}

impl Debt {
    /// True when the grant may pay it. A subaccount's debt is the pool's: whether it shares is not asked.
    pub(crate) fn fits(&self, grant: &Grant) -> bool {
        grant.fits(self.subaccount.as_ref(), self.feature.as_ref(), true)
    }
}

impl Pool {
    /// The grant, open or closed.
    pub fn grant(&self, seq: Seq) -> Option<&Grant> {
        match self.grants.binary_search_by_key(&seq, |grant| grant.seq) {
            Ok(at) => self.grants.get(at),
            Err(_) => self.closed.get(&seq),
        }
    }

    /// The order, open or closed.
    pub fn order(&self, order: Seq) -> Option<&Order> {
        self.trade.as_ref()?.order(order)
    }

    /// Every grant, by `seq`.
    pub fn all_grants(&self) -> impl Iterator<Item = &Grant> {
        let mut all: Vec<&Grant> = self.closed.values().chain(&self.grants).collect();
        all.sort_unstable_by_key(|grant| grant.seq);
        all.into_iter()
    }

    /// The instant at which a request that comes at `clock` is judged.
    pub fn now(&self, clock: Timestamp) -> Timestamp {
        clock.max(self.last_at)
    }

    /// What a use by this account of this feature (none: any) could draw on at t; what is due by then must be applied.
    pub fn available(&self, subaccount: Option<&AccountId>, feature: Option<&FeatureId>, t: Timestamp) -> Credits {
        let usable = self.grants.iter().filter(|g| g.is_usable_at(t));
        let fitting = usable.filter(|g| g.fits(subaccount, feature, self.house.is_sharing));
        fitting.fold(Credits::ZERO, |sum, grant| sum.saturating_add(grant.available))
    }

    /// False for an ended account where the catalog lets nothing be used after the end.
    pub fn may_spend(&self, catalog: &Catalog) -> bool {
        self.life.state != State::Ended || catalog.settings().usable_after_end
    }

    /// What all spends owe together.
    pub fn owed(&self) -> Credits {
        self.debts.iter().fold(Credits::ZERO, |sum, debt| sum.saturating_add(debt.credits))
    }

    /// The subaccount that an account id names in this pool: `Some(None)` is the main account.
    pub fn place_of(&self, account: &AccountId) -> Option<Option<&AccountId>> {
        if *account == self.account {
            return Some(None);
        }
        self.house.subaccounts.get(account).map(Some)
    }

    /// The member of this very account.
    pub fn member(&self, subaccount: Option<&AccountId>, member: &MemberId) -> Option<&Member> {
        self.house.members.get(&(subaccount.cloned(), member.clone()))
    }
}
