//! Everything the stand-in remembers: objects by kind, ids from a counter, events, keys, mischief. One lock around it.

use std::collections::{BTreeMap, HashMap, VecDeque};

use serde_json::{Map, Value, json};

use crate::clock::Clock;
use crate::fault::Fault;
use crate::idempotency::Keys;
use crate::post::{Mishap, Post};
use crate::trouble::Troubles;

/// Objects of one kind; past it the oldest is forgotten. More than any test or demo makes.
const OBJECTS_MAX: usize = 20_000;
/// An id's letters after its prefix.
const ID_LETTERS: usize = 24;
/// The version whose shapes are served, whatever a request names: the one of the SDK that checks them.
pub(crate) const API_VERSION: &str = "2026-10-28.endive";

/// What becomes of a refund.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Refunds {
    /// It succeeds at once, as for most cards.
    #[default]
    Succeed,
    /// It waits until [`crate::FakeStripe::end_refund`].
    Wait,
    /// It is refused: the account at Stripe has not enough money.
    Refuse,
    /// It waits because the account at Stripe has not enough money.
    WaitForBalance,
}

#[derive(Debug, Default)]
struct Shelf {
    objects: HashMap<String, Value>,
    /// Oldest first
    order: VecDeque<String>,
}

/// What is behind the lock.
#[derive(Debug)]
pub(crate) struct State {
    /// Its own address, `http://127.0.0.1:…`
    pub(crate) url: String,
    pub(crate) clock: Clock,
    pub(crate) keys: Keys,
    pub(crate) post: Post,
    pub(crate) troubles: Troubles,
    pub(crate) refunds: Refunds,
    /// The request that is being carried out: its id and its key, for the events it makes
    pub(crate) request: Value,
    shelves: BTreeMap<String, Shelf>,
    seed: u64,
    made: u64,
}

impl State {
    pub(crate) fn new(url: String, seed: u64) -> Self {
        Self {
            url,
            clock: Clock::default(),
            keys: Keys::default(),
            post: Post::default(),
            troubles: Troubles::default(),
            refunds: Refunds::default(),
            request: no_request(),
            shelves: BTreeMap::new(),
            seed,
            made: 0,
        }
    }

    pub(crate) fn now(&self) -> i64 {
        self.clock.now()
    }

    /// `pi_` and 24 letters, the same in every run that asks in the same order.
    pub(crate) fn id(&mut self, prefix: &str) -> String {
        self.made = self.made.wrapping_add(1);
        let mut id = format!("{prefix}_");
        let (mut root, mut bits) = (mixed(self.seed ^ mixed(self.made)), 0);
        for place in 0..ID_LETTERS {
            // 64 bits make ten letters.
            if place % 10 == 0 {
                root = mixed(root);
                bits = root;
            }
            let letter = usize::try_from(bits % 62).unwrap_or_default();
            bits /= 62;
            id.push(char::from(LETTERS[letter]));
        }
        id
    }

    /// Keeps an object in the place of the one with its id.
    pub(crate) fn put(&mut self, object: &Value) {
        let kind = text(object, "object").to_owned();
        let id = text(object, "id").to_owned();
        let shelf = self.shelves.entry(kind).or_default();
        if shelf.objects.insert(id.clone(), object.clone()).is_none() {
            shelf.order.push_back(id);
            if shelf.order.len() > OBJECTS_MAX
                && let Some(oldest) = shelf.order.pop_front()
            {
                shelf.objects.remove(&oldest);
            }
        }
    }

    pub(crate) fn get(&self, kind: &str, id: &str) -> Result<Value, Fault> {
        self.find(kind, id).ok_or_else(|| Fault::missing(kind.trim_start_matches("checkout."), id))
    }

    pub(crate) fn find(&self, kind: &str, id: &str) -> Option<Value> {
        self.shelves.get(kind)?.objects.get(id).cloned()
    }

    pub(crate) fn remove(&mut self, kind: &str, id: &str) {
        if let Some(shelf) = self.shelves.get_mut(kind) {
            shelf.objects.remove(id);
            shelf.order.retain(|other| other != id);
        }
    }

