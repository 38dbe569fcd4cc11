//! The settings of a catalog in JSON: quotes, reservations, alerts, payment by hand, tax.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Number;
use utoipa::ToSchema;

/// How long a quote binds.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = CatalogQuotes)]
#[serde(deny_unknown_fields)]
pub struct QuotesWire {
    /// Where the caller names nothing, ISO 8601.
    pub expires_in: String,
    /// The longest that a caller may name, ISO 8601.
    pub expires_in_max: String,
}

/// Reservations.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = CatalogReservations)]
#[serde(deny_unknown_fields)]
pub struct ReservationsWire {
    /// For how long after its end a reservation may still be settled late, ISO 8601.
    pub late_settle: String,
}

/// When members are told about their credits.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = CatalogAlerts)]
#[serde(deny_unknown_fields)]
pub struct AlertsWire {
    /// Percent of the monthly credits used.
    pub monthly_used_percent: Vec<u32>,
    /// When extra credits fall below so many.
    #[schema(value_type = Option<f64>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extra_below: Option<Number>,
    /// How long before extra credits expire, ISO 8601.
    pub expiring_before: Vec<String>,
    /// How long before a trial ends its Owner is told, ISO 8601; `PT0S`: never.
    pub trial_ending_before: String,
}

/// Payment by bank transfer.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = CatalogManualPayment)]
#[serde(deny_unknown_fields)]
pub struct ManualPaymentWire {
    /// Within how many business days after the transfer is seen the credits are there.
    pub business_days: u32,
    /// Dates that are no business days, beside weekends.
    pub holidays: Vec<String>,
    /// Within how many days the buyer is to pay.
    pub pay_by_days: u32,
    /// Where the money goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bank: Option<BankWire>,
}

/// A bank account.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = CatalogBank)]
#[serde(deny_unknown_fields)]
pub struct BankWire {
    /// Whose it is.
    pub name: String,
    /// Its number.
    pub iban: String,
    /// The bank's code.
    pub bic: String,
}

/// Tax on packages.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = CatalogTax)]
#[serde(deny_unknown_fields)]
pub struct TaxWire {
    /// Who sells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seller: Option<SellerWire>,
    /// Percent by the buyer's country.
    #[schema(value_type = BTreeMap<String, f64>)]
    pub rates: BTreeMap<String, Number>,
}

/// Who sells.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = CatalogSeller)]
#[serde(deny_unknown_fields)]
pub struct SellerWire {
    /// The name.
    pub name: String,
    /// ISO 3166, two letters.
    pub country: String,
    /// The tax id.
    pub tax_id: String,
    /// The address.
    pub address: String,
    /// The zone in which its years and business days are counted, by its IANA name; UTC where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
}
