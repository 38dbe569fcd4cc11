//! Disputes: a bank takes money back or inquires first, the merchant answers, and it is won or lost.

use serde_json::{Value, json};

use crate::call::{Call, merged};
use crate::fault::Fault;
use crate::list;
use crate::state::{State, number, text};

const KIND: &str = "dispute";
/// Days that a merchant has for an answer.
const ANSWER_DAYS: i64 = 7;

/// Opens one; without an amount, over all of the charge.
pub(crate) fn open(state: &mut State, mut charge: Value, amount: Option<i64>, is_inquiry: bool) -> Value {
    let amount = amount.unwrap_or_else(|| number(&charge, "amount"));
    let due = state.now() + ANSWER_DAYS * 86_400;
    let card = &charge["payment_method_details"]["card"];
    let dispute = json!({
        "id": state.id("dp"),
        "object": KIND,
        "amount": amount,
        "balance_transactions": [],
        "charge": charge["id"],
        "created": state.now(),
        "currency": charge["currency"],
        "enhanced_eligibility_types": [],
        "evidence": evidence(),
        "evidence_details": {
            "due_by": due, "enhanced_eligibility": {}, "has_evidence": false, "past_due": false, "submission_count": 0, "submission_method": "not_submitted",
        },
        "intended_submission_method": "manual",
        "is_charge_refundable": is_inquiry,
        "livemode": false,
        "metadata": {},
        "payment_intent": charge["payment_intent"],
        "payment_method_details": {
            "card": {
                "brand": card["brand"],
                "network": card["brand"], "case_type": if is_inquiry { "inquiry" } else { "chargeback" },
                "network_reason_code": "83",
            },
            "type": "card",
        },
        "reason": "fraudulent",
        "status": if is_inquiry { "warning_needs_response" } else { "needs_response" },
    });
    charge["disputed"] = json!(true);
    charge["_is_charged_back"] = json!(!is_inquiry);
    state.put(&charge);
    state.put(&dispute);
    state.emit("charge.dispute.created", &dispute);
    if !is_inquiry {
        state.emit("charge.dispute.funds_withdrawn", &dispute);
    }
    dispute
}

/// Nothing of all that a merchant may say.
fn evidence() -> Value {
    const WORDS: &[&str] = &[
        "access_activity_log",
        "billing_address",
        "cancellation_policy",
        "cancellation_policy_disclosure",
        "cancellation_rebuttal",
        "customer_communication",
        "customer_email_address",
        "customer_name",
        "customer_purchase_ip",
        "customer_signature",
        "duplicate_charge_documentation",
        "duplicate_charge_explanation",
        "duplicate_charge_id",
        "product_description",
        "receipt",
        "refund_policy",
        "refund_policy_disclosure",
        "refund_refusal_explanation",
        "service_date",
        "service_documentation",
        "shipping_address",
        "shipping_carrier",
        "shipping_date",
        "shipping_documentation",
        "shipping_tracking_number",
        "uncategorized_file",
        "uncategorized_text",
    ];
    let mut evidence = json!({ "enhanced_evidence": {} });
    for word in WORDS {
        evidence[*word] = Value::Null;
    }
    evidence
}

/// An inquiry becomes a dispute.
pub(crate) fn escalate(state: &mut State, id: &str) -> Result<Value, Fault> {
    let before = state.get(KIND, id)?;
    let mut dispute = before.clone();
    if !text(&dispute, "status").starts_with("warning_") || dispute["status"] == "warning_closed" {
        return Err(Fault::invalid(format!("Dispute {id} is no open inquiry.")));
    }
    dispute["status"] = json!("needs_response");
    dispute["is_charge_refundable"] = json!(false);
    dispute["payment_method_details"]["card"]["case_type"] = json!("chargeback");
    let mut charge = state.get("charge", text(&dispute, "charge"))?;
    charge["_is_charged_back"] = json!(true);
    state.put(&charge);
    state.put(&dispute);
    state.emit_changed("charge.dispute.updated", &before, &dispute);
    state.emit("charge.dispute.funds_withdrawn", &dispute);
    Ok(dispute)
}

/// The bank decides. An inquiry ends without either.
pub(crate) fn close(state: &mut State, id: &str, is_won: bool) -> Result<Value, Fault> {
    let before = state.get(KIND, id)?;
    let mut dispute = before.clone();
    let status = text(&dispute, "status").to_owned();
    if ["won", "lost", "warning_closed"].contains(&status.as_str()) {
        return Err(Fault::invalid("This dispute is already closed."));
    }
    let is_inquiry = status.starts_with("warning_");
    let ended = match (is_inquiry, is_won) {
        (true, _) => "warning_closed",
        (false, true) => "won",
        (false, false) => "lost",
    };
    dispute["status"] = json!(ended);
    state.put(&dispute);
    if ended != "lost" {
        let mut charge = state.get("charge", text(&dispute, "charge"))?;
        charge["disputed"] = json!(!is_inquiry);
        charge["_is_charged_back"] = json!(false);
        state.put(&charge);
    }
    state.emit_changed("charge.dispute.closed", &before, &dispute);
    if ended == "won" {
        state.emit("charge.dispute.funds_reinstated", &dispute);
    }
    Ok(dispute)
}

/// Evidence, as in Stripe's test mode: `winning_evidence` wins and `losing_evidence` loses.
pub(crate) fn update(state: &mut State, call: &Call, id: &str) -> Result<Value, Fault> {
    call.only(&["evidence", "metadata", "submit"])?;
    let before = state.get(KIND, id)?;
    let mut dispute = before.clone();
    dispute["metadata"] = merged(&dispute["metadata"], &call.metadata("metadata"));
    let said = call.text("evidence.uncategorized_text").map(str::to_owned);
    if let Some(said) = &said {
        dispute["evidence"]["uncategorized_text"] = json!(said);
        dispute["evidence_details"]["has_evidence"] = json!(true);
        dispute["evidence_details"]["submission_count"] = json!(1);
        let is_inquiry = text(&dispute, "status").starts_with("warning_");
        dispute["status"] = json!(if is_inquiry { "warning_under_review" } else { "under_review" });
    }
    state.put(&dispute);
    state.emit_changed("charge.dispute.updated", &before, &dispute);
    match said.as_deref() {
        Some("winning_evidence") => close(state, id, true),
        Some("losing_evidence") => close(state, id, false),
        _ => Ok(dispute),
    }
}

pub(crate) fn list(state: &State, call: &Call) -> Result<Value, Fault> {
    call.only(&[list::PARAMS, &["charge", "payment_intent"]].concat())?;
    list::page(state, call, KIND, "/v1/disputes", |dispute| {
        list::fits(call, "charge", dispute) && list::fits(call, "payment_intent", dispute)
    })
}
