//! Refusals: the ledger's no, in the order of precedence, each with what the caller needs to go on.

use crate::credits::Credits;
use crate::id::{FeatureId, PlanId};
use crate::money::Money;
use crate::text::Text;
use crate::time::Timestamp;

/// The ledger's no: an answer, not an error. In the order of precedence: of two that hold, the earlier is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A field that parsed, and still cannot be: `rule` is a code, `reason` a sentence with the remedy.
    Invalid(Invalid),
    /// More of something than a pool may hold at once.
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many are allowed.
        max: u64,
    },
    /// The account's id is taken.
    AccountExists,
    /// No such account, member, grant, spend, reservation, quote or limit.
    NotFound(&'static str),
    /// No such feature in the catalog.
    UnknownFeature,
    /// The feature's price has no such dimension.
    UnknownDimension(Text),
    /// What is asked for is no longer open: grant.
    GrantNotOpen,
    /// The reservation was settled or voided.
    ReservationNotOpen,
    /// The reservation's end has come.
    ReservationExpired,
    /// More than was reserved, where the feature's rule does not let it be taken.
    SettleExceedsReservation {
        /// What it costs.
        cost: Credits,
        /// What a settle may take.
        reserved: Credits,
    },
    /// More than is left of the spend.
    ReversalExceedsSpend {
        /// What may yet be reversed.
        left: Credits,
    },
    /// The order is paid or canceled, or not paid yet: what is asked for does not fit where it stands.
    OrderNotOpen,
    /// The order's payment is disputed.
    OrderDisputed,
    /// Nothing of the order is unspent.
    NothingToRefund,
    /// The trial or subscription is over.
    AccountEnded,
    /// The member's role lacks the right.
    RoleNotAllowed {
        /// Which right.
        right: crate::catalog::Right,
    },
    /// A subaccount has no purchases of its own.
    SubaccountCannotBuy,
    /// Nothing is bought in a trial.
    TrialCannotBuy,
    /// It costs something else now than the buyer was shown.
    PriceChanged {
        /// What it costs now, gross.
        total: Money,
    },
    /// The plan does not include the feature.
    PlanLacksFeature {
        /// Which.
        feature: FeatureId,
        /// The plans that do.
        plans: Vec<PlanId>,
    },
    /// The agency does not share its credits with its subaccounts, and this one's own do not suffice.
    SharingDisabled,
    /// The quote is for another account, member, feature or amount.
    QuoteMismatch,
    /// The quote was used.
    QuoteUsed,
    /// The quote binds no more.
    QuoteExpired,
    /// It costs more than the caller accepts.
    MaxCreditsExceeded {
        /// What it costs.
        cost: Credits,
    },
    /// A spend limit would be passed.
    SpendLimitReached {
        /// Whose.
        level: Level,
        /// The limit.
        limit: Credits,
        /// What was used of it.
        used: Credits,
        /// When it begins again.
        resets_at: Timestamp,
        /// What was to be used.
        required: Credits,
    },
    /// Too few credits.
    InsufficientCredits {
        /// What it costs.
        required: Credits,
        /// What there is for it.
        available: Credits,
    },
}

/// A field that cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// The field.
    pub field: &'static str,
    /// A code for programs.
    pub rule: &'static str,
    /// A sentence for people, with the remedy.
    pub reason: &'static str,
}

/// The level of a spend limit, in the order in which they are judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The member's.
    Member,
    /// The subaccount's.
    Subaccount,
    /// The account's.
    Account,
}

impl Level {
    /// The word of the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Subaccount => "subaccount",
            Self::Account => "account",
        }
    }
}

impl Refusal {
    /// Shorthand for a field that cannot be.
    pub(crate) const fn invalid(field: &'static str, rule: &'static str, reason: &'static str) -> Self {
        Self::Invalid(Invalid { field, rule, reason })
    }

    /// The code of the API. A page of the same name explains it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Invalid(invalid) => invalid.rule,
            Self::TooMany { .. } => "too_many",
            Self::AccountExists => "account_exists",
            Self::NotFound(_) => "not_found",
            Self::UnknownFeature => "unknown_feature",
            Self::UnknownDimension(_) => "unknown_dimension",
            Self::GrantNotOpen => "grant_not_open",
            Self::ReservationNotOpen => "reservation_not_open",
            Self::ReservationExpired => "reservation_expired",
            Self::ReversalExceedsSpend { .. } => "reversal_exceeds_spend",
            Self::OrderNotOpen => "order_not_open",
            Self::OrderDisputed => "order_disputed",
            Self::NothingToRefund => "nothing_to_refund",
            Self::SubaccountCannotBuy => "subaccount_cannot_buy",
            Self::TrialCannotBuy => "trial_cannot_buy",
            Self::PriceChanged { .. } => "price_changed",
            Self::AccountEnded => "account_ended",
            Self::RoleNotAllowed { .. } => "role_not_allowed",
            Self::PlanLacksFeature { .. } => "plan_lacks_feature",
            Self::SharingDisabled => "sharing_disabled",
            Self::QuoteExpired => "quote_expired",
            Self::QuoteMismatch => "quote_mismatch",
            Self::QuoteUsed => "quote_used",
            Self::MaxCreditsExceeded { .. } => "max_credits_exceeded",
            Self::SettleExceedsReservation { .. } => "settle_exceeds_reservation",
            Self::SpendLimitReached { .. } => "spend_limit_reached",
            Self::InsufficientCredits { .. } => "insufficient_credits",
        }
    }
}