    /// Of that kind, newest first.
    pub(crate) fn newest(&self, kind: &str) -> impl Iterator<Item = &Value> {
        self.shelves
            .get(kind)
            .into_iter()
            .flat_map(|shelf| shelf.order.iter().rev().filter_map(|id| shelf.objects.get(id)))
    }

    /// An object of any kind, for `expand`.
    pub(crate) fn any(&self, id: &str) -> Option<&Value> {
        self.shelves.values().find_map(|shelf| shelf.objects.get(id))
    }

    /// An event is kept and goes out to who asked for it.
    pub(crate) fn emit(&mut self, kind: &str, object: &Value) -> String {
        let request = self.request.clone();
        self.emit_again(kind, &json!({ "object": shown(object) }), request)
    }

    /// The same for what was something else before: the event says what its fields were.
    pub(crate) fn emit_changed(&mut self, kind: &str, before: &Value, after: &Value) -> String {
        let (request, before, after) = (self.request.clone(), shown(before), shown(after));
        let fields = before.as_object().into_iter().flatten();
        let previous: Map<String, Value> = fields
            .filter(|(field, was)| after.get(*field) != Some(*was))
            .map(|(field, was)| (field.clone(), was.clone()))
            .collect();
        self.emit_again(kind, &json!({ "object": after, "previous_attributes": previous }), request)
    }

    /// The same fact under an id of its own.
    pub(crate) fn reissue(&mut self, event: &Value) -> String {
        let data = event["data"].clone();
        self.emit_again(text(event, "type"), &data, event["request"].clone())
    }

    /// The event goes to every endpoint once more.
    pub(crate) fn redeliver(&mut self, id: &str) -> Result<(), Fault> {
        let event = self.get("event", id)?;
        let endpoints: Vec<String> = self.newest("webhook_endpoint").map(id_of).collect();
        for endpoint in endpoints.iter().rev() {
            self.post.send(id, text(&event, "type"), endpoint, None);
        }
        Ok(())
    }

    fn emit_again(&mut self, kind: &str, data: &Value, request: Value) -> String {
        let id = self.id("evt");
        let wanted: Vec<String> =
            self.newest("webhook_endpoint").filter(|endpoint| wants(endpoint, kind)).map(id_of).collect();
        let event = json!({
            "id": id,
            "object": "event",
            "api_version": API_VERSION,
            "created": self.now(),
            "data": data,
            "livemode": false,
            "pending_webhooks": wanted.len(),
            "request": request.clone(),
            "type": kind,
        });
        self.put(&event);
        let mishap = self.post.mishap(kind);
        for endpoint in wanted.iter().rev() {
            self.post.send(&id, kind, endpoint, mishap);
        }
        if mishap == Some(Mishap::OtherId) {
            self.emit_again(kind, data, request);
        }
        id
    }
}

pub(crate) fn no_request() -> Value {
    json!({ "id": null, "idempotency_key": null })
}

fn wants(endpoint: &Value, kind: &str) -> bool {
    let listed = endpoint["enabled_events"].as_array();
    text(endpoint, "status") == "enabled"
        && listed.is_some_and(|listed| listed.iter().any(|one| one == "*" || one == kind))
}

const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Spreads a counter over 64 bits (splitmix64), so that neighbours look nothing alike.
fn mixed(number: u64) -> u64 {
    let mut bits = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

/// A field that is text; nothing where it is not.
pub(crate) fn text<'a>(object: &'a Value, field: &str) -> &'a str {
    object[field].as_str().unwrap_or_default()
}

/// A field that is a number; 0 where it is not.
pub(crate) fn number(object: &Value, field: &str) -> i64 {
    object[field].as_i64().unwrap_or_default()
}

/// An object's id, or the id itself where it is not expanded.
pub(crate) fn id_of(object: &Value) -> String {
    object.as_str().unwrap_or_else(|| text(object, "id")).to_owned()
}

/// What a client sees of an object: fields that begin with `_` are the stand-in's own.
pub(crate) fn shown(object: &Value) -> Value {
    match object {
        Value::Object(map) => Value::Object(
            map.iter()
                .filter(|(key, _)| !key.starts_with('_'))
                .map(|(key, value)| (key.clone(), shown(value)))
                .collect(),
        ),
        Value::Array(items) => Value::Array(items.iter().map(shown).collect()),
        other => other.clone(),
    }
}
