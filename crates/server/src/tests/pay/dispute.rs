//! Disputes: credits are frozen once, put back once, whatever the order in which it is told.

use scrip_fake_stripe::Order as Kept;
use serde_json::{Value, json};

use super::{Shop, id};
use crate::tests::run;

impl Shop {
    /// Every event about disputes once more, and under other ids, the newest first.
    fn repeat_disputes(&self) {
        self.stripe.pause_webhooks();
        for kind in ["charge.dispute.created", "charge.dispute.updated", "charge.dispute.closed"] {
            for event in self.stripe.events(kind) {
                self.stripe.redeliver(&event);
                self.stripe.reissue(&event);
            }
        }
        self.stripe.release_webhooks(Kept::Last);
        self.stripe.settle();
    }
}

/// eliza #10920, #10997, #11017, #31449; fountain #1126: no clawback; a won dispute took too much; twice; in dollars.
#[test]
fn a_dispute_takes_what_is_there_and_a_won_one_gives_it_back_exactly_once() {
    run(async {
        for is_won in [true, false] {
            let shop = Shop::new().await;
            let order = shop.with_saved_card("4242424242424242").await;
            // 400 of the order's credits are spent: the monthly ones go first.
            shop.done("POST /v1/accounts/acme/spends", json!({"credits": 2900})).await;
            let dispute = shop.stripe.dispute(&shop.paid_for(&order)[0], None);
            shop.stripe.settle();
            shop.repeat_disputes();
            let held = shop.order(&id(&order)).await;
            assert_eq!((&held["status"], &held["dispute"]["status"]), (&json!("disputed"), &json!("open")), "{held}");
            assert_eq!((&held["dispute"]["credits"], shop.extra().await), (&json!(600), json!(0)));
            let refund = shop.call(&format!("POST /v1/orders/{}/refund", id(&order)), json!({})).await;
            assert_eq!(refund.code(), "order_disputed");
            let all = shop.get("/v1/disputes").await;
            assert_eq!((&all["data"][0]["id"], &all["data"][0]["order"]), (&json!(dispute), &order["id"]), "{all}");
            shop.stripe.close_dispute(&dispute, is_won);
            shop.stripe.settle();
            shop.repeat_disputes();
            let after = shop.order(&id(&order)).await;
            let (status, extra) = if is_won { ("paid", 600) } else { ("disputed", 0) };
            assert_eq!((&after["status"], shop.extra().await), (&json!(status), json!(extra)), "{after}");
            assert_eq!(shop.get("/v1/disputes").await["data"].as_array().unwrap().len(), 1);
        }
    });
}

#[test]
fn a_dispute_that_is_told_before_its_payment_or_backwards_ends_the_same() {
    run(async {
        for (is_won, extra) in [(true, 1000), (false, 0)] {
            let shop = Shop::new().await;
            shop.stripe.pause_webhooks();
            let order = shop.ordered().await;
            shop.stripe.pay(&shop.session(&order), "4242424242424242");
            let dispute = shop.stripe.dispute(&shop.paid_for(&order)[0], None);
            shop.stripe.close_dispute(&dispute, is_won);
            shop.stripe.release_webhooks(Kept::Last);
            shop.stripe.settle();
            assert_eq!(shop.extra().await, json!(extra), "won: {is_won}");
            assert_eq!(shop.made_for(&id(&order)), (1, 1));
            shop.repeat_disputes();
            assert_eq!(shop.extra().await, json!(extra), "won: {is_won}");
        }
    });
}

#[test]
fn an_inquiry_does_nothing_until_it_is_a_dispute() {
    run(async {
        let shop = Shop::new().await;
        let order = shop.with_saved_card("4242424242424242").await;
        let inquiry = shop.stripe.inquire(&shop.paid_for(&order)[0]);
        shop.stripe.settle();
        assert_eq!(shop.extra().await, json!(1000));
        assert_eq!(shop.order(&id(&order)).await["dispute"], Value::Null);
        shop.stripe.escalate(&inquiry);
        shop.stripe.settle();
        assert_eq!(shop.extra().await, json!(0));
        assert_eq!(shop.order(&id(&order)).await["status"], "disputed");
    });
}

#[test]
fn half_a_dispute_is_half_the_credits() {
    run(async {
        let shop = Shop::new().await;
        let order = shop.with_saved_card("4242424242424242").await;
        shop.stripe.dispute(&shop.paid_for(&order)[0], Some(1168));
        shop.stripe.settle();
        let left = shop.extra().await.as_f64().unwrap();
        assert!((500.0..=501.0).contains(&left), "{left}");
    });
}
