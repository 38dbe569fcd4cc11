//! Tallies: what a subject has used in the running day, month and period, and in the one before. For spend limits.

use minicbor::{Decode, Encode};

use crate::credits::Credits;
use crate::entry::{Per, Subject};
use crate::period::{self, Window, Zone};
use crate::time::Timestamp;

/// The day, the month and the billing period of an instant.
#[derive(Clone, Copy, Debug, Default)]
pub struct Windows {
    day: Option<Window>,
    month: Option<Window>,
    period: Option<Window>,
}

impl Windows {
    /// Those of `t` in a zone; what is still right is kept.
    #[must_use]
    pub fn at(self, t: Timestamp, zone: Zone, period: Option<Window>) -> Self {
        let has = |window: &Window| window.start <= t && t < window.end;
        let day = self.day.filter(has).unwrap_or_else(|| period::day_of(t, zone));
        let month = self.month.filter(has).unwrap_or_else(|| period::month_of(t, zone));
        Self { day: Some(day), month: Some(month), period: period.filter(has) }
    }

    /// One of them. The trial is one; where none runs (legacy, ended), a calendar month stands for it.
    pub fn of(&self, per: Per) -> Window {
        match per {
            Per::Day => self.day,
            Per::Month => self.month,
            Per::Period => self.period.or(self.month),
        }
        .unwrap_or(Window { start: Timestamp::EPOCH, end: Timestamp::MAX })
    }
}

/// What was used since an instant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(crate) struct Count {
    /// The first instant that is counted.
    #[n(0)]
    start: Timestamp,
    /// Spent + reserved − reversed.
    #[n(1)]
    used: Credits,
}

/// The running window and the one before it, in which a use may have begun that is settled now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct Pair {
    #[n(0)]
    now: Count,
    #[n(1)]
    before: Count,
}

/// What a subject has used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Tally {
    #[n(0)]
    day: Pair,
    #[n(1)]
    month: Pair,
    #[n(2)]
    period: Pair,
    /// What was counted at the last instant that counted anything: a window may begin at that very instant.
    #[n(3)]
    latest: Count,
}

impl Tally {
    fn pair(&self, per: Per) -> &Pair {
        match per {
            Per::Day => &self.day,
            Per::Month => &self.month,
            Per::Period => &self.period,
        }
    }

    /// What counts in the window in which a use began that began at `began_at`, when `windows` are those of now.
    pub fn used(&self, per: Per, windows: &Windows, began_at: Timestamp) -> Credits {
        // Where no period runs, the calendar month stands for it: its count too.
        let per = if per == Per::Period && windows.period.is_none() { Per::Month } else { per };
        let pair = self.pair(per);
        let window = windows.of(per);
        if began_at >= window.start {
            let begins_now = self.latest.start >= window.start;
            return match pair.now.start == window.start {
                true => pair.now.used,
                false if begins_now => self.latest.used,
                false => Credits::ZERO,
            };
        }
        [pair.now, pair.before].iter().find(|count| count.start <= began_at).map_or(Credits::ZERO, |count| count.used)
    }

    /// Counts a use of now.
    pub(crate) fn add(&mut self, credits: Credits, windows: &Windows, at: Timestamp) {
        let latest = self.latest;
        for (pair, per) in [(&mut self.day, Per::Day), (&mut self.month, Per::Month), (&mut self.period, Per::Period)] {
            if per == Per::Period && windows.period.is_none() {
                continue;
            }
            let start = windows.of(per).start;
            if pair.now.start != start {
                pair.before = pair.now;
                let used = if latest.start >= start { latest.used } else { Credits::ZERO };
                pair.now = Count { start, used };
            }
            pair.now.used = pair.now.used.saturating_add(credits);
        }
        let before = if latest.start == at { latest.used } else { Credits::ZERO };
        self.latest = Count { start: at, used: before.saturating_add(credits) };
    }

    /// Goes on counting in windows that a new zone cut: nothing that was used is forgotten, so no limit is escaped. What
    /// the new window reaches back beyond the old one counts in full.
    pub(crate) fn move_to(&mut self, windows: &Windows) {
        for (pair, per) in [(&mut self.day, Per::Day), (&mut self.month, Per::Month)] {
            let start = windows.of(per).start;
            let Pair { now, before } = pair;
            if self.latest.start >= start && now.start != start {
                let reached = if start < now.start { before.used } else { Credits::ZERO };
                *now = Count { start, used: now.used.saturating_add(reached) };
            }
        }
    }

    /// Corrects a use that began earlier, by a difference of either sign, where its window is still known.
    pub(crate) fn correct(&mut self, difference: Credits, began_at: Timestamp) {
        for pair in [&mut self.day, &mut self.month, &mut self.period] {
            let Pair { now, before } = pair;
            let count = if now.start <= began_at { now } else { before };
            if count.start <= began_at && count.start > Timestamp::EPOCH {
                count.used = count.used.saturating_add(difference).less(Credits::ZERO);
            }
        }
        if self.latest.start == began_at {
            self.latest.used = self.latest.used.saturating_add(difference).less(Credits::ZERO);
        }
    }
}

/// What each subject has used, sorted by subject. One piece of memory: a pool is copied whenever it changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct Tallies(#[n(0)] Vec<(Subject, Tally)>);

impl Tallies {
    /// What a subject has used, if anything ever.
    pub fn get(&self, subject: &Subject) -> Option<&Tally> {
        let at = self.0.binary_search_by(|(of, _)| of.cmp(subject)).ok()?;
        self.0.get(at).map(|(_, tally)| tally)
    }

    /// What everybody has used, sorted by subject.
    pub fn all(&self) -> &[(Subject, Tally)] {
        &self.0
    }

    /// True when nobody has used anything.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Changes what a subject has used.
    pub(crate) fn change(&mut self, subject: Subject, change: impl FnOnce(&mut Tally)) {
        let at = self.0.binary_search_by(|(of, _)| of.cmp(&subject)).unwrap_or_else(|at| {
            self.0.insert(at, (subject, Tally::default()));
            at
        });
        self.0.get_mut(at).map(|(_, tally)| change(tally)).unwrap_or_default();
    }

    /// Every subject's.
    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut Tally> {
        self.0.iter_mut().map(|(_, tally)| tally)
    }
}
