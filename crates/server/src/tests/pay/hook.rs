//! The webhook's door: who is not Stripe is not heard; what is not ours, or nothing to us, is passed over with 200.

use scrip_fake_stripe::signature;
use serde_json::{Value, json};

use super::{Shop, id};
use crate::tests::run;

fn now(shop: &Shop) -> i64 {
    shop.app().clock.now().micros() / 1_000_000
}

/// What is changed of a payment.
type Change = fn(&mut Value);

/// An event about a payment of an order, with what differs.
fn event(shop: &Shop, order: &Value, change: impl Fn(&mut Value)) -> String {
    let session = shop.stripe.object("checkout.session", &shop.session(order));
    let deployment = session["metadata"]["deployment"].clone();
    let mut intent = json!({
        "id": "pi_0001", "object": "payment_intent", "amount": 2337, "amount_received": 2337, "currency": "usd",
        "status": "succeeded", "metadata": {"order": order["id"], "deployment": deployment},
    });
    change(&mut intent);
    json!({"id": "evt_0001", "object": "event", "type": "payment_intent.succeeded", "data": {"object": intent}})
        .to_string()
}

#[test]
fn who_does_not_know_the_secret_grants_nothing() {
    run(async {
        let shop = Shop::new().await;
        let order = shop.ordered().await;
        let body = event(&shop, &order, |_| {});
        let secret = shop.sites[0].endpoint.secret.clone();
        let good = |at: i64| signature(&body, at, &[&secret]);
        let at = now(&shop);
        for (what, signed, sent) in [
            ("another secret", signature(&body, at, &["whsec_other"]), body.clone()),
            ("no signature", String::new(), body.clone()),
            ("six minutes old", good(at - 360), body.clone()),
            ("of tomorrow", good(at + 86_400), body.clone()),
            ("another body", good(at), body.replace("2337", "2338")),
            ("a blank more", good(at), format!("{body} ")),
        ] {
            assert_eq!(shop.post_event(0, &signed, &sent).await, 400, "{what}");
            assert_eq!(shop.extra().await, json!(0), "{what}");
        }
        assert_eq!(shop.post_event(0, &good(at), &body).await, 200);
        shop.check_paid_once(&order, 1000).await;
    });
}

#[test]
fn money_that_differs_grants_nothing() {
    run(async {
        let shop = Shop::new().await;
        let order = shop.ordered().await;
        let secret = shop.sites[0].endpoint.secret.clone();
        let rows: [(&str, Change); 6] = [
            ("a cent too little", |intent| intent["amount_received"] = json!(2336)),
            ("too much", |intent| intent["amount_received"] = json!(233_700)),
            ("another currency", |intent| intent["currency"] = json!("pln")),
            ("another deployment", |intent| intent["metadata"]["deployment"] = json!("000000000000")),
            ("no such order", |intent| intent["metadata"]["order"] = json!("ord_0000000900000009")),
            ("not paid yet", |intent| intent["status"] = json!("processing")),
        ];
        for (what, change) in rows {
            let body = event(&shop, &order, change);
            let signed = signature(&body, now(&shop), &[&secret]);
            assert_eq!(shop.post_event(0, &signed, &body).await, 200, "{what}");
            assert_eq!(shop.extra().await, json!(0), "{what}");
            assert_eq!(shop.order(&id(&order)).await["status"], "pending", "{what}");
        }
    });
}

/// Money for an order that is not the order's amount: never granted, never lost. It goes back, the buyer gets another page.
#[test]
fn a_payment_of_another_amount_goes_back_and_the_order_waits_on() {
    run(async {
        let shop = Shop::new().await;
        let order = shop.ordered().await;
        let page = shop.session(&order);
        shop.stripe.overcharge(&page, 2999);
        shop.stripe.pay(&page, "4242424242424242");
        shop.stripe.settle();
        for _ in 0..2 {
            shop.reconcile(0).await;
        }
        shop.stripe.settle();
        let after = shop.order(&id(&order)).await;
        let paid = shop.stripe.objects("payment_intent")[0]["id"].clone();
        let over = json!([{"reference": paid, "amount": {"amount": 2999, "currency": "USD"}, "status": "succeeded"}]);
        assert_eq!((&after["status"], &after["overpaid"], shop.extra().await), (&json!("pending"), &over, json!(0)));
        let refunds = shop.stripe.objects("refund");
        assert_eq!((refunds.len(), &refunds[0]["amount"], &refunds[0]["payment_intent"]), (1, &json!(2999), &paid));
        let events = shop.get("/v1/events").await;
        let told = events["data"].as_array().unwrap().iter().filter(|event| event["type"] == "order.overpaid");
        assert_eq!(told.count(), 1, "{events}");
        // On the other page it is paid.
        let next = shop.session(&order);
        assert!(next != page && after["url"] != order["url"], "{after}");
        shop.stripe.pay(&next, "4242424242424242");
        shop.stripe.settle();
        assert_eq!((&shop.order(&id(&order)).await["status"], shop.extra().await), (&json!("paid"), json!(1000)));
    });
}

