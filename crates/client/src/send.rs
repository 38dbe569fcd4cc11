//! One request on its way: paths, keys, attempts and pauses.

use std::io::{BufRead, BufReader};
use std::thread;
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use ureq::http::{Method, Request, Response};

use crate::error::Problem;
use crate::{Client, Error, Reply, key};

/// The longest answer that is read: a page of 200 lines is far below it, a CSV of a year is not far above.
const ANSWER_BYTES_MAX: u64 = 256 << 20;
/// The pause before the second attempt; it doubles from there.
const FIRST_PAUSE: Duration = Duration::from_millis(50);

/// A request that is being put together.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    client: &'a Client,
    method: Method,
    path: String,
    has_query: bool,
    body: Option<String>,
    body_type: &'static str,
    key: Option<String>,
    if_match: Option<String>,
    /// A second time does what the first did, or nothing.
    repeats_safely: bool,
    accept: &'static str,
    fault: Option<Error>,
}

impl Client {
    pub(crate) fn get(&self, path: String) -> Call<'_> {
        self.call(Method::GET, path)
    }

    pub(crate) fn put<B: Serialize>(&self, path: String, body: &B) -> Call<'_> {
        self.call(Method::PUT, path).body(body)
    }

    pub(crate) fn patch<B: Serialize>(&self, path: String, body: &B) -> Call<'_> {
        self.call(Method::PATCH, path).body(body)
    }

    pub(crate) fn delete(&self, path: String) -> Call<'_> {
        self.call(Method::DELETE, path)
    }

    /// A post that changes nothing, or whose second effect harms nobody.
    pub(crate) fn ask<B: Serialize>(&self, path: String, body: &B) -> Call<'_> {
        let mut call = self.call(Method::POST, path).body(body);
        call.repeats_safely = true;
        call
    }

    /// A post that makes something and carries no key: sent once, unless the server says that it did nothing.
    pub(crate) fn make<B: Serialize>(&self, path: String, body: &B) -> Call<'_> {
        self.call(Method::POST, path).body(body)
    }

    /// A post that moves credits: with a key.
    pub(crate) fn act<B: Serialize>(&self, path: String, body: &B) -> Call<'_> {
        let mut call = self.ask(path, body);
        match self.key.as_ref().map_or_else(key::fresh, |key| Ok(key.to_string())) {
            Ok(key) => call.key = Some(key),
            Err(fault) => call.fault = Some(fault),
        }
        call
    }

    fn call(&self, method: Method, path: String) -> Call<'_> {
        let repeats_safely = method != Method::POST;
        Call {
            client: self,
            method,
            path,
            has_query: false,
            body: None,
            body_type: "application/json",
            key: None,
            if_match: None,
            repeats_safely,
            accept: "application/json",
            fault: None,
        }
    }
}

