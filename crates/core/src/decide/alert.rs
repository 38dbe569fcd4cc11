//! Alerts: what has to be told after a change: monthly credits used, extra credits low, recoveries, limits reached.
//!
//! Each once a crossing. What is reserved is not used. Where nothing can have been crossed it is one comparison.

use super::Court;
use super::limits::Left;
use crate::alert::{Alerts, Room, Told};
use crate::catalog::{Catalog, Catalogs};
use crate::command::{Command, Settle};
use crate::credits::Credits;
use crate::entry::{AccountFact, Alert, Entry, Fact, LimitedBy, Notice, OrderFact, Usage};
use crate::grant::Grant;
use crate::pool::{EndedReservation, Pool};
use crate::refusal::{Level, Refusal};
use crate::time::Timestamp;

/// How a pool stood before a change.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Eve {
    room: Option<Room>,
    is_extra_high: bool,
}

/// What a look at a pool after a change found.
#[derive(Debug)]
pub(crate) struct Look {
    /// What is to be told, in the commit of the change.
    pub(crate) facts: Vec<Fact>,
    /// What may be drawn before the next look.
    pub(crate) room: Room,
}

/// The monthly credits that were granted in the running period, or in the trial.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Monthly {
    granted: Credits,
    /// Spent, less what was put back; what is reserved is not used.
    used: Credits,
}

impl Pool {
    /// How it stands before a change that holds at `at`.
    pub(crate) fn eve(&self, catalog: &Catalog, at: Timestamp) -> Eve {
        let room = self.room.0;
        if room.covers(catalog.version(), at) {
            return Eve { room: Some(room), is_extra_high: room.is_extra_high };
        }
        let below = catalog.settings().alerts.extra_below;
        // Between its last entry and now a grant may have become effective: either way the line was crossed from above.
        let is_high = |t| below.is_some_and(|below| self.extra(t) >= below);
        Eve { room: None, is_extra_high: is_high(self.last_at) || is_high(at) }
    }

    /// Looks at what a change crossed. `self` is the pool after it.
    pub(crate) fn look(&self, catalogs: &Catalogs, eve: &Eve, entries: &[Entry]) -> Look {
        let at = self.last_at;
        let catalog = self.catalog(catalogs, at);
        let room = eve.room.and_then(|room| room.after(entries));
        let is_close = room.is_none();
        let mut look = match room {
            Some(room) => Look { facts: Vec::new(), room },
            None => self.look_closely(catalog, eve, at),
        };
        if !self.house.limits.is_empty() {
            look.facts.extend(entries.iter().flat_map(|entry| self.limits_reached(catalogs, entry)));
        }
        if is_close && entries.iter().any(asks_for_top_up) {
            look.facts.extend(self.topped_up(catalogs, at));
        }
        look
    }

    fn look_closely(&self, catalog: &Catalog, eve: &Eve, at: Timestamp) -> Look {
        let settings = &catalog.settings().alerts;
        let alerts = self.alerts.as_deref();
        let monthly = self.monthly();
        let level = alerts.map_or(0, |alerts| alerts.monthly_percent);
        let crossed = monthly.crossed(level, &settings.monthly_used_percent);
        let level = crossed.as_ref().map_or(level, |(level, _)| *level);
        let extra = self.extra(at);
        let is_told = alerts.is_some_and(|alerts| alerts.is_extra_low);
        let low = settings.extra_below.and_then(|below| match (extra < below, is_told) {
            (true, false) if eve.is_extra_high => Some(Notice::ExtraLow { available: extra, below }),
            (false, true) => Some(Notice::Recovered { which: Alert::ExtraLow, percent: 0 }),
            _ => None,
        });
        let effective = self.grants.iter().map(|grant| grant.terms.effective_at).filter(|from| *from > at);
        let extra_left = settings.extra_below.filter(|below| extra >= *below).map(|below| beyond(extra, below));
        let room = Room {
            left: monthly
                .left(level, &settings.monthly_used_percent)
                .min(extra_left.unwrap_or(FULL))
                .min(self.top_up_left(at).unwrap_or(FULL)),
            until: effective.min().unwrap_or(Timestamp::MAX),
            catalog: catalog.version(),
            is_extra_high: extra_left.is_some(),
        };
        let notices = crossed.map(|(_, notice)| notice).into_iter().chain(low);
        Look { facts: notices.map(Fact::Notice).collect(), room }
    }

