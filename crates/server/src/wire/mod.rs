//! Wire types: how the core's types look in JSON and in the OpenAPI document. One twin each, parsed once at the edge.
//!
//! `field` and `money` read a request's fields, `shown` writes an answer's, `described` says how each looks; `canonical` is the
//! form in which two bodies are compared.

pub(crate) mod described;
pub(crate) mod field;
pub(crate) mod money;
pub(crate) mod shown;

pub(crate) mod canonical;
pub(crate) mod parse;
pub(crate) mod usage;
pub(crate) mod words;

pub(crate) use field::{Field, from_body};
pub(crate) use shown::Shown;
