//! The catalog of the tables, and how a line changes it: plans, features, roles, settings, one word and one value each.

use scrip_core::catalog::{
    Basis, Downgrade, Draft, Feature, ModelPattern, ModelRate, OverSettle, Package, Plan, Price, Renewing, Right,
    Rights, Roles, Rollover, RolloverCap, Seller, Terms, Tier, Tiering, Trial, Upgrade,
};
use scrip_core::money::Money;
use scrip_core::period::{Every, Zone};

use super::words::{amount, credits, list, parse, span};

/// Plans: none (no credits), build 2500, optimize 10000, scale 20000, core-2021 (legacy, 3000), empty (legacy, none).
/// Features: bg 10 a use; pages by unit, graduated; lunar, strict and tenth metered by token, which differ in what a
/// settle above the reservation does; translate gated; premium paid and gated; help free. Packages: thousand 1000 for 19.00,
/// yearly 500 for 10.00, which last a year. No seller, so no tax.
pub(crate) fn sample() -> Draft {
    let mut draft = Draft::empty("tables", parse("USD"));
    draft.trial = Some(Trial { credits: credits("1000"), days: 14 });
    draft.plans = vec![
        renewing("none", "0"),
        renewing("build", "2500"),
        renewing("optimize", "10000"),
        renewing("scale", "20000"),
        plan("core-2021", Terms::Legacy { starter_credits: credits("3000") }),
        plan("empty", Terms::Legacy { starter_credits: credits("0") }),
    ];
    draft.packages =
        vec![package("thousand", "1000", 1900, None), package("yearly", "500", 1000, Some(Every::Months(12)))];
    let tier = |up_to, per_unit: &str| Tier { up_to, per_unit: parse(per_unit) };
    let tiers = vec![tier(Some(100), "20"), tier(Some(1000), "15"), tier(None, "10")];
    let pages = Basis::PerUnit { unit: "page".into(), tiering: Tiering::Graduated, tiers };
    let mut lunar = metered(OverSettle::Available);
    (lunar.estimate, lunar.reserve, lunar.max) = (Some(credits("150")), Some(credits("400")), Some(credits("2000")));
    draft.features = vec![
        feature("bg", Some(Price::of(Basis::Fixed { per_use: parse("10") })), ""),
        feature("pages", Some(Price::of(pages)), ""),
        feature("lunar", Some(lunar), ""),
        feature("strict", Some(metered(OverSettle::Deny)), ""),
        feature("tenth", Some(metered(OverSettle::Percent(10))), ""),
        feature("translate", None, "optimize,scale"),
        feature("premium", Some(Price::of(Basis::Fixed { per_use: parse("5") })), "scale"),
        feature("help", None, ""),
    ];
    let all = "use,buy,see_balance,see_usage,see_invoices,manage_members";
    let main = "use,buy,share,see_balance,see_usage,see_invoices,manage_members";
    let (user, manager) = ("use,see_balance", "use,see_balance,see_usage");
    let accountant = "see_balance,see_usage,see_invoices";
    let roles = |roles: &[(&str, &str)]| roles.iter().map(|(id, of)| (parse(id), rights(of))).collect();
    draft.roles = Roles {
        business: roles(&[
            ("owner", all),
            ("admin", all),
            ("author", user),
            ("designer", user),
            ("viewer", "see_balance"),
            ("accountant", accountant),
            ("clerk", "manage_members,see_balance"),
        ]),
        agency: roles(&[("main_owner", main), ("main_admin", main), ("subaccount_manager", manager)]),
        subaccount: roles(&[("subaccount_manager", manager), ("subaccount_owner", manager), ("reader", "see_balance")]),
        owners: Vec::new(),
    };
    draft
}

