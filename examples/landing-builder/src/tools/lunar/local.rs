//! The local model: a process of its own that serves an OpenAI-compatible endpoint, started when it is first asked.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use parking_lot::Mutex;
use tokio::sync::Mutex as Turn;

use super::endpoint::Endpoint;
use crate::fault::Fault;
use crate::settings::ModelSettings;

/// As the catalog's rates know it: any name that is not `large-…`.
const MODEL: &str = "smollm2-135m";

#[derive(Default)]
pub(super) struct Local {
    turn: Turn<Option<Endpoint>>,
    child: Mutex<Option<Child>>,
}

impl Local {
    /// The endpoint of the process, which is started where it does not run.
    pub(super) async fn endpoint(&self, python: &Path, script: &Path) -> Result<Endpoint, Fault> {
        let mut known = self.turn.lock().await;
        let runs = self.child.lock().as_mut().is_some_and(|child| matches!(child.try_wait(), Ok(None)));
        if let Some(endpoint) = known.as_ref().filter(|_| runs) {
            return Ok(endpoint.clone());
        }
        let started =
            Command::new(python).arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let broken = |why: String| Fault::NotReady {
            code: "not_configured",
            detail: format!("The local model does not start: {why}"),
        };
        let mut child = started.map_err(|error| broken(error.to_string()))?;
        let said = child.stdout.take();
        self.stop();
        *self.child.lock() = Some(child);
        // It says its address once it has read the model; a process that ends says nothing, and the line is empty.
        let line = tokio::task::spawn_blocking(move || {
            let mut line = String::new();
            said.map(|said| BufReader::new(said).read_line(&mut line)).transpose().map(|_| line)
        });
        let line = line.await.map_err(|error| broken(error.to_string()))?.map_err(|error| broken(error.to_string()))?;
        let base_url = line.trim().to_owned();
        if !base_url.starts_with("http://") {
            return Err(broken("it did not say where it is.".to_owned()));
        }
        let settings = ModelSettings { base_url, model: MODEL.to_owned(), key: None };
        let endpoint = Endpoint::new(&settings).map_err(broken)?.of_llama();
        *known = Some(endpoint.clone());
        Ok(endpoint)
    }

    pub(super) fn stop(&self) {
        if let Some(mut child) = self.child.lock().take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
