//! What may be typed: the commands, and who answers each.

use clap::{Parser, Subcommand};

use crate::fault::Fault;
use crate::out::Out;
use crate::{
    account, balance, catalog, demo, entries, export, grant, import, key, member, migrate, operator, order, replay,
    serve, usage, verify,
};

/// A credits system: the server, and every call of its API.
#[derive(Debug, Parser)]
#[command(name = "scrip", version, arg_required_else_help = true, after_help = EXIT_CODES)]
pub(crate) struct Cli {
    /// Print JSON for programs: the API's own, as it came
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 done, 1 an error, 2 typed wrongly, 3 refused by the ledger.\n\
    Commands that ask a server take --url and --key, or SCRIP_URL and SCRIP_KEY.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run the server
    Serve(Box<serve::Args>),
    /// Prepare a PostgreSQL database, or bring it up to date
    Migrate(migrate::Args),
    /// See it work: a server, sample accounts and a trace of real usage, replayed through its API
    Demo(demo::Args),
    /// Check, compare or publish a catalog file
    #[command(subcommand)]
    Catalog(catalog::Args),
    /// Make, show, list accounts; change their plans
    #[command(subcommand)]
    Account(account::Args),
    /// Put, list, remove members of an account
    #[command(subcommand)]
    Member(member::Args),
    /// Make, list, void grants of credits
    #[command(subcommand)]
    Grant(grant::Args),
    /// List orders, confirm or reject transfers, refund
    #[command(subcommand)]
    Order(order::Args),
    /// Use a feature: take its credits
    Spend(usage::SpendArgs),
    /// Set credits aside for a use whose cost shows later
    Reserve(usage::ReserveArgs),
    /// End a reservation: take what was used, give the rest back
    Settle(usage::SettleArgs),
    /// What is left
    Balance(balance::Args),
    /// What happened, line by line
    Entries(entries::Args),
    /// Make, list, revoke server keys
    #[command(subcommand)]
    Key(key::Args),
    /// Add, list, change, remove operators of the console
    #[command(subcommand)]
    Operator(operator::Args),
    /// Add every line up again, of a ledger or an export
    Verify(verify::Args),
    /// Write a whole ledger into a folder
    Export(export::Args),
    /// Take a whole ledger over from an export, or grant opening balances from a CSV file
    Import(Box<import::Args>),
    /// Replay a trace of real calls as metered use of a feature
    Replay(replay::Args),
}

pub(crate) fn run(command: Command, out: Out) -> Result<(), Fault> {
    match command {
        Command::Serve(args) => serve::run(&args, out),
        Command::Migrate(args) => migrate::run(&args, out),
        Command::Demo(args) => demo::run(&args, out),
        Command::Catalog(args) => catalog::run(args, out),
        Command::Account(args) => account::run(args, out),
        Command::Member(args) => member::run(args, out),
        Command::Grant(args) => grant::run(args, out),
        Command::Order(args) => order::run(args, out),
        Command::Spend(args) => usage::spend(args, out),
        Command::Reserve(args) => usage::reserve(args, out),
        Command::Settle(args) => usage::settle(args, out),
        Command::Balance(args) => balance::run(&args, out),
        Command::Entries(args) => entries::run(args, out),
        Command::Key(args) => key::run(args, out),
        Command::Operator(args) => operator::run(args, out),
        Command::Verify(args) => verify::run(&args, out),
        Command::Export(args) => export::run(&args, out),
        Command::Import(args) => import::run(&args, out),
        Command::Replay(args) => replay::run(args, out),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_commands_do_not_contradict_each_other() {
        Cli::command().debug_assert();
    }
}
