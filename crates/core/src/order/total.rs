//! What an order costs: net, tax and gross, by the catalog's table and the buyer's country. One function for all who ask.

use minicbor::{Decode, Encode};

use crate::decimal::Rate;
use crate::money::{Currency, Money};
use crate::order::Country;

/// What an order costs, or what goes back of it, in minor units. `net + tax = gross`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Total {
    /// Before tax.
    #[n(0)]
    pub net: u64,
    /// The tax.
    #[n(1)]
    pub tax: u64,
    /// What is paid.
    #[n(2)]
    pub gross: u64,
    /// The currency of all three.
    #[n(3)]
    pub currency: Currency,
    /// The tax in percent.
    #[n(4)]
    pub rate: Rate,
    /// The buyer owes the tax: no tax is added, and the paper says so.
    #[n(5)]
    pub is_reverse_charge: bool,
    /// The country by whose rate it is taxed; none where nobody's is known.
    #[n(6)]
    pub country: Option<Country>,
}

impl Total {
    /// What is paid, as money.
    pub const fn gross(&self) -> Money {
        Money { amount: self.gross, currency: self.currency }
    }
}

/// Who buys, as far as tax asks: no name, no tax id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Buyer {
    /// The country of the billing address, where one is known.
    #[n(0)]
    pub country: Option<Country>,
    /// True when a tax id of that country stands there whose form is valid and which was marked verified.
    #[n(1)]
    pub has_tax_id: bool,
}
