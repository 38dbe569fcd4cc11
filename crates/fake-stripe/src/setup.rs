//! Setup intents: a card is saved without a payment, as far as Checkout's `mode=setup` and a server need it.

use serde_json::{Value, json};

use crate::call::Call;
use crate::cards::{OnAttach, OnCharge};
use crate::customer;
use crate::fault::Fault;
use crate::list;
use crate::payment_method;
use crate::state::{State, shown, text};

pub(crate) const KIND: &str = "setup_intent";

pub(crate) fn create(state: &mut State, call: &Call) -> Result<Value, Fault> {
    call.only(&[
        "customer",
        "payment_method",
        "confirm",
        "usage",
        "metadata",
        "description",
        "payment_method_types",
        "return_url",
        "automatic_payment_methods",
    ])?;
    if let Some(customer) = call.text("customer") {
        customer::existing(state, customer)?;
    }
    let mut intent = made(state, &call.value("customer"), &call.metadata("metadata"));
    intent["usage"] = json!(call.text("usage").unwrap_or("off_session"));
    if let Some(id) = call.text("payment_method") {
        intent["payment_method"] = payment_method::named(state, id)?["id"].clone();
        intent["status"] = json!("requires_confirmation");
    }
    state.put(&intent);
    state.emit("setup_intent.created", &intent);
    if call.is_true("confirm") { confirm(state, intent) } else { Ok(intent) }
}

/// A new one.
pub(crate) fn made(state: &mut State, customer: &Value, metadata: &Value) -> Value {
    let id = state.id("seti");
    let secret = state.id("secret");
    json!({
        "id": id,
        "object": KIND,
        "allowed_payment_method_types": null,
        "application": null,
        "automatic_payment_methods": null,
        "cancellation_reason": null,
        "client_secret": format!("{id}_{secret}"),
        "created": state.now(),
        "customer": customer,
        "description": null,
        "excluded_payment_method_types": null,
        "flow_directions": null,
        "last_setup_error": null,
        "latest_attempt": null,
        "livemode": false,
        "mandate": null,
        "metadata": metadata,
        "next_action": null,
        "on_behalf_of": null,
        "payment_method": null,
        "payment_method_configuration_details": null,
        "payment_method_options": {
            "card": { "mandate_options": null, "network": null, "request_three_d_secure": "automatic" },
        },
        "payment_method_types": ["card"],
        "single_use_mandate": null,
        "status": "requires_payment_method",
        "usage": "off_session",
    })
}

pub(crate) fn confirm_called(state: &mut State, call: &Call, id: &str) -> Result<Value, Fault> {
    call.only(&["payment_method", "return_url"])?;
    let mut intent = state.get(KIND, id)?;
    if let Some(method) = call.text("payment_method") {
        intent["payment_method"] = payment_method::named(state, method)?["id"].clone();
    }
    confirm(state, intent)
}

/// Asks the bank whether the card may be saved.
pub(crate) fn confirm(state: &mut State, mut intent: Value) -> Result<Value, Fault> {
    if !["requires_payment_method", "requires_confirmation", "requires_action"].contains(&text(&intent, "status")) {
        return Err(unexpected(&intent));
    }
    let method = state.get("payment_method", text(&intent, "payment_method"))?;
    let card = payment_method::card(&method)?;
    match (card.attach, card.charge) {
        (OnAttach::Decline, OnCharge::Decline(decline)) => {
            let fault = Fault::card(decline.0, decline.1, decline.2).with("payment_method", shown(&method));
            Err(failed(state, intent, fault))
        }
        (_, OnCharge::Authenticate { .. }) => {
            let to = format!("{}/3ds/{}", state.url, text(&intent, "id"));
            intent["status"] = json!("requires_action");
            intent["next_action"] = json!({ "type": "use_stripe_sdk", "use_stripe_sdk": { "type": "three_d_secure_redirect", "stripe_js": to } });
            state.put(&intent);
            state.emit("setup_intent.requires_action", &intent);
            Ok(intent)
        }
        _ => Ok(succeed(state, intent, method)),
    }
}

/// The holder was asked, and confirmed or refused.
pub(crate) fn authenticate(state: &mut State, id: &str, is_confirmed: bool) -> Result<Value, Fault> {
    let intent = state.get(KIND, id)?;
    if text(&intent, "status") != "requires_action" {
        return Err(unexpected(&intent));
    }
    let method = state.get("payment_method", text(&intent, "payment_method"))?;
    if is_confirmed {
        return Ok(succeed(state, intent, method));
    }
    let message =
        "We are unable to authenticate your payment method. Please choose a different payment method and try again.";
    let fault =
        Fault::card("setup_intent_authentication_failure", None, message).with("payment_method", shown(&method));
    Err(failed(state, intent, fault))
}

fn succeed(state: &mut State, mut intent: Value, mut method: Value) -> Value {
    method["_is_confirmed"] = json!(true);
    state.put(&method);
    if let Some(customer) = intent["customer"].as_str().map(str::to_owned) {
        payment_method::attached(state, method, &customer);
    }
    intent["status"] = json!("succeeded");
    intent["next_action"] = Value::Null;
    intent["last_setup_error"] = Value::Null;
    state.put(&intent);
    state.emit("setup_intent.succeeded", &intent);
    intent
}

fn failed(state: &mut State, mut intent: Value, fault: Fault) -> Fault {
    intent["status"] = json!("requires_payment_method");
    intent["payment_method"] = Value::Null;
    intent["next_action"] = Value::Null;
    intent["last_setup_error"] = fault.error();
    state.put(&intent);
    state.emit("setup_intent.setup_failed", &intent);
    fault.with("setup_intent", intent)
}

fn unexpected(intent: &Value) -> Fault {
    let status = text(intent, "status");
    Fault::invalid(format!("You cannot confirm this SetupIntent because it has a status of {status}."))
        .code("setup_intent_unexpected_state")
        .with("setup_intent", intent.clone())
}

pub(crate) fn cancel(state: &mut State, call: &Call, id: &str) -> Result<Value, Fault> {
    call.only(&["cancellation_reason"])?;
    let mut intent = state.get(KIND, id)?;
    if ["succeeded", "canceled"].contains(&text(&intent, "status")) {
        return Err(unexpected(&intent));
    }
    intent["status"] = json!("canceled");
    intent["cancellation_reason"] = call.value("cancellation_reason");
    state.put(&intent);
    state.emit("setup_intent.canceled", &intent);
    Ok(intent)
}

pub(crate) fn list(state: &State, call: &Call) -> Result<Value, Fault> {
    call.only(&[list::PARAMS, &["customer", "payment_method"]].concat())?;
    list::page(state, call, KIND, "/v1/setup_intents", |intent| {
        list::fits(call, "customer", intent) && list::fits(call, "payment_method", intent)
    })
}
