//! Choose: which command comes next, by what the pool has just now. Judges nothing.

use super::Writer;
use super::catalogs::{next, span};
use crate::command::{AccountKind, Command, DAY, Kind, Micros, NewGrant, Per, PutMember, Subject, When};
use crate::state::{Phase, Scheduled, Status};

impl Writer {
    /// The next command.
    pub(super) fn command(&mut self, now: Micros) -> Command {
        // The pool's time may be later than the clock.
        let now = now.max(self.state().last);
        if self.random.percent(40)
            && let Some(command) = self.dwell(now)
        {
            return command;
        }
        let waits = self.state().reservations.iter().any(|reservation| reservation.status == Status::Open);
        loop {
            if waits && self.random.percent(25) {
                let end = match self.random.below(10) {
                    0..7 => self.settle(now),
                    7 => self.void_reservation(),
                    _ => self.extend(now),
                };
                if let Some(command) = end {
                    return command;
                }
            }
            let chosen = match self.random.below(100) {
                0..32 => Some(self.spend(now)),
                32..50 => Some(self.reserve(now)),
                50..57 => self.settle(now),
                57..59 => self.void_reservation(),
                59 => self.extend(now),
                60..65 => Some(self.quote(now)),
                65..72 => self.reverse(),
                72..80 => Some(Command::Grant(self.grant(now))),
                80..83 => self.void_grant(),
                83..91 => self.life(),
                91..94 => Some(self.limit()),
                94..97 => Some(self.people()),
                97 => Some(Command::SetOverdraftLimit { credits: self.random.one(&[0, 0, 1000, 20_000, 100_000]) }),
                98 => {
                    let catalog = self.state().catalog();
                    Some(Command::PublishCatalog(Box::new(next(&mut self.random, &catalog))))
                }
                _ => Some(Command::Advance),
            };
            if let Some(command) = chosen {
                return command;
            }
        }
    }

    /// A grant: small, often equal to another in all that orders it, scoped now and then.
    fn grant(&mut self, now: Micros) -> NewGrant {
        let subaccounts = self.model.state().subaccounts.clone();
        let to = if self.random.percent(30) { self.random.pick(&subaccounts).cloned() } else { None };
        let scope =
            if to.is_none() && self.random.percent(15) { self.random.pick(&subaccounts).cloned() } else { None };
        let features: &[&str] = match self.random.below(10) {
            0 => &["cut"],
            1 => &["pages", "coder"],
            2 => &["writer", "painter", "coder"],
            _ => &[],
        };
        let effective_at = match self.random.below(10) {
            0 => Some(now + span(&mut self.random)),
            1 => Some(now - DAY),
            2 => Some(now),
            3 => self.state().period().map(|period| period.end),
            _ => None,
        };
        let from = effective_at.unwrap_or(now).max(now);
        let expires_at = match self.random.below(10) {
            0..4 => None,
            4..7 => Some(from + span(&mut self.random)),
            7 => Some(from + 30 * DAY),
            8 => self.state().period().map(|period| period.end).filter(|end| *end > from),
            _ => Some(self.random.one(&[from, now - 1, now + DAY, effective_at.unwrap_or(now) - 1])),
        };
        // An end at the very start is refused only by a reading.
        let expires_at = expires_at.filter(|end| self.open() || *end != effective_at.unwrap_or(now));
        NewGrant {
            subaccount: to,
            kind: self.random.one(&[Kind::Promotional, Kind::Adjustment, Kind::Package]),
            credits: self.random.one(&[0, 1, 1000, 5000, 5000, 20_000, 20_000, 77_777, -5]),
            priority: self.random.one(&[None, None, None, None, Some(0), Some(499), Some(500), Some(1000), Some(1001)]),
            effective_at,
            expires_at,
            features: features.iter().map(|id| (*id).to_owned()).collect(),
            subaccounts: scope.into_iter().collect(),
        }
    }

    fn void_grant(&mut self) -> Option<Command> {
        let grants = self.model.state().grants.clone();
        let grant = self.random.pick(&grants)?;
        let mut credits = self.random.one(&[None, None, Some(1), Some(grant.available / 2), Some(grant.available)]);
        if self.open() {
            credits = credits.map(|credits| credits + self.random.one(&[0, 1]));
        } else {
            // Taking all by an amount is a reading.
            credits = credits.filter(|credits| 0 < *credits && *credits < grant.available);
        }
        Some(Command::VoidGrant { grant: grant.label, credits: credits.filter(|credits| *credits > 0) })
    }

