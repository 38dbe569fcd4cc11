//! Buying: offers, orders and what becomes of them, the saved card, auto top-up, disputes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::send::{nothing, path};
use crate::{Client, Credits, Error, List, Money, Reply};

/// What an account may buy now.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Offers {
    /// Extra credits, bought once.
    pub packages: Vec<PackageOffer>,
    /// Higher plans, which are paid at the host.
    pub plans: Vec<PlanOffer>,
    /// `saved`, `card`, `transfer`: the usual way first.
    pub pay_with: Vec<String>,
    /// Where a transfer goes.
    pub transfer_details: Option<TransferDetails>,
    /// The terms of sale.
    pub terms_url: Option<String>,
}

/// A package with its price for this buyer.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PackageOffer {
    /// The package.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its credits.
    pub credits: Credits,
    /// The price without tax.
    pub price: Money,
    /// The tax.
    pub tax: Money,
    /// What is paid: an order names it.
    pub total: Money,
    /// How long its credits last after the payment, ISO 8601; none: for ever.
    pub expires_in: Option<String>,
    /// Everything else that the server says.
    #[serde(flatten)]
    pub more: BTreeMap<String, Value>,
}

/// A higher plan.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PlanOffer {
    /// The plan.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its credits a period.
    pub allowance: Credits,
    /// Its price, where one is shown.
    pub price: Option<Money>,
    /// Everything else that the server says.
    #[serde(flatten)]
    pub more: BTreeMap<String, Value>,
}

/// Where a transfer goes.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct TransferDetails {
    /// The seller's bank account.
    pub bank: Option<Bank>,
    /// Within how many days an order is to be paid.
    pub pay_by_days: u32,
    /// Within how many business days after a transfer was seen the credits are there.
    pub business_days: u32,
}

/// A bank account.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Bank {
    /// Whose it is.
    pub name: String,
    /// Its number.
    pub iban: String,
    /// The bank's code.
    pub bic: String,
}

/// A package to be ordered.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NewOrder {
    /// Which.
    pub package: String,
    /// How many of it; none: one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<u32>,
    /// Who buys.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// What the buyer was shown, gross.
    pub total: Money,
    /// `saved`, `card` or `transfer`; none: the usual way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay_with: Option<String>,
    /// Where the browser comes back to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub return_url: Option<String>,
    /// The subaccount that the credits are for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#for: Option<String>,
}

/// An order.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Order {
    /// `ord_…`
    pub id: String,
    /// The account that pays.
    pub account: String,
    /// Who bought.
    pub member: Option<String>,
    /// The subaccount that the credits are for.
    pub r#for: Option<String>,
    /// The package.
    pub package: String,
    /// How many of it.
    pub quantity: u32,
    /// The credits of all of them.
    pub credits: Credits,
    /// `pending`, `awaiting_payment`, `paid`, `canceled`, `refunded` or `disputed`.
    pub status: String,
    /// What is paid.
    pub total: Money,
    /// `saved`, `card` or `transfer`.
    pub pay_with: String,
    /// The gateway's page, while it is to be paid there.
    pub url: Option<String>,
    /// Why the last payment was declined, or why it was canceled.
    pub reason: Option<String>,
    /// Unpaid at this instant, it is canceled.
    pub pay_by: Option<String>,
    /// When the credits are promised.
    pub credits_by: Option<String>,
    /// Where a transfer goes.
    pub transfer: Option<Transfer>,
    /// The grant of its credits.
    pub grant: Option<String>,
    /// Its invoice.
    pub invoice: Option<String>,
    /// What went back or is to.
    pub refunds: Vec<Refund>,
    /// Credits whose money went back.
    pub refunded_credits: Credits,
    /// The dispute of its payment.
    pub dispute: Option<Dispute>,
    /// When it was placed.
    pub created_at: String,
    /// When it was paid.
    pub paid_at: Option<String>,
    /// Everything else that the server says.
    #[serde(flatten)]
    pub more: BTreeMap<String, Value>,
}

/// Where a transfer goes.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Transfer {
    /// The seller's bank account.
    pub bank: Option<Bank>,
    /// What the buyer writes on it.
    pub reference: String,
}

/// A refund.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Refund {
    /// The order's id and the refund's number.
    pub id: String,
    /// How many credits it takes back.
    pub credits: Credits,
    /// What goes back, gross.
    pub amount: Money,
    /// `pending`, `succeeded` or `failed`.
    pub status: String,
}

/// The dispute of an order's payment.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Dispute {
    /// The gateway's id.
    pub id: String,
    /// `open`, `won` or `lost`.
    pub status: String,
    /// How much of what was paid.
    pub amount: Option<Money>,
    /// Credits that were taken back for it.
    pub credits: Credits,
}

/// A dispute in the list of all.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct DisputeLine {
    /// The dispute.
    #[serde(flatten)]
    pub dispute: Dispute,
    /// The order.
    pub order: String,
    /// Whose order.
    pub account: String,
    /// When it was told.
    pub created_at: String,
}

/// Which orders a list of all accounts' holds.
#[derive(Clone, Debug, Default)]
pub struct OrderFilter {
    /// `awaiting_payment` is the queue of transfers, the next promise first.
    pub status: Option<String>,
}

