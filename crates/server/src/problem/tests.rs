//! Every problem has a chapter in docs/problems.md, and every refusal a status.

use scrip_core::catalog::Right;
use scrip_core::credits::Credits;
use scrip_core::money::{Currency, Money};
use scrip_core::refusal::{Level, Refusal};
use scrip_core::time::Timestamp;

use super::{Code, refused};

const PAGES: &str = include_str!("../../../../docs/problems.md");

#[test]
fn every_code_has_a_chapter() {
    for code in Code::ALL {
        let head = format!("## {}\n", code.name());
        assert_eq!(PAGES.matches(&head).count(), 1, "docs/problems.md needs one chapter {}", code.name());
    }
}

#[track_caller]
fn check(refusal: &Refusal, status: u16, code: &str) {
    let problem = refused(refusal, None);
    assert_eq!((problem.status(), problem.code()), (status, code));
    let body = serde_json::to_value(problem.body(Some("req"))).unwrap();
    let page = body["type"].as_str().unwrap().split('#').nth(1).unwrap().to_owned();
    assert!(PAGES.contains(&format!("## {page}\n")), "{page}");
    if matches!(status, 402 | 403) {
        assert!(body["who_can"].is_array(), "{code} says who can");
    }
}

/// A row for each variant; a new one does not compile until `Code::of` knows it, and fails here until it has a row.
#[test]
fn every_refusal_has_a_status_and_a_page() {
    let c = Credits::ONE;
    let rows: Vec<(Refusal, u16, &str)> = vec![
        (
            Refusal::Invalid(scrip_core::refusal::Invalid {
                field: "plan",
                rule: "invalid_plan",
                reason: "is no plan",
            }),
            422,
            "invalid_plan",
        ),
        (Refusal::TooMany { what: "quotes", max: 1 }, 422, "too_many"),
        (Refusal::AccountExists, 409, "account_exists"),
        (Refusal::NotFound("grant"), 404, "not_found"),
        (Refusal::UnknownFeature, 422, "unknown_feature"),
        (Refusal::UnknownDimension("x".into()), 422, "unknown_dimension"),
        (Refusal::GrantNotOpen, 409, "grant_not_open"),
        (Refusal::ReservationNotOpen, 409, "reservation_not_open"),
        (Refusal::ReservationExpired, 409, "reservation_expired"),
        (Refusal::ReversalExceedsSpend { left: c }, 409, "reversal_exceeds_spend"),
        (Refusal::OrderNotOpen, 409, "order_not_open"),
        (Refusal::OrderDisputed, 409, "order_disputed"),
        (Refusal::NothingToRefund, 409, "nothing_to_refund"),
        (Refusal::SubaccountCannotBuy, 403, "subaccount_cannot_buy"),
        (Refusal::TrialCannotBuy, 403, "trial_cannot_buy"),
        (Refusal::PriceChanged { total: Money { amount: 1900, currency: Currency::USD } }, 409, "price_changed"),
        (Refusal::AccountEnded, 403, "account_ended"),
        (Refusal::RoleNotAllowed { right: Right::Use }, 403, "role_not_allowed"),
        (
            Refusal::PlanLacksFeature { feature: "f".parse().unwrap(), plans: vec!["p".parse().unwrap()] },
            403,
            "plan_lacks_feature",
        ),
        (Refusal::SharingDisabled, 403, "sharing_disabled"),
        (Refusal::QuoteUsed, 409, "quote_used"),
        (Refusal::QuoteExpired, 409, "quote_expired"),
        (Refusal::QuoteMismatch, 409, "quote_mismatch"),
        (Refusal::MaxCreditsExceeded { cost: c }, 422, "max_credits_exceeded"),
        (Refusal::SettleExceedsReservation { cost: c, reserved: c }, 409, "settle_exceeds_reservation"),
        (
            Refusal::SpendLimitReached {
                level: Level::Member,
                limit: c,
                used: c,
                resets_at: Timestamp::EPOCH,
                required: c,
            },
            402,
            "spend_limit_reached",
        ),
        (Refusal::InsufficientCredits { required: c, available: Credits::ZERO }, 402, "insufficient_credits"),
    ];
    for (refusal, status, code) in &rows {
        check(refusal, *status, code);
    }
    let mut seen: Vec<Code> = rows.iter().map(|(refusal, ..)| Code::of(refusal)).collect();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), rows.len(), "each variant has one row and one code");
    let source = include_str!("../../../core/src/refusal.rs");
    let body = source.split("pub enum Refusal {").nth(1).unwrap().split("\n}").next().unwrap();
    let is_variant =
        |line: &&str| line.starts_with("    ") && line.as_bytes().get(4).is_some_and(u8::is_ascii_uppercase);
    assert_eq!(body.lines().filter(is_variant).count(), rows.len(), "a variant of Refusal has no row");
}
