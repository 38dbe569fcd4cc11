//! scrip-server: the edge. The catalog file, the HTTP API, who may, problems, the clock. Rules and SQL never.
//!
//! A request's way: `serve` (connections) → `edge` (operation, call, place) → `api` (one endpoint a file) → the ledger →
//! `wire` and `problem` (answers). `auth` says who calls, `app` holds what all share.

pub mod catalog_file;

mod config;
mod serve;

mod api;
mod edge;

mod payments;

mod auth;
mod problem;
mod wire;

mod reports;

mod mail;
mod notify;

mod app;
mod clock;
mod metrics;
mod papers;
mod random;
mod tls;

pub use auth::Scope;
pub use config::{
    Config, DatabaseUrl, Limits, Mode, Payments, SecretText, Smtp, SmtpError, SmtpSecurity, StorePlace, StripeConfig,
};
pub use payments::PaymentsError;
pub use serve::{Server, StartError, StopError, serve};
pub use tls::TlsError;

/// The OpenAPI document of this build, as it stands in `openapi.json`.
pub fn openapi_json() -> String {
    api::openapi_json()
}

#[cfg(test)]
mod tests;
