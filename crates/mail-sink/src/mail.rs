//! One mail as it came: the envelope, and what its MIME says: subject, texts, attachments. Nothing of it is trusted.

use mail_parser::{MessageParser, MimeHeaders};

/// What was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Its number, from 1.
    pub number: u64,
    /// Who sent it, by the envelope.
    pub from: String,
    /// Who gets it, by the envelope.
    pub to: Vec<String>,
    /// Its `Message-ID`, without the brackets.
    pub message_id: String,
    /// The subject, decoded.
    pub subject: String,
    /// The `Date`, as it was written.
    pub date: String,
    /// The plain text; none where it has none.
    pub text: Option<String>,
    /// The HTML; none where it has none.
    pub html: Option<String>,
    /// What is attached.
    pub attachments: Vec<Attachment>,
    /// Every byte of it.
    pub raw: Vec<u8>,
}

/// One attached file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The file's name.
    pub name: String,
    /// Its type, `application/pdf`.
    pub media_type: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Mail {
    pub(crate) fn read(number: u64, from: String, to: Vec<String>, raw: Vec<u8>) -> Self {
        let mut mail = Self {
            number,
            from,
            to,
            message_id: String::new(),
            subject: String::new(),
            date: String::new(),
            text: None,
            html: None,
            attachments: Vec::new(),
            raw,
        };
        let Some(message) = MessageParser::default().parse(&mail.raw) else { return mail };
        let (subject, id) = (message.subject().unwrap_or_default(), message.message_id().unwrap_or_default());
        (mail.subject, mail.message_id) = (subject.to_owned(), id.to_owned());
        mail.date = message.date().map(mail_parser::DateTime::to_rfc822).unwrap_or_default();
        // Not made of the other where one is missing: a test wants to know.
        let part = |places: &[u32], is_html: bool| {
            let part = places.first().and_then(|place| message.parts.get(usize::try_from(*place).ok()?))?;
            (part.is_text_html() == is_html).then(|| part.text_contents().map(str::to_owned)).flatten()
        };
        (mail.text, mail.html) = (part(&message.text_body, false), part(&message.html_body, true));
        mail.attachments = message
            .attachments()
            .map(|part| Attachment {
                name: part.attachment_name().unwrap_or("attachment").to_owned(),
                media_type: part.content_type().map_or_else(
                    || "application/octet-stream".to_owned(),
                    |kind| format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or("octet-stream")),
                ),
                bytes: part.contents().to_vec(),
            })
            .collect();
        mail
    }

    /// A line of its head, as it was written, folded or not.
    pub fn header(&self, name: &str) -> Option<String> {
        let message = MessageParser::default().parse(&self.raw)?;
        message.header_raw(name.to_owned()).map(|value| value.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}
