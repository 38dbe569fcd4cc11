//! Rule 6: periods from the anchor's wall date and time. The instants were worked out by hand from the zones' rules.

use crate::common::check;

/// An account that opens at the anchor; its n-th period begins at the instant and not a microsecond before.
fn begins(zone: &str, every: &str, anchor: &str, starts: &[(u32, &str)]) {
    let rows = starts.iter().map(|(n, start)| {
        let before = n - 1;
        format!(
            "at {start}\n-1us\nlife -> number {before}\n\
             at {start}\nlife -> number {n} period_start {start}\nbalance -> available 2500"
        )
    });
    let rows = rows.collect::<Vec<_>>().join("\n");
    check(&format!(
        "
        catalog plan build every {every}
        at {anchor}
        open acme on build zone {zone}
        life -> number 0 period_start {anchor} epoch 1
        {rows}
        "
    ));
}

#[test]
fn anchors_29_30_31_are_clamped_and_never_drift() {
    begins("UTC", "P1M", "2024-01-31", &[(1, "2024-02-29"), (2, "2024-03-31"), (3, "2024-04-30"), (4, "2024-05-31")]);
    begins("UTC", "P1M", "2024-01-30", &[(1, "2024-02-29"), (2, "2024-03-30"), (13, "2025-02-28"), (14, "2025-03-30")]);
    begins("UTC", "P1M", "2024-01-29", &[(1, "2024-02-29"), (2, "2024-03-29"), (13, "2025-02-28"), (14, "2025-03-29")]);
    begins("UTC", "P1M", "2027-12-31", &[(2, "2028-02-29"), (3, "2028-03-31"), (14, "2029-02-28")]);
    begins("UTC", "P1M", "2099-12-29", &[(2, "2100-02-28"), (3, "2100-03-29")]);
    begins("UTC", "P1M", "2099-12-31", &[(2, "2100-02-28"), (3, "2100-03-31")]);
}

#[test]
fn anchors_31_hold_through_leap_years_in_four_zones() {
    begins(
        "Europe/Warsaw",
        "P1M",
        "2024-01-30T23:00Z",
        &[
            (1, "2024-02-28T23:00Z"),
            (2, "2024-03-30T23:00Z"),
            (3, "2024-04-29T22:00Z"),
            (13, "2025-02-27T23:00Z"),
            (49, "2028-02-28T23:00Z"),
            (913, "2100-02-27T23:00Z"),
        ],
    );
    begins(
        "America/New_York",
        "P1M",
        "2024-01-31T05:00Z",
        &[
            (1, "2024-02-29T05:00Z"),
            (2, "2024-03-31T04:00Z"),
            (3, "2024-04-30T04:00Z"),
            (13, "2025-02-28T05:00Z"),
            (49, "2028-02-29T05:00Z"),
            (913, "2100-02-28T05:00Z"),
        ],
    );
    begins(
        "Australia/Lord_Howe",
        "P1M",
        "2024-01-30T13:00Z",
        &[
            (1, "2024-02-28T13:00Z"),
            (2, "2024-03-30T13:00Z"),
            (3, "2024-04-29T13:30Z"),
            (13, "2025-02-27T13:00Z"),
            (49, "2028-02-28T13:00Z"),
            (913, "2100-02-27T13:00Z"),
        ],
    );
    begins(
        "Asia/Kathmandu",
        "P1M",
        "2024-01-30T18:15Z",
        &[
            (1, "2024-02-28T18:15Z"),
            (2, "2024-03-30T18:15Z"),
            (13, "2025-02-27T18:15Z"),
            (49, "2028-02-28T18:15Z"),
            (913, "2100-02-27T18:15Z"),
        ],
    );
}