    /// What of the monthly credits of the running period, or of the trial, was granted and used. What was carried into it
    /// is apart, and so is what a replaced plan had granted.
    fn monthly(&self) -> Monthly {
        let began = self.life.began;
        let closed = self.closed.range(began..).map(|(_, grant)| grant);
        let open = self.grants.iter().filter(|grant| grant.seq >= began);
        let is_monthly = |grant: &&Grant| {
            let terms = &grant.terms;
            terms.kind.is_monthly() && terms.rolled_from.is_none() && !grant.is_ended
        };
        closed.chain(open).filter(is_monthly).fold(Monthly::default(), |sum, grant| Monthly {
            granted: sum.granted.saturating_add(grant.terms.credits),
            used: sum.used.saturating_add(grant.spent.less(grant.returned)),
        })
    }

    /// The extra credits that the main account may use for anything at t.
    fn extra(&self, t: Timestamp) -> Credits {
        let is_extra = |grant: &&Grant| !grant.terms.kind.is_monthly() && grant.is_usable_at(t);
        let fitting = self.grants.iter().filter(is_extra).filter(|grant| grant.fits(None, None, true));
        fitting.fold(Credits::ZERO, |sum, grant| sum.saturating_add(grant.available))
    }

    /// The limits that a use filled, or that made it smaller than its cost.
    fn limits_reached(&self, catalogs: &Catalogs, entry: &Entry) -> Vec<Fact> {
        let (usage, began_at, limited_by) = match &entry.fact {
            Fact::Spend(spent) if spent.cost.is_positive() => (&spent.usage, entry.at, spent.limited_by),
            Fact::Reserve(reserved) if reserved.credits.is_positive() => (&reserved.usage, entry.at, None),
            Fact::Settle(settled) if settled.credits.is_positive() => (&settled.usage, settled.began_at, None),
            _ => return Vec::new(),
        };
        let is_reached = |left: &Left| left.credits.is_zero() || limited_by == Some(left.limited_by());
        self.limits_told(catalogs, usage, began_at, is_reached, entry.at)
    }

