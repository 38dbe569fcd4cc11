//! A test clock that two servers advance: it is one, and each period is settled once.

use std::sync::Arc;

use scrip_core::id::PoolNo;
use scrip_store::{Ask, heads};
use serde_json::{Value, json};

use super::super::{Stand, run};
use super::{Pair, check, shared_stores};

#[test]
fn a_test_clock_is_one_for_both() {
    check(async |Pair { a, b }| {
        let clock = a.done("POST /v1/test-clocks", json!({"now": "2026-01-31T12:00:00Z"})).await;
        let account = json!({"id": "acme", "kind": "business", "plan": "build", "test_clock": clock["id"]});
        b.done("POST /v1/accounts", account).await;
        let path = format!("POST /v1/test-clocks/{}/advance", clock["id"].as_str().unwrap());
        a.done(&path, json!({"to": "2026-03-30T12:00:00Z"})).await;
        let balance = b.done("GET /v1/accounts/acme/balance", Value::Null).await;
        assert_eq!(balance["monthly"]["renews_at"], json!("2026-03-31T12:00:00Z"), "{balance}");
        let back = b.call(&path, json!({"to": "2026-03-01T12:00:00Z"})).await;
        assert_eq!(back.status, 422, "{}", back.text);
    });
}

#[test]
fn a_test_clock_that_both_advance_at_once_settles_each_period_once() {
    const ACCOUNTS: [&str; 3] = ["acme", "bravo", "coda"];
    for another in shared_stores() {
        let stores = [another(), another()];
        run(async {
            let (a, b) = (Stand::on(Arc::clone(&stores[0])).await, Stand::on(Arc::clone(&stores[1])).await);
            let clock = a.done("POST /v1/test-clocks", json!({"now": "2026-01-31T12:00:00Z"})).await;
            for id in ACCOUNTS {
                let account = json!({"id": id, "kind": "business", "plan": "build", "test_clock": clock["id"]});
                b.done("POST /v1/accounts", account).await;
            }
            let path = format!("POST /v1/test-clocks/{}/advance", clock["id"].as_str().unwrap());
            for to in ["2026-02-28T13:00:00Z", "2026-03-30T12:00:00Z", "2026-07-15T12:00:00Z"] {
                let to = json!({"to": to});
                let (one, other) = tokio::join!(a.call(&path, to.clone()), b.call(&path, to));
                assert_eq!((one.status, other.status), (200, 200), "{} {}", one.text, other.text);
            }
            for id in ACCOUNTS {
                let call = format!("GET /v1/accounts/{id}/entries?limit=100");
                let (one, other) = (a.done(&call, Value::Null).await, b.done(&call, Value::Null).await);
                assert_eq!(one, other, "{id}");
                let texts = one["data"].as_array().unwrap().iter().filter_map(|entry| entry["text"].as_str());
                let begun: Vec<_> = texts.filter_map(|text| text.strip_prefix("period ")?.chars().next()).collect();
                assert_eq!(begun, ['0', '1', '2', '3', '4', '5'], "{one}");
            }
        });
        let digests = stores.map(|store| {
            let asks: Vec<_> = (1..=store.last_pool().unwrap()).filter_map(PoolNo::new).map(Ask::Pool).collect();
            store.refresh(&asks).unwrap();
            heads(&*store).unwrap()
        });
        assert_eq!(digests[0], digests[1]);
    }
}
