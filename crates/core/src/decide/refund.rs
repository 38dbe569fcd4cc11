//! Refunds: what is unspent of an order goes back, its credits taken in the change that begins it.

use super::draft::Draft;
use super::house::bounded;
use super::{Court, No};
use crate::change::Change;
use crate::credits::{Amount, Credits};
use crate::entry::{ClawCause, Clawed, Fact, OrderFact, Paper, RefundBegun, Reinstated};
use crate::grant::Grant;
use crate::id::Seq;
use crate::money::Money;
use crate::order::total::money_share;
use crate::order::{Order, REFUNDS_MAX, RefundState, Total};
use crate::refusal::Refusal;
use crate::text::Text;

/// What of an order can be refunded.
struct Left {
    /// Available of its grant.
    available: Credits,
    /// Voided as it returned, claimed by a refund.
    voided_back: Credits,
}

impl Left {
    fn all(&self) -> Credits {
        self.available.saturating_add(self.voided_back)
    }
}

impl Court<'_> {
    pub(super) fn refund(&self, no: Seq, credits: Option<Amount>, reason: Option<&Text>) -> Result<Change, No> {
        let (order, grant) = self.paid(no)?;
        if order.is_disputed() {
            return Err(Refusal::OrderDisputed.into());
        }
        let left = self.left(order, grant);
        let asked = credits.map_or(left.all(), Amount::credits);
        let taken = asked.min(left.all());
        let (gross, _) = standing(order);
        let paid = order.placed.total.gross;
        let due = money_share(paid, taken_back(order).saturating_add(taken), order.placed.credits);
        let amount = due.saturating_sub(gross).min(paid.saturating_sub(gross));
        if taken.is_zero() || amount == 0 {
            return Err(Refusal::NothingToRefund.into());
        }
        bounded("refunds of an order", order.refunds.len(), REFUNDS_MAX)?;
        let mut draft = self.draft();
        let is_whole = asked >= left.all();
        let begun = begun(no, order, (taken, &left), amount, is_whole);
        self.begin_refund(&mut draft, RefundBegun { reason: reason.cloned(), ..begun })?;
        Ok(draft.into_change())
    }

    pub(super) fn end_refund(
        &self,
        no: Seq,
        number: u32,
        is_done: bool,
        reference: Option<&Text>,
    ) -> Result<Change, No> {
        let (order, _) = self.paid(no)?;
        let refund = order.refund(number).ok_or(Refusal::NotFound("refund"))?;
        let mut draft = self.draft();
        match (refund.state, is_done) {
            (RefundState::Pending, _) => {}
            // What was said to be done stands, and its credit note too: both are taken back by facts of their own.
            (RefundState::Done, false) => {
                draft.push(Fact::Order(OrderFact::RefundFailed { order: no, refund: number }))?;
                draft.push(self.issue(no, Paper::Restored { refund: number }, refund.total))?;
                self.reinstate(&mut draft, no, ClawCause::Refund(number))?;
                return Ok(draft.into_change());
            }
            (RefundState::Done, true) | (RefundState::Refused | RefundState::Failed, false) => {
                return Ok(self.nothing());
            }
            (RefundState::Refused | RefundState::Failed, true) => return Err(Refusal::OrderNotOpen.into()),
        }
        draft.push(ended(no, number, is_done, reference))?;
        if is_done {
            draft.push(self.issue(no, Paper::CreditNote { refund: number }, refund.total))?;
        } else {
            self.reinstate(&mut draft, no, ClawCause::Refund(number))?;
        }
        Ok(draft.into_change())
    }

    pub(super) fn foreign_refund(&self, no: Seq, reference: &Text, amount: Money, is_done: bool) -> Result<Change, No> {
        let (order, grant) = self.paid(no)?;
        let told = order.refunds.iter().zip(1..).find(|(refund, _)| refund.reference.as_ref() == Some(reference));
        if let Some((refund, number)) = told {
            let is_news = is_done && refund.state == RefundState::Pending;
            return if is_news { self.end_refund(no, number, true, None) } else { Ok(self.nothing()) };
        }
        let paid = Self::part_of_paid(order, amount)?;
        bounded("refunds of an order", order.refunds.len(), REFUNDS_MAX)?;
        let left = self.left(order, grant);
        let taken = order.due_back(amount.amount).min(left.all());
        let is_whole = standing(order).0.saturating_add(amount.amount) >= paid;
        let begun = begun(no, order, (taken, &left), amount.amount, is_whole);
        let number = begun.refund;
        let total = begun.total;
        let mut draft = self.draft();
        self.begin_refund(&mut draft, RefundBegun { reference: Some(reference.clone()), ..begun })?;
        if is_done {
            draft.push(ended(no, number, true, Some(reference)))?;
            draft.push(self.issue(no, Paper::CreditNote { refund: number }, total))?;
        }
        Ok(draft.into_change())
    }

    fn begin_refund(&self, draft: &mut Draft, begun: RefundBegun) -> Result<(), No> {
        let (no, cause) = (begun.order, ClawCause::Refund(begun.refund));
        let credits = begun.credits.less(begun.voided_back);
        draft.push(Fact::Order(OrderFact::RefundBegun(begun)))?;
        self.claw(draft, no, credits, cause)
    }

    /// Takes credits of the order's grant back, as far as they are available.
    pub(super) fn claw(&self, draft: &mut Draft, no: Seq, most: Credits, cause: ClawCause) -> Result<(), No> {
        let (order, grant) = self.paid(no)?;
        let credits = usable(grant, self).min(most);
        if !credits.is_positive() {
            return Ok(());
        }
        let (subaccount, grant) = (order.placed.subaccount.as_ref(), grant.seq);
        let available = self.pool.available(subaccount, None, self.now).less(credits);
        draft.push(Fact::Claw(Clawed { order: no, grant, credits, cause, available }))?;
        Ok(())
    }

    /// Puts back what nobody claims any more.
    pub(super) fn reinstate(&self, draft: &mut Draft, no: Seq, cause: ClawCause) -> Result<(), No> {
        let (order, grant) = self.paid(no)?;
        let credits = draft.pool().order(no).map_or(Credits::ZERO, |order| order.loose);
        if !credits.is_positive() {
            return Ok(());
        }
        let (way, grant) = (grant.way_back(self.now), grant.seq);
        let subaccount = order.placed.subaccount.as_ref();
        let before = self.pool.available(subaccount, None, self.now);
        let available = if way == crate::grant::WayBack::Available { before.saturating_add(credits) } else { before };
        draft.push(Fact::Reinstate(Reinstated { order: no, grant, credits, way, cause, available }))?;
        Ok(())
    }

    /// The order and its grant, once it is paid.
    pub(super) fn paid(&self, no: Seq) -> Result<(&Order, &Grant), Refusal> {
        let order = self.known_order(no)?;
        let payment = order.payment.as_ref().ok_or(Refusal::OrderNotOpen)?;
        let grant = self.pool.grant(payment.grant).ok_or(Refusal::OrderNotOpen)?;
        Ok((order, grant))
    }

    /// What was paid; refuses money of another currency, or more.
    pub(super) fn part_of_paid(order: &Order, amount: Money) -> Result<u64, Refusal> {
        let paid = order.placed.total.gross();
        if amount.currency != paid.currency || amount.amount > paid.amount {
            let reason = "is more than was paid, or in another currency";
            return Err(Refusal::invalid("amount", "invalid_amount", reason));
        }
        Ok(paid.amount)
    }

    fn left(&self, order: &Order, grant: &Grant) -> Left {
        Left { available: usable(grant, self), voided_back: order.voided_back }
    }
}

