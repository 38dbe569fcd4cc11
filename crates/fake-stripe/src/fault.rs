//! Errors in Stripe's own words: status, type, code, message, the parameter, and what else the body carries.

use serde_json::{Map, Value, json};

/// An answer that is no.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) status: u16,
    error: Map<String, Value>,
}

impl Fault {
    fn new(status: u16, kind: &str, message: impl Into<String>) -> Self {
        let mut error = Map::new();
        error.insert("type".to_owned(), json!(kind));
        error.insert("message".to_owned(), json!(message.into()));
        Self { status, error }
    }

    /// The request itself is wrong.
    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::new(400, "invalid_request_error", message)
    }

    /// Something that the request names is not there.
    pub(crate) fn missing(kind: &str, id: &str) -> Self {
        let param = if kind.ends_with("intent") { "intent" } else { "id" };
        let mut fault = Self::invalid(format!("No such {kind}: '{id}'")).code("resource_missing").param(param);
        fault.status = 404;
        fault
    }

    /// A required parameter was not sent.
    pub(crate) fn parameter_missing(param: &str) -> Self {
        Self::invalid(format!("Missing required param: {param}.")).code("parameter_missing").param(param)
    }

    /// The bank said no.
    pub(crate) fn card(code: &str, decline_code: Option<&str>, message: &str) -> Self {
        let fault = Self::new(402, "card_error", message).code(code);
        match decline_code {
            Some(decline) => fault.with("decline_code", json!(decline)),
            None => fault,
        }
    }

    /// No key, or one that is not of this mode.
    pub(crate) fn unauthorized(message: &str) -> Self {
        Self::new(401, "invalid_request_error", message)
    }

    /// A key that was used for something else.
    pub(crate) fn idempotency(message: String) -> Self {
        Self::new(400, "idempotency_error", message)
    }

    /// The key's first request is still running.
    pub(crate) fn key_in_use(key: &str) -> Self {
        let mut fault = Self::invalid(format!(
            "There is currently another in-progress request using this Idempotent Key (that probably means you \
             submitted twice, and the other request is still going through): {key}. Please try again later."
        ))
        .code("idempotency_key_in_use");
        fault.status = 409;
        fault
    }

    /// Too many requests.
    pub(crate) fn rate_limit() -> Self {
        Self::new(429, "invalid_request_error", "Request rate limit exceeded.").code("rate_limit")
    }

    /// Stripe itself fell over.
    pub(crate) fn api(status: u16) -> Self {
        Self::new(status, "api_error", "An unknown error occurred. Please try again later.")
    }

    pub(crate) fn code(self, code: &str) -> Self {
        let url = format!("https://stripe.com/docs/error-codes/{}", code.replace('_', "-"));
        self.with("code", json!(code)).with("doc_url", json!(url))
    }

    pub(crate) fn param(self, param: &str) -> Self {
        self.with("param", json!(param))
    }

    pub(crate) fn with(mut self, key: &str, value: Value) -> Self {
        self.error.insert(key.to_owned(), value);
        self
    }

    /// One field of the error.
    pub(crate) fn get(&self, key: &str) -> Value {
        self.error.get(key).cloned().unwrap_or_default()
    }

    /// What stands in a `last_payment_error`.
    pub(crate) fn error(&self) -> Value {
        Value::Object(self.error.clone())
    }

    /// The whole body.
    pub(crate) fn body(&self) -> Value {
        json!({ "error": self.error })
    }
}
