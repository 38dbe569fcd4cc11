//! Rules 10 and 11: legacy plans, and what monthly and extra credits are.

use crate::common::check;

#[test]
fn a_legacy_plan_has_one_starter_grant_no_renewal_and_no_reset() {
    check(
        "
        at 2026-01-31
        open acme on core-2021
        life -> legacy true state active number none epoch 0
        show legacy1 -> credits 3000 expires_at none kind legacy
        balance -> available 3000 monthly 0 extra 3000 legacy 3000 renews_at none
        spend 100
        grant 1000 package
        at 2036-01-31
        balance -> available 3900 package 1000
        tick -> wrote none
        count legacy -> count 1
        ",
    );
    check("at 2026-01-01\nopen acme on empty\nbalance -> available 0\ncount legacy -> count 0");
}

#[test]
fn from_legacy_to_a_plan_at_once_in_a_new_epoch_and_what_is_left_stays() {
    check(
        "
        at 2026-01-31
        open acme on core-2021
        spend 100
        at 2026-02-10
        preview change build -> available 5400
        change build when end -> wrote plan-changed period grant available 5400
        life -> legacy false epoch 1 number 0 period_start 2026-02-10 period_end 2026-03-10 plan build
        balance -> monthly 2500 extra 2900
        at 2026-03-10
        balance -> available 5400
        ",
    );
}

#[test]
fn from_a_plan_to_legacy_is_refused() {
    check(
        "
        at 2026-01-01
        open acme on build
        change core-2021 -> invalid_plan field plan
        change core-2021 when end -> invalid_plan
        cancel
        at 2026-02-01
        activate core-2021 -> invalid_plan
        ",
    );
    check("open acme on core-2021\nchange empty -> invalid_plan");
}

#[test]
fn extra_credits_survive_renewal_plan_change_sharing_and_the_end() {
    check(
        "
        catalog plan scale upgrade replace
        at 2026-01-01
        open acme agency on build
        grant 100 package
        grant 50 adjustment
        grant 25 promotional
        balance -> extra 175 monthly 2500 available 2675 package 100 adjustment 50 promotional 25 plan 2500
        at 2026-02-01
        balance -> extra 175 monthly 2500
        change optimize
        change scale
        balance -> extra 175
        sharing yes
        sharing no
        change build
        at 2026-03-01
        balance -> extra 175 monthly 2500
        pause
        at 2026-04-01
        balance -> extra 175 monthly 0
        cancel
        at 2026-05-01
        balance -> extra 175
        activate
        balance -> extra 175 monthly 2500
        ",
    );
}

#[test]
fn monthly_and_extra_are_together_what_is_available() {
    // Checked after every step of every row; here with one of each kind.
    check(
        "
        catalog plan build rollover all
        at 2026-01-01
        open acme on build trial
        balance -> monthly 1000 extra 0 available 1000 trial 1000
        activate
        at 2026-02-01
        grant 7 package
        balance -> monthly 5000 extra 7 available 5007 plan 5000
        ",
    );
}

#[test]
fn what_expires_when_is_shown() {
    check(
        "
        at 2026-01-01
        open acme on build
        grant 10 package until 2026-01-20
        grant 20 until 2026-01-20
        grant 30
        grant 5 from 2026-01-10 until 2026-01-15
        balance -> expiring 2026-01-20=30 2026-02-01=2500
        ",
    );
}
