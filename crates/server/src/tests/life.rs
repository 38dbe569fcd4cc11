//! Flows through the API: accounts and their life, reservations, quotes, entries, usage, catalog, keys, clocks.

use std::sync::Arc;

use scrip_core::time::Timestamp;
use scrip_store::sqlite::{Options, SqliteStore};
use serde_json::{Value, json};

use super::{OPERATOR, Stand, config, run};
use crate::config::{Config, StorePlace};

#[test]
fn a_reservation_is_settled_on_what_was_used() {
    run(async {
        let stand = Stand::new().await;
        stand.account("acme", "build").await;
        let body = json!({"feature": "lunar", "credits": 400, "expires_in": "PT10M"});
        let made = stand.done("POST /v1/accounts/acme/reservations", body).await;
        assert_eq!((&made["credits"], &made["state"], &made["available"]), (&json!(400), &json!("open"), &json!(2100)));
        let path = format!("/v1/reservations/{}", made["id"].as_str().unwrap());
        let used = json!({"usage": {"input_tokens": 10_000, "output_tokens": 5_000}});
        let settle = format!("POST {path}/settle");
        let first = stand.send(OPERATOR, &settle, Some("s"), Some(used.clone())).await;
        assert_eq!(first.status, 200, "{}", first.text);
        assert_eq!((&first.body["spend"]["credits"], &first.body["released"]), (&json!(30), &json!(370)));
        assert_eq!(first.body["available"], json!(2470));
        let again = stand.send(OPERATOR, &settle, Some("s"), Some(used)).await;
        assert_eq!(again.text, first.text);
        assert_eq!(stand.call(&settle, json!({})).await.code(), "reservation_not_open");
        assert_eq!(stand.done(&format!("GET {path}"), Value::Null).await["state"], json!("closed"));
        let open = stand.done("POST /v1/accounts/acme/reservations", json!({"credits": 5})).await;
        let list = stand.done("GET /v1/accounts/acme/reservations", Value::Null).await;
        assert_eq!((list["data"].as_array().unwrap().len(), &list["next_cursor"]), (1, &Value::Null));
        let path = format!("/v1/reservations/{}", open["id"].as_str().unwrap());
        stand.done(&format!("POST {path}/extend"), json!({"expires_in": "PT2H"})).await;
        let voided = stand.done(&format!("POST {path}/void"), Value::Null).await;
        assert_eq!((&voided["released"], &voided["available"]), (&json!(5), &json!(2470)));
    });
}

#[test]
fn a_quote_binds_once_and_a_check_binds_nothing() {
    run(async {
        let stand = Stand::new().await;
        stand.account("acme", "build").await;
        let asked = json!({"feature": "programmatic-landing-pages", "quantity": 110});
        let check = stand.done("POST /v1/accounts/acme/checks", asked.clone()).await;
        assert_eq!(
            (&check["allowed"], &check["cost"], &check["available_after"]),
            (&json!(true), &json!(2150), &json!(350))
        );
        let quote = stand.done("POST /v1/accounts/acme/quotes", asked.clone()).await;
        assert_eq!((&quote["credits"], &quote["sufficient"]), (&json!(2150), &json!(true)));
        assert_eq!(quote["breakdown"].as_array().unwrap().len(), 2, "{quote}");
        let mut spend = asked.clone();
        spend["quote"] = quote["id"].clone();
        stand.done("POST /v1/accounts/acme/spends", spend.clone()).await;
        assert_eq!(stand.call("POST /v1/accounts/acme/spends", spend).await.code(), "quote_used");
        let check = stand.done("POST /v1/accounts/acme/checks", asked).await;
        assert_eq!((&check["allowed"], &check["reason"]), (&json!(false), &json!("insufficient_credits")));
        assert!(!check["ways"].as_array().unwrap().is_empty(), "{check}");
        let features = stand.done("GET /v1/accounts/acme/features", Value::Null).await;
        let of = |id: &str| features["data"].as_array().unwrap().iter().find(|f| f["feature"] == id).unwrap().clone();
        assert_eq!(
            (&of("background-removal")["cost"], &of("background-removal")["class"]),
            (&json!(10), &json!("paid"))
        );
        assert_eq!(
            (&of("ml-translation")["reason"], &of("ml-translation")["class"]),
            (&json!("plan_lacks_feature"), &json!("gated"))
        );
    });
}

