//! Reports for the operator: breakage, deferred revenue, usage; by month, as JSON and CSV, each figure traceable to entries.

mod breakage;
mod csv;
mod deferred;
mod lines;
mod usage;

use std::sync::Arc;
use std::time::Duration;

use axum::http::{StatusCode, header};
use scrip_core::id::AccountId;
use scrip_core::period::Zone;
use scrip_core::time::Timestamp;
use serde::Serialize;

use crate::app::App;
use crate::auth::Scope;
use crate::edge::{Answer, Call, Endpoint, Parameter, Who, endpoint};
use crate::problem::{Code, Problem};
use crate::reports::{Asked, ReportError};
use crate::wire::parse::Fault;

use csv::Table;

/// Whoever asks while a report is made waits so long for his turn.
const TURN_WAIT: Duration = Duration::from_secs(30);

/// Reports show everybody's figures.
const OPERATOR: Who = Who::Server(Scope::Operator);

const FROM: Parameter =
    Parameter { name: "from", about: "The first month is the one that holds this instant.", form: "date-time" };
const TO: Parameter = Parameter { name: "to", about: "Nothing at or after this instant counts.", form: "date-time" };
const ACCOUNT: Parameter = Parameter { name: "account", about: "Only the pool of this account.", form: "" };
const ZONE: Parameter =
    Parameter { name: "time_zone", about: "Where months begin, an IANA name; UTC without it.", form: "" };
const LINES: Parameter =
    Parameter { name: "lines", about: "True: the lines behind the figures, an entry each.", form: "boolean" };

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![
        endpoint(&breakage::OPERATION, breakage::run),
        endpoint(&deferred::OPERATION, deferred::run),
        endpoint(&usage::OPERATION, usage::run),
    ]
}

/// What a report's query says.
struct Terms {
    asked: Asked,
    from: Option<Timestamp>,
    wants_lines: bool,
    is_csv: bool,
}

impl Terms {
    fn of(call: &Call) -> Result<Self, Problem> {
        let query = call.query()?;
        let right = "must be an RFC 3339 time, such as 2026-01-31T12:00:00Z";
        let from: Option<Timestamp> = query.value("from", right)?;
        let to: Option<Timestamp> = query.value("to", right)?;
        if from.zip(to).is_some_and(|(from, to)| from >= to) {
            return Err(Problem::fault("to", &Fault::new("must be after from".to_owned())));
        }
        let account: Option<AccountId> = query.value("account", "must be an account's id")?;
        let zone: Option<Zone> = query.value("time_zone", "must be an IANA time zone, such as Europe/Warsaw")?;
        let is_csv = call.header(header::ACCEPT).is_some_and(|accept| accept.contains("text/csv"));
        let asked = Asked { account, to, zone: zone.unwrap_or_else(Zone::utc) };
        Ok(Self { asked, from, wants_lines: query.flag("lines")?, is_csv })
    }
}

/// Runs on a thread of its own, one report at a time: it reads whole pools, and requests go on meanwhile.
async fn beside<T: Send + 'static>(
    call: &Call,
    run: impl FnOnce(&App) -> Result<T, ReportError> + Send + 'static,
) -> Result<T, Problem> {
    let app = Arc::clone(&call.app);
    let turn = tokio::time::timeout(TURN_WAIT, Arc::clone(&app.reporting).acquire_owned()).await;
    let Ok(Ok(_turn)) = turn else {
        return Err(Problem::retry(Code::Busy, "Another report is being made; one is made at a time.", 5));
    };
    let last = app.ledger.last_pool()?;
    app.each_pool(1, last, |_| true).await?;
    let made = tokio::task::spawn_blocking(move || run(&app)).await;
    made.map_err(|_| Problem::new(Code::Internal, "The report broke off."))?.map_err(|error| match error {
        ReportError::Store(error) => error.into(),
        ReportError::NoAccount => Problem::not_found("account"),
        ReportError::TooMany => {
            let most = crate::reports::STEPS_MAX;
            Problem::fault(
                "from",
                &Fault::new(format!("and to span more than {most} lines: ask for less time, or one account")),
            )
        }
    })
}

/// As it was asked for.
fn answer<T: Serialize>(terms: &Terms, body: &T, table: impl FnOnce() -> Table) -> Answer {
    if terms.is_csv {
        Answer::bytes(StatusCode::OK, "text/csv; charset=utf-8", table().into_text())
    } else {
        Answer::ok(body)
    }
}
