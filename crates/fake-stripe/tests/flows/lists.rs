//! Lists, `expand`, keys of the account: pages by cursor in both directions, filters, what cannot be expanded.

use scrip_fake_stripe::{FakeStripe, Options};
use serde_json::Value;

use crate::client::{agent, get, id, paid, post, send};

fn ids(list: &Value) -> Vec<String> {
    list["data"].as_array().unwrap().iter().map(id).collect()
}

#[test]
fn pages_by_cursor() {
    let stripe = FakeStripe::start();
    let mut made: Vec<String> =
        (0..5).map(|number| id(&post(&stripe, "customers", &format!("email={number}%40a.example")).ok())).collect();
    made.reverse();
    for (query, expected, has_more) in [
        ("limit=2".to_owned(), &made[..2], true),
        (format!("limit=2&starting_after={}", made[1]), &made[2..4], true),
        (format!("limit=2&starting_after={}", made[3]), &made[4..], false),
        (format!("limit=2&ending_before={}", made[3]), &made[1..3], true),
        ("email=3%40a.example".to_owned(), &made[1..2], false),
        (String::new(), &made[..], false),
    ] {
        let list = get(&stripe, "customers", &query).ok();
        assert_eq!((ids(&list), &list["has_more"]), (expected.to_vec(), &Value::Bool(has_more)), "{query}");
        assert_eq!((&list["object"], &list["url"]), (&"list".into(), &"/v1/customers".into()));
    }
    assert_eq!(get(&stripe, "customers", "limit=101").status, 400);
    let created = stripe.objects("customer")[0]["created"].as_i64().unwrap();
    assert_eq!(
        get(&stripe, "customers", &format!("created[gt]={}", created + 1_000)).ok()["data"],
        Value::Array(vec![])
    );
    send(&stripe, "DELETE", &format!("customers/{}", made[0]), "", None).unwrap().ok();
    assert_eq!(ids(&get(&stripe, "customers", "").ok()), made[1..]);
    assert_eq!(get(&stripe, &format!("customers/{}", made[0]), "").ok()["deleted"], true);
}

#[test]
fn ids_become_objects() {
    let stripe = FakeStripe::start();
    let intent = paid(&stripe, "pm_card_visa");
    let deep = get(&stripe, &format!("payment_intents/{intent}"), "expand[]=latest_charge.balance_transaction").ok();
    assert_eq!(deep["latest_charge"]["balance_transaction"]["net"], 1900 - 85);
    let list = get(&stripe, "payment_intents", "expand[]=data.latest_charge&expand[]=data.customer").ok();
    assert_eq!(list["data"][0]["latest_charge"]["object"], "charge");
    assert_eq!(get(&stripe, &format!("payment_intents/{intent}"), "expand[]=nothing").status, 400);
}

#[test]
fn events_are_listed_by_type() {
    let stripe = FakeStripe::start();
    paid(&stripe, "pm_card_visa");
    let list = get(&stripe, "events", "types[]=charge.succeeded&types[]=payment_intent.succeeded").ok();
    let kinds: Vec<&Value> = list["data"].as_array().unwrap().iter().map(|event| &event["type"]).collect();
    assert_eq!(kinds, ["payment_intent.succeeded", "charge.succeeded"]);
    let event = get(&stripe, &format!("events/{}", id(&list["data"][0])), "").ok();
    assert_eq!(event["data"]["object"]["status"], "succeeded");
}

#[test]
fn only_a_key_of_test_mode_is_let_in() {
    let stripe = FakeStripe::start();
    // The last two are the base64 of sk_test_fake: and of pk_test_fake:
    for (login, expected) in [
        (None, 401),
        (Some("Bearer sk_live_1"), 401),
        (Some("Bearer sk_test_1"), 200),
        (Some("Basic c2tfdGVzdF9mYWtlOg=="), 200),
        (Some("Basic cGtfdGVzdF9mYWtlOg=="), 401),
    ] {
        let mut request = agent().get(format!("{}/v1/customers", stripe.url()));
        if let Some(login) = login {
            request = request.header("authorization", login);
        }
        assert_eq!(request.call().unwrap().status().as_u16(), expected, "{login:?}");
    }
}

#[test]
fn ids_are_the_same_in_every_run_and_others_for_another_seed() {
    let made = |seed| {
        let stripe = FakeStripe::start_with(Options { seed, ..Options::default() }).unwrap();
        paid(&stripe, "pm_card_visa")
    };
    assert_eq!(made(7), made(7));
    assert_ne!(made(7), made(8));
}
