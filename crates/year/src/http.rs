//! Calls of the API as a host makes them: JSON in and out, a key each, sent again with the same key while nobody answers.

use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use ureq::http::{Method, Request};

use crate::Outcome;

/// The longest answer that is read: the CSV of a busy account's year is a few megabytes.
const ANSWER_BYTES_MAX: u64 = 256 << 20;
/// A call that takes longer has lost its server.
const ANSWER_WAIT: Duration = Duration::from_mins(1);
/// Attempts at a call: a server that starts again is there within seconds.
const ATTEMPTS_MAX: u32 = 200;
/// Between two of them.
const PAUSE: Duration = Duration::from_millis(50);

/// The API of one server with one key.
#[derive(Clone, Debug)]
pub(crate) struct Api {
    agent: ureq::Agent,
    url: String,
    token: String,
}

/// An answer.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    /// The HTTP status.
    pub(crate) status: u16,
    /// The answer as it came.
    pub(crate) text: String,
    /// The same as JSON; null where it is none.
    pub(crate) body: Value,
}

impl Reply {
    /// The code of a problem.
    pub(crate) fn code(&self) -> Option<&str> {
        if self.status < 400 { None } else { self.body["code"].as_str() }
    }
}

impl Api {
    /// Asks there.
    pub(crate) fn new(url: &str, token: &str) -> Self {
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(ANSWER_WAIT))
            .proxy(None)
            .build()
            .into();
        Self { agent, url: url.to_owned(), token: token.to_owned() }
    }

    /// One attempt, whatever comes of it. `POST /v1/…`.
    pub(crate) fn once(&self, call: &str, key: &str, body: &Value, accept: &str) -> Outcome<Reply> {
        let (method, path) = call.split_once(' ').ok_or("a call is a method and a path")?;
        let request = Request::builder()
            .method(method.parse::<Method>()?)
            .uri(format!("{}{path}", self.url))
            .header("authorization", format!("Bearer {}", self.token))
            .header("idempotency-key", key)
            .header("accept", accept);
        let mut answer = if body.is_null() {
            self.agent.run(request.body(())?)?
        } else {
            self.agent.run(request.header("content-type", "application/json").body(body.to_string())?)?
        };
        let status = answer.status().as_u16();
        let text = answer.body_mut().with_config().limit(ANSWER_BYTES_MAX).read_to_string()?;
        let body = serde_json::from_str(&text).unwrap_or_default();
        Ok(Reply { status, text, body })
    }

    /// Asks until there is an answer that says what was done.
    pub(crate) fn ask(&self, call: &str, key: &str, body: &Value) -> Outcome<Reply> {
        let mut last = String::new();
        for _ in 0..ATTEMPTS_MAX {
            match self.once(call, key, body, "application/json") {
                Ok(reply) if reply.status == 503 || reply.code() == Some("idempotency_in_flight") => last = reply.text,
                Ok(reply) => return Ok(reply),
                Err(error) => last = error.to_string(),
            }
            thread::sleep(PAUSE);
        }
        Err(format!("{call}: no answer: {last}").into())
    }

    /// Asks for something that must be done.
    pub(crate) fn done(&self, call: &str, key: &str, body: &Value) -> Outcome<Value> {
        let reply = self.ask(call, key, body)?;
        if reply.status < 300 { Ok(reply.body) } else { Err(format!("{call}: {}", reply.text).into()) }
    }

    /// Reads.
    pub(crate) fn get(&self, path: &str) -> Outcome<Value> {
        self.done(&format!("GET {path}"), "-", &Value::Null)
    }

    /// Reads as CSV.
    pub(crate) fn csv(&self, path: &str) -> Outcome<String> {
        let reply = self.once(&format!("GET {path}"), "-", &Value::Null, "text/csv")?;
        if reply.status == 200 { Ok(reply.text) } else { Err(format!("{path}: {}", reply.text).into()) }
    }

    /// Every item of a list, page after page.
    pub(crate) fn all(&self, path: &str) -> Outcome<Vec<Value>> {
        let mut items = Vec::new();
        let mut after = String::new();
        let sign = if path.contains('?') { '&' } else { '?' };
        loop {
            let page = self.get(&format!("{path}{sign}limit=200{after}"))?;
            items.extend(page["data"].as_array().cloned().unwrap_or_default());
            match page["next_cursor"].as_str() {
                Some(cursor) => after = format!("&after={cursor}"),
                None => return Ok(items),
            }
        }
    }

    /// Any text of another address, such as metrics.
    pub(crate) fn text(&self, url: &str) -> Outcome<String> {
        Ok(self.agent.get(url).call()?.body_mut().read_to_string()?)
    }
}

/// Thousandths of a number of credits, exactly.
pub(crate) fn milli(number: &Value) -> i64 {
    thousandths(&number.to_string())
}

/// The same of a text.
pub(crate) fn thousandths(text: &str) -> i64 {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let whole: i64 = whole.parse().unwrap_or(0);
    let part: i64 = format!("{part:0<3}").parse().unwrap_or(0);
    sign * (whole * 1_000 + part)
}

/// Thousandths as a number of the API.
pub(crate) fn credits(milli: i64) -> Value {
    let number = format!("{}.{:03}", milli / 1_000, milli % 1_000);
    serde_json::from_str(&number).unwrap_or_else(|_| json!(0))
}
