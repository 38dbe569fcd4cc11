//! Rules 13 to 15: what a use costs, quotes that bind, and `max_credits`. Prices themselves are tabled beside `price`.

use crate::common::check;

#[test]
fn a_feature_is_paid_gated_or_free() {
    check(
        "
        at 2026-01-01
        open acme on build
        spend bg -> credits 10
        spend bg x3 -> credits 30
        spend pages x101 -> credits 2015
        spend help -> credits 0
        spend help x7 -> credits 0
        spend lunar tok=100,image=1 -> credits 125
        spend lunar tok=100 model large-2 -> credits 200
        spend translate -> plan_lacks_feature feature translate plans optimize scale
        spend premium -> plan_lacks_feature feature premium plans scale
        change optimize
        spend translate -> credits 0 draws none
        change scale
        spend premium -> credits 5
        ",
    );
}

#[test]
fn one_function_serves_checks_quotes_spends_reservations_and_settles() {
    for usage in ["bg", "bg x7", "pages x150", "lunar tok=77.5", "tenth tok=3 model large-1", "help", "strict tok=0"] {
        let world = check(&format!(
            "
            at 2026-01-01
            open acme on scale
            quote {usage} as q
            spend {usage} as s
            reserve {usage} as r
            settle r
            "
        ));
        let costs: Vec<String> = world
            .entries
            .iter()
            .filter_map(|entry| match &entry.fact {
                scrip_core::entry::Fact::Quote(quoted) => Some(quoted.credits.to_string()),
                scrip_core::entry::Fact::Spend(spent) => Some(spent.credits.to_string()),
                scrip_core::entry::Fact::Reserve(reserved) => Some(reserved.credits.to_string()),
                scrip_core::entry::Fact::Settle(settled) => Some(settled.credits.to_string()),
                _ => None,
            })
            .collect();
        assert!(costs.len() == 4 && costs.iter().all(|cost| *cost == costs[0]), "{usage}: {costs:?}");
    }
}

#[test]
fn a_check_says_what_a_use_would_cost_and_changes_nothing() {
    check(
        "
        at 2026-01-01
        open acme
        grant 100
        check bg -> allowed true cost 10 available 100 available_after 90
        check bg x11 -> insufficient_credits allowed false cost 110 available 100 available_after 0
        check lunar -> insufficient_credits allowed false cost none estimate 150 ceiling 2000
        grant 400
        check lunar -> allowed true cost none estimate 150 ceiling 2000 available_after 350
        check translate -> plan_lacks_feature allowed false
        check nothing -> unknown_feature
        check strict -> allowed true cost none estimate none
        balance -> available 500
        ",
    );
}

#[test]
fn bad_uses_are_named() {
    check(
        "
        open acme
        spend lunar -> invalid_usage field usage
        spend lunar x3 -> invalid_usage field usage
        spend bg tok=3 -> invalid_quantity field quantity
        spend lunar nothing=3 -> unknown_dimension what nothing
        spend pages x1000000000000 -> invalid_amount field quantity
        spend bg x1000000000001 -> invalid_amount field quantity
        spend tok=3 -> invalid_feature field feature
        reserve nothing -> unknown_feature
        quote nothing -> unknown_feature
        quote 10 -> invalid_credits field credits
        ",
    );
}

#[test]
fn a_quote_binds_whatever_the_catalog_does_meanwhile() {
    check(
        "
        at 2026-01-01
        open acme
        grant 100
        quote bg x2 as q -> credits 20 expires_at 2026-01-01T00:15Z available 100
        balance -> available 100 reserved 0
        catalog feature bg per_use 30
        spend bg x2 quote q -> credits 20 available 80
        spend bg x2 -> credits 60 available 20
        spend bg x2 quote q -> quote_used
        ",
    );
    // Also where it became cheaper.
    check("open acme\ngrant 100\nquote bg as q\ncatalog feature bg per_use 1\nspend bg quote q -> credits 10");
}

