//! Orders: `create` (place and pay), `get` (one, lists), `steps` (what buyers and operators do with one), `out` (as shown).

mod create;
mod get;
mod queue;
mod refund;
mod steps;

mod out;

use crate::edge::{Endpoint, endpoint};

pub(crate) use create::read_return_url;
pub(crate) use out::BankOut;

pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        endpoint(&create::OPERATION, create::run),
        endpoint(&get::LIST, get::list),
        endpoint(&get::OPERATION, get::run),
        endpoint(&queue::OPERATION, queue::run),
        endpoint(&steps::CANCEL, steps::cancel),
        endpoint(&steps::REPORT, steps::report),
        endpoint(&steps::CONFIRM, steps::confirm),
        endpoint(&steps::REJECT, steps::reject),
        endpoint(&refund::OPERATION, refund::run),
    ]
}
