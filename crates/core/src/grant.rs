//! Grants: one lot of credits each, whom and what it fits, and the identity that always holds. Knows no order of use.

use minicbor::{Decode, Encode};

use crate::credits::Credits;
use crate::id::{AccountId, FeatureId, PlanId, Seq};
use crate::money::Money;
use crate::time::Timestamp;

/// Where a grant's credits come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum GrantKind {
    /// A plan's allowance of one period, or what was rolled over from it.
    #[n(0)]
    Plan,
    /// The trial's credits.
    #[n(1)]
    Trial,
    /// A legacy plan's starter credits.
    #[n(2)]
    Legacy,
    /// Bought.
    #[n(3)]
    Package,
    /// Given away.
    #[n(4)]
    Promotional,
    /// A correction by the operator.
    #[n(5)]
    Adjustment,
}

impl GrantKind {
    /// Every kind, in the order in which balances show them.
    pub const ALL: [Self; 6] =
        [Self::Plan, Self::Trial, Self::Legacy, Self::Package, Self::Promotional, Self::Adjustment];

    /// Monthly credits are those of plan and trial; all others are extra.
    pub const fn is_monthly(self) -> bool {
        matches!(self, Self::Plan | Self::Trial)
    }

    /// Paid credits are used after free ones.
    pub const fn is_paid(self) -> bool {
        matches!(self, Self::Package)
    }
}

/// Whom and what a grant is reserved for. Empty lists mean no restriction.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Scope {
    /// Only these features may draw on it.
    #[n(0)]
    pub features: Vec<FeatureId>,
    /// Only these subaccounts may draw on it; the main account may not.
    #[n(1)]
    pub subaccounts: Vec<AccountId>,
}

impl Scope {
    /// True when it restricts nothing.
    pub fn is_open(&self) -> bool {
        self.features.is_empty() && self.subaccounts.is_empty()
    }
}

/// What a grant is when it is made; never changes afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Terms {
    /// Where the credits come from.
    #[n(0)]
    pub kind: GrantKind,
    /// How many were granted.
    #[n(1)]
    pub credits: Credits,
    /// 0-1000; lower goes first.
    #[n(2)]
    pub priority: u16,
    /// Usable from this instant.
    #[n(3)]
    pub effective_at: Timestamp,
    /// Gone at this instant; none is never.
    #[n(4)]
    pub expires_at: Option<Timestamp>,
    /// Whom and what it is for; none is anybody and anything of the main account.
    #[n(5)]
    pub scope: Option<Box<Scope>>,
    /// What was paid for it.
    #[n(6)]
    pub cost_basis: Option<Money>,
    /// The grant from which this one was rolled over.
    #[n(7)]
    pub rolled_from: Option<Seq>,
    /// The plan whose allowance it is.
    #[n(8)]
    pub plan: Option<PlanId>,
}

/// A grant and where its credits are now. At every instant
/// `granted + returned = available + reserved + spent + expired + voided + rolled_over`.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
#[expect(clippy::struct_excessive_bools, reason = "four things that hold of a grant or not, each by itself")]
pub struct Grant {
    /// The entry that made it.
    #[n(0)]
    pub seq: Seq,
    /// What it was made as.
    #[n(1)]
    pub terms: Terms,
    /// Put back by reversals.
    #[n(2)]
    pub returned: Credits,
    /// Neither used, nor set aside, nor gone. Usable only between `effective_at` and `expires_at`.
    #[n(3)]
    pub available: Credits,
    /// Set aside by open reservations.
    #[n(4)]
    pub reserved: Credits,
    /// Used.
    #[n(5)]
    pub spent: Credits,
    /// Expired unused.
    #[n(6)]
    pub expired: Credits,
    /// Voided.
    #[n(7)]
    pub voided: Credits,
    /// Moved to a later period's grant.
    #[n(8)]
    pub rolled_over: Credits,
    /// Voided as a whole: what returns later is voided at once.
    #[n(9)]
    pub is_voided: bool,
    /// Its end was booked: what returns later expires at once.
    #[n(10)]
    pub is_ended: bool,
    /// Made before it is effective, and has paid no debt yet: it pays at the instant at which it becomes effective.
    #[n(11)]
    pub is_awaited: bool,
    /// A refund or a dispute of its order has a claim on what returns to it.
    #[n(12)]
    pub is_claimed: bool,
}

