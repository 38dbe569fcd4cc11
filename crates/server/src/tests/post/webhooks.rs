//! Webhooks: endpoints, first attempts in order, later ones by the schedule, what is refused, what is verified.

use scrip_core::time::Span;
use serde_json::{Value, json};

use super::super::{Reply, Stand, run};
use super::tools::{Got, Hooks, TAKEN, answer, verified};
use super::{stand, stand_now};
use crate::config::Mode;
use crate::notify::webhooks::address::Rule;
use crate::notify::webhooks::client::Sender;
use crate::notify::webhooks::schedule::{DISABLED_AFTER, WAITS};
use crate::tls;

async fn endpoint(stand: &Stand, url: &str, events: &[&str]) -> Value {
    stand.done("POST /v1/webhook-endpoints", json!({"url": url, "events": events})).await
}

fn id(endpoint: &Value) -> &str {
    endpoint["id"].as_str().unwrap()
}

fn types(got: &[Got]) -> Vec<String> {
    got.iter().map(|got| got.json()["type"].as_str().unwrap().to_owned()).collect()
}

async fn deliveries(stand: &Stand, endpoint: &Value) -> Vec<Value> {
    let path = format!("GET /v1/webhook-endpoints/{}/deliveries?limit=200", id(endpoint));
    stand.done(&path, Value::Null).await["data"].as_array().unwrap().clone()
}

async fn spend(stand: &Stand, account: &str) {
    stand.done(&format!("POST /v1/accounts/{account}/spends"), json!({"credits": 1})).await;
}

#[test]
fn an_endpoint_is_made_changed_and_removed() {
    run(async {
        let stand = stand().await;
        let made = endpoint(&stand, "https://hooks.example.com/a", &["spend.recorded", "spend.recorded"]).await;
        assert_eq!((&made["enabled"], &made["events"]), (&json!(true), &json!(["spend.recorded"])));
        let secret = made["secret"].as_str().unwrap();
        assert!(secret.starts_with("whsec_") && secret.ends_with(made["secret_hint"].as_str().unwrap()));
        let path = format!("/v1/webhook-endpoints/{}", id(&made));
        let got = stand.done(&format!("GET {path}"), Value::Null).await;
        assert!(got.get("secret").is_none() && got["url"] == "https://hooks.example.com/a", "{got}");
        let listed = stand.done("GET /v1/webhook-endpoints", Value::Null).await;
        assert_eq!(listed["data"], json!([got]));
        let changed = stand.done(&format!("PATCH {path}"), json!({"events": [], "enabled": false})).await;
        assert_eq!((&changed["enabled"], &changed["events"]), (&json!(false), &json!([])));
        let rotated = stand.done(&format!("POST {path}/rotate-secret"), json!({})).await;
        assert!(rotated["secret"].as_str().is_some_and(|new| new.starts_with("whsec_") && new != secret), "{rotated}");
        stand.done(&format!("DELETE {path}"), Value::Null).await;
        assert_eq!(stand.call(&format!("GET {path}"), Value::Null).await.code(), "not_found");
        let audit = stand.done("GET /v1/audit", Value::Null).await;
        let actions: Vec<_> = audit["data"].as_array().unwrap().iter().map(|line| line["action"].clone()).collect();
        let of = |what: &str| json!(format!("webhook_{what}"));
        let expected = ["endpoint_created", "endpoint_changed", "secret_rotated", "endpoint_removed"].map(of);
        assert_eq!(actions, expected);
    });
}

#[test]
fn an_endpoint_that_cannot_be_is_refused() {
    run(async {
        let stand = Stand::new().await;
        let refused = async |body: Value| stand.call("POST /v1/webhook-endpoints", body).await;
        for (body, code) in [
            (json!({}), "invalid_url"),
            (json!({"url": "hooks.example.com"}), "invalid_url"),
            (json!({"url": "https://127.0.0.1/"}), "invalid_url"),
            (json!({"url": "https://[::ffff:10.0.0.1]/"}), "invalid_url"),
            (json!({"url": "https://user:secret@example.com/"}), "invalid_url"),
            (json!({"url": "https://example.com/", "events": ["spend.made"]}), "invalid_events"),
            (json!({"url": "https://example.com/", "event": []}), "invalid_field"),
        ] {
            let Reply { text, .. } = &refused(body.clone()).await;
            assert!(text.contains(code), "{body}: {text}");
        }
        for count in 0..16 {
            endpoint(&stand, &format!("https://example.com/{count}"), &[]).await;
        }
        assert_eq!(refused(json!({"url": "https://example.com/17"})).await.code(), "too_many");
    });
}

