//! Charges: what a confirmed payment becomes when the bank says yes, and when it says no.

use serde_json::{Value, json};

use crate::call::Call;
use crate::cards::{Decline, Later};
use crate::dispute;
use crate::fault::Fault;
use crate::list;
use crate::payment_method;
use crate::state::{State, number, shown, text};

const KIND: &str = "charge";
/// Stripe's fee on a card: 2.9 % and 30 cents, in tenths of a percent.
const FEE_PER_MILLE: i64 = 29;
const FEE_FIXED: i64 = 30;

/// The money moved.
pub(crate) fn succeed(state: &mut State, mut intent: Value, method: &Value) -> Value {
    let mut method = method.clone();
    if let (Some(customer), false) = (intent["customer"].as_str(), intent["setup_future_usage"].is_null()) {
        method["_is_confirmed"] = json!(true);
        method = payment_method::attached(state, method, customer);
    } else if method["customer"].is_null() {
        method["_is_spent"] = json!(true);
        state.put(&method);
    }
    let mut charge = made(state, &intent, &method);
    charge["balance_transaction"] = transaction(state, &charge);
    intent["status"] = json!("succeeded");
    intent["amount_received"] = intent["amount"].clone();
    intent["latest_charge"] = charge["id"].clone();
    intent["next_action"] = Value::Null;
    intent["last_payment_error"] = Value::Null;
    intent["payment_method"] = method["id"].clone();
    state.put(&charge);
    state.put(&intent);
    state.emit("charge.succeeded", &charge);
    state.emit("payment_intent.succeeded", &intent);
    let later = payment_method::card(&method).map_or(Later::Nothing, |card| card.later);
    charge["_refund_fails"] = json!(later == Later::RefundFails);
    charge["_refund_waits"] = json!(later == Later::RefundIsPending);
    state.put(&charge);
    if matches!(later, Later::Dispute | Later::Inquiry) {
        dispute::open(state, charge, None, later == Later::Inquiry);
    }
    intent
}

/// The bank said no: the intent wants another card, and the answer is 402 with all of it.
pub(crate) fn decline(state: &mut State, mut intent: Value, method: &Value, decline: Decline) -> Fault {
    let Decline(code, decline_code, message) = decline;
    let mut charge = made(state, &intent, method);
    let fault = Fault::card(code, decline_code, message)
        .with("charge", charge["id"].clone())
        .with("payment_method", shown(method));
    charge["status"] = json!("failed");
    charge["paid"] = json!(false);
    charge["captured"] = json!(false);
    charge["amount_captured"] = json!(0);
    charge["failure_code"] = json!(code);
    charge["failure_message"] = json!(message);
    charge["receipt_url"] = Value::Null;
    charge["outcome"] = json!({
        "advice_code": null,
        "network_advice_code": null,
        "network_decline_code": null,
        "network_status": "declined_by_network",
        "reason": decline_code.unwrap_or(code),
        "risk_level": "normal",
        "risk_score": 42,
        "seller_message": "The bank did not return any further details with this decline.",
        "type": "issuer_declined",
    });
    let is_asked = code != "payment_intent_authentication_failure";
    intent["status"] = json!("requires_payment_method");
    intent["payment_method"] = Value::Null;
    intent["next_action"] = Value::Null;
    intent["last_payment_error"] = fault.error();
    if is_asked {
        intent["latest_charge"] = charge["id"].clone();
        state.put(&charge);
        state.emit("charge.failed", &charge);
    }
    state.put(&intent);
    state.emit("payment_intent.payment_failed", &intent);
    fault.with("payment_intent", intent)
}

