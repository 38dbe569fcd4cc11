//! Rules 26-28: orders as a state machine, a row for each transition and for each that is refused; the order of refusals;
//! price, tax, numbers; promises and ends by the clock.

use scrip_core::refusal::Refusal;

use crate::common::check;

/// Where an order can stand, as steps that bring `o1` there.
const STANDS: [(&str, &str); 8] = [
    ("pending", "order thousand"),
    ("awaiting_payment", "order thousand pay transfer"),
    ("paid", "order thousand\npaid o1 pi"),
    ("canceled", "order thousand\ncancel-order o1"),
    ("refunded", "order thousand\npaid o1 pi\nrefund o1\nrefunded o1 1 yes"),
    ("disputed", "order thousand\npaid o1 pi\ndispute o1 dp 1900"),
    ("disputed", "order thousand\npaid o1 pi\ndispute o1 dp 1900\nlost o1 dp 1900"),
    ("paid", "order thousand\npaid o1 pi\ndispute o1 dp 1900\nwon o1 dp 1900"),
];

/// Each event, and what it does where the order stands: a status, `same` where nothing is written, or the refusal.
const NO: &str = "order_not_open";
#[rustfmt::skip]
const EVENTS: [(&str, [&str; 8]); 16] = [
    // event                     pending    awaiting            paid      canceled   refunded    disputed    lost        won
    ("decline o1",              ["pending", "awaiting_payment", NO,       NO,        NO,         NO,         NO,         NO]),
    ("paid o1 pi",              ["paid",    "paid",             "same",   "paid",    "same",     "same",     "same",     "same"]),
    ("paid o1 other",           ["paid",    "paid",             "paid",   "paid",    "refunded", "disputed", "disputed", "paid"]),
    ("paid o1 pi 1899",         ["pending", "awaiting_payment", "same",  "canceled", "same",     "same",     "same",     "same"]),
    ("paid o1 other 1900:EUR",  ["pending", "awaiting_payment", "paid",   "canceled", "refunded", "disputed", "disputed", "paid"]),
    ("cancel-order o1",         ["canceled", "canceled",        NO,       NO,        NO,         NO,         NO,         NO]),
    ("reject o1",               ["canceled", "canceled",        NO,       NO,        NO,         NO,         NO,         NO]),
    ("report o1",               [NO,        "awaiting_payment", NO,       NO,        NO,         NO,         NO,         NO]),
    ("refund o1",               [NO,        NO,                 "paid",   NO,        "nothing_to_refund", "order_disputed", "order_disputed", "paid"]),
    ("refunded o1 1 yes",       [NO,        NO,                 "not_found", NO,     "same",     "not_found", "not_found", "not_found"]),
    ("refunded o1 1 no",        [NO,        NO,                 "not_found", NO,     "paid",       "not_found", "not_found", "not_found"]),
    ("foreign o1 re 1900 done", [NO,        NO,                 "refunded", NO,      "refunded", "disputed", "disputed", "refunded"]),
    ("dispute o1 dp 1900",      [NO,        NO,                 "disputed", NO,      "disputed", "same",     "same",     "same"]),
    ("dispute o1 dq 1900 inquiry", [NO,     NO,                 "same",   NO,        "same",     "same",     "same",     "same"]),
    ("won o1 dp 1900",          [NO,        NO,                 "paid",   NO,        "refunded", "paid",     NO,         "same"]),
    ("lost o1 dp 1900",         [NO,        NO,                 "disputed", NO,      "disputed", "disputed", "same",     NO]),
];

#[test]
fn every_event_wherever_an_order_stands() {
    for (event, outcomes) in EVENTS {
        for ((stand, steps), outcome) in STANDS.iter().zip(outcomes) {
            let (wrote, status) = match outcome {
                "same" => ("-> wrote none", *stand),
                refused if is_code(refused) => ("", *stand),
                status => ("", status),
            };
            let answer = if is_code(outcome) { format!("-> {outcome}") } else { wrote.to_owned() };
            let answer = if outcome == "same" { String::new() } else { answer };
            let before = "at 2026-01-05\nopen acme on build";
            let world = check(&format!("{before}\n{steps}\n{event} {answer}\norder? o1 -> status {status}"));
            if outcome == "same" {
                let twin = check(&format!("{before}\n{steps}"));
                assert_eq!(world.entries.len(), twin.entries.len(), "{event} in {stand} writes something");
            }
        }
    }
}

fn is_code(outcome: &str) -> bool {
    [NO, "nothing_to_refund", "order_disputed", "not_found"].contains(&outcome)
}

#[test]
fn what_is_no_order_is_not_found() {
    for (event, _) in EVENTS {
        check(&format!("open acme on build\n{} -> not_found what order", event.replace("o1", "#1")));
    }
}

