//! SQLite: the ledger file (an append-only log of blocks, small documents) and the cache beside it.

mod store;

mod commit;
mod view;

mod newest;
mod snapshots;

mod log;

mod draft;
mod writer;

mod block;
mod checkpoint;
mod file;
mod schema;

mod inspect;
mod pages;

mod cache;
mod index;
mod keeper;

pub use block::{Block, Record, Section};
pub use cache::Snapshot;
pub use draft::{Draft, Part};
pub use file::Options;
pub use inspect::LedgerFile;
pub use log::{Entries, Log, Reading};
pub use store::SqliteStore;
pub use writer::Tip;
