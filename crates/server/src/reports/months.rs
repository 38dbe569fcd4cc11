//! Months: sums of flows by calendar month and kind of grant, and the books of paid credits by month and currency.

use std::collections::BTreeMap;

use scrip_core::credits::Credits;
use scrip_core::flow::{Flow, Step};
use scrip_core::grant::GrantKind;
use scrip_core::money::Currency;
use scrip_core::period::{Window, Zone, month_of};
use scrip_core::time::Timestamp;

/// A month by its first instant.
pub(crate) type Month = Timestamp;

/// Credits and what they are worth at cost basis, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    /// In thousandths: 128 bits, for all pools together may pass 64.
    pub(crate) milli: i128,
    /// Minor units.
    pub(crate) worth: i128,
}

impl Sum {
    fn add(&mut self, credits: Credits, worth: u64) {
        self.milli += i128::from(credits.milli());
        self.worth += i128::from(worth);
    }

    /// The other one taken off.
    pub(crate) const fn less(self, other: Self) -> Self {
        Self { milli: self.milli - other.milli, worth: self.worth - other.worth }
    }

    /// Both together.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self { milli: self.milli + other.milli, worth: self.worth + other.worth }
    }
}

/// The flows of one month and one kind or currency.
#[derive(Clone, Debug, Default)]
pub(crate) struct Books(BTreeMap<Flow, Sum>);

impl Books {
    /// What went this way.
    pub(crate) fn of(&self, flow: Flow) -> Sum {
        self.0.get(&flow).copied().unwrap_or_default()
    }

    /// What they add to what remains.
    pub(crate) fn net(&self) -> Sum {
        let signed = |(flow, sum): (&Flow, &Sum)| if flow.is_in() { *sum } else { Sum::default().less(*sum) };
        self.0.iter().map(signed).fold(Sum::default(), Sum::and)
    }
}

/// Every month in which something happened.
#[derive(Clone, Debug)]
pub(crate) struct Months {
    zone: Zone,
    /// The month of the last step: the next is mostly of the same.
    last: Option<Window>,
    /// By month and kind: credits.
    pub(crate) kinds: BTreeMap<(Month, GrantKind), Books>,
    /// By currency and month: credits that something was paid for, and what they are worth.
    pub(crate) paid: BTreeMap<(Currency, Month), Books>,
}

impl Months {
    /// None yet; months begin by the wall clock of this zone.
    pub(crate) const fn of(zone: Zone) -> Self {
        Self { zone, last: None, kinds: BTreeMap::new(), paid: BTreeMap::new() }
    }

    /// The month that holds the instant.
    pub(crate) fn month(&mut self, at: Timestamp) -> Month {
        match self.last {
            Some(window) if window.start <= at && at < window.end => window.start,
            _ => {
                let window = month_of(at, self.zone);
                self.last = Some(window);
                window.start
            }
        }
    }

    /// Adds a step.
    pub(crate) fn add(&mut self, at: Timestamp, step: &Step) {
        let month = self.month(at);
        let worth = step.worth.map_or(0, |worth| worth.amount);
        self.kinds.entry((month, step.kind)).or_default().0.entry(step.flow).or_default().add(step.credits, worth);
        if let Some(money) = step.worth {
            let books = self.paid.entry((money.currency, month)).or_default();
            books.0.entry(step.flow).or_default().add(step.credits, worth);
        }
    }
}
