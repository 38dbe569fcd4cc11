//! Money: an amount in minor units and its currency. Shown and invoiced; never credits.

use core::fmt;
use core::str::FromStr;

use minicbor::{Decode, Encode};

/// A currency by the form of its ISO 4217 code: three capital letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Currency(#[n(0)] [u8; 3]);

impl Currency {
    /// The US dollar: what an empty draft is in.
    pub const USD: Self = Self(*b"USD");
}

/// A text that is no currency code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not an ISO 4217 code of three capital letters, such as USD")]
pub struct CurrencyError;

impl FromStr for Currency {
    type Err = CurrencyError;

    fn from_str(text: &str) -> Result<Self, CurrencyError> {
        match <[u8; 3]>::try_from(text.as_bytes()) {
            Ok(code) if code.iter().all(u8::is_ascii_uppercase) => Ok(Self(code)),
            _ => Err(CurrencyError),
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(core::str::from_utf8(&self.0).unwrap_or("???"))
    }
}

/// An amount of money, in minor units (cents), never negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Encode, Decode)]
#[cbor(array)]
pub struct Money {
    /// Minor units: 1900 is 19.00 where a currency has two decimals.
    #[n(0)]
    pub amount: u64,
    /// The currency.
    #[n(1)]
    pub currency: Currency,
}

impl Money {
    /// The largest amount that a request or a file may name, in minor units: exact in every JSON reader.
    pub const AMOUNT_MAX: u64 = 1_000_000_000_000_000;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn currencies_are_three_capital_letters() {
        for good in ["USD", "EUR", "PLN"] {
            assert_eq!(good.parse::<Currency>().map(|c| c.to_string()), Ok(good.to_owned()));
        }
        for bad in ["", "US", "usd", "USDT", "U$D", "ÄB"] {
            assert_eq!(bad.parse::<Currency>(), Err(CurrencyError), "{bad}");
        }
    }
}