#[test]
fn first_attempts_come_in_order_and_say_what_the_events_say() {
    run(async {
        let stand = stand().await;
        let hooks = Hooks::start().await;
        stand.account("acme", "build").await;
        let all = endpoint(&stand, &hooks.url, &[]).await;
        let other = Hooks::start().await;
        let few = endpoint(&stand, &other.url, &["grant.voided"]).await;
        for _ in 0..150 {
            spend(&stand, "acme").await;
        }
        let body = json!({"kind": "promotional", "credits": 5, "reason": "a gift"});
        let grant = stand.done("POST /v1/accounts/acme/grants", body).await;
        stand.done(&format!("POST /v1/grants/{}/void", grant["id"].as_str().unwrap()), json!({})).await;
        stand.tell_to(id(&all)).await;
        stand.tell_to(id(&few)).await;
        let got = hooks.take();
        let sequences: Vec<u64> = got.iter().map(|got| got.json()["sequence"].as_u64().unwrap()).collect();
        assert!(sequences.is_sorted() && got.len() == 152, "{sequences:?}");
        assert_eq!(types(&got)[149..], ["spend.recorded", "grant.created", "grant.voided"]);
        assert_eq!(types(&other.take()), ["grant.voided"]);
        let listed = stand.done("GET /v1/events?account=acme&limit=1", Value::Null).await;
        assert_eq!(got[151].json(), listed["data"][0]);
        let last = &got[151];
        assert_eq!((last.path.as_str(), &last.headers["content-type"]), ("/hooks", &json!("application/json")));
        assert_eq!(last.headers["webhook-id"], listed["data"][0]["id"]);
        let rows = deliveries(&stand, &all).await;
        assert!(rows.len() == 152 && rows.iter().all(|row| row["status"] == "delivered"), "{rows:?}");
        assert_eq!((&rows[0]["type"], &rows[0]["attempts"][0]["status"]), (&json!("grant.voided"), &json!(204)));
    });
}

#[test]
fn a_failed_attempt_is_made_again_by_the_schedule_and_holds_up_nobody() {
    run(async {
        let stand = stand().await;
        let hooks = Hooks::start().await;
        stand.account("acme", "build").await;
        let made = endpoint(&stand, &hooks.url, &["spend.recorded"]).await;
        hooks.answers(|count| if count == 1 { answer(500, "we are sorry") } else { TAKEN.to_owned() });
        for _ in 0..3 {
            spend(&stand, "acme").await;
        }
        stand.tell_to(id(&made)).await;
        let first = hooks.take();
        assert_eq!(first.len(), 3, "the later ones went out beside it");
        let rows = deliveries(&stand, &made).await;
        let states: Vec<_> = rows.iter().map(|row| row["status"].as_str().unwrap()).collect();
        assert_eq!(states, ["delivered", "delivered", "waiting"]);
        assert_eq!(rows[2]["attempts"][0]["error"], "answered 500 Internal Server Error: we are sorry");
        // From here on nothing is taken: each attempt comes when the schedule says, and no sooner.
        hooks.answers(|_| answer(503, ""));
        for wait in WAITS {
            stand.pass(Span::from_micros(wait.micros() - 1));
            stand.tell_to(id(&made)).await;
            assert_eq!(hooks.take().len(), 0, "{wait} is not over");
            stand.pass(Span::from_micros(1));
            stand.tell_to(id(&made)).await;
            let again = hooks.take();
            assert_eq!(again.len(), 1, "{wait} is over");
            assert_eq!(
                (&again[0].body, &again[0].headers["webhook-id"]),
                (&first[0].body, &first[0].headers["webhook-id"])
            );
        }
        let rows = deliveries(&stand, &made).await;
        assert_eq!((&rows[2]["status"], rows[2]["attempts"].as_array().unwrap().len()), (&json!("failed"), 10));
        // Asked for by hand it goes once more, and is taken.
        hooks.answers(|_| TAKEN.to_owned());
        let event = rows[2]["event"].as_str().unwrap();
        let sent = stand.done(&format!("POST /v1/events/{event}/redeliver"), json!({})).await;
        assert_eq!(sent, json!({"id": event, "endpoints": [id(&made)]}));
        stand.tell_to(id(&made)).await;
        assert_eq!(hooks.take()[0].headers["webhook-id"], event);
        assert_eq!(deliveries(&stand, &made).await[2]["status"], "delivered");
        let text = stand.app.told.text();
        assert!(text.contains("scrip_webhook_deliveries_sent_total 3\n"), "{text}");
        assert!(text.contains("scrip_webhook_deliveries_failed_total 1\n"), "{text}");
    });
}

