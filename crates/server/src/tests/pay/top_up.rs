//! Auto top-up: ordered by the core in the commit of a spend, charged here, off after a decline.

use scrip_fake_stripe::{Paid, Trouble};
use serde_json::{Value, json};

use super::{BACK, Shop, id};
use crate::tests::run;

const TOP_UP: &str = "/v1/accounts/acme/auto-top-up";

fn top_up() -> Value {
    json!({"threshold": 500, "package": "extra-1000", "monthly_max": {"amount": 5000, "currency": "USD"}})
}

impl Shop {
    /// Saves a card without paying.
    async fn save(&self, card: &str) {
        let setup = self.done("POST /v1/accounts/acme/payment-method/setup", json!({"return_url": BACK})).await;
        let session = setup["url"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        if matches!(self.stripe.pay(&session, card), Paid::Asks(_)) {
            self.stripe.authenticate(&session, true);
        }
        self.stripe.settle();
    }

    async fn spend_to(&self, left: i64) {
        let available = self.get("/v1/accounts/acme/balance").await["available"].as_i64().unwrap();
        self.done("POST /v1/accounts/acme/spends", json!({"credits": available - left})).await;
    }

    async fn top_ups(&self) -> Vec<Value> {
        let orders = self.get("/v1/accounts/acme/orders").await;
        orders["data"].as_array().unwrap().iter().filter(|order| order["auto_top_up"] == true).cloned().collect()
    }
}

/// lago-api #2542, #4954, #1962: a double deduction; a top-up every five minutes.
#[test]
fn too_little_orders_one_package_and_charges_it_once() {
    run(async {
        let shop = Shop::new().await;
        let refused = shop.call(&format!("PUT {TOP_UP}"), top_up()).await;
        assert_eq!(refused.code(), "invalid_payment_method", "{}", refused.text);
        shop.save("4242424242424242").await;
        let set = shop.done(&format!("PUT {TOP_UP}"), top_up()).await;
        assert_eq!((&set["threshold"], &shop.get(TOP_UP).await), (&json!(500), &set));
        shop.spend_to(400).await;
        shop.spend_to(300).await;
        assert_eq!(shop.top_ups().await.len(), 1, "one order under way");
        shop.stripe.trouble("POST /v1/payment_intents", Trouble::CutAfter, 1);
        for _ in 0..3 {
            shop.reconcile(0).await;
        }
        shop.stripe.settle();
        let orders = shop.top_ups().await;
        assert_eq!((orders.len(), &orders[0]["status"]), (1, &json!("paid")), "{orders:?}");
        assert_eq!(shop.paid_for(&orders[0]).len(), 1);
        shop.check_paid_once(&orders[0], 1000).await;
        // The month's money is 50.00: two packages of 23.37, no third.
        for _ in 0..2 {
            shop.spend_to(100).await;
            shop.reconcile(0).await;
        }
        assert_eq!(shop.top_ups().await.len(), 2);
        shop.done(&format!("DELETE {TOP_UP}"), Value::Null).await;
        assert_eq!(shop.call(&format!("GET {TOP_UP}"), Value::Null).await.code(), "not_found");
    });
}

#[test]
fn a_decline_or_a_question_of_the_bank_switches_it_off() {
    run(async {
        for (card, reason) in [("4000000000000341", "generic_decline"), ("4000002760003184", "authentication_required")]
        {
            let shop = Shop::new().await;
            shop.save(card).await;
            shop.done(&format!("PUT {TOP_UP}"), top_up()).await;
            shop.spend_to(400).await;
            shop.reconcile(0).await;
            let orders = shop.top_ups().await;
            assert_eq!((orders.len(), &orders[0]["status"]), (1, &json!("canceled")), "{reason}: {orders:?}");
            assert_eq!(shop.call(&format!("GET {TOP_UP}"), Value::Null).await.code(), "not_found", "{reason}");
            shop.spend_to(100).await;
            shop.reconcile(0).await;
            assert_eq!((shop.top_ups().await.len(), shop.paid_for(&orders[0]).len()), (1, 0), "{reason}");
            assert_eq!(shop.extra().await, json!(0), "{}", id(&orders[0]));
        }
    });
}
