//! Entries: the immutable lines of a pool's ledger, one fact each. Says what happened, never what to do.

use crate::text::Text;
use minicbor::{Decode, Encode};

use crate::credits::Credits;
use crate::grant::{GrantKind, Terms, WayBack};
use crate::id::{AccountId, FeatureId, MemberId, PlanId, RoleId, Seq};
use crate::measure::Measure;
use crate::period::{Every, Zone};
use crate::time::Timestamp;

/// One line of the ledger. Its canonical bytes (CBOR arrays, RFC 8949) are what the hash chain covers.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Entry {
    /// Its place in the pool, from 1 without a gap.
    #[n(0)]
    pub seq: Seq,
    /// The instant at which it holds; never before the entry before it.
    #[n(1)]
    pub at: Timestamp,
    /// The catalog version that it was made by.
    #[n(2)]
    pub catalog: u32,
    /// Who caused it.
    #[n(3)]
    pub by: By,
    /// The key of the request, on the first entry that the request made.
    #[n(4)]
    pub key: Option<Key>,
    /// How many entries after this one belong to the same change.
    #[n(5)]
    pub follows: u32,
    /// What happened.
    #[n(6)]
    pub fact: Fact,
}

/// Who caused an entry.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(flat)]
pub enum By {
    /// Time itself: an expiry, a renewal, a time-out.
    #[n(0)]
    Clock,
    /// The product, by a server key, for nobody in particular.
    #[n(1)]
    Product,
    /// A member: by a session, or named by the product.
    #[n(2)]
    Member(#[n(0)] MemberId),
}

/// Two callers never meet in one key: a server's and a session's are apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Space {
    /// Sent with a server key.
    #[n(0)]
    Server,
    /// Sent with a session token.
    #[n(1)]
    Session,
}

/// An idempotency key with the fingerprint of the request that it stood on.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Key {
    /// Whose keys it is among.
    #[n(0)]
    pub space: Space,
    /// 1-255 visible ASCII characters.
    #[n(1)]
    pub text: Text,
    /// The first half of SHA-256 over operation, account and body.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub fingerprint: [u8; 16],
}

/// The share of a use taken from one grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Draw {
    /// The grant.
    #[n(0)]
    pub grant: Seq,
    /// Its kind, so that a line explains itself.
    #[n(1)]
    pub kind: GrantKind,
    /// How many credits.
    #[n(2)]
    pub credits: Credits,
}

/// The share of credits put back to one grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Return {
    /// The grant.
    #[n(0)]
    pub grant: Seq,
    /// Its kind.
    #[n(1)]
    pub kind: GrantKind,
    /// How many credits.
    #[n(2)]
    pub credits: Credits,
    /// What became of them at once.
    #[n(3)]
    pub way: WayBack,
}

/// Who used what: the part that spends, reservations and quotes share.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Usage {
    /// The subaccount whose use it is; none: the main account.
    #[n(0)]
    pub subaccount: Option<AccountId>,
    /// The member who acted; none: the product itself.
    #[n(1)]
    pub member: Option<MemberId>,
    /// The feature; none: `other`.
    #[n(2)]
    pub feature: Option<FeatureId>,
    /// How much of it.
    #[n(3)]
    pub measure: Measure,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(flat)]
