//! Orders: what is bought, how it stands, what of it went back. State and questions; `decide` and `apply` do the rest.
//!
//! `total` is price and tax, `country` the European Union and the forms of its tax ids.

pub mod country;
pub mod total;

mod trade;

pub use country::Country;
pub use total::{Buyer, Total};
pub use trade::{Card, Dispute, DisputeState, Order, Overpayment, Payment, Refund, RefundState, State, Status, Trade};
