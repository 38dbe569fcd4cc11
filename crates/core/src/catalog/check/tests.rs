//! What the check finds in a draft that no file wrote. The file's own tables are with the file.

use super::*;
use crate::catalog::{
    Basis, Catalog, Feature, ModelPattern, ModelRate, Price, Right, Rights, RolloverCap, Tier, Tiering, Trial,
};

/// The paths of everything that is wrong with the edited draft.
fn check(edit: impl FnOnce(&mut Draft), expected: &[&str]) {
    let mut draft = Draft::empty("table", Currency::USD);
    edit(&mut draft);
    let found = Catalog::new(1, draft).err().unwrap_or_default();
    assert_eq!(found.iter().map(|flaw| flaw.path.as_str()).collect::<Vec<_>>(), expected, "{found:#?}");
    assert!(found.iter().all(|flaw| !flaw.reason.is_empty() && !flaw.remedy.is_empty()));
}

fn feature(price: Price) -> Feature {
    Feature { id: "f".parse().unwrap(), name: "F".into(), price: Some(price), plans: None }
}

#[test]
fn an_empty_draft_is_a_catalog() {
    check(|_| {}, &[]);
}

#[test]
fn the_head_has_its_bounds() {
    check(|d| d.name = String::new(), &["name"]);
    check(|d| d.name = "n".repeat(201), &["name"]);
    check(|d| d.name = "a\nb".into(), &["name"]);
    for (milli, wrong) in [(-1, true), (0, true), (1, false), (1_000_000, false), (1_000_001, true)] {
        check(|d| d.step = Credits::from_milli(milli), if wrong { &["step"] } else { &[] });
    }
    let trial = |credits: i64, days: u32| Some(Trial { credits: Credits::from_milli(credits), days });
    check(|d| d.trial = trial(0, 1), &[]);
    check(|d| d.trial = trial(-1, 3_651), &["trial.credits", "trial.days"]);
    check(|d| d.trial = trial(Credits::LIMIT.milli() + 1, 1), &["trial.credits"]);
}

#[test]
fn a_role_stands_once_in_each_kind_of_account() {
    let role = |rights: Rights| ("owner".parse().unwrap(), rights);
    check(
        |d| d.roles.business = vec![role(Rights::NONE), role(Rights::NONE.with(Right::Use))],
        &["roles.business.owner"],
    );
    check(
        |d| {
            d.roles.business = vec![role(Rights::NONE)];
            d.roles.agency = vec![role(Rights::NONE)];
        },
        &[],
    );
}

#[test]
fn owners_are_roles_of_accounts_that_pay() {
    let role = |id: &str| (id.parse().unwrap(), Rights::NONE);
    for (owners, wrong) in [
        (&["inhaber"][..], 0),
        (&["inhaber", "main"], 0),
        (&["client"], 1),
        (&["owner", "nobody"], 2),
        (&["main", "main"], 1),
    ] {
        check(
            |d| {
                d.roles.business = vec![role("inhaber")];
                d.roles.agency = vec![role("main")];
                d.roles.subaccount = vec![role("client")];
                d.roles.owners = owners.iter().map(|id| id.parse().unwrap()).collect();
            },
            &vec!["roles.owners"; wrong],
        );
    }
}

#[test]
fn carried_credits_are_kept_only_where_some_are_carried() {
    let rollover = |cap, keep| {
        move |d: &mut Draft| {
            let terms = Renewing {
                credits: Credits::ONE,
                every: crate::period::Every::MONTH,
                rollover: Rollover { cap, keep },
                upgrade: crate::catalog::Upgrade::Difference,
                downgrade: crate::catalog::Downgrade::PeriodEnd,
            };
            let (id, name) = ("p".parse().unwrap(), "P".into());
            d.plans = vec![Plan { id, name, price: None, priority: 0, terms: Terms::Renewing(terms) }];
        }
    };
    check(rollover(RolloverCap::None, None), &[]);
    check(rollover(RolloverCap::None, Some(1)), &["plans[0].rollover.keep"]);
    check(rollover(RolloverCap::All, Some(1_200)), &[]);
    check(rollover(RolloverCap::All, Some(1_201)), &["plans[0].rollover.keep"]);
    check(rollover(RolloverCap::Percent(1_000), None), &[]);
    check(rollover(RolloverCap::Percent(1_001), None), &["plans[0].rollover.percent"]);
}

#[test]
fn tiers_and_rates_are_whole() {
    let tier = |up_to| Tier { up_to, per_unit: "1".parse().unwrap() };
    let tiers = |tiers: Vec<Tier>| {
        move |d: &mut Draft| {
            d.features = vec![feature(Price::of(Basis::PerUnit { unit: "u".into(), tiering: Tiering::Volume, tiers }))];
        }
    };
    check(tiers(vec![tier(Some(1)), tier(None)]), &[]);
    check(tiers(vec![]), &["features[0].price.tiers"]);
    check(
        tiers(vec![tier(Some(9)), tier(Some(3)), tier(Some(4)), tier(None)]),
        &["features[0].price.tiers[1].up_to", "features[0].price.tiers[2].up_to"],
    );
    let rate = |model: &str, per| ModelRate {
        dimension: "t".into(),
        model: ModelPattern::parse(model).unwrap(),
        credits: "1".parse().unwrap(),
        per,
    };
    let rates =
        |rates: Vec<ModelRate>| move |d: &mut Draft| d.features = vec![feature(Price::of(Basis::Metered { rates }))];
    check(rates(vec![rate("*", 1), rate("a*", 1), rate("a", 1)]), &[]);
    check(rates(vec![rate("a*", 1), rate("a*", 2)]), &["features[0].price.rates[1].model"]);
    check(rates(vec![rate("*", 0)]), &["features[0].price.rates[0].per"]);
    check(rates(vec![rate("*", 31_250), rate("a", 32_000)]), &[]);
    check(rates(vec![rate("*", 31_251), rate("a", 32_000)]), &["features[0].price.rates"]);
}
