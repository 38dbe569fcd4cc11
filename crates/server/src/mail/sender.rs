//! The sender: takes mails whose time has come, and notes what became of each. In the process that leads, and nowhere else.
//!
//! A crash between a mail server's yes and the note of it sends a mail twice, with the same Message-ID. Where no mail server
//! answers, mails wait and nothing else does.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use lettre::message::Mailbox;
use scrip_core::time::Timestamp;
use scrip_store::{DocKind, StoreError};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::doc::{Known, Mail, MailStatus};
use super::templates::{Composed, Scene, TemplateError, Templates};
use super::transport::{self, Attached, Envelope, Refused, Transport};
use crate::app::App;
use crate::app::profile::Profile;
use crate::papers::kept::{PaperError, PaperId, kept};

/// How often it looks.
const EVERY: Duration = Duration::from_millis(250);

/// Connections to the mail server at once: what a small server bears.
const CONNECTIONS_MAX: usize = 4;

/// Mails of one round.
const ROUND_MAX: u32 = 64;

/// Gives the paper of an id.
pub(crate) type Papers = fn(Arc<App>, String) -> Pin<Box<dyn Future<Output = Result<Attached, Refused>> + Send>>;

/// All that sending takes.
pub(crate) struct Mailer {
    /// The templates, tried already.
    pub(crate) templates: Templates,
    /// Where mails go; none: nowhere, and each says so.
    pub(crate) transport: Option<Transport>,
    /// What makes the papers that go with mails.
    pub(crate) papers: Papers,
    /// Who sends.
    pub(crate) from: Mailbox,
    /// The product's page to which buttons lead.
    pub(crate) page: Option<String>,
    /// True where no money is real.
    pub(crate) is_test: bool,
}

impl Mailer {
    /// The domain of the sender, under which mails have their Message-ID.
    fn domain(&self) -> &str {
        self.from.email.domain()
    }

    /// The name of the sender.
    fn brand(&self) -> &str {
        self.from.name.as_deref().unwrap_or_else(|| self.domain())
    }
}

/// Sends until told to stop; what is on its way is waited for.
pub(crate) async fn run(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stop.changed() => return,
        }
        if !app.leads() {
            continue;
        }
        if let Err(error) = send_due(&app, &stop).await {
            tracing::warn!(error = error.chain(), "sending mails failed");
        }
    }
}

/// Sends what is due now, a round of it; how many mails were taken in hand.
pub(crate) async fn send_due(app: &Arc<App>, stop: &watch::Receiver<bool>) -> Result<usize, StoreError> {
    let now = app.clock.now();
    let mut keys = Vec::new();
    for (key, _) in app.ledger.docs(DocKind::MailDue, "", "", ROUND_MAX)? {
        let due = key.split_once('/').and_then(|(at, key)| Some((at.parse::<i64>().ok()?, key.to_owned())));
        match due {
            Some((at, mail)) if at <= now.micros() => keys.push((at, mail)),
            // The keys begin with the time: the rest is later still.
            _ => break,
        }
    }
    let count = keys.len();
    let mut under_way = JoinSet::new();
    for (due, key) in keys {
        if *stop.borrow() {
            break;
        }
        while under_way.len() >= CONNECTIONS_MAX {
            note(under_way.join_next().await)?;
        }
        let app = Arc::clone(app);
        under_way.spawn(async move { send(&app, due, &key).await });
    }
    while let Some(done) = under_way.join_next().await {
        note(Some(done))?;
    }
    Ok(count)
}

fn note(done: Option<Result<Result<(), StoreError>, tokio::task::JoinError>>) -> Result<(), StoreError> {
    match done {
        Some(Ok(result)) => result,
        Some(Err(error)) => {
            tracing::error!(%error, "a mail's task fell over");
            Ok(())
        }
        None => Ok(()),
    }
}

