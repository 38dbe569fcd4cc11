//! An invoice or credit note as the API shows it.

use scrip_core::entry::{Entry, Issued, Paper as Numbered};
use scrip_core::id::{InvoiceId, OrderId};
use scrip_core::money::Money;
use scrip_core::order::{Order, RefundState, Status};
use serde::Serialize;
use utoipa::ToSchema;

use crate::papers::paper::number;
use crate::papers::snapshot::Party;
use crate::papers::{Kind, Paper};
use crate::wire::shown::{CreditsOut, InvoiceIdOut, MoneyOut, OrderIdOut, Shown, TimeOut};

/// An invoice or a credit note.
#[derive(Serialize, ToSchema)]
#[schema(as = Invoice)]
#[serde(deny_unknown_fields)]
pub(crate) struct InvoiceOut {
    /// Its id.
    id: InvoiceIdOut,
    /// Its number in the one series of its year.
    #[schema(pattern = "^[0-9]{4}-[0-9]{5,}$")]
    number: String,
    /// What it is.
    kind: KindOut,
    /// The order that was paid, or of which something went back.
    order: OrderIdOut,
    /// A credit note's invoice; of an invoice that takes a credit note back, that credit note.
    #[serde(skip_serializing_if = "Option::is_none")]
    corrects: Option<String>,
    /// Where it stands.
    status: StatusOut,
    /// When it was issued.
    issued_at: TimeOut,
    /// Who sells.
    seller: PartyOut,
    /// Who buys.
    buyer: PartyOut,
    /// What is sold, or goes back.
    lines: Vec<LineOut>,
    /// Without tax.
    net: MoneyOut,
    /// The tax.
    tax: MoneyOut,
    /// With tax.
    total: MoneyOut,
    /// The tax in percent.
    #[schema(value_type = f64)]
    tax_rate: serde_json::Number,
    /// The buyer owes the tax.
    reverse_charge: bool,
    /// SHA-256 of the PDF, from the first time that it was asked for or mailed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^[0-9a-f]{64}$")]
    sha256: Option<String>,
}

/// What a paper is.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[schema(as = InvoiceKind)]
#[serde(rename_all = "snake_case")]
enum KindOut {
    /// Of a payment.
    Invoice,
    /// Of a refund.
    CreditNote,
}

/// Where a paper stands.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[schema(as = InvoiceStatus)]
#[serde(rename_all = "snake_case")]
enum StatusOut {
    /// Paid, and nothing of it went back.
    Paid,
    /// Some or all of it went back; of a credit note: it did.
    Refunded,
    /// The buyer's bank disputes the payment, or has decided against the seller.
    Disputed,
    /// A credit note whose money is on its way.
    Pending,
    /// A credit note whose money came back from the bank: a later invoice takes it back.
    Canceled,
}

/// One of the two parties, as it was when the order was placed.
#[derive(Serialize, ToSchema)]
#[schema(as = InvoiceParty)]
#[serde(deny_unknown_fields)]
struct PartyOut {
    /// The name; empty where none was known.
    name: String,
    /// The address, a line each.
    address: Vec<String>,
    /// ISO 3166.
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    /// The tax id.
    #[serde(skip_serializing_if = "Option::is_none")]
    tax_id: Option<String>,
}

impl From<&Party> for PartyOut {
    fn from(party: &Party) -> Self {
        let Party { name, address, country, tax_id } = party.clone();
        Self { name, address, country, tax_id }
    }
}

/// What is sold, or goes back.
#[derive(Serialize, ToSchema)]
#[schema(as = InvoiceLine)]
#[serde(deny_unknown_fields)]
struct LineOut {
    /// The package.
    package: String,
    /// Its name.
    description: String,
    /// How many; a credit note is one refund.
    quantity: u32,
    /// The credits of all of them.
    credits: CreditsOut,
    /// The price of one, net.
    unit_price: MoneyOut,
    /// The amount, net.
    amount: MoneyOut,
}

impl InvoiceOut {
    /// A paper of an order.
    pub(crate) fn of(
        id: InvoiceId,
        entry: &Entry,
        issued: &Issued,
        order: &Order,
        paper: &Paper,
        sha256: Option<String>,
    ) -> Self {
        let total = &issued.total;
        let money = |amount| MoneyOut::from(Money { amount, currency: total.currency });
        let (kind, status, corrects) = match (&issued.paper, &paper.kind) {
            (Numbered::CreditNote { refund }, Kind::CreditNote { corrects: (number, _), .. }) => {
                let status = match order.refund(*refund).map(|refund| refund.state) {
                    Some(RefundState::Done) => StatusOut::Refunded,
                    Some(RefundState::Failed) => StatusOut::Canceled,
                    Some(RefundState::Pending | RefundState::Refused) | None => StatusOut::Pending,
                };
                (KindOut::CreditNote, status, Some(number.clone()))
            }
            (_, Kind::Restored { corrects: (number, _), .. }) => {
                (KindOut::Invoice, StatusOut::Paid, Some(number.clone()))
            }
            _ => (KindOut::Invoice, status(order.status()), None),
        };
        let package = &paper.snapshot.package;
        // A part of an order goes back, and comes back, as one thing at its own amount.
        let is_part = corrects.is_some();
        let line = LineOut {
            package: package.id.clone(),
            description: package.name.clone(),
            quantity: if is_part { 1 } else { paper.quantity },
            credits: Shown(paper.credits),
            unit_price: money(if is_part { total.net } else { package.price }),
            amount: money(total.net),
        };
        Self {
            id: Shown(id),
            number: number(issued.year, issued.number),
            kind,
            order: Shown(OrderId { pool: id.pool, seq: issued.order }),
            corrects,
            status,
            issued_at: Shown(entry.at),
            seller: (&paper.snapshot.seller).into(),
            buyer: (&paper.snapshot.buyer).into(),
            lines: vec![line],
            net: money(total.net),
            tax: money(total.tax),
            total: money(total.gross),
            tax_rate: total.rate.to_string().parse().unwrap_or_else(|_| 0.into()),
            reverse_charge: total.is_reverse_charge,
            sha256,
        }
    }
}

fn status(status: Status) -> StatusOut {
    match status {
        Status::Refunded => StatusOut::Refunded,
        Status::Disputed => StatusOut::Disputed,
        // An order with an invoice was paid.
        Status::Pending | Status::AwaitingPayment | Status::Canceled | Status::Paid => StatusOut::Paid,
    }
}
