//! Entries: the lines of the ledger, each of which explains itself; as JSON or CSV. And the usage they add up to.

mod csv;
mod list;
mod text;
mod usage;

pub(crate) mod out;
pub(crate) mod scan;

use crate::edge::{Endpoint, endpoint};

pub(crate) use csv::cell as csv_cell;
pub(crate) use scan::{first_at, scan};

pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![endpoint(&list::OPERATION, list::run), endpoint(&usage::OPERATION, usage::run)]
}
