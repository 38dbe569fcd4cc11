//! Catalogs: small plans, so that pools run short, and one feature of every sort of price.

use super::Ground;
use super::random::Random;
use crate::catalog::{
    Catalog, Downgrade, Every, Feature, OverSettle, Plan, Price, PriceRule, Rate, Rollover, Tier, Upgrade, per_use,
    plan, roles,
};
use crate::command::{DAY, HOUR, Milli, SECOND};

/// A first catalog version.
pub(super) fn catalog(random: &mut Random, ground: Ground) -> Catalog {
    let step = random.one(&[1, 10, 1000]);
    Catalog {
        step,
        trial_credits: random.one(&[1000, 60_000, 100_000]),
        trial_days: 14,
        ended_may_spend: random.percent(80),
        quote_default: 900 * SECOND,
        quote_max: DAY,
        late_within: DAY,
        plans: plans(random, ground),
        features: features(random, step),
        roles: roles(),
    }
}

/// Another version: other prices and allowances, the same ids.
pub(super) fn next(random: &mut Random, old: &Catalog) -> Catalog {
    let mut next = old.clone();
    if random.percent(60) {
        next.features = features(random, next.step);
    }
    if random.percent(60) {
        for plan in next.plans.iter_mut().filter(|plan| plan.credits > 0) {
            plan.credits += random.one(&[-10_000, 0, 1000, 50_000]);
        }
    }
    next
}

// On firm ground all plans share how changes hold and what is carried, so that it does not matter whose setting speaks.
fn plans(random: &mut Random, ground: Ground) -> Vec<Plan> {
    let every = random.one(&[Every::Months(1), Every::Months(1), Every::Months(1), Every::Days(7), Every::Months(12)]);
    let allowances: [(&str, Milli); 5] =
        [("none", 0), ("low", 50_000), ("mid", 120_000), ("high", 400_000), ("top", 1_000_000)];
    let settings = setting(random, ground);
    let mut plans: Vec<Plan> = allowances
        .iter()
        .map(|(id, credits)| {
            let settings = if ground == Ground::Open { setting(random, ground) } else { settings.clone() };
            let priority = if random.percent(85) { 500 } else { random.one(&[400, 600]) };
            Plan { id: (*id).to_owned(), credits: *credits, every, priority, ..settings }
        })
        .collect();
    plans.push(Plan { legacy: Some(random.one(&[30_000, 300_000])), ..plan("old", 0) });
    plans
}

fn setting(random: &mut Random, ground: Ground) -> Plan {
    let max = random.one(&[1000, 40_000, 200_000]);
    let mut carried = vec![Rollover::None, Rollover::Max(max), Rollover::All];
    if ground == Ground::Open {
        carried.push(Rollover::Percent(random.one(&[20, 33, 100])));
    }
    Plan {
        rollover: random.one(&carried),
        keep: random.one(&[None, Some(1), Some(2), Some(3)]),
        upgrade: random.one(&[Upgrade::Difference, Upgrade::Difference, Upgrade::Replace, Upgrade::PeriodEnd]),
        downgrade: random.one(&[Downgrade::PeriodEnd, Downgrade::Now]),
        ..plan("", 0)
    }
}

// Fixed and per-unit figures are multiples of the step, so that it does not matter whether they are rounded to it.
fn features(random: &mut Random, step: Milli) -> Vec<Feature> {
    let figure = |random: &mut Random| step.max(10) * (1 + random.credits(20_000 / step.max(10)));
    let feature = |id: &str, price: Option<Price>, plans: &[&str]| Feature {
        id: id.to_owned(),
        price,
        plans: plans.iter().map(|id| (*id).to_owned()).collect(),
    };
    // The rates fall, steeply now and then, so that one unit more may cost less at the reached tier's rate.
    let mut pages = |graduated| {
        let first = figure(random);
        let falls = |by: Milli| (first / by / step.max(10)).max(1) * step.max(10);
        let tiers = vec![
            Tier { up_to: Some(3), per_unit: first },
            Tier { up_to: Some(8), per_unit: falls(2) },
            Tier { up_to: None, per_unit: falls(4) },
        ];
        Price { rule: PriceRule::PerUnit { graduated, tiers }, ..per_use(0) }
    };
    let (graduated, volume) = (pages(true), pages(false));
    let (cut, gated_paid) = (per_use(figure(random)), per_use(figure(random)));
    let percent = random.one(&[10, 50, 100]);
    vec![
        feature("cut", Some(cut), &[]),
        feature("pages", Some(graduated), &[]),
        feature("sheets", Some(volume), &[]),
        feature("writer", Some(metered(random, OverSettle::Deny)), &[]),
        feature("painter", Some(metered(random, OverSettle::Percent(percent))), &[]),
        feature("coder", Some(metered(random, OverSettle::Available)), &[]),
        feature("mover", Some(per_use(step.max(10) * 100)), &["high", "top", "mid"]),
        feature("seer", None, &["mid", "high", "top"]),
        feature("forms", None, &[]),
    ]
    .into_iter()
    .chain([feature("gate", Some(gated_paid), &["top"])])
    .collect()
}

fn metered(random: &mut Random, over_settle: OverSettle) -> Price {
    let mut rate = |dimension: &str, model: &str| Rate {
        dimension: dimension.to_owned(),
        model: model.to_owned(),
        micro_credits: 1 + random.credits(3_000_000),
        per: i64::try_from(random.one(&[1_usize, 3, 7, 1000])).expect("a small number"),
    };
    let rates = vec![
        rate("input", "*"),
        rate("output", "*"),
        rate("output", "large-*"),
        rate("output", "large-x"),
        rate("images", "*"),
    ];
    Price {
        rule: PriceRule::Metered(rates),
        min: random.one(&[None, Some(2000)]),
        max: random.one(&[None, Some(90_000)]),
        reserve: random.one(&[Some(10_000), Some(40_000)]),
        over_settle,
    }
}

/// How long a grant, quote or reservation may last: round figures meet each other.
pub(super) fn span(random: &mut Random) -> i64 {
    random.one(&[1, SECOND, 600 * SECOND, HOUR, HOUR, 6 * HOUR, DAY])
}