/// Where credits go that come back to a grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum WayBack {
    /// Usable again.
    #[n(0)]
    Available,
    /// The grant has ended: they expire at once.
    #[n(1)]
    Expired,
    /// The grant was voided: they are voided at once.
    #[n(2)]
    Voided,
}

impl Grant {
    /// A grant as it is made: everything available.
    pub fn new(seq: Seq, terms: Terms) -> Self {
        let zero = Credits::ZERO;
        Self {
            seq,
            available: terms.credits,
            terms,
            returned: zero,
            reserved: zero,
            spent: zero,
            expired: zero,
            voided: zero,
            rolled_over: zero,
            is_voided: false,
            is_ended: false,
            is_awaited: false,
            is_claimed: false,
        }
    }

    /// True at t with `effective_at <= t < expires_at`, unless voided.
    pub fn is_usable_at(&self, t: Timestamp) -> bool {
        self.terms.effective_at <= t && !self.has_ended_at(t)
    }

    /// True from the instant `expires_at` on, whether or not anything has been written; and once voided or ended.
    pub fn has_ended_at(&self, t: Timestamp) -> bool {
        self.is_voided || self.is_ended || self.terms.expires_at.is_some_and(|end| end <= t)
    }

    /// True when a use by this account (none: the main account) of this feature (none: any) may draw on it.
    /// `is_sharing` says whether a subaccount may draw on what is not scoped to it.
    pub fn fits(&self, subaccount: Option<&AccountId>, feature: Option<&FeatureId>, is_sharing: bool) -> bool {
        let Some(scope) = &self.terms.scope else { return subaccount.is_none() || is_sharing };
        let fits_feature =
            scope.features.is_empty() || feature.is_some_and(|feature| scope.features.iter().any(|f| f == feature));
        let fits_account = if scope.subaccounts.is_empty() {
            subaccount.is_none() || is_sharing
        } else {
            subaccount.is_some_and(|account| scope.subaccounts.iter().any(|a| a == account))
        };
        fits_feature && fits_account
    }

    /// True when it is ring-fenced for this subaccount.
    pub fn is_scoped_to(&self, subaccount: Option<&AccountId>) -> bool {
        match (&self.terms.scope, subaccount) {
            (Some(scope), Some(account)) => scope.subaccounts.iter().any(|a| a == account),
            _ => false,
        }
    }

    /// True when it is for certain features only.
    pub fn is_scoped_to_features(&self) -> bool {
        self.terms.scope.as_ref().is_some_and(|scope| !scope.features.is_empty())
    }

    /// Where credits go that come back to it at t.
    pub fn way_back(&self, t: Timestamp) -> WayBack {
        match self.is_voided {
            true => WayBack::Voided,
            false if self.has_ended_at(t) => WayBack::Expired,
            false => WayBack::Available,
        }
    }

    /// True when its holder is warned before its end: extra credits, some of them available, that will expire.
    pub fn is_warned_of(&self) -> bool {
        !self.terms.kind.is_monthly()
            && self.terms.expires_at.is_some()
            && self.available.is_positive()
            && !self.is_ended
    }

    /// True when nothing can ever be drawn on it or come out of it by itself again.
    pub fn is_closed(&self) -> bool {
        self.available.is_zero() && self.reserved.is_zero()
    }

    /// True when the identity holds and no part is negative.
    pub fn is_balanced(&self) -> bool {
        let parts = [self.available, self.reserved, self.spent, self.expired, self.voided, self.rolled_over];
        let out = parts.iter().try_fold(Credits::ZERO, |sum, part| sum.checked_add(*part));
        let into = self.terms.credits.checked_add(self.returned);
        let negative = parts.iter().any(|part| *part < Credits::ZERO) || self.returned < Credits::ZERO;
        !negative && out.is_some() && out == into
    }
}
