//! What changes about plans and packages.

use super::{Affects, Changes, grouped};
use crate::catalog::Catalog;
use crate::catalog::plan::{Downgrade, Package, Plan, Renewing, Rollover, RolloverCap, Terms, Upgrade};
use crate::money::Money;

pub(super) fn plans(changes: &mut Changes, old: &Catalog, new: &Catalog) {
    for before in old.plans() {
        let path = format!("plans.{}", before.id);
        if let Some(after) = new.plan(before.id.as_str()) {
            plan(changes, &path, before, after);
        } else {
            let sentence = format!("Plan {} is gone; refused while an account is on it or changes to it", before.name);
            changes.add(&path, Affects::PlanChanges, sentence);
        }
    }
    for added in new.plans().iter().filter(|plan| old.plan(plan.id.as_str()).is_none()) {
        let gives = match &added.terms {
            Terms::Renewing(terms) => format!("grants {} credits every {}", grouped(terms.credits), terms.every),
            Terms::Legacy { starter_credits } => format!("grants {} credits once", grouped(*starter_credits)),
        };
        let path = format!("plans.{}", added.id);
        changes.add(&path, Affects::PlanChanges, format_args!("Plan {} is new and {gives}", added.name));
    }
    order(changes, old, new);
}

/// The rising order of the plans that stay.
fn order(changes: &mut Changes, old: &Catalog, new: &Catalog) {
    let stay = |one: &Catalog, other: &Catalog| -> Vec<String> {
        one.plans()
            .iter()
            .filter(|plan| other.plan(plan.id.as_str()).is_some())
            .map(|plan| plan.id.to_string())
            .collect()
    };
    changes.when("plans", Affects::PlanChanges, (&stay(old, new), &stay(new, old)), |old, new| {
        format!(
            "The rising order of the plans is {} instead of {}: what is offered as a higher plan changes",
            new.join(", "),
            old.join(", ")
        )
    });
}

fn plan(changes: &mut Changes, path: &str, old: &Plan, new: &Plan) {
    let name = &new.name;
    changes.when(&format!("{path}.name"), Affects::Display, (&old.name, &new.name), |old, new| {
        format!("Plan {old} is called {new}")
    });
    changes.when(&format!("{path}.price"), Affects::Display, (&old.price, &new.price), |old, new| {
        let shown = |price: &Option<Money>| price.as_ref().map_or("no price".to_owned(), money);
        format!("Plan {name} shows {} instead of {}; nobody is charged by it", shown(new), shown(old))
    });
    changes.when(&format!("{path}.priority"), Affects::NextPeriods, (&old.priority, &new.priority), |old, new| {
        format!(
            "Credits of plan {name} granted from now on have priority {new} instead of {old} (lower is drawn first)"
        )
    });
    match (&old.terms, &new.terms) {
        (Terms::Renewing(old), Terms::Renewing(new)) => renewing(changes, path, name, old, new),
        (Terms::Legacy { starter_credits: old }, Terms::Legacy { starter_credits: new }) => {
            changes.when(&format!("{path}.starter_credits"), Affects::NewAccounts, (old, new), |old, new| {
                format!(
                    "Legacy plan {name} grants {} instead of {} credits to accounts that begin on it from now on",
                    grouped(*new),
                    grouped(*old)
                )
            });
        }
        (Terms::Renewing(_), Terms::Legacy { .. }) => changes.add(
            &format!("{path}.legacy"),
            Affects::NextPeriods,
            format_args!(
                "Plan {name} becomes a legacy plan: its accounts keep what they have and get no further allowance"
            ),
        ),
        (Terms::Legacy { .. }, Terms::Renewing(terms)) => changes.add(
            &format!("{path}.legacy"),
            Affects::NewAccounts,
            format_args!(
                "Plan {name} is no longer a legacy plan: accounts that come to it get {} credits every {}",
                grouped(terms.credits),
                terms.every
            ),
        ),
    }
}

