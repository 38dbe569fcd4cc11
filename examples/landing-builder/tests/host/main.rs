//! The sample host against a real Scrip server over real sockets: who may what, what is taken, what a crash leaves.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a failed step is a failed test")]

mod between;
mod world;

mod background;
mod crashes;
mod demo;
mod gated;
mod guard;
mod hooks;
mod lunar;
mod plans;
mod programmatic;
mod roles;
