//! `scrip account`: make, show, list accounts; change plans and what subaccounts share.

use clap::{Args as Flags, Subcommand, ValueEnum};
use scrip_client::{Account, AccountFilter, Billing, Credits, NewAccount, PlanChange};

use crate::fault::Fault;
use crate::out::{Out, instant, or_dash, table};
use crate::remote::{Once, Remote};

#[derive(Debug, Subcommand)]
pub(crate) enum Args {
    /// Make an account
    Create(Create),
    /// Show one account
    Show(One),
    /// List accounts
    List(List),
    /// Take it out of the trial, or back from the end
    Activate(Activate),
    /// End it with the running period
    Cancel(One),
    /// Grant no periods until it is resumed
    Pause(One),
    /// Grant the running period and go on
    Resume(One),
    /// Change the plan, or preview the change
    Plan(Plan),
    /// Share an agency's credits with its subaccounts, or no longer
    Share(Share),
    /// Cap what a member, a subaccount or the account may spend
    Limit(Limit),
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Kind {
    Business,
    Agency,
    Subaccount,
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::Business => "business",
            Self::Agency => "agency",
            Self::Subaccount => "subaccount",
        }
    }
}

#[derive(Debug, Flags)]
pub(crate) struct Create {
    /// Your own id for it
    id: String,
    /// What it is
    #[arg(long, value_enum, default_value_t = Kind::Business)]
    kind: Kind,
    /// The agency of a subaccount
    #[arg(long)]
    parent: Option<String>,
    /// Its plan, from the catalog; none for a subaccount
    #[arg(long)]
    plan: Option<String>,
    /// Begin with the trial
    #[arg(long)]
    trial: bool,
    /// The trial's end (RFC 3339)
    #[arg(long, value_name = "INSTANT")]
    trial_ends_at: Option<String>,
    /// The anchor of its periods, if not now (RFC 3339)
    #[arg(long, value_name = "INSTANT")]
    started_at: Option<String>,
    /// Its time zone, such as Europe/Warsaw
    #[arg(long, value_name = "ZONE")]
    time_zone: Option<String>,
    /// The name on its invoices
    #[arg(long)]
    name: Option<String>,
    /// Where its invoices go
    #[arg(long)]
    email: Option<String>,
    #[command(flatten)]
    once: Once,
    #[command(flatten)]
    remote: Remote,
}

#[derive(Debug, Flags)]
pub(crate) struct One {
    /// Its id
    id: String,
    #[command(flatten)]
    once: Once,
    #[command(flatten)]
    remote: Remote,
}

#[derive(Debug, Flags)]
pub(crate) struct List {
    /// Part of an id, name or address
    #[arg(long = "search", value_name = "TEXT")]
    q: Option<String>,
    /// Of this kind only
    #[arg(long, value_enum)]
    kind: Option<Kind>,
    /// In this state only: trial, active, canceling, ended
    #[arg(long)]
    status: Option<String>,
    /// On this plan only
    #[arg(long)]
    plan: Option<String>,
    /// Of this agency only
    #[arg(long)]
    parent: Option<String>,
    #[command(flatten)]
    pages: Pages,
    #[command(flatten)]
    remote: Remote,
}

/// How much of a list is shown.
#[derive(Debug, Flags)]
pub(crate) struct Pages {
    /// So many lines, 1-200
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=200))]
    pub(crate) limit: u32,
    /// From where the last page ended
    #[arg(long, value_name = "CURSOR")]
    pub(crate) after: Option<String>,
}

impl Pages {
    /// One page of a list, to be shown; the last line says how to see the next.
    pub(crate) fn show<T: serde::de::DeserializeOwned>(
        &self,
        list: scrip_client::List<'_, T>,
        out: Out,
        people: impl FnOnce(&[T]) -> String,
    ) -> Result<(), Fault> {
        let list = list.limit(self.limit);
        let list = self.after.iter().fold(list, |list, cursor| list.after(cursor));
        out.reply(&list.page()?, |page| {
            let more = page.next_cursor.as_ref().map_or_else(String::new, |next| format!("more with --after {next}"));
            format!("{}{more}", people(&page.data))
        });
        Ok(())
    }
}

#[derive(Debug, Flags)]
pub(crate) struct Activate {
    /// Its id
    id: String,
    /// On this plan, if not the one that it has
    #[arg(long)]
    plan: Option<String>,
    #[command(flatten)]
    once: Once,
    #[command(flatten)]
    remote: Remote,
}

#[derive(Debug, Flags)]
pub(crate) struct Plan {
    /// The account
    id: String,
    /// The plan
    #[arg(value_name = "PLAN")]
    to: String,
    /// When; otherwise as the catalog says
    #[arg(long, value_parser = ["now", "period_end"])]
    when: Option<String>,
    /// An agreed allowance instead of the plan's
    #[arg(long, value_name = "CREDITS")]
    credits_per_period: Option<Credits>,
    /// Only say what it would do
    #[arg(long)]
    preview: bool,
    #[command(flatten)]
    once: Once,
    #[command(flatten)]
    remote: Remote,
}

#[derive(Debug, Flags)]
pub(crate) struct Share {
    /// The agency
    id: String,
    /// on or off
    #[arg(value_parser = ["on", "off"])]
    switch: String,
    #[command(flatten)]
    remote: Remote,
}

#[derive(Debug, Flags)]
pub(crate) struct Limit {
    /// The account
    id: String,
    /// `member:<id>`, `member:*`, `subaccount:<id>`, `subaccount:*` or `account`
    subject: String,
    /// The cap
    #[arg(required_unless_present = "remove")]
    credits: Option<Credits>,
    /// In what time
    #[arg(long, value_parser = ["period", "day", "month"], default_value = "period")]
    per: String,
    /// Remove the limit
    #[arg(long, conflicts_with = "credits")]
    remove: bool,
    #[command(flatten)]
    remote: Remote,
}

