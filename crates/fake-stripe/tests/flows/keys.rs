//! Idempotency keys: replays, other parameters, other endpoints, twins, declines, what fails at the door.

use std::thread;

use scrip_fake_stripe::{FakeStripe, Trouble};

use crate::client::{keyed, saved};

const FORM: &str = "amount=1900&currency=usd";

#[test]
fn the_same_request_has_one_effect_and_the_first_answer() {
    let stripe = FakeStripe::start();
    let first = keyed(&stripe, "payment_intents", FORM, "order-1-1");
    let again = keyed(&stripe, "payment_intents", "currency=usd&amount=1900", "order-1-1");
    assert!(!first.is_replayed && again.is_replayed);
    assert_eq!(first.body, again.body);
    assert_ne!(first.request_id, again.request_id);
    assert_eq!(stripe.objects("payment_intent").len(), 1);
}

#[test]
fn another_request_under_the_key_is_refused() {
    let stripe = FakeStripe::start();
    keyed(&stripe, "payment_intents", FORM, "order-1-1").ok();
    for (path, form) in [("payment_intents", "amount=2000&currency=usd"), ("customers", FORM)] {
        let reply = keyed(&stripe, path, form, "order-1-1");
        assert_eq!(reply.fault(), (400, "idempotency_error", ""), "{path}");
        assert!(!reply.is_replayed);
    }
    assert_eq!(keyed(&stripe, "payment_intents", FORM, &"k".repeat(256)).status, 400);
}

#[test]
fn a_twin_of_a_running_request_is_409() {
    let stripe = FakeStripe::start();
    stripe.trouble("POST /v1/payment_intents", Trouble::WaitBefore, 1);
    thread::scope(|scope| {
        let first = scope.spawn(|| keyed(&stripe, "payment_intents", FORM, "order-1-1"));
        stripe.wait_for(1);
        let twin = keyed(&stripe, "payment_intents", FORM, "order-1-1");
        assert_eq!(twin.fault(), (409, "invalid_request_error", "idempotency_key_in_use"));
        stripe.release();
        assert_eq!(first.join().unwrap().status, 200);
    });
    assert!(keyed(&stripe, "payment_intents", FORM, "order-1-1").is_replayed);
    assert_eq!(stripe.objects("payment_intent").len(), 1);
}

#[test]
fn a_decline_is_an_answer_and_a_typing_error_is_none() {
    let stripe = FakeStripe::start();
    let (customer, method) = saved(&stripe, "pm_card_chargeCustomerFail");
    let form = format!("{FORM}&customer={customer}&payment_method={method}&confirm=true&off_session=true");
    let first = keyed(&stripe, "payment_intents", &form, "order-1-1");
    let again = keyed(&stripe, "payment_intents", &form, "order-1-1");
    assert_eq!((first.status, again.status, again.is_replayed), (402, 402, true));
    assert_eq!(stripe.objects("charge").len(), 1);
    assert_eq!(keyed(&stripe, "payment_intents", "currency=usd", "order-2-1").status, 400);
    assert_eq!(
        keyed(&stripe, "payment_intents", FORM, "order-2-1").status,
        200,
        "nothing was carried out under the key"
    );
}
