//! Tables: what a file may say, each kind of problem with its line and remedy, both formats, there and back.

mod problems;
mod sample;

use scrip_core::catalog::{Basis, Catalog, OverSettle, RolloverCap, Tier, Upgrade};
use scrip_core::credits::Credits;

use super::{CatalogProblem, Format, parse, to_json};

/// A whole catalog around these lines, which begin at line 3.
fn around(lines: &str) -> String {
    format!("name = \"table\"\ncurrency = \"USD\"\n{lines}")
}

fn read(lines: &str) -> Catalog {
    let source = around(lines);
    let catalog = parse(&source, Format::Toml, 7).unwrap_or_else(|problems| panic!("{problems:#?}\n{source}"));
    assert_eq!(parse(&to_json(&catalog), Format::Json, 7).as_ref(), Ok(&catalog), "{source}");
    catalog
}

#[test]
fn an_empty_catalog_has_every_default() {
    let catalog = read("");
    assert_eq!((catalog.name(), catalog.currency().to_string().as_str(), catalog.version()), ("table", "USD", 7));
    assert_eq!((catalog.step(), catalog.trial()), (Credits::ONE, None));
    let json = r#"{"name":"table","currency":"USD","step":1,"plans":[],"packages":[],"features":[],"#.to_owned()
        + r#""roles":{"business":{},"agency":{},"subaccount":{}},"#
        + r#""quotes":{"expires_in":"PT15M","expires_in_max":"P1D"},"reservations":{"late_settle":"P1D"},"#
        + r#""extra_usable_after_end":true,"#
        + r#""alerts":{"monthly_used_percent":[80,100],"expiring_before":["P30D","P7D"],"trial_ending_before":"P3D"},"#
        + r#""manual_payment":{"business_days":2,"holidays":[],"pay_by_days":14},"tax":{"rates":{}}}"#;
    assert_eq!(to_json(&catalog), json);
}

#[test]
fn numbers_are_exact_and_of_either_notation() {
    let step = |text: &str| read(&format!("step = {text}")).step().milli();
    assert_eq!(step("1"), 1_000);
    assert_eq!(step("0.001"), 1);
    assert_eq!(step("1e-3"), 1);
    assert_eq!(step("+1.5"), 1_500);
    assert_eq!(step("0x10"), 16_000);
    let plan = |credits: &str| {
        let catalog = read(&format!("[[plans]]\nid = \"p\"\nname = \"P\"\ncredits = {credits}"));
        catalog.plan("p").unwrap().allowance().milli()
    };
    assert_eq!(plan("1_000_000_000_000"), 1_000_000_000_000_000);
    assert_eq!(plan("999_999_999_999.999"), 999_999_999_999_999);
    assert_eq!(plan("0.3"), 300);
}

#[test]
fn a_plan_may_say_how_it_renews_and_changes() {
    let terms = |lines: &str| {
        let catalog = read(&format!("[[plans]]\nid = \"p\"\nname = \"P\"\ncredits = 5\n{lines}"));
        *catalog.plan("p").unwrap().renewing().unwrap()
    };
    assert_eq!(terms("every = \"P1Y\"").every.to_string(), "P1Y");
    assert_eq!(terms("upgrade = \"replace\"").upgrade, Upgrade::Replace);
    let rollover = |text: &str| {
        let rollover = terms(&format!("rollover = {text}")).rollover;
        (rollover.cap, rollover.keep)
    };
    assert_eq!(rollover("\"none\""), (RolloverCap::None, None));
    assert_eq!(rollover("\"all\""), (RolloverCap::All, None));
    assert_eq!(rollover("{ all = true, keep = 3 }"), (RolloverCap::All, Some(3)));
    assert_eq!(rollover("{ max = 5000 }"), (RolloverCap::Max(Credits::from_milli(5_000_000)), None));
    assert_eq!(rollover("{ percent = 20, keep = 2 }"), (RolloverCap::Percent(20), Some(2)));
}

#[test]
fn a_price_is_per_use_per_unit_or_metered() {
    let price = |text: &str| {
        let catalog = read(&format!("[[features]]\nid = \"f\"\nname = \"F\"\nprice = {text}"));
        catalog.feature("f").unwrap().price.clone().unwrap()
    };
    let twenty = "20".parse().unwrap();
    assert_eq!(price("{ per_use = 20 }").basis, Basis::Fixed { per_use: twenty });
    let Basis::PerUnit { tiers, .. } = price("{ unit = \"page\", per_unit = 20 }").basis else { panic!() };
    assert_eq!(tiers, [Tier { up_to: None, per_unit: twenty }]);
    let Basis::Metered { rates } = price("{ rates = [{ dimension = \"tokens\", credits = 20 }] }").basis else {
        panic!()
    };
    assert_eq!((rates[0].model.to_string().as_str(), rates[0].per, rates[0].credits), ("*", 1, twenty));
    assert_eq!(price("{ per_use = 20 }").over_settle, OverSettle::Deny);
    assert_eq!(price("{ per_use = 20, over_settle = { percent = 10 } }").over_settle, OverSettle::Percent(10));
}

#[test]
fn json_has_the_same_names_and_null_is_absence() {
    let json = "{\"name\": \"table\", \"currency\": \"USD\", \"trial\": null,\n \"plans\": [{\"id\": \"p\", \"name\": \"\\u0141\", \"credits\": 2.50, \"price\": null}]}";
    let catalog = parse(json, Format::Json, 1).unwrap();
    assert_eq!(catalog.plan("p").map(|plan| (plan.name.as_str(), plan.allowance().milli())), Some(("Ł", 2_500)));
    let toml = around("[[plans]]\nid = \"p\"\nname = \"Ł\"\ncredits = 2.5\n");
    assert_eq!(parse(&toml, Format::Toml, 1), Ok(catalog));
}

#[test]
fn a_problem_reads_like_a_sentence() {
    let problem = &parse(&around("stepp = 1"), Format::Toml, 1).unwrap_err()[0];
    let text = "line 3, column 1, stepp: there is no key `stepp` here. Right would be: did you mean `step`?";
    assert_eq!(problem.to_string(), text);
    let CatalogProblem { path, line, column, .. } = problem;
    assert_eq!((path.as_str(), *line, *column), ("stepp", 3, 1));
}
