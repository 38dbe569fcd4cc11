//! Orders: placed, declined, paid, canceled, rejected, reported. The paying change grants and issues in one commit.

use super::grants::HELD_MAX;
use super::house::bounded;
use super::{Court, No};
use crate::catalog::{Package, Right};
use crate::change::Change;
use crate::command::{Actor, OrderCommand, Payment, Place};
use crate::credits::Credits;
use crate::entry::{CancelCause, Fact, Issued, OrderFact, Paid, Paper, PayWith, Placed, TopUpOffCause};
use crate::grant::{GrantKind, Scope, Terms};
use crate::id::{AccountId, MemberId, Seq};
use crate::order::{OPEN_MAX, OVERPAID_MAX, Order, QUANTITY_MAX, State, Total, total};
use crate::period::{self, Every, Zone};
use crate::pool;
use crate::refusal::Refusal;
use crate::text::Text;

impl Court<'_> {
    pub(super) fn order(&self, command: &OrderCommand) -> Result<Change, No> {
        match command {
            OrderCommand::Place(place) => self.place(place),
            OrderCommand::Decline { order, reason } => self.decline(*order, reason),
            OrderCommand::Pay { order, payment } => self.pay(*order, payment),
            OrderCommand::Cancel { order } => {
                self.require(Right::Buy)?;
                self.cancel_order(*order, CancelCause::Buyer, None)
            }
            OrderCommand::Reject { order, reason } => self.cancel_order(*order, CancelCause::Rejected, reason.as_ref()),
            OrderCommand::ReportTransfer { order } => self.report_transfer(*order),
            OrderCommand::Refund { order, credits, reason } => self.refund(*order, *credits, reason.as_ref()),
            OrderCommand::EndRefund { order, refund, is_done, reference } => {
                self.end_refund(*order, *refund, *is_done, reference.as_ref())
            }
            OrderCommand::ForeignRefund { order, reference, amount, is_done } => {
                self.foreign_refund(*order, reference, *amount, *is_done)
            }
            OrderCommand::OpenDispute { order, reference, amount, is_inquiry } => {
                self.open_dispute(*order, reference, *amount, *is_inquiry)
            }
            OrderCommand::CloseDispute { order, reference, amount, is_won } => {
                self.close_dispute(*order, reference, *amount, *is_won)
            }
            OrderCommand::SaveCard { reference } => self.save_card(reference),
            OrderCommand::RemoveCard => self.remove_card(),
            OrderCommand::SetTopUp(set) => self.set_top_up(set),
            OrderCommand::RemoveTopUp => self.remove_top_up(),
        }
    }

    fn place(&self, place: &Place) -> Result<Change, No> {
        let (package, credits, total) = self.priced(place)?;
        let subaccount = self.may_buy(&place.account, place.member.as_ref(), place.for_subaccount.as_ref())?;
        if total.gross() != place.shown {
            return Err(Refusal::PriceChanged { total: total.gross() }.into());
        }
        let open = self.pool.trade.as_ref().map_or(0, |trade| trade.open.len());
        bounded("open orders", open, OPEN_MAX)?;
        if place.pay_with == PayWith::Saved && self.pool.trade.as_ref().is_none_or(|trade| trade.card.is_none()) {
            let reason = "no card is saved: pay with a card on the gateway's page, or by transfer";
            return Err(Refusal::invalid("pay_with", "invalid_pay_with", reason).into());
        }
        let by = self.by(place.member.as_ref());
        let placed = Placed {
            member: place.member.clone().or_else(|| self.session_member().cloned()),
            subaccount: subaccount.cloned(),
            package: package.id.clone(),
            quantity: place.quantity,
            credits,
            total,
            expires_after: package.expires_after,
            pay_with: place.pay_with,
            pay_by: self.pay_by(),
            is_top_up: false,
            snapshot: place.snapshot,
        };
        Ok(self.change(by, vec![Fact::Order(OrderFact::Placed(placed))]))
    }

    /// What is ordered: package, credits and what it costs now. All of it is bad input where it cannot be.
    fn priced(&self, place: &Place) -> Result<(&Package, Credits, Total), Refusal> {
        let reason = "is no package of the catalog: name one of its packages";
        let package = self.catalog.package(place.package.as_str());
        let package = package.ok_or(Refusal::invalid("package", "invalid_package", reason))?;
        let reason = "must be between 1 and 1000";
        let refusal = Refusal::invalid("quantity", "invalid_quantity", reason);
        if !(1..=QUANTITY_MAX).contains(&place.quantity) {
            return Err(refusal);
        }
        let reason = "comes to more than one order can hold: order less at a time";
        let refusal = Refusal::invalid("quantity", "invalid_quantity", reason);
        let credits = package.credits.credits().milli().checked_mul(i64::from(place.quantity));
        let credits = credits.map(Credits::from_milli).filter(|credits| *credits <= Credits::LIMIT);
        let total = total::total(&self.catalog.settings().tax, package.price, place.quantity, place.buyer);
        credits.zip(total).map(|(credits, total)| (package, credits, total)).ok_or(refusal)
    }

    /// Whether somebody may buy in an account now: unknown, ended, role, subaccount, trial, in this order. Answers the
    /// subaccount that it is for.
    pub(super) fn may_buy<'b>(
        &self,
        account: &AccountId,
        member: Option<&MemberId>,
        for_subaccount: Option<&'b AccountId>,
    ) -> Result<Option<&'b AccountId>, Refusal> {
        let asking = self.pool.place_of(account).ok_or(Refusal::NotFound("account"))?;
        if for_subaccount.is_some_and(|account| !self.pool.house.subaccounts.contains(account)) {
            return Err(Refusal::NotFound("account"));
        }
        let rights = match member {
            Some(member) => Some(self.pool.rights(self.catalog, asking, member).ok_or(Refusal::NotFound("member"))?),
            None => None,
        };
        let life = &self.pool.life;
        if life.state == pool::State::Ended {
            return Err(Refusal::AccountEnded);
        }
        if rights.is_some_and(|rights| !rights.has(Right::Buy)) {
            return Err(Refusal::RoleNotAllowed { right: Right::Buy });
        }
        self.require(Right::Buy)?;
        if asking.is_some() {
            return Err(Refusal::SubaccountCannotBuy);
        }
        if life.trial_ends_at.is_some() {
            return Err(Refusal::TrialCannotBuy);
        }
        Ok(for_subaccount)
    }

    fn session_member(&self) -> Option<&MemberId> {
        match self.actor {
            Actor::Session { member, .. } => Some(member),
            Actor::Product | Actor::Operator(_) => None,
        }
    }

    /// When an order of now is canceled unless it is paid.
    pub(super) fn pay_by(&self) -> crate::time::Timestamp {
        let days = self.catalog.settings().manual_payment.pay_by_days;
        Every::Days(u16::try_from(days).unwrap_or(u16::MAX)).after(self.now, self.pool.house.zone)
    }

    fn decline(&self, no: Seq, reason: &Text) -> Result<Change, No> {
        let order = self.waiting(no)?;
        let mut facts = vec![OrderFact::Declined { order: no, reason: reason.clone() }];
        if order.placed.is_top_up {
            facts.push(OrderFact::Canceled { order: no, cause: CancelCause::Declined, reason: None });
            if self.pool.trade.as_ref().is_some_and(|trade| trade.top_up.is_some()) {
                facts.push(OrderFact::TopUpOff { cause: TopUpOffCause::Declined });
            }
        }
        Ok(self.change(self.by(None), facts.into_iter().map(Fact::Order).collect()))
    }

    fn pay(&self, no: Seq, payment: &Payment) -> Result<Change, No> {
        let order = self.known_order(no)?;
        let Payment { reference, amount, saved_card } = payment;
        let is_its = order.payment.as_ref().is_some_and(|paid| paid.reference == *reference);
        if is_its || order.overpaid.iter().any(|overpaid| overpaid.reference == *reference) {
            return Ok(self.nothing());
        }
        let placed = &order.placed;
        // Neither a second payment nor one of another amount pays for it: the money goes back, whole.
        if order.payment.is_some() || *amount != placed.total.gross() {
            bounded("payments of an order that do not pay for it", order.overpaid.len(), OVERPAID_MAX)?;
            let (payment, amount) = (reference.clone(), *amount);
            return self.fact(Fact::Order(OrderFact::Overpaid { order: no, payment, amount }));
        }
        let held = self.pool.grants.iter().fold(placed.credits, |sum, grant| sum.saturating_add(grant.available));
        if held > HELD_MAX {
            let reason = "together with what is there it is more than a pool can hold";
            return Err(Refusal::invalid("credits", "invalid_amount", reason).into());
        }
        let mut draft = self.draft();
        let grant = self.pool.last.next().next();
        draft.push(Fact::Order(OrderFact::Paid(Paid {
            order: no,
            payment: reference.clone(),
            amount: *amount,
            grant,
        })))?;
        draft.grant(self.terms(order), None)?;
        draft.push(self.issue(no, Paper::Invoice, placed.total))?;
        if let Some(reference) = saved_card {
            draft.push(Fact::Order(OrderFact::CardSaved { reference: reference.clone() }))?;
        }
        Ok(draft.into_change())
    }

    /// The grant of an order that is paid now: its terms are those of the day on which it was placed.
    fn terms(&self, order: &Order) -> Terms {
        let placed = &order.placed;
        let scope = placed.subaccount.clone().map(|account| Scope { features: Vec::new(), subaccounts: vec![account] });
        Terms {
            kind: GrantKind::Package,
            credits: placed.credits,
            priority: crate::catalog::Plan::PRIORITY_DEFAULT,
            effective_at: self.now,
            expires_at: placed.expires_after.map(|every| every.after(self.now, self.pool.house.zone)),
            scope: scope.map(Box::new),
            cost_basis: Some(placed.total.net()),
            rolled_from: None,
            plan: None,
        }
    }

    /// The next number of the issuer's year.
    pub(super) fn issue(&self, order: Seq, paper: Paper, total: Total) -> Fact {
        let year = period::year_of(self.now, self.issuer_zone());
        let number = self.series.last(year).saturating_add(1);
        Fact::Order(OrderFact::Issued(Issued { order, paper, year, number, total }))
    }

    /// The zone in which the issuer's years and business days are counted.
    fn issuer_zone(&self) -> Zone {
        self.catalog.settings().tax.seller.as_ref().map_or_else(Zone::utc, |seller| seller.zone)
    }

    fn cancel_order(&self, no: Seq, cause: CancelCause, reason: Option<&Text>) -> Result<Change, No> {
        self.waiting(no)?;
        self.fact(Fact::Order(OrderFact::Canceled { order: no, cause, reason: reason.cloned() }))
    }

    fn report_transfer(&self, no: Seq) -> Result<Change, No> {
        self.require(Right::Buy)?;
        let order = self.waiting(no)?;
        if order.state != State::AwaitingPayment {
            return Err(Refusal::OrderNotOpen.into());
        }
        if order.credits_by.is_some() {
            return Ok(self.nothing());
        }
        let promise = &self.catalog.settings().manual_payment;
        let credits_by =
            period::business_days_after(self.now, promise.business_days, &promise.holidays, self.issuer_zone());
        self.fact(Fact::Order(OrderFact::TransferReported { order: no, credits_by }))
    }

    fn save_card(&self, reference: &Text) -> Result<Change, No> {
        let card = self.pool.trade.as_ref().and_then(|trade| trade.card.as_ref());
        if card.is_some_and(|card| card.reference == *reference && !card.has_failed) {
            return Ok(self.nothing());
        }
        self.fact(Fact::Order(OrderFact::CardSaved { reference: reference.clone() }))
    }

    fn remove_card(&self) -> Result<Change, No> {
        self.require(Right::Buy)?;
        let trade = self.pool.trade.as_ref().filter(|trade| trade.card.is_some());
        let trade = trade.ok_or(Refusal::NotFound("payment method"))?;
        let mut facts = vec![Fact::Order(OrderFact::CardRemoved)];
        if trade.top_up.is_some() {
            facts.push(Fact::Order(OrderFact::TopUpOff { cause: TopUpOffCause::NoCard }));
        }
        Ok(self.change(self.by(None), facts))
    }

    pub(super) fn known_order(&self, no: Seq) -> Result<&Order, Refusal> {
        self.pool.order(no).ok_or(Refusal::NotFound("order"))
    }

    /// The order, while it waits for a payment.
    fn waiting(&self, no: Seq) -> Result<&Order, Refusal> {
        let order = self.known_order(no)?;
        if matches!(order.state, State::Pending | State::AwaitingPayment) {
            return Ok(order);
        }
        Err(Refusal::OrderNotOpen)
    }

    /// What was asked for is so already.
    pub(super) fn nothing(&self) -> Change {
        self.change(self.by(None), Vec::new())
    }
}
