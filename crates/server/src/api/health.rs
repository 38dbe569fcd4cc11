//! Health: alive (`/healthz`), and ready to be asked, or why not (`/readyz`).

use axum::http::StatusCode;
use scrip_store::Health;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::fresh;
use crate::edge::{Answer, Call, Endpoint, Operation, Shape, Verb, Who, endpoint};
use crate::problem::{Code, Problem};

/// How the server is.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct HealthOut {
    /// `ok`.
    #[schema(value_type = String, pattern = "^ok$")]
    status: &'static str,
}

const ALIVE: Operation = Operation {
    verb: Verb::Get,
    path: "/healthz",
    id: "getHealth",
    summary: "The process is alive",
    who: Who::Anyone,
    is_keyed: false,
    query: &[],
    body: None,
    answer: (200, Shape::of::<HealthOut>()),
    codes: &[],
};

const READY: Operation = Operation {
    path: "/readyz",
    id: "getReadiness",
    summary: "The server takes requests; if not, the detail says why",
    codes: &[Code::Unavailable, Code::Stopping],
    ..ALIVE
};

pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![endpoint(&ALIVE, alive), endpoint(&READY, ready)]
}

async fn alive(_: Call) -> Result<Answer, Problem> {
    Ok(Answer::json(StatusCode::OK, &HealthOut { status: "ok" }))
}

async fn ready(call: Call) -> Result<Answer, Problem> {
    if *call.app.stopping.borrow() {
        return Err(Problem::retry(Code::Stopping, "The server is stopping.", 5));
    }
    if let Some(why) = fresh::why_not(&call.app).await {
        return Err(Problem::retry(Code::Unavailable, format!("The ledger cannot be read: {why}"), 5));
    }
    let clock = call.app.clock.read();
    if let Some(wall) = clock.leapt_to {
        let detail = format!("The clock leapt: it says {wall}, and by the boot clock it is {}.", clock.now);
        return Err(Problem::retry(Code::Unavailable, detail, 60));
    }
    match call.app.ledger.probe().await {
        Health::Writing => Ok(Answer::ok(&HealthOut { status: "ok" })),
        Health::Paused(why) => Err(Problem::retry(Code::Unavailable, format!("Writing is paused: {why}"), 60)),
        // Whoever asks here runs the server: the system's words help, and hold no secret.
        Health::Failed(why) => Err(Problem::retry(Code::Unavailable, format!("The ledger fails: {why}"), 5)),
        Health::Stopped => Err(Problem::retry(Code::Stopping, "The ledger is stopped.", 5)),
    }
}