fn made(state: &mut State, intent: &Value, method: &Value) -> Value {
    let id = state.id("ch");
    let receipt = format!("{}/receipts/{id}", state.url);
    let paid_with = card_details(intent, &method["card"]);
    json!({
        "id": id,
        "object": KIND,
        "amount": intent["amount"],
        "amount_captured": intent["amount"],
        "amount_refunded": 0,
        "application": null,
        "application_fee": null,
        "application_fee_amount": null,
        "balance_transaction": null,
        "billing_details": shown(&method["billing_details"]),
        "calculated_statement_descriptor": "FAKE STRIPE",
        "captured": true,
        "created": state.now(),
        "currency": intent["currency"],
        "customer": intent["customer"],
        "description": intent["description"],
        "disputed": false,
        "failure_balance_transaction": null,
        "failure_code": null,
        "failure_message": null,
        "fraud_details": {},
        "livemode": false,
        "metadata": intent["metadata"],
        "on_behalf_of": null,
        "outcome": {
            "advice_code": null, "network_advice_code": null, "network_decline_code": null,
            "network_status": "approved_by_network", "reason": null, "risk_level": "normal", "risk_score": 12,
            "seller_message": "Payment complete.", "type": "authorized",
        },
        "paid": true,
        "payment_intent": intent["id"],
        "payment_method": method["id"],
        "payment_method_details": { "card": paid_with, "type": "card" },
        "receipt_email": intent["receipt_email"],
        "receipt_number": null,
        "receipt_url": receipt,
        "refunded": false,
        "review": null,
        "shipping": null,
        "source": null,
        "source_transfer": null,
        "statement_descriptor": null,
        "statement_descriptor_suffix": null,
        "status": "succeeded",
        "transfer_data": null,
        "transfer_group": null,
    })
}

/// What a charge says of the card.
fn card_details(intent: &Value, card: &Value) -> Value {
    let mut details = json!({
        "amount_authorized": intent["amount"],
        "authorization_code": "123456",
        "electronic_commerce_indicator": null,
        "extended_authorization": { "status": "disabled" },
        "incremental_authorization": { "status": "unavailable" },
        "installments": null,
        "mandate": null,
        "multicapture": { "status": "unavailable" },
        "network": card["brand"],
        "network_token": { "used": false },
        "network_transaction_id": null,
        "overcapture": { "maximum_amount_capturable": intent["amount"], "status": "unavailable" },
        "three_d_secure": null,
        "transaction_link_id": null,
    });
    for field in [
        "brand",
        "checks",
        "country",
        "exp_month",
        "exp_year",
        "fingerprint",
        "funding",
        "last4",
        "regulated_status",
        "wallet",
    ] {
        details[field] = card[field].clone();
    }
    details
}

/// The line in Stripe's own books.
fn transaction(state: &mut State, charge: &Value) -> Value {
    let amount = number(charge, "amount");
    let fee = (amount * FEE_PER_MILLE + 500) / 1_000 + FEE_FIXED;
    let transaction = json!({
        "id": state.id("txn"),
        "object": "balance_transaction",
        "balance_type": "payments",
        "amount": amount,
        "available_on": state.now() + 2 * 86_400,
        "created": state.now(),
        "currency": charge["currency"],
        "description": charge["description"],
        "exchange_rate": null,
        "fee": fee,
        "fee_details": [
            { "amount": fee, "application": null, "currency": charge["currency"], "description": "Stripe processing fees", "type": "stripe_fee" },
        ],
        "net": amount - fee,
        "reporting_category": "charge",
        "source": charge["id"],
        "status": "pending",
        "type": "charge",
    });
    state.put(&transaction);
    transaction["id"].clone()
}

pub(crate) fn list(state: &State, call: &Call) -> Result<Value, Fault> {
    call.only(&[list::PARAMS, &["customer", "payment_intent"]].concat())?;
    list::page(state, call, KIND, "/v1/charges", |charge| {
        list::fits(call, "customer", charge) && list::fits(call, "payment_intent", charge)
    })
}

/// By the id of a charge or of a payment intent, as refunds and disputes name it.
pub(crate) fn of(state: &State, id: &str) -> Result<Value, Fault> {
    if id.starts_with("ch_") {
        return state.get(KIND, id);
    }
    let intent = state.get("payment_intent", id)?;
    match intent["latest_charge"].as_str() {
        Some(charge) => state.get(KIND, charge),
        None => Err(Fault::invalid(format!(
            "This PaymentIntent ({}) does not have a successful charge to refund.",
            text(&intent, "id")
        ))
        .param("payment_intent")),
    }
}
