//! Rule 7: the allowance once a period, rollover, outages, and accounts that started earlier.

use crate::common::check;

#[test]
fn the_allowance_is_granted_at_the_periods_start_until_its_end() {
    check(
        "
        at 2026-01-31
        open acme on build
        show plan1 -> credits 2500 effective_at 2026-01-31 expires_at 2026-02-28 priority 500
        spend 2000
        at 2026-02-28
        balance -> available 2500 monthly 2500 monthly_granted 2500 renews_at 2026-03-31
        tick -> wrote expire period grant
        show plan1 -> expired 500 spent 2000
        show plan2 -> effective_at 2026-02-28 expires_at 2026-03-31
        ",
    );
}

#[test]
fn it_is_granted_once_whatever_repeats() {
    check(
        "
        at 2026-01-31
        open acme on build
        at 2026-02-28
        times 20 tick -> done 20
        count plan -> count 2
        resume
        resume
        pause
        resume
        change build
        count plan -> count 2
        cancel
        change build
        count plan -> count 2
        at 2026-03-31
        spend 1
        count plan -> count 3
        balance -> available 2499
        ",
    );
}

#[test]
fn after_an_outage_every_missed_period_is_settled_in_order_as_if_scrip_had_been_up() {
    check(
        "
        at 2026-01-31
        open acme on build
        spend 100
        change none
        grant 10 until 2026-03-10 as gift
        at 2026-06-15
        spend 0 -> wrote plan-changed expire period expire period period period spend
        ",
    );
    check(
        "
        catalog plan build rollover percent:20 keep 2
        at 2026-01-01
        open acme on build
        at 2026-04-01
        balance -> available 3000
        tick -> wrote roll expire period grant expire roll expire period grant expire roll expire period grant
        ",
    );
}

#[test]
fn a_past_start_grants_the_running_period_only() {
    check(
        "
        at 2026-03-15
        open acme on build started 2024-01-31
        life -> number 25 period_start 2026-02-28 period_end 2026-03-31 epoch 1
        show plan1 -> effective_at 2026-02-28 expires_at 2026-03-31
        count plan -> count 1
        balance -> available 2500
        ",
    );
    check("at 2026-03-31\nopen acme on build started 2024-01-31\nlife -> number 26 period_end 2026-04-30");
    check("at 2026-03-31\nopen acme on build started 2026-03-31\nlife -> number 0 period_end 2026-04-30");
    check(
        "at 2026-03-31\nopen acme on build started 2026-03-31T00:00:00.000001Z -> invalid_started_at field started_at",
    );
}

#[test]
fn without_rollover_the_rest_expires() {
    check(
        "at 2026-01-01\nopen acme on build\nspend 1\nat 2026-02-01\nbalance -> available 2500\ntick -> wrote expire period grant",
    );
}

#[test]
fn rollover_max_percent_and_all_hold_all_carried_credit_to_the_cap() {
    check(
        "
        catalog plan build rollover max:3000
        at 2026-01-01
        open acme on build
        spend 500
        at 2026-02-01
        tick -> wrote roll period grant
        show plan1 -> spent 500 rolled_over 2000 expired 0
        show plan2 -> credits 2000 rolled_from plan1 effective_at 2026-01-01 expires_at none kind plan
        balance -> available 4500 monthly 4500
        at 2026-03-01
        tick                            ; 2000 carried and 2500 left: the oldest 1500 are trimmed
        show plan2 -> available 500 expired 1500
        show plan4 -> credits 2500 rolled_from plan3 effective_at 2026-02-01
        balance -> available 5500
        ",
    );
    check(
        "
        catalog plan build rollover percent:20
        at 2026-01-01
        open acme on build
        at 2026-02-01
        tick -> wrote roll expire period grant
        show plan1 -> rolled_over 500 expired 2000
        balance -> available 3000
        at 2026-03-01
        tick
        balance -> available 3000
        show plan2 -> expired 500 available 0          ; the oldest first: all of it
        show plan3 -> rolled_over 500 expired 2000
        ",
    );
    check(
        "
        catalog plan build rollover all
        at 2026-01-01
        open acme on build
        at 2027-01-01
        balance -> available 32500
        ",
    );
}

