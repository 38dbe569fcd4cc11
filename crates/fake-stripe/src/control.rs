//! What is not Stripe's API: the hosted pages, and `/_control`, where a script commands what a test commands in Rust.

use std::time::Duration;

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::call::Call;
use crate::checkout;
use crate::fault::Fault;
use crate::hosted::{self, Paid};
use crate::page;
use crate::payment_method::known;
use crate::post::{Mishap, Order};
use crate::shared::Shared;
use crate::state::{Refunds, State, text};
use crate::trouble::Trouble;
use crate::{charge, dispute, event, intent, refund};

/// A page, or an answer to a command.
pub(crate) fn page(shared: &Shared, method: &str, path: &str, call: &Call) -> Answer {
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    let answer = match (method, parts.as_slice()) {
        ("GET" | "HEAD", ["c", "pay", id]) => shared.change(|state| card_form(state, id)),
        ("POST", ["c", "pay", id]) => shared.change(|state| submitted(state, id, call)),
        ("GET", ["3ds", id]) => Ok(Answer::page(200, page::question(id))),
        ("POST", ["3ds", id]) => shared.change(|state| answered(state, id, call.text("answer") == Some("complete"))),
        ("POST", ["_control", "release"]) => {
            shared.release();
            Ok(Answer::json(200, &json!({})))
        }
        ("POST", ["_control", rest @ ..]) => {
            shared.change(|state| command(state, rest, call)).map(|done| Answer::json(200, &crate::state::shown(&done)))
        }
        ("GET", ["_control", what]) => {
            shared.look(|state| seen(state, what, call)).map(|seen| Answer::json(200, &crate::state::shown(&seen)))
        }
        _ => return Answer::page(404, page::said("Not here", "This stand-in has no such page.")),
    };
    let is_page = parts.first() != Some(&"_control");
    answer.unwrap_or_else(|fault| {
        if is_page {
            let why = fault.get("message").as_str().unwrap_or_default().to_owned();
            Answer::page(fault.status, page::said("This cannot be paid", &why))
        } else {
            fault.into()
        }
    })
}

fn card_form(state: &mut State, id: &str) -> Result<Answer, Fault> {
    let session = checkout::current(state, id)?;
    Ok(match text(&session, "status") {
        "open" => Answer::page(200, page::checkout(&session, None)),
        "complete" => Answer::page(200, page::said("You’re all done here", "This payment was made already.")),
        _ => Answer::page(200, page::said("This page has expired", "Please begin again in the shop.")),
    })
}

fn submitted(state: &mut State, id: &str, call: &Call) -> Result<Answer, Fault> {
    let declined = |state: &mut State, why: &str| {
        let session = state.get(checkout::KIND, id)?;
        Ok(Answer::page(200, page::checkout(&session, Some(why))))
    };
    let card = match known(call.text("cardNumber").unwrap_or_default()) {
        Ok(card) => card,
        Err(fault) => return declined(state, fault.get("message").as_str().unwrap_or_default()),
    };
    let (email, name) = (call.text("email").unwrap_or_default(), call.text("billingName").unwrap_or_default());
    match hosted::submit(state, id, card, email, name)? {
        Paid::Declined(why) => declined(state, &why),
        Paid::Done(to) | Paid::Asks(to) => onward(&to),
    }
}

/// The page of the bank's question; its address ends in a session or in an intent that a server confirmed.
fn answered(state: &mut State, id: &str, is_confirmed: bool) -> Result<Answer, Fault> {
    if id.starts_with("pi_") {
        let back = state.get(intent::KIND, id)?["_return_url"].clone();
        // A refusal stands in the intent; the holder goes back either way.
        let _ = intent::authenticate(state, id, is_confirmed);
        return onward(back.as_str().unwrap_or_default());
    }
    match hosted::authenticate(state, id, is_confirmed)? {
        Paid::Declined(why) => {
            let session = state.get(checkout::KIND, id)?;
            Ok(Answer::page(200, page::checkout(&session, Some(&why))))
        }
        Paid::Done(to) | Paid::Asks(to) => onward(&to),
    }
}

fn onward(to: &str) -> Result<Answer, Fault> {
    if page::is_web(to) {
        Ok(Answer::redirect(to))
    } else {
        Err(Fault::invalid("The shop named no address to go back to."))
    }
}