#[test]
fn an_instant_that_was_rewritten_by_hand_is_found_wherever_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let stand = |path: &std::path::Path| {
        let config = Config { store: StorePlace::File(path.to_owned()), ..config() };
        let store = SqliteStore::open(path, Options::default());
        async move { Stand::with(Arc::new(store.unwrap()), &config).await }
    };
    let whole = folder.path().join("whole.db");
    run(async {
        let stand = stand(&whole).await;
        stand.account("acme", "build").await;
        stand.done("POST /v1/accounts/acme/spends", json!({"credits": 1})).await;
        let verified = stand.done("POST /v1/verifications", Value::Null).await;
        assert_eq!(verified["ok"], json!(true), "{verified}");
    });
    let bytes = std::fs::read(&whole).unwrap();
    let start: Timestamp = super::START.parse().unwrap();
    let instant = start.micros().to_be_bytes();
    let places: Vec<_> = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(&instant)).collect();
    assert!(places.len() > 2, "in each entry, and in each commit's record: {places:?}");
    for place in places {
        let mut forged = bytes.clone();
        forged[place + 7] ^= 1;
        let path = folder.path().join(format!("{place}.db"));
        std::fs::write(&path, forged).unwrap();
        run(async {
            let verified = stand(&path).await.done("POST /v1/verifications", Value::Null).await;
            assert_eq!(verified["ok"], json!(false), "at {place}: {verified}");
        });
    }
}

#[test]
fn an_account_lives() {
    run(async {
        let stand = Stand::new().await;
        let new = json!({"id": "t", "kind": "business", "plan": "optimize", "status": "trial", "time_zone": "Europe/Warsaw",
            "locale": "pl", "billing": {"name": "T", "email": "t@example.com", "country": "PL"}});
        let made = stand.send(OPERATOR, "POST /v1/accounts", Some("t"), Some(new.clone())).await;
        assert_eq!((made.status, &made.body["state"]), (201, &json!("trial")), "{}", made.text);
        let again = stand.send(OPERATOR, "POST /v1/accounts", Some("t"), Some(new.clone())).await;
        assert_eq!((again.status, &again.text), (201, &made.text));
        assert_eq!(stand.send(OPERATOR, "POST /v1/accounts", Some("u"), Some(new)).await.code(), "account_exists");
        assert_eq!(stand.done("GET /v1/accounts/t/balance", Value::Null).await["monthly"]["available"], json!(1000));
        let active = stand.send(OPERATOR, "POST /v1/accounts/t/activate", Some("a"), None).await;
        assert_eq!((active.status, &active.body["state"]), (200, &json!("active")), "{}", active.text);
        let preview = json!({"plan": "scale", "preview": true});
        let preview = stand.done("POST /v1/accounts/t/plan", preview).await;
        assert_eq!(preview["before"]["available"], json!(10_000));
        assert_eq!(preview["after"]["available"], json!(20_000));
        assert_eq!(stand.done("POST /v1/accounts/t/plan", json!({"plan": "scale"})).await["plan"], json!("scale"));
        let waits = stand.done("POST /v1/accounts/t/plan", json!({"plan": "build"})).await;
        assert_eq!(waits["scheduled"]["plan"], json!("build"), "{waits}");
        let replayed = stand.send(OPERATOR, "POST /v1/accounts/t/activate", Some("a"), None).await;
        assert_eq!(replayed.text, active.text, "the first answer, whatever has happened since");
        stand.done("DELETE /v1/accounts/t/plan/scheduled", Value::Null).await;
        for (step, field, value) in [
            ("pause", "paused", json!(true)),
            ("resume", "paused", json!(false)),
            ("cancel", "state", json!("canceling")),
        ] {
            assert_eq!(stand.done(&format!("POST /v1/accounts/t/{step}"), Value::Null).await[field], value);
        }
        let patched = stand.done("PATCH /v1/accounts/t", json!({"overdraft_limit": 50, "locale": "de"})).await;
        assert_eq!(
            (&patched["overdraft_limit"], &patched["locale"], &patched["billing"]["name"]),
            (&json!(50), &json!("de"), &json!("T"))
        );
        let agency = json!({"id": "ag", "kind": "agency", "plan": "build"});
        stand.done("POST /v1/accounts", agency).await;
        let sub = stand.done("POST /v1/accounts", json!({"id": "ag-1", "kind": "subaccount", "parent": "ag"})).await;
        assert_eq!((&sub["parent"], &sub["plan"]), (&json!("ag"), &json!("build")));
        let spend = json!({"credits": 1});
        assert_eq!(stand.call("POST /v1/accounts/ag-1/spends", spend.clone()).await.code(), "sharing_disabled");
        stand.done("PUT /v1/accounts/ag/sharing", json!({"enabled": true})).await;
        assert_eq!(stand.done("POST /v1/accounts/ag-1/spends", spend).await["account"], json!("ag-1"));
        let list = stand.done("GET /v1/accounts?limit=2", Value::Null).await;
        assert_eq!(list["data"].as_array().unwrap().len(), 2);
        let after = list["next_cursor"].as_str().unwrap();
        let rest = stand.done(&format!("GET /v1/accounts?limit=2&after={after}"), Value::Null).await;
        assert_eq!((&rest["data"][0]["id"], &rest["next_cursor"]), (&json!("ag-1"), &Value::Null));
        let subs = stand.done("GET /v1/accounts?kind=subaccount&parent=ag&q=g-", Value::Null).await;
        assert_eq!(subs["data"].as_array().unwrap().len(), 1);
    });
}

