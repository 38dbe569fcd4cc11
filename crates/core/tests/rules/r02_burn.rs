//! Rule 2: the burn order, a row for each rung with a tie on all rungs before it; and scopes.

use crate::common::check;

/// An agency with two subaccounts that share.
const AGENCY: &str = "
    at 2026-01-01
    open acme agency
    subaccount shop
    subaccount blog
    sharing yes
    +P1D
";

/// Two grants made in either order: `first` is drawn before `second`, whichever came first. `same_id` rows are apart.
fn goes_before(first: &str, second: &str, usage: &str) {
    for (one, two) in [(first, second), (second, first)] {
        let (name_one, name_two) = if one == first { ("first", "second") } else { ("second", "first") };
        check(&format!(
            "{AGENCY}
            grant {one} as {name_one}
            grant {two} as {name_two}
            spend 7 {usage} -> draws first:5 second:2"
        ));
    }
}

#[test]
fn scoped_to_this_subaccount_goes_first() {
    // Worse in all that follows: priority, expiry, feature, kind, effective_at.
    goes_before("5 package to shop prio 1000", "5 until 2026-01-03 for bg prio 0 from 2026-01-01", "of bg in shop");
}

#[test]
fn then_priority_ascending() {
    goes_before("5 package prio 499", "5 until 2026-01-03 for bg from 2026-01-01", "of bg");
    goes_before(
        "5 to shop package prio 0",
        "5 to shop until 2026-01-03 for bg from 2026-01-01 prio 1",
        "of bg in shop",
    );
    goes_before("5", "5 prio 501", "");
    goes_before("5 prio 0", "5 prio 1000", "");
}

#[test]
fn then_expires_at_ascending_none_last() {
    goes_before("5 package until 2026-01-12", "5 until 2026-01-13 for bg from 2026-01-01", "of bg");
    goes_before("5 package until +P3650D", "5 for bg from 2026-01-01", "of bg");
    goes_before("5 until 2026-02-01", "5 until 2026-02-01T00:00:00.000001Z from 2026-01-01", "");
}

#[test]
fn then_scoped_to_the_feature_before_general() {
    goes_before("5 package for bg", "5 from 2026-01-01", "of bg");
    goes_before("5 package for bg,pages until 2026-01-03", "5 from 2026-01-01 until 2026-01-03", "of bg");
}

#[test]
fn then_free_before_paid() {
    for free in ["promotional", "adjustment"] {
        goes_before(&format!("5 {free}"), "5 package from 2026-01-01", "");
    }
    check(
        "at 2026-01-01\nopen acme on core-2021\ngrant 5 package from 2025-01-01\nspend 3001 -> draws legacy1:3000 package1:1",
    );
}

#[test]
fn then_effective_at_ascending() {
    goes_before("5 from 2026-01-01", "5 from 2026-01-01T00:00:00.000001Z", "");
    goes_before("5 package from 2025-12-31", "5 package from 2026-01-01", "");
}

#[test]
fn then_id_ascending() {
    check(
        "
        open acme
        grant 5 as a
        grant 5 as b
        grant 5 as c
        spend 12 -> draws a:5 b:5 c:2 available 3
        ",
    );
}

#[test]
fn monthly_credits_go_before_extra_ones_with_no_special_case() {
    check(
        "
        at 2026-01-01
        open acme on build
        grant 100 package from 2025-01-01 as bought
        spend 2550 -> draws plan1:2500 bought:50
        ",
    );
    check(
        "
        at 2026-01-01
        open acme on build trial
        grant 100 package from 2025-01-01 as bought
        spend 1050 -> draws trial1:1000 bought:50
        ",
    );
    // A plan's priority is data, too.
    check(
        "
        catalog plan build priority 600
        at 2026-01-01
        open acme on build
        grant 100 package as bought
        spend 150 -> draws bought:100 plan1:50
        ",
    );
}

#[test]
fn a_use_that_does_not_fit_never_draws_on_a_scoped_grant() {
    check(&format!(
        "{AGENCY}
        grant 5 for bg as feature
        grant 5 to shop as own
        grant 5 to shop for bg as both
        grant 5 to shop,blog as two
        grant 1 as open

        balance -> available 1 scoped bg=5 shop=5 bg+shop=5 shop+blog=5
        balance of bg -> available 6
        balance in shop -> available 11
        balance in shop of bg -> available 21
        balance in blog -> available 6 scoped bg=5 shop+blog=5
        balance in blog of bg -> available 11

        spend 2 -> insufficient_credits required 2 available 1
        spend 2 of pages -> insufficient_credits required 2 available 1
        spend 7 of bg -> insufficient_credits required 7 available 6
        spend 6 of bg -> draws feature:5 open:1 available 0
        spend 11 in shop -> insufficient_credits required 11 available 10
        spend 7 in blog -> insufficient_credits required 7 available 5
        spend 15 in shop of bg -> draws both:5 own:5 two:5 available 0
        "
    ));
}

#[test]
fn a_scope_names_what_there_is() {
    check(&format!(
        "{AGENCY}
        grant 5 for nothing -> unknown_feature
        grant 5 to nobody -> invalid_scope field scope.subaccounts
        grant 5 to acme -> invalid_scope
        grant 5 in shop to blog -> invalid_scope
        grant 5 in shop to shop as own
        grant 5 in blog as other
        grant 5 in nowhere -> not_found what account
        grant 5 prio 1001 -> invalid_priority field priority
        balance in shop -> available 5
        balance in blog -> available 5
        balance -> available 0
        "
    ));
    check("open acme\ngrant 5 to shop -> invalid_scope");
}
