//! `scrip key`: server keys, made, listed, revoked.

use clap::{Args as Flags, Subcommand};
use scrip_client::NewApiKey;

use crate::account::Pages;
use crate::fault::Fault;
use crate::out::{Out, instant, or_dash, table};
use crate::remote::Remote;

#[derive(Debug, Subcommand)]
pub(crate) enum Args {
    /// Make a key; it is shown once
    Create(Create),
    /// List the keys, without their secrets
    List(List),
    /// Revoke a key: from now on nobody gets in with it
    Revoke(Revoke),
}

#[derive(Debug, Flags)]
pub(crate) struct Create {
    /// What it may do: read < write < operator
    #[arg(long, value_parser = ["read", "write", "operator"], default_value = "write")]
    scope: String,
    /// A name for people
    #[arg(long)]
    name: Option<String>,
    #[command(flatten)]
    remote: Remote,
}

#[derive(Debug, Flags)]
pub(crate) struct List {
    #[command(flatten)]
    pages: Pages,
    #[command(flatten)]
    remote: Remote,
}

#[derive(Debug, Flags)]
pub(crate) struct Revoke {
    /// Its id, from the list
    id: String,
    #[command(flatten)]
    remote: Remote,
}

pub(crate) fn run(args: Args, out: Out) -> Result<(), Fault> {
    match args {
        Args::Create(Create { scope, name, remote }) => {
            let reply = remote.client()?.create_api_key(&NewApiKey { scope, name })?;
            out.reply(&reply, |key| {
                let secret = or_dash(key.key.as_deref());
                format!("{secret}\nA {} key, shown this once. Its id is {}.", key.scope, key.id)
            });
        }
        Args::List(List { pages, remote }) => pages.show(remote.client()?.api_keys(), out, |keys| {
            table(
                &["id", "scope", "name", "made", "revoked"],
                keys.iter().map(|key| {
                    let at = |text: &Option<String>| text.as_deref().map_or_else(|| "-".to_owned(), instant);
                    let (made, revoked) = (at(&key.created_at), at(&key.revoked_at));
                    vec![key.id.clone(), key.scope.clone(), or_dash(key.name.as_deref()), made, revoked]
                }),
            )
        })?,
        Args::Revoke(Revoke { id, remote }) => {
            out.reply(&remote.client()?.revoke_api_key(&id)?, |_| format!("{id} is revoked."));
        }
    }
    Ok(())
}
