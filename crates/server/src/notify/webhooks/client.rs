//! The client of webhooks: one POST, pinned to a checked address, without redirects or proxies, bounded in time and size.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{HeaderMap, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Client, Url};

use super::address::Rule;
use crate::clock::Clock;

/// A receiver answers within this time: it takes the event and works on it later.
pub(crate) const ANSWER_WAIT: Duration = Duration::from_secs(if cfg!(test) { 2 } else { 15 });

/// A connection stands within this time.
const CONNECT_WAIT: Duration = Duration::from_secs(5);

/// So much of an answer is read; what is shown of it is less.
const ANSWER_BYTES_MAX: usize = 16 << 10;

/// So much of an answer is kept, for whoever looks why it failed.
const SHOWN_CHARS_MAX: usize = 200;

/// Connections that are kept for the next delivery, for each receiver.
const IDLE_MAX: usize = 4;

/// Sends webhooks.
pub(crate) struct Sender {
    client: Client,
    rule: Rule,
}

/// What came of one attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answered {
    /// The receiver's status; none: there was no answer.
    pub(crate) status: Option<u16>,
    /// Why it failed; none: it was taken.
    pub(crate) error: Option<String>,
    /// How long it took.
    pub(crate) took: Duration,
}

impl Answered {
    /// True when the receiver took it.
    pub(crate) const fn is_taken(&self) -> bool {
        self.error.is_none()
    }
}

/// The client cannot be made.
#[derive(Debug, thiserror::Error)]
#[error("the client for webhooks cannot be set up")]
pub struct ClientError(#[from] reqwest::Error);

impl Sender {
    /// By this rule, with the system's authorities.
    pub(crate) fn new(rule: Rule, tls: rustls::ClientConfig) -> Result<Self, ClientError> {
        let client = Client::builder()
            .tls_backend_preconfigured(tls)
            .dns_resolver(Arc::new(Checked(rule)))
            .redirect(Policy::none())
            .no_proxy()
            .http1_only()
            .timeout(ANSWER_WAIT)
            .connect_timeout(CONNECT_WAIT)
            .pool_max_idle_per_host(IDLE_MAX)
            .user_agent(concat!("Scrip-Webhooks/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self { client, rule })
    }

    /// Which addresses are taken.
    pub(crate) const fn rule(&self) -> Rule {
        self.rule
    }

    /// Posts a body. Any 2xx takes it; everything else is a failed attempt.
    pub(crate) async fn post(&self, url: &str, headers: Vec<(&'static str, String)>, body: Vec<u8>) -> Answered {
        let started = Clock::instant();
        let answered = |status, error| Answered { status, error, took: started.elapsed() };
        // Read anew each time: what was right when the endpoint was made may be refused since.
        let url: Url = match self.rule.read(url) {
            Ok(url) => url,
            Err(why) => return answered(None, Some(format!("the address {why}"))),
        };
        let mut head = HeaderMap::new();
        head.insert("content-type", HeaderValue::from_static("application/json"));
        for (name, value) in headers {
            if let Ok(value) = HeaderValue::try_from(value) {
                head.insert(name, value);
            }
        }
        let mut response = match self.client.post(url).headers(head).body(body).send().await {
            Ok(response) => response,
            Err(error) => return answered(None, Some(chain(&error))),
        };
        let status = response.status();
        let mut text = Vec::new();
        // The whole exchange has its time; a body without an end has its size.
        while let Ok(Some(chunk)) = response.chunk().await {
            text.extend_from_slice(&chunk);
            if text.len() >= ANSWER_BYTES_MAX {
                break;
            }
        }
        if status.is_success() {
            return answered(Some(status.as_u16()), None);
        }
        let said: String =
            String::from_utf8_lossy(&text).chars().filter(|c| !c.is_control()).take(SHOWN_CHARS_MAX).collect();
        let said = if said.is_empty() { format!("answered {status}") } else { format!("answered {status}: {said}") };
        answered(Some(status.as_u16()), Some(said))
    }
}

/// The error and its sources, without the address: the operator knows it, and it may hold a token.
fn chain(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return format!("no answer within {} s", ANSWER_WAIT.as_secs());
    }
    let mut text = String::new();
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        if !text.is_empty() {
            text.push_str(": ");
        }
        text.push_str(&inner.to_string());
        source = inner.source();
    }
    if text.is_empty() { "the request failed".to_owned() } else { text }
}

/// Looks names up, and gives only addresses that may be connected to: the connection goes to what was checked.
struct Checked(Rule);

impl Resolve for Checked {
    fn resolve(&self, name: Name) -> Resolving {
        let rule = self.0;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let taken: Vec<SocketAddr> = found.filter(|address| rule.takes(address.ip())).collect();
            if taken.is_empty() {
                let why = "the name leads to no public address (webhooks.allow_private is off)";
                return Err(io::Error::other(why).into());
            }
            let addresses: Addrs = Box::new(taken.into_iter());
            Ok(addresses)
        })
    }
}
