//! Idempotency keys: the header, and the fingerprint by which the same request is known again.

use axum::http::HeaderName;
use scrip_core::entry::{Key, Space};
use scrip_core::text::Text;
use sha2::{Digest, Sha256};

use super::Call;
use crate::auth::Caller;
use crate::problem::{Code, Problem};
use crate::wire::canonical;

const HEADER: HeaderName = HeaderName::from_static("idempotency-key");

impl Call {
    /// The key that the call must have. Covers operation, address (which names the account) and body.
    pub(crate) fn key(&self) -> Result<Key, Problem> {
        let value = self.headers().get(HEADER).ok_or_else(missing)?;
        let text = visible(value.to_str().unwrap_or_default())?;
        let body = std::str::from_utf8(&self.body).map_err(|_| Problem::invalid_json("the body is not UTF-8"))?;
        let space = self.caller.as_ref().map_or(Space::Server, Caller::space);
        Ok(key(space, text, &[self.operation.id, self.parts.uri.path()], body))
    }
}

/// The call came without a key.
pub(crate) fn missing() -> Problem {
    Problem::new(Code::IdempotencyKeyMissing, "Send an Idempotency-Key header: 1 to 255 visible ASCII characters.")
}

/// A key of 1 to 255 visible ASCII characters.
pub(crate) fn visible(text: &str) -> Result<&str, Problem> {
    if (1..=255).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic()) {
        return Ok(text);
    }
    Err(Problem::new(Code::InvalidIdempotencyKey, "An idempotency key has 1 to 255 visible ASCII characters."))
}

/// A key with the fingerprint of what it stands on. The body is known to be JSON.
pub(crate) fn key(space: Space, text: &str, what: &[&str], body: &str) -> Key {
    let mut bytes = Vec::with_capacity(body.len() + 64);
    for part in what {
        bytes.extend_from_slice(part.as_bytes());
        bytes.push(0);
    }
    if !body.is_empty() {
        canonical::write(body, &mut bytes);
    }
    let hash: [u8; 32] = Sha256::digest(&bytes).into();
    let mut fingerprint = [0; 16];
    fingerprint.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
    Key { space, text: Text::from(text), fingerprint }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_visible_ascii() {
        let longest = "k".repeat(255);
        for good in ["k", "~!", &longest] {
            assert!(visible(good).is_ok(), "{good}");
        }
        let too_long = "k".repeat(256);
        for bad in ["", " ", "a b", "ä", "\u{7f}", &too_long] {
            assert!(visible(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_fingerprint_covers_operation_account_and_body() {
        let of = |what: &[&str], body| key(Space::Server, "k", what, body).fingerprint;
        let first = of(&["createSpend", "/v1/accounts/a/spends"], "{\"a\":1,\"b\":2}");
        assert_eq!(first, of(&["createSpend", "/v1/accounts/a/spends"], "{ \"b\":2, \"a\":1 }"));
        assert_ne!(first, of(&["createSpend", "/v1/accounts/b/spends"], "{\"a\":1,\"b\":2}"));
        assert_ne!(first, of(&["createGrant", "/v1/accounts/a/spends"], "{\"a\":1,\"b\":2}"));
        assert_ne!(first, of(&["createSpend", "/v1/accounts/a/spends"], "{\"a\":1,\"b\":3}"));
    }
}
