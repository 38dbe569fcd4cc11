//! Figures as a language writes them: money, numbers, percent, dates, credits. Whole numbers only; no float.

use scrip_core::credits::Credits;
use scrip_core::money::Currency;
use scrip_core::period::{Wall, Zone};
use scrip_core::time::Timestamp;

use super::{Language, fill};

/// Currencies whose minor unit is not a hundredth, ISO 4217.
const DECIMALS: [(u32, &str); 3] = [
    (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (4, "CLF UYW"),
];

/// How many decimals a currency has.
pub(crate) fn decimals(currency: Currency) -> u32 {
    let code = currency.to_string();
    DECIMALS
        .iter()
        .find(|(_, codes)| codes.split(' ').any(|listed| listed == code))
        .map_or(2, |(decimals, _)| *decimals)
}

/// Minor units as a decimal number with a point, for machines: `1900` in USD is `19.00`.
pub(crate) fn decimal(amount: u64, currency: Currency) -> String {
    let (whole, fraction) = parts(amount, decimals(currency));
    if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") }
}

fn parts(amount: u64, decimals: u32) -> (String, String) {
    let unit = 10_u64.pow(decimals);
    let width = usize::try_from(decimals).unwrap_or(0);
    let fraction = if decimals == 0 { String::new() } else { format!("{:0width$}", amount % unit) };
    ((amount / unit).to_string(), fraction)
}

/// The space that no line breaks at.
const NBSP: char = '\u{a0}';

impl Language {
    /// An amount of money with its currency's code: `USD 1,234.56`, `1.234,56 EUR`, `1234,56 PLN`.
    pub(crate) fn money(self, amount: u64, currency: Currency) -> String {
        let figure = self.amount(amount, currency);
        if self.words().currency_first {
            format!("{currency}{NBSP}{figure}")
        } else {
            format!("{figure}{NBSP}{currency}")
        }
    }

    /// An amount without its currency.
    pub(crate) fn amount(self, amount: u64, currency: Currency) -> String {
        let (whole, fraction) = parts(amount, decimals(currency));
        self.number(&whole, &fraction)
    }

    /// A plain decimal number (`1234.5`) as this language writes it.
    pub(crate) fn plain(self, text: &str) -> String {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        self.number(whole, fraction)
    }

    fn number(self, whole: &str, fraction: &str) -> String {
        let words = self.words();
        let mut number = String::with_capacity(whole.len() * 2 + fraction.len());
        let is_grouped = whole.len() > words.ungrouped_digits;
        for (place, digit) in whole.chars().enumerate() {
            if is_grouped && place > 0 && (whole.len() - place).is_multiple_of(3) {
                number.push(words.group);
            }
            number.push(digit);
        }
        if !fraction.is_empty() {
            number.push(words.point);
            number.push_str(fraction);
        }
        number
    }

    /// A rate in percent.
    pub(crate) fn percent(self, rate: &str) -> String {
        format!("{}{}%", self.plain(rate), self.words().percent_space)
    }

    /// So many credits, in the form that the number asks for.
    pub(crate) fn credits(self, credits: Credits) -> String {
        let text = credits.to_string();
        let [one, few, many, part] = self.words().credits;
        let form = match text.parse::<u64>() {
            Err(_) => part,
            Ok(1) => one,
            // Polish alone tells them apart: 2, 3, 4, 22 … but not 12.
            Ok(n) if matches!(n % 10, 2..=4) && !matches!(n % 100, 12..=14) => few,
            Ok(_) => many,
        };
        fill(form, &[("n", &self.plain(&text))]).replacen(' ', "\u{a0}", 1)
    }

    /// A day: `23 November 2026`.
    pub(crate) fn date(self, day: Day) -> String {
        let words = self.words();
        let month = words.months.get(usize::from(day.month).wrapping_sub(1)).copied().unwrap_or_default();
        fill(words.date, &[("day", &day.day.to_string()), ("month", month), ("year", &day.year.to_string())])
    }
}

/// A day of the calendar.
#[expect(clippy::struct_field_names, reason = "what its three numbers are called")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Day {
    /// The year.
    pub(crate) year: u16,
    /// 1 to 12.
    pub(crate) month: u8,
    /// 1 to 31.
    pub(crate) day: u8,
}

