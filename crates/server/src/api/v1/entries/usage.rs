//! `GET /v1/accounts/{account}/usage`: credits used, net of reversals, by day and feature, member, subaccount or model.

use std::collections::BTreeMap;

use scrip_core::period::{Window, Zone, day_of};
use scrip_core::time::Timestamp;
use scrip_core::usage::{self, QUARTER, Sum};
use scrip_store::usage::Span;
use serde::Serialize;
use utoipa::ToSchema;

use super::scan::first_at;
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
    let ledger = &call.app.ledger;
    let last = ledger.pool(no)?.map_or(place.pool.last, |pool| pool.last);
    let first = from.map_or(Ok(1), |from| first_at(ledger, no, last, from))?;
    let end = to.map_or(Ok(last.get() + 1), |to| first_at(ledger, no, last, to))?;
    let zone = place.pool.house.zone;
    let mut days = Days::of(zone);
    // The end of one day is within a quarter of an hour in no zone of today; where it is, lines tell their own instants.
    let is_whole = |quarter: Timestamp| !by_day || day_of(quarter, zone).end >= quarter.plus(QUARTER);
    let span = Span { pool: no, first, last: end - 1, is_whole: &is_whole };
    let mut groups: BTreeMap<(Option<Timestamp>, Option<String>), Sum> = BTreeMap::new();
    let mut is_too_much = false;
    ledger.usage(&span, |at, of, sum| {
        if !place.sees_of(of.member.as_ref(), of.subaccount.as_ref()) {
            return true;
        }
        let day = by_day.then(|| days.start(at));
        let name = group.map(|group| name(group, of, place.pool.account.as_str()));
        groups.entry((day, name)).or_default().add(sum);
        is_too_much = groups.len() > GROUPS_MAX;
        !is_too_much
    })?;
    if is_too_much {
        return Err(Problem::fault("from", &Fault::new("and to span more than 10,000 groups: ask for less time")));
    }
    let data = groups.into_iter().map(|((day, name), sum)| {
        let of = |wanted| if group == Some(wanted) { name.clone() } else { None };
        UsageGroup {
            day: day.map(Shown),
            feature: of(Group::Feature),
            member: of(Group::Member),
            subaccount: of(Group::Subaccount),
            model: of(Group::Model),
            credits: Shown(sum.credits),
            spends: sum.spends,
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

/// Days of a zone. Uses come by time, mostly of one day after the other.
struct Days {
    zone: Zone,
    last: Window,
}

impl Days {
    fn of(zone: Zone) -> Self {
        Self { zone, last: day_of(Timestamp::EPOCH, zone) }
    }

    fn start(&mut self, at: Timestamp) -> Timestamp {
        if at < self.last.start || at >= self.last.end {
            self.last = day_of(at, self.zone);
        }
        self.last.start
    }
}

fn name(by: Group, of: &usage::Group, main: &str) -> String {
    let text = |text: Option<&str>, none: &str| text.unwrap_or(none).to_owned();
    match by {
        Group::Feature => text(of.feature.as_ref().map(scrip_core::id::FeatureId::as_str), "other"),
        Group::Member => text(of.member.as_ref().map(scrip_core::id::MemberId::as_str), ""),
        Group::Subaccount => text(of.subaccount.as_ref().map(scrip_core::id::AccountId::as_str), main),
        Group::Model => text(of.model.as_deref(), ""),
    }
}
