//! Price: what a use costs, as an exact fraction that is rounded once. Knows no account and no balance.

use std::collections::BTreeMap;

use crate::answer::{Code, Refusal};
use crate::catalog::{Catalog, Feature, Price, PriceRule, Rate, Tier};
use crate::command::{Amount, Milli};

/// The most milli-credits that one amount may be.
pub const CREDITS_MAX: Milli = 1_000_000_000_000_000;

/// Bad input that shows without the catalog: negative or too large figures (rule 26, first rung).
pub(crate) fn check_amount(amount: &Amount) -> Result<(), Refusal> {
    match amount {
        Amount::Credits(credits) => check_credits(*credits),
        Amount::Quantity(quantity) if *quantity < 0 => Err(Refusal::new(Code::InvalidQuantity)),
        Amount::Usage { dimensions, .. } if dimensions.values().any(|units| *units < 0) => {
            Err(Refusal::new(Code::InvalidUsage))
        }
        Amount::Nothing | Amount::Quantity(_) | Amount::Usage { .. } => Ok(()),
    }
}

/// Rule 5: an amount past the limits is a refusal. Rule 3: any negative amount is refused.
pub(crate) fn check_credits(credits: Milli) -> Result<(), Refusal> {
    if (0..=CREDITS_MAX).contains(&credits) { Ok(()) } else { Err(Refusal::new(Code::InvalidAmount)) }
}

/// What `amount` of `feature` costs, in milli-credits.
pub fn cost(catalog: &Catalog, feature: &Feature, amount: &Amount) -> Result<Milli, Refusal> {
    if let Amount::Credits(credits) = amount {
        return Ok(*credits);
    }
    let Some(price) = &feature.price else {
        // A use of a gated or free feature costs nothing.
        // Reading (13): a figure named for a feature without a price is not judged.
        return Ok(0);
    };
    let sum = match (&price.rule, amount) {
        (PriceRule::PerUse(credits), Amount::Nothing) => Fraction::whole(*credits),
        (PriceRule::PerUnit { graduated, tiers }, Amount::Quantity(units)) => {
            Fraction::whole(tiered(*graduated, tiers, i128::from(*units)))
        }
        (PriceRule::Metered(rates), Amount::Usage { model, dimensions }) => {
            metered(rates, model.as_deref(), dimensions)?
        }
        (PriceRule::Metered(_), _) => return Err(Refusal::new(Code::InvalidUsage)),
        // Reading (13): a quantity of a feature with a price per use, and none of one with a price per unit, is bad input.
        (PriceRule::PerUse(_) | PriceRule::PerUnit { .. }, _) => return Err(Refusal::new(Code::InvalidQuantity)),
    };
    finish(catalog, price, sum)
}

/// Rule 13: the sum is rounded once, up, to the step; then min and max apply.
// Reading (13): to the step whatever the sort of price, as the rule says, though catalog.md speaks of metered prices.
fn finish(catalog: &Catalog, price: &Price, sum: Fraction) -> Result<Milli, Refusal> {
    let mut cost = sum.up_to_multiple_of(catalog.step);
    if let Some(min) = price.min {
        cost = cost.max(min);
    }
    if let Some(max) = price.max {
        cost = cost.min(max);
    }
    check_credits(cost)?;
    Ok(cost)
}

fn tiered(graduated: bool, tiers: &[Tier], units: i128) -> Milli {
    let mut from = 0;
    let mut sum = 0;
    for tier in tiers {
        let to = tier.up_to.map_or(units, |last| units.min(i128::from(last)));
        if !graduated && to == units {
            return units * tier.per_unit;
        }
        sum += (to - from).max(0) * tier.per_unit;
        from = from.max(to);
    }
    sum
}

fn metered(rates: &[Rate], model: Option<&str>, dimensions: &BTreeMap<String, i64>) -> Result<Fraction, Refusal> {
    let mut sum = Fraction::whole(0);
    for (dimension, units) in dimensions {
        let Some(rate) = best_rate(rates, dimension, model) else {
            return Err(Refusal::about(Code::UnknownDimension, dimension));
        };
        let milli = Fraction { over: rate.micro_credits * i128::from(*units), under: 1000 * i128::from(rate.per) };
        sum = sum.plus(milli);
    }
    Ok(sum)
}

/// The rate of the dimension whose model is the most specific that fits.
// Reading (13): a name without `*` is the most specific, then the one with the most letters beside its `*`, then the
// first. Where no model is named only `*` itself fits.
fn best_rate<'a>(rates: &'a [Rate], dimension: &str, model: Option<&str>) -> Option<&'a Rate> {
    let mut best: Option<(&Rate, (bool, usize))> = None;
    for rate in rates.iter().filter(|rate| rate.dimension == dimension) {
        let fits = match model {
            Some(model) => matches_glob(&rate.model, model),
            None => rate.model == "*",
        };
        let specific = (!rate.model.contains('*'), rate.model.chars().filter(|letter| *letter != '*').count());
        if fits && best.is_none_or(|(_, so_far)| specific > so_far) {
            best = Some((rate, specific));
        }
    }
    best.map(|(rate, _)| rate)
}

/// Whether `text` fits `glob`, in which `*` stands for any text.
fn matches_glob(glob: &str, text: &str) -> bool {
    match glob.split_once('*') {
        None => glob == text,
        Some((head, tail)) => text.strip_prefix(head).is_some_and(|rest| {
            (0..=rest.len()).filter(|cut| rest.is_char_boundary(*cut)).any(|cut| matches_glob(tail, &rest[cut..]))
        }),
    }
}