#[test]
fn a_skipped_wall_time_is_the_instant_after_the_gap() {
    // Warsaw skips 02:00-03:00 on 29 March 2026.
    begins(
        "Europe/Warsaw",
        "P1M",
        "2026-01-29T01:30Z",
        &[(1, "2026-02-28T01:30Z"), (2, "2026-03-29T01:00Z"), (3, "2026-04-29T00:30Z")],
    );
    // New York skips 02:00-03:00 on 8 March 2026.
    begins("America/New_York", "P1M", "2026-02-08T07:30Z", &[(1, "2026-03-08T07:00Z"), (2, "2026-04-08T06:30Z")]);
    // Lord Howe skips half an hour, 02:00-02:30, on 4 October 2026.
    begins("Australia/Lord_Howe", "P1M", "2026-09-03T15:45Z", &[(1, "2026-10-03T15:30Z"), (2, "2026-11-03T15:15Z")]);
    // Kathmandu skipped a quarter, 00:00-00:15, on 1 January 1986.
    begins("Asia/Kathmandu", "P1M", "1985-11-30T18:35Z", &[(1, "1985-12-31T18:30Z"), (2, "1986-01-31T18:20Z")]);
}

#[test]
fn a_doubled_wall_time_is_its_first_occurrence() {
    begins("Europe/Warsaw", "P1M", "2026-09-25T00:30Z", &[(1, "2026-10-25T00:30Z"), (2, "2026-11-25T01:30Z")]);
    begins("America/New_York", "P1M", "2026-10-01T05:30Z", &[(1, "2026-11-01T05:30Z"), (2, "2026-12-01T06:30Z")]);
    begins("Australia/Lord_Howe", "P1M", "2026-03-04T14:45Z", &[(1, "2026-04-04T14:45Z"), (2, "2026-05-04T15:15Z")]);
}

#[test]
fn other_lengths_run_by_the_wall_clock_too() {
    begins("UTC", "P1Y", "2024-02-29", &[(1, "2025-02-28"), (4, "2028-02-29"), (76, "2100-02-28"), (80, "2104-02-29")]);
    begins("UTC", "P3M", "2026-11-30", &[(1, "2027-02-28"), (2, "2027-05-30")]);
    begins("Europe/Warsaw", "P1W", "2026-03-22T23:00Z", &[(1, "2026-03-29T22:00Z"), (2, "2026-04-05T22:00Z")]);
    begins("Europe/Warsaw", "P30D", "2026-03-01T23:00Z", &[(1, "2026-03-31T22:00Z")]);
}

#[test]
fn a_new_zone_moves_later_ends_only() {
    check(
        "
        at 2026-01-31
        open acme on build
        at 2026-02-10
        zone America/New_York
        life -> period_end 2026-02-28
        at 2026-02-28
        life -> number 1 period_start 2026-02-28 period_end 2026-03-31T04:00Z
        tick
        count plan -> count 2
        zone Pacific/Kiritimati
        life -> period_end 2026-03-31T04:00Z
        at 2026-03-31T04:00Z
        life -> number 2 period_start 2026-03-31T04:00Z period_end 2026-04-29T10:00Z
        at 2026-04-29T10:00Z
        tick
        count plan -> count 4
        balance -> available 2500
        ",
    );
}

#[test]
fn a_period_is_never_empty_whatever_the_zone_does() {
    // From a day behind to a day ahead: the end of the second day has passed before it begins.
    check(
        "
        catalog plan build every P1D
        at 2026-01-10T11:00Z
        open acme on build zone Pacific/Pago_Pago
        life -> period_end 2026-01-11T11:00Z
        zone Pacific/Kiritimati
        at 2026-01-11T11:00Z
        life -> number 1 period_start 2026-01-11T11:00Z period_end 2026-01-12T10:00Z
        at 2026-01-12T10:00Z
        life -> period_start 2026-01-12T10:00Z period_end 2026-01-13T10:00Z
        at 2026-01-20
        balance -> available 2500
        ",
    );
}

#[test]
fn another_length_counts_from_the_boundary_where_it_begins() {
    check(
        "
        at 2026-01-31
        open acme on build
        at 2026-02-10
        catalog plan build every P1W
        life -> period_end 2026-02-28
        at 2026-02-28
        life -> number 1 period_end 2026-03-07
        at 2026-03-07
        life -> number 2 period_end 2026-03-14
        ",
    );
}
