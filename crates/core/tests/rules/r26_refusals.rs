//! Rule 26: a row for each refusal, and for each two neighbours of the precedence one where both hold.

use std::collections::BTreeSet;

use scrip_core::refusal::Refusal;

use crate::common::check;

/// How many kinds of refusal there are.
const KINDS: usize = 21;

/// The kind of a refusal. A new one does not compile until it has its number here, and fails until it has its row.
fn kind(refusal: &Refusal) -> usize {
    match refusal {
        Refusal::Invalid(_) => 0,
        Refusal::TooMany { .. } => 1,
        Refusal::AccountExists => 2,
        Refusal::NotFound(_) => 3,
        Refusal::UnknownFeature => 4,
        Refusal::UnknownDimension(_) => 5,
        Refusal::GrantNotOpen => 6,
        Refusal::ReservationNotOpen => 7,
        Refusal::ReservationExpired => 8,
        Refusal::SettleExceedsReservation { .. } => 9,
        Refusal::ReversalExceedsSpend { .. } => 10,
        Refusal::AccountEnded => 11,
        Refusal::RoleNotAllowed { .. } => 12,
        Refusal::PlanLacksFeature { .. } => 13,
        Refusal::SharingDisabled => 14,
        Refusal::QuoteMismatch => 15,
        Refusal::QuoteUsed => 16,
        Refusal::QuoteExpired => 17,
        Refusal::MaxCreditsExceeded { .. } => 18,
        Refusal::SpendLimitReached { .. } => 19,
        Refusal::InsufficientCredits { .. } => 20,
        // Buying has an order of its own: `r27_orders`.
        Refusal::OrderNotOpen
        | Refusal::OrderDisputed
        | Refusal::NothingToRefund
        | Refusal::SubaccountCannotBuy
        | Refusal::TrialCannotBuy
        | Refusal::PriceChanged { .. } => usize::MAX,
    }
}

/// One script a refusal, which ends with it.
const ROWS: [&str; KINDS] = [
    "open acme\ngrant 5 prio 1001 -> invalid_priority field priority",
    "open acme\ntimes 10001 reserve 0 until PT24H -> done 10000 too_many 1",
    "open acme\nopen acme -> account_exists",
    "open acme\nspend bg by nobody -> not_found what member",
    "open acme\nspend nothing -> unknown_feature",
    "open acme\nspend lunar nothing=1 -> unknown_dimension what nothing",
    "open acme\ngrant 5\nspend 5\nvoid promotional1 -> grant_not_open",
    "open acme\nreserve 0\nrelease r1\nsettle r1 -> reservation_not_open",
    "open acme\nreserve 0\n+PT1H\nsettle r1 -> reservation_expired",
    "open acme\nreserve 0\nsettle r1 5 -> settle_exceeds_reservation cost 5 reserved 0",
    "open acme\ngrant 5\nspend 5\nreverse s1 6 -> reversal_exceeds_spend left 5",
    "at 2026-01-01\nopen acme on build\ncancel\nat 2026-02-01\nspend translate -> account_ended",
    "open acme\nmember ann viewer\nspend bg by ann -> role_not_allowed right use",
    "open acme on build\nspend translate -> plan_lacks_feature feature translate plans optimize scale",
    "open acme agency\nsubaccount shop\nspend 1 in shop -> sharing_disabled",
    "open acme\ngrant 50\nquote bg\nspend bg x2 quote q1 -> quote_mismatch",
    "open acme\ngrant 50\nquote bg\nspend bg quote q1\nspend bg quote q1 -> quote_used",
    "open acme\ngrant 50\nquote bg\n+PT15M\nspend bg quote q1 -> quote_expired",
    "open acme\nspend bg max 9 -> max_credits_exceeded cost 10",
    "open acme\nlimit account 9\nspend bg -> spend_limit_reached level account limit 9 used 0 required 10",
    "open acme\nspend bg -> insufficient_credits required 10 available 0",
];