/// An exact fraction of milli-credits, `under` more than 0.
#[derive(Clone, Copy, Debug)]
struct Fraction {
    over: i128,
    under: i128,
}

impl Fraction {
    fn whole(milli: Milli) -> Self {
        Self { over: milli, under: 1 }
    }

    fn plus(self, other: Self) -> Self {
        if self.under == other.under {
            return Self { over: self.over + other.over, under: self.under };
        }
        Self { over: self.over * other.under + other.over * self.under, under: self.under * other.under }.lowest()
    }

    fn lowest(self) -> Self {
        let (mut a, mut b) = (self.over.abs(), self.under);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let divisor = a.max(1);
        Self { over: self.over / divisor, under: self.under / divisor }
    }

    fn up_to_multiple_of(self, step: Milli) -> Milli {
        let under = self.under * step;
        let whole = self.over.div_euclid(under);
        if self.over.rem_euclid(under) == 0 { whole * step } else { (whole + 1) * step }
    }
}

#[cfg(test)]
mod tests {
    use super::{cost, matches_glob};
    use crate::catalog::{Feature, OverSettle, Price, PriceRule, Rate, lunar, pages, per_use, sample};
    use crate::command::{Amount, Milli};

    fn check(price: &Price, amount: &Amount, expected: Result<Milli, &str>) {
        let feature = Feature { id: "f".into(), price: Some(price.clone()), plans: Vec::new() };
        let got = cost(&sample(), &feature, amount).map_err(|refusal| refusal.code.text());
        assert_eq!(got, expected, "{amount:?}");
    }

    fn usage(model: Option<&str>, dimensions: &[(&str, i64)]) -> Amount {
        let dimensions = dimensions.iter().map(|(name, units)| ((*name).to_owned(), *units)).collect();
        Amount::Usage { model: model.map(str::to_owned), dimensions }
    }

    #[test]
    fn fixed_and_per_unit() {
        check(&per_use(10_000), &Amount::Nothing, Ok(10_000));
        check(&per_use(10_001), &Amount::Nothing, Ok(11_000));
        check(&per_use(10_000), &Amount::Credits(7), Ok(7));
        let rows = [(0, 0, 0), (1, 20_000, 20_000), (100, 2_000_000, 2_000_000), (101, 2_015_000, 1_515_000)];
        for (units, graduated, volume) in rows {
            check(&pages(true), &Amount::Quantity(units), Ok(graduated));
            check(&pages(false), &Amount::Quantity(units), Ok(volume));
        }
        // 100 x 20 + 900 x 15 + 500 x 10, and 1500 x 10.
        check(&pages(true), &Amount::Quantity(1500), Ok(20_500_000));
        check(&pages(false), &Amount::Quantity(1500), Ok(15_000_000));
        check(&pages(true), &Amount::Quantity(i64::MAX), Err("invalid_amount"));
    }

    #[test]
    fn metered() {
        let price = lunar(OverSettle::Deny);
        // 12.345 + 4 x 2.001 = 20.349, up to 21.
        check(&price, &usage(None, &[("input_tokens", 12_345), ("output_tokens", 2001)]), Ok(21_000));
        // The large model's output is 12 a thousand: 12.345 + 24.012 = 36.357.
        check(&price, &usage(Some("large-2"), &[("input_tokens", 12_345), ("output_tokens", 2001)]), Ok(37_000));
        check(&price, &usage(Some("small"), &[("images", 3)]), Ok(75_000));
        check(&price, &usage(None, &[("input_tokens", 1)]), Ok(10_000));
        check(&price, &usage(None, &[("images", 81)]), Ok(2_000_000));
        check(&price, &usage(None, &[("videos", 1)]), Err("unknown_dimension"));
        check(&price, &Amount::Quantity(1), Err("invalid_usage"));
        // A third of a credit and a seventh: 10/21, and never a float.
        let rate = |dimension: &str, per| Rate {
            dimension: dimension.into(),
            model: "*".into(),
            micro_credits: 1_000_000,
            per,
        };
        let thirds = Price { rule: PriceRule::Metered(vec![rate("a", 3), rate("b", 7)]), ..per_use(0) };
        check(&thirds, &usage(None, &[("a", 3), ("b", 7)]), Ok(2000));
        check(&thirds, &usage(None, &[("a", 4), ("b", 7)]), Ok(3000));
    }

    #[test]
    fn the_most_specific_model_wins() {
        for (glob, text, fits) in [("*", "", true), ("large-*", "large-", true), ("large-*", "larg", false)] {
            assert_eq!(matches_glob(glob, text), fits, "{glob} {text}");
        }
        for (glob, text, fits) in [("a*c", "abbc", true), ("a*c", "abb", false), ("abc", "abcd", false)] {
            assert_eq!(matches_glob(glob, text), fits, "{glob} {text}");
        }
        let rate = |model: &str, credits: i128| Rate {
            dimension: "d".into(),
            model: model.into(),
            micro_credits: credits * 1_000_000,
            per: 1,
        };
        let rates = vec![rate("*", 1), rate("large-x", 4), rate("large-*", 2), rate("large-xl*", 3)];
        let price = Price { rule: PriceRule::Metered(rates), ..per_use(0) };
        for (model, expected) in [("s", 1000), ("large-y", 2000), ("large-xl9", 3000), ("large-x", 4000)] {
            check(&price, &usage(Some(model), &[("d", 1)]), Ok(expected));
        }
    }
}
