//! The sample catalog against the help page: figures, roles, gated features.

use std::collections::BTreeSet;

use scrip_core::catalog::{Class, Right, RoleScope, Terms};
use scrip_core::price::{Use, cost};

use super::{Catalog, Credits, Format, parse, to_json};

const SAMPLE: &str = include_str!("../../../../../examples/catalog.toml");

fn sample() -> Catalog {
    parse(SAMPLE, Format::Toml, 1).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

#[test]
fn the_sample_survives_json() {
    assert_eq!(parse(&to_json(&sample()), Format::Json, 1), Ok(sample()));
}

#[test]
fn plans_have_the_credits_of_the_page() {
    let sample = sample();
    let rows = [("build", 2_500), ("optimize", 10_000), ("scale", 20_000), ("enterprise", 60_000)];
    for (id, credits) in rows {
        let terms = sample.plan(id).unwrap().renewing().unwrap();
        assert_eq!(
            (terms.credits, terms.every.to_string().as_str()),
            (Credits::from_whole(credits).unwrap(), "P1M"),
            "{id}"
        );
    }
    let rising: Vec<usize> = rows.iter().map(|(id, _)| sample.plan_rank(id).unwrap()).collect();
    assert!(rising.is_sorted_by(|a, b| a < b));
    for (id, credits) in [("core-2021", 3_000), ("core-2023", 1_000)] {
        let starter_credits = Credits::from_whole(credits).unwrap();
        assert_eq!(sample.plan(id).unwrap().terms, Terms::Legacy { starter_credits }, "{id}");
        assert!(sample.plan_rank(id) < sample.plan_rank("build"), "{id}");
    }
    assert_eq!(sample.plans().len(), 6);
    let trial = sample.trial().unwrap();
    assert_eq!((trial.credits, trial.days), (Credits::from_whole(1_000).unwrap(), 14));
}

#[test]
fn features_cost_credits_need_a_plan_or_neither() {
    let sample = sample();
    let of = |class: Class| -> Vec<&str> {
        sample.features().iter().filter(|f| f.class() == class).map(|f| f.id.as_str()).collect()
    };
    assert_eq!(of(Class::Paid), ["background-removal", "programmatic-landing-pages", "lunar"]);
    assert_eq!(of(Class::Gated), ["ml-translation", "event-tracker", "smart-sections", "solis", "ab-testing"]);
    assert!(!of(Class::Free).is_empty());
    for feature in sample.features() {
        for plan in sample.plans() {
            let above_build = ["optimize", "scale", "enterprise"].contains(&plan.id.as_str());
            assert_eq!(
                feature.is_in(&plan.id),
                feature.class() != Class::Gated || above_build,
                "{} {}",
                feature.id,
                plan.id
            );
        }
    }
    // Known before use: background removal and programmatic pages. Not always: Lunar.
    let known = |id: &str| cost(&sample, sample.feature(id).unwrap(), &Use::Once).is_ok();
    assert_eq!(["background-removal", "programmatic-landing-pages", "lunar"].map(known), [true, true, false]);
}

#[test]
fn roles_have_the_rights_of_the_page() {
    let sample = sample();
    let check = |scope: RoleScope, role: &str, [uses, buys, shares]: [bool; 3]| {
        let rights = sample.rights(scope, role).unwrap_or_else(|| panic!("{role}"));
        assert_eq!(
            [Right::Use, Right::Buy, Right::Share].map(|right| rights.has(right)),
            [uses, buys, shares],
            "{role}"
        );
    };
    let (yes, no) = (true, false);
    check(RoleScope::Business, "owner", [yes, yes, no]);
    check(RoleScope::Business, "admin", [yes, yes, no]);
    check(RoleScope::Business, "author", [yes, no, no]);
    check(RoleScope::Business, "designer", [yes, no, no]);
    check(RoleScope::Business, "viewer", [no, no, no]);
    check(RoleScope::Business, "accountant", [no, no, no]);
    check(RoleScope::Agency, "main_owner", [yes, yes, yes]);
    check(RoleScope::Agency, "main_admin", [yes, yes, yes]);
    check(RoleScope::Agency, "subaccount_manager", [yes, no, no]);
    check(RoleScope::Subaccount, "subaccount_manager", [yes, no, no]);
    check(RoleScope::Subaccount, "subaccount_owner", [yes, no, no]);
    let counts = RoleScope::ALL.map(|scope| sample.roles().of(scope).len());
    assert_eq!(counts, [6, 3, 2]);
}

#[test]
fn packages_are_one_time_and_never_expire() {
    let sample = sample();
    assert!(!sample.packages().is_empty());
    assert!(sample.packages().iter().all(|package| package.expires_after.is_none()));
    assert_eq!(sample.settings().manual_payment.business_days, 2);
}

#[test]
fn the_page_in_the_documentation_names_every_key() {
    let page = include_str!("../../../../../docs/catalog.md");
    let json: serde_json::Value = serde_json::from_str(&to_json(&sample())).unwrap();
    let mut keys = BTreeSet::new();
    keys_of(&json, &mut keys);
    let code = page.split('`').skip(1).step_by(2);
    let named: BTreeSet<&str> = code.flat_map(|code| code.split(|c: char| !c.is_alphanumeric() && c != '_')).collect();
    let unnamed: Vec<&String> = keys.iter().filter(|key| !named.contains(key.as_str())).collect();
    assert!(unnamed.is_empty(), "{unnamed:?}");
    assert!(keys.len() > 40, "{keys:?}");
}

fn keys_of(value: &serde_json::Value, keys: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (key, value) in fields {
                keys.insert(key.clone());
                // Roles and countries are the catalog's own words.
                let own_words = ["business", "agency", "subaccount"].contains(&key.as_str())
                    || (key == "rates" && value.is_object());
                if !own_words {
                    keys_of(value, keys);
                }
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| keys_of(item, keys)),
        _ => {}
    }
}

#[test]
fn every_figure_that_the_page_does_not_give_is_marked() {
    for (at, line) in SAMPLE.lines().enumerate() {
        let of_our_own =
            ["amount =", "per_use =", "iban =", "seller =", "extra_below ="].iter().any(|key| line.contains(key));
        assert!(!of_our_own || line.contains("sample"), "line {}: {line}", at + 1);
    }
}
