//! The gateway: what payments ask of whoever charges cards, and what he tells of his own accord. Knows no company.
//!
//! Everything that a gateway says is one of a closed set of words of ours. Whose it is, and what it moves, is judged in
//! [`super::witness`]: an answer to our own call, a webhook and an answer to the reconciler are equal there.

use std::future::Future;
use std::pin::Pin;

use axum::http::HeaderMap;
use scrip_core::id::{AccountId, OrderId};
use scrip_core::money::Money;
use scrip_core::time::Timestamp;

/// An answer that is on its way.
pub(crate) type Asking<'a, T> = Pin<Box<dyn Future<Output = Result<T, GatewayError>> + Send + 'a>>;

/// Why there is no answer, or none of use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum GatewayError {
    /// No answer, or one that cannot be read: it may have been done.
    #[error("the gateway did not answer: {0}")]
    Silent(String),
    /// It answered that it fell over, or takes no call now: it may have been done.
    #[error("the gateway fell over with status {0}")]
    Down(u16),
    /// The same call is still running there.
    #[error("the gateway is still busy with the same call")]
    Busy,
    /// It knows no such thing.
    #[error("the gateway knows no such thing")]
    NotThere,
    /// It understood the call and will not do it: our mistake, or one of the settings.
    #[error("the gateway refuses the call with status {status}: {code}")]
    Refused {
        /// The status.
        status: u16,
        /// Its code.
        code: String,
    },
}

impl GatewayError {
    /// True when the same call may have another answer later.
    pub(crate) const fn may_heal(&self) -> bool {
        matches!(self, Self::Silent(_) | Self::Down(_) | Self::Busy)
    }
}

/// Whoever charges cards.
pub(crate) trait Gateway: Send + Sync {
    /// The customer to whom an account's cards belong: made once, the same afterwards.
    fn customer<'a>(&'a self, account: &'a AccountId) -> Asking<'a, String>;

    /// A page of the gateway's on which the buyer pays with a card, which is saved.
    fn checkout<'a>(&'a self, sale: &'a Sale, return_url: &'a str) -> Asking<'a, Page>;

    /// How such a page stands.
    fn page<'a>(&'a self, page: &'a str) -> Asking<'a, PageState>;

    /// Lets nobody pay on the page any more.
    fn close_page<'a>(&'a self, page: &'a str) -> Asking<'a, ()>;

    /// Charges a saved card while nobody is there.
    fn charge<'a>(&'a self, sale: &'a Sale, card: &'a str) -> Asking<'a, Payment>;

    /// How a payment stands.
    fn payment<'a>(&'a self, payment: &'a str) -> Asking<'a, Payment>;

    /// Every payment that was tried for the order, as far as it is this customer's.
    fn payments<'a>(&'a self, customer: &'a str, order: OrderId) -> Asking<'a, Vec<Payment>>;

    /// Ends a payment that nobody will confirm.
    fn cancel_payment<'a>(&'a self, payment: &'a str) -> Asking<'a, ()>;

    /// Sends money back.
    fn refund<'a>(&'a self, back: &'a Back) -> Asking<'a, Refund>;

    /// How a refund stands.
    fn refund_state<'a>(&'a self, refund: &'a str) -> Asking<'a, Refund>;

    /// A page on which a card is saved and nothing is paid.
    fn set_up<'a>(&'a self, customer: &'a str, account: &'a AccountId, return_url: &'a str) -> Asking<'a, Page>;

    /// The card that a finished page has saved, by what the gateway calls the set-up.
    fn card_of_set_up<'a>(&'a self, set_up: &'a str) -> Asking<'a, Option<Card>>;

    /// A saved card.
    fn card<'a>(&'a self, card: &'a str) -> Asking<'a, Card>;

    /// Forgets a saved card.
    fn remove_card<'a>(&'a self, card: &'a str) -> Asking<'a, ()>;

    /// What the gateway tells of its own accord: checks who says it, then what. `None` is nothing for us.
    fn read(&self, headers: &HeaderMap, body: &[u8], now: Timestamp) -> Result<Option<Told>, NotTheirs>;
}

