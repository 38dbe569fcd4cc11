//! The API through its front: a server on the memory store, the sample catalog, and a clock that a test moves.

mod billing;
mod hostile;
mod invoices;
mod life;
mod log;
mod operators;
mod parallel;
mod pay;
mod post;
mod reports;
mod socket;
mod spend;
mod two;
mod who;

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use hyper::service::Service;
use scrip_core::time::Timestamp;
use scrip_store::memory::MemoryStore;
use scrip_store::{Doc, DocKind, Store};
use serde_json::{Value, json};

use crate::api::Front;
use crate::app::App;
use crate::auth::{ApiKey, Scope, key};
use crate::clock::Clock;
use crate::config::Config;

pub(crate) const OPERATOR: &str = "sk_test_operator0000000000000000";
pub(crate) const WRITER: &str = "sk_test_writer000000000000000000";
pub(crate) const READER: &str = "sk_test_reader000000000000000000";

/// When a test begins.
pub(crate) const START: &str = "2026-03-01T09:00:00Z";

/// A server under test.
pub(crate) struct Stand {
    pub(crate) app: Arc<App>,
    front: Front,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
    pub(crate) text: String,
}

impl Reply {
    /// The code of a problem, or the status of what is none.
    pub(crate) fn code(&self) -> String {
        self.body["code"].as_str().map_or_else(|| self.status.to_string(), str::to_owned)
    }
}

pub(crate) fn config() -> Config {
    let catalog = include_str!("../../../../examples/catalog.toml").to_owned();
    Config {
        catalog: Some((catalog, false)),
        operator_key: Some(OPERATOR.to_owned()),
        limits: crate::config::Limits {
            requests_per_key: 1_000_000,
            requests_per_session: 1_000,
            ..Default::default()
        },
        allowed_origins: vec!["https://app.example.com".to_owned()],
        metrics_listen: None,
        ..Config::default()
    }
}

impl Stand {
    pub(crate) async fn new() -> Self {
        Self::on(Arc::new(MemoryStore::default())).await
    }

    pub(crate) async fn on(store: Arc<dyn Store>) -> Self {
        Self::with(store, &config()).await
    }

    pub(crate) async fn with(store: Arc<dyn Store>, config: &Config) -> Self {
        Self::made(store, config, Clock::standing(START.parse().unwrap()), |_| ()).await
    }

    /// By a clock, and changed before it is shared.
    pub(crate) async fn made(
        store: Arc<dyn Store>,
        config: &Config,
        clock: Clock,
        change: impl FnOnce(&mut App),
    ) -> Self {
        let (mut app, _) = App::on(store, clock, config).unwrap();
        change(&mut app);
        for (secret, scope) in [(WRITER, Scope::Write), (READER, Scope::Read)] {
            let id = format!("key_{scope}");
            let key = ApiKey::of(&key::Secret(secret.to_owned()), &id, "a test's", scope, Timestamp::EPOCH);
            if app.ledger.is_shared() {
                let body = Some(key.to_bytes());
                app.ledger.put(vec![Doc { kind: DocKind::ApiKey, key: id, body }]).await.unwrap();
            }
            app.keys.put(key);
        }
        let app = Arc::new(app);
        Self { front: Front::new(Arc::clone(&app)), app }
    }

    /// Sends a request as it is.
    pub(crate) async fn raw(&self, request: Request<Body>) -> Reply {
        let response = self.front.call(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let body = serde_json::from_str(&text).unwrap_or(Value::Null);
        Reply { status: parts.status.as_u16(), headers: parts.headers, body, text }
    }

    /// Sends a call with a token, a key and a body.
    pub(crate) async fn send(&self, token: &str, call: &str, idempotency: Option<&str>, body: Option<Value>) -> Reply {
        let (method, path) = call.split_once(' ').unwrap();
        let mut request =
            Request::builder().method(method).uri(path).header("authorization", format!("Bearer {token}"));
        if let Some(key) = idempotency {
            request = request.header("idempotency-key", key);
        }
        let body = match body {
            Some(body) => {
                request = request.header("content-type", "application/json");
                Body::from(body.to_string())
            }
            None => Body::empty(),
        };
        self.raw(request.body(body).unwrap()).await
    }

    /// Sends a call as the operator, with a fresh key where one is needed.
    pub(crate) async fn call(&self, call: &str, body: Value) -> Reply {
        let key = format!("fresh-{}", self.app.ids.next().text());
        let body = Some(body).filter(|body| !body.is_null());
        self.send(OPERATOR, call, Some(&key), body).await
    }

    /// The same, and it must succeed.
    #[track_caller]
    pub(crate) fn done<'s>(&'s self, call: &str, body: Value) -> impl Future<Output = Value> + use<'s> {
        let (call, place) = (call.to_owned(), std::panic::Location::caller());
        async move {
            let reply = self.call(&call, body).await;
            assert!(reply.status < 300, "{place}: {call}: {reply:?}");
            reply.body
        }
    }

    /// A business account on a plan.
    pub(crate) async fn account(&self, id: &str, plan: &str) {
        self.done("POST /v1/accounts", json!({"id": id, "kind": "business", "plan": plan})).await;
    }
}

/// Runs a test on a runtime of its own.
pub(crate) fn run<T>(test: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(test)
}

#[test]
fn alive_and_ready() {
    run(async {
        let stand = Stand::new().await;
        assert_eq!(stand.call("GET /healthz", Value::Null).await.body, json!({"status": "ok"}));
        assert_eq!(stand.call("GET /readyz", Value::Null).await.status, 200);
        stand.app.clock.set_wall("2027-03-01T09:00:00Z".parse().unwrap());
        let reply = stand.call("GET /readyz", Value::Null).await;
        assert_eq!((reply.status, reply.code().as_str()), (503, "unavailable"), "{}", reply.text);
        let status = StatusCode::from_u16(reply.status).unwrap();
        assert!(status.is_server_error() && reply.headers.contains_key("retry-after"));
    });
}
