//! Ids of requests: `req_`, eight random digits of this start, the request's number. Unique enough to find a log line.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::{HeaderMap, HeaderName, HeaderValue};

use crate::random;

/// Numbers requests.
#[derive(Debug)]
pub(crate) struct RequestIds {
    start: String,
    next: AtomicU64,
}

/// The id of one request.
#[derive(Clone, Debug)]
pub(crate) struct RequestId(String);

impl RequestIds {
    /// From 1, under a prefix of this start.
    pub(crate) fn new() -> Result<Self, getrandom::Error> {
        Ok(Self { start: random::hex::<4>()?, next: AtomicU64::new(1) })
    }

    /// The next one.
    pub(crate) fn next(&self) -> RequestId {
        RequestId(format!("req_{}{:08x}", self.start, self.number()))
    }

    /// The next number alone.
    pub(crate) fn number(&self) -> u64 {
        self.next.fetch_add(1, Ordering::Relaxed)
    }
}

impl RequestId {
    /// As the API shows it.
    pub(crate) fn text(&self) -> &str {
        &self.0
    }

    /// Puts it into an answer's head.
    pub(crate) fn stamp(self, headers: &mut HeaderMap) {
        if let Ok(value) = HeaderValue::try_from(self.0) {
            headers.insert(HeaderName::from_static("x-request-id"), value);
        }
    }
}
