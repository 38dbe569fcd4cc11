//! Money: what the gateway took and sent back is what orders say, each order one grant and one invoice, numbers without a gap.

use std::collections::{BTreeMap, BTreeSet};

use scrip_model::calendar::{wall, zone};
use serde_json::Value;

use super::Check;
use super::ledger::entries;
use crate::calendar::at;
use crate::gather::Gathered;
use crate::orders::TOP_UPS_A_MONTH;

fn text<'v>(value: &'v Value, field: &str) -> &'v str {
    value[field].as_str().unwrap_or_default()
}

fn cents(value: &Value) -> i64 {
    value["amount"].as_i64().unwrap_or_default()
}

fn is_paid(order: &Value) -> bool {
    order["paid_at"].is_string()
}

fn is_by_card(order: &Value) -> bool {
    matches!(text(order, "pay_with"), "card" | "saved")
}

/// What went back of an order, in the ledger's words.
fn back(order: &Value) -> i64 {
    let refunds = order["refunds"].as_array().into_iter().flatten();
    refunds.filter(|refund| refund["status"] == "succeeded").map(|refund| cents(&refund["amount"])).sum()
}

/// Every paid order has one grant, and every grant of an order was paid.
pub(super) fn one_grant_an_order(gathered: &Gathered) -> Check {
    let mut granted: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut grants: BTreeSet<String> = BTreeSet::new();
    for (_, row) in entries(gathered) {
        if row["kind"] == "order" && !row["grant"].is_empty() {
            granted.entry(row["order"].clone()).or_default().push(row["grant"].clone());
        }
        // By hand it has a reason.
        if row["kind"] == "grant" && row["grant_kind"] == "package" && row["reason"].is_empty() {
            grants.insert(row["grant"].clone());
        }
    }
    let paid: BTreeSet<&str> =
        gathered.orders.iter().filter(|order| is_paid(order)).map(|order| text(order, "id")).collect();
    let mut check =
        Check::of("every paid order has exactly one grant, and vice versa", format!("{} orders paid", paid.len()));
    for order in &paid {
        let its = granted.get(*order).map_or(0, Vec::len);
        check.must(its == 1, || format!("{order}: {its} grants"));
    }
    for order in granted.keys().filter(|order| !paid.contains(order.as_str())) {
        check.fault(format!("{order}: granted and not paid"));
    }
    let told: BTreeSet<String> = granted.values().flatten().cloned().collect();
    for grant in grants.symmetric_difference(&told) {
        check.fault(format!("{grant}: a package's grant without an order, or an order's without a line"));
    }
    check
}

/// Every payment that the gateway took is of one paid order, of its amount; every order paid by card has one such payment.
pub(super) fn charges_and_orders(gathered: &Gathered) -> Check {
    let mut taken: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for payment in &gathered.payments {
        taken.entry(text(&payment["metadata"], "order")).or_default().push(payment["amount"].as_i64().unwrap_or(0));
    }
    let mut check = Check::of(
        "every charge at the gateway is one order's, and vice versa",
        format!("{} charges", gathered.payments.len()),
    );
    let by_card: BTreeMap<&str, &Value> = gathered
        .orders
        .iter()
        .filter(|order| is_by_card(order) && is_paid(order))
        .map(|order| (text(order, "id"), order))
        .collect();
    for (id, order) in &by_card {
        let expected = vec![cents(&order["total"])];
        check.must(taken.get(id) == Some(&expected), || format!("{id}: {expected:?} paid, {:?} taken", taken.get(id)));
    }
    for (id, amounts) in taken.iter().filter(|(id, _)| !by_card.contains_key(*id)) {
        check.fault(format!("{id}: {amounts:?} taken, and the order is not paid"));
    }
    check
}

/// Charges less refunds at the gateway are paid less refunded orders, one by one and in all.
pub(super) fn money_adds_up(gathered: &Gathered) -> Check {
    let mut there: BTreeMap<&str, i64> = BTreeMap::new();
    let order_of: BTreeMap<&str, &str> =
        gathered.payments.iter().map(|payment| (text(payment, "id"), text(&payment["metadata"], "order"))).collect();
    for refund in gathered.refunds.iter().filter(|refund| refund["status"] == "succeeded") {
        let order = order_of.get(text(refund, "payment_intent")).copied().unwrap_or_default();
        *there.entry(order).or_default() += refund["amount"].as_i64().unwrap_or(0);
    }
    let taken: i64 = gathered.payments.iter().filter_map(|payment| payment["amount"].as_i64()).sum();
    let returned: i64 = there.values().sum();
    let by_card: Vec<&Value> = gathered.orders.iter().filter(|order| is_by_card(order) && is_paid(order)).collect();
    let paid: i64 = by_card.iter().map(|order| cents(&order["total"])).sum();
    let refunded: i64 = by_card.iter().map(|order| back(order)).sum();
    let said = format!("{taken} - {returned} cents there, {paid} - {refunded} here");
    let mut check = Check::of("charges less refunds are paid less refunded orders", said.clone());
    check.must(taken - returned == paid - refunded, || said);
    for order in by_card {
        let (id, here) = (text(order, "id"), back(order));
        let there = there.remove(id).unwrap_or(0);
        check.must(here == there, || format!("{id}: {there} cents went back there, {here} here"));
    }
    check
}

