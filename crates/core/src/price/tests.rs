//! Tables of costs: tiers at both edges, rounding, bounds, models, limits, parts.

use super::*;
use crate::catalog::{Draft, ModelPattern};

fn rate(text: &str) -> Rate {
    text.parse().unwrap()
}

fn credits(text: &str) -> Credits {
    text.parse().unwrap()
}

fn tier(up_to: Option<u64>, per_unit: &str) -> Tier {
    Tier { up_to, per_unit: rate(per_unit) }
}

/// 20 up to 100, 15 up to 1000, then 10.
fn tiered(tiering: Tiering) -> Price {
    let tiers = vec![tier(Some(100), "20"), tier(Some(1000), "15"), tier(None, "10")];
    Price::of(Basis::PerUnit { unit: "page".into(), tiering, tiers })
}

fn metered(rates: &[(&str, &str, &str, u32)]) -> Price {
    let rates = rates.iter().map(|(dimension, model, credits, per)| ModelRate {
        dimension: (*dimension).into(),
        model: ModelPattern::parse(model).unwrap(),
        credits: rate(credits),
        per: *per,
    });
    Price::of(Basis::Metered { rates: rates.collect() })
}

fn bounded(price: Price, min: &str, max: &str) -> Price {
    let bound = |text: &str| (!text.is_empty()).then(|| credits(text));
    Price { min: bound(min), max: bound(max), ..price }
}

/// A catalog of one feature at that price.
fn catalog(step: &str, price: Option<Price>) -> Catalog {
    let mut draft = Draft::empty("table", "USD".parse().unwrap());
    draft.step = credits(step);
    draft.features.push(Feature { id: "f".parse().unwrap(), name: "F".into(), price, plans: None });
    Catalog::new(1, draft).unwrap()
}

/// `once`, `7`, or `tokens=1.5 images=2 @large-1`.
fn used(text: &str) -> Use {
    if text == "once" {
        return Use::Once;
    }
    if let Ok(quantity) = text.parse() {
        return Use::Quantity(quantity);
    }
    let mut usage = Usage::default();
    for word in text.split_whitespace() {
        match (word.strip_prefix('@'), word.split_once('=')) {
            (Some(model), _) => usage.model = Some(model.into()),
            (None, Some((dimension, used))) => {
                usage.dimensions.push(Measured { dimension: dimension.into(), used: used.parse().unwrap() });
            }
            (None, None) => {}
        }
    }
    Use::Usage(usage)
}

/// The cost of the use, by both ways to ask for it.
fn check(step: &str, price: &Price, text: &str, expected: &str) {
    let catalog = catalog(step, Some(price.clone()));
    let feature = catalog.feature("f").unwrap();
    let fast = cost(&catalog, feature, &used(text));
    assert_eq!(breakdown(&catalog, feature, &used(text)).map(|b| b.credits), fast, "{text}");
    let shown = fast.map_or_else(|refusal| refusal.to_string(), |credits| credits.to_string());
    assert_eq!(shown, expected, "{text} at {price:?}");
}

#[test]
fn a_fixed_price_is_per_use() {
    let ten = Price::of(Basis::Fixed { per_use: rate("10") });
    check("1", &ten, "once", "10");
    check("1", &ten, "1", "10");
    check("1", &ten, "3", "30");
    check("1", &ten, "0", "0");
    check("1", &ten, "tokens=1", "this feature is priced by use or by unit: name a quantity");
    let quarter = Price::of(Basis::Fixed { per_use: rate("0.25") });
    check("1", &quarter, "once", "1");
    check("1", &quarter, "4", "1");
    check("1", &quarter, "5", "2");
    check("0.001", &quarter, "5", "1.25");
    check("0.1", &quarter, "5", "1.3");
    check("5", &ten, "1", "10");
    check("4", &ten, "1", "12");
}

#[test]
fn tiers_hold_at_both_edges() {
    let graduated = tiered(Tiering::Graduated);
    check("1", &graduated, "0", "0");
    check("1", &graduated, "once", "20");
    check("1", &graduated, "99", "1980");
    check("1", &graduated, "100", "2000");
    check("1", &graduated, "101", "2015");
    check("1", &graduated, "1000", "15500");
    check("1", &graduated, "1001", "15510");
    check("1", &graduated, "2000", "25500");
    let volume = tiered(Tiering::Volume);
    check("1", &volume, "0", "0");
    check("1", &volume, "1", "20");
    check("1", &volume, "100", "2000");
    check("1", &volume, "101", "1515");
    check("1", &volume, "1000", "15000");
    check("1", &volume, "1001", "10010");
}

