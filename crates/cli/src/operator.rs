//! `scrip operator`: the staff that signs in to the console: added, listed, changed, removed. No password stands in an argument.

use std::io::{self, BufRead, IsTerminal};

use clap::{Args as Flags, Subcommand};
use scrip_client::{NewOperator, OperatorChange};

use crate::account::Pages;
use crate::fault::Fault;
use crate::out::{Out, instant, or_dash, table};
use crate::remote::Remote;

#[derive(Debug, Subcommand)]
pub(crate) enum Args {
    /// Add an operator; the password is asked for, or read from a line of the input
    Add(Add),
    /// List the operators
    List(List),
    /// Give another name, role or password; keep out, let in
    Change(Change),
    /// Remove an operator: his sessions end at once
    Remove(Remove),
}

#[derive(Debug, Flags)]
pub(crate) struct Add {
    /// The address that he signs in with
    #[arg(long)]
    email: String,
    /// What colleagues call him; none: the part of the mail before the @
    #[arg(long)]
    name: Option<String>,
    /// What he may do: support < finance < admin
    #[arg(long, value_parser = ["support", "finance", "admin"])]
    role: String,
    /// Make a password and print it, once
    #[arg(long)]
    generate: bool,
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
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that may be typed")]
pub(crate) struct Change {
    /// His id, from the list
    id: String,
    /// Another name
    #[arg(long)]
    name: Option<String>,
    /// Another role
    #[arg(long, value_parser = ["support", "finance", "admin"])]
    role: Option<String>,
    /// Another password, asked for or read from a line of the input
    #[arg(long)]
    password: bool,
    /// Another password, made and printed, once
    #[arg(long, conflicts_with = "password")]
    generate: bool,
    /// Keep him out
    #[arg(long)]
    disable: bool,
    /// Let him in again
    #[arg(long, conflicts_with = "disable")]
    enable: bool,
    #[command(flatten)]
    remote: Remote,
}

#[derive(Debug, Flags)]
pub(crate) struct Remove {
    /// His id, from the list
    id: String,
    #[command(flatten)]
    remote: Remote,
}

pub(crate) fn run(args: Args, out: Out) -> Result<(), Fault> {
    match args {
        Args::Add(args) => add(args, out),
        Args::List(List { pages, remote }) => pages.show(remote.client()?.operators(), out, |operators| {
            table(
                &["id", "name", "mail", "role", "state", "last signed in"],
                operators.iter().map(|operator| {
                    let state = if operator.disabled { "kept out" } else { "in" };
                    let last = operator.last_signed_in_at.as_deref().map(instant);
                    let texts = [&operator.id, &operator.name, &operator.email, &operator.role].map(ToOwned::to_owned);
                    texts.into_iter().chain([state.to_owned(), or_dash(last.as_deref())]).collect()
                }),
            )
        }),
        Args::Change(args) => change(args, out),
        Args::Remove(Remove { id, remote }) => {
            out.reply(&remote.client()?.remove_operator(&id)?, |_| format!("{id} is removed; his sessions are over."));
            Ok(())
        }
    }
}

fn add(Add { email, name, role, generate, remote }: Add, out: Out) -> Result<(), Fault> {
    let client = remote.client()?;
    let name = name.unwrap_or_else(|| email.split('@').next().unwrap_or_default().to_owned());
    let password = password(generate, out)?;
    let reply = client.create_operator(&NewOperator { name, email, role, password })?;
    out.reply(&reply, |operator| {
        format!("{} ({}, {}) may sign in at {}/console.", operator.name, operator.role, operator.id, client.url())
    });
    Ok(())
}

fn change(args: Change, out: Out) -> Result<(), Fault> {
    let Change { id, name, role, generate, disable, enable, remote, .. } = args;
    let client = remote.client()?;
    let next = if args.password || generate { Some(password(generate, out)?) } else { None };
    let disabled = (disable || enable).then_some(disable);
    if name.is_none() && role.is_none() && next.is_none() && disabled.is_none() {
        return Err(Fault::Usage(
            "name what is to change: --name, --role, --password, --generate, --disable or --enable".to_owned(),
        ));
    }
    let reply = client.change_operator(&id, &OperatorChange { name, role, password: next, disabled })?;
    out.reply(&reply, |operator| {
        let state = if operator.disabled { "kept out" } else { "in" };
        format!("{id} is {}, {}, {state}.", operator.name, operator.role)
    });
    Ok(())
}

/// A password: made and shown, typed unseen at a terminal, or a line of what is piped in.
fn password(is_made: bool, out: Out) -> Result<String, Fault> {
    if is_made {
        let password = NewOperator::fresh_password()?;
        // For programs the answer alone is printed; the password goes where people look.
        if out.is_json() {
            eprintln!("{password}");
        } else {
            out.line(&format!("Password, shown this once: {password}"));
        }
        return Ok(password);
    }
    let failed = |source: io::Error| Fault::Here(format!("no password could be read: {source}"));
    if io::stdin().is_terminal() {
        let password = rpassword::prompt_password("Password: ").map_err(failed)?;
        if rpassword::prompt_password("Once more: ").map_err(failed)? != password {
            return Err(Fault::Usage("the two passwords differ".to_owned()));
        }
        return Ok(password);
    }
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).map_err(failed)?;
    let password = line.trim_end_matches(['\r', '\n']).to_owned();
    if password.is_empty() {
        return Err(Fault::Usage("give the password as a line of the input, or use --generate".to_owned()));
    }
    Ok(password)
}
