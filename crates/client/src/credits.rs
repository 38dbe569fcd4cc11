//! Credits on the wire: a decimal number with at most three places, exact, never through a float.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _, ser::Error as _};
use serde_json::Number;

/// An amount of credits, counted in thousandths. The API keeps them within ±1,000,000,000,000; sums saturate far beyond.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Credits {
    milli: i64,
}

/// A text that is no amount of credits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no amount of credits: a number with at most three decimals, such as 12 or 0.125")]
pub struct BadCredits(pub String);

const MILLI: i64 = 1_000;

impl Credits {
    /// None at all.
    pub const ZERO: Self = Self { milli: 0 };

    /// So many thousandths.
    pub const fn from_milli(milli: i64) -> Self {
        Self { milli }
    }

    /// So many whole credits.
    pub const fn from_whole(whole: i32) -> Self {
        // 32 bits times a thousand fit; `From` is not const.
        #[expect(clippy::as_conversions, reason = "widening, in a const fn")]
        Self { milli: whole as i64 * MILLI }
    }

    /// In thousandths.
    pub const fn milli(self) -> i64 {
        self.milli
    }
}

impl From<i32> for Credits {
    fn from(whole: i32) -> Self {
        Self::from_whole(whole)
    }
}

impl Add for Credits {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { milli: self.milli.saturating_add(other.milli) }
    }
}

impl Sub for Credits {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { milli: self.milli.saturating_sub(other.milli) }
    }
}

impl Neg for Credits {
    type Output = Self;
    fn neg(self) -> Self {
        Self { milli: self.milli.saturating_neg() }
    }
}

impl AddAssign for Credits {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Credits {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Sum for Credits {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::ZERO, Add::add)
    }
}

/// Plain decimal text, without trailing zeros: `12`, `0.125`, `-3.5`.
impl fmt::Display for Credits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.milli.unsigned_abs();
        let (whole, part) = (size / 1_000, size % 1_000);
        let sign = if self.milli < 0 { "-" } else { "" };
        let text = if part == 0 {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{part:03}").trim_end_matches('0').to_owned()
        };
        f.pad(&text)
    }
}

impl FromStr for Credits {
    type Err = BadCredits;

    fn from_str(text: &str) -> Result<Self, BadCredits> {
        let bad = || BadCredits(text.to_owned());
        let (is_negative, size) = text.strip_prefix('-').map_or((false, text), |size| (true, size));
        let (whole, part) = size.split_once('.').unwrap_or((size, "0"));
        // Zeros past the third place say nothing; anything else there is more exact than credits are.
        let part = part.get(..3).filter(|_| part.len() > 3 && part.bytes().skip(3).all(|b| b == b'0')).unwrap_or(part);
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(part) || part.len() > 3 {
            return Err(bad());
        }
        let milli = format!("{whole}{part:0<3}").parse::<i64>().map_err(|_| bad())?;
        Ok(Self { milli: if is_negative { -milli } else { milli } })
    }
}

impl Serialize for Credits {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Number::from_str(&self.to_string()).map_err(S::Error::custom)?.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Credits {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Number::deserialize(from)?.as_str().parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_back() {
        let rows: &[(&str, Option<(i64, &str)>)] = &[
            ("0", Some((0, "0"))),
            ("12", Some((12_000, "12"))),
            ("50.0", Some((50_000, "50"))),
            ("0.125", Some((125, "0.125"))),
            ("0.1250", Some((125, "0.125"))),
            ("-3.5", Some((-3_500, "-3.5"))),
            ("1000000000000", Some((1_000_000_000_000_000, "1000000000000"))),
            ("0.1255", None),
            ("1e3", None),
            ("", None),
            ("-", None),
            (".5", None),
            ("5.", None),
            ("1_000", None),
            ("NaN", None),
            ("99999999999999999999", None),
        ];
        for (text, expected) in rows {
            let read = text.parse::<Credits>().ok();
            assert_eq!(read.map(Credits::milli), expected.map(|(milli, _)| milli), "{text}");
            assert_eq!(read.map(|credits| credits.to_string()).as_deref(), expected.map(|(_, text)| text), "{text}");
        }
    }

    #[test]
    fn json_is_a_number_and_exact() {
        let figure = "999999999999.999";
        let credits: Credits = serde_json::from_str(figure).unwrap();
        assert_eq!(credits.milli(), 999_999_999_999_999);
        assert_eq!(serde_json::to_string(&credits).unwrap(), figure);
        assert!(serde_json::from_str::<Credits>("\"12\"").is_err());
    }
}
