//! The staff: operators are added, changed, kept out and removed; the last admin stays.

use serde_json::{Value, json};

use super::super::run;
use super::{Desk, PASSWORD, mail};

#[test]
fn operators_are_added_shown_changed_and_removed() {
    run(async {
        let desk = Desk::new().await;
        let eva = desk.operator("eva", "admin").await;
        let cookie = desk.sign_in("eva").await;
        let body = json!({"name": "Max", "email": "max@example.com", "role": "support", "password": PASSWORD});
        let made = desk.call(&cookie, "POST /v1/operators", body.clone()).await;
        let max = made.body["id"].as_str().unwrap().to_owned();
        let expected = json!({
            "id": max, "name": "Max", "email": "max@example.com", "role": "support", "disabled": false,
            "created_at": "2026-03-01T09:00:00Z",
        });
        assert_eq!((made.status, &made.body), (201, &expected), "{}", made.text);
        assert_eq!(desk.call(&cookie, "POST /v1/operators", body).await.code(), "operator_exists");
        let list = desk.call(&cookie, "GET /v1/operators?limit=1", Value::Null).await;
        assert_eq!(list.body["data"].as_array().unwrap().len(), 1, "{}", list.text);
        let rest = format!("GET /v1/operators?after={}", list.body["next_cursor"].as_str().unwrap());
        let rest = desk.call(&cookie, &rest, Value::Null).await;
        assert_eq!(rest.body["data"].as_array().unwrap().len(), 1, "{}", rest.text);
        let one = desk.call(&cookie, &format!("GET /v1/operators/{eva}"), Value::Null).await;
        assert_eq!(one.body["last_signed_in_at"], "2026-03-01T09:00:00Z", "{}", one.text);
        assert_eq!(desk.call(&cookie, "GET /v1/operators/opr_none", Value::Null).await.code(), "not_found");

        let call = format!("PATCH /v1/operators/{max}");
        let renamed = desk.call(&cookie, &call, json!({"name": "Maximilian"})).await;
        assert_eq!(renamed.body["name"], "Maximilian");
        let removed = desk.call(&cookie, &format!("DELETE /v1/operators/{max}"), Value::Null).await;
        assert_eq!(removed.body, json!({"id": max, "deleted": true}));
        assert_eq!(desk.call(&cookie, &call, json!({})).await.code(), "not_found");
        desk.operator("max", "support").await;
        desk.sign_in("max").await;
        let lines: Vec<_> = desk.audit().into_iter().filter(|line| line.contains("operator_")).collect();
        assert_eq!(
            lines[1..4],
            [
                format!("{eva} operator_created {max}"),
                format!("{eva} operator_changed {max}: name"),
                format!("{eva} operator_removed {max}"),
            ]
        );
        desk.end().await;
    });
}

#[test]
fn fields_that_cannot_be() {
    run(async {
        let desk = Desk::new().await;
        let check = async |fields: Value, code: &str| {
            let mut body = json!({"name": "Max", "email": "max@example.com", "role": "support", "password": PASSWORD});
            for (name, value) in fields.as_object().unwrap() {
                body[name] = value.clone();
            }
            assert_eq!(desk.stand.call("POST /v1/operators", body.clone()).await.code(), code, "{body}");
        };
        check(json!({"name": null}), "invalid_name").await;
        check(json!({"name": ""}), "invalid_name").await;
        check(json!({"email": "max"}), "invalid_email").await;
        check(json!({"email": "max@example.com\nBcc: x@example.com"}), "invalid_email").await;
        check(json!({"role": "owner"}), "invalid_role").await;
        check(json!({"password": "eleven char"}), "invalid_password").await;
        check(json!({"password": "Max@Example.com"}), "invalid_password").await;
        check(json!({"id": "opr_1"}), "invalid_field").await;
        check(json!({}), "201").await;
        check(json!({"email": "MAX@example.com"}), "operator_exists").await;
        desk.end().await;
    });
}

/// What ends an operator's sessions, at once.
#[test]
fn a_change_that_matters_ends_the_sessions() {
    run(async {
        let desk = Desk::new().await;
        desk.operator("eva", "admin").await;
        for (name, change, whose, again) in [
            ("a", json!({"name": "a"}), "a", "201"),
            ("b", json!({"role": "support"}), "b", "201"),
            ("c", json!({"role": "finance"}), "unauthenticated", "201"),
            ("d", json!({"password": "another green tree"}), "unauthenticated", "sign_in_failed"),
            ("e", json!({"disabled": true}), "unauthenticated", "sign_in_failed"),
            ("f", json!({"disabled": false}), "f", "201"),
        ] {
            let id = desk.operator(name, "support").await;
            let cookie = desk.sign_in(name).await;
            desk.stand.done(&format!("PATCH /v1/operators/{id}"), change.clone()).await;
            assert_eq!(desk.whose(&cookie).await, whose, "{change}");
            assert_eq!(desk.try_in(&mail(name), PASSWORD).await.code(), again, "{change}");
        }
        let id = desk.operator("gone", "support").await;
        let cookie = desk.sign_in("gone").await;
        desk.stand.done(&format!("DELETE /v1/operators/{id}"), Value::Null).await;
        assert_eq!(desk.whose(&cookie).await, "unauthenticated");
        desk.end().await;
    });
}

#[test]
fn the_last_admin_stays() {
    run(async {
        let desk = Desk::new().await;
        let (eva, max) = (desk.operator("eva", "admin").await, desk.operator("max", "admin").await);
        let check = async |call: String, body: Value, code: &str| {
            let reply = desk.stand.call(&call, body.clone()).await;
            assert_eq!(reply.code(), code, "{call} {body} {}", reply.text);
        };
        check(format!("PATCH /v1/operators/{max}"), json!({"disabled": true}), "200").await;
        for body in [json!({"disabled": true}), json!({"role": "finance"}), json!({"role": "support", "name": "x"})] {
            check(format!("PATCH /v1/operators/{eva}"), body, "last_admin").await;
        }
        check(format!("DELETE /v1/operators/{eva}"), Value::Null, "last_admin").await;
        check(format!("PATCH /v1/operators/{eva}"), json!({"name": "Eva", "password": "another tree"}), "200").await;
        check(format!("PATCH /v1/operators/{max}"), json!({"disabled": false}), "200").await;
        check(format!("DELETE /v1/operators/{eva}"), Value::Null, "200").await;
        check(format!("DELETE /v1/operators/{max}"), Value::Null, "last_admin").await;
        desk.end().await;
    });
}
