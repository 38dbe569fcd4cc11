//! `GET /v1/accounts/{account}/usage`: credits used, net of reversals, by day and feature, member, subaccount or model.

use std::collections::BTreeMap;

use scrip_core::credits::Credits;
use scrip_core::entry::{Entry, Fact, Usage};
use scrip_core::measure::Measure;
use scrip_core::period::day_of;
use scrip_core::price::Use;
use scrip_core::time::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::scan::{first_at, scan};
use crate::auth::Scope;
use crate::edge::{Answer, Call, Operation, Parameter, Shape, Verb, Who};
use crate::problem::{Code, Problem};
use crate::wire::parse::Fault;
use crate::wire::shown::{CreditsOut, Shown, TimeOut};

/// Credits used, by group.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UsageReport {
    /// One for each group with uses, by day, then by the group's name.
    data: Vec<UsageGroup>,
    /// Always nothing: a report comes at once.
    #[schema(required)]
    next_cursor: Option<String>,
}

/// A group of uses.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UsageGroup {
    /// When the day begins in the account's time zone, if grouped by day.
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<TimeOut>,
    /// The feature; `other` where none was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    feature: Option<String>,
    /// The member; empty for the product itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    member: Option<String>,
    /// The subaccount; the main account's id for its own uses.
    #[serde(skip_serializing_if = "Option::is_none")]
    subaccount: Option<String>,
    /// The model; empty where none was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    model: Option<String>,
    /// Credits used, less what was put back; below 0 where more was put back than used.
    credits: CreditsOut,
    /// How many spends.
    #[schema(minimum = 0)]
    spends: u64,
}

pub(crate) const OPERATION: Operation = Operation {
    query: &[
        Parameter { name: "from", about: "Only at or after this instant.", form: "date-time" },
        Parameter { name: "to", about: "Only before this instant.", form: "date-time" },
        Parameter {
            name: "group_by",
            about: "day, and one of feature, member, subaccount and model, with a comma; feature without it.",
            form: "^(day|feature|member|subaccount|model)(,(day|feature|member|subaccount|model))?$",
        },
    ],
    codes: &[Code::RoleNotAllowed],
    ..Operation::of(
        (Verb::Get, "/v1/accounts/{account}/usage"),
        "getUsage",
        "Credits used, net of reversals, by day and feature, member, subaccount or model",
        Who::ServerOrSession(Scope::Read),
        (200, Shape::of::<UsageReport>()),
    )
};

/// Groups of one report.
const GROUPS_MAX: usize = 10_000;

/// By what uses are grouped.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Feature,
    Member,
    Subaccount,
    Model,
}

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let place = call.place()?;
    let query = call.query()?;
    let right = "must be an RFC 3339 time, such as 2026-01-31T12:00:00Z";
    let (from, to): (Option<Timestamp>, Option<Timestamp>) = (query.value("from", right)?, query.value("to", right)?);
    let (by_day, group) = group_by(query.text("group_by").unwrap_or("feature"))?;
    let no = place.pool.no;
    let last = call.app.ledger.pool(no)?.map_or(place.pool.last, |pool| pool.last);
    let first = from.map_or(Ok(1), |from| first_at(&call.app.ledger, no, last, from))?;
    let zone = place.pool.house.zone;
    let mut groups: BTreeMap<(Option<Timestamp>, Option<String>), (i64, u64)> = BTreeMap::new();
    let mut is_too_much = false;
    scan(&call.app.ledger, no, (first, last), to, |entry| {
        let Some((usage, credits, spends)) = moved(&entry).filter(|(usage, ..)| place.sees(usage)) else { return true };
        let day = by_day.then(|| day_of(entry.at, zone).start);
        let name = group.map(|group| name(group, usage, place.pool.account.as_str()));
        let sum = groups.entry((day, name)).or_default();
        *sum = (sum.0.saturating_add(credits), sum.1 + spends);
        is_too_much = groups.len() > GROUPS_MAX;
        !is_too_much
    })?;
    if is_too_much {
        return Err(Problem::fault("from", &Fault::new("and to span more than 10,000 groups: ask for less time")));
    }
    let data = groups.into_iter().map(|((day, name), (milli, spends))| {
        let of = |wanted| if group == Some(wanted) { name.clone() } else { None };
        UsageGroup {
            day: day.map(Shown),
            feature: of(Group::Feature),
            member: of(Group::Member),
            subaccount: of(Group::Subaccount),
            model: of(Group::Model),
            credits: Shown(Credits::from_milli(milli)),
            spends,
        }
    });
    let report = UsageReport { data: data.collect(), next_cursor: None };
    Ok(Answer::ok(&report))
}

fn group_by(text: &str) -> Result<(bool, Option<Group>), Problem> {
    let fault =
        || Problem::fault("group_by", &Fault::new("must be day, and one of feature, member, subaccount, model"));
    let (mut by_day, mut group) = (false, None);
    for word in text.split(',') {
        let named = match word {
            "day" if !by_day => {
                by_day = true;
                continue;
            }
            "feature" => Group::Feature,
            "member" => Group::Member,
            "subaccount" => Group::Subaccount,
            "model" => Group::Model,
            _ => return Err(fault()),
        };
        if group.replace(named).is_some() {
            return Err(fault());
        }
    }
    Ok((by_day, group))
}

/// What a line adds to the usage: milli-credits and spends.
fn moved(entry: &Entry) -> Option<(&Usage, i64, u64)> {
    match &entry.fact {
        Fact::Spend(spent) => Some((&spent.usage, spent.credits.milli(), 1)),
        Fact::Settle(settled) => Some((&settled.usage, settled.credits.milli(), 1)),
        Fact::Reverse(reversed) => Some((&reversed.usage, -reversed.credits.milli(), 0)),
        _ => None,
    }
}

fn name(group: Group, usage: &Usage, main: &str) -> String {
    let text = |text: Option<&str>, none: &str| text.unwrap_or(none).to_owned();
    match group {
        Group::Feature => text(usage.feature.as_ref().map(scrip_core::id::FeatureId::as_str), "other"),
        Group::Member => text(usage.member.as_ref().map(scrip_core::id::MemberId::as_str), ""),
        Group::Subaccount => text(usage.subaccount.as_ref().map(scrip_core::id::AccountId::as_str), main),
        Group::Model => match &usage.measure {
            Measure::Priced(Use::Usage(used)) => text(used.model.as_deref(), ""),
            _ => String::new(),
        },
    }
}