#[test]
fn every_refusal_has_a_row_and_a_code_of_its_own() {
    let refusals: Vec<Refusal> =
        ROWS.iter().map(|row| check(row).refusals.last().expect("a refusal").clone()).collect();
    let kinds = refusals.iter().map(kind).enumerate();
    let wrong: Vec<_> = kinds.filter(|(place, kind)| place != kind).collect();
    assert_eq!(wrong, Vec::new(), "rows that end with another refusal than theirs");
    let codes: BTreeSet<&str> = refusals.iter().map(Refusal::code).collect();
    assert_eq!(codes.len(), KINDS);
}

/// A step that two refusals hold for: the earlier is given; without its cause, the later one.
struct Pair {
    before: &'static str,
    both: &'static str,
    earlier: &'static str,
    repair: &'static str,
    later_step: &'static str,
    later: &'static str,
}

/// An agency that everything can go wrong in: dan may not use, nothing is shared, there is nothing to spend.
const AGENCY: &str = "
    at 2026-01-01
    open acme agency on none
    subaccount shop
    member ann main_owner
    member dan reader in shop
    member cal subaccount_owner in shop
";

const fn pair(
    before: &'static str,
    both: &'static str,
    earlier: &'static str,
    repair: &'static str,
    later_step: &'static str,
    later: &'static str,
) -> Pair {
    Pair { before, both, earlier, repair, later_step, later }
}

/// The neighbours of rule 26, from the first to the last; where the step itself must change, `later_step` says how.
const PRECEDENCE: &[Pair] = &[
    pair(
        "quote bg",
        "spend bg quote q1 partial in nowhere",
        "invalid_quote",
        "",
        "spend bg quote q1 in nowhere",
        "not_found what account",
    ),
    pair(
        "",
        "spend nothing by nobody in nowhere",
        "not_found what account",
        "",
        "spend nothing by nobody in shop",
        "not_found what member",
    ),
    pair(
        "",
        "spend nothing by nobody in shop",
        "not_found what member",
        "",
        "spend nothing by cal in shop",
        "unknown_feature",
    ),
    pair("cancel\nat 2026-02-01", "spend nothing", "unknown_feature", "", "spend translate", "account_ended"),
    pair(
        "cancel\nat 2026-02-01",
        "spend translate by dan in shop",
        "account_ended",
        "activate",
        "",
        "role_not_allowed right use",
    ),
    pair(
        "",
        "spend translate by dan in shop",
        "role_not_allowed right use",
        "member dan subaccount_owner in shop",
        "",
        "plan_lacks_feature",
    ),
    pair("", "spend premium by cal in shop", "plan_lacks_feature", "change scale", "", "sharing_disabled"),
    pair(
        "quote bg in shop by cal",
        "spend bg x2 by cal in shop quote q1",
        "sharing_disabled",
        "sharing yes",
        "",
        "quote_mismatch",
    ),
    pair(
        "quote bg",
        "spend bg x2 quote q1 max 1",
        "quote_mismatch",
        "",
        "spend bg x2 max 1",
        "max_credits_exceeded cost 20",
    ),
    pair(
        "limit member:cal 1\nsharing yes",
        "spend bg by cal in shop max 9",
        "max_credits_exceeded",
        "",
        "spend bg by cal in shop max 10",
        "spend_limit_reached level member",
    ),
    pair(
        "limit member:cal 1\nlimit subaccount:shop 1\nsharing yes",
        "spend bg by cal in shop",
        "spend_limit_reached level member",
        "unlimit member:cal",
        "",
        "spend_limit_reached level subaccount",
    ),
    pair(
        "limit subaccount:shop 1\nlimit account 1\nsharing yes",
        "spend bg by cal in shop",
        "spend_limit_reached level subaccount",
        "unlimit subaccount:shop",
        "",
        "spend_limit_reached level account",
    ),
    pair(
        "limit account 1\nsharing yes",
        "spend bg by cal in shop",
        "spend_limit_reached level account",
        "unlimit account",
        "",
        "insufficient_credits required 10 available 0",
    ),
];

