//! Real PostgreSQL servers for tests: `PgServer` starts, stops, crashes and removes them, `Proxy` stands between.
//!
//! A dev-dependency and never more. Nothing here knows Scrip: no table, no role, no rule. What cannot be had (no
//! PostgreSQL on the machine, no free port) ends the test with a sentence that says what to do.
//!
//! ```no_run
//! use scrip_pg_server::{PgServer, Proxy};
//!
//! let url = PgServer::shared().fresh_database(); // one server a process, a database of its own for each test
//!
//! let server = PgServer::start();
//! let proxy = Proxy::to(server.port());
//! let through = proxy.url(&server.fresh_database());
//! proxy.stall();
//! server.stop_immediate();
//! server.start_again();
//! proxy.resume();
//! # drop((url, through));
//! ```

mod options;
mod server;

mod certificates;
mod programs;
mod template;
mod user;
mod watchdog;

mod proxy;

pub use options::{Login, Options, Place};
pub use proxy::Proxy;
pub use server::PgServer;
