//! `scrip order`: the operator's queue of transfers, confirmed or rejected, and refunds.

use clap::{Args as Flags, Subcommand};
use scrip_client::{Credits, Money, Order, OrderFilter};

use crate::account::Pages;
use crate::fault::Fault;
use crate::out::{Out, credits, instant, of_credits, or_dash, table};
use crate::remote::{Once, Remote};

#[derive(Debug, Subcommand)]
pub(crate) enum Args {
    /// List orders: one account's, or all; `--status awaiting_payment` is the queue
    List(List),
    /// Say that an order was paid, by the bank's reference
    Confirm(Confirm),
    /// Turn an order down
    Reject(Reject),
    /// Give money back for what is unspent
    Refund(Refund),
}

#[derive(Debug, Flags)]
pub(crate) struct List {
    /// The account; none: all of them
    account: Option<String>,
    /// Only those that stand so: `pending`, `awaiting_payment`, `paid`, `canceled`, `refunded`, `disputed`
    #[arg(long, conflicts_with = "account")]
    status: Option<String>,
    #[command(flatten)]
    pages: Pages,
    #[command(flatten)]
    remote: Remote,
}

#[derive(Debug, Flags)]
pub(crate) struct Confirm {
    /// The order: `ord_…`
    order: String,
    /// The bank's reference: another one is another payment
    #[arg(long)]
    reference: String,
    #[command(flatten)]
    once: Once,
    #[command(flatten)]
    remote: Remote,
}

#[derive(Debug, Flags)]
pub(crate) struct Reject {
    /// The order: `ord_…`
    order: String,
    /// Why: it stands in the ledger
    #[arg(long)]
    reason: String,
    #[command(flatten)]
    remote: Remote,
}

#[derive(Debug, Flags)]
pub(crate) struct Refund {
    /// The order: `ord_…`
    order: String,
    /// No more than so many credits
    #[arg(long)]
    credits: Option<Credits>,
    #[command(flatten)]
    once: Once,
    #[command(flatten)]
    remote: Remote,
}

pub(crate) fn run(args: Args, out: Out) -> Result<(), Fault> {
    match args {
        Args::List(List { account: Some(account), pages, remote, .. }) => {
            pages.show(remote.client()?.orders(&account), out, listed)?;
        }
        Args::List(List { account: None, status, pages, remote }) => {
            pages.show(remote.client()?.all_orders(OrderFilter { status }), out, listed)?;
        }
        Args::Confirm(Confirm { order, reference, once, remote }) => {
            let reply = remote.client_once(&once)?.confirm_payment(&order, &reference)?;
            out.reply(&reply, |order| {
                let (id, account) = (&order.id, &order.account);
                format!("{id} is {}: {} for {account}.", order.status, of_credits(order.credits))
            });
        }
        Args::Reject(Reject { order, reason, remote }) => {
            let reply = remote.client()?.reject_order(&order, &reason)?;
            out.reply(&reply, |order| format!("{} is {}.", order.id, order.status));
        }
        Args::Refund(Refund { order, credits, once, remote }) => {
            let reply = remote.client_once(&once)?.refund_order(&order, credits)?;
            out.reply(&reply, refunded);
        }
    }
    Ok(())
}

fn refunded(order: &Order) -> String {
    order.refunds.last().map_or_else(String::new, |refund| {
        let (amount, taken) = (money(&refund.amount), of_credits(refund.credits));
        format!("{amount} of {} go back for {taken}: {}.", order.id, refund.status)
    })
}

fn money(money: &Money) -> String {
    format!("{}.{:02} {}", money.amount / 100, money.amount % 100, money.currency)
}

fn listed(orders: &[Order]) -> String {
    table(
        &["order", "account", "status", "paid with", ">credits", ">total", "credits by", "pay by"],
        orders.iter().map(|order| {
            let time = |time: &Option<String>| or_dash(time.as_deref().map(instant).as_deref());
            vec![
                order.id.clone(),
                order.account.clone(),
                order.status.clone(),
                order.pay_with.clone(),
                credits(order.credits),
                money(&order.total),
                time(&order.credits_by),
                time(&order.pay_by),
            ]
        }),
    )
}
