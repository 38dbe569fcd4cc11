//! `GET /v1/reports/usage`: credits used by all accounts, net of reversals, by month and feature, model or account.

use std::collections::BTreeMap;

use scrip_core::id::PoolNo;
use scrip_core::period::Zone;
use scrip_core::time::Timestamp;
use scrip_core::usage::{Group, QUARTER, Sum};
use scrip_store::Ledger;
use scrip_store::usage::Span;
use serde::Serialize;
use utoipa::ToSchema;

use super::csv::{Cell, Table};
use super::{ACCOUNT, FROM, OPERATOR, TO, Terms, ZONE, answer, beside};
use crate::api::v1::first_at;
use crate::edge::{Answer, Call, Operation, Parameter, Shape, Verb};
use crate::problem::{Code, Problem};
use crate::reports::{Asked, Month, Months, ReportError};
use crate::wire::parse::Fault;
use crate::wire::shown::{CreditsOut, Shown, TimeOut};

/// Usage by month and group.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MonthlyUsage {
    /// One for each month and group with uses, by month, then by the group's name.
    data: Vec<MonthlyUsageGroup>,
    /// Always nothing: a report comes at once.
    #[schema(required)]
    next_cursor: Option<String>,
}

/// Uses of one group in one month.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MonthlyUsageGroup {
    /// When the month begins.
    month: TimeOut,
    /// The feature, the model, or the paying account; `other` for a use of no feature, empty for no model.
    group: String,
    /// Credits used, less what was put back; below 0 where more was put back than used.
    credits: CreditsOut,
    /// How many spends.
    #[schema(minimum = 0)]
    spends: u64,
}

pub(super) const OPERATION: Operation = Operation {
    query: &[
        FROM,
        TO,
        ACCOUNT,
        ZONE,
        Parameter {
            name: "group_by",
            about: "feature, model or account; feature without it.",
            form: "^(feature|model|account)$",
        },
    ],
    codes: &[Code::Busy],
    ..Operation::of(
        (Verb::Get, "/v1/reports/usage"),
        "getUsageReport",
        "Credits used by all accounts, net of reversals, by month; with Accept: text/csv as CSV",
        OPERATOR,
        (200, Shape::of::<MonthlyUsage>()),
    )
};

#[derive(Clone, Copy)]
enum By {
    Feature,
    Model,
    Account,
}

type Groups = BTreeMap<(Month, String), Sum>;

pub(super) async fn run(call: Call) -> Result<Answer, Problem> {
    let terms = Terms::of(&call)?;
    let by = match call.query()?.text("group_by").unwrap_or("feature") {
        "feature" => By::Feature,
        "model" => By::Model,
        "account" => By::Account,
        _ => return Err(Problem::fault("group_by", &Fault::new("must be feature, model or account".to_owned()))),
    };
    let (asked, from) = (terms.asked.clone(), terms.from);
    let groups = beside(&call, move |app| sums(&app.ledger, &asked, from, by)).await?;
    let row = |((month, group), sum): ((Month, String), Sum)| MonthlyUsageGroup {
        month: Shown(month),
        group,
        credits: Shown(sum.credits),
        spends: sum.spends,
    };
    let report = MonthlyUsage { data: groups.into_iter().map(row).collect(), next_cursor: None };
    Ok(answer(&terms, &report, || table(&report.data)))
}

fn sums(ledger: &Ledger, asked: &Asked, from: Option<Timestamp>, by: By) -> Result<Groups, ReportError> {
    let mut months = Months::of(asked.zone);
    let from = from.map(|from| months.month(from));
    let (first, last) = match &asked.account {
        Some(account) => {
            let no = ledger.account(account)?.ok_or(ReportError::NoAccount)?.get();
            (no, no)
        }
        None => (1, ledger.last_pool()?),
    };
    let mut groups = Groups::new();
    for no in (first..=last).filter_map(PoolNo::new) {
        let Some(pool) = ledger.pool(no)? else { continue };
        let end = asked.to.map_or(Ok(pool.last.get() + 1), |to| first_at(ledger, no, pool.last, to))?;
        let start = from.map_or(Ok(1), |from| first_at(ledger, no, pool.last, from))?;
        let is_whole = |quarter: Timestamp| is_of_one_month(quarter, asked.zone);
        let span = Span { pool: no, first: start, last: end - 1, is_whole: &is_whole };
        ledger.usage(&span, |at, of, sum| {
            groups.entry((months.month(at), name(of, by, pool.account.as_str()))).or_default().add(sum);
            groups.len() <= crate::reports::STEPS_MAX
        })?;
        if groups.len() > crate::reports::STEPS_MAX {
            return Err(ReportError::TooMany);
        }
    }
    Ok(groups)
}

/// No zone of today has a month that begins within a quarter of an hour; where one does, lines tell their own instants.
fn is_of_one_month(quarter: Timestamp, zone: Zone) -> bool {
    scrip_core::period::month_of(quarter, zone).end >= quarter.plus(QUARTER)
}

fn name(of: &Group, by: By, account: &str) -> String {
    match by {
        By::Feature => of.feature.as_ref().map_or("other", |feature| feature.as_str()).to_owned(),
        By::Model => of.model.as_ref().map_or_else(String::new, ToString::to_string),
        By::Account => account.to_owned(),
    }
}

fn table(rows: &[MonthlyUsageGroup]) -> Table {
    let mut table = Table::of(&["month", "group", "credits", "spends"]);
    for row in rows {
        table.row(&[
            Cell::number(row.month.0),
            Cell::Text(&row.group),
            Cell::number(row.credits.0),
            Cell::number(row.spends),
        ]);
    }
    table
}
