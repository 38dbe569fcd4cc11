//! Polish: the texts of papers, numbers and dates.

use super::Words;

pub(super) const WORDS: Words = Words {
    invoice: "Faktura",
    credit_note: "Faktura korygująca",
    pro_forma: "Faktura pro forma",
    corrects: "do faktury {number} z dnia {date}",
    takes_back: "znosi fakturę korygującą {number} z dnia {date}: bank odesłał zwrot",

    number: "Numer",
    issued: "Data wystawienia",
    supplied: "Data sprzedaży",
    ordered: "Data",
    pay_by: "Termin płatności",
    order: "Zamówienie",
    account: "Konto",
    page: "Strona {page} z {pages}",

    description: "Nazwa",
    quantity: "Ilość",
    unit_price: "Cena netto",
    amount: "Wartość netto",
    refund_of: "Zwrot: {name}",
    restored_of: "Odesłany zwrot: {name}",
    credits: ["{n} kredyt", "{n} kredyty", "{n} kredytów", "{n} kredytu"],

    net: "Razem netto",
    tax_line: "{tax} {rate}",
    total: "Razem brutto",
    credited: "Zwrot razem brutto",
    to_pay: "Do zapłaty",

    tax: ["VAT", "Podatek"],
    tax_id: ["NIP", "Nr VAT UE", "Nr podatkowy"],
    home: "PL",
    reverse_charge: "Odwrotne obciążenie: podatek VAT rozlicza nabywca (art. 196 dyrektywy 2006/112/WE).",
    reverse_charge_ids: "Nr VAT UE sprzedawcy: {seller}. Nr VAT UE nabywcy: {buyer}.",
    untaxed: "{tax}: nie nalicza się.",

    paid_by_card: "Zapłacono kartą dnia {date}",
    paid_by_transfer: "Zapłacono przelewem dnia {date}",
    returned_to_card: "Zwrócono na kartę dnia {date}",
    returned_by_transfer: "Zwrócono przelewem dnia {date}",
    reference: "Numer płatności",

    transfer: "Prosimy o przelew kwoty do zapłaty na rachunek",
    holder: "Odbiorca",
    iban: "IBAN",
    bic: "BIC",
    to_transfer: "Kwota",
    transfer_reference: "Tytuł przelewu",
    no_invoice: "To jest faktura pro forma do płatności z góry; nie jest fakturą VAT. Po otrzymaniu przelewu dopisujemy kredyty i \
                 wystawiamy fakturę.",

    group: '\u{a0}',
    point: ',',
    // Four digits stand together: 1234, but 12 345.
    ungrouped_digits: 4,
    currency_first: false,
    percent_space: "",
    date: "{day} {month} {year}",
    months: [
        "stycznia",
        "lutego",
        "marca",
        "kwietnia",
        "maja",
        "czerwca",
        "lipca",
        "sierpnia",
        "września",
        "października",
        "listopada",
        "grudnia",
    ],
};
