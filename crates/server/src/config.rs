//! The server's configuration: plain values, already read from file, environment and flags by the command line.

use std::net::SocketAddr;
use std::path::PathBuf;

pub use crate::auth::Mode;

/// How the server runs.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the API listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Where the metrics are read; none: nowhere.
    pub metrics_listen: Option<SocketAddr>,
    /// The ledger's file; none: in memory, gone with the process.
    pub store: Option<PathBuf>,
    /// Test or live.
    pub mode: Mode,
    /// The text of the catalog file that is published at the first start, and whether it is JSON.
    pub catalog: Option<(String, bool)>,
    /// An operator key to be known besides those of the store; it must be of the mode.
    pub operator_key: Option<String>,
    /// Origins whose pages may call from the browser; `*` is any.
    pub allowed_origins: Vec<String>,
    /// Bounds.
    pub limits: Limits,
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
            store: None,
            mode: Mode::Test,
            catalog: None,
            operator_key: None,
            allowed_origins: Vec::new(),
            limits: Limits::default(),
        }
    }
}
