//! Mutants of rules 23-26: roles, sharing, spend limits, the order of refusals.

use super::{Mutant, row};

#[rustfmt::skip]
pub(super) const ROWS: &[Mutant] = &[
    row("role-ignored", "decide/uses.rs",
        "if «!rights.is_some_and(|rights| rights.has(Right::Use))»",
        "false",
        "A member whose role has no right to use uses."),
    row("entitlement-ignored", "decide/uses.rs",
        "Some(feature) if «!feature.is_in(&life.choice.plan)»",
        "false",
        "A plan gives features that it lacks."),
    row("sharing-ignored", "grant.rs",
        "let Some(scope) = &self.terms.scope else { return «subaccount.is_none() || is_sharing» };",
        "true",
        "A subaccount draws on the agency's credits without sharing."),
    row("limit-forgets-used", "decide/limits.rs",
        "credits: «limit.credits.less(used)»",
        "limit.credits",
        "A spend limit holds for each use alone."),
    row("limit-star-over-named", "decide/limits.rs",
        "«house.limits.get(&own).or_else(|| house.limits.get(&each?))»",
        "each.as_ref().and_then(|each| house.limits.get(each)).or_else(|| house.limits.get(&own))",
        "The limit of every member wins over the member's own."),
    row("limit-day-is-a-month", "tally.rs",
        "Per::Day => «self.day»",
        "self.month",
        "A limit per day is counted over the month."),
    row("limit-keeps-reversed", "apply/mod.rs",
        "«self.recount(&reversed.usage, difference, reversed.began_at);»",
        "",
        "What was reversed still counts towards spend limits."),
    row("max-credits-before-quote", "decide/spend.rs",
        "«quoted.transpose()?;\n        within_max(cost, spend.max_credits)?;»",
        "within_max(cost, spend.max_credits)?; quoted.transpose()?;",
        "Two rungs of the refusal order change places."),
];
