//! The ledger on PostgreSQL: a real server on the same disk, beside one transaction a spend on that very server.

mod plain;
mod processes;
mod set;

use std::path::Path;
use std::sync::Arc;

use scrip_pg_server::{Options as Server, PgServer, Place};
use scrip_store::postgres::{MigrateOptions, Options, PostgresStore, migrate};
use scrip_store::{Ledger, Store};
use serde::Serialize;

use super::embedded::{self, Bed, CALLERS};
use super::measure::{Sizes, Tried, note};
use super::waits::Pace;

pub(crate) use processes::run as run_callers;

/// Settings of a server that is meant to be quick: memory, and room between checkpoints. What makes it durable stays on.
const SETTINGS: [(&str, &str); 3] = [("shared_buffers", "1GB"), ("max_wal_size", "8GB"), ("wal_buffers", "64MB")];

/// What was done on many pools, and on one alone.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Paces {
    pub(crate) many: Pace,
    pub(crate) hot: Pace,
}

/// What PostgreSQL does, with Scrip and without.
#[derive(Debug, Serialize)]
pub(crate) struct Postgres {
    pub(crate) version: String,
    pub(crate) pools: u64,
    pub(crate) buckets: u16,
    /// One transaction a spend, 32 clients: what an application would write by itself.
    pub(crate) plain: Paces,
    /// One set-based transaction for as many spends as 64 callers can bring together: the most that batching can come to.
    pub(crate) set: Paces,
    /// Scrip, 64 callers, one spend each.
    pub(crate) callers: Paces,
    /// Batches of 512, one after the other.
    pub(crate) batches: Paces,
    /// The same in a process of its own, as each of the two beside it is: on the same tables, at the same age.
    pub(crate) single: Paces,
    /// Two processes on one database, 64 callers each; both together.
    pub(crate) processes: Paces,
}

pub(crate) fn measure(folder: &Path, sizes: &Sizes) -> Tried<Postgres> {
    note("PostgreSQL: one transaction a spend");
    let server =
        SETTINGS.iter().fold(Server::new().place(Place::Disk), |server, (name, value)| server.set(name, value));
    let server = server.start();
    let tables = server.fresh_database();
    let plain = plain::measure(&tables, sizes)?;
    note("PostgreSQL: one set-based transaction of many spends");
    let set = set::measure(&tables, sizes)?;
    note("PostgreSQL: a bed of pools");
    let url = server.fresh_database();
    let migrated = migrate(&url, &MigrateOptions::default())?;
    let mut bed = Bed::on(open(&url)?, folder, sizes.pools)?;
    note("PostgreSQL: 64 callers");
    let callers = on_both(sizes, |pools| embedded::callers(&bed.ledger, pools, CALLERS, sizes.http))?;
    let batches = on_both(sizes, |pools| embedded::run(&mut bed, 512, pools, sizes.http))?;
    bed.ledger.stop()?;
    note("PostgreSQL: one process, and two");
    let single = on_both(sizes, |pools| processes::measure(&url, 1, pools, sizes.http))?;
    let processes = on_both(sizes, |pools| processes::measure(&url, 2, pools, sizes.http))?;
    Ok(Postgres {
        version: version(&server),
        pools: sizes.pools,
        buckets: migrated.buckets,
        plain,
        set,
        callers,
        batches,
        single,
        processes,
    })
}

fn on_both(sizes: &Sizes, mut run: impl FnMut(u64) -> Tried<Pace>) -> Tried<Paces> {
    Ok(Paces { many: run(sizes.pools)?, hot: run(1)? })
}

fn open(url: &str) -> Tried<Arc<Ledger>> {
    let store: Arc<dyn Store> = Arc::new(PostgresStore::connect(url, Options::default())?);
    Ok(Arc::new(Ledger::start(store, embedded::catalogs()?)?))
}

fn version(server: &PgServer) -> String {
    server.sql("postgres", "SHOW server_version").split_whitespace().next().unwrap_or_default().to_owned()
}
