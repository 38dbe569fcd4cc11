//! Trouble on command: errors, silence and cuts, before and after the charge was made, and what a retry finds.

use std::thread;

use scrip_fake_stripe::{FakeStripe, Trouble};

use crate::client::{agent, get, keyed, send};

const FORM: &str = "amount=1900&currency=usd&payment_method=pm_card_visa&confirm=true&off_session=true";

#[test]
fn what_was_done_under_trouble_and_what_the_same_key_says() {
    for (trouble, first, is_done, again, is_replayed) in [
        (Trouble::ErrorBefore(500), Some(500), false, 200, false),
        (Trouble::ErrorBefore(503), Some(503), false, 200, false),
        (Trouble::ErrorAfter(500), Some(500), true, 200, true),
        (Trouble::ErrorKept(500), Some(500), true, 500, true),
        (Trouble::CutBefore, None, false, 200, false),
        (Trouble::CutAfter, None, true, 200, true),
        (Trouble::TooMany, Some(429), false, 200, false),
    ] {
        let stripe = FakeStripe::start();
        stripe.trouble("POST /v1/payment_intents", trouble, 1);
        let reply = send(&stripe, "POST", "payment_intents", FORM, Some("order-1-1"));
        assert_eq!(reply.map(|reply| reply.status), first, "{trouble:?}");
        assert_eq!(stripe.objects("charge").len(), usize::from(is_done), "{trouble:?}");
        let retry = keyed(&stripe, "payment_intents", FORM, "order-1-1");
        assert_eq!((retry.status, retry.is_replayed), (again, is_replayed), "{trouble:?}");
        assert_eq!(stripe.objects("charge").len(), 1, "{trouble:?}");
        let found = get(&stripe, "payment_intents", "").ok();
        assert_eq!(found["data"][0]["status"], "succeeded", "{trouble:?}");
    }
}

#[test]
fn silence_hides_what_was_done() {
    for (trouble, charges) in [(Trouble::SilentBefore, 0), (Trouble::SilentAfter, 1)] {
        let stripe = FakeStripe::start();
        stripe.trouble("POST /v1/payment_intents", trouble, 1);
        let client = agent();
        let sent = client
            .post(format!("{}/v1/payment_intents", stripe.url()))
            .config()
            .timeout_global(Some(std::time::Duration::from_millis(300)))
            .build()
            .header("authorization", "Bearer sk_test_1")
            .content_type("application/x-www-form-urlencoded")
            .send(FORM);
        assert!(sent.is_err(), "no answer comes");
        stripe.wait_for_objects("charge", charges);
        assert_eq!(stripe.objects("charge").len(), charges, "{trouble:?}");
    }
}

#[test]
fn a_request_whose_client_left_goes_on() {
    let stripe = FakeStripe::start();
    stripe.trouble("*", Trouble::WaitAfter, 1);
    thread::scope(|scope| {
        let first = scope.spawn(|| keyed(&stripe, "payment_intents", FORM, "order-1-1"));
        stripe.wait_for(1);
        assert_eq!(stripe.objects("charge").len(), 1, "done, and nobody knows");
        stripe.release();
        assert_eq!(first.join().unwrap().status, 200);
    });
}

#[test]
fn a_stand_in_that_is_down_answers_nothing_until_it_is_up() {
    let stripe = FakeStripe::start();
    stripe.go_down();
    assert!(send(&stripe, "POST", "payment_intents", FORM, None).is_none());
    stripe.no_trouble();
    assert_eq!(send(&stripe, "POST", "payment_intents", FORM, None).unwrap().status, 200);
    let requests = stripe.requests();
    assert_eq!(requests.len(), 1, "what was cut at the door was never a request");
    assert_eq!((requests[0].path.as_str(), requests[0].status), ("/v1/payment_intents", Some(200)));
    assert_eq!(requests[0].params["amount"], "1900");
}

#[test]
fn a_script_commands_the_same() {
    let stripe = FakeStripe::start();
    let command = |path: &str, form: &str| {
        let url = format!("{}/_control/{path}", stripe.url());
        agent().post(url).content_type("application/x-www-form-urlencoded").send(form).unwrap().status().as_u16()
    };
    assert_eq!(command("trouble", "request=POST+/v1/payment_intents&trouble=error_after&status=502&times=2"), 200);
    assert_eq!(command("trouble", "trouble=nonsense"), 400);
    assert_eq!(send(&stripe, "POST", "payment_intents", FORM, None).unwrap().status, 502);
    assert_eq!(stripe.objects("charge").len(), 1);
    assert_eq!(command("no-trouble", ""), 200);
    let intent = stripe.objects("payment_intent")[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(command("disputes", &format!("of={intent}&amount=500")), 200);
    assert_eq!(stripe.objects("dispute")[0]["amount"], 500);
    let seen =
        agent().get(format!("{}/_control/requests", stripe.url())).call().unwrap().body_mut().read_to_string().unwrap();
    assert!(seen.contains("\"status\": 502"), "{seen}");
}