fn renewing(changes: &mut Changes, path: &str, name: &str, old: &Renewing, new: &Renewing) {
    changes.when(&format!("{path}.credits"), Affects::NextPeriods, (&old.credits, &new.credits), |old, new| {
        format!(
            "Plan {name} grants {} instead of {} credits from each account's next period",
            grouped(*new),
            grouped(*old)
        )
    });
    changes.when(&format!("{path}.every"), Affects::NextPeriods, (&old.every, &new.every), |old, new| {
        format!("A period of plan {name} lasts {new} instead of {old}, from each account's next period")
    });
    changes.when(&format!("{path}.rollover"), Affects::NextPeriods, (&old.rollover, &new.rollover), |old, new| {
        format!("Plan {name} carries {} instead of {} into each next period", rollover(*new), rollover(*old))
    });
    changes.when(&format!("{path}.upgrade"), Affects::PlanChanges, (&old.upgrade, &new.upgrade), |_, new| {
        let how = match new {
            Upgrade::Difference => "at once, topped up to its allowance",
            Upgrade::Replace => "at once, with its allowance in full in place of the old plan's credits",
            Upgrade::PeriodEnd => "when the running period ends",
        };
        format!("From now on an upgrade to plan {name} happens {how}")
    });
    changes.when(&format!("{path}.downgrade"), Affects::PlanChanges, (&old.downgrade, &new.downgrade), |_, new| {
        let how = match new {
            Downgrade::PeriodEnd => "when the running period ends",
            Downgrade::Now => "at once, taking no credit back",
        };
        format!("From now on a downgrade to plan {name} happens {how}")
    });
}

fn rollover(rollover: Rollover) -> String {
    let cap = match rollover.cap {
        RolloverCap::None => return "nothing".to_owned(),
        RolloverCap::Max(max) => format!("up to {} credits", grouped(max)),
        RolloverCap::Percent(percent) => format!("up to {percent} percent of the allowance"),
        RolloverCap::All => "all that is left".to_owned(),
    };
    match rollover.keep {
        Some(1) => format!("{cap} (for one period)"),
        Some(keep) => format!("{cap} (for {keep} periods)"),
        None => cap,
    }
}

pub(super) fn packages(changes: &mut Changes, old: &Catalog, new: &Catalog) {
    for before in old.packages() {
        let path = format!("packages.{}", before.id);
        if let Some(after) = new.package(before.id.as_str()) {
            package(changes, &path, before, after);
        } else {
            let sentence =
                format!("Package {} is no longer for sale; refused while an order waits for it", before.name);
            changes.add(&path, Affects::NewOrders, sentence);
        }
    }
    for added in new.packages().iter().filter(|package| old.package(package.id.as_str()).is_none()) {
        let (credits, price) = (grouped(added.credits.credits()), money(&added.price));
        let sentence = format!("Package {} is for sale: {credits} credits for {price}", added.name);
        changes.add(&format!("packages.{}", added.id), Affects::NewOrders, sentence);
    }
}

fn package(changes: &mut Changes, path: &str, old: &Package, new: &Package) {
    let name = &new.name;
    changes.when(&format!("{path}.name"), Affects::Display, (&old.name, &new.name), |old, new| {
        format!("Package {old} is called {new}")
    });
    changes.when(&format!("{path}.credits"), Affects::NewOrders, (&old.credits, &new.credits), |old, new| {
        let (old, new) = (grouped(old.credits()), grouped(new.credits()));
        format!("Package {name} holds {new} instead of {old} credits for new orders")
    });
    changes.when(&format!("{path}.price"), Affects::NewOrders, (&old.price, &new.price), |old, new| {
        format!("Package {name} costs {} instead of {} for new orders", money(new), money(old))
    });
    changes.when(
        &format!("{path}.expires_after"),
        Affects::NewOrders,
        (&old.expires_after, &new.expires_after),
        |_, new| match new {
            Some(every) => format!("Credits of package {name} expire {every} after they are bought, for new orders"),
            None => format!("Credits of package {name} never expire, for new orders"),
        },
    );
}

/// `1900 USD in minor units`: how many decimals a currency has is not ours to know.
fn money(money: &Money) -> String {
    format!("{} {} in minor units", money.amount, money.currency)
}
