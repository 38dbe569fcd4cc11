//! Papers: pro-forma, invoice, credit note. From the snapshot of an order and the figures of its entries to a PDF.
//!
//! `snapshot` is what is kept when an order is placed, `paper` what is said, `words` how each language says it, `layout` where
//! it stands on the `sheet`, `einvoice` the same for machines (EN 16931), `pdf` both in one file (PDF/A-3 with Factur-X).
//! All of that is pure: the same paper is the same bytes. `kept` finds the entries and keeps what was rendered, once.

pub(crate) mod paper;
pub(crate) mod snapshot;

pub(crate) mod words;

mod font;
mod layout;
mod sheet;

mod einvoice;
pub(crate) mod pdf;
mod xmp;

pub(crate) mod kept;

#[cfg(test)]
mod tests;

pub(crate) use paper::{Kind, Paper};
