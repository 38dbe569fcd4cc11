//! Checkout: a new card is paid with and saved on the hosted page; declines, 3D Secure, expiry, a card saved alone.

use scrip_fake_stripe::{FakeStripe, Paid};
use serde_json::{Value, json};

use crate::client::{agent, get, id, post};

const LINES: &str = "line_items[0][price_data][currency]=usd&line_items[0][price_data][unit_amount]=1900\
    &line_items[0][price_data][product_data][name]=1%2C000+credits&line_items[0][quantity]=2";

fn session(stripe: &FakeStripe, more: &str) -> Value {
    let form = format!(
        "mode=payment&{LINES}&success_url=http%3A%2F%2F127.0.0.1%3A1%2Fdone%3Fs%3D%7BCHECKOUT_SESSION_ID%7D\
         &cancel_url=http%3A%2F%2F127.0.0.1%3A1%2Fback&client_reference_id=ord_1&metadata[order]=ord_1\
         &payment_intent_data[setup_future_usage]=off_session&payment_intent_data[metadata][order]=ord_1{more}"
    );
    post(stripe, "checkout/sessions", &form).ok()
}

#[test]
fn a_new_card_pays_and_is_saved() {
    let stripe = FakeStripe::start();
    let customer = id(&post(&stripe, "customers", "email=nina%40nova.example").ok());
    let made = session(&stripe, &format!("&customer={customer}"));
    assert_eq!(made["amount_total"], 3800);
    assert_eq!((&made["status"], &made["payment_status"]), (&json!("open"), &json!("unpaid")));
    assert_eq!(made["payment_intent"], Value::Null);

    let done = stripe.pay(&id(&made), "4242 4242 4242 4242");
    assert_eq!(done, Paid::Done(format!("http://127.0.0.1:1/done?s={}", id(&made))));

    let query = "expand[]=payment_intent.latest_charge&expand[]=line_items";
    let session = get(&stripe, &format!("checkout/sessions/{}", id(&made)), query).ok();
    assert_eq!((&session["status"], &session["payment_status"]), (&json!("complete"), &json!("paid")));
    assert_eq!(session["client_reference_id"], "ord_1");
    assert_eq!(session["url"], Value::Null);
    assert_eq!(session["line_items"]["data"][0]["description"], "1,000 credits");
    let intent = &session["payment_intent"];
    assert_eq!((&intent["status"], &intent["amount_received"]), (&json!("succeeded"), &json!(3800)));
    assert_eq!(intent["metadata"]["order"], "ord_1");
    assert_eq!(intent["latest_charge"]["payment_method_details"]["card"]["last4"], "4242");
    let cards = get(&stripe, "payment_methods", &format!("customer={customer}&type=card")).ok();
    assert_eq!(cards["data"][0]["id"], intent["payment_method"]);
    let kinds: Vec<Value> = stripe.objects("event").into_iter().map(|event| event["type"].clone()).collect();
    assert_eq!(
        kinds,
        [
            "customer.created",
            "payment_intent.created",
            "payment_method.attached",
            "charge.succeeded",
            "payment_intent.succeeded",
            "checkout.session.completed"
        ]
    );
}

#[test]
fn a_declined_card_may_be_followed_by_another() {
    let stripe = FakeStripe::start();
    let made = id(&session(&stripe, ""));
    for (card, said) in
        [("4000000000000002", "Your card was declined."), ("4000000000009995", "Your card has insufficient funds.")]
    {
        assert_eq!(stripe.pay(&made, card), Paid::Declined(said.to_owned()));
    }
    assert!(matches!(stripe.pay(&made, "4242424242424242"), Paid::Done(_)));
    let intents = stripe.objects("payment_intent");
    assert_eq!(intents.len(), 1, "one intent through all attempts");
    assert_eq!(stripe.events("payment_intent.payment_failed").len(), 2);
    // Without a customer the card that is to be saved brings one along.
    assert!(intents[0]["customer"].as_str().is_some());
}

#[test]
fn a_bank_asks_and_its_customer_confirms_or_not() {
    for (is_confirmed, status) in [(true, "complete"), (false, "open")] {
        let stripe = FakeStripe::start();
        let made = id(&session(&stripe, ""));
        let Paid::Asks(to) = stripe.pay(&made, "4000002500003155") else { panic!("the bank asks") };
        assert_eq!(to, format!("{}/3ds/{made}", stripe.url()));
        assert_eq!(stripe.events("payment_intent.requires_action").len(), 1);
        let told = stripe.authenticate(&made, is_confirmed);
        assert_eq!(matches!(told, Paid::Done(_)), is_confirmed, "{told:?}");
        assert_eq!(stripe.object("checkout.session", &made)["status"], status);
    }
}

