//! Each kind of problem: its path, its line, what is wrong, what would be right.

mod prices;

use super::{Format, around, parse};

/// The problems of a catalog with these lines (from line 3): `line path: reason → remedy`, each a part of the real one.
fn check(lines: &str, expected: &[(usize, &str, &str, &str)]) {
    let source = around(lines);
    let problems = parse(&source, Format::Toml, 1).expect_err(&source);
    let shown: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(problems.len(), expected.len(), "{source}\n{shown:#?}");
    for (problem, (line, path, reason, remedy)) in problems.iter().zip(expected) {
        assert_eq!((problem.line, problem.path.as_str()), (*line, *path), "{problem}");
        assert!(problem.reason.contains(reason) && problem.remedy.contains(remedy), "{reason} → {remedy}\n{problem}");
    }
}

/// So many texts in a row.
fn many(count: usize, text: impl Fn(usize) -> String) -> String {
    (0..count).map(text).collect::<Vec<_>>().concat()
}

/// The lines of a feature with this price on line 6.
fn priced(price: &str) -> String {
    format!("[[features]]\nid = \"f\"\nname = \"F\"\nprice = {price}")
}

/// The lines of a plan with these on line 6 and on.
fn plan(lines: &str) -> String {
    format!("[[plans]]\nid = \"p\"\nname = \"P\"\n{lines}")
}

#[test]
fn unknown_keys_are_problems_with_the_nearest_known_one() {
    check("colour = 1", &[(3, "colour", "no key `colour`", "one of name, currency, step")]);
    check("plan = []", &[(3, "plan", "no key `plan`", "did you mean `plans`?")]);
    check(&plan("credits = 1\ncredit = 2"), &[(7, "plans[0].credit", "no key `credit`", "did you mean `credits`?")]);
    check(
        &priced("{ per_use = 1, pre_use = 2 }"),
        &[(6, "features[0].price.pre_use", "no key", "did you mean `per_use`?")],
    );
    check(
        &priced("{ rates = [{ dimension = \"t\", credit = 1, per = 10 }] }"),
        &[
            (6, "features[0].price.rates[0].credits", "`credits` is missing", "credits = 1"),
            (6, "features[0].price.rates[0].credit", "no key", "did you mean `credits`?"),
        ],
    );
    check("[roles.busines]\nowner = []", &[(3, "roles.busines", "no key", "did you mean `business`?")]);
    check("[roles]\nowner = []", &[(4, "roles.owner", "no key", "did you mean `owners`?")]);
    check("[roles]\nowners = [\"owner\"]", &[(4, "roles.owners", "no role owner", "roles that stand in")]);
    check("[trial]\ncredits = 1\nday = 2", &[(5, "trial.day", "no key", "did you mean `days`?")]);
    check("[quotes]\nexpire_in = \"PT1M\"", &[(4, "quotes.expire_in", "no key", "did you mean `expires_in`?")]);
}

#[test]
fn what_is_missing_is_named() {
    check(
        "[[plans]]",
        &[
            (3, "plans[0].id", "`id` is missing", "id = \"build\""),
            (3, "plans[0].name", "`name` is missing", "name = \"Build\""),
            (3, "plans[0].credits", "`credits` is missing", "credits = 2500"),
        ],
    );
    check(
        "[[packages]]\nid = \"x\"\nname = \"X\"\ncredits = 5",
        &[(3, "packages[0].price", "`price` is missing", "amount = 1900")],
    );
    check("[trial]\ndays = 3", &[(3, "trial.credits", "`credits` is missing", "credits = 1000")]);
    check(&priced("{ per_unit = 3 }"), &[(6, "features[0].price.unit", "`unit` is missing", "unit = \"page\"")]);
    let problems = parse("", Format::Toml, 1).unwrap_err();
    assert_eq!(problems.iter().map(|p| p.path.as_str()).collect::<Vec<_>>(), ["name", "currency"]);
}

#[test]
fn values_have_their_kind() {
    check("step = \"1\"", &[(3, "step", "a text where a number belongs", "step = 1")]);
    check("step = true", &[(3, "step", "true or false where a number belongs", "step = 1")]);
    check("step = 2026-01-01", &[(3, "step", "a text where a number belongs", "step = 1")]);
    check("plans = 1", &[(3, "plans", "a number where a list belongs", "[[plans]]")]);
    check("plans = [1]", &[(3, "plans[0]", "a number where a table belongs", "[[plans]]")]);
    check("trial = 1000", &[(3, "trial", "a number where a table belongs", "[trial]")]);
    check(
        &plan("credits = 1\nlegacy = \"no\""),
        &[(7, "plans[0].legacy", "a text where true or false belongs", "without quotes")],
    );
    check("[trial]\ncredits = 1\ndays = 1.5", &[(5, "trial.days", "1.5 is not a whole number", "days = 14")]);
    check("[trial]\ncredits = 1\ndays = -1", &[(5, "trial.days", "-1 is not a whole number", "days = 14")]);
    check("[trial]\ncredits = 1\ndays = 4294967296", &[(5, "trial.days", "that fits", "days = 14")]);
}

