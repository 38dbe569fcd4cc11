//! The server's configuration: plain values, already read from file, environment and flags by the command line.

mod smtp;

use std::convert::Infallible;
use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

use serde::Deserialize;

pub use crate::auth::Mode;
pub use smtp::{Smtp, SmtpError, SmtpSecurity};

/// How the server runs.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the API listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Where the metrics are read; none: nowhere.
    pub metrics_listen: Option<SocketAddr>,
    /// Where the ledger is kept.
    pub store: StorePlace,
    /// Test or live.
    pub mode: Mode,
    /// The text of the catalog file that is published at the first start, and whether it is JSON.
    pub catalog: Option<(String, bool)>,
    /// An operator key to be known besides those of the store; it must be of the mode.
    pub operator_key: Option<String>,
    /// Origins whose pages may call from the browser; `*` is any.
    pub allowed_origins: Vec<String>,
    /// Where the product is, for people: mails lead there, and a buyer comes back there from the gateway's page when a call names no
    /// `return_url`, which must be of this origin or of an allowed one.
    pub public_url: Option<String>,
    /// How money comes in.
    pub payments: Payments,
    /// The mail server; none: no mail is sent.
    pub smtp: Option<Smtp>,
    /// Who sends mails, such as `Example <billing@example.com>`.
    pub mail_from: Option<String>,
    /// A directory whose files override the templates of mails.
    pub mail_templates: Option<PathBuf>,
    /// Whether webhooks may go to private addresses.
    pub webhooks_allow_private: bool,
    /// Bounds.
    pub limits: Limits,
}

/// How money comes in. Where no gateway is set up, by bank transfer alone.
#[derive(Clone, Debug, Default)]
pub struct Payments {
    /// Stripe, for cards.
    pub stripe: Option<StripeConfig>,
    /// The terms of sale, shown with the offers.
    pub terms_url: Option<String>,
}

/// The keys of a Stripe account.
#[derive(Clone, Debug)]
pub struct StripeConfig {
    /// `sk_test_…` or a restricted `rk_test_…`; of the deployment's mode.
    pub secret_key: SecretText,
    /// The secrets of the webhook endpoint, `whsec_…`; two while one is being replaced.
    pub webhook_secrets: Vec<SecretText>,
    /// Where its API is.
    pub api_base: String,
}

impl StripeConfig {
    /// Where Stripe's API is.
    pub const API_BASE: &str = "https://api.stripe.com";

    /// What is wrong with it for a deployment of this mode, if anything.
    pub(crate) fn fault(&self, mode: Mode) -> Option<String> {
        let key = self.secret_key.reveal();
        let is_of_mode = ["sk", "rk"].iter().any(|kind| key.starts_with(&format!("{kind}_{}_", mode.name())));
        if !is_of_mode || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Some(format!("stripe.secret_key must begin with sk_{0}_ or rk_{0}_", mode.name()));
        }
        if self.webhook_secrets.is_empty() || self.webhook_secrets.iter().any(|secret| secret.reveal().is_empty()) {
            return Some("stripe.webhook_secrets needs the endpoint's secret, whsec_…".to_owned());
        }
        let is_plain_test = mode == Mode::Test && self.api_base.starts_with("http://");
        let is_base = self.api_base.starts_with("https://") || is_plain_test;
        (!is_base).then(|| "stripe.api_base must begin with https://, in test mode also http://".to_owned())
    }
}

/// A text that is never printed.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub struct SecretText(String);

impl SecretText {
    /// The text.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for SecretText {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl FromStr for SecretText {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// Bounds of the server.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Requests a second for each server key.
    pub requests_per_key: u64,
    /// Requests a second for each session.
    pub requests_per_session: u64,
    /// Connections at once: each holds a buffer and a file descriptor.
    pub connections_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { requests_per_key: 2_000, requests_per_session: 20, connections_max: 4_096 }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8787)),
            metrics_listen: Some(SocketAddr::from(([127, 0, 0, 1], 8788))),
            store: StorePlace::Memory,
            mode: Mode::Test,
            catalog: None,
            operator_key: None,
            allowed_origins: Vec::new(),
            public_url: None,
            payments: Payments::default(),
            smtp: None,
            mail_from: None,
            mail_templates: None,
            webhooks_allow_private: false,
            limits: Limits::default(),
        }
    }
}

