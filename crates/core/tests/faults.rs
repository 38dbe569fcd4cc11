//! Faults that users of other credit systems reported: each that concerns the ledger is a test, named after what broke.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that stops is a test that says so"
)]

mod common;

#[path = "faults/buying.rs"]
mod buying;

use common::check;

/// open-saas #727, new-api #6609, one-api #2440.
#[test]
fn two_parallel_requests_on_one_credit_take_one() {
    check("open acme\ngrant 1\ntimes 2 spend 1 -> done 1 insufficient_credits 1\nbalance -> available 0 owed 0");
    check(
        "open acme\ngrant 1\ntimes 64 reserve 1 -> done 1 insufficient_credits 63\nbalance -> available 0 reserved 1",
    );
}

/// eliza #10857.
#[test]
fn a_use_of_unknown_cost_is_held_before_it_begins() {
    check(
        "
        open acme
        grant 100
        reserve lunar default -> insufficient_credits required 400 available 100
        grant 400
        reserve lunar default as r -> available 100
        spend 101 -> insufficient_credits required 101 available 100
        settle r tok=250 -> credits 250 available 250
        ",
    );
}

/// vm0 #10567.
#[test]
fn expired_but_unswept_credits_are_not_usable() {
    check(
        "
        at 2026-01-01
        open acme
        grant 100 until 2026-01-10
        at 2026-01-10
        check 1 -> insufficient_credits allowed false available 0
        balance -> available 0
        spend 1 -> insufficient_credits required 1 available 0
        ",
    );
    check(
        "
        at 2026-01-01
        open acme
        grant 100 until 2026-01-10
        at 2026-01-10
        reserve 1 -> insufficient_credits required 1 available 0
        spend 1 partial -> credits 0
        ",
    );
}

/// openmeter #4999, #4845, #1408, #4252. That a pool decoded from its bytes is the same pool is checked at every step.
#[test]
fn a_grant_is_counted_once_and_recurs_once() {
    check(
        "
        at 2026-01-31
        open acme on build
        grant 100
        balance -> available 2600
        at 2026-04-30
        times 10 tick -> done 10
        at 2026-02-01                   ; the clock leaps back and forth
        tick
        at 2026-04-30
        tick
        count plan -> count 4
        count promotional -> count 1
        balance -> available 2600
        ",
    );
}

/// lago-api #2542, #4954, #1962.
#[test]
fn a_retried_request_is_deducted_once() {
    check(
        "open acme\ngrant 100\ntimes 5 spend 10 key k -> done 1 replayed 4\nspend 10 key k -> replayed\nbalance -> available 90",
    );
    check(
        "open acme\ntimes 5 grant 10 key k -> done 1 replayed 4\ngrant 10 key k -> replayed\nbalance -> available 10",
    );
}

/// autumn #3070. That a check names the cost of the spend after it is checked at every spend of every script.
#[test]
fn check_and_spend_compute_the_same_cost() {
    for usage in
        ["bg", "bg x9", "pages x1", "pages x1001", "lunar tok=0.5", "lunar tok=9999", "strict tok=7 model large-x"]
    {
        check(&format!("open acme\ngrant 100000\nspend {usage}\nspend {usage} in acme"));
    }
}

/// POSNext #196.
#[test]
fn a_reservation_is_counted_once_in_available() {
    check(
        "
        open acme
        grant 100
        reserve 40 as r -> available 60
        balance -> available 60 reserved 40
        spend 60 -> available 0
        settle r 40 -> available 0
        balance -> available 0 reserved 0
        show promotional1 -> spent 100
        ",
    );
}

/// polar #10664, autumn #2115, lago-front #3984, flexprice's `AddDate`.
#[test]
fn renewal_does_not_drift_from_the_31st_nor_land_in_march() {
    check(
        "
        at 2026-01-31
        open acme on build
        life -> period_end 2026-02-28
        at 2026-02-28
        life -> period_end 2026-03-31
        at 2026-12-31
        life -> number 11 period_start 2026-12-31
        ",
    );
}

/// polar #8451, #10513, #11427; unkey #3304.
#[test]
fn starting_or_changing_a_plan_leaves_bought_credits_alone() {
    for (upgrade, downgrade) in [("difference", "now"), ("replace", "now"), ("replace", "period_end")] {
        check(&format!(
            "
            catalog plan optimize upgrade {upgrade}
            catalog plan build downgrade {downgrade}
            at 2026-01-01
            open acme on build trial
            grant 500 package as bought
            activate
            change optimize
            change build
            change optimize
            cancel
            at 2026-02-01
            activate scale
            at 2026-03-01
            show bought -> available 500 credits 500
            balance -> extra 500 package 500
            "
        ));
    }
}

/// v0 (community 39127).
#[test]
fn bought_credits_do_not_expire_early_and_come_back_with_their_own_expiry() {
    check(
        "
        at 2026-01-01
        open acme on build
        grant 500 package as bought
        grant 100 package until 2027-01-01 as dated
        balance -> expiring 2026-02-01=2500 2027-01-01=100
        spend 2800 as s
        at 2026-06-01
        reverse s 300
        show bought -> expires_at none
        show dated -> expires_at 2027-01-01
        at 2026-12-31T23:59:59.999999Z
        show bought -> available 500
        show dated -> available 100
        at 2036-01-01
        show bought -> available 500
        ",
    );
}

