//! Who may: every endpoint against a wrong key, too small a scope, an ended session, a stranger's session. Nothing moves.

use serde_json::{Value, json};

use super::{OPERATOR, READER, Stand, WRITER, run};
use crate::api;
use crate::auth::Scope;
use crate::edge::{Endpoint, Operation, Who};

/// An address of the operation with things that are there.
pub(super) fn address(operation: &Operation, ids: &Value) -> String {
    let mut path = operation.path.to_owned();
    for name in [
        "account",
        "member",
        "subject",
        "spend",
        "grant",
        "reservation",
        "order",
        "invoice",
        "version",
        "key",
        "clock",
        "event",
        "mail",
        "endpoint",
        "operator",
    ] {
        path = path.replace(&format!("{{{name}}}"), ids[name].as_str().unwrap());
    }
    format!("{} {path}", operation.verb.name())
}

/// A body that the operation would take, were the caller somebody.
pub(super) fn body(operation: &Operation) -> Option<Value> {
    operation.body.as_ref()?;
    Some(match operation.id {
        "createAccount" => json!({"id": "new", "kind": "business", "plan": "build"}),
        "createSpend" | "createReservation" => json!({"credits": 1}),
        "createSpends" => json!({"items": [{"account": "acme", "idempotency_key": "i", "credits": 1}]}),
        "createGrant" => json!({"kind": "promotional", "credits": 5, "reason": "none"}),
        "createReversal" | "rejectOrder" => json!({"reason": "none"}),
        "changePlan" => json!({"plan": "optimize"}),
        "putMember" => json!({"role": "owner"}),
        "createSession" => json!({"member": "ann"}),
        "putSharing" => json!({"enabled": true}),
        "putLimit" => json!({"credits": 1, "per": "day"}),
        "checkUse" | "createQuote" => json!({"feature": "background-removal"}),
        "extendReservation" => json!({"expires_in": "PT2H"}),
        "createOrder" => json!({"package": "extra-1000", "total": {"amount": 2337, "currency": "USD"}}),
        "confirmPayment" => json!({"reference": "TRF 1"}),
        "putAutoTopUp" => {
            json!({"threshold": 5, "package": "extra-1000", "monthly_max": {"amount": 9000, "currency": "USD"}})
        }
        "createApiKey" => json!({"scope": "operator"}),
        "createWebhookEndpoint" => json!({"url": "https://hooks.example.com/other"}),
        "createOperator" => {
            json!({"name": "Max", "email": "max@example.com", "role": "admin", "password": "a tall green tree"})
        }
        "changeOperator" => json!({"name": "Max"}),
        "changeOwnPassword" => json!({"current_password": "never it", "password": "a tall green tree"}),
        "createSupportSession" => json!({"member": "ann", "reason": "asked on the phone"}),
        "voidGrant" | "refundOrder" => json!({"reason": "asked on the phone"}),
        "createTestClock" => json!({"now": "2026-03-01T00:00:00Z"}),
        "advanceTestClock" => json!({"to": "2026-03-02T00:00:00Z"}),
        _ => json!({}),
    })
}

/// Two accounts with members, and something of each kind in the first.
pub(super) async fn furnished(stand: &Stand) -> Value {
    stand.account("acme", "build").await;
    stand.account("other", "build").await;
    for (account, member, role) in [("acme", "ann", "owner"), ("acme", "dee", "designer"), ("other", "zoe", "owner")] {
        stand.done(&format!("PUT /v1/accounts/{account}/members/{member}"), json!({"role": role})).await;
    }
    stand.done("PUT /v1/accounts/acme/limits/member:ann", json!({"credits": 100, "per": "day"})).await;
    let spend = stand.done("POST /v1/accounts/acme/spends", json!({"credits": 3, "member": "ann"})).await;
    let grant = stand
        .done("POST /v1/accounts/acme/grants", json!({"kind": "promotional", "credits": 5, "reason": "a gift"}))
        .await;
    let reservation = stand.done("POST /v1/accounts/acme/reservations", json!({"credits": 2, "member": "ann"})).await;
    let total = json!({"amount": 2337, "currency": "USD"});
    let order = stand.done("POST /v1/accounts/acme/orders", json!({"package": "extra-1000", "total": total})).await;
    let operator =
        json!({"name": "Ivo", "email": "ivo@example.com", "role": "support", "password": "a tall green tree"});
    let operator = stand.done("POST /v1/operators", operator).await;
    let endpoint = stand.done("POST /v1/webhook-endpoints", json!({"url": "https://hooks.example.com/"})).await;
    json!({
        "account": "acme", "member": "ann", "subject": "member:ann", "spend": spend["id"], "grant": grant["id"],
        "reservation": reservation["id"], "order": order["id"], "invoice": "inv_0000000100000001",
        "version": "1", "key": "key_read", "clock": "clk_none",
        "event": "evt_0000000100000002", "mail": "mail_000000010000000200", "endpoint": endpoint["id"],
        "operator": operator["id"],
    })
}

