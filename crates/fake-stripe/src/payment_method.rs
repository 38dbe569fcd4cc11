//! Payment methods: cards, made from a number or a test token, attached to a customer and detached for good.

use serde_json::{Value, json};

use crate::call::{Call, merged};
use crate::cards::{Card, OnAttach, OnCharge};
use crate::customer;
use crate::fault::Fault;
use crate::list;
use crate::state::{State, text};

const KIND: &str = "payment_method";

pub(crate) fn create(state: &mut State, call: &Call) -> Result<Value, Fault> {
    call.only(&["type", "card", "billing_details", "metadata"])?;
    if call.required("type")? != "card" {
        return Err(Fault::invalid("This stand-in knows cards only.").param("type"));
    }
    let number = call.text("card.number").or_else(|| call.text("card.token")).unwrap_or_default();
    let card = known(&number.replace("tok_", "pm_card_"))?;
    let mut method = made(state, card);
    method["metadata"] = call.metadata("metadata");
    for field in ["email", "name", "phone"] {
        method["billing_details"][field] = call.value(&format!("billing_details.{field}"));
    }
    state.put(&method);
    Ok(method)
}

/// The card of a number; one that does not exist is refused as Stripe does.
pub(crate) fn known(number: &str) -> Result<&'static Card, Fault> {
    Card::find(number).ok_or_else(|| {
        let fault = Fault::card("incorrect_number", None, "Your card number is incorrect.");
        fault.param("number")
    })
}

/// A new payment method of that card, nobody's yet.
pub(crate) fn made(state: &mut State, card: &Card) -> Value {
    let method = json!({
        "id": state.id("pm"),
        "object": KIND,
        "allow_redisplay": "unspecified",
        "billing_details": {
            "address": { "city": null, "country": null, "line1": null, "line2": null, "postal_code": null, "state": null },
            "email": null, "name": null, "phone": null, "tax_id": null,
        },
        "card": {
            "brand": card.brand,
            "checks": { "address_line1_check": null, "address_postal_code_check": null, "cvc_check": "pass" },
            "country": "US",
            "display_brand": card.brand,
            "exp_month": 12,
            "exp_year": 2034,
            "fingerprint": format!("fake{}", card.number),
            "funding": "credit",
            "generated_from": null,
            "last4": card.last4(),
            "networks": { "available": [card.brand], "preferred": null },
            "regulated_status": "unregulated",
            "three_d_secure_usage": { "supported": true },
            "wallet": null,
        },
        "created": state.now(),
        "customer": null,
        "customer_account": null,
        "livemode": false,
        "metadata": {},
        "type": "card",
        "_number": card.number,
        "_is_confirmed": false,
        "_is_spent": false,
    });
    state.put(&method);
    method
}

/// By id; a test token makes a new one, as with Stripe.
pub(crate) fn named(state: &mut State, id: &str) -> Result<Value, Fault> {
    if id.starts_with("pm_card_")
        && let Some(card) = Card::find(id)
    {
        return Ok(made(state, card));
    }
    state.get(KIND, id)
}

/// The card behind it.
pub(crate) fn card(method: &Value) -> Result<&'static Card, Fault> {
    known(text(method, "_number"))
}

pub(crate) fn attach(state: &mut State, call: &Call, id: &str) -> Result<Value, Fault> {
    call.only(&["customer"])?;
    let customer = call.required("customer")?.to_owned();
    customer::existing(state, &customer)?;
    let method = named(state, id)?;
    usable(&method, Some(&customer))?;
    let card = card(&method)?;
    if let (OnAttach::Decline, OnCharge::Decline(decline)) = (card.attach, card.charge) {
        return Err(Fault::card(decline.0, decline.1, decline.2));
    }
    Ok(attached(state, method, &customer))
}

/// Now the customer's.
pub(crate) fn attached(state: &mut State, mut method: Value, customer: &str) -> Value {
    let is_new = text(&method, "customer") != customer;
    method["customer"] = json!(customer);
    state.put(&method);
    if is_new {
        state.emit("payment_method.attached", &method);
    }
    method
}

/// A method that was detached, or belongs to somebody else, pays nothing.
pub(crate) fn usable(method: &Value, customer: Option<&str>) -> Result<(), Fault> {
    if method["_is_spent"] == true {
        return Err(Fault::invalid(
            "The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared \
             with a connected account without Customer attachment, or was detached from a Customer. It may not be used \
             again. To use a PaymentMethod multiple times, you must attach it to a Customer first.",
        )
        .param("payment_method"));
    }
    let owner = text(method, "customer");
    if !owner.is_empty() && customer != Some(owner) {
        let id = text(method, "id");
        return Err(Fault::invalid(match customer {
            Some(_) => format!("The customer does not have a payment method with the ID {id}."),
            None => format!(
                "The payment method {id} belongs to the Customer {owner}. Please include the Customer in the `customer` \
                 parameter."
            ),
        })
        .param("payment_method"));
    }
    Ok(())
}

pub(crate) fn detach(state: &mut State, call: &Call, id: &str) -> Result<Value, Fault> {
    call.only(&[])?;
    let mut method = state.get(KIND, id)?;
    if method["customer"].is_null() {
        return Err(Fault::invalid(
            "The payment method you provided is not attached to a customer so detachment is impossible.",
        ));
    }
    let before = method.clone();
    method["customer"] = Value::Null;
    method["_is_spent"] = json!(true);
    state.put(&method);
    state.emit_changed("payment_method.detached", &before, &method);
    Ok(method)
}

pub(crate) fn update(state: &mut State, call: &Call, id: &str) -> Result<Value, Fault> {
    call.only(&["metadata", "billing_details", "allow_redisplay"])?;
    let before = state.get(KIND, id)?;
    let mut method = before.clone();
    method["metadata"] = merged(&method["metadata"], &call.metadata("metadata"));
    state.put(&method);
    state.emit_changed("payment_method.updated", &before, &method);
    Ok(method)
}

pub(crate) fn list(state: &State, call: &Call) -> Result<Value, Fault> {
    call.only(&[list::PARAMS, &["customer", "type"]].concat())?;
    of(state, call, call.text("customer").unwrap_or_default(), "/v1/payment_methods")
}

/// `/v1/customers/{id}/payment_methods`
pub(crate) fn list_of(state: &State, call: &Call, customer: &str) -> Result<Value, Fault> {
    call.only(&[list::PARAMS, &["type"]].concat())?;
    customer::existing(state, customer)?;
    of(state, call, customer, &format!("/v1/customers/{customer}/payment_methods"))
}

fn of(state: &State, call: &Call, customer: &str, url: &str) -> Result<Value, Fault> {
    list::page(state, call, KIND, url, |method| {
        !customer.is_empty() && text(method, "customer") == customer && list::fits(call, "type", method)
    })
}
