//! A generation under way: its text so far, what came of it, and the way to stop it.

use parking_lot::Mutex;
use serde_json::{Value, json};
use tokio::sync::watch;

use crate::fault::Said;

pub(super) struct Job {
    pub(super) id: String,
    pub(super) account: String,
    text: Mutex<String>,
    ended: Mutex<Option<Result<Value, Said>>>,
    stop: watch::Sender<bool>,
}

impl Job {
    pub(super) fn new(id: &str, account: &str, stop: watch::Sender<bool>) -> Self {
        let (text, ended) = (Mutex::default(), Mutex::default());
        Self { id: id.to_owned(), account: account.to_owned(), text, ended, stop }
    }

    pub(super) fn hear(&self, text: &str) {
        self.text.lock().push_str(text);
    }

    pub(super) fn end(&self, ended: Result<Value, Said>) {
        *self.ended.lock() = Some(ended);
    }

    pub(super) fn stop(&self) {
        // Nobody listens any more where it has ended.
        let _ = self.stop.send(true);
    }

    pub(super) fn is_over(&self) -> bool {
        self.ended.lock().is_some()
    }

    pub(super) fn shown(&self) -> Value {
        let (text, ended) = (self.text.lock().clone(), self.ended.lock().clone());
        match ended {
            None => json!({ "state": "writing", "text": text }),
            Some(Ok(done)) => json!({ "state": "done", "text": text, "done": done }),
            Some(Err(said)) => json!({ "state": "failed", "text": text, "code": said.code, "detail": said.detail }),
        }
    }
}
