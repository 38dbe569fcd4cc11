//! Cost: the one pricing function behind checks, quotes, spends, reservations and settles. Knows no balance.
//!
//! Sums are exact integers; they are rounded once, up, to the catalog's step; then min and max apply.

mod partial;
mod used;

pub use partial::{Partial, partial};
pub use used::{Measured, Usage, Use};

use smol_str::SmolStr;

use crate::catalog::feature::{Basis, ModelRate, Price, Tier, Tiering, common_per};
use crate::catalog::{Catalog, Feature};
use crate::credits::Credits;
use crate::decimal::{Decimal, Rate, Used};

/// Why a use has no cost.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PriceError {
    /// The feature is metered and the use names no usage.
    #[error("this feature is priced by usage: name what was used, in its dimensions")]
    UsageNeeded,
    /// The feature is priced by use or by unit and the use names usage.
    #[error("this feature is priced by use or by unit: name a quantity")]
    QuantityNeeded,
    /// The price has no rate for this dimension, or none for this model of it.
    #[error("{dimension} has no rate{}", model.as_ref().map(|m| format!(" for the model {m}")).unwrap_or_default())]
    UnknownDimension {
        /// The dimension as the use names it.
        dimension: SmolStr,
        /// The model of the use, where the dimension has rates for other models.
        model: Option<SmolStr>,
    },
    /// More than 1,000,000,000,000 credits, or units.
    #[error("is beyond 1,000,000,000,000 credits")]
    Overflow,
}

/// More units than any use has; sums stay within 128 bits.
pub const QUANTITY_MAX: u64 = 1_000_000_000_000;

/// What a use costs. A feature without a price costs nothing, whatever was used.
pub fn cost(catalog: &Catalog, feature: &Feature, used: &Use) -> Result<Credits, PriceError> {
    match &feature.price {
        Some(price) => priced(price, catalog.step(), used, |_| {}).map(|(credits, _)| credits),
        None => Ok(Credits::ZERO),
    }
}

/// What a use costs, and how that comes about.
pub fn breakdown(catalog: &Catalog, feature: &Feature, used: &Use) -> Result<Breakdown, PriceError> {
    let Some(price) = &feature.price else {
        return Ok(Breakdown { lines: Vec::new(), bound: None, credits: Credits::ZERO });
    };
    let mut lines = Vec::new();
    let (credits, bound) = priced(price, catalog.step(), used, |line| lines.push(line))?;
    Ok(Breakdown { lines, bound, credits })
}

/// How a cost comes about: the lines' sum, rounded up to the step, then held to a bound of the price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breakdown {
    /// One for the uses, for each tier that is reached, or for each dimension.
    pub lines: Vec<Line>,
    /// The bound of the price that decided, if one did.
    pub bound: Option<Bound>,
    /// The cost.
    pub credits: Credits,
}

/// A bound of a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// It costs no less.
    Min,
    /// It costs no more.
    Max,
}

/// One part of a cost: `quantity` of `item` at `credits` per `per`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The unit, the dimension, or `use`.
    pub item: SmolStr,
    /// The model pattern whose rate applies; only of a metered price.
    pub model: Option<SmolStr>,
    /// How many.
    pub quantity: Used,
    /// Credits for `per` of them.
    pub rate: Rate,
    /// How many the rate is for.
    pub per: u32,
    /// Their product in credits, cut to six decimals. For show: the cost is rounded from the exact sum.
    pub credits: Decimal<6>,
}

/// The cost by this price, and the bound that decided. The lines go to `tell`; nothing is built when nobody listens.
fn priced(
    price: &Price,
    step: Credits,
    used: &Use,
    tell: impl FnMut(Line),
) -> Result<(Credits, Option<Bound>), PriceError> {
    let sum = match &price.basis {
        Basis::Fixed { per_use } => fixed(*per_use, used.quantity()?, tell),
        Basis::PerUnit { unit, tiering, tiers } => per_unit(unit, *tiering, tiers, used.quantity()?, tell),
        Basis::Metered { rates } => metered(rates, used.usage()?, tell)?,
    };
    sum.rounded_up(step).held_to(price.min, price.max)
}

fn fixed(per_use: Rate, quantity: u64, mut tell: impl FnMut(Line)) -> Sum {
    tell(line("use", quantity, per_use));
    Sum { atoms: units_atoms(quantity, per_use), atoms_per_credit: u128::from(Rate::ONE_ATOMS) }
}

