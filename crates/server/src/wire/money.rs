//! Money in a request: minor units and a currency, each fault under its field's name.

use scrip_core::money::Money;
use serde::Deserialize;
use utoipa::ToSchema;

use super::Field;
use super::field::{CurrencyField, Given};
use super::parse::{Fault, Whole};
use crate::problem::Problem;

/// Money in minor units.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewMoney {
    /// Minor units (cents).
    #[schema(required, value_type = u64)]
    amount: Option<Field<Whole>>,
    /// ISO 4217.
    #[schema(required)]
    currency: Option<CurrencyField>,
}

impl NewMoney {
    /// The money; the names are those of its two fields.
    pub(crate) fn read(self, [amount_name, currency_name]: [&'static str; 2]) -> Result<Money, Problem> {
        let Whole(amount) = self.amount.required(amount_name)?;
        let currency = self.currency.required(currency_name)?;
        if amount > Money::AMOUNT_MAX {
            return Err(Problem::fault(amount_name, &Fault::new("is larger than any price")));
        }
        Ok(Money { amount, currency })
    }
}
