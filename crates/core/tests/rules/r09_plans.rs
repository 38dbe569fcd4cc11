//! Rules 9 and 12: upgrades, downgrades, what is scheduled, cancels; every preview equals what then happens.

use crate::common::check;

#[test]
fn an_upgrade_tops_the_running_period_up_to_the_new_allowance() {
    check(
        "
        at 2026-01-01
        open acme on build
        spend 1000
        at 2026-01-20
        preview change optimize -> available 9000
        change optimize -> wrote plan-changed grant available 9000
        show plan2 -> credits 7500 effective_at 2026-01-20 expires_at 2026-02-01
        life -> plan optimize period_end 2026-02-01 number 0 epoch 1
        balance -> monthly 9000 monthly_granted 10000
        at 2026-02-01
        balance -> available 10000
        ",
    );
}

#[test]
fn no_sequence_of_changes_gives_a_period_more_than_the_highest_allowance_held_in_it() {
    check(
        "
        catalog plan build downgrade now
        catalog plan none downgrade now
        at 2026-01-01
        open acme on build
        change optimize
        balance -> available 10000
        change build -> wrote plan-changed available 10000
        change optimize -> available 10000
        change none
        change build
        change optimize -> available 10000
        change scale -> available 20000
        change none
        change scale -> available 20000
        change build
        at 2026-02-01
        balance -> available 2500
        change none
        change build -> available 2500
        change optimize -> available 10000
        ",
    );
    // Upgrade, spend, downgrade, upgrade: only what is new is given.
    check(
        "
        catalog plan build downgrade now
        at 2026-01-01
        open acme on build
        change optimize
        spend 9000
        change build -> available 1000
        change optimize -> available 1000
        change scale -> available 11000
        ",
    );
}

#[test]
fn an_agreed_figure_stands_instead_of_the_plans() {
    check(
        "
        at 2026-01-01
        open acme on build
        change build agreed 4000 -> available 4000
        change build agreed 3000 -> wrote scheduled
        at 2026-02-01
        balance -> available 3000
        tick
        change build agreed 3000 -> wrote dropped
        change build when now -> available 3000
        at 2026-03-01
        balance -> available 2500
        change optimize agreed 12000 -> available 12000
        ",
    );
    // It belongs to the plan that it was agreed for.
    check("at 2026-01-01\nopen acme on build trial\nchange build agreed 4000\nactivate\nbalance -> available 4000");
    check(
        "at 2026-01-01\nopen acme on build trial\nchange build agreed 4000\nactivate optimize\nbalance -> available 10000",
    );
}

#[test]
fn replace_ends_the_plans_running_grants_and_grants_in_full_each_plan_once_a_period() {
    check(
        "
        catalog plan optimize upgrade replace
        catalog plan build downgrade now rollover all
        at 2025-12-01
        open acme on build
        at 2026-01-01
        grant 70 as gift
        spend 1000 -> draws plan3:1000
        at 2026-01-20
        preview change optimize -> available 12570
        change optimize -> wrote plan-changed expire grant available 12570      ; what was carried stays
        show plan3 -> expired 1500 spent 1000
        show plan4 -> credits 10000 effective_at 2026-01-20 expires_at 2026-02-01
        spend 4000
        change build -> available 8570
        change optimize -> wrote plan-changed available 8570
        at 2026-02-01
        balance -> available 10070
        life -> plan optimize
        ",
    );
}

#[test]
fn replace_ends_what_is_reserved_of_the_running_grants_too() {
    check(
        "
        catalog plan optimize upgrade replace
        at 2026-01-01
        open acme on build
        reserve 2500 as r until +PT20H
        change optimize -> available 10000
        settle r 500 -> kept plan1:500 returned plan1:2000!expired available 10000
        ",
    );
}

#[test]
fn an_upgrade_may_wait_for_the_periods_end() {
    check(
        "
        catalog plan optimize upgrade period_end
        at 2026-01-01
        open acme on build
        change optimize -> wrote scheduled available 2500
        life -> plan build scheduled optimize
        at 2026-02-01
        life -> plan optimize scheduled none
        balance -> available 10000
        ",
    );
    check("at 2026-01-01\nopen acme on build\nchange optimize when end -> wrote scheduled\nlife -> scheduled optimize");
    check(
        "
        catalog plan optimize upgrade period_end
        at 2026-01-01
        open acme on build
        change optimize when now -> available 10000
        ",
    );
}

