//! Who may buy: refusals in their order, sessions, subaccounts, trials, a price that has changed.

use serde_json::{Value, json};

use super::total;
use crate::tests::{OPERATOR, Stand, run};

async fn session(stand: &Stand, account: &str, member: &str) -> String {
    let token = stand.done(&format!("POST /v1/accounts/{account}/sessions"), json!({"member": member})).await;
    token["token"].as_str().unwrap().to_owned()
}

#[test]
fn refusals_come_in_their_order_and_say_who_can() {
    run(async {
        let stand = Stand::new().await;
        stand.account("acme", "build").await;
        stand
            .done("POST /v1/accounts", json!({"id": "tria", "kind": "business", "plan": "build", "status": "trial"}))
            .await;
        stand.done("POST /v1/accounts", json!({"id": "agen", "kind": "agency", "plan": "build"})).await;
        stand.done("POST /v1/accounts", json!({"id": "sub", "kind": "subaccount", "parent": "agen"})).await;
        for (account, member, role) in [
            ("acme", "ann", "owner"),
            ("acme", "dee", "designer"),
            ("tria", "tim", "owner"),
            ("agen", "mo", "main_owner"),
            ("sub", "su", "subaccount_owner"),
        ] {
            stand.done(&format!("PUT /v1/accounts/{account}/members/{member}"), json!({"role": role})).await;
        }
        let order = |member: &str, amount: u64| json!({"package": "extra-1000", "member": member, "total": {"amount": amount, "currency": "USD"}});
        let right = total(1)["amount"].as_u64().unwrap();
        let rows = [
            ("acme", json!({"package": "extra-1000"}), "invalid_total"),
            ("acme", json!({"package": "extra-1000", "total": {"amount": 1}}), "invalid_total"),
            ("acme", json!({"package": "none", "total": total(1)}), "invalid_package"),
            ("acme", json!({"package": "extra-1000", "quantity": 0, "total": total(1)}), "invalid_quantity"),
            ("none", order("ann", right), "not_found"),
            ("acme", order("nobody", right), "not_found"),
            ("acme", order("dee", 1), "role_not_allowed"),
            ("sub", order("su", 1), "role_not_allowed"),
            ("sub", json!({"package": "extra-1000", "total": total(2)}), "subaccount_cannot_buy"),
            ("tria", order("tim", 1), "trial_cannot_buy"),
            ("acme", order("ann", right - 1), "price_changed"),
            ("acme", json!({"package": "extra-1000", "total": {"amount": right, "currency": "EUR"}}), "price_changed"),
            ("acme", order("ann", right), "201"),
        ];
        for (account, body, expected) in rows {
            let reply = stand.call(&format!("POST /v1/accounts/{account}/orders"), body.clone()).await;
            assert_eq!(reply.code(), expected, "{account} {body}: {}", reply.text);
            match reply.status {
                402 | 403 => assert!(reply.body["who_can"].is_array(), "{}", reply.text),
                409 => assert_eq!(reply.body["total"], total(1)),
                _ => {}
            }
        }
        stand.done("POST /v1/accounts/acme/cancel", json!({})).await;
        stand.app.clock.pass(scrip_core::time::Span::DAY.times(40));
        let reply = stand.call("POST /v1/accounts/acme/orders", order("dee", 1)).await;
        assert_eq!(reply.code(), "account_ended", "{}", reply.text);
        assert_eq!(stand.call("GET /v1/accounts/acme/offers", Value::Null).await.code(), "account_ended");
    });
}

