//! Tables of boundaries and windows. The instants were worked out by hand from the zones' published rules.

use super::*;

fn zone(name: &str) -> Zone {
    name.parse().unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// The boundaries 0, 1, 2 … of an anchor, on the wall of the zone.
fn check(zone_name: &str, every: &str, anchor: &str, expected: &[&str]) {
    let every: Every = every.parse().unwrap();
    for (n, text) in (0..).zip(expected) {
        let boundary = every.boundary(Wall::of(at(anchor), zone(zone_name)), zone(zone_name), n);
        assert_eq!(boundary.to_string(), *text, "{n} x {every} from {anchor} in {zone_name}");
    }
}

#[test]
fn a_month_is_clamped_to_its_last_day_and_never_drifts() {
    let z = "T00:00:00Z";
    let days = |days: &str| -> Vec<String> { days.split(' ').map(|day| format!("{day}{z}")).collect() };
    let row = |every: &str, list: &str| {
        let list = days(list);
        let list: Vec<&str> = list.iter().map(String::as_str).collect();
        check("UTC", every, list[0], &list);
    };
    row("P1M", "2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-31 2026-06-30 2026-07-31 2026-08-31");
    row("P1M", "2026-01-30 2026-02-28 2026-03-30 2026-04-30");
    row("P1M", "2026-01-29 2026-02-28 2026-03-29 2026-04-29");
    row("P1M", "2026-01-28 2026-02-28 2026-03-28");
    row("P1M", "2024-01-29 2024-02-29 2024-03-29");
    row("P1M", "2024-01-30 2024-02-29 2024-03-30");
    row("P1M", "2024-01-31 2024-02-29 2024-03-31 2024-04-30");
    row("P1M", "2027-12-31 2028-01-31 2028-02-29 2028-03-31");
    row("P1M", "2100-01-31 2100-02-28 2100-03-31");
    row("P1M", "2100-01-29 2100-02-28 2100-03-29");
    row("P3M", "2026-11-30 2027-02-28 2027-05-30 2027-08-30");
    row("P1Y", "2024-02-29 2025-02-28 2026-02-28 2027-02-28 2028-02-29");
    row("P1Y", "2096-02-29 2097-02-28 2098-02-28 2099-02-28 2100-02-28 2101-02-28 2102-02-28 2103-02-28 2104-02-29");
    row("P1W", "2024-02-26 2024-03-04 2024-03-11");
    row("P30D", "2026-01-31 2026-03-02 2026-04-01");
}

#[test]
fn the_wall_clock_stays_through_clock_changes() {
    // Warsaw: +1, from 2026-03-29 01:00Z +2, from 2026-10-25 01:00Z +1.
    check(
        "Europe/Warsaw",
        "P1M",
        "2026-02-15T11:00:00Z",
        &["2026-02-15T11:00:00Z", "2026-03-15T11:00:00Z", "2026-04-15T10:00:00Z"],
    );
    // 31 January 00:30 in Warsaw is still the 30th in UTC.
    check(
        "Europe/Warsaw",
        "P1M",
        "2026-01-30T23:30:00Z",
        &["2026-01-30T23:30:00Z", "2026-02-27T23:30:00Z", "2026-03-30T22:30:00Z", "2026-04-29T22:30:00Z"],
    );
    // 02:30 on 29 March is skipped: the change itself, not 03:30. 02:30 on 25 October comes twice: the first.
    check(
        "Europe/Warsaw",
        "P1M",
        "2026-01-29T01:30:00Z",
        &["2026-01-29T01:30:00Z", "2026-02-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-04-29T00:30:00Z"],
    );
    check(
        "Europe/Warsaw",
        "P1M",
        "2026-09-25T00:30:00Z",
        &["2026-09-25T00:30:00Z", "2026-10-25T00:30:00Z", "2026-11-25T01:30:00Z"],
    );
    // New York: -5, from 2026-03-08 07:00Z -4, from 2026-11-01 06:00Z -5.
    check(
        "America/New_York",
        "P1M",
        "2026-02-08T07:15:00Z",
        &["2026-02-08T07:15:00Z", "2026-03-08T07:00:00Z", "2026-04-08T06:15:00Z"],
    );
    check(
        "America/New_York",
        "P1D",
        "2026-10-31T05:30:00Z",
        &["2026-10-31T05:30:00Z", "2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z"],
    );
    // Lord Howe: +11, from 2026-04-04 15:00Z +10:30, from 2026-10-03 15:30Z +11. Half an hour is skipped or doubled.
    check(
        "Australia/Lord_Howe",
        "P1M",
        "2026-09-03T15:45:00Z",
        &["2026-09-03T15:45:00Z", "2026-10-03T15:30:00Z", "2026-11-03T15:15:00Z"],
    );
    check(
        "Australia/Lord_Howe",
        "P1M",
        "2026-03-04T14:45:00Z",
        &["2026-03-04T14:45:00Z", "2026-04-04T14:45:00Z", "2026-05-04T15:15:00Z"],
    );
    // Kathmandu: +5:45, no changes. 31 January 00:00 there.
    check(
        "Asia/Kathmandu",
        "P1M",
        "2026-01-30T18:15:00Z",
        &["2026-01-30T18:15:00Z", "2026-02-27T18:15:00Z", "2026-03-30T18:15:00Z"],
    );
    // Apia left out 30 December 2011.
    check("Pacific/Apia", "P1M", "2011-11-30T22:00:00Z", &["2011-11-30T22:00:00Z", "2011-12-30T10:00:00Z"]);
}

#[test]
fn the_anchor_keeps_its_date_and_time_in_a_new_zone() {
    // Half past midnight on 31 January in Warsaw.
    let anchor = Wall::of(at("2026-01-30T23:30:00Z"), zone("Europe/Warsaw"));
    assert_eq!(anchor.to_string(), "2026-01-31T00:30:00");
    let bytes = minicbor::to_vec(anchor).unwrap();
    assert_eq!(minicbor::decode::<Wall>(&bytes).unwrap(), anchor);
    let check = |name: &str, n: u32, expected: &str| {
        assert_eq!(Every::MONTH.boundary(anchor, zone(name), n).to_string(), expected, "{n} in {name}");
    };
    check("Europe/Warsaw", 1, "2026-02-27T23:30:00Z");
    check("America/New_York", 1, "2026-02-28T05:30:00Z");
    check("America/New_York", 2, "2026-03-31T04:30:00Z");
    check("Asia/Kathmandu", 2, "2026-03-30T18:45:00Z");
    // Skipped in the new zone alone: half past two on 29 March does not exist in Warsaw.
    let anchor = Wall::of(at("2026-01-29T02:30:00Z"), Zone::utc());
    assert_eq!(Every::MONTH.boundary(anchor, zone("Europe/Warsaw"), 2).to_string(), "2026-03-29T01:00:00Z");
}

#[test]
fn boundaries_rise_and_end_with_time() {
    for name in ["UTC", "Europe/Warsaw", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"] {
        for every in ["P1D", "P1W", "P30D", "P1M", "P1Y"] {
            let every: Every = every.parse().unwrap();
            let anchor = at("2024-01-31T01:59:59.999999Z");
            let boundaries: Vec<Timestamp> =
                (0..400).map(|n| every.boundary(Wall::of(anchor, zone(name)), zone(name), n)).collect();
            assert!(boundaries.is_sorted_by(|a, b| a < b), "{name} {every}");
            assert_eq!(every.boundary(Wall::of(anchor, zone(name)), zone(name), u32::MAX), Timestamp::MAX);
        }
    }
    assert_eq!(Every::Months(1_200).after(Timestamp::MAX, Zone::utc()), Timestamp::MAX);
}

#[test]
fn periods_are_whole_months_or_whole_days() {
    let check = |text: &str, every: Every, shown: &str| {
        assert_eq!(text.parse::<Every>(), Ok(every), "{text}");
        assert_eq!(every.to_string(), shown);
        let bytes = minicbor::to_vec(every).unwrap();
        assert_eq!(minicbor::decode::<Every>(&bytes).unwrap(), every);
    };
    check("P1M", Every::Months(1), "P1M");
    check("P12M", Every::Months(12), "P1Y");
    check("P1Y6M", Every::Months(18), "P18M");
    check("P1W", Every::Days(7), "P1W");
    check("P30D", Every::Days(30), "P30D");
    check("P1W1D", Every::Days(8), "P8D");
    check("P100Y", Every::Months(1_200), "P100Y");
    for bad in [
        "", "P", "P0M", "P0D", "-P1M", "P1M1D", "PT1H", "P1DT1H", "P1M0DT1S", "P101Y", "P36526D", "1M", "1mo",
        "1 month", "p1m", "month",
    ] {
        assert_eq!(bad.parse::<Every>(), Err(EveryError), "{bad}");
    }
}

#[test]
fn a_day_and_a_month_are_the_walls() {
    let check = |name: &str, window: fn(Timestamp, Zone) -> Window, instant: &str, start: &str, end: &str| {
        let window = window(at(instant), zone(name));
        assert_eq!(
            (window.start.to_string().as_str(), window.end.to_string().as_str()),
            (start, end),
            "{instant} in {name}"
        );
        assert!(window.start <= at(instant) && at(instant) < window.end);
    };
    check("UTC", day_of, "2026-05-05T00:00:00Z", "2026-05-05T00:00:00Z", "2026-05-06T00:00:00Z");
    check("UTC", day_of, "2026-05-05T23:59:59.999999Z", "2026-05-05T00:00:00Z", "2026-05-06T00:00:00Z");
    check("Europe/Warsaw", day_of, "2026-03-29T12:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z");
    check("Europe/Warsaw", day_of, "2026-10-25T12:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z");
    check("Asia/Kathmandu", day_of, "2026-05-05T18:14:59Z", "2026-05-04T18:15:00Z", "2026-05-05T18:15:00Z");
    check("Asia/Kathmandu", day_of, "2026-05-05T18:15:00Z", "2026-05-05T18:15:00Z", "2026-05-06T18:15:00Z");
    // Half an hour is doubled before two in the morning: a day of 24.5 hours.
    check("Australia/Lord_Howe", day_of, "2026-04-05T00:00:00Z", "2026-04-04T13:00:00Z", "2026-04-05T13:30:00Z");
    // Beirut's clocks go forward at midnight: the day starts at one.
    check("Asia/Beirut", day_of, "2026-03-29T12:00:00Z", "2026-03-28T22:00:00Z", "2026-03-29T21:00:00Z");
    // St. John's once went back from 00:01 to 23:01: by the wall it is yesterday again, but today has begun.
    check("America/St_Johns", day_of, "2010-11-07T02:45:00Z", "2010-11-07T02:30:00Z", "2010-11-08T03:30:00Z");
    check("UTC", month_of, "2028-02-29T23:00:00Z", "2028-02-01T00:00:00Z", "2028-03-01T00:00:00Z");
    check("Europe/Warsaw", month_of, "2026-03-31T22:00:00Z", "2026-03-31T22:00:00Z", "2026-04-30T22:00:00Z");
    check("Europe/Warsaw", month_of, "2026-03-31T21:59:59Z", "2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z");
    check("America/New_York", month_of, "2026-11-15T00:00:00Z", "2026-11-01T04:00:00Z", "2026-12-01T05:00:00Z");
}

#[test]
fn dates_are_of_the_calendar() {
    assert_eq!("2028-02-29".parse::<Date>().map(|d| d.to_string()), Ok("2028-02-29".to_owned()));
    for bad in ["", "2026-02-29", "2026-2-9", "20260209", "2026-02-09T00:00", "tomorrow !"] {
        assert_eq!(bad.parse::<Date>(), Err(DateError), "{bad}");
    }
}
