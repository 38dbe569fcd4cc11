//! Telling: what becomes of entries that somebody must hear of. The courier empties the outbox; events are what webhooks
//! carry; letters are who is written to. What was told long ago is pruned.

pub(crate) mod courier;
pub(crate) mod event;

mod details;

pub(crate) mod letters;
pub(crate) mod webhooks;

pub(crate) mod counts;
pub(crate) mod prune;
