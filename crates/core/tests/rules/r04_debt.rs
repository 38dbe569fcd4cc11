//! Rule 4: the identity of a grant (after every step of every row), the overdraft limit, and how debts are paid.

use crate::common::{check, check_quickly};

#[test]
fn a_pool_owes_only_within_its_overdraft_limit() {
    check(
        "
        open acme
        grant 10
        spend 11 -> insufficient_credits required 11 available 10
        overdraft 5
        spend 16 -> insufficient_credits required 16 available 10
        spend 12 -> draws promotional1:10 owed 2 credits 12 available 0
        balance -> available 0 owed 2
        spend 4 -> insufficient_credits required 4 available 0
        spend 3 -> owed 3 draws none
        balance -> available 0 owed 5
        spend 0.001 -> insufficient_credits
        overdraft 0
        balance -> owed 5
        spend 0 -> credits 0
        ",
    );
}

#[test]
fn a_debt_is_paid_by_the_next_grant_that_fits_oldest_debt_first() {
    check(
        "
        open acme
        overdraft 100
        spend 10 as s1
        spend 20 of bg as s2
        grant 5 for pages as no -> available 5 wrote grant
        balance -> owed 30
        grant 12 for bg as some -> available 0 wrote grant repay
        balance -> owed 18
        show some -> spent 12 available 0
        grant 15 as all -> wrote grant repay repay available 0
        show all -> spent 15
        balance -> owed 3
        grant 10 -> available 7 wrote grant repay
        balance -> owed 0 available 7
        ",
    );
}

#[test]
fn a_debt_is_paid_when_a_later_grant_becomes_effective_and_not_before() {
    check(
        "
        at 2026-01-01
        open acme
        overdraft 100
        grant 50 from 2026-01-10 as later -> available 0
        spend 20 as s
        at 2026-01-09T23:59:59.999999Z
        balance -> owed 20 available 0
        tick -> wrote none
        at 2026-01-10
        balance -> owed 0 available 30
        spend 30 -> wrote repay spend draws later:30
        show later -> spent 50
        ",
    );
    // Of two that become effective, the first pays; the second is whole.
    check(
        "
        at 2026-01-01
        open acme
        overdraft 100
        spend 20
        grant 50 from 2026-01-11 as b
        grant 50 from 2026-01-10 as a
        at 2026-02-01
        show a -> spent 20 available 30
        show b -> spent 0 available 50
        ",
    );
}

#[test]
fn a_grant_from_the_past_pays_at_once() {
    check(
        "at 2026-01-10\nopen acme\noverdraft 10\nspend 10\ngrant 15 from 2026-01-01 -> available 5\nbalance -> owed 0",
    );
}

#[test]
fn a_renewal_pays() {
    check(
        "
        at 2026-01-01
        open acme on build
        overdraft 100
        spend 2600 -> owed 100
        at 2026-02-01
        balance -> owed 0 available 2400
        tick
        show plan2 -> spent 100
        ",
    );
}

#[test]
fn what_returns_to_a_grant_pays_no_debt() {
    check(
        "
        open acme
        overdraft 100
        grant 10
        spend 10 as s1
        spend 5 as s2
        reverse s1 -> returned promotional1:10 available 10
        balance -> owed 5 available 10
        ",
    );
}

#[test]
fn at_one_instant_a_grant_that_becomes_effective_pays_before_the_renewal() {
    check(
        "
        at 2026-01-01
        open acme on build
        overdraft 100
        grant 500 from 2026-02-01 as gift
        spend 2600
        at 2026-02-01
        tick -> wrote repay period grant
        show gift -> spent 100
        show plan2 -> spent 0
        ",
    );
}

#[test]
fn a_reversal_forgives_what_is_owed_first_and_finds_what_was_paid_later() {
    check(
        "
        open acme
        overdraft 100
        grant 10 as a
        spend 30 as s -> draws a:10 owed 20
        reverse s 5 -> forgiven 5 returned none credits 5
        balance -> owed 15
        reverse s 17 -> forgiven 15 returned a:2 available 2
        balance -> owed 0
        reverse s -> credits 8 forgiven 0 returned a:8 available 10
        reverse s -> reversal_exceeds_spend left 0
        ",
    );
    check(
        "
        open acme
        overdraft 100
        grant 10 as a
        spend 30 as s -> draws a:10 owed 20
        grant 15 as b -> available 0
        reverse s 7 -> forgiven 5 returned b:2 available 2
        reverse s -> credits 23 forgiven 0 returned b:13 a:10 available 25
        ",
    );
}

#[test]
fn a_subaccounts_debt_is_the_pools_also_when_sharing_is_switched_off() {
    check(
        "
        open acme agency
        subaccount shop
        sharing yes
        overdraft 50
        spend 20 in shop
        sharing no
        balance -> owed 20
        grant 5 to shop -> wrote grant repay
        grant 100 -> available 85 wrote grant repay
        balance -> owed 0
        ",
    );
}

#[test]
fn a_reservation_never_overdraws() {
    check(
        "
        open acme
        overdraft 100
        grant 10
        reserve 11 -> insufficient_credits required 11 available 10
        reserve 10 of strict as r -> available 0
        balance -> reserved 10 available 0
        ",
    );
}

#[test]
fn amounts_that_leave_64_bits_are_refused() {
    check("open acme\ntimes 2400 grant 1000000000000 -> done 2305 invalid_amount 95");
}

#[test]
fn credits_that_go_to_and_fro_are_refused_before_they_overflow() {
    let round = |n: u32| format!("spend 1000000000000\nreverse s{n}\n");
    let rounds: String = (1..=2304).map(round).collect();
    check_quickly(&format!(
        "
        open acme
        grant 1000000000000
        {rounds}
        spend 1000000000000
        reverse s2305 -> invalid_amount field credits
        grant 5
        spend 5
        "
    ));
}