/// Sends one mail and notes what became of it.
async fn send(app: &Arc<App>, due: i64, key: &str) -> Result<(), StoreError> {
    let stale = || scrip_store::Doc { kind: DocKind::MailDue, key: format!("{due:020}/{key}"), body: None };
    let Some(body) = app.ledger.doc(DocKind::Mail, key)? else { return app.ledger.put(vec![stale()]).await };
    let mut mail = Mail::read(key, &body)?;
    if mail.status != MailStatus::Waiting || mail.due_at != Some(due) {
        return app.ledger.put(vec![stale()]).await;
    }
    let outcome = attempt(app, &mail).await;
    let now = app.clock.now();
    match outcome {
        Ok(Done::Sent) => mail.is_taken(now),
        Ok(Done::Skipped(why)) => mail.is_skipped(why),
        Err(Refused { why, is_final }) => mail.has_failed(now, why, is_final),
    }
    match mail.status {
        MailStatus::Sent => app.told.mails_sent.add(1),
        MailStatus::Failed => app.told.mails_failed.add(1),
        MailStatus::Waiting | MailStatus::Skipped => {}
    }
    if let (Some(error), MailStatus::Waiting | MailStatus::Failed) = (&mail.error, mail.status) {
        tracing::warn!(mail = mail.id, attempts = mail.attempts, status = mail.status.name(), error, "mail not sent");
    }
    app.ledger.put(mail.docs(Some(due))).await
}

enum Done {
    Sent,
    Skipped(&'static str),
}

async fn attempt(app: &Arc<App>, mail: &Mail) -> Result<Done, Refused> {
    let Some(transport) = &app.mailer.transport else {
        return Ok(Done::Skipped("no mail server is configured (smtp_url)"));
    };
    let unread = |error: StoreError| Refused { why: error.chain(), is_final: false };
    let Some(reader) = mail.to.find(&app.ledger).map_err(unread)? else {
        return Ok(Done::Skipped("no mail address is known"));
    };
    let composed = compose(app, mail, &reader).map_err(|error| Refused { why: error.to_string(), is_final: true })?;
    let attached = attached(app, mail).await?;
    let envelope = Envelope {
        from: &app.mailer.from,
        to_email: &reader.email,
        to_name: reader.name.as_deref(),
        message_id: mail.message_id(app.mailer.domain()),
        language: reader.language.code(),
        date: Timestamp::from_micros(mail.created_at),
    };
    transport.send(&transport::message(envelope, composed, attached)?).await?;
    Ok(Done::Sent)
}

/// Writes it out for its reader.
fn compose(app: &App, mail: &Mail, reader: &Known) -> Result<Composed, TemplateError> {
    let Mailer { templates, page, is_test, .. } = &app.mailer;
    let name_of = |member: &str| {
        let (account, member) = (mail.letter.account.parse().ok()?, member.parse().ok()?);
        Profile::of_member(&app.ledger, &account, &member).ok()?.name
    };
    let scene = Scene {
        language: reader.language,
        name: reader.name.as_deref(),
        name_of: &name_of,
        brand: app.mailer.brand(),
        page: page.as_deref(),
        is_test: *is_test,
    };
    templates.compose(&mail.letter, &scene)
}

/// The paper that goes with it.
async fn attached(app: &Arc<App>, mail: &Mail) -> Result<Option<Attached>, Refused> {
    let Some(id) = &mail.paper else { return Ok(None) };
    (app.mailer.papers)(Arc::clone(app), id.clone()).await.map(Some)
}

/// The paper as it is kept, or is from now on.
pub(crate) fn kept_paper(app: Arc<App>, id: String) -> Pin<Box<dyn Future<Output = Result<Attached, Refused>> + Send>> {
    Box::pin(async move {
        let no_paper = || Refused { why: format!("there is no paper {id}"), is_final: true };
        let id: PaperId = id.parse().map_err(|_| no_paper())?;
        match kept(&app, id).await {
            Ok(paper) => Ok(Attached { file_name: paper.file_name, pdf: paper.pdf }),
            Err(PaperError::NotThere) => Err(no_paper()),
            Err(error) => Err(Refused { why: error.to_string(), is_final: false }),
        }
    })
}
