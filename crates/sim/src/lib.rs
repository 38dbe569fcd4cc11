//! The simulation: random histories on the real rules and on the independent model, answer by answer.
//!
//! One history is one pool. Each step goes to the model and, translated, to `decide_batch`; answers, grants, balances and
//! conservation are compared after each. Then the same history runs again in batches cut elsewhere: same entries.

mod alerts;
mod catalog;
mod command;
mod compare;
mod trace;

mod run;

mod corpus;
pub mod many;

pub use corpus::{Case, corpus};
pub use run::{Failure, Script, Tally, run, script, trace};
