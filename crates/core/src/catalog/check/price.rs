//! What is wrong with a price: bounds, tiers, rates.

use std::collections::BTreeSet;

use super::Flaws;
use crate::catalog::feature::{Basis, ModelRate, OverSettle, Price, Tier, common_per};

/// More tiers than a price list explains.
const TIERS_MAX: usize = 100;
/// Dimensions times models; a rate is found by walking the list.
const RATES_MAX: usize = 500;
/// What an id of the host's may have, too.
const WORD_LEN_MAX: usize = 64;
/// Beyond ten times what was reserved, a percentage is an oversight.
const OVER_PERCENT_MAX: u32 = 1_000;
/// The word of the usage object that names the model and so can be no dimension.
const RESERVED_DIMENSION: &str = "model";

pub(super) fn check(flaws: &mut Flaws, path: &str, price: &Price) {
    let bounds = [("min", price.min), ("max", price.max), ("estimate", price.estimate), ("reserve", price.reserve)];
    for (key, credits) in bounds {
        if let Some(credits) = credits {
            flaws.credits(&format!("{path}.{key}"), credits);
        }
    }
    if let Some(max) = price.max {
        for (key, credits) in bounds {
            let within = credits.is_none_or(|credits| credits <= max);
            let reason = format_args!("{key} is more than max, {max} credits");
            flaws.unless(within, &format!("{path}.{key}"), reason, format_args!("at most {max}, or a greater max"));
        }
    }
    if let OverSettle::Percent(percent) = price.over_settle {
        flaws.unless(
            (1..=OVER_PERCENT_MAX).contains(&percent),
            &format!("{path}.over_settle.percent"),
            format_args!("{percent} percent above the reservation"),
            format_args!("1 to {OVER_PERCENT_MAX} percent, \"deny\" or \"available\""),
        );
    }
    match &price.basis {
        Basis::Fixed { .. } => {}
        Basis::PerUnit { unit, tiers, .. } => {
            check_word(flaws, &format!("{path}.unit"), unit, "a unit");
            check_tiers(flaws, &format!("{path}.tiers"), tiers);
        }
        Basis::Metered { rates } => check_rates(flaws, &format!("{path}.rates"), rates),
    }
}

fn check_word(flaws: &mut Flaws, path: &str, word: &str, what: &str) {
    let letters = word.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'));
    flaws.unless(
        letters && (1..=WORD_LEN_MAX).contains(&word.len()),
        path,
        format_args!("{what} called \"{}\"", word.escape_debug()),
        format_args!("1 to {WORD_LEN_MAX} characters of A-Z a-z 0-9 . _ -"),
    );
}

fn check_tiers(flaws: &mut Flaws, path: &str, tiers: &[Tier]) {
    flaws.unless(!tiers.is_empty(), path, "no tiers", "at least one: { per_unit = 20 }");
    flaws.at_most(path, tiers.len(), TIERS_MAX);
    let mut before = 0;
    for (at, tier) in tiers.iter().enumerate() {
        let is_last = at + 1 == tiers.len();
        let path = format!("{path}[{at}].up_to");
        match tier.up_to {
            None => {
                flaws.unless(is_last, &path, "an open tier before the last one", "up_to = the last unit of this tier");
            }
            Some(up_to) => {
                flaws.unless(
                    up_to > before,
                    &path,
                    format_args!("up to {up_to}, where the tier before ends at {before}"),
                    format_args!("more than {before}"),
                );
                flaws.unless(
                    !is_last,
                    &path,
                    "the last tier ends, so more units would have no price",
                    "no up_to on the last tier",
                );
                before = before.max(up_to);
            }
        }
    }
}

fn check_rates(flaws: &mut Flaws, path: &str, rates: &[ModelRate]) {
    flaws.unless(
        !rates.is_empty(),
        path,
        "no rates",
        "at least one: { dimension = \"tokens\", credits = 1, per = 1000 }",
    );
    flaws.at_most(path, rates.len(), RATES_MAX);
    let mut seen = BTreeSet::new();
    for (at, rate) in rates.iter().enumerate() {
        let path = format!("{path}[{at}]");
        check_word(flaws, &format!("{path}.dimension"), &rate.dimension, "a dimension");
        flaws.unless(
            rate.dimension != RESERVED_DIMENSION,
            &format!("{path}.dimension"),
            "\"model\" names the model of a use",
            "another word for what is counted",
        );
        flaws.unless(rate.per > 0, &format!("{path}.per"), "credits for none of the dimension", "1 or more");
        flaws.unless(
            seen.insert((rate.dimension.as_str(), rate.model.to_string())),
            &format!("{path}.model"),
            format_args!("{} with model {} has a rate already", rate.dimension, rate.model),
            "one rate for each dimension and model",
        );
    }
    let common = common_per(rates);
    flaws.unless(
        common.is_some(),
        path,
        "the `per` of these rates have no common multiple up to 1,000,000,000, so their sum would not be exact",
        "rates for the same number of units, or for powers of ten",
    );
}
