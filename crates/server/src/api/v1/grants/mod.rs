//! Grants: make, list, void.

mod create;
mod list;
mod void;

pub(crate) mod out;

use crate::edge::{Endpoint, endpoint};

pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        endpoint(&create::OPERATION, create::run),
        endpoint(&list::OPERATION, list::run),
        endpoint(&void::OPERATION, void::run),
    ]
}
