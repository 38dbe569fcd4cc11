//! Sign-ins: a cookie that only this program can have made, and the CSRF token that goes with it.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::random::hex;

/// How long a sign-in lasts.
const LASTS_SECONDS: u64 = 12 * 3_600;
/// What no id of Scrip holds, so it parts them.
const BAR: char = '|';

/// Signs what a browser keeps for us.
#[derive(Clone)]
pub(crate) struct Seal {
    mac: Hmac<Sha256>,
}

/// Who has signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SignIn {
    pub(crate) account: String,
    pub(crate) member: String,
    until: u64,
    nonce: String,
}

impl SignIn {
    pub(crate) fn new(account: &str, member: &str, now: u64, nonce: String) -> Self {
        Self { account: account.to_owned(), member: member.to_owned(), until: now + LASTS_SECONDS, nonce }
    }

    fn text(&self) -> String {
        let Self { account, member, until, nonce } = self;
        format!("{account}{BAR}{member}{BAR}{until}{BAR}{nonce}")
    }
}

impl Seal {
    /// With a new key: sign-ins end with the program. None where the system gives no randomness.
    pub(crate) fn new() -> Option<Self> {
        let mut key = [0; 32];
        getrandom::fill(&mut key).ok()?;
        Some(Self { mac: Hmac::new_from_slice(&key).ok()? })
    }

    /// The cookie's value.
    pub(crate) fn cookie(&self, sign_in: &SignIn) -> String {
        let text = sign_in.text();
        let signature = self.signed("cookie", &text);
        format!("{text}{BAR}{signature}")
    }

    /// Whose cookie this is, if we made it and it has not ended.
    pub(crate) fn read(&self, cookie: &str, now: u64) -> Option<SignIn> {
        let (text, signature) = cookie.rsplit_once(BAR)?;
        if !self.is_signed("cookie", text, signature) {
            return None;
        }
        let mut parts = text.split(BAR).map(ToOwned::to_owned);
        let (account, member) = (parts.next()?, parts.next()?);
        let until = parts.next()?.parse().ok()?;
        let sign_in = SignIn { account, member, until, nonce: parts.next()? };
        (now < until).then_some(sign_in)
    }

    /// What forms of this sign-in carry.
    pub(crate) fn csrf(&self, sign_in: &SignIn) -> String {
        self.signed("csrf", &sign_in.text())
    }

    pub(crate) fn is_csrf(&self, sign_in: &SignIn, token: &str) -> bool {
        self.is_signed("csrf", &sign_in.text(), token)
    }

    fn mac(&self, use_: &str, text: &str) -> Hmac<Sha256> {
        let mut mac = self.mac.clone();
        mac.update(use_.as_bytes());
        mac.update(b":");
        mac.update(text.as_bytes());
        mac
    }

    fn signed(&self, use_: &str, text: &str) -> String {
        hex(&self.mac(use_, text).finalize().into_bytes())
    }

    /// In constant time.
    fn is_signed(&self, use_: &str, text: &str, signature: &str) -> bool {
        unhex(signature).is_some_and(|bytes| self.mac(use_, text).verify_slice(&bytes).is_ok())
    }
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text.chars().map(|digit| u8::try_from(digit.to_digit(16)?).ok()).collect();
    Some(digits?.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| (byte << 4) | digit)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_we_signed_and_only_in_time() {
        let seal = Seal::new().unwrap();
        let sign_in = SignIn::new("acme", "ann", 1_000, "n1".to_owned());
        let cookie = seal.cookie(&sign_in);
        let end = 1_000 + LASTS_SECONDS;
        let forged = cookie.replace("ann", "bob");
        let other = Seal::new().unwrap().cookie(&sign_in);
        let rows = [
            (cookie.as_str(), 1_000, true),
            (&cookie, end - 1, true),
            (&cookie, end, false),
            (&forged, 1_000, false),
            (&other, 1_000, false),
            ("", 1_000, false),
            ("acme|ann|99999999999|n1|", 1_000, false),
        ];
        for (cookie, now, expected) in rows {
            assert_eq!(seal.read(cookie, now).is_some(), expected, "{cookie} at {now}");
        }
        assert_eq!(seal.read(&cookie, 1_000), Some(sign_in));
    }

    #[test]
    fn a_csrf_token_is_of_one_sign_in() {
        let seal = Seal::new().unwrap();
        let mine = SignIn::new("acme", "ann", 1_000, "n1".to_owned());
        let later = SignIn::new("acme", "ann", 1_000, "n2".to_owned());
        let token = seal.csrf(&mine);
        assert!(seal.is_csrf(&mine, &token));
        assert!(!seal.is_csrf(&later, &token), "another sign-in");
        assert!(!seal.is_csrf(&mine, ""), "none");
        assert!(!seal.is_csrf(&mine, &seal.cookie(&mine)), "the cookie itself");
    }
}
