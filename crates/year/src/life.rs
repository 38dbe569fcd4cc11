//! A life: what the host says of an account, and which grants of its plan must follow, period by period. Another calendar
//! than the server's counts them, from the anchor, and nothing that the server answers is asked.

use chrono::NaiveDateTime;
use chrono_tz::Tz;
use scrip_model::calendar::{after, wall, zone};
use scrip_model::catalog::Every;

use crate::calendar::At;

/// How it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// On a plan, whose periods count from an instant.
    Active {
        /// The plan.
        plan: &'static str,
        /// The anchor.
        started: At,
    },
    /// In a trial.
    Trial {
        /// The plan that may follow.
        plan: &'static str,
        /// Its end.
        ends: At,
    },
    /// On a plan without renewal.
    Legacy {
        /// The plan.
        plan: &'static str,
    },
}

/// What the host says later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// Out of the trial, or back from the end.
    Activate(&'static str),
    /// Another plan.
    Change {
        /// Which.
        plan: &'static str,
        /// At the period's end.
        at_end: bool,
    },
    /// An agreed figure instead of the plan's.
    Agree(i64),
    /// The change or the cancel that waits is dropped.
    Drop,
    /// Ends with its period.
    Cancel,
    /// No period is granted.
    Pause,
    /// The running one is, after all.
    Resume,
}

/// An account's life: as it is meant to be, by day; and, once it was lived, at which instants.
#[derive(Clone, Debug)]
pub(crate) struct Life {
    /// Its zone.
    pub(crate) zone: &'static str,
    /// When it is created.
    pub(crate) created: At,
    /// How it begins.
    pub(crate) start: Start,
    /// What follows, by day of the year.
    pub(crate) acts: Vec<(i64, Act)>,
}

/// The sample catalog's allowances, in credits.
pub(crate) fn allowance(plan: &str) -> i64 {
    match plan {
        "build" => 2_500,
        "optimize" => 10_000,
        "scale" => 20_000,
        "enterprise" => 60_000,
        _ => 0,
    }
}

/// The periods of an epoch.
struct Periods {
    zone: Tz,
    anchor: NaiveDateTime,
    number: u32,
    end: At,
    high: i64,
    is_granted: bool,
}

impl Periods {
    fn of(zone: Tz, anchor: At) -> Self {
        let anchor = wall(zone, anchor);
        Self { zone, anchor, number: 0, end: after(zone, anchor, Every::Months(1), 1), high: 0, is_granted: false }
    }

    fn next(&mut self) {
        self.number += 1;
        self.end = after(self.zone, self.anchor, Every::Months(1), self.number + 1);
        self.is_granted = false;
    }
}

/// An account as it stands.
struct Standing {
    allowance: i64,
    periods: Option<Periods>,
    trial_ends: Option<At>,
    scheduled: Option<i64>,
    is_canceling: bool,
    is_paused: bool,
    granted: Vec<(At, i64)>,
}

/// The grants of kind plan that a life brings about until then: when, and how many credits. `lived` are the acts as the
/// server was told of them.
pub(crate) fn plan_grants(life: &Life, lived: &[(At, Act)], until: At) -> Vec<(At, i64)> {
    let tz = zone(life.zone).expect("a zone of the list");
    let mut standing = Standing {
        allowance: 0,
        periods: None,
        trial_ends: None,
        scheduled: None,
        is_canceling: false,
        is_paused: false,
        granted: Vec::new(),
    };
    match life.start {
        Start::Active { plan, started } => {
            let mut periods = Periods::of(tz, started);
            // An older account is granted the running period alone.
            while periods.end <= life.created {
                periods.next();
            }
            standing.allowance = allowance(plan);
            standing.periods = Some(periods);
            standing.grant_period(life.created);
        }
        Start::Trial { plan, ends } => {
            standing.allowance = allowance(plan);
            standing.trial_ends = Some(ends);
        }
        Start::Legacy { .. } => {}
    }
    for (at, act) in lived {
        standing.pass(*at);
        standing.act(tz, *at, *act);
    }
    standing.pass(until);
    standing.granted
}

impl Standing {
    /// Time goes on to that instant, which is included.
    fn pass(&mut self, to: At) {
        if self.trial_ends.is_some_and(|ends| ends <= to) {
            self.trial_ends = None;
        }
        while let Some(periods) = self.periods.as_mut().filter(|periods| periods.end <= to) {
            let start = periods.end;
            if self.is_canceling {
                (self.periods, self.is_canceling) = (None, false);
                return;
            }
            periods.next();
            if let Some(allowance) = self.scheduled.take() {
                self.allowance = allowance;
            }
            if !self.is_paused {
                self.grant_period(start);
            }
        }
    }

    fn grant_period(&mut self, at: At) {
        let allowance = self.allowance;
        if let Some(periods) = &mut self.periods {
            (periods.is_granted, periods.high) = (true, allowance);
            self.granted.push((at, allowance));
        }
    }

    /// A new epoch begins.
    fn begin(&mut self, tz: Tz, at: At, allowance: i64) {
        (self.allowance, self.trial_ends, self.periods) = (allowance, None, Some(Periods::of(tz, at)));
        self.grant_period(at);
    }

