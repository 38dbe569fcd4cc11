//! Accounts: create, read, list, change.

mod create;
mod get;
mod list;
mod patch;

pub(crate) mod out;

use crate::edge::{Endpoint, endpoint};

pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        endpoint(&create::OPERATION, create::run),
        endpoint(&list::OPERATION, list::run),
        endpoint(&get::OPERATION, get::run),
        endpoint(&patch::OPERATION, patch::run),
    ]
}