/// What is to be paid, and by which attempt: the same attempt again is the same payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sale {
    /// The order.
    pub(crate) order: OrderId,
    /// Gross.
    pub(crate) total: Money,
    /// What is bought, for the page and the statement.
    pub(crate) title: String,
    /// Whose cards.
    pub(crate) customer: String,
    /// From 1.
    pub(crate) attempt: u32,
}

/// A page of the gateway's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Page {
    /// Its id.
    pub(crate) id: String,
    /// Where the browser goes.
    pub(crate) url: String,
}

/// How a page stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PageState {
    /// Nobody has paid yet.
    Open,
    /// Somebody has: the payment.
    Done(Option<String>),
    /// It was closed, by us or by time.
    Closed,
}

/// A payment as the gateway shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Payment {
    /// Its id.
    pub(crate) id: String,
    /// The order that it is for, if it is one of this deployment's.
    pub(crate) order: Option<OrderId>,
    /// What was paid, or is to be.
    pub(crate) amount: Money,
    /// The card, where it stays saved.
    pub(crate) card: Option<String>,
    /// How it stands.
    pub(crate) state: PaymentState,
}

/// How a payment stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PaymentState {
    /// The money is there.
    Paid,
    /// The bank said no, in a word.
    Declined(String),
    /// The card's holder must confirm it.
    NeedsAction,
    /// Nobody knows yet.
    Running,
    /// It ended without money.
    Canceled,
}

/// Money that goes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Back {
    /// The payment.
    pub(crate) payment: String,
    /// How much of it.
    pub(crate) amount: Money,
    /// The order.
    pub(crate) order: OrderId,
    /// The order's refund that it is; none: a payment that was one too many.
    pub(crate) number: Option<u32>,
}

/// A refund as the gateway shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refund {
    /// Its id.
    pub(crate) id: String,
    /// The payment.
    pub(crate) payment: Option<String>,
    /// The order and its refund, where it is one of ours; an overpaid order's has no number.
    pub(crate) ours: Option<(OrderId, Option<u32>)>,
    /// How much.
    pub(crate) amount: Money,
    /// How it stands.
    pub(crate) state: RefundState,
}

/// How a refund stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RefundState {
    /// The bank has not taken it yet.
    Waiting,
    /// The money is back.
    Done,
    /// It did not go back.
    Failed,
}

/// A saved card, as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Card {
    /// The gateway's id of it.
    pub(crate) id: String,
    /// `visa`, `mastercard` …
    pub(crate) brand: String,
    /// The last digits.
    pub(crate) last4: String,
    /// The month in which it ends, 1-12.
    pub(crate) exp_month: u32,
    /// The year.
    pub(crate) exp_year: u32,
}

/// A dispute as the gateway shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dispute {
    /// Its id.
    pub(crate) id: String,
    /// The payment.
    pub(crate) payment: String,
    /// How much of it.
    pub(crate) amount: Money,
    /// How it stands.
    pub(crate) state: DisputeState,
}

/// How a dispute stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DisputeState {
    /// The bank only asks: nothing happens.
    Inquiry,
    /// The money is held.
    Open,
    /// The seller keeps it.
    Won,
    /// The buyer has it back.
    Lost,
}

/// What a gateway tells of its own accord.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// A payment stands so.
    Payment(Payment),
    /// A page has ended; what came of it is the payment's to tell.
    Page {
        /// The order.
        order: OrderId,
        /// The page.
        page: String,
        /// The payment, where there is one.
        payment: Option<String>,
    },
    /// A page has saved a card.
    SetUp {
        /// Whose.
        account: AccountId,
        /// Whose cards, as the gateway calls him.
        customer: String,
        /// What the gateway calls the set-up.
        set_up: String,
    },
    /// A saved card is gone.
    CardGone {
        /// The card.
        card: String,
        /// Whose it was, as the gateway calls him.
        customer: String,
    },
    /// A refund stands so.
    Refund(Refund),
    /// A dispute stands so.
    Dispute(Dispute),
}

/// What came is not from the gateway: the reason is for the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotTheirs {
    /// Nobody has signed it.
    #[error("there is no signature")]
    Unsigned,
    /// It was signed too long ago, or is yet to be.
    #[error("it was signed at another time")]
    Stale,
    /// The signature is of another secret, or of other bytes.
    #[error("the signature does not fit")]
    Forged,
    /// It is signed and makes no sense.
    #[error("it cannot be read")]
    Unreadable,
}
