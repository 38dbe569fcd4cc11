//! Two servers on one store: what one has answered the other knows, and what both are asked has one effect.

mod clock;
mod database;
mod staff;

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::http::Request;
use hyper::service::Service;
use scrip_core::catalog::Catalogs;
use scrip_core::entry::{Entry, Key};
use scrip_core::id::{AccountId, PoolNo, Seq};
use scrip_core::pool::Pool;
use scrip_pg_server::PgServer;
use scrip_store::memory::MemoryStore;
use scrip_store::postgres::{MigrateOptions, Options, PostgresStore, migrate};
use scrip_store::{Ask, Committed, DocKind, Fresh, Hash, Newest, Store, StoreError, Work};
use serde_json::{Value, json};

use super::{OPERATOR, START, Stand, config, run};
use crate::app::App;
use crate::auth::session::{LIFE, Session};
use crate::clock::Clock;

/// A store in memory that says of itself that others write to it, and counts what they keep in memory.
#[derive(Default)]
struct Both {
    inner: MemoryStore,
    generation: AtomicU64,
    refreshes: AtomicU64,
}

impl Store for Both {
    fn commit(&self, catalogs: &Catalogs, work: Work) -> Result<Committed, StoreError> {
        let is_house = !work.other_docs.is_empty();
        let done = self.inner.commit(catalogs, work);
        self.generation.fetch_add(u64::from(is_house && done.is_ok()), Ordering::SeqCst);
        done
    }

    fn reopen(&self) -> Result<(), StoreError> {
        Ok(())
    }

    fn pool(&self, no: PoolNo) -> Result<Option<Arc<Pool>>, StoreError> {
        self.inner.pool(no)
    }

    fn account(&self, id: &AccountId) -> Result<Option<PoolNo>, StoreError> {
        self.inner.account(id)
    }

    fn last_pool(&self) -> Result<u64, StoreError> {
        self.inner.last_pool()
    }

