//! `GET /v1/audit`: what operators did: sign-ins, grants, voids, catalogs, keys, looks at accounts. The oldest or the newest first.

use scrip_core::time::{Span, Timestamp};
use scrip_store::{DocKind, Ledger, StoreError};
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::Scope;
use crate::edge::deed;
use crate::edge::page::{AFTER, LIMIT, Listed, Page, listed};
use crate::edge::{Answer, Call, Operation, Parameter, Shape, Verb, Who};
use crate::problem::Problem;
use crate::wire::parse::Fault;
use crate::wire::shown::{Shown, TimeOut};

/// Something that an operator did.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AuditLine {
    /// When.
    at: TimeOut,
    /// Who: an operator's or a key's id, `account/member`, `scrip` itself, or `nobody` known.
    who: String,
    /// What was done.
    action: String,
    /// What became of it: `done`, `refused`, or `begun` where it is under way or its end was never written down.
    #[schema(pattern = "^(done|refused|begun)$")]
    outcome: &'static str,
    /// Why it was refused: the problem's code.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    /// To what.
    subject: String,
    /// Why, where somebody said.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

listed!(
    /// A page of the audit.
    AuditOut of AuditLine
);

pub(crate) const OPERATION: Operation = Operation {
    query: &[
        LIMIT,
        AFTER,
        Parameter { name: "from", about: "Only from this instant on.", form: "date-time" },
        Parameter { name: "to", about: "Only before this instant.", form: "date-time" },
        Parameter { name: "who", about: "Only what this one did.", form: "" },
        Parameter { name: "action", about: "Only this.", form: "" },
        Parameter { name: "order", about: "What comes first; without it the oldest.", form: "^(oldest|newest)$" },
    ],
    ..Operation::of(
        (Verb::Get, "/v1/audit"),
        "listAudit",
        "What operators did, the oldest first, or the newest",
        Who::Server(Scope::Operator),
        (200, Shape::of::<AuditOut>()),
    )
};

/// Lines that one page looks at, so that a rare filter gives short pages, never a slow one.
const LOOK_MAX: usize = 10_000;

/// Lines read at once.
const CHUNK: u32 = 500;

/// The first stretch that is read backwards; an empty one doubles the next.
const STRETCH: Span = Span::HOUR;

/// A line with its key.
type Row = (String, AuditLine);

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let query = call.query()?;
    let page = Page::of(&query)?;
    let instant = "must be an instant such as 2026-03-01T00:00:00Z";
    let from = query.value("from", instant)?.unwrap_or(Timestamp::EPOCH);
    let to = query.value("to", instant)?.unwrap_or(Timestamp::MAX);
    let is_newest = match query.text("order") {
        None | Some("oldest") => false,
        Some("newest") => true,
        Some(_) => return Err(Problem::fault("order", &Fault::new("must be oldest or newest"))),
    };
    let (who, action) = (query.text("who"), query.text("action"));
    let takes =
        |line: &AuditLine| who.is_none_or(|who| line.who == who) && action.is_none_or(|action| line.action == action);
    let (mut data, mut looked, mut last) = (Vec::new(), 0, page.after.clone());
    let mut lines = Lines { ledger: &call.app.ledger, from: key(from), to: key(to), clock: call.clock };
    loop {
        let rows = if is_newest { lines.before(last.as_deref())? } else { lines.after(last.as_deref())? };
        if rows.is_empty() {
            return Ok(Answer::ok(&AuditOut::from(Listed { data, next_cursor: None })));
        }
        for (key, line) in rows {
            if data.len() == page.limit || looked == LOOK_MAX {
                return Ok(Answer::ok(&AuditOut::from(Listed { data, next_cursor: last })));
            }
            (looked, last) = (looked + 1, Some(key));
            if takes(&line) {
                data.push(line);
            }
        }
    }
}

/// What sorts before every line of an instant, and after every line before it.
fn key(at: Timestamp) -> String {
    format!("{:020}", at.micros().max(0))
}

/// The lines of a span of time.
struct Lines<'l> {
    ledger: &'l Ledger,
    from: String,
    to: String,
    clock: Timestamp,
}

impl Lines<'_> {
    /// The next lines after a key.
    fn after(&self, key: Option<&str>) -> Result<Vec<Row>, StoreError> {
        self.between(key.unwrap_or(&self.from).max(&self.from), &self.to, CHUNK)
    }

    /// The next lines before a key, the newest first. A store lists forwards only, so stretches are read, each further back.
    fn before(&mut self, key: Option<&str>) -> Result<Vec<Row>, StoreError> {
        let ahead = self::key(self.clock.plus(Span::DAY));
        let mut end = key.unwrap_or(&self.to).min(self.to.as_str()).min(&ahead).to_owned();
        let mut stretch = STRETCH;
        while end > self.from {
            let start = self::key(instant(&end).minus(stretch)).max(self.from.clone());
            let mut rows = self.between(&start, &end, CHUNK)?;
            let is_cut = rows.len() >= usize::try_from(CHUNK).unwrap_or(usize::MAX);
            if is_cut && stretch > Span::from_micros(1) {
                // There may be newer ones than those that were read.
                stretch = Span::from_micros((stretch.micros() / 8).max(1));
                continue;
            }
            if !rows.is_empty() {
                rows.reverse();
                return Ok(rows);
            }
            end = start;
            stretch = stretch.times(4);
        }
        Ok(Vec::new())
    }

    fn between(&self, after: &str, before: &str, limit: u32) -> Result<Vec<Row>, StoreError> {
        let docs = self.ledger.docs(DocKind::Audit, "", after, limit)?;
        let docs = docs.into_iter().take_while(|(key, _)| key.as_str() < before);
        Ok(docs.filter_map(|(key, body)| Some((read(&key, body)?, key))).map(|(line, key)| (key, line)).collect())
    }
}

/// The instant of a key.
fn instant(key: &str) -> Timestamp {
    let micros = key.split('-').next().unwrap_or_default().parse().unwrap_or(0);
    Timestamp::from_micros(micros)
}

fn read(key: &str, body: Vec<u8>) -> Option<AuditLine> {
    let text = String::from_utf8(body).ok()?;
    let mut parts = text.splitn(4, '\n').map(str::to_owned);
    let (who, deed) = (parts.next()?, parts.next()?);
    let mut words = deed.split(' ');
    let action = words.next()?.to_owned();
    let (outcome, code) = match words.next() {
        None => ("done", None),
        Some(deed::REFUSED) => (deed::REFUSED, words.next().map(str::to_owned)),
        Some(_) => (deed::BEGUN, None),
    };
    let (subject, reason) = (parts.next()?, parts.next());
    Some(AuditLine { at: Shown(instant(key)), who, action, outcome, code, subject, reason })
}
