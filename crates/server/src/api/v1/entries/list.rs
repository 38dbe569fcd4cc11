//! `GET /v1/accounts/{account}/entries`: the account's lines, the oldest first or the newest; JSON by pages, CSV as a whole.

use axum::http::{StatusCode, header};
use scrip_core::catalog::Right;
use scrip_core::entry::Entry;
use scrip_core::time::Timestamp;

use super::csv;
use super::out::{EntryOut, member, subaccount, usage};
use super::scan::{first_at, scan};
use crate::auth::Scope;
use crate::edge::page::{AFTER, LIMIT, Listed, Page, listed};
use crate::edge::{Answer, Call, Operation, Parameter, Place, Shape, Verb, Who};
use crate::problem::{Code, Problem};
use crate::wire::parse::Fault;
use crate::wire::words::{ENTRY_KINDS, entry_kind};

listed!(
    /// A page of entries.
    EntriesOut of EntryOut
);

/// The words of `ENTRY_KINDS`.
const KINDS: &str =
    "^(grant|expire|void|roll|spend|reserve|settle|release|reverse|claw|reinstate|order|account|notice)$";

pub(crate) const OPERATION: Operation = Operation {
    query: &[
        LIMIT,
        AFTER,
        Parameter { name: "from", about: "Only at or after this instant.", form: "date-time" },
        Parameter { name: "to", about: "Only before this instant.", form: "date-time" },
        Parameter { name: "kind", about: "Only lines of this kind.", form: KINDS },
        Parameter { name: "feature", about: "Only of this feature.", form: "" },
        Parameter { name: "member", about: "Only of this member.", form: "" },
        Parameter { name: "subaccount", about: "Only of this subaccount.", form: "" },
        Parameter { name: "order", about: "What comes first; without it the oldest.", form: "^(oldest|newest)$" },
    ],
    codes: &[Code::RoleNotAllowed],
    ..Operation::of(
        (Verb::Get, "/v1/accounts/{account}/entries"),
        "listEntries",
        "The lines of the ledger, each of which explains itself; with Accept: text/csv as CSV",
        Who::ServerOrSession(Scope::Read),
        (200, Shape::of::<EntriesOut>()),
    )
};

/// Lines that one page looks at, so that a rare filter gives short pages, never a slow one.
const LOOK_MAX: usize = 50_000;

/// Lines of one CSV file: what a spreadsheet opens. More: by `from` and `to`.
const CSV_MAX: usize = 100_000;

/// What is asked for.
struct Filter {
    kind: Option<String>,
    feature: Option<String>,
    member: Option<String>,
    subaccount: Option<String>,
}

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let place = call.place()?;
    let query = call.query()?;
    let page = Page::of(&query)?;
    let right = "must be an RFC 3339 time, such as 2026-01-31T12:00:00Z";
    let (from, to): (Option<Timestamp>, Option<Timestamp>) = (query.value("from", right)?, query.value("to", right)?);
    let text = |name| query.text(name).map(str::to_owned);
    let filter =
        Filter { kind: text("kind"), feature: text("feature"), member: text("member"), subaccount: text("subaccount") };
    if filter.kind.as_ref().is_some_and(|kind| !ENTRY_KINDS.contains(&kind.as_str())) {
        return Err(Problem::fault("kind", &Fault::new(format!("must be one of {}", ENTRY_KINDS.join(", ")))));
    }
    let is_newest = match query.text("order") {
        None | Some("oldest") => false,
        Some("newest") => true,
        Some(_) => return Err(Problem::fault("order", &Fault::new("must be oldest or newest"))),
    };
    let (ledger, no) = (&call.app.ledger, place.pool.no);
    let last = ledger.pool(no)?.map_or(place.pool.last, |pool| pool.last);
    let first = from.map_or(Ok(1), |from| first_at(ledger, no, last, from))?;
    let end = to.map_or(Ok(last.get() + 1), |to| first_at(ledger, no, last, to))?;
    // A cursor is a place between two lines: those after it are left, or going back those before it.
    let range = match (page.after_number()?, is_newest) {
        (after, false) => first.max(after.saturating_add(1))..end,
        (_, true) if page.after.is_none() => first..end,
        (before, true) => first..end.min(before),
    };
    let is_csv = call.header(header::ACCEPT).is_some_and(|accept| accept.contains("text/csv"));
    let most = if is_csv { CSV_MAX } else { page.limit };
    let (mut lines, mut looked, mut next) = (Vec::new(), 0, None);
    scan(ledger, no, range, is_newest, |entry| {
        let fits = filter.takes(&entry) && sees(&place, &entry);
        looked += 1;
        if lines.len() == most && fits || (looked > LOOK_MAX && !is_csv) {
            let seq = entry.seq.get();
            next = Some(if is_newest { seq + 1 } else { seq - 1 }.to_string());
            return false;
        }
        if fits {
            lines.push(EntryOut::of(no, &place.pool.account, &entry));
        }
        true
    })?;
    if is_csv {
        return Ok(Answer::bytes(StatusCode::OK, "text/csv; charset=utf-8", csv::write(&lines)));
    }
    Ok(Answer::ok(&EntriesOut::from(Listed { data: lines, next_cursor: next })))
}

/// Lines of uses by who used; other lines with `see_usage`, a subaccount's by its own place.
fn sees(place: &Place, entry: &Entry) -> bool {
    if let Some(usage) = usage(entry) {
        place.sees(usage)
    } else {
        let is_here = place.subaccount.is_none() || subaccount(entry) == place.subaccount.as_ref();
        is_here && place.may(Right::SeeUsage)
    }
}

impl Filter {
    fn takes(&self, entry: &Entry) -> bool {
        let is = |wanted: &Option<String>, given: Option<&str>| wanted.as_deref().is_none_or(|w| given == Some(w));
        let feature = usage(entry).and_then(|usage| usage.feature.as_ref()).map(scrip_core::id::FeatureId::as_str);
        is(&self.kind, Some(entry_kind(entry)))
            && is(&self.feature, feature.or(usage(entry).map(|_| "other")))
            && is(&self.member, member(entry).map(scrip_core::id::MemberId::as_str))
            && is(&self.subaccount, subaccount(entry).map(scrip_core::id::AccountId::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_can_be_asked_for() {
        assert_eq!(KINDS, format!("^({})$", ENTRY_KINDS.join("|")));
    }
}
