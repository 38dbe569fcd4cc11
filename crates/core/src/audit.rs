//! Audit: every grant's credits computed a second way, from entries alone, as moves between places (double entry).
//!
//! Shares nothing with `apply`: no pool, no rule, no time. It reads what the lines say, adds it up, and compares.

use std::collections::BTreeMap;

use crate::credits::Credits;
use crate::entry::{Draw, Entry, Fact, Return};
use crate::grant::{Grant, WayBack};
use crate::id::Seq;
use crate::pool::Pool;

/// Where credits of a grant can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Where they come from: granted or put back. The only place that may be negative.
    Source,
    /// Neither used, nor set aside, nor gone.
    Available,
    /// Set aside.
    Reserved,
    /// Used.
    Spent,
    /// Expired unused.
    Expired,
    /// Voided.
    Voided,
    /// Moved to a later grant.
    RolledOver,
}

/// One grant's credits by place, in thousandths, in 128 bits.
pub type Places = BTreeMap<Place, i128>;

/// The sum of all moves of a pool's entries.
#[derive(Clone, Debug, Default)]
pub struct Audit {
    last: Seq,
    grants: BTreeMap<Seq, Places>,
    owed: BTreeMap<Seq, i128>,
    wrong: Vec<String>,
}

impl Audit {
    /// Reads the next entry of the pool.
    pub fn read(&mut self, entry: &Entry) {
        if entry.seq != self.last.next() {
            self.wrong.push(format!("entry {} follows entry {}", entry.seq, self.last));
        }
        self.last = entry.seq;
        match &entry.fact {
            Fact::Grant(granted) => self.shift(entry.seq, Place::Source, Place::Available, granted.terms.credits),
            Fact::Roll(rolled) => {
                let from = rolled.terms.rolled_from.unwrap_or(Seq::ZERO);
                self.shift(from, Place::Available, Place::RolledOver, rolled.terms.credits);
                self.shift(entry.seq, Place::Source, Place::Available, rolled.terms.credits);
            }
            Fact::Expire(taken) => self.shift(taken.grant, Place::Available, Place::Expired, taken.credits),
            Fact::Void(voided) => self.shift(voided.grant, Place::Available, Place::Voided, voided.credits),
            Fact::Spend(spent) => {
                self.draws(&spent.draws, Place::Available, Place::Spent);
                self.adds_up(entry.seq, spent.credits, &[&spent.draws], spent.owed);
                *self.owed.entry(entry.seq).or_default() += i128::from(spent.owed.milli());
            }
            Fact::Repay(repaid) => {
                self.draws(&[repaid.draw], Place::Available, Place::Spent);
                *self.owed.entry(repaid.spend).or_default() -= i128::from(repaid.draw.credits.milli());
            }
            Fact::Reserve(reserved) => {
                self.draws(&reserved.draws, Place::Available, Place::Reserved);
                self.adds_up(entry.seq, reserved.credits, &[&reserved.draws], Credits::ZERO);
            }
            Fact::Settle(settled) => {
                self.draws(&settled.kept, Place::Reserved, Place::Spent);
                self.draws(&settled.surplus, Place::Available, Place::Spent);
                self.returns(&settled.returned, Place::Reserved);
                self.adds_up(entry.seq, settled.credits, &[&settled.kept, &settled.surplus], Credits::ZERO);
            }
            Fact::Release(released) => self.returns(&released.returned, Place::Reserved),
            Fact::Reverse(reversed) => {
                self.returns(&reversed.returned, Place::Source);
                *self.owed.entry(reversed.spend).or_default() -= i128::from(reversed.forgiven.milli());
            }
            Fact::Claw(clawed) => self.shift(clawed.grant, Place::Available, Place::Voided, clawed.credits),
            Fact::Reinstate(back) => self.shift(back.grant, Place::Voided, place_of(back.way), back.credits),
            Fact::Account(_) | Fact::Extend(_) | Fact::Quote(_) | Fact::Order(_) | Fact::Notice(_) => {}
        }
    }

    /// What is wrong: with the lines themselves, and between their sums and the pool's grants. Empty: it all adds up.
    pub fn compare(mut self, pool: &Pool) -> Vec<String> {
        if pool.last != self.last {
            self.wrong.push(format!("the pool stands at entry {}, its lines end at {}", pool.last, self.last));
        }
        let mut seen = 0;
        for grant in pool.all_grants() {
            seen += 1;
            let places = self.grants.get(&grant.seq).cloned().unwrap_or_default();
            for (place, shown) in parts(grant) {
                let summed = places.get(&place).copied().unwrap_or(0);
                if summed != i128::from(shown.milli()) {
                    self.wrong
                        .push(format!("grant {}: {place:?} is {shown}, its lines say {summed} thousandths", grant.seq));
                }
            }
        }
        if seen != self.grants.len() {
            self.wrong.push(format!("the pool has {seen} grants, its lines {}", self.grants.len()));
        }
        let owed: i128 = self.owed.values().sum();
        if owed != i128::from(pool.owed().milli()) {
            self.wrong.push(format!("the pool owes {}, its lines say {owed} thousandths", pool.owed()));
        }
        self.wrong
    }

    fn shift(&mut self, grant: Seq, from: Place, to: Place, credits: Credits) {
        let places = self.grants.entry(grant).or_default();
        let milli = i128::from(credits.milli());
        *places.entry(from).or_default() -= milli;
        *places.entry(to).or_default() += milli;
        let is_short = from != Place::Source && places.get(&from).copied().unwrap_or(0) < 0;
        if is_short || milli < 0 {
            self.wrong
                .push(format!("entry {}: takes {credits} from {from:?} of grant {grant}, which has less", self.last));
        }
    }

    fn draws(&mut self, draws: &[Draw], from: Place, to: Place) {
        for draw in draws {
            self.shift(draw.grant, from, to, draw.credits);
        }
    }

    fn returns(&mut self, returns: &[Return], from: Place) {
        for back in returns {
            self.shift(back.grant, from, place_of(back.way), back.credits);
        }
    }

    fn adds_up(&mut self, seq: Seq, credits: Credits, draws: &[&[Draw]], owed: Credits) {
        let drawn: i128 =
            draws.iter().flat_map(|draws| draws.iter()).map(|draw| i128::from(draw.credits.milli())).sum();
        if drawn + i128::from(owed.milli()) != i128::from(credits.milli()) {
            self.wrong.push(format!("entry {seq}: says {credits}, its draws say {drawn} thousandths"));
        }
    }
}

const fn place_of(way: WayBack) -> Place {
    match way {
        WayBack::Available => Place::Available,
        WayBack::Expired => Place::Expired,
        WayBack::Voided => Place::Voided,
    }
}

/// A grant's parts as the pool shows them; what came in is negative, as in the moves.
fn parts(grant: &Grant) -> [(Place, Credits); 7] {
    let came_in = Credits::ZERO.checked_sub(grant.terms.credits.saturating_add(grant.returned)).unwrap_or_default();
    [
        (Place::Source, came_in),
        (Place::Available, grant.available),
        (Place::Reserved, grant.reserved),
        (Place::Spent, grant.spent),
        (Place::Expired, grant.expired),
        (Place::Voided, grant.voided),
        (Place::RolledOver, grant.rolled_over),
    ]
}
