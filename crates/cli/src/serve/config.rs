//! The server's settings: a TOML file, then the environment, then flags; the later wins.

use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args as Flags, ValueEnum};
use scrip_server::{Config, Limits, Mode, Payments, SecretText, Smtp, StorePlace, StripeConfig};
use serde::Deserialize;

use crate::fault::{self, Fault};

#[derive(Debug, Flags)]
pub(crate) struct Args {
    /// A TOML file with the same names, `_` for `-`
    #[arg(long, env = "SCRIP_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    settings: Settings,
    /// The same as --store memory
    #[arg(long, conflicts_with = "store")]
    in_memory: bool,
    /// What is logged: error, warn, info, debug, or by target
    #[arg(long, env = "SCRIP_LOG", default_value = "info", value_name = "FILTER")]
    pub(crate) log: String,
}

/// One setting, the same in the file, the environment and the flags.
#[derive(Clone, Debug, Default, Flags, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Settings {
    /// Where the ledger is kept: `memory` (it ends with the process), a file, or a database that `scrip migrate`
    /// prepared, like `postgres://scrip:password@host/scrip?sslmode=verify-full`; scrip.db without it
    #[arg(long, env = "SCRIP_STORE", hide_env_values = true, value_name = "PLACE")]
    store: Option<StorePlace>,
    /// Where the API listens; port 0 takes a free one
    #[arg(long, env = "SCRIP_LISTEN", value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
    /// Where metrics are read, or `none`
    #[arg(long, env = "SCRIP_METRICS_LISTEN", value_name = "ADDRESS")]
    metrics_listen: Option<String>,
    /// The catalog file that a new ledger begins with
    #[arg(long, env = "SCRIP_CATALOG", value_name = "FILE")]
    catalog: Option<PathBuf>,
    /// Test or live: keys of the other mode are not known here
    #[arg(long, env = "SCRIP_MODE", value_enum)]
    mode: Option<Which>,
    /// An operator key to be known besides the ledger's own
    #[arg(long, env = "SCRIP_OPERATOR_KEY", hide_env_values = true, value_name = "KEY")]
    operator_key: Option<String>,
    /// An origin whose pages may call from the browser; may be repeated
    #[arg(long, env = "SCRIP_ALLOWED_ORIGINS", value_delimiter = ',', value_name = "ORIGIN")]
    allowed_origins: Vec<String>,
    /// Where the product is, for people: buyers come back there from the gateway's page, and mails lead there
    #[arg(long, env = "SCRIP_PUBLIC_URL", value_name = "URL")]
    public_url: Option<String>,
    /// The terms of sale, shown with the offers
    #[arg(long, env = "SCRIP_TERMS_URL", value_name = "URL")]
    terms_url: Option<String>,
    #[command(flatten)]
    stripe: Stripe,
    /// The mail server, like `smtps://user:password@mail.example.com`; without it no mail is sent
    #[arg(long, env = "SCRIP_SMTP_URL", hide_env_values = true, value_name = "URL")]
    smtp_url: Option<Smtp>,
    /// Who sends mails, like `Example <billing@example.com>`
    #[arg(long, env = "SCRIP_MAIL_FROM", value_name = "MAILBOX")]
    mail_from: Option<String>,
    /// A directory whose files override the templates of mails
    #[arg(long, env = "SCRIP_MAIL_TEMPLATES", value_name = "DIRECTORY")]
    mail_templates: Option<PathBuf>,
    /// Let webhooks go to private addresses
    #[arg(long, env = "SCRIP_WEBHOOKS_ALLOW_PRIVATE", num_args = 0..=1, default_missing_value = "true", value_name = "BOOL")]
    webhooks_allow_private: Option<bool>,
    /// Requests a second for each server key
    #[arg(long, env = "SCRIP_REQUESTS_PER_KEY", value_name = "COUNT")]
    requests_per_key: Option<u64>,
    /// Requests a second for each session
    #[arg(long, env = "SCRIP_REQUESTS_PER_SESSION", value_name = "COUNT")]
    requests_per_session: Option<u64>,
    /// Connections at once
    #[arg(long, env = "SCRIP_CONNECTIONS_MAX", value_name = "COUNT")]
    connections_max: Option<usize>,
}

