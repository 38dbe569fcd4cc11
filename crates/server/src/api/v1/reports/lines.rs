//! The lines behind a report's figures: one for each way that credits of a grant went in an entry.

use scrip_core::flow::{Flow, Step};
use scrip_core::id::{EntryId, GrantId};
use serde::Serialize;
use utoipa::ToSchema;

use super::csv::{Cell, Table};
use super::{Terms, beside};
use crate::edge::Call;
use crate::problem::Problem;
use crate::reports::{Traced, trace};
use crate::wire::shown::{AccountIdOut, CreditsOut, EntryIdOut, GrantIdOut, GrantKindOut, MoneyOut, Shown, TimeOut};
use crate::wire::words::{GRANT_KINDS, word};

/// A line of the ledger, as far as a report counts it.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReportLine {
    /// When.
    at: TimeOut,
    /// The paying account.
    account: AccountIdOut,
    /// The entry.
    entry: EntryIdOut,
    /// The grant.
    grant: GrantIdOut,
    /// Its kind.
    kind: GrantKindOut,
    /// The column that it counts in: granted, spent, reversed, expired, voided, refunded, disputed, reinstated, `rolled_over`.
    flow: &'static str,
    /// How many credits.
    credits: CreditsOut,
    /// What they are worth at cost basis, net, where something was paid for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    worth: Option<MoneyOut>,
}

/// The lines that `wanted` takes.
pub(super) async fn of(call: &Call, terms: &Terms, wanted: fn(&Step) -> bool) -> Result<Vec<ReportLine>, Problem> {
    let (asked, from) = (terms.asked.clone(), terms.from);
    let first = from.map(|from| crate::reports::Months::of(asked.zone).month(from));
    let traced = beside(call, move |app| trace(&app.ledger, &asked, first, wanted)).await?;
    Ok(traced.into_iter().map(line).collect())
}

fn line(traced: Traced) -> ReportLine {
    let Traced { pool, account, seq, at, step } = traced;
    ReportLine {
        at: Shown(at),
        account: Shown(account),
        entry: Shown(EntryId { pool, seq }),
        grant: Shown(GrantId { pool, seq: step.grant }),
        kind: Shown(step.kind),
        flow: flow_word(step.flow),
        credits: Shown(step.credits),
        worth: step.worth.map(MoneyOut::from),
    }
}

const fn flow_word(flow: Flow) -> &'static str {
    match flow {
        Flow::Granted => "granted",
        Flow::Spent => "spent",
        Flow::Reversed => "reversed",
        Flow::Expired => "expired",
        Flow::Voided => "voided",
        Flow::Refunded => "refunded",
        Flow::Disputed => "disputed",
        Flow::Reinstated => "reinstated",
        Flow::RolledOver => "rolled_over",
    }
}

/// The same as CSV.
pub(super) fn table(lines: &[ReportLine]) -> Table {
    let mut table = Table::of(&["at", "account", "entry", "grant", "kind", "flow", "credits", "worth", "currency"]);
    for line in lines {
        let (amount, currency) =
            line.worth.map_or((String::new(), String::new()), |m| (m.amount().to_string(), m.currency().to_string()));
        table.row(&[
            Cell::number(line.at.0),
            Cell::Text(line.account.0.as_str()),
            Cell::number(line.entry.0),
            Cell::number(line.grant.0),
            Cell::Text(word(GRANT_KINDS, &line.kind.0)),
            Cell::Text(line.flow),
            Cell::number(line.credits.0),
            Cell::number(amount),
            Cell::number(currency),
        ]);
    }
    table
}
