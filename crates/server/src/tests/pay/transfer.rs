//! Bank transfers: the queue by its promise, confirmed once, rejected, reported, canceled; and without any gateway.

use scrip_core::time::Span;
use serde_json::{Value, json};

use super::{Shop, id, one, total};
use crate::tests::{Stand, run};

#[test]
fn a_transfer_is_reported_confirmed_and_confirmed_again_in_vain() {
    run(async {
        let shop = Shop::new().await;
        let order = shop.done("POST /v1/accounts/acme/orders", one("transfer")).await;
        assert_eq!(order["status"], "awaiting_payment");
        assert_eq!(order["transfer"]["reference"], order["id"]);
        assert!(order["transfer"]["bank"]["iban"].is_string(), "{order}");
        assert!(order["pay_by"].is_string() && order["credits_by"].is_null(), "{order}");
        let path = |step: &str| format!("POST /v1/orders/{}/{step}", id(&order));
        let reported = shop.done(&path("report-transfer"), json!({})).await;
        assert!(reported["credits_by"].is_string(), "{reported}");
        assert_eq!(shop.extra().await, json!(0));
        let again = shop.done(&path("report-transfer"), json!({})).await;
        assert_eq!(again["credits_by"], reported["credits_by"], "the first promise stands");
        for _ in 0..2 {
            let paid = shop.done(&path("confirm-payment"), json!({"reference": "TRF 1"})).await;
            assert_eq!(paid["status"], "paid");
            shop.check_paid_once(&order, 1000).await;
        }
        assert_eq!(shop.call(&path("reject"), json!({"reason": "late"})).await.code(), "order_not_open");
        // What goes back is sent by the operator, who says so by asking for it.
        let back = shop.done(&path("refund"), json!({"credits": 500})).await;
        assert_eq!((&back["status"], &back["refunds"][0]["status"]), (&json!("refunded"), &json!("succeeded")));
        assert_eq!(shop.stripe.objects("refund").len(), 0);
    });
}

#[test]
fn the_queue_is_sorted_by_its_promise_and_holds_what_waits() {
    run(async {
        let stand = Stand::new().await;
        let mut orders = Vec::new();
        for account in ["acme", "bolt", "cato", "dino"] {
            stand.account(account, "build").await;
            let body = json!({"package": "extra-1000", "total": total(1)});
            orders.push(stand.done(&format!("POST /v1/accounts/{account}/orders"), body).await);
            stand.app.clock.pass(Span::MINUTE);
        }
        assert!(orders.iter().all(|order| order["pay_with"] == "transfer"), "no gateway, so a transfer");
        for reported in [2, 0] {
            stand.done(&format!("POST /v1/orders/{}/report-transfer", id(&orders[reported])), json!({})).await;
            stand.app.clock.pass(Span::DAY);
        }
        let queue = async |query: &str| {
            let listed = stand.done(&format!("GET /v1/orders?status=awaiting_payment{query}"), Value::Null).await;
            let ids: Vec<_> = listed["data"].as_array().unwrap().iter().map(|order| order["account"].clone()).collect();
            (ids, listed["next_cursor"].clone())
        };
        assert_eq!(queue("").await.0, [json!("cato"), json!("acme"), json!("bolt"), json!("dino")]);
        let (first, cursor) = queue("&limit=3").await;
        assert_eq!(first.len(), 3);
        assert_eq!(queue(&format!("&limit=3&after={}", cursor.as_str().unwrap())).await.0, [json!("dino")]);
        let confirm = format!("POST /v1/orders/{}/confirm-payment", id(&orders[2]));
        stand.done(&confirm, json!({"reference": "TRF 2"})).await;
        let reject = format!("POST /v1/orders/{}/reject", id(&orders[1]));
        let rejected = stand.done(&reject, json!({"reason": "a mistake"})).await;
        assert_eq!((&rejected["status"], &rejected["reason"]), (&json!("canceled"), &json!("rejected")));
        assert_eq!(queue("").await.0, [json!("acme"), json!("dino")]);
        let all = stand.done("GET /v1/orders?limit=2", Value::Null).await;
        let accounts = |listed: &Value| {
            listed["data"].as_array().unwrap().iter().map(|order| order["account"].clone()).collect::<Vec<_>>()
        };
        assert_eq!(accounts(&all), [json!("dino"), json!("cato")], "the newest first");
        let cursor = all["next_cursor"].as_str().unwrap();
        let rest = stand.done(&format!("GET /v1/orders?limit=2&after={cursor}"), Value::Null).await;
        assert_eq!((accounts(&rest), &rest["next_cursor"]), (vec![json!("bolt"), json!("acme")], &Value::Null));
        let paid = stand.done("GET /v1/orders?status=paid", Value::Null).await;
        assert_eq!(accounts(&paid), [json!("cato")]);
        assert_eq!(stand.call("GET /v1/orders?status=open", Value::Null).await.code(), "invalid_status");
        // Unpaid when it was to be paid, it waits no more.
        stand.app.clock.pass(Span::DAY.times(20));
        assert!(queue("").await.0.is_empty());
        let card = json!({"package": "extra-1000", "total": total(1), "pay_with": "card"});
        assert_eq!(stand.call("POST /v1/accounts/acme/orders", card).await.code(), "invalid_pay_with");
    });
}
