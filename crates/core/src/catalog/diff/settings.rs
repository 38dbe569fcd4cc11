//! What changes about the head of the catalog, the trial and the settings.

use super::{Affects, Changes, grouped};
use crate::catalog::Catalog;
use crate::catalog::plan::Trial;
use crate::catalog::settings::{Settings, Tax};
use crate::credits::Credits;

pub(super) fn head(changes: &mut Changes, old: &Catalog, new: &Catalog) {
    changes.when("name", Affects::Display, (&old.name(), &new.name()), |old, new| {
        format!("The catalog is called {new} instead of {old}")
    });
    changes.when("currency", Affects::NewOrders, (&old.currency(), &new.currency()), |old, new| {
        format!("Prices are in {new} instead of {old} for new orders")
    });
    changes.when("step", Affects::Uses, (&old.step(), &new.step()), |old, new| {
        format!("Costs are rounded up to a multiple of {new} instead of {old} credits at once; quotes and open reservations keep theirs")
    });
    match (old.trial(), new.trial()) {
        (Some(old), Some(new)) => trial(changes, old, new),
        (None, Some(new)) => {
            let sentence = format!("Trials are possible: {} credits for {} days", grouped(new.credits), new.days);
            changes.add("trial", Affects::NewAccounts, sentence);
        }
        (Some(_), None) => {
            changes.add(
                "trial",
                Affects::NewAccounts,
                "No further trials begin; running ones keep their credits and their end",
            );
        }
        (None, None) => {}
    }
}

fn trial(changes: &mut Changes, old: Trial, new: Trial) {
    changes.when("trial.credits", Affects::NewAccounts, (&old.credits, &new.credits), |old, new| {
        format!("A trial gives {} instead of {} credits; running trials keep theirs", grouped(*new), grouped(*old))
    });
    changes.when("trial.days", Affects::NewAccounts, (&old.days, &new.days), |old, new| {
        format!("A trial lasts {new} instead of {old} days; running trials keep their end")
    });
}

pub(super) fn settings(changes: &mut Changes, old: &Settings, new: &Settings) {
    let (before, after) = (old.quotes, new.quotes);
    changes.when("quotes.expires_in", Affects::Uses, (&before.expires_in, &after.expires_in), |old, new| {
        format!("A quote binds for {new} instead of {old} where the caller names nothing")
    });
    changes.when(
        "quotes.expires_in_max",
        Affects::Uses,
        (&before.expires_in_max, &after.expires_in_max),
        |old, new| format!("A quote binds for at most {new} instead of {old}"),
    );
    changes.when("reservations.late_settle", Affects::Uses, (&old.late_settle, &new.late_settle), |old, new| {
        format!("A reservation may be settled late within {new} instead of {old} of its end")
    });
    changes.when("extra_usable_after_end", Affects::Uses, (&old.usable_after_end, &new.usable_after_end), |_, new| {
        let how = if *new { "stay usable" } else { "are no longer usable" };
        format!("Extra credits {how} at once where a trial or a subscription has ended")
    });
    alerts(changes, old, new);
    manual_payment(changes, old, new);
    tax(changes, &old.tax, &new.tax);
}

fn alerts(changes: &mut Changes, old: &Settings, new: &Settings) {
    let (old, new) = (&old.alerts, &new.alerts);
    let percent = (&old.monthly_used_percent, &new.monthly_used_percent);
    changes.when("alerts.monthly_used_percent", Affects::Display, percent, |old, new| {
        format!("Members are told when {} instead of {} percent of the monthly credits are used", list(new), list(old))
    });
    changes.when("alerts.extra_below", Affects::Display, (&old.extra_below, &new.extra_below), |old, new| {
        let shown =
            |credits: &Option<Credits>| credits.map_or("never".to_owned(), |c| format!("below {} credits", grouped(c)));
        format!("Members are told about few extra credits {} instead of {}", shown(new), shown(old))
    });
    changes.when(
        "alerts.expiring_before",
        Affects::Display,
        (&old.expiring_before, &new.expiring_before),
        |old, new| format!("Members are warned {} instead of {} before extra credits expire", list(new), list(old)),
    );
    changes.when(
        "alerts.trial_ending_before",
        Affects::Display,
        (&old.trial_ending_before, &new.trial_ending_before),
        |old, new| format!("The Owner is warned {new} instead of {old} before a trial ends"),
    );
}

fn manual_payment(changes: &mut Changes, old: &Settings, new: &Settings) {
    let (old, new) = (&old.manual_payment, &new.manual_payment);
    changes.when(
        "manual_payment.business_days",
        Affects::NewOrders,
        (&old.business_days, &new.business_days),
        |old, new| {
            format!("Credits paid by transfer are promised within {new} instead of {old} business days for new orders")
        },
    );
    changes.when("manual_payment.pay_by_days", Affects::NewOrders, (&old.pay_by_days, &new.pay_by_days), |old, new| {
        format!("A transfer is to arrive within {new} instead of {old} days for new orders")
    });
    changes.when("manual_payment.holidays", Affects::NewOrders, (&old.holidays, &new.holidays), |_, new| {
        format!("Days that are no business days, beside weekends: {}", list(new))
    });
    changes.when("manual_payment.bank", Affects::NewOrders, (&old.bank, &new.bank), |_, new| match new {
        Some(bank) => format!("Transfers go to {} ({}) for new orders", bank.iban, bank.name),
        None => "No bank account is named for transfers".to_owned(),
    });
}

fn tax(changes: &mut Changes, old: &Tax, new: &Tax) {
    changes.when("tax.seller", Affects::NewOrders, (&old.seller, &new.seller), |_, new| match new {
        Some(seller) => format!("Invoices name {}, {} as the seller", seller.name, seller.country),
        None => "Invoices name no seller".to_owned(),
    });
    let rate = |tax: &Tax, country: &str| tax.rates.iter().find(|(c, _)| c == country).map(|(_, percent)| *percent);
    let mut countries: Vec<&str> = old.rates.iter().chain(&new.rates).map(|(country, _)| country.as_str()).collect();
    countries.sort_unstable();
    countries.dedup();
    for country in countries {
        let pair = (&rate(old, country), &rate(new, country));
        changes.when(&format!("tax.rates.{country}"), Affects::NewOrders, pair, |old, new| {
            let shown = |rate: &Option<crate::decimal::Rate>| {
                rate.map_or("no tax".to_owned(), |percent| format!("{percent} percent"))
            };
            format!("Buyers in {country} pay {} instead of {} for new orders", shown(new), shown(old))
        });
    }
}

fn list<T: ToString>(items: &[T]) -> String {
    if items.is_empty() {
        return "none".to_owned();
    }
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
