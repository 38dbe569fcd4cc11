//! Webhooks of Stripe: who signed them, when, and what they tell. The event's own id says nothing: the object does.

use axum::http::HeaderMap;
use hmac::{Hmac, KeyInit, Mac};
use scrip_core::time::{Span, Timestamp};
use serde::Deserialize;
use serde_json::value::RawValue;
use sha2::Sha256;

use super::shapes::{DisputeShape, Intent, RefundShape, Session};
use crate::payments::gateway::{NotTheirs, Told};
use crate::random::from_hex;

/// Older or younger than this by our clock is refused: whoever recorded one cannot play it again tomorrow.
const TOLERANCE: Span = Span::MINUTE.times(5);

/// Signatures that are looked at: one for each secret that is alive at Stripe, which is two.
const SIGNATURES_MAX: usize = 8;

/// The secrets of the endpoint; while one is being replaced there are two.
pub(super) struct Secrets(Vec<Hmac<Sha256>>);

impl Secrets {
    pub(super) fn new<'s>(secrets: impl Iterator<Item = &'s str>) -> Self {
        // HMAC takes a key of any length.
        Self(secrets.filter_map(|secret| Hmac::new_from_slice(secret.as_bytes()).ok()).collect())
    }

    /// Checks the signature of the bytes as they came.
    pub(super) fn check(&self, headers: &HeaderMap, body: &[u8], now: Timestamp) -> Result<(), NotTheirs> {
        let header = headers.get("stripe-signature").and_then(|value| value.to_str().ok());
        let (at, signatures) = signed(header.ok_or(NotTheirs::Unsigned)?).ok_or(NotTheirs::Unsigned)?;
        let fits = |mac: &Hmac<Sha256>, signature: &[u8]| {
            let mac = mac.clone().chain_update(at).chain_update(b".").chain_update(body);
            mac.verify_slice(signature).is_ok()
        };
        if !signatures.iter().any(|signature| self.0.iter().any(|mac| fits(mac, signature))) {
            return Err(NotTheirs::Forged);
        }
        let seconds: i64 = at.parse().map_err(|_| NotTheirs::Unsigned)?;
        let signed_at = Timestamp::from_micros(seconds.saturating_mul(1_000_000));
        let is_now = signed_at.plus(TOLERANCE) >= now && now.plus(TOLERANCE) >= signed_at;
        if is_now { Ok(()) } else { Err(NotTheirs::Stale) }
    }
}

/// `t=1700000000,v1=5257a8…,v1=…`: the time as text, and the signatures of the one scheme that counts.
fn signed(header: &str) -> Option<(&str, Vec<Vec<u8>>)> {
    let parts = || header.split(',').filter_map(|part| part.trim().split_once('='));
    let at = parts().find(|(name, _)| *name == "t").map(|(_, at)| at)?;
    let signatures = parts().filter(|(name, _)| *name == "v1").take(SIGNATURES_MAX);
    Some((at, signatures.filter_map(|(_, text)| from_hex(text)).collect()))
}

#[derive(Deserialize)]
struct Event<'b> {
    #[serde(rename = "type")]
    kind: String,
    #[serde(borrow)]
    data: Data<'b>,
}

#[derive(Deserialize)]
struct Data<'b> {
    #[serde(borrow)]
    object: &'b RawValue,
}

#[derive(Deserialize)]
struct Detached {
    id: String,
}

#[derive(Deserialize)]
struct Before {
    data: Previous,
}

#[derive(Deserialize)]
struct Previous {
    #[serde(default)]
    previous_attributes: Option<Belonged>,
}

#[derive(Default, Deserialize)]
struct Belonged {
    #[serde(default)]
    customer: Option<String>,
}

/// What an event tells, if it is one of those that matter here.
pub(super) fn told(body: &[u8], mark: &str) -> Result<Option<Told>, NotTheirs> {
    let unreadable = |_: serde_json::Error| NotTheirs::Unreadable;
    let event: Event<'_> = serde_json::from_slice(body).map_err(unreadable)?;
    let object = event.data.object.get();
    let told = match event.kind.as_str() {
        "payment_intent.succeeded" | "payment_intent.payment_failed" | "payment_intent.requires_action" => {
            let intent: Intent = serde_json::from_str(object).map_err(unreadable)?;
            let payment = intent.payment(mark).map_err(|_| NotTheirs::Unreadable)?;
            payment.order.is_some().then_some(Told::Payment(payment))
        }
        kind if kind.starts_with("checkout.session.") => page(serde_json::from_str(object).map_err(unreadable)?, mark),
        kind if kind.starts_with("refund.") => {
            let refund: RefundShape = serde_json::from_str(object).map_err(unreadable)?;
            Some(Told::Refund(refund.refund(mark).map_err(|_| NotTheirs::Unreadable)?))
        }
        kind if kind.starts_with("charge.dispute.") => {
            let dispute: DisputeShape = serde_json::from_str(object).map_err(unreadable)?;
            dispute.dispute().map_err(|_| NotTheirs::Unreadable)?.map(Told::Dispute)
        }
        "payment_method.detached" => {
            let card: Detached = serde_json::from_str(object).map_err(unreadable)?;
            let before: Before = serde_json::from_slice(body).map_err(unreadable)?;
            let customer = before.data.previous_attributes.unwrap_or_default().customer;
            customer.map(|customer| Told::CardGone { card: card.id, customer })
        }
        _ => None,
    };
    Ok(told)
}

fn page(session: Session, mark: &str) -> Option<Told> {
    if session.mode == "setup" {
        let account = session.metadata.account(mark)?;
        return Some(Told::SetUp { account, customer: session.customer.0?, set_up: session.setup_intent.0? });
    }
    let order = session.metadata.order(mark)?;
    Some(Told::Page { order, page: session.id, payment: session.payment_intent.0 })
}
