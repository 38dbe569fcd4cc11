//! An order is taken up: the saved card is charged, or a page of the gateway's is opened. As often as one likes.
//!
//! An attempt has one key at the gateway, so that whoever takes the order up again, in this process or another, finds the
//! payment that is there. A new attempt begins only where the last one is known to have come to nothing.

use scrip_core::entry::PayWith;
use scrip_core::id::OrderId;
use scrip_core::order::{Order, State};
use scrip_core::pool::Pool;
use scrip_core::time::Timestamp;
use scrip_store::Doc;

use super::docs::{self, Course, Errand, FIRST_LOOK, What};
use super::gateway::{Gateway, GatewayError, PageState, Payment, PaymentState, Sale};
use super::{order_of, witness};
use crate::app::App;
use crate::problem::Problem;

/// What became of taking an order up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    /// Nothing is to be asked any more.
    Settled,
    /// The gateway is to be asked again.
    Waits,
}

/// Silent answers of one attempt after which, where the gateway knows of no payment, the next one begins.
const SILENT_MAX: u32 = 3;

/// What is written with an order when it was placed: where the buyer comes back to, and that somebody looks after it.
pub(crate) fn begun(id: OrderId, order: &Order, return_url: Option<String>, now: Timestamp) -> Vec<Doc> {
    let is_transfer = order.placed.pay_with == PayWith::Transfer;
    let mut docs = docs::listed(id, order.placed_at, is_transfer);
    if !is_transfer {
        let errand = Errand::new(What::Payment, id);
        let at = now.plus(FIRST_LOOK);
        let course = Course { return_url, waits: Some(errand.key(at)), ..Course::default() };
        docs.extend([course.doc(id), errand.doc(at)]);
    }
    docs
}

/// Sees to an order's payment. The caller has the order's turn. `tries` is how often that was in vain.
pub(crate) async fn take_up(app: &App, id: OrderId, tries: u32) -> Result<Taken, Problem> {
    let Some((pool, order)) = order_of(app, id).await? else { return Ok(Taken::Settled) };
    let Some(gateway) = app.payments.gateway.as_deref() else { return Ok(Taken::Settled) };
    if order.state != State::Pending || order.placed.pay_with == PayWith::Transfer {
        return Ok(Taken::Settled);
    }
    let mut round =
        Round { app, gateway, id, course: Course::of(&app.ledger, id)?.unwrap_or_default(), pool: &pool, order };
    match round.see(tries).await {
        Ok(taken) => Ok(taken),
        Err(Stop::Here(problem)) => Err(problem),
        Err(Stop::There(error)) => {
            tracing::warn!(order = %id, %error, "payment not asked");
            Ok(if error.may_heal() { Taken::Waits } else { Taken::Settled })
        }
    }
}

/// Why a round ends early.
enum Stop {
    /// Something failed here.
    Here(Problem),
    /// The gateway has no answer.
    There(GatewayError),
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Here(problem)
    }
}

impl From<scrip_store::StoreError> for Stop {
    fn from(error: scrip_store::StoreError) -> Self {
        Self::Here(error.into())
    }
}

impl From<GatewayError> for Stop {
    fn from(error: GatewayError) -> Self {
        Self::There(error)
    }
}

struct Round<'a> {
    app: &'a App,
    gateway: &'a dyn Gateway,
    id: OrderId,
    course: Course,
    pool: &'a Pool,
    order: Order,
}

