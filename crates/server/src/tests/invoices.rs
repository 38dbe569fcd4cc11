//! Invoices through the router: the same PDF for ever, whatever changes since; and who may see them.

use std::sync::Arc;

use scrip_core::batch::Outcome;
use scrip_core::command::{Actor, Command, OrderCommand, Payment, Place, Request};
use scrip_core::entry::PayWith;
use scrip_core::id::{AccountId, OrderId, Seq};
use scrip_core::money::Money;
use scrip_core::order::total::total;
use scrip_core::order::{Buyer, State};
use scrip_store::{Doc, Work};
use serde_json::{Value, json};

use super::{Reply, Stand, run};
use crate::papers::kept::{self, PaperId};
use crate::papers::pdf::render;

impl Stand {
    /// Puts a command of buying to the ledger, as whoever serves payments does.
    async fn trade(&self, account: &str, command: OrderCommand, docs: Vec<Doc>) -> Seq {
        let no = self.app.ledger.account(&account.parse().unwrap()).unwrap().unwrap();
        let clock = self.app.clock.read().now;
        let request = Request { pool: no, clock, actor: Actor::Product, key: None, command: Command::Order(command) };
        let docs = docs.into_iter().map(|doc| (0, doc)).collect();
        let work = Work { requests: vec![request], docs, ..Work::default() };
        let answers = self.app.ledger.submit(work).unwrap().wait().await.unwrap();
        match answers.into_iter().next().unwrap().unwrap() {
            Outcome::Done { entries, .. } => entries.first().unwrap().seq,
            other => panic!("{other:?}"),
        }
    }

    /// An order of two packages, with a snapshot or without.
    pub(super) async fn order(&self, account: &str, pay_with: PayWith, has_snapshot: bool) -> Seq {
        let catalogs = self.app.ledger.catalogs();
        let catalog = catalogs.current();
        let package = catalog.package("extra-1000").unwrap();
        let buyer = Buyer { country: Some("DE".parse().unwrap()), has_tax_id: false };
        let shown = total(&catalog.settings().tax, package.price, 2, buyer).unwrap().gross();
        let id: AccountId = account.parse().unwrap();
        let snapshot = kept::snapshot(&self.app.ledger, catalog, &id, package).unwrap();
        let (hash, doc) = kept::snapshot_doc(&snapshot);
        let place = Place {
            account: id,
            member: None,
            for_subaccount: None,
            package: package.id.clone(),
            quantity: 2,
            shown,
            buyer,
            pay_with,
            snapshot: has_snapshot.then_some(hash),
        };
        self.trade(account, OrderCommand::Place(place), if has_snapshot { vec![doc] } else { Vec::new() }).await
    }

    pub(super) async fn pay(&self, account: &str, order: Seq, reference: &str) {
        let pool = self.app.ledger.pool_of(&account.parse().unwrap()).unwrap().unwrap();
        let amount: Money = pool.order(order).unwrap().placed.total.gross();
        let payment = Payment { reference: reference.into(), amount, saved_card: None };
        self.trade(account, OrderCommand::Pay { order, payment }, Vec::new()).await;
    }

    async fn refund(&self, account: &str, order: Seq, credits: &str) {
        let credits = Some(credits.parse::<scrip_core::credits::Credits>().unwrap().try_into().unwrap());
        self.trade(account, OrderCommand::Refund { order, credits, reason: None }, Vec::new()).await;
        let end = OrderCommand::EndRefund { order, refund: 1, is_done: true, reference: None };
        self.trade(account, end, Vec::new()).await;
    }

    async fn pdf(&self, id: &Value) -> Reply {
        self.call(&format!("GET /v1/invoices/{}/pdf", id.as_str().unwrap()), Value::Null).await
    }
}

/// An account in Germany, with members.
async fn furnished(stand: &Stand, account: &str) {
    let billing = json!({"name": "Müller & Söhne GmbH", "address": "Musterstraße 12\n10115 Berlin", "country": "DE"});
    let body = json!({"id": account, "kind": "business", "plan": "build", "locale": "de", "billing": billing});
    stand.done("POST /v1/accounts", body).await;
    for (member, role) in [("ann", "owner"), ("acc", "accountant"), ("dee", "designer")] {
        stand.done(&format!("PUT /v1/accounts/{account}/members/{member}"), json!({"role": role})).await;
    }
}

async fn session(stand: &Stand, account: &str, member: &str) -> String {
    let made = stand.done(&format!("POST /v1/accounts/{account}/sessions"), json!({"member": member})).await;
    made["token"].as_str().unwrap().to_owned()
}

