//! Spends: the first one, replays, refusals that leave nothing, and as many clients as there are credits, and more.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{OPERATOR, Stand, WRITER, run};

#[test]
fn a_spend_is_answered_once_and_again() {
    run(async {
        let stand = Stand::new().await;
        stand.account("acme", "build").await;
        let body = json!({"feature": "background-removal"});
        let first = stand.send(WRITER, "POST /v1/accounts/acme/spends", Some("k1"), Some(body.clone())).await;
        assert_eq!(first.status, 201, "{}", first.text);
        assert_eq!(first.body["credits"], json!(10));
        assert_eq!(first.body["available"], json!(2490));
        assert_eq!(first.body["draws"][0]["kind"], json!("plan"));
        let again = stand.send(WRITER, "POST /v1/accounts/acme/spends", Some("k1"), Some(body)).await;
        assert_eq!((again.status, &again.text), (201, &first.text));
        assert_eq!(again.headers["idempotency-replayed"], "true");
        assert!(!first.headers.contains_key("idempotency-replayed"));
        let other = json!({"feature": "background-removal", "quantity": 2});
        let reused = stand.send(WRITER, "POST /v1/accounts/acme/spends", Some("k1"), Some(other)).await;
        assert_eq!((reused.status, reused.code().as_str()), (422, "idempotency_key_reused"));
        let read = stand.call(&format!("GET /v1/spends/{}", first.body["id"].as_str().unwrap()), Value::Null).await;
        assert_eq!((read.status, &read.body["reversed"]), (200, &json!(0)));
    });
}

#[test]
fn refusals_say_what_helps_and_leave_no_key() {
    run(async {
        let stand = Stand::new().await;
        stand.account("acme", "build").await;
        let spend = |credits: u32| json!({"credits": credits});
        let path = "POST /v1/accounts/acme/spends";
        let reply = stand.send(OPERATOR, path, Some("k"), Some(spend(2_501))).await;
        assert_eq!((reply.status, reply.code().as_str()), (402, "insufficient_credits"), "{}", reply.text);
        let Value::Object(body) = &reply.body else { panic!("{}", reply.text) };
        assert_eq!(
            (&body["required"], &body["available"], &body["shortfall"]),
            (&json!(2501), &json!(2500), &json!(1))
        );
        assert!(body["ways"].as_array().unwrap().len() > 1, "{}", reply.text);
        let done = stand.send(OPERATOR, path, Some("k"), Some(spend(2_500))).await;
        assert_eq!(done.status, 201, "the refused request left its key free: {}", done.text);
        assert_eq!(done.body["available"], json!(0));
    });
}

#[test]
fn exactly_n_of_64_parallel_clients_succeed() {
    run(async {
        let stand = Arc::new(Stand::new().await);
        stand.account("acme", "build").await;
        stand.done("POST /v1/accounts/acme/spends", json!({"credits": 2_460})).await;
        let tasks: Vec<_> = (0..64)
            .map(|client| {
                let stand = Arc::clone(&stand);
                tokio::spawn(async move {
                    let key = format!("client-{client}");
                    let body = json!({"credits": 1});
                    stand.send(WRITER, "POST /v1/accounts/acme/spends", Some(&key), Some(body)).await.status
                })
            })
            .collect();
        let mut statuses = Vec::new();
        for task in tasks {
            statuses.push(task.await.unwrap());
        }
        let count = |status| statuses.iter().filter(|s| **s == status).count();
        assert_eq!((count(201), count(402)), (40, 24), "{statuses:?}");
    });
}

#[test]
fn twins_with_one_key_have_one_effect() {
    run(async {
        let stand = Arc::new(Stand::new().await);
        stand.account("acme", "build").await;
        let twin = || {
            let stand = Arc::clone(&stand);
            tokio::spawn(async move {
                let body = json!({"credits": 7});
                stand.send(WRITER, "POST /v1/accounts/acme/spends", Some("twin"), Some(body)).await
            })
        };
        let twins: Vec<_> = (0..16).map(|_| twin()).collect();
        let mut texts = Vec::new();
        for task in twins {
            let reply = task.await.unwrap();
            assert_eq!(reply.status, 201, "{}", reply.text);
            texts.push(reply.text);
        }
        texts.dedup();
        assert_eq!(texts.len(), 1);
        assert!(texts[0].contains("\"available\":2493"), "{}", texts[0]);
    });
}

#[test]
fn a_batch_answers_each_item_on_its_own() {
    run(async {
        let stand = Stand::new().await;
        stand.account("acme", "build").await;
        let item = |key: &str, credits: Value| json!({"account": "acme", "idempotency_key": key, "credits": credits});
        let items = json!({"items": [
            item("a", json!(2_000)),
            item("b", json!(1_000)),
            item("c", json!("5")),
            item("a", json!(2_000)),
            {"account": "acme", "credits": 1},
            {"account": "nobody", "idempotency_key": "n", "credits": 1},
            item("d", json!(500)),
        ]});
        let reply = stand.send(WRITER, "POST /v1/spends/batch", None, Some(items)).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        let answers = reply.body["items"].as_array().unwrap();
        let short: Vec<(u64, String)> = answers
            .iter()
            .map(|item| (item["status"].as_u64().unwrap(), item["error"]["code"].as_str().unwrap_or("").to_owned()))
            .collect();
        let expected = [
            (201, ""),
            (402, "insufficient_credits"),
            (422, "invalid_amount"),
            (201, ""),
            (400, "idempotency_key_missing"),
            (404, "not_found"),
            (201, ""),
        ];
        assert_eq!(short, expected.map(|(status, code)| (status, code.to_owned())), "{}", reply.text);
        assert_eq!(answers[3]["replayed"], json!(true));
        assert_eq!(answers[3]["spend"], answers[0]["spend"]);
        assert_eq!(answers[6]["spend"]["available"], json!(0));
    });
}
