//! The stand-in itself: `FakeStripe` starts on a free port, knows its URL, and is commanded by the test that owns it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::runtime::Builder;
use tokio::sync::oneshot;

use crate::call::Call;
use crate::fault::Fault;
use crate::hosted::{self, Paid};
use crate::payment_method::known;
use crate::post::{Delivered, Mishap, Order};
use crate::shared::Shared;
use crate::state::{Refunds, State, text};
use crate::trouble::{Request, Trouble};
use crate::{charge, deliver, dispute, event, intent, refund, serve};

/// A test that waits longer than this for the stand-in waits for something that will not come.
const WAIT_MAX: Duration = Duration::from_mins(1);

/// How to start.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Where to listen, on this machine.
    pub listen: SocketAddr,
    /// Of the ids.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { listen: SocketAddr::from(([127, 0, 0, 1], 0)), seed: 0 }
    }
}

/// An endpoint that webhooks go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// `we_…`
    pub id: String,
    /// What its webhooks are signed with, `whsec_…`.
    pub secret: String,
}

/// A running stand-in; it ends when it is dropped.
#[derive(Debug)]
pub struct FakeStripe {
    url: String,
    shared: Arc<Shared>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl FakeStripe {
    /// The key that a client sends; any other of test mode will do as well.
    pub const API_KEY: &str = "sk_test_fake";

    /// On a free port of this machine.
    #[track_caller]
    pub fn start() -> Self {
        Self::start_with(Options::default()).expect("a free port on 127.0.0.1")
    }

    /// As the options say.
    pub fn start_with(options: Options) -> std::io::Result<Self> {
        let listener = std::net::TcpListener::bind(options.listen)?;
        listener.set_nonblocking(true)?;
        let url = format!("http://{}", listener.local_addr()?);
        let shared = Arc::new(Shared::new(State::new(url.clone(), options.seed)));
        let runtime = Builder::new_current_thread().enable_io().enable_time().build()?;
        let (stop, stopped) = oneshot::channel::<()>();
        let within = Arc::clone(&shared);
        let thread = thread::Builder::new().name("fake-stripe".to_owned()).spawn(move || {
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).expect("a listener that does not block");
                tokio::select! {
                    () = serve::forever(listener, Arc::clone(&within)) => {}
                    () = deliver::forever(within) => {}
                    _ = stopped => {}
                }
            });
        })?;
        Ok(Self { url, shared, stop: Some(stop), thread: Some(thread) })
    }

    /// `http://127.0.0.1:…`, what a client takes for `https://api.stripe.com`.
    pub fn url(&self) -> &str {
        &self.url
    }

    // --- Webhooks

    /// All events go there from now on; it must be an address of this machine.
    #[track_caller]
    pub fn send_webhooks_to(&self, url: &str) -> Endpoint {
        let call = Call { params: json!({ "url": url, "enabled_events": ["*"] }), version: None };
        let made = done(self.shared.change(|state| event::create(state, &call)));
        Endpoint { id: text(&made, "id").to_owned(), secret: text(&made, "secret").to_owned() }
    }

    /// From now on the endpoint's webhooks go to another address: a shop knows its secret before it knows its port.
    #[track_caller]
    pub fn move_webhooks(&self, endpoint: &Endpoint, url: &str) {
        let call = Call { params: json!({ "url": url }), version: None };
        done(self.shared.change(|state| event::update(state, &call, &endpoint.id)));
    }

    /// A new secret, which signs beside the old ones.
    #[track_caller]
    pub fn add_secret(&self, endpoint: &str) -> String {
        done(self.shared.change(|state| event::add_secret(state, endpoint)))
    }

    /// The oldest of several secrets signs no more.
    #[track_caller]
    pub fn end_secret(&self, endpoint: &str) {
        done(self.shared.change(|state| event::end_secret(state, endpoint)));
    }

    /// Deliveries are kept back from now on.
    pub fn pause_webhooks(&self) {
        self.shared.change(|state| state.post.is_paused = true);
    }

    /// What was kept back leaves, in that order, and nothing is kept any more.
    pub fn release_webhooks(&self, order: Order) {
        self.shared.change(|state| {
            state.post.is_paused = false;
            state.post.release(order);
        });
    }

    /// What was kept back is lost; the events stand in the list of events.
    pub fn lose_webhooks(&self) {
        self.shared.change(|state| state.post.lose_kept());
    }

    /// That mishap befalls the next so many events of that type, `*` for any.
    pub fn mishap(&self, kind: &str, mishap: Mishap, times: u32) {
        self.shared.change(|state| state.post.expect(kind, mishap, times));
    }

    /// The event is delivered once more, under its own id.
    #[track_caller]
    pub fn redeliver(&self, event: &str) {
        done(self.shared.change(|state| state.redeliver(event)));
    }

    /// The same fact as another event, whose id comes back.
    #[track_caller]
    pub fn reissue(&self, event: &str) -> String {
        done(self.shared.change(|state| {
            let event = state.get("event", event)?;
            Ok(state.reissue(&event))
        }))
    }

    /// Retries that wait are made at once.
    pub fn hurry(&self) {
        self.shared.change(|state| state.post.hurry());
    }

    /// Waits until every delivery has arrived or was given up.
    #[track_caller]
    pub fn settle(&self) {
        assert!(self.shared.wait(WAIT_MAX, |state| state.post.is_idle()), "webhooks are still on their way");
    }

    /// Every attempt at a delivery, oldest first.
    pub fn delivered(&self) -> Vec<Delivered> {
        self.shared.look(|state| state.post.log().cloned().collect())
    }

    /// The body of an event and the `Stripe-Signature` of this moment, for a test that delivers by itself.
    #[track_caller]
    pub fn signed(&self, endpoint: &Endpoint, event: &str) -> (String, String) {
        done(self.shared.look(|state| {
            let endpoint = state.get(event::ENDPOINT, &endpoint.id)?;
            event::signed(state, &endpoint, event)
        }))
    }

    // --- Trouble

    /// The next so many of those requests meet that trouble: `POST /v1/payment_intents`, `POST /v1/refunds/*`, `*`.
    pub fn trouble(&self, request: &str, trouble: Trouble, times: u32) {
        self.shared.change(|state| state.troubles.expect(request, trouble, times));
    }

    /// No trouble any more; it is up again.
    pub fn no_trouble(&self) {
        self.shared.change(|state| state.troubles.clear());
    }

    /// New connections are closed at once, until [`Self::no_trouble`].
    pub fn go_down(&self) {
        self.shared.change(|state| state.troubles.is_down = true);
    }

    /// Waits until so many requests wait ([`Trouble::WaitBefore`], [`Trouble::WaitAfter`]).
    #[track_caller]
    pub fn wait_for(&self, requests: usize) {
        assert!(self.shared.wait(WAIT_MAX, |state| state.troubles.waiting >= requests), "no {requests} requests wait");
    }

    /// Requests that wait go on.
    pub fn release(&self) {
        self.shared.release();
    }

    /// Every request, oldest first.
    pub fn requests(&self) -> Vec<Request> {
        self.shared.look(|state| state.troubles.log().cloned().collect())
    }

    // --- What people and banks do

    /// Somebody pays (or saves a card) on the session's hosted page with a test card, by number or token.
    #[track_caller]
    pub fn pay(&self, session: &str, card: &str) -> Paid {
        done(self.shared.change(|state| {
            let card = known(card)?;
            hosted::submit(state, session, card, "buyer@example.com", "Test Buyer")
        }))
    }

    /// A session charges another amount than was asked for, as no Stripe should.
    pub fn overcharge(&self, session: &str, amount: i64) {
        done(self.shared.change(|state| {
            let mut session = state.get("checkout.session", session)?;
            session["amount_total"] = amount.into();
            state.put(&session);
            Ok(())
        }));
    }

    /// Somebody answers the bank's question for a session.
    #[track_caller]
    pub fn authenticate(&self, session: &str, is_confirmed: bool) -> Paid {
        done(self.shared.change(|state| hosted::authenticate(state, session, is_confirmed)))
    }

    /// Somebody answers the bank's question for an intent that a server confirmed; its status afterwards.
    pub fn authenticate_intent(&self, intent: &str, is_confirmed: bool) -> String {
        let _ = self.shared.change(|state| intent::authenticate(state, intent, is_confirmed));
        text(&self.object("payment_intent", intent), "status").to_owned()
    }

    /// What becomes of refunds from now on.
    pub fn refunds(&self, refunds: Refunds) {
        self.shared.change(|state| state.refunds = refunds);
    }

    /// A refund that waits succeeds or fails; one that succeeded may fail.
    #[track_caller]
    pub fn end_refund(&self, refund: &str, is_done: bool) {
        done(self.shared.change(|state| refund::end(state, refund, is_done)));
    }

    /// The operator refunds a charge, or a payment intent's, in Stripe's dashboard; the refund's id.
    #[track_caller]
    pub fn refund(&self, of: &str, amount: Option<i64>) -> String {
        text(&done(self.shared.change(|state| refund::foreign(state, of, amount))), "id").to_owned()
    }

    /// A bank disputes a charge, or a payment intent's; the dispute's id.
    #[track_caller]
    pub fn dispute(&self, of: &str, amount: Option<i64>) -> String {
        self.opened(of, amount, false)
    }

    /// A bank inquires: `warning_needs_response`, no money moves.
    #[track_caller]
    pub fn inquire(&self, of: &str) -> String {
        self.opened(of, None, true)
    }

    #[track_caller]
    fn opened(&self, of: &str, amount: Option<i64>, is_inquiry: bool) -> String {
        let opened = self.shared.change(|state| {
            let charge = charge::of(state, of)?;
            Ok(dispute::open(state, charge, amount, is_inquiry))
        });
        text(&done(opened), "id").to_owned()
    }

    /// An inquiry becomes a dispute.
    #[track_caller]
    pub fn escalate(&self, dispute: &str) {
        done(self.shared.change(|state| dispute::escalate(state, dispute)));
    }

    /// The bank decides; an inquiry ends without either.
    #[track_caller]
    pub fn close_dispute(&self, dispute: &str, is_won: bool) {
        done(self.shared.change(|state| dispute::close(state, dispute, is_won)));
    }

    // --- Looking

    /// An object by kind (`payment_intent`, `checkout.session` …) and id; null where there is none.
    pub fn object(&self, kind: &str, id: &str) -> Value {
        self.shared.look(|state| state.find(kind, id).unwrap_or_default())
    }

    /// All of a kind, oldest first.
    pub fn objects(&self, kind: &str) -> Vec<Value> {
        let mut objects: Vec<Value> = self.shared.look(|state| state.newest(kind).cloned().collect());
        objects.reverse();
        objects
    }

    /// Waits until there are so many of a kind, where nothing else tells that a request was carried out.
    #[track_caller]
    pub fn wait_for_objects(&self, kind: &str, count: usize) {
        let is_so = self.shared.wait(WAIT_MAX, |state| state.newest(kind).count() >= count);
        assert!(is_so, "there are no {count} of {kind}");
    }

    /// The ids of all events of that type, oldest first.
    pub fn events(&self, kind: &str) -> Vec<String> {
        let events = self.objects("event").into_iter();
        events.filter(|event| event["type"] == kind).map(|event| text(&event, "id").to_owned()).collect()
    }

    /// Its clock stands at that second; none: it runs with this machine's again.
    pub fn set_clock(&self, now: Option<i64>) {
        self.shared.change(|state| state.clock.set(now));
    }
}

impl Drop for FakeStripe {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

#[track_caller]
fn done<T>(result: Result<T, Fault>) -> T {
    match result {
        Ok(value) => value,
        Err(fault) => panic!("the stand-in cannot do that: {}", fault.get("message")),
    }
}
