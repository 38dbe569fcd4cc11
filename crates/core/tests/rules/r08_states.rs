//! Rule 8: the trial, activation, the end, return, and pauses.

use crate::common::check;

#[test]
fn a_trial_has_its_credits_once_whatever_the_plan_until_its_end() {
    for plan in ["none", "build", "optimize", "scale"] {
        check(&format!(
            "
            at 2026-01-01
            open acme on {plan} trial
            life -> state trial plan {plan} trial 2026-01-15 epoch 0 number none
            show trial1 -> credits 1000 effective_at 2026-01-01 expires_at 2026-01-15 kind trial
            balance -> available 1000 monthly 1000 monthly_granted 1000 renews_at none extra 0
            at 2026-01-14T23:59:59.999999Z
            balance -> available 1000
            +1us
            balance -> available 0
            life -> state ended
            tick -> wrote ended expire
            "
        ));
    }
    check("at 2026-01-01\nopen acme on build trial trial_ends 2026-01-03\nlife -> trial 2026-01-03");
    check("at 2026-01-03\nopen acme on build trial trial_ends 2026-01-03 -> invalid_trial_ends_at");
    check("at 2026-01-03\nopen acme on build trial_ends 2026-02-03 -> invalid_trial_ends_at field trial_ends_at");
    check("at 2026-01-01\nopen acme on core-2021 trial -> invalid_plan field plan");
    check("catalog trials none\nopen acme on build trial -> invalid_status field status");
    // Days of 24 hours, also over a clock change.
    check(
        "
        at 2026-03-20T12:00Z
        open acme on build trial zone Europe/Warsaw
        life -> trial 2026-04-03T12:00Z
        ",
    );
}

#[test]
fn a_plan_change_in_a_trial_grants_nothing_and_holds_at_once() {
    check(
        "
        at 2026-01-01
        open acme on build trial
        spend translate -> plan_lacks_feature
        change optimize when end -> wrote plan-changed available 1000
        life -> state trial plan optimize scheduled none
        count plan -> count 0
        spend translate -> credits 0
        change core-2021 -> invalid_plan
        activate
        life -> state active plan optimize
        balance -> available 10000
        ",
    );
}

#[test]
fn activation_expires_what_is_available_of_the_trial_and_begins_an_epoch() {
    check(
        "
        at 2026-01-01
        open acme on build trial
        grant 50 as gift
        spend 300
        reserve 100 as r until +PT20H
        at 2026-01-01T10:00Z
        activate -> wrote activated expire period grant
        life -> state active epoch 1 number 0 period_start 2026-01-01T10:00Z period_end 2026-02-01T10:00Z trial none
        show trial1 -> expired 600 reserved 100 spent 300
        balance -> available 2550 reserved 100
        settle r 30 -> kept trial1:30 returned trial1:70!expired
        activate -> invalid_state field status
        at 2026-01-15
        life -> state active
        ",
    );
    check("at 2026-01-01\nopen acme on build trial\nactivate scale\nlife -> plan scale\nbalance -> available 20000");
    check("at 2026-01-01\nopen acme on build trial\nactivate nothing -> invalid_plan field plan");
    check("at 2026-01-01\nopen acme on build\nactivate -> invalid_state\ncancel\nactivate -> invalid_state");
    // Used up but for what is reserved: it ends with the activation all the same.
    check(
        "
        at 2026-01-01
        open acme on build trial
        reserve 1000 as r
        activate -> wrote activated expire period grant
        release r -> returned trial1:1000!expired available 2500
        ",
    );
}

#[test]
fn open_reservations_survive_the_trials_end() {
    check(
        "
        at 2026-01-01
        open acme on build trial
        at 2026-01-14T23:30Z
        reserve 100 as r
        at 2026-01-15
        settle r 40 -> kept trial1:40 returned trial1:60!expired available 0
        ",
    );
}

