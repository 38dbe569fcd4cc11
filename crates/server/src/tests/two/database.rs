//! What is so on a database alone: connections that run out, what is told of them, pools that are due without being touched.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use scrip_core::time::Span;
use scrip_store::postgres::{MigrateOptions, Options, PostgresStore, migrate};
use serde_json::{Value, json};

use super::super::{OPERATOR, Stand, run};
use super::shared_stores;
use crate::clock::Clock;
use crate::serve::sweep::Sweeper;

/// The lane of the pool's bucket connects when it first writes; when there is no connection left, a call is told so and the next one is served.
#[test]
fn all_connections_busy_is_told_in_bounded_time_and_ends_by_itself() {
    let database = scrip_pg_server::Options::new().set("max_connections", "12").start();
    let url = database.fresh_database();
    migrate(&url, &MigrateOptions { buckets: Some(2), ..MigrateOptions::default() }).unwrap();
    let connect = || Arc::new(PostgresStore::connect(&url, Options::default()).unwrap());
    run(async {
        let first = Stand::on(connect()).await;
        first.account("acme", "build").await;
        first.app.ledger.stop().unwrap();
        drop(first);
        let stand = Stand::on(connect()).await;
        let taken = database.take_all_connections();
        assert!(!taken.is_empty());
        let spend = async || {
            let body = Some(json!({"credits": 7}));
            let answer = stand.send(OPERATOR, "POST /v1/accounts/acme/spends", Some("one"), body);
            // A bound, far above the ten seconds after which a writer gives up.
            tokio::time::timeout(Duration::from_mins(1), answer).await.unwrap()
        };
        let busy = spend().await;
        assert_eq!((busy.status, busy.headers.contains_key("retry-after")), (503, true), "{}", busy.text);
        drop(taken);
        let served = spend().await;
        assert_eq!(served.status, 201, "{}", served.text);
        assert_eq!(stand.available().await, json!(2493));
        assert_eq!(stand.call("GET /readyz", Value::Null).await.status, 200);
    });
}

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
        for cause in ["connection", "deadlock", "lock", "conflict", "unknown_outcome", "turn"] {
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