#[test]
fn the_first_witness_grants_and_the_others_change_nothing() {
    check(
        "open acme on empty
        order thousand x2 buyer DE pay transfer -> credits 2000 net 3800 tax 0 gross 3800
        paid o1 pi gateway key pay:o1:pi -> amount 3800 wrote paid grant issued
        paid o1 pi gateway key pay:o1:pi -> replayed amount 3800
        paid o1 pi key confirm -> wrote none
        paid o1 pi -> wrote none
        paid o1 second -> wrote overpaid
        paid o1 second -> wrote none
        order? o1 -> status paid overpaid 1
        papers -> papers 2026-1:invoice:3800
        count package -> count 1
        balance -> available 2000",
    );
}

#[test]
fn a_payment_of_another_amount_grants_nothing_and_goes_back() {
    check(
        "at 2026-01-05\nopen acme on empty
        order thousand -> gross 1900
        paid o1 pi 1899 -> wrote overpaid
        paid o1 pi 1899 -> wrote none
        paid o1 pi2 1900:EUR -> wrote overpaid
        order? o1 -> status pending overpaid 2
        balance -> available 0
        paid o1 pi3 -> wrote paid grant issued
        paid o1 pi 1899 -> wrote none
        order? o1 -> status paid overpaid 2
        papers -> papers 2026-1:invoice:1900
        balance -> available 1000",
    );
    check(
        "at 2026-01-05\nopen acme on empty\norder thousand pay transfer
        at 2026-01-19
        order? o1 -> status canceled
        paid o1 pi 190000
        order? o1 -> status canceled overpaid 1
        paid o1 pi 1900 -> wrote none ; the same payment is not another amount all of a sudden
        paid o1 pi2 -> wrote paid grant issued",
    );
}

#[test]
fn a_payment_for_a_canceled_order_makes_it_paid() {
    check(
        "at 2026-01-05\nopen acme on empty
        order thousand -> gross 1900
        at 2026-01-19
        order? o1 -> status canceled
        paid o1 pi -> wrote canceled paid grant issued
        order? o1 -> status paid
        balance -> available 1000",
    );
}

#[test]
fn two_who_buy_at_once_make_two_orders() {
    check(
        "open acme on empty\nmember ann owner\nmember bob owner
        order thousand by ann pay transfer
        order thousand by bob pay transfer
        paid o1 a
        paid o2 b
        papers -> papers 2026-1:invoice:1900 2026-2:invoice:1900
        balance -> available 2000",
    );
}

#[test]
fn a_decline_leaves_it_waiting_with_the_reason() {
    check(
        "open acme on empty
        card pm1
        order thousand pay saved
        decline o1 -> wrote declined
        order? o1 -> status pending decline_reason insufficient_funds
        paid o1 pi card pm2 -> wrote paid grant issued card
        order? o1 -> status paid",
    );
}

#[test]
fn terms_are_those_of_the_day_on_which_it_was_placed() {
    check(
        "at 2026-01-05\nopen acme on empty\n
        order yearly pay transfer
        catalog package yearly price 5000 credits 1
        at 2026-01-10
        paid o1 t -> amount 1000
        show package1 -> available 500 expires_at 2027-01-10T00:00:00Z
        order yearly shown 1000 -> price_changed total 5000
        order yearly shown 5000 -> credits 1",
    );
}

#[test]
fn what_is_for_a_subaccount_is_scoped_to_it() {
    check(
        "open acme agency on empty\nsubaccount shop\nsubaccount other
        order thousand to shop
        paid o1 pi
        spend 10 in shop -> draws package1:10
        spend 10 in other -> sharing_disabled
        spend 10 -> insufficient_credits required 10 available 0
        order thousand to nobody -> not_found what account",
    );
}

#[test]
fn tax_stands_on_the_order_and_its_papers() {
    check(
        "catalog settings seller PL rate PL:23 rate DE:19
        open acme on empty
        order thousand -> net 1900 tax 437 gross 2337
        order thousand buyer DE -> tax 361 gross 2261
        order thousand buyer DE+ -> tax 0 gross 1900
        order thousand buyer DE+ shown 2261 -> price_changed total 1900
        paid o1 pi -> amount 2337
        refund o1 500 -> amount 1168 tax 218
        refund o1 -> amount 1169 tax 219
        refunded o1 2 yes
        refunded o1 1 yes
        papers -> papers 2026-1:invoice:2337 2026-2:note2:1169 2026-3:note1:1168",
    );
}

#[test]
fn numbers_begin_anew_in_the_issuers_year() {
    check(
        "catalog settings seller PL@Europe/Warsaw
        at 2026-12-31T22:59:59Z\nopen acme on empty\norder thousand\norder thousand\norder thousand
        paid o1 a
        at 2026-12-31T23:00:00Z
        paid o2 b
        paid o3 c
        papers -> papers 2026-1:invoice:1900 2027-1:invoice:1900 2027-2:invoice:1900",
    );
}

