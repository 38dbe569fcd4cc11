//! Listening: a connection of its own that hears what other processes tell. When it was lost, anything may have been
//! missed, and that is told.

use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::runtime::Builder;
use tokio::task::AbortHandle;
use tokio::time::timeout;
use tokio_postgres::{AsyncMessage, Client, Connection, NoTls};

use super::failure::Failure;
use super::link::{Home, first_pause, pause};
use super::news::heard;
use super::schema;
use super::url::Trust;
use crate::error::StoreError;
use crate::store::{Changed, Tell};

/// How often a silent connection is asked whether it still stands, and how long it may take to say so.
const ASK_EVERY: Duration = Duration::from_secs(5);

/// The thread that listens; it ends soon after this is dropped.
pub(super) struct Ear {
    state: Arc<State>,
}

struct State {
    home: Arc<Home>,
    tag: String,
    tell: Tell,
    is_closed: AtomicBool,
    driver: Mutex<Option<AbortHandle>>,
}

impl Ear {
    pub(super) fn start(home: Arc<Home>, tag: String, tell: Tell) -> Result<Self, StoreError> {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(StoreError::unavailable("begin to listen"))?;
        let state = State { home, tag, tell, is_closed: AtomicBool::new(false), driver: Mutex::default() };
        let state = Arc::new(state);
        let listen = {
            let state = Arc::clone(&state);
            move || {
                let mut wait = first_pause();
                while !state.is_closed() {
                    let has_heard = runtime.block_on(state.listen());
                    if has_heard.is_ok() {
                        wait = first_pause();
                    }
                    pause(&mut wait);
                }
            }
        };
        let thread = thread::Builder::new().name("scrip-listener".to_owned()).spawn(listen);
        thread.map_err(StoreError::unavailable("start its listening thread"))?;
        Ok(Self { state })
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        self.state.is_closed.store(true, Ordering::Release);
        if let Some(driver) = self.state.driver.lock().take() {
            driver.abort();
        }
    }
}

impl State {
    fn is_closed(&self) -> bool {
        self.is_closed.load(Ordering::Acquire)
    }

    /// Listens until the connection is lost; an error where it never stood.
    async fn listen(self: &Arc<Self>) -> Result<(), Failure> {
        let config = &self.home.address.config;
        if self.home.address.trust == Trust::Plain {
            let (client, connection) = config.connect(NoTls).await?;
            return self.hear(client, connection).await;
        }
        let (client, connection) = config.connect(self.home.tls.clone()).await?;
        self.hear(client, connection).await
    }

    async fn hear<S, T>(self: &Arc<Self>, client: Client, mut connection: Connection<S, T>) -> Result<(), Failure>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
        T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let state = Arc::clone(self);
        let mut driver = tokio::spawn(async move {
            while let Some(Ok(message)) = poll_fn(|context| connection.poll_message(context)).await {
                if let AsyncMessage::Notification(told) = message {
                    for changed in heard(&state.tag, told.payload()) {
                        (state.tell)(changed);
                    }
                }
            }
        });
        *self.driver.lock() = Some(driver.abort_handle());
        client.batch_execute(schema::LISTEN).await?;
        // From here on nothing is missed; before, anything may have been.
        (self.tell)(Changed::Anything);
        while !self.is_closed() && timeout(ASK_EVERY, &mut driver).await.is_err() {
            let stands = timeout(ASK_EVERY, client.batch_execute(schema::ARE_YOU_THERE)).await;
            if !matches!(stands, Ok(Ok(()))) {
                driver.abort();
                break;
            }
        }
        Ok(())
    }
}
