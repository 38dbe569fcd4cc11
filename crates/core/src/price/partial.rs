//! A part of a use: the most that a given amount pays for. Knows no balance and no limit.

use super::{Use, cost, priced};
use crate::catalog::feature::{Basis, Price, Tier};
use crate::catalog::{Catalog, Feature};
use crate::credits::Credits;
use crate::price::PriceError;

/// What an amount pays for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partial {
    /// What that costs; never more than the amount or the whole cost.
    pub credits: Credits,
    /// How many whole units that is; nothing where the price is not by unit.
    pub units: Option<u64>,
}

/// The most of the use that `most` credits pay for: whole units of a price by unit (the largest number that costs no
/// more), else the lesser of the cost and the amount.
pub fn partial(catalog: &Catalog, feature: &Feature, used: &Use, most: Credits) -> Result<Partial, PriceError> {
    let whole = cost(catalog, feature, used)?;
    let by_unit = feature.price.as_ref().and_then(|price| match &price.basis {
        Basis::PerUnit { tiers, .. } => Some((price, tiers)),
        Basis::Fixed { .. } | Basis::Metered { .. } => None,
    });
    match by_unit {
        Some((_, _)) if whole <= most => Ok(Partial { credits: whole, units: Some(used.quantity()?) }),
        Some((price, tiers)) => Ok(units_for(price, tiers, catalog.step(), used.quantity()?, most)),
        None => Ok(Partial { credits: whole.min(most).max(Credits::ZERO), units: None }),
    }
}

/// The largest number of units up to `quantity` that costs no more than `most`. Within a tier the cost never falls as
/// units are added, so each tier is halved; from one tier to the next it may fall (volume), so the highest comes first.
fn units_for(price: &Price, tiers: &[Tier], step: Credits, quantity: u64, most: Credits) -> Partial {
    let cost_of = |units: u64| priced(price, step, &Use::Quantity(units), |_| {}).ok().map(|(credits, _)| credits);
    let affordable = |units: u64| cost_of(units).filter(|credits| *credits <= most);
    let starts = core::iter::once(0).chain(tiers.iter().filter_map(|tier| tier.up_to));
    let spans: Vec<(u64, u64)> =
        starts.zip(tiers).map(|(start, tier)| (start, tier.up_to.unwrap_or(u64::MAX).min(quantity))).collect();
    for (start, end) in spans.into_iter().rev().filter(|(start, end)| start < end) {
        let (mut fits, mut too_many) = (start, end + 1);
        while too_many - fits > 1 {
            let middle = fits + (too_many - fits) / 2;
            if affordable(middle).is_some() { fits = middle } else { too_many = middle }
        }
        if let Some(credits) = affordable(fits).filter(|_| fits > start) {
            return Partial { credits, units: Some(fits) };
        }
    }
    Partial { credits: Credits::ZERO, units: Some(0) }
}