/// suna #5869.
#[test]
fn the_refund_of_a_reservation_is_no_new_credit() {
    check(
        "
        at 2026-01-01
        open acme
        grant 100 until 2026-01-01T00:30Z as a
        reserve 100 as r
        at 2026-01-01T00:30Z
        release r -> returned a:100!expired available 0
        count promotional -> count 1
        show a -> expired 100
        ",
    );
}

/// polar #5826.
#[test]
fn upgrade_spend_downgrade_with_refund_gains_nothing() {
    check(
        "
        catalog plan build downgrade now
        at 2026-01-01
        open acme on build
        change optimize
        spend 10000 as s
        change build -> available 0
        change optimize -> available 0
        reverse s
        balance -> available 10000
        change build
        change optimize -> available 10000
        ",
    );
}

/// lago-api #4985, #4642; serpapi's roadmap #2189.
#[test]
fn available_is_never_negative_and_what_is_owed_stands_apart() {
    check(
        "
        open acme
        overdraft 50
        spend 50
        balance -> available 0 extra 0 monthly 0 owed 50
        grant 10 -> available 0
        balance -> available 0 owed 40
        overdraft 0
        spend 0.001 -> insufficient_credits required 0.001 available 0
        ",
    );
}

/// Draftdeckai #859, v0 (12184).
#[test]
fn a_failed_generation_takes_nothing() {
    check(
        "
        open acme
        grant 500 as a
        reserve lunar default as r
        release r -> returned a:400 available 500
        reserve lunar default as r
        +PT1H                           ; nobody came back: it gives itself up
        balance -> available 500 reserved 0
        ",
    );
}

/// killbill #105, #553; unkey #4106.
#[test]
fn subaccounts_draw_on_one_pool_in_one_order() {
    check(
        "
        open acme agency
        subaccount shop
        subaccount blog
        sharing yes
        grant 10
        grant 5 to shop
        times 20 spend 1 in blog -> done 10 insufficient_credits 10
        times 20 spend 1 in shop -> done 5 insufficient_credits 15
        balance -> available 0
        ",
    );
}

/// Bike4Mind #1465, ComfyUI #13716, Kiro #9370.
#[test]
fn a_members_budget_has_a_period_and_says_where_it_stands() {
    check(
        "
        at 2026-01-10
        open acme on build
        member ann owner
        limit member:ann 100
        spend 90 by ann
        spend 20 by ann -> spend_limit_reached level member limit 100 used 90 resets_at 2026-02-10 required 20
        limit member:ann 200
        spend 20 by ann -> credits 20
        at 2026-02-10
        spend 200 by ann
        ",
    );
}

/// polar #9068.
#[test]
fn usage_is_counted_for_the_customer_not_for_the_plan() {
    check(
        "
        at 2026-01-01
        open acme on build
        limit account 100 per month
        spend 60
        change scale
        spend 50 -> spend_limit_reached used 60
        cancel
        at 2026-01-31
        spend 50 -> spend_limit_reached used 60
        ",
    );
}

/// chrono-synth-os #438, `PageSpace` #1566, flexprice #1993. That all entries add up is checked at every step.
#[test]
fn thousandths_never_drift() {
    check(
        "
        open acme
        grant 1
        times 1000 spend 0.001 -> done 1000
        balance -> available 0
        spend 0.001 -> insufficient_credits
        ",
    );
    check("open acme\ngrant 0.3\nspend 0.1\nspend 0.1\nspend 0.1 -> available 0");
}

/// openmeter #4592; autumn.
#[test]
fn a_lost_answer_can_be_asked_for_again() {
    check(
        "
        at 2026-01-01
        open acme
        grant 100
        reserve 60 key r as r -> available 40
        reserve 60 key r -> replayed available 40 expires_at 2026-01-01T01:00Z
        settle r 45 key s -> credits 45 available 55
        settle r 45 key s -> replayed credits 45 available 55
        at 2026-06-01
        settle r 45 key s -> replayed credits 45 available 55
        settle r 45 -> reservation_not_open
        ",
    );
}

/// autumn, unkey.
#[test]
fn a_limit_is_exact_to_the_thousandth() {
    check(
        "open acme\ngrant 100\nspend 100.001 -> insufficient_credits\nspend 100\nspend 0.001 -> insufficient_credits",
    );
    check(
        "open acme\ngrant 100\nlimit account 50\nspend 50.001 -> spend_limit_reached\nspend 50\nspend 0.001 -> spend_limit_reached",
    );
}

/// Apollo, Clay communities.
#[test]
fn running_jobs_are_lines_and_a_use_is_booked_on_who_acted() {
    use scrip_core::entry::{By, Fact};
    let world = check(
        "
        open acme agency
        subaccount shop
        sharing yes
        member ann main_owner
        grant 100
        reserve 30 by ann in shop as r
        balance -> available 70 reserved 30
        balance in shop -> available 70 reserved 30
        settle r 30
        ",
    );
    let settled = world.entries.iter().find(|entry| matches!(entry.fact, Fact::Settle(_))).expect("a settle");
    let Fact::Settle(fact) = &settled.fact else { panic!("a settle") };
    assert_eq!(settled.by, By::Member("ann".parse().unwrap()));
    assert_eq!(fact.usage.subaccount.as_ref().map(ToString::to_string), Some("shop".to_owned()));
    assert_eq!(fact.usage.member.as_ref().map(ToString::to_string), Some("ann".to_owned()));
}