/// A page on which a card is saved.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Setup {
    /// Where the browser goes.
    pub url: String,
}

/// The saved card.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PaymentMethod {
    /// `visa`, `mastercard` …
    pub brand: String,
    /// Its last digits.
    pub last4: String,
    /// The month in which it ends.
    pub exp_month: u32,
    /// The year.
    pub exp_year: u32,
    /// Whether its last payment was declined.
    pub declined: bool,
}

/// Auto top-up to be set.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NewAutoTopUp {
    /// When less than so many credits are available.
    pub threshold: Credits,
    /// What is then ordered.
    pub package: String,
    /// At most so much in a calendar month, gross.
    pub monthly_max: Money,
}

/// Auto top-up as it is set.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AutoTopUp {
    /// When less than so many credits are available.
    pub threshold: Credits,
    /// What is then ordered.
    pub package: String,
    /// At most so much in a calendar month, gross.
    pub monthly_max: Money,
    /// Who arranged it.
    pub member: Option<String>,
}

impl Client {
    /// What an account may buy now, and for how much.
    pub fn offers(&self, account: &str) -> Result<Reply<Offers>, Error> {
        self.get(path("/v1/accounts/{}/offers", &[account])).send()
    }

    /// Orders a package and pays for it. A declined payment is a problem, `payment_declined`.
    pub fn create_order(&self, account: &str, order: &NewOrder) -> Result<Reply<Order>, Error> {
        self.act(path("/v1/accounts/{}/orders", &[account]), order).send()
    }

    /// An order, as it stands.
    pub fn order(&self, order: &str) -> Result<Reply<Order>, Error> {
        self.get(path("/v1/orders/{}", &[order])).send()
    }

    /// An account's orders, the newest first.
    pub fn orders(&self, account: &str) -> List<'_, Order> {
        List::new(self, path("/v1/accounts/{}/orders", &[account]), Vec::new())
    }

    /// Orders of every account: operators.
    pub fn all_orders(&self, filter: OrderFilter) -> List<'_, Order> {
        List::new(self, "/v1/orders".to_owned(), vec![("status", filter.status)])
    }

    /// Wants an order no more.
    pub fn cancel_order(&self, order: &str) -> Result<Reply<Order>, Error> {
        self.make(path("/v1/orders/{}/cancel", &[order]), &nothing()).send()
    }

    /// Says that the transfer is on its way; said again, the first promise stands.
    pub fn report_transfer(&self, order: &str) -> Result<Reply<Order>, Error> {
        self.ask(path("/v1/orders/{}/report-transfer", &[order]), &nothing()).send()
    }

    /// Says that an order was paid, by the bank's reference: operators.
    pub fn confirm_payment(&self, order: &str, reference: &str) -> Result<Reply<Order>, Error> {
        let body = serde_json::json!({ "reference": reference });
        self.act(path("/v1/orders/{}/confirm-payment", &[order]), &body).send()
    }

    /// Turns an order down: operators.
    pub fn reject_order(&self, order: &str, reason: &str) -> Result<Reply<Order>, Error> {
        self.make(path("/v1/orders/{}/reject", &[order]), &serde_json::json!({ "reason": reason })).send()
    }

    /// Gives money back for what is unspent, or so many credits of it: operators.
    pub fn refund_order(&self, order: &str, credits: Option<Credits>) -> Result<Reply<Order>, Error> {
        let body = credits.map_or_else(nothing, |credits| serde_json::json!({ "credits": credits }));
        self.act(path("/v1/orders/{}/refund", &[order]), &body).send()
    }

    /// Disputes of every account's payments, the newest first: operators.
    pub fn disputes(&self) -> List<'_, DisputeLine> {
        List::new(self, "/v1/disputes".to_owned(), Vec::new())
    }

    /// Opens a page of the gateway's on which a card is saved.
    pub fn set_up_payment_method(&self, account: &str, return_url: Option<&str>) -> Result<Reply<Setup>, Error> {
        let body = return_url.map_or_else(nothing, |url| serde_json::json!({ "return_url": url }));
        self.make(path("/v1/accounts/{}/payment-method/setup", &[account]), &body).send()
    }

    /// The saved card.
    pub fn payment_method(&self, account: &str) -> Result<Reply<PaymentMethod>, Error> {
        self.get(path("/v1/accounts/{}/payment-method", &[account])).send()
    }

    /// Removes the saved card.
    pub fn remove_payment_method(&self, account: &str) -> Result<Reply<Value>, Error> {
        self.delete(path("/v1/accounts/{}/payment-method", &[account])).send()
    }

    /// Orders a package by itself whenever there is too little.
    pub fn set_auto_top_up(&self, account: &str, top_up: &NewAutoTopUp) -> Result<Reply<AutoTopUp>, Error> {
        self.put(path("/v1/accounts/{}/auto-top-up", &[account]), top_up).send()
    }

    /// Auto top-up, where it is on.
    pub fn auto_top_up(&self, account: &str) -> Result<Reply<AutoTopUp>, Error> {
        self.get(path("/v1/accounts/{}/auto-top-up", &[account])).send()
    }

    /// Switches auto top-up off.
    pub fn remove_auto_top_up(&self, account: &str) -> Result<Reply<Value>, Error> {
        self.delete(path("/v1/accounts/{}/auto-top-up", &[account])).send()
    }
}
