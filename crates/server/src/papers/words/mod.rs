//! Words of papers, a language each: English, German, Polish. Data and the forms of numbers and dates; no layout.
//!
//! A language is a row of texts; another one is another file. Texts in braces are filled in by [`fill`].

mod countries;
mod de;
mod en;
mod pl;

pub(crate) mod figures;

pub(crate) use countries::{country, is_country, is_eu};

/// The languages that papers are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    /// English.
    En,
    /// German.
    De,
    /// Polish.
    Pl,
}

impl Language {
    /// Every language.
    pub(crate) const ALL: [Self; 3] = [Self::En, Self::De, Self::Pl];

    /// The language of a tag such as `pl` or `de-AT`; English for a tag of any other, and for none.
    pub(crate) fn of(tag: &str) -> Self {
        let primary = tag.split('-').next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary)).unwrap_or(Self::En)
    }

    /// Its tag.
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
            Self::Pl => "pl",
        }
    }

    /// Its texts.
    pub(crate) const fn words(self) -> &'static Words {
        match self {
            Self::En => &en::WORDS,
            Self::De => &de::WORDS,
            Self::Pl => &pl::WORDS,
        }
    }
}

/// The texts of one language.
#[derive(Debug)]
pub(crate) struct Words {
    pub(crate) invoice: &'static str,
    pub(crate) credit_note: &'static str,
    pub(crate) pro_forma: &'static str,
    /// Under the title of a credit note: `{number}` and `{date}` of the invoice.
    pub(crate) corrects: &'static str,
    /// Under the title of an invoice that takes a credit note back: `{number}` and `{date}` of the credit note.
    pub(crate) takes_back: &'static str,

    pub(crate) number: &'static str,
    pub(crate) issued: &'static str,
    pub(crate) supplied: &'static str,
    pub(crate) ordered: &'static str,
    pub(crate) pay_by: &'static str,
    pub(crate) order: &'static str,
    pub(crate) account: &'static str,
    /// `{page}` of `{pages}`.
    pub(crate) page: &'static str,

    pub(crate) description: &'static str,
    pub(crate) quantity: &'static str,
    pub(crate) unit_price: &'static str,
    pub(crate) amount: &'static str,
    /// A line of a credit note: `{name}` of the package.
    pub(crate) refund_of: &'static str,
    /// A line of an invoice that takes a credit note back: `{name}` of the package.
    pub(crate) restored_of: &'static str,
    /// One credit, a few of them, many of them, a part of one: `{n}`.
    pub(crate) credits: [&'static str; 4],

    pub(crate) net: &'static str,
    /// `{tax}`, `{rate}`.
    pub(crate) tax_line: &'static str,
    pub(crate) total: &'static str,
    pub(crate) credited: &'static str,
    pub(crate) to_pay: &'static str,

    /// The tax's name where it is a value added tax, and elsewhere.
    pub(crate) tax: [&'static str; 2],
    /// The tax id's name: of the language's own country, of other countries with value added tax, elsewhere.
    pub(crate) tax_id: [&'static str; 3],
    /// The country whose tax ids bear the first of those names.
    pub(crate) home: &'static str,
    /// What the law wants said.
    pub(crate) reverse_charge: &'static str,
    /// With both tax ids: `{seller}`, `{buyer}`.
    pub(crate) reverse_charge_ids: &'static str,
    /// No tax at all: `{tax}`.
    pub(crate) untaxed: &'static str,

    /// `{date}`.
    pub(crate) paid_by_card: &'static str,
    pub(crate) paid_by_transfer: &'static str,
    pub(crate) returned_to_card: &'static str,
    pub(crate) returned_by_transfer: &'static str,
    pub(crate) reference: &'static str,

    pub(crate) transfer: &'static str,
    pub(crate) holder: &'static str,
    pub(crate) iban: &'static str,
    pub(crate) bic: &'static str,
    pub(crate) to_transfer: &'static str,
    /// What the buyer writes on the transfer.
    pub(crate) transfer_reference: &'static str,
    /// What a pro-forma is and is not.
    pub(crate) no_invoice: &'static str,

    /// What stands between the digits of groups, and before decimals.
    pub(crate) group: char,
    pub(crate) point: char,
    /// A number of so many digits stands without groups.
    pub(crate) ungrouped_digits: usize,
    /// The currency's code stands before the figure.
    pub(crate) currency_first: bool,
    /// What stands between a figure and its percent sign.
    pub(crate) percent_space: &'static str,
    /// `{day}`, `{month}`, `{year}`.
    pub(crate) date: &'static str,
    pub(crate) months: [&'static str; 12],
}

/// A text with its places filled in. A place that is not named stays.
pub(crate) fn fill(text: &str, places: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 32);
    let mut rest = text;
    // What is filled in is not looked at again: a name may hold braces.
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        match places.iter().find(|(place, _)| *place == name) {
            Some((_, value)) => filled.push_str(value),
            None => filled.extend(["{", name, "}"]),
        }
        rest = behind;
    }
    filled.push_str(rest);
    filled
}