pub(super) async fn session(stand: &Stand, account: &str, member: &str) -> String {
    let token = stand.done(&format!("POST /v1/accounts/{account}/sessions"), json!({"member": member})).await;
    token["token"].as_str().unwrap().to_owned()
}

/// Everything that a caller could have moved.
pub(super) fn digest(stand: &Stand) -> String {
    let ledger = &stand.app.ledger;
    let pools = (1..=ledger.store().last_pool().unwrap()).map(|no| {
        let pool = ledger.pool(scrip_core::id::PoolNo::new(no).unwrap()).unwrap();
        format!("{pool:?}")
    });
    let kinds = scrip_store::DocKind::ALL.into_iter().map(|kind| format!("{:?}", ledger.docs(kind, "", "", 1_000)));
    pools.chain(kinds).collect::<Vec<_>>().join("\n")
}

#[test]
fn strangers_read_and_move_nothing() {
    run(async {
        let stand = Stand::new().await;
        let ids = furnished(&stand).await;
        let (ann, zoe) = (session(&stand, "acme", "ann").await, session(&stand, "other", "zoe").await);
        let before = digest(&stand);
        let mut rows = 0;
        for Endpoint { operation, .. } in api::endpoints() {
            let (who, call) = (operation.who, address(operation, &ids));
            let check = async |token: &str, expected: &[&str]| {
                let reply = stand.send(token, &call, Some("stranger"), body(operation)).await;
                assert!(expected.contains(&reply.code().as_str()), "{call}: {expected:?}, got {}", reply.text);
                assert_eq!(reply.headers["content-type"], "application/problem+json", "{call}");
                assert_eq!(digest(&stand), before, "{call} moved something");
            };
            if who == Who::Anyone {
                continue;
            }
            rows += 1;
            for nobody in ["", "sk_test_0000000000000000000000000", "ses_00.00", &OPERATOR.replace("test", "live")] {
                check(nobody, &["unauthenticated"]).await;
            }
            match who {
                Who::Server(scope) | Who::ServerOrSession(scope) => {
                    if scope > Scope::Read {
                        check(READER, &["scope_missing"]).await;
                    }
                    if scope > Scope::Write {
                        check(WRITER, &["scope_missing"]).await;
                    }
                }
                Who::Session | Who::Operator => check(OPERATOR, &["scope_missing"]).await,
                Who::Anyone => {}
            }
            match who {
                Who::Server(_) | Who::Operator => check(&ann, &["scope_missing"]).await,
                Who::ServerOrSession(_) if operation.id == "changePlan" => check(&zoe, &["scope_missing"]).await,
                Who::ServerOrSession(_) => check(&zoe, &["not_found"]).await,
                _ => {}
            }
        }
        assert!(rows > 60, "{rows} endpoints were asked");
        // An hour later the session is over, and later still.
        stand.app.clock.pass(scrip_core::time::Span::HOUR);
        for Endpoint { operation, .. } in api::endpoints() {
            if operation.who != Who::Anyone {
                let reply = stand.send(&ann, &address(operation, &ids), Some("late"), body(operation)).await;
                assert_eq!(reply.code(), "unauthenticated", "{}: {}", operation.id, reply.text);
            }
        }
        assert_eq!(digest(&stand), before);
    });
}

#[test]
fn a_session_sees_its_own_lines_and_asks_for_itself() {
    run(async {
        let stand = Stand::new().await;
        let ids = furnished(&stand).await;
        stand.done("POST /v1/accounts/acme/spends", json!({"credits": 4, "member": "dee"})).await;
        let (ann, dee) = (session(&stand, "acme", "ann").await, session(&stand, "acme", "dee").await);
        let get = async |token: &str, path: &str| stand.send(token, &format!("GET {path}"), None, None).await;
        let spends = async |token: &str| {
            let reply = get(token, "/v1/accounts/acme/entries?kind=spend").await;
            reply.body["data"].as_array().unwrap().iter().map(|line| line["credits"].clone()).collect::<Vec<_>>()
        };
        assert_eq!(spends(&ann).await, [json!(3), json!(4)], "an owner sees all");
        assert_eq!(spends(&dee).await, [json!(4)], "a designer sees his own");
        let of_ann = format!("/v1/spends/{}", ids["spend"].as_str().unwrap());
        assert_eq!((get(&ann, &of_ann).await.status, get(&dee, &of_ann).await.status), (200, 404));
        assert_eq!(get(&dee, "/v1/accounts/acme/balance").await.status, 200);
        assert_eq!(get(&dee, "/v1/accounts/acme/limits").await.code(), "role_not_allowed");
        let features = get(&dee, "/v1/accounts/acme/features").await;
        assert_eq!(features.status, 200, "{}", features.text);
        assert_eq!(get(&dee, "/v1/accounts/acme/features?member=ann").await.code(), "role_not_allowed");
        let me = get(&dee, "/v1/session").await;
        assert_eq!((&me.body["role"], &me.body["member"]), (&json!("designer"), &json!("dee")), "{}", me.text);
        let plan = json!({"id": "build", "name": "Build"});
        assert_eq!((&me.body["kind"], &me.body["plan"], me.body.get("subaccounts")), (&json!("business"), &plan, None));
        let owner = json!({"role": "owner"});
        let put =
            async |token: &str| stand.send(token, "PUT /v1/accounts/acme/members/new", None, Some(owner.clone())).await;
        assert_eq!((put(&dee).await.code().as_str(), put(&ann).await.status), ("role_not_allowed", 200));
        stand.done("DELETE /v1/accounts/acme/members/dee", Value::Null).await;
        assert_eq!(get(&dee, "/v1/accounts/acme/balance").await.code(), "unauthenticated", "who left is nobody");
    });
}

