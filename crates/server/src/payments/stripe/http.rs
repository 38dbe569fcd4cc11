//! One call of Stripe's API: a form out, JSON in, bounded in time and size. A secret never stands in an error or a log.

use std::time::Duration;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::{Client, RequestBuilder, redirect};
use rustls::ClientConfig;
use serde::de::DeserializeOwned;

use super::VERSION;
use super::shapes::{CardError, ErrorBody};
use crate::payments::gateway::GatewayError;

/// Stripe answers within a second or two; a bank that is slow takes ten. Tests do not wait as long.
const ANSWER_WAIT: Duration = Duration::from_secs(if cfg!(test) { 5 } else { 25 });

/// A connection that is not there by then will not be.
const CONNECT_WAIT: Duration = Duration::from_secs(5);

/// A hundred payments with all their fields are half of it.
const ANSWER_BYTES_MAX: usize = 2 << 20;

/// What stands in a form as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Parameters in their order, as Stripe takes them: `a[b]=1`.
#[derive(Clone, Debug, Default)]
pub(super) struct Form(String);

impl Form {
    /// With one more.
    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.0.extend(utf8_percent_encode(name, PLAIN));
        self.0.push('=');
        self.0.extend(utf8_percent_encode(value, PLAIN));
        self
    }

    /// As it is sent.
    pub(super) fn text(&self) -> String {
        self.0.clone()
    }
}

/// Why a call has no answer of its type.
#[derive(Debug)]
pub(super) enum Failed {
    /// The card's bank said no.
    Card(Box<CardError>),
    /// Stripe will not do it.
    Refused { status: u16, code: String },
    /// Nobody knows, or later.
    Otherwise(GatewayError),
}

impl From<Failed> for GatewayError {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::Card(error) => Self::Refused { status: 402, code: error.code.unwrap_or_default() },
            // Whoever expects a refusal has taken it out by now.
            Failed::Refused { status, code } => {
                tracing::error!(status, code, "gateway refuses a call");
                Self::Refused { status, code }
            }
            Failed::Otherwise(error) => error,
        }
    }
}

/// Where Stripe is, and with which key it is asked.
pub(super) struct Http {
    client: Client,
    base: String,
    /// `Bearer …`.
    authorization: reqwest::header::HeaderValue,
}

impl Http {
    pub(super) fn new(base: &str, secret_key: &str, tls: ClientConfig) -> Result<Self, reqwest::Error> {
        let client = Client::builder()
            .tls_backend_preconfigured(tls)
            .connect_timeout(CONNECT_WAIT)
            .timeout(ANSWER_WAIT)
            .redirect(redirect::Policy::none())
            .no_proxy()
            .user_agent(concat!("scrip/", env!("CARGO_PKG_VERSION")))
            .build()?;
        // A key that no header can carry is refused by the configuration; here it would be nobody's.
        let value = reqwest::header::HeaderValue::from_str(&format!("Bearer {secret_key}"));
        let mut authorization = value.unwrap_or(reqwest::header::HeaderValue::from_static("Bearer none"));
        authorization.set_sensitive(true);
        Ok(Self { client, base: base.trim_end_matches('/').to_owned(), authorization })
    }

    /// Reads something: the path in parts, of which every other is an id.
    pub(super) async fn get<T: DeserializeOwned>(&self, path: &[&str], query: &str) -> Result<T, GatewayError> {
        let mut url = self.url(path);
        if !query.is_empty() {
            url = format!("{url}?{query}");
        }
        self.send(self.client.get(url)).await.map_err(GatewayError::from)
    }

    /// Makes something, once a key.
    pub(super) async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        key: Option<&str>,
        form: Form,
    ) -> Result<T, Failed> {
        self.post_to(&[path], key, form).await
    }

    /// The same to a path in parts.
    pub(super) async fn post_to<T: DeserializeOwned>(
        &self,
        path: &[&str],
        key: Option<&str>,
        form: Form,
    ) -> Result<T, Failed> {
        let mut request = self.client.post(self.url(path)).body(form.0);
        request = request.header("content-type", "application/x-www-form-urlencoded");
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        self.send(request).await
    }

    fn url(&self, path: &[&str]) -> String {
        let mut url = self.base.clone();
        for (place, part) in path.iter().enumerate() {
            if place % 2 == 0 { url.push_str(part) } else { url.extend(utf8_percent_encode(part, PLAIN)) }
        }
        url
    }

    async fn send<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, Failed> {
        let silent = |what: &str| Failed::Otherwise(GatewayError::Silent(what.to_owned()));
        let request = request.header("authorization", self.authorization.clone()).header("stripe-version", VERSION);
        let mut answer = request.send().await.map_err(|error| silent(why(&error)))?;
        let status = answer.status().as_u16();
        let mut bytes = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|error| silent(why(&error)))? {
            if bytes.len() + chunk.len() > ANSWER_BYTES_MAX {
                return Err(silent("an answer larger than any"));
            }
            bytes.extend_from_slice(&chunk);
        }
        if (200..300).contains(&status) {
            return serde_json::from_slice(&bytes).map_err(|_| silent("an answer of another shape"));
        }
        Err(failed(status, &bytes))
    }
}

/// What a status that is no success means.
fn failed(status: u16, body: &[u8]) -> Failed {
    let error = serde_json::from_slice::<ErrorBody>(body).map(|body| body.error).unwrap_or_default();
    let code = super::shapes::word(error.code.as_deref().or(error.kind.as_deref()).unwrap_or("unknown"));
    match status {
        402 if error.kind.as_deref() == Some("card_error") => Failed::Card(Box::new(error)),
        404 => Failed::Otherwise(GatewayError::NotThere),
        409 => Failed::Otherwise(GatewayError::Busy),
        429 | 500.. => Failed::Otherwise(GatewayError::Down(status)),
        _ => Failed::Refused { status, code },
    }
}

/// In a word: the error's own text may hold the address.
fn why(error: &reqwest::Error) -> &'static str {
    match error {
        error if error.is_timeout() => "no answer in time",
        error if error.is_connect() => "no connection",
        _ => "the connection broke",
    }
}
