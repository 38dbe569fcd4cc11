//! Examples: every rule as small histories whose answers were worked out by hand, as data that any adapter can play.
//!
//! [`all`] gives them; [`play`] plays one on the model. An adapter for another implementation takes each
//! [`Line`], asks it the same, and holds the answer against the same facts.

mod make;

mod cost;
mod grants;
mod periods;
mod plans;
mod reservations;
mod reversals;
mod who;

use crate::answer::{Answer, Balance, Code, Level, LimitedBy, Returned};
use crate::calendar;
use crate::catalog::{Catalog, lunar, pages, per_use, plan, sample};
use crate::command::{Micros, Milli, Space, Step};
use crate::model::Model;

use make::{
    account, at_most, at_quote, by, c, give, member, partly, promo, reserve, reverse, settle, settle_late, spend,
    stated, take, usage, void_grant, within,
};

/// A small history with the facts that must hold on the way.
#[derive(Clone, Debug)]
pub struct Example {
    /// The rule it shows.
    pub rule: u8,
    /// What it shows, as a sentence.
    pub name: &'static str,
    /// The first catalog version.
    pub catalog: Catalog,
    /// What is asked and seen, in order.
    pub lines: Vec<Line>,
    clock: Micros,
}

/// One line of an example.
#[derive(Clone, Debug)]
pub enum Line {
    /// Something is asked.
    Ask {
        /// The request.
        step: Step,
        /// Facts about its answer. Without [`Fact::Refused`] among them it was done.
        facts: Vec<Fact>,
    },
    /// A balance is read, now or (with `past`) as of an earlier instant.
    See {
        /// The clock of the reader.
        now: Micros,
        /// The instant asked about; none: now.
        past: Option<Micros>,
        /// The feature; none: any.
        feature: Option<String>,
        /// The subaccount; none: the paying account.
        subaccount: Option<String>,
        /// Facts about it.
        sights: Vec<Sight>,
    },
    /// A grant ends (or has ended) at that instant; none: never.
    Ends {
        /// The grant's label.
        grant: u64,
        /// Its `expires_at`.
        at: Option<Micros>,
    },
    /// So many grants have been made in all.
    Grants(u64),
}

/// A fact about an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// It was refused with that code.
    Refused(Code),
    /// `credits` of the answer.
    Credits(Milli),
    /// The draws in order: grant and credits.
    Draws(Vec<(u64, Milli)>),
    /// The part that the pool owes.
    Owed(Milli),
    /// What is available afterwards.
    Available(Milli),
    /// What held a partial spend down, if anything did.
    LimitedBy(Option<LimitedBy>),
    /// What went back from a reservation.
    Released(Milli),
    /// What a settle could not take.
    Uncovered(Milli),
    /// Where a reversal's credits went.
    Returned(Vec<Returned>),
    /// The part of a reversal that only lessened a debt.
    Forgiven(Milli),
    /// The refusal's level, limit and used.
    Limit(Level, Milli, Milli),
    /// When the limit resets.
    ResetsAt(Option<Micros>),
    /// The refusal's required, available and shortfall.
    Short(Milli, Milli, Milli),
    /// What may still be reversed.
    Left(Milli),
    /// Available before and after a previewed plan change.
    Preview(Milli, Milli),
}

/// A fact about a balance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sight {
    /// Available.
    Available(Milli),
    /// The monthly and the extra part.
    Parts(Milli, Milli),
    /// Set aside.
    Reserved(Milli),
    /// Owed.
    Owed(Milli),
}

/// All examples.
pub fn all() -> Vec<Example> {
    [
        grants::examples(),
        periods::examples(),
        plans::examples(),
        cost::examples(),
        reservations::examples(),
        reversals::examples(),
        who::examples(),
    ]
    .concat()
}

