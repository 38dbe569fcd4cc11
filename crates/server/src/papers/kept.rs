//! Papers as they are kept: the snapshot of an order, and each paper as it was rendered, once and for ever.
//!
//! | key of the document | what it is | written |
//! |---|---|---|
//! | `snapshot/<sha256>` | the snapshot, by the hash that the order's entry holds | with the order |
//! | `snapshot/<ord_…>` | that of an order which the ledger itself placed (auto top-up) | with its first paper |
//! | `pdf/<inv_…>`, `pdf/<ord_…>` | the PDF of an invoice or credit note; of a pro-forma | when it is first asked for |
//!
//! A paper follows from its entries and its snapshot, so two who render it at once render the same; the first one's is kept.

use std::fmt::{self, Write};
use std::str::FromStr;
use std::sync::Arc;

use scrip_core::catalog::{Catalog, Package as Offered};
use scrip_core::entry::{Entry, Fact, Issued, OrderFact, Paper as Numbered, PayWith};
use scrip_core::id::{AccountId, InvoiceId, OrderId, PoolNo, Seq};
use scrip_core::order::Order;
use scrip_core::period::Zone;
use scrip_core::pool::Pool;
use scrip_core::time::Timestamp;
use scrip_store::{Doc, DocKind, Ledger, StoreError};

use super::paper::{Kind, Paper, Payment, number};
use super::pdf::{PdfError, render};
use super::snapshot::{BankAccount, Package, Party, Snapshot, hash};
use super::words::Language;
use crate::app::App;
use crate::app::profile::AccountProfile;

/// Which paper: an invoice or credit note by its own id, a pro-forma by its order's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PaperId {
    /// An invoice or a credit note.
    Numbered(InvoiceId),
    /// What asks for a transfer.
    ProForma(OrderId),
}

impl fmt::Display for PaperId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Numbered(id) => id.fmt(f),
            Self::ProForma(id) => id.fmt(f),
        }
    }
}

impl FromStr for PaperId {
    type Err = scrip_core::id::IdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self::Numbered).or_else(|_| text.parse().map(Self::ProForma))
    }
}

