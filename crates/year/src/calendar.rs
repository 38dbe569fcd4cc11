//! Instants of the year: microseconds since 1970 as the API writes them, and days counted from its beginning.

use chrono::{DateTime, SecondsFormat};

/// Microseconds since 1970.
pub(crate) type At = i64;

/// A day.
pub(crate) const DAY: At = 24 * HOUR;
/// An hour.
pub(crate) const HOUR: At = 3_600 * SECOND;
/// A second.
pub(crate) const SECOND: At = 1_000_000;

/// The year begins two days before clocks go back in Europe, and holds a leap day: 2028-02-29.
pub(crate) const BEGINNING: &str = "2027-10-29T10:07:00Z";

/// Reads an instant as the API writes it.
pub(crate) fn at(text: &str) -> At {
    DateTime::parse_from_rfc3339(text).map(|at| at.timestamp_micros()).unwrap_or_default()
}

/// Writes one.
pub(crate) fn shown(at: At) -> String {
    DateTime::from_timestamp_micros(at).unwrap_or_default().to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// Its month, `2028-02`.
pub(crate) fn month(at: At) -> String {
    shown(at).chars().take(7).collect()
}

/// So many days after the beginning.
pub(crate) fn day(days: i64) -> At {
    at(BEGINNING) + days * DAY
}

#[cfg(test)]
mod tests {
    use super::{at, day, month, shown};

    #[test]
    fn instants_are_read_and_written() {
        assert_eq!(shown(at("2028-02-29T23:59:59.5Z")), "2028-02-29T23:59:59.500Z");
        assert_eq!(
            (month(day(0)), month(day(123)), shown(day(123))),
            ("2027-10".into(), "2028-02".into(), "2028-02-29T10:07:00Z".into())
        );
    }
}
