//! Rule 21: a reversal returns credits to the grants they came from, last drawn first, with their own expiry.

use crate::common::check;

#[test]
fn credits_go_back_last_drawn_first_also_in_parts() {
    check(
        "
        open acme
        grant 10 until +P1D as a
        grant 10 until +P2D as b
        grant 10 as c
        spend 25 as s -> draws a:10 b:10 c:5
        reverse s 7 -> credits 7 returned c:5 b:2 available 12
        reverse s 4 -> returned b:4 available 16
        reverse s 15 -> reversal_exceeds_spend left 14
        reverse s 14.001 -> reversal_exceeds_spend left 14
        reverse s -> credits 14 returned b:4 a:10 available 30
        reverse s -> reversal_exceeds_spend left 0
        reverse s 0.001 -> reversal_exceeds_spend left 0
        show b -> returned 10 spent 10 available 10
        ",
    );
}

#[test]
fn into_an_ended_grant_they_expire_at_once_and_the_answer_says_so() {
    check(
        "
        at 2026-01-01
        open acme
        grant 10 until 2026-01-10 as a
        grant 10 as b
        spend 15 as s -> draws a:10 b:5
        at 2026-01-09T23:59:59.999999Z
        reverse s 6 -> returned b:5 a:1
        at 2026-01-10
        reverse s 4 -> returned a:4!expired available 10
        show a -> expired 5 spent 10 returned 5 available 0
        at 2026-02-01
        reverse s -> returned a:5!expired
        ",
    );
}

#[test]
fn into_a_voided_grant_they_are_voided_at_once() {
    check(
        "
        open acme
        grant 10 as a
        spend 6 as s
        void a
        reverse s -> returned a:6!voided available 0
        show a -> voided 10 spent 6 returned 6
        ",
    );
}

#[test]
fn into_a_voided_grant_that_has_ended_the_void_speaks() {
    check(
        "
        at 2026-01-01
        open acme
        grant 10 until 2026-01-10 as a
        spend 6 as s
        void a
        at 2026-01-11
        reverse s -> returned a:6!voided
        ",
    );
}

#[test]
fn what_returned_expires_with_its_grant() {
    check(
        "
        at 2026-01-01
        open acme
        grant 10 until 2026-01-10 as a
        spend 10 as s                       ; used up: closed, and open again
        reverse s -> returned a:10 available 10
        at 2026-01-10
        balance -> available 0
        tick -> wrote expire
        show a -> expired 10
        ",
    );
}

#[test]
fn a_reversal_makes_no_new_grant_and_what_it_returns_can_be_spent_again() {
    check(
        "
        open acme
        grant 10 as a
        spend 10 as s
        reverse s
        count promotional -> count 1
        spend 10 as again -> draws a:10
        reverse again 3
        reverse s -> reversal_exceeds_spend left 0
        show a -> spent 20 returned 13 available 3
        ",
    );
}

#[test]
fn only_a_spend_can_be_reversed() {
    check(
        "
        open acme
        grant 10 as a
        reserve 5 as r
        reverse a -> not_found what spend
        reverse r -> not_found what spend
        reverse #99 -> not_found what spend
        spend 0 as nothing
        reverse nothing -> reversal_exceeds_spend left 0
        ",
    );
}

#[test]
fn into_a_plans_grant_that_was_rolled_over_they_expire() {
    check(
        "
        catalog plan build rollover all
        at 2026-01-01
        open acme on build
        spend 100 as s
        at 2026-02-01
        reverse s -> returned plan1:100!expired
        show plan1 -> rolled_over 2400 expired 100
        ",
    );
}

#[test]
fn it_works_after_the_end_and_under_another_catalog() {
    check(
        "
        at 2026-01-01
        open acme on build
        grant 10
        spend bg as s
        spend 2500 as s2
        cancel
        catalog feature bg per_use 30
        at 2026-02-01
        reverse s -> credits 10 returned plan1:10!expired
        reverse s2 -> returned promotional1:10 plan1:2490!expired available 10
        ",
    );
}