#[test]
fn numbers_are_exact_or_refused() {
    check("step = 0.0001", &[(3, "step", "0.0001 has more than three decimals", "0.001")]);
    check("step = 0", &[(3, "step", "a step of 0 credits", "0.001 to 1000")]);
    check("step = -1", &[(3, "step", "a step of -1 credits", "0.001 to 1000")]);
    check("step = 1001", &[(3, "step", "a step of 1001 credits", "0.001 to 1000")]);
    check("step = nan", &[(3, "step", "nan is not a decimal number", "step = 1")]);
    check("step = inf", &[(3, "step", "inf is not a decimal number", "step = 1")]);
    check("step = 1e400", &[(3, "step", "is beyond", "step = 1")]);
    check(&plan("credits = 1000000000001"), &[(6, "plans[0].credits", "beyond 1,000,000,000,000", "2500")]);
    check(&plan("credits = -1"), &[(6, "plans[0].credits", "-1 credits", "0 to 1000000000000 credits")]);
    check(&priced("{ per_use = -1 }"), &[(6, "features[0].price.per_use", "-1 must not be negative", "per_use = 10")]);
    check(
        &priced("{ per_use = 0.0000000001 }"),
        &[(6, "features[0].price.per_use", "more than 9 decimals", "per_use = 10")],
    );
    check(&priced("{ per_use = 1000000001 }"), &[(6, "features[0].price.per_use", "is beyond", "per_use = 10")]);
}

#[test]
fn ids_are_names_of_their_own() {
    check(
        &plan("credits = 1\n[[plans]]\nid = \"p\"\nname = \"Q\"\ncredits = 2"),
        &[(8, "plans[1].id", "that of plans[0]", "of its own")],
    );
    check(
        "[[features]]\nid = \"a b\"\nname = \"F\"",
        &[(4, "features[0].id", "\"a b\" must be 1 to 64 characters", "id = \"background-removal\"")],
    );
    check("[[features]]\nid = \"other\"\nname = \"F\"", &[(4, "features[0].id", "without a feature", "another id")]);
    check("[[features]]\nid = \"f\"\nname = \" \"", &[(5, "features[0].name", "a name of", "1 to 200 visible")]);
    let twice = "[[features]]\nid = \"f\"\nname = \"F\"\n".repeat(2);
    check(&twice, &[(7, "features[1].id", "that of features[0]", "of its own")]);
    let package =
        "[[packages]]\nid = \"x\"\nname = \"X\"\ncredits = 5\nprice = { amount = 1, currency = \"USD\" }\n".repeat(2);
    check(&package, &[(9, "packages[1].id", "that of packages[0]", "of its own")]);
}

#[test]
fn plans_say_how_they_renew_or_that_they_do_not() {
    check(
        &plan("credits = 1\nevery = \"month\""),
        &[(7, "plans[0].every", "\"month\" is not an ISO 8601 period", "\"P1M\"")],
    );
    check(&plan("credits = 1\npriority = 1001"), &[(7, "plans[0].priority", "a priority of 1001", "0 (drawn first)")]);
    check(&plan("credits = 1\nupgrade = \"now\""), &[(7, "plans[0].upgrade", "there is no \"now\"", "\"replace\"")]);
    check(&plan("credits = 1\ndowngrade = \"difference\""), &[(7, "plans[0].downgrade", "there is no", "\"now\"")]);
    check(
        &plan("credits = 1\nrollover = \"some\""),
        &[(7, "plans[0].rollover", "there is no \"some\"", "{ max = 5000 }")],
    );
    check(
        &plan("credits = 1\nrollover = { max = 1, percent = 2 }"),
        &[(7, "plans[0].rollover", "not one of", "{ percent = 20 }")],
    );
    check(
        &plan("credits = 1\nrollover = { percent = 0 }"),
        &[(7, "plans[0].rollover.percent", "0 percent", "1 to 1000")],
    );
    check(&plan("credits = 1\nrollover = { max = -1 }"), &[(7, "plans[0].rollover.max", "-1 credits", "0 to")]);
    check(
        &plan("credits = 1\nrollover = { max = 1, keep = 0 }"),
        &[(7, "plans[0].rollover.keep", "for 0 periods", "1 to 1200")],
    );
    check(
        &plan("starter_credits = 1"),
        &[
            (3, "plans[0].credits", "`credits` is missing", "credits = 2500"),
            (6, "plans[0].starter_credits", "only a legacy plan", "legacy = true"),
        ],
    );
    check(&plan("legacy = true"), &[(3, "plans[0].starter_credits", "is missing", "starter_credits = 3000")]);
    check(
        &plan("legacy = true\nstarter_credits = 1\nrollover = \"all\"\nevery = \"P1M\""),
        &[
            (8, "plans[0].rollover", "does not renew", "no `rollover` here"),
            (9, "plans[0].every", "does not renew", "no `every` here"),
        ],
    );
    check(
        "[trial]\ncredits = -1\ndays = 0",
        &[(4, "trial.credits", "-1 credits", "0 to"), (5, "trial.days", "0 days", "1 to 3650")],
    );
}

