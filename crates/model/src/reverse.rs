//! Reversals: credits of a spend go back to the grants they came from. Makes no grant.

use crate::answer::{Code, Done, Refusal, Returned};
use crate::command::{Micros, Milli};
use crate::grant::Where;
use crate::price::check_credits;
use crate::state::{State, place};

impl State {
    /// The command. Rule 21: together never more than the spend, last drawn first; rule 4: what is owed first.
    // Reading (21): a reversal of nothing is refused: an amount of 0 as bad input, a spend with nothing left as
    // reversal_exceeds_spend.
    pub(crate) fn reverse(&mut self, now: Micros, label: u64, credits: Option<Milli>) -> Result<Done, Refusal> {
        if let Some(credits) = credits {
            check_credits(credits)?;
            if credits == 0 {
                return Err(Refusal::new(Code::InvalidAmount));
            }
        }
        let Some(at) = place(label).filter(|at| *at < self.spends.len()) else {
            return Err(Refusal::about(Code::NotFound, "spend"));
        };
        let left = self.spends[at].credits - self.spends[at].reversed;
        let credits = credits.unwrap_or(left);
        if credits > left || left == 0 {
            return Err(Refusal { left: Some(left), ..Refusal::new(Code::ReversalExceedsSpend) });
        }
        let forgiven = credits.min(self.spends[at].owed);
        self.spends[at].owed -= forgiven;
        self.spends[at].forgiven += forgiven;
        self.spends[at].reversed += credits;
        let returned = self.undo_draws(at, credits - forgiven);
        let available = Some(self.available_to(now, &self.spends[at].usage.clone()));
        Ok(Done { spend: Some(label), credits, returned, forgiven, available, ..Done::default() })
    }

    /// Gives back what the draws still hold, last drawn first.
    fn undo_draws(&mut self, at: usize, credits: Milli) -> Vec<Returned> {
        let mut left = credits;
        let mut returned = Vec::new();
        for draw in (0..self.spends[at].draws.len()).rev() {
            let spend = &mut self.spends[at];
            let grant = spend.draws[draw].grant;
            let back = left.min(spend.draws[draw].credits - spend.undone[draw]);
            if back == 0 {
                continue;
            }
            spend.undone[draw] += back;
            left -= back;
            self.grant_mut(grant).returned += back;
            let place = self.give_back(grant, back);
            let share = |wanted| if place == wanted { back } else { 0 };
            returned.push(Returned {
                grant,
                credits: back,
                available: share(Where::Available),
                expired: share(Where::Expired),
                voided: share(Where::Voided),
            });
        }
        returned
    }
}
