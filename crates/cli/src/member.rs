//! `scrip member`: put, list, remove the people of an account.

use clap::{Args as Flags, Subcommand};
use scrip_client::NewMember;

use crate::account::Pages;
use crate::fault::Fault;
use crate::out::{Out, or_dash, table};
use crate::remote::Remote;

#[derive(Debug, Subcommand)]
pub(crate) enum Args {
    /// Put a member into an account, or change one
    Put(Put),
    /// List the members of an account
    List(List),
    /// Take a member out of an account
    Remove(Remove),
}

#[derive(Debug, Flags)]
pub(crate) struct Put {
    /// The account
    account: String,
    /// Your own id for the member
    member: String,
    /// The role, from the catalog: owner, admin, author …
    #[arg(long)]
    role: String,
    /// The name for people
    #[arg(long)]
    name: Option<String>,
    /// The address for mails
    #[arg(long)]
    email: Option<String>,
    /// A subaccount that an agency's member looks after; may be repeated
    #[arg(long = "subaccount", value_name = "ID")]
    subaccounts: Vec<String>,
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
pub(crate) struct Remove {
    /// The account
    account: String,
    /// The member
    member: String,
    /// Forget the person too: name and address; entries hold ids only
    #[arg(long)]
    erase: bool,
    #[command(flatten)]
    remote: Remote,
}

pub(crate) fn run(args: Args, out: Out) -> Result<(), Fault> {
    match args {
        Args::Put(Put { account, member, role, name, email, subaccounts, remote }) => {
            let what = NewMember { role, name, email, subaccounts, ..NewMember::default() };
            let reply = remote.client()?.put_member(&account, &member, &what)?;
            out.reply(&reply, |_| format!("{member} is {} in {account}.", what.role));
        }
        Args::List(List { account, pages, remote }) => {
            pages.show(remote.client()?.members(&account), out, |members| {
                table(
                    &["member", "role", "name", "address"],
                    members.iter().map(|member| {
                        let (name, email) = (or_dash(member.name.as_deref()), or_dash(member.email.as_deref()));
                        vec![member.id.clone(), member.role.clone(), name, email]
                    }),
                )
            })?;
        }
        Args::Remove(Remove { account, member, erase, remote }) => {
            let reply = remote.client()?.remove_member(&account, &member, erase)?;
            out.reply(&reply, |_| {
                let person = if erase { "; name and address are forgotten" } else { "" };
                format!("{member} is no longer in {account}{person}.")
            });
        }
    }
    Ok(())
}