/// Rungs that rule 26 leaves open, and that reservations and grants add.
const FURTHER: &[Pair] = &[
    pair(
        "grant 9\nspend 5 key k",
        "spend nothing key k",
        "idempotency_key_reused",
        "",
        "spend nothing",
        "unknown_feature",
    ),
    pair("", "open acme on nothing", "invalid_plan", "", "open acme on build", "account_exists"),
    pair("", "open far on nothing taken", "invalid_plan", "", "open far on build taken", "account_exists"),
    pair(
        "",
        "sharing yes in shop session dan@shop",
        "invalid_account",
        "",
        "sharing yes session dan@shop",
        "role_not_allowed right share",
    ),
    pair(
        "",
        "spend lunar nothing=1 by nobody",
        "not_found what member",
        "",
        "spend lunar nothing=1",
        "unknown_dimension",
    ),
    pair(
        "quote bg\ngrant 99\nspend bg quote q1",
        "spend bg x2 quote q1",
        "quote_mismatch",
        "",
        "spend bg quote q1",
        "quote_used",
    ),
    pair(
        "quote bg\nquote bg\ngrant 99\nspend bg quote q1\n+PT15M",
        "spend bg quote q1",
        "quote_used",
        "",
        "spend bg quote q2",
        "quote_expired",
    ),
    pair("quote bg\n+PT15M", "spend bg quote q1 max 1", "quote_expired", "", "spend bg max 1", "max_credits_exceeded"),
    pair(
        "reserve 0\nrelease r1\nreserve 0",
        "settle r1 5",
        "reservation_not_open",
        "",
        "settle r2 5",
        "settle_exceeds_reservation",
    ),
    pair(
        "reserve 0\n+PT1H\nreserve 0",
        "settle r1 5",
        "reservation_expired",
        "",
        "settle r2 5",
        "settle_exceeds_reservation",
    ),
    pair("reserve 0", "extend r1 P2D", "invalid_expires_in", "release r1", "extend r1 PT1H", "reservation_not_open"),
    pair(
        "grant 100\nsharing yes\nreserve tenth tok=100 in shop\nsharing no",
        "settle r1 tok=111",
        "settle_exceeds_reservation",
        "",
        "settle r1 tok=110",
        "sharing_disabled",
    ),
    pair(
        "grant 100\nsharing yes\nreserve tenth tok=100 in shop\nsharing no",
        "settle r1 tok=110 max 109",
        "sharing_disabled",
        "sharing yes",
        "",
        "max_credits_exceeded cost 110",
    ),
    pair(
        "grant 100\nlimit account 100\nreserve tenth tok=100",
        "settle r1 tok=110 max 109",
        "max_credits_exceeded cost 110",
        "",
        "settle r1 tok=110",
        "spend_limit_reached used 100 required 10",
    ),
    pair(
        "grant 100\nlimit account 100\nreserve tenth tok=100",
        "settle r1 tok=110",
        "spend_limit_reached",
        "unlimit account",
        "",
        "insufficient_credits required 10 available 0",
    ),
    pair(
        "cancel\nat 2026-02-01\ngrant 9\nspend 5",
        "reverse s1 6",
        "reversal_exceeds_spend left 5",
        "",
        "spend translate",
        "account_ended",
    ),
    pair(
        "limit account 5\noverdraft 100",
        "spend 6",
        "spend_limit_reached",
        "limit account 500",
        "spend 101",
        "insufficient_credits",
    ),
];

#[test]
fn of_two_that_hold_the_earlier_is_given() {
    for Pair { before, both, earlier, repair, later_step, later } in PRECEDENCE.iter().chain(FURTHER) {
        let after = if later_step.is_empty() { both } else { later_step };
        check(&format!("{AGENCY}\n{before}\n{both} -> {earlier}\n{repair}\n{after} -> {later}\n"));
    }
}

#[test]
fn the_neighbours_follow_one_another() {
    let word = |text: &str| text.to_owned();
    for two in PRECEDENCE.windows(2) {
        assert_eq!(word(two[0].later).split(' ').next(), word(two[1].earlier).split(' ').next(), "a gap");
    }
}