#[test]
fn an_event_that_an_endpoint_never_saw_is_sent_to_it_by_hand() {
    run(async {
        let stand = stand().await;
        let hooks = Hooks::start().await;
        stand.account("acme", "build").await;
        spend(&stand, "acme").await;
        let made = endpoint(&stand, &hooks.url, &["grant.voided"]).await;
        let event = stand.done("GET /v1/events?type=spend.recorded", Value::Null).await["data"][0].clone();
        let call = format!("POST /v1/events/{}/redeliver", event["id"].as_str().unwrap());
        assert_eq!(stand.done(&call, json!({})).await["endpoints"], json!([]), "its filter does not take it");
        stand.done(&call, json!({"endpoint": id(&made)})).await;
        stand.tell_to(id(&made)).await;
        assert_eq!(hooks.take()[0].json(), event);
        assert_eq!(stand.call(&call, json!({"endpoint": "whe_none"})).await.code(), "not_found");
        for nothing in ["evt_0000000000000000", "evt_0000000100000001_2", "evt_0000000900000001", "x"] {
            let call = format!("POST /v1/events/{nothing}/redeliver");
            assert_eq!(stand.call(&call, json!({})).await.code(), "not_found", "{nothing}");
        }
    });
}

#[test]
fn an_endpoint_that_takes_nothing_for_long_is_disabled() {
    run(async {
        let stand = stand().await;
        let hooks = Hooks::start().await;
        stand.account("acme", "build").await;
        let made = endpoint(&stand, &hooks.url, &["spend.recorded"]).await;
        let path = format!("/v1/webhook-endpoints/{}", id(&made));
        let now = async || stand.done(&format!("GET {path}"), Value::Null).await;
        let fail_once = async || {
            hooks.answers(|_| answer(500, ""));
            spend(&stand, "acme").await;
            stand.tell_to(id(&made)).await;
        };
        fail_once().await;
        assert!(now().await["failing_since"].is_string());
        // One that is taken begins the time anew.
        stand.pass(DISABLED_AFTER);
        hooks.answers(|_| TAKEN.to_owned());
        stand.tell_to(id(&made)).await;
        assert!(now().await.get("failing_since").is_none());
        fail_once().await;
        stand.pass(Span::from_micros(DISABLED_AFTER.micros() - 1));
        fail_once().await;
        assert_eq!(now().await["enabled"], true);
        stand.pass(Span::from_micros(1));
        stand.tell_to(id(&made)).await;
        stand.pass(Span::MINUTE);
        fail_once().await;
        let disabled = now().await;
        assert_eq!(
            (&disabled["enabled"], &disabled["disabled_reason"]),
            (&json!(false), &json!("it took nothing for five days"))
        );
        let audit = stand.done("GET /v1/audit", Value::Null).await.to_string();
        assert!(audit.contains("webhook_endpoint_disabled") && audit.contains("\"who\":\"scrip\""), "{audit}");
        // It is told nothing; enabled again it is told what waits and what comes.
        hooks.take();
        hooks.answers(|_| TAKEN.to_owned());
        stand.tell_to(id(&made)).await;
        assert_eq!(hooks.take().len(), 0);
        stand.done(&format!("PATCH {path}"), json!({"enabled": true})).await;
        stand.pass(Span::DAY);
        stand.tell_to(id(&made)).await;
        assert!(!hooks.take().is_empty());
        // Gone is a word.
        hooks.answers(|_| answer(410, ""));
        spend(&stand, "acme").await;
        stand.tell_to(id(&made)).await;
        assert_eq!(now().await["disabled_reason"], "it answered 410 Gone: it wants no more");
    });
}

