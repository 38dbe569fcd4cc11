//! Webhooks: a real one of Scrip's is verified and shown; whoever cannot sign is refused.

use landing_builder::Settings;
use serde_json::json;

use crate::world::{KEY, SECRET, World, agent, answer, comes, order};

/// Has this Scrip tell a host on a port that nobody has yet; the secret.
fn told(scrip: &str, port: u16) -> String {
    let url = format!("http://127.0.0.1:{port}/hooks/scrip");
    let made = agent()
        .post(format!("{scrip}/v1/webhook-endpoints"))
        .header("authorization", format!("Bearer {KEY}"))
        .content_type("application/json")
        .send(json!({ "url": url }).to_string());
    let made = answer(made);
    assert_eq!(made.status, 201, "{made:?}");
    made.json()["secret"].as_str().unwrap().to_owned()
}

#[test]
fn a_real_event_of_scrip_is_verified_and_shown_to_its_account_alone() {
    let world = World::with(|settings| {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let secret = told(&settings.scrip_url, port);
        Settings { listen: ([127, 0, 0, 1], port).into(), webhook_secret: Some(secret), ..settings }
    });
    world.business("acme", "build", &[("ann", "owner")]);
    world.business("other", "build", &[("oli", "owner")]);
    let ann = world.sign_in("acme", "ann");
    ann.send("/programmatic/run", &order("intention-1", "service,city,price\na,b,1\n"));
    comes("the event", || ann.get("/events").body.contains("reservation.settled"));
    let other = world.sign_in("other", "oli").get("/events").body;
    assert!(!other.contains("reservation.settled"), "{other}");
}

#[test]
fn only_what_is_signed_is_taken_and_each_event_once() {
    let world = World::new();
    world.business("acme", "build", &[("ann", "owner")]);
    world.business("other", "build", &[("oli", "owner")]);
    let webhook = standardwebhooks::Webhook::new(SECRET).unwrap();
    let now = i64::try_from(std::time::UNIX_EPOCH.elapsed().unwrap().as_secs()).unwrap();
    let event = |id: &str, account: &str| {
        json!({ "id": id, "type": "spend.recorded", "account": account, "pool": account, "sequence": 1,
                "created_at": "2026-03-01T09:00:00Z", "data": { "entry": { "text": format!("credits of {account}") }, "details": {} } })
        .to_string()
    };
    let post = |id: &str, at: i64, body: &str, signature: &str| {
        let call = agent().post(format!("{}/hooks/scrip", world.url)).content_type("application/json");
        let call = call.header("webhook-id", id).header("webhook-timestamp", at.to_string());
        answer(call.header("webhook-signature", signature).send(body)).status
    };
    let body = event("evt_1", "acme");
    let signature = webhook.sign("evt_1", now, body.as_bytes()).unwrap();
    let old = webhook.sign("evt_1", now - 3_600, body.as_bytes()).unwrap();
    let rows = [
        (now, body.as_str(), "v1,AAAA", 403),
        (now, &event("evt_1", "other"), &signature, 403),
        (now - 3_600, &body, &old, 403),
        (now + 1, &body, &signature, 403),
        (now, &body, &signature, 204),
        (now, &body, &signature, 204),
    ];
    for (at, body, signature, expected) in rows {
        assert_eq!(post("evt_1", at, body, signature), expected, "{at} {body} {signature}");
    }
    let shown = world.sign_in("acme", "ann").get("/events").body;
    assert_eq!(shown.matches("credits of acme").count(), 1, "twice sent, once shown");
    assert!(!world.sign_in("other", "oli").get("/events").body.contains("credits of acme"));
}

#[test]
fn without_a_secret_no_webhook_is_taken() {
    let world = World::with(|settings| Settings { webhook_secret: None, ..settings });
    assert_eq!(answer(agent().post(format!("{}/hooks/scrip", world.url)).send("{}")).status, 404);
}