#[test]
fn a_transfer_that_was_reported_is_promised_in_business_days() {
    // 2026-01-02 is a Friday, the 6th a holiday.
    for (reported, promised) in [
        ("2026-01-02T15:00Z", "2026-01-07T15:00:00Z"),
        ("2026-01-03T15:00Z", "2026-01-07T15:00:00Z"),
        ("2026-01-04T15:00Z", "2026-01-07T15:00:00Z"),
        ("2026-01-05T15:00Z", "2026-01-08T15:00:00Z"),
        ("2026-01-07T15:00Z", "2026-01-09T15:00:00Z"),
        ("2026-01-08T15:00Z", "2026-01-12T15:00:00Z"),
    ] {
        check(&format!(
            "catalog settings holiday 2026-01-06
            at 2026-01-01\nopen acme on empty\norder thousand pay transfer
            at {reported}
            report o1 -> credits_by {promised}
            +PT1H
            report o1 -> wrote none
            order? o1 -> credits_by {promised} is_overdue false
            +P6D
            order? o1 -> is_overdue true status awaiting_payment
            +P30D
            order? o1 -> status canceled"
        ));
    }
}

#[test]
fn what_is_unpaid_at_its_term_is_canceled_reported_or_not_and_paid_by_what_still_arrives() {
    check(
        "at 2026-01-05\nopen acme on empty
        order thousand
        order thousand pay transfer
        order thousand pay transfer
        at 2026-01-16T12:00Z ; a Friday
        report o2
        at 2026-01-18T23:59:59Z
        order? o1 -> status pending pay_by 2026-01-19T00:00:00Z
        order? o3 -> status awaiting_payment
        at 2026-01-19
        order? o1 -> status canceled
        order? o2 -> status canceled credits_by 2026-01-20T12:00:00Z is_overdue false
        order? o3 -> status canceled
        tick -> wrote canceled canceled canceled
        report o3 -> order_not_open
        at 2026-01-20T12:00Z
        tick -> wrote none ; nothing is promised any more
        at 2026-01-22
        paid o2 wire-2 -> wrote paid grant issued
        order? o2 -> status paid",
    );
}

#[test]
fn a_card_is_kept_and_removed() {
    check(
        "open acme on empty\nmember ann owner\nmember ben viewer
        uncard -> not_found what payment_method
        card pm1 -> wrote card
        card pm1 -> wrote none
        uncard session ben -> role_not_allowed right buy
        uncard session ann -> wrote uncard
        order thousand pay saved -> invalid_pay_with field pay_with",
    );
}

#[test]
fn how_many_may_wait_has_a_bound() {
    check(
        "open acme on empty
        times 101 order thousand -> done 100 too_many 1
        order thousand x1000 -> too_many what open_orders max 100
        order thousand x1001 -> invalid_quantity field quantity
        order thousand x0 -> invalid_quantity field quantity
        order nothing -> invalid_package field package",
    );
}

/// Rule 26: bad input → unknown → account ended → role → subaccount → trial → price changed → payment. Each row breaks one
/// rung more from the right, and the leftmost that is broken is given.
#[test]
fn of_two_refusals_of_buying_the_earlier_is_given() {
    let ended = "at 2026-01-01\nopen acme agency on build\nsubaccount shop\nmember ann main_owner\nmember ben subaccount_manager\n\
                 member sue subaccount_manager in shop\ncancel\nat 2026-02-01\n";
    let trial = "open acme agency on build trial\nsubaccount shop\nmember ann main_owner\nmember ben subaccount_manager\n\
                 member sue subaccount_manager in shop\n";
    let active = trial.replace(" trial", "");
    let rows = [
        (active.as_str(), "order thousand pay saved", "invalid_pay_with"),
        (&active, "order thousand pay saved shown 1", "price_changed"),
        (trial, "order thousand pay saved shown 1", "trial_cannot_buy"),
        (trial, "order thousand pay saved shown 1 in shop", "subaccount_cannot_buy"),
        (trial, "order thousand pay saved shown 1 in shop by sue", "role_not_allowed"),
        (trial, "order thousand pay saved shown 1 by ben", "role_not_allowed"),
        (trial, "order thousand pay saved shown 1 session ben", "role_not_allowed"),
        (ended, "order thousand pay saved shown 1 in shop by sue", "account_ended"),
        (ended, "order thousand pay saved shown 1 in shop by nobody", "not_found"),
        (ended, "order thousand pay saved shown 1 in nowhere by sue", "not_found"),
        (ended, "order thousand pay saved shown 1 in shop by sue to nowhere", "not_found"),
        (ended, "order thousand x0 pay saved shown 1 in shop by nobody", "invalid_quantity"),
        (ended, "order nothing pay saved shown 1 in shop by nobody", "invalid_package"),
    ];
    for (before, step, code) in rows {
        let world = check(&format!("{before}{step} -> {code}"));
        assert!(world.refusals.last().is_some_and(|refusal: &Refusal| refusal.code() == code));
    }
    for (before, who) in [(active.as_str(), "by ann"), (&active, "session ann"), (&active, "")] {
        check(&format!("{before}order thousand {who} -> gross 1900"));
    }
}
