//! What a line must answer: a code, and words with their values. What it does not name may be anything.

use std::collections::BTreeMap;
use std::fmt::Display;

use scrip_core::batch::Outcome;

use super::words::{parse, time};

/// The words of an answer; each is followed by its value, of one word or more.
const KEYS: &[&str] = &[
    "adjustment",
    "allowance",
    "allowed",
    "amount",
    "available",
    "available_after",
    "back",
    "ceiling",
    "cost",
    "count",
    "credits",
    "credits_by",
    "decline_reason",
    "disputes",
    "draws",
    "effective_at",
    "epoch",
    "estimate",
    "expired",
    "expires_at",
    "expiring",
    "extra",
    "feature",
    "field",
    "forgiven",
    "gross",
    "is_overdue",
    "kept",
    "kind",
    "late",
    "left",
    "legacy",
    "level",
    "limit",
    "limited_by",
    "max",
    "monthly",
    "monthly_granted",
    "net",
    "number",
    "overpaid",
    "owed",
    "package",
    "papers",
    "paused",
    "pay_by",
    "period_end",
    "period_start",
    "plan",
    "plans",
    "priority",
    "promotional",
    "refunded",
    "refunds",
    "released",
    "renews_at",
    "required",
    "reserved",
    "resets_at",
    "returned",
    "right",
    "rights",
    "rolled_from",
    "rolled_over",
    "scheduled",
    "scoped",
    "claim",
    "shared_from",
    "spent",
    "state",
    "status",
    "surplus",
    "taken",
    "tax",
    "total",
    "told",
    "trial",
    "uncovered",
    "units",
    "used",
    "voided",
    "what",
    "who",
    "whole",
    "wrote",
];

/// An answer: its code (empty where it was simply done) and its words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answer {
    pub(crate) code: String,
    pub(crate) words: BTreeMap<&'static str, String>,
}

impl Answer {
    pub(crate) fn done() -> Self {
        Self::default()
    }

    pub(crate) fn coded(code: &str) -> Self {
        Self { code: code.to_owned(), words: BTreeMap::new() }
    }

    /// Adds a word, whose value is `none` where it is empty.
    pub(crate) fn with(mut self, key: &'static str, value: impl Display) -> Self {
        assert!(KEYS.contains(&key), "{key} is no word of an answer");
        let value = value.to_string();
        self.words.insert(key, if value.is_empty() { "none".to_owned() } else { value });
        self
    }

    pub(crate) fn maybe(self, key: &'static str, value: Option<impl Display>) -> Self {
        self.with(key, value.map_or_else(String::new, |value| value.to_string()))
    }
}

/// What a row demands.
#[derive(Clone, Debug, Default)]
pub(crate) struct Expected {
    code: String,
    words: Vec<(String, String)>,
}

impl Expected {
    pub(crate) fn of(text: &str) -> Self {
        let mut expected = Self::default();
        for token in text.split_whitespace() {
            let is_key = KEYS.contains(&token);
            match expected.words.last_mut() {
                // The word right after a key is its value, even where it is a key itself: `level account`.
                Some((_, value)) if value.is_empty() || !is_key => {
                    if !value.is_empty() {
                        value.push(' ');
                    }
                    value.push_str(&canonical(token));
                }
                None if !is_key => {
                    assert!(expected.code.is_empty(), "two codes: {} and {token}", expected.code);
                    token.clone_into(&mut expected.code);
                }
                _ => expected.words.push((token.to_owned(), String::new())),
            }
        }
        expected
    }

    pub(crate) fn judge(&self, answer: &Answer, place: &str) {
        assert_eq!(answer.code, self.code, "{place}\nanswers {answer:?}");
        for (key, value) in &self.words {
            let answered = answer.words.get(key.as_str()).map(String::as_str);
            assert_eq!(answered, Some(value.as_str()), "{place}\n{key} of {answer:?}");
        }
    }
}

/// `done 3 insufficient_credits 61`: how many of many requests were answered how.
pub(crate) fn judge_counts(expected: &str, outcomes: &[Outcome], place: &str) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for outcome in outcomes {
        let code = match outcome {
            Outcome::Done { .. } => "done".to_owned(),
            Outcome::Replayed(_) => "replayed".to_owned(),
            Outcome::KeyReused => "idempotency_key_reused".to_owned(),
            Outcome::Refused(refusal) => refusal.code().to_owned(),
        };
        *counts.entry(code).or_default() += 1;
    }
    let expected: Vec<&str> = expected.split_whitespace().collect();
    let pairs = expected.chunks(2).map(|pair| (pair[0].to_owned(), parse(pair[1])));
    assert_eq!(counts, pairs.collect(), "{place}");
}

/// Instants as they are shown, also behind `=`.
fn canonical(token: &str) -> String {
    let (instant, rest) = token.split_once('=').map_or((token, None), |(instant, rest)| (instant, Some(rest)));
    match (time(instant), rest) {
        (Some(instant), Some(rest)) => format!("{instant}={rest}"),
        (Some(instant), None) => instant.to_string(),
        (None, _) => token.to_owned(),
    }
}
