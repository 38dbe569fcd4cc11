//! Problems with prices: currency, kind, bounds, tiers, rates.

use super::{check, plan, priced};

#[test]
fn prices_are_in_the_catalogs_currency() {
    let price = |text: &str| plan(&format!("credits = 1\nprice = {text}"));
    check(
        &price("{ amount = 1, currency = \"EUR\" }"),
        &[(7, "plans[0].price.currency", "in EUR in a catalog in USD", "\"USD\"")],
    );
    check(
        &price("{ amount = 1, currency = \"usd\" }"),
        &[(7, "plans[0].price.currency", "\"usd\" is not an ISO 4217", "\"USD\"")],
    );
    check(
        &price("{ amount = -1, currency = \"USD\" }"),
        &[(7, "plans[0].price.amount", "-1 is not a whole number", "minor units")],
    );
    check(
        &price("{ amount = 19.99, currency = \"USD\" }"),
        &[(7, "plans[0].price.amount", "19.99 is not a whole", "minor units")],
    );
    check(
        &price("{ amount = 1000000000000001, currency = \"USD\" }"),
        &[(7, "plans[0].price.amount", "an amount of", "minor units")],
    );
    check(&price("19"), &[(7, "plans[0].price", "a number where a table belongs", "amount = 1900")]);
    check(
        "[[packages]]\nid = \"x\"\nname = \"X\"\ncredits = 0\nprice = { amount = 1, currency = \"USD\" }\nexpires_after = \"P1X\"",
        &[
            (6, "packages[0].credits", "0 must be more than 0", "more than 0"),
            (8, "packages[0].expires_after", "\"P1X\"", "P12M"),
        ],
    );
}

#[test]
fn a_price_has_one_kind() {
    check(&priced("{ min = 1 }"), &[(6, "features[0].price", "without per_use", "{ per_use = 10 }")]);
    check(&priced("{ per_use = 1, rates = [] }"), &[(6, "features[0].price", "more than one kind", "one of")]);
    check(&priced("{ per_use = 1, unit = \"page\" }"), &[(6, "features[0].price", "more than one kind", "one of")]);
    check(&priced("{ unit = \"page\" }"), &[(6, "features[0].price", "either tiers or per_unit", "one of")]);
    check(
        &priced("{ unit = \"page\", per_unit = 1, tiers = [] }"),
        &[(6, "features[0].price", "either tiers or per_unit", "one of")],
    );
    check(
        &priced("{ unit = \"a page\", per_unit = 1 }"),
        &[(6, "features[0].price.unit", "a unit called \"a page\"", "1 to 64")],
    );
    check(
        &priced("{ unit = \"page\", per_unit = 1, tiering = \"flat\" }"),
        &[(6, "features[0].price.tiering", "no \"flat\"", "\"volume\"")],
    );
    check(
        &priced("{ per_use = 1, min = 5, max = 4 }"),
        &[(6, "features[0].price.min", "min is more than max", "at most 4")],
    );
    check(
        &priced("{ per_use = 1, max = 4, estimate = 5, reserve = 6 }"),
        &[
            (6, "features[0].price.estimate", "estimate is more than max", "at most 4"),
            (6, "features[0].price.reserve", "reserve is more than max", "at most 4"),
        ],
    );
    check(&priced("{ per_use = 1, min = -5 }"), &[(6, "features[0].price.min", "-5 credits", "0 to")]);
    check(
        &priced("{ per_use = 1, over_settle = \"no\" }"),
        &[(6, "features[0].price.over_settle", "no \"no\"", "\"deny\"")],
    );
    check(
        &priced("{ per_use = 1, over_settle = { percent = 0 } }"),
        &[(6, "features[0].price.over_settle.percent", "0 percent", "1 to 1000")],
    );
}

#[test]
fn tiers_rise_and_the_last_is_open() {
    let tiers = |lines: &str| {
        format!("[[features]]\nid = \"f\"\nname = \"F\"\n[features.price]\nunit = \"page\"\ntiers = [\n{lines}\n]")
    };
    check(&tiers(""), &[(8, "features[0].price.tiers", "no tiers", "at least one")]);
    check(
        &tiers("{ up_to = 5, per_unit = 1 }"),
        &[(9, "features[0].price.tiers[0].up_to", "the last tier ends", "no up_to")],
    );
    check(
        &tiers("{ up_to = 5, per_unit = 3 },\n{ up_to = 5, per_unit = 2 },\n{ per_unit = 1 }"),
        &[(10, "features[0].price.tiers[1].up_to", "up to 5, where the tier before ends at 5", "more than 5")],
    );
    check(
        &tiers("{ per_unit = 3 },\n{ per_unit = 1 }"),
        &[(9, "features[0].price.tiers[0].up_to", "an open tier before the last", "up_to =")],
    );
    check(
        &tiers("{ up_to = 0, per_unit = 3 },\n{ per_unit = 1 }"),
        &[(9, "features[0].price.tiers[0].up_to", "up to 0", "more than 0")],
    );
    check(
        &tiers("{ up_to = 2.5, per_unit = 3 },\n{ per_unit = 1 }"),
        &[(9, "features[0].price.tiers[0].up_to", "2.5 is not a whole", "up_to = 100")],
    );
    check(
        &tiers("{ up_to = 2 },\n{ per_unit = 1 }"),
        &[(9, "features[0].price.tiers[0].per_unit", "is missing", "per_unit = 20")],
    );
}

#[test]
fn rates_are_one_for_each_dimension_and_model() {
    let rates =
        |lines: &str| format!("[[features]]\nid = \"f\"\nname = \"F\"\n[features.price]\nrates = [\n{lines}\n]");
    check(&rates(""), &[(7, "features[0].price.rates", "no rates", "at least one")]);
    check(
        &rates(
            "{ dimension = \"t\", model = \"a-*\", credits = 1 },\n{ dimension = \"t\", model = \"a-*\", credits = 2 }",
        ),
        &[(9, "features[0].price.rates[1].model", "t with model a-* has a rate already", "one rate for each")],
    );
    check(
        &rates("{ dimension = \"t\", credits = 1 },\n{ dimension = \"t\", model = \"*\", credits = 2 }"),
        &[(9, "features[0].price.rates[1].model", "has a rate already", "one rate")],
    );
    for model in ["", "a*b", "*a", "**"] {
        let lines = rates(&format!("{{ dimension = \"t\", model = \"{model}\", credits = 1 }}"));
        check(&lines, &[(8, "features[0].price.rates[0].model", "no pattern of models", "\"large-*\"")]);
    }
    check(
        &rates("{ dimension = \"model\", credits = 1 }"),
        &[(8, "features[0].price.rates[0].dimension", "names the model", "another word")],
    );
    check(
        &rates("{ dimension = \"in tokens\", credits = 1 }"),
        &[(8, "features[0].price.rates[0].dimension", "a dimension called", "1 to 64")],
    );
    check(
        &rates("{ dimension = \"t\", credits = 1, per = 0 }"),
        &[(8, "features[0].price.rates[0].per", "for none", "1 or more")],
    );
    check(
        &rates("{ dimension = \"t\", credits = -1 }"),
        &[(8, "features[0].price.rates[0].credits", "must not be negative", "credits = 4")],
    );
    check(
        &rates("{ dimension = \"t\", credits = 1, per = 999999937 },\n{ dimension = \"u\", credits = 1, per = 7 }"),
        &[(7, "features[0].price.rates", "no common multiple", "powers of ten")],
    );
}
