//! Features and their prices: paid, gated or free. Data only; what a use costs is computed in `price`.

use smol_str::SmolStr;

use crate::credits::Credits;
use crate::decimal::Rate;
use crate::id::{FeatureId, PlanId};

/// Something a member can do in the host's product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feature {
    /// Its id.
    pub id: FeatureId,
    /// Its name, for people.
    pub name: String,
    /// What a use costs; none takes no credits.
    pub price: Option<Price>,
    /// The plans that include it; none means every plan.
    pub plans: Option<Vec<PlanId>>,
}

/// What a feature asks of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// It takes credits; it may need a plan too.
    Paid,
    /// It needs a plan and takes no credits: an entitlement.
    Gated,
    /// It takes nothing.
    Free,
}

impl Class {
    /// The word of the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::Gated => "gated",
            Self::Free => "free",
        }
    }
}

impl Feature {
    /// What it asks of an account.
    pub fn class(&self) -> Class {
        match (&self.price, &self.plans) {
            (Some(_), _) => Class::Paid,
            (None, Some(_)) => Class::Gated,
            (None, None) => Class::Free,
        }
    }

    /// True when the plan includes it.
    pub fn is_in(&self, plan: &PlanId) -> bool {
        self.plans.as_ref().is_none_or(|plans| plans.contains(plan))
    }
}

/// What a use costs, and what is said and set aside before the cost is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// How the sum comes about.
    pub basis: Basis,
    /// The least that a use costs.
    pub min: Option<Credits>,
    /// The most that a use costs: the ceiling that is shown before.
    pub max: Option<Credits>,
    /// Shown before a use of unknown cost; binds nothing.
    pub estimate: Option<Credits>,
    /// Set aside by a reservation that names no amount.
    pub reserve: Option<Credits>,
    /// What a settle above the reservation does.
    pub over_settle: OverSettle,
}

impl Price {
    /// A price without bounds, estimate or reserve.
    pub const fn of(basis: Basis) -> Self {
        Self { basis, min: None, max: None, estimate: None, reserve: None, over_settle: OverSettle::Deny }
    }
}

/// How the sum of a use comes about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// So many credits for each use.
    Fixed {
        /// Credits for one use.
        per_use: Rate,
    },
    /// By the number of whole units.
    PerUnit {
        /// What a unit is called, in the singular.
        unit: SmolStr,
        /// How the tiers work together.
        tiering: Tiering,
        /// Rising; the last one is open.
        tiers: Vec<Tier>,
    },
    /// By what was used, in dimensions, at rates that may differ by model.
    Metered {
        /// At most one rate for each dimension and model pattern.
        rates: Vec<ModelRate>,
    },
}

/// How tiers work together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tiering {
    /// Each tier's units at that tier's rate.
    Graduated,
    /// All units at the rate of the tier that the number reaches.
    Volume,
}

/// The units up to a number, and what each costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tier {
    /// The last unit of this tier; none is open.
    pub up_to: Option<u64>,
    /// Credits for one unit.
    pub per_unit: Rate,
}

/// What a dimension costs with the models that match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelRate {
    /// What is counted: `input_tokens`, `images`.
    pub dimension: SmolStr,
    /// The models that it is for.
    pub model: ModelPattern,
    /// Credits for `per` of the dimension.
    pub credits: Rate,
    /// How many of the dimension the credits buy; 1 or more.
    pub per: u32,
}

/// Models by name: exactly one, or all that begin with a text. Of two that match, the longer one is the more specific
/// and an exact one the most; two patterns of a dimension never tie, for equal ones are refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModelPattern {
    /// This model alone.
    Exact(SmolStr),
    /// Every model that begins so; the empty text is `*`, any model or none.
    Prefix(SmolStr),
}

impl ModelPattern {
    /// The pattern of a text: `large-*`, `*`, `gpt-4`. Nothing when it is empty or has a star before its end.
    pub fn parse(text: &str) -> Option<Self> {
        match text.strip_suffix('*') {
            Some(prefix) if !prefix.contains('*') => Some(Self::Prefix(SmolStr::new(prefix))),
            None if !text.is_empty() && !text.contains('*') => Some(Self::Exact(SmolStr::new(text))),
            _ => None,
        }
    }

    /// How specific the pattern is, if it matches: the more, the greater. A use without a model is matched by `*` alone.
    pub fn specificity(&self, model: Option<&str>) -> Option<usize> {
        match (self, model) {
            (Self::Exact(name), Some(model)) if name == model => Some(usize::MAX),
            (Self::Prefix(prefix), Some(model)) if model.starts_with(prefix.as_str()) => Some(prefix.len()),
            (Self::Prefix(prefix), None) if prefix.is_empty() => Some(0),
            _ => None,
        }
    }
}

impl core::fmt::Display for ModelPattern {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Exact(name) => f.write_str(name),
            Self::Prefix(prefix) => write!(f, "{prefix}*"),
        }
    }
}

/// The least common multiple of all `per`; nothing when it is beyond 1,000,000,000, where an exact sum could leave 128 bits.
pub(crate) fn common_per(rates: &[ModelRate]) -> Option<u64> {
    const COMMON_MAX: u64 = 1_000_000_000;
    rates.iter().map(|rate| u64::from(rate.per)).filter(|per| *per > 0).try_fold(1_u64, |common, per| {
        let (mut a, mut b) = (common, per);
        while b > 0 {
            (a, b) = (b, a % b);
        }
        (common / a).checked_mul(per).filter(|multiple| *multiple <= COMMON_MAX)
    })
}

/// What a settle above the reservation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverSettle {
    /// It is refused and the reservation stays open.
    Deny,
    /// Up to so many percent of what was reserved are drawn like a spend.
    Percent(u32),
    /// What may be taken is taken; the answer names the rest.
    Available,
}