    fn entries(&self, pool: PoolNo, from: Seq, to: Seq) -> Result<Vec<Entry>, StoreError> {
        self.inner.entries(pool, from, to)
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

    fn is_shared(&self) -> bool {
        true
    }

    fn refresh(&self, _: &[Ask]) -> Result<Fresh, StoreError> {
        self.refreshes.fetch_add(1, Ordering::SeqCst);
        Ok(Fresh { generation: self.generation.load(Ordering::SeqCst), now: None })
    }
}

/// Two servers, each in a process of its own as far as it knows.
struct Pair {
    a: Stand,
    b: Stand,
}

/// Opens one more store on what the others of it write to.
type Another = Box<dyn Fn() -> Arc<dyn Store>>;

/// Runs a test on every kind of store that can be shared.
fn check<F: Future<Output = ()>>(test: impl Fn(Pair) -> F) {
    for another in shared_stores() {
        run(async {
            let (a, b) = (Stand::on(another()).await, Stand::on(another()).await);
            test(Pair { a, b }).await;
        });
    }
}

fn shared_stores() -> Vec<Another> {
    let both = Arc::new(Both::default());
    let database = PgServer::shared().fresh_database();
    migrate(&database, &MigrateOptions { buckets: Some(3), ..MigrateOptions::default() }).unwrap();
    let connect =
        move || -> Arc<dyn Store> { Arc::new(PostgresStore::connect(&database, Options::default()).unwrap()) };
    vec![Box::new(move || both.clone()), Box::new(connect)]
}

impl Stand {
    async fn available(&self) -> Value {
        self.done("GET /v1/accounts/acme/balance", Value::Null).await["available"].clone()
    }
}

#[test]
fn what_one_answered_the_other_shows() {
    check(async |Pair { a, b }| {
        a.account("acme", "build").await;
        assert_eq!(b.available().await, json!(2500));
        b.done("POST /v1/accounts/acme/spends", json!({"credits": 7})).await;
        assert_eq!(a.available().await, json!(2493));
        let asked = json!({"feature": "programmatic-landing-pages", "quantity": 1});
        let before = b.done("POST /v1/accounts/acme/checks", asked.clone()).await;
        a.done("POST /v1/accounts/acme/spends", json!({"credits": 2400})).await;
        let after = b.done("POST /v1/accounts/acme/checks", asked.clone()).await;
        assert_eq!((&before["available"], &after["available"]), (&json!(2493), &json!(93)));
        a.done("POST /v1/accounts/acme/spends", json!({"credits": 93})).await;
        let features = b.done("GET /v1/accounts/acme/features", Value::Null).await;
        let paid = features["data"].as_array().unwrap().iter().find(|feature| feature["class"] == "paid").unwrap();
        assert_eq!(paid["allowed"], json!(false), "{paid}");
        let grant = json!({"kind": "promotional", "credits": 100, "reason": "a test"});
        let grant = a.done("POST /v1/accounts/acme/grants", grant).await;
        let quote = b.done("POST /v1/accounts/acme/quotes", asked.clone()).await;
        assert_eq!(quote["sufficient"], json!(true), "{quote}");
        let mut spend = asked;
        spend["quote"] = quote["id"].clone();
        a.done("POST /v1/accounts/acme/spends", spend.clone()).await;
        let again = b.call("POST /v1/accounts/acme/spends", spend).await;
        assert_eq!(again.code(), "quote_used");
        a.done(&format!("POST /v1/grants/{}/void", grant["id"].as_str().unwrap()), json!({})).await;
        assert_eq!(b.available().await, json!(0));
    });
}

#[test]
fn a_list_holds_what_the_other_made() {
    check(async |Pair { a, b }| {
        let agency = json!({"id": "agency", "kind": "agency", "plan": "build"});
        a.done("POST /v1/accounts", agency).await;
        b.done("POST /v1/accounts", json!({"id": "sub", "kind": "subaccount", "parent": "agency"})).await;
        let listed = a.done("GET /v1/accounts", Value::Null).await;
        let ids: Vec<_> = listed["data"].as_array().unwrap().iter().map(|account| account["id"].clone()).collect();
        assert_eq!(ids, [json!("agency"), json!("sub")]);
        let items = json!({"items": [
            {"account": "agency", "idempotency_key": "x", "credits": 1},
            {"account": "nobody", "idempotency_key": "y", "credits": 1},
        ]});
        let first = b.done("POST /v1/spends/batch", items.clone()).await;
        let again = a.done("POST /v1/spends/batch", items).await;
        assert_eq!((&first["items"][0]["status"], &first["items"][1]["status"]), (&json!(201), &json!(404)), "{first}");
        assert_eq!(again["items"][0]["replayed"], json!(true), "{again}");
    });
}

#[test]
fn keys_hold_and_are_revoked_everywhere_at_once() {
    check(async |Pair { a, b }| {
        a.account("acme", "build").await;
        let key = a.done("POST /v1/api-keys", json!({"scope": "read"})).await;
        let (id, secret) = (key["id"].as_str().unwrap(), key["key"].as_str().unwrap());
        assert_eq!(b.send(secret, "GET /v1/accounts/acme", None, None).await.status, 200);
        a.done(&format!("DELETE /v1/api-keys/{id}"), Value::Null).await;
        assert_eq!(b.send(secret, "GET /v1/accounts/acme", None, None).await.status, 401);
        assert_eq!(b.send(OPERATOR, "GET /v1/accounts/acme", None, None).await.status, 200, "the configuration's key");
    });
}

#[test]
fn an_operator_signs_in_at_one_and_out_at_the_other() {
    check(async |Pair { a, b }| {
        let eva = json!({"name": "Eva", "email": "eva@example.com", "role": "admin", "password": "a tall green tree"});
        let eva = a.done("POST /v1/operators", eva).await;
        let send = async |stand: &Stand, call: &str, cookie: &str, body: Value| {
            let (method, path) = call.split_once(' ').unwrap();
            let request =
                Request::builder().method(method).uri(path).header("host", "localhost").header("cookie", cookie);
            let request = request.header("content-type", "application/json").header("x-scrip-console", "1");
            stand.raw(request.body(Body::from(body.to_string())).unwrap()).await
        };
        let sign_in = json!({"email": "eva@example.com", "password": "a tall green tree"});
        let mut cookies = Vec::new();
        for stand in [&a, &b, &b] {
            let reply = send(stand, "POST /v1/operator-sessions", "", sign_in.clone()).await;
            assert_eq!(reply.status, 201, "{}", reply.text);
            cookies.push(reply.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned());
        }
        let current = "/v1/operator-sessions/current";
        let status = async |cookie: &str| {
            let (one, other) = (send(&a, &format!("GET {current}"), cookie, json!({})).await, &b);
            [one.status, send(other, &format!("GET {current}"), cookie, json!({})).await.status]
        };
        assert_eq!((status(&cookies[0]).await, status(&cookies[1]).await), ([200; 2], [200; 2]));
        assert_eq!(send(&b, &format!("DELETE {current}"), &cookies[0], json!({})).await.status, 200);
        assert_eq!((status(&cookies[0]).await, status(&cookies[1]).await), ([401; 2], [200; 2]));
        a.done(&format!("PATCH /v1/operators/{}", eva["id"].as_str().unwrap()), json!({"password": "another tree"}))
            .await;
        assert_eq!((status(&cookies[1]).await, status(&cookies[2]).await), ([401; 2], [401; 2]));
        let (one, other) = ("max@example.com", "MAX@example.com");
        let max =
            |email: &str| json!({"name": "Max", "email": email, "role": "admin", "password": "a tall green tree"});
        let (one, other) =
            tokio::join!(a.call("POST /v1/operators", max(one)), b.call("POST /v1/operators", max(other)));
        let mut codes = [one.code(), other.code()];
        codes.sort();
        assert_eq!(codes, ["201", "operator_exists"], "one mail is one operator, whoever is asked");
    });
}

#[test]
fn a_catalog_holds_everywhere_and_two_publishers_make_two_versions_or_one() {
    check(async |Pair { a, b }| {
        let catalog = a.done("GET /v1/catalog", Value::Null).await;
        a.done("PUT /v1/catalog", catalog.clone()).await;
        assert_eq!(b.call("GET /v1/catalog", Value::Null).await.headers["etag"], "\"2\"");
        let mut version = 2;
        for _ in 0..10 {
            let (one, other) =
                tokio::join!(a.call("PUT /v1/catalog", catalog.clone()), b.call("PUT /v1/catalog", catalog.clone()));
            for reply in [one, other] {
                match reply.code().as_str() {
                    "200" => version += 1,
                    code => assert_eq!((reply.status, code), (409, "catalog_conflict")),
                }
            }
            for stand in [&a, &b] {
                assert_eq!(stand.call("GET /v1/catalog", Value::Null).await.headers["etag"], format!("\"{version}\""));
            }
        }
    });
}

#[test]
fn one_key_sent_to_both_has_one_effect() {
    check(async |Pair { a, b }| {
        a.account("acme", "build").await;
        for round in 0..20 {
            let (key, body) = (format!("round-{round}"), Some(json!({"credits": 1})));
            let call = "POST /v1/accounts/acme/spends";
            let (one, other) = tokio::join!(
                a.send(OPERATOR, call, Some(&key), body.clone()),
                b.send(OPERATOR, call, Some(&key), body.clone())
            );
            assert_eq!((one.status, other.status), (201, 201), "{} {}", one.text, other.text);
            assert_eq!(one.body["id"], other.body["id"]);
        }
        assert_eq!(a.available().await, json!(2480));
    });
}

#[test]
fn an_account_that_both_are_asked_for_is_made_once() {
    check(async |Pair { a, b }| {
        for round in 0..10 {
            let account = json!({"id": format!("acme-{round}"), "kind": "business", "plan": "build"});
            let (one, other) =
                tokio::join!(a.call("POST /v1/accounts", account.clone()), b.call("POST /v1/accounts", account));
            let mut codes = [one.code(), other.code()];
            codes.sort();
            assert_eq!(codes, ["201", "account_exists"]);
        }
    });
}

#[test]
fn a_listener_of_one_is_told_what_the_other_does() {
    check(async |Pair { a, b }| {
        a.account("acme", "build").await;
        let request = Request::builder().uri("/v1/accounts/acme/balance/stream");
        let request = request.header("authorization", format!("Bearer {OPERATOR}")).body(Body::empty()).unwrap();
        let mut body = b.front.call(request).await.unwrap().into_body();
        let mut told = String::new();
        for (credits, left) in [(0, "2500"), (7, "2493"), (3, "2490")] {
            if credits > 0 {
                a.done("POST /v1/accounts/acme/spends", json!({"credits": credits})).await;
            }
            while !told.contains(&format!("\"available\":{left}")) {
                // As the server does once a second.
                b.app.ledger.look_at_watched();
                let frame = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx));
                let frame = tokio::time::timeout(Duration::from_secs(10), frame).await;
                let frame = frame.unwrap_or_else(|_| panic!("{left} was not told: {told}")).unwrap().unwrap();
                told.push_str(&String::from_utf8_lossy(&frame.into_data().unwrap()));
            }
        }
    });
}

