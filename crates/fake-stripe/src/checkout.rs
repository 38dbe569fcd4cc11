//! Checkout Sessions as a server sees them: made, read, listed, expired. What a person does on the page is `hosted`.

use serde_json::{Value, json};

use crate::call::{Call, bracketed, merged};
use crate::customer;
use crate::fault::Fault;
use crate::intent;
use crate::list;
use crate::setup;
use crate::state::{State, number, text};

pub(crate) const KIND: &str = "checkout.session";
/// A session may live from half an hour to a day; without a word it is a day.
const LIFE_SECONDS_MIN: i64 = 30 * 60;
const LIFE_SECONDS_MAX: i64 = 24 * 60 * 60;
/// A client's clock and ours differ by a little.
const SKEW_SECONDS: i64 = 60;

const CREATE: &[&str] = &[
    "mode",
    "line_items",
    "success_url",
    "cancel_url",
    "client_reference_id",
    "customer",
    "customer_email",
    "customer_creation",
    "metadata",
    "payment_intent_data",
    "setup_intent_data",
    "payment_method_types",
    "expires_at",
    "locale",
    "currency",
    "payment_method_options",
    "saved_payment_method_options",
    "billing_address_collection",
    "submit_type",
    "allow_promotion_codes",
    "custom_text",
    "automatic_tax",
    "ui_mode",
];
const INTENT_DATA: &[&str] = &[
    "capture_method",
    "description",
    "metadata",
    "receipt_email",
    "setup_future_usage",
    "shipping",
    "statement_descriptor",
    "statement_descriptor_suffix",
];

pub(crate) fn create(state: &mut State, call: &Call) -> Result<Value, Fault> {
    call.only(CREATE)?;
    let mode = call.required("mode")?.to_owned();
    let (lines, amount, currency) = match mode.as_str() {
        "payment" => priced(state, call)?,
        "setup" => (json!([]), None, call.value("currency")),
        _ => return Err(Fault::invalid("Invalid mode: must be one of payment, setup, or subscription").param("mode")),
    };
    call.required("success_url")?;
    known_data(call, &mode)?;
    if let Some(customer) = call.text("customer") {
        customer::existing(state, customer)?;
        if call.text("customer_email").is_some() {
            return Err(Fault::invalid("You may only specify one of these parameters: customer, customer_email."));
        }
    }
    let expires_at = expiry(state, call)?;
    let id = state.id("cs_test");
    let setup = if mode == "setup" {
        let intent = setup::made(state, &call.value("customer"), &call.metadata("setup_intent_data.metadata"));
        state.put(&intent);
        intent["id"].clone()
    } else {
        Value::Null
    };
    let creation = match (mode.as_str(), call.text("customer")) {
        ("payment", None) => json!(call.text("customer_creation").unwrap_or("if_required")),
        _ => Value::Null,
    };
    let session = json!({
        "id": id,
        "object": KIND,
        "adaptive_pricing": null,
        "after_expiration": null,
        "allow_promotion_codes": null,
        "allowed_payment_method_types": null,
        "amount_subtotal": amount,
        "amount_total": amount,
        "automatic_tax": { "enabled": false, "liability": null, "provider": null, "status": null },
        "billing_address_collection": call.value("billing_address_collection"),
        "cancel_url": call.value("cancel_url"),
        "client_reference_id": call.value("client_reference_id"),
        "client_secret": null,
        "collected_information": null,
        "consent": null,
        "consent_collection": null,
        "created": state.now(),
        "currency": currency,
        "currency_conversion": null,
        "custom_fields": [],
        "custom_text": { "after_submit": null, "shipping_address": null, "submit": null, "terms_of_service_acceptance": null },
        "customer": call.value("customer"),
        "customer_account": null,
        "customer_creation": creation,
        "customer_details": null,
        "customer_email": call.value("customer_email"),
        "discounts": [],
        "expires_at": expires_at,
        "integration_identifier": null,
        "invoice": null,
        "invoice_creation": null,
        "livemode": false,
        "locale": call.value("locale"),
        "managed_payments": null,
        "metadata": call.metadata("metadata"),
        "mode": mode,
        "origin_context": null,
        "payment_intent": null,
        "payment_link": null,
        "payment_method_collection": if mode == "payment" { json!("if_required") } else { json!("always") },
        "payment_method_configuration_details": null,
        "payment_method_options": {},
        "payment_method_types": ["card"],
        "payment_status": if mode == "setup" { "no_payment_required" } else { "unpaid" },
        "permissions": null,
        "phone_number_collection": { "enabled": false },
        "recovered_from": null,
        "saved_payment_method_options": null,
        "setup_intent": setup,
        "shipping_address_collection": null,
        "shipping_cost": null,
        "shipping_options": [],
        "status": "open",
        "submit_type": call.value("submit_type"),
        "subscription": null,
        "success_url": call.value("success_url"),
        "total_details": { "amount_discount": 0, "amount_shipping": 0, "amount_tax": 0 },
        "ui_mode": "hosted",
        "url": format!("{}/c/pay/{id}", state.url),
        "wallet_options": null,
        "_line_items": lines,
        "_intent_data": call.get("payment_intent_data").cloned().unwrap_or_else(|| json!({})),
    });
    state.put(&session);
    Ok(session)
}

