//! The host's receiver of webhooks: verifies each with the official library, keeps it, and fails now and then, so that it is
//! sent again.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use serde_json::Value;
use standardwebhooks::Webhook;
use tokio::net::TcpListener;
use tokio::runtime::Builder;

use crate::Outcome;

/// Webhooks that are kept; a year of two hundred accounts has some ten thousand.
const KEPT_MAX: usize = 1_000_000;
/// Every so many-th event is answered with an error at first.
const FAILS_EVERY: u64 = 53;

/// A webhook that came.
#[derive(Clone, Debug)]
pub(crate) struct Came {
    /// Its `webhook-id`.
    pub(crate) id: String,
    /// The paying account.
    pub(crate) pool: String,
    /// Its place there.
    pub(crate) sequence: u64,
    /// The body as it came.
    pub(crate) body: String,
    /// Whether the official library takes its signature.
    pub(crate) is_signed: bool,
}

/// What came so far.
#[derive(Debug, Default)]
struct Kept {
    came: Vec<Came>,
    secret: String,
    failed: std::collections::HashSet<String>,
}

/// A receiver that listens for as long as the program runs.
#[derive(Clone, Debug)]
pub(crate) struct Receiver {
    /// Where it listens.
    pub(crate) url: String,
    kept: Arc<Mutex<Kept>>,
}

impl Receiver {
    /// On a free port.
    pub(crate) fn start() -> Outcome<Self> {
        let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
        listener.set_nonblocking(true)?;
        let url = format!("http://{}/hooks", listener.local_addr()?);
        let kept = Arc::new(Mutex::new(Kept::default()));
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let router = Router::new().route("/hooks", post(take)).with_state(Arc::clone(&kept));
        thread::Builder::new().name("receiver".to_owned()).spawn(move || {
            runtime.block_on(async move {
                let listener = TcpListener::from_std(listener).expect("it does not block");
                axum::serve(listener, router).await
            })
        })?;
        Ok(Self { url, kept })
    }

    /// What its webhooks are signed with.
    pub(crate) fn knows(&self, secret: &str) {
        secret.clone_into(&mut lock(&self.kept).secret);
    }

    /// How many came.
    pub(crate) fn count(&self) -> usize {
        lock(&self.kept).came.len()
    }

    /// Everything that came, the oldest first.
    pub(crate) fn came(&self) -> Vec<Came> {
        lock(&self.kept).came.clone()
    }
}

fn lock(kept: &Mutex<Kept>) -> MutexGuard<'_, Kept> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn take(State(kept): State<Arc<Mutex<Kept>>>, head: HeaderMap, body: Bytes) -> StatusCode {
    let mut kept = lock(&kept);
    let id = head.get("webhook-id").and_then(|id| id.to_str().ok()).unwrap_or_default().to_owned();
    let is_signed = Webhook::new(&kept.secret).is_ok_and(|webhook| webhook.verify(&body, &head).is_ok());
    let event: Value = serde_json::from_slice(&body).unwrap_or_default();
    if kept.came.len() < KEPT_MAX {
        kept.came.push(Came {
            id: id.clone(),
            pool: event["pool"].as_str().unwrap_or_default().to_owned(),
            sequence: event["sequence"].as_u64().unwrap_or_default(),
            body: String::from_utf8_lossy(&body).into_owned(),
            is_signed,
        });
    }
    let number = id.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    if number % FAILS_EVERY == 0 && kept.failed.insert(id) {
        return StatusCode::INTERNAL_SERVER_ERROR;
    }
    StatusCode::NO_CONTENT
}
