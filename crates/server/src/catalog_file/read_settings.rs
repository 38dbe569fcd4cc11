//! The settings of the file: quotes, reservations, what an end leaves, alerts, payment by hand, tax.

use std::fmt::Display;
use std::str::FromStr;

use scrip_core::catalog::{Alerts, Bank, ManualPayment, Quotes, Seller, Settings, Tax};
use scrip_core::period::Zone;

use super::read::{optional_credits, required_text};
use super::reader::{Fields, Item, Reader};

/// The settings; what does not stand there has its default.
pub(super) fn settings(r: &mut Reader, f: &mut Fields<'_>) -> Settings {
    let default = Settings::default();
    let late_settle = r.optional(f, "reservations").and_then(|item| late_settle(r, &item));
    let usable_after_end = r.optional(f, "extra_usable_after_end").and_then(|item| r.truth(&item));
    Settings {
        quotes: r.optional(f, "quotes").and_then(|item| quotes(r, &item, default.quotes)).unwrap_or(default.quotes),
        late_settle: late_settle.unwrap_or(default.late_settle),
        usable_after_end: usable_after_end.unwrap_or(default.usable_after_end),
        alerts: r.optional(f, "alerts").and_then(|item| alerts(r, &item)).unwrap_or(default.alerts),
        manual_payment: r
            .optional(f, "manual_payment")
            .and_then(|item| payment(r, &item))
            .unwrap_or(default.manual_payment),
        tax: r.optional(f, "tax").and_then(|item| tax(r, &item)).unwrap_or(default.tax),
    }
}

fn quotes(r: &mut Reader, item: &Item<'_>, default: Quotes) -> Option<Quotes> {
    let mut f = r.table(item, "[quotes] with expires_in and expires_in_max")?;
    let expires_in = r.optional(&mut f, "expires_in").and_then(|item| r.parsed(&item, "expires_in = \"PT15M\""));
    let longest = r.optional(&mut f, "expires_in_max").and_then(|item| r.parsed(&item, "expires_in_max = \"PT24H\""));
    r.finish(&f);
    let expires_in_max = longest.unwrap_or(default.expires_in_max);
    // Where only the longest is named, and it is shorter than the default, it is the default.
    Some(Quotes { expires_in: expires_in.unwrap_or(default.expires_in.min(expires_in_max)), expires_in_max })
}

fn late_settle(r: &mut Reader, item: &Item<'_>) -> Option<scrip_core::time::Span> {
    let mut f = r.table(item, "[reservations] with late_settle")?;
    let late = r.optional(&mut f, "late_settle").and_then(|item| r.parsed(&item, "late_settle = \"PT24H\""));
    r.finish(&f);
    late
}

fn alerts(r: &mut Reader, item: &Item<'_>) -> Option<Alerts> {
    let default = Alerts::default();
    let mut f =
        r.table(item, "[alerts] with monthly_used_percent, extra_below, expiring_before, trial_ending_before")?;
    let percent = r
        .optional(&mut f, "monthly_used_percent")
        .and_then(|item| r.all(&item, "rising percentages: [80, 100]", |r, item| r.whole(item, "whole percent: 80")));
    let extra_below = optional_credits(r, &mut f, "extra_below");
    let expiring = texts(r, &mut f, "expiring_before", "lengths: [\"P30D\", \"P7D\"]");
    let ending = r
        .optional(&mut f, "trial_ending_before")
        .and_then(|item| r.parsed(&item, "trial_ending_before = \"P3D\", or \"PT0S\" for none"));
    r.finish(&f);
    Some(Alerts {
        monthly_used_percent: percent.unwrap_or(default.monthly_used_percent),
        extra_below,
        expiring_before: expiring.unwrap_or(default.expiring_before),
        trial_ending_before: ending.unwrap_or(default.trial_ending_before),
    })
}

fn payment(r: &mut Reader, item: &Item<'_>) -> Option<ManualPayment> {
    let default = ManualPayment::default();
    let mut f = r.table(item, "[manual_payment] with business_days, holidays, pay_by_days, bank")?;
    let business_days = r.optional(&mut f, "business_days").and_then(|item| r.whole(&item, "business_days = 2"));
    let pay_by_days = r.optional(&mut f, "pay_by_days").and_then(|item| r.whole(&item, "pay_by_days = 14"));
    let holidays = texts(r, &mut f, "holidays", "dates: [2026-12-25], in quotes in JSON");
    let bank = r.optional(&mut f, "bank").and_then(|item| bank(r, &item));
    r.finish(&f);
    Some(ManualPayment {
        business_days: business_days.unwrap_or(default.business_days),
        holidays: holidays.unwrap_or(default.holidays),
        pay_by_days: pay_by_days.unwrap_or(default.pay_by_days),
        bank,
    })
}

fn bank(r: &mut Reader, item: &Item<'_>) -> Option<Bank> {
    const REMEDY: &str = "bank = { name = \"…\", iban = \"…\", bic = \"…\" }";
    let mut f = r.table(item, REMEDY)?;
    let [name, iban, bic] = ["name", "iban", "bic"].map(|key| required_text(r, &mut f, key, REMEDY));
    r.finish(&f);
    Some(Bank { name: name?, iban: iban?, bic: bic? })
}

fn tax(r: &mut Reader, item: &Item<'_>) -> Option<Tax> {
    let mut f = r.table(item, "[tax] with seller and rates")?;
    let seller = r.optional(&mut f, "seller").and_then(|item| seller(r, &item));
    let rates = r.optional(&mut f, "rates").map(|item| {
        let table = r.table(&item, "rates = { PL = 23, DE = 19 }");
        let entries = table.map(|table| r.entries(&table)).unwrap_or_default();
        let rate = |(country, item): (&str, Item<'_>)| Some((country.to_owned(), r.number(&item, "percent: PL = 23")?));
        entries.into_iter().filter_map(rate).collect()
    });
    r.finish(&f);
    Some(Tax { seller, rates: rates.unwrap_or_default() })
}

fn seller(r: &mut Reader, item: &Item<'_>) -> Option<Seller> {
    const REMEDY: &str = "seller = { name = \"…\", country = \"PL\", tax_id = \"…\", address = \"…\" }";
    let mut f = r.table(item, REMEDY)?;
    let keys = ["name", "country", "tax_id", "address"];
    let [name, country, tax_id, address] = keys.map(|key| required_text(r, &mut f, key, REMEDY));
    let zone = r.optional(&mut f, "time_zone").map(|item| r.parsed(&item, "an IANA time zone, such as Europe/Warsaw"));
    r.finish(&f);
    let zone = zone.unwrap_or_else(|| Some(Zone::utc()));
    Some(Seller { name: name?, country: country?, tax_id: tax_id?, address: address?, zone: zone? })
}

/// A list of texts of a certain form, where it stands there.
fn texts<T: FromStr<Err: Display>>(
    r: &mut Reader,
    f: &mut Fields<'_>,
    key: &'static str,
    remedy: &str,
) -> Option<Vec<T>> {
    let item = r.optional(f, key)?;
    r.all(&item, remedy, |r, item| r.parsed(item, remedy))
}
