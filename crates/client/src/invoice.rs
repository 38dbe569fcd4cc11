//! Invoices and credit notes: listed, shown, and as the paper itself.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::send::path;
use crate::{Client, Error, List, Money, Reply};

/// An invoice or a credit note.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Invoice {
    /// `inv_…`
    pub id: String,
    /// Its number in the one series of its year.
    pub number: String,
    /// `invoice` or `credit_note`.
    pub kind: String,
    /// The order that was paid, or of which something went back.
    pub order: String,
    /// A credit note's invoice, by its number.
    pub corrects: Option<String>,
    /// `paid`, `refunded`, `disputed` or `pending`.
    pub status: String,
    /// When it was issued.
    pub issued_at: String,
    /// Without tax.
    pub net: Money,
    /// The tax.
    pub tax: Money,
    /// With tax.
    pub total: Money,
    /// SHA-256 of the PDF, from the first time that it was asked for or mailed.
    pub sha256: Option<String>,
    /// Everything else that the server says.
    #[serde(flatten)]
    pub more: BTreeMap<String, Value>,
}

impl Client {
    /// An account's invoices and credit notes.
    pub fn invoices(&self, account: &str) -> List<'_, Invoice> {
        List::new(self, path("/v1/accounts/{}/invoices", &[account]), Vec::new())
    }

    /// An invoice or a credit note.
    pub fn invoice(&self, invoice: &str) -> Result<Reply<Invoice>, Error> {
        self.get(path("/v1/invoices/{}", &[invoice])).send()
    }

    /// The paper itself: a PDF with the e-invoice in it.
    pub fn invoice_pdf(&self, invoice: &str) -> Result<Vec<u8>, Error> {
        self.get(path("/v1/invoices/{}/pdf", &[invoice])).send_bytes("application/pdf")
    }
}
