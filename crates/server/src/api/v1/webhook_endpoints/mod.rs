//! Webhook endpoints: addresses that are told of events. Made, listed, changed, removed; their secrets; their deliveries.

mod change;
mod create;
mod deliveries;
mod out;

use crate::auth::Scope;
use crate::edge::{Endpoint, Who, endpoint};

const OPERATOR: Who = Who::Server(Scope::Operator);

pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        endpoint(&create::OPERATION, create::run),
        endpoint(&change::LIST, change::list),
        endpoint(&change::GET, change::get),
        endpoint(&change::PATCH, change::patch),
        endpoint(&change::REMOVE, change::remove),
        endpoint(&change::ROTATE, change::rotate),
        endpoint(&deliveries::OPERATION, deliveries::run),
    ]
}
