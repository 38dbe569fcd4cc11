//! Scene: when and where a history begins, who is there, and how its clock moves on.

use super::focus::Focus;
use super::random::Random;
use super::{Command, Micros, Writer};
use crate::calendar;
use crate::catalog::Catalog;
use crate::command::{AccountKind, CreateAccount, DAY, HOUR, Per, PutMember, SECOND};
use crate::state::Status;

/// Zones and wall times around month ends, leap days and clock changes (skipped and doubled).
const SCENES: [(&str, &str); 20] = [
    ("UTC", "2024-01-31T00:00:00"),
    ("UTC", "2023-01-29T12:00:00"),
    ("UTC", "2024-02-29T00:00:00"),
    ("UTC", "2023-12-30T23:59:59.999999"),
    ("Europe/Warsaw", "2024-01-31T02:30:00"),
    ("Europe/Warsaw", "2024-02-29T02:30:00"),
    ("Europe/Warsaw", "2024-03-24T02:00:00"),
    ("Europe/Warsaw", "2024-09-27T02:30:00"),
    ("Europe/Warsaw", "2024-10-20T02:30:00"),
    ("America/New_York", "2024-02-10T02:30:00"),
    ("America/New_York", "2024-03-03T02:00:00"),
    ("America/New_York", "2024-10-03T01:30:00"),
    ("America/New_York", "2023-10-31T00:00:00"),
    ("Australia/Lord_Howe", "2024-03-07T01:45:00"),
    ("Australia/Lord_Howe", "2024-09-06T02:15:00"),
    ("Australia/Lord_Howe", "2024-09-29T02:00:00"),
    ("Australia/Lord_Howe", "2023-08-31T02:29:59.999999"),
    ("Asia/Kathmandu", "2024-05-31T00:00:00"),
    ("Asia/Kathmandu", "2024-01-30T18:45:00"),
    ("Asia/Kathmandu", "2027-12-29T00:00:00"),
];

/// The clock at the beginning, and the account to make.
pub(super) fn create(random: &mut Random, catalog: &Catalog) -> (Micros, CreateAccount) {
    let (zone, wall) = random.one(&SCENES);
    let place = calendar::zone(zone).expect("a zone of the list");
    let anchor = calendar::instant(place, wall.parse().expect("a time of the list"));
    let legacy = random.percent(12);
    let trial = !legacy && random.percent(20);
    // A start in the past: a moment, or some periods ago.
    let late =
        if legacy || trial || random.percent(60) { 0 } else { random.one(&[1, DAY, 27 * DAY, 31 * DAY, 95 * DAY]) };
    let now = anchor + late;
    let paying: Vec<&str> =
        catalog.plans.iter().filter(|plan| plan.legacy.is_none()).map(|plan| plan.id.as_str()).collect();
    let plan = if legacy { "old" } else { random.one(&paying) };
    let create = CreateAccount {
        account: "acme".to_owned(),
        kind: random.one(&[AccountKind::Business, AccountKind::Agency]),
        plan: plan.to_owned(),
        trial,
        started_at: (late > 0).then_some(anchor),
        trial_ends_at: trial.then(|| now + random.one(&[HOUR, 3 * DAY, 14 * DAY])),
        zone: zone.to_owned(),
    };
    (now, create)
}

