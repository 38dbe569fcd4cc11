//! Mails: what was written to whom, the newest first, and how far each is; sent again on request.

use scrip_core::id::{AccountId, MemberId};
use scrip_core::time::Timestamp;
use scrip_store::DocKind;
use serde::Serialize;
use utoipa::ToSchema;

use super::life::Nothing;
use crate::app::App;
use crate::auth::Scope;
use crate::edge::page::{AFTER, LIMIT, Listed, Page, listed};
use crate::edge::{Answer, Call, Endpoint, Operation, Parameter, Shape, Verb, Who, endpoint};
use crate::mail::doc::{Mail, MailStatus};
use crate::mail::letter::MailKind;
use crate::problem::{Code, Problem};
use crate::wire::parse::Fault;
use crate::wire::shown::{AccountIdOut, MemberIdOut, Shown, TimeOut};

/// A mail.
#[derive(Serialize, ToSchema)]
#[schema(as = Mail)]
#[serde(deny_unknown_fields)]
pub(crate) struct MailOut {
    /// Its id.
    id: String,
    /// What it is about.
    #[schema(pattern = "^[a-z_]+$")]
    kind: &'static str,
    /// The account that it is about.
    account: AccountIdOut,
    /// The event that it tells.
    event: String,
    /// The member who reads it; without it whoever gets the invoices.
    #[serde(skip_serializing_if = "Option::is_none")]
    member: Option<MemberIdOut>,
    /// The address that it goes to as known now; without it none is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    /// The language that it is read in.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^(en|de|pl)$", value_type = Option<String>)]
    language: Option<&'static str>,
    /// The paper that is attached.
    #[serde(skip_serializing_if = "Option::is_none")]
    paper: Option<String>,
    /// How far it is.
    #[schema(pattern = "^(waiting|sent|failed|skipped)$")]
    status: &'static str,
    /// Attempts so far, since it was last asked for.
    #[schema(minimum = 0)]
    attempts: u32,
    /// Why the last attempt failed, or why there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    /// When what it tells happened.
    created_at: TimeOut,
    /// When the next attempt is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_attempt_at: Option<TimeOut>,
    /// When a mail server took it.
    #[serde(skip_serializing_if = "Option::is_none")]
    sent_at: Option<TimeOut>,
}

listed!(
    /// A page of mails.
    MailsOut of MailOut
);

const OPERATOR: Who = Who::Server(Scope::Operator);

const LIST: Operation = Operation {
    query: &[
        LIMIT,
        AFTER,
        Parameter { name: "account", about: "Only about this account.", form: "" },
        Parameter { name: "status", about: "Only these.", form: "^(waiting|sent|failed|skipped)$" },
        Parameter { name: "kind", about: "Only of this kind.", form: "^[a-z_]+$" },
    ],
    ..Operation::of(
        (Verb::Get, "/v1/mails"),
        "listMails",
        "Mails, the newest first",
        OPERATOR,
        (200, Shape::of::<MailsOut>()),
    )
};

const RESEND: Operation = Operation {
    body: Some(Shape::of::<Nothing>()),
    codes: &[Code::NotFound],
    ..Operation::of(
        (Verb::Post, "/v1/mails/{mail}/resend"),
        "resendMail",
        "Send a mail again, at once",
        OPERATOR,
        (200, Shape::of::<MailOut>()),
    )
};

/// Mails that one page looks at, so that a rare filter gives short pages, never a slow one.
const LOOK_MAX: usize = 10_000;

/// Mails read at once.
const CHUNK: u32 = 500;

pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![endpoint(&LIST, list), endpoint(&RESEND, resend)]
}

