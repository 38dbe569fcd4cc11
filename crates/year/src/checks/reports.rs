//! Reports: the server's, line by line, against what a script makes of the CSV of the entries alone; and what remains against
//! what the grants hold.

use std::collections::BTreeMap;

use super::Check;
use super::csv::{cells, rows};
use crate::gather::Gathered;
use crate::http::{milli, thousandths};

fn same(gathered: &Gathered, name: &'static str, report: &str) -> Check {
    let of = |reports: &BTreeMap<String, String>| reports.get(report).map(|text| cells(text)).unwrap_or_default();
    let (first, second) = (of(&gathered.reports), of(&gathered.second));
    let mut check = Check::of(name, format!("{} lines", first.len().saturating_sub(1)));
    check.must(first.len() > 1, || "it is empty".to_owned());
    check.must(first.len() == second.len(), || format!("{} lines, the script has {}", first.len(), second.len()));
    for (line, other) in first.iter().zip(&second).filter(|(line, other)| line != other) {
        check.fault(format!("{} - the script says {}", line.join(","), other.join(",")));
    }
    check
}

/// Breakage.
pub(super) fn breakage(gathered: &Gathered) -> Check {
    same(gathered, "breakage is what a script reads from the entries' CSV", "breakage")
}

/// Deferred revenue; each month begins where the one before ended.
pub(super) fn deferred(gathered: &Gathered) -> Check {
    let mut check = same(gathered, "deferred revenue is what it reads, month after month", "deferred-revenue");
    let mut closing = "0".to_owned();
    for row in rows(gathered.reports.get("deferred-revenue").map_or("", String::as_str)) {
        check.must(row["opening"] == closing, || {
            format!("{}: opens with {}, not {closing}", row["month"], row["opening"])
        });
        closing.clone_from(&row["closing"]);
    }
    check
}

/// Usage by feature.
pub(super) fn by_feature(gathered: &Gathered) -> Check {
    same(gathered, "usage by feature is what it reads", "usage-feature")
}

/// Usage by model.
pub(super) fn by_model(gathered: &Gathered) -> Check {
    same(gathered, "usage by model is what it reads", "usage-model")
}

/// Usage by account; in all it is what the host's own book says.
pub(super) fn by_account(gathered: &Gathered) -> Check {
    let mut check = same(gathered, "usage by account is what it reads, and the host's book", "usage-account");
    let rows = rows(gathered.reports.get("usage-account").map_or("", String::as_str));
    let all: i64 = rows.iter().map(|row| thousandths(&row["credits"])).sum();
    check.must(all == gathered.used, || format!("{all} reported, {} by the host's book", gathered.used));
    check
}

/// What remains by the reports at the end is what the grants hold.
pub(super) fn remaining(gathered: &Gathered) -> Check {
    let (mut held, mut paid): (BTreeMap<String, i64>, i64) = (BTreeMap::new(), 0);
    for grant in gathered.grants.values().flatten() {
        let left = milli(&grant["available"]) + milli(&grant["reserved"]);
        *held.entry(grant["kind"].as_str().unwrap_or_default().to_owned()).or_default() += left;
        paid += if grant["cost_basis"].is_object() { left } else { 0 };
    }
    let mut last: BTreeMap<String, i64> = BTreeMap::new();
    for row in rows(gathered.reports.get("breakage").map_or("", String::as_str)) {
        last.insert(row["kind"].clone(), thousandths(&row["remaining"]));
    }
    let said = held.iter().map(|(kind, milli)| format!("{kind} {}", milli / 1_000)).collect::<Vec<_>>().join(", ");
    let mut check = Check::of("what remains by the reports is what the grants hold", said);
    check.must(held == last, || format!("{held:?} held, {last:?} reported"));
    let deferred = rows(gathered.reports.get("deferred-revenue").map_or("", String::as_str));
    let owed = deferred.last().map_or(0, |row| thousandths(&row["remaining"]));
    check.must(owed == paid, || format!("{paid} held that was paid for, {owed} reported"));
    check
}
