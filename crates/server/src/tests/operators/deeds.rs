//! Deeds: what the audit says of what operators did, of what was refused, and of what only asked.

use axum::body::{Body, Bytes};
use axum::http::Request;
use serde_json::{Value, json};

use super::super::run;
use super::{Desk, OURS};
use crate::api;
use crate::edge::Endpoint;
use crate::edge::deed::{Deed, End};

/// What the audit says of one operator since so many lines: `action outcome code`.
async fn lines(desk: &Desk, who: &str, since: usize) -> Vec<String> {
    let audit = desk.stand.done(&format!("GET /v1/audit?who={who}&limit=200"), Value::Null).await;
    let lines = audit["data"].as_array().unwrap().iter().skip(since).map(|line| {
        let word = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
        format!("{} {} {}", word("action"), word("outcome"), word("code")).trim_end().to_owned()
    });
    lines.collect()
}

/// Each way a call can end, of calls whose line the edge writes and of such as write their own.
#[test]
fn the_audit_says_what_was_done_and_what_was_refused() {
    run(async {
        let desk = Desk::new().await;
        desk.stand.account("acme", "build").await;
        let eva = desk.operator("eva", "admin").await;
        let cookie = desk.sign_in("eva").await;
        let catalog = desk.stand.done("GET /v1/catalog", Value::Null).await;
        let check = async |call: &str, body: Value, code: &str, expected: &[&str]| {
            let since = lines(&desk, &eva, 0).await.len();
            let reply = desk.call(&cookie, call, body.clone()).await;
            assert_eq!(reply.code(), code, "{call} {body}: {}", reply.text);
            assert_eq!(lines(&desk, &eva, since).await, expected, "{call} {body}");
        };
        let plan = "POST /v1/accounts/acme/plan";
        // What only asks has no line, whatever is answered.
        check(plan, json!({"plan": "scale", "preview": true}), "200", &[]).await;
        check(plan, json!({"plan": "none", "preview": true}), "invalid_plan", &[]).await;
        check("PUT /v1/catalog?dry_run=true", catalog.clone(), "200", &[]).await;
        check("POST /v1/accounts/acme/checks", json!({"feature": "lunar"}), "200", &[]).await;
        check("GET /v1/accounts/acme", Value::Null, "200", &[]).await;
        // What is no preview, or not surely one, has.
        let refused = |code: &str| format!("changePlan refused {code}");
        check(plan, json!({"plan": "scale", "preview": false}), "200", &["changePlan done"]).await;
        check(plan, json!({"plan": "none"}), "invalid_plan", &[&refused("invalid_plan")]).await;
        check(plan, json!({"plan": "scale", "preview": "yes"}), "invalid_preview", &[&refused("invalid_preview")])
            .await;
        check("POST /v1/accounts/none/plan", json!({"plan": "scale"}), "not_found", &[&refused("not_found")]).await;
        check("PUT /v1/catalog?dry_run=false", json!({}), "invalid_catalog", &["putCatalog refused invalid_catalog"])
            .await;
        check(
            "PATCH /v1/accounts/acme",
            json!({"time_zone": "Mars"}),
            "invalid_time_zone",
            &["patchAccount refused invalid_time_zone"],
        )
        .await;
        check("POST /v1/accounts/acme/pause", json!({}), "200", &["pauseAccount done"]).await;
        // A line of its own stands in the deed's commit.
        let grant = |kind: &str| json!({"kind": kind, "credits": 5, "reason": "a test"});
        check("POST /v1/accounts/acme/grants", grant("promotional"), "201", &["grant done"]).await;
        check("POST /v1/accounts/acme/grants", grant("plan"), "invalid_kind", &[]).await;
        let max = json!({"name": "Max", "email": "max@example.com", "role": "support", "password": "short"});
        check("POST /v1/operators", max, "invalid_password", &[]).await;
        check(&format!("DELETE /v1/operators/{eva}"), Value::Null, "last_admin", &[]).await;
        // The same key again does nothing again; both lines say so.
        let headers = [("cookie", cookie.as_str()), OURS, ("idempotency-key", "one")];
        let since = lines(&desk, &eva, 0).await.len();
        for _ in 0..2 {
            let reply = desk.send("POST /v1/accounts/acme/grants", &headers, Some(&grant("promotional"))).await;
            assert_eq!(reply.status, 201, "{}", reply.text);
        }
        assert_eq!(lines(&desk, &eva, since).await, ["grant done"]);
        desk.end().await;
    });
}

/// No deed is without a line: it stands before the deed, and where nobody learns how that ended it says so.
#[test]
fn a_deed_that_nobody_knows_the_end_of_was_begun() {
    run(async {
        let desk = Desk::new().await;
        let eva = desk.operator("eva", "admin").await;
        let cookie = desk.sign_in("eva").await;
        let app = &desk.stand.app;
        let now = app.clock.now();
        let acting = app.operators.acting(cookie.split_once('=').unwrap().1, now).unwrap();
        let endpoints = api::endpoints();
        let pause = |endpoint: &&Endpoint| endpoint.operation.id == "pauseAccount";
        let pause = endpoints.iter().find(pause).unwrap().operation;
        let request = Request::builder().uri("/v1/accounts/acme/pause").body(Body::empty()).unwrap();
        let (parts, _) = request.into_parts();
        for (end, expected) in [
            (None, "pauseAccount begun"),
            (Some(End::Unknown), "pauseAccount begun"),
            (Some(End::Refused("not_found".to_owned())), "pauseAccount refused not_found"),
            (Some(End::Done), "pauseAccount done"),
        ] {
            let since = lines(&desk, &eva, 0).await.len();
            let deed = Deed::begin(app, pause, (&parts, &Bytes::new()), &acting, now).await;
            assert_eq!(lines(&desk, &eva, since).await, ["pauseAccount begun"]);
            match (deed.unwrap_or(None), end) {
                (Some(deed), Some(end)) => deed.end(end).await,
                (Some(deed), None) => drop(deed),
                (None, _) => panic!("a deed has no line"),
            }
            assert_eq!(lines(&desk, &eva, since).await, [expected]);
        }
        desk.end().await;
    });
}
