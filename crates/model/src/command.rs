//! Commands: what may be asked of a pool, as plain data. Decides nothing.

use std::collections::BTreeMap;

use crate::catalog::Catalog;

/// An instant, in microseconds since the Unix epoch.
pub type Micros = i64;
/// Credits, in thousandths of a credit.
pub type Milli = i128;

/// One second in microseconds.
pub const SECOND: Micros = 1_000_000;
/// One hour in microseconds.
pub const HOUR: Micros = 3600 * SECOND;
/// Twenty-four hours in microseconds.
pub const DAY: Micros = 24 * HOUR;

/// One request of a history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The clock when the request is judged. It may lie before the pool's last entry; the pool's time then stands still.
    pub now: Micros,
    /// The idempotency key that came with the request.
    pub key: Option<Key>,
    /// What is asked.
    pub command: Command,
}

/// An idempotency key in its space.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Server key or session token: two spaces of keys.
    pub space: Space,
    /// The key itself.
    pub text: String,
}

/// Where an idempotency key came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Space {
    /// Sent with a server key.
    Server,
    /// Sent with a session token.
    Session,
}

/// What may be asked of a pool. Labels (`grant`, `spend` …) are those of the answers that made the objects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Makes the paying account. First of all commands.
    CreateAccount(CreateAccount),
    /// Adds a subaccount of that id to the agency.
    AddSubaccount {
        /// The new subaccount's id.
        subaccount: String,
    },
    /// Makes or changes a membership.
    PutMember(PutMember),
    /// Ends a membership.
    DeleteMember {
        /// The subaccount whose member it is; none: the paying account's.
        subaccount: Option<String>,
        /// The member's id.
        member: String,
    },
    /// Switches the sharing of the agency's credits with its subaccounts.
    SetSharing {
        /// On or off.
        enabled: bool,
    },
    /// Sets or replaces one spend limit.
    SetLimit {
        /// Whom it binds.
        subject: Subject,
        /// The cap, at least 0.
        credits: Milli,
        /// The window it counts in.
        per: Per,
    },
    /// Takes one spend limit away.
    DeleteLimit {
        /// Whom it bound.
        subject: Subject,
    },
    /// How much the pool may owe.
    SetOverdraftLimit {
        /// At least 0.
        credits: Milli,
    },
    /// Moves the account to another time zone; booked ends stay.
    SetZone {
        /// An IANA name.
        zone: String,
    },
    /// Gives credits.
    Grant(NewGrant),
    /// Takes what is available of a grant.
    VoidGrant {
        /// The grant's label.
        grant: u64,
        /// At most that much; none: all that is available, now and whenever something returns.
        credits: Option<Milli>,
    },
    /// Changes the plan.
    ChangePlan {
        /// The plan's id.
        plan: String,
        /// At once or at the period's end; none: as the catalog says.
        when: Option<When>,
        /// An agreed figure instead of the plan's allowance.
        credits_per_period: Option<Milli>,
        /// Only says what would be; changes nothing.
        preview: bool,
    },
    /// Drops the scheduled plan change.
    DropScheduled,
    /// Turns a trial or an ended account into an active one.
    Activate {
        /// The plan to begin with; none: the one it has.
        plan: Option<String>,
    },
    /// Cancels to the booked end of the running period.
    Cancel,
    /// No period is granted from here on.
    Pause,
    /// Periods are granted again, the running one at once.
    Resume,
    /// Asks for a binding cost.
    Quote {
        /// The use to price.
        usage: Use,
        /// How long it binds, in microseconds; none: the catalog's default.
        expires_in: Option<Micros>,
    },
    /// Spends credits.
    Spend(Spend),
    /// Sets credits aside.
    Reserve {
        /// The use that begins.
        usage: Use,
        /// A quote to reserve at.
        quote: Option<u64>,
        /// How long it stays open, in microseconds; none: one hour.
        expires_in: Option<Micros>,
    },
    /// Settles a reservation.
    Settle {
        /// The reservation's label.
        reservation: u64,
        /// What was really used; [`Amount::Nothing`]: all that was reserved.
        amount: Amount,
        /// More than that is refused.
        max_credits: Option<Milli>,
        /// After the end: make it a spend of now.
        late: bool,
    },
    /// Gives all of a reservation back.
    VoidReservation {
        /// The reservation's label.
        reservation: u64,
    },
    /// Moves a reservation's end.
    Extend {
        /// The reservation's label.
        reservation: u64,
        /// From now, in microseconds.
        expires_in: Micros,
    },
    /// Puts credits of a spend back.
    Reverse {
        /// The spend's label.
        spend: u64,
        /// How much; none: all that is left of it.
        credits: Option<Milli>,
    },
    /// Publishes a new catalog version.
    PublishCatalog(Box<Catalog>),
    /// Lets time pass: due events up to now happen, nothing else.
    Advance,
}