#[test]
fn features_name_plans_that_there_are() {
    let feature =
        |plans: &str| format!("{}\n[[features]]\nid = \"f\"\nname = \"F\"\nplans = {plans}", plan("credits = 1"));
    check(&feature("[\"p\", \"q\"]"), &[(10, "features[0].plans[1]", "there is no plan q", "one of p")]);
    check(&feature("[\"p\", \"p\"]"), &[(10, "features[0].plans[1]", "twice", "each plan once")]);
    check(&feature("[]"), &[(10, "features[0].plans", "without plans", "at least one")]);
    check(&feature("\"p\""), &[(10, "features[0].plans", "a text where a list belongs", "ids of plans")]);
    // A plan that cannot be read is still there for those that name it.
    let broken =
        "[[plans]]\nid = \"p\"\nname = \"P\"\ncredits = \"1\"\n[[features]]\nid = \"f\"\nname = \"F\"\nplans = [\"p\"]";
    check(broken, &[(6, "plans[0].credits", "a text where a number belongs", "2500")]);
}

#[test]
fn roles_have_known_rights() {
    check(
        "[roles.business]\nowner = [\"use\", \"bui\"]",
        &[(4, "roles.business.owner[1]", "no right \"bui\"", "did you mean \"buy\"?")],
    );
    check(
        "[roles.business]\nowner = [\"everything\"]",
        &[(4, "roles.business.owner[0]", "no right", "some of use, buy, share")],
    );
    check(
        "[roles.business]\nowner = [\"use\", \"use\"]",
        &[(4, "roles.business.owner[1]", "twice", "each right once")],
    );
    check(
        "[roles.business]\nowner = \"use\"",
        &[(4, "roles.business.owner", "a text where a list belongs", "in quotes")],
    );
    check("[roles.agency]\n\"a b\" = []", &[(4, "roles.agency.a b", "the role \"a b\" must be", "a name")]);
}

#[test]
fn settings_have_their_bounds() {
    check("[quotes]\nexpires_in_max = \"PT25H\"", &[(4, "quotes.expires_in_max", "PT25H", "at most PT24H")]);
    check(
        "[quotes]\nexpires_in = \"PT2H\"\nexpires_in_max = \"PT1H\"",
        &[(4, "quotes.expires_in", "PT2H", "at most expires_in_max")],
    );
    check("[quotes]\nexpires_in = \"PT0S\"", &[(4, "quotes.expires_in", "quotes that bind for", "more than none")]);
    check("[quotes]\nexpires_in = \"15m\"", &[(4, "quotes.expires_in", "\"15m\"", "PT15M")]);
    check("[reservations]\nlate_settle = \"P31D\"", &[(4, "reservations.late_settle", "P31D", "at most P30D")]);
    check(
        "[alerts]\nmonthly_used_percent = [100, 80]",
        &[(4, "alerts.monthly_used_percent[1]", "80 percent after 100", "rising")],
    );
    check(
        "[alerts]\nmonthly_used_percent = [101]",
        &[(4, "alerts.monthly_used_percent[0]", "101 percent", "1 to 100")],
    );
    check("[alerts]\nextra_below = -1", &[(4, "alerts.extra_below", "-1 credits", "0 to")]);
    check(
        "[alerts]\nexpiring_before = [\"P7D\", \"P1W\"]",
        &[(4, "alerts.expiring_before[1]", "P7D before", "different lengths")],
    );
    check(
        "[alerts]\ntrial_ending_before = \"P3651D\"",
        &[(4, "alerts.trial_ending_before", "P3651D before", "at most P3650D")],
    );
    check(
        "[manual_payment]\nbusiness_days = 61",
        &[(4, "manual_payment.business_days", "61 business days", "0 to 60")],
    );
    check("[manual_payment]\npay_by_days = 0", &[(4, "manual_payment.pay_by_days", "0 days to pay", "1 to 365")]);
    check(
        "[manual_payment]\nholidays = [\"25.12.\"]",
        &[(4, "manual_payment.holidays[0]", "\"25.12.\" is not a date", "2026-12-25")],
    );
    check(
        "[manual_payment]\nbank = { name = \"B\", iban = \"X\" }",
        &[(4, "manual_payment.bank.bic", "is missing", "bic =")],
    );
    check("[tax]\nrates = { pl = 23 }", &[(4, "tax.rates.pl", "the country \"pl\"", "two capital letters")]);
    check("[tax]\nrates = { PL = 101 }", &[(4, "tax.rates.PL", "a tax of 101 percent", "0 to 100")]);
    check(
        "[tax]\nseller = { name = \"S\", country = \"Poland\", tax_id = \"1\", address = \"A\" }",
        &[(4, "tax.seller.country", "the country \"Poland\"", "two capital letters")],
    );
}

