//! `scrip entries`: what happened on an account, line by line.

use clap::Args as Flags;
use scrip_client::{Entry, EntryFilter};

use crate::account::Pages;
use crate::fault::Fault;
use crate::out::{Out, credits, instant, or_dash, table};
use crate::remote::Remote;

#[derive(Debug, Flags)]
pub(crate) struct Args {
    /// The account
    account: String,
    /// From this instant on (RFC 3339)
    #[arg(long, value_name = "INSTANT")]
    from: Option<String>,
    /// Before this instant
    #[arg(long, value_name = "INSTANT")]
    to: Option<String>,
    /// Of this kind only: grant, spend, reserve, settle …
    #[arg(long)]
    kind: Option<String>,
    /// For this feature only
    #[arg(long)]
    feature: Option<String>,
    /// By this member only
    #[arg(long)]
    member: Option<String>,
    /// In this subaccount only
    #[arg(long)]
    subaccount: Option<String>,
    /// All of them, as CSV
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    #[command(flatten)]
    pages: Pages,
    #[command(flatten)]
    remote: Remote,
}

pub(crate) fn run(args: Args, out: Out) -> Result<(), Fault> {
    let Args { account, from, to, kind, feature, member, subaccount, csv, pages, remote } = args;
    let filter = EntryFilter { from, to, kind, feature, member, subaccount };
    let client = remote.client()?;
    if csv {
        out.line(&client.entries_csv(&account, filter)?);
        return Ok(());
    }
    pages.show(client.entries(&account, filter), out, listed)
}

fn listed(entries: &[Entry]) -> String {
    table(
        &["when", "what", "member", "feature", ">credits", ">left"],
        entries.iter().map(|entry| {
            vec![
                instant(&entry.at),
                entry.kind.clone(),
                or_dash(entry.member.as_deref()),
                or_dash(entry.feature.as_deref()),
                entry.credits.map_or_else(String::new, credits),
                entry.available.map_or_else(String::new, credits),
            ]
        }),
    )
}
