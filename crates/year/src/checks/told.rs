//! Told: every mail arrived under one Message-ID, those that must be were written, webhooks came signed, in order, at least
//! once, and no crossing was told twice.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Check;
use super::ledger::entries;
use crate::gather::{Arrived, Gathered};

fn text<'v>(value: &'v Value, field: &str) -> &'v str {
    value[field].as_str().unwrap_or_default()
}

/// Mails that arrived, by Message-ID without the sender's domain.
fn by_id(gathered: &Gathered) -> BTreeMap<&str, Vec<&Arrived>> {
    let mut by_id: BTreeMap<&str, Vec<&Arrived>> = BTreeMap::new();
    for mail in &gathered.arrived {
        by_id.entry(mail.message_id.split('@').next().unwrap_or_default()).or_default().push(mail);
    }
    by_id
}

/// Every mail of the outbox was sent and arrived, where it was to go; none waits, none was given up.
pub(super) fn mails_arrived(gathered: &Gathered) -> Check {
    let arrived = by_id(gathered);
    let mut check =
        Check::of("every mail arrived", format!("{} mails, {} arrivals", gathered.mails.len(), gathered.arrived.len()));
    for mail in &gathered.mails {
        check.must(mail["status"] == "sent", || format!("{} is {}: {}", text(mail, "id"), text(mail, "status"), mail));
        let its = arrived.get(text(mail, "id"));
        check.must(its.is_some() || mail["status"] != "sent", || format!("{} did not arrive", text(mail, "id")));
        for one in its.into_iter().flatten() {
            check.must(one.to.iter().map(String::as_str).eq([text(mail, "to")]), || {
                format!("{} went to {:?}, not {}", text(mail, "id"), one.to, text(mail, "to"))
            });
        }
    }
    check
}

/// A mail has one Message-ID, whatever failed on its way, and a Message-ID one content; none is of no mail.
pub(super) fn one_message_id(gathered: &Gathered) -> Check {
    let arrived = by_id(gathered);
    let twice = arrived.values().filter(|its| its.len() > 1).count();
    let mut check = Check::of(
        "one Message-ID a mail, one content a Message-ID",
        format!("{} ids, {twice} came twice", arrived.len()),
    );
    let known: BTreeSet<&str> = gathered.mails.iter().map(|mail| text(mail, "id")).collect();
    for (id, its) in &arrived {
        check.must(known.contains(id), || format!("{id} is no mail of the outbox"));
        check.must(its.windows(2).all(|pair| pair[0] == pair[1]), || format!("{id} says different things"));
    }
    // Two Message-IDs that say the same about the same paper to the same reader are one mail sent twice.
    let mut papers: BTreeMap<(&[String], &[String]), BTreeSet<&str>> = BTreeMap::new();
    for (id, its) in &arrived {
        for one in its.iter().filter(|one| !one.attached.is_empty()) {
            papers.entry((&one.to, &one.attached)).or_default().insert(id);
        }
    }
    for ids in papers.values().filter(|ids| ids.len() > 1) {
        check.fault(format!("the same paper came under {ids:?}"));
    }
    check
}

/// One mail an invoice, a credit note, a pro-forma, a transfer that arrived, an order that was canceled or rejected.
pub(super) fn required_mails(gathered: &Gathered) -> Check {
    let mut of_paper: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut of_kind: BTreeMap<&str, usize> = BTreeMap::new();
    for mail in &gathered.mails {
        *of_kind.entry(text(mail, "kind")).or_default() += 1;
        if mail["paper"].is_string() {
            *of_paper.entry((text(mail, "kind"), text(mail, "paper"))).or_default() += 1;
        }
    }
    let mut check = Check::of("the mails that must be were written, once", format!("{} with a paper", of_paper.len()));
    for paper in &gathered.papers {
        let its = of_paper.remove(&(text(paper, "kind"), text(paper, "id"))).unwrap_or(0);
        check.must(its == 1, || format!("{} {}: {its} mails", text(paper, "kind"), text(paper, "number")));
    }
    let transfers = || gathered.orders.iter().filter(|order| order["pay_with"] == "transfer");
    for order in transfers() {
        let its = of_paper.remove(&("pro_forma", text(order, "id"))).unwrap_or(0);
        check.must(its == 1, || format!("pro-forma of {}: {its} mails", text(order, "id")));
    }
    for of in of_paper.keys() {
        check.fault(format!("{of:?}: a mail about no paper"));
    }
    let lines =
        |said: &str| entries(gathered).iter().filter(|(_, row)| row["kind"] == "order" && row["text"] == said).count();
    let expected = [
        ("payment_received", transfers().filter(|order| order["paid_at"].is_string()).count()),
        ("order_unpaid", lines("order canceled: it was not paid in time")),
        ("order_rejected", lines("order rejected")),
    ];
    for (kind, count) in expected {
        let its = of_kind.get(kind).copied().unwrap_or(0);
        check.must(its == count, || format!("{its} mails of kind {kind}, {count} reasons"));
    }
    let failed = gathered.events.iter().filter(|event| event["type"] == "auto_topup.failed");
    for event in failed {
        let has = gathered.mails.iter().any(|mail| mail["kind"] == "top_up_failed" && mail["event"] == event["id"]);
        check.must(has, || format!("nobody was written to about {}", event["id"]));
    }
    check
}

