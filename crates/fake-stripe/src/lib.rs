//! A stand-in for the part of Stripe that Scrip uses: `FakeStripe` starts in a test, answers, and fails on command.
//!
//! A dev-dependency, and what `scrip demo` serves beside itself. Nothing here knows Scrip: no order, no credit, no rule.
//! It speaks Stripe's own HTTP API with its shapes, its errors and its idempotency, shows a hosted page for test cards,
//! and sends signed webhooks. What Stripe's own Node SDK makes of it is checked in `oracle/`.
//!
//! ```
//! use scrip_fake_stripe::{FakeStripe, Mishap, Trouble};
//!
//! let stripe = FakeStripe::start();
//! let endpoint = stripe.send_webhooks_to("http://127.0.0.1:9/v1/payments/stripe/webhook");
//! // The charge is made, and nobody hears of it; its webhook comes twice.
//! stripe.trouble("POST /v1/payment_intents", Trouble::SilentAfter, 1);
//! stripe.mishap("payment_intent.succeeded", Mishap::Twice, 1);
//! assert!(endpoint.secret.starts_with("whsec_"));
//! ```
//!
//! Read on in this order: `stripe`, what a test commands; `serve`, how a request is answered; `routes`, who answers it;
//! then an object a file.

#![recursion_limit = "256"] // a charge has more fields than `json!` takes by itself

mod stripe;

mod serve;
mod shared;
mod state;

mod answer;
mod call;
mod fault;
mod form;
mod idempotency;
mod list;
mod routes;

mod cards;
mod charge;
mod checkout;
mod customer;
mod dispute;
mod hosted;
mod intent;
mod payment_method;
mod refund;
mod setup;

mod deliver;
mod event;
mod post;

mod clock;
mod control;
mod page;
mod trouble;

pub use cards::{CARDS, Card};
pub use event::signature;
pub use hosted::Paid;
pub use post::{Delivered, Mishap, Order};
pub use state::Refunds;
pub use stripe::{Endpoint, FakeStripe, Options};
pub use trouble::{Request, Trouble};
