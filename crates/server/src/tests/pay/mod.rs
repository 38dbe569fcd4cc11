//! Buying through real sockets: servers, buyers, and a stand-in for Stripe that fails on command.

mod back;
mod buy;
mod dispute;
mod hook;
mod kept;
mod top_up;
mod transfer;
mod trouble;
mod twice;
mod who;
mod witness;

use std::sync::Arc;

use reqwest::{Client, Method};
use scrip_core::id::OrderId;
use scrip_core::time::Timestamp;
use scrip_fake_stripe::{Endpoint, FakeStripe};
use scrip_store::memory::MemoryStore;
use scrip_store::{Doc, DocKind, Store, outbox};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::{OPERATOR, config};
use crate::Server;
use crate::app::App;
use crate::clock::Clock;
use crate::config::{Config, Payments, SecretText, StripeConfig};
use crate::payments::reconcile;

/// Where buyers come back to.
const BACK: &str = "https://app.example.com/credits";

/// A server that listens.
pub(super) struct Site {
    pub(super) app: Arc<App>,
    pub(super) url: String,
    pub(super) endpoint: Endpoint,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<Result<(), crate::StopError>>,
}

/// Servers on one store, and the stand-in that they ask.
pub(super) struct Shop {
    pub(super) stripe: FakeStripe,
    pub(super) sites: Vec<Site>,
    http: Client,
    keys: std::sync::atomic::AtomicU64,
}

/// What came back.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) body: Value,
    pub(super) text: String,
    pub(super) is_replayed: bool,
}

impl Reply {
    pub(super) fn code(&self) -> String {
        self.body["code"].as_str().map_or_else(|| self.status.to_string(), str::to_owned)
    }
}

fn with_stripe(stripe: &FakeStripe, endpoint: &Endpoint, config: Config) -> Config {
    let gateway = StripeConfig {
        secret_key: SecretText::from(FakeStripe::API_KEY.to_owned()),
        webhook_secrets: vec![SecretText::from(endpoint.secret.clone())],
        api_base: stripe.url().to_owned(),
    };
    Config { payments: Payments { stripe: Some(gateway), ..Payments::default() }, ..config }
}

impl Site {
    pub(super) async fn start(stripe: &FakeStripe, store: Arc<dyn Store>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let endpoint = stripe.send_webhooks_to(&format!("{url}/v1/payments/stripe/webhook"));
        let config = with_stripe(stripe, &endpoint, config());
        let (app, _) = App::on(store, Clock::of_machine(), &config).unwrap();
        let app = Arc::new(app);
        let (stop, stopped) = oneshot::channel();
        let server = Server::of(Arc::clone(&app), listener);
        let ended = tokio::spawn(server.run(async move { _ = stopped.await }));
        Self { app, url, endpoint, stop, ended }
    }

    /// Ends it as a deployment does.
    pub(super) async fn end(self) {
        self.stop.send(()).unwrap();
        self.ended.await.unwrap().unwrap();
    }
}

impl Shop {
    /// One server in memory, with an account `acme` whose owner is `ann`.
    pub(super) async fn new() -> Self {
        Self::on(vec![Arc::new(MemoryStore::default())]).await
    }

    /// A server on each of these.
    pub(super) async fn on(stores: Vec<Arc<dyn Store>>) -> Self {
        let stripe = FakeStripe::start();
        let mut sites = Vec::new();
        for store in stores {
            sites.push(Site::start(&stripe, store).await);
        }
        let http =
            Client::builder().tls_backend_preconfigured(crate::tls::client().unwrap()).no_proxy().build().unwrap();
        let shop = Self { stripe, sites, http, keys: std::sync::atomic::AtomicU64::new(0) };
        shop.account("acme").await;
        shop
    }

    pub(super) async fn account(&self, id: &str) {
        self.done("POST /v1/accounts", json!({"id": id, "kind": "business", "plan": "build"})).await;
        self.done(&format!("PUT /v1/accounts/{id}/members/ann"), json!({"role": "owner"})).await;
    }

    pub(super) fn app(&self) -> &Arc<App> {
        &self.sites[0].app
    }

    /// Sends a call to one of the servers.
    pub(super) async fn send(&self, site: usize, token: &str, call: &str, key: &str, body: &Value) -> Reply {
        let (method, path) = call.split_once(' ').unwrap();
        let method: Method = method.parse().unwrap();
        let mut request = self.http.request(method, format!("{}{path}", self.sites[site].url));
        request = request.header("authorization", format!("Bearer {token}")).header("idempotency-key", key);
        if !body.is_null() {
            request = request.header("content-type", "application/json").body(body.to_string());
        }
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        let is_replayed = answer.headers().contains_key("idempotency-replayed");
        let text = answer.text().await.unwrap();
        Reply { status, body: serde_json::from_str(&text).unwrap_or_default(), text, is_replayed }
    }

    fn key(&self) -> String {
        format!("fresh-{}", self.keys.fetch_add(1, std::sync::atomic::Ordering::SeqCst))
    }

    /// Sends a call as the operator, with a fresh key, to the first server.
    pub(super) async fn call(&self, call: &str, body: Value) -> Reply {
        self.send(0, OPERATOR, call, &self.key(), &body).await
    }

