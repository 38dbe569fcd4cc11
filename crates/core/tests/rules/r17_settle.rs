//! Rules 17 and 19: settling for all, less and more; time-outs, and settling late.

use crate::common::check;

#[test]
fn nothing_named_is_all_of_it() {
    check(
        "open acme\ngrant 100 as a\nreserve 60 as r\nsettle r -> credits 60 kept a:60 returned none surplus none available 40",
    );
}

#[test]
fn less_releases_the_rest_to_the_grants_drawn_last_first() {
    check(
        "
        open acme
        grant 30 until +P1D as a
        grant 30 until +P2D as b
        grant 30 as c
        reserve 80 as r -> draws a:30 b:30 c:20
        settle r 35 -> credits 35 kept a:30 b:5 returned c:20 b:25 available 55
        show b -> spent 5 available 25
        ",
    );
}

#[test]
fn less_used_never_costs_more_than_was_reserved() {
    // At volume prices 100 pages cost more than 101.
    check(
        "
        catalog feature pages volume 100:20:15
        open acme
        grant 4000
        reserve pages x101 as r -> credits 1515
        settle r x100 -> credits 1515 returned none
        reserve pages x101 as r
        settle r x101 -> credits 1515
        ",
    );
    // It does not hold where the two cannot be compared.
    check(
        "
        catalog feature strict over available
        open acme
        grant 500
        reserve 100 of strict as r
        settle r tok=120 -> credits 120
        reserve strict tok=100 as r
        settle r tok=90 model large-1 -> credits 180
        ",
    );
}

#[test]
fn more_than_reserved_is_denied_by_default_and_it_stays_open() {
    check(
        "
        open acme
        grant 500
        reserve strict tok=100 as r
        settle r tok=101 -> settle_exceeds_reservation cost 101 reserved 100
        balance -> reserved 100 available 400
        settle r tok=100 -> credits 100
        reserve 50 as r2
        settle r2 51 -> settle_exceeds_reservation cost 51 reserved 50
        settle r2 x2 -> invalid_amount field credits
        settle r2 50 -> credits 50
        reserve bg as r3
        settle r3 x2 -> settle_exceeds_reservation cost 20 reserved 10
        ",
    );
}

#[test]
fn more_by_percent_is_drawn_like_a_spend() {
    check(
        "
        open acme
        grant 100 as a
        grant 8 package as b
        reserve tenth tok=100 as r -> draws a:100
        settle r tok=111 -> settle_exceeds_reservation cost 111 reserved 110
        settle r tok=110 -> insufficient_credits required 10 available 8
        balance -> reserved 100 available 8
        settle r tok=108 -> credits 108 kept a:100 surplus b:8 available 0 uncovered 0
        reverse s1 10 -> returned b:8 a:2
        ",
    );
    // Never an overdraft; limits and max_credits judged.
    check(
        "
        open acme
        overdraft 100
        grant 100
        reserve tenth tok=100 as r
        settle r tok=105 -> insufficient_credits required 5 available 0
        grant 50
        settle r tok=105 max 104 -> max_credits_exceeded cost 105
        limit account 104
        settle r tok=105 -> spend_limit_reached level account limit 104 used 100 required 5
        settle r tok=104 -> credits 104
        ",
    );
}

#[test]
fn more_with_available_takes_what_may_be_taken_and_answers_uncovered() {
    check(
        "
        open acme
        overdraft 100
        grant 500 as a
        reserve lunar default as r -> credits 400
        settle r tok=1000 -> credits 500 kept a:400 surplus a:100 uncovered 500 available 0
        balance -> owed 0
        grant 500
        limit account 950
        reserve lunar tok=400 as r
        settle r tok=1000 -> credits 450 uncovered 550 available 50
        reserve lunar tok=0 as r
        settle r tok=10 -> credits 0 uncovered 10
        ",
    );
    check("open acme\ngrant 5000\nreserve lunar default as r\nsettle r tok=9999 -> credits 2000 uncovered 0");
    check(
        "open acme\ngrant 5000\nreserve lunar default as r\nsettle r tok=900 max 899 -> max_credits_exceeded cost 900",
    );
}

#[test]
fn nothing_used_is_like_a_void() {
    check(
        "
        open acme
        grant 100 as a
        reserve 60 as r
        settle r 0 -> credits 0 kept none returned a:60 available 100
        settle r 0 -> reservation_not_open
        release r -> reservation_not_open
        ",
    );
}

#[test]
fn it_is_priced_by_the_catalog_version_of_the_reservation() {
    check(
        "
        at 2026-01-01
        open acme
        grant 1000
        reserve strict tok=100 as r
        catalog feature strict per_token 3 over available
        settle r tok=101 -> settle_exceeds_reservation cost 101 reserved 100
        settle r tok=50 -> credits 50
        reserve strict tok=100 as r -> credits 300
        settle r tok=110 -> credits 330
        ",
    );
}