/// Every dispute of the gateway's is known here, and ended the same.
pub(super) fn disputes(gathered: &Gathered) -> Check {
    let mut check =
        Check::of("every dispute ended here as it did at the gateway", format!("{} disputes", gathered.disputes.len()));
    for dispute in &gathered.disputes {
        let id = text(dispute, "id");
        let its = gathered.orders.iter().find(|order| order["dispute"]["id"] == id);
        let here = its.map_or("", |order| text(&order["dispute"], "status"));
        check.must(here == text(dispute, "status"), || {
            format!("{id}: {} there, {here:?} here", text(dispute, "status"))
        });
    }
    check
}

/// Auto top-up orders no more in a calendar month of the account's than was agreed; here two packages.
pub(super) fn top_ups(gathered: &Gathered) -> Check {
    let mut months: BTreeMap<(&str, String), usize> = BTreeMap::new();
    let is_its = |order: &&Value| order["auto_top_up"] == true && is_paid(order);
    for order in gathered.orders.iter().filter(is_its) {
        let account = text(order, "account");
        let tz = gathered.zones.get(account).and_then(|name| zone(name)).unwrap_or(chrono_tz::UTC);
        let month = wall(tz, at(text(order, "created_at"))).format("%Y-%m").to_string();
        *months.entry((account, month)).or_default() += 1;
    }
    let said = format!("{} top-ups in {} months", months.values().sum::<usize>(), months.len());
    let mut check = Check::of("auto top-up keeps to what was agreed for a month", said);
    for ((account, month), count) in &months {
        check.must(*count <= TOP_UPS_A_MONTH, || format!("{account}: {count} in {month}"));
    }
    check
}

/// Invoices and credit notes are numbered from 1 in each year, each number once.
pub(super) fn numbers(gathered: &Gathered) -> Check {
    let mut years: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for paper in &gathered.papers {
        if let Some((year, number)) = text(paper, "number").split_once('-') {
            years.entry(year).or_default().push(number.parse().unwrap_or(0));
        }
    }
    let said =
        years.iter().map(|(year, numbers)| format!("{} of {year}", numbers.len())).collect::<Vec<_>>().join(", ");
    let mut check = Check::of("numbers of papers are gapless, each given once", said);
    check.must(!years.is_empty(), || "there are none".to_owned());
    for (year, numbers) in &mut years {
        numbers.sort_unstable();
        for (place, number) in (1..).zip(numbers.iter()) {
            if *number != place {
                check.fault(format!("{year}: {place} was to come, {number} came"));
                break;
            }
        }
    }
    check
}

/// Each paid order has one invoice, each refund that was done one credit note, of the same money.
pub(super) fn papers(gathered: &Gathered) -> Check {
    let mut sums: BTreeMap<(&str, &str), (usize, i64)> = BTreeMap::new();
    for paper in &gathered.papers {
        let sum = sums.entry((text(paper, "order"), text(paper, "kind"))).or_default();
        *sum = (sum.0 + 1, sum.1 + cents(&paper["total"]));
    }
    let mut check = Check::of(
        "each paid order has one invoice, each refund one credit note",
        format!("{} papers", gathered.papers.len()),
    );
    for order in &gathered.orders {
        let id = text(order, "id");
        let invoiced = sums.remove(&(id, "invoice")).unwrap_or_default();
        let expected = if is_paid(order) { (1, cents(&order["total"])) } else { (0, 0) };
        check.must(invoiced == expected, || format!("{id}: invoices {invoiced:?}, not {expected:?}"));
        let credited = sums.remove(&(id, "credit_note")).unwrap_or_default();
        let refunds = order["refunds"].as_array().into_iter().flatten();
        let done = refunds.filter(|refund| refund["status"] == "succeeded").count();
        let expected = (done, back(order));
        check.must(credited == expected, || format!("{id}: credit notes {credited:?}, refunds {expected:?}"));
    }
    for of in sums.keys() {
        check.fault(format!("{of:?}: of no order"));
    }
    check
}
