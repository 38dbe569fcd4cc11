//! Webhooks on their way: what waits, what is kept back, what mishap befalls the next, what was delivered.

use std::collections::{BTreeSet, VecDeque};
use std::time::Duration;

use tokio::time::Instant;

/// Deliveries that wait; past it the newest is lost, as with `Mishap::Lose`.
const WAITING_MAX: usize = 10_000;
/// Lines of the log that are kept.
const LOG_MAX: usize = 5_000;
/// Attempts at one delivery. Stripe goes on for three days; here somebody waits.
const ATTEMPTS_MAX: u32 = 10;
/// Before the second attempt; doubled each time.
const RETRY_AFTER: Duration = Duration::from_millis(50);

/// What goes wrong with an event's deliveries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mishap {
    /// They are never made; the event stands in the list of events.
    Lose,
    /// Each is made twice.
    Twice,
    /// The same fact comes a second time as another event.
    OtherId,
    /// They are made so much later; what came after is not held up.
    Late(Duration),
    /// They wait for [`crate::FakeStripe::release_webhooks`].
    Keep,
}

/// In which order kept deliveries leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// As they were made.
    First,
    /// The newest first.
    Last,
}

/// One delivery to one endpoint.
#[derive(Clone, Debug)]
pub(crate) struct Delivery {
    pub(crate) event: String,
    pub(crate) kind: String,
    pub(crate) endpoint: String,
    pub(crate) attempt: u32,
    due: Option<Instant>,
}

/// One attempt that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivered {
    /// The event's id.
    pub event: String,
    /// Its type, like `payment_intent.succeeded`.
    pub kind: String,
    /// The endpoint's id.
    pub endpoint: String,
    /// From 1.
    pub attempt: u32,
    /// What the endpoint answered; none where it did not.
    pub status: Option<u16>,
}

#[derive(Debug)]
struct Rule {
    kind: String,
    mishap: Mishap,
    left: u32,
}

/// All of it.
#[derive(Debug, Default)]
pub(crate) struct Post {
    pub(crate) is_paused: bool,
    rules: Vec<Rule>,
    waiting: VecDeque<Delivery>,
    kept: VecDeque<Delivery>,
    in_flight: BTreeSet<String>,
    log: VecDeque<Delivered>,
}

impl Post {
    /// The next so many events of that type, `*` for any, meet that mishap.
    pub(crate) fn expect(&mut self, kind: &str, mishap: Mishap, times: u32) {
        self.rules.push(Rule { kind: kind.to_owned(), mishap, left: times });
    }

    /// The mishap that is this event's, if any.
    pub(crate) fn mishap(&mut self, kind: &str) -> Option<Mishap> {
        let rule = self.rules.iter_mut().find(|rule| rule.left > 0 && (rule.kind == "*" || rule.kind == kind))?;
        rule.left -= 1;
        let mishap = rule.mishap;
        self.rules.retain(|rule| rule.left > 0);
        Some(mishap)
    }

    pub(crate) fn send(&mut self, event: &str, kind: &str, endpoint: &str, mishap: Option<Mishap>) {
        let due = match mishap {
            Some(Mishap::Late(by)) => Some(Instant::now() + by),
            _ => None,
        };
        let delivery =
            Delivery { event: event.to_owned(), kind: kind.to_owned(), endpoint: endpoint.to_owned(), attempt: 1, due };
        match mishap {
            Some(Mishap::Lose) => {}
            Some(Mishap::Keep) => bounded(&mut self.kept, delivery),
            _ if self.is_paused => bounded(&mut self.kept, delivery),
            Some(Mishap::Twice) => {
                bounded(&mut self.waiting, delivery.clone());
                bounded(&mut self.waiting, delivery);
            }
            _ => bounded(&mut self.waiting, delivery),
        }
    }

    /// What was kept leaves.
    pub(crate) fn release(&mut self, order: Order) {
        let mut kept: Vec<Delivery> = self.kept.drain(..).collect();
        if order == Order::Last {
            kept.reverse();
        }
        self.waiting.extend(kept);
    }

    /// What was kept is lost.
    pub(crate) fn lose_kept(&mut self) {
        self.kept.clear();
    }

    pub(crate) fn kept(&self) -> impl Iterator<Item = &Delivery> {
        self.kept.iter()
    }

    /// The next that is due, which is in flight from now on; or when to ask again. One at a time for each endpoint, so
    /// that what is not late arrives in order.
    pub(crate) fn next(&mut self) -> Result<Delivery, Option<Instant>> {
        let now = Instant::now();
        let is_due = |delivery: &Delivery| delivery.due.is_none_or(|due| due <= now);
        let is_free = |delivery: &Delivery| !self.in_flight.contains(&delivery.endpoint);
        let place = self.waiting.iter().position(|delivery| is_due(delivery) && is_free(delivery));
        match place.and_then(|place| self.waiting.remove(place)) {
            Some(delivery) => {
                self.in_flight.insert(delivery.endpoint.clone());
                Ok(delivery)
            }
            // Who ends a delivery wakes the others of its endpoint.
            None => Err(self.waiting.iter().filter_map(|delivery| delivery.due).filter(|due| *due > now).min()),
        }
    }

    /// An attempt is over: what did not arrive is tried again.
    pub(crate) fn ended(&mut self, mut delivery: Delivery, status: Option<u16>) {
        self.in_flight.remove(&delivery.endpoint);
        if self.log.len() >= LOG_MAX {
            self.log.pop_front();
        }
        self.log.push_back(Delivered {
            event: delivery.event.clone(),
            kind: delivery.kind.clone(),
            endpoint: delivery.endpoint.clone(),
            attempt: delivery.attempt,
            status,
        });
        let arrived = status.is_some_and(|status| (200..300).contains(&status));
        if !arrived && delivery.attempt < ATTEMPTS_MAX {
            delivery.due = Some(Instant::now() + RETRY_AFTER * 2_u32.saturating_pow(delivery.attempt - 1));
            delivery.attempt += 1;
            bounded(&mut self.waiting, delivery);
        }
    }

    /// Retries that wait are due at once.
    pub(crate) fn hurry(&mut self) {
        for delivery in &mut self.waiting {
            delivery.due = None;
        }
    }

    /// Nothing waits and nothing is under way; what is kept does not count.
    pub(crate) fn is_idle(&self) -> bool {
        self.waiting.is_empty() && self.in_flight.is_empty()
    }

    pub(crate) fn log(&self) -> impl Iterator<Item = &Delivered> {
        self.log.iter()
    }
}

fn bounded(queue: &mut VecDeque<Delivery>, delivery: Delivery) {
    if queue.len() < WAITING_MAX {
        queue.push_back(delivery);
    }
}
