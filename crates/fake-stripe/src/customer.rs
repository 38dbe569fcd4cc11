//! Customers: made, read, changed, deleted and listed, as `/v1/customers` does.

use serde_json::{Value, json};

use crate::call::{Call, merged};
use crate::fault::Fault;
use crate::list;
use crate::state::{State, text};

const KIND: &str = "customer";
const FIELDS: &[&str] = &["email", "name", "phone", "description"];
const PARAMS: &[&str] = &[
    "email",
    "name",
    "phone",
    "description",
    "metadata",
    "address",
    "shipping",
    "invoice_settings",
    "preferred_locales",
    "tax_exempt",
    "payment_method",
];

pub(crate) fn create(state: &mut State, call: &Call) -> Result<Value, Fault> {
    call.only(PARAMS)?;
    let customer = made(state, call, &call.metadata("metadata"));
    let customer = changed(customer, call);
    state.put(&customer);
    state.emit("customer.created", &customer);
    Ok(customer)
}

/// A customer with nothing in it.
pub(crate) fn blank(state: &mut State, email: &Value, name: &Value) -> Value {
    let call = Call { params: json!({}), version: None };
    let mut customer = made(state, &call, &json!({}));
    customer["email"] = email.clone();
    customer["name"] = name.clone();
    state.put(&customer);
    state.emit("customer.created", &customer);
    customer
}

fn made(state: &mut State, call: &Call, metadata: &Value) -> Value {
    json!({
        "id": state.id("cus"),
        "object": KIND,
        "address": null,
        "balance": 0,
        "created": state.now(),
        "currency": null,
        "default_source": null,
        "delinquent": false,
        "description": null,
        "discount": null,
        "email": call.value("email"),
        "invoice_prefix": "FAKE0001",
        "invoice_settings": {
            "custom_fields": null, "default_payment_method": null, "footer": null, "rendering_options": null,
        },
        "livemode": false,
        "metadata": metadata,
        "name": null,
        "next_invoice_sequence": 1,
        "phone": null,
        "preferred_locales": [],
        "shipping": null,
        "tax_exempt": "none",
        "test_clock": null,
    })
}

pub(crate) fn update(state: &mut State, call: &Call, id: &str) -> Result<Value, Fault> {
    call.only(PARAMS)?;
    let before = existing(state, id)?;
    let customer = changed(before.clone(), call);
    state.put(&customer);
    state.emit_changed("customer.updated", &before, &customer);
    Ok(customer)
}

fn changed(mut customer: Value, call: &Call) -> Value {
    for field in FIELDS {
        if call.params.get(*field).is_some() {
            customer[*field] = call.value(field);
        }
    }
    for field in ["address", "shipping", "preferred_locales", "tax_exempt"] {
        if let Some(value) = call.get(field) {
            customer[field] = value.clone();
        }
    }
    if call.get("metadata").is_some() {
        customer["metadata"] = merged(&customer["metadata"], &call.metadata("metadata"));
    }
    if call.get("invoice_settings.default_payment_method").is_some() {
        customer["invoice_settings"]["default_payment_method"] = call.value("invoice_settings.default_payment_method");
    }
    customer
}

/// One that was not deleted.
pub(crate) fn existing(state: &State, id: &str) -> Result<Value, Fault> {
    let customer = state.get(KIND, id)?;
    if customer["deleted"] == true { Err(Fault::missing(KIND, id)) } else { Ok(customer) }
}

pub(crate) fn delete(state: &mut State, call: &Call, id: &str) -> Result<Value, Fault> {
    call.only(&[])?;
    let customer = existing(state, id)?;
    for mut method in state.newest("payment_method").cloned().collect::<Vec<_>>() {
        if text(&method, "customer") == id {
            method["customer"] = Value::Null;
            method["_is_spent"] = json!(true);
            state.put(&method);
        }
    }
    let deleted = json!({ "id": id, "object": KIND, "deleted": true });
    state.put(&deleted);
    state.emit("customer.deleted", &customer);
    Ok(deleted)
}

pub(crate) fn list(state: &State, call: &Call) -> Result<Value, Fault> {
    call.only(&[list::PARAMS, &["email"]].concat())?;
    list::page(state, call, KIND, "/v1/customers", |customer| {
        customer["deleted"] != true && list::fits(call, "email", customer)
    })
}
