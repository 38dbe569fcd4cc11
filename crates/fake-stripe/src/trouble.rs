//! Trouble with requests: which of the next ones fail, how, and whether what they asked for was done all the same.

use std::collections::VecDeque;

use serde_json::Value;

/// Rules at once; a test that sets more has lost count.
const RULES_MAX: usize = 1_000;
/// Lines of the log that are kept.
const LOG_MAX: usize = 5_000;

/// What happens to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// This status and nothing done; the key stays free.
    ErrorBefore(u16),
    /// Done, and this status: the same key gives the true answer.
    ErrorAfter(u16),
    /// Done, and this status: the same key gives this status again; only a look tells the truth.
    ErrorKept(u16),
    /// Nothing done and no answer; the connection stays open.
    SilentBefore,
    /// Done, and no answer; the connection stays open.
    SilentAfter,
    /// Nothing done; the connection is closed without an answer.
    CutBefore,
    /// Done; the connection is closed without an answer.
    CutAfter,
    /// Waits before anything is done, its key in use, until [`crate::FakeStripe::release`].
    WaitBefore,
    /// Done; the answer waits until [`crate::FakeStripe::release`].
    WaitAfter,
    /// 429.
    TooMany,
}

/// One request that came.
#[derive(Clone, Debug)]
pub struct Request {
    /// `GET`, `POST`, `DELETE`.
    pub method: String,
    /// Without the query.
    pub path: String,
    /// The tree of its parameters.
    pub params: Value,
    /// Its `Idempotency-Key`.
    pub key: Option<String>,
    /// What was answered; none where nothing was.
    pub status: Option<u16>,
}

#[derive(Debug)]
struct Rule {
    method: String,
    path: String,
    trouble: Trouble,
    left: u32,
}

/// All of it.
#[derive(Debug, Default)]
pub(crate) struct Troubles {
    /// Every connection is closed at once
    pub(crate) is_down: bool,
    /// Requests that wait now
    pub(crate) waiting: usize,
    rules: Vec<Rule>,
    log: VecDeque<Request>,
}

impl Troubles {
    /// `POST /v1/payment_intents`, `POST /v1/payment_intents/*/confirm`, or `*` for all.
    pub(crate) fn expect(&mut self, request: &str, trouble: Trouble, times: u32) {
        let (method, path) = request.split_once(' ').unwrap_or(("*", request));
        assert!(self.rules.len() < RULES_MAX, "more than {RULES_MAX} troubles");
        self.rules.push(Rule { method: method.to_owned(), path: path.to_owned(), trouble, left: times });
    }

    /// The trouble that is this request's, if any.
    pub(crate) fn next(&mut self, method: &str, path: &str) -> Option<Trouble> {
        let rule = self
            .rules
            .iter_mut()
            .find(|rule| rule.left > 0 && (rule.method == "*" || rule.method == method) && is_at(&rule.path, path))?;
        rule.left -= 1;
        let trouble = rule.trouble;
        self.rules.retain(|rule| rule.left > 0);
        Some(trouble)
    }

    /// No trouble any more.
    pub(crate) fn clear(&mut self) {
        self.rules.clear();
        self.is_down = false;
    }

    pub(crate) fn note(&mut self, request: Request) {
        if self.log.len() >= LOG_MAX {
            self.log.pop_front();
        }
        self.log.push_back(request);
    }

    pub(crate) fn log(&self) -> impl Iterator<Item = &Request> {
        self.log.iter()
    }
}

fn is_at(pattern: &str, path: &str) -> bool {
    if pattern == "*" {
        return true;
    }
    let (mut wanted, mut found) = (pattern.split('/'), path.split('/'));
    loop {
        match (wanted.next(), found.next()) {
            (None, None) => return true,
            (Some(wanted), Some(found)) if wanted == "*" || wanted == found => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        for (pattern, path, expected) in [
            ("*", "/v1/refunds", true),
            ("/v1/refunds", "/v1/refunds", true),
            ("/v1/refunds", "/v1/refunds/re_1", false),
            ("/v1/payment_intents/*/confirm", "/v1/payment_intents/pi_1/confirm", true),
            ("/v1/payment_intents/*/confirm", "/v1/payment_intents/pi_1", false),
        ] {
            assert_eq!(is_at(pattern, path), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn a_rule_is_used_up() {
        let mut troubles = Troubles::default();
        troubles.expect("POST /v1/refunds", Trouble::TooMany, 1);
        assert_eq!(troubles.next("GET", "/v1/refunds"), None);
        assert_eq!(troubles.next("POST", "/v1/refunds"), Some(Trouble::TooMany));
        assert_eq!(troubles.next("POST", "/v1/refunds"), None);
    }
}