impl Writer {
    /// Members and subaccounts, and now and then a limit from the beginning.
    pub(super) fn furnish(&mut self) -> Vec<Command> {
        let member = |subaccount: Option<&str>, member: &str, role: &str, subaccounts: &[&str]| {
            Command::PutMember(PutMember {
                subaccount: subaccount.map(str::to_owned),
                member: member.to_owned(),
                role: role.to_owned(),
                subaccounts: subaccounts.iter().map(|id| (*id).to_owned()).collect(),
            })
        };
        let mut commands = Vec::new();
        if self.state().account().kind == AccountKind::Business {
            commands.push(member(None, "olga", "owner", &[]));
            commands.push(member(None, "anna", "author", &[]));
            commands.push(member(None, "vera", "viewer", &[]));
        } else {
            commands.push(Command::AddSubaccount { subaccount: "north".to_owned() });
            commands.push(Command::AddSubaccount { subaccount: "south".to_owned() });
            commands.push(member(None, "olga", "main_owner", &[]));
            commands.push(member(None, "mark", "subaccount_manager", &["north"]));
            commands.push(member(Some("north"), "nina", "subaccount_owner", &[]));
            commands.push(member(Some("south"), "saul", "subaccount_manager", &[]));
            if self.random.percent(60) {
                commands.push(Command::SetSharing { enabled: true });
            }
        }
        if self.random.percent(30) {
            commands.push(self.limit());
        }
        if self.random.percent(25) {
            commands.push(Command::SetOverdraftLimit { credits: self.random.one(&[20_000, 100_000]) });
        }
        if self.random.percent(40) {
            for _ in 0..3 {
                commands.push(Command::Grant(self.twin(self.clock)));
            }
        }
        commands
    }

    /// When the next request comes.
    pub(super) fn next_clock(&mut self) -> Micros {
        // A clock that was set back right after a request: the pool's time stands still.
        if self.written && self.random.percent(4) {
            return self.clock - self.random.one(&[1, SECOND, DAY, 40 * DAY]);
        }
        // What is open for a short time only would else be over before anybody came back to it.
        if self.something_waits() && self.random.percent(65) {
            self.clock += self.random.one(&[0, 0, 0, 1, SECOND]);
            return self.clock;
        }
        if self.focus == Focus::Plans && self.random.percent(50) {
            return self.clock;
        }
        // The last hours of a period, in which a reservation can reach its end.
        let end = self.state().period().map(|period| period.end - 6 * HOUR).filter(|at| *at > self.clock);
        if let Some(at) = end.filter(|_| self.focus == Focus::Settles && self.random.percent(15)) {
            self.clock = at;
            return at;
        }
        let boundary = self.boundary();
        let passes = match (self.random.below(100), boundary) {
            (0..30, _) => 0,
            (30..42, _) => self.random.one(&[1, SECOND, 60 * SECOND, 1800 * SECOND]),
            (42..77, Some(at)) => at - self.clock + self.random.one(&[-1, 0, 0, 0, 1]),
            (77..90, _) => self.random.one(&[HOUR, HOUR, DAY, 2 * DAY]),
            (90..94, _) => self.random.one(&[28, 31, 40, 95, 370]) * DAY,
            _ => self.random.micros(5 * DAY),
        };
        self.clock += passes.max(0);
        self.clock
    }

    /// Whether a reservation is open or a quote may be used.
    pub(super) fn something_waits(&self) -> bool {
        let state = self.state();
        let open = state.reservations.iter().any(|reservation| reservation.status == Status::Open);
        open || state.quotes.iter().any(|quote| !quote.used && self.clock < quote.expires_at)
    }

    /// An instant ahead at which something changes, an early one rather than a late one.
    fn boundary(&mut self) -> Option<Micros> {
        let state = self.state();
        let mut instants: Vec<Micros> = self.model.next_due().into_iter().collect();
        instants.extend(state.grants.iter().filter_map(|grant| grant.expires_at));
        instants.extend(state.grants.iter().map(|grant| grant.effective_at));
        instants.extend(state.quotes.iter().filter(|quote| !quote.used).map(|quote| quote.expires_at));
        instants.extend(state.reservations.iter().map(|reservation| match reservation.status {
            Status::Expired => reservation.expires_at + DAY,
            _ => reservation.expires_at,
        }));
        instants.extend(state.period().map(|period| period.end));
        if !state.limits.is_empty() {
            instants.extend([Per::Day, Per::Month].iter().filter_map(|per| state.window(self.clock, *per).1));
        }
        instants.retain(|at| *at > self.clock);
        instants.sort_unstable();
        instants.dedup();
        if instants.is_empty() {
            return None;
        }
        let early = self.random.below(instants.len()).min(self.random.below(instants.len()));
        instants.get(early).copied()
    }
}
