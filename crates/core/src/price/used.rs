//! What a use was: once, so many units, or so much of each dimension. Knows no price.

use minicbor::{Decode, Encode};
use smol_str::SmolStr;

use super::{PriceError, QUANTITY_MAX};
use crate::decimal::Used;

/// What a use was.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Encode, Decode)]
pub enum Use {
    /// Nothing named: one use, or one unit.
    #[n(0)]
    Once,
    /// So many uses, or units; none costs no more than the price's min.
    #[n(1)]
    Quantity(#[n(0)] u64),
    /// What a metered use consumed.
    #[n(2)]
    Usage(#[n(0)] Usage),
}

/// What a metered use consumed, and with which model.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Encode, Decode)]
#[cbor(array)]
pub struct Usage {
    /// The model, where there is one.
    #[cbor(n(0), encode_with = "text::write_some", decode_with = "text::read_some")]
    pub model: Option<SmolStr>,
    /// How much of each dimension; of one named twice, both.
    #[n(1)]
    pub dimensions: Vec<Measured>,
}

/// How much of one dimension was used.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Encode, Decode)]
#[cbor(array)]
pub struct Measured {
    /// The dimension.
    #[cbor(n(0), encode_with = "text::write", decode_with = "text::read")]
    pub dimension: SmolStr,
    /// How much.
    #[n(1)]
    pub used: Used,
}

impl Use {
    /// Whole units, of a price by use or by unit.
    pub(super) fn quantity(&self) -> Result<u64, PriceError> {
        match self {
            Self::Once => Ok(1),
            Self::Quantity(quantity) if *quantity > QUANTITY_MAX => Err(PriceError::Overflow),
            Self::Quantity(quantity) => Ok(*quantity),
            Self::Usage(_) => Err(PriceError::QuantityNeeded),
        }
    }

    /// The usage, of a metered price.
    pub(super) fn usage(&self) -> Result<&Usage, PriceError> {
        match self {
            Self::Usage(usage) => Ok(usage),
            Self::Once | Self::Quantity(_) => Err(PriceError::UsageNeeded),
        }
    }
}

/// A short text as a CBOR text.
mod text {
    use minicbor::encode::Write;
    use minicbor::{Decoder, Encoder, decode, encode};
    use smol_str::SmolStr;

    pub(super) fn write<C, W: Write>(
        text: &SmolStr,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        e.str(text)?.ok()
    }

    pub(super) fn read<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<SmolStr, decode::Error> {
        d.str().map(SmolStr::new)
    }

    #[expect(clippy::ref_option, reason = "the derived code calls it with the field as it is")]
    pub(super) fn write_some<C, W: Write>(
        text: &Option<SmolStr>,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        e.encode(text.as_deref())?.ok()
    }

    pub(super) fn read_some<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<Option<SmolStr>, decode::Error> {
        Ok(d.decode::<Option<&str>>()?.map(SmolStr::new))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_use_survives_its_bytes() {
        let dimensions = vec![Measured { dimension: "input_tokens".into(), used: "12.5".parse().unwrap() }];
        for used in [
            Use::Once,
            Use::Quantity(7),
            Use::Usage(Usage::default()),
            Use::Usage(Usage { model: Some("large-2".into()), dimensions }),
        ] {
            let bytes = minicbor::to_vec(&used).unwrap();
            assert_eq!(minicbor::decode::<Use>(&bytes).unwrap(), used);
        }
    }
}
