//! Billing details: which country and tax id are refused, and who says that a tax id is verified, for how long.

use serde_json::{Value, json};

use super::{Stand, WRITER, run};

#[test]
fn a_country_and_its_tax_id_are_of_a_form() {
    run(async {
        let stand = Stand::new().await;
        stand.account("acme", "build").await;
        let rows: &[(Value, bool)] = &[
            (json!({"country": "DE", "tax_id": "DE136695976"}), true),
            (json!({"country": "DE", "tax_id": "136695976"}), true),
            (json!({"country": "PL", "tax_id": "PL 526-025-02-74"}), true),
            (json!({"country": "PL", "tax_id": "5260250274"}), true),
            (json!({"country": "GR", "tax_id": "EL094259216"}), true),
            (json!({"country": "GR", "tax_id": "094259216"}), true),
            (json!({"country": "US", "tax_id": "12-3456789"}), true),
            (json!({"tax_id": "whatever the host has"}), true),
            (json!({"country": "DE"}), true),
            (json!({"country": "DE", "tax_id": "DE1234"}), false),
            (json!({"country": "DE", "tax_id": "PL5260250274"}), false),
            (json!({"country": "GR", "tax_id": "GR094259216"}), false),
            (json!({"country": "XX"}), false),
            (json!({"country": "UK"}), false),
            (json!({"country": "pl"}), false),
            (json!({"country": "Poland"}), false),
            (json!({"country": "DE", "tax_id_verified": "yes"}), false),
        ];
        for (billing, is_good) in rows {
            let reply = stand.call("PATCH /v1/accounts/acme", json!({"billing": billing})).await;
            let expected = if *is_good { "200" } else { "invalid_billing" };
            assert_eq!(reply.code(), expected, "{billing}: {}", reply.text);
        }
    });
}

#[test]
fn only_an_operator_says_that_a_tax_id_is_verified() {
    run(async {
        let stand = Stand::new().await;
        let id = json!({"country": "DE", "tax_id": "DE136695976"});
        let verified = json!({"country": "DE", "tax_id": "DE136695976", "tax_id_verified": true});
        let unverified = json!({"country": "DE", "tax_id": "DE136695976", "tax_id_verified": false});
        let other = json!({"country": "DE", "tax_id": "DE811128135"});
        let other_verified = json!({"country": "DE", "tax_id": "DE811128135", "tax_id_verified": true});
        let account = |billing: &Value| json!({"id": "new", "kind": "business", "plan": "build", "billing": billing});
        let refused = stand.send(WRITER, "POST /v1/accounts", Some("k"), Some(account(&verified))).await;
        assert_eq!(refused.code(), "scope_missing", "{}", refused.text);
        let made = stand.send(WRITER, "POST /v1/accounts", Some("k"), Some(account(&unverified))).await;
        assert_eq!((made.status, &made.body["billing"]), (201, &id), "{}", made.text);

        // Who sends what, what is answered, and what then stands there.
        let rows: &[(bool, &Value, &str, &Value)] = &[
            (false, &verified, "scope_missing", &id),
            (true, &verified, "200", &verified),
            // The product may send back what it read, and may leave out what it knows nothing of.
            (false, &verified, "200", &verified),
            (false, &id, "200", &verified),
            (false, &unverified, "scope_missing", &verified),
            (false, &other_verified, "scope_missing", &verified),
            // Another tax id is another question.
            (false, &other, "200", &other),
            (false, &id, "200", &id),
            (true, &verified, "200", &verified),
            (true, &unverified, "200", &id),
        ];
        for (place, (is_operator, billing, code, left)) in rows.iter().enumerate() {
            let body = json!({"billing": billing});
            let reply = if *is_operator {
                stand.call("PATCH /v1/accounts/new", body).await
            } else {
                stand.send(WRITER, "PATCH /v1/accounts/new", None, Some(body)).await
            };
            assert_eq!(reply.code(), *code, "row {place}: {}", reply.text);
            let there = stand.done("GET /v1/accounts/new", Value::Null).await;
            assert_eq!(&there["billing"], *left, "row {place}");
        }
        let audit = stand.done("GET /v1/audit", Value::Null).await;
        let lines = audit["data"].as_array().unwrap().iter().filter(|line| line["action"] == "tax_id_verified").count();
        // Set, lost with another tax id, set again, taken back.
        assert_eq!(lines, 4, "{audit}");
    });
}