#[test]
fn carried_credit_lasts_k_periods() {
    check(
        "
        catalog plan build rollover all keep 1
        at 2026-01-31
        open acme on build
        at 2026-02-28
        tick
        show plan2 -> credits 2500 expires_at 2026-03-31 rolled_from plan1
        balance -> available 5000
        at 2026-03-31
        tick
        show plan2 -> expired 2500
        balance -> available 5000
        ",
    );
    check(
        "
        catalog plan build rollover all keep 2
        at 2026-01-31
        open acme on build
        at 2026-02-28
        tick
        show plan2 -> expires_at 2026-04-30
        at 2026-03-31
        tick
        show plan2 -> available 2500 rolled_over 0
        balance -> available 7500
        at 2026-04-30
        tick
        show plan2 -> expired 2500
        balance -> available 7500
        ",
    );
}

#[test]
fn what_is_carried_keeps_its_priority_and_goes_by_its_own_expiry() {
    check(
        "
        catalog plan build rollover all priority 100
        at 2026-01-01
        open acme on build
        at 2026-02-01
        spend 2600 -> draws plan3:2500 plan2:100        ; without an end: after the running period's
        show plan2 -> priority 100
        ",
    );
    check(
        "
        catalog plan build rollover all keep 1
        at 2026-01-01
        open acme on build
        at 2026-02-01
        spend 2600 -> draws plan2:2500 plan3:100        ; the same end: the earlier effective_at
        ",
    );
}

#[test]
fn the_cap_is_that_of_the_plan_that_begins() {
    check(
        "
        catalog plan build rollover all
        catalog plan none rollover max:100
        at 2026-01-01
        open acme on build
        change none
        at 2026-02-01
        balance -> available 100
        ",
    );
    check(
        "
        catalog plan build rollover all
        at 2026-01-01
        open acme on build
        at 2026-02-01
        change none
        at 2026-03-01
        balance -> available 0
        tick
        show plan2 -> expired 2500
        show plan3 -> expired 2500
        ",
    );
    check(
        "
        catalog plan optimize rollover percent:10
        at 2026-01-01
        open acme on build
        change optimize when end
        at 2026-02-01
        balance -> available 11000
        ",
    );
}

#[test]
fn what_is_reserved_is_not_carried_and_expires_when_it_is_released() {
    check(
        "
        catalog plan build rollover all
        at 2026-01-01
        open acme on build
        at 2026-01-31T23:30Z
        reserve 400 as r
        at 2026-02-01
        tick -> wrote roll period grant
        show plan1 -> rolled_over 2100 reserved 400
        settle r 150 -> kept plan1:150 returned plan1:250!expired available 4600
        ",
    );
}

#[test]
fn only_the_plans_grants_are_carried() {
    check(
        "
        catalog plan build rollover all
        at 2026-01-01
        open acme on build
        grant 10 package until 2026-02-01 as gift
        at 2026-02-01
        tick -> wrote expire roll period grant
        show gift -> expired 10
        ",
    );
}

#[test]
fn while_paused_nothing_is_granted_and_carrying_goes_on() {
    check(
        "
        catalog plan build rollover max:1000 keep 2
        at 2026-01-01
        open acme on build
        pause
        at 2026-02-01
        balance -> available 1000 monthly 1000
        at 2026-03-01
        balance -> available 1000
        at 2026-04-01
        balance -> available 0
        resume
        balance -> available 2500
        ",
    );
}

#[test]
fn a_carried_grant_that_is_trimmed_in_part_keeps_its_own_end() {
    check(
        "
        catalog plan build rollover max:3000 keep 2
        at 2026-01-01
        open acme on build
        at 2026-02-01
        tick
        show plan2 -> available 2500 expires_at 2026-04-01
        at 2026-03-01
        tick                            ; 2500 carried and 2500 left: 2000 too many
        show plan2 -> available 500 expired 2000
        spend 2600 -> draws plan2:500 plan5:2100
        reverse s1 200
        at 2026-04-01
        tick
        show plan2 -> available 0 spent 500
        balance -> available 5500
        ",
    );
}

#[test]
fn all_of_it_trimmed_is_not_ended_and_may_still_get_back_what_was_spent() {
    check(
        "
        catalog plan build rollover max:2500
        at 2026-01-01
        open acme on build
        at 2026-02-01
        spend 2600 as s -> draws plan3:2500 plan2:100
        at 2026-03-01
        tick
        show plan2 -> available 2400 spent 100
        reverse s -> returned plan2:100 plan3:2500!expired
        at 2026-04-01
        balance -> available 5000
        ",
    );
}

#[test]
fn a_scheduled_change_while_paused_is_granted_at_resume() {
    check(
        "
        at 2026-01-01
        open acme on build
        pause
        change optimize when end
        at 2026-02-01
        balance -> available 0
        life -> plan optimize paused true
        resume
        balance -> available 10000
        ",
    );
}
