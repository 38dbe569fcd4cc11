//! Parsing: a core value from the JSON text of one field, or what is wrong with it. Numbers never pass through a float.

use std::borrow::Cow;
use std::str::FromStr;

use scrip_core::credits::{Amount, Credits, CreditsError};
use scrip_core::decimal::Used;
use scrip_core::entry::{PayWith, Per};
use scrip_core::grant::GrantKind;
use scrip_core::id::{AccountId, FeatureId, MemberId, PackageId, PlanId, QuoteId, RoleId};
use scrip_core::money::Currency;
use scrip_core::period::Zone;
use scrip_core::text::Text;
use scrip_core::time::{Span, Timestamp};

use super::words::{GRANT_KINDS, PAY_WITHS, PERS, Words, value};

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// True for an amount of credits: its code is `invalid_amount` whatever the field is called.
    pub(crate) is_amount: bool,
    /// A sentence with the remedy.
    pub(crate) reason: Cow<'static, str>,
}

impl Fault {
    pub(crate) fn new(reason: impl Into<Cow<'static, str>>) -> Self {
        Self { is_amount: false, reason: reason.into() }
    }

    fn amount(reason: impl Into<Cow<'static, str>>) -> Self {
        Self { is_amount: true, reason: reason.into() }
    }
}

/// A core value that stands in a field of a request.
pub(crate) trait FromJson: Sized {
    /// Parses the field's JSON text, which is known to be well-formed.
    fn from_json(json: &str) -> Result<Self, Fault>;
}

/// The text of a JSON string.
pub(crate) fn text(json: &str) -> Result<Cow<'_, str>, Fault> {
    let inner = json.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let inner = inner.ok_or(Fault::new("must be a text in quotes"))?;
    if inner.contains('\\') {
        serde_json::from_str(json).map(Cow::Owned).map_err(|_| Fault::new("must be a text in quotes"))
    } else {
        Ok(Cow::Borrowed(inner))
    }
}

/// The text of a JSON number.
fn number(json: &str) -> Result<&str, Fault> {
    let is_number = json.bytes().next().is_some_and(|b| b.is_ascii_digit() || b == b'-');
    if is_number { Ok(json) } else { Err(Fault::amount("must be a number, without quotes")) }
}

fn wrong(error: CreditsError) -> Fault {
    Fault::amount(error.to_string())
}

impl FromJson for Credits {
    /// Never negative: where less is meant, another call says so.
    fn from_json(json: &str) -> Result<Self, Fault> {
        let credits: Self = number(json)?.parse().map_err(wrong)?;
        if credits < Self::ZERO { Err(wrong(CreditsError::Negative)) } else { Ok(credits) }
    }
}

impl FromJson for Amount {
    fn from_json(json: &str) -> Result<Self, Fault> {
        let credits: Credits = number(json)?.parse().map_err(wrong)?;
        Self::try_from(credits).map_err(wrong)
    }
}

impl FromJson for Used {
    fn from_json(json: &str) -> Result<Self, Fault> {
        number(json)?.parse().map_err(|error| Fault::amount(format!("{error}")))
    }
}

/// A whole number that is not negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Whole(pub(crate) u64);

impl FromJson for Whole {
    fn from_json(json: &str) -> Result<Self, Fault> {
        let reason = "must be a whole number from 0 to 1,000,000,000,000";
        let used: Used = number(json)?.parse().map_err(|_| Fault::new(reason))?;
        if used.atoms().is_multiple_of(Used::ONE_ATOMS) {
            Ok(Self(used.atoms() / Used::ONE_ATOMS))
        } else {
            Err(Fault::new(reason))
        }
    }
}

impl FromJson for bool {
    fn from_json(json: &str) -> Result<Self, Fault> {
        match json {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(Fault::new("must be true or false")),
        }
    }
}

/// Longer than any reason or model that a person writes; entries live for ever.
const TEXT_LEN_MAX: usize = 500;

impl FromJson for Text {
    fn from_json(json: &str) -> Result<Self, Fault> {
        let text = text(json)?;
        if text.is_empty() || text.len() > TEXT_LEN_MAX || text.chars().any(char::is_control) {
            return Err(Fault::new("must be a text of 1 to 500 bytes without control characters"));
        }
        Ok(Self::from(text.as_ref()))
    }
}

/// Parses a text by the type's own rule, whose error says what would be right.
fn by_text<T: FromStr<Err: std::fmt::Display>>(json: &str) -> Result<T, Fault> {
    text(json)?.parse().map_err(|error: T::Err| Fault::new(error.to_string()))
}

macro_rules! by_text {
    ($($type:ty),+) => {$(
        impl FromJson for $type {
            fn from_json(json: &str) -> Result<Self, Fault> {
                by_text(json)
            }
        }
    )+};
}

by_text!(AccountId, MemberId, FeatureId, PackageId, PlanId, RoleId, QuoteId, Timestamp, Span, Zone, Currency);

fn by_word<T: Copy>(words: Words<T>, json: &str) -> Result<T, Fault> {
    let all = || words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
    value(words, &text(json)?).ok_or_else(|| Fault::new(format!("must be one of {}", all())))
}

impl FromJson for GrantKind {
    fn from_json(json: &str) -> Result<Self, Fault> {
        by_word(GRANT_KINDS, json)
    }
}

impl FromJson for PayWith {
    fn from_json(json: &str) -> Result<Self, Fault> {
        by_word(PAY_WITHS, json)
    }
}

impl FromJson for Per {
    fn from_json(json: &str) -> Result<Self, Fault> {
        by_word(PERS, json)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "a row reads better without a reference")]
    fn check<T: FromJson + std::fmt::Debug + PartialEq>(json: &str, expected: Option<T>) {
        assert_eq!(T::from_json(json).ok(), expected, "{json}");
    }

    #[test]
    fn amounts_are_numbers_judged_by_value() {
        let amount = |milli| Amount::try_from(Credits::from_milli(milli)).ok();
        check("1", amount(1_000));
        check("50.0", amount(50_000));
        check("1e1", amount(10_000));
        for bad in ["0", "-1", "1e400", "0.0001", "\"5\"", "true", "[]", "{}", "1000000000000.001"] {
            check::<Amount>(bad, None);
        }
        check("0", Some(Credits::ZERO));
        check::<Credits>("-0.001", None);
    }

    #[test]
    fn whole_numbers_are_whole_by_value() {
        check("5.0", Some(Whole(5)));
        check("1e3", Some(Whole(1_000)));
        for bad in ["5.5", "-1", "1e13", "\"5\"", "null"] {
            check::<Whole>(bad, None);
        }
    }

    #[test]
    fn texts_may_be_escaped() {
        check("\"a\\u0062c\"", "abc".parse::<AccountId>().ok());
        for bad in ["\"a/b\"", "\"\"", "\"ä\"", "7", "\"a\\u0000\""] {
            check::<AccountId>(bad, None);
        }
        check::<Text>("\"\\n\"", None);
    }
}
