//! Payment intents: made, confirmed with the holder present or not, authenticated, canceled. The charge is another file's.

use serde_json::{Value, json};

use crate::call::{Call, merged};
use crate::cards::{Decline, OnCharge};
use crate::charge;
use crate::customer;
use crate::fault::Fault;
use crate::list;
use crate::payment_method;
use crate::state::{State, number, text};

pub(crate) const KIND: &str = "payment_intent";
/// Stripe's least amount in dollars and euros, in cents.
const AMOUNT_MIN: i64 = 50;
/// Stripe's most, in cents.
const AMOUNT_MAX: i64 = 99_999_999;

const CREATE: &[&str] = &[
    "amount",
    "currency",
    "customer",
    "payment_method",
    "payment_method_types",
    "automatic_payment_methods",
    "confirm",
    "off_session",
    "setup_future_usage",
    "metadata",
    "description",
    "return_url",
    "receipt_email",
    "statement_descriptor",
    "statement_descriptor_suffix",
    "error_on_requires_action",
    "capture_method",
    "confirmation_method",
    "payment_method_options",
    "shipping",
    "use_stripe_sdk",
];

/// How a payment is confirmed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Confirm {
    /// Nobody is there who could authenticate
    pub(crate) off_session: bool,
    /// Rather a decline than `requires_action`
    pub(crate) error_on_action: bool,
    /// Where the holder goes afterwards
    pub(crate) return_url: Option<String>,
}

/// What a new intent is made of.
pub(crate) struct New<'a> {
    pub(crate) amount: i64,
    pub(crate) currency: &'a str,
    pub(crate) customer: Value,
    pub(crate) metadata: Value,
    pub(crate) description: Value,
    pub(crate) setup_future_usage: Value,
}

pub(crate) fn create(state: &mut State, call: &Call) -> Result<Value, Fault> {
    call.only(CREATE)?;
    let amount = call.integer("amount")?.ok_or_else(|| Fault::parameter_missing("amount"))?;
    let currency = call.required("currency")?.to_owned();
    amount_fits(amount, &currency)?;
    if let Some(customer) = call.text("customer") {
        customer::existing(state, customer)?;
    }
    if call.is_true("off_session") && !call.is_true("confirm") {
        return Err(Fault::invalid("The parameter `off_session` cannot be used without `confirm` set to true.")
            .param("off_session"));
    }
    let new = New {
        amount,
        currency: &currency,
        customer: call.value("customer"),
        metadata: call.metadata("metadata"),
        description: call.value("description"),
        setup_future_usage: call.value("setup_future_usage"),
    };
    let mut intent = made(state, &new);
    intent["receipt_email"] = call.value("receipt_email");
    if let Some(types) = call.get("payment_method_types") {
        intent["payment_method_types"] = types.clone();
    }
    if call.is_true("automatic_payment_methods.enabled") {
        let redirects = call.text("automatic_payment_methods.allow_redirects").unwrap_or("always");
        intent["automatic_payment_methods"] = json!({ "allow_redirects": redirects, "enabled": true });
    }
    if let Some(id) = call.text("payment_method") {
        let method = payment_method::named(state, id)?;
        payment_method::usable(&method, call.text("customer"))?;
        intent["payment_method"] = method["id"].clone();
        intent["status"] = json!("requires_confirmation");
    }
    state.put(&intent);
    state.emit("payment_intent.created", &intent);
    if call.is_true("confirm") { confirm(state, intent, &how(call)) } else { Ok(intent) }
}

pub(crate) fn amount_fits(amount: i64, currency: &str) -> Result<(), Fault> {
    if amount < AMOUNT_MIN {
        let least = format!("Amount must be at least $0.50 {currency}");
        return Err(Fault::invalid(least).code("amount_too_small").param("amount"));
    }
    if amount > AMOUNT_MAX {
        let most = format!("Amount must be no more than $999,999.99 {currency}");
        return Err(Fault::invalid(most).code("amount_too_large").param("amount"));
    }
    if currency.len() != 3 || !currency.bytes().all(|letter| letter.is_ascii_lowercase()) {
        return Err(Fault::invalid(format!("Invalid currency: {currency}. Stripe takes lowercase ISO codes."))
            .param("currency"));
    }
    Ok(())
}

