//! Mutants of rules 3 and 13-15: price, quotes, bounds, parts.

use super::{Mutant, row};

#[rustfmt::skip]
pub(super) const ROWS: &[Mutant] = &[
    row("price-rounded-down", "price/mod.rs",
        "«self.atoms.div_ceil(self.atoms_per_credit / 1_000 * step)»",
        "self.atoms / (self.atoms_per_credit / 1_000 * step)",
        "A sum is rounded down to the step."),
    row("price-min-ignored", "price/mod.rs",
        "(Some(min), _) if «self.milli < min»",
        "false",
        "A use costs less than the feature's least."),
    row("quote-used-twice", "decide/quote.rs",
        "used if «used.is_used»",
        "false",
        "A quote binds for a second use."),
    row("quote-for-any-use", "decide/quote.rs",
        "other if «other.usage != *usage»",
        "other.usage.feature != usage.feature",
        "A quote binds for another quantity or member."),
    row("max-credits-inclusive", "decide/spend.rs",
        "Some(max) if «cost > max»",
        "cost >= max",
        "A use that costs exactly the caller's bound is refused."),
    row("part-in-broken-units", "price/partial.rs",
        "Some((price, tiers)) => «Ok(units_for(price, tiers, catalog.step(), used.quantity()?, most))»",
        "Ok(Partial { credits: most, units: None })",
        "A part of a use priced by unit is no whole number of units."),
];
