//! Who may: every endpoint by every caller that may not, and by each role that may. What is refused moves nothing.

use scrip_core::time::Span;
use serde_json::json;

use super::super::who::{address, body, digest, furnished, session};
use super::super::{OPERATOR, run};
use super::{Desk, OURS};
use crate::api;
use crate::auth::Role;
use crate::edge::{Endpoint, Verb, Who};

/// A desk with an operator of each role signed in, by the role's place.
async fn staffed(desk: &Desk) -> Vec<(Role, String)> {
    let mut cookies = Vec::new();
    for role in Role::ALL {
        let name = format!("{role}s");
        desk.operator(&name, role.name()).await;
        cookies.push((role, desk.sign_in(&name).await));
    }
    cookies
}

#[test]
fn who_may_not_reads_and_moves_nothing() {
    run(async {
        let desk = Desk::new().await;
        desk.operator("late", "admin").await;
        let late = desk.sign_in("late").await;
        desk.stand.app.clock.pass(Span::HOUR.times(13));
        let ids = furnished(&desk.stand).await;
        let cookies = staffed(&desk).await;
        let gone = desk.sign_in("late").await;
        assert_eq!(desk.call(&gone, "DELETE /v1/operator-sessions/current", json!(null)).await.status, 200);
        let out = desk.operator("out", "admin").await;
        let kept_out = desk.sign_in("out").await;
        desk.stand.done(&format!("PATCH /v1/operators/{out}"), json!({"disabled": true})).await;
        let admin = cookies.last().unwrap().1.clone();
        let renamed = admin.replace("scrip_operator=", "__Host-scrip_operator=");
        let twice = format!("{admin}; {admin}");
        let look = json!({"member": "ann", "reason": "asked on the phone"});
        let look = desk.call(&admin, "POST /v1/accounts/acme/support-sessions", look).await;
        let look = format!("Bearer {}", look.body["token"].as_str().unwrap());
        let ann = format!("Bearer {}", session(&desk.stand, "acme", "ann").await);
        let before = digest(&desk.stand);
        let mut rows = 0;
        for Endpoint { operation, .. } in api::endpoints() {
            let (call, is_read) = (address(operation, &ids), operation.verb == Verb::Get);
            let check = async |headers: &[(&str, &str)], expected: &str| {
                let mut all = vec![("idempotency-key", "stranger")];
                all.extend(headers);
                let reply = desk.send(&call, &all, body(operation).as_ref()).await;
                assert_eq!(reply.code(), expected, "{call} {headers:?}: {}", reply.text);
                assert_eq!(reply.headers["content-type"], "application/problem+json", "{call}");
                assert!(!reply.headers.contains_key("set-cookie"), "{call}");
                assert_eq!(digest(&desk.stand), before, "{call} moved something");
                reply
            };
            if operation.who == Who::Anyone {
                continue;
            }
            check(&[OURS], "unauthenticated").await;
            for cookie in ["scrip_operator=", "scrip_operator=00", &late, &gone, &kept_out, &renamed, &twice] {
                check(&[("cookie", cookie), OURS], "unauthenticated").await;
            }
            let least = Role::least(operation.id);
            for (role, cookie) in &cookies {
                if least.is_none_or(|least| *role < least) {
                    let reply = check(&[("cookie", cookie), OURS], "scope_missing").await;
                    let who = reply.body["who_can"].as_array().unwrap();
                    assert_eq!(who.is_empty(), least.is_none(), "{call}: {}", reply.text);
                    assert!(who.is_empty() || reply.text.contains("\"admins\""), "{call}: {}", reply.text);
                }
            }
            if !is_read {
                check(&[("cookie", &admin)], "not_from_console").await;
                check(&[("cookie", &admin), ("x-scrip-console", "0")], "not_from_console").await;
            }
            for foreign in [("origin", "https://evil.example"), ("origin", "null"), ("sec-fetch-site", "cross-site")] {
                check(&[("cookie", &admin), OURS, foreign], "not_from_console").await;
            }
            // What is sent as a key or a token counts, whatever cookie comes with it.
            check(&[("authorization", "Bearer sk_test_0000000000000000"), ("cookie", &admin), OURS], "unauthenticated")
                .await;
            if operation.who == Who::Operator {
                check(&[("authorization", &format!("Bearer {OPERATOR}")), ("cookie", &admin), OURS], "scope_missing")
                    .await;
                check(&[("authorization", &ann), ("cookie", &admin), OURS], "scope_missing").await;
            }
            if !is_read && operation.id != "checkUse" {
                check(&[("authorization", &look)], "session_read_only").await;
            }
            rows += 1;
        }
        assert!(rows > 80, "{rows} endpoints were asked");
        desk.end().await;
    });
}

#[test]
fn each_role_does_what_the_table_says_and_every_deed_has_a_line() {
    run(async {
        let mut deeds = 0;
        for (place, role) in Role::ALL.into_iter().enumerate() {
            let desk = Desk::new().await;
            let ids = furnished(&desk.stand).await;
            let (_, cookie) = staffed(&desk).await.swap_remove(place);
            let id = desk.call(&cookie, "GET /v1/operator-sessions/current", json!(null)).await;
            let id = id.body["operator"]["id"].as_str().unwrap().to_owned();
            let origin = format!("http://{}", desk.address);
            for Endpoint { operation, .. } in api::endpoints() {
                let is_his = Role::least(operation.id).is_some_and(|least| least <= role);
                if !is_his || operation.id == "endOperatorSession" {
                    continue;
                }
                let lines = desk.audit().len();
                let headers = [
                    ("cookie", cookie.as_str()),
                    OURS,
                    ("idempotency-key", operation.id),
                    ("origin", &origin),
                    ("sec-fetch-site", "same-origin"),
                ];
                let call = address(operation, &ids);
                let reply = desk.send(&call, &headers, body(operation).as_ref()).await;
                let refused =
                    ["unauthenticated", "scope_missing", "not_from_console", "session_read_only", "rate_limited"];
                assert!(
                    !refused.contains(&reply.code().as_str()) && reply.status < 500,
                    "{role} {call}: {}",
                    reply.text
                );
                let line = desk.audit().split_off(lines).into_iter().find(|line| line.starts_with(&format!("{id} ")));
                let is_deed = operation.verb != Verb::Get && operation.id != "checkUse";
                if is_deed && reply.status < 300 {
                    assert!(line.is_some(), "{role} {call} has no line");
                    deeds += 1;
                }
                assert!(is_deed || line.is_none(), "{role} {call}: a look has a line");
            }
            desk.end().await;
        }
        assert!(deeds > 30, "{deeds} deeds succeeded");
    });
}
