//! The replay itself: one worker a pool makes that pool's calls in their order, so totals do not depend on scheduling.

use std::collections::{BTreeMap, BTreeSet};
use std::thread;

use indicatif::ProgressBar;
use scrip_client::{Client, Credits, Error, Use};

use super::trace::Call;
use crate::fault::Fault;

/// Who makes calls, and of which model.
#[derive(Clone, Debug)]
pub(crate) struct Seat {
    pub(crate) account: String,
    /// The paying account whose credits these are: seats of one pool wait for each other.
    pub(crate) pool: String,
    pub(crate) member: String,
    pub(crate) model: Option<String>,
}

/// What is to be replayed.
#[derive(Debug)]
pub(crate) struct Replay {
    /// Distinguishes this replay's keys: the same name again replays answers and moves nothing twice.
    pub(crate) name: String,
    pub(crate) feature: String,
    /// Row `n` is made by seat `n mod len`.
    pub(crate) seats: Vec<Seat>,
    pub(crate) calls: Vec<Call>,
    /// The most that a call may generate; set aside before it.
    pub(crate) output_tokens_max: u64,
    /// So many calls at the end are still running when the trace ends: set aside, not settled.
    pub(crate) running: usize,
    /// From these rows on, these agencies share their credits.
    pub(crate) sharing: Vec<(usize, String)>,
}

/// What became of an account's calls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) calls: u64,
    pub(crate) settled: u64,
    pub(crate) running: u64,
    pub(crate) spent: Credits,
    /// Refused calls, by code.
    pub(crate) refused: BTreeMap<String, u64>,
}

/// One step of a pool's worker.
enum Step<'a> {
    Share(&'a str),
    Call(usize, &'a Seat, Call),
}

impl Replay {
    /// Makes every call; by account, what became of them.
    pub(crate) fn run(&self, client: &Client, bar: &ProgressBar) -> Result<BTreeMap<String, Tally>, Fault> {
        let pools: BTreeSet<&str> = self.seats.iter().map(|seat| seat.pool.as_str()).collect();
        let tallies = thread::scope(|scope| {
            let workers: Vec<_> =
                pools.into_iter().map(|pool| scope.spawn(move || self.pool(pool, client, bar))).collect();
            let mut all = BTreeMap::new();
            for worker in workers {
                let tally = worker.join().map_err(|_| Fault::Here("a worker of the replay fell over".to_owned()))??;
                all.extend(tally);
            }
            Ok::<_, Fault>(all)
        })?;
        Ok(tallies)
    }

    fn pool(&self, pool: &str, client: &Client, bar: &ProgressBar) -> Result<BTreeMap<String, Tally>, Fault> {
        let mut tallies = BTreeMap::<String, Tally>::new();
        for step in self.steps(pool) {
            match step {
                Step::Share(agency) => {
                    client.set_sharing(agency, true)?;
                }
                Step::Call(row, seat, call) => {
                    self.call(row, seat, call, client, tallies.entry(seat.account.clone()).or_default())?;
                    bar.inc(1);
                }
            }
        }
        Ok(tallies)
    }

    fn steps(&self, pool: &str) -> Vec<Step<'_>> {
        let mut steps = Vec::new();
        for ((row, call), seat) in self.calls.iter().enumerate().zip(self.seats.iter().cycle()) {
            let shares = self.sharing.iter().filter(|(from, agency)| *from == row && agency == pool);
            steps.extend(shares.map(|(_, agency)| Step::Share(agency)));
            if seat.pool == pool {
                steps.push(Step::Call(row, seat, *call));
            }
        }
        steps
    }

    /// A reservation first; the real tokens settle it.
    fn call(&self, row: usize, seat: &Seat, call: Call, client: &Client, tally: &mut Tally) -> Result<(), Fault> {
        tally.calls += 1;
        let Call { input_tokens, output_tokens } = call;
        let used = |output_tokens| {
            let used = Use::measured(&[("input_tokens", input_tokens), ("output_tokens", output_tokens)]);
            seat.model.iter().fold(used, |used, model| used.model(model))
        };
        let ahead = Use { feature: Some(self.feature.clone()), ..used(self.output_tokens_max) }.by(&seat.member);
        let client_for = |step| client.with_key(format!("{}:{row}:{step}", self.name));
        let reservation = match client_for("reserve").reserve(&seat.account, &ahead) {
            Ok(reservation) => reservation,
            Err(Error::Problem(problem)) if problem.is_refusal() && problem.status != 404 => {
                *tally.refused.entry(problem.code).or_default() += 1;
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };
        if row + self.running >= self.calls.len() {
            tally.running += 1;
            return Ok(());
        }
        let settled = client_for("settle").settle(&reservation.id, &used(output_tokens))?;
        tally.settled += 1;
        tally.spent += settled.spend.as_ref().map(|spend| spend.credits).unwrap_or_default();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seat(account: &str, pool: &str) -> Seat {
        Seat { account: account.to_owned(), pool: pool.to_owned(), member: "m".to_owned(), model: None }
    }

    #[test]
    fn each_row_has_one_worker_and_its_place() {
        let replay = Replay {
            name: "t".to_owned(),
            feature: "lunar".to_owned(),
            seats: vec![seat("a", "a"), seat("sub", "agency"), seat("agency", "agency")],
            calls: vec![Call { input_tokens: 1, output_tokens: 1 }; 8],
            output_tokens_max: 10,
            running: 0,
            sharing: vec![(4, "agency".to_owned())],
        };
        let said = |pool| -> Vec<String> {
            let step = |step: Step<'_>| match step {
                Step::Share(agency) => format!("share {agency}"),
                Step::Call(row, seat, _) => format!("{row} {}", seat.account),
            };
            replay.steps(pool).into_iter().map(step).collect()
        };
        assert_eq!(said("a"), ["0 a", "3 a", "6 a"]);
        assert_eq!(said("agency"), ["1 sub", "2 agency", "share agency", "4 sub", "5 agency", "7 sub"]);
    }
}