/// The keys of a Stripe account; a table `[stripe]` of the file, without the prefix. None: bank transfer alone.
#[derive(Clone, Debug, Default, Flags, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Stripe {
    /// Stripe's secret key, `sk_test_…` or `rk_test_…`, of the deployment's mode
    #[arg(
        id = "stripe_secret_key",
        long = "stripe-secret-key",
        env = "SCRIP_STRIPE_SECRET_KEY",
        hide_env_values = true,
        value_name = "KEY"
    )]
    secret_key: Option<SecretText>,
    /// The webhook endpoint's secret, `whsec_…`; two while one is being replaced
    #[arg(
        id = "stripe_webhook_secrets",
        long = "stripe-webhook-secrets",
        env = "SCRIP_STRIPE_WEBHOOK_SECRETS",
        hide_env_values = true,
        value_delimiter = ',',
        value_name = "SECRET"
    )]
    webhook_secrets: Vec<SecretText>,
    /// Where Stripe's API is, if not at Stripe
    #[arg(id = "stripe_api_base", long = "stripe-api-base", env = "SCRIP_STRIPE_API_BASE", value_name = "URL")]
    api_base: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Which {
    Test,
    Live,
}

impl Args {
    /// The server's configuration.
    pub(crate) fn config(&self) -> Result<Config, Fault> {
        let file = match &self.config {
            Some(path) => {
                let text = fs::read_to_string(path).map_err(fault::file("read", path))?;
                toml::from_str(&text).map_err(|problem| Fault::Here(format!("{}: {problem}", path.display())))?
            }
            None => Settings::default(),
        };
        let settings = self.settings.clone().or(file);
        let mut config = settings.config()?;
        if self.in_memory {
            config.store = StorePlace::Memory;
        }
        Ok(config)
    }
}

impl Settings {
    /// What is said here; where nothing is, what the other says.
    fn or(self, other: Self) -> Self {
        let or = |mine: Vec<String>, others| if mine.is_empty() { others } else { mine };
        Self {
            store: self.store.or(other.store),
            listen: self.listen.or(other.listen),
            metrics_listen: self.metrics_listen.or(other.metrics_listen),
            catalog: self.catalog.or(other.catalog),
            mode: self.mode.or(other.mode),
            operator_key: self.operator_key.or(other.operator_key),
            allowed_origins: or(self.allowed_origins, other.allowed_origins),
            public_url: self.public_url.or(other.public_url),
            terms_url: self.terms_url.or(other.terms_url),
            stripe: Stripe {
                secret_key: self.stripe.secret_key.or(other.stripe.secret_key),
                webhook_secrets: if self.stripe.webhook_secrets.is_empty() {
                    other.stripe.webhook_secrets
                } else {
                    self.stripe.webhook_secrets
                },
                api_base: self.stripe.api_base.or(other.stripe.api_base),
            },
            smtp_url: self.smtp_url.or(other.smtp_url),
            mail_from: self.mail_from.or(other.mail_from),
            mail_templates: self.mail_templates.or(other.mail_templates),
            webhooks_allow_private: self.webhooks_allow_private.or(other.webhooks_allow_private),
            requests_per_key: self.requests_per_key.or(other.requests_per_key),
            requests_per_session: self.requests_per_session.or(other.requests_per_session),
            connections_max: self.connections_max.or(other.connections_max),
        }
    }

    fn config(self) -> Result<Config, Fault> {
        let usual = Config::default();
        let catalog = match &self.catalog {
            Some(path) => {
                let is_json = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
                Some((fs::read_to_string(path).map_err(fault::file("read", path))?, is_json))
            }
            None => None,
        };
        let metrics_listen =
            match self.metrics_listen.as_deref() {
                None => usual.metrics_listen,
                Some("none") => None,
                Some(address) => {
                    let address = address.parse();
                    Some(address.map_err(|_| {
                        Fault::Usage("metrics_listen: write it like 127.0.0.1:8788, or none".to_owned())
                    })?)
                }
            };
        Ok(Config {
            listen: self.listen.unwrap_or(usual.listen),
            metrics_listen,
            store: self.store.unwrap_or_else(|| StorePlace::File(PathBuf::from("scrip.db"))),
            mode: match self.mode {
                Some(Which::Live) => Mode::Live,
                Some(Which::Test) => Mode::Test,
                None => usual.mode,
            },
            catalog,
            operator_key: self.operator_key,
            allowed_origins: self.allowed_origins,
            public_url: self.public_url,
            payments: Payments { stripe: self.stripe.config()?, terms_url: self.terms_url },
            smtp: self.smtp_url,
            mail_from: self.mail_from,
            mail_templates: self.mail_templates,
            webhooks_allow_private: self.webhooks_allow_private.unwrap_or(usual.webhooks_allow_private),
            limits: Limits {
                requests_per_key: self.requests_per_key.unwrap_or(usual.limits.requests_per_key),
                requests_per_session: self.requests_per_session.unwrap_or(usual.limits.requests_per_session),
                connections_max: self.connections_max.unwrap_or(usual.limits.connections_max),
            },
        })
    }
}

