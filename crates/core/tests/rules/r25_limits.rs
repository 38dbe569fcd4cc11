//! Rule 25: spend limits, for every subject and window.

use crate::common::check;

#[test]
fn used_is_spent_and_reserved_less_reversed() {
    check(
        "
        at 2026-01-10
        open acme on build
        limit account 100
        spend 30 as s
        reserve 20 as r
        spend 51 -> spend_limit_reached level account limit 100 used 50 required 51 resets_at 2026-02-10
        reserve 51 -> spend_limit_reached used 50
        spend 50
        spend 0.001 -> spend_limit_reached used 100
        spend 0 -> credits 0
        release r
        spend 21 -> spend_limit_reached used 80
        reverse s 10
        spend 31 -> spend_limit_reached used 70
        reserve 30 as r2
        settle r2 5
        spend 26 -> spend_limit_reached used 75
        spend 25
        at 2026-02-10
        spend 101 -> spend_limit_reached used 0 resets_at 2026-03-10
        spend 100
        ",
    );
}

#[test]
fn a_reservation_that_times_out_no_longer_counts() {
    check(
        "at 2026-01-01\nopen acme on build\nlimit account 50\nreserve 50\nspend 1 -> spend_limit_reached\n+PT1H\nspend 50",
    );
}

#[test]
fn a_day_is_one_of_the_paying_accounts_zone() {
    // The 29th of March has 23 hours in Warsaw.
    check(
        "
        at 2026-03-28T22:59:59.999999Z
        open acme on build zone Europe/Warsaw
        limit account 10 per day
        spend 10
        spend 1 -> spend_limit_reached used 10 resets_at 2026-03-28T23:00Z
        +1us
        spend 10
        spend 1 -> spend_limit_reached used 10 resets_at 2026-03-29T22:00Z
        at 2026-03-29T21:59:59.999999Z
        spend 1 -> spend_limit_reached
        +1us
        spend 10
        spend 1 -> spend_limit_reached resets_at 2026-03-30T22:00Z
        ",
    );
}

#[test]
fn a_month_is_one_of_the_paying_accounts_zone() {
    check(
        "
        at 2026-01-10
        open acme on build zone America/New_York
        limit account 10 per month
        spend 10
        spend 1 -> spend_limit_reached resets_at 2026-02-01T05:00Z
        at 2026-02-01T04:59:59.999999Z
        spend 1 -> spend_limit_reached used 10
        +1us
        spend 10
        spend 1 -> spend_limit_reached resets_at 2026-03-01T05:00Z
        ",
    );
}

#[test]
fn a_trial_is_a_window_and_without_a_period_it_is_the_month() {
    check(
        "
        at 2026-01-25
        open acme on build trial
        limit account 10
        spend 10
        at 2026-02-05
        spend 1 -> spend_limit_reached used 10 resets_at 2026-02-08
        activate
        spend 10
        spend 1 -> spend_limit_reached used 10 resets_at 2026-03-05
        ",
    );
    check(
        "
        at 2026-01-25
        open acme on core-2021
        limit account 10
        spend 10
        spend 1 -> spend_limit_reached resets_at 2026-02-01
        at 2026-02-01
        spend 10
        ",
    );
}

/// An agency whose credits never run out, with two subaccounts and two members.
const AGENCY: &str = "
    at 2026-01-01
    open acme agency on scale
    subaccount shop
    subaccount blog
    sharing yes
    member ann main_owner
    member bob main_owner
";

#[test]
fn a_named_one_wins_over_each() {
    check(&format!(
        "{AGENCY}
        limit member:* 50
        limit member:ann 100
        limit member:bob 10
        spend 100 by ann
        spend 1 by ann -> spend_limit_reached level member limit 100 used 100
        spend 11 by bob -> spend_limit_reached level member limit 10 used 0
        unlimit member:bob
        spend 50 by bob
        spend 1 by bob -> spend_limit_reached level member limit 50 used 50
        spend 500                           ; the product itself is no member
        unlimit member:ann
        spend 1 by ann -> spend_limit_reached limit 50 used 100
        unlimit member:*
        spend 1 by ann
        unlimit member:* -> not_found what limit
        "
    ));
    check(&format!(
        "{AGENCY}
        limit subaccount:* 50
        limit subaccount:shop 100
        spend 100 in shop
        spend 1 in shop -> spend_limit_reached level subaccount limit 100 used 100
        spend 50 in blog
        spend 1 in blog -> spend_limit_reached level subaccount limit 50 used 50
        spend 500
        "
    ));
}

#[test]
fn all_levels_must_pass_and_the_first_is_named() {
    check(&format!(
        "{AGENCY}
        limit member:ann 10
        limit subaccount:shop 20
        limit account 30
        spend 31 by ann in shop -> spend_limit_reached level member limit 10
        spend 31 by bob in shop -> spend_limit_reached level subaccount limit 20
        spend 31 by bob in blog -> spend_limit_reached level account limit 30
        spend 10 by ann in shop
        spend 1 by ann -> spend_limit_reached level member used 10
        spend 10 by bob in shop
        spend 1 by bob in shop -> spend_limit_reached level subaccount used 20
        spend 10
        spend 1 in blog -> spend_limit_reached level account used 30
        "
    ));
}

