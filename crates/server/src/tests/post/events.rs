//! Events: which entries are events of which type, listed newest first, complete without any webhook. And the catalogue.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::super::{Stand, run};
use crate::notify::event::EventType;

async fn events(stand: &Stand, query: &str) -> Vec<Value> {
    stand.done(&format!("GET /v1/events{query}"), Value::Null).await["data"].as_array().unwrap().clone()
}

fn types(events: &[Value]) -> Vec<&str> {
    events.iter().map(|event| event["type"].as_str().unwrap()).collect()
}

/// All pages, one after the other.
async fn walked(stand: &Stand, query: &str, limit: usize) -> Vec<Value> {
    let (mut all, mut after) = (Vec::new(), String::new());
    loop {
        let page = stand.done(&format!("GET /v1/events?limit={limit}{query}{after}"), Value::Null).await;
        let data = page["data"].as_array().unwrap();
        assert!(data.len() <= limit, "{page}");
        all.extend(data.iter().cloned());
        match page["next_cursor"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => return all,
        }
        // What comes meanwhile moves nothing that is read.
        stand.done("POST /v1/accounts/late/spends", json!({"credits": 1})).await;
    }
}

#[test]
fn entries_are_events_newest_first_whether_or_not_somebody_listens() {
    run(async {
        let stand = Stand::new().await;
        stand.account("late", "build").await;
        stand.done("POST /v1/accounts", json!({"id": "acme", "kind": "agency", "plan": "build"})).await;
        stand.done("POST /v1/accounts", json!({"id": "client", "kind": "subaccount", "parent": "acme"})).await;
        stand.done("PUT /v1/accounts/acme/sharing", json!({"enabled": true})).await;
        let spend = stand.done("POST /v1/accounts/client/spends", json!({"credits": 5})).await;
        let spend = spend["id"].as_str().unwrap();
        stand.done(&format!("POST /v1/spends/{spend}/reversals"), json!({"reason": "none"})).await;
        for end in ["settle", "void"] {
            let open = stand.done("POST /v1/accounts/acme/reservations", json!({"credits": 2})).await;
            stand.done(&format!("POST /v1/reservations/{}/{end}", open["id"].as_str().unwrap()), json!({})).await;
        }
        stand.done("POST /v1/accounts/acme/plan", json!({"plan": "optimize"})).await;
        let all = events(&stand, "?account=acme").await;
        let expected = [
            "grant.created",
            "plan.changed",
            "reservation.voided",
            "reservation.created",
            "reservation.settled",
            "reservation.created",
            "spend.reversed",
            "spend.recorded",
            "sharing.changed",
            "grant.created",
        ];
        assert_eq!(types(&all), expected);
        assert_eq!(all, events(&stand, "?account=client").await, "a subaccount's pool is its agency's");
        let used = &all[7];
        assert_eq!((&used["account"], &used["pool"]), (&json!("client"), &json!("acme")));
        assert_eq!((&used["data"]["entry"]["credits"], &used["data"]["entry"]["spend"]), (&json!(5), &json!(spend)));
        assert_eq!(
            (&all[8]["data"]["details"], &all[1]["data"]["details"]),
            (&json!({"enabled": true}), &json!({"plan": "optimize"}))
        );
        let sequences: Vec<_> = all.iter().map(|event| event["sequence"].as_u64().unwrap()).collect();
        assert!(sequences.is_sorted_by(|one, other| one > other), "{sequences:?}");
        assert_eq!(types(&events(&stand, "?type=spend.reversed").await), ["spend.reversed"]);
        assert_eq!(stand.call("GET /v1/events?type=spend.made", Value::Null).await.code(), "invalid_type");
        assert_eq!(stand.call("GET /v1/events?account=none", Value::Null).await.code(), "not_found");
        for bad in ["x", "1~", "x~y", "~"] {
            let reply = stand.call(&format!("GET /v1/events?after={bad}"), Value::Null).await;
            assert_eq!(reply.code(), "invalid_after", "{bad}: {}", reply.text);
        }
        // Page by page it is the same, while others write.
        let whole: Vec<_> = events(&stand, "?limit=200").await;
        assert_eq!(whole.len(), 11);
        for limit in [1, 3, 4, 50] {
            let walked = walked(&stand, "", limit).await;
            let seen: Vec<_> = walked.iter().filter(|event| whole.contains(event)).collect();
            assert_eq!(seen, whole.iter().collect::<Vec<_>>(), "limit {limit}");
            let ids: BTreeSet<_> = walked.iter().map(|event| event["id"].as_str().unwrap()).collect();
            assert_eq!(ids.len(), walked.len(), "no event stands on two pages");
            assert_eq!(super::events::walked(&stand, "&account=acme", limit).await, all);
        }
    });
}