    /// What a refused use brings about: the limit that it was refused by is told, and where credits are missing auto
    /// top-up looks again, for no entry would come of itself. The request leaves nothing.
    pub(crate) fn look_refused(
        &self,
        catalogs: &Catalogs,
        command: &Command,
        refusal: &Refusal,
        now: Timestamp,
    ) -> Vec<Fact> {
        match (refusal, self.used_by(command, now)) {
            (Refusal::SpendLimitReached { level, .. }, Some((usage, began_at))) => {
                self.limits_told(catalogs, &usage, began_at, |left| left.level == *level, now)
            }
            (Refusal::InsufficientCredits { .. }, Some(_)) => self.topped_up(catalogs, now).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// Who would have used what, and since when it counts.
    fn used_by(&self, command: &Command, now: Timestamp) -> Option<(Usage, Timestamp)> {
        let asked = match command {
            Command::Spend(spend) => &spend.usage,
            Command::Reserve(reserve) => &reserve.usage,
            Command::Settle(Settle { reservation, .. }) => {
                return match (self.reservations.get(reservation), self.ended.get(reservation)) {
                    (Some(open), _) => Some((open.usage.clone(), open.created_at)),
                    (None, Some(EndedReservation::TimedOut(late))) => Some((late.usage.clone(), now)),
                    _ => None,
                };
            }
            _ => return None,
        };
        let usage = Usage {
            subaccount: self.place_of(&asked.account)?.cloned(),
            member: asked.member.clone(),
            feature: asked.feature.clone(),
            measure: asked.measure.clone(),
        };
        Some((usage, now))
    }

    /// Those levels of a use that are reached and were not told in their window. Of a window that is over nothing is told.
    fn limits_told(
        &self,
        catalogs: &Catalogs,
        usage: &Usage,
        began_at: Timestamp,
        is_reached: impl Fn(&Left) -> bool,
        now: Timestamp,
    ) -> Vec<Fact> {
        let lefts = Court::asking(self, catalogs, now).lefts(usage, began_at);
        let is_news = |left: &Left| {
            let told = self.alerts.as_ref().and_then(|alerts| alerts.limits.get(&left.subject));
            let is_told = told.is_some_and(|told| told.per == left.per && told.start == left.window.start);
            began_at >= left.window.start && is_reached(left) && !is_told
        };
        let notices = lefts.into_iter().filter(is_news).map(|left| Notice::LimitReached {
            subject: left.subject,
            per: left.per,
            limit: left.limit,
            used: left.used,
            window_start: left.window.start,
            resets_at: left.window.end,
        });
        notices.map(Fact::Notice).collect()
    }
}

/// More than any pool has.
const FULL: Credits = Credits::from_milli(i64::MAX);
/// The line of all monthly credits.
const ALL_PERCENT: u32 = 100;

/// True for what takes credits or may leave fewer, and for what lets auto top-up begin or go on. What is canceled or taken back for money is
/// not bought again by the same change.
fn asks_for_top_up(entry: &Entry) -> bool {
    match &entry.fact {
        Fact::Order(fact) => {
            matches!(fact, OrderFact::TopUpSet(_) | OrderFact::CardSaved { .. } | OrderFact::Paid(_))
        }
        Fact::Account(fact) => {
            matches!(fact, AccountFact::PeriodBegan(_) | AccountFact::Activated(_))
        }
        Fact::Spend(_) | Fact::Reserve(_) | Fact::Settle(_) | Fact::Expire(_) | Fact::Void(_) | Fact::Repay(_) => true,
        _ => false,
    }
}

/// How much it takes to fall below a line.
fn beyond(available: Credits, below: Credits) -> Credits {
    available.less(below).saturating_add(Credits::from_milli(1))
}

impl Monthly {
    fn has_passed(self, percent: u32) -> bool {
        let (used, granted) = (i128::from(self.used.milli()), i128::from(self.granted.milli()));
        used * 100 >= granted * i128::from(percent)
    }

    /// What is told where `level` was told last, and the level that was told then. Several lines crossed at once are told
    /// as the highest; where nothing is granted there is no line.
    fn crossed(self, level: u32, lines: &[u32]) -> Option<(u32, Notice)> {
        if !self.granted.is_positive() {
            return None;
        }
        let percent = lines.iter().copied().filter(|line| self.has_passed(*line)).max().unwrap_or(0);
        let Self { granted, used } = self;
        let notice = match percent {
            ALL_PERCENT if percent > level => Notice::MonthlyDepleted { granted },
            _ if percent > level => Notice::MonthlyUsed { percent, used, granted },
            // Compared with the line itself: a catalog with other lines is no recovery.
            _ if level > 0 && !self.has_passed(level) => {
                let which = if level == ALL_PERCENT { Alert::MonthlyDepleted } else { Alert::MonthlyUsed };
                Notice::Recovered { which, percent }
            }
            _ => return None,
        };
        Some((percent, notice))
    }

    /// How much more may be used without passing the next line above `level`.
    fn left(self, level: u32, lines: &[u32]) -> Credits {
        let Some(next) = lines.iter().copied().filter(|line| *line > level).min() else { return FULL };
        if !self.granted.is_positive() {
            return FULL;
        }
        let line = (i128::from(self.granted.milli()) * i128::from(next) + 99) / 100;
        let line = i64::try_from(line).map_or(FULL, Credits::from_milli);
        line.less(self.used)
    }
}

impl Alerts {
    /// Remembers what was said, at the instant of the entry.
    pub(crate) fn remember(&mut self, notice: &Notice, at: Timestamp) {
        match notice {
            Notice::MonthlyUsed { percent, .. } => self.monthly_percent = *percent,
            Notice::MonthlyDepleted { .. } => self.monthly_percent = ALL_PERCENT,
            Notice::ExtraLow { .. } => self.is_extra_low = true,
            Notice::Recovered { which: Alert::MonthlyUsed | Alert::MonthlyDepleted, percent } => {
                self.monthly_percent = *percent;
            }
            Notice::Recovered { which: Alert::ExtraLow, .. } => self.is_extra_low = false,
            Notice::LimitReached { subject, per, window_start, resets_at, .. } => {
                self.limits.retain(|_, told| told.end > at);
                let told = Told { per: *per, start: *window_start, end: *resets_at };
                self.limits.insert(subject.clone(), told);
            }
            Notice::Expiring { grant, .. } => (self.warned_at, self.warned) = (at, *grant),
            Notice::TrialEnding { .. } => self.is_trial_told = true,
        }
    }
}

impl Left {
    /// As a partial spend names it.
    pub(crate) fn limited_by(&self) -> LimitedBy {
        match self.level {
            Level::Member => LimitedBy::Member,
            Level::Subaccount => LimitedBy::Subaccount,
            Level::Account => LimitedBy::Account,
        }
    }
}