#[test]
fn lines_explain_themselves() {
    run(async {
        let stand = Stand::new().await;
        stand.account("acme", "build").await;
        let spend = json!({"feature": "lunar", "usage": {"output_tokens": 3_000, "model": "large-2"}});
        let spent = stand.done("POST /v1/accounts/acme/spends", spend).await;
        let path = format!("POST /v1/spends/{}/reversals", spent["id"].as_str().unwrap());
        let back = stand.done(&path, json!({"credits": 6, "reason": "=failed"})).await;
        assert_eq!((&back["returned"][0]["available"], &back["available"]), (&json!(6), &json!(2470)), "{back}");
        stand.done("POST /v1/accounts/acme/spends", json!({"feature": "background-removal"})).await;
        let usage = stand.done("GET /v1/accounts/acme/usage?group_by=day,feature", Value::Null).await;
        let rows: Vec<_> =
            usage["data"].as_array().unwrap().iter().map(|r| (r["feature"].clone(), r["credits"].clone())).collect();
        assert_eq!(rows, [(json!("background-removal"), json!(10)), (json!("lunar"), json!(30))]);
        let usage = stand.done("GET /v1/accounts/acme/usage?group_by=model", Value::Null).await;
        assert_eq!(usage["data"][1]["model"], json!("large-2"), "{usage}");
        let first = stand.done("GET /v1/accounts/acme/entries?limit=2", Value::Null).await;
        let second = stand.done(
            &format!("GET /v1/accounts/acme/entries?limit=200&after={}", first["next_cursor"].as_str().unwrap()),
            Value::Null,
        );
        let second = second.await;
        let all: Vec<u64> = [&first, &second]
            .iter()
            .flat_map(|page| page["data"].as_array().unwrap().iter().map(|line| line["sequence"].as_u64().unwrap()))
            .collect();
        assert_eq!(all, (1..).take(all.len()).collect::<Vec<u64>>(), "no line is left out");
        let queries =
            ["", "&kind=spend", "&from=2026-01-01T00:00:00Z", "&to=2026-01-01T00:00:00Z", "&to=2999-01-01T00:00:00Z"];
        for (query, limit) in queries.into_iter().flat_map(|query| [1, 2, 200].map(|limit| (query, limit))) {
            let pages = async |order: &str| {
                let (mut found, mut after) = (Vec::new(), String::new());
                loop {
                    let path = format!("GET /v1/accounts/acme/entries?limit={limit}&order={order}{query}{after}");
                    let page = stand.done(&path, Value::Null).await;
                    let lines = page["data"].as_array().unwrap();
                    found.extend(lines.iter().map(|line| line["sequence"].as_u64().unwrap()));
                    let Some(cursor) = page["next_cursor"].as_str() else { break found };
                    assert_eq!(lines.len(), limit, "{page}");
                    after = format!("&after={cursor}");
                }
            };
            let (mut oldest, newest) = (pages("oldest").await, pages("newest").await);
            oldest.reverse();
            assert_eq!(newest, oldest, "{query}");
        }
        assert_eq!(stand.call("GET /v1/accounts/acme/entries?order=best", Value::Null).await.status, 422);
        let request = axum::http::Request::builder().uri("/v1/accounts/acme/entries");
        let request = request.header("authorization", format!("Bearer {OPERATOR}")).header("accept", "text/csv");
        let csv = stand.raw(request.body(axum::body::Body::empty()).unwrap()).await;
        assert_eq!(csv.text.lines().count(), all.len() + 1, "{}", csv.text);
        assert!(csv.text.contains(",'=failed,"), "{}", csv.text);
        let verified = stand.done("POST /v1/verifications", Value::Null).await;
        assert_eq!((&verified["ok"], &verified["faults"]), (&json!(true), &json!([])), "{verified}");
        let then = stand.done("GET /v1/accounts/acme/balance?at=2026-03-01T09:00:00Z", Value::Null).await;
        assert_eq!(then["available"], json!(2460));
    });
}

