//! Signatures of webhooks and what events tell, by tables. The calls are tested against the stand-in, through a socket.

use axum::http::HeaderMap;
use hmac::{Hmac, KeyInit, Mac};
use scrip_core::money::Money;
use scrip_core::time::{Span, Timestamp};
use sha2::Sha256;

use super::webhook::{Secrets, told};
use crate::payments::gateway::{Dispute, DisputeState, NotTheirs, PaymentState, RefundState, Told};
use crate::random::to_hex;

const NOW: i64 = 1_772_355_600;
const MARK: &str = "5c";
const BODY: &[u8] = br#"{"id":"evt_1","type":"ping","data":{"object":{}}}"#;

fn signature(secret: &str, at: i64, body: &[u8]) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    to_hex(&mac.chain_update(at.to_string()).chain_update(b".").chain_update(body).finalize().into_bytes())
}

#[track_caller]
fn check_signature(header: &str, body: &[u8], expected: Result<(), NotTheirs>) {
    let secrets = Secrets::new(["whsec_new", "whsec_old"].into_iter());
    let mut headers = HeaderMap::new();
    headers.insert("stripe-signature", header.parse().unwrap());
    let now = Timestamp::EPOCH.plus(Span::SECOND.times(NOW));
    assert_eq!(secrets.check(&headers, body, now), expected, "{header}");
}

#[test]
fn whoever_does_not_know_a_secret_is_not_heard() {
    let of = |secret, at| signature(secret, at, BODY);
    let (new, old, other) = (of("whsec_new", NOW), of("whsec_old", NOW), of("whsec_other", NOW));
    check_signature(&format!("t={NOW},v1={new}"), BODY, Ok(()));
    check_signature(&format!("t={NOW},v1={old}"), BODY, Ok(()));
    check_signature(&format!("t={NOW},v1={other},v1={old},v0=00"), BODY, Ok(()));
    check_signature(&format!("t={NOW}, v1={new}"), BODY, Ok(()));
    check_signature(&format!("t={NOW},v1={other}"), BODY, Err(NotTheirs::Forged));
    check_signature(&format!("t={NOW},v0={new}"), BODY, Err(NotTheirs::Forged));
    check_signature(&format!("t={NOW},v1={new}"), b"{}", Err(NotTheirs::Forged));
    check_signature(&format!("t={},v1={new}", NOW + 1), BODY, Err(NotTheirs::Forged));
    check_signature(&format!("v1={new}"), BODY, Err(NotTheirs::Unsigned));
    check_signature(&format!("t={NOW},v1={}", new.to_uppercase()), BODY, Err(NotTheirs::Forged));
    check_signature("", BODY, Err(NotTheirs::Unsigned));
    for (age, expected) in [(300, Ok(())), (301, Err(NotTheirs::Stale)), (-300, Ok(())), (-301, Err(NotTheirs::Stale))]
    {
        let at = NOW - age;
        check_signature(&format!("t={at},v1={}", of("whsec_new", at)), BODY, expected);
    }
    check_signature(&format!("t=now,v1={new}"), BODY, Err(NotTheirs::Forged));
}

fn usd(amount: u64) -> Money {
    Money { amount, currency: "USD".parse().unwrap() }
}

fn heard(kind: &str, object: &str) -> Result<Option<Told>, NotTheirs> {
    told(format!(r#"{{"id":"evt_1","type":"{kind}","data":{{"object":{object}}}}}"#).as_bytes(), MARK)
}

const OURS: &str = r#""metadata":{"deployment":"5c","order":"ord_0000000100000002"}"#;
const THEIRS: &str = r#""metadata":{"deployment":"77","order":"ord_0000000100000002"}"#;

fn intent(status: &str, metadata: &str) -> String {
    format!(
        r#"{{"id":"pi_1","object":"payment_intent","amount":1900,"amount_received":1900,"currency":"usd","status":"{status}",
        "customer":"cus_1","payment_method":"pm_1","setup_future_usage":"off_session",{metadata}}}"#
    )
}

