//! The client: where the server is, who asks, how patiently.

use std::sync::Arc;
use std::time::Duration;

use crate::Error;

/// A connection to one server with one key. Clones share their connections.
#[derive(Clone, Debug)]
pub struct Client {
    pub(crate) agent: ureq::Agent,
    pub(crate) settings: Arc<Settings>,
    pub(crate) key: Option<Arc<str>>,
}

#[derive(Debug)]
pub(crate) struct Settings {
    /// Without a slash at its end.
    pub(crate) url: String,
    /// `Bearer …`; none for calls that need nobody.
    pub(crate) authorization: Option<String>,
    pub(crate) attempts_max: u32,
    pub(crate) wait_max: Duration,
}

/// How patient a client is.
#[derive(Clone, Debug)]
pub struct Builder {
    url: String,
    token: Option<String>,
    timeout: Duration,
    attempts_max: u32,
    wait_max: Duration,
}

impl Client {
    /// A client for the server at `url`, with a server key or a session token.
    pub fn new(url: &str, token: &str) -> Result<Self, Error> {
        Self::builder(url).token(token).build()
    }

    /// The same with settings of its own.
    pub fn builder(url: &str) -> Builder {
        Builder {
            url: url.to_owned(),
            token: None,
            timeout: Duration::from_secs(30),
            attempts_max: 5,
            wait_max: Duration::from_secs(5),
        }
    }

    /// The same client, whose calls carry this idempotency key: for one call that must not act twice even if this
    /// program ends before the answer.
    #[must_use]
    pub fn with_key(&self, key: impl Into<String>) -> Self {
        Self { key: Some(key.into().into()), ..self.clone() }
    }

    /// Where the server is.
    pub fn url(&self) -> &str {
        &self.settings.url
    }
}

impl Builder {
    /// Who asks: a server key or a session token.
    #[must_use]
    pub fn token(mut self, token: &str) -> Self {
        self.token = Some(token.to_owned());
        self
    }

    /// The longest that one attempt may take; 30 seconds.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How often a call is tried in all; 5.
    #[must_use]
    pub fn attempts(mut self, attempts_max: u32) -> Self {
        self.attempts_max = attempts_max.max(1);
        self
    }

    /// The longest pause between two attempts, whatever the server asks for; 5 seconds.
    #[must_use]
    pub fn wait_max(mut self, wait_max: Duration) -> Self {
        self.wait_max = wait_max;
        self
    }

    /// The client. Fails when the address or the token cannot be written into a request.
    pub fn build(self) -> Result<Client, Error> {
        let url = self.url.trim_end_matches('/').to_owned();
        if url.starts_with("https://") {
            return Err(Error::Unwritable(format!(
                "{url}: this client speaks plain HTTP; run it beside the server or behind the same TLS proxy"
            )));
        }
        let Some(host) = url.strip_prefix("http://").filter(|host| !host.is_empty()) else {
            return Err(Error::Unwritable(format!("{url:?} is no address: write it like http://127.0.0.1:8787")));
        };
        if host.contains(char::is_whitespace) {
            return Err(Error::Unwritable(format!("{url:?} is no address: it holds a blank")));
        }
        if self.token.as_ref().is_some_and(|token| !token.bytes().all(|b| b.is_ascii_graphic())) {
            return Err(Error::Unwritable("the key holds a character that no key has".to_owned()));
        }
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(self.timeout))
            .max_redirects(0)
            .proxy(None)
            .user_agent(concat!("scrip-client/", env!("CARGO_PKG_VERSION")))
            .build()
            .into();
        let settings = Settings {
            url,
            authorization: self.token.map(|token| format!("Bearer {token}")),
            attempts_max: self.attempts_max,
            wait_max: self.wait_max,
        };
        Ok(Client { agent, settings: Arc::new(settings), key: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_keys() {
        let rows = [
            ("http://127.0.0.1:8787", "sk_test_1", true),
            ("http://127.0.0.1:8787/", "sk_test_1", true),
            ("127.0.0.1:8080", "sk_test_1", false),
            ("https://credits.example", "sk_test_1", false),
            ("http://", "sk_test_1", false),
            ("http://a b", "sk_test_1", false),
            ("http://127.0.0.1:8787", "sk\ntest", false),
        ];
        for (url, token, expected) in rows {
            assert_eq!(Client::new(url, token).is_ok(), expected, "{url} {token:?}");
        }
    }
}
