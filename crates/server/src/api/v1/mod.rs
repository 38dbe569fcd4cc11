//! Version 1 of the API, noun by noun.

pub(crate) mod accounts;
pub(crate) mod spends;

use crate::edge::Endpoint;

/// Every endpoint of version 1.
pub(crate) fn endpoints() -> Vec<Endpoint> {
    [accounts::endpoints(), spends::endpoints()].into_iter().flatten().collect()
}