/// Where the gateway will not send it back, the order says so to the operator; so does one that is paid by transfer twice.
#[test]
fn what_the_gateway_cannot_send_back_is_an_operators_task() {
    run(async {
        let shop = Shop::new().await;
        let order = shop.ordered().await;
        let page = shop.session(&order);
        shop.stripe.overcharge(&page, 2999);
        shop.stripe.refunds(scrip_fake_stripe::Refunds::Refuse);
        shop.stripe.pay(&page, "4242424242424242");
        shop.stripe.settle();
        shop.reconcile(0).await;
        assert_eq!(shop.order(&id(&order)).await["overpaid"][0]["status"], "by_hand");
        let order = shop.done("POST /v1/accounts/acme/orders", super::one("transfer")).await;
        for reference in ["a", "b"] {
            let confirm = format!("POST /v1/orders/{}/confirm-payment", id(&order));
            shop.done(&confirm, json!({"reference": reference})).await;
        }
        shop.reconcile(0).await;
        let over = json!([{"reference": "b", "amount": super::total(1), "status": "by_hand"}]);
        let after = shop.order(&id(&order)).await;
        assert_eq!((&after["status"], &after["overpaid"]), (&json!("paid"), &over));
        assert!(shop.stripe.objects("refund").is_empty());
    });
}

#[test]
fn what_says_nothing_to_us_is_passed_over() {
    run(async {
        let shop = Shop::new().await;
        let secret = shop.sites[0].endpoint.secret.clone();
        for (body, status) in [
            (r#"{"id":"evt_1","type":"customer.created","data":{"object":{"id":"cus_1"}}}"#, 200),
            (r#"{"id":"evt_1","type":"some.day.invented","data":{"object":{}}}"#, 200),
            (
                r#"{"id":"evt_1","type":"charge.dispute.created","data":{"object":{"id":"dp_1","amount":1,"currency":"usd","status":"needs_response","payment_intent":"pi_nobody"}}}"#,
                200,
            ),
            (
                r#"{"id":"evt_1","type":"refund.created","data":{"object":{"id":"re_1","amount":1,"currency":"usd","status":"succeeded","payment_intent":"pi_nobody"}}}"#,
                200,
            ),
            (
                r#"{"id":"evt_1","type":"payment_method.detached","data":{"object":{"id":"pm_1"},"previous_attributes":{"customer":"cus_nobody"}}}"#,
                200,
            ),
            (r#"{"id":"evt_1"}"#, 400),
            ("[]", 400),
        ] {
            let signed = signature(body, now(&shop), &[&secret]);
            assert_eq!(shop.post_event(0, &signed, body).await, status, "{body}");
        }
        let silent = crate::tests::Stand::new().await;
        let reply = silent.call("POST /v1/payments/stripe/webhook", json!({})).await;
        assert_eq!(reply.status, 404, "no gateway, no webhook: {}", reply.text);
    });
}

#[test]
fn a_webhook_that_could_not_be_kept_is_not_acknowledged() {
    run(async {
        let shop = Shop::new().await;
        let order = shop.ordered().await;
        shop.app().ledger.pause("a test");
        let body = event(&shop, &order, |_| {});
        let signed = signature(&body, now(&shop), &[&shop.sites[0].endpoint.secret]);
        assert_eq!(shop.post_event(0, &signed, &body).await, 503);
        shop.app().ledger.resume();
        assert_eq!(shop.post_event(0, &signed, &body).await, 200, "told again, it is heard");
        shop.check_paid_once(&order, 1000).await;
    });
}
