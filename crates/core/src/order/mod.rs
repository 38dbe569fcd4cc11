//! Orders: what is bought, how it stands, what of it went back. State and questions; `decide` and `apply` do the rest.
//!
//! `total` is price and tax, `country` the European Union and the forms of its tax ids, `series` the numbers of papers.

pub mod country;
pub mod total;

mod series;
mod trade;

pub use country::Country;
pub use series::Series;
pub use total::{Buyer, Total};
pub use trade::{Card, Dispute, DisputeState, Order, Overpayment, Payment, Refund, RefundState, State, Status, Trade};

/// How many orders of a pool wait for a payment: more is no buyer.
pub const OPEN_MAX: usize = 100;

/// How many of a package one order names.
pub const QUANTITY_MAX: u32 = 1_000;

/// How many refunds an order has: each is a decision of a person, or a part of what was paid.
pub const REFUNDS_MAX: usize = 100;

/// How many disputes an order has: a bank opens one, seldom a second.
pub const DISPUTES_MAX: usize = 100;

/// How many payments of an order that do not pay for it are remembered: each is sent back.
pub const OVERPAID_MAX: usize = 100;