/// Where a ledger is kept: `memory`, a file, or a database, `postgres://…`. Shown without the password.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub enum StorePlace {
    /// In memory, gone with the process.
    Memory,
    /// In this file.
    File(PathBuf),
    /// In a PostgreSQL database, which other processes may serve too.
    Postgres(DatabaseUrl),
}

impl From<String> for StorePlace {
    fn from(text: String) -> Self {
        match text {
            text if text == "memory" => Self::Memory,
            text if text.starts_with("postgres://") || text.starts_with("postgresql://") => {
                Self::Postgres(DatabaseUrl(text))
            }
            text => Self::File(PathBuf::from(text)),
        }
    }
}

impl FromStr for StorePlace {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::from(text.to_owned()))
    }
}

impl fmt::Display for StorePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory => f.write_str("memory"),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Postgres(url) => write!(f, "{url}"),
        }
    }
}

/// The address of a database. Whoever prints it sees the user, the host and the name; the password and what follows a `?`,
/// where one may stand too, are for the connection alone.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    /// All of it, to connect with.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rest = self.0.split_once("://").map_or("", |(_, rest)| rest);
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        // An @ after the ? belongs to a password on one side of it or the other: then nothing is certain to be none.
        if query.contains('@') {
            return f.write_str("postgres://…");
        }
        let (login, place) = rest.rsplit_once('@').unwrap_or(("", rest));
        match login.split_once(':').map_or(login, |(user, _)| user) {
            "" => write!(f, "postgres://{place}"),
            user => write!(f, "postgres://{user}@{place}"),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_stripe_are_of_the_mode_and_never_printed() {
        let config = |key: &str, secrets: &[&str], base: &str| StripeConfig {
            secret_key: key.to_owned().into(),
            webhook_secrets: secrets.iter().map(|secret| SecretText::from((*secret).to_owned())).collect(),
            api_base: base.to_owned(),
        };
        let (https, http) = (StripeConfig::API_BASE, "http://127.0.0.1:12111");
        let rows = [
            (Mode::Test, config("sk_test_5ecret", &["whsec_5ecret"], https), true),
            (Mode::Test, config("rk_test_5ecret", &["whsec_a", "whsec_b"], http), true),
            (Mode::Live, config("sk_live_5ecret", &["whsec_5ecret"], https), true),
            (Mode::Live, config("sk_live_5ecret", &["whsec_5ecret"], http), false),
            (Mode::Live, config("sk_test_5ecret", &["whsec_5ecret"], https), false),
            (Mode::Test, config("sk_live_5ecret", &["whsec_5ecret"], https), false),
            (Mode::Test, config("pk_test_5ecret", &["whsec_5ecret"], https), false),
            (Mode::Test, config("sk_test_5e\ncret", &["whsec_5ecret"], https), false),
            (Mode::Test, config("sk_test_5ecret", &[], https), false),
            (Mode::Test, config("sk_test_5ecret", &[""], https), false),
            (Mode::Test, config("sk_test_5ecret", &["whsec_5ecret"], "api.stripe.com"), false),
        ];
        for (mode, config, is_right) in rows {
            assert_eq!(config.fault(mode).is_none(), is_right, "{config:?}");
            assert!(!format!("{config:?}{:?}", config.fault(mode)).contains("5ecret"));
        }
    }

    #[test]
    fn a_place_is_shown_without_its_password() {
        for (text, shown) in [
            ("memory", "memory"),
            ("scrip.db", "scrip.db"),
            ("./memory", "./memory"),
            ("postgres://scrip:s3cret@db.example.com:5432/scrip", "postgres://scrip@db.example.com:5432/scrip"),
            ("postgresql://scrip:s3cret@db/scrip?sslmode=verify-full", "postgres://scrip@db/scrip"),
            ("postgres://scrip:s3c@ret:x@db/scrip", "postgres://scrip@db/scrip"),
            ("postgres://scrip:s3c?r/et@db/scrip", "postgres://…"),
            ("postgres://db/scrip?user=scrip&password=s3cret", "postgres://db/scrip"),
            ("postgres://db/scrip?user=scrip&password=s3@cret", "postgres://…"),
            ("postgres://scrip@db/scrip", "postgres://scrip@db/scrip"),
            ("postgres://", "postgres://"),
        ] {
            let place: StorePlace = text.parse().unwrap();
            assert_eq!(place.to_string(), shown, "{text}");
            let config = Config { store: place, ..Config::default() };
            let printed = format!("{config:?}");
            assert!(!printed.contains("s3c") && !printed.contains("ret@"), "{printed}");
        }
    }
}
