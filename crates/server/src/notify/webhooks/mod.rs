//! Webhooks: endpoints, deliveries, and the sender, as Standard Webhooks says.

pub(crate) mod delivery;
pub(crate) mod endpoint;
pub(crate) mod sender;

pub(crate) mod address;
pub(crate) mod client;
pub(crate) mod schedule;
pub(crate) mod sign;
