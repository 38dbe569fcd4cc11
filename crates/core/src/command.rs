//! Commands: everything that can be asked of a pool, already parsed. A command is data; `decide` answers it.

mod order;

use crate::credits::{Amount, Credits};
use crate::entry::{AccountKind, Key, Per, PlanChoice, Subject};
use crate::grant::{GrantKind, Scope};
use crate::id::{AccountId, FeatureId, MemberId, OperatorId, PackageId, PlanId, PoolNo, RoleId, Seq};
use crate::measure::Measure;
use crate::money::Money;
use crate::period::Zone;
use crate::text::Text;
use crate::time::{Span, Timestamp};

pub use order::{OrderCommand, Payment, Place, SetTopUp};

/// One request to one pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The pool that it acts on.
    pub pool: PoolNo,
    /// The clock when it came; the pool's time may be later.
    pub clock: Timestamp,
    /// Who asks.
    pub actor: Actor,
    /// Its idempotency key, if the call takes one.
    pub key: Option<Key>,
    /// What is asked.
    pub command: Command,
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The product or the operator, by a server key: no role is asked.
    Product,
    /// One of the staff, at the console: no role of the account is asked.
    Operator(OperatorId),
    /// A member, by a session of this account: the member's rights are asked.
    Session {
        /// The account of the session.
        account: AccountId,
        /// The member.
        member: MemberId,
    },
}

/// Everything that can be asked of a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Create the paying account.
    Open(Open),
    /// Add a subaccount to the agency.
    AddSubaccount {
        /// Its id.
        account: AccountId,
    },
    /// Put a member into an account, or change one.
    PutMember(PutMember),
    /// Take a member out of an account.
    RemoveMember {
        /// The account.
        account: AccountId,
        /// Who.
        member: MemberId,
    },
    /// Let subaccounts draw on what is not scoped to them, or no longer.
    SetSharing {
        /// The account that was named.
        account: AccountId,
        /// On or off.
        is_on: bool,
    },
    /// Set a spend limit.
    SetLimit {
        /// Whose.
        subject: Subject,
        /// How many credits, 0 included.
        credits: Credits,
        /// In what time.
        per: Per,
    },
    /// Remove a spend limit that is there.
    RemoveLimit {
        /// Whose.
        subject: Subject,
    },
    /// Say how much the pool may owe.
    SetOverdraftLimit(Credits),
    /// Move the account to another time zone: later period ends only.
    SetZone(Zone),
    /// Change the plan.
    ChangePlan {
        /// To which.
        choice: PlanChoice,
        /// When; none: as the catalog says.
        when: Option<When>,
    },
    /// Drop the change that waits for the period's end.
    DropScheduled,
    /// Out of the trial, or back from the end.
    Activate {
        /// On this plan; none: the plan that it has.
        plan: Option<PlanId>,
    },
    /// End with the running period.
    Cancel,
    /// Grant no periods until resumed.
    Pause,
    /// Grant the running period, once, and go on.
    Resume,
    /// Make a grant.
    Grant(MakeGrant),
    /// Void what is available of a grant.
    VoidGrant {
        /// The grant.
        grant: Seq,
        /// At most so many; none: the whole grant.
        credits: Option<Amount>,
    },
    /// Bind a cost.
    Quote {
        /// For whom and exactly what.
        usage: Asked,
        /// For how long; none: as the catalog says.
        expires_in: Option<Span>,
    },
    /// Use credits.
    Spend(Spend),
    /// Set credits aside.
    Reserve(Reserve),
    /// Turn a reservation into a spend.
    Settle(Settle),
    /// Give a reservation's credits back.
    VoidReservation {
        /// The reservation.
        reservation: Seq,
    },
    /// Give a reservation another end, counted from now.
    Extend {
        /// The reservation.
        reservation: Seq,
        /// From now.
        expires_in: Span,
    },
    /// Put a spend's credits back.
    Reverse {
        /// The spend.
        spend: Seq,
        /// So many; none: all that is left.
        credits: Option<Amount>,
        /// Why.
        reason: Option<Text>,
    },
    /// Buy, or say what became of buying.
    Order(OrderCommand),
    /// Write down what time has done by now.
    Tick,
}

/// When a plan change takes effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// At once.
    Now,
    /// At the running period's end.
    PeriodEnd,
}

