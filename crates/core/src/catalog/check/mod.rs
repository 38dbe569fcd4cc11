//! What is wrong with a draft: all of it at once, each with its path, the reason and the remedy.

mod price;
mod settings;

use core::fmt::Display;
use std::collections::BTreeSet;

use super::plan::{Plan, Renewing, Rollover, RolloverCap, Terms, Trial};
use super::{Draft, Package, RoleScope, Roles};
use crate::credits::Credits;
use crate::money::{Currency, Money};

/// One thing that is wrong with a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// Where, in the names of the file: `features[2].price.tiers[1].up_to`.
    pub path: String,
    /// What is wrong.
    pub reason: String,
    /// What would be right.
    pub remedy: String,
}

/// More plans than any price list shows; a lookup stays a handful of comparisons.
const PLANS_MAX: usize = 200;
/// More packages than a pop-up can offer.
const PACKAGES_MAX: usize = 200;
/// One call lists them all for a page of buttons.
const FEATURES_MAX: usize = 1_000;
/// A role is found by walking the list.
const ROLES_MAX: usize = 50;
/// What fits a button and a line of a statement.
const NAME_CHARS_MAX: usize = 200;
/// Ten years; a longer trial is a plan.
const TRIAL_DAYS_MAX: u32 = 3_650;
/// A period may begin with ten allowances carried; more is an oversight.
const ROLLOVER_PERCENT_MAX: u32 = 1_000;
/// A century of months.
const KEEP_MAX: u32 = 1_200;
/// Beyond a thousand credits a step is an oversight: every use would cost a multiple of it.
const STEP_MAX: Credits = Credits::from_milli(1_000_000);
/// The feature under which a use without one is reported.
const RESERVED_FEATURE: &str = "other";

/// Everything that is wrong with the draft, in the file's order.
pub(super) fn flaws(draft: &Draft) -> Vec<Flaw> {
    let mut flaws = Flaws(Vec::new());
    flaws.name("name", &draft.name);
    flaws.unless(
        draft.step.is_positive() && draft.step <= STEP_MAX,
        "step",
        format_args!("a step of {} credits", draft.step),
        "a step from 0.001 to 1000 credits; 1 for whole credits",
    );
    if let Some(trial) = &draft.trial {
        check_trial(&mut flaws, trial);
    }
    flaws.at_most("plans", draft.plans.len(), PLANS_MAX);
    flaws.unique("plans", draft.plans.iter().map(|plan| plan.id.as_str()));
    for (at, plan) in draft.plans.iter().enumerate() {
        check_plan(&mut flaws, &format!("plans[{at}]"), plan, draft.currency);
    }
    flaws.at_most("packages", draft.packages.len(), PACKAGES_MAX);
    flaws.unique("packages", draft.packages.iter().map(|package| package.id.as_str()));
    for (at, package) in draft.packages.iter().enumerate() {
        check_package(&mut flaws, &format!("packages[{at}]"), package, draft.currency);
    }
    check_features(&mut flaws, draft);
    for scope in RoleScope::ALL {
        let path = format!("roles.{}", scope.name());
        let roles = draft.roles.of(scope);
        flaws.at_most(&path, roles.len(), ROLES_MAX);
        let mut seen = BTreeSet::new();
        for (id, _) in roles {
            flaws.unless(
                seen.insert(id),
                &format!("{path}.{id}"),
                format_args!("the role {id} stands here twice"),
                "one line for each role",
            );
        }
    }
    check_owners(&mut flaws, &draft.roles);
    settings::check(&mut flaws, &draft.settings);
    flaws.0
}

/// Owners are of accounts that pay: a subaccount's trial and papers are its agency's.
fn check_owners(flaws: &mut Flaws, roles: &Roles) {
    let mut seen = BTreeSet::new();
    for owner in &roles.owners {
        flaws.unless(seen.insert(owner), "roles.owners", format_args!("{owner} stands here twice"), "each role once");
        let is_there = |scope| roles.rights(scope, owner.as_str()).is_some();
        flaws.unless(
            is_there(RoleScope::Business) || is_there(RoleScope::Agency),
            "roles.owners",
            format_args!("there is no role {owner} of business accounts or agencies"),
            "roles that stand in [roles.business] or [roles.agency]",
        );
    }
}

fn check_trial(flaws: &mut Flaws, trial: &Trial) {
    flaws.credits("trial.credits", trial.credits);
    flaws.unless(
        (1..=TRIAL_DAYS_MAX).contains(&trial.days),
        "trial.days",
        format_args!("a trial of {} days", trial.days),
        format_args!("1 to {TRIAL_DAYS_MAX} days"),
    );
}

fn check_plan(flaws: &mut Flaws, path: &str, plan: &Plan, currency: Currency) {
    flaws.name(&format!("{path}.name"), &plan.name);
    if let Some(price) = &plan.price {
        flaws.money(&format!("{path}.price"), price, currency);
    }
    flaws.unless(
        plan.priority <= Plan::PRIORITY_MAX,
        &format!("{path}.priority"),
        format_args!("a priority of {}", plan.priority),
        "0 (drawn first) to 1000 (drawn last); 500 where nothing is said",
    );
    match &plan.terms {
        Terms::Renewing(Renewing { credits, rollover, .. }) => {
            flaws.credits(&format!("{path}.credits"), *credits);
            check_rollover(flaws, &format!("{path}.rollover"), *rollover);
        }
        Terms::Legacy { starter_credits } => flaws.credits(&format!("{path}.starter_credits"), *starter_credits),
    }
}

