//! The e-invoice: the paper in the terms of EN 16931, checked by its rules, written as UN/CEFACT CII.
//!
//! Amounts are the ledger's, never added up anew. A paper that the standard cannot say is issued without: see [`xml`].

use en16931::codes::guard;
use en16931::invoice::{
    CreditTransfer, Delivery, DocumentKind, DocumentTotals, InvoiceLine, InvoiceNote, Item, PaymentInstructions,
    PaymentMeans, PostalAddress, PrecedingInvoice, PriceDetails, VatBreakdown,
};
use en16931::profiles::En16931;
use en16931::{
    Date, DocumentReference, Identifier, Invoice, InvoiceAmount, Percentage, Quantity, UnitPriceAmount, Validated,
};
use en16931_formats::Syntax;
use rust_decimal::Decimal;
use scrip_core::money::Currency;
use scrip_core::order::Country;

use super::paper::{Kind, Paper, Payment};
use super::snapshot::Party;
use super::words::figures::{Day, decimal, decimals};
use super::words::fill;

/// The specification that it is written by (BT-24).
const SPECIFICATION: &str = "urn:cen.eu:en16931:2017";
/// A piece (BT-130).
const PIECE: &str = "C62";

/// The XML; or why there is none: a pro-forma is no invoice, a currency has more decimals than the standard allows, the
/// seller is not named, or a rule of the standard does not hold.
pub(super) fn xml(paper: &Paper) -> Result<String, String> {
    let (kind, number, payment) = match &paper.kind {
        Kind::ProForma { .. } => return Err("a pro-forma is no invoice".to_owned()),
        Kind::Invoice { number, payment, .. } | Kind::Restored { number, payment, .. } => {
            (DocumentKind::Invoice, number, payment)
        }
        Kind::CreditNote { number, payment, .. } => (DocumentKind::CreditNote, number, payment),
    };
    if decimals(paper.total.currency) > 2 {
        return Err(format!("EN 16931 has two decimals, {} has more", paper.total.currency));
    }
    let invoice = invoice(paper, kind, number, payment)?;
    let proof: Validated<En16931> = Validated::new(invoice).map_err(|rejected| {
        let rules: Vec<String> = rejected.report().fatal().map(|finding| finding.rule.as_str().to_owned()).collect();
        format!("rules of EN 16931 that do not hold: {}", rules.join(", "))
    })?;
    Ok(en16931_formats::write(&proof, Syntax::Cii).xml)
}

fn invoice(paper: &Paper, kind: DocumentKind, number: &str, payment: &Payment) -> Result<Invoice, String> {
    let type_code = if kind == DocumentKind::CreditNote { "381" } else { "380" };
    let total = &paper.total;
    let amount = |minor| amount(minor, total.currency);
    let rate = Percentage::new(number_of(&total.rate.to_string())?);
    let (category, reason) = category(paper);
    let line =
        InvoiceLine::new("1", line_name(paper), quantity(paper), PIECE, amount(total.net)?, category, Some(rate))
            .with_price(PriceDetails { net_price: price(paper)?, ..PriceDetails::default() })
            .with_item(Item {
                name: Some(line_name(paper)),
                description: Some(paper.snapshot.language().credits(paper.credits).replace('\u{a0}', " ")),
                seller_identifier: Some(paper.snapshot.package.id.clone()),
                ..Item::default()
            });
    let builder =
        Invoice::builder(SPECIFICATION, number, date(paper.day(paper.at()))?, type_code, code(total.currency).as_str())
            .seller(party(&paper.snapshot.seller, true, "")?)
            .buyer(party(&paper.snapshot.buyer, false, &paper.snapshot.account)?)
            .payment(instructions(paper, payment))
            .line(line)
            .vat_breakdown(VatBreakdown {
                taxable_amount: amount(total.net)?,
                tax_amount: amount(total.tax)?,
                category: category.into(),
                rate: Some(rate),
                exemption_reason: reason.as_ref().map(|(text, _)| text.clone()),
                exemption_reason_code: reason.and_then(|(_, code)| code).map(Into::into),
            })
            .totals(DocumentTotals {
                line_total: amount(total.net)?,
                taxable_total: amount(total.net)?,
                vat_total: Some(amount(total.tax)?),
                gross_total: amount(total.gross)?,
                // What moved already: nothing is due.
                paid: Some(amount(total.gross)?),
                due: InvoiceAmount::ZERO,
                ..DocumentTotals::default()
            });
    let mut invoice = builder.build();
    invoice.kind = kind;
    invoice.sales_order_reference = Some(DocumentReference::new(&*paper.order));
    let supplied = paper.supplied().map(date).transpose()?;
    invoice.delivery = supplied.map(|date| Delivery { date: Some(date), ..Delivery::default() });
    if let Some((_, (number, at))) = paper.corrects() {
        let reference = DocumentReference::new(&**number);
        invoice.preceding_invoices = vec![PrecedingInvoice { reference, issue_date: Some(date(paper.day(*at))?) }];
    }
    if total.is_reverse_charge {
        invoice.notes = vec![InvoiceNote::new(paper.snapshot.language().words().reverse_charge)];
    }
    Ok(invoice)
}

