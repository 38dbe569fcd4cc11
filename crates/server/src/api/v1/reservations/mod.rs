//! Reservations: credits set aside before a use of unknown cost. Create, read, list, settle, void, extend.

mod create;
mod end;
mod get;
mod settle;

pub(crate) mod out;

use crate::edge::{Endpoint, endpoint};

pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        endpoint(&create::OPERATION, create::run),
        endpoint(&get::LIST, get::list),
        endpoint(&get::OPERATION, get::run),
        endpoint(&settle::OPERATION, settle::run),
        endpoint(&end::VOID, end::void),
        endpoint(&end::EXTEND, end::extend),
    ]
}
