//! Version 1 of the API, noun by noun.

mod accounts;
mod life;
mod members;
mod sessions;
mod sharing;
mod support_sessions;

mod balance;
mod stream;

mod grants;
mod limits;

mod checks;
mod quotes;
pub(crate) mod spends;

mod reservations;

mod auto_top_up;
mod disputes;
mod invoices;
mod offers;
mod orders;
mod payment_method;
mod payments;

pub(crate) mod entries;

mod api_keys;
mod audit;
mod catalog;
mod catalog_use;
mod events;
mod mails;
mod operators;
mod reports;
mod test_clocks;
mod verifications;
mod webhook_endpoints;

use crate::edge::{Endpoint, endpoint};

pub(crate) use entries::{csv_cell, first_at, scan};

/// Every endpoint of version 1.
pub(crate) fn endpoints() -> Vec<Endpoint> {
    let single = vec![
        endpoint(&balance::OPERATION, balance::run),
        endpoint(&stream::OPERATION, stream::run),
        endpoint(&quotes::OPERATION, quotes::run),
    ];
    let buying = vec![
        endpoint(&offers::OPERATION, offers::run),
        endpoint(&disputes::OPERATION, disputes::run),
        endpoint(&payments::OPERATION, payments::run),
    ];
    let operators = vec![
        endpoint(&support_sessions::OPERATION, support_sessions::run),
        endpoint(&audit::OPERATION, audit::run),
        endpoint(&verifications::OPERATION, verifications::run),
    ];
    let nouns = [
        accounts::endpoints(),
        life::endpoints(),
        members::endpoints(),
        sessions::endpoints(),
        sharing::endpoints(),
        single,
        limits::endpoints(),
        grants::endpoints(),
        checks::endpoints(),
        spends::endpoints(),
        reservations::endpoints(),
        entries::endpoints(),
        invoices::endpoints(),
        orders::endpoints(),
        payment_method::endpoints(),
        auto_top_up::endpoints(),
        buying,
        operators::endpoints(),
        operators,
        reports::endpoints(),
        catalog::endpoints(),
        api_keys::endpoints(),
        events::endpoints(),
        mails::endpoints(),
        webhook_endpoints::endpoints(),
        test_clocks::endpoints(),
    ];
    nouns.into_iter().flatten().collect()
}
