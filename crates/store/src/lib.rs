//! scrip-store: everything durable. The log on SQLite today; the rules and the network never.

mod chain;
mod error;

pub mod sqlite;

pub use chain::Hash;
pub use error::StoreError;
