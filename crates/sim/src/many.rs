//! Many histories: on all processors, counted, each in a net that catches a panic; the first of them twice.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use sha2::{Digest, Sha256};

use crate::{Case, Failure, Tally, run};

/// Failures that are kept to be shown; a broken rule breaks hundreds of histories in one way.
const FAILURES_SHOWN_MAX: usize = 10;

/// What to run.
#[derive(Clone, Debug)]
pub struct Work {
    /// The histories, in order.
    pub cases: Vec<Case>,
    /// How many of the first ones run twice.
    pub twice: usize,
    /// On how many threads.
    pub threads: usize,
    /// Whether the first failure ends it.
    pub stops: bool,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Histories that went through, and second runs that gave the same digest.
    pub passed: u64,
    /// Those that did not.
    pub failed: u64,
    /// The sums over all that went through.
    pub totals: Tally,
    /// The first failures by seed, with the name of the case.
    pub failures: Vec<(Case, Failure)>,
}

type Ran = (usize, Result<Tally, Failure>, u64);

/// Runs them; `tell` hears now and then how many are done.
pub fn many(work: &Work, tell: impl Fn(usize) + Sync) -> Report {
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let ran: Mutex<Vec<Ran>> = Mutex::default();
    thread::scope(|scope| {
        for _ in 0..work.threads.max(1) {
            scope.spawn(|| {
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some(case) = work.cases.get(place) else { return };
                    let (result, runs) = one(case, place < work.twice);
                    if result.is_err() && work.stops {
                        next.store(work.cases.len(), Ordering::Relaxed);
                    }
                    ran.lock().expect("no thread panics while it holds this").push((place, result, runs));
                    tell(done.fetch_add(1, Ordering::Relaxed) + 1);
                }
            });
        }
    });
    let mut ran = ran.into_inner().expect("no thread panics while it holds this");
    ran.sort_by_key(|(place, ..)| *place);
    report(work, ran)
}

fn report(work: &Work, ran: Vec<Ran>) -> Report {
    let mut report = Report::default();
    let mut digest = Sha256::new();
    for (place, result, runs) in ran {
        match result {
            Ok(tally) => {
                report.passed += runs;
                report.totals.steps += tally.steps;
                report.totals.refused += tally.refused;
                report.totals.replayed += tally.replayed;
                report.totals.left_out += tally.left_out;
                digest.update(tally.digest);
            }
            Err(failure) => {
                report.failed += 1;
                if report.failures.len() < FAILURES_SHOWN_MAX {
                    report.failures.push((work.cases[place].clone(), failure));
                }
            }
        }
    }
    report.totals.digest = digest.finalize().into();
    report
}

/// One history, once or twice, and how many runs that was.
fn one(case: &Case, twice: bool) -> (Result<Tally, Failure>, u64) {
    let first = match caught(case) {
        Ok(tally) if twice => tally,
        other => return (other, 1),
    };
    let second = caught(case).and_then(|second| {
        let difference = "the same seed twice gives other entries".to_owned();
        let failure = Failure { seed: case.seed, step: 0, asked: "the second run".to_owned(), difference };
        if second.digest == first.digest { Ok(second) } else { Err(failure) }
    });
    (second, 2)
}

/// A panic is a failure like others: of the model's invariants, or of something that the core must never do.
fn caught(case: &Case) -> Result<Tally, Failure> {
    catch_unwind(AssertUnwindSafe(|| run(case.seed, case.ground))).unwrap_or_else(|panic| {
        let difference = format!("it panicked: {}", said(&*panic));
        Err(Failure { seed: case.seed, step: 0, asked: "--trace shows the step".to_owned(), difference })
    })
}

fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Case, Report, Work, many};

    fn ran(seeds: std::ops::Range<u64>, twice: usize, threads: usize) -> Report {
        many(&Work { cases: seeds.map(Case::of).collect(), twice, threads, stops: false }, |_| {})
    }

    #[test]
    fn histories_are_counted_and_give_the_same_digest_on_any_number_of_threads() {
        let (one, two) = (ran(0..12, 3, 1), ran(0..12, 3, 2));
        assert_eq!((one.passed, one.failed), (15, 0), "{:?}", one.failures);
        assert_eq!((two.passed, two.totals.digest), (15, one.totals.digest));
        assert!(one.totals.steps >= 12 * 30);
        assert_ne!(ran(0..11, 0, 1).totals.digest, one.totals.digest);
    }
}
