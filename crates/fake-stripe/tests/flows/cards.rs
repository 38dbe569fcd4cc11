//! Saved cards: each test card charged without its holder, cards attached and detached, intents in the wrong state.

use scrip_fake_stripe::FakeStripe;

use crate::client::{get, id, paid, post, saved};

#[test]
fn each_card_does_what_stripe_says_of_it() {
    for (card, expected, decline) in [
        ("pm_card_visa", (200, "", ""), ""),
        ("pm_card_mastercard", (200, "", ""), ""),
        ("pm_card_chargeCustomerFail", (402, "card_error", "card_declined"), "generic_decline"),
        ("pm_card_authenticationRequired", (402, "card_error", "authentication_required"), "authentication_required"),
        (
            "pm_card_authenticationRequiredOnSetup",
            (402, "card_error", "authentication_required"),
            "authentication_required",
        ),
    ] {
        let stripe = FakeStripe::start();
        let (customer, method) = saved(&stripe, card);
        let form = format!(
            "amount=1900&currency=usd&customer={customer}&payment_method={method}&confirm=true&off_session=true&metadata[order]=ord_1"
        );
        let reply = post(&stripe, "payment_intents", &form);
        assert_eq!(reply.fault(), expected, "{card}");
        if reply.status == 402 {
            let error = &reply.body["error"];
            assert_eq!(error["decline_code"], decline, "{card}");
            assert_eq!(error["payment_intent"]["status"], "requires_payment_method");
            assert_eq!(error["payment_intent"]["last_payment_error"]["code"], expected.2);
            assert_eq!(error["payment_intent"]["last_payment_error"]["payment_method"]["id"], method.as_str());
            assert_eq!(error["payment_intent"]["metadata"]["order"], "ord_1");
            assert_eq!(stripe.events("payment_intent.payment_failed").len(), 1);
        } else {
            assert_eq!(reply.body["status"], "succeeded");
            assert_eq!(
                get(&stripe, &format!("charges/{}", reply.body["latest_charge"].as_str().unwrap()), "").ok()["paid"],
                true
            );
        }
    }
}

#[test]
fn a_card_that_would_be_declined_cannot_be_attached() {
    let stripe = FakeStripe::start();
    let customer = id(&post(&stripe, "customers", "").ok());
    for (card, code) in [
        ("pm_card_visa_chargeDeclined", "card_declined"),
        ("pm_card_visa_chargeDeclinedInsufficientFunds", "card_declined"),
        ("pm_card_chargeDeclinedExpiredCard", "expired_card"),
    ] {
        let reply = post(&stripe, &format!("payment_methods/{card}/attach"), &format!("customer={customer}"));
        assert_eq!(reply.fault(), (402, "card_error", code), "{card}");
    }
}

#[test]
fn a_bank_asks_a_holder_who_is_there() {
    let stripe = FakeStripe::start();
    let form =
        "amount=1900&currency=usd&payment_method=pm_card_authenticationRequired&confirm=true&return_url=http%3A%2F%2Fa";
    let intent = post(&stripe, "payment_intents", form).ok();
    assert_eq!(intent["status"], "requires_action");
    assert_eq!(intent["next_action"]["type"], "redirect_to_url");
    assert_eq!(stripe.authenticate_intent(&id(&intent), true), "succeeded");
    let form = "amount=1900&currency=usd&payment_method=pm_card_authenticationRequired&confirm=true&error_on_requires_action=true";
    assert_eq!(post(&stripe, "payment_intents", form).fault(), (402, "card_error", "authentication_required"));
}

#[test]
fn a_method_is_its_customers_and_once_detached_nobodys() {
    let stripe = FakeStripe::start();
    let (customer, method) = saved(&stripe, "pm_card_visa");
    let (other, _) = saved(&stripe, "pm_card_visa");
    let pay = |customer: &str| {
        post(
            &stripe,
            "payment_intents",
            &format!("amount=1900&currency=usd&customer={customer}&payment_method={method}&confirm=true"),
        )
    };
    assert_eq!(pay(&customer).status, 200);
    assert_eq!(pay(&other).fault(), (400, "invalid_request_error", ""));
    assert_eq!(
        post(&stripe, &format!("payment_methods/{method}/detach"), "").ok()["customer"],
        serde_json::Value::Null
    );
    let event = stripe.object("event", &stripe.events("payment_method.detached")[0]);
    assert_eq!(event["data"]["previous_attributes"], serde_json::json!({ "customer": customer }));
    assert_eq!(pay(&customer).fault(), (400, "invalid_request_error", ""));
    assert_eq!(post(&stripe, &format!("payment_methods/{method}/detach"), "").status, 400);
    let attach = post(&stripe, &format!("payment_methods/{method}/attach"), &format!("customer={customer}"));
    assert_eq!(attach.status, 400, "used again");
    assert_eq!(
        get(&stripe, &format!("customers/{customer}/payment_methods"), "").ok()["data"].as_array().unwrap().len(),
        0
    );
}

#[test]
fn an_intent_in_the_wrong_state_says_so() {
    let stripe = FakeStripe::start();
    let intent = paid(&stripe, "pm_card_visa");
    for verb in ["confirm", "cancel"] {
        let reply = post(&stripe, &format!("payment_intents/{intent}/{verb}"), "");
        assert_eq!(reply.fault(), (400, "invalid_request_error", "payment_intent_unexpected_state"), "{verb}");
        assert_eq!(reply.body["error"]["payment_intent"]["status"], "succeeded");
    }
    let open = id(&post(&stripe, "payment_intents", "amount=1900&currency=usd").ok());
    assert_eq!(post(&stripe, &format!("payment_intents/{open}/confirm"), "").status, 400, "no card");
    assert_eq!(post(&stripe, &format!("payment_intents/{open}/cancel"), "").ok()["status"], "canceled");
    for (form, code) in [
        ("currency=usd", "parameter_missing"),
        ("amount=10&currency=usd", "amount_too_small"),
        ("amount=19.00&currency=usd", "parameter_invalid_integer"),
        ("amount=1900&currency=usd&amuont=1", "parameter_unknown"),
        ("amount=1900&currency=USD", ""),
        ("amount=1900&currency=usd&customer=cus_none", "resource_missing"),
    ] {
        assert_eq!(post(&stripe, "payment_intents", form).fault().2, code, "{form}");
    }
}