/// A new one that nobody has confirmed.
pub(crate) fn made(state: &mut State, new: &New<'_>) -> Value {
    let id = state.id("pi");
    let secret = state.id("secret");
    json!({
        "id": id,
        "object": KIND,
        "allowed_payment_method_types": null,
        "amount": new.amount,
        "amount_capturable": 0,
        "amount_details": { "tip": {} },
        "amount_received": 0,
        "application": null,
        "application_fee_amount": null,
        "automatic_payment_methods": null,
        "canceled_at": null,
        "cancellation_reason": null,
        "capture_method": "automatic_async",
        "client_secret": format!("{id}_{secret}"),
        "confirmation_method": "automatic",
        "created": state.now(),
        "currency": new.currency,
        "customer": new.customer,
        "customer_account": null,
        "description": new.description,
        "excluded_payment_method_types": null,
        "last_payment_error": null,
        "latest_charge": null,
        "livemode": false,
        "managed_payments": null,
        "metadata": new.metadata,
        "next_action": null,
        "on_behalf_of": null,
        "payment_method": null,
        "payment_method_configuration_details": null,
        "payment_method_options": {
            "card": { "installments": null, "mandate_options": null, "network": null, "request_three_d_secure": "automatic" },
        },
        "payment_method_types": ["card"],
        "payment_record": null,
        "processing": null,
        "receipt_email": null,
        "review": null,
        "setup_future_usage": new.setup_future_usage,
        "shipping": null,
        "source": null,
        "statement_descriptor": null,
        "statement_descriptor_suffix": null,
        "status": "requires_payment_method",
        "transfer_data": null,
        "transfer_group": null,
    })
}

pub(crate) fn confirm_called(state: &mut State, call: &Call, id: &str) -> Result<Value, Fault> {
    call.only(&[
        "payment_method",
        "off_session",
        "return_url",
        "error_on_requires_action",
        "setup_future_usage",
        "receipt_email",
        "use_stripe_sdk",
        "client_secret",
    ])?;
    let mut intent = state.get(KIND, id)?;
    if let Some(method) = call.text("payment_method") {
        let method = payment_method::named(state, method)?;
        payment_method::usable(&method, intent["customer"].as_str())?;
        intent["payment_method"] = method["id"].clone();
    }
    if call.get("setup_future_usage").is_some() {
        intent["setup_future_usage"] = call.value("setup_future_usage");
    }
    confirm(state, intent, &how(call))
}

fn how(call: &Call) -> Confirm {
    Confirm {
        // Also `one_off` and `recurring`, the words of earlier days.
        off_session: call.text("off_session").is_some_and(|text| text != "false"),
        error_on_action: call.is_true("error_on_requires_action"),
        return_url: call.text("return_url").map(str::to_owned),
    }
}

/// Asks the bank. A decline is an error whose body carries the intent, and a fact that events tell of.
pub(crate) fn confirm(state: &mut State, mut intent: Value, how: &Confirm) -> Result<Value, Fault> {
    let status = text(&intent, "status");
    if !["requires_payment_method", "requires_confirmation", "requires_action"].contains(&status) {
        return Err(unexpected(&intent, "confirm"));
    }
    let Some(id) = intent["payment_method"].as_str() else {
        return Err(Fault::invalid(
            "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the \
             PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment \
             method or ConfirmationToken.",
        )
        .code("payment_intent_unexpected_state")
        .with("payment_intent", intent));
    };
    let method = state.get("payment_method", id)?;
    match payment_method::card(&method)?.charge {
        OnCharge::Succeed => Ok(charge::succeed(state, intent, &method)),
        OnCharge::Decline(decline) => Err(charge::decline(state, intent, &method, decline)),
        OnCharge::Authenticate { unless_saved: true, .. } if method["_is_confirmed"] == true => {
            Ok(charge::succeed(state, intent, &method))
        }
        OnCharge::Authenticate { .. } if how.off_session || how.error_on_action => {
            let decline = Decline(
                "authentication_required",
                Some("authentication_required"),
                "Your card was declined. This transaction requires authentication.",
            );
            Err(charge::decline(state, intent, &method, decline))
        }
        OnCharge::Authenticate { .. } => {
            let to = format!("{}/3ds/{}", state.url, text(&intent, "id"));
            intent["status"] = json!("requires_action");
            intent["last_payment_error"] = Value::Null;
            intent["next_action"] = match &how.return_url {
                Some(back) => {
                    intent["_return_url"] = json!(back);
                    json!({ "type": "redirect_to_url", "redirect_to_url": { "return_url": back, "url": to } })
                }
                None => {
                    json!({ "type": "use_stripe_sdk", "use_stripe_sdk": { "type": "three_d_secure_redirect", "stripe_js": to } })
                }
            };
            state.put(&intent);
            state.emit("payment_intent.requires_action", &intent);
            Ok(intent)
        }
    }
}

