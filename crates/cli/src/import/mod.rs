//! `scrip import`: a whole ledger from an export, with proof; or opening balances from a CSV file.

mod opening;
mod whole;

use std::path::PathBuf;

use clap::{ArgGroup, Args as Flags};

use crate::fault::Fault;
use crate::out::Out;
use crate::place::Place;
use crate::remote::Remote;

#[derive(Debug, Flags)]
#[command(group(ArgGroup::new("what").required(true)))]
pub(crate) struct Args {
    /// An export of a whole ledger, to be taken over
    #[arg(long, value_name = "DIR", group = "what")]
    from: Option<PathBuf>,
    /// Where it goes, a file or postgres://…, empty or with an import begun; nobody may serve it meanwhile
    #[arg(long, env = "SCRIP_STORE", hide_env_values = true, value_name = "STORE")]
    store: Option<Place>,
    /// Opening balances to be granted: a CSV file with the columns `account,kind,credits,expires_at`
    #[arg(long, value_name = "FILE", group = "what")]
    opening: Option<PathBuf>,
    /// With --opening: show each account's difference, and grant nothing
    #[arg(long, conflicts_with = "from")]
    dry_run: bool,
    /// With --opening: rows are known again by this name, their account and their kind, so that typed again they grant nothing twice
    #[arg(long, value_name = "TEXT", default_value = "opening", conflicts_with = "from")]
    name: String,
    #[command(flatten)]
    remote: Remote,
}

pub(crate) fn run(args: &Args, out: Out) -> Result<(), Fault> {
    match (&args.from, &args.store, &args.opening) {
        (Some(folder), Some(store), _) => whole::run(folder, store, out),
        (_, _, Some(file)) => opening::run(file, args, out),
        _ => Err(Fault::Usage("--from needs --store, or SCRIP_STORE: where the ledger goes".to_owned())),
    }
}