    /// Plan changes and the turns of an account's life.
    fn life(&mut self) -> Option<Command> {
        if self.open() && self.random.percent(15) {
            return Some(self.odd_life());
        }
        let account = self.state().account();
        let (phase, paused, scheduled) = (account.phase.clone(), account.paused, account.scheduled.clone());
        let change = self.change();
        let plan = self.random.one(&[None, Some("low"), Some("mid")]).map(str::to_owned);
        match phase {
            Phase::Trial { .. } if self.random.percent(40) => Some(Command::Activate { plan }),
            Phase::Trial { .. } | Phase::Legacy => Some(change),
            Phase::Ended { .. } if self.random.percent(80) => Some(Command::Activate { plan }),
            Phase::Ended { .. } => Some(self.random.one(&[Command::Cancel, Command::Pause, Command::Resume])),
            Phase::Active(_) if paused => Some(self.random.one(&[Command::Resume, Command::Cancel])),
            Phase::Active(_) => match (self.random.below(10), scheduled) {
                (0, _) => Some(Command::Cancel),
                (1, _) => Some(Command::Pause),
                (2 | 3, Some(Scheduled::Plan(..))) => Some(Command::DropScheduled),
                (2 | 3, _) => None,
                _ => Some(change),
            },
        }
    }

    pub(super) fn change(&mut self) -> Command {
        let account = self.state().account().clone();
        let in_period = matches!(account.phase, Phase::Active(_));
        let catalog = self.state().catalog();
        let figures = self.random.one(&[None, None, None, None, None, None, Some(77_000), Some(250_000)]);
        let plan = self.random.one(&["none", "low", "low", "mid", "mid", "high", "top", "old", "nothing"]);
        let mut when = self.random.one(&[None, None, Some(When::Now), Some(When::PeriodEnd)]);
        let mut figure = figures;
        if !self.open() {
            let settings = catalog.plan(plan);
            let later = settings.is_some_and(|plan| plan.upgrade == crate::catalog::Upgrade::PeriodEnd);
            // An upgrade asked for now where the catalog says at the end, or any `when` outside a period, is a reading;
            // so is a change to an allowance that is just the one held.
            if !in_period || (later && when == Some(When::Now)) {
                when = None;
            }
            let allowance = figure.or(settings.map(|plan| plan.credits));
            if in_period && allowance == Some(account.held) {
                figure = Some(account.held + 1000);
            }
        }
        let preview = self.random.percent(15);
        Command::ChangePlan { plan: plan.to_owned(), when, credits_per_period: figure, preview }
    }

    /// Turns whose answer is a reading: out of place, or while paused.
    fn odd_life(&mut self) -> Command {
        let change = self.change();
        let zone = self.random.one(&["UTC", "Europe/Warsaw", "America/New_York", "Asia/Kathmandu", "Moon/Base"]);
        let choices = [
            Command::Cancel,
            Command::Pause,
            Command::Resume,
            Command::DropScheduled,
            Command::Activate { plan: None },
            Command::Activate { plan: Some("old".to_owned()) },
            Command::SetZone { zone: zone.to_owned() },
            Command::SetZone { zone: zone.to_owned() },
            change,
        ];
        self.random.one(&choices)
    }

    pub(super) fn limit(&mut self) -> Command {
        let state = self.model.state();
        let mut subjects = vec![Subject::Account, Subject::EachMember, Subject::Member("olga".to_owned())];
        if state.account().kind == AccountKind::Agency {
            subjects.extend([Subject::EachSubaccount, Subject::Subaccount("north".to_owned())]);
            subjects.push(Subject::Member("nina".to_owned()));
        }
        let set: Vec<Subject> = state.limits.keys().cloned().collect();
        if self.random.percent(30)
            && let Some(subject) = self.random.pick(&set).cloned()
        {
            return Command::DeleteLimit { subject };
        }
        let per = self.random.one(&[Per::Period, Per::Day, Per::Month]);
        // On firm ground a limit per period is only set where periods run.
        let per = if self.open() || self.state().period().is_some() { per } else { Per::Day };
        let credits = self.random.one(&[0, 5000, 20_000, 50_000, 50_000, 150_000]);
        Command::SetLimit { subject: self.random.one(&subjects), credits, per }
    }

    /// Members come, change and go; sharing is switched.
    fn people(&mut self) -> Command {
        let agency = self.state().account().kind == AccountKind::Agency;
        if agency && self.random.percent(50) {
            return Command::SetSharing { enabled: self.random.percent(50) };
        }
        let put = |subaccount: Option<&str>, member: &str, role: &str| {
            Command::PutMember(PutMember {
                subaccount: subaccount.map(str::to_owned),
                member: member.to_owned(),
                role: role.to_owned(),
                subaccounts: Vec::new(),
            })
        };
        let delete = |subaccount: Option<&str>, member: &str| Command::DeleteMember {
            subaccount: subaccount.map(str::to_owned),
            member: member.to_owned(),
        };
        let choices = if agency {
            vec![
                put(None, "mona", "main_admin"),
                delete(None, "mona"),
                delete(Some("north"), "nina"),
                put(Some("north"), "nina", "subaccount_manager"),
                put(Some("south"), "saul", "emperor"),
                Command::AddSubaccount { subaccount: self.random.one(&["east", "north"]).to_owned() },
            ]
        } else {
            vec![
                put(None, "anna", "accountant"),
                put(None, "anna", "designer"),
                put(None, "vera", "admin"),
                put(None, "vera", "viewer"),
                put(None, "bert", "author"),
                delete(None, "bert"),
                put(None, "bert", "main_owner"),
            ]
        };
        self.random.one(&choices)
    }
}
