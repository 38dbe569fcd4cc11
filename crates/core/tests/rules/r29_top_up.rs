//! Rule 29: auto top-up: an order in the commit that brings too little about, one at a time, within the month's money.

use scrip_core::entry::{Fact, OrderFact};

use crate::common::{World, check};

/// An account with 2,500 monthly credits, a saved card, and 1,000 more below 500: 1,900 in minor units.
const ON: &str = "at 2026-01-10\nopen acme on build\ncard pm_1\ntop-up 500 thousand\n";

fn checked(script: &str) -> World {
    check(&format!("{ON}{script}"))
}

fn placed(world: &World) -> usize {
    let is_placed = |fact: &Fact| matches!(fact, Fact::Order(OrderFact::Placed(placed)) if placed.is_top_up);
    world.entries.iter().filter(|entry| is_placed(&entry.fact)).count()
}

#[test]
fn what_brings_too_little_about_orders_in_the_same_commit() {
    checked("spend 2000 -> wrote spend\nspend 0.001 -> wrote spend placed\norder? o1 -> status pending");
    checked("reserve 2000.001 -> wrote reserve placed");
    checked("void plan1 -> wrote void placed");
    checked("grant 1000 as a until +P2D prio 900\nspend 2100\n+P2D\ntick -> wrote expire placed");
    // At once, where there is too little already.
    check("open acme on none\ncard pm_1\ntop-up 500 thousand -> wrote top-up placed");
}

#[test]
fn total_available_counts_what_is_bought_too() {
    checked("grant 1000 package\nspend 2500 -> wrote spend\nspend 500 -> wrote spend\nspend 1 -> wrote spend placed");
}

#[test]
fn lago_a_top_up_every_five_minutes() {
    // One is under way, whatever is used meanwhile; the next after it was paid, and only where there is still too little.
    let world = checked(
        "
        spend 2100 -> wrote spend placed
        spend 100 -> wrote spend
        +PT5M
        spend 100 -> wrote spend
        tick -> wrote none
        spend 900 -> insufficient_credits wrote none
        paid o1 pi_1 -> wrote paid grant issued
        spend 100 -> wrote spend
        +PT5M
        spend 600 -> wrote spend
        spend 200 -> wrote spend placed
        ",
    );
    assert_eq!(placed(&world), 2);
}

#[test]
fn flexprice_2155_one_crossing_is_ordered_once() {
    let world =
        checked("spend 2100 key k -> wrote spend placed\nspend 2100 key k -> replayed\npaid o1 pi_1\npaid o1 pi_1");
    assert_eq!(placed(&world), 1);
}

#[test]
fn a_package_that_does_not_suffice_is_ordered_again() {
    check(
        "
        open acme on none
        card pm_1
        top-up 1500 thousand -> wrote top-up placed
        paid o1 pi_1 -> wrote paid grant issued placed
        paid o2 pi_2 -> wrote paid grant issued
        ",
    );
}

#[test]
fn no_more_money_than_agreed_in_a_calendar_month() {
    check(
        "
        at 2026-01-10
        open acme on none zone Europe/Warsaw
        card pm_1
        top-up 500 thousand max 3800 -> wrote top-up placed
        paid o1 pi_1 -> wrote paid grant issued
        spend 1000 -> wrote spend placed
        paid o2 pi_2
        spend 1000 -> wrote spend
        spend 1 -> insufficient_credits wrote none
        at 2026-01-31T22:59:59.999999Z
        spend 1 -> insufficient_credits wrote none
        +1us
        spend 1 -> insufficient_credits wrote placed
        paid o3 pi_3
        spend 1 -> available 999
        ",
    );
    // What was canceled costs nothing.
    check(
        "
        open acme on none
        card pm_1
        top-up 500 thousand max 1900
        cancel-order o1 -> wrote canceled
        spend 1 -> insufficient_credits wrote placed
        ",
    );
}

