//! Mails through a real SMTP server: what arrives, what is refused, slow, dead and back again, sent twice.

use std::sync::Arc;

use scrip_core::id::EventId;
use scrip_core::time::Span;
use scrip_store::memory::MemoryStore;
use scrip_store::{Doc, DocKind};
use serde_json::{Value, json};

use super::super::{START, Stand, config, run};
use super::going_on;
use super::tools::SmtpServer;
use crate::clock::Clock;
use crate::config::{Config, Smtp};
use crate::mail::doc::{Mail, MailStatus, Reader, WAITS};
use crate::mail::letter::{MailKind, sample};
use crate::mail::sender::send_due;
use crate::mail::transport::Attached;
use crate::notify::prune::{MAILS_KEPT, Places, prune};

pub(super) fn config_for(smtp: &str) -> Config {
    let smtp: Smtp = smtp.parse().unwrap();
    let from = "Example Credits <billing@example.com>".to_owned();
    let page = Some("https://app.example.com/credits".to_owned());
    Config { smtp: Some(smtp), mail_from: Some(from), public_url: page, ..config() }
}

/// A server with an account, whose members have the addresses that are their names at example.com.
async fn stand(smtp: &str, members: &[&str]) -> Stand {
    let clock = Clock::standing(START.parse().unwrap());
    let config = config_for(smtp);
    let stand = Stand::made(Arc::new(MemoryStore::default()), &config, clock, |app| {
        app.mailer.papers = |_, id| {
            let pdf = b"%PDF-1.7 nothing else".to_vec();
            Box::pin(std::future::ready(Ok(Attached { file_name: format!("{id}.pdf"), pdf })))
        };
    });
    let stand = stand.await;
    stand.account("acme", "build").await;
    for member in members {
        let body = json!({"role": "owner", "name": "Zoë", "email": format!("{member}@example.com"), "locale": "pl-PL"});
        stand.done(&format!("PUT /v1/accounts/acme/members/{member}"), body).await;
    }
    stand
}

/// A mail to a member about the pool's first entry, due now.
async fn post(stand: &Stand, number: usize, to: &str, kind: MailKind, paper: Option<&str>) -> Mail {
    let now = stand.app.clock.now();
    let event: EventId = "evt_0000000100000001".parse().unwrap();
    let account = "acme".parse().unwrap();
    let at = stand.app.ledger.entry(event.pool, event.seq).unwrap().unwrap().at;
    let mut mail = Mail {
        id: Mail::id_of(event, number),
        letter: sample(kind),
        to: Reader::member(&account, &to.parse().unwrap()),
        paper: paper.map(str::to_owned),
        status: MailStatus::Waiting,
        attempts: 0,
        resends: 0,
        error: None,
        at: at.micros(),
        created_at: now.micros(),
        due_at: None,
        sent_at: None,
    };
    mail.wait_for(now);
    stand.app.ledger.put(mail.docs(None)).await.unwrap();
    mail
}

pub(super) async fn send(stand: &Stand) -> usize {
    send_due(&stand.app, &going_on()).await.unwrap()
}

async fn shown(stand: &Stand, query: &str) -> Vec<Value> {
    stand.done(&format!("GET /v1/mails{query}"), Value::Null).await["data"].as_array().unwrap().clone()
}

/// A header of a message, with its folds undone.
pub(super) fn header(data: &str, name: &str) -> String {
    let head = data.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ");
    let line = head.lines().find(|line| line.starts_with(&format!("{name}: ")));
    line.unwrap_or_else(|| panic!("no {name} in {head}")).to_owned()
}