#[test]
fn nothing_is_followed_waited_for_or_read_without_a_bound() {
    run(async {
        let hooks = Hooks::start().await;
        let post = async |rule: Rule, url: &str| {
            let sender = Sender::new(rule, tls::client().unwrap()).unwrap();
            sender.post(url, Vec::new(), b"{}".to_vec()).await
        };
        let own = Rule::of(Mode::Test, true);
        let elsewhere = hooks.url.replace("/hooks", "/elsewhere");
        hooks.answers(move |_| format!("HTTP/1.1 302 Found\r\nlocation: {elsewhere}\r\ncontent-length: 0\r\n\r\n"));
        let answered = post(own, &hooks.url).await;
        assert_eq!((answered.status, answered.is_taken(), hooks.take().len()), (Some(302), false, 1));
        hooks.answers(|_| String::new());
        let answered = post(own, &hooks.url).await;
        assert_eq!((answered.status, answered.error.as_deref()), (None, Some("no answer within 2 s")));
        // Ten times what is read, and never all that was promised.
        hooks.answers(|_| format!("HTTP/1.1 500 Oh\r\ncontent-length: 99999999\r\n\r\n{}", "x".repeat(160 << 10)));
        let answered = post(own, &hooks.url).await;
        assert!(answered.error.as_ref().is_some_and(|error| error.len() < 300), "{answered:?}");
        hooks.take();
        // A name that leads here, and an address that is one already: neither is connected to.
        let strict = Rule::of(Mode::Test, false);
        let port = hooks.url.rsplit(':').next().unwrap();
        let named = post(strict, &format!("http://localhost:{port}")).await;
        assert!(named.error.as_ref().unwrap().contains("no public address"), "{named:?}");
        let literal = post(strict, &hooks.url).await;
        assert!(literal.error.as_ref().unwrap().contains("must be a public address"), "{literal:?}");
        let live = post(Rule::of(Mode::Live, true), &hooks.url).await;
        assert!(live.error.as_ref().unwrap().contains("https in live mode"), "{live:?}");
        assert_eq!(hooks.take().len(), 0);
        let dead = post(own, "http://127.0.0.1:1/").await;
        assert!(dead.status.is_none() && dead.error.as_ref().unwrap().contains("refused"), "{dead:?}");
    });
}

#[test]
fn the_official_verifiers_accept_what_is_sent() {
    run(async {
        let stand = stand_now().await;
        let hooks = Hooks::start().await;
        stand.account("acme", "build").await;
        let made = endpoint(&stand, &hooks.url, &[]).await;
        let first = made["secret"].as_str().unwrap().to_owned();
        let notes = json!({"credits": 2.5, "metadata": {"note": "Zażółć gęślą jaźń, 日本 \u{1f600} \"quoted\""}});
        stand.done("POST /v1/accounts/acme/spends", notes).await;
        stand.tell_to(id(&made)).await;
        let call = format!("POST /v1/webhook-endpoints/{}/rotate-secret", id(&made));
        let second = stand.done(&call, json!({})).await["secret"].as_str().unwrap().to_owned();
        spend(&stand, "acme").await;
        stand.tell_to(id(&made)).await;
        let got = hooks.take();
        assert_eq!(got.len(), 2);
        let yes = || ["true".to_owned(), "true".to_owned()];
        assert_eq!(verified(&first, &got), [yes(), yes()], "both secrets sign for a day");
        let by_second = verified(&second, &got);
        assert!(by_second[0].iter().all(|said| said.starts_with("false")), "{by_second:?}");
        assert_eq!(by_second[1], yes());
        let mut forged = got[1].clone();
        forged.body = forged.body.replace("\"credits\":1", "\"credits\":9");
        assert!(verified(&second, &[forged])[0].iter().all(|said| said.starts_with("false")));
    });
}