#[test]
fn the_sum_is_rounded_once_and_up() {
    let price = metered(&[("in", "*", "1", 1000), ("out", "*", "4", 1000)]);
    check("1", &price, "in=1000 out=250", "2");
    check("1", &price, "in=1001 out=250", "3");
    check("1", &price, "in=1", "1");
    check("0.001", &price, "in=1", "0.001");
    check("0.001", &price, "in=0.000001", "0.001");
    check("0.001", &price, "in=1.5 out=0.125", "0.002");
    check("1", &price, "in=400 out=25", "1");
    check("1", &price, "in=0 out=0", "0");
    check("1", &price, "in=500 in=500", "1");
    // A third and two sevenths: rounded each, three would come to 3 x 0.334.
    let thirds = metered(&[("a", "*", "1", 3), ("b", "*", "2", 7)]);
    check("1", &thirds, "a=3", "1");
    check("1", &thirds, "a=1 b=1", "1");
    check("1", &thirds, "a=2 b=1", "1");
    check("1", &thirds, "a=3 b=0.000001", "2");
    check("0.001", &thirds, "a=1", "0.334");
    check("0.001", &thirds, "a=1 b=7", "2.334");
}

#[test]
fn min_and_max_apply_after_rounding() {
    let price = bounded(metered(&[("in", "*", "1", 1000)]), "10", "2000");
    check("1", &price, "in=0", "10");
    check("1", &price, "in=9000", "10");
    check("1", &price, "in=9001", "10");
    check("1", &price, "in=10000", "10");
    check("1", &price, "in=10001", "11");
    check("1", &price, "in=2000000", "2000");
    check("1", &price, "in=2000001", "2000");
    check("1", &price, "in=1000000000000", "2000");
    check("4", &bounded(Price::of(Basis::Fixed { per_use: rate("1") }), "", "3.5"), "1", "3.5");
    check("1", &bounded(tiered(Tiering::Graduated), "50", ""), "2", "50");
    check("1", &bounded(tiered(Tiering::Graduated), "50", ""), "3", "60");
}

#[test]
fn the_most_specific_model_wins() {
    let price = metered(&[
        ("in", "large-*", "12", 1),
        ("in", "*", "1", 1),
        ("in", "large-2", "3", 1),
        ("in", "large-2*", "5", 1),
        ("images", "large-*", "25", 1),
    ]);
    check("1", &price, "in=1", "1");
    check("1", &price, "in=1 @small", "1");
    check("1", &price, "in=1 @large", "1");
    check("1", &price, "in=1 @large-", "12");
    check("1", &price, "in=1 @large-1", "12");
    check("1", &price, "in=1 @large-2", "3");
    check("1", &price, "in=1 @large-20", "5");
    check("1", &price, "in=1 @Large-2", "1");
    check("1", &price, "in=1 images=2 @large-9", "62");
    check("1", &price, "images=1 @small", "images has no rate for the model small");
    check("1", &price, "images=1", "images has no rate");
    check("1", &price, "in=1 audio=0 @small", "audio has no rate");
    check("1", &price, "once", "this feature is priced by usage: name what was used, in its dimensions");
    check("1", &price, "5", "this feature is priced by usage: name what was used, in its dimensions");
}

#[test]
fn what_is_beyond_the_limit_is_refused_and_never_wraps() {
    let beyond = "is beyond 1,000,000,000,000 credits";
    let one = Price::of(Basis::Fixed { per_use: rate("1") });
    check("1", &one, "1000000000000", "1000000000000");
    check("1", &one, "1000000000001", beyond);
    check("1", &one, "18446744073709551615", beyond);
    let dear = Price::of(Basis::Fixed { per_use: rate("1000000000") });
    check("1", &dear, "1000", "1000000000000");
    check("1", &dear, "1001", beyond);
    check("1", &dear, "1000000000000", beyond);
    check("1", &bounded(dear, "", "7"), "1000000000000", "7");
    let tokens = metered(&[("t", "*", "1000000000", 1), ("u", "*", "0.000000001", 999_999_937)]);
    check("1", &tokens, "t=1000", "1000000000000");
    check("1", &tokens, "t=1000.000001", beyond);
    check("1", &tokens, "t=1000000000000 u=1000000000000", beyond);
    check("0.001", &tokens, "u=1000000000000", "0.001");
    check("1", &bounded(tokens, "", "9"), "t=1000000000000", "9");
}

