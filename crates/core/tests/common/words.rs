//! Words of a line: options that take a value, flags, and the rest in order. Times, spans and amounts.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::str::FromStr;

use scrip_core::credits::{Amount, Credits};
use scrip_core::time::{Span, Timestamp};

/// Words that take the next one as their value.
const OPTIONS: &[&str] = &[
    "as",
    "agreed",
    "asof",
    "basis",
    "buyer",
    "by",
    "card",
    "extra",
    "for",
    "from",
    "in",
    "key",
    "max",
    "model",
    "of",
    "on",
    "pay",
    "per",
    "prio",
    "quote",
    "session",
    "shown",
    "started",
    "subs",
    "to",
    "trial_ends",
    "until",
    "when",
    "zone",
];

/// Words that stand for themselves.
const FLAGS: &[&str] = &["agency", "default", "gateway", "late", "partial", "taken", "test_clock", "trial"];

/// A line, taken apart.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    /// What is neither option nor flag, in order; the first is the verb.
    pub(crate) rest: Vec<String>,
    options: BTreeMap<String, String>,
    flags: Vec<String>,
}

impl Words {
    pub(crate) fn of(text: &str) -> Self {
        let mut words = Self::default();
        let mut tokens = text.split_whitespace();
        while let Some(token) = tokens.next() {
            let is_plain = words.rest.first().is_none_or(|verb| verb == "catalog");
            if is_plain {
                words.rest.push(token.to_owned());
            } else if OPTIONS.contains(&token) {
                let value = tokens.next().unwrap_or_else(|| panic!("`{token}` takes a value: {text}"));
                words.options.insert(token.to_owned(), value.to_owned());
            } else if FLAGS.contains(&token) && (token != "trial" || words.rest[0] == "open") {
                words.flags.push(token.to_owned());
            } else {
                words.rest.push(token.to_owned());
            }
        }
        words
    }

    pub(crate) fn verb(&self) -> &str {
        &self.rest[0]
    }

    /// The word at a place after the verb.
    pub(crate) fn at(&self, place: usize) -> &str {
        self.rest.get(place).unwrap_or_else(|| panic!("`{}` needs {place} words after it", self.verb()))
    }

    pub(crate) fn has(&self, flag: &str) -> bool {
        assert!(FLAGS.contains(&flag), "{flag} is no flag");
        self.flags.iter().any(|f| f == flag)
    }

    pub(crate) fn option(&self, name: &str) -> Option<&str> {
        assert!(OPTIONS.contains(&name), "{name} is no option");
        self.options.get(name).map(String::as_str)
    }

    pub(crate) fn parsed<T: FromStr<Err: Debug>>(&self, name: &str) -> Option<T> {
        self.option(name).map(parse)
    }
}

pub(crate) fn parse<T: FromStr<Err: Debug>>(text: &str) -> T {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

/// An instant: a date is its midnight in UTC, and seconds may be left out.
pub(crate) fn time(text: &str) -> Option<Timestamp> {
    let text = if text.len() == 10 { format!("{text}T00:00Z") } else { text.to_owned() };
    if text.len() > 10 && text.as_bytes()[4] == b'-' { text.parse().ok() } else { None }
}

/// A length of time: ISO 8601, or `3us`.
pub(crate) fn span(text: &str) -> Span {
    match text.strip_suffix("us") {
        Some(micros) => Span::from_micros(parse(micros)),
        None => parse(text),
    }
}

pub(crate) fn credits(text: &str) -> Credits {
    parse(text)
}

pub(crate) fn amount(text: &str) -> Amount {
    Amount::try_from(credits(text)).unwrap_or_else(|error| panic!("{text}: {error}"))
}

pub(crate) fn list<T: FromStr<Err: Debug>>(text: Option<&str>) -> Vec<T> {
    text.into_iter().flat_map(|text| text.split(',')).map(parse).collect()
}