#[test]
fn an_ended_account_renews_nothing_has_no_gated_features_and_keeps_its_extra_credits() {
    check(
        "
        at 2026-01-01
        open acme on scale
        grant 50 as gift
        cancel -> wrote canceling
        life -> state canceling period_end 2026-02-01
        balance -> available 20050 renews_at none
        spend premium -> credits 5
        at 2026-01-31T23:59:59.999999Z
        life -> state canceling
        at 2026-02-01
        life -> state ended number none
        balance -> available 50 monthly 0 extra 50 renews_at none
        tick -> wrote ended expire
        spend premium -> account_ended
        spend translate -> account_ended
        spend bg -> draws gift:10 available 40
        reserve 10 as r
        settle r 5
        at 2026-12-01
        balance -> available 35
        count plan -> count 1
        ",
    );
}

#[test]
fn where_the_catalog_says_so_nothing_is_usable_after_the_end() {
    check(
        "
        catalog settings usable_after_end false
        at 2026-01-01
        open acme on build
        grant 50 as gift
        at 2026-01-31T23:30Z
        reserve 10 as r
        reserve 10 as r2
        cancel
        at 2026-02-01
        spend 1 -> account_ended
        reserve 1 -> account_ended
        quote bg -> account_ended
        spend help -> account_ended
        settle r 5 -> credits 5 available 0
        release r2 -> available 0
        activate
        spend 1 -> credits 1
        ",
    );
}

#[test]
fn activate_returns_an_ended_account_with_an_epoch_of_its_own() {
    check(
        "
        at 2026-01-31
        open acme on build
        cancel
        at 2026-03-15
        life -> state ended
        change optimize -> account_ended
        cancel -> account_ended
        pause -> account_ended
        resume -> account_ended
        activate
        life -> state active epoch 2 number 0 period_start 2026-03-15 period_end 2026-04-15 plan build
        count plan -> count 2
        balance -> available 2500
        ",
    );
    // After a trial that ran out: no second trial, a first period.
    check(
        "
        at 2026-01-01
        open acme on build trial
        at 2026-02-01
        activate optimize -> wrote ended expire activated period grant
        life -> epoch 1 plan optimize
        count trial -> count 1
        balance -> available 10000
        ",
    );
}

#[test]
fn paused_no_period_is_granted_and_what_is_there_stays_usable() {
    check(
        "
        at 2026-01-01
        open acme on build
        grant 70 as gift
        pause -> wrote pause
        balance -> available 2570
        spend 100 -> credits 100
        at 2026-02-01
        life -> number 1 paused true period_start 2026-02-01
        balance -> available 70
        tick -> wrote expire period
        at 2026-03-10
        resume -> wrote period resume period-granted grant
        life -> number 2 paused false
        show plan2 -> credits 2500 effective_at 2026-03-01 expires_at 2026-04-01
        balance -> available 2570
        resume
        pause
        resume
        count plan -> count 2
        at 2026-04-01
        tick
        balance -> available 2570
        ",
    );
    // Paused and resumed within one period: granted already.
    check(
        "at 2026-01-01\nopen acme on build\npause\nresume\ncount plan -> count 1\nat 2026-02-01\nbalance -> available 2500",
    );
    // A trial and a legacy plan have no periods to pause.
    check("at 2026-01-01\nopen acme on build trial\npause -> invalid_state\nresume -> invalid_state field status");
    check("at 2026-01-01\nopen acme on core-2021\npause -> invalid_state");
}

#[test]
fn a_plan_change_while_paused_grants_in_full_at_resume_once() {
    check(
        "
        at 2026-01-01
        open acme on build
        pause
        at 2026-02-01
        change optimize
        balance -> available 0
        resume
        balance -> available 10000
        resume
        balance -> available 10000
        ",
    );
    check(
        "
        at 2026-01-01
        open acme on build
        pause
        change optimize                 ; this period was granted: it is topped up
        balance -> available 10000
        ",
    );
}
