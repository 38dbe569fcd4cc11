//! What only a store on PostgreSQL does: several processes on one database, roles, migrations, lost connections.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

#[path = "../common/mod.rs"]
mod common;

mod faults;
mod keys;
mod lead;
mod many;
mod plans;
mod roles;
mod series;
mod turns;

use scrip_core::command::Request;
use scrip_core::id::PoolNo;
use scrip_pg_server::PgServer;
use scrip_store::postgres::{MigrateOptions, Options, PostgresStore, migrate};
use scrip_store::{Ask, Store, Work};

use common::{catalogs, word};

/// A database of its own with a ledger of so many buckets.
fn database(buckets: u16) -> String {
    let url = PgServer::shared().fresh_database();
    migrate(&url, &MigrateOptions { buckets: Some(buckets), citus: false }).unwrap();
    url
}

fn connect(url: &str) -> PostgresStore {
    PostgresStore::connect(url, Options::default()).unwrap()
}

/// So many stores on one database: each is to the others what another process is.
fn several(url: &str, stores: usize) -> Vec<PostgresStore> {
    (0..stores).map(|_| connect(url)).collect()
}

fn words(store: &dyn Store, requests: Vec<Request>) -> Vec<&'static str> {
    let work = Work { requests, ..Work::default() };
    store.commit(&catalogs(), work).unwrap().answers.iter().map(word).collect()
}

/// The pool's available credits after a refresh, as every call asks for one.
fn available(store: &dyn Store, no: PoolNo) -> i64 {
    store.refresh(&[Ask::Pool(no)]).unwrap();
    store.pool(no).unwrap().unwrap().available(None, None, common::NOON).milli() / 1_000
}
