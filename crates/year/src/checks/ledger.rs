//! The ledger: it verifies, each period and each order granted once, every acknowledged spend is one line, every grant adds up.

use std::collections::{BTreeMap, BTreeSet};

use super::Check;
use super::csv::{Row, rows};
use crate::calendar::{at, shown};
use crate::gather::Gathered;
use crate::http::{milli, thousandths};

/// Rows of all accounts, with the account's id.
pub(super) fn entries(gathered: &Gathered) -> Vec<(&str, Row)> {
    let of = |(account, text): (&'_ String, &'_ String)| {
        rows(text).into_iter().map(|row| (account.clone(), row)).collect::<Vec<_>>()
    };
    let all = gathered.entries.iter().flat_map(of);
    let known = |account: &str| gathered.entries.get_key_value(account).map_or("", |(known, _)| known.as_str());
    all.map(|(account, row)| (known(&account), row)).collect()
}

/// `scrip verify` finds nothing, on the served ledger, the file and an export.
pub(super) fn verified(gathered: &Gathered) -> Check {
    let lines = gathered.verified.iter().map(|(_, said)| said["entries"].to_string()).collect::<Vec<_>>().join(", ");
    let mut check = Check::of("verify passes: served, file, export", format!("{lines} entries"));
    check.must(gathered.verified.len() == 3, || "not all three were asked".to_owned());
    for (what, said) in &gathered.verified {
        check.must(said["ok"] == true, || format!("{what}: {said}"));
    }
    check
}

/// Each period of each account granted what an own calendar says, when it says.
pub(super) fn plan_grants(gathered: &Gathered) -> Check {
    let mut count = 0;
    let mut faults = Vec::new();
    for (account, text) in &gathered.entries {
        let is_plans = |row: &Row| row["kind"] == "grant" && row["grant_kind"] == "plan";
        let granted = rows(text).into_iter().filter(is_plans);
        let granted: Vec<_> = granted.map(|row| (at(&row["at"]), thousandths(&row["credits"]))).collect();
        let expected = gathered.expected.get(account).cloned().unwrap_or_default();
        let expected: Vec<_> = expected.into_iter().map(|(at, credits)| (at, credits * 1_000)).collect();
        count += granted.len();
        let told = |(at, milli): &(i64, i64)| format!("{} at {}", milli / 1_000, shown(*at));
        for missing in expected.iter().filter(|grant| !granted.contains(grant)) {
            faults.push(format!("{account}: not granted: {}", told(missing)));
        }
        for surplus in granted.iter().filter(|grant| !expected.contains(grant)) {
            faults.push(format!("{account}: granted without a reason: {}", told(surplus)));
        }
        if granted.len() != expected.len() && faults.is_empty() {
            faults.push(format!("{account}: {} grants, not {}", granted.len(), expected.len()));
        }
    }
    let mut check = Check::of("each period granted what an own calendar says", format!("{count} plan grants"));
    check.faults = faults;
    check
}

/// No period, no order, no trial and no starter grant twice.
pub(super) fn nobody_twice(gathered: &Gathered) -> Check {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let mut starters: BTreeMap<(&str, String), u32> = BTreeMap::new();
    for (account, row) in entries(gathered) {
        match (row["kind"].as_str(), row["grant_kind"].as_str()) {
            ("grant", "plan") => *seen.entry(format!("{account} at {}", row["at"])).or_default() += 1,
            ("grant", kind @ ("trial" | "legacy")) => *starters.entry((account, kind.to_owned())).or_default() += 1,
            ("order", _) if !row["grant"].is_empty() => {
                *seen.entry(format!("order {}", row["order"])).or_default() += 1;
            }
            _ => {}
        }
    }
    let looked_at = format!("{} periods and orders, {} trials and starters", seen.len(), starters.len());
    let mut check = Check::of("nobody was granted twice", looked_at);
    for (what, times) in seen.iter().filter(|(_, times)| **times > 1) {
        check.fault(format!("{what}: granted {times} times"));
    }
    for ((account, kind), times) in &starters {
        let is_its = gathered.starters.get(*account) == Some(&kind.as_str());
        check.must(*times == 1 && is_its, || format!("{account}: {times} grants of kind {kind}"));
    }
    for (account, kind) in &gathered.starters {
        let has = starters.contains_key(&(account.as_str(), (*kind).to_owned()));
        check.must(has, || format!("{account}: no grant of kind {kind}"));
    }
    check
}

