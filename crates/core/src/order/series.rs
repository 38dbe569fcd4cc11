//! The series of invoices and credit notes: the last number of each year, from which the next one follows without a gap.

use std::collections::BTreeMap;

/// The last number that was given in each year of the issuer's zone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Series(BTreeMap<u16, u64>);

impl Series {
    /// No number was given yet.
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// The last number of a year; 0 before the first.
    pub fn last(&self, year: u16) -> u64 {
        self.0.get(&year).copied().unwrap_or(0)
    }

    /// Remembers the last number of a year.
    pub fn set(&mut self, year: u16, number: u64) {
        self.0.insert(year, number);
    }

    /// Every year that has numbers, with its last one.
    pub fn years(&self) -> impl Iterator<Item = (u16, u64)> {
        self.0.iter().map(|(year, number)| (*year, *number))
    }
}
