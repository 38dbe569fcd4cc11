//! Transport: one mail to one mail server by SMTP, bounded in time. Says whether a refusal is about the mail and for good.

use std::error::Error;
use std::time::Duration;

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, Message};
use scrip_core::time::Timestamp;

use super::templates::Composed;
use crate::config::{Smtp, SmtpSecurity};

/// Each step of the conversation ends within this time.
const STEP_WAIT: Duration = Duration::from_secs(if cfg!(test) { 3 } else { 30 });

/// And all of them together.
const SEND_WAIT: Duration = Duration::from_secs(if cfg!(test) { 6 } else { 120 });

/// So much of what a mail server says is kept.
const SHOWN_CHARS_MAX: usize = 300;

/// What a mail server answers to one who must log in, or cannot (RFC 4954).
const LOGIN: [u16; 4] = [530, 534, 535, 538];

/// Sends mails.
pub(crate) struct Transport {
    smtp: Smtp,
    hello: ClientId,
    tls: Option<TlsParameters>,
}

/// A mail was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    /// What was said, for the operator.
    pub(crate) why: String,
    /// True when the same mail will never be taken: no other attempt is made.
    pub(crate) is_final: bool,
}

/// The mail server's certificate cannot be checked.
#[derive(Debug, thiserror::Error)]
#[error("TLS to the mail server cannot be set up")]
pub struct TransportError(#[from] SmtpError);

/// A file that goes with a mail.
pub(crate) struct Attached {
    pub(crate) file_name: String,
    pub(crate) pdf: Vec<u8>,
}

/// What goes into a message besides what is read.
pub(crate) struct Envelope<'a> {
    pub(crate) from: &'a Mailbox,
    pub(crate) to_email: &'a str,
    pub(crate) to_name: Option<&'a str>,
    pub(crate) message_id: String,
    pub(crate) language: &'static str,
    pub(crate) date: Timestamp,
}

impl Transport {
    /// To this server, as a domain.
    pub(crate) fn new(smtp: Smtp, domain: &str) -> Result<Self, TransportError> {
        let tls = match smtp.security {
            SmtpSecurity::None => None,
            SmtpSecurity::StartTls | SmtpSecurity::Tls => Some(TlsParameters::new(smtp.host.clone())?),
        };
        Ok(Self { smtp, hello: ClientId::Domain(domain.to_owned()), tls })
    }

    /// Sends one message on a connection of its own.
    pub(crate) async fn send(&self, message: &Message) -> Result<(), Refused> {
        let sent = tokio::time::timeout(SEND_WAIT, self.converse(message)).await;
        sent.unwrap_or_else(|_| Err(again(format!("the mail server did not take it within {} s", SEND_WAIT.as_secs()))))
    }

    async fn converse(&self, message: &Message) -> Result<(), Refused> {
        // Whatever is wrong before the mail is named is wrong with the server or with our login, so it may yet go well.
        let mut connection = self.connect().await.map_err(|error| again(chain(&error)))?;
        let sent = connection.send(message.envelope(), &message.formatted()).await;
        connection.abort().await;
        // Who asks for a login refuses us, not the mail.
        let is_login = |error: &SmtpError| error.status().is_some_and(|code| LOGIN.contains(&u16::from(code)));
        sent.map(drop)
            .map_err(|error| Refused { is_final: error.is_permanent() && !is_login(&error), why: chain(&error) })
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, SmtpError> {
        let address = (self.smtp.host.as_str(), self.smtp.port);
        let at_once = self.tls.clone().filter(|_| self.smtp.security == SmtpSecurity::Tls);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(address, Some(STEP_WAIT), &self.hello, at_once, None).await?;
        if let (SmtpSecurity::StartTls, Some(tls)) = (self.smtp.security, &self.tls) {
            connection.starttls(tls.clone(), &self.hello).await?;
        }
        if let Some((user, password)) = &self.smtp.login {
            let credentials = Credentials::new(user.clone(), password.clone());
            connection.auth(&[Mechanism::Plain, Mechanism::Login], &credentials).await?;
        }
        Ok(connection)
    }
}

/// The message as it goes over the wire.
pub(crate) fn message(
    envelope: Envelope<'_>,
    composed: Composed,
    attached: Option<Attached>,
) -> Result<Message, Refused> {
    let refused = |why: &dyn Error| Refused { why: why.to_string(), is_final: true };
    let address: Address = envelope.to_email.parse().map_err(|error: lettre::address::AddressError| refused(&error))?;
    let name = envelope.to_name.map(|name| name.chars().filter(|c| !c.is_control()).collect());
    let both = MultiPart::alternative()
        .singlepart(SinglePart::plain(composed.text))
        .singlepart(SinglePart::html(composed.html));
    let whole = match attached {
        None => both,
        Some(Attached { file_name, pdf }) => {
            let kind = ContentType::parse("application/pdf").map_err(|error| refused(&error))?;
            MultiPart::mixed().multipart(both).singlepart(Attachment::new(file_name).body(pdf, kind))
        }
    };
    let header =
        |name: &'static str, value: &str| HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned());
    let date = std::time::UNIX_EPOCH + Duration::from_micros(u64::try_from(envelope.date.micros()).unwrap_or(0));
    Message::builder()
        .from(envelope.from.clone())
        .to(Mailbox::new(name, address))
        .subject(composed.subject)
        .message_id(Some(envelope.message_id))
        .date(date)
        .raw_header(header("Auto-Submitted", "auto-generated"))
        .raw_header(header("Content-Language", envelope.language))
        .multipart(whole)
        .map_err(|error| refused(&error))
}

fn again(why: String) -> Refused {
    Refused { why, is_final: false }
}

fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        source = inner.source();
    }
    text.chars().filter(|c| !c.is_control()).take(SHOWN_CHARS_MAX).collect()
}
