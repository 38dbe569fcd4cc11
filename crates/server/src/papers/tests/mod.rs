//! Papers over a table: the same paper is the same bytes, and carries an e-invoice wherever the standard can say it.
//!
//! With `SCRIP_WRITE_PAPERS=folder` the table is also written there, with what each must say, for `xtask papers`: validators that
//! share no line with this crate judge it, and pictures are made of it.

mod samples;

use std::path::Path;

use serde_json::json;
use sha2::{Digest, Sha256};

use super::pdf::{Rendered, render};
use super::snapshot::Snapshot;
use super::words::figures::decimal;
use super::{Kind, Paper};

#[test]
fn every_paper_is_the_same_bytes_again_and_has_its_einvoice() {
    let folder = std::env::var_os("SCRIP_WRITE_PAPERS");
    let mut wrong = Vec::new();
    for sample in samples::all() {
        let first = render(&sample.paper).unwrap();
        let again = render(&sample.paper).unwrap();
        assert_eq!(Sha256::digest(&first.pdf), Sha256::digest(&again.pdf), "{} is another file again", sample.name);
        if first.without_einvoice.is_none() != sample.has_einvoice {
            wrong.push((sample.name, first.without_einvoice.clone()));
        }
        if let Some(folder) = &folder {
            write(Path::new(folder), sample.name, &sample.paper, &first);
        }
    }
    assert!(wrong.is_empty(), "with an e-invoice or without, not as expected: {wrong:?}");
}

/// The file, and beside it what a reader who knows nothing of this crate shall find in it.
fn write(folder: &Path, name: &str, paper: &Paper, rendered: &Rendered) {
    let total = &paper.total;
    let language = paper.snapshot.language();
    let money = |amount| language.money(amount, total.currency);
    let mut says = vec![
        paper.number().to_owned(),
        paper.order.clone(),
        money(total.net),
        money(total.tax),
        money(total.gross),
        language.date(paper.day(paper.at())),
        language.credits(paper.credits),
    ];
    match &paper.kind {
        Kind::ProForma { pay_by, .. } => {
            let bank = paper.snapshot.bank.clone().unwrap();
            says.extend([bank.bic, language.date(paper.day(*pay_by))]);
        }
        Kind::Invoice { payment, .. } => says.push(payment.reference.clone()),
        Kind::CreditNote { payment, corrects, .. } | Kind::Restored { payment, corrects, .. } => {
            says.extend([payment.reference.clone(), corrects.0.clone()]);
        }
    }
    if total.is_reverse_charge {
        let ids = [&paper.snapshot.seller, &paper.snapshot.buyer].map(|party| party.tax_id.clone().unwrap());
        says.extend(ids);
    }
    let expected = json!({
        "says": says,
        "einvoice": rendered.without_einvoice.is_none().then(|| json!({
            "number": paper.number(),
            "type": if matches!(paper.kind, Kind::CreditNote { .. }) { "381" } else { "380" },
            "currency": total.currency.to_string(),
            "net": decimal(total.net, total.currency),
            "tax": decimal(total.tax, total.currency),
            "gross": decimal(total.gross, total.currency),
            "category": if total.is_reverse_charge { "AE" } else if total.rate.is_zero() { "E" } else { "S" },
            "order": paper.order,
        })),
    });
    std::fs::write(folder.join(format!("{name}.pdf")), &rendered.pdf).unwrap();
    std::fs::write(folder.join(format!("{name}.json")), expected.to_string()).unwrap();
}

#[test]
fn a_snapshot_is_canonical_and_is_read_again() {
    let snapshot = samples::all().remove(0).paper.snapshot;
    let bytes = snapshot.to_bytes();
    assert_eq!(
        std::str::from_utf8(&bytes).unwrap(),
        r#"{"account":"acme-team","bank":{"bic":"WBKPPLPP","iban":"PL61109010140000071219812874","name":"Landing Works sp. z o.o."},"buyer":{"address":["al. Jerozolimskie 123A","02-017 Warszawa"],"country":"PL","name":"Zażółć Gęślą Jaźń S.A.","tax_id":"5252344078"},"language":"pl","package":{"credits":"1000","id":"extra-1000","name":"1,000 extra credits","price":7900},"seller":{"address":["ul. Przykładowa 12/4","00-001 Warszawa"],"country":"PL","name":"Landing Works sp. z o.o.","tax_id":"PL5260001246"},"time_zone":"Europe/Warsaw","version":1}"#
    );
    assert_eq!(Snapshot::of_bytes(&bytes), Some(snapshot));
    assert_eq!(Snapshot::of_bytes(b"{}"), None);
    let later = String::from_utf8(bytes).unwrap().replace("\"version\":1", "\"version\":2");
    assert_eq!(Snapshot::of_bytes(later.as_bytes()), None, "a form that this build does not know is not guessed at");
}

#[test]
fn addresses_are_lines_that_can_be_printed() {
    use super::snapshot::Party;
    let rows: &[(&str, &[&str])] = &[
        ("", &[]),
        ("Example Street 1, 12345 Town", &["Example Street 1", "12345 Town"]),
        ("Suite 5, Floor 2\n12345  Town\u{7}\n\n", &["Suite 5, Floor 2", "12345 Town"]),
        ("a\nb\nc\nd\ne\nf\ng\nh", &["a", "b", "c", "d", "e", "f, g, h"]),
    ];
    for (address, expected) in rows {
        assert_eq!(Party::new("x", address, None, None).address, *expected, "{address:?}");
    }
}
