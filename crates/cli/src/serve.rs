//! `scrip serve`: the server, by file, environment and flags; stops gracefully on SIGINT and SIGTERM.

mod config;

use std::error::Error;
use std::io::IsTerminal;
use std::time::Duration;

use scrip_server::{Config, Server, StorePlace};
use serde_json::json;
use tokio::runtime::{Builder, Runtime};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tracing_subscriber::EnvFilter;

use crate::fault::Fault;
use crate::out::Out;
pub(crate) use config::Args;

pub(crate) fn run(args: &Args, out: Out) -> Result<(), Fault> {
    let config = args.config()?;
    logs(&args.log, out)?;
    let server = Background::start(&config)?;
    let metrics = server.metrics_url.clone();
    let json = json!({ "url": server.url, "metrics_url": metrics, "key": server.first_key });
    out.value(&json, || {
        let kept = match &config.store {
            StorePlace::Memory => "The ledger is in memory and ends with this process.".to_owned(),
            place => format!("The ledger is {place}."),
        };
        let mut said = vec![format!("scrip serves on {} ({} mode). {kept}", server.url, config.mode.name())];
        said.extend(metrics.map(|url| format!("Metrics: {url}/metrics")));
        if let Some(key) = &server.first_key {
            said.push(format!("The operator's key, shown this once: {key}"));
        }
        said.join("\n")
    });
    server.wait();
    server.stop()
}

/// Logs go to the error stream: lines for people at a terminal, JSON for whatever collects them.
fn logs(filter: &str, out: Out) -> Result<(), Fault> {
    let filter = EnvFilter::try_new(filter).map_err(|source| {
        Fault::Usage(format!("--log {filter}: {source}; write it like info or scrip_server=debug"))
    })?;
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second subscriber is refused; one is enough.
    let _ = if std::io::stderr().is_terminal() && !out.is_json() {
        subscriber.compact().try_init()
    } else {
        subscriber.json().try_init()
    };
    Ok(())
}

/// A server that runs beside the caller.
pub(crate) struct Background {
    pub(crate) url: String,
    pub(crate) metrics_url: Option<String>,
    pub(crate) first_key: Option<String>,
    runtime: Runtime,
    stop: oneshot::Sender<()>,
    served: JoinHandle<Result<(), String>>,
}

impl Background {
    /// Opens the ledger and serves.
    pub(crate) fn start(config: &Config) -> Result<Self, Fault> {
        let runtime = Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(|source| Fault::Here(format!("cannot start: {source}")))?;
        let server = runtime.block_on(Server::start(config)).map_err(|error| Fault::Here(chain(&error)))?;
        let url = |address: std::net::SocketAddr| format!("http://{address}");
        let address = server.address().ok_or_else(|| Fault::Here("the server has no address".to_owned()))?;
        let metrics_url = server.metrics_address().map(url);
        let first_key = server.first_key.clone();
        let (stop, stopped) = oneshot::channel::<()>();
        let served = runtime.spawn(async move {
            // A dropped sender stops too.
            let until = async { drop(stopped.await) };
            server.run(until).await.map_err(|error| chain(&error))
        });
        Ok(Self { url: url(address), metrics_url, first_key, runtime, stop, served })
    }

    /// The operator's key of a new ledger.
    pub(crate) fn first_key(&self) -> Result<&str, Fault> {
        self.first_key.as_deref().ok_or_else(|| Fault::Here("this ledger has its key already".to_owned()))
    }

    /// Waits for SIGINT or SIGTERM, or for the server to end by itself.
    pub(crate) fn wait(&self) {
        self.runtime.block_on(async {
            let (Ok(mut interrupted), Ok(mut terminated)) =
                (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
            else {
                return;
            };
            tokio::select! {
                _ = interrupted.recv() => {}
                _ = terminated.recv() => {}
                () = ended(&self.served) => {}
            }
        });
    }

    /// Takes no new connections, answers what was accepted, closes the ledger.
    pub(crate) fn stop(self) -> Result<(), Fault> {
        drop(self.stop);
        let served = self.runtime.block_on(self.served);
        served.map_err(|error| Fault::Here(format!("the server fell over: {error}")))?.map_err(Fault::Here)
    }
}

async fn ended(served: &JoinHandle<Result<(), String>>) {
    while !served.is_finished() {
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
}

/// The message and all its sources.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text.push_str(": ");
        text.push_str(&error.to_string());
        source = error.source();
    }
    text
}
