//! Which handler carries out which request: one line each, in the order of Stripe's own reference.

use serde_json::{Value, json};

use crate::call::Call;
use crate::fault::Fault;
use crate::state::State;
use crate::{charge, checkout, customer, dispute, event, intent, payment_method, refund, setup};

pub(crate) fn carry_out(state: &mut State, method: &str, path: &str, call: &Call) -> Result<Value, Fault> {
    let parts: Vec<&str> = path.trim_start_matches("/v1/").trim_end_matches('/').split('/').collect();
    match (method, parts.as_slice()) {
        ("GET", ["balance"]) => Ok(balance()),
        ("GET", ["account"]) => Ok(account()),
        ("GET", ["balance_transactions", id]) => read(state, call, "balance_transaction", id),

        ("GET", ["charges"]) => charge::list(state, call),
        ("GET", ["charges", id]) => read(state, call, "charge", id),

        ("POST", ["customers"]) => customer::create(state, call),
        ("GET", ["customers"]) => customer::list(state, call),
        ("GET", ["customers", id]) => read(state, call, "customer", id),
        ("POST", ["customers", id]) => customer::update(state, call, id),
        ("DELETE", ["customers", id]) => customer::delete(state, call, id),
        ("GET", ["customers", id, "payment_methods"]) => payment_method::list_of(state, call, id),

        ("GET", ["disputes"]) => dispute::list(state, call),
        ("GET", ["disputes", id]) => read(state, call, "dispute", id),
        ("POST", ["disputes", id]) => dispute::update(state, call, id),
        ("POST", ["disputes", id, "close"]) => dispute::close(state, id, false),

        ("GET", ["events"]) => event::list_events(state, call),
        ("GET", ["events", id]) => read(state, call, "event", id),

        ("POST", ["payment_intents"]) => intent::create(state, call),
        ("GET", ["payment_intents"]) => intent::list(state, call),
        ("GET", ["payment_intents", id]) => read(state, call, intent::KIND, id),
        ("POST", ["payment_intents", id]) => intent::update(state, call, id),
        ("POST", ["payment_intents", id, "confirm"]) => intent::confirm_called(state, call, id),
        ("POST", ["payment_intents", id, "cancel"]) => intent::cancel(state, call, id),

        ("POST", ["setup_intents"]) => setup::create(state, call),
        ("GET", ["setup_intents"]) => setup::list(state, call),
        ("GET", ["setup_intents", id]) => read(state, call, setup::KIND, id),
        ("POST", ["setup_intents", id, "confirm"]) => setup::confirm_called(state, call, id),
        ("POST", ["setup_intents", id, "cancel"]) => setup::cancel(state, call, id),

        ("POST", ["refunds"]) => refund::create(state, call),
        ("GET", ["refunds"]) => refund::list(state, call),
        ("GET", ["refunds", id]) => read(state, call, "refund", id),
        ("POST", ["refunds", id]) => refund::update(state, call, id),
        ("POST", ["refunds", id, "cancel"]) => refund::cancel(state, call, id),

        ("POST", ["payment_methods"]) => payment_method::create(state, call),
        ("GET", ["payment_methods"]) => payment_method::list(state, call),
        ("GET", ["payment_methods", id] | ["customers", _, "payment_methods", id]) => {
            read(state, call, "payment_method", id)
        }
        ("POST", ["payment_methods", id]) => payment_method::update(state, call, id),
        ("POST", ["payment_methods", id, "attach"]) => payment_method::attach(state, call, id),
        ("POST", ["payment_methods", id, "detach"]) => payment_method::detach(state, call, id),

        ("POST", ["checkout", "sessions"]) => checkout::create(state, call),
        ("GET", ["checkout", "sessions"]) => checkout::list(state, call),
        ("GET", ["checkout", "sessions", id]) => {
            call.only(&[])?;
            checkout::current(state, id)
        }
        ("POST", ["checkout", "sessions", id]) => checkout::update(state, call, id),
        ("POST", ["checkout", "sessions", id, "expire"]) => checkout::expire(state, call, id),
        ("GET", ["checkout", "sessions", id, "line_items"]) => checkout::line_items(state, call, id),

        ("POST", ["webhook_endpoints"]) => event::create(state, call),
        ("GET", ["webhook_endpoints"]) => event::list(state, call),
        ("GET", ["webhook_endpoints", id]) => read(state, call, event::ENDPOINT, id),
        ("POST", ["webhook_endpoints", id]) => event::update(state, call, id),
        ("DELETE", ["webhook_endpoints", id]) => event::delete(state, call, id),

        _ => Err(unknown(method, path)),
    }
}

fn read(state: &State, call: &Call, kind: &str, id: &str) -> Result<Value, Fault> {
    // A browser's library names the secret of what it reads.
    call.only(&["client_secret"])?;
    state.get(kind, id)
}

/// Enough for a library that asks who it is.
fn account() -> Value {
    json!({
        "id": "acct_fake0000000000", "object": "account", "charges_enabled": true, "country": "PL",
        "default_currency": "usd", "details_submitted": true, "email": "shop@example.com", "metadata": {},
        "payouts_enabled": true, "type": "standard",
    })
}

fn balance() -> Value {
    let line = json!([{ "amount": 0, "currency": "usd", "source_types": { "card": 0 } }]);
    json!({ "object": "balance", "available": line, "livemode": false, "pending": line })
}

fn unknown(method: &str, path: &str) -> Fault {
    let mut fault = Fault::invalid(format!(
        "Unrecognized request URL ({method}: {path}). Please see https://stripe.com/docs or we can help at \
         https://support.stripe.com/."
    ));
    fault.status = 404;
    fault
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_is_404() {
        let mut state = State::new("http://127.0.0.1:1".to_owned(), 0);
        let call = Call { params: json!({}), version: None };
        for (method, path) in [("GET", "/v1/sources"), ("PUT", "/v1/customers"), ("GET", "/v1/customers/cus_1")] {
            let fault = carry_out(&mut state, method, path, &call).unwrap_err();
            assert_eq!(fault.status, 404, "{method} {path}");
        }
        let unknown = Call { params: json!({ "amonut": "1" }), version: None };
        let fault = carry_out(&mut state, "POST", "/v1/payment_intents", &unknown).unwrap_err();
        assert_eq!(fault.get("code"), "parameter_unknown");
    }
}
