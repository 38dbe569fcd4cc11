//! Folding the facts of buying: orders, papers, refunds, disputes, and what a refund or a dispute claims of a grant.

use crate::credits::Credits;
use crate::entry::{
    ClawCause, Clawed, DisputeOpened, Entry, Issued, OrderFact, Paid, Paper, PayWith, Placed, RefundBegun, Reinstated,
};
use crate::grant::{GrantKind, WayBack};
use crate::id::Seq;
use crate::order::{Card, Dispute, DisputeState, Order, Overpayment, Payment, Refund, RefundState, State, Trade};
use crate::pool::Pool;
use crate::text::Text;

use super::{minus, plus, shift, way};

impl Pool {
    pub(super) fn fold_order(&mut self, entry: &Entry, fact: &OrderFact) -> Result<(), &'static str> {
        match fact {
            OrderFact::Placed(placed) => self.place(entry, placed),
            OrderFact::Declined { order, reason } => self.decline(*order, reason)?,
            OrderFact::Paid(paid) => self.pay_order(entry, paid)?,
            OrderFact::Issued(issued) => self.issue(entry.seq, issued)?,
            OrderFact::Canceled { order, cause, .. } => {
                let mut canceled = self.trade_mut().open.remove(order).ok_or("is no open order")?;
                canceled.state = State::Canceled;
                canceled.canceled = Some(*cause);
                self.trade_mut().closed.make_mut().insert(*order, canceled);
            }
            OrderFact::Overdue { order } => {
                self.open_order(*order)?.is_overdue = true;
            }
            OrderFact::TransferReported { order, credits_by } => {
                self.open_order(*order)?.credits_by = Some(*credits_by);
                self.due.0 = self.due.0.min(*credits_by);
            }
            OrderFact::Overpaid { order, payment, amount } => {
                let overpaid = Overpayment { reference: payment.clone(), amount: *amount };
                self.any_order(*order)?.overpaid.push(overpaid);
            }
            OrderFact::RefundBegun(begun) => self.begin_refund(entry, begun)?,
            OrderFact::RefundEnded { order, refund, is_done, reference } => {
                self.end_refund(*order, *refund, *is_done, reference.as_ref())?;
            }
            OrderFact::RefundFailed { order, refund } => self.fail_refund(*order, *refund)?,
            OrderFact::DisputeOpened(opened) => self.open_dispute(entry, opened)?,
            OrderFact::DisputeClosed { order, reference, is_won } => {
                self.close_dispute(entry, *order, reference, *is_won)?;
            }
            OrderFact::CardSaved { reference } => {
                self.trade_mut().card = Some(Card { reference: reference.clone(), has_failed: false });
            }
            OrderFact::CardRemoved => self.trade_mut().card = None,
            OrderFact::TopUpSet(top_up) => self.trade_mut().top_up = Some(top_up.clone()),
            OrderFact::TopUpOff { .. } => self.trade_mut().top_up = None,
        }
        Ok(())
    }

    pub(super) fn fold_claw(&mut self, clawed: &Clawed) -> Result<(), &'static str> {
        self.change(clawed.grant, |grant| shift(&mut grant.available, &mut grant.voided, clawed.credits))?;
        let order = self.paid_order(clawed.order)?;
        if order.payment.as_ref().is_none_or(|payment| payment.grant != clawed.grant) {
            return Err("takes back from a grant that is not the order's");
        }
        if let ClawCause::Dispute(reference) = &clawed.cause {
            let dispute = order.disputes.iter_mut().find(|dispute| dispute.reference == *reference);
            let dispute = dispute.ok_or("is no dispute of the order")?;
            dispute.taken = plus(dispute.taken, clawed.credits)?;
            if dispute.taken > dispute.share {
                return Err("takes back more than is disputed");
            }
        }
        self.claim(clawed.order)
    }

    pub(super) fn fold_reinstate(&mut self, reinstated: &Reinstated) -> Result<(), &'static str> {
        self.change(reinstated.grant, |grant| {
            grant.voided = minus(grant.voided, reinstated.credits)?;
            let part = way(grant, reinstated.way);
            *part = plus(*part, reinstated.credits)?;
            Ok(())
        })?;
        let order = self.paid_order(reinstated.order)?;
        order.loose = minus(order.loose, reinstated.credits)?;
        Ok(())
    }

    /// Credits came back to a grant and were voided at once: whoever of its order's refunds and disputes claims them has
    /// them now.
    pub(super) fn absorb(&mut self, grant: Seq, credits: Credits) -> Result<(), &'static str> {
        if self.grant(grant).is_none_or(|grant| grant.is_voided) {
            return Ok(());
        }
        let (no, order) = self.order_of_grant(grant).ok_or("voids what nobody claims")?;
        if order.absorb(credits).is_positive() {
            return Err("voids more than is claimed");
        }
        self.claim(no)
    }

    fn order_of_grant(&mut self, grant: Seq) -> Option<(Seq, &mut Order)> {
        let closed = self.trade.as_mut()?.make_mut().closed.make_mut();
        let is_of = |order: &Order| order.payment.as_ref().is_some_and(|payment| payment.grant == grant);
        closed.iter_mut().find(|(_, order)| is_of(order)).map(|(no, order)| (*no, order))
    }

    fn trade_mut(&mut self) -> &mut Trade {
        self.trade.get_or_insert_default().make_mut()
    }

    fn open_order(&mut self, order: Seq) -> Result<&mut Order, &'static str> {
        self.trade_mut().open.get_mut(&order).ok_or("is no open order")
    }

    fn any_order(&mut self, order: Seq) -> Result<&mut Order, &'static str> {
        let trade = self.trade_mut();
        let open = trade.open.get_mut(&order);
        open.or_else(|| trade.closed.make_mut().get_mut(&order)).ok_or("is no order")
    }

    fn paid_order(&mut self, order: Seq) -> Result<&mut Order, &'static str> {
        let closed = self.trade_mut().closed.make_mut().get_mut(&order);
        closed.filter(|order| order.state == State::Paid).ok_or("is no paid order")
    }

    fn place(&mut self, entry: &Entry, placed: &Placed) {
        let state = if placed.pay_with == PayWith::Transfer { State::AwaitingPayment } else { State::Pending };
        let order = Order {
            placed: placed.clone(),
            placed_at: entry.at,
            state,
            declined: None,
            credits_by: None,
            is_overdue: false,
            canceled: None,
            payment: None,
            overpaid: Vec::new(),
            invoice: None,
            refunds: Vec::new(),
            disputes: Vec::new(),
            voided_back: Credits::ZERO,
            loose: Credits::ZERO,
        };
        self.due.0 = self.due.0.min(placed.pay_by);
        self.trade_mut().open.insert(entry.seq, order);
    }

    fn decline(&mut self, order: Seq, reason: &Text) -> Result<(), &'static str> {
        let open = self.open_order(order)?;
        open.declined = Some(reason.clone());
        let is_saved = open.placed.pay_with == PayWith::Saved;
        if let Some(card) = self.trade_mut().card.as_mut().filter(|_| is_saved) {
            card.has_failed = true;
        }
        Ok(())
    }

    fn pay_order(&mut self, entry: &Entry, paid: &Paid) -> Result<(), &'static str> {
        if paid.grant != entry.seq.next() {
            return Err("its grant is not the next entry");
        }
        let trade = self.trade_mut();
        let canceled = || trade.closed.get(&paid.order).filter(|order| order.state == State::Canceled).cloned();
        let mut order = match trade.open.remove(&paid.order) {
            Some(order) => order,
            None => canceled().ok_or("is paid already, or no order")?,
        };
        if paid.amount != order.placed.total.gross() {
            return Err("is paid another amount than it costs");
        }
        order.state = State::Paid;
        order.declined = None;
        order.payment = Some(Payment { reference: paid.payment.clone(), at: entry.at, grant: paid.grant });
        if let Some(card) = trade.card.as_mut().filter(|_| order.placed.pay_with == PayWith::Saved) {
            card.has_failed = false;
        }
        trade.closed.make_mut().insert(paid.order, order);
        Ok(())
    }

    fn issue(&mut self, seq: Seq, issued: &Issued) -> Result<(), &'static str> {
        self.is_bought(issued.order)?;
        let order = self.paid_order(issued.order)?;
        let (paper, total) = match issued.paper {
            Paper::Invoice => (&mut order.invoice, order.placed.total),
            Paper::CreditNote { refund } => {
                let refund = order.refund_mut(refund).filter(|refund| refund.state == RefundState::Done);
                let refund = refund.ok_or("is of no refund that is done")?;
                (&mut refund.credit_note, refund.total)
            }
            Paper::Restored { refund } => {
                let refund = order.refund_mut(refund).filter(|refund| refund.state == RefundState::Failed);
                let refund = refund.filter(|refund| refund.credit_note.is_some());
                let refund = refund.ok_or("takes back no credit note of a refund that failed")?;
                (&mut refund.restored, refund.total)
            }
        };
        if issued.total != total {
            return Err("says another amount than its order");
        }
        match paper.replace(seq) {
            None => Ok(()),
            Some(_) => Err("is issued already"),
        }
    }

    /// The order's grant is what was bought.
    fn is_bought(&mut self, order: Seq) -> Result<(), &'static str> {
        let order = self.paid_order(order)?;
        let (credits, grant) = (order.placed.credits, order.payment.as_ref().map(|payment| payment.grant));
        let terms = grant.and_then(|grant| self.grant(grant)).map(|grant| &grant.terms);
        if terms.is_some_and(|terms| terms.kind == GrantKind::Package && terms.credits == credits) {
            return Ok(());
        }
        Err("has not the grant that was bought")
    }

    fn begin_refund(&mut self, entry: &Entry, begun: &RefundBegun) -> Result<(), &'static str> {
        let order = self.paid_order(begun.order)?;
        if usize::try_from(begun.refund).ok() != Some(order.refunds.len() + 1) {
            return Err("is not the next refund");
        }
        order.voided_back = minus(order.voided_back, begun.voided_back)?;
        order.refunds.push(Refund {
            credits: begun.credits,
            total: begun.total,
            is_whole: begun.is_whole,
            state: RefundState::Pending,
            began_at: entry.at,
            reference: begun.reference.clone(),
            credit_note: None,
            restored: None,
        });
        self.claim(begun.order)
    }

    fn end_refund(
        &mut self,
        no: Seq,
        refund: u32,
        is_done: bool,
        reference: Option<&Text>,
    ) -> Result<(), &'static str> {
        let order = self.paid_order(no)?;
        let ended = order.refund_mut(refund).filter(|refund| refund.state == RefundState::Pending);
        let ended = ended.ok_or("is no pending refund")?;
        ended.state = if is_done { RefundState::Done } else { RefundState::Refused };
        ended.reference = reference.cloned().or(ended.reference.take());
        let credits = ended.credits;
        if is_done { self.claim(no) } else { self.give_up(no, credits) }
    }

    fn fail_refund(&mut self, no: Seq, refund: u32) -> Result<(), &'static str> {
        let failed = self.paid_order(no)?.refund_mut(refund).filter(|refund| refund.state == RefundState::Done);
        let failed = failed.ok_or("is no refund that is done")?;
        failed.state = RefundState::Failed;
        let credits = failed.credits;
        self.give_up(no, credits)
    }

    /// A refund gives its credits up, and what had returned to it: to whoever else claims them, or to the buyer.
    fn give_up(&mut self, no: Seq, credits: Credits) -> Result<(), &'static str> {
        let order = self.paid_order(no)?;
        let back = core::mem::take(&mut order.voided_back);
        let rest = order.absorb(plus(back, credits)?);
        order.loose = plus(order.loose, rest)?;
        self.claim(no)
    }

    fn open_dispute(&mut self, entry: &Entry, opened: &DisputeOpened) -> Result<(), &'static str> {
        let order = self.paid_order(opened.order)?;
        if order.dispute(&opened.reference).is_some() {
            return Err("is disputed already under this id");
        }
        order.disputes.push(Dispute {
            reference: opened.reference.clone(),
            amount: Some(opened.amount),
            share: opened.share,
            taken: Credits::ZERO,
            state: DisputeState::Open,
            at: entry.at,
        });
        self.claim(opened.order)
    }

    fn close_dispute(&mut self, entry: &Entry, no: Seq, reference: &Text, is_won: bool) -> Result<(), &'static str> {
        let state = if is_won { DisputeState::Won } else { DisputeState::Lost };
        let order = self.paid_order(no)?;
        let taken = match order.disputes.iter_mut().find(|dispute| dispute.reference == *reference) {
            Some(dispute) if dispute.state == DisputeState::Open => {
                dispute.state = state;
                dispute.taken
            }
            Some(_) => return Err("is decided already"),
            None => {
                let reference = reference.clone();
                let (share, taken) = (Credits::ZERO, Credits::ZERO);
                order.disputes.push(Dispute { reference, amount: None, share, taken, state, at: entry.at });
                taken
            }
        };
        if is_won {
            let rest = order.absorb(taken);
            order.loose = plus(order.loose, rest)?;
        }
        self.claim(no)
    }

    /// Marks the order's grant for as long as somebody claims what returns to it.
    fn claim(&mut self, order: Seq) -> Result<(), &'static str> {
        let order = self.order(order).ok_or("is no order")?;
        let Some(payment) = &order.payment else { return Ok(()) };
        let (grant, is_claimed) = (payment.grant, order.claims().is_positive());
        if self.grant(grant).ok_or("has no grant")?.is_claimed == is_claimed {
            return Ok(());
        }
        self.change(grant, |grant| {
            grant.is_claimed = is_claimed;
            Ok(())
        })
    }

    /// Who claims what came back, when it was voided at once.
    pub(super) fn absorb_way(&mut self, grant: Seq, back: WayBack, credits: Credits) -> Result<(), &'static str> {
        let is_claimed = back == WayBack::Voided && self.grant(grant).is_some_and(|grant| grant.is_claimed);
        if is_claimed { self.absorb(grant, credits) } else { Ok(()) }
    }
}
