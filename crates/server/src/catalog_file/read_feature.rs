//! A feature of the file and its price: per use, per unit in tiers, or metered.

use scrip_core::catalog::{Basis, Feature, ModelPattern, ModelRate, OverSettle, Price, Tier, Tiering};
use scrip_core::id::PlanId;
use smol_str::SmolStr;

use super::read::{id, optional_credits, required_text, unread_name};
use super::reader::{Fields, Item, Reader};

/// A feature. What of it could not be read is left out.
pub(super) fn feature(r: &mut Reader, item: &Item<'_>) -> Option<Feature> {
    let mut f = r.table(item, "[[features]] with id and name")?;
    let id = id(r, &mut f, "id = \"background-removal\"");
    let name = required_text(r, &mut f, "name", "name = \"Background removal\"");
    let price = r.optional(&mut f, "price").and_then(|item| price(r, &item));
    let plans = r.optional(&mut f, "plans").map(|item| plans(r, &item));
    r.finish(&f);
    Some(Feature { id: id?, name: name.unwrap_or_else(unread_name), price, plans })
}

fn plans(r: &mut Reader, item: &Item<'_>) -> Vec<PlanId> {
    const REMEDY: &str = "ids of plans: [\"optimize\", \"scale\"]";
    let plans = r.all(item, REMEDY, |r, item| r.parsed(item, REMEDY));
    if plans.is_none() {
        r.replaced(&item.path);
    }
    plans.unwrap_or_default()
}

const PRICE: &str = "one of { per_use = 10 }, { unit = \"page\", per_unit = 20 }, { unit = \"page\", tiers = [...] } and { rates = [...] }";

fn price(r: &mut Reader, item: &Item<'_>) -> Option<Price> {
    let mut f = r.table(item, PRICE)?;
    let basis = basis(r, item, &mut f);
    let [min, max, estimate, reserve] =
        ["min", "max", "estimate", "reserve"].map(|key| optional_credits(r, &mut f, key));
    let over_settle = r.optional(&mut f, "over_settle").map_or(Some(OverSettle::Deny), |item| over_settle(r, &item));
    r.finish(&f);
    Some(Price { basis: basis?, min, max, estimate, reserve, over_settle: over_settle? })
}

fn basis(r: &mut Reader, item: &Item<'_>, f: &mut Fields<'_>) -> Option<Basis> {
    let per_use = r.optional(f, "per_use");
    let unit = r.optional(f, "unit");
    let tiering = r.optional(f, "tiering");
    let tiers = r.optional(f, "tiers");
    let per_unit = r.optional(f, "per_unit");
    let rates = r.optional(f, "rates");
    let by_unit = unit.is_some() || tiering.is_some() || tiers.is_some() || per_unit.is_some();
    match (per_use, by_unit, rates) {
        (Some(item), false, None) => {
            Some(Basis::Fixed { per_use: r.number(&item, "credits for one use: per_use = 10")? })
        }
        (None, true, None) => basis_per_unit(r, item, f, unit, tiering, tiers, per_unit),
        (None, false, Some(item)) => r.all(&item, RATE, rate).map(|rates| Basis::Metered { rates }),
        (None, false, None) => {
            r.reject(item, "a price without per_use, per_unit, tiers or rates", PRICE);
            None
        }
        _ => {
            r.reject(item, "a price of more than one kind", PRICE);
            None
        }
    }
}

fn basis_per_unit(
    r: &mut Reader,
    item: &Item<'_>,
    f: &mut Fields<'_>,
    unit: Option<Item<'_>>,
    tiering: Option<Item<'_>>,
    tiers: Option<Item<'_>>,
    per_unit: Option<Item<'_>>,
) -> Option<Basis> {
    const UNIT: &str = "unit = \"page\", what one is called";
    const TIERING: &str = "\"graduated\" (the default) or \"volume\"";
    let unit = match unit {
        Some(item) => r.text(&item, UNIT).map(SmolStr::new),
        None => r.required(f, "unit", UNIT).and(None),
    };
    let words = [("graduated", Tiering::Graduated), ("volume", Tiering::Volume)];
    let tiering = tiering.map_or(Some(Tiering::Graduated), |item| r.choice(&item, &words, TIERING));
    let tiers = match (tiers, per_unit) {
        (Some(item), None) => r.all(&item, TIER, tier),
        (None, Some(item)) => {
            r.number(&item, "credits for one unit: per_unit = 20").map(|per_unit| vec![Tier { up_to: None, per_unit }])
        }
        _ => {
            r.reject(item, "a price by unit has either tiers or per_unit", PRICE);
            None
        }
    };
    Some(Basis::PerUnit { unit: unit?, tiering: tiering?, tiers: tiers? })
}

const TIER: &str = "tiers = [{ up_to = 100, per_unit = 20 }, { per_unit = 10 }]";

fn tier(r: &mut Reader, item: &Item<'_>) -> Option<Tier> {
    let mut f = r.table(item, TIER)?;
    let up_to = match r.optional(&mut f, "up_to") {
        Some(item) => r.whole(&item, "the last unit of this tier: up_to = 100").map(Some),
        None => Some(None),
    };
    let per_unit =
        r.required(&mut f, "per_unit", TIER).and_then(|item| r.number(&item, "credits for one unit: per_unit = 20"));
    r.finish(&f);
    Some(Tier { up_to: up_to?, per_unit: per_unit? })
}

const RATE: &str = "rates = [{ dimension = \"input_tokens\", model = \"*\", credits = 1, per = 1000 }]";

fn rate(r: &mut Reader, item: &Item<'_>) -> Option<ModelRate> {
    let mut f = r.table(item, RATE)?;
    let dimension = required_text(r, &mut f, "dimension", RATE);
    let model = match r.optional(&mut f, "model") {
        Some(item) => model(r, &item),
        None => Some(ModelPattern::Prefix(SmolStr::default())),
    };
    let credits =
        r.required(&mut f, "credits", RATE).and_then(|item| r.number(&item, "credits for `per` of them: credits = 4"));
    let per = r.optional(&mut f, "per").map_or(Some(1), |item| r.whole(&item, "how many the credits buy: per = 1000"));
    r.finish(&f);
    Some(ModelRate { dimension: dimension?.into(), model: model?, credits: credits?, per: per? })
}

fn model(r: &mut Reader, item: &Item<'_>) -> Option<ModelPattern> {
    const REMEDY: &str = "a model, the beginning of some with a star at the end (\"large-*\"), or \"*\" for any";
    let text = r.text(item, REMEDY)?;
    let pattern = ModelPattern::parse(text);
    if pattern.is_none() {
        r.reject(item, format_args!("\"{}\" is no pattern of models", text.escape_debug()), REMEDY);
    }
    pattern
}

fn over_settle(r: &mut Reader, item: &Item<'_>) -> Option<OverSettle> {
    const REMEDY: &str = "\"deny\" (the default), \"available\" or { percent = 10 }";
    if Reader::is_text(item) {
        return r.choice(item, &[("deny", OverSettle::Deny), ("available", OverSettle::Available)], REMEDY);
    }
    let mut f = r.table(item, REMEDY)?;
    let percent = r.required(&mut f, "percent", REMEDY).and_then(|item| r.whole(&item, "whole percent: percent = 10"));
    r.finish(&f);
    Some(OverSettle::Percent(percent?))
}
