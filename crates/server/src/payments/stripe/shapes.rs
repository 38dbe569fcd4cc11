//! What Stripe answers, as far as it is read, and how it becomes our own words. Unknown fields are passed over.

use scrip_core::money::{Currency, Money};
use serde::{Deserialize, Deserializer};

use crate::payments::gateway::{Card, Dispute, DisputeState, GatewayError, Payment, PaymentState, Refund, RefundState};

/// An id, or the object that it is the id of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ref(pub(super) Option<String>);

impl<'de> Deserialize<'de> for Ref {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        let id = value.as_str().or_else(|| value.get("id").and_then(serde_json::Value::as_str));
        Ok(Self(id.map(str::to_owned)))
    }
}

/// Our own notes on a thing of Stripe's.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Metadata {
    deployment: Option<String>,
    order: Option<String>,
    refund: Option<String>,
    account: Option<String>,
}

impl Metadata {
    fn is_ours(&self, mark: &str) -> bool {
        self.deployment.as_deref() == Some(mark)
    }

    /// The order, if it is this deployment's.
    pub(super) fn order(&self, mark: &str) -> Option<scrip_core::id::OrderId> {
        self.order.as_ref().filter(|_| self.is_ours(mark))?.parse().ok()
    }

    /// The account, if it is this deployment's.
    pub(super) fn account(&self, mark: &str) -> Option<scrip_core::id::AccountId> {
        self.account.as_ref().filter(|_| self.is_ours(mark))?.parse().ok()
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Customer {
    pub(super) id: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Session {
    pub(super) id: String,
    #[serde(default)]
    pub(super) mode: String,
    #[serde(default)]
    pub(super) url: Option<String>,
    #[serde(default)]
    pub(super) status: Option<String>,
    #[serde(default)]
    pub(super) payment_intent: Ref,
    #[serde(default)]
    pub(super) setup_intent: Ref,
    #[serde(default)]
    pub(super) customer: Ref,
    #[serde(default)]
    pub(super) metadata: Metadata,
}

#[derive(Debug, Deserialize)]
pub(super) struct Intents {
    pub(super) data: Vec<Intent>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Intent {
    id: String,
    amount: u64,
    #[serde(default)]
    amount_received: u64,
    currency: String,
    status: String,
    #[serde(default)]
    metadata: Metadata,
    #[serde(default)]
    payment_method: Ref,
    #[serde(default)]
    setup_future_usage: Option<String>,
    #[serde(default)]
    customer: Ref,
    #[serde(default)]
    last_payment_error: Option<CardError>,
}

impl Intent {
    pub(super) fn payment(self, mark: &str) -> Result<Payment, GatewayError> {
        let state = match self.status.as_str() {
            "succeeded" => PaymentState::Paid,
            "requires_action" => PaymentState::NeedsAction,
            "canceled" => PaymentState::Canceled,
            "requires_payment_method" | "requires_confirmation" => match &self.last_payment_error {
                Some(error) => error.state(),
                None => PaymentState::Running,
            },
            _ => PaymentState::Running,
        };
        let amount = if state == PaymentState::Paid { self.amount_received } else { self.amount };
        let keeps = self.setup_future_usage.is_some() && self.customer.0.is_some();
        Ok(Payment {
            order: self.metadata.order(mark),
            amount: money(amount, &self.currency)?,
            card: self.payment_method.0.filter(|_| keeps),
            id: self.id,
            state,
        })
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct SetupIntent {
    pub(super) status: String,
    #[serde(default)]
    pub(super) payment_method: Ref,
}

/// A payment method whose answer nobody reads on.
#[derive(Debug, Deserialize)]
pub(super) struct Methods {}

#[derive(Debug, Deserialize)]
pub(super) struct Method {
    pub(super) id: String,
    #[serde(default)]
    card: Option<CardShape>,
}

#[derive(Debug, Deserialize)]
struct CardShape {
    brand: String,
    last4: String,
    exp_month: u32,
    exp_year: u32,
}

impl Method {
    pub(super) fn card(self) -> Result<Card, GatewayError> {
        let no_card = || GatewayError::Silent("a payment method that is no card".to_owned());
        let CardShape { brand, last4, exp_month, exp_year } = self.card.ok_or_else(no_card)?;
        Ok(Card { id: self.id, brand: word(&brand), last4: word(&last4), exp_month, exp_year })
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct RefundShape {
    id: String,
    amount: u64,
    currency: String,
    #[serde(default)]
    status: Option<String>,
    #[serde(default)]
    payment_intent: Ref,
    #[serde(default)]
    metadata: Metadata,
}

impl RefundShape {
    pub(super) fn refund(self, mark: &str) -> Result<Refund, GatewayError> {
        let state = match self.status.as_deref() {
            Some("succeeded") => RefundState::Done,
            Some("failed" | "canceled") => RefundState::Failed,
            _ => RefundState::Waiting,
        };
        let number = self.metadata.refund.as_ref().and_then(|number| number.parse().ok());
        let ours = self.metadata.order(mark).map(|order| (order, number));
        let amount = money(self.amount, &self.currency)?;
        Ok(Refund { id: self.id, payment: self.payment_intent.0, ours, amount, state })
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct DisputeShape {
    id: String,
    amount: u64,
    currency: String,
    status: String,
    #[serde(default)]
    payment_intent: Ref,
}

impl DisputeShape {
    /// A dispute of something that is no payment of ours is none.
    pub(super) fn dispute(self) -> Result<Option<Dispute>, GatewayError> {
        let state = match self.status.as_str() {
            status if status.starts_with("warning_") => DisputeState::Inquiry,
            "won" | "prevented" => DisputeState::Won,
            "lost" => DisputeState::Lost,
            _ => DisputeState::Open,
        };
        let amount = money(self.amount, &self.currency)?;
        Ok(self.payment_intent.0.map(|payment| Dispute { id: self.id, payment, amount, state }))
    }
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct ErrorBody {
    pub(super) error: CardError,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct CardError {
    #[serde(rename = "type")]
    pub(super) kind: Option<String>,
    pub(super) code: Option<String>,
    pub(super) decline_code: Option<String>,
    pub(super) payment_intent: Option<Customer>,
}

fn money(amount: u64, currency: &str) -> Result<Money, GatewayError> {
    let currency: Result<Currency, _> = currency.to_ascii_uppercase().parse();
    let currency = currency.map_err(|_| GatewayError::Silent("money of no currency".to_owned()))?;
    Ok(Money { amount, currency })
}

/// The longest word that is kept of theirs.
const WORD_LEN_MAX: usize = 64;

/// A code of theirs as a word that may stand in entries and answers: nothing but letters, digits and underscores.
pub(super) fn word(text: &str) -> String {
    text.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '_').take(WORD_LEN_MAX).collect()
}
