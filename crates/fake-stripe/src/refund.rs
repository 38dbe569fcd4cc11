//! Refunds: made at once, waiting, refused for want of money; ended on command, in either way.

use serde_json::{Value, json};

use crate::call::{Call, merged};
use crate::charge;
use crate::fault::Fault;
use crate::list;
use crate::state::{Refunds, State, number, text};

const KIND: &str = "refund";
const REASONS: &[&str] = &["duplicate", "fraudulent", "requested_by_customer"];

pub(crate) fn create(state: &mut State, call: &Call) -> Result<Value, Fault> {
    call.only(&["charge", "payment_intent", "amount", "reason", "metadata", "instructions_email", "currency"])?;
    let named = call.text("payment_intent").or_else(|| call.text("charge"));
    let named = named.ok_or_else(|| {
        Fault::invalid("One of the following params should be provided for this request: payment_intent or charge.")
    })?;
    if let Some(reason) = call.text("reason")
        && !REASONS.contains(&reason)
    {
        return Err(Fault::invalid(format!("Invalid reason: must be one of {}", REASONS.join(", "))).param("reason"));
    }
    let charge = charge::of(state, named)?;
    let amount = refundable(&charge, call.integer("amount")?)?;
    if state.refunds == Refunds::Refuse {
        return Err(Fault::invalid("Insufficient funds in your Stripe balance to refund this amount.")
            .code("balance_insufficient"));
    }
    let mode = match state.refunds {
        Refunds::Succeed if charge["_refund_waits"] == true => Refunds::Wait,
        mode => mode,
    };
    let refund = made(state, &charge, amount, mode, call);
    state.put(&refund);
    let before = charge.clone();
    let charge = refunded_by(state, charge, amount);
    state.emit("refund.created", &refund);
    state.emit_changed("charge.refunded", &before, &charge);
    if charge["_refund_fails"] == true {
        // As with Stripe's card for it: the answer says succeeded, and then the bank sends the money back.
        end(state, text(&refund, "id"), false)?;
    }
    Ok(refund)
}

/// A refund that the operator makes in Stripe's dashboard: nobody asked through the API.
pub(crate) fn foreign(state: &mut State, charge: &str, amount: Option<i64>) -> Result<Value, Fault> {
    let mut params = json!({ "charge": text(&charge::of(state, charge)?, "id") });
    if let Some(amount) = amount {
        params["amount"] = json!(amount.to_string());
    }
    create(state, &Call { params, version: None })
}

fn refundable(charge: &Value, wanted: Option<i64>) -> Result<i64, Fault> {
    let id = text(charge, "id");
    if text(charge, "status") != "succeeded" {
        return Err(Fault::invalid(format!("Charge {id} has not been paid and cannot be refunded.")));
    }
    if charge["_is_charged_back"] == true {
        return Err(Fault::invalid(format!("Charge {id} has been charged back; cannot issue a refund."))
            .code("charge_disputed"));
    }
    let left = number(charge, "amount") - number(charge, "amount_refunded");
    if left == 0 {
        return Err(Fault::invalid(format!("Charge {id} has already been refunded.")).code("charge_already_refunded"));
    }
    match wanted {
        None => Ok(left),
        Some(amount) if amount < 1 => {
            Err(Fault::invalid("Invalid positive integer").code("parameter_invalid_integer").param("amount"))
        }
        Some(amount) if amount > left => Err(Fault::invalid(format!(
            "Refund amount ({}) is greater than unrefunded amount on charge ({})",
            shown(amount),
            shown(left)
        ))
        .param("amount")),
        Some(amount) => Ok(amount),
    }
}

fn shown(cents: i64) -> String {
    format!("${}.{:02}", cents / 100, cents % 100)
}

fn made(state: &mut State, charge: &Value, amount: i64, mode: Refunds, call: &Call) -> Value {
    let (status, pending) = match mode {
        Refunds::Wait => ("pending", json!("processing")),
        Refunds::WaitForBalance => ("pending", json!("insufficient_funds")),
        Refunds::Succeed | Refunds::Refuse => ("succeeded", Value::Null),
    };
    let mut refund = json!({
        "id": state.id("re"),
        "object": KIND,
        "amount": amount,
        "balance_transaction": null,
        "charge": charge["id"],
        "created": state.now(),
        "currency": charge["currency"],
        "customer": charge["customer"],
        "customer_account": null,
        "destination_details": {
            "card": { "reference_status": "pending", "reference_type": "acquirer_reference_number", "type": "refund" },
            "type": "card",
        },
        "metadata": call.metadata("metadata"),
        "payment_intent": charge["payment_intent"],
        "payment_method": charge["payment_method"],
        "reason": call.value("reason"),
        "receipt_number": null,
        "source_transfer_reversal": null,
        "status": status,
        "transfer_reversal": null,
    });
    if !pending.is_null() {
        refund["pending_reason"] = pending;
    }
    refund
}

fn refunded_by(state: &mut State, mut charge: Value, amount: i64) -> Value {
    let sum = number(&charge, "amount_refunded") + amount;
    charge["amount_refunded"] = json!(sum);
    charge["refunded"] = json!(sum == number(&charge, "amount"));
    state.put(&charge);
    charge
}

/// What waits succeeds or fails; what succeeded may fail later, as it does when a bank sends money back.
pub(crate) fn end(state: &mut State, id: &str, is_done: bool) -> Result<Value, Fault> {
    let mut refund = state.get(KIND, id)?;
    let status = text(&refund, "status");
    if status == "failed" || status == "canceled" || (is_done && status == "succeeded") {
        return Err(Fault::invalid(format!("Refund {id} has a status of {status}.")));
    }
    let before = refund.clone();
    if let Some(map) = refund.as_object_mut() {
        map.remove("pending_reason");
    }
    refund["status"] = json!(if is_done { "succeeded" } else { "failed" });
    if !is_done {
        refund["failure_reason"] = json!("expired_or_canceled_card");
        refund["failure_balance_transaction"] = json!(state.id("txn"));
        let charge = state.get("charge", text(&refund, "charge"))?;
        refunded_by(state, charge, -number(&refund, "amount"));
    }
    state.put(&refund);
    state.emit_changed("refund.updated", &before, &refund);
    state.emit_changed("charge.refund.updated", &before, &refund);
    if !is_done {
        state.emit("refund.failed", &refund);
    }
    Ok(refund)
}

pub(crate) fn update(state: &mut State, call: &Call, id: &str) -> Result<Value, Fault> {
    call.only(&["metadata"])?;
    let before = state.get(KIND, id)?;
    let mut refund = before.clone();
    refund["metadata"] = merged(&refund["metadata"], &call.metadata("metadata"));
    state.put(&refund);
    state.emit_changed("refund.updated", &before, &refund);
    Ok(refund)
}

pub(crate) fn cancel(state: &mut State, call: &Call, id: &str) -> Result<Value, Fault> {
    call.only(&[])?;
    let refund = state.get(KIND, id)?;
    Err(Fault::invalid(format!(
        "Only refunds with status requires_action can be canceled, {id} has status {}.",
        text(&refund, "status")
    )))
}

pub(crate) fn list(state: &State, call: &Call) -> Result<Value, Fault> {
    call.only(&[list::PARAMS, &["charge", "payment_intent"]].concat())?;
    list::page(state, call, KIND, "/v1/refunds", |refund| {
        list::fits(call, "charge", refund) && list::fits(call, "payment_intent", refund)
    })
}