#[test]
fn in_a_subaccount_a_session_sees_and_sets_the_limits_of_its_own_members() {
    run(async {
        let stand = Stand::new().await;
        let mut catalog = stand.done("GET /v1/catalog", Value::Null).await;
        catalog["roles"]["subaccount"]["subaccount_owner"] = json!(["use", "see_balance", "manage_members"]);
        stand.done("PUT /v1/catalog", catalog).await;
        stand.done("POST /v1/accounts", json!({"id": "studio", "kind": "agency", "plan": "scale"})).await;
        for id in ["shop", "blog"] {
            stand.done("POST /v1/accounts", json!({"id": id, "kind": "subaccount", "parent": "studio"})).await;
        }
        for (account, member, role) in
            [("studio", "ann", "main_owner"), ("shop", "cal", "subaccount_owner"), ("blog", "eve", "subaccount_owner")]
        {
            stand.done(&format!("PUT /v1/accounts/{account}/members/{member}"), json!({"role": role})).await;
        }
        let limit = json!({"credits": 100, "per": "day"});
        for subject in ["account", "member:cal", "member:eve", "subaccount:shop", "subaccount:blog"] {
            stand.done(&format!("PUT /v1/accounts/studio/limits/{subject}"), limit.clone()).await;
        }
        let (ann, cal) = (session(&stand, "studio", "ann").await, session(&stand, "shop", "cal").await);
        let subjects = async |token: &str, account: &str| {
            let reply = stand.send(token, &format!("GET /v1/accounts/{account}/limits"), None, None).await;
            let lines = reply.body["data"].as_array().unwrap().iter();
            lines.map(|line| line["subject"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(subjects(&ann, "studio").await.len(), 5);
        assert_eq!(subjects(&cal, "shop").await, ["account", "member:cal", "subaccount:shop"]);
        let more = json!({"credits": 900, "per": "day"});
        for (call, status) in [
            ("PUT /v1/accounts/shop/limits/member:cal", 200),
            ("PUT /v1/accounts/shop/limits/member:eve", 403),
            ("PUT /v1/accounts/shop/limits/subaccount:shop", 403),
            ("PUT /v1/accounts/shop/limits/account", 403),
            ("PUT /v1/accounts/studio/limits/account", 404),
            ("DELETE /v1/accounts/shop/limits/subaccount:shop", 403),
            ("GET /v1/accounts/shop/limits/subaccount:shop", 200),
            ("GET /v1/accounts/shop/limits/member:eve", 404),
            ("GET /v1/accounts/shop/limits/subaccount:blog", 404),
        ] {
            let body = call.starts_with("PUT").then(|| more.clone());
            assert_eq!(stand.send(&cal, call, None, body).await.status, status, "{call}");
        }
    });
}

/// A page of the main account names the subaccounts that its reader looks after, and no others.
#[test]
fn a_session_names_the_subaccounts_that_its_member_looks_after() {
    run(async {
        let stand = Stand::new().await;
        stand.done("POST /v1/accounts", json!({"id": "acme", "kind": "agency", "plan": "scale"})).await;
        for id in ["shop", "blog"] {
            stand.done("POST /v1/accounts", json!({"id": id, "kind": "subaccount", "parent": "acme"})).await;
        }
        let rows = [
            ("acme", "ann", json!({"role": "main_owner"}), json!(["blog", "shop"])),
            ("acme", "eve", json!({"role": "subaccount_manager", "subaccounts": ["shop"]}), json!(["shop"])),
            ("acme", "kim", json!({"role": "subaccount_manager"}), json!([])),
            ("shop", "sam", json!({"role": "subaccount_owner"}), Value::Null),
        ];
        for (account, member, body, expected) in rows {
            stand.done(&format!("PUT /v1/accounts/{account}/members/{member}"), body).await;
            let token = session(&stand, account, member).await;
            let me = stand.send(&token, "GET /v1/session", None, None).await.body;
            assert_eq!((&me["subaccounts"], &me["plan"]["name"]), (&expected, &json!("Scale")), "{member}: {me}");
            assert_eq!(me["kind"], if account == "acme" { "agency" } else { "subaccount" });
        }
    });
}
