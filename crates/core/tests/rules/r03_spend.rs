//! Rule 3: spends whole or in part, grants of nothing, and voiding.

use crate::common::check;

#[test]
fn a_spend_is_whole_or_not_at_all() {
    check(
        "
        open acme
        grant 5 until +P1D as a
        grant 5 as b
        spend 8 -> draws a:5 b:3 available 2 owed 0
        spend 2.001 -> insufficient_credits required 2.001 available 2
        balance -> available 2
        show b -> available 2 spent 3
        spend 2 -> draws b:2 available 0
        ",
    );
}

#[test]
fn n_parallel_spenders_never_take_more_than_there_is() {
    check("open acme\ngrant 10\ntimes 64 spend 1 -> done 10 insufficient_credits 54\nbalance -> available 0");
    check("open acme\ngrant 10\ntimes 64 spend 3 -> done 3 insufficient_credits 61\nbalance -> available 1");
}

#[test]
fn a_spend_of_nothing_succeeds_without_draws_and_with_its_key() {
    check(
        "
        open acme
        spend 0 key k -> credits 0 draws none available 0
        spend 0 key k -> replayed credits 0
        spend 1 key k -> idempotency_key_reused
        spend help -> credits 0 draws none wrote spend
        ",
    );
}

#[test]
fn a_partial_spend_takes_the_least_of_cost_available_and_each_limit_and_names_it() {
    check(
        "
        at 2026-01-01
        open acme
        member ann owner
        grant 100
        spend 30 partial -> credits 30 cost 30 limited_by none available 70
        spend 80 partial by ann -> credits 70 cost 80 limited_by available available 0
        spend 10 partial -> credits 0 draws none limited_by available
        grant 100
        limit member:ann 90
        spend 50 partial by ann -> credits 20 limited_by member cost 50
        spend 50 partial by ann -> credits 0 limited_by member draws none
        limit account 150
        spend 70 partial -> credits 30 limited_by account
        limit member:ann 1000
        spend 30 partial by ann -> credits 0 limited_by account
        limit account 1000
        spend 80 partial by ann -> credits 50 limited_by available available 0
        ",
    );
    // Of two that leave the same, the earlier level is named; available comes last.
    check(
        "
        open acme agency
        subaccount shop
        sharing yes
        member ann main_owner
        grant 10
        limit member:ann 10
        limit subaccount:shop 10
        limit account 10
        spend 11 partial by ann in shop -> credits 10 limited_by member
        ",
    );
    check(
        "
        open acme agency
        subaccount shop
        sharing yes
        grant 10
        limit subaccount:* 10
        limit account 10
        spend 11 partial in shop -> credits 10 limited_by subaccount
        ",
    );
}

#[test]
fn a_partial_spend_takes_whole_units_of_a_feature_by_unit() {
    check(
        "
        open acme
        grant 90
        spend pages x3 partial -> credits 60 units none limited_by none available 30
        spend pages x3 partial -> credits 20 cost 60 units 1 limited_by available available 10
        spend pages x3 partial -> credits 0 cost 60 units 0 draws none available 10
        spend 15 of pages partial -> credits 10 units none limited_by available   ; stated: no units
        ",
    );
    check(
        "
        open acme
        grant 2020
        spend pages x101 partial -> credits 2015 units none
        ",
    );
    check(
        "
        open acme
        grant 2014
        spend pages x101 partial -> credits 2000 units 100 limited_by available
        ",
    );
}

#[test]
fn a_partial_spend_never_overdraws() {
    check("open acme\noverdraft 100\ngrant 10\nspend 30 partial -> credits 10 owed 0 limited_by available available 0");
}

#[test]
fn voiding_takes_what_is_available_not_what_is_spent_or_reserved() {
    check(
        "
        open acme
        grant 100 as a
        spend 30 as s
        reserve 20 as r
        void a -> credits 50 available 0
        show a -> available 0 reserved 20 spent 30 voided 50
        settle r 15 -> kept a:15 returned a:5!voided available 0
        reverse s 10 -> returned a:10!voided available 0
        show a -> spent 45 voided 65 returned 10
        void a -> credits 0
        void a -> credits 0
        show a -> voided 65
        ",
    );
}

#[test]
fn a_part_may_be_voided_and_the_rest_stays_open() {
    check(
        "
        open acme
        grant 100 as a
        spend 20 as s
        void a 30 -> credits 30 available 50
        reverse s -> returned a:20 available 70     ; not voided as a whole: what returns stays
        void a 500 -> credits 70 available 0        ; no more than there is
        void a 1 -> grant_not_open
        ",
    );
}

#[test]
fn a_used_up_or_ended_grant_is_not_open() {
    check(
        "
        at 2026-01-01
        open acme
        grant 10 as used
        spend 10
        void used -> grant_not_open
        grant 10 until 2026-01-10 as ended
        at 2026-01-09T23:59:59.999999Z
        void ended 1 -> credits 1
        +1us
        void ended -> grant_not_open
        void #99 -> not_found what grant
        ",
    );
    // Used up but for a reservation: something may yet return to it.
    check(
        "
        open acme
        grant 10 as a
        reserve 10 as r
        void a -> credits 0
        release r -> returned a:10!voided available 0
        show a -> voided 10
        ",
    );
    // A grant that is not yet effective is there to be voided.
    check("open acme\ngrant 10 from +P1D as a\nvoid a -> credits 10\n+P2D\nbalance -> available 0");
}

#[test]
fn kinds_that_the_accounts_life_makes_are_not_for_the_operator() {
    check(
        "
        open acme
        grant 5 plan -> invalid_kind field kind
        grant 5 trial -> invalid_kind field kind
        grant 5 legacy -> invalid_kind field kind
        grant 5 package basis 1900 as bought
        show bought -> kind package cost 1900
        grant 5 adjustment
        grant 5 promotional
        ",
    );
}