impl Round<'_> {
    async fn see(&mut self, tries: u32) -> Result<Taken, Stop> {
        if let Some(page) = self.course.page.clone() {
            return match self.gateway.page(&page.id).await? {
                PageState::Open => Ok(Taken::Waits),
                PageState::Done(Some(payment)) => {
                    let payment = self.gateway.payment(&payment).await?;
                    self.judged(payment).await
                }
                // Nobody can pay there any more: the order ends when its time to pay does.
                PageState::Done(None) | PageState::Closed => {
                    self.course.page = None;
                    self.keep(None).await?;
                    Ok(Taken::Settled)
                }
            };
        }
        match (self.order.placed.pay_with, self.card()) {
            (PayWith::Saved, Some(card)) => self.with_saved(&card, tries).await,
            (PayWith::Saved, None) => {
                witness::declined(self.app, self.id, "no_card", "no_card").await?;
                Ok(Taken::Settled)
            }
            (PayWith::Card, _) => self.open_page().await,
            (PayWith::Transfer, _) => Ok(Taken::Settled),
        }
    }

    fn card(&self) -> Option<String> {
        let card = self.pool.trade.as_ref()?.card.as_ref()?;
        Some(card.reference.to_string())
    }

    /// Charges the saved card, or finds out what became of the charge that was tried.
    async fn with_saved(&mut self, card: &str, tries: u32) -> Result<Taken, Stop> {
        let customer = self.customer().await?;
        if self.course.attempt > 0 && tries > 0 {
            let mut found = self.gateway.payments(&customer, self.id).await?;
            // Whatever was paid counts, all of it: the second is told as one too many.
            found.sort_by_key(|payment| (payment.state != PaymentState::Paid, payment.state == PaymentState::Canceled));
            let mut taken = None;
            for payment in found {
                let is_paid = payment.state == PaymentState::Paid;
                if is_paid || (taken.is_none() && payment.state != PaymentState::Canceled) {
                    taken = Some(self.judged(payment).await?);
                }
            }
            if let Some(taken) = taken {
                return Ok(taken);
            }
            if tries.is_multiple_of(SILENT_MAX) {
                // It has answered nothing but that it fell over, and knows of no payment: that attempt came to nothing.
                self.course.attempt += 1;
            }
        }
        self.course.attempt = self.course.attempt.max(1);
        self.keep(None).await?;
        let sale = self.sale(customer);
        match patiently(|| self.gateway.charge(&sale, card)).await {
            Ok(payment) => self.judged(payment).await,
            Err(GatewayError::Refused { code, .. }) => self.declined(&code).await,
            Err(GatewayError::NotThere) => self.declined("no_card").await,
            Err(error) => Err(error.into()),
        }
    }

    async fn judged(&mut self, payment: Payment) -> Result<Taken, Stop> {
        // On the gateway's page the buyer takes another card, or confirms this one.
        if self.course.page.is_some() && payment.state != PaymentState::Paid {
            return Ok(Taken::Waits);
        }
        match &payment.state {
            PaymentState::Paid => {
                witness::paid(self.app, self.id, &payment).await?;
                if payment.amount == self.order.placed.total.gross() {
                    return Ok(Taken::Settled);
                }
                // It pays for nothing and goes back; the order waits for the right amount.
                if self.order.placed.pay_with == PayWith::Saved {
                    return self.declined("another_amount").await;
                }
                self.course.page = None;
                self.course.attempt += 1;
                self.open_page().await
            }
            PaymentState::Declined(reason) => {
                witness::declined(self.app, self.id, &payment.id, reason).await?;
                Ok(Taken::Settled)
            }
            PaymentState::Running => Ok(Taken::Waits),
            PaymentState::NeedsAction => {
                // Nobody holds what could confirm this one. It is ended, so that the page's is the only one.
                if let Err(error) = self.gateway.cancel_payment(&payment.id).await {
                    tracing::info!(order = %self.id, %error, "payment not ended");
                }
                if self.order.placed.is_top_up || self.return_url().is_none() {
                    return self.declined("authentication_required").await;
                }
                self.course.attempt += 1;
                self.open_page().await
            }
            PaymentState::Canceled => self.declined("canceled").await,
        }
    }

    async fn declined(&self, reason: &str) -> Result<Taken, Stop> {
        let attempt = format!("attempt-{}", self.course.attempt);
        witness::declined(self.app, self.id, &attempt, reason).await?;
        Ok(Taken::Settled)
    }

    async fn open_page(&mut self) -> Result<Taken, Stop> {
        let Some(return_url) = self.return_url() else { return Ok(Taken::Settled) };
        let customer = self.customer().await?;
        self.course.attempt = self.course.attempt.max(1);
        self.keep(None).await?;
        let sale = self.sale(customer);
        let page = patiently(|| self.gateway.checkout(&sale, &return_url)).await?;
        self.keep(Some(page.into())).await?;
        Ok(Taken::Waits)
    }

    fn return_url(&self) -> Option<String> {
        self.course.return_url.clone().or_else(|| self.app.payments.public_url.clone())
    }

    fn sale(&self, customer: String) -> Sale {
        let placed = &self.order.placed;
        let title = format!("{} credits", grouped(&placed.credits.to_string()));
        Sale { order: self.id, total: placed.total.gross(), title, customer, attempt: self.course.attempt }
    }

    async fn customer(&self) -> Result<String, Stop> {
        Ok(customer(self.app, self.gateway, &self.pool.account).await?)
    }

    async fn keep(&mut self, page: Option<docs::OpenPage>) -> Result<(), Stop> {
        if page.is_some() {
            self.course.page = page;
        }
        Ok(self.app.ledger.put(vec![self.course.doc(self.id)]).await?)
    }
}

/// Why a customer is not known.
pub(crate) enum NoCustomer {
    Store(scrip_store::StoreError),
    Gateway(GatewayError),
}

impl From<NoCustomer> for Problem {
    fn from(no: NoCustomer) -> Self {
        match no {
            NoCustomer::Store(error) => error.into(),
            NoCustomer::Gateway(error) => witness::unanswered(&error),
        }
    }
}

impl From<NoCustomer> for Stop {
    fn from(no: NoCustomer) -> Self {
        match no {
            NoCustomer::Store(error) => error.into(),
            NoCustomer::Gateway(error) => error.into(),
        }
    }
}

/// What the gateway calls an account; made where there is none yet.
pub(crate) async fn customer(
    app: &App,
    gateway: &dyn Gateway,
    account: &scrip_core::id::AccountId,
) -> Result<String, NoCustomer> {
    if let Some(customer) = docs::customer(&app.ledger, account).map_err(NoCustomer::Store)? {
        return Ok(customer);
    }
    let customer = patiently(|| gateway.customer(account)).await.map_err(NoCustomer::Gateway)?;
    app.ledger.put(docs::customer_docs(account, &customer)).await.map_err(NoCustomer::Store)?;
    Ok(customer)
}

/// How often the same call is made while the gateway is busy with it, and the pause between: as long as a bank takes.
const BUSY_TRIES: u32 = 20;
const BUSY_PAUSE: std::time::Duration = std::time::Duration::from_millis(500);

/// Makes a call that somebody else may be making too: both have the one answer.
pub(super) async fn patiently<T, F: Future<Output = Result<T, GatewayError>>>(
    call: impl Fn() -> F,
) -> Result<T, GatewayError> {
    for _ in 1..BUSY_TRIES {
        match call().await {
            Err(GatewayError::Busy) => tokio::time::sleep(BUSY_PAUSE).await,
            answered => return answered,
        }
    }
    call().await
}

/// A whole number with commas between its thousands.
fn grouped(number: &str) -> String {
    let (whole, rest) = number.split_at(number.find('.').unwrap_or(number.len()));
    let mut text = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands() {
        for (number, text) in [("0", "0"), ("999", "999"), ("1000", "1,000"), ("1234567.5", "1,234,567.5")] {
            assert_eq!(grouped(number), text);
        }
    }
}
