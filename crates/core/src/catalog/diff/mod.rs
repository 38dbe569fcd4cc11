//! What a new catalog changes, for whom and from when, in sentences; and what it drops. Publishes nothing.

mod feature;
mod plan;
mod settings;

use core::fmt::Display;
use std::collections::BTreeSet;

use super::{Catalog, Right, Rights, RoleScope};
use crate::credits::Credits;
use crate::id::{FeatureId, PackageId, PlanId, RoleId};

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where, in the names of the file: `plans.build.credits`.
    pub path: String,
    /// What changes for whom, from when.
    pub sentence: String,
    /// Whom it reaches, and when.
    pub affects: Affects,
}

/// Whom a change reaches, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Affects {
    /// Every use from now on; quotes and open reservations keep what they were made with.
    Uses,
    /// Each account of a plan when its next period begins.
    NextPeriods,
    /// Accounts and trials that begin from now on.
    NewAccounts,
    /// Plan changes from now on.
    PlanChanges,
    /// Orders from now on.
    NewOrders,
    /// Members of a role, at once.
    Members,
    /// What is shown; no credit and no right.
    Display,
}

impl Affects {
    /// The word of the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Uses => "uses",
            Self::NextPeriods => "next_periods",
            Self::NewAccounts => "new_accounts",
            Self::PlanChanges => "plan_changes",
            Self::NewOrders => "new_orders",
            Self::Members => "members",
            Self::Display => "display",
        }
    }
}

/// What the new catalog changes, in the file's order.
pub fn diff(old: &Catalog, new: &Catalog) -> Vec<Change> {
    let mut changes = Changes(Vec::new());
    settings::head(&mut changes, old, new);
    plan::plans(&mut changes, old, new);
    plan::packages(&mut changes, old, new);
    feature::features(&mut changes, old, new);
    for scope in RoleScope::ALL {
        roles(&mut changes, scope, old, new);
    }
    owners(&mut changes, &old.roles().owners, &new.roles().owners);
    settings::settings(&mut changes, old.settings(), new.settings());
    changes.0
}

/// What the new catalog has no longer. Whoever still uses it keeps the version from being published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dropped {
    /// Plans.
    pub plans: Vec<PlanId>,
    /// Packages.
    pub packages: Vec<PackageId>,
    /// Features.
    pub features: Vec<FeatureId>,
    /// Roles, each of one kind of account.
    pub roles: Vec<(RoleScope, RoleId)>,
}

/// What the new catalog has no longer.
pub fn dropped(old: &Catalog, new: &Catalog) -> Dropped {
    let plans = old.plans().iter().map(|plan| &plan.id).filter(|id| new.plan(id.as_str()).is_none());
    let packages = old.packages().iter().map(|package| &package.id).filter(|id| new.package(id.as_str()).is_none());
    let features = old.features().iter().map(|feature| &feature.id).filter(|id| new.feature(id.as_str()).is_none());
    let roles = RoleScope::ALL.into_iter().flat_map(|scope| {
        let gone = move |id: &&RoleId| new.rights(scope, id.as_str()).is_none();
        old.roles().of(scope).iter().map(|(id, _)| id).filter(gone).map(move |id| (scope, id.clone()))
    });
    Dropped {
        plans: plans.cloned().collect(),
        packages: packages.cloned().collect(),
        features: features.cloned().collect(),
        roles: roles.collect(),
    }
}

fn roles(changes: &mut Changes, scope: RoleScope, old: &Catalog, new: &Catalog) {
    let held = |catalog: &Catalog, id: &RoleId| catalog.rights(scope, id.as_str());
    let both = [old, new].into_iter().flat_map(|catalog| catalog.roles().of(scope));
    let ids: BTreeSet<&RoleId> = both.map(|(id, _)| id).collect();
    for id in ids {
        let path = format!("roles.{}.{id}", scope.name());
        let who = format!("Role {id} of {} accounts", scope.name());
        match (held(old, id), held(new, id)) {
            (None, Some(rights)) => {
                changes.add(&path, Affects::Members, format_args!("{who} is new and may {}", words(rights)));
            }
            (Some(_), None) => {
                changes.add(&path, Affects::Members, format_args!("{who} is gone; refused while a member holds it"));
            }
            (Some(before), Some(after)) => {
                let gained: Rights = after.iter().filter(|right| !before.has(*right)).collect();
                let lost: Rights = before.iter().filter(|right| !after.has(*right)).collect();
                if gained != Rights::NONE {
                    changes.add(&path, Affects::Members, format_args!("{who} may {} from now on", words(gained)));
                }
                if lost != Rights::NONE {
                    changes.add(&path, Affects::Members, format_args!("{who} may no longer {}", words(lost)));
                }
            }
            (None, None) => {}
        }
    }
}

fn owners(changes: &mut Changes, old: &[RoleId], new: &[RoleId]) {
    if old == new {
        return;
    }
    let ids = |owners: &[RoleId]| match owners {
        [] => "whoever manages members".to_owned(),
        ids => ids.iter().map(RoleId::as_str).collect::<Vec<_>>().join(", "),
    };
    let (new, old) = (ids(new), ids(old));
    changes.add("roles.owners", Affects::Display, format_args!("An account's owner is {new} instead of {old}"));
}

fn words(rights: Rights) -> String {
    if rights == Rights::NONE {
        return "nothing".to_owned();
    }
    rights.iter().map(Right::name).collect::<Vec<_>>().join(", ")
}

/// What was found so far.
pub(super) struct Changes(Vec<Change>);

impl Changes {
    fn add(&mut self, path: &str, affects: Affects, sentence: impl Display) {
        self.0.push(Change { path: path.to_owned(), sentence: sentence.to_string(), affects });
    }

    /// A change where the two differ; the sentence is built from the old and the new text.
    fn when<T: PartialEq>(
        &mut self,
        path: &str,
        affects: Affects,
        (old, new): (&T, &T),
        sentence: impl FnOnce(&T, &T) -> String,
    ) {
        if old != new {
            self.add(path, affects, sentence(old, new));
        }
    }
}

/// `12,500.5`: as people write it.
fn grouped(credits: Credits) -> String {
    let text = credits.to_string();
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), String::new()), |(w, r)| (w, format!(".{r}")));
    let mut shown = String::new();
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown + &rest
}

#[cfg(test)]
mod tests;