impl Day {
    /// The day that a zone's calendars show at an instant.
    pub(crate) fn of(instant: Timestamp, zone: Zone) -> Self {
        let text = Wall::of(instant, zone).to_string();
        let mut parts = text.split(['-', 'T']);
        let mut next = || parts.next().and_then(|part| part.parse::<u16>().ok());
        let (year, month, day) = (next().unwrap_or(1970), next().unwrap_or(1), next().unwrap_or(1));
        Self { year, month: u8::try_from(month).unwrap_or(1), day: u8::try_from(day).unwrap_or(1) }
    }

    /// `2026-11-23`.
    pub(crate) fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn currency(code: &str) -> Currency {
        code.parse().unwrap()
    }

    #[test]
    fn money_in_each_language() {
        let rows = [
            (0, "USD", ["USD 0.00", "0,00 USD", "0,00 USD"]),
            (5, "EUR", ["EUR 0.05", "0,05 EUR", "0,05 EUR"]),
            (99_999, "EUR", ["EUR 999.99", "999,99 EUR", "999,99 EUR"]),
            (123_456, "PLN", ["PLN 1,234.56", "1.234,56 PLN", "1234,56 PLN"]),
            (1_234_567, "PLN", ["PLN 12,345.67", "12.345,67 PLN", "12 345,67 PLN"]),
            (123_456_789, "JPY", ["JPY 123,456,789", "123.456.789 JPY", "123 456 789 JPY"]),
            (1_234_567, "KWD", ["KWD 1,234.567", "1.234,567 KWD", "1234,567 KWD"]),
            (
                1_000_000_000_000_000,
                "USD",
                ["USD 10,000,000,000,000.00", "10.000.000.000.000,00 USD", "10 000 000 000 000,00 USD"],
            ),
        ];
        for (amount, code, expected) in rows {
            let written = Language::ALL.map(|language| language.money(amount, currency(code)).replace(NBSP, " "));
            assert_eq!(written, expected, "{amount} {code}");
        }
        assert_eq!(decimal(190_005, currency("USD")), "1900.05");
        assert_eq!(decimal(1_900, currency("JPY")), "1900");
    }

    #[test]
    fn credits_take_their_plural() {
        let rows = [
            ("1", ["1 credit", "1 Credit", "1 kredyt"]),
            ("2", ["2 credits", "2 Credits", "2 kredyty"]),
            ("5", ["5 credits", "5 Credits", "5 kredytów"]),
            ("12", ["12 credits", "12 Credits", "12 kredytów"]),
            ("22", ["22 credits", "22 Credits", "22 kredyty"]),
            ("1000", ["1,000 credits", "1.000 Credits", "1000 kredytów"]),
            ("0.5", ["0.5 credits", "0,5 Credits", "0,5 kredytu"]),
            ("12500", ["12,500 credits", "12.500 Credits", "12 500 kredytów"]),
        ];
        for (credits, expected) in rows {
            let written = Language::ALL.map(|language| language.credits(credits.parse().unwrap()).replace(NBSP, " "));
            assert_eq!(written, expected, "{credits}");
        }
    }

    #[test]
    fn a_day_is_the_zones_and_the_languages() {
        let instant: Timestamp = "2026-02-28T23:30:00Z".parse().unwrap();
        let warsaw = Day::of(instant, "Europe/Warsaw".parse().unwrap());
        assert_eq!(warsaw.iso(), "2026-03-01");
        assert_eq!(Day::of(instant, Zone::utc()).iso(), "2026-02-28");
        let written = Language::ALL.map(|language| language.date(warsaw));
        assert_eq!(written, ["1 March 2026", "1. März 2026", "1 marca 2026"]);
    }

    #[test]
    fn percent_and_tags() {
        assert_eq!(Language::ALL.map(|language| language.percent("8.1")), ["8.1%", "8,1\u{a0}%", "8,1%"]);
        let rows = [
            ("pl", Language::Pl),
            ("DE-at", Language::De),
            ("en-GB", Language::En),
            ("fr", Language::En),
            ("", Language::En),
        ];
        for (tag, expected) in rows {
            assert_eq!(Language::of(tag), expected, "{tag}");
        }
    }

    #[test]
    fn what_is_filled_in_is_not_filled_again() {
        assert_eq!(fill("{a} of {b}{c", &[("a", "{b}"), ("b", "2")]), "{b} of 2{c");
    }
}
