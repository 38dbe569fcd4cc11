//! Signatures of webhooks, as Standard Webhooks says: secrets, and `v1,<HMAC-SHA256>` over id, time and body.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use scrip_core::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::random;

/// What a secret begins with, so that leaked ones are found.
const PREFIX: &str = "whsec_";

/// For how long after a rotation the secret before signs too: a day to put the new one everywhere.
pub(crate) const OVERLAP: Span = Span::DAY;

/// The secrets of an endpoint: one, or two for a day after a rotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Secrets {
    /// `whsec_…`.
    current: String,
    /// The one before, and until when it signs, in microseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<(String, i64)>,
}

impl Secrets {
    /// The first one.
    pub(crate) fn new() -> Result<Self, getrandom::Error> {
        Ok(Self { current: new_secret()?, before: None })
    }

    /// Another one; the last signs beside it for a day. What was before that signs no more.
    pub(crate) fn rotated(self, now: Timestamp) -> Result<Self, getrandom::Error> {
        Ok(Self { current: new_secret()?, before: Some((self.current, now.plus(OVERLAP).micros())) })
    }

    /// The one that is shown, once.
    pub(crate) fn current(&self) -> &str {
        &self.current
    }

    /// The last characters, by which people tell secrets apart.
    pub(crate) fn hint(&self) -> String {
        let from = self.current.char_indices().rev().nth(3).map_or(0, |(at, _)| at);
        self.current.get(from..).unwrap_or_default().to_owned()
    }

    /// The header `webhook-signature`: one signature a secret that is live.
    pub(crate) fn sign(&self, id: &str, at: Timestamp, body: &[u8]) -> String {
        let before = self.before.as_ref().filter(|(_, until)| at.micros() < *until).map(|(secret, _)| secret);
        let live = std::iter::once(&self.current).chain(before);
        let signatures: Vec<String> = live.filter_map(|secret| signature(secret, id, at, body)).collect();
        signatures.join(" ")
    }
}

fn new_secret() -> Result<String, getrandom::Error> {
    Ok(format!("{PREFIX}{}", STANDARD.encode(random::bytes::<32>()?)))
}

/// Seconds since the epoch, as the header `webhook-timestamp` has them.
pub(crate) fn seconds(at: Timestamp) -> i64 {
    at.micros() / Span::SECOND.micros()
}

fn signature(secret: &str, id: &str, at: Timestamp, body: &[u8]) -> Option<String> {
    let key = STANDARD.decode(secret.strip_prefix(PREFIX)?).ok()?;
    let mut mac: Hmac<Sha256> = Hmac::new_from_slice(&key).ok()?;
    mac.update(format!("{id}.{}.", seconds(at)).as_bytes());
    mac.update(body);
    Some(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standards_own_example_is_signed_alike() {
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let at = Timestamp::from_micros(1_614_265_330 * 1_000_000);
        let signed = signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", at, br#"{"test": 2432232314}"#);
        assert_eq!(signed.as_deref(), Some("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    }

    #[test]
    fn two_secrets_sign_for_a_day() {
        let at = Timestamp::from_micros(1_000_000_000_000_000);
        let first = Secrets::new().unwrap();
        let second = first.clone().rotated(at).unwrap();
        let third = second.clone().rotated(at.plus(Span::HOUR)).unwrap();
        let check = |secrets: &Secrets, at: Timestamp, by: &[&Secrets]| {
            let expected: Vec<_> = by.iter().filter_map(|one| signature(&one.current, "evt", at, b"{}")).collect();
            assert_eq!(secrets.sign("evt", at, b"{}"), expected.join(" "));
        };
        check(&first, at, &[&first]);
        check(&second, at, &[&second, &first]);
        check(&second, at.plus(Span::from_micros(OVERLAP.micros() - 1)), &[&second, &first]);
        check(&second, at.plus(OVERLAP), &[&second]);
        check(&third, at.plus(Span::HOUR), &[&third, &second]);
        assert_ne!(first.current, second.current);
        assert!(first.current.ends_with(&first.hint()) && first.hint().len() == 4);
    }
}
