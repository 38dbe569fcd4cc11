//! Auto top-up: set and switched off, and the order that it places when less is available than its threshold.
//!
//! At most one is under way, and at most so much money a calendar month. What became of the last one is looked at anew, and
//! so it is when a month begins.

use super::{Court, No};
use crate::catalog::Catalogs;
use crate::change::Change;
use crate::command::SetTopUp;
use crate::credits::Credits;
use crate::entry::{Fact, OrderFact, PayWith, Placed, TopUp, TopUpOffCause};
use crate::order::{State, Total, Trade, total};
use crate::period;
use crate::pool::{self, Pool};
use crate::refusal::Refusal;
use crate::time::Timestamp;

impl Court<'_> {
    pub(super) fn set_top_up(&self, set: &SetTopUp) -> Result<Change, No> {
        let SetTopUp { member, threshold, package, monthly_max, buyer } = set.clone();
        let reason = "must be more than nothing: below it the package is ordered";
        if !threshold.is_positive() {
            return Err(Refusal::invalid("threshold", "invalid_amount", reason).into());
        }
        let top_up = TopUp { member, threshold, package, monthly_max, buyer };
        let reason = "is no package of the catalog: name one of its packages";
        let total = self.total_of(&top_up).ok_or(Refusal::invalid("package", "invalid_package", reason))?;
        let reason = "must be at least what the package costs, tax included, in its currency";
        if monthly_max.currency != total.currency || monthly_max.amount < total.gross {
            return Err(Refusal::invalid("monthly_max", "invalid_amount", reason).into());
        }
        self.may_buy(&self.pool.account, top_up.member.as_ref(), None)?;
        if !self.pool.trade.as_ref().is_some_and(|trade| trade.has_card()) {
            let reason = "needs a saved card that works: save one, or pay with it once";
            return Err(Refusal::invalid("payment_method", "invalid_payment_method", reason).into());
        }
        let by = self.by(top_up.member.as_ref());
        Ok(self.change(by, vec![Fact::Order(OrderFact::TopUpSet(top_up))]))
    }

    pub(super) fn remove_top_up(&self) -> Result<Change, No> {
        self.require(crate::catalog::Right::Buy)?;
        let is_on = self.pool.trade.as_ref().is_some_and(|trade| trade.top_up.is_some());
        if !is_on {
            return Err(Refusal::NotFound("auto top-up").into());
        }
        self.fact(Fact::Order(OrderFact::TopUpOff { cause: TopUpOffCause::Removed }))
    }

    /// What one more of its package costs now; none where the catalog has it no more.
    fn total_of(&self, top_up: &TopUp) -> Option<Total> {
        let package = self.catalog.package(top_up.package.as_str())?;
        total::total(&self.catalog.settings().tax, package.price, 1, top_up.buyer)
    }

    /// The order of now, or why there will be none any more.
    fn top_up(&self, trade: &Trade, top_up: &TopUp) -> Option<OrderFact> {
        let package = self.catalog.package(top_up.package.as_str());
        let total = self.total_of(top_up).filter(|total| total.currency == top_up.monthly_max.currency);
        let Some((package, total)) = package.zip(total) else {
            return Some(OrderFact::TopUpOff { cause: TopUpOffCause::NoPackage });
        };
        if self.topped_up(trade).saturating_add(total.gross) > top_up.monthly_max.amount {
            return None;
        }
        Some(OrderFact::Placed(Placed {
            member: top_up.member.clone(),
            subaccount: None,
            package: package.id.clone(),
            quantity: 1,
            credits: package.credits.credits(),
            total,
            expires_after: package.expires_after,
            pay_with: PayWith::Saved,
            pay_by: self.pay_by(),
            is_top_up: true,
            // The papers' snapshot is made by whoever takes the order to the gateway.
            snapshot: None,
        }))
    }

    /// What auto top-up ordered in the running calendar month, gross, orders under way included.
    fn topped_up(&self, trade: &Trade) -> u64 {
        let month = period::month_of(self.now, self.pool.house.zone);
        let orders = trade
            .orders()
            .map(|(_, order)| order)
            .filter(|order| order.placed.is_top_up && order.placed_at >= month.start && order.state != State::Canceled);
        orders.fold(0, |sum, order| sum.saturating_add(order.placed.total.gross))
    }
}

impl Pool {
    /// What auto top-up does where the pool stands as it does: an order where too little is available and none is under way.
    pub(crate) fn topped_up(&self, catalogs: &Catalogs, at: Timestamp) -> Option<Fact> {
        let trade = self.trade.as_deref()?;
        let top_up = trade.top_up.as_ref()?;
        let is_under_way = trade.open.values().any(|order| order.placed.is_top_up);
        let may_buy = self.life.state != pool::State::Ended && self.life.trial_ends_at.is_none();
        // At the end of a period its credits are gone, and the renewal of that instant looks for itself.
        let is_renewing = self.life.period.as_ref().is_some_and(|period| period.end <= at);
        if is_under_way
            || !may_buy
            || is_renewing
            || !trade.has_card()
            || self.available(None, None, at) >= top_up.threshold
        {
            return None;
        }
        Court::asking(self, catalogs, at).top_up(trade, top_up).map(Fact::Order)
    }

    /// When auto top-up next orders by itself: a calendar month begins, and with it its money, while too little is there.
    /// Where nothing would be ordered then, nothing is due.
    pub(crate) fn next_top_up(&self, catalogs: &Catalogs) -> Option<Timestamp> {
        self.trade.as_deref()?.top_up.as_ref()?;
        let month = period::month_of(self.last_at, self.house.zone);
        // The month may have begun at the very instant of the last entry, which asked for nothing.
        let begins = [month.start, month.end].into_iter().filter(|at| *at >= self.last_at && *at < Timestamp::MAX);
        begins.into_iter().find(|at| self.topped_up(catalogs, *at).is_some())
    }

    /// How much may be drawn before auto top-up has to look; none where drawing changes nothing for it.
    pub(crate) fn top_up_left(&self, at: Timestamp) -> Option<Credits> {
        let top_up = self.trade.as_deref()?.top_up.as_ref()?;
        let beyond = self.available(None, None, at).checked_sub(top_up.threshold)?;
        // Below its threshold it looks after every change: a month may have begun.
        Some(if beyond < Credits::ZERO { Credits::ZERO } else { beyond.saturating_add(Credits::from_milli(1)) })
    }
}