#[test]
fn a_mail_arrives_whole_and_again_on_request() {
    run(async {
        let server = SmtpServer::start(0, &["auth"]);
        let url = format!("smtp://user:secret@127.0.0.1:{}?tls=none", server.port);
        let stand = stand(&url, &["ann"]).await;
        post(&stand, 0, "ann", MailKind::Invoice, Some("inv_0000000100000009")).await;
        assert_eq!((send(&stand).await, send(&stand).await), (1, 0));
        let mail = server.mail();
        assert_eq!((&mail["to"], &mail["user"]), (&json!(["ann@example.com"]), &json!("user")));
        let data = mail["data"].as_str().unwrap();
        assert_eq!(header(data, "Message-ID"), "Message-ID: <mail_000000010000000100@example.com>");
        assert_eq!(header(data, "Subject"), "Subject: Faktura 2026-000042");
        assert_eq!(header(data, "Auto-Submitted"), "Auto-Submitted: auto-generated");
        assert_eq!(header(data, "Content-Language"), "Content-Language: pl");
        assert_eq!(header(data, "From"), "From: \"Example Credits\" <billing@example.com>");
        assert!(header(data, "To").starts_with("To: =?utf-8?") && header(data, "To").ends_with("<ann@example.com>"));
        for part in [
            "multipart/mixed",
            "multipart/alternative",
            "text/plain",
            "text/html",
            "application/pdf",
            "inv_0000000100000009.pdf",
        ] {
            assert!(data.contains(part), "{part} in {data}");
        }
        let row = &shown(&stand, "").await[0];
        assert_eq!(
            (&row["status"], &row["to"], &row["language"]),
            (&json!("sent"), &json!("ann@example.com"), &json!("pl"))
        );
        let id = row["id"].as_str().unwrap();
        stand.done(&format!("POST /v1/mails/{id}/resend"), json!({})).await;
        send(&stand).await;
        let again = server.mail();
        let again = header(again["data"].as_str().unwrap(), "Message-ID");
        assert_eq!(again, "Message-ID: <mail_000000010000000100.1@example.com>", "or its reader's server drops it");
        for nothing in ["mail_000000010000000101", "mail_0000000100000001", "x", "mail_000000990000000100"] {
            let reply = stand.call(&format!("POST /v1/mails/{nothing}/resend"), json!({})).await;
            assert_eq!(reply.code(), "not_found", "{nothing}");
        }
    });
}

#[test]
fn a_refusal_for_good_is_the_end_and_any_other_is_not() {
    run(async {
        let server = SmtpServer::start(0, &[]);
        let url = format!("smtp://127.0.0.1:{}?tls=none", server.port);
        let stand = stand(&url, &["ann", "never", "full", "later2"]).await;
        for (number, to) in ["never", "full", "later2", "ann", "stranger"].into_iter().enumerate() {
            post(&stand, number, to, MailKind::Low, None).await;
        }
        assert_eq!(send(&stand).await, 5);
        assert_eq!(server.mail()["to"], json!(["ann@example.com"]));
        let check = async |status: &str, to: &[&str], error: &str| {
            let rows = shown(&stand, &format!("?status={status}")).await;
            let members: Vec<_> = rows.iter().map(|row| row["member"].as_str().unwrap()).collect();
            assert_eq!(members, to, "{status}");
            assert!(rows.iter().any(|row| row["error"].as_str().unwrap_or_default().contains(error)), "{rows:?}");
        };
        check("failed", &["never", "full"], "no such user here").await;
        check("failed", &["never", "full"], "mailbox full").await;
        check("skipped", &["stranger"], "no mail address is known").await;
        check("waiting", &["later2"], "greylisted").await;
        check("sent", &["ann"], "").await;
        for wait in &WAITS[..2] {
            stand.pass(Span::from_micros(wait.micros() - 1));
            assert_eq!(send(&stand).await, 0, "{wait} is not over");
            stand.pass(Span::from_micros(1));
            assert_eq!(send(&stand).await, 1, "{wait} is over");
        }
        let mail = server.mail();
        assert_eq!(mail["to"], json!(["later2@example.com"]));
        assert_eq!(
            header(mail["data"].as_str().unwrap(), "Message-ID"),
            "Message-ID: <mail_000000010000000102@example.com>"
        );
        assert!(server.is_silent() && shown(&stand, "?status=waiting").await.is_empty());
        assert_eq!(shown(&stand, "?kind=low&account=acme&limit=200").await.len(), 5);
        assert!(shown(&stand, "?kind=invoice").await.is_empty() && shown(&stand, "?account=other").await.is_empty());
        let text = stand.app.told.text();
        assert!(text.contains("scrip_mails_sent_total 2\n") && text.contains("scrip_mails_failed_total 2\n"), "{text}");
    });
}