/// The paying account to be created.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// Its id.
    pub account: AccountId,
    /// Business or agency.
    pub kind: AccountKind,
    /// Its plan.
    pub plan: PlanId,
    /// In a trial, or active at once.
    pub is_trial: bool,
    /// The anchor of its periods; none: now. In the past, the running period alone is granted.
    pub started_at: Option<Timestamp>,
    /// The trial's end; none: as the catalog says.
    pub trial_ends_at: Option<Timestamp>,
    /// Its zone.
    pub zone: Zone,
    /// The test clock that it lives by.
    pub test_clock: Option<Text>,
}

/// A member to be put into an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutMember {
    /// The account.
    pub account: AccountId,
    /// Who.
    pub member: MemberId,
    /// As what.
    pub role: RoleId,
    /// The subaccounts that an agency's member looks after.
    pub subaccounts: Vec<AccountId>,
}

/// A grant to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MakeGrant {
    /// The account; a subaccount's grant is the agency's, scoped to it.
    pub account: AccountId,
    /// Where the credits come from.
    pub kind: GrantKind,
    /// How many.
    pub credits: Amount,
    /// 0-1000; lower goes first.
    pub priority: u16,
    /// From when; none: now.
    pub effective_at: Option<Timestamp>,
    /// Until when.
    pub expires: Expires,
    /// Whom and what it is for.
    pub scope: Scope,
    /// What was paid for it.
    pub cost_basis: Option<Money>,
    /// Why.
    pub reason: Option<Text>,
    /// The package that it is of, for the line that explains it.
    pub package: Option<PackageId>,
}

/// A grant's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expires {
    /// Never.
    Never,
    /// At an instant.
    At(Timestamp),
    /// So long after it becomes effective.
    After(Span),
}

/// Who asks to use what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The account whose use it is.
    pub account: AccountId,
    /// The member who acts; none: the product itself.
    pub member: Option<MemberId>,
    /// The feature; may be left out where the product states the cost.
    pub feature: Option<FeatureId>,
    /// How much; none: as the feature says (once, or its `reserve`).
    pub measure: Measure,
}

/// Credits to be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spend {
    /// Who uses what.
    pub usage: Asked,
    /// The quote that binds the cost.
    pub quote: Option<Seq>,
    /// More than this is refused.
    pub max_credits: Option<Credits>,
    /// Take what may be taken, where it is less than the cost.
    pub allow_partial: bool,
    /// The host's own notes, as JSON text.
    pub metadata: Option<Box<str>>,
}

/// Credits to be set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reserve {
    /// Who wants to use what.
    pub usage: Asked,
    /// True when the caller named no amount, quantity or usage: the feature's `reserve` is set aside.
    pub is_default: bool,
    /// The quote that binds the cost.
    pub quote: Option<Seq>,
    /// For how long.
    pub expires_in: Span,
    /// The host's own notes, as JSON text.
    pub metadata: Option<Box<str>>,
}

/// A reservation to be settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settle {
    /// The reservation.
    pub reservation: Seq,
    /// What was really used; none: all that was reserved.
    pub measure: Option<Measure>,
    /// More than this is refused.
    pub max_credits: Option<Credits>,
    /// After the reservation's end, be a spend of now.
    pub late: bool,
}

impl Command {
    /// The entry that an answer needs beside the pool: the spend of a reversal, the reservation of its end.
    pub fn reads(&self) -> Option<Seq> {
        match self {
            Self::Reverse { spend, .. } => Some(*spend),
            Self::Settle(Settle { reservation, .. })
            | Self::VoidReservation { reservation }
            | Self::Extend { reservation, .. } => Some(*reservation),
            _ => None,
        }
    }

    /// True when it may take the next number of the series of invoices and credit notes.
    pub fn issues(&self) -> bool {
        matches!(self, Self::Order(order) if order.issues())
    }

    /// True when the answer shows the account as the command left it.
    pub fn shows_pool(&self) -> bool {
        !matches!(
            self,
            Self::Spend(_)
                | Self::Reserve(_)
                | Self::Settle(_)
                | Self::VoidReservation { .. }
                | Self::Extend { .. }
                | Self::Reverse { .. }
                | Self::Tick
        )
    }
}