fn per_unit(unit: &str, tiering: Tiering, tiers: &[Tier], quantity: u64, mut tell: impl FnMut(Line)) -> Sum {
    let mut atoms: u128 = 0;
    let mut before = 0;
    for tier in tiers {
        let end = tier.up_to.unwrap_or(u64::MAX).min(quantity);
        let reached = quantity <= tier.up_to.unwrap_or(u64::MAX);
        let units = match tiering {
            Tiering::Graduated => end.saturating_sub(before),
            Tiering::Volume if reached => quantity,
            Tiering::Volume => 0,
        };
        if units > 0 {
            tell(line(unit, units, tier.per_unit));
            atoms = atoms.saturating_add(units_atoms(units, tier.per_unit));
        }
        if reached {
            break;
        }
        before = end;
    }
    Sum { atoms, atoms_per_credit: u128::from(Rate::ONE_ATOMS) }
}

fn units_atoms(units: u64, rate: Rate) -> u128 {
    u128::from(units) * u128::from(rate.atoms())
}

fn line(item: &str, units: u64, rate: Rate) -> Line {
    Line {
        item: SmolStr::new(item),
        model: None,
        quantity: Used::from_whole(units).unwrap_or(Used::MAX),
        rate,
        per: 1,
        credits: shown(units_atoms(units, rate), u128::from(Rate::ONE_ATOMS)),
    }
}

fn metered(rates: &[ModelRate], usage: &Usage, mut tell: impl FnMut(Line)) -> Result<Sum, PriceError> {
    // Over one common denominator, so that even rates per 60 and per 7 add up exactly; a checked catalog has one.
    let common = u128::from(common_per(rates).ok_or(PriceError::Overflow)?);
    let mut atoms: u128 = 0;
    for Measured { dimension, used } in &usage.dimensions {
        let rate = rate_for(rates, dimension, usage.model.as_deref())?;
        let product = u128::from(used.atoms()) * u128::from(rate.credits.atoms());
        let share = common / u128::from(rate.per.max(1));
        atoms = atoms.saturating_add(product.saturating_mul(share));
        tell(Line {
            item: dimension.clone(),
            model: Some(SmolStr::new(rate.model.to_string())),
            quantity: *used,
            rate: rate.credits,
            per: rate.per,
            credits: shown(product, METERED_ATOMS * u128::from(rate.per.max(1))),
        });
    }
    Ok(Sum { atoms, atoms_per_credit: METERED_ATOMS * common })
}

/// A millionth of a dimension times a billionth of a credit.
const METERED_ATOMS: u128 = 1_000_000_000_000_000;

/// The most specific rate of the dimension that matches the model.
fn rate_for<'a>(rates: &'a [ModelRate], dimension: &str, model: Option<&str>) -> Result<&'a ModelRate, PriceError> {
    let of_dimension = || rates.iter().filter(|rate| rate.dimension == dimension);
    let matching = of_dimension().filter_map(|rate| Some((rate.model.specificity(model)?, rate)));
    matching.max_by_key(|(specificity, _)| *specificity).map(|(_, rate)| rate).ok_or_else(|| {
        let model = of_dimension().next().and(model).map(SmolStr::new);
        PriceError::UnknownDimension { dimension: SmolStr::new(dimension), model }
    })
}

fn shown(atoms: u128, atoms_per_credit: u128) -> Decimal<6> {
    let millionths = atoms / (atoms_per_credit / 1_000_000).max(1);
    Decimal::from_atoms(u64::try_from(millionths).unwrap_or(u64::MAX))
}

/// An exact number of credits as a fraction. Atoms that leave 128 bits stay at the largest: still beyond every limit,
/// since what is within the limit needs 122 bits at the most.
struct Sum {
    atoms: u128,
    atoms_per_credit: u128,
}

impl Sum {
    /// Up to the next multiple of the step, in milli-credits.
    fn rounded_up(&self, step: Credits) -> Rounded {
        let step = u128::try_from(step.milli()).unwrap_or(1).max(1);
        // Every denominator is a multiple of a thousand, so thousandths of a credit lose nothing here.
        let steps = self.atoms.div_ceil(self.atoms_per_credit / 1_000 * step);
        Rounded { milli: steps.saturating_mul(step) }
    }
}

/// A sum in milli-credits that may still be beyond the limit: a max can bring it back.
struct Rounded {
    milli: u128,
}

impl Rounded {
    fn held_to(&self, min: Option<Credits>, max: Option<Credits>) -> Result<(Credits, Option<Bound>), PriceError> {
        let milli = |credits: Credits| u128::try_from(credits.milli()).unwrap_or(0);
        let (held, bound) = match (min.map(milli), max.map(milli)) {
            (_, Some(max)) if self.milli > max => (max, Some(Bound::Max)),
            (Some(min), _) if self.milli < min => (min, Some(Bound::Min)),
            _ => (self.milli, None),
        };
        let credits = i64::try_from(held).map(Credits::from_milli).map_err(|_| PriceError::Overflow)?;
        if credits > Credits::LIMIT { Err(PriceError::Overflow) } else { Ok((credits, bound)) }
    }
}

#[cfg(test)]
mod tests;