#[test]
fn two_that_start_at_once_agree() {
    for another in shared_stores() {
        let stores: Vec<_> = (0..4).map(|_| another()).collect();
        let config = crate::Config { operator_key: None, ..config() };
        let at = START.parse().unwrap();
        let apps = std::thread::scope(|scope| {
            let start = |store| {
                let config = &config;
                scope.spawn(move || App::on(store, Clock::standing(at), config).unwrap())
            };
            let starting: Vec<_> = stores.into_iter().map(start).collect();
            starting.into_iter().map(|app| app.join().unwrap()).collect::<Vec<_>>()
        });
        assert_eq!(apps.iter().filter(|(_, first_key)| first_key.is_some()).count(), 1, "one shows the one key");
        let session = Session {
            account: "acme".parse().unwrap(),
            member: "m".parse().unwrap(),
            expires_at: at.plus(LIFE),
            support: None,
        };
        let token = apps[0].0.sessions.sign(&session);
        for (app, _) in &apps {
            assert_eq!(app.sessions.read(&token, at), Some(session.clone()));
            assert_eq!((app.keys.all().len(), app.ledger.catalogs().current().version()), (1, 1));
        }
    }
}

#[test]
fn a_store_that_does_not_say_how_things_stand_is_not_served_by() {
    run(async {
        let both = Arc::new(Both::default());
        let stand = Stand::on(both.clone()).await;
        stand.account("acme", "build").await;
        let before = both.refreshes.load(Ordering::SeqCst);
        assert_eq!(stand.available().await, json!(2500));
        assert_eq!(both.refreshes.load(Ordering::SeqCst), before + 1, "one question a call");
        stand.app.ledger.stop().unwrap();
        for call in ["GET /v1/accounts/acme/balance", "POST /v1/accounts/acme/spends", "GET /readyz"] {
            let reply = stand.call(call, json!({"credits": 1})).await;
            assert_eq!(
                (reply.status, reply.headers.contains_key("retry-after")),
                (503, true),
                "{call}: {}",
                reply.text
            );
        }
        assert_eq!(stand.call("GET /healthz", Value::Null).await.status, 200);
    });
}
