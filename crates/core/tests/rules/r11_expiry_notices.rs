//! Rules 8 and 11: the holder is warned before extra credits expire, and before a trial ends.

use crate::common::check;

#[test]
fn extra_credits_are_warned_of_30_and_7_days_before() {
    let world = check(
        "
        at 2026-01-01
        open acme on none
        grant 100 package until 2026-06-30 as a
        spend 40
        at 2026-05-30T23:59:59.999999Z
        tick -> told none
        +1us
        tick -> told expiring:a=60@P30D
        tick -> told none
        spend 10 -> told none
        at 2026-06-23
        tick -> told expiring:a=50@P7D
        at 2026-06-30
        tick -> wrote expire told none
        ",
    );
    let at: Vec<String> = world
        .entries
        .iter()
        .filter(|entry| world.told(entry).starts_with("expiring"))
        .map(|entry| entry.at.to_string())
        .collect();
    assert_eq!(at, ["2026-05-31T00:00:00Z", "2026-06-23T00:00:00Z"]);
}

#[test]
fn monthly_credits_are_not_warned_of() {
    check("at 2026-01-01\nopen acme on build\nat 2026-01-31T23:59Z\ntick -> told none");
    check(
        "catalog plan build rollover all keep 2\nat 2026-01-01\nopen acme on build\nat 2026-02-28\ntick -> told none",
    );
}

#[test]
fn nothing_is_told_of_instants_before_the_grant_was_made() {
    check(
        "
        at 2026-01-01
        open acme on none
        grant 100 until +P30D as a -> told none
        tick -> told none
        grant 100 until +P29D as b -> told none
        at 2026-01-23
        tick -> told expiring:b=100@P7D
        at 2026-01-24
        tick -> told expiring:a=100@P7D
        ",
    );
    check("open acme on none\ngrant 100 until +P6D -> told none\n+P5D\ntick -> told none");
}

#[test]
fn nothing_is_told_of_a_grant_that_is_gone() {
    check("open acme on none\ngrant 100 until +P20D as a\nspend 100\n+P13D\ntick -> told none");
    check("open acme on none\ngrant 100 until +P20D as a\nvoid a\n+P13D\ntick -> told none");
    check(
        "open acme on none\ngrant 100 until +P20D as a\nreserve 100 until +PT24H as r\n+PT1H\nextend r PT23H\n+P14D\ntick -> told expiring:a=100@P7D",
    );
}

#[test]
fn credits_that_come_back_are_warned_of_at_the_next_instant_only() {
    check(
        "
        open acme on none
        grant 100 until +P40D as a
        spend 100 as s
        +P20D
        reverse s 30 -> told none
        tick -> told none
        +P13D
        tick -> told expiring:a=30@P7D
        ",
    );
}

#[test]
fn each_grant_of_one_instant_is_warned_of_once() {
    check(
        "
        at 2026-01-01
        open acme on none
        grant 1 until 2026-03-01 as a
        grant 2 until 2026-03-01 as b
        at 2026-01-30
        spend 0.5 -> told expiring:a=1@P30D expiring:b=2@P30D
        spend 0.1 -> told none
        ",
    );
}

#[test]
fn after_an_outage_each_warning_has_its_own_instant() {
    let world = check(
        "
        at 2026-01-01
        open acme on build
        grant 100 until 2026-06-30 as a
        at 2026-06-25
        tick -> told expiring:a=100@P30D expiring:a=100@P7D
        ",
    );
    let warned = world.entries.iter().filter(|entry| world.told(entry).starts_with("expiring"));
    let at: Vec<String> = warned.map(|entry| entry.at.to_string()).collect();
    assert_eq!(at, ["2026-05-31T00:00:00Z", "2026-06-23T00:00:00Z"]);
}

#[test]
fn a_catalog_version_warns_from_its_own_instant_on() {
    check(
        "
        at 2026-01-01
        open acme on none
        grant 100 until 2026-06-30 as a
        at 2026-03-01
        catalog settings expiring P60D,P7D
        tick -> told none
        at 2026-05-01
        tick -> told expiring:a=100@P60D
        at 2026-06-01
        tick -> told none
        catalog settings expiring P90D,P14D
        tick -> told none
        at 2026-06-16
        tick -> told expiring:a=100@P14D
        at 2026-06-30
        tick -> told none
        ",
    );
    check("catalog settings expiring none\nopen acme on none\ngrant 100 until +P100D\n+P99D\ntick -> told none");
}

#[test]
fn openai_1370875_prepaid_credits_do_not_expire_without_notice() {
    check(
        "
        at 2026-01-15
        open acme on build
        grant 1000 package until 2027-01-15 as a
        at 2026-12-16
        spend 2500 -> told expiring:a=1000@P30D depleted
        ",
    );
}

#[test]
fn a_trials_end_is_told_three_days_before() {
    check(
        "
        at 2026-01-01
        open acme on build trial
        at 2026-01-11T23:59:59.999999Z
        tick -> told none
        +1us
        spend 1 -> told trial_ending
        tick -> told none
        at 2026-01-15
        tick -> wrote ended expire told none
        ",
    );
    check("catalog settings trial_ending P7D\nopen acme on build trial\n+P7D\ntick -> told trial_ending");
    check("catalog settings trial_ending PT0S\nopen acme on build trial\n+P14D\ntick -> wrote ended expire told none");
    check("open acme on build trial trial_ends +P2D\n+P1D\ntick -> told none");
    check("open acme on build trial trial_ends +P3D -> told none\ntick -> told none");
    check("open acme on build trial\n+P1D\nactivate\n+P10D\ntick -> told none");
    check("open acme on build trial\ncancel\n+P11D\ntick -> told trial_ending");
}

#[test]
fn a_test_clock_warns_too() {
    check(
        "at 2026-01-01\nopen acme on none test_clock\ngrant 10 until +P40D as a\n+P10D\ntick -> told expiring:a=10@P30D",
    );
}