/// Typing errors inside of what goes to the intent are found too.
fn known_data(call: &Call, mode: &str) -> Result<(), Fault> {
    for (group, known) in [("payment_intent_data", INTENT_DATA), ("setup_intent_data", &["description", "metadata"])] {
        let params = call.get(group).and_then(Value::as_object);
        if let Some(unknown) = params.and_then(|map| map.keys().find(|key| !known.contains(&key.as_str()))) {
            let param = bracketed(&format!("{group}.{unknown}"));
            return Err(Fault::invalid(format!("Received unknown parameter: {param}"))
                .code("parameter_unknown")
                .param(&param));
        }
    }
    if mode == "setup" && call.get("payment_intent_data").is_some() {
        return Err(
            Fault::invalid("You can not pass `payment_intent_data` in `setup` mode.").param("payment_intent_data")
        );
    }
    Ok(())
}

fn expiry(state: &State, call: &Call) -> Result<i64, Fault> {
    let now = state.now();
    let Some(at) = call.integer("expires_at")? else { return Ok(now + LIFE_SECONDS_MAX) };
    let lives = at - now;
    if (LIFE_SECONDS_MIN - SKEW_SECONDS..=LIFE_SECONDS_MAX + SKEW_SECONDS).contains(&lives) {
        return Ok(at);
    }
    let rule = if lives < LIFE_SECONDS_MIN { "at least 30 minutes" } else { "less than 24 hours" };
    Err(Fault::invalid(format!("The `expires_at` timestamp must be {rule} from Checkout Session creation."))
        .param("expires_at"))
}

