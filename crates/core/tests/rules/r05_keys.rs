//! Rule 5: idempotency keys, and a pool's time that never runs back.

use crate::common::check;

#[test]
fn the_same_request_gets_the_first_answer_even_if_the_pool_is_empty_since() {
    check(
        "
        at 2026-01-01
        open acme
        grant 100 until 2026-02-01 as a
        spend 30 key k -> draws a:30 available 70
        spend 70
        spend 30 key k -> replayed draws a:30 available 70
        at 2026-03-01
        spend 30 key k -> replayed draws a:30 available 70 wrote none
        show a -> spent 100
        ",
    );
}

#[test]
fn another_operation_account_or_body_is_refused_and_leaves_the_key_as_it_is() {
    check(
        "
        open acme agency
        subaccount shop
        grant 100
        grant 100 to shop
        spend 30 key k -> credits 30
        spend 31 key k -> idempotency_key_reused
        spend 30 in shop key k -> idempotency_key_reused
        spend 30 of bg key k -> idempotency_key_reused
        reserve 30 key k -> idempotency_key_reused
        grant 30 key k -> idempotency_key_reused
        spend 30 key k -> replayed credits 30
        balance -> available 70
        ",
    );
}

#[test]
fn a_refusal_leaves_no_key_so_the_same_retry_works_after_a_top_up() {
    check(
        "
        open acme
        grant 10
        spend 30 key k -> insufficient_credits
        spend nothing key k -> unknown_feature
        spend 5 key k -> credits 5
        spend 30 key k2 -> insufficient_credits
        grant 100
        spend 30 key k2 -> credits 30
        spend 30 key k2 -> replayed
        balance -> available 75
        ",
    );
}

#[test]
fn keys_of_sessions_are_a_space_of_their_own() {
    check(
        "
        open acme agency
        member ann main_owner
        sharing yes key k session ann -> wrote house
        sharing yes key k session ann -> replayed
        sharing yes key k -> wrote house
        sharing no key k -> idempotency_key_reused
        sharing no key k session ann -> idempotency_key_reused
        ",
    );
}

#[test]
fn a_replay_is_answered_whatever_has_changed() {
    check(
        "
        at 2026-01-01
        open acme on build trial
        member ann owner
        spend bg by ann key k -> credits 10
        remove ann -> last_owner
        member bob owner
        remove ann
        spend bg by ann key k -> replayed credits 10
        spend bg by ann key other -> not_found what member
        catalog feature bg per_use 20
        at 2026-03-01
        life -> state ended
        spend bg by ann key k -> replayed credits 10
        ",
    );
}

#[test]
fn concurrent_twins_have_one_effect() {
    check("open acme\ngrant 100\ntimes 64 spend 30 key k -> done 1 replayed 63\nbalance -> available 70");
    check("open acme\ntimes 64 spend 30 key k -> insufficient_credits 64\ngrant 30\nspend 30 key k -> credits 30");
}

#[test]
fn every_command_that_takes_a_key_is_done_once() {
    check(
        "
        at 2026-01-01
        open acme on build key o
        open acme on build key o -> replayed
        grant 100 key g -> credits 100
        grant 100 key g -> replayed credits 100
        void promotional1 10 key v -> credits 10
        void promotional1 10 key v -> replayed credits 10
        reserve 20 key r -> draws plan1:20
        reserve 20 key r -> replayed draws plan1:20
        extend r1 PT2H key e -> expires_at 2026-01-01T02:00Z
        extend r1 PT2H key e -> replayed expires_at 2026-01-01T02:00Z
        settle r1 5 key s -> credits 5 returned plan1:15
        settle r1 5 key s -> replayed credits 5 returned plan1:15
        reverse s1 2 key rev -> credits 2
        reverse s1 2 key rev -> replayed credits 2
        reserve 20 key r2
        release r2 key rel -> returned plan1:20
        release r2 key rel -> replayed returned plan1:20
        change optimize key c
        change optimize key c -> replayed
        cancel key x
        cancel key x -> replayed
        balance -> available 10087 monthly 9997
        count plan -> count 2
        ",
    );
}

#[test]
fn a_pools_time_never_runs_back() {
    check(
        "
        at 2026-01-10
        open acme
        grant 100 until 2026-01-20 as a
        at 2026-01-15
        spend 1
        at 2025-12-01                   ; a clock set back
        balance -> available 99
        spend 1 -> credits 1
        reserve 1 as r -> expires_at 2026-01-15T01:00Z
        grant 5 from 2026-01-14 until 2026-01-15 -> invalid_expires_at
        at 2026-01-15T00:59:59.999999Z
        settle r -> credits 1
        at 2026-01-20
        show a -> expired 97
        at 2026-01-19                   ; and what has expired stays so
        tick
        balance -> available 97
        ",
    );
    check(
        "
        at 2026-01-10
        open acme
        grant 100 until 2026-01-20 as a
        at 2026-01-20
        tick -> wrote expire
        at 2026-01-19
        balance -> available 0
        spend 1 -> insufficient_credits
        ",
    );
}
