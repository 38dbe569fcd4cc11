//! An answer before it is written: status, the headers that Stripe sends, a JSON body or a page.

use axum::body::Body;
use hyper::Response;
use serde_json::Value;

use crate::fault::Fault;

/// What goes back.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: String,
}

impl Answer {
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        let body = serde_json::to_string_pretty(body).unwrap_or_default();
        Self { status, headers: vec![("content-type", "application/json".to_owned())], body }
    }

    pub(crate) fn page(status: u16, html: String) -> Self {
        // A stand-in's page loads nothing, so it may be strict.
        let policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";
        Self {
            status,
            headers: vec![
                ("content-type", "text/html; charset=utf-8".to_owned()),
                ("content-security-policy", policy.to_owned()),
                ("cache-control", "no-store".to_owned()),
            ],
            body: html,
        }
    }

    pub(crate) fn redirect(to: &str) -> Self {
        Self { status: 303, headers: vec![("location", to.to_owned())], body: String::new() }
    }

    pub(crate) fn status(&self) -> u16 {
        self.status
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.retain(|(other, _)| *other != name);
        self.headers.push((name, value.into()));
        self
    }

    /// The same again: who asks learns that nothing was done a second time, and which request did it.
    pub(crate) fn replayed(&self) -> Self {
        let original = self.headers.iter().find(|(name, _)| *name == "request-id").map(|(_, id)| id.clone());
        self.clone().header("idempotent-replayed", "true").header("original-request", original.unwrap_or_default())
    }

    pub(crate) fn written(self) -> Response<Body> {
        let mut response = Response::builder().status(self.status);
        for (name, value) in &self.headers {
            response = response.header(*name, value);
        }
        response
            .body(Body::from(self.body))
            .unwrap_or_else(|_| Response::new(Body::from("a header that none may send")))
    }
}

impl From<Fault> for Answer {
    fn from(fault: Fault) -> Self {
        Self::json(fault.status, &fault.body())
    }
}
