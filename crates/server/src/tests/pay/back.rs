//! Money goes back: refunds that succeed, fail, wait, are made at the gateway; credits are taken once and put back exactly.

use scrip_fake_stripe::{Refunds, Trouble};
use serde_json::{Value, json};

use super::{Shop, id};
use crate::tests::{OPERATOR, run};

impl Shop {
    async fn refund(&self, order: &Value, body: Value) -> super::Reply {
        self.call(&format!("POST /v1/orders/{}/refund", id(order)), body).await
    }

    async fn spend(&self, credits: i64) {
        // Monthly credits go first: 2,500 of them.
        self.done("POST /v1/accounts/acme/spends", json!({"credits": credits})).await;
    }
}

#[test]
fn what_is_unspent_goes_back() {
    run(async {
        let shop = Shop::new().await;
        let order = shop.with_saved_card("4242424242424242").await;
        shop.spend(2600).await;
        let part = shop.refund(&order, json!({"credits": 300})).await;
        assert_eq!((part.status, &part.body["status"]), (200, &json!("refunded")), "{}", part.text);
        // floor(2337 × 300 / 1000).
        assert_eq!(part.body["refunds"][0]["amount"], json!({"amount": 701, "currency": "USD"}));
        assert_eq!(part.body["refunds"][0]["status"], "succeeded");
        assert_eq!(shop.extra().await, json!(600));
        let rest = shop.refund(&order, json!({})).await;
        assert_eq!(rest.body["refunded_credits"], json!(900), "{}", rest.text);
        assert_eq!(shop.extra().await, json!(0));
        let sent: Vec<_> = shop.stripe.objects("refund").iter().map(|refund| refund["amount"].clone()).collect();
        assert_eq!(sent, [json!(701), json!(2103 - 701)]);
        assert_eq!(shop.refund(&order, json!({})).await.code(), "nothing_to_refund");
        shop.stripe.settle();
        assert_eq!(shop.order(&id(&order)).await["refunds"].as_array().unwrap().len(), 2);
    });
}

#[test]
fn the_same_refund_asked_again_is_one() {
    run(async {
        let shop = Shop::new().await;
        let order = shop.with_saved_card("4242424242424242").await;
        let call = format!("POST /v1/orders/{}/refund", id(&order));
        let ask = || shop.send(0, OPERATOR, &call, "back", &Value::Null);
        let (a, b) = tokio::join!(ask(), ask());
        let c = ask().await;
        assert_eq!([a.status, b.status, c.status], [200; 3], "{} {}", a.text, b.text);
        assert_eq!((&a.text, &b.text), (&b.text, &c.text));
        assert!(c.is_replayed);
        assert_eq!(shop.stripe.objects("refund").len(), 1);
    });
}

#[test]
fn a_refund_that_the_gateway_refuses_puts_everything_back() {
    run(async {
        let shop = Shop::new().await;
        let order = shop.with_saved_card("4242424242424242").await;
        shop.stripe.refunds(Refunds::Wait);
        let begun = shop.refund(&order, json!({})).await;
        assert_eq!(begun.body["refunds"][0]["status"], "pending", "{}", begun.text);
        assert_eq!((&begun.body["status"], shop.extra().await), (&json!("paid"), json!(0)));
        let refund = shop.stripe.objects("refund")[0]["id"].as_str().unwrap().to_owned();
        shop.reconcile(0).await;
        assert_eq!(shop.extra().await, json!(0), "it still waits");
        shop.stripe.end_refund(&refund, false);
        shop.stripe.settle();
        shop.reconcile(0).await;
        assert_eq!(shop.extra().await, json!(1000));
        let after = shop.order(&id(&order)).await;
        assert_eq!((&after["status"], &after["refunds"][0]["status"]), (&json!("paid"), &json!("failed")));
    });
}

/// An order whose refund is done: ours, or one that was made at the gateway.
async fn refunded(is_foreign: bool) -> (Shop, Value) {
    let shop = Shop::new().await;
    let order = shop.with_saved_card("4242424242424242").await;
    if is_foreign {
        shop.stripe.refund(&shop.paid_for(&order).remove(0), None);
    } else {
        shop.refund(&order, json!({})).await;
    }
    shop.stripe.settle();
    (shop, order)
}

