//! Looking on: a support session reads what a member sees, changes nothing, ends with its operator, and has its line.

use scrip_core::time::Span;
use serde_json::{Value, json};

use super::super::{OPERATOR, Reply, run};
use super::Desk;

/// A desk with the account `acme`: an owner, and a designer with a spend of his own.
async fn desk() -> Desk {
    let desk = Desk::new().await;
    desk.stand.account("acme", "build").await;
    for (member, role) in [("ann", "owner"), ("dee", "designer")] {
        desk.stand.done(&format!("PUT /v1/accounts/acme/members/{member}"), json!({"role": role})).await;
        desk.stand.done("POST /v1/accounts/acme/spends", json!({"credits": 3, "member": member})).await;
    }
    desk
}

const OPEN: &str = "POST /v1/accounts/acme/support-sessions";

fn token(reply: &Reply) -> String {
    assert_eq!(reply.status, 201, "{}", reply.text);
    reply.body["token"].as_str().unwrap().to_owned()
}

#[test]
fn it_reads_what_the_member_sees_and_has_a_line_with_the_reason() {
    run(async {
        let desk = desk().await;
        let id = desk.operator("eva", "support").await;
        let cookie = desk.sign_in("eva").await;
        let opened = desk.call(&cookie, OPEN, json!({"member": "dee", "reason": "ticket 7: cannot see credits"})).await;
        assert_eq!((&opened.body["account"], &opened.body["member"]), (&json!("acme"), &json!("dee")));
        assert_eq!(opened.body["expires_at"], "2026-03-01T09:30:00Z");
        let dee = token(&opened);
        let get = async |token: &str, path: &str| desk.stand.send(token, &format!("GET {path}"), None, None).await;
        let me = get(&dee, "/v1/session").await;
        assert_eq!((&me.body["member"], &me.body["support"]), (&json!("dee"), &json!(true)), "{}", me.text);
        let lines = get(&dee, "/v1/accounts/acme/entries?kind=spend").await;
        assert_eq!(lines.body["data"].as_array().unwrap().len(), 1, "his own only: {}", lines.text);
        assert_eq!(get(&dee, "/v1/accounts/acme/limits").await.code(), "role_not_allowed", "no more than he");
        let check = json!({"feature": "background-removal"});
        let check = desk.stand.send(&dee, "POST /v1/accounts/acme/checks", None, Some(check)).await;
        assert_eq!(check.status, 200, "{}", check.text);
        let ann = token(&desk.call(&cookie, OPEN, json!({"reason": "ticket 8"})).await);
        assert_eq!(get(&ann, "/v1/session").await.body["member"], "ann", "who manages members sees most");
        let write =
            desk.stand.send(&ann, "PUT /v1/accounts/acme/members/new", None, Some(json!({"role": "owner"}))).await;
        assert_eq!((write.status, write.code().as_str()), (403, "session_read_only"));
        let own = desk.stand.done("POST /v1/accounts/acme/sessions", json!({"member": "ann"})).await;
        let own = get(own["token"].as_str().unwrap(), "/v1/session").await;
        assert!(own.body.get("support").is_none(), "{}", own.text);
        let lines: Vec<_> = desk.audit().into_iter().filter(|line| line.contains("support_session")).collect();
        assert_eq!(
            lines,
            [
                format!("{id} support_session acme/dee ticket 7: cannot see credits"),
                format!("{id} support_session acme/ann ticket 8"),
            ]
        );
        desk.end().await;
    });
}

#[test]
fn what_is_asked_for_must_be_there() {
    run(async {
        let desk = desk().await;
        desk.stand.account("empty", "build").await;
        for (account, body, code) in [
            ("acme", json!({"member": "ann"}), "invalid_reason"),
            ("acme", json!({"reason": ""}), "invalid_reason"),
            ("acme", json!({"member": "zoe", "reason": "r"}), "not_found"),
            ("nobody", json!({"reason": "r"}), "not_found"),
            ("empty", json!({"reason": "r"}), "invalid_member"),
        ] {
            let reply = desk.stand.call(&format!("POST /v1/accounts/{account}/support-sessions"), body).await;
            assert_eq!(reply.code(), code, "{account} {}", reply.text);
        }
        assert!(!desk.audit().iter().any(|line| line.contains("support_session")));
        desk.end().await;
    });
}

/// Each row ends a look in its own way.
#[test]
fn it_ends_with_its_time_and_with_its_operator() {
    run(async {
        for row in ["sign out", "disabled", "removed", "time", "key revoked"] {
            let desk = desk().await;
            desk.operator("max", "admin").await;
            let id = desk.operator("eva", "support").await;
            let cookie = desk.sign_in("eva").await;
            let key = desk.stand.done("POST /v1/api-keys", json!({"scope": "operator"})).await;
            let token = if row == "key revoked" {
                let key = key["key"].as_str().unwrap();
                token(&desk.stand.send(key, OPEN, None, Some(json!({"reason": "r"}))).await)
            } else {
                token(&desk.call(&cookie, OPEN, json!({"reason": "r"})).await)
            };
            let balance = async || desk.stand.send(&token, "GET /v1/accounts/acme/balance", None, None).await.code();
            assert_eq!(balance().await, "200", "{row}");
            match row {
                "sign out" => drop(desk.call(&cookie, "DELETE /v1/operator-sessions/current", Value::Null).await),
                "disabled" => {
                    drop(desk.stand.done(&format!("PATCH /v1/operators/{id}"), json!({"disabled": true})).await);
                }
                "removed" => drop(desk.stand.done(&format!("DELETE /v1/operators/{id}"), Value::Null).await),
                "time" => {
                    desk.stand.app.clock.pass(Span::MINUTE.times(20));
                    assert_eq!(desk.whose(&cookie).await, "eva");
                    assert_eq!(balance().await, "200");
                    desk.stand.app.clock.pass(Span::MINUTE.times(10));
                    assert_eq!(desk.whose(&cookie).await, "eva", "only the look is over");
                }
                _ => {
                    let id = key["id"].as_str().unwrap();
                    drop(desk.stand.done(&format!("DELETE /v1/api-keys/{id}"), Value::Null).await);
                }
            }
            assert_eq!(balance().await, "unauthenticated", "{row}");
            assert_eq!(desk.stand.send(OPERATOR, "GET /v1/accounts/acme", None, None).await.status, 200);
            desk.end().await;
        }
    });
}

