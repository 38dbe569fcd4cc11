//! Periods: where the n-th begins by the wall clock of a zone, and the day or month around an instant.
//!
//! Time zones, month lengths and clock changes are jiff's, with zone data compiled in. Knows no account and no clock.

use core::fmt;
use core::str::FromStr;

use jiff::ToSpan;
use jiff::civil::{DateTime, Weekday};
use jiff::tz::{AmbiguousOffset, TimeZone};
use minicbor::{Decode, Decoder, Encode, Encoder};

use crate::time::Timestamp;
pub use crate::zone::{Zone, ZoneError};

/// A calendar length: whole months, or whole days of the wall clock. ISO 8601 in and out: `P1M`, `P1Y`, `P1W`, `P30D`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Every {
    /// So many months, 1 to [`Every::MONTHS_MAX`].
    Months(u16),
    /// So many days, 1 to [`Every::DAYS_MAX`].
    Days(u16),
}

/// A text that is no calendar length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "is not an ISO 8601 period of years and months, or of weeks and days, up to a century, such as P1M, P1Y, P1W or P30D"
)]
pub struct EveryError;

impl Every {
    /// One month: the default of a plan.
    pub const MONTH: Self = Self::Months(1);
    /// A century of months.
    pub const MONTHS_MAX: u16 = 1_200;
    /// About a century of days.
    pub const DAYS_MAX: u16 = 36_525;

    /// The instant that lies `n` such lengths after `anchor`, by the wall clock of the zone: the anchor's own date and
    /// time moved on, clamped to the month's last day. A wall time that a clock change skips is the instant after the
    /// gap; of a doubled one it is the first. Held to [`Timestamp::MAX`].
    #[must_use]
    pub fn boundary(self, anchor: Wall, zone: Zone, n: u32) -> Timestamp {
        let moved = match self {
            Self::Months(months) => times(months, n).and_then(|m| jiff::Span::new().try_months(m).ok()),
            Self::Days(days) => times(days, n).and_then(|d| jiff::Span::new().try_days(d).ok()),
        };
        let wall = moved.and_then(|span| anchor.to_jiff().checked_add(span).ok());
        wall.map_or(Timestamp::MAX, |wall| zone.instant_of(wall))
    }

    /// One such length after `start`.
    #[must_use]
    pub fn after(self, start: Timestamp, zone: Zone) -> Timestamp {
        self.boundary(Wall::of(start, zone), zone, 1)
    }
}

fn times(length: u16, n: u32) -> Option<i32> {
    i32::try_from(u64::from(length) * u64::from(n)).ok()
}

/// A date and time as clocks show it, without a zone: what periods are counted from. It stays when an account moves to
/// another zone, so credits that come on the 31st keep coming on the 31st.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Wall(#[n(0)] i64);

impl Wall {
    /// What the zone's clocks show at the instant.
    pub fn of(instant: Timestamp, zone: Zone) -> Self {
        let wall = zone.wall_of(instant);
        Self(TimeZone::UTC.to_timestamp(wall).map_or(i64::MAX, jiff::Timestamp::as_microsecond))
    }

    /// Microseconds since 1970-01-01T00:00:00 on the same wall.
    pub const fn micros(self) -> i64 {
        self.0
    }

    fn to_jiff(self) -> DateTime {
        jiff::Timestamp::from_microsecond(self.0).map_or(DateTime::MAX, |wall| TimeZone::UTC.to_datetime(wall))
    }
}

impl fmt::Display for Wall {
    /// `2026-01-31T12:00:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_jiff().fmt(f)
    }
}

impl fmt::Display for Every {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Months(months) if months % 12 == 0 => write!(f, "P{}Y", months / 12),
            Self::Months(months) => write!(f, "P{months}M"),
            Self::Days(days) if days % 7 == 0 => write!(f, "P{}W", days / 7),
            Self::Days(days) => write!(f, "P{days}D"),
        }
    }
}

impl FromStr for Every {
    type Err = EveryError;