impl Call<'_> {
    fn body<B: Serialize>(mut self, body: &B) -> Self {
        match serde_json::to_string(body) {
            Ok(text) => self.body = Some(text),
            Err(source) => self.fault = Some(Error::Unwritable(source.to_string())),
        }
        self
    }

    /// A body that is text already.
    pub(crate) fn text(mut self, text: &str, body_type: &'static str) -> Self {
        self.body = Some(text.to_owned());
        self.body_type = body_type;
        self
    }

    pub(crate) fn query(mut self, name: &str, value: &str) -> Self {
        self.path.push(if self.has_query { '&' } else { '?' });
        self.has_query = true;
        self.path.push_str(name);
        self.path.push('=');
        self.path.push_str(&encoded(value));
        self
    }

    pub(crate) fn query_some(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.query(name, value),
            None => self,
        }
    }

    pub(crate) fn accept(mut self, accept: &'static str) -> Self {
        self.accept = accept;
        self
    }

    pub(crate) fn if_match(mut self, version: Option<&str>) -> Self {
        self.if_match = version.map(ToOwned::to_owned);
        self
    }

    /// Sends, and reads the answer as JSON.
    pub(crate) fn send<T: DeserializeOwned>(self) -> Result<Reply<T>, Error> {
        let url = self.url();
        let reply = self.send_text()?;
        // An empty answer (204) reads as null.
        let json = if reply.json.is_empty() { "null" } else { &reply.json };
        let value = serde_json::from_str(json).map_err(|source| Error::Unreadable {
            url,
            status: reply.status,
            reason: source.to_string(),
        })?;
        Ok(Reply { value, json: reply.json, status: reply.status, replayed: reply.replayed })
    }

    /// Sends, and hands the answer over as text.
    pub(crate) fn send_text(self) -> Result<Reply<()>, Error> {
        let url = self.url();
        let mut answer = self.send_raw()?;
        let status = answer.status().as_u16();
        let replayed = answer.headers().get("idempotency-replayed").is_some_and(|value| value == "true");
        let text = answer
            .body_mut()
            .with_config()
            .limit(ANSWER_BYTES_MAX)
            .read_to_string()
            .map_err(|source| Error::Unreachable { url: url.clone(), attempts: 1, source: Box::new(source) })?;
        if (200..300).contains(&status) {
            return Ok(Reply { value: (), json: text, status, replayed });
        }
        Err(problem_or(url, status, text))
    }

    /// Sends, and hands the answer over as bytes of that type.
    pub(crate) fn send_bytes(self, content_type: &'static str) -> Result<Vec<u8>, Error> {
        let url = self.url();
        let mut answer = self.accept(content_type).send_raw()?;
        let status = answer.status().as_u16();
        let body = answer.body_mut().with_config().limit(ANSWER_BYTES_MAX).read_to_vec();
        let bytes =
            body.map_err(|source| Error::Unreachable { url: url.clone(), attempts: 1, source: Box::new(source) })?;
        if (200..300).contains(&status) {
            return Ok(bytes);
        }
        Err(problem_or(url, status, String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// Sends, and reads server-sent events, each one value.
    pub(crate) fn stream<T: DeserializeOwned>(self) -> Result<impl Iterator<Item = Result<T, Error>>, Error> {
        let url = self.url();
        let answer = self.accept("text/event-stream").send_raw()?;
        let status = answer.status().as_u16();
        if status != 200 {
            return Err(problem_or(url, status, answer.into_body().read_to_string().unwrap_or_default()));
        }
        let lines = BufReader::new(answer.into_body().into_reader()).lines();
        Ok(lines.map_while(Result::ok).filter_map(move |line| {
            let data = line.strip_prefix("data:")?.trim().to_owned();
            Some(serde_json::from_str(&data).map_err(|source| Error::Unreadable {
                url: url.clone(),
                status,
                reason: source.to_string(),
            }))
        }))
    }

    /// Sends until there is an answer that another attempt would not better.
    pub(crate) fn send_raw(mut self) -> Result<Response<ureq::Body>, Error> {
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        let Settings { attempts_max, wait_max } = Settings::of(self.client);
        let mut attempt = 1;
        loop {
            let pause = FIRST_PAUSE.saturating_mul(1 << (attempt - 1).min(10));
            match self.once()? {
                Ok(answer) => match asks_again(&answer) {
                    Some(asked) if attempt < attempts_max => thread::sleep(asked.max(pause).min(wait_max)),
                    _ => return Ok(answer),
                },
                Err(_) if attempt < attempts_max && self.repeats_safely => thread::sleep(pause.min(wait_max)),
                Err(source) => {
                    let source = Box::new(source);
                    return Err(Error::Unreachable { url: self.url(), attempts: attempt, source });
                }
            }
            attempt += 1;
        }
    }

    fn once(&self) -> Result<Result<Response<ureq::Body>, ureq::Error>, Error> {
        let mut request = Request::builder().method(self.method.clone()).uri(self.url()).header("accept", self.accept);
        let settings = &self.client.settings;
        let headers = [
            ("authorization", settings.authorization.as_deref()),
            ("idempotency-key", self.key.as_deref()),
            ("if-match", self.if_match.as_deref()),
            ("content-type", self.body.is_some().then_some(self.body_type)),
        ];
        for (name, value) in headers {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        let unwritable = |source: ureq::http::Error| Error::Unwritable(format!("this cannot be sent: {source}"));
        Ok(match &self.body {
            Some(body) => self.client.agent.run(request.body(body.as_str()).map_err(unwritable)?),
            None => self.client.agent.run(request.body(()).map_err(unwritable)?),
        })
    }

    fn url(&self) -> String {
        format!("{}{}", self.client.settings.url, self.path)
    }
}

struct Settings {
    attempts_max: u32,
    wait_max: Duration,
}

impl Settings {
    fn of(client: &Client) -> Self {
        Self { attempts_max: client.settings.attempts_max, wait_max: client.settings.wait_max }
    }
}

fn problem_or(url: String, status: u16, text: String) -> Error {
    match serde_json::from_str::<Problem>(&text) {
        Ok(problem) if !problem.code.is_empty() => Error::Problem(Box::new(Problem { json: text, ..problem })),
        _ => Error::Unreadable { url, status, reason: "an error without a code".to_owned() },
    }
}

/// How long the server asks to wait, if it did nothing with this request and may do so later.
fn asks_again(answer: &Response<ureq::Body>) -> Option<Duration> {
    let retry_after = || {
        let seconds = answer.headers().get("retry-after")?.to_str().ok()?.parse().ok()?;
        Some(Duration::from_secs(seconds))
    };
    match answer.status().as_u16() {
        429 | 503 => Some(retry_after().unwrap_or_default()),
        // Only a twin that is under way answers 409 with Retry-After.
        409 => retry_after(),
        _ => None,
    }
}

/// `/v1/accounts/{}/members/{}` with its parts, each encoded.
pub(crate) fn path(shape: &str, parts: &[&str]) -> String {
    let mut parts = parts.iter();
    let mut path = String::with_capacity(64);
    for (place, piece) in shape.split("{}").enumerate() {
        if place > 0 {
            path.push_str(&encoded(parts.next().copied().unwrap_or_default()));
        }
        path.push_str(piece);
    }
    path
}

/// Percent-encoded, but for what ids are made of.
fn encoded(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:".contains(&byte) {
            safe.push(char::from(byte));
        } else {
            safe.extend(['%', hex(byte >> 4), hex(byte & 15)]);
        }
    }
    safe
}

fn hex(half: u8) -> char {
    char::from_digit(half.into(), 16).map_or('0', |digit| digit.to_ascii_uppercase())
}

/// A body without fields.
pub(crate) fn nothing() -> Value {
    Value::Object(serde_json::Map::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_hold_any_text() {
        let rows: &[(&str, &[&str], &str)] = &[
            ("/v1/catalog", &[], "/v1/catalog"),
            ("/v1/accounts/{}", &["acme"], "/v1/accounts/acme"),
            ("/v1/accounts/{}/members/{}", &["a/b", "ü?"], "/v1/accounts/a%2Fb/members/%C3%BC%3F"),
            ("/v1/accounts/{}/limits/{}", &["a", "member:*"], "/v1/accounts/a/limits/member:%2A"),
        ];
        for (shape, parts, expected) in rows {
            assert_eq!(path(shape, parts), *expected);
        }
    }
}
