//! Serving: the listening socket, the router, the metrics' own address, and a stop that answers what was accepted.

mod connection;
mod head_timer;
mod last_words;
mod news;
mod sums;
pub(crate) mod sweep;

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, Response};
use hyper::body::Incoming;
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use crate::api::{self, Front};
use crate::app::App;
pub use crate::app::start::StartError;
use crate::config::Config;
use crate::mail;
use crate::notify::{counts, courier, prune, webhooks};
use crate::payments::reconcile;

/// How long a stop waits for answers that are on their way.
const STOP_WAIT: Duration = Duration::from_secs(30);

/// A server that listens.
pub struct Server {
    app: Arc<App>,
    listener: TcpListener,
    metrics: Option<TcpListener>,
    connections_max: usize,
    /// An operator key that was made at the first start. Shown once: only its hash is kept.
    pub first_key: Option<String>,
}

/// The server could not be stopped as it should.
#[derive(Debug, thiserror::Error)]
#[error("the ledger could not be closed")]
pub struct StopError(#[from] scrip_store::StoreError);

impl Server {
    /// Opens the ledger and listens. Nothing is answered before [`Server::run`].
    pub async fn start(config: &Config) -> Result<Self, StartError> {
        let (app, first_key) = App::start(config)?;
        let listener = listen(config.listen).await?;
        let metrics = match config.metrics_listen {
            Some(address) => Some(listen(address).await?),
            None => None,
        };
        Ok(Self { app: Arc::new(app), listener, metrics, connections_max: config.limits.connections_max, first_key })
    }

    /// Around what a test has opened.
    #[cfg(test)]
    pub(crate) fn of(app: Arc<App>, listener: TcpListener) -> Self {
        Self { app, listener, metrics: None, connections_max: 1_024, first_key: None }
    }

    /// Where the API is.
    pub fn address(&self) -> Option<SocketAddr> {
        self.listener.local_addr().ok()
    }

    /// Where the metrics are.
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics.as_ref().and_then(|listener| listener.local_addr().ok())
    }

    /// Answers until `stop` is ready; then takes no new connections, answers what was accepted, and closes the ledger.
    pub async fn run(self, stop: impl Future<Output = ()>) -> Result<(), StopError> {
        let Self { app, listener, metrics, connections_max, .. } = self;
        let stopped = app.stopping.subscribe();
        let mut jobs = JoinSet::new();
        jobs.spawn(sweep::run(Arc::clone(&app), stopped.clone()));
        if app.ledger.is_shared() {
            jobs.spawn(news::run(Arc::clone(&app), stopped.clone()));
        }
        jobs.spawn(reconcile::run(Arc::clone(&app), stopped.clone()));
        jobs.spawn(sums::run(Arc::clone(&app), stopped.clone()));
        jobs.spawn(courier::run(Arc::clone(&app), stopped.clone()));
        jobs.spawn(mail::sender::run(Arc::clone(&app), stopped.clone()));
        jobs.spawn(webhooks::sender::run(Arc::clone(&app), stopped.clone()));
        jobs.spawn(counts::run(Arc::clone(&app), stopped.clone()));
        jobs.spawn(prune::run(Arc::clone(&app), stopped.clone()));
        if let Some(metrics) = metrics {
            let router = api::metrics_router(Arc::clone(&app));
            let service = TowerToHyperService::new(router);
            jobs.spawn(accept(metrics, move |_| service.clone(), 64, stopped.clone()));
        }
        let front = Front::new(Arc::clone(&app));
        jobs.spawn(accept(listener, move |peer| front.to(peer), connections_max, stopped));
        tracing::info!("server ready");
        stop.await;
        tracing::info!("server stopping");
        app.stopping.send_replace(true);
        let all = async { while jobs.join_next().await.is_some() {} };
        if tokio::time::timeout(STOP_WAIT, all).await.is_err() {
            tracing::warn!(waited_s = STOP_WAIT.as_secs(), "connections cut");
        }
        let closing = Arc::clone(&app);
        let closed = tokio::task::spawn_blocking(move || closing.ledger.stop()).await;
        closed.unwrap_or(Ok(()))?;
        tracing::info!("server stopped");
        Ok(())
    }
}

/// Serves until `stop` is ready: [`Server::start`] and [`Server::run`] in one.
pub async fn serve(
    config: Config,
    stop: impl Future<Output = ()>,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    Ok(Server::start(&config).await?.run(stop).await?)
}

/// Answers on a socket, without the jobs of a server: what a test compares moves by itself no more.
#[cfg(test)]
pub(crate) async fn answer(app: Arc<App>, listener: TcpListener, stop: watch::Receiver<bool>) {
    let front = Front::new(app);
    accept(listener, move |peer| front.to(peer), 64, stop).await;
}

async fn listen(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).await.map_err(|source| StartError::Listen { address, source })
}

/// Accepts connections until told to stop, then waits for those that are open. Each has a service of its own.
async fn accept<S>(
    listener: TcpListener,
    service: impl Fn(IpAddr) -> S + Send,
    connections_max: usize,
    mut stop: watch::Receiver<bool>,
) where
    S: Service<Request<Incoming>, Response = Response<Body>, Error = Infallible, Future: Send>,
    S: Send + Unpin + 'static,
{
    let places = Arc::new(Semaphore::new(connections_max));
    let mut open = JoinSet::new();
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { break };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.changed() => break,
        };
        while open.try_join_next().is_some() {}
        match accepted {
            Ok((stream, peer)) => {
                _ = stream.set_nodelay(true);
                let (service, stop) = (service(peer.ip()), stop.clone());
                open.spawn(async move {
                    connection::serve(stream, service, stop).await;
                    drop(place);
                });
            }
            Err(error) => {
                // Out of file descriptors, mostly: connections that end give some back.
                tracing::warn!(%error, "connection not accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
    drop(listener);
    while open.join_next().await.is_some() {}
}