#[test]
fn a_paper_is_kept_as_it_was_first_rendered() {
    run(async {
        let stand = Stand::new().await;
        furnished(&stand, "acme").await;
        let order = stand.order("acme", PayWith::Card, true).await;
        assert_eq!(stand.done("GET /v1/accounts/acme/invoices", Value::Null).await["data"], json!([]));
        stand.pay("acme", order, "pi_1").await;
        let list = stand.done("GET /v1/accounts/acme/invoices", Value::Null).await;
        let invoice = &list["data"][0];
        let id = invoice["id"].clone();
        let expected = json!({
            "id": id, "number": "2026-00001", "kind": "invoice", "order": invoice["order"], "status": "paid",
            "issued_at": "2026-03-01T09:00:00Z",
            "seller": {"name": "Example Seller sp. z o.o.", "address": ["ul. Przykładowa 1", "00-001 Warszawa"],
                "country": "PL", "tax_id": "PL5260250274"},
            "buyer": {"name": "Müller & Söhne GmbH", "address": ["Musterstraße 12", "10115 Berlin"], "country": "DE"},
            "lines": [{"package": "extra-1000", "description": "1,000 credits", "quantity": 2, "credits": 2000,
                "unit_price": {"amount": 1900, "currency": "USD"}, "amount": {"amount": 3800, "currency": "USD"}}],
            "net": {"amount": 3800, "currency": "USD"}, "tax": {"amount": 722, "currency": "USD"},
            "total": {"amount": 4522, "currency": "USD"}, "tax_rate": 19, "reverse_charge": false,
        });
        assert_eq!(*invoice, expected);

        let first = stand.pdf(&id).await;
        assert_eq!((first.status, &first.headers["content-type"]), (200, &"application/pdf".parse().unwrap()));
        assert_eq!(first.headers["content-disposition"], "attachment; filename=\"2026-00001.pdf\"");
        let tag = first.headers["etag"].to_str().unwrap().trim_matches('"').to_owned();

        // The buyer moves, the language changes, something goes back: the paper stays.
        let moved = json!({"locale": "pl", "billing": {"name": "Elsewhere Ltd", "country": "GB"}});
        stand.done("PATCH /v1/accounts/acme", moved).await;
        stand.refund("acme", order, "500").await;
        let again = stand.pdf(&id).await;
        assert_eq!(again.headers["etag"], first.headers["etag"]);
        assert_eq!(again.text, first.text);
        let shown = stand.done(&format!("GET /v1/invoices/{}", id.as_str().unwrap()), Value::Null).await;
        assert_eq!((&shown["sha256"], &shown["status"]), (&json!(tag), &json!("refunded")), "{shown}");
        assert_eq!(shown["buyer"], expected["buyer"]);

        // And whoever renders it anew from what is kept has the same file.
        let no = stand.app.ledger.account(&"acme".parse().unwrap()).unwrap().unwrap();
        let paper = kept::paper(&stand.app.ledger, id.as_str().unwrap().parse().unwrap()).unwrap();
        let rendered = render(&paper).unwrap();
        assert_eq!(rendered.without_einvoice, None);
        let kept = kept::kept(&stand.app, id.as_str().unwrap().parse().unwrap()).await.unwrap();
        assert!(kept.pdf == rendered.pdf && kept.sha256 == tag && rendered.pdf.starts_with(b"%PDF-1.7"));

        let list = stand.done("GET /v1/accounts/acme/invoices", Value::Null).await;
        let note = &list["data"][1];
        assert_eq!(
            (&note["number"], &note["kind"], &note["corrects"], &note["status"], &note["lines"][0]["credits"]),
            (&json!("2026-00002"), &json!("credit_note"), &json!("2026-00001"), &json!("refunded"), &json!(500)),
            "{note}"
        );
        assert_eq!(stand.pdf(&note["id"]).await.status, 200);
        let page = stand.done("GET /v1/accounts/acme/invoices?limit=1", Value::Null).await;
        let next = page["next_cursor"].as_str().unwrap();
        let page = stand.done(&format!("GET /v1/accounts/acme/invoices?limit=1&after={next}"), Value::Null).await;
        assert_eq!((&page["data"][0]["id"], &page["next_cursor"]), (&note["id"], &Value::Null));

        // An order is no invoice, nor is an entry that gave no number.
        for other in ["inv_0000000100000001", "ord_0000000100000001", "inv_0000000900000001", "x"] {
            assert_eq!(stand.pdf(&json!(other)).await.code(), "not_found", "{other}");
        }
        assert_eq!(stand.app.ledger.pool(no).unwrap().unwrap().order(order).unwrap().state, State::Paid);
    });
}