    fn from_str(text: &str) -> Result<Self, EveryError> {
        // jiff reads "1 month" too; the file and the API say ISO 8601.
        let iso = text.starts_with('P').then_some(text).ok_or(EveryError)?;
        let span: jiff::Span = iso.parse().map_err(|_| EveryError)?;
        let months = i64::from(span.get_years()) * 12 + i64::from(span.get_months());
        let days = i64::from(span.get_weeks()) * 7 + i64::from(span.get_days());
        let no_time = span.fieldwise()
            == jiff::Span::new()
                .years(span.get_years())
                .months(span.get_months())
                .weeks(span.get_weeks())
                .days(span.get_days())
                .fieldwise();
        let within = |length: i64, max: u16| u16::try_from(length).ok().filter(|l| (1..=max).contains(l));
        match (no_time, months, days) {
            (true, months, 0) => within(months, Self::MONTHS_MAX).map(Self::Months).ok_or(EveryError),
            (true, 0, days) => within(days, Self::DAYS_MAX).map(Self::Days).ok_or(EveryError),
            _ => Err(EveryError),
        }
    }
}

impl<C> Encode<C> for Every {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.str(&self.to_string())?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Every {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        d.str()?.parse().map_err(minicbor::decode::Error::message)
    }
}

/// A stretch of time: from its start up to, not including, its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first instant.
    pub start: Timestamp,
    /// The instant at which the next window starts.
    pub end: Timestamp,
}

/// The day of the zone's wall clock that holds the instant: 23, 24 or 25 hours where clocks change by one.
pub fn day_of(instant: Timestamp, zone: Zone) -> Window {
    window(instant, zone, |wall| wall.date().into(), 1.day())
}

/// The calendar month of the zone's wall clock that holds the instant.
pub fn month_of(instant: Timestamp, zone: Zone) -> Window {
    window(instant, zone, |wall| wall.date().first_of_month().into(), 1.month())
}

fn window(instant: Timestamp, zone: Zone, first: fn(DateTime) -> DateTime, length: jiff::Span) -> Window {
    let after = |wall: DateTime| wall.checked_add(length);
    let start = first(zone.wall_of(instant));
    let end = after(start).map_or(Timestamp::MAX, |wall| zone.instant_of(wall));
    if instant < end {
        return Window { start: zone.instant_of(start), end };
    }
    // The clock went back over midnight: by the wall it is the old day again, but the new one has begun.
    let next_end = after(start).and_then(after).map_or(Timestamp::MAX, |wall| zone.instant_of(wall));
    Window { start: end, end: next_end }
}

/// The calendar year of the zone's wall clock that holds the instant.
pub fn year_of(instant: Timestamp, zone: Zone) -> u16 {
    u16::try_from(zone.wall_of(instant).year()).unwrap_or(0)
}

/// The same time of day so many business days later: neither Saturday nor Sunday nor a holiday. From a day that is none, the
/// next business day is the first.
pub fn business_days_after(start: Timestamp, days: u32, holidays: &[Date], zone: Zone) -> Timestamp {
    let mut wall = zone.wall_of(start);
    let mut left = days;
    while left > 0 {
        let Ok(next) = wall.checked_add(1.day()) else { return Timestamp::MAX };
        wall = next;
        let is_weekend = matches!(wall.weekday(), Weekday::Saturday | Weekday::Sunday);
        if !is_weekend && !holidays.contains(&Date(wall.date())) {
            left -= 1;
        }
    }
    if days == 0 { start } else { zone.instant_of(wall) }
}

/// A date of the calendar, without a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

/// A text that is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a date, such as 2026-12-25")]
pub struct DateError;

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        if text.len() == 10 { text.parse().map(Self).map_err(|_| DateError) } else { Err(DateError) }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Zone {
    /// What the zone's clocks show at the instant.
    fn wall_of(self, instant: Timestamp) -> DateTime {
        self.jiff().to_datetime(instant.to_jiff())
    }

    /// The instant at which the zone's clocks show this: the first of two, or the instant after the gap.
    fn instant_of(self, wall: DateTime) -> Timestamp {
        let ambiguous = self.jiff().to_ambiguous_timestamp(wall);
        let instant = match ambiguous.offset() {
            // Read with the later offset, a skipped time lies before the change; the change is the next one from there.
            AmbiguousOffset::Gap { after, .. } => after
                .to_timestamp(wall)
                .ok()
                .and_then(|before_change| self.jiff().following(before_change).next().map(|change| change.timestamp())),
            AmbiguousOffset::Unambiguous { offset } => offset.to_timestamp(wall).ok(),
            AmbiguousOffset::Fold { before, .. } => before.to_timestamp(wall).ok(),
        };
        instant.map_or(Timestamp::MAX, |instant| Timestamp::from_jiff(instant).min(Timestamp::MAX))
    }
}

#[cfg(test)]
mod tests;
