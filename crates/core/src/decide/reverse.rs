//! Reversals: a spend's credits go back to the grants they came from, last drawn first, with their own expiry.

use super::grants::HELD_MAX;
use super::{Court, No};
use crate::change::Change;
use crate::credits::{Amount, Credits};
use crate::entry::{Draw, Entry, Fact, Return, Reversed, Usage};
use crate::id::Seq;
use crate::refusal::Refusal;
use crate::text::Text;
use crate::time::Timestamp;

/// A spend as its entry tells it.
struct Told<'a> {
    usage: &'a Usage,
    credits: Credits,
    draws: Vec<Draw>,
    began_at: Timestamp,
}

impl Court<'_> {
    pub(super) fn reverse(&self, spend: Seq, credits: Option<Amount>, reason: Option<&Text>) -> Result<Change, No> {
        let told = self.entry.and_then(told).ok_or(Refusal::NotFound("spend"))?;
        let amended = self.pool.amended.get(&spend).cloned().unwrap_or_default();
        let left = told.credits.less(amended.reversed);
        let credits = credits.map_or(left, Amount::credits);
        if credits > left || left.is_zero() {
            return Err(Refusal::ReversalExceedsSpend { left }.into());
        }
        let debt = self.pool.debts.iter().find(|debt| debt.spend == spend);
        let forgiven = debt.map_or(Credits::ZERO, |debt| debt.credits.min(credits));
        let gone_back = amended.reversed.less(amended.forgiven);
        let mut draws = told.draws;
        draws.extend(amended.repaid);
        let returned = self.pool.ways_back(take_back(&draws, gone_back, credits.less(forgiven)), self.now);
        self.holds(&returned)?;
        let again = self.usable_again(told.usage, &returned);
        let reversed = Reversed {
            spend,
            credits,
            forgiven,
            available: self.available(told.usage).saturating_add(again),
            returned,
            usage: told.usage.clone(),
            began_at: told.began_at,
            reason: reason.cloned(),
        };
        self.fact(Fact::Reverse(reversed))
    }

    /// A grant's books stay within 64 bits, however often its credits go and come back.
    fn holds(&self, returned: &[Return]) -> Result<(), Refusal> {
        let is_over = |back: &Return| {
            let grant = self.pool.grant(back.grant);
            grant.is_some_and(|g| g.terms.credits.saturating_add(g.returned).saturating_add(back.credits) > HELD_MAX)
        };
        let reason = "has gone to and fro more often than a grant's books can hold: make a grant instead";
        let refusal = Refusal::invalid("credits", "invalid_amount", reason);
        if returned.iter().any(is_over) { Err(refusal) } else { Ok(()) }
    }
}

fn told(entry: &Entry) -> Option<Told<'_>> {
    match &entry.fact {
        Fact::Spend(spent) => {
            Some(Told { usage: &spent.usage, credits: spent.credits, draws: spent.draws.clone(), began_at: entry.at })
        }
        Fact::Settle(settled) => Some(Told {
            usage: &settled.usage,
            credits: settled.credits,
            draws: settled.kept.iter().chain(&settled.surplus).copied().collect(),
            began_at: settled.began_at,
        }),
        _ => None,
    }
}

/// `credits` of the draws from the last one on, after the `gone_back` that went back before.
fn take_back(draws: &[Draw], gone_back: Credits, credits: Credits) -> Vec<Draw> {
    let (mut skip, mut left) = (gone_back, credits);
    let mut back = Vec::new();
    for draw in draws.iter().rev() {
        let skipped = draw.credits.min(skip);
        skip = skip.less(skipped);
        let part = draw.credits.less(skipped).min(left);
        left = left.less(part);
        if part.is_positive() {
            back.push(Draw { credits: part, ..*draw });
        }
    }
    back
}
