//! The staff changed at two servers at once: one change after the other, and an admin stays.

use serde_json::{Value, json};

use super::super::Stand;
use super::{Pair, check};

const PASSWORD: &str = "a tall green tree";

/// Rounds of each way to lose an admin: enough that the two meet at every point of their ways.
const ROUNDS: usize = 6;

async fn admin(stand: &Stand, name: &str) -> String {
    let body = json!({"name": name, "email": format!("{name}@example.com"), "role": "admin", "password": PASSWORD});
    stand.done("POST /v1/operators", body).await["id"].as_str().unwrap().to_owned()
}

/// How many may do everything, as one server tells it.
async fn admins(stand: &Stand) -> usize {
    let all = stand.done("GET /v1/operators", Value::Null).await;
    let all = all["data"].as_array().unwrap();
    all.iter().filter(|one| one["role"] == "admin" && one["disabled"] == false).count()
}

#[test]
fn two_admins_who_remove_each_other_leave_one() {
    check(async |Pair { a, b }| {
        let ways = [
            ("DELETE", Value::Null),
            ("PATCH", json!({"role": "support"})),
            ("PATCH", json!({"disabled": true, "name": "Out"})),
        ];
        let mut last: Option<String> = None;
        for (way, (verb, body)) in ways.into_iter().enumerate() {
            for round in 0..ROUNDS {
                let eva = admin(&a, &format!("eva{way}{round}")).await;
                let max = admin(&b, &format!("max{way}{round}")).await;
                if let Some(last) = last.take() {
                    a.done(&format!("DELETE /v1/operators/{last}"), Value::Null).await;
                }
                let call = |id: &str| format!("{verb} /v1/operators/{id}");
                let (out, other) = (call(&eva), call(&max));
                let (one, other) = tokio::join!(a.call(&out, body.clone()), b.call(&other, body.clone()));
                let mut codes = [one.code(), other.code()];
                codes.sort();
                assert_eq!(codes, ["200", "last_admin"], "{verb} {body} round {round}");
                assert_eq!((admins(&a).await, admins(&b).await), (1, 1), "{verb} {body} round {round}");
                last = Some(if one.status == 200 { max } else { eva });
            }
        }
    });
}

/// Neither of two changes of one operator is undone by the other.
#[test]
fn two_changes_of_one_operator_are_both_kept() {
    check(async |Pair { a, b }| {
        admin(&a, "eva").await;
        let max = admin(&a, "max").await;
        let call = format!("PATCH /v1/operators/{max}");
        for round in 0..ROUNDS {
            let role = if round % 2 == 0 { "finance" } else { "admin" };
            let name = format!("Max {round}");
            let (one, other) = tokio::join!(a.call(&call, json!({"role": role})), b.call(&call, json!({"name": name})));
            assert_eq!((one.status, other.status), (200, 200), "{} {}", one.text, other.text);
            for stand in [&a, &b] {
                let max = stand.done(&format!("GET /v1/operators/{max}"), Value::Null).await;
                assert_eq!((&max["role"], &max["name"]), (&json!(role), &json!(name)), "round {round}");
            }
        }
    });
}
