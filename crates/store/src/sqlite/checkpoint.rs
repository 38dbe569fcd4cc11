//! Checkpoints: moving pages from the write-ahead log home without making a commit wait.
//!
//! A thread of its own copies what is there, again and again, until little is left that came in meanwhile; then the
//! writer copies that little between two commits, and its next commit begins the log anew at the start of its file.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::{self, JoinHandle, Thread};

use rusqlite::Connection;

use crate::error::StoreError;
use crate::turn;

/// Pages in the write-ahead log before the thread begins: 8 MB.
const PAGES_BEGIN: u64 = 2_048;
/// So many times as many in the log, and the writer does it itself, whatever the thread does: 128 MB. It bounds the file.
const TIMES_MAX: u64 = 16;
/// What the writer may be left to copy: a quarter of a megabyte, about a millisecond.
const PAGES_LEFT: u64 = 64;
/// Passes of the thread before it leaves the rest to the writer, however much that is.
const PASSES_MAX: usize = 8;

#[derive(Default)]
struct State {
    /// Pages written since the log began anew, as the writer counts them.
    pages: AtomicU64,
    /// The thread is done and the writer's turn has come.
    finish: AtomicBool,
    stop: AtomicBool,
    pages_begin: u64,
}

/// The thread that checkpoints, seen from the writer.
pub(super) struct Checkpoints {
    state: Arc<State>,
    thread: Option<JoinHandle<()>>,
}

impl Checkpoints {
    pub(super) fn start(connection: Connection, pages_begin: Option<u64>) -> Result<Self, StoreError> {
        let state = Arc::new(State { pages_begin: pages_begin.unwrap_or(PAGES_BEGIN), ..State::default() });
        let thread = thread::Builder::new().name("scrip-checkpoint".to_owned()).spawn({
            let state = Arc::clone(&state);
            move || {
                turn::stay_in_the_background();
                run(&state, &connection);
            }
        });
        Ok(Self { state, thread: Some(thread.map_err(StoreError::unavailable("start its checkpoint thread"))?) })
    }

    /// Called by the writer before a commit.
    pub(super) fn before_commit(&self, writer: &Connection) -> Result<(), StoreError> {
        let pages = self.state.pages.load(Ordering::Relaxed);
        if !self.state.finish.load(Ordering::Acquire) && pages < self.state.pages_begin * TIMES_MAX {
            return Ok(());
        }
        let left = pass(writer).map_err(StoreError::unavailable("checkpoint"))?;
        if left == Some(0) {
            self.state.pages.store(0, Ordering::Relaxed);
        }
        self.state.finish.store(false, Ordering::Release);
        Ok(())
    }

    /// Called by the writer after a commit that wrote about so many pages.
    pub(super) fn after_commit(&self, pages: u64) {
        let before = self.state.pages.fetch_add(pages, Ordering::Relaxed);
        if before + pages >= self.state.pages_begin && !self.state.finish.load(Ordering::Relaxed) {
            self.thread().map(Thread::unpark).unwrap_or_default();
        }
    }

    fn thread(&self) -> Option<&Thread> {
        self.thread.as_ref().map(JoinHandle::thread)
    }
}

impl Drop for Checkpoints {
    fn drop(&mut self) {
        self.state.stop.store(true, Ordering::Release);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            _ = thread.join();
        }
    }
}

fn run(state: &State, connection: &Connection) {
    while !state.stop.load(Ordering::Acquire) {
        let due = state.pages.load(Ordering::Relaxed) >= state.pages_begin && !state.finish.load(Ordering::Acquire);
        if !due {
            thread::park();
            continue;
        }
        // An error here is seen again by the writer when it finishes; it alone reports it.
        for _ in 0..PASSES_MAX {
            if pass(connection).is_ok_and(|left| left.is_some_and(|left| left > PAGES_LEFT)) {
                continue;
            }
            break;
        }
        state.finish.store(true, Ordering::Release);
    }
}

/// Copies what may be copied now; how many pages are left, if it could run.
fn pass(connection: &Connection) -> Result<Option<u64>, rusqlite::Error> {
    let mut statement = connection.prepare_cached("PRAGMA wal_checkpoint(PASSIVE)")?;
    let (busy, log, copied): (i64, i64, i64) =
        statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(if busy == 0 { u64::try_from(log - copied).ok() } else { None })
}