/// The making of the paying account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateAccount {
    /// The host's id for the account.
    pub account: String,
    /// Business or agency.
    pub kind: AccountKind,
    /// The plan's id; a legacy plan makes a legacy account.
    pub plan: String,
    /// Begin with a trial instead of a period.
    pub trial: bool,
    /// The anchor of the periods, not in the future; none: now.
    pub started_at: Option<Micros>,
    /// The trial's end; none: the catalog's days from now.
    pub trial_ends_at: Option<Micros>,
    /// An IANA zone name.
    pub zone: String,
}

/// The two sorts of paying account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountKind {
    /// One account alone.
    Business,
    /// A main account with subaccounts.
    Agency,
}

/// A membership to make or change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutMember {
    /// The subaccount whose member it is; none: the paying account's.
    pub subaccount: Option<String>,
    /// The member's id.
    pub member: String,
    /// A role of the catalog for that sort of account.
    pub role: String,
    /// For a member of the agency: the subaccounts that the membership covers.
    pub subaccounts: Vec<String>,
}

/// Whom a spend limit binds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// One member.
    Member(String),
    /// Each member without a limit of his own.
    EachMember,
    /// One subaccount.
    Subaccount(String),
    /// Each subaccount without a limit of its own.
    EachSubaccount,
    /// All uses of the pool.
    Account,
}

/// The window a spend limit counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// The running period.
    Period,
    /// The calendar day in the account's zone.
    Day,
    /// The calendar month in the account's zone.
    Month,
}

/// Credits to give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewGrant {
    /// The subaccount it is made to (the grant is then scoped to it); none: the paying account.
    pub subaccount: Option<String>,
    /// Its kind; promotional, adjustment and package may be given.
    pub kind: Kind,
    /// More than 0.
    pub credits: Milli,
    /// 0 to 1000; none: 500.
    pub priority: Option<i64>,
    /// None: now.
    pub effective_at: Option<Micros>,
    /// None: never.
    pub expires_at: Option<Micros>,
    /// Features it may pay; empty: any.
    pub features: Vec<String>,
    /// Subaccounts it is ring-fenced for; empty: general.
    pub subaccounts: Vec<String>,
}

/// The kinds of grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A period's allowance, a top-up of it, or what was carried over.
    Plan,
    /// The trial's credits.
    Trial,
    /// The starter credits of a legacy plan.
    Legacy,
    /// Bought credits.
    Package,
    /// Given away.
    Promotional,
    /// A correction.
    Adjustment,
}

/// When a plan change holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// At once.
    Now,
    /// At the running period's booked end.
    PeriodEnd,
}

/// One use of a feature by somebody somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The subaccount in which it happens; none: the paying account itself.
    pub subaccount: Option<String>,
    /// Who uses; none: the product itself, no role is asked.
    pub member: Option<String>,
    /// The feature's id; may be left out where the amount states the credits.
    pub feature: Option<String>,
    /// How much is used.
    pub amount: Amount,
}

/// How much is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Nothing named.
    Nothing,
    /// Whole units of a per-unit feature.
    Quantity(i64),
    /// Dimensions of a metered feature.
    Usage {
        /// The model that served; none: only rates for any model fit.
        model: Option<String>,
        /// Dimension and whole units of it.
        dimensions: BTreeMap<String, i64>,
    },
    /// The cost itself.
    Credits(Milli),
}

/// A spend to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spend {
    /// The use.
    pub usage: Use,
    /// A quote to spend at.
    pub quote: Option<u64>,
    /// More than that is refused.
    pub max_credits: Option<Milli>,
    /// Take what may be taken instead of all or nothing.
    pub allow_partial: bool,
}
