//! Facts of buying: orders, their payments, papers, refunds and disputes, the saved card, auto top-up, credits taken back.
//!
//! Names, addresses and tax ids never stand here: ids, amounts and hashes only.

use minicbor::{Decode, Encode};

use crate::credits::Credits;
use crate::entry::Return;
use crate::grant::{GrantKind, WayBack};
use crate::id::{AccountId, MemberId, PackageId, Seq};
use crate::money::Money;
use crate::order::{Buyer, Total};
use crate::period::Every;
use crate::text::Text;
use crate::time::Timestamp;

/// A step in the life of an order, or of how an account pays.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(flat)]
pub enum OrderFact {
    /// Somebody ordered a package. The order's id is that of this entry.
    #[n(0)]
    Placed(#[n(0)] Placed),
    /// The gateway declined a payment; the order goes on waiting.
    #[n(1)]
    Declined {
        /// The order.
        #[n(0)]
        order: Seq,
        /// Why, in the gateway's word.
        #[n(1)]
        reason: Text,
    },
    /// It was paid. The grant is the entry after this one.
    #[n(2)]
    Paid(#[n(0)] Paid),
    /// A paper got its number. The paper's id is that of this entry.
    #[n(3)]
    Issued(#[n(0)] Issued),
    /// It will not be paid.
    #[n(4)]
    Canceled {
        /// The order.
        #[n(0)]
        order: Seq,
        /// Why.
        #[n(1)]
        cause: CancelCause,
        /// Why, in the operator's words.
        #[n(2)]
        reason: Option<Text>,
    },
    /// The promise `credits_by` was not kept.
    #[n(5)]
    Overdue {
        /// The order.
        #[n(0)]
        order: Seq,
    },
    /// A second payment came, or one of another amount than the order's: it grants nothing and is sent back.
    #[n(6)]
    Overpaid {
        /// The order.
        #[n(0)]
        order: Seq,
        /// That payment.
        #[n(1)]
        payment: Text,
        /// How much.
        #[n(2)]
        amount: Money,
    },
    /// The buyer says that the transfer is on its way.
    #[n(7)]
    TransferReported {
        /// The order.
        #[n(0)]
        order: Seq,
        /// When the credits are promised.
        #[n(1)]
        credits_by: Timestamp,
    },
    /// Money is to go back. Its credits are taken back in the same change.
    #[n(8)]
    RefundBegun(#[n(0)] RefundBegun),
    /// The money went back, or will not.
    #[n(9)]
    RefundEnded {
        /// The order.
        #[n(0)]
        order: Seq,
        /// The refund, by its number within the order.
        #[n(1)]
        refund: u32,
        /// False when the gateway refused.
        #[n(2)]
        is_done: bool,
        /// The gateway's id of it.
        #[n(3)]
        reference: Option<Text>,
    },
    /// The buyer's bank disputes the payment. The credits in question are taken back in the same change.
    #[n(10)]
    DisputeOpened(#[n(0)] DisputeOpened),
    /// The bank has decided.
    #[n(11)]
    DisputeClosed {
        /// The order.
        #[n(0)]
        order: Seq,
        /// The gateway's id of the dispute.
        #[n(1)]
        reference: Text,
        /// True when the seller keeps the money.
        #[n(2)]
        is_won: bool,
    },
    /// A card was saved for later payments, in place of any before.
    #[n(12)]
    CardSaved {
        /// The gateway's id of the card.
        #[n(0)]
        reference: Text,
    },
    /// The saved card was removed.
    #[n(13)]
    CardRemoved,
    /// Auto top-up was set.
    #[n(14)]
    TopUpSet(#[n(0)] TopUp),
    /// Auto top-up was switched off.
    #[n(15)]
    TopUpOff {
        /// Why.
        #[n(0)]
        cause: TopUpOffCause,
    },
    /// Money that had gone back came back from the bank: the refund did not hold. Its credits are put back in the same change,
    /// and a paper takes its credit note back.
    #[n(16)]
    RefundFailed {
        /// The order.
        #[n(0)]
        order: Seq,
        /// The refund, by its number within the order.
        #[n(1)]
        refund: u32,
    },
}

/// Somebody ordered a package: price, tax and terms of that moment.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Placed {
    /// Who buys; none: the product itself.
    #[n(0)]
    pub member: Option<MemberId>,
    /// The subaccount that the credits are for; none: the whole account.
    #[n(1)]
    pub subaccount: Option<AccountId>,
    /// The package.
    #[n(2)]
    pub package: PackageId,
    /// How many of it.
    #[n(3)]
    pub quantity: u32,
    /// The credits of all of them.
    #[n(4)]
    pub credits: Credits,
    /// What it costs.
    #[n(5)]
    pub total: Total,
    /// How long the credits last, from the payment on; none: for ever.
    #[n(6)]
    pub expires_after: Option<Every>,
    /// How it is to be paid.
    #[n(7)]
    pub pay_with: PayWith,
    /// Unpaid at this instant, it is canceled.
    #[n(8)]
    pub pay_by: Timestamp,
    /// Placed by auto top-up.
    #[n(9)]
    pub is_top_up: bool,
    /// SHA-256 of the paper snapshot; none where it was placed without one, by auto top-up.
    #[cbor(n(10), with = "minicbor::bytes")]
    pub snapshot: Option<[u8; 32]>,
}

/// How an order is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum PayWith {
    /// With the saved card, at once.
    #[n(0)]
    Saved,
    /// With a card, on the gateway's page.
    #[n(1)]
    Card,
    /// By bank transfer.
    #[n(2)]
    Transfer,
}

/// An order was paid.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Paid {
    /// The order.
    #[n(0)]
    pub order: Seq,
    /// The payment, by the gateway's or the bank's reference.
    #[n(1)]
    pub payment: Text,
    /// How much, gross.
    #[n(2)]
    pub amount: Money,
    /// The grant of its credits.
    #[n(3)]
    pub grant: Seq,
}

/// A number of the one series of invoices and credit notes was given.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Issued {
    /// The order.
    #[n(0)]
    pub order: Seq,
    /// For what.
    #[n(1)]
    pub paper: Paper,
    /// The year of the series, in the issuer's zone.
    #[n(2)]
    pub year: u16,
    /// From 1 without a gap within the year.
    #[n(3)]
    pub number: u64,
    /// What it is about: paid, or given back.
    #[n(4)]
    pub total: Total,
}

/// A paper that has a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(flat)]
pub enum Paper {
    /// What was paid.
    #[n(0)]
    Invoice,
    /// What was given back.
    #[n(1)]
    CreditNote {
        /// The refund, by its number within the order.
        #[n(0)]
        refund: u32,
    },
    /// What was given back and came back: an invoice of what the refund's credit note had taken off.
    #[n(2)]
    Restored {
        /// The refund, by its number within the order.
        #[n(0)]
        refund: u32,
    },
}

/// Why an order will not be paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum CancelCause {
    /// The buyer wants it no more.
    #[n(0)]
    Buyer,
    /// The operator rejected it.
    #[n(1)]
    Rejected,
    /// `pay_by` has come.
    #[n(2)]
    Unpaid,
    /// It was placed by auto top-up, and its payment was declined.
    #[n(3)]
    Declined,
}

/// Money is to go back.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct RefundBegun {
    /// The order.
    #[n(0)]
    pub order: Seq,
    /// The refund's number within the order, from 1.
    #[n(1)]
    pub refund: u32,
    /// How many credits it takes back.
    #[n(2)]
    pub credits: Credits,
    /// Of those, how many had returned after an earlier refund and were voided then; the others are taken back now.
    #[n(3)]
    pub voided_back: Credits,
    /// What goes back.
    #[n(4)]
    pub total: Total,
    /// True when it takes all that is left: what returns to the grant later is voided at once.
    #[n(5)]
    pub is_whole: bool,
    /// The gateway's id, of a refund that began there.
    #[n(6)]
    pub reference: Option<Text>,
    /// Why, in the operator's words.
    #[n(7)]
    pub reason: Option<Text>,
}

