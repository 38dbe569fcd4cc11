//! What the runners counted: their closing lines as numbers, and the verdict over one stage.

use std::fmt;

use super::stages::Runner;

/// Tests of one or of all runners. Prints as the line that `make test` ends with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl Counts {
    pub(crate) const fn one_failed() -> Self {
        Self { passed: 0, failed: 1, skipped: 0 }
    }

    pub(crate) const fn plus(self, other: Self) -> Self {
        Self {
            passed: self.passed.saturating_add(other.passed),
            failed: self.failed.saturating_add(other.failed),
            skipped: self.skipped.saturating_add(other.skipped),
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

/// The counts of a stage that ended, and what is wrong with it. Whatever is wrong counts as at least one failed, so
/// that the closing line and the exit code can never disagree.
pub(crate) fn judge(runner: Runner, success: bool, output: &str) -> (Counts, Option<String>) {
    let read = match runner {
        Runner::Check => Some(Counts { passed: u64::from(success), failed: u64::from(!success), skipped: 0 }),
        Runner::Nextest => nextest(output),
        Runner::CargoTest => cargo_test(output),
        Runner::Own => own(output),
    };
    match read {
        None => (Counts::one_failed(), Some("no count could be read".to_owned())),
        Some(counts) if counts.passed == 0 && counts.failed == 0 => {
            (counts.plus(Counts::one_failed()), Some("it ran no test".to_owned()))
        }
        Some(counts) if counts.failed == 0 && !success => {
            (counts.plus(Counts::one_failed()), Some("its exit code says failed, its count does not".to_owned()))
        }
        Some(counts) => (counts, None),
    }
}

/// `Summary [   0.013s] 12 tests run: 10 passed (1 slow), 1 failed, 1 timed out, 3 skipped`, the last one.
fn nextest(output: &str) -> Option<Counts> {
    let line = output.lines().rev().find(|line| line.trim_start().starts_with("Summary ["))?;
    let (_, listed) = line.split_once(" run: ")?;
    let mut counts = Counts::default();
    for part in without_brackets(listed).split(',') {
        let (number, what) = part.trim().split_once(' ')?;
        let number = number.parse().ok()?;
        match what.trim() {
            "passed" => counts.passed = number,
            "skipped" => counts.skipped = number,
            "failed" | "timed out" | "exec failed" => {
                counts.failed = counts.failed.checked_add(number)?;
            }
            _ => return None,
        }
    }
    Some(counts)
}

/// `10 passed (1 slow, 1 leaky), 2 skipped` without what stands in brackets.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    text.chars()
        .filter(|&letter| {
            match letter {
                '(' => depth = depth.saturating_add(1),
                ')' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}

/// Every `test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.01s`, added up.
fn cargo_test(output: &str) -> Option<Counts> {
    let mut sum = None;
    for line in output.lines().filter_map(|line| line.strip_prefix("test result: ")) {
        let (_, listed) = line.split_once(". ")?;
        let mut counts = Counts::default();
        for part in listed.split(';') {
            let Some((number, what)) = part.trim().split_once(' ') else {
                continue;
            };
            match what {
                "passed" => counts.passed = number.parse().ok()?,
                "failed" => counts.failed = number.parse().ok()?,
                "ignored" => {
                    counts.skipped = counts.skipped.checked_add(number.parse().ok()?)?;
                }
                _ => {}
            }
        }
        sum = Some(sum.unwrap_or(Counts::default()).plus(counts));
    }
    sum
}

/// The last line that is `N passed, N failed` or `N passed, N failed, N skipped` and nothing else.
fn own(output: &str) -> Option<Counts> {
    output.lines().rev().find_map(|line| {
        let mut parts = line.trim().split(", ");
        let counts = Counts {
            passed: number_before(parts.next()?, " passed")?,
            failed: number_before(parts.next()?, " failed")?,
            skipped: match parts.next() {
                Some(part) => number_before(part, " skipped")?,
                None => 0,
            },
        };
        parts.next().is_none().then_some(counts)
    })
}

fn number_before(part: &str, word: &str) -> Option<u64> {
    part.strip_suffix(word)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: u64, failed: u64, skipped: u64) -> Counts {
        Counts { passed, failed, skipped }
    }

    #[track_caller]
    fn check(read: fn(&str) -> Option<Counts>, output: &str, expected: Option<(u64, u64, u64)>) {
        let expected = expected.map(|(passed, failed, skipped)| counts(passed, failed, skipped));
        assert_eq!(read(output), expected, "{output}");
    }

    #[test]
    fn nextest_summaries() {
        let rows = [
            ("     Summary [   0.013s] 12 tests run: 12 passed, 0 skipped", Some((12, 0, 0))),
            ("     Summary [   0.013s] 1 test run: 1 passed, 3 skipped", Some((1, 0, 3))),
            (
                "Summary [ 61.0s] 9 tests run: 5 passed (1 slow, 1 leaky), 2 failed, 1 timed out, 1 exec failed, 4 skipped",
                Some((5, 4, 4)),
            ),
            ("Summary [ 0.1s] 3/5 tests run: 2 passed, 1 failed, 0 skipped", Some((2, 1, 0))),
            ("Summary [ 0.1s] 0 tests run: 0 passed, 0 skipped", Some((0, 0, 0))),
            (
                "Summary [ 0.1s] 2 tests run: 2 passed, 0 skipped\nSummary [ 0.1s] 1 test run: 1 passed, 0 skipped",
                Some((1, 0, 0)),
            ),
            ("Summary [ 0.1s] 2 tests run: 2 passed, 1 vanished", None),
            ("Summary [ 0.1s] 2 tests run: two passed", None),
            ("error: could not compile `scrip-core`", None),
            ("", None),
        ];
        for (output, expected) in rows {
            check(nextest, output, expected);
        }
    }

    #[test]
    fn cargo_test_results_are_added_up() {
        let rows = [
            (
                "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.01s",
                Some((3, 0, 1)),
            ),
            (
                "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
                Some((1, 2, 0)),
            ),
            (
                "test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\nrunning 2 tests\ntest result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out",
                Some((3, 0, 0)),
            ),
            ("test result: ok. many passed; 0 failed", None),
            ("running 3 tests", None),
        ];
        for (output, expected) in rows {
            check(cargo_test, output, expected);
        }
    }

    #[test]
    fn own_closing_lines() {
        let rows = [
            ("7 passed, 0 failed, 2 skipped", Some((7, 0, 2))),
            ("7 passed, 1 failed", Some((7, 1, 0))),
            ("1 passed, 0 failed, 0 skipped\nseed 7: same digest\n9 passed, 0 failed, 0 skipped\n", Some((9, 0, 0))),
            ("all: 7 passed, 0 failed, 2 skipped", None),
            ("7 passed, 0 failed, 2 skipped, 1 lost", None),
            ("-1 passed, 0 failed, 0 skipped", None),
            ("7 passed", None),
            ("", None),
        ];
        for (output, expected) in rows {
            check(own, output, expected);
        }
    }

    #[test]
    fn whatever_is_wrong_counts_as_failed() {
        let rows = [
            (Runner::Check, true, "", counts(1, 0, 0), None),
            (Runner::Check, false, "", counts(0, 1, 0), None),
            (Runner::Own, true, "3 passed, 0 failed, 1 skipped", counts(3, 0, 1), None),
            (Runner::Own, false, "3 passed, 2 failed, 1 skipped", counts(3, 2, 1), None),
            (Runner::Own, true, "3 passed, 2 failed, 1 skipped", counts(3, 2, 1), None),
            (Runner::Own, false, "3 passed, 0 failed, 1 skipped", counts(3, 1, 1), Some("exit code")),
            (Runner::Own, true, "0 passed, 0 failed, 9 skipped", counts(0, 1, 9), Some("ran no test")),
            (Runner::Own, true, "done", counts(0, 1, 0), Some("no count")),
            (Runner::Nextest, false, "error: no such command", counts(0, 1, 0), Some("no count")),
            (
                Runner::CargoTest,
                true,
                "test result: ok. 0 passed; 0 failed; 0 ignored",
                counts(0, 1, 0),
                Some("ran no test"),
            ),
        ];
        for (runner, success, output, expected, said) in rows {
            let (judged, problem) = judge(runner, success, output);
            assert_eq!(judged, expected, "{runner:?} {success} {output}");
            match said {
                Some(part) => assert!(problem.is_some_and(|problem| problem.contains(part)), "{output}"),
                None => assert_eq!(problem, None, "{output}"),
            }
        }
    }

    #[test]
    fn the_closing_line() {
        let sum = counts(1, 2, 3).plus(counts(10, 20, 30));
        assert_eq!(sum.to_string(), "11 passed, 22 failed, 33 skipped");
    }
}
