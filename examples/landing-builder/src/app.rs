//! What all routes share, and the program's life: start, serve, finish what a crash left open, stop.

use std::net::SocketAddr;
use std::sync::Arc;

use standardwebhooks::Webhook;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::files::Files;
use crate::scrip::Scrip;
use crate::seal::Seal;
use crate::settings::Settings;
use crate::tools::Tools;
use crate::views::Views;
use crate::web::{self, News};

/// What every route can reach.
pub(crate) struct App {
    pub(crate) seal: Seal,
    pub(crate) scrip: Scrip,
    pub(crate) files: Files,
    pub(crate) views: Views,
    pub(crate) tools: Tools,
    pub(crate) news: News,
    /// The accounts that the sign-in page shows first.
    pub(crate) first: Vec<String>,
    /// Verifies webhooks; none: they are refused.
    pub(crate) webhook: Option<Webhook>,
}

/// The host, listening.
pub struct Host {
    app: Arc<App>,
    listener: TcpListener,
    address: SocketAddr,
}

/// Why the host does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Its folder or address cannot be used.
    #[error("{what}: {source}")]
    Machine {
        /// What was tried.
        what: String,
        /// Why not.
        source: std::io::Error,
    },
    /// A setting cannot be used.
    #[error("{0}")]
    Settings(String),
}

/// Asks a running host to stop.
pub struct Stop(watch::Sender<bool>);
/// What a host runs until.
pub struct Until(watch::Receiver<bool>);

impl Stop {
    /// The two ends.
    pub fn new() -> (Self, Until) {
        let (stop, until) = watch::channel(false);
        (Self(stop), Until(until))
    }

    /// Now; a dropped end does the same.
    pub fn now(self) {
        let _ = self.0.send(true);
    }
}

impl Host {
    /// Opens the folder and listens.
    pub async fn start(settings: Settings) -> Result<Self, StartError> {
        let machine = |what: String| move |source| StartError::Machine { what, source };
        let folder = settings.folder.display().to_string();
        let files = Files::open(settings.folder.clone()).map_err(machine(folder))?;
        let webhook = settings.webhook_secret.as_deref().map(Webhook::new).transpose();
        let app = App {
            seal: Seal::new().ok_or_else(|| StartError::Settings("the system gives no randomness".to_owned()))?,
            scrip: Scrip::new(&settings.scrip_url, &settings.scrip_key)
                .map_err(|error| StartError::Settings(error.to_string()))?,
            files,
            views: Views::new(),
            tools: Tools::new(&settings).map_err(StartError::Settings)?,
            news: News::default(),
            first: settings.first,
            webhook: webhook.map_err(|error| StartError::Settings(format!("SCRIP_WEBHOOK_SECRET: {error}")))?,
        };
        let listener =
            TcpListener::bind(settings.listen).await.map_err(machine(format!("listening on {}", settings.listen)))?;
        let address = listener.local_addr().map_err(machine("the own address".to_owned()))?;
        Ok(Self { app: Arc::new(app), listener, address })
    }

    /// Where it is.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Ends what a crash left open, and answers until told to stop.
    pub async fn run(self, until: Until) -> Result<(), std::io::Error> {
        let Self { app, listener, .. } = self;
        let recovering = tokio::spawn(crate::tools::recover(app.clone()));
        let mut until = until.0;
        let stop = async move {
            // A dropped sender stops too.
            let _ = until.wait_for(|stop| *stop).await;
        };
        let tools = app.clone();
        let served = axum::serve(listener, web::router(app)).with_graceful_shutdown(stop).await;
        recovering.abort();
        tools.tools.stop();
        served
    }
}
