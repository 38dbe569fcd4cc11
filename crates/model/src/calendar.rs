//! Calendar: wall clocks of time zones, period ends, days and months. Knows no account.

use chrono::{DateTime, Datelike, Days, LocalResult, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;

use crate::catalog::Every;
use crate::command::Micros;

/// The zone of an IANA name.
pub fn zone(name: &str) -> Option<Tz> {
    name.parse().ok()
}

/// What the clock on the wall shows at an instant.
pub fn wall(zone: Tz, at: Micros) -> NaiveDateTime {
    let utc = DateTime::from_timestamp_micros(at).expect("an instant within the calendar");
    utc.with_timezone(&zone).naive_local()
}

/// The instant at which the clock on the wall shows `wall`.
///
/// Rule 6: a wall time skipped by a clock change is the instant after the gap, a doubled one its first occurrence.
pub fn instant(zone: Tz, wall: NaiveDateTime) -> Micros {
    let mut at = wall;
    loop {
        match zone.from_local_datetime(&at) {
            LocalResult::Single(one) => return one.timestamp_micros(),
            LocalResult::Ambiguous(first, second) => return first.min(second).timestamp_micros(),
            // Clocks change at whole minutes, so the first minute that exists again is the instant after the gap.
            LocalResult::None => at = next_minute(at),
        }
    }
}

fn next_minute(at: NaiveDateTime) -> NaiveDateTime {
    let whole = NaiveTime::from_hms_opt(chrono::Timelike::hour(&at), chrono::Timelike::minute(&at), 0);
    at.date().and_time(whole.expect("a minute of that day")) + TimeDelta::minutes(1)
}

/// Rule 6: the anchor's wall date and time, `count` times `every` later, clamped to the month's last day.
pub fn after(zone: Tz, anchor: NaiveDateTime, every: Every, count: u32) -> Micros {
    let later = match every {
        Every::Months(months) => anchor.checked_add_months(Months::new(months * count)),
        Every::Days(days) => anchor.checked_add_days(Days::new(u64::from(days) * u64::from(count))),
    };
    instant(zone, later.expect("a date within the calendar"))
}

/// The calendar day around an instant: its first instant and the next day's.
pub fn day(zone: Tz, at: Micros) -> (Micros, Micros) {
    let today = wall(zone, at).date();
    (midnight(zone, today), midnight(zone, today + Days::new(1)))
}

/// The calendar month around an instant: its first instant and the next month's.
pub fn month(zone: Tz, at: Micros) -> (Micros, Micros) {
    let first = wall(zone, at).date().with_day(1).expect("every month has a first day");
    (midnight(zone, first), midnight(zone, first + Months::new(1)))
}

fn midnight(zone: Tz, date: NaiveDate) -> Micros {
    instant(zone, date.and_time(NaiveTime::MIN))
}

#[cfg(test)]
mod tests {
    use super::{Every, after, day, instant, month, wall, zone};

    /// `2024-02-29T10:00` on the wall of `name`, as an instant written in UTC.
    fn check(name: &str, local: &str, utc: &str) {
        let zone = zone(name).unwrap();
        let at = instant(zone, local.parse().unwrap());
        assert_eq!(wall(chrono_tz::UTC, at).to_string(), utc, "{name} {local}");
    }

    #[test]
    fn a_wall_time_is_one_instant() {
        let rows = [
            ("UTC", "2024-01-31T10:00:00", "2024-01-31 10:00:00"),
            ("Asia/Kathmandu", "2024-01-31T10:00:00", "2024-01-31 04:15:00"),
            // Skipped: 02:00 to 03:00 on 31 March 2024, the instant after the gap is 01:00 UTC.
            ("Europe/Warsaw", "2024-03-31T02:30:00.000001", "2024-03-31 01:00:00"),
            ("Europe/Warsaw", "2024-03-31T01:59:59.999999", "2024-03-31 00:59:59.999999"),
            ("America/New_York", "2024-03-10T02:00:00", "2024-03-10 07:00:00"),
            // Lord Howe skips half an hour: 02:00 to 02:30 on 6 October 2024 (+10:30 to +11).
            ("Australia/Lord_Howe", "2024-10-06T02:15:00", "2024-10-05 15:30:00"),
            // Doubled: the first occurrence still has summer time.
            ("Europe/Warsaw", "2024-10-27T02:30:00", "2024-10-27 00:30:00"),
            ("America/New_York", "2024-11-03T01:30:00", "2024-11-03 05:30:00"),
            ("Australia/Lord_Howe", "2024-04-07T01:45:00", "2024-04-06 14:45:00"),
        ];
        for (name, local, utc) in rows {
            check(name, local, utc);
        }
    }

    #[test]
    fn periods_count_from_the_anchor_and_clamp() {
        let rows = [
            ("UTC", "2024-01-31T00:00:00", 1, "2024-02-29 00:00:00"),
            ("UTC", "2024-01-31T00:00:00", 2, "2024-03-31 00:00:00"),
            ("UTC", "2023-01-29T00:00:00", 1, "2023-02-28 00:00:00"),
            ("UTC", "2023-01-30T00:00:00", 2, "2023-03-30 00:00:00"),
            ("UTC", "2024-02-29T00:00:00", 12, "2025-02-28 00:00:00"),
            ("UTC", "2024-02-29T00:00:00", 48, "2028-02-29 00:00:00"),
            ("Europe/Warsaw", "2024-01-31T02:30:00", 2, "2024-03-31 01:00:00"),
            ("Europe/Warsaw", "2024-01-31T02:30:00", 3, "2024-04-30 00:30:00"),
        ];
        for (name, anchor, count, utc) in rows {
            let end = after(zone(name).unwrap(), anchor.parse().unwrap(), Every::Months(1), count);
            assert_eq!(wall(chrono_tz::UTC, end).to_string(), utc, "{name} {anchor} + {count}");
        }
        let end = after(chrono_tz::UTC, "2024-02-28T12:00:00".parse().unwrap(), Every::Days(7), 2);
        assert_eq!(wall(chrono_tz::UTC, end).to_string(), "2024-03-13 12:00:00");
    }

    #[test]
    fn days_and_months_are_of_the_zone() {
        let warsaw = zone("Europe/Warsaw").unwrap();
        let at = instant(warsaw, "2024-03-31T12:00:00".parse().unwrap());
        let utc = |at| wall(chrono_tz::UTC, at).to_string();
        // 31 March 2024 had 23 hours there.
        assert_eq!([utc(day(warsaw, at).0), utc(day(warsaw, at).1)], ["2024-03-30 23:00:00", "2024-03-31 22:00:00"]);
        assert_eq!(
            [utc(month(warsaw, at).0), utc(month(warsaw, at).1)],
            ["2024-02-29 23:00:00", "2024-03-31 22:00:00"]
        );
    }
}
