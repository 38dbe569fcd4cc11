//! Facts that move credits, or bind them: grants, spends, reservations, reversals, quotes.

use minicbor::{Decode, Encode};

use crate::credits::Credits;
use crate::grant::{GrantKind, Terms, WayBack};
use crate::id::{AccountId, FeatureId, MemberId, Seq};
use crate::measure::Measure;
use crate::text::Text;
use crate::time::Timestamp;

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
