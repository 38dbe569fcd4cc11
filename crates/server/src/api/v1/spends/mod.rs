//! Spends: credits used. Create (one or a batch), read, reverse.

mod asked;
mod batch;
mod create;
mod get;
mod reverse;

pub(crate) mod out;

use crate::edge::{Endpoint, endpoint};

pub(crate) use asked::{Metadata, Wanted};
pub(crate) use create::{CODES as USE_CODES, OPERATION as CREATE, run as create};
pub(crate) use reverse::ReturnOut;

pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        endpoint(&create::OPERATION, create::run),
        endpoint(&batch::OPERATION, batch::run),
        endpoint(&get::OPERATION, get::run),
        endpoint(&reverse::OPERATION, reverse::run),
    ]
}
