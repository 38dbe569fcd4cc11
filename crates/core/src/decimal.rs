//! Decimals: exact non-negative numbers for rates and for what was used, text in and out. Knows no credits.

use core::fmt;
use core::str::FromStr;

use minicbor::{Decode, Encode};

/// An exact number >= 0 with at most `PLACES` decimals and 18 digits in all, so that products stay within 128 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Decimal<const PLACES: u32>(#[n(0)] u64);

/// How much of a dimension was used (tokens, seconds, images): six decimals, at most 1,000,000,000,000.
pub type Used = Decimal<6>;

/// Credits per unit, or a percentage: nine decimals, at most 1,000,000,000.
pub type Rate = Decimal<9>;

/// All digits, before and after the point.
const DIGITS_MAX: u32 = 18;

/// Why a text is no such number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    /// Not a decimal number.
    #[error("is not a decimal number")]
    NotANumber,
    /// Less than zero.
    #[error("must not be negative")]
    Negative,
    /// A decimal that is not zero beyond the last place.
    #[error("has more than {0} decimals")]
    TooManyDecimals(u32),
    /// Beyond the digits before the point.
    #[error("is beyond 1 followed by {0} zeros")]
    TooLarge(u32),
}

impl<const PLACES: u32> Decimal<PLACES> {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The largest: 1 followed by all the zeros that fit before the point.
    pub const MAX: Self = Self(10_u64.pow(DIGITS_MAX));
    /// How many atoms make a whole one.
    pub const ONE_ATOMS: u64 = 10_u64.pow(PLACES);

    /// A whole number; nothing when it is beyond [`Decimal::MAX`].
    pub const fn from_whole(whole: u64) -> Option<Self> {
        match whole.checked_mul(Self::ONE_ATOMS) {
            Some(atoms) if atoms <= Self::MAX.0 => Some(Self(atoms)),
            _ => None,
        }
    }

    /// The number in units of its last place.
    pub const fn atoms(self) -> u64 {
        self.0
    }

    /// From units of the last place, held to [`Decimal::MAX`].
    #[must_use]
    pub const fn from_atoms(atoms: u64) -> Self {
        if atoms > Self::MAX.0 { Self::MAX } else { Self(atoms) }
    }

    /// True for exactly nothing.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

impl<const PLACES: u32> fmt::Display for Decimal<PLACES> {
    /// `0.25`: no trailing zeros, no grouping; exactly the JSON number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / Self::ONE_ATOMS, self.0 % Self::ONE_ATOMS);
        if rest == 0 {
            return write!(f, "{whole}");
        }
        let width = usize::try_from(PLACES).unwrap_or(0);
        let fraction = format!("{rest:0width$}");
        write!(f, "{whole}.{}", fraction.trim_end_matches('0'))
    }
}

impl<const PLACES: u32> FromStr for Decimal<PLACES> {
    type Err = DecimalError;

    /// A JSON number, judged by value: `5`, `5.0`, `5e-3` are fine; a decimal beyond the last place is not.
    fn from_str(text: &str) -> Result<Self, DecimalError> {
        let (negative, atoms) = atoms_of(text, PLACES)?;
        if negative && atoms > 0 { Err(DecimalError::Negative) } else { Ok(Self(atoms)) }
    }
}

/// A JSON number in units of the last of `places`, and whether a minus stood before it.
pub(crate) fn atoms_of(text: &str, places: u32) -> Result<(bool, u64), DecimalError> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)?),
        None => (text, 0),
    };
    let (negative, digits) = match mantissa.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, mantissa),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = !whole.is_empty()
        && (digits.len() == whole.len() || !fraction.is_empty())
        && whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit());
    if !is_number {
        return Err(DecimalError::NotANumber);
    }
    let atoms = scaled(whole, fraction, exponent, places)?;
    Ok((negative, atoms))
}

/// An exponent beyond this moves every digit out of the range, whatever the mantissa of a bounded body.
const EXPONENT_MAX: i64 = 1_000_000_000;

fn parse_exponent(text: &str) -> Result<i64, DecimalError> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(DecimalError::NotANumber);
    }
    let size = digits.parse::<i64>().unwrap_or(EXPONENT_MAX).min(EXPONENT_MAX);
    Ok(if text.starts_with('-') { -size } else { size })
}

/// The digits `whole.fraction` × 10^exponent in units of the last of `places`.
fn scaled(whole: &str, fraction: &str, exponent: i64, places: u32) -> Result<u64, DecimalError> {
    let too_large = DecimalError::TooLarge(DIGITS_MAX - places);
    let digits = whole.bytes().chain(fraction.bytes()).map(|b| u64::from(b - b'0'));
    // The power of ten of the first digit, in units of the last place; each later digit is one less.
    let mut power = i64::try_from(whole.len()).unwrap_or(i64::MAX) - 1 + exponent + i64::from(places);
    let mut atoms: u64 = 0;
    for digit in digits {
        if digit != 0 {
            if power < 0 {
                return Err(DecimalError::TooManyDecimals(places));
            }
            let place = u32::try_from(power).ok().and_then(|p| 10_u64.checked_pow(p)).ok_or(too_large)?;
            atoms = place.checked_mul(digit).and_then(|part| part.checked_add(atoms)).ok_or(too_large)?;
        }
        power -= 1;
    }
    if atoms > 10_u64.pow(DIGITS_MAX) { Err(too_large) } else { Ok(atoms) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<const PLACES: u32>(text: &str, expected: Result<&str, DecimalError>) {
        let shown = text.parse::<Decimal<PLACES>>().map(|d| d.to_string());
        assert_eq!(shown, expected.map(String::from), "{text} with {PLACES} places");
    }

    #[test]
    fn numbers_are_judged_by_value() {
        use DecimalError::{Negative, NotANumber, TooLarge, TooManyDecimals};
        check::<6>("0", Ok("0"));
        check::<6>("-0.0", Ok("0"));
        check::<6>("12", Ok("12"));
        check::<6>("12.50", Ok("12.5"));
        check::<6>("0.000001", Ok("0.000001"));
        check::<6>("1e-6", Ok("0.000001"));
        check::<6>("0.0000010000", Ok("0.000001"));
        check::<6>("1e12", Ok("1000000000000"));
        check::<6>("1000000000000.000001", Err(TooLarge(12)));
        check::<6>("1e13", Err(TooLarge(12)));
        check::<6>("1e400", Err(TooLarge(12)));
        check::<6>("0e400", Ok("0"));
        check::<6>("1e-7", Err(TooManyDecimals(6)));
        check::<6>("1e-99999999999999999999", Err(TooManyDecimals(6)));
        check::<9>("0.000000001", Ok("0.000000001"));
        check::<9>("1e9", Ok("1000000000"));
        check::<9>("1000000000.1", Err(TooLarge(9)));
        check::<6>("-1", Err(Negative));
        for bad in ["", "-", ".", "1.", ".5", "+1", "0x1", "1e", "1e+", "NaN", "inf", "1_000", " 1", "1,5", "١"] {
            check::<6>(bad, Err(NotANumber));
        }
    }
}
