//! Rules 16, 18 and 20: setting aside, giving back, and how long a reservation lasts.

use crate::common::check;

#[test]
fn reserving_draws_along_the_burn_order_and_sets_aside() {
    check(
        "
        open acme
        grant 50 package as bought
        grant 30 until +P1D as soon
        reserve 60 as r -> draws soon:30 bought:30 available 20 credits 60
        balance -> available 20 reserved 60
        show soon -> reserved 30 available 0
        spend 21 -> insufficient_credits required 21 available 20
        reserve 21 -> insufficient_credits required 21 available 20
        reserve 20 -> available 0
        ",
    );
}

#[test]
fn what_is_reserved_is_counted_once() {
    check(
        "open acme\ngrant 100\ntimes 15 reserve 10 -> done 10 insufficient_credits 5\nbalance -> available 0 reserved 100",
    );
}

#[test]
fn a_cost_of_nothing_sets_nothing_aside() {
    check(
        "
        open acme
        reserve 0 as r -> credits 0 draws none available 0
        reserve help as r2 -> credits 0
        balance -> reserved 0
        settle r -> credits 0 kept none
        release r2 -> returned none
        settle r2 -> reservation_not_open
        ",
    );
}

#[test]
fn where_nothing_is_named_the_feature_says_how_much() {
    check(
        "
        catalog feature tenth reserve 70
        open acme
        grant 1000
        reserve lunar default -> credits 400
        reserve tenth default -> credits 70
        reserve bg default -> credits 10
        reserve pages default -> credits 20
        reserve strict default -> invalid_usage field usage
        reserve lunar tok=5 -> credits 5
        ",
    );
}

#[test]
fn a_reservation_lasts_an_hour_or_up_to_a_day() {
    check(
        "
        at 2026-01-01
        open acme
        reserve 0 -> expires_at 2026-01-01T01:00Z
        reserve 0 until PT24H -> expires_at 2026-01-02
        reserve 0 until 86400000001us -> invalid_expires_in field expires_in
        reserve 0 until 0us -> invalid_expires_in
        reserve 0 until 1us -> expires_at 2026-01-01T00:00:00.000001Z
        ",
    );
}

#[test]
fn a_void_gives_all_back_once() {
    check(
        "
        open acme
        grant 50 as a
        grant 50 package as b
        reserve 70 as r -> draws a:50 b:20
        release r key k -> returned b:20 a:50 available 100
        release r key k -> replayed returned b:20 a:50 available 100
        release r -> reservation_not_open
        settle r -> reservation_not_open
        extend r PT1H -> reservation_not_open
        balance -> available 100 reserved 0
        release #99 -> not_found what reservation
        settle promotional1 -> not_found what reservation
        extend #99 PT1H -> not_found what reservation
        ",
    );
    check(
        "
        open acme
        grant 50
        reserve 20 as r
        settle r 5 key k -> credits 5
        settle r 5 key k -> replayed credits 5
        settle r 5 -> reservation_not_open
        settle r 5 late -> reservation_not_open
        release r -> reservation_not_open
        balance -> available 45
        ",
    );
}

#[test]
fn what_is_given_back_is_usable_where_it_was() {
    check(
        "
        open acme agency
        subaccount shop
        grant 10 to shop for bg as own
        grant 10 as open
        sharing yes
        reserve 15 of bg in shop as r -> draws own:10 open:5 available 5
        release r -> returned open:5 own:10 available 20
        balance -> available 10
        ",
    );
}

#[test]
fn an_end_counts_from_now_and_is_at_most_a_day_after_the_making() {
    check(
        "
        at 2026-01-01
        open acme
        grant 10
        reserve 10 as r
        +PT30M
        extend r PT2H -> expires_at 2026-01-01T02:30Z
        extend r PT1M -> expires_at 2026-01-01T00:31Z       ; sooner is fine
        extend r PT23H30M -> expires_at 2026-01-02
        extend r PT23H30M1S -> invalid_expires_in field expires_in
        extend r PT25H -> invalid_expires_in
        extend r 0us -> invalid_expires_in
        at 2026-01-01T23:59:59.999999Z
        balance -> reserved 10
        extend r PT1H -> invalid_expires_in
        +1us
        balance -> reserved 0 available 10
        extend r PT1H -> reservation_expired
        ",
    );
    // What was extended does not time out at its old end.
    check(
        "
        at 2026-01-01
        open acme
        grant 10
        reserve 10 as r
        extend r PT3H
        at 2026-01-01T01:00Z
        tick -> wrote none
        balance -> available 0
        at 2026-01-01T03:00Z
        tick -> wrote time-out
        ",
    );
}

#[test]
fn open_reservations_survive_sharing_off_roles_plan_changes_activation_and_the_trials_end() {
    check(
        "
        at 2026-01-01
        open acme agency on build trial
        subaccount shop
        sharing yes
        member ann main_owner
        member bob main_owner
        reserve 100 in shop by ann as r until PT24H
        reserve 100 in shop by ann as r2 until PT24H
        sharing no
        remove ann
        change optimize
        activate
        balance -> reserved 200
        settle r 60 -> kept trial1:60 returned trial1:40!expired
        release r2 -> returned trial1:100!expired
        ",
    );
}

#[test]
fn many_open_reservations_have_a_bound() {
    check(
        "
        open acme
        times 10001 reserve 0 until PT24H -> done 10000 too_many 1
        reserve 0 -> too_many what open_reservations max 10000
        ",
    );
}