#[test]
fn catalogs_keys_and_clocks() {
    run(async {
        let stand = Stand::new().await;
        stand.account("acme", "build").await;
        let reply = stand.call("GET /v1/catalog", Value::Null).await;
        let (tag, mut catalog) = (reply.headers["etag"].to_str().unwrap().to_owned(), reply.body);
        catalog["features"][0]["price"]["per_use"] = json!(11);
        let dry = stand.done("PUT /v1/catalog?dry_run=true", catalog.clone()).await;
        assert_eq!((&dry["version"], &dry["dry_run"]), (&json!(2), &json!(true)));
        assert!(!dry["changes"].as_array().unwrap().is_empty(), "{dry}");
        let put = async |tag: &str, body: &Value| {
            let request = axum::http::Request::builder().method("PUT").uri("/v1/catalog").header("if-match", tag);
            let request = request
                .header("authorization", format!("Bearer {OPERATOR}"))
                .header("content-type", "application/json");
            stand.raw(request.body(axum::body::Body::from(body.to_string())).unwrap()).await
        };
        assert_eq!(put("\"7\"", &catalog).await.code(), "catalog_conflict");
        assert_eq!(put(&tag, &catalog).await.status, 200);
        assert_eq!(put(&tag, &catalog).await.code(), "catalog_conflict");
        let mut without = catalog.clone();
        without["plans"].as_array_mut().unwrap().retain(|plan| plan["id"] != "build");
        let reply = put("\"2\"", &without).await;
        assert!(["catalog_in_use", "invalid_catalog"].contains(&reply.code().as_str()), "{}", reply.text);
        let versions = stand.done("GET /v1/catalog/versions", Value::Null).await;
        assert_eq!(versions["data"].as_array().unwrap().len(), 2);
        stand.done("GET /v1/catalog/versions/1", Value::Null).await;
        let key = stand.done("POST /v1/api-keys", json!({"scope": "read", "name": "reports"})).await;
        let secret = key["key"].as_str().unwrap();
        assert_eq!(stand.send(secret, "GET /v1/accounts/acme", None, None).await.status, 200);
        stand.done(&format!("DELETE /v1/api-keys/{}", key["id"].as_str().unwrap()), Value::Null).await;
        assert_eq!(stand.send(secret, "GET /v1/accounts/acme", None, None).await.status, 401);
        let clock = stand.done("POST /v1/test-clocks", json!({"now": "2026-01-31T12:00:00Z"})).await;
        let account = json!({"id": "c", "kind": "business", "plan": "build", "test_clock": clock["id"]});
        stand.done("POST /v1/accounts", account).await;
        let path = format!("POST /v1/test-clocks/{}/advance", clock["id"].as_str().unwrap());
        stand.done(&path, json!({"to": "2026-03-30T12:00:00Z"})).await;
        let balance = stand.done("GET /v1/accounts/c/balance", Value::Null).await;
        assert_eq!(balance["monthly"]["renews_at"], json!("2026-03-31T12:00:00Z"), "{balance}");
        let lines = stand.done("GET /v1/accounts/c/entries?kind=grant", Value::Null).await;
        assert_eq!(lines["data"].as_array().unwrap().len(), 2, "January's and February's");
        let audit = stand.done("GET /v1/audit", Value::Null).await;
        assert_eq!(audit["data"].as_array().unwrap().len(), 3, "{audit}");
    });
}
