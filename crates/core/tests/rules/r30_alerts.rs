//! Rule 30: alerts, once a crossing, with a recovery. Limits reached, once a window. Expiry is in `r11_expiry_notices`.

use crate::common::check;

/// Lines at 80 and 100 percent are the default; build has 2,500 a month.
#[test]
fn monthly_credits_are_told_at_each_line_once() {
    check(
        "
        at 2026-01-10
        open acme on build -> told none
        spend 1999.999 -> told none
        spend 0.001 as s -> told used:80
        spend 1 -> told none
        spend 498.999 -> told none
        spend 0 -> told none
        spend 0.001 -> wrote spend told depleted
        spend 1 -> insufficient_credits told none
        ",
    );
}

#[test]
fn lines_crossed_at_once_are_told_as_the_highest() {
    check("open acme on build\nspend 2500 -> told depleted\ngrant 10 -> told none\nspend 10 -> told none");
    check(
        "catalog settings alerts 10,50,90\nopen acme on build\nspend 1300 -> told used:50\nspend 950 -> told used:90",
    );
}

#[test]
fn no_line_no_alert() {
    check("catalog settings alerts none\nopen acme on build\nspend 2500 -> told none");
    check("catalog settings alerts 80\nopen acme on build\nspend 2500 -> told used:80");
}

#[test]
fn what_is_reserved_is_not_used() {
    check(
        "
        open acme on build
        reserve 2500 as r -> told none
        settle r 1999.999 -> told none
        reserve 500.001 as r2 -> told none
        release r2 -> told none
        reserve 400 as r3
        settle r3 -> told used:80
        reserve 100.001 as r4 -> told none
        +PT1H
        tick -> wrote time-out told none
        ",
    );
}

#[test]
fn a_reversal_recovers_and_the_next_crossing_is_told_again() {
    check(
        "
        open acme on build
        spend 2000 as s -> told used:80
        reverse s 0.001 -> told recovered:0
        spend 0.001 -> told used:80
        spend 500 as t -> told depleted
        reverse t 1 -> told recovered:80
        reverse t 1 -> told none
        spend 1 -> told none
        spend 1 -> told depleted
        reverse s 1999.999 -> told recovered:0
        ",
    );
}

#[test]
fn a_renewal_recovers_at_its_own_instant() {
    let world = check(
        "
        at 2026-01-10
        open acme on build
        spend 2500 -> told depleted
        at 2026-04-15
        spend 100 -> wrote period grant expire period grant expire period grant spend told recovered:0
        spend 1900 -> told used:80
        ",
    );
    let recovered = world.entries.iter().find(|entry| world.told(entry) == "recovered:0").unwrap();
    assert_eq!(recovered.at.to_string(), "2026-02-10T00:00:00Z");
}

#[test]
fn a_grant_recovers() {
    // More of the plan, at once; what is bought is extra and recovers no monthly credits.
    check(
        "
        open acme on build
        spend 2500 -> told depleted
        grant 5000 package -> told none
        change optimize when now -> told recovered:0
        ",
    );
    check(
        "open acme on build\nspend 2100 -> told used:80\nchange optimize when now -> told recovered:0\nspend 5900 -> told used:80",
    );
}

#[test]
fn a_replaced_plans_grants_are_apart() {
    check(
        "
        catalog plan scale upgrade replace
        open acme on build
        spend 2400 -> told used:80
        change scale when now -> told recovered:0
        spend 15999.999 -> told none
        spend 0.001 -> told used:80
        ",
    );
}

#[test]
fn what_was_carried_over_is_apart() {
    check(
        "
        catalog plan build rollover all keep 1
        at 2026-01-10
        open acme on build
        spend 100
        at 2026-02-10
        spend 2400 -> draws plan2:2400 told none
        spend 1999 -> draws plan3:1999 told none
        spend 1 -> draws plan3:1 told used:80
        ",
    );
}