#[test]
fn a_payment_is_its_order_its_money_and_its_state() {
    let state = |status: &str, metadata: &str| match heard("payment_intent.succeeded", &intent(status, metadata)) {
        Ok(Some(Told::Payment(payment))) => {
            assert_eq!(
                (payment.id.as_str(), payment.amount, payment.card.as_deref()),
                ("pi_1", usd(1900), Some("pm_1"))
            );
            assert_eq!(payment.order.map(|order| order.to_string()).as_deref(), Some("ord_0000000100000002"));
            Some(payment.state)
        }
        other => {
            assert_eq!(other, Ok(None));
            None
        }
    };
    assert_eq!(state("succeeded", OURS), Some(PaymentState::Paid));
    assert_eq!(state("processing", OURS), Some(PaymentState::Running));
    assert_eq!(state("requires_action", OURS), Some(PaymentState::NeedsAction));
    assert_eq!(state("canceled", OURS), Some(PaymentState::Canceled));
    let declined =
        format!(r#""last_payment_error":{{"code":"card_declined","decline_code":"insufficient_funds"}},{OURS}"#);
    assert_eq!(
        state("requires_payment_method", &declined),
        Some(PaymentState::Declined("insufficient_funds".to_owned()))
    );
    assert_eq!(state("succeeded", THEIRS), None, "another deployment's order of the same number");
    assert_eq!(state("succeeded", r#""metadata":{"order":"ord_0000000100000002"}"#), None, "nobody's");
    assert_eq!(state("succeeded", r#""metadata":{}"#), None);
}

#[test]
fn a_refund_is_ours_or_was_made_there() {
    for (status, metadata, ours, state) in [
        (
            "succeeded",
            r#""order":"ord_0000000100000002","refund":"1","deployment":"5c""#,
            Some(Some(1)),
            RefundState::Done,
        ),
        (
            "pending",
            r#""order":"ord_0000000100000002","refund":"2","deployment":"5c""#,
            Some(Some(2)),
            RefundState::Waiting,
        ),
        (
            "failed",
            r#""order":"ord_0000000100000002","refund":"overpaid","deployment":"5c""#,
            Some(None),
            RefundState::Failed,
        ),
        ("requires_action", "", None, RefundState::Waiting),
        ("canceled", r#""order":"ord_0000000100000002","refund":"1","deployment":"77""#, None, RefundState::Failed),
    ] {
        let object = format!(
            r#"{{"id":"re_1","amount":950,"currency":"usd","status":"{status}","payment_intent":"pi_1","metadata":{{{metadata}}}}}"#
        );
        for kind in ["refund.created", "refund.updated", "refund.failed"] {
            let Ok(Some(Told::Refund(refund))) = heard(kind, &object) else { panic!("{object}") };
            assert_eq!((refund.ours.map(|(_, number)| number), refund.state), (ours, state), "{object}");
            assert_eq!((refund.amount, refund.payment.as_deref()), (usd(950), Some("pi_1")));
        }
    }
}

#[test]
fn a_dispute_is_what_its_status_says_whatever_the_events_name() {
    for (status, state) in [
        ("warning_needs_response", DisputeState::Inquiry),
        ("warning_closed", DisputeState::Inquiry),
        ("needs_response", DisputeState::Open),
        ("under_review", DisputeState::Open),
        ("won", DisputeState::Won),
        ("lost", DisputeState::Lost),
    ] {
        let object = format!(
            r#"{{"id":"dp_1","amount":1900,"currency":"usd","status":"{status}","payment_intent":{{"id":"pi_1"}},"evidence":{{}}}}"#
        );
        for kind in ["charge.dispute.created", "charge.dispute.closed", "charge.dispute.updated"] {
            let expected = Dispute { id: "dp_1".to_owned(), payment: "pi_1".to_owned(), amount: usd(1900), state };
            assert_eq!(heard(kind, &object), Ok(Some(Told::Dispute(expected))));
        }
    }
}

#[test]
fn pages_and_cards_are_told_and_the_rest_is_passed_over() {
    let paid = format!(r#"{{"id":"cs_1","mode":"payment","payment_intent":"pi_1","amount_total":1900,{OURS}}}"#);
    assert!(matches!(heard("checkout.session.completed", &paid), Ok(Some(Told::Page { payment: Some(_), .. }))));
    assert_eq!(heard("checkout.session.completed", &paid.replace("5c", "77")), Ok(None));
    let set_up = r#"{"id":"cs_2","mode":"setup","setup_intent":"seti_1","customer":"cus_1","metadata":{"deployment":"5c","account":"acme"}}"#;
    assert!(matches!(heard("checkout.session.completed", set_up), Ok(Some(Told::SetUp { .. }))));
    let gone = br#"{"id":"evt_1","type":"payment_method.detached","data":{"object":{"id":"pm_1","customer":null},
        "previous_attributes":{"customer":"cus_1"}}}"#;
    let card_gone = Told::CardGone { card: "pm_1".to_owned(), customer: "cus_1".to_owned() };
    assert_eq!(told(gone, MARK), Ok(Some(card_gone)));
    assert_eq!(heard("customer.created", "{}"), Ok(None));
    assert_eq!(heard("payment_intent.succeeded", "{}"), Err(NotTheirs::Unreadable));
    assert_eq!(told(b"{", MARK), Err(NotTheirs::Unreadable));
}