/// Every spend that was acknowledged, through crashes and repeats, is one line of its amount; and no line is without an asker.
pub(super) fn spends(gathered: &Gathered) -> Check {
    let mut found: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for (_, row) in entries(gathered) {
        if matches!(row["kind"].as_str(), "spend" | "settle") {
            found.entry(row["spend"].clone()).or_default().push(thousandths(&row["credits"]));
        }
    }
    let mut check = Check::of("every acknowledged spend is one line", format!("{} spends", found.len()));
    for (id, milli) in &gathered.acknowledged {
        check.must(found.get(id) == Some(&vec![*milli]), || {
            format!("{id}: {milli} acknowledged, {:?} found", found.get(id))
        });
    }
    for id in found.keys().filter(|id| !gathered.acknowledged.contains_key(*id)) {
        check.fault(format!("{id}: nobody was told of it"));
    }
    check
}

/// granted + returned = available + reserved + spent + expired + voided + rolled over, and the lines lead to the same.
pub(super) fn conserved(gathered: &Gathered) -> Check {
    let of_lines = left_by_lines(gathered);
    let mut count = 0;
    let mut faults = Vec::new();
    for grant in gathered.grants.values().flatten() {
        count += 1;
        let of = |field: &str| milli(&grant[field]);
        let gone = of("available") + of("reserved") + of("spent") + of("expired") + of("voided") + of("rolled_over");
        if of("credits") + of("returned") != gone {
            faults.push(format!("does not add up: {grant}"));
        }
        let left = of_lines.get(grant["id"].as_str().unwrap_or_default()).copied().unwrap_or(0);
        if left != of("available") + of("reserved") {
            faults.push(format!(
                "{}: {left} left by the lines, {} by the grant",
                grant["id"],
                of("available") + of("reserved")
            ));
        }
    }
    let listed: BTreeSet<&str> = gathered.grants.values().flatten().filter_map(|grant| grant["id"].as_str()).collect();
    for (id, left) in of_lines.iter().filter(|(id, left)| **left != 0 && !listed.contains(id.as_str())) {
        faults.push(format!("{id}: {left} left by the lines, and not listed"));
    }
    let mut check = Check::of("every grant adds up, by itself and by its lines", format!("{count} grants"));
    check.faults = faults;
    check
}

/// What is left of each grant, by its lines alone.
fn left_by_lines(gathered: &Gathered) -> BTreeMap<String, i64> {
    let mut left: BTreeMap<String, i64> = BTreeMap::new();
    for (_, row) in entries(gathered) {
        let credits = thousandths(&row["credits"]);
        match row["kind"].as_str() {
            "grant" | "roll" => *left.entry(row["grant"].clone()).or_default() += credits,
            "expire" | "void" | "claw" => *left.entry(row["grant"].clone()).or_default() -= credits,
            _ => {}
        }
        // What is set aside is still there until it is settled.
        if matches!(row["kind"].as_str(), "spend" | "settle" | "roll") {
            for (grant, credits, _) in shares(&row["draws"]) {
                *left.entry(grant).or_default() -= credits;
            }
        }
        for (grant, credits, is_gone) in shares(&row["returned"]) {
            let comes_back = matches!(row["kind"].as_str(), "reverse" | "reinstate");
            *left.entry(grant).or_default() += if comes_back { credits } else { 0 } - if is_gone { credits } else { 0 };
        }
    }
    left
}

/// `grt_1:12.5 grt_2:3:expired`: the grant, thousandths, whether they were gone at once.
fn shares(cell: &str) -> Vec<(String, i64, bool)> {
    let share = |text: &str| {
        let mut parts = text.split(':');
        let (grant, credits) = (parts.next()?.to_owned(), thousandths(parts.next()?));
        Some((grant, credits, parts.next().is_some()))
    };
    cell.split_whitespace().filter_map(share).collect()
}
