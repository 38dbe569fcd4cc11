//! Disputes: the disputed share of an order's credits is taken back, and put back exactly when the seller wins.

use super::draft::Draft;
use super::house::bounded;
use super::{Court, No};
use crate::change::Change;
use crate::entry::{ClawCause, DisputeOpened, Fact, OrderFact};
use crate::id::Seq;
use crate::money::Money;
use crate::order::{DISPUTES_MAX, DisputeState};
use crate::refusal::Refusal;
use crate::text::Text;

impl Court<'_> {
    pub(super) fn open_dispute(
        &self,
        no: Seq,
        reference: &Text,
        amount: Money,
        is_inquiry: bool,
    ) -> Result<Change, No> {
        let (order, _) = self.paid(no)?;
        if is_inquiry || order.dispute(reference).is_some() {
            return Ok(self.nothing());
        }
        let mut draft = self.draft();
        self.begin_dispute(&mut draft, no, reference, amount)?;
        Ok(draft.into_change())
    }

    pub(super) fn close_dispute(&self, no: Seq, reference: &Text, amount: Money, is_won: bool) -> Result<Change, No> {
        let (order, _) = self.paid(no)?;
        let mut draft = self.draft();
        match (order.dispute(reference).map(|dispute| dispute.state), is_won) {
            (Some(DisputeState::Open), _) => {}
            (Some(DisputeState::Won), true) | (Some(DisputeState::Lost), false) => return Ok(self.nothing()),
            (Some(_), _) => return Err(Refusal::OrderNotOpen.into()),
            // Lost before it was told that it was opened: the money is gone all the same.
            (None, false) => self.begin_dispute(&mut draft, no, reference, amount)?,
            (None, true) => bounded("disputes of an order", order.disputes.len(), DISPUTES_MAX)?,
        }
        let reference = reference.clone();
        draft.push(Fact::Order(OrderFact::DisputeClosed { order: no, reference: reference.clone(), is_won }))?;
        if is_won {
            self.reinstate(&mut draft, no, ClawCause::Dispute(reference))?;
        }
        Ok(draft.into_change())
    }

    fn begin_dispute(&self, draft: &mut Draft, no: Seq, reference: &Text, amount: Money) -> Result<(), No> {
        let (order, _) = self.paid(no)?;
        Self::part_of_paid(order, amount)?;
        bounded("disputes of an order", order.disputes.len(), DISPUTES_MAX)?;
        let share = order.share_of_dispute(amount.amount);
        let opened = DisputeOpened { order: no, reference: reference.clone(), amount, share };
        draft.push(Fact::Order(OrderFact::DisputeOpened(opened)))?;
        self.claw(draft, no, share, ClawCause::Dispute(reference.clone()))
    }
}
