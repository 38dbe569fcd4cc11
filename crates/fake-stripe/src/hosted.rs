//! The hosted page's work: a person pays a session or saves a card, the bank may ask, and the session is complete.

use serde_json::{Value, json};

use crate::call::Call;
use crate::cards::Card;
use crate::checkout::{KIND, current};
use crate::customer;
use crate::fault::Fault;
use crate::intent::{self, Confirm};
use crate::payment_method;
use crate::setup;
use crate::state::{State, number, text};

/// What the person behind the card sees next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paid {
    /// Done: on to this address, the shop's own.
    Done(String),
    /// The bank said no; another card may be tried.
    Declined(String),
    /// The bank asks its customer, at this address.
    Asks(String),
}

/// What the form on the hosted page does.
pub(crate) fn submit(state: &mut State, id: &str, card: &Card, email: &str, name: &str) -> Result<Paid, Fault> {
    let mut session = current(state, id)?;
    if text(&session, "status") != "open" {
        return Err(Fault::invalid(format!("This Checkout Session is {}.", text(&session, "status"))));
    }
    let email = if email.is_empty() { session["customer_email"].clone() } else { json!(email) };
    let mut method = payment_method::made(state, card);
    method["billing_details"]["email"] = email.clone();
    method["billing_details"]["name"] = if name.is_empty() { Value::Null } else { json!(name) };
    state.put(&method);
    session["_email"] = email;
    session["_name"] = method["billing_details"]["name"].clone();
    state.put(&session);
    let asked = if text(&session, "mode") == "setup" {
        let mut intent = state.get(setup::KIND, text(&session, "setup_intent"))?;
        intent["payment_method"] = method["id"].clone();
        own_customer(state, &mut session, &mut intent);
        setup::confirm(state, intent)
    } else {
        let mut intent = own_intent(state, &mut session)?;
        intent["payment_method"] = method["id"].clone();
        state.put(&intent);
        intent::confirm(
            state,
            intent,
            &Confirm { return_url: Some(text(&session, "url").to_owned()), ..Confirm::default() },
        )
    };
    told(state, id, asked)
}

/// The bank asked its customer, who confirmed or refused.
pub(crate) fn authenticate(state: &mut State, id: &str, is_confirmed: bool) -> Result<Paid, Fault> {
    let session = state.get(KIND, id)?;
    let asked = if text(&session, "mode") == "setup" {
        setup::authenticate(state, text(&session, "setup_intent"), is_confirmed)
    } else {
        intent::authenticate(state, text(&session, "payment_intent"), is_confirmed)
    };
    told(state, id, asked)
}

fn told(state: &mut State, id: &str, asked: Result<Value, Fault>) -> Result<Paid, Fault> {
    match asked {
        Ok(intent) if text(&intent, "status") == "requires_action" => Ok(Paid::Asks(format!("{}/3ds/{id}", state.url))),
        Ok(intent) => Ok(Paid::Done(completed(state, id, &intent)?)),
        Err(fault) if fault.status == 402 => {
            Ok(Paid::Declined(fault.get("message").as_str().unwrap_or_default().to_owned()))
        }
        Err(fault) => Err(fault),
    }
}

/// The session's intent, which is made when the first card is tried.
fn own_intent(state: &mut State, session: &mut Value) -> Result<Value, Fault> {
    if let Some(id) = session["payment_intent"].as_str() {
        return state.get(intent::KIND, id);
    }
    let data = Call { params: session["_intent_data"].clone(), version: None };
    let new = intent::New {
        amount: number(session, "amount_total"),
        currency: text(session, "currency"),
        customer: session["customer"].clone(),
        metadata: data.metadata("metadata"),
        description: data.value("description"),
        setup_future_usage: data.value("setup_future_usage"),
    };
    let mut intent = intent::made(state, &new);
    intent["receipt_email"] = data.value("receipt_email");
    let is_kept = !intent["setup_future_usage"].is_null() || session["customer_creation"] == "always";
    if is_kept {
        own_customer(state, session, &mut intent);
    }
    session["payment_intent"] = intent["id"].clone();
    state.put(session);
    state.put(&intent);
    state.emit("payment_intent.created", &intent);
    Ok(intent)
}

/// Who saves a card needs a customer that has it.
fn own_customer(state: &mut State, session: &mut Value, intent: &mut Value) {
    if session["customer"].is_null() {
        let customer = customer::blank(state, &session["_email"].clone(), &session["_name"].clone());
        session["customer"] = customer["id"].clone();
        state.put(session);
    }
    intent["customer"] = session["customer"].clone();
    state.put(intent);
}

/// Where the browser goes.
fn completed(state: &mut State, id: &str, intent: &Value) -> Result<String, Fault> {
    let mut session = state.get(KIND, id)?;
    session["status"] = json!("complete");
    session["url"] = Value::Null;
    if text(intent, "object") == intent::KIND {
        session["payment_status"] = json!("paid");
        session["payment_intent"] = intent["id"].clone();
    }
    session["customer_details"] = json!({
        "address": { "city": null, "country": "US", "line1": null, "line2": null, "postal_code": "12345", "state": null },
        "business_name": null,
        "email": session["_email"],
        "individual_name": null,
        "name": session["_name"],
        "phone": null,
        "tax_exempt": "none",
        "tax_ids": [],
    });
    state.put(&session);
    state.emit("checkout.session.completed", &session);
    Ok(text(&session, "success_url").replace("{CHECKOUT_SESSION_ID}", id))
}