/// Changes a draft by one line: `plan build credits 3000 rollover max:500`, `feature bg per_use 20`,
/// `role business author buy,use`, `settings late_within PT1H usable_after_end false`, `trials 50 10`.
pub(crate) fn amend(draft: &mut Draft, words: &[String]) {
    let word = |at: usize| words.get(at).map(String::as_str).unwrap_or_default();
    match word(0) {
        "plan" => {
            let at = draft.plans.iter().position(|plan| plan.id.as_str() == word(1));
            let at = at.unwrap_or_else(|| {
                draft.plans.push(renewing(word(1), "0"));
                draft.plans.len() - 1
            });
            pairs(&words[2..], |key, value| amend_plan(&mut draft.plans[at], key, value));
        }
        "feature" => {
            let found = draft.features.iter_mut().find(|feature| feature.id.as_str() == word(1));
            let found = found.unwrap_or_else(|| panic!("no feature {}", word(1)));
            pairs(&words[2..], |key, value| amend_feature(found, key, value));
        }
        "role" => {
            let roles = match word(1) {
                "business" => &mut draft.roles.business,
                "agency" => &mut draft.roles.agency,
                _ => &mut draft.roles.subaccount,
            };
            roles.retain(|(id, _)| id.as_str() != word(2));
            roles.push((parse(word(2)), rights(word(3))));
        }
        "settings" => pairs(&words[1..], |key, value| match key {
            "late_within" => draft.settings.late_settle = span(value),
            "binds" => draft.settings.quotes.expires_in = span(value),
            "binds_max" => draft.settings.quotes.expires_in_max = span(value),
            "usable_after_end" => draft.settings.usable_after_end = parse(value),
            "seller" => draft.settings.tax.seller = Some(seller(value)),
            "rate" => {
                let (country, percent) = value.split_once(':').expect("a country and its percent");
                draft.settings.tax.rates.push((country.to_owned(), parse(percent)));
            }
            "business_days" => draft.settings.manual_payment.business_days = parse(value),
            "holiday" => draft.settings.manual_payment.holidays.push(parse(value)),
            "pay_by_days" => draft.settings.manual_payment.pay_by_days = parse(value),
            "alerts" if value == "none" => draft.settings.alerts.monthly_used_percent.clear(),
            "alerts" => draft.settings.alerts.monthly_used_percent = list(Some(value)),
            "extra_below" if value == "none" => draft.settings.alerts.extra_below = None,
            "extra_below" => draft.settings.alerts.extra_below = Some(credits(value)),
            "expiring" if value == "none" => draft.settings.alerts.expiring_before.clear(),
            "expiring" => draft.settings.alerts.expiring_before = list(Some(value)),
            "trial_ending" => draft.settings.alerts.trial_ending_before = span(value),
            _ => panic!("no setting {key}"),
        }),
        "package" => {
            let found = draft.packages.iter_mut().find(|package| package.id.as_str() == word(1));
            let found = found.unwrap_or_else(|| panic!("no package {}", word(1)));
            pairs(&words[2..], |key, value| match key {
                "price" => found.price.amount = parse(value),
                "credits" => found.credits = amount(value),
                _ => panic!("no part of a package: {key}"),
            });
        }
        "trials" if word(1) == "none" => draft.trial = None,
        "trials" => draft.trial = Some(Trial { credits: credits(word(1)), days: parse(word(2)) }),
        other => panic!("no part of a catalog: {other}"),
    }
}

fn pairs(words: &[String], mut each: impl FnMut(&str, &str)) {
    for pair in words.chunks(2) {
        each(&pair[0], &pair[1]);
    }
}

fn amend_plan(plan: &mut Plan, key: &str, value: &str) {
    if key == "priority" {
        plan.priority = parse(value);
        return;
    }
    let Terms::Renewing(renewing) = &mut plan.terms else { panic!("{} is a legacy plan", plan.id) };
    match (key, value.split_once(':')) {
        ("credits", _) => renewing.credits = credits(value),
        ("every", _) => renewing.every = parse(value),
        ("keep", _) => renewing.rollover.keep = Some(parse(value)),
        ("rollover", None) if value == "all" => renewing.rollover.cap = RolloverCap::All,
        ("rollover", None) if value == "none" => renewing.rollover = Rollover::NONE,
        ("rollover", Some(("max", max))) => renewing.rollover.cap = RolloverCap::Max(credits(max)),
        ("rollover", Some(("percent", percent))) => renewing.rollover.cap = RolloverCap::Percent(parse(percent)),
        ("upgrade", _) => {
            renewing.upgrade = match value {
                "difference" => Upgrade::Difference,
                "replace" => Upgrade::Replace,
                "period_end" => Upgrade::PeriodEnd,
                _ => panic!("no upgrade {value}"),
            }
        }
        ("downgrade", _) => {
            renewing.downgrade = if value == "now" { Downgrade::Now } else { Downgrade::PeriodEnd };
        }
        _ => panic!("no part of a plan: {key} {value}"),
    }
}