#[test]
fn a_member_is_limited_wherever_he_acts() {
    check(&format!(
        "{AGENCY}
        limit member:ann 10
        spend 4 by ann
        spend 4 by ann in shop
        spend 3 by ann in blog -> spend_limit_reached used 8
        "
    ));
}

#[test]
fn whatever_grant_pays() {
    check(&format!(
        "{AGENCY}
        grant 100 in shop
        grant 100 package
        grant 100 for bg
        limit account 10
        spend 11 in shop -> spend_limit_reached level account
        spend bg x2 -> spend_limit_reached level account
        overdraft 100
        spend 11 -> spend_limit_reached
        "
    ));
}

#[test]
fn what_was_used_before_the_limit_was_set_counts() {
    check(
        "
        at 2026-01-10
        open acme on build
        spend 30
        limit account 20
        spend 1 -> spend_limit_reached limit 20 used 30
        spend 0
        limit account 31
        spend 1
        limit account 0
        spend 0.001 -> spend_limit_reached limit 0
        spend help -> credits 0
        ",
    );
}

#[test]
fn each_use_counts_in_the_window_in_which_it_began() {
    check(
        "
        at 2026-01-10T23:30Z
        open acme on build
        limit account 100 per day
        reserve tenth tok=80 as r
        reserve tenth tok=10 as r2
        at 2026-01-11T00:10Z
        spend 100
        spend 1 -> spend_limit_reached used 100
        settle r tok=88 -> credits 88           ; the 8 more are of yesterday: 98 of 100
        settle r2 tok=11 -> credits 11          ; 99
        spend 1 -> spend_limit_reached used 100 resets_at 2026-01-12
        ",
    );
    check(
        "
        at 2026-01-10T23:30Z
        open acme on build
        limit account 100 per day
        reserve tenth tok=90 as r
        at 2026-01-11T00:10Z
        spend 95
        settle r tok=99 -> credits 99
        spend 5
        ",
    );
    check(
        "
        at 2026-01-10T23:30Z
        open acme on build
        limit account 100 per day
        reserve tenth tok=90 as r
        reserve 5
        at 2026-01-11T00:10Z
        settle r tok=96 -> spend_limit_reached used 95 required 6
        settle r tok=95
        spend 100
        ",
    );
    // What is released or reversed of yesterday makes no room today; what is settled late is of today.
    check(
        "
        at 2026-01-10T23:30Z
        open acme on build
        limit account 100 per day
        reserve 40 as r
        spend 30 as s
        reserve 10 as r2 until PT10M
        at 2026-01-11T00:10Z
        spend 100
        release r
        reverse s
        spend 1 -> spend_limit_reached used 100
        settle r2 late -> spend_limit_reached used 100 required 10
        reverse s2 10                           ; today's
        settle r2 late -> credits 10
        ",
    );
}

#[test]
fn a_reservation_of_nothing_counts_where_it_began() {
    check(
        "
        at 2026-01-10T12:00Z
        open acme on build
        limit account 100 per day
        spend 100
        at 2026-01-11T23:30Z
        reserve lunar tok=0 as r
        at 2026-01-12T00:10Z
        settle r tok=50 -> credits 50 uncovered 0
        ",
    );
}

#[test]
fn a_use_at_the_very_instant_at_which_a_period_begins_is_in_it() {
    check(
        "
        at 2026-01-10
        open acme on core-2021
        limit account 10
        spend 4
        at 2026-01-20
        spend 3
        change build
        spend 8 -> spend_limit_reached used 3 resets_at 2026-02-20
        spend 7
        spend 1 -> spend_limit_reached used 10
        ",
    );
}

#[test]
fn subjects_are_what_there_is() {
    check(&format!(
        "{AGENCY}
        limit subaccount:nowhere 5 -> not_found what account
        limit account 5 per day
        limit account 7 per month               ; one limit a subject: the later
        spend 6
        spend 2 -> spend_limit_reached limit 7 used 6
        "
    ));
}

#[test]
fn a_new_zone_does_not_forget_what_was_used() {
    check(
        "
        at 2026-01-10T12:00Z
        open acme on build
        limit account 10 per day
        spend 10
        zone Europe/Warsaw
        spend 1 -> spend_limit_reached used 10 resets_at 2026-01-10T23:00Z
        at 2026-01-10T23:00Z
        spend 10
        ",
    );
    check(
        "
        at 2026-01-10T12:00Z
        open acme on build
        limit account 10 per month
        spend 10
        zone America/New_York
        reverse s1 3
        spend 4 -> spend_limit_reached used 7 resets_at 2026-02-01T05:00Z
        at 2026-02-01T05:00Z
        spend 10
        ",
    );
    // By the new zone's clock it is the next day already.
    check(
        "
        at 2026-01-10T12:00Z
        open acme on build
        limit account 10 per day
        spend 10
        at 2026-01-10T23:30Z
        zone Europe/Warsaw
        spend 10
        ",
    );
}
