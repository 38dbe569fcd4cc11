//! Witnesses of a payment: our own answer, the webhook, the reconciler, the operator. Each alone grants; all of them once.

use scrip_fake_stripe::{Mishap, Order as Kept, Trouble};
use serde_json::json;

use super::{Shop, id, one};
use crate::tests::run;

/// What may say that an order was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Witness {
    Intent,
    Page,
    Reconciler,
    Operator,
}

use Witness::{Intent, Operator, Page, Reconciler};

async fn say(shop: &Shop, order: &serde_json::Value, witness: Witness) {
    let event = |kind: &str| {
        let events = shop.stripe.events(kind);
        events.last().unwrap_or_else(|| panic!("no {kind}")).clone()
    };
    match witness {
        Intent => {
            let (body, signature) = shop.stripe.signed(&shop.sites[0].endpoint, &event("payment_intent.succeeded"));
            assert_eq!(shop.post_event(0, &signature, &body).await, 200);
        }
        Page => {
            let (body, signature) = shop.stripe.signed(&shop.sites[0].endpoint, &event("checkout.session.completed"));
            assert_eq!(shop.post_event(0, &signature, &body).await, 200);
        }
        Reconciler => shop.reconcile(0).await,
        Operator => {
            let reference = shop.paid_for(order).remove(0);
            let call = format!("POST /v1/orders/{}/confirm-payment", id(order));
            shop.done(&call, json!({"reference": reference})).await;
        }
    }
}

#[test]
fn each_witness_alone_grants_and_all_in_every_order_grant_once() {
    run(async {
        let shop = Shop::new().await;
        let all = [Intent, Page, Reconciler, Operator];
        let mut rows: Vec<Vec<Witness>> = all.iter().map(|witness| vec![*witness]).collect();
        for a in all {
            for b in all.into_iter().filter(|b| *b != a) {
                for c in all.into_iter().filter(|c| *c != a && *c != b) {
                    for d in all.into_iter().filter(|d| *d != a && *d != b && *d != c) {
                        rows.push(vec![a, b, c, d, a, d]);
                    }
                }
            }
        }
        assert_eq!(rows.len(), 28);
        for (row, extra) in rows.iter().zip(1_i64..) {
            shop.stripe.pause_webhooks();
            let order = shop.ordered().await;
            assert_eq!(shop.extra().await, json!((extra - 1) * 1000), "the order alone grants nothing");
            shop.stripe.pay(&shop.session(&order), "4242424242424242");
            for witness in row {
                say(&shop, &order, *witness).await;
                shop.check_paid_once(&order, extra * 1000).await;
            }
            // Whatever was kept back comes after all.
            shop.stripe.release_webhooks(Kept::Last);
            shop.stripe.settle();
            shop.check_paid_once(&order, extra * 1000).await;
        }
    });
}

/// open-saas #688, vm0 #10668, opencode #28402: a replayed webhook, or the same payment under another event's id, gave
/// the credits again.
#[test]
fn the_same_payment_replayed_or_under_another_events_id_grants_once() {
    run(async {
        let shop = Shop::new().await;
        shop.stripe.mishap("payment_intent.succeeded", Mishap::OtherId, 1);
        shop.stripe.mishap("checkout.session.completed", Mishap::Twice, 1);
        let order = shop.ordered().await;
        shop.stripe.pay(&shop.session(&order), "4242424242424242");
        shop.stripe.settle();
        shop.check_paid_once(&order, 1000).await;
        for kind in ["payment_intent.succeeded", "checkout.session.completed"] {
            for event in shop.stripe.events(kind) {
                shop.stripe.redeliver(&event);
                shop.stripe.redeliver(&shop.stripe.reissue(&event));
            }
        }
        shop.stripe.settle();
        shop.check_paid_once(&order, 1000).await;
        let delivered = shop.stripe.delivered();
        assert!(delivered.iter().all(|one| one.status == Some(200)), "{delivered:?}");
        assert!(delivered.iter().filter(|one| one.kind == "payment_intent.succeeded").count() >= 6);
    });
}

