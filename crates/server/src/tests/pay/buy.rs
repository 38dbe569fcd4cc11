//! A buyer buys: on the gateway's page, with the saved card, again, declined, asked by the bank.

use scrip_fake_stripe::Paid;
use serde_json::{Value, json};

use super::{BACK, Shop, id, one, total};
use crate::tests::{OPERATOR, run};

#[test]
fn a_card_is_paid_with_on_the_gateways_page_and_saved() {
    run(async {
        let shop = Shop::new().await;
        let offers = shop.get("/v1/accounts/acme/offers").await;
        assert_eq!(offers["packages"][0]["total"], total(1), "{offers}");
        assert_eq!(offers["pay_with"], json!(["card", "transfer"]));
        let three = shop.get("/v1/accounts/acme/offers?quantity=3").await;
        assert_eq!((&three["packages"][0]["total"], &three["packages"][0]["credits"]), (&total(3), &json!(3000)));
        for wrong in ["0", "1001", "1.5", "many"] {
            let said = shop.call(&format!("GET /v1/accounts/acme/offers?quantity={wrong}"), Value::Null).await;
            assert_eq!((said.status, said.code()), (422, "invalid_quantity".to_owned()), "{wrong}: {}", said.text);
        }
        assert_eq!(shop.call("GET /v1/accounts/acme/payment-method", Value::Null).await.code(), "not_found");
        let order = shop.ordered().await;
        assert_eq!((&order["status"], &order["pay_with"]), (&json!("pending"), &json!("card")));
        assert!(order["url"].as_str().unwrap().starts_with(shop.stripe.url()), "{order}");
        assert_eq!(shop.extra().await, json!(0));
        // The browser comes back; nothing has been paid, so nothing is granted.
        let session = shop.session(&order);
        assert!(matches!(shop.stripe.pay(&session, "4000000000000002"), Paid::Declined(_)));
        shop.stripe.settle();
        assert_eq!(shop.order(&id(&order)).await["status"], "pending");
        assert_eq!(shop.stripe.pay(&session, "4242424242424242"), Paid::Done(BACK.to_owned()));
        shop.stripe.settle();
        shop.check_paid_once(&order, 1000).await;
        let paid = shop.order(&id(&order)).await;
        for field in ["grant", "invoice", "paid_at"] {
            assert!(paid[field].is_string(), "{field}: {paid}");
        }
        assert!(paid["url"].is_null() && paid["reason"].is_null(), "{paid}");
        let card = shop.get("/v1/accounts/acme/payment-method").await;
        assert_eq!(
            (&card["brand"], &card["last4"], &card["declined"]),
            (&json!("visa"), &json!("4242"), &json!(false))
        );
        assert_eq!(shop.get("/v1/accounts/acme/offers").await["pay_with"], json!(["saved", "card", "transfer"]));
    });
}

#[test]
fn a_saved_card_is_charged_at_once_and_the_same_call_has_the_same_answer() {
    run(async {
        let shop = Shop::new().await;
        shop.with_saved_card("4242424242424242").await;
        let call = "POST /v1/accounts/acme/orders";
        let body = json!({"package": "extra-1000", "quantity": 2, "member": "ann", "total": total(2)});
        let first = shop.send(0, OPERATOR, call, "mine", &body).await;
        assert_eq!((first.status, &first.body["status"]), (201, &json!("paid")), "{}", first.text);
        assert_eq!((&first.body["pay_with"], &first.body["credits"]), (&json!("saved"), &json!(2000)));
        let again = shop.send(0, OPERATOR, call, "mine", &body).await;
        assert_eq!((again.status, again.is_replayed, &again.text), (201, true, &first.text));
        assert_eq!(shop.paid_for(&first.body).len(), 1);
        let other = shop.send(0, OPERATOR, call, "mine", &one("saved")).await;
        assert_eq!(other.code(), "idempotency_key_reused");
        shop.stripe.settle();
        assert_eq!(shop.extra().await, json!(3000));
    });
}

