//! The rules of Scrip: credits, grants, burn order, reservations, periods, plans, roles, limits, pricing.
//!
//! No I/O, no async, no clock, no randomness, no floats. The core is told, it never asks: time and ids are arguments.

pub mod credits;
pub mod decimal;
pub mod id;
pub mod money;
pub mod time;

mod zone;

pub mod period;
pub mod price;

pub mod catalog;
