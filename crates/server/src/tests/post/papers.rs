//! From an order to the mails about it, through the ledger's outbox and a real SMTP server; an invoice again on request.

use std::sync::Arc;

use scrip_core::entry::PayWith;
use scrip_core::time::Span;
use scrip_store::memory::MemoryStore;
use serde_json::{Value, json};

use super::super::{Stand, run};
use super::mails::{config_for, header, send};
use super::tools::SmtpServer;
use crate::notify::courier::tell;

async fn told(stand: &Stand) -> usize {
    while tell(&stand.app).await.unwrap() > 0 {}
    send(stand).await
}

#[test]
fn an_order_by_transfer_is_written_about_from_the_pro_forma_to_the_invoice() {
    run(async {
        let server = SmtpServer::start(0, &[]);
        let config = config_for(&format!("smtp://127.0.0.1:{}?tls=none", server.port));
        let stand = Stand::with(Arc::new(MemoryStore::default()), &config).await;
        let billing =
            json!({"name": "Müller GmbH", "address": "Weg 1\nBerlin", "country": "DE", "email": "books@example.com"});
        let body = json!({"id": "acme", "kind": "business", "plan": "build", "locale": "de", "billing": billing});
        stand.done("POST /v1/accounts", body).await;
        let order = stand.order("acme", PayWith::Transfer, true).await;
        assert_eq!(told(&stand).await, 1);
        let mail = server.mail();
        let data = mail["data"].as_str().unwrap();
        assert_eq!(
            (&mail["to"], header(data, "Content-Language").as_str()),
            (&json!(["books@example.com"]), "Content-Language: de")
        );
        assert!(data.contains("application/pdf") && data.contains("ord_") && data.contains(".pdf"), "{data}");
        stand.pay("acme", order, "bank-1").await;
        assert_eq!(told(&stand).await, 2);
        let both = [server.mail(), server.mail()].map(|mail| mail["data"].as_str().unwrap().to_owned());
        let with_invoice = both.iter().filter(|data| data.contains("2026-00001.pdf")).count();
        assert_eq!(with_invoice, 1, "the receipt has no paper");
        let rows = stand.done("GET /v1/mails", Value::Null).await;
        let mut kinds: Vec<_> =
            rows["data"].as_array().unwrap().iter().map(|row| row["kind"].as_str().unwrap()).collect();
        kinds.sort_unstable();
        assert_eq!(kinds, ["invoice", "payment_received", "pro_forma"]);
        // Once more, on request; a second click sends nothing.
        let invoices = stand.done("GET /v1/accounts/acme/invoices", Value::Null).await;
        let invoice = invoices["data"][0]["id"].as_str().unwrap().to_owned();
        let again = async || stand.done(&format!("POST /v1/invoices/{invoice}/email"), json!({})).await;
        assert_eq!(again().await, json!({"id": invoice, "to": "books@example.com", "status": "sent"}));
        assert_eq!((told(&stand).await, server.is_silent()), (0, true));
        stand.pass(Span::MINUTE);
        assert_eq!(
            (again().await["status"].clone(), again().await["status"].clone()),
            (json!("waiting"), json!("waiting"))
        );
        assert_eq!(told(&stand).await, 1);
        let mail = server.mail();
        let id = header(mail["data"].as_str().unwrap(), "Message-ID");
        assert!(id.ends_with("00.1@example.com>"), "{id}");
    });
}