/// Plays an example on the model; the error says which line does not hold.
pub fn play(example: &Example) -> Result<(), String> {
    let mut model = Model::new(example.catalog.clone());
    for (at, line) in example.lines.iter().enumerate() {
        let fault = |what: String| Err(format!("rule {}, {}, line {at}: {what}", example.rule, example.name));
        match line {
            Line::Ask { step, facts } => {
                let answer = model.step(step);
                if let Some(fact) = facts.iter().find(|fact| !is_met(fact, &answer)) {
                    return fault(format!("{step:?}\n expected {fact:?}\n answered {answer:?}"));
                }
                if answer.refusal().is_some() && !facts.iter().any(|fact| matches!(fact, Fact::Refused(_))) {
                    return fault(format!("{step:?}\n refused {answer:?}"));
                }
                if let Err(lost) = model.assert_conserved() {
                    return fault(lost);
                }
            }
            Line::See { now, past, feature, subaccount, sights } => {
                let balance = match past {
                    Some(past) => model.balance_at(*past, feature.as_deref(), subaccount.as_deref()),
                    None => model.balance(*now, feature.as_deref(), subaccount.as_deref()),
                };
                if let Some(sight) = sights.iter().find(|sight| !seen(sight, &balance)) {
                    return fault(format!("expected {sight:?}\n saw {balance:?}"));
                }
            }
            Line::Ends { grant, at } => match model.state().grant(*grant) {
                Some(found) if found.expires_at == *at => {}
                found => return fault(format!("grant {grant} should end at {at:?}\n saw {found:?}")),
            },
            Line::Grants(count) => {
                let made = model.state().grants.iter().map(|grant| grant.label).max().unwrap_or(0);
                if made != *count {
                    return fault(format!("expected {count} grants, saw {made}"));
                }
            }
        }
    }
    Ok(())
}

/// Whether a fact is so of an answer.
pub fn is_met(fact: &Fact, answer: &Answer) -> bool {
    match (fact, answer) {
        (Fact::Refused(code), Answer::Refused(refusal)) => refusal.code == *code,
        (Fact::Limit(level, limit, used), Answer::Refused(refusal)) => {
            (refusal.level, refusal.limit, refusal.used) == (Some(*level), Some(*limit), Some(*used))
        }
        (Fact::ResetsAt(at), Answer::Refused(refusal)) => refusal.resets_at == *at,
        (Fact::Short(required, available, shortfall), Answer::Refused(refusal)) => {
            (refusal.required, refusal.available, refusal.shortfall)
                == (Some(*required), Some(*available), Some(*shortfall))
        }
        (Fact::Left(left), Answer::Refused(refusal)) => refusal.left == Some(*left),
        (Fact::Credits(credits), Answer::Done(done)) => done.credits == *credits,
        (Fact::Draws(draws), Answer::Done(done)) => {
            done.draws.iter().map(|draw| (draw.grant, draw.credits)).eq(draws.iter().copied())
        }
        (Fact::Owed(owed), Answer::Done(done)) => done.owed == *owed,
        (Fact::Available(available), Answer::Done(done)) => done.available == Some(*available),
        (Fact::LimitedBy(by), Answer::Done(done)) => done.limited_by == *by,
        (Fact::Released(released), Answer::Done(done)) => done.released == *released,
        (Fact::Uncovered(uncovered), Answer::Done(done)) => done.uncovered == Some(*uncovered),
        (Fact::Returned(returned), Answer::Done(done)) => done.returned == *returned,
        (Fact::Forgiven(forgiven), Answer::Done(done)) => done.forgiven == *forgiven,
        (Fact::Preview(before, after), Answer::Done(done)) => done
            .preview
            .as_ref()
            .is_some_and(|preview| (preview.before.available, preview.after.available) == (*before, *after)),
        _ => false,
    }
}

/// Whether a sight holds of a balance.
pub fn seen(sight: &Sight, balance: &Balance) -> bool {
    match sight {
        Sight::Available(available) => balance.available == *available,
        Sight::Parts(monthly, extra) => (balance.monthly, balance.extra) == (*monthly, *extra),
        Sight::Reserved(reserved) => balance.reserved == *reserved,
        Sight::Owed(owed) => balance.owed == *owed,
    }
}

/// An instant written in UTC, as `2024-01-31T00:00:00`.
pub fn utc(text: &str) -> Micros {
    calendar::instant(chrono_tz::UTC, text.parse().expect("a wall time"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_example_holds() {
        let faults: Vec<String> = super::all().iter().filter_map(|example| super::play(example).err()).collect();
        assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    }

    #[test]
    fn every_rule_has_an_example() {
        let rules: std::collections::BTreeSet<u8> = super::all().iter().map(|example| example.rule).collect();
        assert!((1..=21).chain(23..=26).all(|rule| rules.contains(&rule)), "{rules:?}");
    }

    #[test]
    fn an_example_with_a_wrong_fact_does_not_hold() {
        let wrong = super::Example::new(3, "wrong").business("build").has(1);
        assert!(super::play(&wrong).is_err());
    }
}
