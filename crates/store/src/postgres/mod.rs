//! PostgreSQL: many processes on one database. A pool's row is its lock; entries are only ever added; one commit touches
//! one bucket, in two round trips.

mod store;

mod docs;
mod newest;
mod read;
mod write;

mod adopted;
mod keys;
mod lane;
mod open;
mod step;
mod turns;

mod draft;
mod load;
mod shared;
mod snapshots;

mod lead;
mod listen;
mod news;

mod inspect;

mod failure;
mod fit;
mod link;
mod retries;
mod tls;
mod url;
mod wire;

pub mod migrate;
pub mod schema;

pub use inspect::LedgerDatabase;
pub use migrate::{MigrateOptions, Migrated, migrate};
pub use schema::statements;
pub use store::{Options, PostgresStore};
