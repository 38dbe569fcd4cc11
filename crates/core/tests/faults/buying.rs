//! What was reported about buying: webhooks, clawbacks, top-ups, refunds.

use crate::common::check;

/// eliza #10920, #10997, #11017, #31449; fountain #1126: the ledger's half, without orders.
#[test]
fn what_is_clawed_back_is_what_was_there_once() {
    check(
        "
        open acme
        grant 100 package as bought
        spend 70
        void bought key k -> credits 30
        void bought key k -> replayed credits 30
        void bought -> credits 0
        show bought -> voided 30 spent 70
        ",
    );
}

/// open-saas #688, vm0 #10668, opencode #28402: a webhook replayed, under another event id, for the same invoice.
#[test]
fn a_payment_told_again_by_whomever_grants_once() {
    check(
        "open acme
        order thousand
        paid o1 pi gateway key pay:o1:pi -> wrote paid grant issued
        paid o1 pi gateway key pay:o1:pi -> replayed
        paid o1 pi key another-event -> wrote none
        paid o1 pi -> wrote none
        count package -> count 1
        papers -> papers 2026-1:invoice:1900
        balance -> available 1000",
    );
}

/// eliza #10920, fountain #1126: money went back and the credits stayed.
#[test]
fn what_is_refunded_or_disputed_is_taken_back() {
    check("open acme\norder thousand\npaid o1 pi\nforeign o1 re 1900 done\nbalance -> available 0");
    check("open acme\norder thousand\npaid o1 pi\ndispute o1 dp 1900\nbalance -> available 0");
}

/// eliza #10997, #11017: a won dispute gave back more than was taken; eliza #31449: twice, and counted in dollars.
#[test]
fn a_won_dispute_gives_back_exactly_what_was_taken_once() {
    check(
        "open acme
        order thousand
        paid o1 pi
        spend 400
        dispute o1 dp 1900
        balance -> available 0
        dispute o1 dp 1900 -> wrote none
        won o1 dp 1900
        balance -> available 600
        won o1 dp 1900 -> wrote none
        balance -> available 600",
    );
}

/// flexprice #794: paying an invoice credits the wallet.
#[test]
fn an_order_grants_its_package_and_nothing_else() {
    check(
        "open acme on build
        order thousand
        decline o1 -> wrote declined
        report o1 -> order_not_open
        card pm1
        balance -> available 2500
        paid o1 pi -> amount 1900 wrote paid grant issued
        balance -> available 3500 package 1000 plan 2500
        paid o1 pi2 -> wrote overpaid
        refund o1 500 -> amount 950
        refunded o1 1 yes -> wrote refund-done issued
        balance -> available 3000 package 500 plan 2500",
    );
}

/// polar #5826: buy, spend, refund, and keep both.
#[test]
fn what_is_spent_is_not_refunded() {
    check("open acme\norder thousand\npaid o1 pi\nspend 1000\nrefund o1 -> nothing_to_refund");
    check(
        "open acme
        order thousand
        paid o1 pi
        spend 900
        refund o1 -> credits 100 amount 190
        reverse s1 -> returned package1:900!voided
        refund o1 -> credits 900 amount 1710
        balance -> available 0",
    );
}

/// lago-api #4985: totals that are a cent off.
#[test]
fn parts_of_a_refund_are_never_a_cent_more_than_was_paid() {
    check(
        "catalog settings seller PL rate PL:23
        open acme
        order thousand -> gross 2337
        paid o1 pi
        refund o1 333 -> amount 778 tax 145
        refund o1 333 -> amount 778 tax 146
        refund o1 333 -> amount 778 tax 145
        refund o1 -> credits 1 amount 3 tax 1
        order? o1 -> back 2337",
    );
}
