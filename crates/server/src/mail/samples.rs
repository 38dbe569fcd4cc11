//! Sample letters of each kind: what templates are tried with at the start, what tests read and documentation shows.

use scrip_core::credits::Credits;
use scrip_core::entry::Subject;
use scrip_core::id::AccountId;
use scrip_core::money::{Currency, Money};
use scrip_core::period::Zone;
use scrip_core::time::{Span, Timestamp};

use super::letter::{Letter, MailKind, Value};

/// 1 March 2026, 09:30 UTC.
const AT: Timestamp = Timestamp::from_micros(1_772_357_400_000_000);

fn plain(kind: MailKind) -> Letter {
    let zone = "Europe/Warsaw".parse().unwrap_or_else(|_| Zone::utc());
    Letter { account: "acme".to_owned(), ..Letter::of(kind, &account(), zone) }
}

#[expect(clippy::expect_used, reason = "the name is an account's")]
fn account() -> AccountId {
    "acme".parse().expect("an account's name")
}

fn credits(whole: i64) -> Credits {
    Credits::from_milli(whole.saturating_mul(1_000))
}

/// A letter with the least that its kind has.
pub(super) fn least(kind: MailKind) -> Letter {
    let total = Money { amount: 233_700, currency: Currency::USD };
    let letter = plain(kind);
    let order = |letter: Letter| {
        letter.with("order", Value::text("ord_0000000100000007")).with("credits", credits(10_000)).with("total", total)
    };
    let later = |days: i64| AT.plus(Span::DAY.times(days));
    match kind {
        MailKind::Invoice | MailKind::CreditNote | MailKind::RefundFailed => {
            order(letter).with("number", Value::text("2026-000042")).with("date", Value::date(AT))
        }
        MailKind::ProForma => {
            order(letter).with("pay_by", Value::date(later(14))).with("business_days", Value::Number(2))
        }
        MailKind::PaymentReceived | MailKind::OrderRejected => order(letter),
        MailKind::OrderUnpaid => order(letter).with("pay_by", Value::date(later(14))),
        MailKind::Low => letter.with("percent", Value::Number(80)).with("available", credits(512)),
        MailKind::ExtraLow => letter.with("extra", credits(480)).with("available", credits(1_212)),
        MailKind::Depleted => letter.with("available", credits(0)).with("has_available", Value::Flag(false)),
        MailKind::Expiring => letter
            .with("credits", credits(1_000))
            .with("expires_on", Value::date(later(30)))
            .with("expires_at", Value::time(later(30))),
        MailKind::TopUpFailed => letter.with("available", credits(120)),
        MailKind::LimitReached => letter
            .with("whose", Value::level(&Subject::Account))
            .with("limit", credits(500))
            .with("used", credits(500))
            .with("left", credits(0))
            .with("has_left", Value::Flag(false))
            .with("resets_at", Value::time(later(1))),
        MailKind::TrialEnding => letter
            .with("ends_on", Value::date(later(3)))
            .with("ends_at", Value::time(later(3)))
            .with("available", credits(640)),
    }
}

/// A letter with all that its kind may have.
pub(super) fn full(kind: MailKind) -> Letter {
    let letter = least(kind);
    let text = Value::text;
    let renews = Value::date(AT.plus(Span::DAY.times(31)));
    match kind {
        MailKind::ProForma => letter
            .with("bank_name", text("Example Ltd"))
            .with("iban", text("PL61 1090 1014 0000 0712 1981 2874"))
            .with("bic", text("WBKPPLPP"))
            .with("credits_by", Value::date(AT.plus(Span::DAY.times(2)))),
        MailKind::OrderRejected => letter.with("reason", text("We sell to companies only.")),
        MailKind::TopUpFailed => letter.with("reason", text("card_declined")),
        MailKind::Low => letter.with("renews_at", renews),
        MailKind::Depleted => {
            letter.with("renews_at", renews).with("available", credits(1_250)).with("has_available", Value::Flag(true))
        }
        _ => letter,
    }
}