    /// The same, and it must succeed.
    #[track_caller]
    pub(super) fn done<'s>(&'s self, call: &str, body: Value) -> impl Future<Output = Value> + use<'s> {
        let (call, place) = (call.to_owned(), std::panic::Location::caller());
        async move {
            let reply = self.call(&call, body).await;
            assert!(reply.status < 300, "{place}: {call}: {}", reply.text);
            reply.body
        }
    }

    pub(super) async fn get(&self, path: &str) -> Value {
        self.done(&format!("GET {path}"), Value::Null).await
    }

    pub(super) async fn order(&self, id: &str) -> Value {
        self.get(&format!("/v1/orders/{id}")).await
    }

    /// Extra credits of acme, as a number of JSON.
    pub(super) async fn extra(&self) -> Value {
        self.get("/v1/accounts/acme/balance").await["extra"]["available"].clone()
    }

    /// Posts an event of the stand-in's to a server, as Stripe would.
    pub(super) async fn post_event(&self, site: usize, signature: &str, body: &str) -> u16 {
        let url = format!("{}/v1/payments/stripe/webhook", self.sites[site].url);
        let request = self.http.post(url).header("content-type", "application/json; charset=utf-8");
        let answer = request.header("stripe-signature", signature).body(body.to_owned()).send().await.unwrap();
        answer.status().as_u16()
    }

    /// The reconciler of a server asks after everything that waits, due or not.
    pub(super) async fn reconcile(&self, site: usize) {
        let app = &self.sites[site].app;
        // Whoever reads the outbox hands over what is to be seen to.
        for (key, _) in app.ledger.docs(DocKind::Outbox, "", "", 1_000).unwrap() {
            let (no, seq) = outbox::place(&key).unwrap();
            let entry = app.ledger.entry(no, seq).unwrap().unwrap();
            let mut docs = reconcile::errands(no, &entry, app.clock.now());
            docs.push(Doc { kind: DocKind::Outbox, key, body: None });
            app.ledger.put(docs).await.unwrap();
        }
        reconcile::round(app, Timestamp::from_micros(i64::MAX)).await.unwrap();
    }
}

/// An order of one `extra-1000`, as it is shown in the sample catalog.
pub(super) fn one(pay_with: &str) -> Value {
    json!({"package": "extra-1000", "member": "ann", "total": total(1), "pay_with": pay_with, "return_url": BACK})
}

/// What so many of it cost, gross: the sample catalog's price, and its seller's tax.
pub(super) fn total(quantity: u64) -> Value {
    let net = 1900 * quantity;
    json!({"amount": net + (net * 23 + 50) / 100, "currency": "USD"})
}

pub(super) fn id(order: &Value) -> String {
    order["id"].as_str().unwrap_or_else(|| panic!("{order}")).to_owned()
}

impl Shop {
    /// Orders on the gateway's page; the order as it was answered.
    pub(super) async fn ordered(&self) -> Value {
        self.done("POST /v1/accounts/acme/orders", one("card")).await
    }

    /// The gateway's page of an order.
    pub(super) fn session(&self, order: &Value) -> String {
        let is_its = |session: &&Value| session["metadata"]["order"] == order["id"];
        let sessions = self.stripe.objects("checkout.session");
        let session = sessions.iter().rfind(is_its).unwrap_or_else(|| panic!("no page for {order}"));
        session["id"].as_str().unwrap().to_owned()
    }

    /// Buys one package on the gateway's page, so that the card is saved.
    pub(super) async fn with_saved_card(&self, card: &str) -> Value {
        let order = self.ordered().await;
        self.stripe.pay(&self.session(&order), card);
        self.stripe.settle();
        let order = self.order(&id(&order)).await;
        assert_eq!(order["status"], "paid", "{order}");
        order
    }

    /// Payments at the gateway that took money for an order.
    pub(super) fn paid_for(&self, order: &Value) -> Vec<String> {
        let intents = self.stripe.objects("payment_intent").into_iter();
        let its =
            intents.filter(|intent| intent["metadata"]["order"] == order["id"] && intent["status"] == "succeeded");
        its.map(|intent| intent["id"].as_str().unwrap().to_owned()).collect()
    }

    /// How many grants and invoices an order has made.
    pub(super) fn made_for(&self, order: &str) -> (usize, usize) {
        use scrip_core::entry::{Fact, Issued, OrderFact, Paper};
        let id: OrderId = order.parse().unwrap();
        let app = self.app();
        let last = app.ledger.pool(id.pool).unwrap().unwrap().last;
        let entries = app.ledger.entries(id.pool, id.seq, last).unwrap();
        let paid = entries
            .iter()
            .filter(|entry| matches!(&entry.fact, Fact::Order(OrderFact::Paid(paid)) if paid.order == id.seq));
        let issued = entries.iter().filter(|entry| {
            matches!(&entry.fact, Fact::Order(OrderFact::Issued(Issued { order, paper: Paper::Invoice, .. })) if *order == id.seq)
        });
        (paid.count(), issued.count())
    }

    /// The order was paid once: one grant, one invoice, its credits.
    pub(super) async fn check_paid_once(&self, order: &Value, extra: i64) {
        let order = self.order(&id(order)).await;
        assert_eq!(order["status"], "paid", "{order}");
        assert_eq!(self.made_for(&id(&order)), (1, 1));
        assert_eq!(self.extra().await, json!(extra));
    }
}
