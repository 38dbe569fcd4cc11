//! Time as data: instants and spans in microseconds, RFC 3339 in and out. Knows no clock; calendars are in `period`.

use core::fmt;
use core::str::FromStr;

use minicbor::{Decode, Encode};

/// An instant: microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Timestamp(#[n(0)] i64);

/// A text that is no instant between the years 1970 and 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not an RFC 3339 time between 1970 and 9999, such as 2026-01-31T12:00:00Z")]
pub struct TimestampError;

impl Timestamp {
    /// 1970-01-01T00:00:00Z.
    pub const EPOCH: Self = Self(0);
    /// 9999-12-30T22:00:00Z, jiff's last instant that every zone can show; nothing is later.
    pub const MAX: Self = Self(253_402_207_200_000_000);

    /// From microseconds since the epoch, held to the range of the type.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since the epoch.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// This instant moved by a span, held to [`Timestamp::MAX`].
    #[must_use]
    pub fn plus(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0).min(Self::MAX.0))
    }

    /// So long before this instant, held to the epoch.
    #[must_use]
    pub fn minus(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.0).max(0))
    }

    /// The span since an earlier instant; none when that one is later.
    #[must_use]
    pub fn since(self, earlier: Self) -> Span {
        Span(self.0.saturating_sub(earlier.0).max(0))
    }

    /// As jiff's instant, for the calendar.
    pub(crate) fn to_jiff(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0.clamp(0, Self::MAX.0)).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }

    /// From jiff's instant, cut to a microsecond.
    pub(crate) fn from_jiff(instant: jiff::Timestamp) -> Self {
        Self(instant.as_microsecond())
    }
}

impl fmt::Display for Timestamp {
    /// RFC 3339 in UTC, with as many decimals as are needed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_jiff().fmt(f)
    }
}

impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, TimestampError> {
        let instant: jiff::Timestamp = text.parse().map_err(|_| TimestampError)?;
        let micros = instant.as_microsecond();
        if (0..=Self::MAX.0).contains(&micros) { Ok(Self(micros)) } else { Err(TimestampError) }
    }
}

/// A length of time in microseconds, never negative. ISO 8601 in and out: `PT15M`, `P7D`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Span(#[n(0)] i64);

/// A text that is no exact, non-negative length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not an ISO 8601 duration of weeks, days, hours, minutes or seconds, such as PT15M or P7D")]
pub struct SpanError;

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);
    /// One second.
    pub const SECOND: Self = Self(1_000_000);
    /// One minute.
    pub const MINUTE: Self = Self(60_000_000);
    /// One hour.
    pub const HOUR: Self = Self(3_600_000_000);
    /// 24 hours.
    pub const DAY: Self = Self(86_400_000_000);

    /// From microseconds.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// So many times as long, held to 64 bits.
    #[must_use]
    pub const fn times(self, n: i64) -> Self {
        Self(self.0.saturating_mul(n))
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = Self::DAY.0;
        if self.0 % day == 0 && self.0 > 0 {
            write!(f, "P{}D", self.0 / day)
        } else {
            write!(f, "{}", jiff::SignedDuration::from_micros(self.0))
        }
    }
}

impl FromStr for Span {
    type Err = SpanError;

    /// Days are 24 hours and weeks 7 of them; months and years have no exact length and are refused.
    fn from_str(text: &str) -> Result<Self, SpanError> {
        // jiff reads "15m" and "2 days" too; the API says ISO 8601.
        let iso = text.starts_with('P').then_some(text).ok_or(SpanError)?;
        let span: jiff::Span = iso.parse().map_err(|_| SpanError)?;
        let exact = span.to_duration(jiff::SpanRelativeTo::days_are_24_hours()).map_err(|_| SpanError)?;
        let micros = i64::try_from(exact.as_micros()).map_err(|_| SpanError)?;
        if micros >= 0 { Ok(Self(micros)) } else { Err(SpanError) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_rfc_3339_in_utc() {
        let check = |text: &str, shown: &str| assert_eq!(text.parse::<Timestamp>().unwrap().to_string(), shown);
        check("2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z");
        check("2026-01-31T12:00:00+01:00", "2026-01-31T11:00:00Z");
        check("2026-01-31T12:00:00.123456Z", "2026-01-31T12:00:00.123456Z");
        for bad in
            ["", "2026-01-31", "2026-02-30T00:00:00Z", "yesterday", "1969-12-31T23:59:59Z", "2026-01-31T12:00:00"]
        {
            assert_eq!(bad.parse::<Timestamp>(), Err(TimestampError), "{bad}");
        }
    }

    #[test]
    fn spans_are_exact() {
        let check = |text: &str, span: Span| assert_eq!(text.parse::<Span>(), Ok(span), "{text}");
        check("PT15M", Span::MINUTE.times(15));
        check("P7D", Span::DAY.times(7));
        check("P1W", Span::DAY.times(7));
        check("P1DT12H", Span::HOUR.times(36));
        for bad in ["", "P1M", "P1Y", "-PT1S", "15m", "2 days", "PT"] {
            assert_eq!(bad.parse::<Span>(), Err(SpanError), "{bad}");
        }
        assert_eq!(Span::DAY.times(7).to_string(), "P7D");
        assert_eq!(Span::MINUTE.times(15).to_string(), "PT15M");
    }
}