fn amend_feature(feature: &mut Feature, key: &str, value: &str) {
    if key == "plans" {
        feature.plans = if value == "all" { None } else { Some(list(Some(value))) };
        return;
    }
    let price = feature.price.get_or_insert(Price::of(Basis::Fixed { per_use: parse("1") }));
    match (key, value.split_once(':')) {
        ("per_use", _) => price.basis = Basis::Fixed { per_use: parse(value) },
        ("per_token", _) => price.basis = Basis::Metered { rates: vec![rate(value)] },
        ("volume", Some((up_to, rates))) => {
            let (low, high) = rates.split_once(':').expect("two rates");
            let tiers = vec![
                Tier { up_to: Some(parse(up_to)), per_unit: parse(low) },
                Tier { up_to: None, per_unit: parse(high) },
            ];
            price.basis = Basis::PerUnit { unit: "page".into(), tiering: Tiering::Volume, tiers };
        }
        ("reserve", _) => price.reserve = Some(credits(value)),
        ("over", None) if value == "deny" => price.over_settle = OverSettle::Deny,
        ("over", None) => price.over_settle = OverSettle::Available,
        ("over", Some((_, percent))) => price.over_settle = OverSettle::Percent(parse(percent)),
        _ => panic!("no part of a feature: {key} {value}"),
    }
}

fn renewing(id: &str, allowance: &str) -> Plan {
    let renewing = Renewing {
        credits: credits(allowance),
        every: Every::MONTH,
        rollover: Rollover::NONE,
        upgrade: Upgrade::Difference,
        downgrade: Downgrade::PeriodEnd,
    };
    plan(id, Terms::Renewing(renewing))
}

fn plan(id: &str, terms: Terms) -> Plan {
    Plan { id: parse(id), name: id.to_owned(), price: None, priority: Plan::PRIORITY_DEFAULT, terms }
}

fn feature(id: &str, price: Option<Price>, plans: &str) -> Feature {
    let plans = if plans.is_empty() { None } else { Some(list(Some(plans))) };
    Feature { id: parse(id), name: id.to_owned(), price, plans }
}

/// One credit a token, and two a token of a large model.
fn metered(over_settle: OverSettle) -> Price {
    let large = ModelRate { model: ModelPattern::parse("large-*").unwrap(), ..rate("2") };
    let image = ModelRate { dimension: "image".into(), ..rate("25") };
    Price { over_settle, ..Price::of(Basis::Metered { rates: vec![rate("1"), large, image] }) }
}

fn rate(credits: &str) -> ModelRate {
    let model = ModelPattern::parse("*").unwrap();
    ModelRate { dimension: "tok".into(), model, credits: parse(credits), per: 1 }
}

fn rights(names: &str) -> Rights {
    names.split(',').map(|name| Right::from_name(name).unwrap_or_else(|| panic!("no right {name}"))).collect()
}

fn package(id: &str, credits: &str, price: u64, expires_after: Option<Every>) -> Package {
    let price = Money { amount: price, currency: parse("USD") };
    Package { id: parse(id), name: id.to_owned(), credits: amount(credits), price, expires_after }
}

/// `PL` or, with a zone of its own, `PL@Europe/Warsaw`.
fn seller(text: &str) -> Seller {
    let (country, zone) = text.split_once('@').map_or((text, Zone::utc()), |(country, zone)| (country, parse(zone)));
    Seller { name: "S".into(), country: country.into(), tax_id: "T".into(), address: "A".into(), zone }
}
