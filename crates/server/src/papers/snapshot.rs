//! The paper snapshot: who sells to whom, what, for how much, in which language, as it stood when the order was placed.
//!
//! Names and addresses stand in no entry. They are kept here, as canonical JSON under the order's id, and the entry of the
//! order holds its SHA-256: later changes of a catalog or of billing details change no paper.

use scrip_core::catalog::{Bank, Seller};
use scrip_core::period::Zone;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::words::Language;
use crate::wire::canonical;

/// The form that this build writes. Older ones are read for as long as papers may have to be rendered from them.
const VERSION: u8 = 1;

/// What a paper says about the two parties and the thing that is sold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Snapshot {
    version: u8,
    /// The language of the buyer: `en`, `de` or `pl`.
    pub(crate) language: String,
    /// Who sells.
    pub(crate) seller: Party,
    /// The zone whose days and years stand on papers.
    pub(crate) time_zone: String,
    /// Who buys.
    pub(crate) buyer: Party,
    /// The account that pays.
    pub(crate) account: String,
    /// The package.
    pub(crate) package: Package,
    /// Where a transfer goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) bank: Option<BankAccount>,
}

/// One of the two.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Party {
    /// The name.
    pub(crate) name: String,
    /// The address, a line each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) address: Vec<String>,
    /// ISO 3166, two capital letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) country: Option<String>,
    /// The tax id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) tax_id: Option<String>,
}

/// What is sold, once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Package {
    /// Its id.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: String,
    /// The credits of one, as a decimal number.
    pub(crate) credits: String,
    /// The price of one, net, in minor units of the order's currency.
    pub(crate) price: u64,
}

/// Where a transfer goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BankAccount {
    /// Whose it is.
    pub(crate) name: String,
    /// Its number.
    pub(crate) iban: String,
    /// The bank's code.
    pub(crate) bic: String,
}

/// Lines that an address has at the most; what is more joins the last.
const ADDRESS_LINES_MAX: usize = 6;

impl Party {
    /// A party by its name, address, country and tax id. An address in one line is parted at its commas.
    pub(crate) fn new(name: &str, address: &str, country: Option<&str>, tax_id: Option<&str>) -> Self {
        let is_one_line = !address.trim().contains('\n');
        let parts = address.split(|letter| letter == '\n' || (is_one_line && letter == ','));
        let mut lines: Vec<String> = Vec::new();
        for line in parts.map(clean).filter(|line| !line.is_empty()) {
            let is_full = lines.len() == ADDRESS_LINES_MAX;
            match lines.last_mut().filter(|_| is_full) {
                Some(last) => *last = format!("{last}, {line}"),
                None => lines.push(line),
            }
        }
        let text = |text: Option<&str>| text.map(clean).filter(|text| !text.is_empty());
        Self { name: clean(name), address: lines, country: text(country), tax_id: text(tax_id) }
    }
}

/// A text as one line that can be printed and written as XML: no control characters, no doubled blanks.
fn clean(text: &str) -> String {
    let blanked: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    blanked.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

impl From<&Seller> for Party {
    fn from(seller: &Seller) -> Self {
        Self::new(&seller.name, &seller.address, Some(&seller.country), Some(&seller.tax_id))
    }
}

impl From<&Bank> for BankAccount {
    fn from(bank: &Bank) -> Self {
        Self { name: clean(&bank.name), iban: clean(&bank.iban), bic: clean(&bank.bic) }
    }
}

impl Snapshot {
    /// Of an order that is about to be placed.
    pub(crate) fn new(
        language: Language,
        (seller, zone): (Party, Zone),
        buyer: Party,
        account: &str,
        package: Package,
        bank: Option<BankAccount>,
    ) -> Self {
        let language = language.tag().to_owned();
        let (time_zone, account) = (zone.to_string(), account.to_owned());
        Self { version: VERSION, language, seller, time_zone, buyer, account, package, bank }
    }

    /// Its canonical JSON: keys in order, no blanks. What is kept and hashed.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let json = serde_json::to_string(self).unwrap_or_default();
        let mut bytes = Vec::with_capacity(json.len());
        canonical::write(&json, &mut bytes);
        bytes
    }

    /// What was kept; none for bytes that are no snapshot.
    pub(crate) fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let snapshot: Self = serde_json::from_slice(bytes).ok()?;
        (snapshot.version <= VERSION).then_some(snapshot)
    }

    /// The language of its papers.
    pub(crate) fn language(&self) -> Language {
        Language::of(&self.language)
    }

    /// The zone whose days stand on its papers.
    pub(crate) fn zone(&self) -> Zone {
        self.time_zone.parse().unwrap_or(Zone::utc())
    }
}

/// SHA-256 of what is kept.
pub(crate) fn hash(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