fn line_name(paper: &Paper) -> String {
    let name = &paper.snapshot.package.name;
    match paper.kind {
        Kind::CreditNote { .. } | Kind::Restored { .. } => fill(paper.part_of(), &[("name", name)]),
        Kind::ProForma { .. } | Kind::Invoice { .. } => name.clone(),
    }
}

/// A refund is one thing at its own amount: a part of an order has no whole number of packages.
fn quantity(paper: &Paper) -> Quantity {
    match paper.kind {
        Kind::CreditNote { .. } | Kind::Restored { .. } => Quantity::ONE,
        Kind::ProForma { .. } | Kind::Invoice { .. } => Quantity::new(Decimal::from(paper.quantity)),
    }
}

fn price(paper: &Paper) -> Result<UnitPriceAmount, String> {
    let minor = match paper.kind {
        Kind::CreditNote { .. } | Kind::Restored { .. } => paper.total.net,
        Kind::ProForma { .. } | Kind::Invoice { .. } => paper.snapshot.package.price,
    };
    Ok(UnitPriceAmount::new(number_of(&decimal(minor, paper.total.currency))?))
}

/// The category of the tax (BT-118), and why there is none, in words and by code.
fn category(paper: &Paper) -> (&'static str, Option<(String, Option<&'static str>)>) {
    let words = paper.snapshot.language().words();
    if paper.total.is_reverse_charge {
        return ("AE", Some((words.reverse_charge.to_owned(), Some("VATEX-EU-AE"))));
    }
    if paper.total.rate.is_zero() {
        let [value_added, _] = words.tax;
        return ("E", Some((fill(words.untaxed, &[("tax", value_added)]), None)));
    }
    ("S", None)
}

/// How the money moved (BT-81, UNTDID 4461): 48 bank card, 30 credit transfer to the seller's account, 1 anything else.
fn instructions(paper: &Paper, payment: &Payment) -> PaymentInstructions {
    let is_incoming = matches!(paper.kind, Kind::Invoice { .. } | Kind::Restored { .. });
    let account = paper.snapshot.bank.as_ref().filter(|_| is_incoming && !payment.is_card);
    let code = match account {
        _ if payment.is_card => "48",
        Some(_) => "30",
        None => "1",
    };
    let means = account.map(|bank| {
        PaymentMeans::CreditTransfer(vec![CreditTransfer {
            account_identifier: Some(bank.iban.chars().filter(|letter| *letter != ' ').collect()),
            account_name: Some(bank.name.clone()),
            provider_identifier: Some(bank.bic.clone()),
        }])
    });
    let reference = Some(payment.reference.clone()).filter(|reference| !reference.is_empty());
    PaymentInstructions {
        means_code: Some(code.into()),
        remittance_information: reference,
        means,
        ..PaymentInstructions::default()
    }
}

fn party(party: &Party, is_seller: bool, otherwise: &str) -> Result<en16931::invoice::Party, String> {
    let name = if party.name.is_empty() { otherwise } else { &party.name };
    let country = party.country.as_deref().ok_or("a party's country is not known")?;
    let mut lines = party.address.iter().cloned();
    let (line1, line2) = (lines.next(), lines.next());
    let rest: Vec<String> = lines.collect();
    let address = PostalAddress {
        line1,
        line2,
        line3: Some(rest.join(", ")).filter(|text| !text.is_empty()),
        country: Some(guard::country(country).map_err(|error| error.to_string())?),
        ..PostalAddress::default()
    };
    let mut twin = en16931::invoice::Party::new(name, address);
    if let Some(id) = &party.tax_id {
        // A number of value added tax (BT-31, BT-48) has its country's letters, given or not. Any other is a registration:
        // with the tax office for the seller (BT-32), of another kind for the buyer (BT-47).
        let compact: String = id.chars().filter(char::is_ascii_alphanumeric).collect();
        let prefix = if country == "GR" { "EL" } else { country };
        let prefixed = format!("{prefix}{compact}");
        if compact.starts_with(prefix) {
            twin.vat_identifier = Some(compact);
        } else if country.parse::<Country>().is_ok_and(|state| state.has_form(&prefixed)) {
            twin.vat_identifier = Some(prefixed);
        } else if is_seller {
            twin.tax_registration = Some(id.clone());
        } else {
            twin.legal_registration = Some(Identifier::new(id.clone()));
        }
    }
    Ok(twin)
}

fn amount(minor: u64, currency: Currency) -> Result<InvoiceAmount, String> {
    let text = decimal(minor, currency);
    InvoiceAmount::parse(&text).map_err(|error| format!("{text}: {error}"))
}

fn number_of(text: &str) -> Result<Decimal, String> {
    text.parse().map_err(|_| format!("{text} is no number"))
}

fn date(day: Day) -> Result<Date, String> {
    Date::parse(&day.iso()).map_err(|error| error.to_string())
}

fn code(currency: Currency) -> String {
    currency.to_string()
}