/// The bank sends the money back, days after the gateway said that it had gone: the card for it, and one told by and by.
#[test]
fn a_refund_that_fails_after_it_was_done_stands_no_more() {
    run(async {
        for is_foreign in [false, true] {
            let (shop, order) = refunded(is_foreign).await;
            let done = shop.order(&id(&order)).await;
            assert_eq!((&done["status"], shop.extra().await), (&json!("refunded"), json!(0)), "{done}");
            let refund = shop.stripe.objects("refund")[0]["id"].as_str().unwrap().to_owned();
            shop.stripe.end_refund(&refund, false);
            shop.stripe.settle();
            // Older news of it, delivered after the newest, under other ids too.
            for event in ["refund.created", "refund.updated"].iter().flat_map(|kind| shop.stripe.events(kind)) {
                shop.stripe.redeliver(&event);
                shop.stripe.reissue(&event);
            }
            shop.stripe.settle();
            let after = shop.order(&id(&order)).await;
            assert_eq!(
                (&after["status"], &after["refunds"][0]["status"]),
                (&json!("paid"), &json!("failed")),
                "{after}"
            );
            assert_eq!((shop.extra().await, &after["refunded_credits"]), (json!(1000), &json!(0)));
            let papers = shop.get("/v1/accounts/acme/invoices").await;
            let shown: Vec<_> = papers["data"].as_array().unwrap().iter().map(paper).collect();
            let year = &papers["data"][0]["number"].as_str().unwrap()[..4];
            let expected = [
                "invoice 2337 paid".to_owned(),
                format!("credit_note 2337 canceled takes {year}-00001"),
                format!("invoice 2337 paid takes {year}-00002"),
            ];
            assert_eq!(shown, expected, "{papers}");
            let events = shop.get("/v1/events").await;
            let told = events["data"].as_array().unwrap().iter().filter(|event| event["type"] == "order.refunded");
            let told: Vec<_> = told.map(|event| event["data"]["details"]["refund_status"].clone()).collect();
            assert_eq!(told, ["failed", "succeeded"], "{events}");
            // The money is the seller's again: it may be refunded anew.
            let again = shop.refund(&order, json!({})).await;
            assert_eq!(again.body["refunds"][1]["status"], "succeeded", "{}", again.text);
        }
    });
}

fn paper(paper: &Value) -> String {
    let takes = paper["corrects"].as_str().map(|number| format!(" takes {number}")).unwrap_or_default();
    format!(
        "{} {} {}{takes}",
        paper["kind"].as_str().unwrap(),
        paper["total"]["amount"],
        paper["status"].as_str().unwrap()
    )
}

/// The bank sends it back when no webhook arrives any more: the reconciler looks at what is done too, and not for ever.
#[test]
fn a_refund_that_fails_late_and_unheard_is_found() {
    run(async {
        for is_foreign in [false, true] {
            let (shop, order) = refunded(is_foreign).await;
            // While it stands nothing changes, and it is asked after again.
            for _ in 0..2 {
                shop.reconcile(0).await;
                let done = shop.order(&id(&order)).await;
                assert_eq!((&done["status"], shop.extra().await), (&json!("refunded"), json!(0)), "{done}");
            }
            let refund = shop.stripe.objects("refund")[0]["id"].as_str().unwrap().to_owned();
            shop.stripe.pause_webhooks();
            shop.stripe.end_refund(&refund, false);
            shop.stripe.lose_webhooks();
            shop.stripe.trouble(&format!("GET /v1/refunds/{refund}"), Trouble::ErrorBefore(500), 9);
            shop.reconcile(0).await;
            assert_eq!(shop.extra().await, json!(0), "nothing is known yet");
            shop.stripe.no_trouble();
            shop.reconcile(0).await;
            let after = shop.order(&id(&order)).await;
            assert_eq!(after["refunds"][0]["status"], "failed", "foreign: {is_foreign}: {after}");
            assert_eq!((&after["status"], shop.extra().await), (&json!("paid"), json!(1000)));
            // What has ended is asked after no more.
            shop.reconcile(0).await;
            let waits = shop.app().ledger.docs(scrip_store::DocKind::Payment, "wait/", "", 100).unwrap();
            assert!(waits.iter().all(|(key, _)| !key.contains("returned")), "{waits:?}");
        }
    });
}

