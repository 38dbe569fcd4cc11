//! The Rust client of the HTTP API: one blocking call a method, exact credits, keys and retries that never act twice.
//!
//! ```no_run
//! use scrip_client::{Client, Use};
//!
//! # fn main() -> Result<(), scrip_client::Error> {
//! let scrip = Client::new("http://127.0.0.1:8787", "sk_test_...")?;
//! let spend = scrip.spend("acme", &Use::of("background-removal").by("ann"))?;
//! println!("{} taken, {} left", spend.credits, spend.available);
//! # Ok(())
//! # }
//! ```
//!
//! - Credits are [`Credits`]: whole milli-credits, never a float. Times are RFC 3339 text, as the API writes them.
//! - A call that moves credits carries an idempotency key. One is made for each call; [`Client::with_key`] names one.
//! - Connection errors, 429, 503 and `idempotency_in_flight` are tried again, with the same key and no faster than the
//!   server asks. What may have had an effect and carries no key is never tried twice.
//! - What the server says no to is an [`Error::Problem`], with its code and what helps. [`Reply::json`] is any answer
//!   as it came.
//!
//! Stands beside the crates of the server and shares nothing with them. Speaks plain HTTP: it runs next to the server,
//! or behind the same TLS proxy.

mod client;
mod credits;
mod error;
mod key;
mod page;
mod reply;
mod send;

mod account;
mod catalog;
mod entry;
mod grant;
mod house;
mod invoice;
mod limit;
mod member;
mod operator;
mod order;
mod reservation;
mod spend;
mod usage;
mod webhook;

pub use client::{Builder, Client};
pub use credits::{BadCredits, Credits};
pub use error::{Error, Named, Problem, Way, WhoCan};
pub use page::{List, Page};
pub use reply::Reply;

pub use account::{
    Account, AccountFilter, Balance, BalanceAt, Billing, Expiring, Extra, Monthly, NewAccount, PlanChange,
    ScopedCredits,
};
pub use catalog::{CatalogChange, CatalogVersion, Published};
pub use entry::{Entry, EntryFilter, UsageFilter, UsageLine};
pub use grant::{Grant, GrantScope, Money, NewGrant, Voided};
pub use house::{ApiKey, NewApiKey, TestClock, Verification};
pub use invoice::Invoice;
pub use limit::{Limit, Sharing};
pub use member::{Member, NewMember, Session, SessionPlan, Token, WhoCanDo};
pub use operator::{NewOperator, Operator, OperatorChange};
pub use order::{
    AutoTopUp, Bank, Dispute, DisputeLine, NewAutoTopUp, NewOrder, Offers, Order, OrderFilter, PackageOffer,
    PaymentMethod, PlanOffer, Refund, Setup, Transfer, TransferDetails,
};
pub use reservation::{Reservation, Settled, SettledSpend};
pub use spend::{BatchAnswer, BatchItem, Draw, Returned, Reversal, Spend};
pub use usage::{Check, Feature, Features, Line, Quote, Use};
pub use webhook::{NewWebhookEndpoint, WebhookEndpoint};
