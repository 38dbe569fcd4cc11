//! Start: opens the ledger, reads what stands beside it, publishes the first catalog, makes the first key.

use std::sync::Arc;

use axum::http::HeaderValue;
use scrip_core::catalog::{Catalog, Catalogs};
use scrip_core::time::Timestamp;
use scrip_store::memory::MemoryStore;
use scrip_store::sqlite::{Options, SqliteStore};
use scrip_store::{Doc, DocKind, Ledger, Store, StoreError};

use super::ids::RequestIds;
use super::{App, TestClocks};
use crate::api;
use crate::auth::{ApiKey, Keys, Rates, Scope, Sessions, key};
use crate::catalog_file::{self, CatalogProblem, Format};
use crate::clock::Clock;
use crate::config::Config;
use crate::metrics::Metrics;
use crate::random;

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

/// The setting under which the secret of session tokens is kept.
const SESSION_SECRET: &str = "session";

/// More keys than a deployment has, test clocks and catalogs than it ever makes.
const DOCS_MAX: u32 = 100_000;

impl App {
    /// Opens everything. The text is a new operator's key, shown once, where the deployment had none.
    pub(crate) async fn start(config: &Config) -> Result<(Self, Option<String>), StartError> {
        let store: Arc<dyn Store> = match &config.store {
            Some(path) => Arc::new(SqliteStore::open(path, Options::default())?),
            None => Arc::new(MemoryStore::default()),
        };
        Self::on(store, Clock::of_machine(), config).await
    }

    /// The same on a store that is open, by a clock of the caller's.
    pub(crate) async fn on(
        store: Arc<dyn Store>,
        clock: Clock,
        config: &Config,
    ) -> Result<(Self, Option<String>), StartError> {
        let now = clock.now();
        let (catalogs, first) = catalogs(&*store, config, now)?;
        let ledger = Ledger::start(store, Arc::new(catalogs))?;
        let mut docs: Vec<Doc> = first.into_iter().collect();
        let keys = keys(&ledger, config, now)?;
        let shown = if keys.all().is_empty() { Some(first_key(&keys, now, &mut docs)?) } else { None };
        let secret = session_secret(&ledger, &mut docs)?;
        let test_clocks = TestClocks::default();
        for (id, body) in ledger.docs(DocKind::TestClock, "", "", DOCS_MAX)? {
            let micros = std::str::from_utf8(&body).ok().and_then(|text| text.parse().ok());
            test_clocks.set(&id, Timestamp::from_micros(micros.unwrap_or(0)));
        }
        if !docs.is_empty() {
            ledger.put(docs).await?;
        }
        let corrupt = || StoreError::Corrupt("the secret of session tokens is no key".to_owned());
        let app = Self {
            sessions: Sessions::new(&secret).ok_or_else(corrupt)?,
            rates: Rates::new(config.limits.requests_per_key, config.limits.requests_per_session),
            metrics: Metrics::of(api::endpoints().iter().map(|endpoint| endpoint.operation)),
            origins: config.allowed_origins.iter().map(|origin| read_origin(origin)).collect::<Result<_, _>>()?,
            ids: RequestIds::new()?,
            publishing: tokio::sync::Mutex::default(),
            stopping: parking_lot::RwLock::new(false),
            ledger,
            clock,
            keys,
            test_clocks,
        };
        Ok((app, shown))
    }
}

/// The published catalogs; of a new ledger the configured one, with the document that publishes it.
fn catalogs(store: &dyn Store, config: &Config, now: Timestamp) -> Result<(Catalogs, Option<Doc>), StartError> {
    let mut all: Option<Catalogs> = None;
    for (key, body) in store.docs(DocKind::Catalog, "", "", DOCS_MAX)? {
        let (at, catalog) = read_catalog(&key, &body)?;
        match &mut all {
            Some(catalogs) => catalogs.publish(at, catalog),
            None => all = Some(Catalogs::new(at, catalog)),
        }
    }
    if let Some(catalogs) = all {
        return Ok((catalogs, None));
    }
    let (source, is_json) = config.catalog.as_ref().ok_or(StartError::NoCatalog)?;
    let format = if *is_json { Format::Json } else { Format::Toml };
    let catalog = catalog_file::parse(source, format, 1).map_err(StartError::Catalog)?;
    let doc = catalog_doc(now, &catalog);
    Ok((Catalogs::new(now, Arc::new(catalog)), Some(doc)))
}

/// A published version as a document: its instant, then its JSON.
pub(crate) fn catalog_doc(at: Timestamp, catalog: &Catalog) -> Doc {
    let body = format!("{}\n{}", at.micros(), catalog_file::to_json(catalog)).into_bytes();
    Doc { kind: DocKind::Catalog, key: format!("{:010}", catalog.version()), body: Some(body) }
}

fn read_catalog(key: &str, body: &[u8]) -> Result<(Timestamp, Arc<Catalog>), StoreError> {
    let corrupt = || StoreError::Corrupt(format!("catalog version {key} cannot be read"));
    let text = std::str::from_utf8(body).map_err(|_| corrupt())?;
    let (micros, json) = text.split_once('\n').ok_or_else(corrupt)?;
    let at = Timestamp::from_micros(micros.parse().map_err(|_| corrupt())?);
    let version = key.parse().map_err(|_| corrupt())?;
    let catalog = catalog_file::parse(json, Format::Json, version).map_err(|_| corrupt())?;
    Ok((at, Arc::new(catalog)))
}

fn keys(ledger: &Ledger, config: &Config, now: Timestamp) -> Result<Keys, StartError> {
    let keys = Keys::new(config.mode);
    for (id, body) in ledger.docs(DocKind::ApiKey, "", "", DOCS_MAX)? {
        let corrupt = || StoreError::Corrupt(format!("the key {id} cannot be read"));
        keys.put(ApiKey::from_bytes(&id, &body).ok_or_else(corrupt)?);
    }
    if let Some(secret) = &config.operator_key {
        if !key::is_of_mode(secret, config.mode) {
            return Err(StartError::OperatorKey(config.mode.name()));
        }
        keys.put(ApiKey::of(
            &key::Secret(secret.clone()),
            "key_config",
            "from the configuration",
            Scope::Operator,
            now,
        ));
    }
    Ok(keys)
}

fn first_key(keys: &Keys, now: Timestamp, docs: &mut Vec<Doc>) -> Result<String, StartError> {
    let secret = key::Secret::new(keys.mode())?;
    let id = format!("key_{}", random::hex::<8>()?);
    let key = ApiKey::of(&secret, &id, "the first key", Scope::Operator, now);
    docs.push(Doc { kind: DocKind::ApiKey, key: id, body: Some(key.to_bytes()) });
    keys.put(key);
    Ok(secret.0)
}

fn session_secret(ledger: &Ledger, docs: &mut Vec<Doc>) -> Result<Vec<u8>, StartError> {
    if let Some(secret) = ledger.doc(DocKind::Secret, SESSION_SECRET)? {
        return Ok(secret);
    }
    let secret = random::hex::<32>()?.into_bytes();
    docs.push(Doc { kind: DocKind::Secret, key: SESSION_SECRET.to_owned(), body: Some(secret.clone()) });
    Ok(secret)
}

fn read_origin(text: &str) -> Result<HeaderValue, StartError> {
    let is_origin =
        text == "*" || (text.split_once("://").is_some_and(|(_, host)| !host.is_empty() && !host.contains('/')));
    let value = HeaderValue::from_str(text).ok().filter(|_| is_origin);
    value.ok_or_else(|| StartError::Origin(text.to_owned()))
}
