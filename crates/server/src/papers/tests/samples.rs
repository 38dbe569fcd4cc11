//! The table of papers: each kind in each language, and what is hard about papers: tax, long texts, many digits.

use scrip_core::order::Total;

use super::super::paper::{self, Kind, Paper, Payment};
use super::super::snapshot::{BankAccount, Package, Party, Snapshot};
use super::super::words::Language;

/// A row: its name, the paper, and why it carries no e-invoice, where it does not.
pub(super) struct Sample {
    pub(super) name: &'static str,
    pub(super) paper: Paper,
    pub(super) has_einvoice: bool,
}

const ORDER: &str = "ord_0000000R0000001P";

fn seller() -> Party {
    Party::new("Landing Works sp. z o.o.", "ul. Przykładowa 12/4, 00-001 Warszawa", Some("PL"), Some("PL5260001246"))
}

fn bank() -> BankAccount {
    BankAccount {
        name: "Landing Works sp. z o.o.".to_owned(),
        iban: "PL61109010140000071219812874".to_owned(),
        bic: "WBKPPLPP".to_owned(),
    }
}

fn package(price: u64) -> Package {
    Package { id: "extra-1000".to_owned(), name: "1,000 extra credits".to_owned(), credits: "1000".to_owned(), price }
}

fn buyer(country: &str) -> Party {
    match country {
        "PL" => Party::new(
            "Zażółć Gęślą Jaźń S.A.",
            "al. Jerozolimskie 123A, 02-017 Warszawa",
            Some("PL"),
            Some("5252344078"),
        ),
        "DE" => Party::new("Müller & Söhne GmbH", "Musterstraße 12\n10115 Berlin", Some("DE"), Some("DE136695976")),
        "GB" => Party::new("Acme Widgets Ltd", "1 Example Street, London EC1A 1AA", Some("GB"), Some("GB999999973")),
        "US" => Party::new("Acme Inc.", "500 Example Ave, Suite 100\nSan Francisco, CA 94105", Some("US"), None),
        _ => Party::default(),
    }
}

fn total(net: u64, tax: u64, currency: &str, rate: &str) -> Total {
    Total {
        net,
        tax,
        gross: net + tax,
        currency: currency.parse().unwrap(),
        rate: rate.parse().unwrap(),
        is_reverse_charge: false,
        country: None,
    }
}

fn payment(is_card: bool) -> Payment {
    let reference = if is_card { "pi_3QK2m8LkdIwHu7ix0a1b2c3d" } else { "2026-11-20/ELIXIR/004512" };
    Payment { is_card, at: "2026-11-23T09:15:00Z".parse().unwrap(), reference: reference.to_owned() }
}

fn invoice(language: Language, country: &str, quantity: u32, total: Total) -> Paper {
    let account = "acme-team".to_owned();
    let price = total.net / u64::from(quantity);
    Paper {
        snapshot: Snapshot::new(
            language,
            (seller(), "Europe/Warsaw".parse().unwrap()),
            buyer(country),
            &account,
            package(price),
            Some(bank()),
        ),
        kind: Kind::Invoice {
            number: paper::number(2026, 42),
            at: "2026-11-23T09:15:02Z".parse().unwrap(),
            payment: payment(true),
        },
        order: ORDER.to_owned(),
        quantity,
        credits: format!("{quantity}000").parse().unwrap(),
        total,
    }
}

fn pro_forma(paper: Paper) -> Paper {
    let kind =
        Kind::ProForma { at: "2026-11-23T09:15:00Z".parse().unwrap(), pay_by: "2026-12-07T22:59:59Z".parse().unwrap() };
    Paper { kind, ..paper }
}

fn credit_note(paper: Paper, total: Total, credits: &str, is_card: bool) -> Paper {
    let kind = Kind::CreditNote {
        number: paper::number(2026, 43),
        at: "2026-11-30T23:30:00Z".parse().unwrap(),
        corrects: (paper::number(2026, 42), "2026-11-23T09:15:02Z".parse().unwrap()),
        payment: Payment { at: "2026-11-30T23:30:00Z".parse().unwrap(), ..payment(is_card) },
    };
    Paper { kind, total, credits: credits.parse().unwrap(), ..paper }
}

fn restored(paper: Paper, total: Total, credits: &str, is_card: bool) -> Paper {
    let kind = Kind::Restored {
        number: paper::number(2026, 51),
        at: "2026-12-14T10:00:00Z".parse().unwrap(),
        corrects: (paper::number(2026, 43), "2026-11-30T23:30:00Z".parse().unwrap()),
        payment: payment(is_card),
    };
    Paper { kind, total, credits: credits.parse().unwrap(), ..paper }
}

