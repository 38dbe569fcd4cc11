//! The courier: one commit takes entries out of the outbox and writes what they become; a crash at any point loses nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use scrip_core::catalog::Catalogs;
use scrip_core::entry::{Entry, Key};
use scrip_core::id::{AccountId, PoolNo, Seq};
use scrip_core::pool::Pool;
use scrip_core::time::Span;
use scrip_store::memory::MemoryStore;
use scrip_store::{Committed, Doc, DocKind, Hash, Newest, Store, StoreError, Work};
use serde_json::{Value, json};

use super::super::{Stand, run};
use super::open;
use super::tools::Hooks;
use crate::notify::courier::tell;
use crate::notify::prune::{DELIVERIES_KEPT, Places, prune};

/// A store whose next commit of the courier fails before anything of it is written, or after all of it is; and which shows
/// the documents of its latest commits before their entries.
#[derive(Default)]
struct Dying {
    inner: MemoryStore,
    before: AtomicBool,
    after: AtomicBool,
    hides_entries: AtomicBool,
    hides_pools: AtomicBool,
}

impl Store for Dying {
    fn commit(&self, catalogs: &Catalogs, work: Work) -> Result<Committed, StoreError> {
        let died = || Err(StoreError::Paused("it died".to_owned()));
        if !work.other_docs.iter().any(|doc| doc.kind == DocKind::Outbox) {
            return self.inner.commit(catalogs, work);
        }
        if self.before.swap(false, Ordering::SeqCst) {
            return died();
        }
        let done = self.inner.commit(catalogs, work);
        if self.after.swap(false, Ordering::SeqCst) { died() } else { done }
    }

    fn reopen(&self) -> Result<(), StoreError> {
        Ok(())
    }

    fn pool(&self, no: PoolNo) -> Result<Option<Arc<Pool>>, StoreError> {
        if self.hides_pools.load(Ordering::SeqCst) { Ok(None) } else { self.inner.pool(no) }
    }

    fn account(&self, id: &AccountId) -> Result<Option<PoolNo>, StoreError> {
        self.inner.account(id)
    }

    fn last_pool(&self) -> Result<u64, StoreError> {
        self.inner.last_pool()
    }

    fn entries(&self, pool: PoolNo, from: Seq, to: Seq) -> Result<Vec<Entry>, StoreError> {
        if self.hides_entries.load(Ordering::SeqCst) { Ok(Vec::new()) } else { self.inner.entries(pool, from, to) }
    }

    fn newest(&self, before: &str, limit: u32) -> Result<Option<Newest>, StoreError> {
        self.inner.newest(before, limit)
    }

    fn keyed(&self, pool: PoolNo, key: &Key) -> Result<Option<Arc<Entry>>, StoreError> {
        self.inner.keyed(pool, key)
    }

    fn head(&self, pool: PoolNo) -> Result<Option<Hash>, StoreError> {
        self.inner.head(pool)
    }

    fn doc(&self, kind: DocKind, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.inner.doc(kind, key)
    }

    fn docs(&self, kind: DocKind, prefix: &str, after: &str, limit: u32) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        self.inner.docs(kind, prefix, after, limit)
    }

    fn settle(&self) -> Result<(), StoreError> {
        Ok(())
    }
}

fn count(stand: &Stand, kind: DocKind) -> usize {
    stand.app.ledger.docs(kind, "", "", 1_000).unwrap().len()
}

async fn furnished(stand: &Stand, url: &str) -> Value {
    stand.account("acme", "build").await;
    stand.account("other", "build").await;
    let endpoint = stand.done("POST /v1/webhook-endpoints", json!({"url": url})).await;
    for account in ["acme", "other", "acme"] {
        stand.done(&format!("POST /v1/accounts/{account}/spends"), json!({"credits": 1})).await;
    }
    endpoint
}

#[test]
fn a_crash_before_or_after_the_commit_loses_and_doubles_nothing() {
    run(async {
        let store = Arc::new(Dying::default());
        let shared: Arc<dyn Store> = store.clone();
        let stand = Stand::with(shared, &open()).await;
        let hooks = Hooks::start().await;
        let endpoint = furnished(&stand, &hooks.url).await;
        let id = endpoint["id"].as_str().unwrap();
        assert_eq!((count(&stand, DocKind::Outbox), count(&stand, DocKind::Delivery)), (3, 0));
        store.before.store(true, Ordering::SeqCst);
        tell(&stand.app).await.unwrap_err();
        assert_eq!((count(&stand, DocKind::Outbox), count(&stand, DocKind::Delivery)), (3, 0), "as if never begun");
        store.after.store(true, Ordering::SeqCst);
        tell(&stand.app).await.unwrap_err();
        assert_eq!(
            (count(&stand, DocKind::Outbox), count(&stand, DocKind::Delivery)),
            (0, 3),
            "done, though nobody heard"
        );
        assert_eq!(tell(&stand.app).await.unwrap(), 0);
        stand.tell_to(id).await;
        assert_eq!(hooks.take().len(), 3);
    });
}

