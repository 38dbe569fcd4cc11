//! Payments: what is asked of the gateway, what it tells, and who is told of it here. Credits are granted by the core alone.
//!
//! `gateway` is the seam, `stripe` the one behind it; without one, orders are paid by bank transfer. `pay` takes an order up,
//! `witness` hands on what anybody says of a payment, `back` sends money back, `card` keeps the saved card, `reconcile` asks
//! after whatever waits, `docs` is what is kept of all that, and `prune` forgets it. Whoever says first that an order was paid, grants: the key of
//! the command is the fact itself, so that everybody else only says it again.

pub(crate) mod gateway;
pub(crate) mod stripe;

pub(crate) mod pay;
pub(crate) mod witness;

pub(crate) mod back;
pub(crate) mod card;
pub(crate) mod reconcile;

pub(crate) mod docs;
pub(crate) mod prune;

mod turn;

use std::sync::Arc;

use scrip_core::batch::Outcome;
use scrip_core::command::{Actor, Command, OrderCommand, Request};
use scrip_core::entry::Space;
use scrip_core::id::{OrderId, PoolNo};
use scrip_core::order::Order;
use scrip_core::pool::Pool;
use scrip_store::{Ask, Doc, StoreError, Work};

use crate::app::App;
use crate::config::{Config, Payments as Settings};
use crate::edge::key::key;
use crate::problem::Problem;
use gateway::Gateway;

use stripe::Stripe;
pub(crate) use turn::Turns;

/// Why payments cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum PaymentsError {
    /// A setting is not as it must be.
    #[error("{0}")]
    Setting(String),
    /// TLS cannot be set up.
    #[error(transparent)]
    Tls(#[from] crate::tls::TlsError),
    /// The client of the gateway cannot be set up.
    #[error("the payment gateway's client cannot be set up")]
    Client(#[from] reqwest::Error),
}

/// How money comes in, and what is under way in this process.
pub(crate) struct Payments {
    /// Whoever charges cards; none: bank transfer alone.
    pub(crate) gateway: Option<Arc<dyn Gateway>>,
    /// Where the product is, for people.
    pub(crate) public_url: Option<String>,
    /// The terms of sale.
    pub(crate) terms_url: Option<String>,
    /// What one task of this process does at a time.
    pub(crate) turns: Turns,
}

impl Payments {
    /// By the configuration; the mark is this deployment's.
    pub(crate) fn new(config: &Config, mark: &str) -> Result<Self, PaymentsError> {
        let Settings { stripe, terms_url } = &config.payments;
        let gateway: Option<Arc<dyn Gateway>> = match stripe {
            None => None,
            Some(stripe) => {
                if let Some(fault) = stripe.fault(config.mode) {
                    return Err(PaymentsError::Setting(fault));
                }
                Some(Arc::new(Stripe::new(stripe, mark, crate::tls::client()?)?))
            }
        };
        for (name, url) in [("public_url", &config.public_url), ("terms_url", terms_url)] {
            if url.as_ref().is_some_and(|url| origin_of(url).is_none()) {
                return Err(PaymentsError::Setting(format!("{name} must be like https://app.example.com")));
            }
        }
        let (public_url, terms_url) = (config.public_url.clone(), terms_url.clone());
        Ok(Self { gateway, public_url, terms_url, turns: Turns::default() })
    }
}

/// The origin of an address: `https://app.example.com:8443`. None of a text that is no address, or that hides one.
pub(crate) fn origin_of(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = rest.get(..end)?;
    // What stands before an @ is shown to people as if it were the host; a backslash is a slash to browsers.
    let is_plain = url.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'\\' | b'"' | b'<' | b'>'));
    let is_right = matches!(scheme, "https" | "http") && !host.is_empty() && !host.contains('@') && is_plain;
    if is_right { url.get(..scheme.len() + 3 + end) } else { None }
}

/// The pool of an order as every process has it now.
pub(crate) async fn pool_of(app: &App, no: PoolNo) -> Result<Arc<Pool>, Problem> {
    app.fresh(vec![Ask::Pool(no)]).await?;
    app.ledger.pool(no)?.ok_or_else(|| Problem::not_found("order"))
}

/// An order as it stands, if there is one.
pub(crate) async fn order_of(app: &App, id: OrderId) -> Result<Option<(Arc<Pool>, Order)>, Problem> {
    app.fresh(vec![Ask::Pool(id.pool)]).await?;
    let Some(pool) = app.ledger.pool(id.pool)? else { return Ok(None) };
    let order = pool.order(id.seq).cloned();
    Ok(order.map(|order| (pool, order)))
}

/// Says something to the core, once a fact: whoever says it again has the first one's answer.
pub(crate) async fn say(
    app: &App,
    no: PoolNo,
    fact: &str,
    command: OrderCommand,
    docs: Vec<Doc>,
) -> Result<Outcome, Problem> {
    app.refuse_after_leap()?;
    let now = app.fresh(vec![Ask::Pool(no)]).await?;
    let request = Request {
        pool: no,
        clock: app.time_of(no, now)?,
        actor: Actor::Product,
        key: Some(key(Space::Gateway, fact, &[fact], "")),
        command: Command::Order(command),
    };
    let docs = docs.into_iter().map(|doc| (0, doc)).collect();
    let answers = app.ledger.submit(Work { requests: vec![request], docs, ..Work::default() })?.wait().await?;
    let outcome = answers.into_iter().next().ok_or(StoreError::Stopped)??;
    match &outcome {
        Outcome::Refused(refusal) => tracing::warn!(fact, refusal = refusal.code(), "witness refused"),
        Outcome::KeyReused => tracing::error!(fact, "witness contradicts another"),
        Outcome::Done { .. } | Outcome::Replayed(_) => {}
    }
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_origin_and_hides_none() {
        for (url, origin) in [
            ("https://app.example.com/credits?x=1#y", Some("https://app.example.com")),
            ("https://app.example.com", Some("https://app.example.com")),
            ("http://localhost:3000/", Some("http://localhost:3000")),
            ("https://app.example.com?x=//evil.example", Some("https://app.example.com")),
            ("https://app.example.com@evil.example/", None),
            ("https://app.example.com\\@evil.example/", None),
            ("javascript://app.example.com/%0aalert(1)", None),
            ("//app.example.com", None),
            ("https:///x", None),
            ("https://app.example.com/ö", None),
            ("https://app.example.com/a b", None),
        ] {
            assert_eq!(origin_of(url), origin, "{url}");
        }
    }
}