fn long(language: Language) -> Paper {
    let mut paper = invoice(language, "DE", 1_234_567, total(999_999_999_270_000, 229_999_999_832_100, "PLN", "23"));
    paper.snapshot.package.price = 810_000_590;
    paper.total.net = 810_000_590 * 1_234_567;
    paper.total.tax = (paper.total.net * 23 + 50) / 100;
    paper.total.gross = paper.total.net + paper.total.tax;
    paper.snapshot.seller = Party::new(
        "Gesellschaft für außerordentlich umfangreiche Landingpage-Dienstleistungen und Beratung mbH & Co. KGaA",
        "Gebäude C, Aufgang 4, 3. Obergeschoss links\nDonaudampfschifffahrtsgesellschaftskapitänsweg 1234567\nPostfach 99 88 77\n\
         22299 Hamburg-Winterhude",
        Some("PL"),
        Some("PL5260001246"),
    );
    paper.snapshot.buyer = Party::new(
        "Towarzystwo Wzajemnej Pomocy Przedsiębiorców Branży Internetowej oraz Usług Cyfrowych Województwa Mazowieckiego \
         Spółka Akcyjna w likwidacji",
        "Oddział Zamiejscowy, Dział Rozliczeń\nBudynek Północny, piętro XIV, pokój 1423 b\nulica Konstantynopolitańczykowianeczkowska \
         123A/456\nosiedle Bardzo Długie Osiedle\n00-999 Warszawa-Śródmieście\nskr. poczt. 17\nwoj. mazowieckie",
        Some("DE"),
        Some("DE136695976"),
    );
    paper.snapshot.package.name = "Pakiet dodatkowych kredytów dla bardzo dużych zespołów, rozszerzony o obsługę priorytetową, \
                                   Überlängenzuschlag und einenwirklichsehrlangenzusammengesetztenbegriffohnejedeleerstelle, \
                                   and a closing remark in English so that the name runs over several lines of the table"
        .to_owned();
    paper.snapshot.account = "a".repeat(64);
    paper.credits = "1234567000".parse().unwrap();
    paper
}

/// Every row.
pub(super) fn all() -> Vec<Sample> {
    let mut all = Vec::new();
    let mut put = |name, paper, has_einvoice| all.push(Sample { name, paper, has_einvoice });
    let plain = |language, country| invoice(language, country, 1, total(7_900, 1_817, "PLN", "23"));
    put("invoice-pl", plain(Language::Pl, "PL"), true);
    put("invoice-de", invoice(Language::De, "DE", 12, total(22_800, 4_332, "EUR", "19")), true);
    put("invoice-en", invoice(Language::En, "GB", 3, total(5_700, 1_140, "GBP", "20")), true);

    for (name, language) in [("reverse-en", Language::En), ("reverse-de", Language::De), ("reverse-pl", Language::Pl)] {
        let mut paper = invoice(language, "DE", 2, total(3_800, 0, "EUR", "0"));
        paper.total.is_reverse_charge = true;
        put(name, paper, true);
    }
    for (name, language) in [("untaxed-en", Language::En), ("untaxed-de", Language::De), ("untaxed-pl", Language::Pl)] {
        put(name, invoice(language, "US", 1, total(1_900, 0, "USD", "0")), true);
    }
    let mut by_transfer = plain(Language::Pl, "PL");
    if let Kind::Invoice { payment: paid, .. } = &mut by_transfer.kind {
        *paid = payment(false);
    }
    put("transfer-pl", by_transfer, true);

    put("pro-forma-en", pro_forma(plain(Language::En, "GB")), false);
    put("pro-forma-de", pro_forma(invoice(Language::De, "DE", 1, total(7_900, 1_501, "EUR", "19"))), false);
    put("pro-forma-pl", pro_forma(plain(Language::Pl, "PL")), false);

    put(
        "credit-whole-pl",
        credit_note(plain(Language::Pl, "PL"), total(7_900, 1_817, "PLN", "23"), "1000", true),
        true,
    );
    // 400 of 1,000 credits: floor(97.17 × 0.4) = 38.86 gross.
    put("credit-part-de", credit_note(plain(Language::De, "DE"), total(3_159, 727, "PLN", "23"), "400", true), true);
    put("credit-part-en", credit_note(plain(Language::En, "GB"), total(3_159, 727, "PLN", "23"), "0.5", false), true);

    put("restored-pl", restored(plain(Language::Pl, "PL"), total(7_900, 1_817, "PLN", "23"), "1000", true), true);
    put("restored-de", restored(plain(Language::De, "DE"), total(3_159, 727, "PLN", "23"), "400", true), true);
    put("restored-en", restored(plain(Language::En, "GB"), total(3_159, 727, "PLN", "23"), "0.5", false), true);

    put("rate-with-decimals", invoice(Language::De, "DE", 1, total(10_000, 810, "CHF", "8.1")), true);
    put("yen-en", invoice(Language::En, "US", 2, total(3_800_000, 380_000, "JPY", "10")), true);
    put("dinar-en", invoice(Language::En, "US", 1, total(1_234_567, 0, "KWD", "0")), false);
    put("long-pl", long(Language::Pl), true);
    put("long-de", pro_forma(long(Language::De)), false);

    let mut no_seller = plain(Language::En, "US");
    no_seller.snapshot.seller = Party::new("landing-pages", "", None, None);
    no_seller.total = total(1_900, 0, "USD", "0");
    put("no-seller", no_seller, false);
    let mut unknown = plain(Language::De, "");
    unknown.snapshot.buyer = Party::default();
    put("unknown-buyer", unknown, false);
    let mut scripts = plain(Language::En, "GB");
    scripts.snapshot.buyer = Party::new(
        "Ελληνική Εταιρεία · Фірма · 株式会社 🎉",
        "Οδός 1\nул. Примерная 5",
        Some("GR"),
        Some("EL094259216"),
    );
    put("scripts-en", scripts, true);
    all
}
