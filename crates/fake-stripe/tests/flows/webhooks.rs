//! Webhooks: signed, in order, tried again; kept, reordered, doubled, late, lost, or told under another id.

use std::time::Duration;

use scrip_fake_stripe::{FakeStripe, Mishap, Order, signature};

use crate::client::paid;
use crate::receiver::Receiver;

#[test]
fn deliveries_are_signed_with_every_live_secret_and_arrive_in_order() {
    let stripe = FakeStripe::start();
    let shop = Receiver::start(&[]);
    let endpoint = stripe.send_webhooks_to(&shop.url);
    let second = stripe.add_secret(&endpoint.id);
    let intent = paid(&stripe, "pm_card_visa");
    stripe.settle();
    assert_eq!(shop.kinds(), ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded"]);
    for (header, body) in shop.came() {
        let at = header.strip_prefix("t=").unwrap().split(',').next().unwrap().parse().unwrap();
        assert_eq!(header, signature(&body, at, &[&endpoint.secret, &second]));
    }
    let last = &shop.events()[2];
    assert_eq!((&last["object"], &last["livemode"]), (&"event".into(), &false.into()));
    assert_eq!((&last["data"]["object"]["id"], &last["pending_webhooks"]), (&intent.into(), &1.into()));
    assert!(!shop.came()[2].1.contains("\"_"), "nothing of the stand-in's own");
    stripe.end_secret(&endpoint.id);
    let (body, header) = stripe.signed(&endpoint, last["id"].as_str().unwrap());
    assert_eq!(header.matches("v1=").count(), 1);
    let at = header[2..].split(',').next().unwrap().parse().unwrap();
    assert_eq!(header, signature(&body, at, &[&second]));
}

#[test]
fn what_is_not_taken_is_sent_again() {
    let stripe = FakeStripe::start();
    let shop = Receiver::start(&[500, 302, 200]);
    stripe.send_webhooks_to(&shop.url);
    stripe.mishap("payment_intent.created", Mishap::Lose, 1);
    stripe.mishap("charge.succeeded", Mishap::Lose, 1);
    paid(&stripe, "pm_card_visa");
    stripe.settle();
    assert!(shop.is_out_of_statuses());
    assert_eq!(shop.kinds(), ["payment_intent.succeeded"; 3]);
    let tried: Vec<_> = stripe.delivered().iter().map(|sent| (sent.attempt, sent.status)).collect();
    assert_eq!(tried, [(1, Some(500)), (2, Some(302)), (3, Some(200))]);
    assert_eq!(stripe.events("charge.succeeded").len(), 1, "lost on the way, and still in the list");
}

#[test]
fn mishaps() {
    for (mishap, expected) in [
        (Mishap::Lose, [0, 0]),
        (Mishap::Twice, [2, 1]),
        (Mishap::OtherId, [2, 2]),
        (Mishap::Late(Duration::from_millis(20)), [1, 1]),
    ] {
        let stripe = FakeStripe::start();
        let shop = Receiver::start(&[]);
        stripe.send_webhooks_to(&shop.url);
        stripe.mishap("payment_intent.succeeded", mishap, 1);
        paid(&stripe, "pm_card_visa");
        stripe.settle();
        let mut ids: Vec<String> = shop
            .events()
            .iter()
            .filter(|event| event["type"] == "payment_intent.succeeded")
            .map(|event| event["id"].as_str().unwrap().to_owned())
            .collect();
        let came = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!([came, ids.len()], expected, "{mishap:?}");
    }
}

#[test]
fn what_is_kept_leaves_in_either_order_or_never() {
    let in_order = ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded"];
    let reversed = ["payment_intent.succeeded", "charge.succeeded", "payment_intent.created"];
    for (order, expected) in [(Some(Order::First), &in_order[..]), (Some(Order::Last), &reversed), (None, &[])] {
        let stripe = FakeStripe::start();
        let shop = Receiver::start(&[]);
        stripe.send_webhooks_to(&shop.url);
        stripe.pause_webhooks();
        paid(&stripe, "pm_card_visa");
        stripe.settle();
        assert!(shop.came().is_empty());
        match order {
            Some(order) => stripe.release_webhooks(order),
            None => stripe.lose_webhooks(),
        }
        stripe.settle();
        assert_eq!(shop.kinds(), expected);
    }
}

#[test]
fn an_event_is_told_again_as_itself_or_as_another() {
    let stripe = FakeStripe::start();
    let shop = Receiver::start(&[]);
    paid(&stripe, "pm_card_visa");
    let endpoint = stripe.send_webhooks_to("http://127.0.0.1:1/not-yet-known");
    stripe.move_webhooks(&endpoint, &shop.url);
    let event = stripe.events("payment_intent.succeeded").remove(0);
    stripe.redeliver(&event);
    let other = stripe.reissue(&event);
    stripe.settle();
    let came = shop.events();
    assert_eq!((&came[0]["id"], &came[1]["id"]), (&event.into(), &other.into()));
    assert_eq!(came[0]["data"], came[1]["data"]);
}
