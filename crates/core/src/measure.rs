//! How much of a feature is used: what the price is asked for, or a cost that the product states itself.

use minicbor::{Decode, Encode};

use crate::credits::Credits;
use crate::price::Use;

/// How much of a feature is used.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(flat)]
pub enum Measure {
    /// The feature's price says what it costs.
    #[n(0)]
    Priced(#[n(0)] Use),
    /// The product states the cost.
    #[n(1)]
    Stated(#[n(0)] Credits),
}

impl Measure {
    /// Nothing named: one use.
    pub const ONCE: Self = Self::Priced(Use::Once);

    /// The same amount in one form: one unit is once, dimensions stand in order.
    #[must_use]
    pub fn normal(self) -> Self {
        match self {
            Self::Priced(Use::Quantity(1)) => Self::ONCE,
            Self::Priced(Use::Usage(mut usage)) => {
                usage.dimensions.sort_by(|a, b| (&a.dimension, a.used).cmp(&(&b.dimension, b.used)));
                Self::Priced(Use::Usage(usage))
            }
            other => other,
        }
    }

    /// True when this is certainly no more than `other`: fewer units, or less of each dimension of the same model.
    pub fn is_within(&self, other: &Self) -> bool {
        let units = |used: &Use| match used {
            Use::Once => Some(1),
            Use::Quantity(units) => Some(*units),
            Use::Usage(_) => None,
        };
        match (self, other) {
            (Self::Stated(a), Self::Stated(b)) => a <= b,
            (Self::Priced(Use::Usage(a)), Self::Priced(Use::Usage(b))) => {
                let amount = |usage: &crate::price::Usage, dimension: &str| {
                    let of = usage.dimensions.iter().filter(|measured| measured.dimension == dimension);
                    of.fold(0_u128, |sum, measured| sum + u128::from(measured.used.atoms()))
                };
                a.model == b.model && a.dimensions.iter().all(|m| amount(a, &m.dimension) <= amount(b, &m.dimension))
            }
            (Self::Priced(a), Self::Priced(b)) => match (units(a), units(b)) {
                (Some(a), Some(b)) => a <= b,
                _ => false,
            },
            _ => false,
        }
    }
}
