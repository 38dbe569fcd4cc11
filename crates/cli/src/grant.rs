//! `scrip grant`: lots of credits, made by hand, listed, voided.

use clap::{Args as Flags, Subcommand};
use scrip_client::{Credits, Grant, GrantScope, NewGrant};

use crate::account::Pages;
use crate::fault::Fault;
use crate::out::{Out, credits, instant, of_credits, table};
use crate::remote::{Once, Remote};

#[derive(Debug, Subcommand)]
pub(crate) enum Args {
    /// Grant credits
    Create(Create),
    /// List the grants of an account
    List(List),
    /// Void what is left of a grant
    Void(Void),
}

#[derive(Debug, Flags)]
pub(crate) struct Create {
    /// The account
    account: String,
    /// How many
    credits: Credits,
    /// What kind: promotional, adjustment, package …
    #[arg(long, default_value = "promotional")]
    kind: String,
    /// Why: it stands in the ledger
    #[arg(long)]
    reason: String,
    /// 0-1000; lower is spent first
    #[arg(long)]
    priority: Option<u16>,
    /// Usable from (RFC 3339), if not now
    #[arg(long, value_name = "INSTANT")]
    effective_at: Option<String>,
    /// Gone at (RFC 3339); otherwise it stays
    #[arg(long, value_name = "INSTANT", conflicts_with = "expires_in")]
    expires_at: Option<String>,
    /// Gone after, such as P30D
    #[arg(long, value_name = "DURATION")]
    expires_in: Option<String>,
    /// For this feature only; may be repeated
    #[arg(long = "feature", value_name = "ID")]
    features: Vec<String>,
    /// For this subaccount only; may be repeated
    #[arg(long = "subaccount", value_name = "ID")]
    subaccounts: Vec<String>,
    #[command(flatten)]
    once: Once,
    #[command(flatten)]
    remote: Remote,
}

#[derive(Debug, Flags)]
pub(crate) struct List {
    /// The account
    account: String,
    #[command(flatten)]
    pages: Pages,
    #[command(flatten)]
    remote: Remote,
}

#[derive(Debug, Flags)]
pub(crate) struct Void {
    /// The grant: `grt_…`
    grant: String,
    /// No more than so many
    #[arg(long)]
    credits: Option<Credits>,
    #[command(flatten)]
    once: Once,
    #[command(flatten)]
    remote: Remote,
}

pub(crate) fn run(args: Args, out: Out) -> Result<(), Fault> {
    match args {
        Args::Create(create) => make(create, out)?,
        Args::List(List { account, pages, remote }) => pages.show(remote.client()?.grants(&account), out, listed)?,
        Args::Void(Void { grant, credits, once, remote }) => {
            let reply = remote.client_once(&once)?.void_grant(&grant, credits)?;
            out.reply(&reply, |voided| {
                let (taken, left) = (of_credits(voided.credits), of_credits(voided.available));
                format!("{taken} of {grant} are voided, {left} left.")
            });
        }
    }
    Ok(())
}

fn make(create: Create, out: Out) -> Result<(), Fault> {
    let Create { account, credits, kind, reason, priority, effective_at, expires_at, expires_in, .. } = create;
    let scope = GrantScope { features: create.features, subaccounts: create.subaccounts };
    let scope = (scope != GrantScope::default()).then_some(scope);
    let grant =
        NewGrant { kind, credits, priority, effective_at, expires_at, expires_in, scope, cost_basis: None, reason };
    let reply = create.remote.client_once(&create.once)?.create_grant(&account, &grant)?;
    out.reply(&reply, |made| format!("{} granted to {account}: {}", of_credits(credits), made.id));
    Ok(())
}

fn listed(grants: &[Grant]) -> String {
    table(
        &["grant", "kind", "state", ">granted", ">left", ">reserved", "until"],
        grants.iter().map(|grant| {
            let until = grant.expires_at.as_deref().map_or_else(|| "for ever".to_owned(), instant);
            vec![
                grant.id.clone(),
                grant.kind.clone(),
                grant.state.clone(),
                credits(grant.credits),
                credits(grant.available),
                credits(grant.reserved),
                until,
            ]
        }),
    )
}