fn usable(grant: &Grant, court: &Court<'_>) -> Credits {
    if grant.has_ended_at(court.now) { Credits::ZERO } else { grant.available }
}

/// Gross and tax of all refunds that were not refused.
fn standing(order: &Order) -> (u64, u64) {
    order.standing().fold((0, 0), |(gross, tax), refund| {
        (gross.saturating_add(refund.total.gross), tax.saturating_add(refund.total.tax))
    })
}

/// Credits of all refunds that were not refused.
fn taken_back(order: &Order) -> Credits {
    order.standing().fold(Credits::ZERO, |sum, refund| sum.saturating_add(refund.credits))
}

fn begun(no: Seq, order: &Order, (taken, left): (Credits, &Left), amount: u64, is_whole: bool) -> RefundBegun {
    let total: Total = order.placed.total.part(amount, standing(order));
    RefundBegun {
        order: no,
        refund: u32::try_from(order.refunds.len()).unwrap_or(u32::MAX).saturating_add(1),
        credits: taken,
        voided_back: taken.min(left.voided_back),
        total,
        is_whole,
        reference: None,
        reason: None,
    }
}

fn ended(order: Seq, refund: u32, is_done: bool, reference: Option<&Text>) -> Fact {
    Fact::Order(OrderFact::RefundEnded { order, refund, is_done, reference: reference.cloned() })
}