#[test]
fn an_order_without_a_snapshot_gets_one_with_its_first_paper() {
    run(async {
        let stand = Stand::new().await;
        furnished(&stand, "acme").await;
        let order = stand.order("acme", PayWith::Card, false).await;
        stand.pay("acme", order, "pi_1").await;
        stand.refund("acme", order, "500").await;
        let list = stand.done("GET /v1/accounts/acme/invoices", Value::Null).await;
        let (invoice, note) = (&list["data"][0]["id"], &list["data"][1]["id"]);
        // Asked for at once by many, one is kept.
        let asked = (0..8).map(|_| {
            let (app, id): (_, PaperId) = (Arc::clone(&stand.app), invoice.as_str().unwrap().parse().unwrap());
            tokio::spawn(async move { kept::kept(&app, id).await.unwrap().sha256 })
        });
        let mut hashes = Vec::new();
        for asked in asked.collect::<Vec<_>>() {
            hashes.push(asked.await.unwrap());
        }
        hashes.dedup();
        assert_eq!(hashes.len(), 1);
        let moved = json!({"locale": "pl", "billing": {"name": "Elsewhere Ltd", "country": "GB"}});
        stand.done("PATCH /v1/accounts/acme", moved).await;
        let of = |id: &Value| kept::paper(&stand.app.ledger, id.as_str().unwrap().parse().unwrap()).unwrap();
        assert_eq!(of(note).snapshot, of(invoice).snapshot);
        assert_eq!(of(note).snapshot.buyer.name, "Müller & Söhne GmbH");
    });
}

#[test]
fn a_pro_forma_is_of_an_order_that_waits_for_a_transfer() {
    run(async {
        let stand = Stand::new().await;
        furnished(&stand, "acme").await;
        let no = stand.app.ledger.account(&"acme".parse().unwrap()).unwrap().unwrap();
        for (pay_with, is_there) in [(PayWith::Transfer, true), (PayWith::Card, false)] {
            let id = OrderId { pool: no, seq: stand.order("acme", pay_with, true).await };
            let kept = kept::kept(&stand.app, PaperId::ProForma(id)).await;
            assert_eq!(kept.is_ok(), is_there, "{pay_with:?}");
            if let Ok(kept) = kept {
                assert_eq!(kept.file_name, format!("{id}.pdf"));
            }
        }
    });
}

#[test]
fn who_buys_or_sees_invoices_sees_them_and_nobody_else() {
    run(async {
        let stand = Stand::new().await;
        furnished(&stand, "acme").await;
        furnished(&stand, "other").await;
        stand.done("POST /v1/accounts", json!({"id": "agency", "kind": "agency", "plan": "build"})).await;
        stand.done("POST /v1/accounts", json!({"id": "sub", "kind": "subaccount", "parent": "agency"})).await;
        stand.done("PUT /v1/accounts/agency/members/mia", json!({"role": "main_owner"})).await;
        stand.done("PUT /v1/accounts/sub/members/sam", json!({"role": "subaccount_owner"})).await;
        let mut ids = Vec::new();
        for account in ["acme", "agency"] {
            let order = stand.order(account, PayWith::Card, true).await;
            stand.pay(account, order, "pi_1").await;
            let list = stand.done(&format!("GET /v1/accounts/{account}/invoices"), Value::Null).await;
            ids.push(list["data"][0]["id"].as_str().unwrap().to_owned());
        }
        let (acme, agency) = (&ids[0], &ids[1]);
        let lists = ["/v1/accounts/acme/invoices", "/v1/accounts/agency/invoices", "/v1/accounts/sub/invoices"];
        let [of_acme, of_agency, of_sub] = lists.map(str::to_owned);
        let [one, pdf] = [format!("/v1/invoices/{acme}"), format!("/v1/invoices/{acme}/pdf")];
        let [agencys, agencys_pdf] = [format!("/v1/invoices/{agency}"), format!("/v1/invoices/{agency}/pdf")];
        let rows: &[(&str, &str, &str, &[&String])] = &[
            ("acme", "ann", "200", &[&of_acme, &one, &pdf]),
            ("acme", "acc", "200", &[&of_acme, &one, &pdf]),
            ("acme", "dee", "role_not_allowed", &[&of_acme, &one, &pdf]),
            ("acme", "ann", "not_found", &[&of_agency, &agencys, &agencys_pdf]),
            ("other", "ann", "not_found", &[&of_acme, &one, &pdf]),
            ("agency", "mia", "200", &[&of_agency, &agencys, &agencys_pdf]),
            ("sub", "sam", "not_found", &[&of_agency, &agencys, &agencys_pdf]),
            ("sub", "sam", "role_not_allowed", &[&of_sub]),
        ];
        for (account, member, code, paths) in rows {
            let token = session(&stand, account, member).await;
            for path in *paths {
                let reply = stand.send(&token, &format!("GET {path}"), None, None).await;
                assert_eq!(reply.code(), *code, "{member} of {account}: {path}: {}", reply.text);
            }
        }
        // A subaccount has none, whoever asks.
        assert_eq!(stand.done(&format!("GET {of_sub}"), Value::Null).await["data"], json!([]));
    });
}