pub(crate) fn run(args: Args, out: Out) -> Result<(), Fault> {
    match args {
        Args::Create(create) => make(create, out)?,
        Args::Show(One { id, remote, .. }) => out.reply(&remote.client()?.account(&id)?, shown),
        Args::List(List { q, kind, status, plan, parent, pages, remote }) => {
            let kind = kind.map(|kind| kind.word().to_owned());
            let client = remote.client()?;
            pages.show(client.accounts(AccountFilter { q, kind, status, plan, parent }), out, listed)?;
        }
        Args::Activate(Activate { id, plan, once, remote }) => {
            out.reply(&remote.client_once(&once)?.activate(&id, plan.as_deref())?, shown);
        }
        Args::Cancel(One { id, once, remote }) => out.reply(&remote.client_once(&once)?.cancel(&id)?, shown),
        Args::Pause(One { id, once, remote }) => out.reply(&remote.client_once(&once)?.pause(&id)?, shown),
        Args::Resume(One { id, once, remote }) => out.reply(&remote.client_once(&once)?.resume(&id)?, shown),
        Args::Plan(plan) => change_plan(plan, out)?,
        Args::Share(Share { id, switch, remote }) => {
            let reply = remote.client()?.set_sharing(&id, switch == "on")?;
            out.reply(&reply, |now| {
                if now.enabled {
                    format!("{id} shares its credits with its subaccounts.")
                } else {
                    format!("{id} keeps its credits to itself; what is granted to a subaccount stays usable there.")
                }
            });
        }
        Args::Limit(limit) => set_limit(&limit, out)?,
    }
    Ok(())
}

fn make(create: Create, out: Out) -> Result<(), Fault> {
    let Create { id, kind, parent, plan, trial, trial_ends_at, started_at, time_zone, name, email, once, remote } =
        create;
    let is_paying = !matches!(kind, Kind::Subaccount);
    if is_paying && plan.is_none() {
        return Err(Fault::Usage("name the plan with --plan; `scrip catalog show` lists the plans".to_owned()));
    }
    let billing = (name.is_some() || email.is_some()).then(|| Billing { name, email, ..Billing::default() });
    let account = NewAccount {
        id,
        kind: kind.word().to_owned(),
        parent,
        plan,
        status: is_paying.then(|| if trial { "trial" } else { "active" }.to_owned()),
        started_at,
        trial_ends_at,
        time_zone,
        billing,
        ..NewAccount::default()
    };
    out.reply(&remote.client_once(&once)?.create_account(&account)?, shown);
    Ok(())
}

fn change_plan(plan: Plan, out: Out) -> Result<(), Fault> {
    let Plan { id, to, when, credits_per_period, preview, once, remote } = plan;
    let change = PlanChange { plan: to, when, credits_per_period, preview };
    let reply = remote.client_once(&once)?.change_plan(&id, &change)?;
    out.reply(&reply, |answer| {
        let what = if preview { "It would change so:" } else { "Changed:" };
        format!("{what}\n{}", fields(answer))
    });
    Ok(())
}

fn set_limit(limit: &Limit, out: Out) -> Result<(), Fault> {
    let Limit { id, subject, credits, per, remote, .. } = limit;
    let client = remote.client()?;
    match credits {
        Some(credits) => out.reply(&client.set_limit(id, subject, *credits, per)?, |_| {
            format!("{subject} in {id} may spend {} a {per}.", crate::out::of_credits(*credits))
        }),
        None => {
            out.reply(&client.remove_limit(id, subject)?, |_| format!("{subject} in {id} has no limit of its own."));
        }
    }
    Ok(())
}

fn shown(account: &Account) -> String {
    let mut lines = vec![
        ("account", account.id.clone()),
        ("kind", account.kind.clone()),
        ("plan", or_dash(account.plan.as_deref())),
        ("state", state(account)),
    ];
    let more = [
        ("agency", account.parent.clone()),
        ("time zone", account.time_zone.clone()),
        ("renews", account.period.as_ref().map(|period| instant(&period.end))),
        ("trial ends", account.trial_ends_at.as_deref().map(instant)),
    ];
    lines.extend(more.into_iter().filter_map(|(name, value)| Some((name, value?))));
    crate::out::lines(lines.iter().map(|(name, value)| format!("{name:<12}{value}")))
}

fn state(account: &Account) -> String {
    format!("{}{}", or_dash(account.state.as_deref()), if account.paused == Some(true) { ", paused" } else { "" })
}

fn listed(accounts: &[Account]) -> String {
    table(
        &["account", "kind", "plan", "state", "agency"],
        accounts.iter().map(|account| {
            let plan = or_dash(account.plan.as_deref());
            vec![account.id.clone(), account.kind.clone(), plan, state(account), or_dash(account.parent.as_deref())]
        }),
    )
}

/// Any JSON object, a field a line.
pub(crate) fn fields(value: &serde_json::Value) -> String {
    fn walk(name: &str, value: &serde_json::Value, lines: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(fields) => {
                for (field, value) in fields {
                    let name = if name.is_empty() { field.clone() } else { format!("{name}.{field}") };
                    walk(&name, value, lines);
                }
            }
            serde_json::Value::Null => {}
            serde_json::Value::String(text) => lines.push(format!("{name:<28}{text}")),
            other => lines.push(format!("{name:<28}{other}")),
        }
    }
    let mut lines = Vec::new();
    walk("", value, &mut lines);
    lines.join("\n")
}