#[test]
fn a_payment_of_a_canceled_order_makes_it_paid() {
    run(async {
        let shop = Shop::new().await;
        shop.stripe.mishap("*", Mishap::Keep, 100);
        let order = shop.ordered().await;
        shop.stripe.pay(&shop.session(&order), "4242424242424242");
        let canceled = shop.done(&format!("POST /v1/orders/{}/cancel", id(&order)), json!({})).await;
        assert_eq!((&canceled["status"], &canceled["reason"]), (&json!("canceled"), &json!("canceled_by_buyer")));
        shop.stripe.release_webhooks(Kept::First);
        shop.stripe.settle();
        shop.check_paid_once(&order, 1000).await;
    });
}

#[test]
fn nobody_pays_on_the_page_of_a_canceled_order() {
    run(async {
        let shop = Shop::new().await;
        let order = shop.ordered().await;
        shop.done(&format!("POST /v1/orders/{}/cancel", id(&order)), json!({})).await;
        let session = shop.stripe.object("checkout.session", &shop.session(&order));
        assert_eq!(session["status"], "expired");
        // And where the gateway did not answer, the reconciler closes it.
        let order = shop.ordered().await;
        shop.stripe.trouble("POST /v1/checkout/sessions/*/expire", Trouble::ErrorBefore(500), 1);
        shop.done(&format!("POST /v1/orders/{}/cancel", id(&order)), json!({})).await;
        assert_eq!(shop.stripe.object("checkout.session", &shop.session(&order))["status"], "open");
        shop.reconcile(0).await;
        assert_eq!(shop.stripe.object("checkout.session", &shop.session(&order))["status"], "expired");
    });
}

/// A second payment grants nothing and is sent back.
#[test]
fn what_is_paid_twice_goes_back_once() {
    run(async {
        let shop = Shop::new().await;
        let order = shop.ordered().await;
        // The operator sees a transfer of it, and the buyer pays on the page all the same.
        shop.stripe.trouble("POST /v1/checkout/sessions/*/expire", Trouble::ErrorBefore(500), 2);
        let confirm = format!("POST /v1/orders/{}/confirm-payment", id(&order));
        shop.done(&confirm, json!({"reference": "TRF 77/1"})).await;
        shop.check_paid_once(&order, 1000).await;
        shop.stripe.pay(&shop.session(&order), "4242424242424242");
        shop.stripe.settle();
        shop.check_paid_once(&order, 1000).await;
        for _ in 0..2 {
            shop.reconcile(0).await;
        }
        shop.stripe.settle();
        let refunds = shop.stripe.objects("refund");
        assert_eq!(refunds.len(), 1, "{refunds:?}");
        assert_eq!(refunds[0]["payment_intent"], json!(shop.paid_for(&order)[0]));
        assert_eq!(refunds[0]["amount"], 2337);
        shop.check_paid_once(&order, 1000).await;
        let order = shop.order(&id(&order)).await;
        assert_eq!((&order["refunded_credits"], &order["refunds"]), (&json!(0), &json!([])), "none of the order's own");
    });
}

#[test]
fn two_people_are_two_orders_and_a_double_click_is_one() {
    run(async {
        let shop = Shop::new().await;
        shop.with_saved_card("4242424242424242").await;
        let (call, body) = ("POST /v1/accounts/acme/orders", one("saved"));
        let click = || shop.send(0, crate::tests::OPERATOR, call, "click", &body);
        let (a, b, c) = tokio::join!(click(), click(), click());
        let ids: std::collections::BTreeSet<_> = [&a, &b, &c].map(|reply| id(&reply.body)).into_iter().collect();
        assert_eq!((ids.len(), [a.status, b.status, c.status]), (1, [201; 3]));
        assert_eq!((&a.text, &b.text), (&b.text, &c.text));
        assert_eq!(shop.paid_for(&a.body).len(), 1);
        let (a, b) = tokio::join!(shop.call(call, body.clone()), shop.call(call, body.clone()));
        assert_ne!(id(&a.body), id(&b.body));
        shop.stripe.settle();
        assert_eq!(shop.extra().await, json!(4000));
    });
}