#[test]
fn periods_trials_and_expiries_are_events_at_their_own_instants() {
    run(async {
        let stand = Stand::new().await;
        let clock = stand.done("POST /v1/test-clocks", json!({"now": "2026-03-01T00:00:00Z"})).await;
        let clock = clock["id"].as_str().unwrap();
        for (id, status) in [("paying", "active"), ("trying", "trial")] {
            let body = json!({"id": id, "kind": "business", "plan": "build", "status": status, "test_clock": clock});
            stand.done("POST /v1/accounts", body).await;
        }
        stand.done("POST /v1/accounts/paying/reservations", json!({"credits": 2})).await;
        stand.done(&format!("POST /v1/test-clocks/{clock}/advance"), json!({"to": "2026-04-02T00:00:00Z"})).await;
        let mut paying = events(&stand, "?account=paying").await;
        paying.reverse();
        let expected = [
            "grant.created",
            "reservation.created",
            "reservation.expired",
            "grant.expired",
            "period.renewed",
            "grant.created",
        ];
        assert_eq!(types(&paying), expected);
        let renewed = &paying[4];
        assert_eq!(renewed["created_at"], "2026-04-01T00:00:00Z");
        let details =
            json!({"starts_at": "2026-04-01T00:00:00Z", "ends_at": "2026-05-01T00:00:00Z", "allowance": 2500});
        assert_eq!(renewed["data"]["details"], details);
        let trying = events(&stand, "?account=trying").await;
        assert!(types(&trying).contains(&"trial.ended"), "{trying:?}");
        // The end of a plan is the end of no trial.
        stand.done("POST /v1/accounts/paying/cancel", json!({})).await;
        stand.done(&format!("POST /v1/test-clocks/{clock}/advance"), json!({"to": "2026-05-02T00:00:00Z"})).await;
        let paying = events(&stand, "?account=paying").await;
        assert!(!types(&paying).contains(&"trial.ended"), "{paying:?}");
    });
}

#[test]
fn the_pages_of_the_documentation_name_every_event_and_every_mail() {
    let page = |name: &str| {
        let path = format!("{}/../../docs/{name}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).unwrap()
    };
    let webhooks = page("webhooks.md");
    for kind in EventType::ALL {
        let line = format!("| `{}` | {} |", kind.name(), kind.about());
        assert!(webhooks.contains(&line), "docs/webhooks.md lacks {line}");
        assert_eq!(EventType::of_name(kind.name()), Some(*kind));
    }
    assert_eq!(
        EventType::ALL.len(),
        webhooks.lines().filter(|line| line.starts_with("| `") && line.contains('.')).count()
    );
    let mail = page("mail.md");
    for kind in crate::mail::letter::MailKind::ALL {
        assert!(mail.contains(&format!("| `{}` |", kind.name())), "docs/mail.md lacks {}", kind.name());
    }
    for name in crate::mail::letter::NAMES {
        assert!(mail.contains(&format!("`{name}`")), "docs/mail.md lacks {name}");
    }
}
