//! scrip-store: everything durable. The seam, the stores behind it, and what they share. Rules and the network never.

mod ledger;
mod store;

pub mod export;
pub mod import;
pub mod outbox;
pub mod usage;
pub mod verify;

mod doc;
mod error;

mod accounts;
mod adopt;
mod ahead;
mod canonical;
mod chain;
mod gather;
mod halves;
mod pools;
mod turn;

pub mod memory;
pub mod postgres;
pub mod sqlite;

pub use canonical::{entry_bytes, read_entry};
pub use chain::Hash;
pub use doc::{Doc, DocKind};
pub use error::StoreError;
pub use ledger::{Answers, Health, Ledger, Newer, REQUESTS_MAX};
pub use store::{Answer, Ask, Changed, Committed, Fresh, Newest, Run, Store, Tell, Work, heads};