impl Stripe {
    fn config(self) -> Result<Option<StripeConfig>, Fault> {
        let Some(secret_key) = self.secret_key else {
            if self.webhook_secrets.is_empty() && self.api_base.is_none() {
                return Ok(None);
            }
            return Err(Fault::Usage("stripe: the other settings go with stripe.secret_key".to_owned()));
        };
        let api_base = self.api_base.unwrap_or_else(|| StripeConfig::API_BASE.to_owned());
        Ok(Some(StripeConfig { secret_key, webhook_secrets: self.webhook_secrets, api_base }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(file: &str, flags: Settings) -> Result<Config, Fault> {
        let file: Settings = toml::from_str(file).map_err(|problem| Fault::Here(problem.to_string()))?;
        flags.or(file).config()
    }

    #[test]
    fn flags_win_over_the_file_and_the_file_over_the_usual() {
        let file = "store = \"a.db\"\nlisten = \"127.0.0.1:1\"\nmode = \"live\"\nmetrics_listen = \"none\"\nrequests_per_key = 7";
        let flags = Settings { listen: "127.0.0.1:2".parse().ok(), ..Settings::default() };
        let config = check(file, flags).unwrap();
        assert_eq!(config.listen.port(), 2);
        assert_eq!(config.store, StorePlace::File(PathBuf::from("a.db")));
        assert_eq!(config.metrics_listen, None);
        assert_eq!(config.limits.requests_per_key, 7);
        assert_eq!(config.limits.connections_max, Limits::default().connections_max);
        assert!(matches!(config.mode, Mode::Live));
    }

    #[test]
    fn mails_and_webhooks_are_set_like_the_rest() {
        let file = "smtp_url = \"smtps://me:secret@mail.example.com\"\nmail_from = \"Me <me@example.com>\"\n\
                    webhooks_allow_private = true\npublic_url = \"https://app.example.com\"";
        let flags = Settings { webhooks_allow_private: Some(false), ..Settings::default() };
        let config = check(file, flags).unwrap();
        assert_eq!(config.smtp.as_ref().map(ToString::to_string).as_deref(), Some("smtps://me@mail.example.com:465"));
        assert!(!config.webhooks_allow_private && config.mail_from.is_some() && config.public_url.is_some());
        let plain = check("smtp_url = \"smtp://mail.example.com?tls=none\"", Settings::default()).unwrap_err();
        assert!(plain.to_string().contains("on this machine only"), "{plain}");
    }

    #[test]
    fn a_ledger_is_kept_in_memory_in_a_file_or_in_a_database() {
        for (store, shown) in [
            ("memory", "memory"),
            ("a.db", "a.db"),
            ("postgres://me:secret@db/scrip?sslmode=require", "postgres://me@db/scrip"),
        ] {
            let config = check(&format!("store = \"{store}\""), Settings::default()).unwrap();
            assert_eq!(config.store.to_string(), shown);
        }
    }

    #[test]
    fn stripe_is_a_table_of_the_file_and_its_secrets_are_not_printed() {
        let file = "public_url = \"https://app.example.com\"\n[stripe]\nsecret_key = \"sk_test_5ecret\"\n\
                    webhook_secrets = [\"whsec_5ecret\"]";
        let flags = || Settings {
            stripe: Stripe { webhook_secrets: vec!["whsec_5other".to_owned().into()], ..Stripe::default() },
            ..Settings::default()
        };
        let config = check(file, flags()).unwrap();
        assert!(!format!("{config:?}{:?}", flags()).contains("_5"));
        let stripe = config.payments.stripe.unwrap();
        assert_eq!((stripe.secret_key.reveal(), stripe.api_base.as_str()), ("sk_test_5ecret", StripeConfig::API_BASE));
        assert_eq!(stripe.webhook_secrets.len(), 1);
        assert_eq!(stripe.webhook_secrets[0].reveal(), "whsec_5other", "a flag wins");
        assert!(check("", Settings::default()).unwrap().payments.stripe.is_none());
        assert!(check("", flags()).is_err(), "a secret without a key");
    }

    #[test]
    fn a_wrong_file_says_where() {
        for (file, expected) in [
            ("storage = \"a.db\"", "storage"),
            ("listen = \"here\"", "line 1"),
            ("metrics_listen = \"here\"", "metrics_listen"),
            ("catalog = \"no/such/file.toml\"", "no/such/file.toml"),
        ] {
            let fault = check(file, Settings::default()).unwrap_err().to_string();
            assert!(fault.contains(expected), "{file}: {fault}");
        }
    }
}