/// Lines, their sum and its currency.
fn priced(state: &mut State, call: &Call) -> Result<(Value, Option<i64>, Value), Fault> {
    let lines = call.get("line_items").and_then(Value::as_array).cloned();
    let lines = lines.ok_or_else(|| Fault::parameter_missing("line_items"))?;
    let (mut priced, mut sum, mut currency) = (Vec::new(), 0_i64, String::new());
    for (place, _) in lines.iter().enumerate() {
        let line = Call { params: lines[place].clone(), version: None };
        let at = |field: &str| bracketed(&format!("line_items.{place}.{field}"));
        let missing = |field: &str| Fault::parameter_missing(&at(field));
        let unit = line.integer("price_data.unit_amount")?.ok_or_else(|| missing("price_data.unit_amount"))?;
        let quantity = line.integer("quantity")?.ok_or_else(|| missing("quantity"))?;
        let name = line.text("price_data.product_data.name").ok_or_else(|| missing("price_data.product_data.name"))?;
        let own = line.text("price_data.currency").ok_or_else(|| missing("price_data.currency"))?;
        if unit < 0 || quantity < 1 {
            return Err(Fault::invalid("Invalid non-negative integer").param(&at("price_data.unit_amount")));
        }
        if !currency.is_empty() && currency != own {
            return Err(Fault::invalid("All line items must use the same currency.").param(&at("price_data.currency")));
        }
        own.clone_into(&mut currency);
        let amount = unit.checked_mul(quantity).ok_or_else(|| missing("quantity"))?;
        sum = sum.checked_add(amount).ok_or_else(|| missing("quantity"))?;
        priced.push(json!({
            "id": state.id("li"),
            "object": "item",
            "amount_discount": 0,
            "amount_subtotal": amount,
            "amount_tax": 0,
            "amount_total": amount,
            "currency": own,
            "description": name,
            "metadata": {},
            "price": {
                "id": state.id("price"), "object": "price", "active": false, "billing_scheme": "per_unit",
                "created": state.now(), "currency": own, "custom_unit_amount": null, "livemode": false,
                "lookup_key": null, "metadata": {}, "nickname": null, "product": state.id("prod"), "recurring": null,
                "tax_behavior": "unspecified", "tiers_mode": null, "transform_quantity": null, "type": "one_time",
                "unit_amount": unit, "unit_amount_decimal": unit.to_string(),
            },
            "quantity": quantity,
        }));
    }
    intent::amount_fits(sum, &currency)?;
    Ok((json!(priced), Some(sum), json!(currency)))
}

/// The session as it is now: one whose time is over has expired.
pub(crate) fn current(state: &mut State, id: &str) -> Result<Value, Fault> {
    let session = state.get(KIND, id)?;
    if text(&session, "status") == "open" && number(&session, "expires_at") <= state.now() {
        return Ok(expired(state, session));
    }
    Ok(session)
}

fn expired(state: &mut State, mut session: Value) -> Value {
    session["status"] = json!("expired");
    session["url"] = Value::Null;
    state.put(&session);
    if let Ok(mut intent) = state.get(intent::KIND, text(&session, "payment_intent")) {
        intent["status"] = json!("canceled");
        intent["cancellation_reason"] = json!("automatic");
        intent["canceled_at"] = json!(state.now());
        state.put(&intent);
        state.emit("payment_intent.canceled", &intent);
    }
    state.emit("checkout.session.expired", &session);
    session
}

pub(crate) fn expire(state: &mut State, call: &Call, id: &str) -> Result<Value, Fault> {
    call.only(&[])?;
    let session = current(state, id)?;
    if text(&session, "status") != "open" {
        return Err(Fault::invalid(format!(
            "Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout Session has a status of `{}`.",
            text(&session, "status")
        )));
    }
    Ok(expired(state, session))
}

pub(crate) fn update(state: &mut State, call: &Call, id: &str) -> Result<Value, Fault> {
    call.only(&["metadata"])?;
    let mut session = current(state, id)?;
    session["metadata"] = merged(&session["metadata"], &call.metadata("metadata"));
    state.put(&session);
    Ok(session)
}

pub(crate) fn list(state: &mut State, call: &Call) -> Result<Value, Fault> {
    call.only(&[list::PARAMS, &["customer", "payment_intent", "status", "customer_details"]].concat())?;
    let open: Vec<String> = state
        .newest(KIND)
        .filter(|session| text(session, "status") == "open")
        .map(|session| text(session, "id").to_owned())
        .collect();
    for id in open {
        current(state, &id)?;
    }
    list::page(state, call, KIND, "/v1/checkout/sessions", |session| {
        ["customer", "payment_intent", "status"].iter().all(|param| list::fits(call, param, session))
    })
}

pub(crate) fn line_items(state: &State, call: &Call, id: &str) -> Result<Value, Fault> {
    call.only(list::PARAMS)?;
    let session = state.get(KIND, id)?;
    let url = format!("/v1/checkout/sessions/{id}/line_items");
    Ok(json!({ "object": "list", "data": session["_line_items"], "has_more": false, "url": url }))
}
