//! Settings of the catalog that belong to no plan or feature: quotes, reservations, alerts, payment by hand, tax.

use crate::credits::Credits;
use crate::decimal::Rate;
use crate::period::{Date, Zone};
use crate::time::Span;

/// Settings that every account shares. The defaults are those of an empty file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Quotes.
    pub quotes: Quotes,
    /// For how long after a reservation's end it may still be settled late. Default 24 hours.
    pub late_settle: Span,
    /// Whether extra credits stay usable when a trial or a subscription has ended. Default true.
    pub usable_after_end: bool,
    /// When members are told about their credits.
    pub alerts: Alerts,
    /// Payment by hand.
    pub manual_payment: ManualPayment,
    /// Tax.
    pub tax: Tax,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            quotes: Quotes { expires_in: Span::MINUTE.times(15), expires_in_max: Span::DAY },
            late_settle: Span::DAY,
            usable_after_end: true,
            alerts: Alerts::default(),
            manual_payment: ManualPayment::default(),
            tax: Tax::default(),
        }
    }
}

/// How long a quote binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotes {
    /// Where the caller names nothing. Default 15 minutes.
    pub expires_in: Span,
    /// The longest that a caller may name. Default and most: 24 hours.
    pub expires_in_max: Span,
}

/// When members are told about their credits; each is said once a crossing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alerts {
    /// Percentages of the monthly credits used. Default 80 and 100.
    pub monthly_used_percent: Vec<u32>,
    /// When extra credits fall below so many. Default none.
    pub extra_below: Option<Credits>,
    /// How long before extra credits expire. Default 30 and 7 days.
    pub expiring_before: Vec<Span>,
    /// How long before a trial ends; none at all: nobody is told. Default 3 days.
    pub trial_ending_before: Span,
}

impl Default for Alerts {
    fn default() -> Self {
        Self {
            monthly_used_percent: vec![80, 100],
            extra_below: None,
            expiring_before: vec![Span::DAY.times(30), Span::DAY.times(7)],
            trial_ending_before: Span::DAY.times(3),
        }
    }
}

/// Payment by bank transfer, confirmed by the operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManualPayment {
    /// Within how many business days after the transfer is seen the credits are there. Default 2.
    pub business_days: u32,
    /// Dates that are no business days, beside Saturdays and Sundays.
    pub holidays: Vec<Date>,
    /// Within how many days the buyer is to pay. Default 14.
    pub pay_by_days: u32,
    /// Where the money goes.
    pub bank: Option<Bank>,
}

impl Default for ManualPayment {
    fn default() -> Self {
        Self { business_days: 2, holidays: Vec::new(), pay_by_days: 14, bank: None }
    }
}

/// A bank account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bank {
    /// Whose it is.
    pub name: String,
    /// Its number.
    pub iban: String,
    /// The bank's code.
    pub bic: String,
}

/// Tax on packages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tax {
    /// Who sells.
    pub seller: Option<Seller>,
    /// Percent by the buyer's country, two capital letters each.
    pub rates: Vec<(String, Rate)>,
}

/// Who sells, as printed on an invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seller {
    /// The name.
    pub name: String,
    /// The country, two capital letters.
    pub country: String,
    /// The tax id.
    pub tax_id: String,
    /// The address.
    pub address: String,
    /// The zone in which its years and business days are counted. Default UTC.
    pub zone: Zone,
}
