//! Languages of mails: English, German, Polish; how each writes credits, money, dates. Texts stand in `templates/`.

use scrip_core::credits::Credits;
use scrip_core::money::Money;
use scrip_core::period::{Wall, Zone};
use scrip_core::time::{Span, Timestamp};

/// A language that mails are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Language {
    /// What everybody gets whose language is none of the others.
    English,
    /// German.
    German,
    /// Polish.
    Polish,
}

/// A space at which no line breaks.
const NO_BREAK: char = '\u{a0}';

const ENGLISH_MONTHS: [&str; 12] = [
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
];
const GERMAN_MONTHS: [&str; 12] = [
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
];
/// In the genitive, as dates have them.
const POLISH_MONTHS: [&str; 12] = [
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
];

/// Currencies without minor units, and with a thousand of them (ISO 4217); all others have a hundred.
const WHOLE: [&str; 16] =
    ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XPF"];
const THOUSANDTHS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

impl Language {
    /// Every language.
    pub(crate) const ALL: [Self; 3] = [Self::English, Self::German, Self::Polish];

    /// Of a locale such as `de-AT`; of what is none of ours English.
    pub(crate) fn of(locale: Option<&str>) -> Self {
        let primary = locale.and_then(|locale| locale.split(['-', '_']).next()).unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(primary)).unwrap_or(Self::English)
    }

    /// ISO 639.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Polish => "pl",
        }
    }

    /// An amount of credits: `1,234.5`, `1.234,5`, `1 234,5`.
    pub(crate) fn credits(self, credits: Credits) -> String {
        let text = credits.to_string();
        let (whole, decimals) = text.split_once('.').map_or((text.as_str(), None), |(w, d)| (w, Some(d)));
        self.number(whole, decimals)
    }

    /// An amount of money: `1,234.50 EUR`, in each language with its own marks.
    pub(crate) fn money(self, money: Money) -> String {
        let code = money.currency.to_string();
        let digits = match code.as_str() {
            code if WHOLE.contains(&code) => 0,
            code if THOUSANDTHS.contains(&code) => 3,
            _ => 2,
        };
        let text = format!("{:0>width$}", money.amount, width = digits + 1);
        let (whole, decimals) = text.split_at(text.len() - digits);
        let shown = self.number(whole, Some(decimals).filter(|decimals| !decimals.is_empty()));
        format!("{shown}{NO_BREAK}{code}")
    }

    fn number(self, whole: &str, decimals: Option<&str>) -> String {
        let (group, point) = match self {
            Self::English => (',', '.'),
            Self::German => ('.', ','),
            Self::Polish => (NO_BREAK, ','),
        };
        let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
        let mut out = String::from(sign);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(group);
            }
            out.push(digit);
        }
        if let Some(decimals) = decimals {
            out.push(point);
            out.push_str(decimals);
        }
        out
    }

    /// The date of an instant in a zone: `31 January 2026`, `31. Januar 2026`, `31 stycznia 2026`.
    pub(crate) fn date(self, at: Timestamp, zone: Zone) -> String {
        let wall = shown(at, zone);
        let part = |from: usize, to: usize| wall.get(from..to).unwrap_or_default();
        let (year, month, day) = (part(0, 4), part(5, 7), part(8, 10).trim_start_matches('0'));
        let (months, point) = match self {
            Self::English => (&ENGLISH_MONTHS, ""),
            Self::German => (&GERMAN_MONTHS, "."),
            Self::Polish => (&POLISH_MONTHS, ""),
        };
        let month = month.parse::<usize>().ok().and_then(|month| months.get(month.checked_sub(1)?)).copied();
        format!("{day}{point}{NO_BREAK}{} {year}", month.unwrap_or_default())
    }

    /// Date, time and zone of an instant.
    pub(crate) fn time(self, at: Timestamp, zone: Zone) -> String {
        let clock = shown(at, zone).get(11..16).unwrap_or_default().to_owned();
        format!("{}, {clock} ({zone})", self.date(at, zone))
    }
}

/// `2026-01-31T12:00:00Z` by the clock on the wall there.
fn shown(at: Timestamp, zone: Zone) -> String {
    let minute = Span::MINUTE.micros();
    let micros = Wall::of(at, zone).micros();
    Timestamp::from_micros(micros - micros.rem_euclid(minute)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_has_a_language() {
        for (locale, expected) in [
            (None, "en"),
            (Some(""), "en"),
            (Some("en-GB"), "en"),
            (Some("de"), "de"),
            (Some("de-AT"), "de"),
            (Some("DE_ch"), "de"),
            (Some("pl-PL"), "pl"),
            (Some("fr"), "en"),
            (Some("dea"), "en"),
        ] {
            assert_eq!(Language::of(locale).code(), expected, "{locale:?}");
        }
    }

    #[test]
    fn each_language_writes_numbers_and_dates_its_own_way() {
        let shown = |credits: i64, amount: u64, currency: &str, at: &str, zone: &str| {
            let money = Money { amount, currency: currency.parse().unwrap() };
            Language::ALL.map(|language| {
                let at: Timestamp = at.parse().unwrap();
                let parts = [
                    language.credits(Credits::from_milli(credits)),
                    language.money(money),
                    language.time(at, zone.parse().unwrap()),
                ];
                parts.join(" | ").replace(NO_BREAK, "_")
            })
        };
        assert_eq!(
            shown(1_234_567_500, 123_456, "EUR", "2026-01-31T23:30:59Z", "Europe/Warsaw"),
            [
                "1,234,567.5 | 1,234.56_EUR | 1_February 2026, 00:30 (Europe/Warsaw)",
                "1.234.567,5 | 1.234,56_EUR | 1._Februar 2026, 00:30 (Europe/Warsaw)",
                "1_234_567,5 | 1_234,56_EUR | 1_lutego 2026, 00:30 (Europe/Warsaw)",
            ]
        );
        assert_eq!(
            shown(-5, 7, "USD", "2026-10-05T08:00:00Z", "UTC"),
            [
                "-0.005 | 0.07_USD | 5_October 2026, 08:00 (UTC)",
                "-0,005 | 0,07_USD | 5._Oktober 2026, 08:00 (UTC)",
                "-0,005 | 0,07_USD | 5_października 2026, 08:00 (UTC)",
            ]
        );
        assert!(shown(999_000, 1_234, "JPY", "2026-10-05T08:00:00Z", "UTC")[0].starts_with("999 | 1,234_JPY"));
        assert!(shown(1_000_000, 1_234, "KWD", "2026-10-05T08:00:00Z", "UTC")[1].starts_with("1.000 | 1,234_KWD"));
    }
}