/// Money and credits move for a reason, which stands in the audit.
#[test]
fn an_operator_says_why() {
    run(async {
        let desk = desk().await;
        let id = desk.operator("eva", "finance").await;
        let cookie = desk.sign_in("eva").await;
        let grant = json!({"kind": "promotional", "credits": 5, "reason": "goodwill"});
        let grant = desk.call(&cookie, "POST /v1/accounts/acme/grants", grant).await;
        let void = format!("POST /v1/grants/{}/void", grant.body["id"].as_str().unwrap());
        assert_eq!(desk.call(&cookie, &void, json!({"credits": 1})).await.code(), "invalid_reason");
        assert_eq!(desk.call(&cookie, &void, json!({"credits": 1, "reason": "too much"})).await.status, 200);
        assert_eq!(desk.stand.call(&void, json!({"credits": 1})).await.status, 200, "a server key need not");
        let entries = desk.call(&cookie, "GET /v1/accounts/acme/entries?kind=grant", Value::Null).await;
        let entry = entries.body["data"].as_array().unwrap().iter().find(|entry| entry["by"] == "operator").unwrap();
        assert_eq!(entry["operator"], json!(id), "the entry says who, by the id alone");
        let lines: Vec<_> = desk.audit().into_iter().filter(|line| line.starts_with(&id)).collect();
        assert_eq!(lines[1], format!("{id} grant acme goodwill"));
        assert!(lines[2].starts_with(&format!("{id} void grt_")) && lines[2].ends_with(" too much"), "{lines:?}");
        desk.end().await;
    });
}

/// Whoever of the staff opens an account is named in each of its first entries; the product's server is not.
#[test]
fn an_account_says_which_operator_opened_it() {
    run(async {
        let desk = Desk::new().await;
        let eva = desk.operator("eva", "admin").await;
        let cookie = desk.sign_in("eva").await;
        let account = |id: &str, status: &str| json!({"id": id, "kind": "business", "plan": "build", "status": status});
        for (id, status) in [("one", "active"), ("two", "trial")] {
            assert_eq!(desk.call(&cookie, "POST /v1/accounts", account(id, status)).await.status, 201);
        }
        desk.stand.done("POST /v1/accounts", account("three", "active")).await;
        for (id, by) in [("one", "operator"), ("two", "operator"), ("three", "product")] {
            let entries = desk.stand.done(&format!("GET /v1/accounts/{id}/entries"), Value::Null).await;
            let entries = entries["data"].as_array().unwrap();
            assert!(entries.len() > 1, "{id}");
            for entry in entries {
                let expected = (json!(by), if by == "operator" { json!(eva) } else { Value::Null });
                assert_eq!((&entry["by"], &entry["operator"]), (&expected.0, &expected.1), "{id} {entry}");
            }
        }
        desk.end().await;
    });
}

#[test]
fn the_audit_is_read_from_either_end_and_by_whom() {
    run(async {
        let desk = Desk::new().await;
        desk.operator("eva", "admin").await;
        let cookie = desk.sign_in("eva").await;
        // Far apart, and many at one instant.
        for gap in [0, 1, 60, 60 * 24 * 40, 0, 0, 0, 3] {
            desk.stand.app.clock.pass(Span::MINUTE.times(gap));
            for n in 0..3 {
                desk.stand.done("POST /v1/api-keys", json!({"scope": "read", "name": format!("{gap} {n}")})).await;
            }
        }
        let cookie = if desk.whose(&cookie).await == "eva" { cookie } else { desk.sign_in("eva").await };
        let all = async |query: &str| {
            let (mut lines, mut after) = (Vec::new(), String::new());
            loop {
                let page = desk.call(&cookie, &format!("GET /v1/audit?limit=4{query}{after}"), Value::Null).await;
                lines.extend(page.body["data"].as_array().expect(&page.text).iter().map(Value::to_string));
                let Some(cursor) = page.body["next_cursor"].as_str() else { return lines };
                after = format!("&after={cursor}");
            }
        };
        let oldest = all("").await;
        assert_eq!(oldest.len(), 2 + 24 + 1, "{oldest:?}");
        let mut newest = all("&order=newest").await;
        newest.reverse();
        assert_eq!(newest, oldest);
        assert_eq!(all("&action=signed_in&order=newest").await.len(), 2);
        assert_eq!(all("&who=key_config&action=api_key_created").await.len(), 24);
        assert_eq!(all("&who=nobody").await.len(), 0);
        let middle = "&from=2026-03-01T09:01:00Z&to=2026-03-01T10:01:00Z";
        assert_eq!((all(middle).await.len(), all(&format!("{middle}&order=newest")).await.len()), (3, 3));
        let bad = desk.call(&cookie, "GET /v1/audit?order=random", Value::Null).await;
        assert_eq!(bad.code(), "invalid_order");
        desk.end().await;
    });
}
