//! Flows: where credits went and what they are worth at cost basis, to the last cent. Every other script checks the sums.

use scrip_core::flow::{Flow, Flows};

use crate::common::check;

/// Runs a script of one paid grant; then the steps: which way, how many credits, and what they are worth in cents.
fn worth(script: &str, expected: &[(Flow, &str, u64)]) {
    let world = check(script);
    let mut flows = Flows::default();
    let steps: Vec<_> = world.entries.iter().flat_map(|entry| flows.read(entry)).collect();
    let shown: Vec<_> =
        steps.iter().map(|step| (step.flow, step.credits.to_string(), step.worth.unwrap().amount)).collect();
    let expected: Vec<_> =
        expected.iter().map(|(flow, credits, cents)| (*flow, (*credits).to_owned(), *cents)).collect();
    assert_eq!(shown, expected);
}

#[test]
fn parts_of_a_price_that_does_not_divide_add_up_to_it() {
    use Flow::{Expired, Granted, Reversed, Spent, Voided};
    worth(
        "
        open acme
        grant 3 package basis 100
        spend 1
        spend 1
        spend 1
        ",
        &[(Granted, "3", 100), (Spent, "1", 33), (Spent, "1", 33), (Spent, "1", 34)],
    );
    worth(
        "
        at 2026-01-01
        open acme
        grant 3 package basis 1 until +P1D
        spend 2
        at 2026-01-03
        tick
        ",
        &[(Granted, "3", 1), (Spent, "2", 0), (Expired, "1", 1)],
    );
    worth(
        "
        open acme
        grant 1000 package basis 1900 as p
        spend 0.5 as s
        reverse s 0.4
        spend 999
        void p
        ",
        &[(Granted, "1000", 1900), (Spent, "0.5", 0), (Reversed, "0.4", 0), (Spent, "999", 1898), (Voided, "0.9", 2)],
    );
}

#[test]
fn what_is_set_aside_is_not_out_and_what_comes_back_too_late_expires() {
    use Flow::{Expired, Granted, Reversed, Spent};
    worth(
        "
        at 2026-01-01T23:30Z
        open acme
        grant 10 package basis 1000 until 2026-01-02
        reserve 6
        spend 4 as s
        at 2026-01-03
        reverse s 1
        ",
        &[(Granted, "10", 1000), (Spent, "4", 400), (Expired, "6", 600), (Reversed, "1", 100), (Expired, "1", 100)],
    );
}
