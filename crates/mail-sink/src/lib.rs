//! A mail server that delivers nothing: `MailSink` takes mail on this machine, keeps the last, shows it, fails on command.
//!
//! A dev-dependency, and what `scrip demo` serves beside itself. Nothing here knows Scrip.
//!
//! ```
//! use scrip_mail_sink::{MailSink, Refusal};
//!
//! let sink = MailSink::start();
//! sink.refuse(Refusal::Later, 2); // the next two are told to come again
//! assert!(sink.mails().is_empty());
//! println!("smtp://{}, shown on {}", sink.smtp(), sink.url());
//! ```
//!
//! Read on in this order: `sink`, what a test commands; `smtp`, how mail comes in; `mail`, what is in it; `page`, how it
//! is shown without being trusted.

mod sink;

mod mail;
mod page;
mod smtp;

pub use mail::{Attachment, Mail};
pub use sink::{MailSink, Options, Refusal};
