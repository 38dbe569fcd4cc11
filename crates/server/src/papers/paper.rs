//! A paper: pro-forma, invoice or credit note, as a value of the snapshot and the figures of an order's entries. Pure.

use scrip_core::credits::Credits;
use scrip_core::order::Total;
use scrip_core::time::Timestamp;

use super::snapshot::Snapshot;
use super::words::figures::Day;

/// A paper, whole: nothing that it says comes from anywhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Paper {
    /// What was kept when the order was placed.
    pub(crate) snapshot: Snapshot,
    /// What kind of paper it is.
    pub(crate) kind: Kind,
    /// The order's id.
    pub(crate) order: String,
    /// How many packages were ordered.
    pub(crate) quantity: u32,
    /// The credits that were bought, or that are taken back by a credit note.
    pub(crate) credits: Credits,
    /// The amounts.
    pub(crate) total: Total,
}

/// What kind of paper it is, and what only that kind has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Asks for a transfer; no invoice.
    ProForma {
        /// When the order was placed.
        at: Timestamp,
        /// Until when the transfer is expected.
        pay_by: Timestamp,
    },
    /// Of an order that was paid.
    Invoice {
        /// Its number.
        number: String,
        /// When it was issued.
        at: Timestamp,
        /// The payment; the credits were supplied with it.
        payment: Payment,
    },
    /// Of a refund.
    CreditNote {
        /// Its number.
        number: String,
        /// When it was issued.
        at: Timestamp,
        /// The invoice that it corrects, and when that was issued.
        corrects: (String, Timestamp),
        /// How the money goes back.
        payment: Payment,
    },
    /// Of a refund whose money came back: an invoice of what its credit note had taken off.
    Restored {
        /// Its number.
        number: String,
        /// When it was issued.
        at: Timestamp,
        /// The credit note that it takes back, and when that was issued.
        corrects: (String, Timestamp),
        /// The payment of the order: it counts again.
        payment: Payment,
    },
}

/// Money that moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Payment {
    /// True for a card, false for a transfer.
    pub(crate) is_card: bool,
    /// When.
    pub(crate) at: Timestamp,
    /// What it is known by.
    pub(crate) reference: String,
}

impl Paper {
    /// When it was issued.
    pub(crate) const fn at(&self) -> Timestamp {
        match &self.kind {
            Kind::ProForma { at, .. }
            | Kind::Invoice { at, .. }
            | Kind::CreditNote { at, .. }
            | Kind::Restored { at, .. } => *at,
        }
    }

    /// Its number; a pro-forma has the order's id.
    pub(crate) fn number(&self) -> &str {
        match &self.kind {
            Kind::ProForma { .. } => &self.order,
            Kind::Invoice { number, .. } | Kind::CreditNote { number, .. } | Kind::Restored { number, .. } => number,
        }
    }

    /// What it is called in its language.
    pub(crate) fn title(&self) -> &'static str {
        let words = self.snapshot.language().words();
        match &self.kind {
            Kind::ProForma { .. } => words.pro_forma,
            Kind::Invoice { .. } | Kind::Restored { .. } => words.invoice,
            Kind::CreditNote { .. } => words.credit_note,
        }
    }

    /// What its line is called, where it is a part of an order: `{name}` of the package.
    pub(crate) fn part_of(&self) -> &'static str {
        let words = self.snapshot.language().words();
        match &self.kind {
            Kind::Restored { .. } => words.restored_of,
            Kind::ProForma { .. } | Kind::Invoice { .. } | Kind::CreditNote { .. } => words.refund_of,
        }
    }

    /// The paper that it corrects, and how that is said; none of one that stands for itself.
    pub(crate) fn corrects(&self) -> Option<(&'static str, &(String, Timestamp))> {
        let words = self.snapshot.language().words();
        match &self.kind {
            Kind::CreditNote { corrects, .. } => Some((words.corrects, corrects)),
            Kind::Restored { corrects, .. } => Some((words.takes_back, corrects)),
            Kind::ProForma { .. } | Kind::Invoice { .. } => None,
        }
    }

    /// The day that the issuer's calendar shows at an instant.
    pub(crate) fn day(&self, at: Timestamp) -> Day {
        Day::of(at, self.snapshot.zone())
    }

    /// The day of the supply, which the paper states: the credits were there with the payment, and so was the invoice.
    pub(crate) fn supplied(&self) -> Option<Day> {
        match &self.kind {
            Kind::Invoice { payment, .. } | Kind::Restored { payment, .. } => Some(self.day(payment.at)),
            Kind::CreditNote { corrects: (_, at), .. } => Some(self.day(*at)),
            Kind::ProForma { .. } => None,
        }
    }

    /// The name of its file.
    pub(crate) fn file_name(&self) -> String {
        format!("{}.pdf", self.number())
    }
}

/// A number of the one series of a year: `2026-00042`.
pub(crate) fn number(year: u16, number: u64) -> String {
    format!("{year:04}-{number:05}")
}
