//! Operators through a real socket: who may (`who`), signing in and out (`sign`), the staff (`staff`), looking on (`look`), the audit of what
//! they do (`deeds`).

mod deeds;
mod look;
mod page;
mod sign;
mod staff;
mod who;

use std::net::SocketAddr;
use std::sync::Arc;

use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, Method};
use scrip_store::memory::MemoryStore;
use scrip_store::{DocKind, Store};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::{Reply, Stand};
use crate::{serve, tls};

/// Every operator's here.
const PASSWORD: &str = "a tall green tree";

/// What the console's page sends with whatever is no read.
const OURS: (&str, &str) = ("x-scrip-console", "1");

/// A stand that is reached through a socket, as a browser does.
struct Desk {
    stand: Stand,
    address: SocketAddr,
    http: Client,
    stop: watch::Sender<bool>,
    ended: JoinHandle<()>,
}

impl Desk {
    async fn new() -> Self {
        Self::on(Arc::new(MemoryStore::default())).await
    }

    async fn on(store: Arc<dyn Store>) -> Self {
        let stand = Stand::on(store).await;
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = watch::channel(false);
        let ended = tokio::spawn(serve::answer(Arc::clone(&stand.app), listener, stopped));
        let http = Client::builder().tls_backend_preconfigured(tls::client().unwrap()).no_proxy().build().unwrap();
        Self { stand, address, http, stop, ended }
    }

    async fn end(self) {
        drop(self.http);
        self.stop.send(true).unwrap();
        self.ended.await.unwrap();
    }

    /// Sends a call with exactly these headers.
    async fn send(&self, call: &str, headers: &[(&str, &str)], body: Option<&Value>) -> Reply {
        let (method, path) = call.split_once(' ').unwrap();
        let method: Method = method.parse().unwrap();
        let mut request = self.http.request(method, format!("http://{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.header(CONTENT_TYPE, "application/json").body(body.to_string());
        }
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        // A stream has no end.
        let is_stream = headers.get(CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
        let text =
            if is_stream { String::new() } else { String::from_utf8_lossy(&response.bytes().await.unwrap()).into() };
        Reply { status, headers, body: serde_json::from_str(&text).unwrap_or(Value::Null), text }
    }

    /// Sends a call as the console's page does.
    async fn call(&self, cookie: &str, call: &str, body: Value) -> Reply {
        let key = format!("desk-{}", self.stand.app.ids.next().text());
        let headers = [("cookie", cookie), OURS, ("idempotency-key", key.as_str())];
        self.send(call, &headers, Some(&body).filter(|body| !body.is_null())).await
    }

    /// Adds an operator whose mail is the name's.
    async fn operator(&self, name: &str, role: &str) -> String {
        let body = json!({"name": name, "email": mail(name), "role": role, "password": PASSWORD});
        let operator = self.stand.done("POST /v1/operators", body).await;
        operator["id"].as_str().unwrap().to_owned()
    }

    /// A try to sign in.
    async fn try_in(&self, email: &str, password: &str) -> Reply {
        let body = json!({"email": email, "password": password});
        self.send("POST /v1/operator-sessions", &[OURS], Some(&body)).await
    }

    /// Signs an operator in; gives what the browser sends from then on.
    async fn sign_in(&self, name: &str) -> String {
        let reply = self.try_in(&mail(name), PASSWORD).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        cookie_of(&reply)
    }

    /// Who somebody is by a cookie, or the problem's code.
    async fn whose(&self, cookie: &str) -> String {
        let reply = self.send("GET /v1/operator-sessions/current", &[("cookie", cookie)], None).await;
        reply.body["operator"]["name"].as_str().map_or_else(|| reply.code(), str::to_owned)
    }

    /// The audit as `who action subject`, the oldest first.
    fn audit(&self) -> Vec<String> {
        let docs = self.stand.app.ledger.docs(DocKind::Audit, "", "", 10_000).unwrap();
        docs.into_iter().map(|(_, body)| String::from_utf8(body).unwrap().replace('\n', " ")).collect()
    }
}

fn mail(name: &str) -> String {
    format!("{name}@example.com")
}

fn cookie_of(reply: &Reply) -> String {
    reply.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned()
}

/// Every document as text.
fn documents(stand: &Stand) -> String {
    let all = DocKind::ALL.into_iter().flat_map(|kind| stand.app.ledger.docs(kind, "", "", 1_000).unwrap());
    all.map(|(key, body)| format!("{key} {}", String::from_utf8_lossy(&body))).collect::<Vec<_>>().join("\n")
}
