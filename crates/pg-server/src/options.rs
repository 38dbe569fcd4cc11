//! What a test may choose about its server: where its files lie, how one logs in, any setting of postgresql.conf.

use std::path::{Path, PathBuf};

use crate::server::PgServer;

/// Where the server's files lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// In memory where the machine has `/dev/shm` with room: quick, and as durable as a test of anything else needs. A crash of
    /// the server loses nothing here, only the loss of power would
    #[default]
    Memory,
    /// On a real disk, where a flush costs what it costs
    Disk,
}

/// How one logs in as the superuser `postgres`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Login {
    /// Whoever reaches the port
    #[default]
    Trust,
    /// By this password, as an MD5 hash
    Md5(String),
    /// By this password, with SCRAM-SHA-256
    Scram(String),
}

/// A server to be; [`Options::start`] makes it.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub(crate) place: Place,
    pub(crate) login: Login,
    pub(crate) is_tls: bool,
    pub(crate) settings: Vec<(String, String)>,
    pub(crate) base: Option<PathBuf>,
}

/// Small, so that many run beside each other; durable, as the product demands it: `fsync`, `full_page_writes` and
/// `synchronous_commit` stay as PostgreSQL ships them, on.
const SETTINGS: &[(&str, &str)] = &[
    ("listen_addresses", "127.0.0.1"),
    ("unix_socket_directories", ""),
    ("max_connections", "100"),
    ("shared_buffers", "32MB"),
    ("huge_pages", "off"),
    ("dynamic_shared_memory_type", "mmap"), // in its own folder: nothing is left behind elsewhere
    ("jit", "off"),
    ("log_line_prefix", "%m [%p] %u@%d "),
];

impl Options {
    /// In memory, without a password, without TLS.
    pub fn new() -> Self {
        Self::default()
    }

    /// Where the files lie.
    #[must_use]
    pub fn place(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// How one logs in.
    #[must_use]
    pub fn login(mut self, login: Login) -> Self {
        self.login = login;
        self
    }

    /// TLS only, with a certificate for 127.0.0.1 and localhost that [`PgServer::authority`] signed.
    #[must_use]
    pub fn tls(mut self) -> Self {
        self.is_tls = true;
        self.set("ssl", "on").set("ssl_cert_file", "server.crt").set("ssl_key_file", "server.key")
    }

    /// A line of postgresql.conf, for instance `("fsync", "off")`; the last word on a name counts.
    #[must_use]
    pub fn set(mut self, name: &str, value: &str) -> Self {
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Begins with a copy of this base back-up in place of an empty server. With a `restore_command` it recovers from the
    /// archive first, up to the `recovery_target_time` if there is one.
    #[must_use]
    pub fn restore(mut self, base: &Path) -> Self {
        self.base = Some(base.to_owned());
        self
    }

    pub(crate) fn recovers(&self) -> bool {
        self.settings.iter().any(|(name, _)| name == "restore_command")
    }

    /// Starts it; returns when it accepts connections.
    pub fn start(self) -> PgServer {
        PgServer::start_with(self)
    }

    /// What stands in postgresql.conf after the lines that initdb wrote.
    pub(crate) fn conf(&self, port: u16) -> String {
        let ours = SETTINGS.iter().map(|(name, value)| (*name, *value));
        let chosen = self.settings.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let lines = ours.chain(chosen).map(|(name, value)| format!("{name} = '{}'\n", value.replace('\'', "''")));
        format!("\nport = {port}\n{}", lines.collect::<String>())
    }

    /// `pg_hba.conf`: from this machine only.
    pub(crate) fn hba(&self) -> String {
        let method = match self.login {
            Login::Trust => "trust",
            Login::Md5(_) => "md5",
            Login::Scram(_) => "scram-sha-256",
        };
        let kind = if self.is_tls { "hostssl" } else { "host" };
        format!("{kind} all all 127.0.0.1/32 {method}\n{kind} replication all 127.0.0.1/32 {method}\n")
    }

    pub(crate) fn password(&self) -> Option<&str> {
        match &self.login {
            Login::Trust => None,
            Login::Md5(password) | Login::Scram(password) => Some(password),
        }
    }
}
