//! What is so on a database alone: what is told of its connections, pools that are due without being touched.

use std::collections::BTreeSet;
use std::time::Duration;

use scrip_core::time::Span;
use serde_json::{Value, json};

use super::super::{Stand, run};
use super::shared_stores;
use crate::clock::Clock;
use crate::serve::sweep::Sweeper;

#[test]
fn every_metric_that_the_dashboard_and_the_handbook_ask_for_is_told() {
    let mut stores = shared_stores();
    let on_a_database = stores.remove(1);
    run(async {
        let stand = Stand::on(on_a_database()).await;
        stand.account("acme", "build").await;
        let told = stand.app.metrics.text(&stand.app.ledger) + &stand.app.told.text();
        let asked =
            [include_str!("../../../../../docs/dashboard.json"), include_str!("../../../../../docs/operating.md")];
        let is_of_a_name = |letter: char| letter.is_ascii_lowercase() || letter == '_';
        let names = asked.iter().flat_map(|text| text.split(|letter| !is_of_a_name(letter)));
        let names: BTreeSet<_> = names.filter(|name| name.starts_with("scrip_")).collect();
        assert!(names.contains("scrip_ledger_retries_total"), "{names:?}");
        for name in names {
            assert!(told.contains(name), "{name} is not told: {told}");
        }
        for cause in ["connection", "deadlock", "lock", "key", "conflict", "unknown_outcome", "turn"] {
            assert!(told.contains(&format!("scrip_ledger_retries_total{{cause=\"{cause}\"}} ")), "{told}");
        }
    });
}

/// A database finds what is due by what was noted when a pool changed last; another catalog may warn sooner than that.
#[test]
fn another_catalog_warns_of_pools_that_nobody_touches() {
    let mut stores = shared_stores();
    let another = stores.remove(1);
    run(async {
        let (a, b) = (Stand::on(another()).await, Stand::on(another()).await);
        let published = async |before: Value| {
            let mut catalog = a.done("GET /v1/catalog", Value::Null).await;
            catalog["alerts"]["expiring_before"] = before;
            a.done("PUT /v1/catalog", catalog).await;
        };
        published(json!(["P7D"])).await;
        a.account("acme", "build").await;
        // Ten seconds hence: the catalog is published well before.
        let soon = Span::SECOND.times(30 * 86_400 + 10);
        let expires_at = a.app.clock.now().plus(soon).to_string();
        let grant = json!({"kind": "promotional", "credits": 5, "reason": "test", "expires_at": expires_at});
        a.done("POST /v1/accounts/acme/grants", grant).await;
        let (mut one, mut other) = (Sweeper::default(), Sweeper::default());
        // Through all pools, and again with nothing to be noted.
        for _ in 0..2 {
            one.sweep(&a.app).await.unwrap();
            other.sweep(&b.app).await.unwrap();
        }
        published(json!(["P30D", "P7D"])).await;
        let is_warned = async || {
            let entries = b.done("GET /v1/accounts/acme/entries?kind=notice", Value::Null).await;
            entries["data"].as_array().is_some_and(|entries| !entries.is_empty())
        };
        let begun = Clock::instant();
        while !is_warned().await {
            assert!(begun.elapsed() < Duration::from_mins(2), "nobody was warned");
            one.sweep(&a.app).await.unwrap();
            other.sweep(&b.app).await.unwrap();
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
}
