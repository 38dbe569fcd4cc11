//! Happened: the year held what it is for, so that a check cannot pass for want of cases; and the server complained of nothing.

use std::collections::BTreeMap;

use super::Check;
use super::ledger::entries;
use crate::gather::Gathered;

/// What a whole year must have done, as the host counts it, and in brackets what a gateway or a crash did.
const DONE: &[&str] = &[
    "batches cut off",
    "reservations settled",
    "reservations voided",
    "reservations that time out",
    "reversals",
    "grants by hand",
    "grants voided in part",
    "orders by card",
    "orders by saved",
    "orders by transfer",
    "orders canceled",
    "pages paid",
    "pages paid while the server was down",
    "top-ups arranged",
    "transfers reported",
    "transfers confirmed",
    "transfers that came twice",
    "transfers rejected",
    "refunds asked",
    "refunds at the gateway",
    "refunds done late",
    "refunds refused late",
    "disputes",
    "disputes won",
    "disputes lost",
    "disputes over before they were told",
];

/// What must have been refused at some time.
const REFUSED: &[&str] = &[
    "insufficient_credits",
    "spend_limit_reached",
    "role_not_allowed",
    "sharing_disabled",
    "trial_cannot_buy",
    "account_ended",
    "payment_declined",
    "nothing_to_refund",
];

/// What must have been told.
const TOLD: &[&str] = &[
    "grant.expiring",
    "grant.expired",
    "grant.voided",
    "spend.reversed",
    "reservation.expired",
    "balance.low",
    "balance.depleted",
    "balance.recovered",
    "spend_limit.reached",
    "period.renewed",
    "plan.changed",
    "trial.ended",
    "order.awaiting_payment",
    "order.overdue",
    "order.overpaid",
    "order.canceled",
    "order.refunded",
    "order.disputed",
    "auto_topup.succeeded",
    "auto_topup.failed",
    "sharing.changed",
];

/// A year of two hundred accounts has all of it; a smaller one is asked only whether it had anything.
pub(super) fn everything_happened(gathered: &Gathered) -> Check {
    let mut told: BTreeMap<&str, usize> = BTreeMap::new();
    for event in &gathered.events {
        *told.entry(event["type"].as_str().unwrap_or_default()).or_default() += 1;
    }
    let lines = entries(gathered).len();
    let mut check = Check::of(
        "everything happened that a year holds",
        format!("{lines} entries, {} events", gathered.events.len()),
    );
    check.must(lines > 0, || "nothing happened".to_owned());
    if gathered.is_whole_year {
        let missing = |names: &[&str], has: &dyn Fn(&str) -> bool| -> Vec<String> {
            names.iter().filter(|name| !has(name)).map(|name| format!("it never happened: {name}")).collect()
        };
        check.faults.extend(missing(DONE, &|name| gathered.done.contains_key(name)));
        check.faults.extend(missing(REFUSED, &|name| gathered.refused.contains_key(name)));
        check.faults.extend(missing(TOLD, &|name| told.contains_key(name)));
    }
    check
}

/// The gateway takes every call but that to close a page which was paid a moment before; the server's log holds no other error
/// than that, and those that an operator is to act on.
pub(super) fn log(gathered: &Gathered) -> Check {
    let mut check = Check::of("the server logged no error", format!("{} lines", gathered.log.len()));
    let (paid_before, odd): (Vec<&String>, Vec<&String>) = gathered
        .odd
        .iter()
        .partition(|call| call.starts_with("POST /v1/checkout/sessions/") && call.contains("/expire "));
    for call in odd {
        check.fault(format!("the gateway refused {call}"));
    }
    let mut to_expect = paid_before.len();
    for line in &gathered.log {
        let is_paid_before = line.contains("gateway refuses a call") && to_expect > 0;
        to_expect -= usize::from(is_paid_before);
        let is_fine = is_paid_before || line.contains("send it back by hand");
        check.must(is_fine || !(line.contains("\"ERROR\"") || line.contains("panicked")), || line.clone());
    }
    check
}
