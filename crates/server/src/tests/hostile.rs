//! Hostile input through the router: always a problem, never a panic, nothing half done.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use super::{OPERATOR, Reply, Stand, run};

impl Stand {
    /// Sends a body as it is.
    async fn text(&self, call: &str, body: impl Into<Body>) -> Reply {
        let (method, path) = call.split_once(' ').unwrap();
        let key = format!("hostile-{}", self.app.ids.number());
        let request = Request::builder().method(method).uri(path).header("authorization", format!("Bearer {OPERATOR}"));
        let request = request.header("idempotency-key", key).header("content-type", "application/json");
        self.raw(request.body(body.into()).unwrap()).await
    }
}

/// Every amount that is none, wherever an amount stands.
#[test]
fn amounts_at_and_past_the_limits() {
    run(async {
        let stand = Stand::new().await;
        stand.account("acme", "build").await;
        let before = stand.done("GET /v1/accounts/acme/balance", Value::Null).await;
        let places = [
            ("POST /v1/accounts/acme/spends", r#"{"credits": @}"#),
            ("POST /v1/accounts/acme/spends", r#"{"feature": "background-removal", "max_credits": @}"#),
            ("POST /v1/accounts/acme/reservations", r#"{"credits": @}"#),
            ("POST /v1/accounts/acme/checks", r#"{"credits": @}"#),
            ("POST /v1/accounts/acme/quotes", r#"{"credits": @}"#),
            ("POST /v1/accounts/acme/grants", r#"{"kind": "promotional", "reason": "r", "credits": @}"#),
            ("PATCH /v1/accounts/acme", r#"{"overdraft_limit": @}"#),
            ("PUT /v1/accounts/acme/limits/account", r#"{"per": "day", "credits": @}"#),
            ("POST /v1/accounts/acme/plan", r#"{"plan": "scale", "credits_per_period": @}"#),
            ("POST /v1/accounts/acme/spends", r#"{"feature": "lunar", "usage": {"input_tokens": @}}"#),
        ];
        let never = [
            ("1e400", "invalid_amount"),
            ("-1", "invalid_amount"),
            ("-0.001", "invalid_amount"),
            ("1000000000000.001", "invalid_amount"),
            ("1e13", "invalid_amount"),
            ("99999999999999999999999999", "invalid_amount"),
            ("\"5\"", "invalid_amount"),
            ("true", "invalid_amount"),
            ("[5]", "invalid_amount"),
            ("{\"a\": 5}", "invalid_amount"),
            ("0.0000001", "invalid_amount"),
            ("NaN", "invalid_json"),
            ("Infinity", "invalid_json"),
            ("+1", "invalid_json"),
            ("01", "invalid_json"),
            ("0x10", "invalid_json"),
            ("1.", "invalid_json"),
            ("١", "invalid_json"),
        ];
        for (call, body) in places {
            for (amount, code) in never {
                let reply = stand.text(call, body.replace('@', amount)).await;
                assert_eq!(reply.code(), code, "{call} {amount}: {}", reply.text);
                assert_eq!(reply.headers["content-type"], "application/problem+json");
            }
        }
        let after = stand.done("GET /v1/accounts/acme/balance", Value::Null).await;
        assert_eq!(before, after, "nothing was done");
        let most = r#"{"kind": "promotional", "reason": "r", "credits": 1000000000000}"#;
        assert_eq!(stand.text("POST /v1/accounts/acme/grants", most).await.status, 201);
        let all = stand.text("POST /v1/accounts/acme/spends", r#"{"credits": 1e12}"#).await;
        assert_eq!((all.status, &all.body["available"]), (201, &json!(2500)), "{}", all.text);
    });
}

#[test]
fn bodies_that_are_none() {
    run(async {
        let stand = Stand::new().await;
        stand.account("acme", "build").await;
        let spends = "POST /v1/accounts/acme/spends";
        let deep =
            |open: &str, close: &str| format!("{{\"metadata\": {}1{}}}", open.repeat(6_000), close.repeat(6_000));
        let check = async |body: Vec<u8>, code: &str| {
            let reply = stand.text(spends, body).await;
            assert_eq!(reply.code(), code, "{:.200}", reply.text);
        };
        check(deep("[", "]").into_bytes(), "invalid_json").await;
        check(deep("{\"a\":", "}").into_bytes(), "invalid_json").await;
        check(b"[".repeat(60_000), "invalid_json").await;
        check(b"{\"credits\": 1, \"feature\": \"\xff\xfe\"}".to_vec(), "invalid_json").await;
        check(b"{\"credits\": 1, \"feature\": \"\\ud800\"}".to_vec(), "invalid_feature").await;
        check(b"{\"credits\": 1} {}".to_vec(), "invalid_json").await;
        check(b"null".to_vec(), "invalid_body").await;
        check(b"{\"credits\": 1, \"credit\": 2}".to_vec(), "invalid_field").await;
        check(b"{\"credits\": 1, \"credits\": 1}".to_vec(), "invalid_field").await;
        check(
            format!("{{\"credits\": 1, \"metadata\": {{\"a\": \"{}\"}}}}", "x".repeat(5_000)).into_bytes(),
            "invalid_metadata",
        )
        .await;
        check(vec![b' '; 70_000], "body_too_large").await;
        check(b"{\"credits\": 1, \"metadata\": [1]}".to_vec(), "invalid_metadata").await;
        check(b"{\"credits\": 1, \"quantity\": 1}".to_vec(), "invalid_credits").await;
        check(b"{\"feature\": \"lunar\", \"usage\": {}}".to_vec(), "invalid_usage").await;
        check(b"{\"feature\": \"lunar\", \"usage\": {\"warp\": 1}}".to_vec(), "unknown_dimension").await;
        check(b"{\"feature\": \"none\"}".to_vec(), "unknown_feature").await;
        check(b"{}".to_vec(), "invalid_feature").await;
        let request = Request::builder().method("POST").uri("/v1/accounts/acme/spends").header("idempotency-key", "k");
        let request =
            request.header("authorization", format!("Bearer {OPERATOR}")).header("content-type", "text/plain");
        assert_eq!(
            stand.raw(request.body(Body::from("{\"credits\": 1}")).unwrap()).await.code(),
            "unsupported_media_type"
        );
    });
}

#[test]
fn ids_keys_and_addresses() {
    run(async {
        let stand = Stand::new().await;
        stand.account("acme", "build").await;
        let long = "a".repeat(65);
        for id in [long.as_str(), "a%2Fb", "%C3%A4", "%FF", "..%2F..", "%00", "a%20b", "-a", "%E2%80%AE"] {
            for path in ["", "/balance", "/entries", "/members", "/features"] {
                let reply = stand.call(&format!("GET /v1/accounts/{id}{path}"), Value::Null).await;
                assert_eq!(reply.code(), "not_found", "{id}{path}: {}", reply.text);
            }
            let reply = stand.call(&format!("PUT /v1/accounts/acme/members/{id}"), json!({"role": "owner"})).await;
            assert_eq!(reply.code(), "invalid_member", "{id}: {}", reply.text);
            for path in ["spends", "grants", "reservations"] {
                let act = if path == "spends" { "reversals" } else { "void" };
                let body = if path == "spends" { json!({"reason": "r"}) } else { json!({}) };
                let reply = stand.call(&format!("POST /v1/{path}/{id}/{act}"), body).await;
                assert_eq!(reply.code(), "not_found", "{path}/{id}: {}", reply.text);
            }
        }
        for id in [long.as_str(), "a/b", "ä", "", " a", "a\n"] {
            let new = json!({"id": id, "kind": "business", "plan": "build"});
            assert_eq!(stand.call("POST /v1/accounts", new).await.code(), "invalid_id", "{id}");
        }
        let largest = "ZZZZZZZZZZZZZZZZ";
        assert_eq!(stand.call(&format!("GET /v1/spends/spd_{largest}"), Value::Null).await.code(), "not_found");
        assert_eq!(stand.call("GET /v1/spends/spd_0000000100000000", Value::Null).await.code(), "not_found");
        assert_eq!(stand.call("GET /v1/spends/spd_0000000100000001", Value::Null).await.code(), "not_found");
        assert_eq!(stand.call("GET /nowhere", Value::Null).await.code(), "not_found");
        let reply = stand.call("DELETE /v1/accounts", Value::Null).await;
        assert_eq!((reply.code().as_str(), reply.headers.contains_key("allow")), ("method_not_allowed", true));
        for query in ["limit=0", "limit=201", "limit=x", "limit=-1", "limit=1&limit=2"] {
            let reply = stand.call(&format!("GET /v1/accounts?{query}"), Value::Null).await;
            assert!(reply.code().starts_with("invalid_"), "{query}: {}", reply.text);
        }
        for query in ["nothing=1", "at=yesterday", "at=2999-01-01T00:00:00Z", "feature=none", "%FF=1"] {
            let reply = stand.call(&format!("GET /v1/accounts/acme/balance?{query}"), Value::Null).await;
            assert_eq!(reply.status, 422, "{query}: {}", reply.text);
        }
        let spend = Some(json!({"credits": 1}));
        let longest = "k".repeat(255);
        for (key, code) in [("", "invalid_idempotency_key"), ("a b", "invalid_idempotency_key"), (&longest, "201")] {
            let reply = stand.send(OPERATOR, "POST /v1/accounts/acme/spends", Some(key), spend.clone()).await;
            assert_eq!(reply.code(), code, "{key}");
        }
        let reply = stand.send(OPERATOR, "POST /v1/accounts/acme/spends", None, spend).await;
        assert_eq!(reply.code(), "idempotency_key_missing");
    });
}

#[test]
fn the_clock_set_forward_stops_writing_and_back_goes_on() {
    run(async {
        let stand = Stand::new().await;
        stand.account("acme", "build").await;
        let spend = || stand.call("POST /v1/accounts/acme/spends", json!({"credits": 1}));
        let balance = || stand.done("GET /v1/accounts/acme/balance", Value::Null);
        stand.app.clock.set_wall("2027-03-01T09:00:00Z".parse().unwrap());
        let reply = spend().await;
        assert_eq!((reply.status, reply.code().as_str()), (503, "unavailable"), "{}", reply.text);
        assert_eq!(balance().await["available"], json!(2500), "nothing expired, nothing was granted");
        stand.app.clock.set_wall("2026-03-01T09:00:00Z".parse().unwrap());
        assert_eq!(spend().await.status, 201, "it agrees again");
        stand.app.clock.set_wall("2025-03-01T09:00:00Z".parse().unwrap());
        assert_eq!(spend().await.status, 503);
        stand.done("POST /v1/clock/accept", Value::Null).await;
        let late = spend().await;
        assert_eq!(late.status, 201, "an operator accepted it: {}", late.text);
        assert_eq!(late.body["created_at"], json!("2026-03-01T09:00:00Z"), "a pool's time never runs back");
        assert_eq!(balance().await["available"], json!(2498));
    });
}

#[test]
fn too_many_requests_are_told_when_to_come_again() {
    run(async {
        let config = crate::Config {
            limits: crate::Limits { requests_per_key: 3, requests_per_session: 1, ..crate::Limits::default() },
            ..super::config()
        };
        let store = std::sync::Arc::new(scrip_store::memory::MemoryStore::default());
        let stand = Stand::with(store, &config).await;
        let mut codes = Vec::new();
        for _ in 0..5 {
            let reply = stand.call("GET /v1/catalog", Value::Null).await;
            codes.push(reply.status);
            assert_eq!(reply.headers.contains_key("retry-after"), reply.status == 429);
        }
        assert_eq!(codes, [200, 200, 200, 429, 429]);
        stand.app.clock.pass(scrip_core::time::Span::SECOND);
        assert_eq!(stand.call("GET /v1/catalog", Value::Null).await.status, 200);
    });
}