/// A refund made at the gateway that failed before its first news arrived takes nothing.
#[test]
fn old_news_of_a_refund_that_has_failed_takes_nothing() {
    run(async {
        let shop = Shop::new().await;
        let order = shop.with_saved_card("4242424242424242").await;
        shop.stripe.pause_webhooks();
        shop.stripe.refund(&shop.paid_for(&order).remove(0), None);
        let refund = shop.stripe.objects("refund")[0]["id"].as_str().unwrap().to_owned();
        shop.stripe.end_refund(&refund, false);
        shop.stripe.release_webhooks(scrip_fake_stripe::Order::Last);
        shop.stripe.settle();
        let after = shop.order(&id(&order)).await;
        assert_eq!((&after["refunds"], shop.extra().await), (&json!([]), json!(1000)), "{after}");
    });
}

#[test]
fn a_refund_that_waits_is_told_or_found() {
    run(async {
        for is_told in [true, false] {
            let shop = Shop::new().await;
            let order = shop.with_saved_card("4242424242424242").await;
            shop.stripe.refunds(Refunds::Wait);
            shop.refund(&order, json!({})).await;
            let refund = shop.stripe.objects("refund")[0]["id"].as_str().unwrap().to_owned();
            shop.stripe.pause_webhooks();
            shop.stripe.end_refund(&refund, true);
            if is_told {
                shop.stripe.release_webhooks(scrip_fake_stripe::Order::Last);
                shop.stripe.settle();
            } else {
                shop.stripe.lose_webhooks();
                shop.reconcile(0).await;
            }
            let after = shop.order(&id(&order)).await;
            assert_eq!(after["refunds"][0]["status"], "succeeded", "told: {is_told}: {after}");
            assert_eq!((&after["status"], shop.extra().await), (&json!("refunded"), json!(0)));
        }
    });
}

#[test]
fn a_refund_whose_answer_was_lost_is_made_once() {
    run(async {
        for trouble in [Trouble::ErrorBefore(500), Trouble::ErrorAfter(502), Trouble::CutAfter, Trouble::CutBefore] {
            let shop = Shop::new().await;
            let order = shop.with_saved_card("4242424242424242").await;
            shop.stripe.pause_webhooks();
            shop.stripe.trouble("POST /v1/refunds", trouble, 1);
            let begun = shop.refund(&order, json!({})).await;
            assert_eq!(begun.body["refunds"][0]["status"], "pending", "{trouble:?}: {}", begun.text);
            shop.reconcile(0).await;
            let after = shop.order(&id(&order)).await;
            assert_eq!(after["refunds"][0]["status"], "succeeded", "{trouble:?}: {after}");
            assert_eq!(shop.stripe.objects("refund").len(), 1, "{trouble:?}");
        }
    });
}

/// Somebody refunds in the gateway's own pages: the credits go with the money, by the refund's own amount.
#[test]
fn a_refund_made_at_the_gateway_takes_its_share_once() {
    run(async {
        let shop = Shop::new().await;
        let order = shop.with_saved_card("4242424242424242").await;
        let payment = shop.paid_for(&order).remove(0);
        shop.stripe.refund(&payment, Some(1168));
        shop.stripe.settle();
        for kind in ["refund.created", "refund.updated", "charge.refunded"] {
            for event in shop.stripe.events(kind) {
                shop.stripe.redeliver(&event);
                shop.stripe.reissue(&event);
            }
        }
        shop.stripe.settle();
        let after = shop.order(&id(&order)).await;
        assert_eq!(after["refunds"].as_array().unwrap().len(), 1, "{after}");
        assert_eq!(after["refunds"][0]["amount"]["amount"], 1168);
        let left = shop.extra().await.as_f64().unwrap();
        assert!((500.0..=501.0).contains(&left), "{left}");
        shop.stripe.refund(&payment, None);
        shop.stripe.settle();
        let after = shop.order(&id(&order)).await;
        assert_eq!((after["refunds"].as_array().unwrap().len(), shop.extra().await), (2, json!(0)), "{after}");
    });
}
