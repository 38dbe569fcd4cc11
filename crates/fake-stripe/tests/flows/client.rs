//! A client that sends what a test writes down and keeps status, headers and body of the answer.

use scrip_fake_stripe::FakeStripe;
use serde_json::Value;
use ureq::Agent;

/// An answer.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) is_replayed: bool,
    pub(crate) request_id: String,
    pub(crate) body: Value,
}

impl Reply {
    #[track_caller]
    pub(crate) fn ok(self) -> Value {
        assert_eq!(self.status, 200, "{:#}", self.body);
        self.body
    }

    /// Status, type and code of an error.
    pub(crate) fn fault(&self) -> (u16, &str, &str) {
        let field = |name: &str| self.body["error"][name].as_str().unwrap_or_default();
        (self.status, field("type"), field("code"))
    }
}

pub(crate) fn agent() -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(std::time::Duration::from_secs(20)))
        .build()
        .into()
}

/// None where no answer came.
pub(crate) fn send(stripe: &FakeStripe, method: &str, path: &str, form: &str, key: Option<&str>) -> Option<Reply> {
    let url = format!("{}/v1/{path}", stripe.url());
    let login = format!("Bearer {}", FakeStripe::API_KEY);
    let sent = match method {
        "POST" => {
            let mut request =
                agent().post(&url).header("authorization", &login).content_type("application/x-www-form-urlencoded");
            if let Some(key) = key {
                request = request.header("idempotency-key", key);
            }
            request.send(form)
        }
        "DELETE" => agent().delete(&url).header("authorization", &login).call(),
        _ => agent().get(format!("{url}?{form}")).header("authorization", &login).call(),
    };
    let mut response = sent.ok()?;
    let header =
        |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let (is_replayed, request_id) = (header("idempotent-replayed") == "true", header("request-id"));
    let status = response.status().as_u16();
    let body = response.body_mut().read_to_string().ok()?;
    Some(Reply { status, is_replayed, request_id, body: serde_json::from_str(&body).ok()? })
}

#[track_caller]
pub(crate) fn post(stripe: &FakeStripe, path: &str, form: &str) -> Reply {
    send(stripe, "POST", path, form, None).expect("an answer")
}

#[track_caller]
pub(crate) fn keyed(stripe: &FakeStripe, path: &str, form: &str, key: &str) -> Reply {
    send(stripe, "POST", path, form, Some(key)).expect("an answer")
}

#[track_caller]
pub(crate) fn get(stripe: &FakeStripe, path: &str, query: &str) -> Reply {
    send(stripe, "GET", path, query, None).expect("an answer")
}

/// A customer with that card saved; the ids of both.
#[track_caller]
pub(crate) fn saved(stripe: &FakeStripe, card: &str) -> (String, String) {
    let customer = id(&post(stripe, "customers", "email=nina%40nova.example").ok());
    let method = id(&post(stripe, &format!("payment_methods/{card}/attach"), &format!("customer={customer}")).ok());
    (customer, method)
}

/// A charge of 19 dollars on a new 4242 card; the intent's id.
#[track_caller]
pub(crate) fn paid(stripe: &FakeStripe, card: &str) -> String {
    let form = format!("amount=1900&currency=usd&payment_method={card}&confirm=true&off_session=true");
    id(&post(stripe, "payment_intents", &form).ok())
}

pub(crate) fn id(object: &Value) -> String {
    object["id"].as_str().expect("an id").to_owned()
}
