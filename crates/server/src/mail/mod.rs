//! Mail: letters (what is said), templates (how it looks), texts (in which language), and the sender over SMTP.
//!
//! A mail is a document, written in the commit that takes its cause out of the outbox. It holds no name and no address:
//! who reads it is looked up when it is sent, so that a person who was forgotten gets none.

pub(crate) mod doc;
pub(crate) mod letter;

mod samples;
mod templates;
mod texts;

pub(crate) mod language;

pub(crate) mod sender;
pub(crate) mod transport;

pub(crate) use templates::TemplateError;
pub(crate) use templates::Templates;
#[cfg(test)]
use templates::{Composed, Scene};
pub(crate) use transport::TransportError;

#[cfg(test)]
mod tests;
