//! The server that is asked: its address and the key, from flags or the environment.

use std::time::Duration;

use clap::Args;
use scrip_client::{Client, Error};

/// Which server, and with what key.
#[derive(Clone, Debug, Args)]
pub(crate) struct Remote {
    /// The server's address
    #[arg(long, env = "SCRIP_URL", default_value = "http://127.0.0.1:8787", value_name = "URL")]
    pub(crate) url: String,
    /// A server key, or a session token
    #[arg(
        long,
        env = "SCRIP_KEY",
        hide_env_values = true,
        default_value = "",
        hide_default_value = true,
        value_name = "KEY"
    )]
    pub(crate) key: String,
}

/// The key of one call that must not act twice.
#[derive(Clone, Debug, Args)]
pub(crate) struct Once {
    /// The idempotency key: the same key again acts no second time, and answers the same; none: a fresh one
    #[arg(long, value_name = "TEXT")]
    pub(crate) idempotency_key: Option<String>,
}

impl Remote {
    pub(crate) fn client(&self) -> Result<Client, Error> {
        let builder = Client::builder(&self.url).timeout(Duration::from_mins(1)).attempts(3);
        if self.key.is_empty() { builder.build() } else { builder.token(&self.key).build() }
    }

    pub(crate) fn client_once(&self, once: &Once) -> Result<Client, Error> {
        let client = self.client()?;
        Ok(once.idempotency_key.as_ref().map_or_else(|| client.clone(), |key| client.with_key(key.as_str())))
    }
}
