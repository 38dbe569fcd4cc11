//! Rule 1: when a grant is usable, and what happens first at one instant.

use crate::common::check;

#[test]
fn a_grant_is_usable_from_effective_at_up_to_and_without_expires_at() {
    check(
        "
        at 2026-01-01
        open acme
        grant 100 from 2026-01-10 until 2026-01-20 as a -> available 0
        at 2026-01-09T23:59:59.999999Z
        balance -> available 0 expiring none
        spend 1 -> insufficient_credits required 1 available 0
        at 2026-01-10
        balance -> available 100 expiring 2026-01-20=100
        spend 1 -> draws a:1 available 99
        at 2026-01-19T23:59:59.999999Z
        balance -> available 99
        spend 1 -> draws a:1 available 98
        at 2026-01-20
        balance -> available 0
        show a -> available 0 spent 2 expired 98
        spend 1 -> insufficient_credits required 1 available 0
        ",
    );
}

#[test]
fn neighbours_neither_overlap_nor_leave_a_gap() {
    check(
        "
        at 2026-01-01
        open acme
        grant 100 until 2026-02-01 as a
        grant 100 from 2026-02-01 until 2026-03-01 as b
        at 2026-01-31T23:59:59.999999Z
        balance -> available 100
        spend 10 -> draws a:10
        +1us
        balance -> available 100
        spend 10 -> draws b:10 available 90
        show a -> spent 10 expired 90
        ",
    );
}

#[test]
fn a_reader_sees_an_expiry_that_nobody_has_written_down() {
    check(
        "
        at 2026-01-01
        open acme
        grant 100 until 2026-01-10 as a
        at 2026-06-01
        balance -> available 0
        show a -> expired 100 available 0
        balance asof 2026-01-09T23:59:59.999999Z -> available 100
        balance asof 2026-01-10 -> available 0
        tick -> wrote expire
        tick -> wrote none
        balance asof 2026-01-09T23:59:59.999999Z -> available 100
        ",
    );
}

#[test]
fn only_the_rest_expires_and_once() {
    check(
        "
        at 2026-01-01
        open acme
        grant 100 until 2026-01-10 as a
        spend 30 as s
        at 2026-01-10
        tick -> wrote expire
        show a -> expired 70 spent 30
        at 2026-01-11
        tick -> wrote none
        grant 5
        show a -> expired 70
        ",
    );
    check(
        "
        at 2026-01-01
        open acme
        grant 30 until 2026-01-10 as a
        spend 30
        at 2026-01-10
        tick -> wrote none            ; nothing is left to expire
        show a -> expired 0 spent 30
        ",
    );
}

#[test]
fn a_grant_that_ends_before_it_starts_or_has_ended_is_refused() {
    check(
        "
        at 2026-01-10
        open acme
        grant 5 from 2026-02-01 until 2026-01-31T23:59:59.999999Z -> invalid_expires_at field expires_at
        grant 5 from 2026-02-01 until 2026-02-01 -> invalid_expires_at field expires_at
        grant 5 from 2026-02-01 until 2026-02-01T00:00:00.000001Z
        grant 5 from 2025-12-01 until 2026-01-09T23:59:59.999999Z -> invalid_expires_at
        grant 5 from 2025-12-01 until 2026-01-10 -> invalid_expires_at
        grant 5 from 2025-12-01 until 2026-01-10T00:00:00.000001Z -> available 5
        grant 5 from 2025-12-01 until +P31D -> invalid_expires_at field expires_at   ; counted from effective_at
        grant 5 until +P30D as later
        show later -> expires_at 2026-02-09
        ",
    );
}

#[test]
fn a_reservations_end_comes_before_an_expiry_of_the_same_instant() {
    check(
        "
        at 2026-01-01
        open acme
        grant 100 until 2026-01-01T01:00Z as a
        reserve 60 as r -> draws a:60 available 40 expires_at 2026-01-01T01:00Z
        at 2026-01-01T01:00Z
        tick -> wrote time-out expire
        show a -> expired 100 reserved 0 available 0
        ",
    );
}

#[test]
fn at_one_instant_time_outs_then_the_plan_change_then_rollover_and_expiry_then_renewal_then_requests() {
    check(
        "
        catalog plan build rollover all
        catalog plan none rollover max:50
        at 2026-01-01
        open acme on build
        change none
        grant 7 until 2026-02-01 as gift
        at 2026-01-31T23:30Z
        reserve 100 as r until +PT30M -> draws plan1:100
        at 2026-02-01
        spend 1 -> wrote time-out plan-changed expire roll expire period spend draws plan2:1 available 49
        ",
    );
}
