//! A test clock that two servers advance: it is one, and each period is settled once.

use std::sync::Arc;

use scrip_core::id::PoolNo;
use scrip_store::{Ask, DocKind, heads};
use serde_json::{Value, json};

use super::super::{Stand, run};
use super::{Pair, check, shared_stores};
use crate::app::TestClocks;

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
fn a_test_clock_that_two_move_to_different_instants_stands_at_the_later() {
    for another in shared_stores() {
        run(async {
            let (a, b) = (Stand::on(another()).await, Stand::on(another()).await);
            let clock = a.done("POST /v1/test-clocks", json!({"now": "2026-01-01T00:00:00Z"})).await;
            let id = clock["id"].as_str().unwrap();
            let path = format!("POST /v1/test-clocks/{id}/advance");
            for (earlier, later) in [("01:00", "02:00"), ("03:00", "04:00")] {
                let instant = |time: &str| format!("2026-01-01T{time}:00Z").parse().unwrap();
                // Each has looked before the other wrote, and the earlier one is written last.
                let moved = |stand: &Stand, time| TestClocks::moved(&stand.app.ledger, id, instant(time)).unwrap();
                let (one, other) = (moved(&a, later), moved(&b, earlier));
                a.app.ledger.put(one).await.unwrap();
                b.app.ledger.put(other).await.unwrap();
                // Whoever starts now reads what is kept.
                let third = Stand::on(another()).await;
                assert_eq!(third.app.test_clocks.now(id), Some(instant(later)));
                let back = third.call(&path, json!({"to": instant(earlier).to_string()})).await;
                assert_eq!(back.status, 422, "{}", back.text);
            }
            a.done(&path, json!({"to": "2026-01-01T05:00:00Z"})).await;
            let kept = b.app.ledger.docs(DocKind::TestClock, "", "", 10).unwrap();
            assert_eq!(kept.len(), 1, "those before it are gone: {kept:?}");
        });
    }
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