/// Why there is no paper.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PaperError {
    /// No entry gave it a number, or no such order asks for a transfer.
    #[error("there is no such paper")]
    NotThere,
    /// The store.
    #[error("the paper cannot be read or kept")]
    Store(#[from] StoreError),
    /// The file.
    #[error("the paper cannot be rendered")]
    Pdf(#[from] PdfError),
    /// The task that rendered it was lost.
    #[error("the paper was not rendered to its end")]
    Lost(#[from] tokio::task::JoinError),
}

/// A paper as it is kept.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    /// The name of its file.
    pub(crate) file_name: String,
    /// The PDF.
    pub(crate) pdf: Vec<u8>,
    /// SHA-256 of the PDF, in hexadecimal.
    pub(crate) sha256: String,
}

impl Kept {
    fn new(paper: &Paper, pdf: Vec<u8>) -> Self {
        Self { file_name: paper.file_name(), sha256: hex(&hash(&pdf)), pdf }
    }
}

/// How often a paper is rendered anew because another of its order was kept meanwhile.
const TRIES_MAX: usize = 3;

/// The paper as it is kept; one that nobody asked for yet is rendered, and kept from then on.
pub(crate) async fn kept(app: &Arc<App>, id: PaperId) -> Result<Kept, PaperError> {
    let mut tries = TRIES_MAX;
    loop {
        tries -= 1;
        let paper = paper(&app.ledger, id)?;
        if let Some(pdf) = app.ledger.doc(DocKind::Paper, &pdf_key(id))? {
            return Ok(Kept::new(&paper, pdf));
        }
        let (paper, rendered) = tokio::task::spawn_blocking(move || {
            let rendered = render(&paper);
            (paper, rendered)
        })
        .await?;
        let rendered = rendered?;
        let is_numbered = !matches!(paper.kind, Kind::ProForma { .. });
        if let Some(why) = rendered.without_einvoice.as_ref().filter(|_| is_numbered) {
            tracing::warn!(paper = %id, why, "paper issued without an e-invoice");
        }
        // With its snapshot, where none is kept yet: what could not be rendered again is not kept.
        let mut docs = vec![Doc { kind: DocKind::Paper, key: pdf_key(id), body: Some(rendered.pdf.clone()) }];
        docs.extend(late_snapshot(&app.ledger, id, &paper)?);
        match app.ledger.put_new(docs).await {
            Ok(()) => return Ok(Kept::new(&paper, rendered.pdf)),
            // Another was first, with this paper or with the snapshot. What is kept is what counts.
            Err(StoreError::Taken(_)) if tries > 0 => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// The hash of a paper that was rendered before.
pub(crate) fn sha256(ledger: &Ledger, id: PaperId) -> Result<Option<String>, StoreError> {
    Ok(ledger.doc(DocKind::Paper, &pdf_key(id))?.map(|pdf| hex(&hash(&pdf))))
}

/// What is written with an order: the hash for its entry, and the document that keeps the snapshot.
pub(crate) fn snapshot_doc(snapshot: &Snapshot) -> ([u8; 32], Doc) {
    let bytes = snapshot.to_bytes();
    let hash = hash(&bytes);
    (hash, Doc { kind: DocKind::Paper, key: snapshot_key(&hash), body: Some(bytes) })
}

/// The snapshot of a package for an account, by a catalog and by what is known about the account now.
pub(crate) fn snapshot(
    ledger: &Ledger,
    catalog: &Catalog,
    account: &AccountId,
    package: &Offered,
) -> Result<Snapshot, StoreError> {
    let profile = AccountProfile::of(ledger, account)?;
    let billing = profile.billing.unwrap_or_default();
    let settings = catalog.settings();
    let seller = match &settings.tax.seller {
        Some(seller) => (Party::from(seller), seller.zone),
        // Whoever names no seller has a name at least; such a paper is no e-invoice.
        None => (Party::new(catalog.name(), "", None, None), Zone::utc()),
    };
    let buyer = Party::new(
        billing.name.as_deref().unwrap_or_default(),
        billing.address.as_deref().unwrap_or_default(),
        billing.country.as_deref(),
        billing.tax_id.as_deref(),
    );
    let sold = Package {
        id: package.id.to_string(),
        name: package.name.clone(),
        credits: package.credits.credits().to_string(),
        price: package.price.amount,
    };
    let language = Language::of(profile.locale.as_deref().unwrap_or_default());
    let bank = settings.manual_payment.bank.as_ref().map(BankAccount::from);
    Ok(Snapshot::new(language, seller, buyer, account.as_str(), sold, bank))
}

/// The paper of an id, from its entries and its snapshot.
pub(crate) fn paper(ledger: &Ledger, id: PaperId) -> Result<Paper, PaperError> {
    match id {
        PaperId::ProForma(id) => {
            let pool = ledger.pool(id.pool)?.ok_or(PaperError::NotThere)?;
            let order = pool.order(id.seq).filter(|order| order.placed.pay_with == PayWith::Transfer);
            let order = order.ok_or(PaperError::NotThere)?;
            let kind = Kind::ProForma { at: order.placed_at, pay_by: order.placed.pay_by };
            of_order(ledger, &pool, id, order, kind)
        }
        PaperId::Numbered(id) => {
            let pool = ledger.pool(id.pool)?.ok_or(PaperError::NotThere)?;
            let entry = ledger.entry(id.pool, id.seq)?.ok_or(PaperError::NotThere)?;
            let issued = issued(&entry).ok_or(PaperError::NotThere)?;
            numbered(ledger, &pool, &entry, issued)
        }
    }
}

/// The number that an entry gave; none for any other entry.
pub(crate) const fn issued(entry: &Entry) -> Option<&Issued> {
    match &entry.fact {
        Fact::Order(OrderFact::Issued(issued)) => Some(issued),
        _ => None,
    }
}

fn numbered(ledger: &Ledger, pool: &Pool, entry: &Entry, issued: &Issued) -> Result<Paper, PaperError> {
    let order = pool.order(issued.order).ok_or(PaperError::NotThere)?;
    let payment = order.payment.as_ref().ok_or(PaperError::NotThere)?;
    let mut payment = Payment {
        is_card: order.placed.pay_with != PayWith::Transfer,
        at: payment.at,
        reference: payment.reference.to_string(),
    };
    let number_text = number(issued.year, issued.number);
    let (kind, credits) = match issued.paper {
        Numbered::Invoice => (Kind::Invoice { number: number_text, at: entry.at, payment }, order.placed.credits),
        Numbered::CreditNote { refund } => {
            let refund = order.refund(refund).ok_or(PaperError::NotThere)?;
            // The way back is the way that it came, under the reference that the buyer knows.
            payment.at = entry.at;
            let corrects = before(ledger, pool, order.invoice)?;
            (Kind::CreditNote { number: number_text, at: entry.at, corrects, payment }, refund.credits)
        }
        Numbered::Restored { refund } => {
            let refund = order.refund(refund).ok_or(PaperError::NotThere)?;
            let corrects = before(ledger, pool, refund.credit_note)?;
            (Kind::Restored { number: number_text, at: entry.at, corrects, payment }, refund.credits)
        }
    };
    let id = OrderId { pool: pool.no, seq: issued.order };
    let paper = of_order(ledger, pool, id, order, kind)?;
    Ok(Paper { credits, total: issued.total, ..paper })
}

/// The number of an earlier paper of the order, and when it was issued.
fn before(ledger: &Ledger, pool: &Pool, paper: Option<Seq>) -> Result<(String, Timestamp), PaperError> {
    let paper = ledger.entry(pool.no, paper.ok_or(PaperError::NotThere)?)?.ok_or(PaperError::NotThere)?;
    let of = issued(&paper).ok_or(PaperError::NotThere)?;
    Ok((number(of.year, of.number), paper.at))
}

fn of_order(ledger: &Ledger, pool: &Pool, id: OrderId, order: &Order, kind: Kind) -> Result<Paper, PaperError> {
    Ok(Paper {
        snapshot: snapshot_of(ledger, pool, id, order)?,
        kind,
        order: id.to_string(),
        quantity: order.placed.quantity,
        credits: order.placed.credits,
        total: order.placed.total,
    })
}

/// What was kept with the order. An order that was placed without is described as things are now, until its first paper.
fn snapshot_of(ledger: &Ledger, pool: &Pool, id: OrderId, order: &Order) -> Result<Snapshot, PaperError> {
    let corrupt = |what: &str| PaperError::Store(StoreError::Corrupt(format!("the snapshot of {id} {what}")));
    let key = match &order.placed.snapshot {
        Some(hash) => snapshot_key(hash),
        None => late_key(id),
    };
    if let Some(bytes) = ledger.doc(DocKind::Paper, &key)? {
        if order.placed.snapshot.is_some_and(|expected| hash(&bytes) != expected) {
            return Err(corrupt("is not the one that its entry names"));
        }
        return Snapshot::of_bytes(&bytes).ok_or_else(|| corrupt("cannot be read"));
    }
    if order.placed.snapshot.is_some() {
        return Err(corrupt("is missing"));
    }
    let catalogs = ledger.catalogs();
    let catalog = catalogs.at(order.placed_at);
    let package =
        catalog.package(order.placed.package.as_str()).ok_or_else(|| corrupt("names a package that never was"))?;
    Ok(snapshot(ledger, catalog, &pool.account, package)?)
}

/// The snapshot that is kept with the first paper of an order that was placed without.
fn late_snapshot(ledger: &Ledger, id: PaperId, paper: &Paper) -> Result<Option<Doc>, PaperError> {
    let order: OrderId = paper.order.parse().map_err(|_| PaperError::NotThere)?;
    let pool = ledger.pool(pool_of(id))?.ok_or(PaperError::NotThere)?;
    let is_late = pool.order(order.seq).is_some_and(|order| order.placed.snapshot.is_none());
    let key = late_key(order);
    if !is_late || ledger.doc(DocKind::Paper, &key)?.is_some() {
        return Ok(None);
    }
    Ok(Some(Doc { kind: DocKind::Paper, key, body: Some(paper.snapshot.to_bytes()) }))
}

const fn pool_of(id: PaperId) -> PoolNo {
    match id {
        PaperId::Numbered(id) => id.pool,
        PaperId::ProForma(id) => id.pool,
    }
}

fn pdf_key(id: PaperId) -> String {
    format!("pdf/{id}")
}

fn snapshot_key(hash: &[u8; 32]) -> String {
    format!("snapshot/{}", hex(hash))
}

fn late_key(id: OrderId) -> String {
    format!("snapshot/{id}")
}

fn hex(hash: &[u8; 32]) -> String {
    let mut text = String::with_capacity(64);
    for byte in hash {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