#[test]
fn a_dead_server_delays_mail_and_nothing_else() {
    run(async {
        let port = SmtpServer::start(0, &[]).port;
        let stand = stand(&format!("smtp://127.0.0.1:{port}?tls=none"), &["ann", "slow"]).await;
        post(&stand, 0, "ann", MailKind::Low, None).await;
        assert_eq!(send(&stand).await, 1);
        let row = &shown(&stand, "").await[0];
        assert_eq!((&row["status"], &row["attempts"]), (&json!("waiting"), &json!(1)), "{row}");
        assert!(row["error"].as_str().unwrap().contains("refused"), "{row}");
        stand.done("POST /v1/accounts/acme/spends", json!({"credits": 1})).await;
        // Back again, on the same port: the mail goes out; one whose server says nothing waits, and holds up nobody.
        let server = SmtpServer::start(port, &[]);
        stand.pass(WAITS[0]);
        post(&stand, 1, "slow", MailKind::Low, None).await;
        post(&stand, 2, "ann", MailKind::Depleted, None).await;
        assert_eq!(send(&stand).await, 3);
        assert_eq!(
            [server.mail()["to"].clone(), server.mail()["to"].clone()],
            [json!(["ann@example.com"]), json!(["ann@example.com"])]
        );
        let slow = &shown(&stand, "?status=waiting").await[0];
        assert_eq!(slow["member"], "slow", "{slow}");
        drop(server);
        // For ever dead: after the last attempt it has failed, and can be asked for again.
        for _ in 0..=WAITS.len() {
            stand.pass(Span::DAY);
            send(&stand).await;
        }
        let slow = &shown(&stand, "?status=failed").await[0];
        assert_eq!((&slow["member"], &slow["attempts"]), (&json!("slow"), &json!(WAITS.len() + 1)), "{slow}");
        let again = stand.done(&format!("POST /v1/mails/{}/resend", slow["id"].as_str().unwrap()), json!({})).await;
        assert_eq!((&again["status"], &again["attempts"]), (&json!("waiting"), &json!(0)));
    });
}

#[test]
fn a_mail_never_goes_out_in_the_clear_and_a_wrong_login_loses_none() {
    run(async {
        let server = SmtpServer::start(0, &["auth"]);
        for (url, said) in [
            (format!("smtp://user:secret@127.0.0.1:{}", server.port), "STARTTLS"),
            (format!("smtps://user:secret@127.0.0.1:{}", server.port), ""),
            (format!("smtp://user:wrong@127.0.0.1:{}?tls=none", server.port), "535"),
            (format!("smtp://127.0.0.1:{}?tls=none", server.port), "530"),
        ] {
            let stand = stand(&url, &["ann"]).await;
            post(&stand, 0, "ann", MailKind::Low, None).await;
            send(&stand).await;
            let row = &shown(&stand, "").await[0];
            assert_eq!(row["status"], "waiting", "{url}: {row}");
            assert!(row["error"].as_str().unwrap().contains(said), "{url}: {row}");
        }
        assert!(server.is_silent());
    });
}

#[test]
fn what_a_crash_sends_twice_has_one_message_id() {
    run(async {
        let server = SmtpServer::start(0, &[]);
        let stand = stand(&format!("smtp://127.0.0.1:{}?tls=none", server.port), &["ann"]).await;
        let mail = post(&stand, 0, "ann", MailKind::Low, None).await;
        send(&stand).await;
        // The note of it is lost: everything stands as before the attempt.
        stand.app.ledger.put(mail.docs(None)).await.unwrap();
        assert_eq!(send(&stand).await, 1);
        let ids = [server.mail(), server.mail()].map(|mail| header(mail["data"].as_str().unwrap(), "Message-ID"));
        assert_eq!(ids[0], ids[1]);
        // What is due for a mail that is gone, or was sent since, is dropped.
        let due = |key: String| Doc { kind: DocKind::MailDue, key, body: Some(Vec::new()) };
        let (then, gone) = (format!("{:020}/{}", 1, mail.key()), format!("{:020}/none", 1));
        stand.app.ledger.put(vec![due(then), due(gone)]).await.unwrap();
        assert_eq!((send(&stand).await, send(&stand).await), (2, 0));
        assert!(server.is_silent());
    });
}

#[test]
fn who_was_forgotten_gets_none_and_old_ones_are_forgotten_too() {
    run(async {
        let server = SmtpServer::start(0, &[]);
        let stand = stand(&format!("smtp://127.0.0.1:{}?tls=none", server.port), &["ann", "bob"]).await;
        post(&stand, 0, "bob", MailKind::Low, None).await;
        stand.done("DELETE /v1/accounts/acme/members/bob?erase=true", Value::Null).await;
        send(&stand).await;
        let row = &shown(&stand, "").await[0];
        assert_eq!((&row["status"], row.get("to")), (&json!("skipped"), None));
        let kept = stand.app.ledger.docs(DocKind::Mail, "", "", 10).unwrap();
        assert!(kept.iter().all(|(_, body)| !String::from_utf8_lossy(body).contains('@')), "no address is kept");
        let mut places = Places::default();
        stand.pass(MAILS_KEPT);
        assert_eq!(prune(&stand.app, &mut places).await.unwrap(), 0);
        stand.pass(Span::from_micros(1));
        assert_eq!(prune(&stand.app, &mut Places::default()).await.unwrap(), 1);
        assert!(shown(&stand, "").await.is_empty());
    });
}