#[test]
fn all_problems_come_at_once_and_by_line() {
    check(
        "step = 0\ncolour = 1\n[[plans]]\nid = \"p\"\nname = \"P\"\ncredits = \"x\"\nlegaci = true\n[alerts]\nextra_below = -1",
        &[
            (3, "step", "a step of 0", "0.001"),
            (4, "colour", "no key", "one of"),
            (8, "plans[0].credits", "a text", "2500"),
            (9, "plans[0].legaci", "no key", "`legacy`"),
            (11, "alerts.extra_below", "-1 credits", "0 to"),
        ],
    );
}

#[test]
fn lists_have_their_bounds() {
    let features = many(1_001, |n| format!("[[features]]\nid = \"f{n}\"\nname = \"F\"\n"));
    check(&features, &[(3, "features", "1001 entries", "at most 1000")]);
    let plans = many(201, |n| format!("[[plans]]\nid = \"p{n}\"\nname = \"P\"\ncredits = 1\n"));
    check(&plans, &[(3, "plans", "201 entries", "at most 200")]);
    let source = around(&"#".repeat(1 << 20));
    assert_eq!(parse(&source, Format::Toml, 1).unwrap_err()[0].remedy, "at most 1048576 bytes");
    let wrong = many(150, |n| format!("wrong{n} = 1\n"));
    assert_eq!(parse(&around(&wrong), Format::Toml, 1).unwrap_err().len(), 100);
}

#[test]
fn what_is_no_toml_or_json_is_said_with_its_line() {
    check("step = \n", &[(3, "", "", "TOML")]);
    check("step = 1\nstep = 2", &[(4, "", "duplicate key", "TOML")]);
    check("[[plans\n", &[(3, "", "", "TOML")]);
    let json = |source: &str, line: usize, column: usize, path: &str, reason: &str| {
        let problem = parse(source, Format::Json, 1).unwrap_err().remove(0);
        assert_eq!((problem.line, problem.column, problem.path.as_str()), (line, column, path), "{problem}");
        assert!(problem.reason.contains(reason), "{problem}");
    };
    json("", 1, 1, "", "EOF");
    json("{\"name\": \"n\",\n \"currency\" \"USD\"}", 2, 13, "", "expected `:`");
    json("[]", 1, 1, "", "a list where a table belongs");
    json("{\"name\": \"n\",\n \"currency\": \"USD\",\n \"step\": 0.0001}", 3, 10, "step", "more than three decimals");
    json(
        "{\"name\": \"n\", \"currency\": \"USD\",\n \"plans\": [{\"id\": \"p\", \"name\": \"P\",\n  \"credits\": -5}]}",
        3,
        14,
        "plans[0].credits",
        "-5 credits",
    );
    json("{\"name\": \"n\", \"currency\": \"USD\", \"name\": \"m\"}", 1, 42, "name", "twice");
    let deep = format!("{{\"name\": \"n\", \"currency\": \"USD\", \"tax\": {}1{}}}", "[".repeat(40), "]".repeat(40));
    assert!(parse(&deep, Format::Json, 1).unwrap_err()[0].reason.contains("deeper than 16"));
    let deepest = "[".repeat(500_000);
    assert!(parse(&deepest, Format::Json, 1).is_err() && parse(&format!("a = {deepest}"), Format::Toml, 1).is_err());
}