#[test]
fn a_settle_makes_a_spend_that_can_be_reversed() {
    check(
        "
        open acme
        grant 100 as a
        reserve 60 as r
        settle r 40 as s
        reverse s 15 -> returned a:15
        reverse s 26 -> reversal_exceeds_spend left 25
        reverse s -> credits 25 available 100
        reverse r -> not_found what spend
        ",
    );
}

#[test]
fn with_sharing_off_it_settles_for_no_more_than_was_reserved() {
    check(
        "
        open acme agency
        subaccount shop
        sharing yes
        grant 1000
        grant 50 to shop
        reserve tenth tok=100 in shop as r
        reserve lunar tok=100 in shop as r2
        reserve strict tok=100 in shop as r3
        sharing no
        settle r tok=105 -> sharing_disabled
        settle r tok=111 -> settle_exceeds_reservation
        settle r tok=100 -> credits 100
        settle r2 tok=150 -> credits 100 uncovered 50
        settle r3 tok=101 -> settle_exceeds_reservation
        settle r3 tok=99 -> credits 99
        ",
    );
}

#[test]
fn at_its_end_its_credits_are_available() {
    check(
        "
        at 2026-01-01
        open acme
        grant 100 as a
        reserve 60 as r
        at 2026-01-01T00:59:59.999999Z
        balance -> available 40 reserved 60
        spend 41 -> insufficient_credits
        +1us
        balance -> available 100 reserved 0
        spend 41 -> wrote time-out spend available 59
        settle r -> reservation_expired
        release r -> reservation_expired
        ",
    );
}

#[test]
fn an_open_reservation_keeps_its_part_of_a_grant_that_ends() {
    check(
        "
        at 2026-01-01
        open acme
        grant 100 until 2026-01-01T00:30Z as a
        reserve 60 as r
        reserve 20 as r2
        reserve 10 as r3
        at 2026-01-01T00:30Z
        tick -> wrote expire
        show a -> expired 10 reserved 90 available 0
        settle r 40 -> kept a:40 returned a:20!expired available 0
        release r2 -> returned a:20!expired
        at 2026-01-01T01:00Z
        tick -> wrote time-out
        show a -> expired 60 spent 40 reserved 0
        ",
    );
}

#[test]
fn after_the_end_a_late_settle_is_a_spend_of_now() {
    check(
        "
        at 2026-01-01
        open acme
        overdraft 100
        grant 100 until 2026-01-01T02:00Z as a
        grant 50 package as b
        reserve 60 as r -> draws a:60
        at 2026-01-01T02:00Z
        settle r 55 -> reservation_expired
        settle r 55 late -> insufficient_credits required 55 available 50
        settle r 30 late max 29 -> max_credits_exceeded cost 30
        settle r 30 late -> credits 30 surplus b:30 kept none late true available 20
        settle r 30 late -> reservation_not_open
        show a -> expired 100
        reverse s1 -> returned b:30
        ",
    );
}

#[test]
fn a_late_settle_is_taken_for_a_day_or_as_the_catalog_says() {
    check(
        "
        at 2026-01-01
        open acme
        grant 100
        reserve 60 as r
        reserve 10 as r2
        at 2026-01-02T01:00Z
        settle r late -> credits 60
        +1us
        settle r2 late -> reservation_expired
        ",
    );
    check(
        "
        catalog settings late_within PT1H
        at 2026-01-01
        open acme
        grant 100
        reserve 60 as r
        reserve 30 as r2
        at 2026-01-01T02:00Z
        settle r late -> credits 60
        +1us
        settle r2 late -> reservation_expired
        ",
    );
}

#[test]
fn a_late_settle_while_it_is_open_is_a_settle() {
    check("open acme\ngrant 100\nreserve 60 as r\nsettle r 50 late -> credits 50 late false kept promotional1:50");
}

#[test]
fn a_late_settle_stands_on_all_rungs_of_a_spend() {
    check(
        "
        at 2026-01-01
        open acme agency
        subaccount shop
        sharing yes
        member ann main_owner
        member bob main_owner
        grant 100
        reserve 60 by ann in shop as r
        reserve 30 by bob as r2
        at 2026-01-01T02:00Z
        sharing no
        settle r late -> sharing_disabled
        sharing yes
        limit member:ann 50
        settle r late -> spend_limit_reached level member used 0
        settle r 50 late -> credits 50
        catalog role agency main_owner see_balance
        settle r2 late -> role_not_allowed right use
        ",
    );
}
