//! Answers: what a command did, or why it was refused, as plain data.

use std::collections::BTreeMap;

use crate::command::{Kind, Micros, Milli};

/// The answer to a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It was done.
    Done(Box<Done>),
    /// It was refused and left no trace.
    Refused(Box<Refusal>),
}

impl Answer {
    /// What was done, if it was.
    pub fn done(&self) -> Option<&Done> {
        match self {
            Self::Done(done) => Some(done),
            Self::Refused(_) => None,
        }
    }

    /// The refusal, if it was refused.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Done(_) => None,
            Self::Refused(refusal) => Some(refusal),
        }
    }
}

/// What a command did. A field that the command does not speak of keeps its default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// The grant that a grant command made.
    pub grant: Option<u64>,
    /// The spend that a spend or settle made. A settle of nothing makes none.
    pub spend: Option<u64>,
    /// The reservation that was made or ended.
    pub reservation: Option<u64>,
    /// The quote that was made.
    pub quote: Option<u64>,
    /// Credits taken (spend, settle), set aside (reserve), quoted, given (grant), voided, or reversed.
    pub credits: Milli,
    /// Which grants paid, in the order drawn. One grant may stand twice where a settle drew more than was reserved.
    pub draws: Vec<Draw>,
    /// The part of a spend that the pool owes.
    pub owed: Milli,
    /// What the account of the use (the paying account where there is none) could spend afterwards on that feature.
    pub available: Option<Milli>,
    /// What held a partial spend down.
    pub limited_by: Option<LimitedBy>,
    /// Credits of a reservation that went back (settle, void).
    pub released: Milli,
    /// The part of a settle's cost that could not be taken.
    pub uncovered: Option<Milli>,
    /// Where a reversal's credits went, in the order returned.
    pub returned: Vec<Returned>,
    /// The part of a reversal that only lessened what the spend owed.
    pub forgiven: Milli,
    /// The new end of a reservation or quote.
    pub expires_at: Option<Micros>,
    /// Whether what is available covers a quote.
    pub sufficient: Option<bool>,
    /// The balances around a previewed plan change.
    pub preview: Option<Preview>,
}

impl Done {
    /// The draws summed by grant: the comparison that does not depend on how draws are split.
    pub fn drawn_by_grant(&self) -> BTreeMap<u64, Milli> {
        let mut sums = BTreeMap::new();
        for draw in &self.draws {
            *sums.entry(draw.grant).or_insert(0) += draw.credits;
        }
        sums
    }
}

/// The share of a spend or reservation taken from one grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draw {
    /// The grant's label.
    pub grant: u64,
    /// How much of it.
    pub credits: Milli,
}

/// What a reversal gave back to one grant, and what became of it there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Returned {
    /// The grant's label.
    pub grant: u64,
    /// All that was returned.
    pub credits: Milli,
    /// The part that may be spent again.
    pub available: Milli,
    /// The part that expired at once.
    pub expired: Milli,
    /// The part that was voided at once.
    pub voided: Milli,
}

/// The balances (of the paying account, any feature) around a plan change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// As it is.
    pub before: Balance,
    /// As it would be right after the change was accepted.
    pub after: Balance,
}

/// What one account has, at one instant, for one feature.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// What the account could spend on the feature (none named: what is bound to no feature).
    pub available: Milli,
    /// The part of `available` of kinds plan and trial.
    pub monthly: Milli,
    /// The part of `available` of all other kinds.
    pub extra: Milli,
    /// `available` by kind; kinds without anything are left out.
    pub by_kind: BTreeMap<Kind, Milli>,
    /// Set aside by open reservations: of the whole pool, or of the named subaccount's uses.
    pub reserved: Milli,
    /// Owed: by the whole pool, or by the named subaccount's uses.
    pub owed: Milli,
    /// The end of the running period at which another will begin.
    pub renews_at: Option<Micros>,
}

/// Why a command was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The code.
    pub code: Code,
    /// What was asked for: the field or object a 404 or bad input speaks of; the level's subject for a limit.
    pub what: Option<String>,
    /// `insufficient_credits`: the cost.
    pub required: Option<Milli>,
    /// `insufficient_credits`: what there is.
    pub available: Option<Milli>,
    /// `insufficient_credits`: `required - available`.
    pub shortfall: Option<Milli>,
    /// `spend_limit_reached`: which level.
    pub level: Option<Level>,
    /// `spend_limit_reached`: the cap.
    pub limit: Option<Milli>,
    /// `spend_limit_reached`: used in the window before this use.
    pub used: Option<Milli>,
    /// `spend_limit_reached`: the end of the window, if it ends.
    pub resets_at: Option<Micros>,
    /// `reversal_exceeds_spend`: what may still be reversed.
    pub left: Option<Milli>,
    /// `plan_lacks_feature`: the plans that have it.
    pub plans: Vec<String>,
}

