//! `GET /v1/reports/deferred-revenue`: what was sold and is not yet earned, by month and currency, with journal lines.

use std::collections::BTreeMap;

use scrip_core::flow::Flow;
use scrip_core::money::{Currency, Money};
use serde::Serialize;
use utoipa::ToSchema;

use super::breakage::shown;
use super::csv::{Cell, Table};
use super::{ACCOUNT, FROM, LINES, OPERATOR, TO, Terms, ZONE, answer, beside, lines};
use crate::edge::{Answer, Call, Operation, Shape, Verb};
use crate::problem::{Code, Problem};
use crate::reports::{Books, Month, Months, Sum, read};
use crate::wire::shown::{CreditsOut, MoneyOut, Shown, TimeOut};

/// Deferred revenue by currency and month.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DeferredReport {
    /// One for each currency and month in which something moved; asked for `lines`, none.
    data: Vec<DeferredMonth>,
    /// The lines behind the figures, asked for with `lines`.
    #[serde(skip_serializing_if = "Option::is_none")]
    lines: Option<Vec<lines::ReportLine>>,
    /// Always nothing: a report comes at once.
    #[schema(required)]
    next_cursor: Option<String>,
}

/// One month of one currency, net of tax, at cost basis: opening + sold + reinstated - earned - breakage - refunded - disputed
/// - voided = closing.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DeferredMonth {
    /// When the month begins.
    month: TimeOut,
    /// What was owed to customers when it began.
    opening: MoneyOut,
    /// Sold: what was paid for the credits that were granted.
    sold: MoneyOut,
    /// Earned by use, less what was put back. Below 0 where more was put back than used: then `put_back` says how much.
    earned: MoneyOut,
    /// More was put back by reversals than was used: so much is owed again.
    put_back: MoneyOut,
    /// Earned because credits expired unused.
    breakage: MoneyOut,
    /// Gone back to buyers.
    refunded: MoneyOut,
    /// Taken back by buyers' banks.
    disputed: MoneyOut,
    /// Owed again after a refund that was refused or a dispute that was won.
    reinstated: MoneyOut,
    /// Voided by the operator.
    voided: MoneyOut,
    /// What is owed to customers when it ends.
    closing: MoneyOut,
    /// The credits that are owed then.
    remaining: CreditsOut,
    /// The same as lines for the books.
    journal: Vec<JournalLine>,
}

/// One posting.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct JournalLine {
    /// What it is for: sold, earned, `put_back`, breakage, refunded, disputed, reinstated, voided.
    text: &'static str,
    /// The account that is debited.
    debit: &'static str,
    /// The account that is credited.
    credit: &'static str,
    /// How much.
    amount: MoneyOut,
}

pub(super) const OPERATION: Operation = Operation {
    query: &[FROM, TO, ACCOUNT, ZONE, LINES],
    codes: &[Code::Busy],
    ..Operation::of(
        (Verb::Get, "/v1/reports/deferred-revenue"),
        "getDeferredRevenueReport",
        "What was sold and is not yet earned, by month and currency, with journal lines; with Accept: text/csv as CSV",
        OPERATOR,
        (200, Shape::of::<DeferredReport>()),
    )
};

pub(super) async fn run(call: Call) -> Result<Answer, Problem> {
    let terms = Terms::of(&call)?;
    if terms.wants_lines {
        let lines = lines::of(&call, &terms, |step| step.worth.is_some()).await?;
        let report = DeferredReport { data: Vec::new(), lines: Some(lines), next_cursor: None };
        return Ok(answer(&terms, &report, || lines::table(report.lines.as_deref().unwrap_or_default())));
    }
    let asked = terms.asked.clone();
    let mut months = beside(&call, move |app| read(&app.ledger, &asked)).await?;
    let first = terms.from.map(|from| months.month(from));
    let report = DeferredReport { data: rows(&months, first), lines: None, next_cursor: None };
    Ok(answer(&terms, &report, || table(&report.data)))
}

fn rows(months: &Months, first: Option<Month>) -> Vec<DeferredMonth> {
    let mut closing: BTreeMap<Currency, Sum> = BTreeMap::new();
    let mut rows = Vec::new();
    for ((currency, month), books) in &months.paid {
        let left = closing.entry(*currency).or_default();
        let opening = *left;
        *left = opening.and(books.net());
        if first.is_none_or(|first| *month >= first) {
            rows.push(row(*currency, *month, books, opening, *left));
        }
    }
    rows
}

fn row(currency: Currency, month: Month, books: &Books, opening: Sum, closing: Sum) -> DeferredMonth {
    let money = |minor: i128| MoneyOut::from(Money { amount: u64::try_from(minor).unwrap_or(0), currency });
    let of = |flow| money(books.of(flow).worth);
    let used = books.of(Flow::Spent).worth - books.of(Flow::Reversed).worth;
    let (earned, put_back) = (money(used), money(-used));
    let (sold, breakage, refunded) = (of(Flow::Granted), of(Flow::Expired), of(Flow::Refunded));
    let (disputed, reinstated, voided) = (of(Flow::Disputed), of(Flow::Reinstated), of(Flow::Voided));
    let owed = "deferred_revenue";
    let postings = [
        ("sold", "cash", owed, sold),
        ("earned", owed, "revenue", earned),
        ("put_back", "revenue", owed, put_back),
        ("breakage", owed, "breakage_revenue", breakage),
        ("refunded", owed, "cash", refunded),
        ("disputed", owed, "cash", disputed),
        ("reinstated", "cash", owed, reinstated),
        ("voided", owed, "adjustments", voided),
    ];
    let journal = postings.into_iter().filter(|(.., amount)| amount.amount() > 0);
    DeferredMonth {
        month: Shown(month),
        opening: money(opening.worth),
        sold,
        earned,
        put_back,
        breakage,
        refunded,
        disputed,
        reinstated,
        voided,
        closing: money(closing.worth),
        remaining: shown(closing),
        journal: journal.map(|(text, debit, credit, amount)| JournalLine { text, debit, credit, amount }).collect(),
    }
}

fn table(rows: &[DeferredMonth]) -> Table {
    let mut table = Table::of(&[
        "month",
        "currency",
        "opening",
        "sold",
        "earned",
        "put_back",
        "breakage",
        "refunded",
        "disputed",
        "reinstated",
        "voided",
        "closing",
        "remaining",
    ]);
    for row in rows {
        let mut cells = vec![Cell::number(row.month.0), Cell::number(row.opening.currency())];
        let money = [
            row.opening,
            row.sold,
            row.earned,
            row.put_back,
            row.breakage,
            row.refunded,
            row.disputed,
            row.reinstated,
            row.voided,
            row.closing,
        ];
        cells.extend(money.map(|money| Cell::number(money.amount())));
        cells.push(Cell::number(row.remaining.0));
        table.row(&cells);
    }
    table
}