fn check_rollover(flaws: &mut Flaws, path: &str, rollover: Rollover) {
    match rollover.cap {
        RolloverCap::Max(max) => flaws.credits(&format!("{path}.max"), max),
        RolloverCap::Percent(percent) => flaws.unless(
            (1..=ROLLOVER_PERCENT_MAX).contains(&percent),
            &format!("{path}.percent"),
            format_args!("{percent} percent of the allowance"),
            format_args!("1 to {ROLLOVER_PERCENT_MAX} percent, or \"none\""),
        ),
        RolloverCap::None | RolloverCap::All => {}
    }
    if let Some(keep) = rollover.keep {
        flaws.unless(
            rollover.cap != RolloverCap::None && (1..=KEEP_MAX).contains(&keep),
            &format!("{path}.keep"),
            format_args!("carried credits kept for {keep} periods"),
            format_args!("1 to {KEEP_MAX} periods, beside max, percent or all; leave it out for no end"),
        );
    }
}

fn check_package(flaws: &mut Flaws, path: &str, package: &Package, currency: Currency) {
    flaws.name(&format!("{path}.name"), &package.name);
    flaws.money(&format!("{path}.price"), &package.price, currency);
}

fn check_features(flaws: &mut Flaws, draft: &Draft) {
    flaws.at_most("features", draft.features.len(), FEATURES_MAX);
    flaws.unique("features", draft.features.iter().map(|feature| feature.id.as_str()));
    let known: BTreeSet<&str> = draft.plans.iter().map(|plan| plan.id.as_str()).collect();
    for (at, feature) in draft.features.iter().enumerate() {
        let path = format!("features[{at}]");
        flaws.unless(
            feature.id.as_str() != RESERVED_FEATURE,
            &format!("{path}.id"),
            "the id \"other\" is how uses without a feature are reported",
            "another id",
        );
        flaws.name(&format!("{path}.name"), &feature.name);
        if let Some(price) = &feature.price {
            price::check(flaws, &format!("{path}.price"), price);
        }
        let Some(plans) = &feature.plans else { continue };
        flaws.unless(
            !plans.is_empty(),
            &format!("{path}.plans"),
            "a list without plans: nobody could use it",
            "at least one plan, or no `plans` at all for every plan",
        );
        let mut seen = BTreeSet::new();
        for (place, plan) in plans.iter().enumerate() {
            let path = format!("{path}.plans[{place}]");
            flaws.unless(
                known.contains(plan.as_str()),
                &path,
                format_args!("there is no plan {plan}"),
                format_args!("one of {}", words(&known)),
            );
            flaws.unless(seen.insert(plan), &path, format_args!("{plan} stands here twice"), "each plan once");
        }
    }
}

/// `a, b or c`, cut where it would fill a screen.
fn words(words: &BTreeSet<&str>) -> String {
    const SHOWN_MAX: usize = 20;
    match words.len() {
        0 => "the plans, once there are some".to_owned(),
        n if n > SHOWN_MAX => format!("the {n} plans of this catalog"),
        _ => words.iter().copied().collect::<Vec<_>>().join(", "),
    }
}

/// What was found so far.
pub(super) struct Flaws(Vec<Flaw>);

impl Flaws {
    fn unless(&mut self, right: bool, path: &str, reason: impl Display, remedy: impl Display) {
        if !right {
            self.0.push(Flaw { path: path.to_owned(), reason: reason.to_string(), remedy: remedy.to_string() });
        }
    }

    fn name(&mut self, path: &str, name: &str) {
        let chars = name.chars().count();
        let right = !name.trim().is_empty() && chars <= NAME_CHARS_MAX && !name.chars().any(char::is_control);
        self.unless(
            right,
            path,
            format_args!("a name of {chars} characters, or with control characters"),
            format_args!("1 to {NAME_CHARS_MAX} visible characters"),
        );
    }

    fn credits(&mut self, path: &str, credits: Credits) {
        self.unless(
            credits >= Credits::ZERO && credits <= Credits::LIMIT,
            path,
            format_args!("{credits} credits"),
            format_args!("0 to {} credits", Credits::LIMIT),
        );
    }

    fn money(&mut self, path: &str, money: &Money, currency: Currency) {
        self.unless(
            money.amount <= Money::AMOUNT_MAX,
            &format!("{path}.amount"),
            format_args!("an amount of {}", money.amount),
            format_args!("minor units (cents), 0 to {}", Money::AMOUNT_MAX),
        );
        self.unless(
            money.currency == currency,
            &format!("{path}.currency"),
            format_args!("a price in {} in a catalog in {currency}", money.currency),
            format_args!("\"{currency}\", the currency of this catalog"),
        );
    }

    fn at_most(&mut self, path: &str, len: usize, max: usize) {
        self.unless(len <= max, path, format_args!("{len} entries"), format_args!("at most {max}"));
    }

    fn unique<'a>(&mut self, path: &str, ids: impl Iterator<Item = &'a str>) {
        let mut first: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
        for (at, id) in ids.enumerate() {
            if let Some(before) = first.get(id) {
                let reason = format!("the id {id} is that of {path}[{before}]");
                self.unless(false, &format!("{path}[{at}].id"), reason, "an id of its own");
            } else {
                first.insert(id, at);
            }
        }
    }
}

#[cfg(test)]
mod tests;
