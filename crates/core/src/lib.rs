//! The rules of Scrip: credits, grants, burn order, reservations, periods, plans, roles, limits, pricing.
//!
//! No I/O, no async, no clock, no randomness, no floats. The core is told, it never asks: time and ids are arguments.

pub mod credits;
pub mod decimal;
pub mod id;
pub mod money;
pub mod text;
pub mod time;

mod zone;

pub mod period;
pub mod price;

pub mod catalog;

pub mod measure;

pub mod order;

pub mod alert;
pub mod entry;
pub mod grant;
pub mod pool;

mod apply;
mod shared;
mod tally;

pub mod command;
pub mod refusal;

pub mod change;

mod burn;
mod due;

pub mod batch;
pub mod decide;

pub mod audit;
pub mod balance;
pub mod check;
pub mod flow;
pub mod usage;

pub use apply::Corrupt;
pub use shared::{Seldom, Shared};