/// The holder was asked, and confirmed or refused.
pub(crate) fn authenticate(state: &mut State, id: &str, is_confirmed: bool) -> Result<Value, Fault> {
    let intent = state.get(KIND, id)?;
    if text(&intent, "status") != "requires_action" {
        return Err(unexpected(&intent, "authenticate"));
    }
    let mut method = state.get("payment_method", text(&intent, "payment_method"))?;
    if !is_confirmed {
        let decline = Decline(
            "payment_intent_authentication_failure",
            None,
            "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
        );
        return Err(charge::decline(state, intent, &method, decline));
    }
    if let OnCharge::Authenticate { then: Some(decline), .. } = payment_method::card(&method)?.charge {
        return Err(charge::decline(state, intent, &method, decline));
    }
    method["_is_confirmed"] = json!(true);
    state.put(&method);
    Ok(charge::succeed(state, intent, &method))
}

pub(crate) fn unexpected(intent: &Value, verb: &str) -> Fault {
    let status = text(intent, "status");
    Fault::invalid(format!("You cannot {verb} this PaymentIntent because it has a status of {status}."))
        .code("payment_intent_unexpected_state")
        .with("payment_intent", intent.clone())
}

pub(crate) fn cancel(state: &mut State, call: &Call, id: &str) -> Result<Value, Fault> {
    call.only(&["cancellation_reason"])?;
    let mut intent = state.get(KIND, id)?;
    if ["succeeded", "canceled"].contains(&text(&intent, "status")) {
        return Err(unexpected(&intent, "cancel"));
    }
    intent["status"] = json!("canceled");
    intent["canceled_at"] = json!(state.now());
    intent["cancellation_reason"] = call.value("cancellation_reason");
    intent["next_action"] = Value::Null;
    state.put(&intent);
    state.emit("payment_intent.canceled", &intent);
    Ok(intent)
}

pub(crate) fn update(state: &mut State, call: &Call, id: &str) -> Result<Value, Fault> {
    call.only(&[
        "amount",
        "currency",
        "customer",
        "payment_method",
        "metadata",
        "description",
        "setup_future_usage",
        "receipt_email",
    ])?;
    let mut intent = state.get(KIND, id)?;
    if call.params.as_object().is_some_and(|params| params.keys().any(|key| key != "metadata" && key != "description"))
        && ["succeeded", "canceled"].contains(&text(&intent, "status"))
    {
        return Err(unexpected(&intent, "update"));
    }
    let amount = call.integer("amount")?.unwrap_or_else(|| number(&intent, "amount"));
    amount_fits(amount, call.text("currency").unwrap_or_else(|| text(&intent, "currency")))?;
    intent["amount"] = json!(amount);
    for field in ["currency", "customer", "payment_method", "description", "setup_future_usage", "receipt_email"] {
        if call.params.get(field).is_some() {
            intent[field] = call.value(field);
        }
    }
    if !intent["payment_method"].is_null() && intent["status"] == "requires_payment_method" {
        intent["status"] = json!("requires_confirmation");
    }
    intent["metadata"] = merged(&intent["metadata"], &call.metadata("metadata"));
    state.put(&intent);
    Ok(intent)
}

pub(crate) fn list(state: &State, call: &Call) -> Result<Value, Fault> {
    call.only(&[list::PARAMS, &["customer"]].concat())?;
    list::page(state, call, KIND, "/v1/payment_intents", |intent| list::fits(call, "customer", intent))
}