#[test]
fn the_page_is_a_form_that_pays() {
    let stripe = FakeStripe::start();
    let made = session(&stripe, "");
    let url = made["url"].as_str().unwrap();
    let page = agent().get(url).call().unwrap().body_mut().read_to_string().unwrap();
    for part in ["<label for=\"cardNumber\">", "38.00 USD", "1,000 credits", "saved for later", "4000 0000 0000 0002"] {
        assert!(page.contains(part), "{part} in {page}");
    }
    let form = |card: &str| {
        format!("email=a%40b.example&cardNumber={card}&cardExpiry=12%2F34&cardCvc=123&billingName=%3Cb%3E")
    };
    let send = |body: String| agent().post(url).content_type("application/x-www-form-urlencoded").send(body).unwrap();
    let declined = send(form("4000000000000002")).body_mut().read_to_string().unwrap();
    assert!(declined.contains("role=\"alert\" id=\"error\">Your card was declined.<"), "{declined}");
    let unknown = send(form("4000000000000000")).body_mut().read_to_string().unwrap();
    assert!(unknown.contains("Your card number is incorrect."), "{unknown}");
    let paid = send(form("4242+4242+4242+4242"));
    assert_eq!(paid.status(), 303);
    assert!(paid.headers()["location"].to_str().unwrap().starts_with("http://127.0.0.1:1/done?s=cs_test_"));
    assert_eq!(stripe.objects("checkout.session")[0]["customer_details"]["email"], "a@b.example");
    let again = agent().get(url).call().unwrap().body_mut().read_to_string().unwrap();
    assert!(again.contains("all done"), "{again}");
}

#[test]
fn a_session_expires_by_its_time_or_by_command() {
    let stripe = FakeStripe::start();
    stripe.set_clock(Some(1_700_000_000));
    for (at, is_taken) in [(1_700_000_000 + 60, false), (1_700_000_000 + 1_800, true), (1_700_000_000 + 90_000, false)]
    {
        let form = format!("mode=payment&{LINES}&success_url=http%3A%2F%2Fa&expires_at={at}");
        assert_eq!(post(&stripe, "checkout/sessions", &form).status == 200, is_taken, "{at}");
    }
    let made = id(&session(&stripe, "&expires_at=1700003600"));
    stripe.set_clock(Some(1_700_003_600));
    assert_eq!(get(&stripe, &format!("checkout/sessions/{made}"), "").ok()["status"], "expired");
    let other = id(&session(&stripe, ""));
    assert_eq!(post(&stripe, &format!("checkout/sessions/{other}/expire"), "").ok()["status"], "expired");
    assert_eq!(post(&stripe, &format!("checkout/sessions/{other}/expire"), "").status, 400);
    assert_eq!(stripe.events("checkout.session.expired").len(), 2);
}

#[test]
fn a_card_is_saved_alone() {
    let stripe = FakeStripe::start();
    let customer = id(&post(&stripe, "customers", "").ok());
    let form = format!(
        "mode=setup&customer={customer}&success_url=http%3A%2F%2Fa&setup_intent_data[metadata][account]=nova&currency=usd"
    );
    let made = post(&stripe, "checkout/sessions", &form).ok();
    assert!(matches!(stripe.pay(&id(&made), "4000000000000002"), Paid::Declined(_)));
    assert!(matches!(stripe.pay(&id(&made), "4000002500003155"), Paid::Asks(_)));
    assert!(matches!(stripe.authenticate(&id(&made), true), Paid::Done(_)));
    let session = get(&stripe, &format!("checkout/sessions/{}", id(&made)), "expand[]=setup_intent").ok();
    assert_eq!(session["setup_intent"]["status"], "succeeded");
    assert_eq!(session["setup_intent"]["metadata"]["account"], "nova");
    let method = session["setup_intent"]["payment_method"].as_str().unwrap();
    // It was confirmed once, so it needs nobody any more.
    let form =
        format!("amount=1900&currency=usd&customer={customer}&payment_method={method}&confirm=true&off_session=true");
    assert_eq!(post(&stripe, "payment_intents", &form).ok()["status"], "succeeded");
}
