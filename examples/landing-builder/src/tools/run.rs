//! A paid run from its reservation to its end, written down at each step.
//!
//! Credits are set aside first, so nothing is made that cannot be paid. What was made is written down before it is settled,
//! and the settle has a key of its own. So a crash leaves one of two things: a reservation without work, which is voided here
//! or runs out by itself with nothing taken; or work without a settle, which is settled once, however often it is tried.

use std::sync::Arc;

use scrip_client::{Credits, Use};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::fault::Fault;
use crate::scrip::Viewer;

/// Longer than any run takes; then what was set aside is there again, whatever became of this program.
pub(crate) const RESERVED_FOR: &str = "PT15M";

/// One use of a paid tool. Its id is the browser's intention: sent twice, it is done once.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Run {
    pub(crate) id: String,
    pub(crate) feature: String,
    pub(crate) reservation: String,
    pub(crate) state: State,
    /// What was taken, once it is settled.
    pub(crate) credits: Option<Credits>,
    /// What the tool answered.
    pub(crate) result: serde_json::Value,
}

/// How far a run has come.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    /// Credits are set aside; nothing is made.
    #[default]
    Reserved,
    /// The work is kept; this is to be settled.
    Made(Measure),
    /// Settled, or voided with nothing taken.
    Ended,
}

/// What was really used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Measure {
    /// All of what was reserved.
    All,
    Quantity(u64),
    Tokens {
        input: u64,
        output: u64,
        model: String,
    },
}

impl Run {
    pub(crate) fn is_open(&self) -> bool {
        self.state != State::Ended
    }
}

/// Ids come from browsers and become parts of keys.
pub(crate) fn checked_id(id: &str) -> Result<(), Fault> {
    let is_id = (8..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if is_id { Ok(()) } else { Err(Fault::bad("This request has no id of its own. Load the page again.")) }
}

/// Sets credits aside for a run and writes it down. A quote that the browser names binds the cost, or there is no run.
pub(crate) async fn reserve(
    app: &App,
    viewer: &Viewer,
    id: &str,
    quote: Option<&str>,
    wanted: Use,
) -> Result<Run, Fault> {
    let feature = wanted.feature.clone().unwrap_or_default();
    let (account, key) = (viewer.account.clone(), key(&viewer.account, id, "reserve"));
    let wanted = wanted.by(&viewer.member).expires_in(RESERVED_FOR);
    let wanted = match quote {
        Some(quote) => wanted.quote(quote),
        None => wanted,
    };
    let reserved = app.scrip.ask(move |client| client.with_key(key).reserve(&account, &wanted)).await;
    let reserved = reserved.map_err(|fault| if quote.is_some() { unquoted(fault) } else { fault })?.value;
    let run = Run { id: id.to_owned(), feature, reservation: reserved.id, ..Run::default() };
    app.files.change(&viewer.account, |site| {
        site.put_run(run.clone());
        Ok(())
    })?;
    Ok(run)
}

/// A quote that binds nothing (forged, somebody else's, of another use, used, over) is one answer to people: see the price again.
fn unquoted(fault: Fault) -> Fault {
    match fault {
        Fault::Refused { code, .. } if code.starts_with("quote_") || code == "invalid_quote" || code == "not_found" => {
            let detail = "The price on the button holds no longer, so nothing was done and nothing was taken. \
                          The button shows the price of now: press it again.";
            Fault::Refused { code: "quote_over".to_owned(), detail: detail.to_owned() }
        }
        other => other,
    }
}

/// Takes what was used of a run that is written down as made, and writes its end down. Nothing used takes nothing.
pub(crate) async fn settle(app: &App, account: &str, run: &Run) -> Result<Credits, Fault> {
    let State::Made(measure) = &run.state else { return Err(Fault::Broken(format!("run {} is not made", run.id))) };
    if *measure == Measure::Quantity(0) {
        void(app, account, run).await?;
        return Ok(Credits::ZERO);
    }
    let used = match measure {
        Measure::All => Use::default(),
        Measure::Quantity(quantity) => Use::default().quantity(*quantity),
        Measure::Tokens { input, output, model } => {
            Use::measured(&[("input_tokens", *input), ("output_tokens", *output)]).model(model)
        }
    };
    let (reservation, keys) =
        (run.reservation.clone(), [key(account, &run.id, "settle"), key(account, &run.id, "late")]);
    let settled = app
        .scrip
        .ask(move |client| {
            let [in_time, late] = keys;
            let answer = client.with_key(in_time).settle(&reservation, &used);
            // Work that was delivered is paid for, even if this program was away for a while.
            if answer.as_ref().is_err_and(|error| error.code() == Some("reservation_expired")) {
                return client.with_key(late).settle(&reservation, &Use { late: Some(true), ..used });
            }
            answer
        })
        .await?
        .value;
    let credits = settled.spend.map_or(Credits::ZERO, |spend| spend.credits);
    end(app, account, run, Some(credits))?;
    Ok(credits)
}

/// Gives everything back. A reservation that is over gave it back by itself.
pub(crate) async fn void(app: &App, account: &str, run: &Run) -> Result<(), Fault> {
    let (reservation, key) = (run.reservation.clone(), key(account, &run.id, "void"));
    match app.scrip.ask(move |client| client.with_key(key).void_reservation(&reservation)).await {
        Ok(_) => {}
        Err(Fault::Refused { code, .. }) if code == "reservation_expired" || code == "reservation_not_open" => {}
        Err(fault) => return Err(fault),
    }
    end(app, account, run, Some(Credits::ZERO))
}

fn end(app: &App, account: &str, run: &Run, credits: Option<Credits>) -> Result<(), Fault> {
    app.files.change(account, |site| {
        site.put_run(Run { state: State::Ended, credits, ..run.clone() });
        Ok(())
    })
}

fn key(account: &str, id: &str, step: &str) -> String {
    format!("landing-builder:{account}:{id}:{step}")
}

/// Ends what a crash left open: work that is there is settled, work that is not there is voided.
pub(crate) async fn recover(app: Arc<App>) {
    for account in app.files.accounts() {
        let open: Vec<Run> =
            app.files.read(&account, |site| site.runs.iter().filter(|run| run.is_open()).cloned().collect());
        for run in open {
            // What cannot be ended now (Scrip is away) is tried again at the next start; the key makes it one settle.
            let _ = match run.state {
                State::Made(_) => settle(&app, &account, &run).await.map(drop),
                State::Reserved | State::Ended => void(&app, &account, &run).await,
            };
        }
    }
}