#[test]
fn a_trial_has_lines_too_and_its_end_is_no_recovery() {
    check(
        "
        open acme on build trial
        spend 800 -> told used:80
        at 2026-01-20
        tick -> wrote ended expire told trial_ending
        activate -> told recovered:0
        spend 2000 -> told used:80
        ",
    );
    check("open acme on build trial\nspend 1000 -> told depleted\nactivate -> told recovered:0");
}

#[test]
fn where_nothing_is_granted_there_is_no_line() {
    check("open acme on core-2021\nspend 3000 -> told none");
    check("open acme on none\ngrant 10\nspend 10 -> told none");
    // Paused over a renewal: nothing is granted, so nothing recovers before it is.
    check(
        "
        at 2026-01-10
        open acme on build
        spend 2500 -> told depleted
        pause
        at 2026-02-11
        tick -> wrote period told none
        resume -> told recovered:0
        ",
    );
}

#[test]
fn other_lines_in_the_catalog_are_no_recovery() {
    check(
        "
        open acme on build
        spend 2100 -> told used:80
        catalog settings alerts 50,90
        spend 1 -> told none
        spend 148.999 -> told none
        spend 0.001 -> told used:90
        catalog settings alerts 50,80
        reverse s3 0.001 -> told recovered:80
        ",
    );
}

#[test]
fn extra_credits_are_told_when_they_fall_below_the_figure() {
    check(
        "
        catalog settings extra_below 500
        open acme on none -> told none
        grant 499 -> told none
        spend 10 -> told none
        grant 100 package as b -> told none
        spend 89 -> available 500 told none
        spend 0.001 as s -> told extra_low:499.999
        spend 100 -> told none
        reverse s -> told none
        grant 100 -> told extra_recovered
        spend 0.001 -> told extra_low:499.999
        ",
    );
}

#[test]
fn an_account_that_begins_under_the_figure_is_not_told() {
    check(
        "catalog settings extra_below 500\nopen acme on build\nspend 2500 -> told depleted\ngrant 10\nspend 10 -> told none",
    );
    check(
        "catalog settings extra_below 500\nopen acme on core-2021\nspend 2500 -> told none\nspend 1 -> told extra_low:499",
    );
}

#[test]
fn extra_credits_fall_by_an_expiry_a_void_and_a_reservation_too() {
    check(
        "
        catalog settings extra_below 500 expiring none
        open acme on none
        grant 400 as a until +P2D
        grant 400 as b until +P2D
        +P2D
        tick -> wrote expire expire told extra_low:0
        ",
    );
    check(
        "
        catalog settings extra_below 500
        open acme on none
        grant 600 as a
        reserve 200 as r -> told extra_low:400
        release r -> told extra_recovered
        void a -> told extra_low:0
        ",
    );
}

#[test]
fn a_grant_that_becomes_effective_lifts_without_a_word() {
    check(
        "
        catalog settings extra_below 500
        open acme on none
        grant 10
        grant 1000 from +P1D
        spend 1 -> told none
        +P1D
        spend 508.999 -> told none
        spend 0.002 -> told extra_low:499.999
        grant 1000 from +P1D
        +P1D
        spend 1 -> told extra_recovered
        ",
    );
}

#[test]
fn another_figure_is_no_crossing() {
    check(
        "
        catalog settings extra_below 500
        open acme on none
        grant 700
        spend 1 -> told none
        catalog settings extra_below 1000
        spend 1 -> told none
        catalog settings extra_below 100
        spend 1 -> told none
        spend 600 -> told extra_low:97
        catalog settings extra_below none
        grant 1000 -> told none
        catalog settings extra_below 100
        spend 1 -> told extra_recovered
        ",
    );
}

#[test]
fn what_is_scoped_is_not_extra_for_all() {
    check("catalog settings extra_below 500\nopen acme on none\ngrant 600 for bg\nspend bg 200 -> told none");
}