/// The paper in a mail is the paper that the API hashes.
pub(super) fn attached(gathered: &Gathered) -> Check {
    let arrived = by_id(gathered);
    let hashes: BTreeMap<&str, &str> =
        gathered.papers.iter().map(|paper| (text(paper, "id"), text(paper, "sha256"))).collect();
    let mut check = Check::of("the papers in mails are the papers of the API", format!("{} papers", hashes.len()));
    for mail in gathered.mails.iter().filter(|mail| mail["status"] == "sent") {
        let Some(hash) = hashes.get(text(mail, "paper")) else { continue };
        for one in arrived.get(text(mail, "id")).into_iter().flatten() {
            check.must(one.attached == [*hash], || {
                format!("{}: {:?} attached, {hash} kept", text(mail, "id"), one.attached)
            });
        }
    }
    check
}

/// Every event came to the receiver, signed so that the official library takes it, the same bytes each time.
pub(super) fn webhooks(gathered: &Gathered) -> Check {
    let mut came: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for one in &gathered.came {
        came.entry(&one.id).or_default().insert(&one.body);
    }
    let said = format!("{} events, {} webhooks", gathered.events.len(), gathered.came.len());
    let mut check = Check::of("every event came, signed, the same bytes each time", said);
    for event in gathered.events.iter().filter(|event| !came.contains_key(text(event, "id"))) {
        check.fault(format!("{} {} never came", text(event, "id"), text(event, "type")));
    }
    let known: BTreeSet<&str> = gathered.events.iter().map(|event| text(event, "id")).collect();
    for (id, bodies) in came {
        check.must(known.contains(id), || format!("{id} is no event"));
        check.must(bodies.len() == 1, || format!("{id} came with {} bodies", bodies.len()));
    }
    for one in gathered.came.iter().filter(|one| !one.is_signed) {
        check.fault(format!("{} is not signed", one.id));
    }
    check
}

/// First attempts came in the order of each pool.
pub(super) fn in_order(gathered: &Gathered) -> Check {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut last: BTreeMap<&str, (u64, &str)> = BTreeMap::new();
    let mut check = Check::of("first attempts came in the order of each pool", String::new());
    for one in &gathered.came {
        if !seen.insert(&one.id) {
            continue;
        }
        let before = last.insert(&one.pool, (one.sequence, &one.id));
        let is_later = before.is_none_or(|before| before < (one.sequence, one.id.as_str()));
        check.must(is_later, || format!("{}: {} came after {before:?}", one.pool, one.id));
    }
    check.figure = format!("{} pools", last.len());
    check
}

/// Between two alerts of one line there is a recovery; a limit is told once in its window, an expiry once for each notice.
pub(super) fn crossings(gathered: &Gathered) -> Check {
    let mut percent: BTreeMap<&str, u64> = BTreeMap::new();
    let mut is_extra_low: BTreeSet<&str> = BTreeSet::new();
    let mut told: BTreeMap<String, u32> = BTreeMap::new();
    let mut count = 0;
    let mut faults = Vec::new();
    let mut events: Vec<&Value> = gathered.events.iter().collect();
    events.sort_by_key(|event| (text(event, "pool"), event["sequence"].as_u64()));
    for event in events {
        let (pool, details) = (text(event, "pool"), &event["data"]["details"]);
        let id = text(event, "id");
        match text(event, "type") {
            "balance.low" if details["below"].is_null() => {
                let reached = details["percent"].as_u64().unwrap_or(0);
                let before = percent.insert(pool, reached).unwrap_or(0);
                if reached <= before {
                    faults.push(format!("{pool}: {reached} percent told after {before}: {id}"));
                }
            }
            "balance.low" if !is_extra_low.insert(pool) => {
                faults.push(format!("{pool}: extra credits low, twice: {id}"));
            }
            "balance.depleted" if percent.insert(pool, 100) == Some(100) => {
                faults.push(format!("{pool}: depleted twice: {id}"));
            }
            "balance.recovered" if details["which"] == "extra_low" => {
                if !is_extra_low.remove(pool) {
                    faults.push(format!("{pool}: extra credits recovered, and were not low: {id}"));
                }
            }
            "balance.recovered" => {
                let left = details["percent"].as_u64().unwrap_or(0);
                let before = percent.insert(pool, left).unwrap_or(0);
                if before <= left {
                    faults.push(format!("{pool}: recovered to {left} from {before}: {id}"));
                }
            }
            "spend_limit.reached" => {
                *told
                    .entry(format!("{pool}: limit of {} until {}", details["level"], details["resets_at"]))
                    .or_default() += 1;
            }
            "grant.expiring" => {
                // 30 days before and 7 days before.
                *told.entry(format!("{pool}: {} expires {}", details["grant"], details["expires_at"])).or_default() +=
                    1;
                if told[&format!("{pool}: {} expires {}", details["grant"], details["expires_at"])] <= 2 {
                    continue;
                }
            }
            _ => continue,
        }
        count += 1;
    }
    for (what, times) in told.iter().filter(|(what, times)| **times > if what.contains(" expires ") { 2 } else { 1 }) {
        faults.push(format!("{what}: told {times} times"));
    }
    let trials = |pool: &str| {
        entries(gathered).iter().filter(|(of, row)| *of == pool && row["text"].starts_with("the trial ends at")).count()
    };
    for pool in gathered.starters.keys() {
        if trials(pool) > 1 {
            faults.push(format!("{pool}: the trial's end was told {} times", trials(pool)));
        }
    }
    let mut check = Check::of(
        "no crossing was told twice",
        format!("{count} alerts and recoveries, {} limits and expiries", told.len()),
    );
    check.faults = faults;
    check
}
