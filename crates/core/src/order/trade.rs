//! The pool's orders, its saved card and its auto top-up, as they stand. Knows no rule.

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};

use crate::credits::Credits;
use crate::entry::{CancelCause, Placed, TopUp};
use crate::id::Seq;
use crate::money::Money;
use crate::order::Total;
use crate::order::total::credits_share;
use crate::shared::Seldom;
use crate::text::Text;
use crate::time::Timestamp;

/// Everything that a pool has bought or is about to buy. Behind one pointer: most pools have none of it, and a spend
/// copies none of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Trade {
    /// Orders that wait for a payment, by the place of their entry.
    #[n(0)]
    pub open: BTreeMap<Seq, Order>,
    /// Orders that were paid or canceled.
    #[n(1)]
    pub closed: Seldom<Seq, Order>,
    /// The saved card.
    #[n(2)]
    pub card: Option<Card>,
    /// Auto top-up, where it is on.
    #[n(3)]
    pub top_up: Option<TopUp>,
}

/// An order.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Order {
    /// What was ordered.
    #[n(0)]
    pub placed: Placed,
    /// When.
    #[n(1)]
    pub placed_at: Timestamp,
    /// Where it stands, whatever became of the money afterwards.
    #[n(2)]
    pub state: State,
    /// Why the last payment was declined, while it waits.
    #[n(3)]
    pub declined: Option<Text>,
    /// When the credits are promised: once a transfer was reported.
    #[n(4)]
    pub credits_by: Option<Timestamp>,
    /// The promise was not kept.
    #[n(5)]
    pub is_overdue: bool,
    /// Why it will not be paid.
    #[n(6)]
    pub canceled: Option<CancelCause>,
    /// The payment that counts.
    #[n(7)]
    pub payment: Option<Payment>,
    /// Payments that do not pay for it and are sent back.
    #[n(8)]
    pub overpaid: Vec<Overpayment>,
    /// The invoice.
    #[n(9)]
    pub invoice: Option<Seq>,
    /// Refunds, the n-th has number n.
    #[n(10)]
    pub refunds: Vec<Refund>,
    /// Disputes, as they were told.
    #[n(11)]
    pub disputes: Vec<Dispute>,
    /// Returned to the grant after a refund that claims it, voided at once, and not part of a refund yet.
    #[n(12)]
    pub voided_back: Credits,
    /// Voided for a refund that was refused or failed, or a dispute that was won, and claimed by nobody: reinstated in the same change.
    #[n(13)]
    pub(crate) loose: Credits,
}

/// Where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum State {
    /// Waits for a card.
    #[n(0)]
    Pending,
    /// Waits for a transfer.
    #[n(1)]
    AwaitingPayment,
    /// Paid.
    #[n(2)]
    Paid,
    /// Will not be paid.
    #[n(3)]
    Canceled,
}

/// What the API calls where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Waits for a card.
    Pending,
    /// Waits for a transfer.
    AwaitingPayment,
    /// Paid, and nothing of it went back.
    Paid,
    /// Will not be paid.
    Canceled,
    /// Some or all of it went back.
    Refunded,
    /// The buyer's bank disputes it, or has decided against the seller.
    Disputed,
}

/// The payment of an order.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Payment {
    /// The gateway's or the bank's reference.
    #[n(0)]
    pub reference: Text,
    /// When it was seen.
    #[n(1)]
    pub at: Timestamp,
    /// The grant of the order's credits.
    #[n(2)]
    pub grant: Seq,
}

/// A payment that is sent back.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Overpayment {
    /// The gateway's or the bank's reference.
    #[n(0)]
    pub reference: Text,
    /// How much.
    #[n(1)]
    pub amount: Money,
}

/// A refund of an order.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Refund {
    /// How many credits it takes back.
    #[n(0)]
    pub credits: Credits,
    /// What goes back.
    #[n(1)]
    pub total: Total,
    /// It takes all that is left: what returns to the grant later is voided at once.
    #[n(2)]
    pub is_whole: bool,
    /// Where it stands.
    #[n(3)]
    pub state: RefundState,
    /// When it began.
    #[n(4)]
    pub began_at: Timestamp,
    /// The gateway's id, as soon as it is known.
    #[n(5)]
    pub reference: Option<Text>,
    /// The credit note.
    #[n(6)]
    pub credit_note: Option<Seq>,
    /// The invoice that takes the credit note back, of one that failed.
    #[n(7)]
    pub restored: Option<Seq>,
}

/// Where a refund stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum RefundState {
    /// The gateway is asked.
    #[n(0)]
    Pending,
    /// The money went back.
    #[n(1)]
    Done,
    /// The gateway refused: it is as if it had never begun.
    #[n(2)]
    Refused,
    /// The money went back and came back from the bank: it stands no more, and its credit note was taken back.
    #[n(3)]
    Failed,
}

/// A dispute of an order's payment.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Dispute {
    /// The gateway's id.
    #[n(0)]
    pub reference: Text,
    /// How much of what was paid, gross; none of one that was won before it was told.
    #[n(1)]
    pub amount: Option<Money>,
    /// The same share of the credits.
    #[n(2)]
    pub share: Credits,
    /// Taken back so far, at most the share.
    #[n(3)]
    pub taken: Credits,
    /// Where it stands.
    #[n(4)]
    pub state: DisputeState,
    /// When it was told.
    #[n(5)]
    pub at: Timestamp,
}

/// Where a dispute stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum DisputeState {
    /// The bank has not decided.
    #[n(0)]
    Open,
    /// The seller keeps the money: what was taken was put back.
    #[n(1)]
    Won,
    /// The buyer keeps the money.
    #[n(2)]
    Lost,
}

