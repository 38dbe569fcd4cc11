//! English: the texts of papers, numbers and dates.

use super::Words;

pub(super) const WORDS: Words = Words {
    invoice: "Invoice",
    credit_note: "Credit note",
    pro_forma: "Pro-forma invoice",
    corrects: "for invoice {number} of {date}",
    takes_back: "takes back credit note {number} of {date}: its refund was returned by the bank",

    number: "Number",
    issued: "Date of issue",
    supplied: "Date of supply",
    ordered: "Date",
    pay_by: "Please pay by",
    order: "Order",
    account: "Account",
    page: "Page {page} of {pages}",

    description: "Description",
    quantity: "Quantity",
    unit_price: "Unit price, net",
    amount: "Amount, net",
    refund_of: "Refund: {name}",
    restored_of: "Refund returned: {name}",
    credits: ["{n} credit", "{n} credits", "{n} credits", "{n} credits"],

    net: "Net total",
    tax_line: "{tax} {rate}",
    total: "Total",
    credited: "Total credited",
    to_pay: "Total to pay",

    tax: ["VAT", "Tax"],
    tax_id: ["VAT ID", "VAT ID", "Tax ID"],
    home: "GB",
    reverse_charge: "Reverse charge: VAT is to be accounted for by the recipient (Art. 196 of Directive 2006/112/EC).",
    reverse_charge_ids: "VAT ID of the supplier: {seller}. VAT ID of the recipient: {buyer}.",
    untaxed: "No {tax} is charged.",

    paid_by_card: "Paid by card on {date}",
    paid_by_transfer: "Paid by bank transfer on {date}",
    returned_to_card: "Returned to the card on {date}",
    returned_by_transfer: "Returned by bank transfer on {date}",
    reference: "Reference",

    transfer: "Please transfer the total to this account",
    holder: "Account holder",
    iban: "IBAN",
    bic: "BIC",
    to_transfer: "Amount",
    transfer_reference: "Reference",
    no_invoice: "This is a pro-forma invoice for payment in advance, not an invoice for tax purposes. The credits are added and \
                 the invoice is issued when the transfer has arrived.",

    group: ',',
    point: '.',
    ungrouped_digits: 3,
    currency_first: true,
    percent_space: "",
    date: "{day} {month} {year}",
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
};
