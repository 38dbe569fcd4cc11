//! Events and webhook endpoints: what happened, who wants to hear of it, and the signature that proves who says so.

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::call::{Call, merged};
use crate::fault::Fault;
use crate::list;
use crate::state::{API_VERSION, State, text};

pub(crate) const ENDPOINT: &str = "webhook_endpoint";
const EVENT: &str = "event";
/// Secrets of one endpoint that sign at once; Stripe keeps an old one for up to a day.
const SECRETS_MAX: usize = 4;

pub(crate) fn list_events(state: &State, call: &Call) -> Result<Value, Fault> {
    call.only(&[list::PARAMS, &["type", "types", "delivery_success"]].concat())?;
    let types = call.get("types").and_then(Value::as_array);
    list::page(state, call, EVENT, "/v1/events", |event| {
        list::fits(call, "type", event) && types.is_none_or(|types| types.contains(&event["type"]))
    })
}

pub(crate) fn create(state: &mut State, call: &Call) -> Result<Value, Fault> {
    call.only(&["url", "enabled_events", "description", "metadata", "api_version", "connect"])?;
    let url = call.required("url")?.to_owned();
    if target(&url).is_none() {
        return Err(
            Fault::invalid("This stand-in sends webhooks to http:// addresses of this machine only.").param("url")
        );
    }
    let events = call.get("enabled_events").cloned().ok_or_else(|| Fault::parameter_missing("enabled_events"))?;
    let secret = state.id("whsec").replacen("whsec_", "whsec_fake", 1);
    let mut endpoint = json!({
        "id": state.id("we"),
        "object": ENDPOINT,
        "api_version": call.text("api_version").unwrap_or(API_VERSION),
        "application": null,
        "created": state.now(),
        "description": call.value("description"),
        "enabled_events": events,
        "livemode": false,
        "metadata": call.metadata("metadata"),
        "status": "enabled",
        "url": url,
        "_secrets": [secret],
    });
    state.put(&endpoint);
    // Shown this once.
    endpoint["secret"] = json!(secret);
    Ok(endpoint)
}

pub(crate) fn update(state: &mut State, call: &Call, id: &str) -> Result<Value, Fault> {
    call.only(&["url", "enabled_events", "description", "metadata", "disabled"])?;
    let mut endpoint = state.get(ENDPOINT, id)?;
    if let Some(url) = call.text("url") {
        target(url).ok_or_else(|| Fault::invalid("Not an address of this machine.").param("url"))?;
        endpoint["url"] = json!(url);
    }
    if let Some(events) = call.get("enabled_events") {
        endpoint["enabled_events"] = events.clone();
    }
    if let Some(disabled) = call.text("disabled") {
        endpoint["status"] = json!(if disabled == "true" { "disabled" } else { "enabled" });
    }
    endpoint["metadata"] = merged(&endpoint["metadata"], &call.metadata("metadata"));
    state.put(&endpoint);
    Ok(endpoint)
}

pub(crate) fn delete(state: &mut State, call: &Call, id: &str) -> Result<Value, Fault> {
    call.only(&[])?;
    state.get(ENDPOINT, id)?;
    state.remove(ENDPOINT, id);
    Ok(json!({ "id": id, "object": ENDPOINT, "deleted": true }))
}

pub(crate) fn list(state: &State, call: &Call) -> Result<Value, Fault> {
    call.only(list::PARAMS)?;
    list::page(state, call, ENDPOINT, "/v1/webhook_endpoints", |_| true)
}

/// A new secret beside the old ones: all of them sign from now on.
pub(crate) fn add_secret(state: &mut State, id: &str) -> Result<String, Fault> {
    let mut endpoint = state.get(ENDPOINT, id)?;
    let secret = state.id("whsec").replacen("whsec_", "whsec_fake", 1);
    if let Some(secrets) = endpoint["_secrets"].as_array_mut() {
        secrets.push(json!(secret));
        if secrets.len() > SECRETS_MAX {
            secrets.remove(0);
        }
    }
    state.put(&endpoint);
    Ok(secret)
}

/// The oldest secret signs no more.
pub(crate) fn end_secret(state: &mut State, id: &str) -> Result<(), Fault> {
    let mut endpoint = state.get(ENDPOINT, id)?;
    if let Some(secrets) = endpoint["_secrets"].as_array_mut()
        && secrets.len() > 1
    {
        secrets.remove(0);
    }
    state.put(&endpoint);
    Ok(())
}

/// The event's body as it is sent, and its `Stripe-Signature` at that second.
pub(crate) fn signed(state: &State, endpoint: &Value, event: &str) -> Result<(String, String), Fault> {
    let event = state.get(EVENT, event)?;
    let body = serde_json::to_string_pretty(&event).unwrap_or_default();
    let secrets: Vec<&str> = endpoint["_secrets"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let header = signature(&body, state.now(), &secrets);
    Ok((body, header))
}

/// `t=…,v1=…`, a `v1` for each secret; and a `v0`, which Stripe sends in test mode and nobody may believe.
pub fn signature(body: &str, at: i64, secrets: &[&str]) -> String {
    let mut header = format!("t={at}");
    for secret in secrets {
        header.push_str(",v1=");
        header.push_str(&keyed(secret, &format!("{at}.{body}")));
    }
    header.push_str(",v0=");
    header.push_str(&keyed("v0", body));
    header
}

fn keyed(secret: &str, text: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes a key of any length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

/// Host with port, and path, of an address on this machine.
pub(crate) fn target(url: &str) -> Option<(String, String)> {
    let rest = url.strip_prefix("http://")?;
    let (host, path) = rest.find('/').map_or((rest, "/"), |at| rest.split_at(at));
    let (name, port) = host.rsplit_once(':').unwrap_or((host, "80"));
    let is_here =
        name == "localhost" || name == "[::1]" || name.parse::<std::net::Ipv4Addr>().is_ok_and(|ip| ip.is_loopback());
    port.parse::<u16>().ok()?;
    is_here.then(|| (format!("{name}:{port}"), path.to_owned()))
}

/// The id of the event's endpoint, its host, its path.
pub(crate) fn endpoint_of(state: &State, id: &str) -> Option<(Value, String, String)> {
    let endpoint = state.find(ENDPOINT, id)?;
    let (host, path) = target(text(&endpoint, "url"))?;
    Some((endpoint, host, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed with OpenSSL.
    #[test]
    fn a_signature_is_an_hmac_of_time_and_body() {
        let header = signature("{}", 1_700_000_000, &["whsec_a", "whsec_b"]);
        let parts: Vec<&str> = header.split(',').collect();
        assert_eq!(parts[0], "t=1700000000");
        assert_eq!(parts[1], "v1=04339dc4f01d6541e8d3b7e4bd93cd2d4f680ccb28592270900b08e49cc09e57");
        assert_eq!(parts.iter().filter(|part| part.starts_with("v1=")).count(), 2);
    }

    #[test]
    fn only_this_machine_is_told() {
        for (url, expected) in [
            ("http://127.0.0.1:8787/v1/hook", Some(("127.0.0.1:8787", "/v1/hook"))),
            ("http://localhost:1", Some(("localhost:1", "/"))),
            ("http://10.0.0.1:80/", None),
            ("https://127.0.0.1/", None),
            ("http://127.0.0.1.example.com/", None),
            ("http://127.0.0.1:x/", None),
        ] {
            let expected = expected.map(|(host, path)| (host.to_owned(), path.to_owned()));
            assert_eq!(target(url), expected, "{url}");
        }
    }
}
