//! Totals: where credits are, summed over the grants of pools, so that two ledgers can be compared.

use std::iter::zip;

use scrip_core::credits::Credits;
use scrip_core::pool::Pool;

/// Thousandths of a credit by [`Totals::WORDS`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals([i128; 9]);

impl Totals {
    /// What each part is: granted + returned = available + reserved + spent + expired + voided + rolled over; and what the
    /// pool owes.
    pub const WORDS: [&str; 9] =
        ["granted", "returned", "available", "reserved", "spent", "expired", "voided", "rolled_over", "owed"];

    /// Those of a pool.
    pub fn of(pool: &Pool) -> Self {
        let mut totals = Self([0, 0, 0, 0, 0, 0, 0, 0, i128::from(pool.owed().milli())]);
        for grant in pool.all_grants() {
            let parts: [Credits; 8] = [
                grant.terms.credits,
                grant.returned,
                grant.available,
                grant.reserved,
                grant.spent,
                grant.expired,
                grant.voided,
                grant.rolled_over,
            ];
            for (total, part) in zip(&mut totals.0, parts) {
                *total += i128::from(part.milli());
            }
        }
        totals
    }

    /// Adds another's.
    pub fn add(&mut self, other: &Self) {
        for (total, part) in zip(&mut self.0, other.0) {
            *total += part;
        }
    }

    /// Each part by its word, in thousandths of a credit.
    pub fn parts(&self) -> impl Iterator<Item = (&'static str, i128)> {
        zip(Self::WORDS, self.0)
    }
}
