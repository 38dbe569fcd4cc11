//! Credits: exact amounts in thousandths, checked arithmetic, text in and out. Knows no price and no rounding rule.

use core::fmt;
use core::str::FromStr;

use minicbor::{Decode, Encode};

use crate::decimal::{DecimalError, atoms_of};

/// An amount of credits, in milli-credits (1 credit = 1,000). Signed, so that differences have a type;
/// a balance is never negative.
///
/// ```
/// use scrip_core::credits::Credits;
///
/// let cost: Credits = "12.5".parse()?;
/// assert_eq!((cost.milli(), cost.to_string()), (12_500, "12.5".to_owned()));
/// assert!("0.0001".parse::<Credits>().is_err(), "a fourth decimal is never rounded away");
/// # Ok::<(), scrip_core::credits::CreditsError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Credits(#[n(0)] i64);

/// Why a text or a sum is no amount of credits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CreditsError {
    /// Not a decimal number.
    #[error("is not a decimal number")]
    NotANumber,
    /// A fourth decimal that is not zero.
    #[error("has more than three decimals")]
    TooManyDecimals,
    /// Beyond ±1,000,000,000,000 credits.
    #[error("is beyond 1,000,000,000,000 credits")]
    TooLarge,
    /// Zero or less where something must be taken or given.
    #[error("must be more than 0")]
    NotPositive,
    /// Less than zero.
    #[error("must not be negative")]
    Negative,
}

impl Credits {
    /// No credits.
    pub const ZERO: Self = Self(0);
    /// One whole credit.
    pub const ONE: Self = Self(1_000);
    /// The largest amount that a request may name: 1,000,000,000,000 credits.
    pub const LIMIT: Self = Self(1_000_000_000_000_000);

    /// From thousandths of a credit.
    pub const fn from_milli(milli: i64) -> Self {
        Self(milli)
    }

    /// Thousandths of a credit.
    pub const fn milli(self) -> i64 {
        self.0
    }

    /// Whole credits; nothing when that is more than 64 bits of thousandths hold.
    pub const fn from_whole(credits: i64) -> Option<Self> {
        match credits.checked_mul(1_000) {
            Some(milli) => Some(Self(milli)),
            None => None,
        }
    }

    /// True for exactly none.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// True for more than none.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// The sum, or nothing when it overflows.
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(sum) => Some(Self(sum)),
            None => None,
        }
    }

    /// The difference, or nothing when it overflows.
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(rest) => Some(Self(rest)),
            None => None,
        }
    }

    /// The sum, held at the ends of the range. For figures that are shown, never for what is booked.
    #[must_use]
    pub const fn saturating_add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// The difference, never below zero.
    #[must_use]
    pub fn less(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0).max(0))
    }

    /// `percent` of this amount, rounded down to a thousandth.
    #[must_use]
    pub fn percent(self, percent: u32) -> Self {
        let part = i128::from(self.0) * i128::from(percent) / 100;
        Self(i64::try_from(part).unwrap_or(i64::MAX))
    }
}

impl fmt::Display for Credits {
    /// `1234.5`: no trailing zeros, no grouping; exactly the JSON number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let milli = self.0.unsigned_abs();
        let (whole, rest) = (milli / 1_000, milli % 1_000);
        match rest {
            0 => write!(f, "{sign}{whole}"),
            r if r % 100 == 0 => write!(f, "{sign}{whole}.{}", r / 100),
            r if r % 10 == 0 => write!(f, "{sign}{whole}.{:02}", r / 10),
            r => write!(f, "{sign}{whole}.{r:03}"),
        }
    }
}

impl FromStr for Credits {
    type Err = CreditsError;

    /// A JSON number, judged by value: `50`, `50.0`, `5e1` and `0.001` are fine, `0.0001` and `1e400` are not.
    fn from_str(text: &str) -> Result<Self, CreditsError> {
        let (negative, milli) = atoms_of(text, 3).map_err(|error| match error {
            DecimalError::TooManyDecimals(_) => CreditsError::TooManyDecimals,
            DecimalError::TooLarge(_) => CreditsError::TooLarge,
            DecimalError::NotANumber | DecimalError::Negative => CreditsError::NotANumber,
        })?;
        let milli = i64::try_from(milli).ok().filter(|milli| *milli <= Self::LIMIT.0).ok_or(CreditsError::TooLarge)?;
        Ok(Self(if negative { -milli } else { milli }))
    }
}

/// An amount that is given, taken or set aside: more than none, at most [`Credits::LIMIT`]. The type is the proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(Credits);

impl Amount {
    /// The credits, known to be more than none.
    pub const fn credits(self) -> Credits {
        self.0
    }
}

impl TryFrom<Credits> for Amount {
    type Error = CreditsError;

    fn try_from(credits: Credits) -> Result<Self, CreditsError> {
        match credits {
            c if c > Credits::LIMIT => Err(CreditsError::TooLarge),
            c if c.is_positive() => Ok(Self(c)),
            _ => Err(CreditsError::NotPositive),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<i64, CreditsError>) {
        assert_eq!(text.parse::<Credits>().map(Credits::milli), expected, "{text}");
    }

    #[test]
    fn numbers_are_judged_by_value() {
        use CreditsError::{NotANumber, TooLarge, TooManyDecimals};
        check("0", Ok(0));
        check("50", Ok(50_000));
        check("50.0", Ok(50_000));
        check("50.000000", Ok(50_000));
        check("0.001", Ok(1));
        check("5e1", Ok(50_000));
        check("5E+1", Ok(50_000));
        check("1500e-3", Ok(1_500));
        check("-1.5", Ok(-1_500));
        check("-0", Ok(0));
        check("0e999999999999999999999", Ok(0));
        check("1000000000000", Ok(1_000_000_000_000_000));
        check("1e12", Ok(1_000_000_000_000_000));
        check("1000000000000.001", Err(TooLarge));
        check("1e13", Err(TooLarge));
        check("1e400", Err(TooLarge));
        check("1e99999999999999999999", Err(TooLarge));
        check("0.0001", Err(TooManyDecimals));
        check("1e-400", Err(TooManyDecimals));
        check("1.0005", Err(TooManyDecimals));
        for text in ["", "-", "+1", ".5", "5.", "NaN", "Infinity", "1e", "1e+", "0x10", "1 ", "1,5", "١"] {
            check(text, Err(NotANumber));
        }
    }

    #[test]
    fn text_is_the_shortest_exact_number() {
        for (milli, text) in
            [(0, "0"), (1, "0.001"), (10, "0.01"), (1_500, "1.5"), (-1_050, "-1.05"), (2_500_000, "2500")]
        {
            assert_eq!(Credits::from_milli(milli).to_string(), text);
        }
    }

    #[test]
    fn an_amount_is_more_than_none() {
        assert_eq!(Amount::try_from(Credits::ZERO), Err(CreditsError::NotPositive));
        assert_eq!(Amount::try_from(Credits::from_milli(-1)), Err(CreditsError::NotPositive));
        assert!(Amount::try_from(Credits::LIMIT).is_ok());
        assert_eq!(Amount::try_from(Credits::from_milli(Credits::LIMIT.milli() + 1)), Err(CreditsError::TooLarge));
    }
}