#[test]
fn a_downgrade_waits_for_the_periods_end() {
    check(
        "
        at 2026-01-01
        open acme on optimize
        spend translate
        change build -> wrote scheduled available 10000
        preview change build -> available 10000
        spend translate -> credits 0
        at 2026-02-01
        spend translate -> plan_lacks_feature feature translate plans optimize scale
        balance -> available 2500
        ",
    );
}

#[test]
fn a_downgrade_now_changes_entitlements_and_takes_nothing_back() {
    check(
        "
        at 2026-01-01
        open acme on optimize
        change build when now -> wrote plan-changed available 10000
        spend translate -> plan_lacks_feature
        life -> plan build scheduled none
        at 2026-02-01
        balance -> available 2500
        ",
    );
    check("catalog plan build downgrade now\nat 2026-01-01\nopen acme on optimize\nchange build -> wrote plan-changed");
    // An equal allowance is no upgrade.
    check("catalog plan none credits 2500\nat 2026-01-01\nopen acme on build\nchange none -> wrote scheduled");
}

#[test]
fn at_most_one_change_is_scheduled_and_a_later_change_or_cancel_replaces_it() {
    check(
        "
        at 2026-01-01
        open acme on scale
        change build
        change none -> wrote scheduled
        life -> scheduled none          ; the plan of that name
        change optimize
        life -> scheduled optimize
        cancel
        life -> state canceling scheduled none
        at 2026-02-01
        life -> state ended plan scale
        ",
    );
    check("at 2026-01-01\nopen acme on build\nchange none\nchange optimize\nat 2026-02-01\nlife -> plan optimize");
}

#[test]
fn a_change_revokes_a_cancel() {
    for change in ["change optimize", "change none", "change build"] {
        check(&format!(
            "
            at 2026-01-01
            open acme on build
            cancel
            cancel
            {change}
            life -> state active
            at 2026-02-01
            life -> state active number 1
            "
        ));
    }
}

#[test]
fn what_is_scheduled_can_be_dropped() {
    check(
        "
        at 2026-01-01
        open acme on optimize
        drop -> not_found what scheduled_change
        change build
        drop -> wrote dropped
        life -> scheduled none
        change build
        change optimize -> wrote dropped
        life -> scheduled none plan optimize
        drop -> not_found what scheduled_change
        at 2026-02-01
        balance -> available 10000
        ",
    );
}

#[test]
fn a_cancel_holds_to_the_booked_end() {
    check(
        "
        at 2026-01-31
        open acme on build
        cancel
        zone America/New_York
        at 2026-02-27T23:59:59.999999Z
        balance -> available 2500
        +1us
        balance -> available 0
        life -> state ended
        ",
    );
}

#[test]
fn a_plan_is_one_of_the_catalog() {
    check("at 2026-01-01\nopen acme on nothing -> invalid_plan field plan");
    check(
        "at 2026-01-01\nopen acme on build\nchange nothing -> invalid_plan field plan\npreview change nothing -> invalid_plan field plan",
    );
    check("at 2026-01-01\nopen acme on build\nopen acme on build -> account_exists");
    check("open acme taken -> account_exists");
}

#[test]
fn a_preview_shows_the_exact_balance_after_and_changes_nothing() {
    check(
        "
        at 2026-01-01
        open acme on build
        spend 400
        preview change scale -> available 19600
        preview change none -> available 2100
        preview cancel -> available 2100
        preview activate -> invalid_state
        life -> plan build state active scheduled none
        balance -> available 2100
        count plan -> count 1
        at 2026-02-15                   ; also where a renewal has yet to be written down
        preview change scale -> available 20000
        count plan -> count 2
        tick -> wrote expire period grant
        ",
    );
}

#[test]
fn a_new_version_changes_allowances_at_the_next_period() {
    check(
        "
        at 2026-01-01
        open acme on build
        at 2026-01-10
        catalog plan build credits 4000
        balance -> available 2500
        spend 500
        change optimize -> available 9500       ; topped up from what was granted
        change build
        at 2026-02-01
        balance -> available 4000
        ",
    );
    // The version that held at the boundary, whenever it is written down.
    check(
        "
        at 2026-01-01
        open acme on build
        at 2026-02-10
        catalog plan build credits 4000
        at 2026-03-10
        tick
        show plan2 -> credits 2500
        show plan3 -> credits 4000
        ",
    );
    // Test clocks run in times of their own: they go by the newest.
    check(
        "
        at 2026-01-01
        open acme on build test_clock
        at 2026-02-10
        catalog plan build credits 4000
        tick
        show plan2 -> credits 4000
        ",
    );
}
