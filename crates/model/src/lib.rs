//! The rules a second time: a slow and plain model of one pool, for the simulation to check the real core against.
//!
//! It depends on nothing of the core, shares no type with it and uses another calendar. Every answer is recomputed
//! from plain lists; nothing is cached, nothing is clever. Where the rules leave a choice, the choice stands beside the
//! code as a comment `Reading:` with the number of the rule.
//!
//! One [`Model`] is one pool: a paying account (business or agency) with its subaccounts, members, grants and uses.
//! Credits are `i128` milli-credits, times are `i64` microseconds since the Unix epoch, ids are strings or labels.
//! A label counts the objects of one sort in the order of their making: grant 1, 2, 3 … (also those that a period,
//! a rollover or an activation makes), spend 1, 2, 3 …, reservation 1, 2, 3 …, quote 1, 2, 3 ….

#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod answer;
pub mod catalog;
pub mod command;
pub mod model;
pub mod state;

mod balance;
mod conserve;
mod draw;
mod due;
mod grant;
mod plan;
mod reserve;
mod reverse;
mod spend;
mod who;

pub mod calendar;
pub mod price;

pub mod examples;
pub mod history;

pub use answer::{Answer, Balance, Code, Done, Draw, Level, LimitedBy, Preview, Refusal, Returned};
pub use catalog::Catalog;
pub use command::{Amount, Command, Key, Micros, Milli, Space, Step, Use};
pub use model::Model;
