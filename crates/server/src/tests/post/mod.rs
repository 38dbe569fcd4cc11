//! What leaves the house: mails through a real SMTP server, webhooks to a receiver on a socket, events, the courier.

mod courier;
mod events;
mod letters;
mod mails;
mod papers;
mod tools;
mod webhooks;
mod whole;

use std::sync::Arc;

use scrip_core::time::Span;
use scrip_store::memory::MemoryStore;
use tokio::sync::watch;

use super::{Stand, config};
use crate::clock::Clock;
use crate::config::Config;
use crate::notify::courier::tell;
use crate::notify::webhooks::delivery::Lane;
use crate::notify::webhooks::sender::round;

/// Never told to stop.
pub(crate) fn going_on() -> watch::Receiver<bool> {
    watch::Sender::new(false).subscribe()
}

/// A server whose webhooks may come here.
pub(super) fn open() -> Config {
    Config { webhooks_allow_private: true, ..config() }
}

async fn stand() -> Stand {
    Stand::with(Arc::new(MemoryStore::default()), &open()).await
}

/// The same by the machine's clock, for who looks at the time.
async fn stand_now() -> Stand {
    Stand::made(Arc::new(MemoryStore::default()), &open(), Clock::of_machine(), |_| ()).await
}

impl Stand {
    /// Tells all that waits, and sends what is due of it to an endpoint: first attempts, then later ones.
    pub(super) async fn tell_to(&self, endpoint: &str) {
        while tell(&self.app).await.unwrap() > 0 {}
        for lane in Lane::ALL {
            while round(&self.app, endpoint, lane, &going_on()).await.unwrap().unwrap_or(0) > 0 {}
        }
    }

    pub(super) fn pass(&self, span: Span) {
        self.app.clock.pass(span);
    }
}
