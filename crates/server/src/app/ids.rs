//! Ids of requests: `req_`, eight random digits of this start, the request's number. Unique enough to find a log line.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::{HeaderMap, HeaderName, HeaderValue};

use crate::random;

/// Numbers requests.
#[derive(Debug)]
pub(crate) struct RequestIds {
    /// `req_` and the digits of this start.
    start: String,
    next: AtomicU64,
}

/// The id of one request.
#[derive(Clone, Debug)]
pub(crate) struct RequestId(String);

impl RequestIds {
    /// From 1, under a prefix of this start.
    pub(crate) fn new() -> Result<Self, getrandom::Error> {
        Ok(Self { start: format!("req_{}", random::hex::<4>()?), next: AtomicU64::new(1) })
    }

    /// The next one.
    pub(crate) fn next(&self) -> RequestId {
        let number = self.number();
        let digits = (u64::BITS - number.leading_zeros()).div_ceil(4).max(8);
        // Of exactly this length it becomes a header without a copy.
        let mut text = String::with_capacity(self.start.len() + usize::try_from(digits).unwrap_or_default());
        text.push_str(&self.start);
        text.extend((0..digits).rev().map(|place| hex_digit(number >> (4 * place))));
        RequestId(text)
    }

    /// The next number alone.
    pub(crate) fn number(&self) -> u64 {
        self.next.fetch_add(1, Ordering::Relaxed)
    }
}

/// The last hexadecimal digit of a number.
fn hex_digit(number: u64) -> char {
    u32::try_from(number & 0xf).ok().and_then(|digit| char::from_digit(digit, 16)).unwrap_or_default()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_start() {
        let ids = RequestIds { start: "req_0badcafe".to_owned(), next: AtomicU64::new(0x1f) };
        assert_eq!(ids.next().text(), "req_0badcafe0000001f");
        assert_eq!(ids.next().text(), "req_0badcafe00000020");
        ids.next.store(0xa_bcde_f012, Ordering::Relaxed);
        assert_eq!(ids.next().text(), "req_0badcafeabcdef012");
    }
}
