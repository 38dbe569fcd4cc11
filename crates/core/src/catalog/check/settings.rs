//! What is wrong with the settings: quotes, reservations, alerts, payment by hand, tax.

use std::collections::BTreeSet;

use super::Flaws;
use crate::catalog::settings::{Alerts, ManualPayment, Settings, Tax};
use crate::decimal::Rate;
use crate::time::Span;

/// A quote binds a price of today; longer is a contract.
const QUOTE_MAX: Span = Span::DAY;
/// A settle that comes later is a new use.
const LATE_SETTLE_DAYS_MAX: i64 = 30;
/// More warnings are noise.
const ALERTS_MAX: usize = 10;
/// Ten years.
const WARNING_DAYS_MAX: i64 = 3_650;
/// The promise is in days, not in months.
const BUSINESS_DAYS_MAX: u32 = 60;
/// A year.
const PAY_BY_DAYS_MAX: u32 = 365;
/// Dates of many years ahead.
const HOLIDAYS_MAX: usize = 1_000;
/// More than there are countries.
const COUNTRIES_MAX: usize = 300;

pub(super) fn check(flaws: &mut Flaws, settings: &Settings) {
    let quotes = settings.quotes;
    flaws.unless(
        quotes.expires_in_max > Span::ZERO && quotes.expires_in_max <= QUOTE_MAX,
        "quotes.expires_in_max",
        format_args!("quotes that may bind for {}", quotes.expires_in_max),
        "more than none, at most PT24H",
    );
    flaws.unless(
        quotes.expires_in > Span::ZERO && quotes.expires_in <= quotes.expires_in_max,
        "quotes.expires_in",
        format_args!("quotes that bind for {}", quotes.expires_in),
        format_args!("more than none, at most expires_in_max, {}", quotes.expires_in_max),
    );
    flaws.unless(
        settings.late_settle <= Span::DAY.times(LATE_SETTLE_DAYS_MAX),
        "reservations.late_settle",
        format_args!("a late settle after {}", settings.late_settle),
        format_args!("at most P{LATE_SETTLE_DAYS_MAX}D"),
    );
    check_alerts(flaws, &settings.alerts);
    check_manual_payment(flaws, &settings.manual_payment);
    check_tax(flaws, &settings.tax);
}

fn check_alerts(flaws: &mut Flaws, alerts: &Alerts) {
    flaws.at_most("alerts.monthly_used_percent", alerts.monthly_used_percent.len(), ALERTS_MAX);
    let mut before = 0;
    for (at, percent) in alerts.monthly_used_percent.iter().enumerate() {
        flaws.unless(
            *percent > before && *percent <= 100,
            &format!("alerts.monthly_used_percent[{at}]"),
            format_args!("{percent} percent after {before}"),
            "rising percentages, 1 to 100",
        );
        before = *percent;
    }
    if let Some(below) = alerts.extra_below {
        flaws.credits("alerts.extra_below", below);
    }
    flaws.at_most("alerts.expiring_before", alerts.expiring_before.len(), ALERTS_MAX);
    let mut seen = BTreeSet::new();
    for (at, before) in alerts.expiring_before.iter().enumerate() {
        flaws.unless(
            *before > Span::ZERO && *before <= Span::DAY.times(WARNING_DAYS_MAX) && seen.insert(before),
            &format!("alerts.expiring_before[{at}]"),
            format_args!("a warning {before} before"),
            format_args!("different lengths, more than none, at most P{WARNING_DAYS_MAX}D"),
        );
    }
    flaws.unless(
        alerts.trial_ending_before <= Span::DAY.times(WARNING_DAYS_MAX),
        "alerts.trial_ending_before",
        format_args!("a warning {} before", alerts.trial_ending_before),
        format_args!("at most P{WARNING_DAYS_MAX}D; PT0S for none"),
    );
}

fn check_manual_payment(flaws: &mut Flaws, payment: &ManualPayment) {
    flaws.unless(
        payment.business_days <= BUSINESS_DAYS_MAX,
        "manual_payment.business_days",
        format_args!("{} business days", payment.business_days),
        format_args!("0 to {BUSINESS_DAYS_MAX}"),
    );
    flaws.unless(
        (1..=PAY_BY_DAYS_MAX).contains(&payment.pay_by_days),
        "manual_payment.pay_by_days",
        format_args!("{} days to pay", payment.pay_by_days),
        format_args!("1 to {PAY_BY_DAYS_MAX}"),
    );
    flaws.at_most("manual_payment.holidays", payment.holidays.len(), HOLIDAYS_MAX);
    if let Some(bank) = &payment.bank {
        for (key, text) in [("name", &bank.name), ("iban", &bank.iban), ("bic", &bank.bic)] {
            flaws.name(&format!("manual_payment.bank.{key}"), text);
        }
    }
}

fn check_tax(flaws: &mut Flaws, tax: &Tax) {
    if let Some(seller) = &tax.seller {
        flaws.name("tax.seller.name", &seller.name);
        check_country(flaws, "tax.seller.country", &seller.country);
        flaws.name("tax.seller.tax_id", &seller.tax_id);
        flaws.name("tax.seller.address", &seller.address);
    }
    flaws.at_most("tax.rates", tax.rates.len(), COUNTRIES_MAX);
    let mut seen = BTreeSet::new();
    for (country, percent) in &tax.rates {
        let path = format!("tax.rates.{country}");
        check_country(flaws, &path, country);
        flaws.unless(seen.insert(country), &path, format_args!("{country} stands here twice"), "one rate a country");
        flaws.unless(
            percent.atoms() <= 100 * Rate::ONE_ATOMS,
            &path,
            format_args!("a tax of {percent} percent"),
            "0 to 100 percent",
        );
    }
}

fn check_country(flaws: &mut Flaws, path: &str, country: &str) {
    flaws.unless(
        country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase()),
        path,
        format_args!("the country \"{}\"", country.escape_debug()),
        "an ISO 3166 code of two capital letters, such as PL",
    );
}
