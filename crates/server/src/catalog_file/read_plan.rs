//! A plan of the file: one that renews, or a legacy one.

use scrip_core::catalog::{Downgrade, Plan, Renewing, Rollover, RolloverCap, Terms, Upgrade};
use scrip_core::credits::Credits;
use scrip_core::period::Every;

use super::read::{credits, id, money, required_text, unread_name};
use super::reader::{Fields, Item, Reader};

/// A plan. What of it could not be read is replaced, so that features may name it.
pub(super) fn plan(r: &mut Reader, item: &Item<'_>) -> Option<Plan> {
    let mut f = r.table(item, "[[plans]] with id, name and credits")?;
    let id = id(r, &mut f, "id = \"build\"");
    let name = required_text(r, &mut f, "name", "name = \"Build\"");
    let price = r.optional(&mut f, "price").and_then(|item| money(r, &item));
    let priority =
        r.optional(&mut f, "priority").and_then(|item| r.whole(&item, "0 (drawn first) to 1000 (drawn last)"));
    let legacy = r.optional(&mut f, "legacy").and_then(|item| r.truth(&item)).unwrap_or(false);
    let terms = if legacy { legacy_terms(r, &mut f) } else { renewing(r, &mut f) };
    r.finish(&f);
    Some(Plan {
        id: id?,
        name: name.unwrap_or_else(unread_name),
        price,
        priority: priority.unwrap_or(Plan::PRIORITY_DEFAULT),
        terms: terms.unwrap_or(Terms::Legacy { starter_credits: Credits::ZERO }),
    })
}

fn legacy_terms(r: &mut Reader, f: &mut Fields<'_>) -> Option<Terms> {
    for key in ["credits", "every", "rollover", "upgrade", "downgrade"] {
        if let Some(item) = r.optional(f, key) {
            let remedy = format!("no `{key}` here, or no `legacy = true`; its credits are starter_credits");
            r.reject(&item, "a legacy plan does not renew, so it has no such key", remedy);
        }
    }
    let starter = r.required(f, "starter_credits", "starter_credits = 3000, granted once");
    Some(Terms::Legacy { starter_credits: starter.and_then(|item| credits(r, &item))? })
}

fn renewing(r: &mut Reader, f: &mut Fields<'_>) -> Option<Terms> {
    const UPGRADE: &str = "\"difference\" (the default), \"replace\" or \"period_end\"";
    const DOWNGRADE: &str = "\"period_end\" (the default) or \"now\"";
    let allowance = r.required(f, "credits", "credits = 2500, per period; 0 for a plan without credits");
    let allowance = allowance.and_then(|item| credits(r, &item));
    let every = match r.optional(f, "every") {
        Some(item) => r.parsed(&item, "every = \"P1M\" (the default), \"P1Y\", \"P1W\", \"P30D\""),
        None => Some(Every::MONTH),
    };
    let rollover = r.optional(f, "rollover").map_or(Some(Rollover::NONE), |item| rollover(r, &item));
    let upgrade = match r.optional(f, "upgrade") {
        Some(item) => {
            let words = [
                ("difference", Upgrade::Difference),
                ("replace", Upgrade::Replace),
                ("period_end", Upgrade::PeriodEnd),
            ];
            r.choice(&item, &words, UPGRADE)
        }
        None => Some(Upgrade::Difference),
    };
    let downgrade = match r.optional(f, "downgrade") {
        Some(item) => r.choice(&item, &[("period_end", Downgrade::PeriodEnd), ("now", Downgrade::Now)], DOWNGRADE),
        None => Some(Downgrade::PeriodEnd),
    };
    if let Some(item) = r.optional(f, "starter_credits") {
        r.reject(&item, "only a legacy plan has starter credits", "legacy = true, or credits = 2500 for each period");
    }
    Some(Terms::Renewing(Renewing {
        credits: allowance?,
        every: every?,
        rollover: rollover?,
        upgrade: upgrade?,
        downgrade: downgrade?,
    }))
}

fn rollover(r: &mut Reader, item: &Item<'_>) -> Option<Rollover> {
    const REMEDY: &str =
        "\"none\" (the default), \"all\", { max = 5000 } or { percent = 20 }, with keep = 2 for two periods";
    if Reader::is_text(item) {
        let cap = r.choice(item, &[("none", RolloverCap::None), ("all", RolloverCap::All)], REMEDY)?;
        return Some(Rollover { cap, keep: None });
    }
    let mut f = r.table(item, REMEDY)?;
    let max = r.optional(&mut f, "max");
    let percent = r.optional(&mut f, "percent");
    let all = r.optional(&mut f, "all");
    let keep = match r.optional(&mut f, "keep") {
        Some(item) => Some(r.whole(&item, "whole periods: keep = 2")?),
        None => None,
    };
    r.finish(&f);
    let cap = match (max, percent, all) {
        (Some(item), None, None) => RolloverCap::Max(credits(r, &item)?),
        (None, Some(item), None) => {
            RolloverCap::Percent(r.whole(&item, "whole percent of the allowance: percent = 20")?)
        }
        (None, None, Some(item)) if r.truth(&item)? => RolloverCap::All,
        _ => {
            r.reject(item, "not one of max, percent and all = true", REMEDY);
            return None;
        }
    };
    Some(Rollover { cap, keep })
}
