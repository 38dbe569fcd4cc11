//! German: the texts of papers, numbers and dates.
//!
//! A credit note is a `Rechnungskorrektur`: `Gutschrift` is, by § 14 `UStG`, an invoice that the buyer writes.

use super::Words;

pub(super) const WORDS: Words = Words {
    invoice: "Rechnung",
    credit_note: "Rechnungskorrektur",
    pro_forma: "Pro-forma-Rechnung",
    corrects: "zur Rechnung {number} vom {date}",
    takes_back: "hebt die Gutschrift {number} vom {date} auf: Die Bank hat die Erstattung zurückgesandt",

    number: "Nummer",
    issued: "Ausstellungsdatum",
    supplied: "Leistungsdatum",
    ordered: "Datum",
    pay_by: "Zahlbar bis",
    order: "Bestellung",
    account: "Konto",
    page: "Seite {page} von {pages}",

    description: "Beschreibung",
    quantity: "Menge",
    unit_price: "Einzelpreis netto",
    amount: "Betrag netto",
    refund_of: "Erstattung: {name}",
    restored_of: "Erstattung zurückgekommen: {name}",
    credits: ["{n} Credit", "{n} Credits", "{n} Credits", "{n} Credits"],

    net: "Summe netto",
    tax_line: "{tax} {rate}",
    total: "Gesamtbetrag",
    credited: "Erstatteter Gesamtbetrag",
    to_pay: "Zu zahlen",

    tax: ["USt.", "Steuer"],
    tax_id: ["USt-IdNr.", "USt-IdNr.", "Steuernummer"],
    home: "DE",
    reverse_charge: "Steuerschuldnerschaft des Leistungsempfängers (Reverse Charge, Art. 196 der Richtlinie 2006/112/EG).",
    reverse_charge_ids: "USt-IdNr. des Leistenden: {seller}. USt-IdNr. des Leistungsempfängers: {buyer}.",
    untaxed: "Es wird keine {tax} berechnet.",

    paid_by_card: "Mit Karte bezahlt am {date}",
    paid_by_transfer: "Per Überweisung bezahlt am {date}",
    returned_to_card: "Auf die Karte erstattet am {date}",
    returned_by_transfer: "Per Überweisung erstattet am {date}",
    reference: "Referenz",

    transfer: "Bitte überweisen Sie den Gesamtbetrag auf dieses Konto",
    holder: "Kontoinhaber",
    iban: "IBAN",
    bic: "BIC",
    to_transfer: "Betrag",
    transfer_reference: "Verwendungszweck",
    no_invoice: "Dies ist eine Pro-forma-Rechnung zur Zahlung im Voraus und keine Rechnung im Sinne des Umsatzsteuerrechts. Die \
                 Credits werden gutgeschrieben und die Rechnung wird ausgestellt, sobald die Überweisung eingegangen ist.",

    group: '.',
    point: ',',
    ungrouped_digits: 3,
    currency_first: false,
    percent_space: "\u{a0}",
    date: "{day}. {month} {year}",
    months: [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
};