fn shown(app: &App, mail: Mail) -> Result<MailOut, Problem> {
    let known = mail.to.find(&app.ledger)?;
    let corrupt = |_| Problem::from(scrip_store::StoreError::Corrupt(format!("the mail {} names no account", mail.id)));
    let account: AccountId = mail.letter.account.parse().map_err(corrupt)?;
    let member: Option<MemberId> = mail.to.member_id().and_then(|id| id.parse().ok());
    let at = |micros: i64| Shown(Timestamp::from_micros(micros));
    Ok(MailOut {
        event: Mail::event_of(&mail.id).map_or(String::new(), |event| event.to_string()),
        kind: mail.letter.kind.name(),
        account: Shown(account),
        member: member.map(Shown),
        language: known.as_ref().map(|known| known.language.code()),
        to: known.map(|known| known.email),
        paper: mail.paper,
        status: mail.status.name(),
        attempts: mail.attempts,
        error: mail.error,
        created_at: at(mail.at),
        next_attempt_at: mail.due_at.map(at),
        sent_at: mail.sent_at.map(at),
        id: mail.id,
    })
}

async fn list(call: Call) -> Result<Answer, Problem> {
    let query = call.query()?;
    let page = Page::of(&query)?;
    let account: Option<AccountId> = query.value("account", "must be an account's id")?;
    let status = match query.text("status") {
        None => None,
        Some(text) => {
            let status = MailStatus::ALL.into_iter().find(|(name, _)| *name == text).map(|(_, status)| status);
            let fault = || Fault::new("must be one of waiting, sent, failed, skipped");
            Some(status.ok_or_else(|| Problem::fault("status", &fault()))?)
        }
    };
    let kind = match query.text("kind") {
        None => None,
        Some(text) => {
            let all = || MailKind::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ");
            let fault = || Problem::fault("kind", &Fault::new(format!("must be one of {}", all())));
            Some(MailKind::of_name(text).ok_or_else(fault)?)
        }
    };
    let takes = |mail: &Mail| {
        account.as_ref().is_none_or(|account| mail.letter.account == account.as_str())
            && status.is_none_or(|status| mail.status == status)
            && kind.is_none_or(|kind| mail.letter.kind == kind)
    };
    let (mut data, mut looked) = (Vec::new(), 0);
    let mut after = page.after.clone().unwrap_or_default();
    loop {
        let docs = call.app.ledger.docs(DocKind::Mail, "", &after, CHUNK)?;
        if docs.is_empty() {
            return Ok(Answer::ok(&MailsOut::from(Listed { data, next_cursor: None })));
        }
        for (key, body) in docs {
            if data.len() == page.limit || looked == LOOK_MAX {
                return Ok(Answer::ok(&MailsOut::from(Listed { data, next_cursor: Some(after) })));
            }
            let mail = Mail::read(&key, &body)?;
            looked += 1;
            after = key;
            if takes(&mail) {
                data.push(shown(&call.app, mail)?);
            }
        }
    }
}

async fn resend(call: Call) -> Result<Answer, Problem> {
    let Nothing {} = call.body()?;
    let not_there = || Problem::not_found("mail");
    let id = call.segment(2).into_owned();
    let event = Mail::event_of(&id).ok_or_else(not_there)?;
    // Its key begins with the instant of its entry.
    call.app.fresh_pools([event.pool]).await?;
    let pool = call.app.ledger.pool(event.pool)?.ok_or_else(not_there)?;
    let entry = if event.seq <= pool.last { call.app.ledger.entry(event.pool, event.seq)? } else { None };
    let key = Mail::key_of(entry.ok_or_else(not_there)?.at.micros(), &id);
    let body = call.app.ledger.doc(DocKind::Mail, &key)?.ok_or_else(not_there)?;
    let mut mail = Mail::read(&key, &body)?;
    let due = mail.due_at;
    mail.ask_again(call.app.clock.now());
    let mut docs = mail.docs(due);
    docs.push(call.app.audit(call.caller()?, call.clock, "mail_resent", &id));
    call.app.ledger.put(docs).await?;
    Ok(Answer::ok(&shown(&call.app, mail)?))
}