#[test]
fn a_quote_binds_for_fifteen_minutes_or_as_the_catalog_and_the_caller_say() {
    check(
        "
        at 2026-01-01
        open acme
        grant 100
        quote bg as q
        quote bg as q2
        at 2026-01-01T00:14:59.999999Z
        spend bg quote q -> credits 10
        +1us
        spend bg quote q2 -> quote_expired
        quote bg until +P1D as q3 -> expires_at 2026-01-02T00:15Z
        quote bg until +P2D -> invalid_expires_in field expires_in
        quote bg until 86400000001us -> invalid_expires_in
        quote bg until 0us -> invalid_expires_in
        at 2026-01-02T00:14:59.999999Z
        spend bg quote q3 -> credits 10
        ",
    );
    check(
        "
        catalog settings binds PT5M binds_max PT10M
        at 2026-01-01
        open acme
        quote bg -> expires_at 2026-01-01T00:05Z
        quote bg until PT10M -> expires_at 2026-01-01T00:10Z
        quote bg until PT11M -> invalid_expires_in
        ",
    );
}

#[test]
fn a_quote_is_for_this_account_member_feature_and_exactly_this_amount() {
    check(
        "
        at 2026-01-01
        open acme agency
        subaccount shop
        sharing yes
        member ann main_owner
        member bob main_admin
        grant 1000
        quote pages x3 by ann in shop as q -> credits 60
        spend pages x3 by ann quote q -> quote_mismatch
        spend pages x3 by bob in shop quote q -> quote_mismatch
        spend pages x3 in shop quote q -> quote_mismatch
        spend bg x3 by ann in shop quote q -> quote_mismatch
        spend pages x2 by ann in shop quote q -> quote_mismatch
        spend pages x4 by ann in shop quote q -> quote_mismatch
        spend 60 of pages by ann in shop quote q -> quote_mismatch
        spend pages x3 by ann in shop quote q -> credits 60
        quote pages as one
        spend pages x1 quote one -> credits 20              ; one unit is once
        quote lunar tok=10 as m
        spend lunar tok=10 model large-1 quote m -> quote_mismatch
        spend lunar tok=10,image=0 quote m -> quote_mismatch
        spend lunar tok=10 quote m -> credits 10
        spend bg quote #99 -> not_found what quote
        ",
    );
}

#[test]
fn the_order_of_dimensions_does_not_matter_to_a_quote() {
    check("open acme\ngrant 1000\nquote lunar tok=10,image=1 as q\nspend lunar image=1,tok=10 quote q -> credits 35");
    check(
        "open acme\ngrant 1000\nquote lunar tok=10,tok=1 as q -> credits 11\nspend lunar tok=1,tok=10 quote q -> credits 11",
    );
}

#[test]
fn a_refused_spend_does_not_use_a_quote_up() {
    check(
        "
        at 2026-01-01
        open acme
        quote bg as q -> available 0
        spend bg quote q -> insufficient_credits required 10 available 0
        grant 100
        spend bg quote q max 9 -> max_credits_exceeded cost 10
        limit account 5
        spend bg quote q -> spend_limit_reached
        unlimit account
        spend bg quote q -> credits 10
        spend bg quote q -> quote_used
        ",
    );
}

#[test]
fn a_quote_goes_not_with_allow_partial() {
    check("open acme\nquote bg as q\nspend bg quote q partial -> invalid_quote field quote");
}

#[test]
fn a_reservation_may_name_a_quote() {
    check(
        "
        at 2026-01-01
        open acme
        grant 100
        quote bg x2 as q
        catalog feature bg per_use 30
        reserve bg x2 quote q as r -> credits 20 available 80
        spend bg x2 quote q -> quote_used
        settle r -> credits 20
        quote bg x2 as q2
        reserve bg x2 quote q2 as r2
        catalog feature bg per_use 7
        settle r2 x2 -> credits 60          ; exactly what was quoted costs what was quoted
        ",
    );
    check(
        "
        at 2026-01-01
        open acme
        grant 100
        quote bg x2 as q
        catalog feature bg per_use 30
        reserve bg x2 quote q as r -> credits 20
        settle r x1 -> credits 10 returned promotional1:10
        quote bg as late
        +PT15M
        reserve bg quote late -> quote_expired
        ",
    );
}

#[test]
fn more_than_max_credits_is_refused_and_nothing_taken() {
    check(
        "
        open acme
        grant 100
        spend bg max 9.999 -> max_credits_exceeded cost 10
        balance -> available 100
        spend bg max 10 -> credits 10
        spend help max 0 -> credits 0
        spend bg x2 partial max 19 -> max_credits_exceeded cost 20
        reserve tenth tok=50 as r
        settle r tok=55 max 54 -> max_credits_exceeded cost 55
        settle r tok=20 max 19 -> max_credits_exceeded cost 20
        balance -> reserved 50
        settle r tok=55 max 55 -> credits 55
        ",
    );
}