/// The card that the gateway keeps for this account.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Card {
    /// The gateway's id of it.
    #[n(0)]
    pub reference: Text,
    /// Its last payment was declined.
    #[n(1)]
    pub has_failed: bool,
}

impl Trade {
    /// The order, open or closed.
    pub fn order(&self, order: Seq) -> Option<&Order> {
        self.open.get(&order).or_else(|| self.closed.get(&order))
    }

    /// Every order, by the place of its entry.
    pub fn orders(&self) -> impl Iterator<Item = (Seq, &Order)> {
        let mut all: Vec<_> = self.closed.iter().chain(&self.open).map(|(seq, order)| (*seq, order)).collect();
        all.sort_unstable_by_key(|(seq, _)| *seq);
        all.into_iter()
    }

    /// True when a card is saved whose last payment was not declined.
    pub fn has_card(&self) -> bool {
        self.card.as_ref().is_some_and(|card| !card.has_failed)
    }
}

impl Order {
    /// What the API calls where it stands.
    pub fn status(&self) -> Status {
        match self.state {
            State::Pending => Status::Pending,
            State::AwaitingPayment => Status::AwaitingPayment,
            State::Canceled => Status::Canceled,
            State::Paid if self.is_disputed() => Status::Disputed,
            State::Paid if self.refunds.iter().any(|refund| refund.state == RefundState::Done) => Status::Refunded,
            State::Paid => Status::Paid,
        }
    }

    /// True while a dispute is open, and once one is lost.
    pub fn is_disputed(&self) -> bool {
        self.disputes.iter().any(|dispute| dispute.state != DisputeState::Won)
    }

    /// Credits for which the money went back.
    pub fn refunded_credits(&self) -> Credits {
        let done = self.refunds.iter().filter(|refund| refund.state == RefundState::Done);
        done.fold(Credits::ZERO, |sum, refund| sum.saturating_add(refund.credits))
    }

    /// The dispute of that id.
    pub fn dispute(&self, reference: &str) -> Option<&Dispute> {
        self.disputes.iter().find(|dispute| &*dispute.reference == reference)
    }

    /// The refund of that number, from 1.
    pub fn refund(&self, number: u32) -> Option<&Refund> {
        self.refunds.get(usize::try_from(number).ok()?.checked_sub(1)?)
    }

    pub(crate) fn refund_mut(&mut self, number: u32) -> Option<&mut Refund> {
        self.refunds.get_mut(usize::try_from(number).ok()?.checked_sub(1)?)
    }

    /// How much of what returns to the grant is claimed: by disputes up to their share, by refunds what they claim.
    pub(crate) fn claims(&self) -> Credits {
        let disputed = self.disputes.iter().fold(Credits::ZERO, |sum, dispute| sum.saturating_add(dispute.claims()));
        disputed.saturating_add(self.refunds_claim())
    }

    /// A refund that took all that was left claims all that returns. One of a part took credits for all its money, so that the
    /// others stay in use, and their releases and reversals too. Only the gateway gives money back for credits that were not
    /// there to be taken: they are claimed as they return.
    fn refunds_claim(&self) -> Credits {
        if self.standing().any(|refund| refund.is_whole) {
            return Credits::from_milli(i64::MAX);
        }
        self.due_back(0).less(self.voided_back)
    }

    /// The credits of all money that the refunds gave back, and of so much more, which no refund has taken yet. With the shares of the
    /// disputes it is rounded down once, not once a part.
    pub(crate) fn due_back(&self, more: u64) -> Credits {
        let (disputed, shares) = self.disputed();
        let money = self.money_back().saturating_add(more).saturating_add(disputed);
        let taken = self.standing().fold(shares, |sum, refund| sum.saturating_add(refund.credits));
        self.share(money).less(taken)
    }

    /// The credits of so much of the money as a dispute is about, together with what went back or is disputed already.
    pub(crate) fn share_of_dispute(&self, amount: u64) -> Credits {
        let before = self.money_back().saturating_add(self.disputed().0);
        let before = before.min(self.placed.total.gross.saturating_sub(amount));
        self.share(before.saturating_add(amount)).less(self.share(before))
    }

    /// The share of the credits that so much of the money has, at most all.
    fn share(&self, money: u64) -> Credits {
        let paid = self.placed.total.gross;
        credits_share(self.placed.credits, money.min(paid), paid)
    }

    fn money_back(&self) -> u64 {
        self.standing().fold(0, |sum, refund| sum.saturating_add(refund.total.gross))
    }

    /// Money and credits of the disputes that are not won.
    fn disputed(&self) -> (u64, Credits) {
        let standing = self.disputes.iter().filter(|dispute| dispute.state != DisputeState::Won);
        standing.fold((0, Credits::ZERO), |(money, credits), dispute| {
            let amount = dispute.amount.map_or(0, |amount| amount.amount);
            (money.saturating_add(amount), credits.saturating_add(dispute.share))
        })
    }

    /// Hands credits to who claims them, disputes first; what nobody claims is the rest.
    pub(crate) fn absorb(&mut self, credits: Credits) -> Credits {
        let mut rest = credits;
        for dispute in &mut self.disputes {
            let part = dispute.claims().min(rest);
            dispute.taken = dispute.taken.saturating_add(part);
            rest = rest.less(part);
        }
        let part = self.refunds_claim().min(rest);
        self.voided_back = self.voided_back.saturating_add(part);
        rest.less(part)
    }

    /// Refunds whose money went back or is to.
    pub fn standing(&self) -> impl Iterator<Item = &Refund> {
        self.refunds.iter().filter(|refund| matches!(refund.state, RefundState::Pending | RefundState::Done))
    }
}

impl Dispute {
    /// How much more it claims of what returns.
    fn claims(&self) -> Credits {
        if self.state == DisputeState::Won { Credits::ZERO } else { self.share.less(self.taken) }
    }
}
