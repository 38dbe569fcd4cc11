//! Start: opens the store and the ledger before it, and joins what all endpoints share.

use std::sync::Arc;

use axum::http::HeaderValue;
use lettre::Address;
use lettre::message::Mailbox;
use reqwest::Url;
use scrip_store::import::refuse_unfinished;
use scrip_store::memory::MemoryStore;
use scrip_store::postgres::{self, PostgresStore};
use scrip_store::sqlite::{self, SqliteStore};
use scrip_store::{Ledger, Store, StoreError};
use sha2::{Digest, Sha256};

use super::App;
use super::fresh::Loaded;
use super::house::{self, House};
use super::ids::RequestIds;
use crate::api;
use crate::auth::{Keys, Mode, Rates, Sessions};
use crate::catalog_file::CatalogProblem;
use crate::clock::Clock;
use crate::config::{Config, StorePlace};
use crate::mail::sender::{Mailer, kept_paper};
use crate::mail::transport::Transport;
use crate::mail::{TemplateError, Templates, TransportError};
use crate::metrics::Metrics;
use crate::notify::counts::Counts;
use crate::notify::webhooks::address::Rule;
use crate::notify::webhooks::client::{ClientError, Sender};
use crate::notify::webhooks::sender::Webhooks;
use crate::payments::{Payments, PaymentsError};
use crate::random::to_hex;
use crate::tls::{self, TlsError};

/// Why the server does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The ledger cannot be opened.
    #[error("the ledger cannot be opened")]
    Store(#[from] StoreError),
    /// The catalog file is wrong.
    #[error("the catalog file has {} problems; the first: {}", .0.len(), .0.first().map(ToString::to_string).unwrap_or_default())]
    Catalog(Vec<CatalogProblem>),
    /// A new ledger has no catalog.
    #[error("a new ledger needs a catalog: name a catalog file, such as examples/catalog.toml")]
    NoCatalog,
    /// The operator's key is of another mode, or too short.
    #[error("the operator key must begin with sk_{}_ and go on with 16 characters or more", .0)]
    OperatorKey(&'static str),
    /// An allowed origin is none.
    #[error("{0:?} is no origin such as https://app.example.com")]
    Origin(String),
    /// Payments cannot be set up.
    #[error(transparent)]
    Payments(#[from] PaymentsError),
    /// The sender of mails is no mailbox.
    #[error("{0:?} is no sender of mails such as Example <billing@example.com> (mail_from)")]
    MailFrom(String),
    /// A mail server is named, and nobody who sends.
    #[error("mails need a sender: set mail_from beside smtp_url")]
    NoMailFrom,
    /// Where mails lead is no address.
    #[error("{0:?} is no address of a page such as https://app.example.com/credits (public_url)")]
    PublicUrl(String),
    /// A template of mails cannot be used.
    #[error("a template of mails cannot be used")]
    MailTemplates(#[from] TemplateError),
    /// TLS to the mail server cannot be set up.
    #[error("the mail server cannot be used")]
    Smtp(#[from] TransportError),
    /// TLS outward cannot be set up.
    #[error("nobody can be called")]
    Tls(#[from] TlsError),
    /// The client of webhooks cannot be set up.
    #[error("webhooks cannot be sent")]
    Webhooks(#[from] ClientError),
    /// The system gives no randomness.
    #[error("the system gives no randomness")]
    Random(#[from] getrandom::Error),
    /// The address cannot be listened on.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address.
        address: std::net::SocketAddr,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
}

impl App {
    /// Opens everything. The text is a new operator's key, shown once, where the deployment had none.
    pub(crate) fn start(config: &Config) -> Result<(Self, Option<String>), StartError> {
        let store: Arc<dyn Store> = match &config.store {
            StorePlace::Memory => Arc::new(MemoryStore::default()),
            StorePlace::File(path) => Arc::new(SqliteStore::open(path, sqlite::Options::default())?),
            StorePlace::Postgres(url) => Arc::new(PostgresStore::connect(url.reveal(), postgres::Options::default())?),
        };
        Self::on(store, Clock::of_machine(), config)
    }

    /// The same on a store that is open, by a clock of the caller's.
    pub(crate) fn on(
        store: Arc<dyn Store>,
        clock: Clock,
        config: &Config,
    ) -> Result<(Self, Option<String>), StartError> {
        refuse_unfinished(&*store)?;
        let fresh = store.refresh(&[])?;
        if let Some(now) = fresh.now {
            clock.hear(now);
            clock.accept();
        }
        let keys = Keys::new(config.mode);
        let (house, shown) = House::open(&*store, config, &keys, clock.now())?;
        let ledger = Ledger::start_with(store, Arc::new(house.catalogs), Box::new(house::newer_catalogs))?;
        let payments = Payments::new(config, &mark(&house.secret))?;
        let corrupt = || StoreError::Corrupt("the secret of session tokens is no key".to_owned());
        let app = Self {
            sessions: Sessions::new(&house.secret).ok_or_else(corrupt)?,
            rates: Rates::new(config.limits.requests_per_key, config.limits.requests_per_session),
            metrics: Metrics::of(api::endpoints().iter().map(|endpoint| endpoint.operation)),
            origins: config.allowed_origins.iter().map(|origin| read_origin(origin)).collect::<Result<_, _>>()?,
            ids: RequestIds::new()?,
            reporting: Arc::new(tokio::sync::Semaphore::new(1)),
            publishing: tokio::sync::Mutex::default(),
            stopping: tokio::sync::watch::Sender::new(false),
            loaded: Loaded::of(fresh.generation),
            test_clocks: house.test_clocks,
            operators: house.operators,
            mailer: mailer(config)?,
            webhooks: Webhooks::new(Sender::new(Rule::of(config.mode, config.webhooks_allow_private), tls::client()?)?),
            told: Counts::default(),
            place: config.store.clone(),
            ledger,
            clock,
            keys,
            payments,
        };
        house::set_tells(&app.ledger)?;
        Ok((app, shown))
    }
}

/// What sends mails.
fn mailer(config: &Config) -> Result<Mailer, StartError> {
    let templates = Templates::load(config.mail_templates.as_deref())?;
    let from = match (&config.mail_from, &config.smtp) {
        (Some(text), _) => text.parse().map_err(|_| StartError::MailFrom(text.clone()))?,
        (None, Some(_)) => return Err(StartError::NoMailFrom),
        // Nobody gets a mail of it.
        (None, None) => Mailbox::new(None, Address::new_dangerous("scrip", "localhost")),
    };
    let transport = config.smtp.clone().map(|smtp| Transport::new(smtp, from.email.domain())).transpose()?;
    let is_page = |url: &&String| Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "https" | "http"));
    let page = match &config.public_url {
        Some(url) => Some(Some(url).filter(is_page).ok_or_else(|| StartError::PublicUrl(url.clone()))?.clone()),
        None => None,
    };
    Ok(Mailer { templates, transport, papers: kept_paper, from, page, is_test: config.mode == Mode::Test })
}

/// What tells this deployment's things at a gateway from another's: the same for all its processes, and no secret.
fn mark(secret: &[u8]) -> String {
    let hash = Sha256::new().chain_update(b"deployment").chain_update(secret).finalize();
    to_hex(hash.get(..6).unwrap_or_default())
}

fn read_origin(text: &str) -> Result<HeaderValue, StartError> {
    let is_origin =
        text == "*" || (text.split_once("://").is_some_and(|(_, host)| !host.is_empty() && !host.contains('/')));
    let value = HeaderValue::from_str(text).ok().filter(|_| is_origin);
    value.ok_or_else(|| StartError::Origin(text.to_owned()))
}
