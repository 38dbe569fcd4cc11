//! The demo's table: what the ledger says about each account after the trace, beside what was refused.

use std::collections::BTreeMap;

use scrip_client::{BalanceAt, Client, Credits, Error, UsageFilter};
use serde_json::{Value, json};

use super::scene::{ACCOUNTS, pool_of};
use crate::out::{credits, table};
use crate::replay::{refused, run::Tally};

/// One account's line.
#[derive(Debug, Default)]
pub(super) struct Figures {
    granted: Credits,
    /// By feature.
    spent: BTreeMap<String, Credits>,
    reserved: Credits,
    refused: BTreeMap<String, u64>,
    left: Credits,
}

/// Asks the server for every account of the demo. Refusals leave nothing in the ledger, so those were counted.
pub(super) fn gather(
    client: &Client,
    tallies: &BTreeMap<String, Tally>,
) -> Result<Vec<(&'static str, Figures)>, Error> {
    ACCOUNTS
        .iter()
        .map(|sample| {
            let figures = Figures {
                granted: granted(client, sample.id)?,
                spent: spent(client, sample.id)?,
                reserved: reserved(client, sample.id)?,
                refused: tallies.get(sample.id).map(|tally| tally.refused.clone()).unwrap_or_default(),
                left: client.balance(sample.id, &BalanceAt::default())?.available,
            };
            Ok((sample.id, figures))
        })
        .collect()
}

/// What is for a subaccount alone counts there and not at its agency.
fn granted(client: &Client, account: &str) -> Result<Credits, Error> {
    let pool = pool_of(account);
    let mut sum = Credits::ZERO;
    for grant in client.grants(pool).limit(200).all() {
        let grant = grant?;
        let subaccounts = grant.scope.map(|scope| scope.subaccounts).unwrap_or_default();
        let is_here = if pool == account { subaccounts.is_empty() } else { subaccounts.iter().any(|id| id == account) };
        if is_here {
            sum += grant.credits;
        }
    }
    Ok(sum)
}

/// Usage by feature; an agency's own is what no subaccount used.
fn spent(client: &Client, account: &str) -> Result<BTreeMap<String, Credits>, Error> {
    let usage = |account: &str| {
        let filter = UsageFilter { group_by: Some("feature".to_owned()), ..UsageFilter::default() };
        let reply = client.usage(account, &filter)?;
        Ok::<_, Error>(by_feature(&reply.value))
    };
    let mut spent = usage(account)?;
    for sub in ACCOUNTS.iter().filter(|sample| sample.parent == Some(account)) {
        for (feature, credits) in usage(sub.id)? {
            *spent.entry(feature).or_default() -= credits;
        }
    }
    spent.retain(|_, credits| *credits != Credits::ZERO);
    Ok(spent)
}

fn by_feature(usage: &Value) -> BTreeMap<String, Credits> {
    let mut sums = BTreeMap::<String, Credits>::new();
    for line in usage.get("data").and_then(Value::as_array).into_iter().flatten() {
        let feature = line.get("feature").and_then(Value::as_str).unwrap_or("other").to_owned();
        let credits = line.get("credits").and_then(|credits| credits.to_string().parse().ok()).unwrap_or_default();
        *sums.entry(feature).or_default() += credits;
    }
    sums
}

fn reserved(client: &Client, account: &str) -> Result<Credits, Error> {
    let mut sum = Credits::ZERO;
    for reservation in client.reservations(account).limit(200).all() {
        let reservation = reservation?;
        let is_here = reservation.account.as_deref().is_none_or(|whose| whose == account);
        if is_here && reservation.state == "open" {
            sum += reservation.credits;
        }
    }
    Ok(sum)
}

/// The features of the table, in its order.
const FEATURES: [(&str, &str); 3] =
    [("lunar", ">Lunar"), ("background-removal", ">images"), ("programmatic-landing-pages", ">pages")];

pub(super) fn shown(figures: &[(&str, Figures)]) -> String {
    let [(_, lunar), (_, images), (_, pages)] = FEATURES;
    let heads = ["account", "plan", ">granted", lunar, images, pages, ">reserved", ">left", "refused calls"];
    table(
        &heads,
        ACCOUNTS.iter().zip(figures).map(|(sample, (account, figures))| {
            let plan = match (sample.plan, sample.parent, sample.is_trial) {
                (_, Some(_), _) => "its agency's".to_owned(),
                (Some(plan), _, true) => format!("{plan}, trial"),
                (plan, _, _) => plan.unwrap_or_default().to_owned(),
            };
            let account = if sample.parent.is_some() { format!("  {account}") } else { (*account).to_owned() };
            let mut row = vec![account, plan, credits(figures.granted)];
            row.extend(
                FEATURES
                    .iter()
                    .map(|(feature, _)| figures.spent.get(*feature).map_or_else(String::new, |spent| credits(*spent))),
            );
            row.extend([credits(figures.reserved), credits(figures.left), refused(&figures.refused)]);
            row
        }),
    )
}

pub(super) fn in_json(figures: &[(&str, Figures)]) -> Value {
    let accounts: serde_json::Map<_, _> = figures
        .iter()
        .map(|(account, figures)| {
            let Figures { granted, spent, reserved, refused, left } = figures;
            let line =
                json!({ "granted": granted, "spent": spent, "reserved": reserved, "refused": refused, "left": left });
            ((*account).to_owned(), line)
        })
        .collect();
    Value::Object(accounts)
}
