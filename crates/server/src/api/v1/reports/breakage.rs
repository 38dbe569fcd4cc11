//! `GET /v1/reports/breakage`: by month and kind of grant, what was granted, used, and what expired unused.

use std::collections::BTreeMap;

use scrip_core::credits::Credits;
use scrip_core::flow::Flow;
use scrip_core::grant::GrantKind;
use serde::Serialize;
use utoipa::ToSchema;

use super::csv::{Cell, Table};
use super::{ACCOUNT, FROM, LINES, OPERATOR, TO, Terms, ZONE, answer, beside, lines};
use crate::edge::{Answer, Call, Operation, Shape, Verb};
use crate::problem::{Code, Problem};
use crate::reports::{Books, Month, Months, Sum, read};
use crate::wire::shown::{CreditsOut, GrantKindOut, Shown, TimeOut};
use crate::wire::words::{GRANT_KINDS, word};

/// Breakage by month and kind of grant.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct BreakageReport {
    /// One for each month and kind, by month; or, asked for `lines`, none.
    data: Vec<BreakageMonth>,
    /// The lines behind the figures, asked for with `lines`.
    #[serde(skip_serializing_if = "Option::is_none")]
    lines: Option<Vec<lines::ReportLine>>,
    /// Always nothing: a report comes at once.
    #[schema(required)]
    next_cursor: Option<String>,
}

/// What became of one kind of credits in one month. Granted, reversed and reinstated come in; all others go out.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct BreakageMonth {
    /// When the month begins.
    month: TimeOut,
    /// The kind of grant.
    kind: GrantKindOut,
    /// Granted, or carried over from an ended period.
    granted: CreditsOut,
    /// Used.
    spent: CreditsOut,
    /// Put back by reversals.
    reversed: CreditsOut,
    /// Expired unused: the breakage.
    expired: CreditsOut,
    /// Voided by the operator.
    voided: CreditsOut,
    /// Taken back for refunds.
    refunded: CreditsOut,
    /// Taken back for disputes.
    disputed: CreditsOut,
    /// Given back after a refund that was refused or a dispute that was won.
    reinstated: CreditsOut,
    /// Carried over into the next period's grants.
    rolled_over: CreditsOut,
    /// Available or set aside at the month's end.
    remaining: CreditsOut,
}

pub(super) const OPERATION: Operation = Operation {
    query: &[FROM, TO, ACCOUNT, ZONE, LINES],
    codes: &[Code::Busy],
    ..Operation::of(
        (Verb::Get, "/v1/reports/breakage"),
        "getBreakageReport",
        "What was granted, used and expired unused, by month and kind; with Accept: text/csv as CSV",
        OPERATOR,
        (200, Shape::of::<BreakageReport>()),
    )
};

pub(super) async fn run(call: Call) -> Result<Answer, Problem> {
    let terms = Terms::of(&call)?;
    if terms.wants_lines {
        let lines = lines::of(&call, &terms, |_| true).await?;
        let report = BreakageReport { data: Vec::new(), lines: Some(lines), next_cursor: None };
        return Ok(answer(&terms, &report, || lines::table(report.lines.as_deref().unwrap_or_default())));
    }
    let asked = terms.asked.clone();
    let mut months = beside(&call, move |app| read(&app.ledger, &asked)).await?;
    let first = terms.from.map(|from| months.month(from));
    let data = rows(&months, first);
    let report = BreakageReport { data, lines: None, next_cursor: None };
    Ok(answer(&terms, &report, || table(&report.data)))
}

fn rows(months: &Months, first: Option<Month>) -> Vec<BreakageMonth> {
    let mut remaining: BTreeMap<GrantKind, Sum> = BTreeMap::new();
    let mut rows = Vec::new();
    for ((month, kind), books) in &months.kinds {
        let left = remaining.entry(*kind).or_default();
        *left = left.and(books.net());
        if first.is_none_or(|first| *month >= first) {
            rows.push(row(*month, *kind, books, *left));
        }
    }
    rows
}

fn row(month: Month, kind: GrantKind, books: &Books, remaining: Sum) -> BreakageMonth {
    let of = |flow| shown(books.of(flow));
    BreakageMonth {
        month: Shown(month),
        kind: Shown(kind),
        granted: of(Flow::Granted),
        spent: of(Flow::Spent),
        reversed: of(Flow::Reversed),
        expired: of(Flow::Expired),
        voided: of(Flow::Voided),
        refunded: of(Flow::Refunded),
        disputed: of(Flow::Disputed),
        reinstated: of(Flow::Reinstated),
        rolled_over: of(Flow::RolledOver),
        remaining: shown(remaining),
    }
}

/// Credits of all pools together; beyond 64 bits of thousandths they stand still.
pub(super) fn shown(sum: Sum) -> CreditsOut {
    Shown(Credits::from_milli(i64::try_from(sum.milli).unwrap_or(i64::MAX)))
}

fn table(rows: &[BreakageMonth]) -> Table {
    let mut table = Table::of(&[
        "month",
        "kind",
        "granted",
        "spent",
        "reversed",
        "expired",
        "voided",
        "refunded",
        "disputed",
        "reinstated",
        "rolled_over",
        "remaining",
    ]);
    for row in rows {
        let mut cells = vec![Cell::number(row.month.0), Cell::Text(word(GRANT_KINDS, &row.kind.0))];
        let credits = [
            row.granted,
            row.spent,
            row.reversed,
            row.expired,
            row.voided,
            row.refunded,
            row.disputed,
            row.reinstated,
            row.rolled_over,
            row.remaining,
        ];
        cells.extend(credits.map(|credits| Cell::number(credits.0)));
        table.row(&cells);
    }
    table
}
