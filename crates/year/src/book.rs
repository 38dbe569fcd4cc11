//! The book: what the host has asked for and what was answered, as far as the end is held against it.

use std::collections::BTreeMap;

use crate::calendar::At;
use crate::house::House;
use crate::life::Act;
use crate::year::Counts;

/// A spend that was acknowledged.
#[derive(Clone, Debug)]
pub(crate) struct Spent {
    /// Thousandths.
    pub(crate) milli: i64,
    /// What of it was not put back yet.
    pub(crate) left: i64,
}

/// What is to be done about an order later.
#[derive(Clone, Debug)]
pub(crate) enum Task {
    /// Somebody pays on the gateway's page, perhaps with a card that fails first.
    Pay {
        /// With this card.
        card: &'static str,
        /// A declined one is tried before.
        fails_first: bool,
    },
    /// The buyer says that the transfer is on its way.
    Report,
    /// The operator sees the transfer.
    Confirm {
        /// Another payment of the same order comes as well.
        twice: bool,
    },
    /// The operator turns it down.
    Reject,
    /// The buyer wants it no more.
    Cancel,
    /// The operator gives money back: all that is unspent, or a part of a thousand.
    Refund(Option<i64>),
    /// Somebody does so at the gateway: all, or a part of a thousand.
    Foreign(Option<i64>),
    /// The bank disputes all of it, or half.
    Dispute {
        /// Half of it.
        half: bool,
        /// How it ends.
        is_won: bool,
    },
    /// The bank decides.
    Close {
        /// The gateway's id.
        dispute: String,
        /// How.
        is_won: bool,
    },
}

/// Everything.
#[derive(Debug, Default)]
pub(crate) struct Book {
    /// Accounts that were made, with what the host said of them since.
    pub(crate) lived: BTreeMap<String, Vec<(At, Act)>>,
    /// Spends that were acknowledged, by id.
    pub(crate) spends: BTreeMap<String, Spent>,
    /// Their ids, the oldest first.
    pub(crate) recent: Vec<String>,
    /// Orders that were made, by id, with their accounts.
    pub(crate) orders: BTreeMap<String, String>,
    /// What is to be done about them, when.
    pub(crate) tasks: Vec<(At, String, Task)>,
    /// Accounts with a card that was saved.
    pub(crate) saved: BTreeMap<String, bool>,
    /// What was done, by name.
    pub(crate) done: Counts,
    /// What was refused, by code.
    pub(crate) refused: Counts,
}

impl Book {
    /// Something was done.
    pub(crate) fn did(&mut self, what: &str) {
        *self.done.entry(what.to_owned()).or_default() += 1;
    }

    /// Something was refused.
    pub(crate) fn refused(&mut self, code: &str) {
        *self.refused.entry(code.to_owned()).or_default() += 1;
    }

    /// How far the year is, as a line.
    pub(crate) fn said(&self, house: &House) -> String {
        format!(
            "accounts {:>3}  spends {:>6}  orders {:>4}  mails {:>5}  webhooks {:>6}",
            self.lived.len(),
            self.spends.len(),
            self.orders.len(),
            house.sink.mails().len(),
            house.receiver.count(),
        )
    }
}