impl Refusal {
    /// A refusal of that code with no more to say.
    pub fn new(code: Code) -> Self {
        Self {
            code,
            what: None,
            required: None,
            available: None,
            shortfall: None,
            level: None,
            limit: None,
            used: None,
            resets_at: None,
            left: None,
            plans: Vec::new(),
        }
    }

    /// A refusal that names what it is about.
    pub fn about(code: Code, what: &str) -> Self {
        Self { what: Some(what.to_owned()), ..Self::new(code) }
    }
}

/// The level of a spend limit, in the order in which they are judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// `member:<id>` or `member:*`.
    Member,
    /// `subaccount:<id>` or `subaccount:*`.
    Subaccount,
    /// `account`.
    Account,
}

/// What held a partial spend down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitedBy {
    /// What is available.
    Available,
    /// A spend limit of that level.
    Limit(Level),
}

/// The codes of refusals; [`Code::text`] is the word of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    /// The key was used for another request.
    IdempotencyKeyReused,
    /// `invalid_amount`.
    InvalidAmount,
    /// `invalid_quantity`.
    InvalidQuantity,
    /// `invalid_usage`.
    InvalidUsage,
    /// `unknown_dimension`.
    UnknownDimension,
    /// Any other `invalid_*`; the field stands in `what`.
    InvalidField,
    /// `account_exists`.
    AccountExists,
    /// `not_found`; what was not found stands in `what`.
    NotFound,
    /// `unknown_feature`.
    UnknownFeature,
    /// `account_ended`.
    AccountEnded,
    /// `role_not_allowed`.
    RoleNotAllowed,
    /// `plan_lacks_feature`.
    PlanLacksFeature,
    /// `sharing_disabled`.
    SharingDisabled,
    /// `quote_mismatch`.
    QuoteMismatch,
    /// `quote_used`.
    QuoteUsed,
    /// `quote_expired`.
    QuoteExpired,
    /// `max_credits_exceeded`.
    MaxCreditsExceeded,
    /// `spend_limit_reached`.
    SpendLimitReached,
    /// `insufficient_credits`.
    InsufficientCredits,
    /// `reservation_not_open`.
    ReservationNotOpen,
    /// `reservation_expired`.
    ReservationExpired,
    /// `settle_exceeds_reservation`.
    SettleExceedsReservation,
    /// `grant_not_open`.
    GrantNotOpen,
    /// `reversal_exceeds_spend`.
    ReversalExceedsSpend,
    /// `catalog_in_use`.
    CatalogInUse,
}

impl Code {
    /// The word of the API; `invalid` stands for every `invalid_*` without a word of its own here.
    pub fn text(self) -> &'static str {
        match self {
            Self::IdempotencyKeyReused => "idempotency_key_reused",
            Self::InvalidAmount => "invalid_amount",
            Self::InvalidQuantity => "invalid_quantity",
            Self::InvalidUsage => "invalid_usage",
            Self::UnknownDimension => "unknown_dimension",
            Self::InvalidField => "invalid",
            Self::AccountExists => "account_exists",
            Self::NotFound => "not_found",
            Self::UnknownFeature => "unknown_feature",
            Self::AccountEnded => "account_ended",
            Self::RoleNotAllowed => "role_not_allowed",
            Self::PlanLacksFeature => "plan_lacks_feature",
            Self::SharingDisabled => "sharing_disabled",
            Self::QuoteMismatch => "quote_mismatch",
            Self::QuoteUsed => "quote_used",
            Self::QuoteExpired => "quote_expired",
            Self::MaxCreditsExceeded => "max_credits_exceeded",
            Self::SpendLimitReached => "spend_limit_reached",
            Self::InsufficientCredits => "insufficient_credits",
            Self::ReservationNotOpen => "reservation_not_open",
            Self::ReservationExpired => "reservation_expired",
            Self::SettleExceedsReservation => "settle_exceeds_reservation",
            Self::GrantNotOpen => "grant_not_open",
            Self::ReversalExceedsSpend => "reversal_exceeds_spend",
            Self::CatalogInUse => "catalog_in_use",
        }
    }
}
