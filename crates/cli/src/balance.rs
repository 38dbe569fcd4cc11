//! `scrip balance`: what is left on an account, now or as it was.

use clap::Args as Flags;
use scrip_client::{Balance, BalanceAt, Credits};

use crate::fault::Fault;
use crate::out::{Out, credits, instant, of_credits};
use crate::remote::Remote;

#[derive(Debug, Flags)]
pub(crate) struct Args {
    /// The account
    account: String,
    /// As of this instant (RFC 3339), not in the future
    #[arg(long, value_name = "INSTANT")]
    at: Option<String>,
    /// For this feature: what is granted for it alone counts too
    #[arg(long)]
    feature: Option<String>,
    /// For this member
    #[arg(long)]
    member: Option<String>,
    #[command(flatten)]
    remote: Remote,
}

pub(crate) fn run(args: &Args, out: Out) -> Result<(), Fault> {
    let at = BalanceAt { at: args.at.clone(), feature: args.feature.clone(), member: args.member.clone() };
    let reply = args.remote.client()?.balance(&args.account, &at)?;
    out.reply(&reply, |balance| shown(&args.account, balance));
    Ok(())
}

fn shown(account: &str, balance: &Balance) -> String {
    let mut lines = vec![format!("{account} has {} as of {}", of_credits(balance.available), instant(&balance.as_of))];
    let renews =
        balance.monthly.renews_at.as_deref().map_or_else(String::new, |at| format!(", renewed {}", instant(at)));
    lines.push(format!("  monthly   {:>12}{renews}", credits(balance.monthly.available)));
    lines.push(format!("  extra     {:>12}", credits(balance.extra.available)));
    for (name, amount) in [("reserved", balance.reserved), ("owed", balance.owed)] {
        if amount > Credits::ZERO {
            lines.push(format!("  {name:<10}{:>12}", credits(amount)));
        }
    }
    for scoped in &balance.scoped {
        let whom: Vec<&str> = scoped.features.iter().chain(&scoped.subaccounts).map(String::as_str).collect();
        lines.push(format!("  only for {}: {}", whom.join(", "), credits(scoped.available)));
    }
    for expiring in &balance.expiring {
        lines.push(format!("  {} end {}", of_credits(expiring.credits), instant(&expiring.at)));
    }
    lines.extend(balance.shared_from.as_ref().map(|agency| format!("  shared by {agency}")));
    lines.join("\n")
}