/// Nobody has to use anything: with the month its money begins, at its first instant, however late somebody looks.
#[test]
fn when_a_month_begins_it_orders_by_itself() {
    let world = check(
        "
        at 2026-01-10
        open acme on none zone Europe/Warsaw
        card pm_1
        top-up 500 thousand max 1900 -> wrote top-up placed
        paid o1 pi_1
        spend 1000 -> wrote spend
        at 2026-01-31T22:59:59.999999Z
        tick -> wrote none
        +1us
        tick -> wrote placed
        paid o2 pi_2
        spend 600
        at 2026-03-07
        tick -> wrote period placed
        order? o3 -> status pending pay_by 2026-03-14T23:00:00Z
        ",
    );
    assert_eq!(placed(&world), 3);
    // One that nobody paid is not repeated before the next month; while enough is there, none is ordered.
    let world = check(
        "
        at 2026-01-10\nopen acme on none\ncard pm_1
        top-up 500 thousand max 1900 -> wrote top-up placed
        at 2026-01-30
        tick -> wrote canceled
        at 2026-04-20
        tick -> wrote placed period canceled placed period canceled placed period canceled
        grant 500
        at 2026-07-01
        tick -> wrote period period
        ",
    );
    assert_eq!(placed(&world), 4);
    // At the instant at which something else happens, too: the renewal gives enough, or not.
    checked(
        "top-up 500 thousand max 1900\nspend 2100\npaid o1 pi_1\nspend 1000
        at 2026-02-10
        tick -> wrote placed period grant",
    );
    check(
        "at 2026-02-01\nopen acme on build\ncard pm_1\ntop-up 500 thousand max 1900\nspend 2100\npaid o1 pi_1\nspend 1000
        at 2026-03-01
        tick -> wrote period grant",
    );
}

#[test]
fn what_a_renewal_leaves_too_little_of_is_ordered_in_its_commit() {
    checked("change none when end\nat 2026-02-10\ntick -> wrote plan-changed expire period placed");
    // What ends at the instant of a renewal that gives enough is no lack.
    checked("grant 100 as a until 2026-02-10\nat 2026-02-10\ntick -> wrote expire expire period grant");
    checked("change optimize when end\nat 2026-02-10\ntick -> wrote plan-changed expire period grant");
}

#[test]
fn what_is_canceled_or_refunded_is_not_bought_again_by_that() {
    checked(
        "spend 2100\ncancel-order o1 -> wrote canceled\nmember ann owner -> wrote house\nspend 1 -> wrote spend placed",
    );
    checked("spend 2100\npaid o1 pi_1\nspend 400\nrefund o1 -> wrote refund-begun claw\nspend 0 -> wrote spend placed");
}

#[test]
fn a_decline_switches_it_off() {
    let world = checked(
        "
        spend 2100 -> wrote spend placed
        decline o1 -> wrote declined canceled top-up-off
        spend 100 -> wrote spend
        top-up 500 thousand -> invalid_payment_method
        card pm_2 -> wrote card
        spend 1 -> wrote spend
        top-up 500 thousand -> wrote top-up placed
        ",
    );
    assert_eq!(placed(&world), 2);
}

#[test]
fn it_needs_a_card_that_works_and_an_account_that_may_buy() {
    check("open acme on build\ntop-up 500 thousand -> invalid_payment_method field payment_method");
    check("open acme on build trial\ncard pm_1\ntop-up 500 thousand -> trial_cannot_buy");
    check("open acme on build\ncard pm_1\ncancel\n+P31D\ntop-up 500 thousand -> account_ended");
    check("open acme on build\nmember ann author\ncard pm_1\ntop-up 500 thousand by ann -> role_not_allowed right buy");
    check("open acme on build\ncard pm_1\ntop-up 0 thousand -> invalid_amount field threshold");
    check("open acme on build\ncard pm_1\ntop-up 500 nothing -> invalid_package");
    check("open acme on build\ncard pm_1\ntop-up 500 thousand max 1899 -> invalid_amount field monthly_max");
    check("open acme on build\ncard pm_1\ntop-up 500 thousand max 5000:EUR -> invalid_amount field monthly_max");
    check("open acme on build\nno-top-up -> not_found what auto_top-up");
}

#[test]
fn without_its_card_or_when_it_is_off_it_orders_nothing() {
    checked("uncard -> wrote uncard top-up-off\nspend 2500 -> wrote spend");
    checked("no-top-up -> wrote top-up-off\nspend 2500 -> wrote spend");
    // The card fails for an order of the buyer's own: nothing is tried with it until another is saved.
    checked("order thousand pay saved\ndecline o1\nspend 2500 -> wrote spend\ncard pm_2 -> wrote card placed");
    // Ended accounts buy nothing.
    checked("grant 600\ncancel\nat 2026-02-10\nspend 600 -> wrote ended expire spend");
}

#[test]
fn price_and_tax_are_those_of_that_moment() {
    let world = check(
        "
        catalog settings seller PL rate PL:23 rate DE:19
        at 2026-01-10
        open acme on build
        card pm_1
        top-up 500 thousand max 2336 buyer PL -> invalid_amount field monthly_max
        top-up 500 thousand buyer PL
        catalog package thousand price 2900
        spend 2100
        ",
    );
    let order = world.pool.as_ref().unwrap().trade.as_ref().unwrap().open.values().next().unwrap().clone();
    assert_eq!((order.placed.total.net, order.placed.total.tax, order.placed.total.gross), (2900, 667, 3567));
    assert_eq!((order.placed.snapshot, order.placed.quantity, order.placed.is_top_up), (None, 1, true));
}