#[test]
fn a_trial_that_runs_short_is_shown_the_plans_that_it_may_start() {
    run(async {
        let stand = Stand::new().await;
        let trial = json!({"id": "tria", "kind": "business", "plan": "optimize", "status": "trial"});
        stand.done("POST /v1/accounts", trial).await;
        for (member, role) in [("tim", "owner"), ("dee", "designer")] {
            stand.done(&format!("PUT /v1/accounts/tria/members/{member}"), json!({"role": role})).await;
        }
        stand.done("POST /v1/accounts/tria/spends", json!({"credits": 100})).await;
        // Pages that need 2,150 and 6,500 credits: a plan's own come, and the 900 that are left of the trial's go.
        let (build, others) = ("build", ["optimize", "scale", "enterprise"]);
        let ids = |list: &Value| {
            list.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        for (member, quantity, expected) in [
            ("tim", 110, [&[build][..], &others].concat()),
            ("tim", 400, others.to_vec()),
            ("tim", 50_000, vec![]),
            ("dee", 110, vec![]),
        ] {
            let asked = json!({"member": member, "feature": "programmatic-landing-pages", "quantity": quantity});
            let check = stand.done("POST /v1/accounts/tria/checks", asked.clone()).await;
            assert_eq!(check["reason"], "insufficient_credits", "{check}");
            assert_eq!(ids(&check["ways"]), expected, "{member} {quantity}: {check}");
            let refused = stand.call("POST /v1/accounts/tria/spends", asked).await;
            assert_eq!((refused.status, &refused.body["ways"]), (402, &check["ways"]), "{}", refused.text);
        }
        let offers = stand.done("GET /v1/accounts/tria/offers", Value::Null).await;
        assert_eq!((&offers["packages"], &offers["pay_with"]), (&json!([]), &json!([])));
        let after = offers["plans"].as_array().unwrap().iter();
        let after: Vec<_> = after.map(|plan| plan["balance_after"]["available"].as_u64().unwrap()).collect();
        assert_eq!((ids(&offers["plans"]).len(), after), (4, vec![2_500, 10_000, 20_000, 60_000]), "{offers}");
        stand.send(OPERATOR, "POST /v1/accounts/tria/activate", Some("a"), Some(json!({"plan": "build"}))).await;
        assert_eq!(stand.done("GET /v1/accounts/tria/balance", Value::Null).await["available"], 2_500);
    });
}

#[test]
fn a_session_buys_for_its_own_account_and_sees_its_orders() {
    run(async {
        let stand = Stand::new().await;
        stand.account("acme", "build").await;
        stand.account("other", "build").await;
        for (account, member, role) in [
            ("acme", "ann", "owner"),
            ("acme", "dee", "designer"),
            ("acme", "abe", "accountant"),
            ("other", "zoe", "owner"),
        ] {
            stand.done(&format!("PUT /v1/accounts/{account}/members/{member}"), json!({"role": role})).await;
        }
        let (ann, dee, abe, zoe) = (
            session(&stand, "acme", "ann").await,
            session(&stand, "acme", "dee").await,
            session(&stand, "acme", "abe").await,
            session(&stand, "other", "zoe").await,
        );
        let body = json!({"package": "extra-1000", "total": total(1)});
        let buy = async |token: &str, key: &str| {
            stand.send(token, "POST /v1/accounts/acme/orders", Some(key), Some(body.clone())).await
        };
        let order = buy(&ann, "k").await;
        assert_eq!((order.status, &order.body["member"]), (201, &json!("ann")), "{}", order.text);
        for (token, expected) in [(&dee, "role_not_allowed"), (&abe, "role_not_allowed"), (&zoe, "not_found")] {
            assert_eq!(buy(token, "another").await.code(), expected);
        }
        let path = format!("/v1/orders/{}", order.body["id"].as_str().unwrap());
        let ask = async |token: &str, call: String| {
            let body = call.starts_with("POST").then(|| json!({}));
            stand.send(token, &call, Some("key"), body).await.code()
        };
        for (token, read, buys) in [
            (&ann, "200", "200"),
            (&abe, "200", "role_not_allowed"),
            (&dee, "role_not_allowed", "role_not_allowed"),
            (&zoe, "not_found", "not_found"),
        ] {
            assert_eq!(ask(token, format!("GET {path}")).await, read);
            assert_eq!(ask(token, "GET /v1/accounts/acme/orders".to_owned()).await, read);
            assert_eq!(ask(token, format!("POST {path}/report-transfer")).await, buys);
            assert_eq!(ask(token, format!("POST {path}/confirm-payment")).await, "scope_missing");
            assert_eq!(ask(token, "GET /v1/orders".to_owned()).await, "scope_missing");
            assert_eq!(ask(token, "GET /v1/disputes".to_owned()).await, "scope_missing");
        }
        assert_eq!(ask(&ann, format!("POST {path}/cancel")).await, "200");
        assert_eq!(ask(&ann, format!("POST {path}/cancel")).await, "order_not_open");
    });
}

#[test]
fn a_tax_id_counts_once_an_operator_has_verified_it() {
    run(async {
        let stand = Stand::new().await;
        stand.account("acme", "build").await;
        let price = async || {
            let offers = stand.done("GET /v1/accounts/acme/offers", Value::Null).await;
            let package = &offers["packages"][0];
            (package["total"]["amount"].clone(), package["reverse_charge"].clone())
        };
        assert_eq!(price().await, (json!(2337), json!(false)), "an unknown country is the seller's");
        let billing = |country: &str, verified: Value| {
            let tax_id = if country == "PL" { "PL5260250274" } else { "DE123456789" };
            let mut billing = json!({"country": country, "tax_id": tax_id});
            if !verified.is_null() {
                billing["tax_id_verified"] = verified;
            }
            json!({"billing": billing})
        };
        let patch = async |token: &str, body: Value| {
            stand.send(token, "PATCH /v1/accounts/acme", None, Some(body)).await.code()
        };
        assert_eq!(patch(crate::tests::WRITER, billing("DE", Value::Null)).await, "200");
        assert_eq!(price().await, (json!(2261), json!(false)));
        assert_eq!(patch(crate::tests::WRITER, billing("DE", json!(true))).await, "scope_missing");
        assert_eq!(price().await, (json!(2261), json!(false)));
        assert_eq!(patch(OPERATOR, billing("DE", json!(true))).await, "200");
        assert_eq!(price().await, (json!(1900), json!(true)));
        // The same again, by somebody who may not say so, leaves it; another country does not.
        assert_eq!(patch(crate::tests::WRITER, billing("DE", Value::Null)).await, "200");
        assert_eq!(price().await, (json!(1900), json!(true)));
        assert_eq!(patch(crate::tests::WRITER, billing("PL", Value::Null)).await, "200");
        assert_eq!(price().await, (json!(2337), json!(false)));
    });
}