#[test]
fn a_feature_without_a_price_costs_nothing() {
    let catalog = catalog("1", None);
    for text in ["once", "0", "5", "tokens=7 @large"] {
        assert_eq!(cost(&catalog, catalog.feature("f").unwrap(), &used(text)), Ok(Credits::ZERO), "{text}");
    }
}

#[test]
fn a_breakdown_says_how_the_cost_comes_about() {
    let show = |price: Price, text: &str| {
        let catalog = catalog("1", Some(price));
        let breakdown = breakdown(&catalog, catalog.feature("f").unwrap(), &used(text)).unwrap();
        let line = |l: &Line| {
            let model = l.model.as_ref().map(|m| format!(" @{m}")).unwrap_or_default();
            format!("{} {}{model} at {}/{} = {}", l.quantity, l.item, l.rate, l.per, l.credits)
        };
        let lines: Vec<String> = breakdown.lines.iter().map(line).collect();
        format!("{}; {:?}; {}", lines.join(", "), breakdown.bound, breakdown.credits)
    };
    assert_eq!(
        show(tiered(Tiering::Graduated), "1001"),
        "100 page at 20/1 = 2000, 900 page at 15/1 = 13500, 1 page at 10/1 = 10; None; 15510"
    );
    assert_eq!(show(tiered(Tiering::Volume), "101"), "101 page at 15/1 = 1515; None; 1515");
    let price = || metered(&[("in", "*", "1", 3), ("in", "big*", "2", 1000)]);
    assert_eq!(show(price(), "in=1"), "1 in @* at 1/3 = 0.333333; None; 1");
    assert_eq!(show(bounded(price(), "5", "9"), "in=1500 @big"), "1500 in @big* at 2/1000 = 3; Some(Min); 5");
    assert_eq!(show(bounded(price(), "5", "9"), "in=1500"), "1500 in @* at 1/3 = 500; Some(Max); 9");
}

#[test]
fn a_part_is_whole_units_of_a_price_by_unit() {
    let check = |price: &Price, text: &str, most: &str, expected: (&str, Option<u64>)| {
        let catalog = catalog("1", Some(price.clone()));
        let part = partial(&catalog, catalog.feature("f").unwrap(), &used(text), credits(most)).unwrap();
        assert_eq!((part.credits.to_string().as_str(), part.units), expected, "{text} for {most} at {price:?}");
    };
    let graduated = tiered(Tiering::Graduated);
    check(&graduated, "5", "100", ("100", Some(5)));
    check(&graduated, "5", "99", ("80", Some(4)));
    check(&graduated, "5", "19.999", ("0", Some(0)));
    check(&graduated, "5", "0", ("0", Some(0)));
    check(&graduated, "2000", "2000", ("2000", Some(100)));
    check(&graduated, "2000", "2014", ("2000", Some(100)));
    check(&graduated, "2000", "2015", ("2015", Some(101)));
    check(&graduated, "2000", "15509", ("15500", Some(1000)));
    check(&graduated, "10000000000", "25500", ("25500", Some(2000)));
    // By volume 101 units cost less than 100, and 1001 less than 700.
    let volume = tiered(Tiering::Volume);
    check(&volume, "200", "1600", ("1590", Some(106)));
    check(&volume, "200", "1514", ("1500", Some(75)));
    check(&volume, "100", "1600", ("1600", Some(80)));
    check(&volume, "5000", "10010", ("10010", Some(1001)));
    check(&volume, "5000", "10009", ("10005", Some(667)));
    check(&bounded(graduated, "50", ""), "9", "49", ("0", Some(0)));
    check(&Price::of(Basis::Fixed { per_use: rate("10") }), "5", "37.5", ("37.5", None));
    check(&metered(&[("in", "*", "1", 1)]), "in=40", "37.5", ("37.5", None));
    check(&metered(&[("in", "*", "1", 1)]), "in=40", "50", ("40", None));
}
