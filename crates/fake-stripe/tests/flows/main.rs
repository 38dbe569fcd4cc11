//! The stand-in over real HTTP: what a client sees of payments, keys, refunds, disputes, webhooks and trouble.

mod client;
mod receiver;

mod cards;
mod checkout;
mod keys;
mod lists;
mod refunds;
mod trouble;
mod webhooks;