#[test]
fn flexprice_2155_an_alert_is_not_told_twice() {
    let world = check(
        "
        catalog settings extra_below 500
        open acme on build
        grant 500
        spend 2400 -> told used:80
        spend 200 -> told depleted extra_low:400
        spend 200 key k -> told none
        spend 200 key k -> replayed told none
        spend 200 -> told none
        ",
    );
    let told = world.entries.iter().map(|entry| world.told(entry)).filter(|word| word.starts_with("extra_low"));
    assert_eq!(told.count(), 1);
}

#[test]
fn a_limit_that_is_filled_is_told_once_a_window() {
    check(
        "
        at 2026-01-10
        open acme on build
        member ann owner
        limit account 100 per day
        spend 99.999 -> told none
        spend 0.001 -> told limit:account=100/100
        spend 1 -> spend_limit_reached told none
        reverse s1 50
        spend 50 -> told none
        +P1D
        spend 1 -> told none
        reserve 99 -> told limit:account=100/100
        ",
    );
}

#[test]
fn a_refusal_by_a_limit_is_told_and_leaves_nothing_else() {
    let world = check(
        "
        open acme on build
        member ann owner
        limit member:* 50
        spend 30 by ann -> told none
        spend 21 by ann key k -> spend_limit_reached wrote none told limit:member:ann=30/50
        spend 21 by ann key k -> spend_limit_reached told none
        spend 20 by ann key k -> draws plan1:20 told none
        balance -> available 2450
        ",
    );
    assert!(world.entries.iter().all(|entry| entry.key.is_none() || world.told(entry) == "spend"));
}

#[test]
fn each_level_is_told_on_its_own() {
    check(
        "
        open acme on build agency
        subaccount shop
        sharing yes
        member ann main_owner
        limit member:ann 50
        limit subaccount:* 50
        limit account 60
        spend 50 by ann in shop -> told limit:member:ann=50/50 limit:subaccount:shop=50/50
        spend 11 in shop -> spend_limit_reached level subaccount told none
        spend 11 -> spend_limit_reached level account told limit:account=50/60
        spend 10 -> told none
        ",
    );
}

#[test]
fn a_partial_spend_that_a_limit_cut_is_told() {
    check(
        "
        open acme on build
        limit account 50
        spend pages x3 partial -> units 2 limited_by account told limit:account=40/50
        ",
    );
}

#[test]
fn a_settle_counts_in_the_window_in_which_its_use_began() {
    check(
        "
        at 2026-01-10T23:30Z
        open acme on build
        limit account 100 per day
        reserve lunar tok=50 as r -> told none
        +PT30M
        settle r tok=100 -> told none
        spend 100 -> told limit:account=100/100
        ",
    );
    check(
        "open acme on build\nlimit account 100\nreserve lunar tok=50 as r\nsettle r tok=100 -> told limit:account=100/100",
    );
}

#[test]
fn another_limit_is_told_anew() {
    check(
        "
        open acme on build
        member ann owner
        limit member:* 50
        spend 50 by ann -> told limit:member:ann=50/50
        limit member:* 50
        spend 1 by ann -> spend_limit_reached told none
        limit member:* 60
        spend 10 by ann -> told limit:member:ann=60/60
        unlimit member:*
        limit member:ann 60 per day
        spend 1 by ann -> spend_limit_reached told limit:member:ann=60/60
        ",
    );
}

#[test]
fn what_was_told_of_a_limit_is_forgotten_with_its_window() {
    let world = check(
        "
        open acme on build
        member ann owner
        member bob owner
        limit member:* 5 per day
        spend 5 by ann -> told limit:member:ann=5/5
        +P1D
        spend 5 by bob -> told limit:member:bob=5/5
        ",
    );
    let alerts = world.pool.as_ref().unwrap().alerts.as_ref().unwrap();
    assert_eq!(alerts.limits.len(), 1);
}

#[test]
fn a_preview_shows_what_is_then_so() {
    check(
        "open acme on build\nspend 2500\npreview change optimize when now -> available 7500\nchange optimize when now -> told recovered:0",
    );
}