    fn act(&mut self, tz: Tz, at: At, act: Act) {
        match act {
            Act::Activate(plan) => self.begin(tz, at, allowance(plan)),
            Act::Change { plan, .. } if self.periods.is_none() => self.begin(tz, at, allowance(plan)),
            Act::Change { plan, at_end: true } => self.scheduled = Some(allowance(plan)),
            Act::Change { plan, at_end: false } => self.upgrade(at, allowance(plan)),
            Act::Agree(credits) => self.upgrade(at, credits),
            Act::Drop => (self.scheduled, self.is_canceling) = (None, false),
            Act::Cancel => self.is_canceling = true,
            Act::Pause => self.is_paused = true,
            Act::Resume => {
                self.is_paused = false;
                if self.periods.as_ref().is_some_and(|periods| !periods.is_granted) {
                    self.grant_period(at);
                }
            }
        }
    }

    /// The running period is topped up to the new allowance; no more than the highest is ever granted in one.
    fn upgrade(&mut self, at: At, allowance: i64) {
        (self.allowance, self.scheduled) = (allowance, None);
        if let Some(periods) = &mut self.periods
            && allowance > periods.high
            && periods.is_granted
        {
            self.granted.push((at, allowance - periods.high));
            periods.high = allowance;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Act, Life, Start, plan_grants};
    use crate::calendar::{at, shown};

    fn check(
        start: Start,
        zone: &'static str,
        created: &str,
        lived: &[(&str, Act)],
        until: &str,
        expected: &[(&str, i64)],
    ) {
        let life = Life { zone, created: at(created), start, acts: Vec::new() };
        let lived: Vec<_> = lived.iter().map(|(text, act)| (at(text), *act)).collect();
        let granted = plan_grants(&life, &lived, at(until));
        let granted: Vec<_> = granted.iter().map(|(at, credits)| (shown(*at), *credits)).collect();
        let expected: Vec<_> = expected.iter().map(|(at, credits)| ((*at).to_owned(), *credits)).collect();
        assert_eq!(granted, expected);
    }

    fn active(plan: &'static str, started: &str) -> Start {
        Start::Active { plan, started: at(started) }
    }

    #[test]
    fn months_end_where_the_anchor_says() {
        let began = "2027-12-31T10:00:00Z";
        check(
            active("build", began),
            "UTC",
            began,
            &[],
            "2028-04-01T00:00:00Z",
            &[
                (began, 2_500),
                ("2028-01-31T10:00:00Z", 2_500),
                ("2028-02-29T10:00:00Z", 2_500),
                ("2028-03-31T10:00:00Z", 2_500),
            ],
        );
        // 02:30 in Warsaw is skipped on 26 March 2028: the instant after the gap.
        check(
            active("build", "2027-08-26T00:30:00Z"),
            "Europe/Warsaw",
            "2028-03-01T00:00:00Z",
            &[],
            "2028-04-01T00:00:00Z",
            &[("2028-03-01T00:00:00Z", 2_500), ("2028-03-26T01:00:00Z", 2_500)],
        );
    }

    #[test]
    fn each_act_grants_what_it_must() {
        let began = "2028-01-10T00:00:00Z";
        let until = "2028-03-11T00:00:00Z";
        check(
            active("build", began),
            "UTC",
            began,
            &[
                ("2028-01-20T00:00:00Z", Act::Change { plan: "optimize", at_end: false }),
                ("2028-02-15T00:00:00Z", Act::Change { plan: "build", at_end: true }),
            ],
            until,
            &[
                (began, 2_500),
                ("2028-01-20T00:00:00Z", 7_500),
                ("2028-02-10T00:00:00Z", 10_000),
                ("2028-03-10T00:00:00Z", 2_500),
            ],
        );
        check(
            active("build", began),
            "UTC",
            began,
            &[("2028-01-20T00:00:00Z", Act::Cancel), ("2028-03-01T00:00:00Z", Act::Activate("scale"))],
            until,
            &[(began, 2_500), ("2028-03-01T00:00:00Z", 20_000)],
        );
        check(
            active("build", began),
            "UTC",
            began,
            &[("2028-01-20T00:00:00Z", Act::Pause), ("2028-02-20T00:00:00Z", Act::Resume)],
            until,
            &[(began, 2_500), ("2028-02-20T00:00:00Z", 2_500), ("2028-03-10T00:00:00Z", 2_500)],
        );
        let trial = Start::Trial { plan: "build", ends: at("2028-01-24T00:00:00Z") };
        check(
            trial,
            "UTC",
            began,
            &[("2028-01-20T00:00:00Z", Act::Activate("build"))],
            "2028-02-21T00:00:00Z",
            &[("2028-01-20T00:00:00Z", 2_500), ("2028-02-20T00:00:00Z", 2_500)],
        );
        let legacy = Start::Legacy { plan: "core-2021" };
        check(
            legacy,
            "UTC",
            began,
            &[("2028-01-31T00:00:00Z", Act::Change { plan: "build", at_end: false })],
            until,
            &[("2028-01-31T00:00:00Z", 2_500), ("2028-02-29T00:00:00Z", 2_500)],
        );
    }
}
