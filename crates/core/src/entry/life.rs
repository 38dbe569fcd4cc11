//! Facts of an account's life: state, plan, periods, members, sharing, limits. They move nothing.

use minicbor::{Decode, Encode};

use crate::credits::Credits;
use crate::id::{AccountId, MemberId, PlanId, RoleId};
use crate::period::{Every, Wall, Zone};
use crate::text::Text;
use crate::time::Timestamp;

/// What kind of customer a paying account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum AccountKind {
    /// One account.
    #[n(0)]
    Business,
    /// A main account with subaccounts.
    #[n(1)]
    Agency,
}

/// Whose spending a limit holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(flat)]
pub enum Subject {
    /// One member: `member:<id>`.
    #[n(0)]
    Member(#[n(0)] MemberId),
    /// Each member without a limit of his own: `member:*`.
    #[n(1)]
    EachMember,
    /// One subaccount: `subaccount:<id>`.
    #[n(2)]
    Subaccount(#[n(0)] AccountId),
    /// Each subaccount without a limit of its own: `subaccount:*`.
    #[n(3)]
    EachSubaccount,
    /// The whole pool: `account`.
    #[n(4)]
    Account,
}

/// How long a spend limit counts before it begins again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(index_only)]
pub enum Per {
    /// The credit billing period.
    #[n(0)]
    Period,
    /// A day in the paying account's zone.
    #[n(1)]
    Day,
    /// A calendar month in the paying account's zone.
    #[n(2)]
    Month,
}

/// A step in an account's life.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(flat)]
pub enum AccountFact {
    /// The paying account was created.
    #[n(0)]
    Opened(#[n(0)] Opened),
    /// A subaccount was added.
    #[n(1)]
    SubaccountAdded(#[n(0)] AccountId),
    /// A member was put into an account or changed.
    #[n(2)]
    MemberPut(#[n(0)] MemberPut),
    /// A member left an account.
    #[n(3)]
    MemberRemoved {
        /// The subaccount; none: the main account.
        #[n(0)]
        subaccount: Option<AccountId>,
        /// Who.
        #[n(1)]
        member: MemberId,
    },
    /// Subaccounts may, or may no longer, draw on what is not scoped to them.
    #[n(4)]
    Sharing(#[n(0)] bool),
    /// A spend limit was set.
    #[n(5)]
    LimitSet {
        /// Whose.
        #[n(0)]
        subject: Subject,
        /// How many credits.
        #[n(1)]
        credits: Credits,
        /// In what time.
        #[n(2)]
        per: Per,
    },
    /// A spend limit was removed.
    #[n(6)]
    LimitRemoved(#[n(0)] Subject),
    /// How much the pool may owe.
    #[n(7)]
    OverdraftLimit(#[n(0)] Credits),
    /// The account's time zone.
    #[n(8)]
    ZoneSet(#[n(0)] Zone),
    /// Another plan holds from now on.
    #[n(9)]
    PlanChanged(#[n(0)] PlanChanged),
    /// A change waits for the period's end.
    #[n(10)]
    ChangeScheduled(#[n(0)] PlanChoice),
    /// The change that waited was dropped, or the cancel was revoked.
    #[n(11)]
    ScheduleDropped,
    /// The account ends with its period.
    #[n(12)]
    Canceling,
    /// The trial or the last period is over.
    #[n(13)]
    Ended,
    /// Out of the trial, or back from the end.
    #[n(14)]
    Activated(#[n(0)] Activated),
    /// The host's bill is unpaid: no period is granted.
    #[n(15)]
    Paused,
    /// Paid again.
    #[n(16)]
    Resumed,
    /// A period began; its end is booked.
    #[n(17)]
    PeriodBegan(#[n(0)] PeriodBegan),
    /// The running period's allowance was granted after all: its high-water mark.
    #[n(18)]
    PeriodGranted(#[n(0)] Credits),
}

/// Out of the trial, or back from the end.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Activated {
    /// The plan that holds now.
    #[n(0)]
    pub choice: PlanChoice,
}

/// The paying account as it is created.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Opened {
    /// Its id.
    #[n(0)]
    pub account: AccountId,
    /// Business or agency.
    #[n(1)]
    pub kind: AccountKind,
    /// Its plan.
    #[n(2)]
    pub choice: PlanChoice,
    /// Its zone.
    #[n(3)]
    pub zone: Zone,
    /// The trial's end, when it begins with one.
    #[n(4)]
    pub trial_ends_at: Option<Timestamp>,
    /// The test clock that it lives by.
    #[n(5)]
    pub test_clock: Option<Text>,
    /// True when its plan is a legacy plan: no period begins.
    #[n(6)]
    pub is_legacy: bool,
}

/// A plan, with the agreed figure that stands instead of its allowance.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct PlanChoice {
    /// The plan.
    #[n(0)]
    pub plan: PlanId,
    /// Credits a period instead of the plan's.
    #[n(1)]
    pub agreed: Option<Credits>,
}

/// Another plan holds.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct PlanChanged {
    /// The plan that holds now.
    #[n(0)]
    pub choice: PlanChoice,
    /// The highest allowance of the running period, this plan's included.
    #[n(1)]
    pub high_water: Credits,
    /// True when it is a legacy plan no longer (a new epoch begins).
    #[n(2)]
    pub leaves_legacy: bool,
    /// True when its allowance is granted in full, though the period runs already.
    #[n(3)]
    pub is_full: bool,
    /// The allowance that is held from now on in the running period, by the catalog that it was changed by.
    #[n(4)]
    pub held: Credits,
}

/// A member of an account.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct MemberPut {
    /// The subaccount; none: the main account.
    #[n(0)]
    pub subaccount: Option<AccountId>,
    /// Who.
    #[n(1)]
    pub member: MemberId,
    /// As what.
    #[n(2)]
    pub role: RoleId,
    /// The subaccounts that an agency's member looks after.
    #[n(3)]
    pub subaccounts: Vec<AccountId>,
}

/// A period began.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct PeriodBegan {
    /// Counts creation, activations and returns, from 1.
    #[n(0)]
    pub epoch: u32,
    /// Counts from the epoch's anchor, from 0.
    #[n(1)]
    pub number: u32,
    /// The date and time from which periods are counted, whatever the zone.
    #[n(2)]
    pub anchor: Wall,
    /// The number of the period that begins at the anchor: 0, unless the length changed since.
    #[n(3)]
    pub anchor_number: u32,
    /// The length of a period.
    #[n(4)]
    pub every: Every,
    /// Its first instant.
    #[n(5)]
    pub start: Timestamp,
    /// The first instant that is no longer in it.
    #[n(6)]
    pub end: Timestamp,
    /// The allowance that goes with it.
    #[n(7)]
    pub allowance: Credits,
    /// False while paused.
    #[n(8)]
    pub is_granted: bool,
}