/// The commands; each has its twin in [`crate::FakeStripe`].
fn command(state: &mut State, parts: &[&str], call: &Call) -> Result<Value, Fault> {
    let times = u32::try_from(call.integer("times")?.unwrap_or(1)).unwrap_or(1);
    match parts {
        ["trouble"] => {
            let trouble = trouble(call)?;
            state.troubles.expect(call.text("request").unwrap_or("*"), trouble, times);
        }
        ["no-trouble"] => state.troubles.clear(),
        ["down"] => state.troubles.is_down = true,
        ["mishap"] => {
            let mishap = mishap(call)?;
            state.post.expect(call.text("type").unwrap_or("*"), mishap, times);
        }
        ["webhooks", "pause"] => state.post.is_paused = true,
        ["webhooks", "release"] => {
            state.post.is_paused = false;
            state.post.release(if call.text("order") == Some("last") { Order::Last } else { Order::First });
        }
        ["webhooks", "lose"] => state.post.lose_kept(),
        ["webhooks", "hurry"] => state.post.hurry(),
        ["events", id, "reissue"] => {
            let event = state.get("event", id)?;
            return Ok(json!({ "id": state.reissue(&event) }));
        }
        ["events", id, "redeliver"] => state.redeliver(id)?,
        ["webhook_endpoints", id, "add-secret"] => return Ok(json!({ "secret": event::add_secret(state, id)? })),
        ["webhook_endpoints", id, "end-secret"] => event::end_secret(state, id)?,
        ["checkout", id, "pay"] => {
            let card = known(call.required("card")?)?;
            let paid = hosted::submit(state, id, card, call.text("email").unwrap_or_default(), "")?;
            return Ok(paid_json(&paid));
        }
        ["checkout", id, "authenticate"] => {
            return Ok(paid_json(&hosted::authenticate(state, id, call.text("fail").is_none())?));
        }
        ["payment_intents", id, "authenticate"] => return intent::authenticate(state, id, call.text("fail").is_none()),
        ["refunds"] => {
            state.refunds = match call.required("mode")? {
                "succeed" => Refunds::Succeed,
                "wait" => Refunds::Wait,
                "refuse" => Refunds::Refuse,
                "wait_for_balance" => Refunds::WaitForBalance,
                _ => return Err(Fault::invalid("mode is succeed, wait, refuse or wait_for_balance").param("mode")),
            };
        }
        ["refunds", "foreign"] => return refund::foreign(state, call.required("of")?, call.integer("amount")?),
        ["refunds", id, "end"] => return refund::end(state, id, call.text("fail").is_none()),
        ["disputes"] => {
            let charge = charge::of(state, call.required("of")?)?;
            return Ok(dispute::open(state, charge, call.integer("amount")?, call.is_true("inquiry")));
        }
        ["disputes", id, "escalate"] => return dispute::escalate(state, id),
        ["disputes", id, "close"] => return dispute::close(state, id, call.is_true("won")),
        ["clock"] => state.clock.set(call.integer("now")?),
        _ => return Err(Fault::invalid("There is no such command.")),
    }
    Ok(json!({}))
}

/// What a script may look at.
fn seen(state: &State, what: &str, call: &Call) -> Result<Value, Fault> {
    Ok(match what {
        "delivered" => state
            .post
            .log()
            .map(|sent| json!({ "event": sent.event, "type": sent.kind, "endpoint": sent.endpoint, "attempt": sent.attempt, "status": sent.status }))
            .collect(),
        "requests" => state
            .troubles
            .log()
            .map(|request| json!({ "method": request.method, "path": request.path, "params": request.params, "key": request.key, "status": request.status }))
            .collect(),
        "kept" => state.post.kept().map(|kept| json!({ "event": kept.event, "type": kept.kind })).collect(),
        "waiting" => json!({ "requests": state.troubles.waiting, "is_idle": state.post.is_idle() }),
        "objects" => state.newest(call.required("kind")?).cloned().collect(),
        _ => return Err(Fault::invalid("There is nothing of that name to see.")),
    })
}

fn paid_json(paid: &Paid) -> Value {
    match paid {
        Paid::Done(to) => json!({ "done": to }),
        Paid::Asks(to) => json!({ "asks": to }),
        Paid::Declined(why) => json!({ "declined": why }),
    }
}

fn trouble(call: &Call) -> Result<Trouble, Fault> {
    let status = u16::try_from(call.integer("status")?.unwrap_or(500)).unwrap_or(500);
    Ok(match call.required("trouble")? {
        "error_before" => Trouble::ErrorBefore(status),
        "error_after" => Trouble::ErrorAfter(status),
        "error_kept" => Trouble::ErrorKept(status),
        "silent_before" => Trouble::SilentBefore,
        "silent_after" => Trouble::SilentAfter,
        "cut_before" => Trouble::CutBefore,
        "cut_after" => Trouble::CutAfter,
        "wait_before" => Trouble::WaitBefore,
        "wait_after" => Trouble::WaitAfter,
        "too_many" => Trouble::TooMany,
        _ => return Err(Fault::invalid("There is no such trouble.").param("trouble")),
    })
}

fn mishap(call: &Call) -> Result<Mishap, Fault> {
    let late = u64::try_from(call.integer("ms")?.unwrap_or(100)).unwrap_or_default();
    Ok(match call.required("mishap")? {
        "lose" => Mishap::Lose,
        "twice" => Mishap::Twice,
        "other_id" => Mishap::OtherId,
        "late" => Mishap::Late(Duration::from_millis(late)),
        "keep" => Mishap::Keep,
        _ => return Err(Fault::invalid("There is no such mishap.").param("mishap")),
    })
}
