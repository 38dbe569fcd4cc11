//! Flows: where each credit of each grant went, entry by entry, and what it is worth at cost basis. For reports.
//!
//! Reads what the lines say and rests on no pool. What is worth money is computed from running totals, so that the parts of
//! a grant always add up to what was paid for it, to the last cent: so much of it as is out is worth `floor(paid × out / granted)`.

use std::collections::BTreeMap;

use crate::credits::Credits;
use crate::entry::{ClawCause, Draw, Entry, Fact, Return};
use crate::grant::{GrantKind, Terms, WayBack};
use crate::id::Seq;
use crate::money::{Currency, Money};

/// Which way credits went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flow {
    /// Granted, or carried over from an ended period.
    Granted,
    /// Used.
    Spent,
    /// Put back by a reversal.
    Reversed,
    /// Expired unused: breakage.
    Expired,
    /// Voided by the operator.
    Voided,
    /// Taken back for a refund.
    Refunded,
    /// Taken back for a dispute.
    Disputed,
    /// Given back after a refund that was refused or a dispute that was won.
    Reinstated,
    /// Carried over into a new grant.
    RolledOver,
}

impl Flow {
    /// Every flow, in the order of a report.
    pub const ALL: [Self; 9] = [
        Self::Granted,
        Self::Spent,
        Self::Reversed,
        Self::Expired,
        Self::Voided,
        Self::Refunded,
        Self::Disputed,
        Self::Reinstated,
        Self::RolledOver,
    ];

    /// True for what adds to what remains.
    pub const fn is_in(self) -> bool {
        matches!(self, Self::Granted | Self::Reversed | Self::Reinstated)
    }
}

/// Credits of one grant that went one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The grant.
    pub grant: Seq,
    /// Its kind.
    pub kind: GrantKind,
    /// Which way.
    pub flow: Flow,
    /// How many; never negative.
    pub credits: Credits,
    /// What they are worth at cost basis, net, where something was paid; never negative.
    pub worth: Option<Money>,
}

/// What is known of one grant.
#[derive(Clone, Debug)]
struct Lot {
    kind: GrantKind,
    granted: i128,
    out: i128,
    basis: Option<Money>,
}

impl Lot {
    fn of(terms: &Terms) -> Self {
        Self { kind: terms.kind, granted: i128::from(terms.credits.milli()), out: 0, basis: terms.cost_basis }
    }

    /// What so much of it is worth, in minor units.
    fn worth(&self, out: i128) -> i128 {
        let paid = self.basis.map_or(0, |basis| i128::from(basis.amount));
        if self.granted == 0 { 0 } else { (paid * out).div_euclid(self.granted) }
    }
}

/// Reads the entries of one pool, in order, from the first.
#[derive(Clone, Debug, Default)]
pub struct Flows {
    lots: BTreeMap<Seq, Lot>,
}

impl Flows {
    /// The steps of the next entry, in the order in which they happened.
    pub fn read(&mut self, entry: &Entry) -> Vec<Step> {
        let mut steps = Vec::new();
        match &entry.fact {
            Fact::Grant(granted) => self.begin(entry.seq, &granted.terms, &mut steps),
            Fact::Roll(rolled) => {
                let from = rolled.terms.rolled_from.unwrap_or(Seq::ZERO);
                self.step(from, Flow::RolledOver, rolled.terms.credits, &mut steps);
                self.begin(entry.seq, &rolled.terms, &mut steps);
            }
            Fact::Expire(taken) => self.step(taken.grant, Flow::Expired, taken.credits, &mut steps),
            Fact::Void(voided) => self.step(voided.grant, Flow::Voided, voided.credits, &mut steps),
            Fact::Spend(spent) => self.draws(&spent.draws, &mut steps),
            Fact::Repay(repaid) => self.draws(&[repaid.draw], &mut steps),
            Fact::Settle(settled) => {
                self.draws(&settled.kept, &mut steps);
                self.draws(&settled.surplus, &mut steps);
                self.gone(&settled.returned, &mut steps);
            }
            Fact::Release(released) => self.gone(&released.returned, &mut steps),
            Fact::Reverse(reversed) => {
                for back in &reversed.returned {
                    self.step(back.grant, Flow::Reversed, back.credits, &mut steps);
                }
                self.gone(&reversed.returned, &mut steps);
            }
            Fact::Claw(clawed) => {
                let flow = match clawed.cause {
                    ClawCause::Refund(_) => Flow::Refunded,
                    ClawCause::Dispute(_) => Flow::Disputed,
                };
                self.step(clawed.grant, flow, clawed.credits, &mut steps);
            }
            Fact::Reinstate(back) => {
                self.step(back.grant, Flow::Reinstated, back.credits, &mut steps);
                match back.way {
                    WayBack::Available => {}
                    WayBack::Expired => self.step(back.grant, Flow::Expired, back.credits, &mut steps),
                    WayBack::Voided => self.step(back.grant, Flow::Voided, back.credits, &mut steps),
                }
            }
            Fact::Reserve(_)
            | Fact::Extend(_)
            | Fact::Account(_)
            | Fact::Quote(_)
            | Fact::Order(_)
            | Fact::Notice(_) => {}
        }
        steps
    }

    /// What remains of all grants of a kind: available or set aside.
    pub fn remaining(&self, kind: GrantKind) -> Credits {
        let lots = self.lots.values().filter(|lot| lot.kind == kind);
        let milli: i128 = lots.map(|lot| lot.granted - lot.out).sum();
        Credits::from_milli(i64::try_from(milli).unwrap_or(i64::MAX))
    }

    /// What remains is worth so much at cost basis, by currency.
    pub fn deferred(&self) -> BTreeMap<Currency, i128> {
        let mut sums = BTreeMap::new();
        for lot in self.lots.values() {
            let Some(basis) = lot.basis else { continue };
            *sums.entry(basis.currency).or_default() += lot.worth(lot.granted) - lot.worth(lot.out);
        }
        sums
    }

    fn begin(&mut self, seq: Seq, terms: &Terms, steps: &mut Vec<Step>) {
        self.lots.insert(seq, Lot::of(terms));
        steps.push(Step {
            grant: seq,
            kind: terms.kind,
            flow: Flow::Granted,
            credits: terms.credits,
            worth: terms.cost_basis,
        });
    }

    fn draws(&mut self, draws: &[Draw], steps: &mut Vec<Step>) {
        for draw in draws {
            self.step(draw.grant, Flow::Spent, draw.credits, steps);
        }
    }

    /// What came back to a grant that had ended.
    fn gone(&mut self, returned: &[Return], steps: &mut Vec<Step>) {
        for back in returned {
            match back.way {
                WayBack::Available => {}
                WayBack::Expired => self.step(back.grant, Flow::Expired, back.credits, steps),
                WayBack::Voided => self.step(back.grant, Flow::Voided, back.credits, steps),
            }
        }
    }

    fn step(&mut self, grant: Seq, flow: Flow, credits: Credits, steps: &mut Vec<Step>) {
        let Some(lot) = self.lots.get_mut(&grant).filter(|_| credits.is_positive()) else { return };
        let milli = i128::from(credits.milli());
        let out = if flow.is_in() { lot.out - milli } else { lot.out + milli };
        let worth = (lot.worth(out) - lot.worth(lot.out)).unsigned_abs();
        lot.out = out;
        let money = |basis: Money| Money { amount: u64::try_from(worth).unwrap_or(u64::MAX), ..basis };
        steps.push(Step { grant, kind: lot.kind, flow, credits, worth: lot.basis.map(money) });
    }
}
