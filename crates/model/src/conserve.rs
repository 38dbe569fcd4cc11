//! Conservation: that every credit has exactly one place, recomputed from the lists. Changes nothing.

use std::collections::BTreeMap;

use crate::command::Milli;
use crate::state::{State, Status};

impl State {
    /// Rule 4 for every grant, and the places of credits against reservations, spends, reversals and rollovers.
    pub(crate) fn assert_conserved(&self) -> Result<(), String> {
        let mut reserved: BTreeMap<u64, Milli> = BTreeMap::new();
        for open in self.reservations.iter().filter(|reservation| reservation.status == Status::Open) {
            for draw in &open.draws {
                *reserved.entry(draw.grant).or_insert(0) += draw.credits;
            }
        }
        let (mut spent, mut returned) = (BTreeMap::new(), BTreeMap::new());
        for spend in &self.spends {
            for (draw, undone) in spend.draws.iter().zip(&spend.undone) {
                *spent.entry(draw.grant).or_insert(0) += draw.credits;
                *returned.entry(draw.grant).or_insert(0) += undone;
            }
        }
        let mut rolled: BTreeMap<u64, Milli> = BTreeMap::new();
        for grant in &self.grants {
            if let Some(from) = grant.rolled_from {
                *rolled.entry(from).or_insert(0) += grant.granted;
            }
        }
        for grant in &self.grants {
            let come = grant.granted + grant.returned;
            let went = grant.reserved + grant.spent + grant.expired + grant.voided + grant.rolled_over;
            let of = |sums: &BTreeMap<u64, Milli>| sums.get(&grant.label).copied().unwrap_or(0);
            let sound = come == grant.available + went
                && grant.available >= 0
                && grant.granted > 0
                && grant.reserved == of(&reserved)
                && grant.spent == of(&spent)
                && grant.returned == of(&returned)
                && grant.rolled_over == of(&rolled)
                && !(grant.ended && grant.available > 0);
            if !sound {
                return Err(format!("grant {} does not add up: {grant:?}", grant.label));
            }
        }
        for spend in &self.spends {
            let drawn: Milli = spend.draws.iter().map(|draw| draw.credits).sum();
            let undone: Milli = spend.undone.iter().sum();
            if spend.credits != drawn + spend.owed + spend.forgiven || spend.reversed != undone + spend.forgiven {
                return Err(format!("a spend does not add up: {spend:?}"));
            }
        }
        Ok(())
    }
}