pub enum Fact {
    /// A grant was made.
    #[n(0)]
    Grant(#[n(0)] Granted),
    /// What was left of a grant expired, or was trimmed at a rollover.
    #[n(1)]
    Expire(#[n(0)] Taken),
    /// What was available of a grant was voided.
    #[n(2)]
    Void(#[n(0)] Voided),
    /// Credits moved from an ended period's grant into a new one.
    #[n(3)]
    Roll(#[n(0)] Rolled),
    /// Credits were used.
    #[n(4)]
    Spend(#[n(0)] Spent),
    /// A grant paid what an earlier spend owed. A line of kind `spend` that belongs to that spend.
    #[n(5)]
    Repay(#[n(0)] Repaid),
    /// Credits were set aside.
    #[n(6)]
    Reserve(#[n(0)] Reserved),
    /// A reservation got another end. A line of kind `reserve`.
    #[n(7)]
    Extend(#[n(0)] Extended),
    /// A reservation became a spend.
    #[n(8)]
    Settle(#[n(0)] Settled),
    /// A reservation's credits went back.
    #[n(9)]
    Release(#[n(0)] Released),
    /// A spend's credits were put back.
    #[n(10)]
    Reverse(#[n(0)] Reversed),
    /// The account's life: state, plan, members, sharing, limits. Moves nothing.
    #[n(11)]
    Account(#[n(0)] AccountFact),
    /// A binding cost was given. A line of kind `notice`; moves nothing.
    #[n(12)]
    Quote(#[n(0)] Quoted),
}

/// A grant was made.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Granted {
    /// What it is.
    #[n(0)]
    pub terms: Terms,
    /// Why, in the words of whoever granted it.
    #[n(1)]
    pub reason: Option<Text>,
    /// What the account that it was made to could then spend.
    #[n(2)]
    pub available: Credits,
}

/// Credits that left a grant unused.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Taken {
    /// The grant.
    #[n(0)]
    pub grant: Seq,
    /// How many, of those available.
    #[n(1)]
    pub credits: Credits,
    /// True when the grant is over; false when only a part was trimmed.
    #[n(2)]
    pub is_end: bool,
}

/// A grant was voided.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Voided {
    /// The grant.
    #[n(0)]
    pub grant: Seq,
    /// How many, of those available.
    #[n(1)]
    pub credits: Credits,
    /// True for the whole grant: what returns later is voided too.
    #[n(2)]
    pub is_whole: bool,
    /// What the paying account could then spend.
    #[n(3)]
    pub available: Credits,
}

/// Credits were rolled over into a new grant.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Rolled {
    /// The new grant; `rolled_from` names the old one, `credits` how many moved.
    #[n(0)]
    pub terms: Terms,
}

/// A use that took credits.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Spent {
    /// Who used what.
    #[n(0)]
    pub usage: Usage,
    /// What was taken in all, what is owed included.
    #[n(1)]
    pub credits: Credits,
    /// From which grants, in burn order.
    #[n(2)]
    pub draws: Vec<Draw>,
    /// What no grant could cover, within the overdraft limit.
    #[n(3)]
    pub owed: Credits,
    /// The full cost, when less was taken.
    #[n(4)]
    pub cost: Credits,
    /// What made a partial spend smaller than its cost.
    #[n(5)]
    pub limited_by: Option<LimitedBy>,
    /// The whole units that a partial spend paid for, of a feature priced by unit.
    #[n(6)]
    pub units: Option<u64>,
    /// The quote that it was bound to.
    #[n(7)]
    pub quote: Option<Seq>,
    /// The host's own notes, as JSON text.
    #[n(8)]
    pub metadata: Option<Box<str>>,
    /// What this account could then spend on this feature.
    #[n(9)]
    pub available: Credits,
}

/// What made a partial spend smaller than its cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum LimitedBy {
    /// What was available.
    #[n(0)]
    Available,
    /// The member's spend limit.
    #[n(1)]
    Member,
    /// The subaccount's spend limit.
    #[n(2)]
    Subaccount,
    /// The account's spend limit.
    #[n(3)]
    Account,
}

/// A debt was paid.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Repaid {
    /// The spend that owed.
    #[n(0)]
    pub spend: Seq,
    /// The grant that paid, and how much.
    #[n(1)]
    pub draw: Draw,
}

/// Credits were set aside.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Reserved {
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
    /// When it is over.
    #[n(4)]
    pub expires_at: Timestamp,
    /// The host's own notes, as JSON text.
    #[n(5)]
    pub metadata: Option<Box<str>>,
    /// What this account could then spend on this feature.
    #[n(6)]
    pub available: Credits,
}

/// A reservation got another end.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Extended {
    /// The reservation.
    #[n(0)]
    pub reservation: Seq,
    /// Its new end.
    #[n(1)]
    pub expires_at: Timestamp,
}

/// A reservation became a spend.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Settled {
    /// The reservation.
    #[n(0)]
    pub reservation: Seq,
    /// What was really used, by whom.
    #[n(1)]
    pub usage: Usage,
    /// What it took in all.
    #[n(2)]
    pub credits: Credits,
    /// The part that had been set aside, by grant, in burn order.
    #[n(3)]
    pub kept: Vec<Draw>,
    /// The surplus, drawn like a spend.
    #[n(4)]
    pub surplus: Vec<Draw>,
    /// What had been set aside and was not used, by grant, last drawn first.
    #[n(5)]
    pub returned: Vec<Return>,
    /// What could not be taken, where the feature's rule lets a settle take what it may.
    #[n(6)]
    pub uncovered: Credits,
    /// True for a settle after the reservation's end: a spend of now.
    #[n(7)]
    pub is_late: bool,
    /// When the use began: when it was reserved, or now.
    #[n(8)]
    pub began_at: Timestamp,
    /// What this account could then spend on this feature.
    #[n(9)]
    pub available: Credits,
}

/// Why a reservation's credits went back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum ReleaseCause {
    /// It was voided, or settled at nothing.
    #[n(0)]
    Voided,
    /// Its end came.
    #[n(1)]
    TimedOut,
}

/// A reservation's credits went back.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Released {
    /// The reservation.
    #[n(0)]
    pub reservation: Seq,
    /// Why.
    #[n(1)]
    pub cause: ReleaseCause,
    /// By grant, last drawn first.
    #[n(2)]
    pub returned: Vec<Return>,
    /// What its account could then spend on its feature.
    #[n(3)]
    pub available: Credits,
}

/// A spend's credits were put back.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Reversed {
    /// The spend (or the settle that made it).
    #[n(0)]
    pub spend: Seq,
    /// Whose use it was, so that the line can be filtered like the spend's.
    #[n(1)]
    pub usage: Usage,
    /// How many in all.
    #[n(2)]
    pub credits: Credits,
    /// Of those, what was owed and is now forgiven.
    #[n(3)]
    pub forgiven: Credits,
    /// Of those, what went back to grants, last drawn first.
    #[n(4)]
    pub returned: Vec<Return>,
    /// When the use began that it takes back.
    #[n(5)]
    pub began_at: Timestamp,
    /// Why, in the host's words.
    #[n(6)]
    pub reason: Option<Text>,
    /// What its account could then spend on its feature.
    #[n(7)]
    pub available: Credits,
}

/// A binding cost was given.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Quoted {
    /// For whom and exactly what.
    #[n(0)]
    pub usage: Usage,
    /// The cost.
    #[n(1)]
    pub credits: Credits,
    /// Until when it binds.
    #[n(2)]
    pub expires_at: Timestamp,
    /// What this account could then spend on this feature.
    #[n(3)]
    pub available: Credits,
}

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
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
    /// True when it is a legacy plan: no period begins.
    #[n(1)]
    pub is_legacy: bool,
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
    /// The instant from which periods are counted.
    #[n(2)]
    pub anchor: Timestamp,
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