/// The year's simulation, seed 1: of an order that was rejected neither a webhook nor a mail ever left.
#[test]
fn what_cannot_be_read_yet_stays_in_the_outbox() {
    run(async {
        let store = Arc::new(Dying::default());
        let shared: Arc<dyn Store> = store.clone();
        let stand = Stand::with(shared, &open()).await;
        let hooks = Hooks::start().await;
        let endpoint = furnished(&stand, &hooks.url).await;
        for hidden in [&store.hides_entries, &store.hides_pools] {
            hidden.store(true, Ordering::SeqCst);
            assert_eq!(tell(&stand.app).await.unwrap(), 0);
            hidden.store(false, Ordering::SeqCst);
            assert_eq!((count(&stand, DocKind::Outbox), count(&stand, DocKind::Delivery)), (3, 0), "it waits");
        }
        assert_eq!(tell(&stand.app).await.unwrap(), 3);
        stand.tell_to(endpoint["id"].as_str().unwrap()).await;
        assert_eq!(hooks.take().len(), 3);
    });
}

#[test]
fn two_that_lead_for_a_moment_write_the_same() {
    run(async {
        let stand = super::stand().await;
        let hooks = Hooks::start().await;
        let endpoint = furnished(&stand, &hooks.url).await;
        let outbox = stand.app.ledger.docs(DocKind::Outbox, "", "", 100).unwrap();
        tell(&stand.app).await.unwrap();
        let once = stand.app.ledger.docs(DocKind::Delivery, "", "", 100).unwrap();
        // The other had read the outbox before.
        let again = outbox.into_iter().map(|(key, body)| Doc { kind: DocKind::Outbox, key, body: Some(body) });
        stand.app.ledger.put(again.collect()).await.unwrap();
        tell(&stand.app).await.unwrap();
        assert_eq!(stand.app.ledger.docs(DocKind::Delivery, "", "", 100).unwrap(), once);
        stand.tell_to(endpoint["id"].as_str().unwrap()).await;
        assert_eq!((hooks.take().len(), count(&stand, DocKind::DeliveryDue)), (3, 0));
    });
}

#[test]
fn nobody_listens_and_only_what_is_needed_waits() {
    run(async {
        let stand = super::stand().await;
        stand.account("acme", "build").await;
        stand.done("POST /v1/accounts/acme/spends", json!({"credits": 1})).await;
        assert_eq!(count(&stand, DocKind::Outbox), 0);
        let made = stand.done("POST /v1/webhook-endpoints", json!({"url": "https://hooks.example.com/"})).await;
        let path = format!("/v1/webhook-endpoints/{}", made["id"].as_str().unwrap());
        let spend = async || stand.done("POST /v1/accounts/acme/spends", json!({"credits": 1})).await;
        spend().await;
        assert_eq!(count(&stand, DocKind::Outbox), 1);
        stand.done(&format!("PATCH {path}"), json!({"enabled": false})).await;
        spend().await;
        assert_eq!(count(&stand, DocKind::Outbox), 1);
        crate::notify::counts::count(&stand.app).unwrap();
        stand.done(&format!("DELETE {path}"), Value::Null).await;
        while tell(&stand.app).await.unwrap() > 0 {}
        assert_eq!((count(&stand, DocKind::Outbox), count(&stand, DocKind::Delivery)), (0, 0));
    });
}

#[test]
fn what_was_delivered_long_ago_is_forgotten() {
    run(async {
        let stand = super::stand().await;
        let hooks = Hooks::start().await;
        let endpoint = furnished(&stand, &hooks.url).await;
        let id = endpoint["id"].as_str().unwrap();
        stand.tell_to(id).await;
        stand.pass(DELIVERIES_KEPT);
        assert_eq!(prune(&stand.app, &mut Places::default()).await.unwrap(), 0);
        stand.pass(Span::from_micros(1));
        assert_eq!(prune(&stand.app, &mut Places::default()).await.unwrap(), 3);
        // Of an endpoint that is gone nothing is kept, what waits neither.
        stand.done("POST /v1/accounts/acme/spends", json!({"credits": 1})).await;
        tell(&stand.app).await.unwrap();
        assert_eq!((count(&stand, DocKind::Delivery), count(&stand, DocKind::DeliveryDue)), (1, 1));
        stand.done(&format!("DELETE /v1/webhook-endpoints/{id}"), Value::Null).await;
        prune(&stand.app, &mut Places::default()).await.unwrap();
        assert_eq!((count(&stand, DocKind::Delivery), count(&stand, DocKind::DeliveryDue)), (0, 0));
    });
}
