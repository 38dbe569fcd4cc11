//! `scrip migrate`: prepares a database for this program, or brings it up to date. Safe to repeat, and from several at once.

use clap::Args as Flags;
use scrip_server::StorePlace;
use scrip_store::postgres::{MigrateOptions, Migrated, migrate};
use serde_json::json;

use crate::fault::Fault;
use crate::out::Out;

#[derive(Debug, Flags)]
pub(crate) struct Args {
    /// The database, like `postgres://owner:password@host/scrip`; its user must own the schema, or be allowed to make it
    #[arg(long, env = "SCRIP_STORE", hide_env_values = true, value_name = "PLACE")]
    store: StorePlace,
    /// Into how many buckets accounts are divided, for the life of the ledger: what is written at once in one is one commit
    #[arg(long, value_name = "COUNT")]
    buckets: Option<u16>,
    /// Spread the tables over the machines of a Citus cluster
    #[arg(long)]
    citus: bool,
}

pub(crate) fn run(args: &Args, out: Out) -> Result<(), Fault> {
    let StorePlace::Postgres(url) = &args.store else {
        let place = &args.store;
        return Err(Fault::Usage(format!(
            "--store {place}: only a database is migrated, like postgres://owner:password@host/scrip; a file brings itself up to date when it is served"
        )));
    };
    let options = MigrateOptions { buckets: args.buckets, citus: args.citus };
    let migrated = migrate(url.reveal(), &options).map_err(|error| Fault::Here(error.chain()))?;
    let Migrated { from, to, buckets } = migrated;
    let json = json!({ "store": url.to_string(), "from": from, "to": to, "buckets": buckets });
    out.value(&json, || {
        let done = match from {
            0 => format!("{url} is ready: schema version {to}"),
            _ if from == to => format!("{url} was ready already: schema version {to}"),
            _ => format!("{url} is up to date: schema version {to}, before {from}"),
        };
        let buckets = if buckets == 1 { "1 bucket".to_owned() } else { format!("{buckets} buckets") };
        format!("{done}, {buckets}. Serve it with `scrip serve --store postgres://…`.")
    });
    Ok(())
}