#[test]
fn a_decline_leaves_the_order_waiting_and_keeps_its_key() {
    run(async {
        let shop = Shop::new().await;
        // It can be saved and is then declined.
        let setup = shop.done("POST /v1/accounts/acme/payment-method/setup", json!({"return_url": BACK})).await;
        let session = setup["url"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        shop.stripe.pay(&session, "4000000000000341");
        shop.stripe.settle();
        let call = "POST /v1/accounts/acme/orders";
        let first = shop.send(0, OPERATOR, call, "mine", &one("saved")).await;
        assert_eq!((first.status, first.code().as_str()), (402, "payment_declined"), "{}", first.text);
        assert_eq!(first.body["reason"], "generic_decline");
        assert!(first.body["who_can"].is_array());
        let again = shop.send(0, OPERATOR, call, "mine", &one("saved")).await;
        assert_eq!((again.status, again.is_replayed, &again.text), (402, true, &first.text));
        let order = shop.order(first.body["order"].as_str().unwrap()).await;
        assert_eq!((&order["status"], &order["reason"]), (&json!("pending"), &json!("generic_decline")));
        shop.stripe.settle();
        shop.reconcile(0).await;
        let tried = shop.stripe.objects("payment_intent").len();
        assert_eq!((tried, shop.extra().await), (1, json!(0)), "a decline is not tried again");
        assert_eq!(shop.get("/v1/accounts/acme/payment-method").await["declined"], json!(true));
        let canceled = shop.done(&format!("POST /v1/orders/{}/cancel", id(&order)), json!({})).await;
        assert_eq!(canceled["status"], "canceled");
    });
}

#[test]
fn a_card_that_its_holder_must_confirm_goes_to_the_page() {
    run(async {
        let shop = Shop::new().await;
        let order = shop.ordered().await;
        let session = shop.session(&order);
        assert!(matches!(shop.stripe.pay(&session, "4000002760003184"), Paid::Asks(_)));
        shop.stripe.authenticate(&session, true);
        shop.stripe.settle();
        shop.check_paid_once(&order, 1000).await;
        // Each time, this card: nobody is there to confirm a saved one.
        let order = shop.done("POST /v1/accounts/acme/orders", one("saved")).await;
        assert_eq!((&order["status"], &order["pay_with"]), (&json!("pending"), &json!("saved")), "{order}");
        assert!(order["url"].is_string(), "{order}");
        let session = shop.session(&order);
        shop.stripe.pay(&session, "4000002760003184");
        shop.stripe.authenticate(&session, true);
        shop.stripe.settle();
        shop.reconcile(0).await;
        shop.check_paid_once(&order, 2000).await;
        assert_eq!(shop.paid_for(&order).len(), 1);
    });
}

#[test]
fn a_card_is_saved_shown_replaced_and_removed() {
    run(async {
        let shop = Shop::new().await;
        shop.with_saved_card("4242424242424242").await;
        let setup = shop.done("POST /v1/accounts/acme/payment-method/setup", json!({"return_url": BACK})).await;
        let session = setup["url"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        shop.stripe.pay(&session, "5555555555554444");
        shop.stripe.settle();
        let card = shop.get("/v1/accounts/acme/payment-method").await;
        assert_eq!((&card["brand"], &card["last4"]), (&json!("mastercard"), &json!("4444")));
        let attached = |shop: &Shop| {
            let methods = shop.stripe.objects("payment_method").into_iter();
            methods.filter(|method| method["customer"].is_string()).count()
        };
        assert_eq!(attached(&shop), 1, "the card before is forgotten there too");
        shop.done("DELETE /v1/accounts/acme/payment-method", Value::Null).await;
        shop.stripe.settle();
        assert_eq!(attached(&shop), 0);
        assert_eq!(shop.call("DELETE /v1/accounts/acme/payment-method", Value::Null).await.code(), "not_found");
        assert_eq!(shop.call("GET /v1/accounts/acme/payment-method", Value::Null).await.code(), "not_found");
        let refused = shop.call("POST /v1/accounts/acme/orders", one("saved")).await;
        assert_eq!(refused.code(), "invalid_pay_with", "{}", refused.text);
    });
}

#[test]
fn a_page_leads_back_to_allowed_places_only() {
    run(async {
        let shop = Shop::new().await;
        for (url, expected) in [
            (BACK, "201"),
            ("https://app.example.com.evil.example/", "invalid_return_url"),
            ("https://app.example.com@evil.example/", "invalid_return_url"),
            ("javascript:alert(1)", "invalid_return_url"),
            ("//app.example.com/", "invalid_return_url"),
        ] {
            let body = json!({"package": "extra-1000", "total": total(1), "pay_with": "card", "return_url": url});
            assert_eq!(shop.call("POST /v1/accounts/acme/orders", body).await.code(), expected, "{url}");
            let setup = shop.call("POST /v1/accounts/acme/payment-method/setup", json!({"return_url": url})).await;
            assert_eq!(setup.code(), expected, "{url}");
        }
        let nowhere = json!({"package": "extra-1000", "total": total(1), "pay_with": "card"});
        assert_eq!(shop.call("POST /v1/accounts/acme/orders", nowhere).await.code(), "invalid_return_url");
    });
}