/// A payment is disputed.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct DisputeOpened {
    /// The order.
    #[n(0)]
    pub order: Seq,
    /// The gateway's id of the dispute.
    #[n(1)]
    pub reference: Text,
    /// How much of what was paid, gross.
    #[n(2)]
    pub amount: Money,
    /// The same share of the credits: what may be taken back in all.
    #[n(3)]
    pub share: Credits,
}

/// Auto top-up: one package whenever there is too little.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct TopUp {
    /// Who arranged it; none: the product itself.
    #[n(0)]
    pub member: Option<MemberId>,
    /// When less than this is available.
    #[n(1)]
    pub threshold: Credits,
    /// What is then ordered.
    #[n(2)]
    pub package: PackageId,
    /// At most so much a calendar month, gross.
    #[n(3)]
    pub monthly_max: Money,
    /// Who pays the tax.
    #[n(4)]
    pub buyer: Buyer,
}

/// Why auto top-up was switched off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum TopUpOffCause {
    /// Somebody switched it off.
    #[n(0)]
    Removed,
    /// Its payment was declined.
    #[n(1)]
    Declined,
    /// There is no saved card any more.
    #[n(2)]
    NoCard,
    /// The catalog has the package no more.
    #[n(3)]
    NoPackage,
}

/// Why credits of an order's grant are taken back, and for which they are put back.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(flat)]
pub enum ClawCause {
    /// A refund, by its number within the order.
    #[n(0)]
    Refund(#[n(0)] u32),
    /// A dispute, by the gateway's id.
    #[n(1)]
    Dispute(#[n(0)] Text),
}

/// Credits of an order's grant were taken back: available -> voided.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Clawed {
    /// The order.
    #[n(0)]
    pub order: Seq,
    /// Its grant.
    #[n(1)]
    pub grant: Seq,
    /// How many, of those available.
    #[n(2)]
    pub credits: Credits,
    /// For what.
    #[n(3)]
    pub cause: ClawCause,
    /// What the account that the order is for could then spend.
    #[n(4)]
    pub available: Credits,
}

/// Credits that were taken back are the buyer's again: voided -> available, or expired where the grant has ended.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Reinstated {
    /// The order.
    #[n(0)]
    pub order: Seq,
    /// Its grant.
    #[n(1)]
    pub grant: Seq,
    /// How many.
    #[n(2)]
    pub credits: Credits,
    /// What became of them at once. `Voided`: the operator has voided the grant meanwhile, and they stay where they are.
    #[n(3)]
    pub way: WayBack,
    /// For what they had been taken.
    #[n(4)]
    pub cause: ClawCause,
    /// What the account that the order is for could then spend.
    #[n(5)]
    pub available: Credits,
}

impl Reinstated {
    /// What came back to the grant, in the words of any other return.
    pub const fn returned(&self) -> Return {
        Return { grant: self.grant, kind: GrantKind::Package, credits: self.credits, way: self.way }
    }
}

impl OrderFact {
    /// The order that it is about; none for one that makes it, and for how an account pays.
    pub const fn order(&self) -> Option<Seq> {
        match self {
            Self::Declined { order, .. }
            | Self::Paid(Paid { order, .. })
            | Self::Issued(Issued { order, .. })
            | Self::Canceled { order, .. }
            | Self::Overdue { order }
            | Self::Overpaid { order, .. }
            | Self::TransferReported { order, .. }
            | Self::RefundBegun(RefundBegun { order, .. })
            | Self::RefundEnded { order, .. }
            | Self::RefundFailed { order, .. }
            | Self::DisputeOpened(DisputeOpened { order, .. })
            | Self::DisputeClosed { order, .. } => Some(*order),
            Self::Placed(_)
            | Self::CardSaved { .. }
            | Self::CardRemoved
            | Self::TopUpSet(_)
            | Self::TopUpOff { .. } => None,
        }
    }
}
