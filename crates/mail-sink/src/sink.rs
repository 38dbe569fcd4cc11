//! The mail server itself: `MailSink` starts on free ports, and is commanded and asked by the test that owns it.

use std::collections::VecDeque;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tokio::runtime::Builder;
use tokio::sync::oneshot;

use crate::mail::Mail;
use crate::{page, smtp};

/// Mails that are kept: as many as a person looks through.
const KEPT: usize = 200;
/// A test that waits longer than this waits for a mail that will not come.
const WAIT_MAX: Duration = Duration::from_mins(1);

/// Where to listen, on this machine; and how much is kept.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// For mail.
    pub smtp: SocketAddr,
    /// For the page.
    pub page: SocketAddr,
    /// Mails that are kept; past it the oldest is forgotten.
    pub kept: usize,
}

impl Default for Options {
    fn default() -> Self {
        let free = SocketAddr::from(([127, 0, 0, 1], 0));
        Self { smtp: free, page: free, kept: KEPT }
    }
}

/// What becomes of a mail that is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// 451: come again.
    Later,
    /// 550: there is nobody of that name.
    Never,
    /// No answer; the connection stays open.
    Silent,
    /// The connection is closed in the middle.
    Cut,
    /// It is taken, and the connection closed before that was said.
    CutAfter,
}

/// A running mail server; it ends when it is dropped.
#[derive(Debug)]
pub struct MailSink {
    smtp: SocketAddr,
    url: String,
    shared: Arc<Shared>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// What the connections share.
#[derive(Debug)]
pub(crate) struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug)]
struct State {
    mails: VecDeque<Mail>,
    kept: usize,
    taken: u64,
    refusals: VecDeque<Refusal>,
    is_down: bool,
}

impl MailSink {
    /// On free ports of this machine.
    #[track_caller]
    pub fn start() -> Self {
        Self::start_with(Options::default()).expect("free ports on 127.0.0.1")
    }

    /// As the options say; only addresses of this machine are taken.
    pub fn start_with(options: Options) -> std::io::Result<Self> {
        if !options.smtp.ip().is_loopback() || !options.page.ip().is_loopback() {
            return Err(std::io::Error::other("mail is taken on addresses of this machine only"));
        }
        let (mail, pages) = (TcpListener::bind(options.smtp)?, TcpListener::bind(options.page)?);
        mail.set_nonblocking(true)?;
        pages.set_nonblocking(true)?;
        let (smtp, url) = (mail.local_addr()?, format!("http://{}", pages.local_addr()?));
        let state =
            State { mails: VecDeque::new(), kept: options.kept, taken: 0, refusals: VecDeque::new(), is_down: false };
        let shared = Arc::new(Shared { state: Mutex::new(state), changed: Condvar::new() });
        let runtime = Builder::new_current_thread().enable_io().enable_time().build()?;
        let (stop, stopped) = oneshot::channel::<()>();
        let within = Arc::clone(&shared);
        let thread = thread::Builder::new().name("mail-sink".to_owned()).spawn(move || {
            runtime.block_on(async {
                let listener = |listener| tokio::net::TcpListener::from_std(listener).expect("it does not block");
                let (mail, pages) = (listener(mail), listener(pages));
                tokio::select! {
                    () = smtp::forever(mail, Arc::clone(&within)) => {}
                    () = page::forever(pages, within) => {}
                    _ = stopped => {}
                }
            });
        })?;
        Ok(Self { smtp, url, shared, stop: Some(stop), thread: Some(thread) })
    }

    /// Where mail is taken.
    pub fn smtp(&self) -> SocketAddr {
        self.smtp
    }

    /// Where it is shown.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What was taken and is kept, oldest first.
    pub fn mails(&self) -> Vec<Mail> {
        self.shared.mails()
    }

    /// Waits until so many mails were taken, and gives those that are kept.
    #[track_caller]
    pub fn wait_for(&self, taken: u64) -> Vec<Mail> {
        let waited = self.shared.changed.wait_timeout_while(self.shared.lock(), WAIT_MAX, |state| state.taken < taken);
        let (state, timed_out) = waited.unwrap_or_else(PoisonError::into_inner);
        assert!(!timed_out.timed_out(), "{} mails were taken, not {taken}", state.taken);
        state.mails.iter().cloned().collect()
    }

    /// The next so many mails meet that.
    pub fn refuse(&self, refusal: Refusal, times: usize) {
        self.shared.lock().refusals.extend(std::iter::repeat_n(refusal, times));
    }

    /// Every connection is closed at once.
    pub fn go_down(&self) {
        self.shared.lock().is_down = true;
    }

    /// Mail is taken again, and nothing is refused any more.
    pub fn come_up(&self) {
        let mut state = self.shared.lock();
        state.is_down = false;
        state.refusals.clear();
    }
}

impl Drop for MailSink {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn is_down(&self) -> bool {
        self.lock().is_down
    }

    /// What the next mail meets.
    pub(crate) fn refusal(&self) -> Option<Refusal> {
        self.lock().refusals.pop_front()
    }

    pub(crate) fn mails(&self) -> Vec<Mail> {
        self.lock().mails.iter().cloned().collect()
    }

    pub(crate) fn take(&self, from: String, to: Vec<String>, raw: Vec<u8>) -> u64 {
        let mut state = self.lock();
        state.taken += 1;
        let number = state.taken;
        state.mails.push_back(Mail::read(number, from, to, raw));
        while state.mails.len() > state.kept {
            state.mails.pop_front();
        }
        self.changed.notify_all();
        number
    }
}
