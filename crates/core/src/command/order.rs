//! Commands of buying: orders, what witnesses say of payments, refunds and disputes, the saved card, auto top-up.

use crate::credits::{Amount, Credits};
use crate::entry::PayWith;
use crate::id::{AccountId, MemberId, PackageId, Seq};
use crate::money::Money;
use crate::order::Buyer;
use crate::text::Text;

/// Everything that can be asked about buying.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrderCommand {
    /// Order a package.
    Place(Place),
    /// Say that the gateway declined a payment.
    Decline {
        /// The order.
        order: Seq,
        /// Why, in the gateway's word.
        reason: Text,
    },
    /// Say that it was paid. The first witness grants; the others change nothing.
    Pay {
        /// The order.
        order: Seq,
        /// The payment.
        payment: Payment,
    },
    /// Want it no more.
    Cancel {
        /// The order.
        order: Seq,
    },
    /// Turn it down: the operator.
    Reject {
        /// The order.
        order: Seq,
        /// Why.
        reason: Option<Text>,
    },
    /// Say that the transfer is on its way. Said again, the first promise stands.
    ReportTransfer {
        /// The order.
        order: Seq,
    },
    /// Give money back for what is unspent.
    Refund {
        /// The order.
        order: Seq,
        /// At most so many credits; none: all, and what returns later too.
        credits: Option<Amount>,
        /// Why.
        reason: Option<Text>,
    },
    /// Say how a refund ended. One that is done may still fail: the buyer's bank sends the money back.
    EndRefund {
        /// The order.
        order: Seq,
        /// The refund, by its number within the order.
        refund: u32,
        /// False when the gateway refused, or the bank did afterwards.
        is_done: bool,
        /// The gateway's id of it.
        reference: Option<Text>,
    },
    /// Say that a refund began at the gateway, not here.
    ForeignRefund {
        /// The order.
        order: Seq,
        /// The gateway's id of it.
        reference: Text,
        /// How much, gross.
        amount: Money,
        /// The money went back already.
        is_done: bool,
    },
    /// Say that a dispute was opened. Of an order that is not paid yet it is refused: the charge proves the payment, so say
    /// that first.
    OpenDispute {
        /// The order.
        order: Seq,
        /// The gateway's id of it.
        reference: Text,
        /// How much of what was paid, gross.
        amount: Money,
        /// Only a question: nothing happens.
        is_inquiry: bool,
    },
    /// Say how a dispute ended.
    CloseDispute {
        /// The order.
        order: Seq,
        /// The gateway's id of it.
        reference: Text,
        /// How much of what was paid, gross: a lost one may come before it was told that it was opened.
        amount: Money,
        /// True when the seller keeps the money.
        is_won: bool,
    },
    /// Keep a card for later payments, in place of any before.
    SaveCard {
        /// The gateway's id of it.
        reference: Text,
    },
    /// Keep no card.
    RemoveCard,
    /// Buy whenever there is too little.
    SetTopUp(SetTopUp),
    /// Buy nothing by itself.
    RemoveTopUp,
}

/// A package to be ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The account that asks.
    pub account: AccountId,
    /// Who buys; none: the product itself.
    pub member: Option<MemberId>,
    /// The subaccount that the credits are for.
    pub for_subaccount: Option<AccountId>,
    /// The package.
    pub package: PackageId,
    /// How many of it, from 1.
    pub quantity: u32,
    /// What the buyer was shown, gross.
    pub shown: Money,
    /// Who pays the tax.
    pub buyer: Buyer,
    /// How it is to be paid.
    pub pay_with: PayWith,
    /// SHA-256 of the paper snapshot.
    pub snapshot: Option<[u8; 32]>,
}

/// A payment, as a witness tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// The gateway's or the bank's reference: another reference is another payment.
    pub reference: Text,
    /// How much, gross. One that is not the order's pays for nothing: it is to go back.
    pub amount: Money,
    /// The gateway's id of the card that was saved with it.
    pub saved_card: Option<Text>,
}

/// Auto top-up to be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetTopUp {
    /// Who arranges it; none: the product itself.
    pub member: Option<MemberId>,
    /// When less than this is available.
    pub threshold: Credits,
    /// What is then ordered.
    pub package: PackageId,
    /// At most so much a calendar month, gross.
    pub monthly_max: Money,
    /// Who pays the tax.
    pub buyer: Buyer,
}

impl OrderCommand {
    /// True when it may take the next number of the series of invoices and credit notes.
    pub const fn issues(&self) -> bool {
        matches!(self, Self::Pay { .. } | Self::EndRefund { .. } | Self::ForeignRefund { is_done: true, .. })
    }
}
