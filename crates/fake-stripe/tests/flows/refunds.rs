//! Refunds and disputes: whole and part, waiting, failing, refused; opened, won, lost, an inquiry and what it becomes.

use scrip_fake_stripe::{FakeStripe, Refunds};
use serde_json::json;

use crate::client::{get, id, paid, post};

#[test]
fn parts_of_a_charge_go_back_and_never_more() {
    let stripe = FakeStripe::start();
    let intent = paid(&stripe, "pm_card_visa");
    let refund = |more: &str| post(&stripe, "refunds", &format!("payment_intent={intent}{more}"));
    let part = refund("&amount=900&reason=requested_by_customer&metadata[order]=ord_1").ok();
    assert_eq!((&part["status"], &part["amount"]), (&json!("succeeded"), &json!(900)));
    assert_eq!(refund("&amount=1001").status, 400);
    assert_eq!(refund("").ok()["amount"], 1000);
    assert_eq!(refund("").fault(), (400, "invalid_request_error", "charge_already_refunded"));
    let charge = &stripe.objects("charge")[0];
    assert_eq!((&charge["amount_refunded"], &charge["refunded"]), (&json!(1900), &json!(true)));
    let listed = get(&stripe, "refunds", &format!("payment_intent={intent}")).ok();
    assert_eq!(listed["data"].as_array().unwrap().len(), 2);
    assert_eq!(stripe.events("refund.created").len(), 2);
    let open = id(&post(&stripe, "payment_intents", "amount=1900&currency=usd").ok());
    assert_eq!(post(&stripe, "refunds", &format!("payment_intent={open}")).status, 400, "nothing was paid");
}

#[test]
fn a_refund_waits_and_ends_either_way() {
    let stripe = FakeStripe::start();
    for (mode, is_done, status, refunded) in [
        (Refunds::Wait, true, "succeeded", 1900),
        (Refunds::Wait, false, "failed", 0),
        (Refunds::WaitForBalance, true, "succeeded", 1900),
        (Refunds::Succeed, false, "failed", 0),
    ] {
        stripe.refunds(mode);
        let intent = paid(&stripe, "pm_card_visa");
        let refund = post(&stripe, "refunds", &format!("payment_intent={intent}")).ok();
        let first = if mode == Refunds::Succeed { "succeeded" } else { "pending" };
        assert_eq!(refund["status"], first);
        assert_eq!(refund["pending_reason"] == "insufficient_funds", mode == Refunds::WaitForBalance);
        stripe.end_refund(&id(&refund), is_done);
        let ended = get(&stripe, &format!("refunds/{}", id(&refund)), "expand[]=charge").ok();
        assert_eq!((&ended["status"], &ended["charge"]["amount_refunded"]), (&json!(status), &json!(refunded)));
        assert_eq!(ended["failure_reason"].is_string(), !is_done);
    }
    assert_eq!(stripe.events("refund.failed").len(), 2);
    stripe.refunds(Refunds::Refuse);
    let intent = paid(&stripe, "pm_card_visa");
    let refused = post(&stripe, "refunds", &format!("payment_intent={intent}"));
    assert_eq!(refused.fault(), (400, "invalid_request_error", "balance_insufficient"));
}

#[test]
fn refunds_of_their_own_cards_and_of_the_dashboard() {
    let stripe = FakeStripe::start();
    let intent = paid(&stripe, "pm_card_refundFail");
    let answered = post(&stripe, "refunds", &format!("payment_intent={intent}")).ok();
    assert_eq!(answered["status"], "succeeded", "and then the bank sends it back");
    assert_eq!(stripe.object("refund", &id(&answered))["status"], "failed");
    let intent = paid(&stripe, "pm_card_pendingRefund");
    assert_eq!(post(&stripe, "refunds", &format!("payment_intent={intent}")).ok()["status"], "pending");
    let intent = paid(&stripe, "pm_card_visa");
    let foreign = stripe.refund(&intent, Some(100));
    assert_eq!(stripe.object("refund", &foreign)["metadata"], json!({}));
}

#[test]
fn a_dispute_is_won_or_lost_and_blocks_refunds_until_it_is_won() {
    for (is_won, status, may_refund) in [(true, "won", true), (false, "lost", false)] {
        let stripe = FakeStripe::start();
        let intent = paid(&stripe, "pm_card_visa");
        let dispute = stripe.dispute(&intent, None);
        assert_eq!(stripe.object("dispute", &dispute)["status"], "needs_response");
        let refund = || post(&stripe, "refunds", &format!("payment_intent={intent}"));
        assert_eq!(refund().fault().2, "charge_disputed");
        stripe.close_dispute(&dispute, is_won);
        let read = get(&stripe, &format!("disputes/{dispute}"), "expand[]=payment_intent").ok();
        assert_eq!((&read["status"], &read["payment_intent"]["id"]), (&json!(status), &json!(intent)));
        assert_eq!(refund().status == 200, may_refund);
        assert_eq!(stripe.events("charge.dispute.created").len(), 1);
        assert_eq!(stripe.events("charge.dispute.funds_withdrawn").len(), 1);
        assert_eq!(stripe.events("charge.dispute.closed").len(), 1);
        assert_eq!(stripe.events("charge.dispute.funds_reinstated").len(), usize::from(is_won));
    }
}

#[test]
fn an_inquiry_moves_nothing_until_it_is_a_dispute() {
    let stripe = FakeStripe::start();
    let quiet = stripe.inquire(&paid(&stripe, "pm_card_visa"));
    assert_eq!(stripe.object("dispute", &quiet)["status"], "warning_needs_response");
    stripe.close_dispute(&quiet, true);
    assert_eq!(stripe.object("dispute", &quiet)["status"], "warning_closed");
    let loud = stripe.inquire(&paid(&stripe, "pm_card_visa"));
    assert_eq!(stripe.events("charge.dispute.funds_withdrawn").len(), 0);
    stripe.escalate(&loud);
    assert_eq!(stripe.object("dispute", &loud)["status"], "needs_response");
    assert_eq!(stripe.events("charge.dispute.funds_withdrawn").len(), 1);
    let answered = post(&stripe, &format!("disputes/{loud}"), "evidence[uncategorized_text]=winning_evidence").ok();
    assert_eq!(answered["status"], "won");
    for (card, status) in
        [("pm_card_createDispute", "needs_response"), ("pm_card_createDisputeInquiry", "warning_needs_response")]
    {
        let stripe = FakeStripe::start();
        paid(&stripe, card);
        assert_eq!(stripe.objects("dispute")[0]["status"], status, "{card}");
    }
}
