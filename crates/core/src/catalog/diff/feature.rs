//! What changes about features: their price in words, their plans.

use super::{Affects, Changes, grouped};
use crate::catalog::Catalog;
use crate::catalog::feature::{Basis, Feature, ModelRate, OverSettle, Price, Tier, Tiering};
use crate::credits::Credits;

pub(super) fn features(changes: &mut Changes, old: &Catalog, new: &Catalog) {
    for before in old.features() {
        let path = format!("features.{}", before.id);
        if let Some(after) = new.feature(before.id.as_str()) {
            feature(changes, &path, before, after, new);
        } else {
            let sentence = format!("{} is gone; refused while a grant, a quote or a reservation names it", before.name);
            changes.add(&path, Affects::Uses, sentence);
        }
    }
    for added in new.features().iter().filter(|feature| old.feature(feature.id.as_str()).is_none()) {
        let costs = added
            .price
            .as_ref()
            .map_or("costs no credits".to_owned(), |price| format!("costs {}", words(&price.basis)));
        let sentence = format!("{} is new, {costs}{}", added.name, plans_of(added, new));
        changes.add(&format!("features.{}", added.id), Affects::Uses, sentence);
    }
}

fn feature(changes: &mut Changes, path: &str, old: &Feature, new: &Feature, catalog: &Catalog) {
    let name = &new.name;
    changes.when(&format!("{path}.name"), Affects::Display, (&old.name, &new.name), |old, new| {
        format!("{old} is called {new}")
    });
    changes.when(&format!("{path}.plans"), Affects::Uses, (&old.plans, &new.plans), |_, _| {
        format!("{name} is at once{}", plans_of(new, catalog))
    });
    let path = format!("{path}.price");
    match (&old.price, &new.price) {
        (Some(old), Some(new)) => price(changes, &path, name, old, new),
        (None, Some(new)) => {
            changes.add(
                &path,
                Affects::Uses,
                format_args!("{name} costs {} at once; it was without credits", words(&new.basis)),
            );
        }
        (Some(old), None) => {
            let kept = words(&old.basis);
            changes.add(
                &path,
                Affects::Uses,
                format_args!("{name} costs no credits at once; quotes and open reservations keep {kept}"),
            );
        }
        (None, None) => {}
    }
}

/// ` for plans Scale, Enterprise`, or for every plan.
fn plans_of(feature: &Feature, catalog: &Catalog) -> String {
    match &feature.plans {
        None => " for every plan".to_owned(),
        Some(plans) => {
            let names = plans.iter().map(|id| catalog.plan(id.as_str()).map_or(id.as_str(), |plan| &plan.name));
            format!(" for plans {} alone", names.collect::<Vec<_>>().join(", "))
        }
    }
}

fn price(changes: &mut Changes, path: &str, name: &str, old: &Price, new: &Price) {
    changes.when(path, Affects::Uses, (&old.basis, &new.basis), |old, new| match (old, new) {
        (Basis::Fixed { per_use: before }, Basis::Fixed { per_use: after }) => {
            format!(
                "{name} costs {after} instead of {before} credits at once; quotes and open reservations keep {before}"
            )
        }
        _ => format!(
            "{name} costs {} instead of {} at once; quotes and open reservations keep theirs",
            words(new),
            words(old)
        ),
    });
    let bounds = [
        ("min", "costs at least", old.min, new.min),
        ("max", "costs at most", old.max, new.max),
        ("estimate", "shows an estimate of", old.estimate, new.estimate),
        ("reserve", "sets aside, where nothing is named,", old.reserve, new.reserve),
    ];
    for (key, verb, before, after) in bounds {
        let affects = if key == "estimate" { Affects::Display } else { Affects::Uses };
        changes.when(&format!("{path}.{key}"), affects, (&before, &after), |before, after| {
            format!(
                "{name} {verb} {} instead of {} at once; open reservations keep theirs",
                credits(*after),
                credits(*before)
            )
        });
    }
    changes.when(&format!("{path}.over_settle"), Affects::Uses, (&old.over_settle, &new.over_settle), |_, new| {
        let how = match new {
            OverSettle::Deny => "is refused".to_owned(),
            OverSettle::Percent(percent) => format!("may draw up to {percent} percent more"),
            OverSettle::Available => "takes what may be taken".to_owned(),
        };
        format!("A settle of {name} above its reservation {how}, for reservations from now on")
    });
}

fn credits(credits: Option<Credits>) -> String {
    credits.map_or("no amount".to_owned(), |credits| format!("{} credits", grouped(credits)))
}

/// The price in words: `20 credits per page up to 100, 15 up to 1000, then 10, each tier at its own rate`.
fn words(basis: &Basis) -> String {
    match basis {
        Basis::Fixed { per_use } => format!("{per_use} credits per use"),
        Basis::PerUnit { unit, tiering, tiers } => {
            let tier = |tier: &Tier| match tier.up_to {
                Some(up_to) => format!("{} up to {up_to}", tier.per_unit),
                None if tiers.len() == 1 => tier.per_unit.to_string(),
                None => format!("then {}", tier.per_unit),
            };
            let rates = tiers.iter().map(tier).collect::<Vec<_>>().join(", ");
            let how = match tiering {
                _ if tiers.len() == 1 => "",
                Tiering::Graduated => " (each tier's units at its own rate)",
                Tiering::Volume => " (all units at the rate of the tier they reach)",
            };
            format!("per {unit} {rates} credits{how}")
        }
        Basis::Metered { rates } => {
            let rate = |rate: &ModelRate| {
                let per = if rate.per == 1 { String::new() } else { format!("{} ", rate.per) };
                let model = rate.model.to_string();
                let model = if model == "*" { String::new() } else { format!(" with {model}") };
                format!("{} per {per}{}{model}", rate.credits, rate.dimension)
            };
            format!("credits by usage ({})", rates.iter().map(rate).collect::<Vec<_>>().join(", "))
        }
    }
}
