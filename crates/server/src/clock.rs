//! The one clock: the wall clock, watched against the boot clock. A leap of more than an hour stops writing (rule 5).

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use rustix::time::{ClockId, clock_gettime};
use scrip_core::time::{Span, Timestamp};

/// More than any correction of a healthy clock, less than any mistake of a zone, a day or a year.
const LEAP_MAX: Span = Span::HOUR;

/// Tells the time.
#[derive(Debug)]
pub(crate) struct Clock {
    hands: Hands,
    /// The wall clock at boot by the reading that is believed, in microseconds since the epoch.
    boot_micros: AtomicI64,
    /// The wall clock at boot by the store's own clock, as it was heard last; [`UNHEARD`] where a store has none.
    heard_micros: AtomicI64,
}

/// No clock but this machine's is known.
const UNHEARD: i64 = i64::MIN;

#[derive(Debug)]
enum Hands {
    /// The machine's clocks.
    Machine,
    /// Hands that a test moves: the wall clock, and the time since boot.
    #[cfg(test)]
    Moved { wall: AtomicI64, since_boot: AtomicI64 },
}

/// A reading of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    /// The time that is believed.
    pub(crate) now: Timestamp,
    /// The wall clock, where it differs from what is believed by more than an hour.
    pub(crate) leapt_to: Option<Timestamp>,
}

impl Clock {
    /// The machine's clock, believed as it is now.
    pub(crate) fn of_machine() -> Self {
        Self::new(Hands::Machine)
    }

    fn new(hands: Hands) -> Self {
        let clock = Self { hands, boot_micros: AtomicI64::new(0), heard_micros: AtomicI64::new(UNHEARD) };
        clock.accept();
        clock
    }

    /// Believes the wall clock as it is now.
    pub(crate) fn accept(&self) {
        let (wall, since_boot) = self.wall();
        self.boot_micros.store(wall.saturating_sub(since_boot), Ordering::Release);
    }

    /// The time; after a leap what it would be without.
    pub(crate) fn read(&self) -> Reading {
        let (wall, since_boot) = self.wall();
        self.judge(wall, since_boot)
    }

    /// Hears the clock that all processes of a store share. From then on it is the wall clock here, and this machine's own
    /// says only how much time has gone by since.
    pub(crate) fn hear(&self, wall: Timestamp) -> Reading {
        let (_, since_boot) = self.hands.read();
        self.heard_micros.store(wall.micros().saturating_sub(since_boot), Ordering::Release);
        self.judge(wall.micros(), since_boot)
    }

    /// The wall clock that counts, and the time since boot.
    fn wall(&self) -> (i64, i64) {
        let (wall, since_boot) = self.hands.read();
        match self.heard_micros.load(Ordering::Acquire) {
            UNHEARD => (wall, since_boot),
            heard => (heard.saturating_add(since_boot), since_boot),
        }
    }

    fn judge(&self, wall: i64, since_boot: i64) -> Reading {
        let believed = self.boot_micros.load(Ordering::Acquire).saturating_add(since_boot);
        if wall.abs_diff(believed) <= LEAP_MAX.micros().unsigned_abs() {
            Reading { now: Timestamp::from_micros(wall), leapt_to: None }
        } else {
            Reading { now: Timestamp::from_micros(believed), leapt_to: Some(Timestamp::from_micros(wall)) }
        }
    }

    /// The time that is believed.
    pub(crate) fn now(&self) -> Timestamp {
        self.read().now
    }

    /// A stopwatch's reading. Only for measuring and for limits on time, never for the ledger.
    #[expect(clippy::disallowed_methods, reason = "this is the one clock")]
    pub(crate) fn instant() -> Instant {
        Instant::now()
    }
}

impl Hands {
    /// The wall clock and the time since boot, in microseconds.
    #[expect(clippy::disallowed_methods, reason = "this is the one clock")]
    fn read(&self) -> (i64, i64) {
        match self {
            Self::Machine => {
                let wall = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_micros());
                let boot = clock_gettime(ClockId::Boottime);
                let since_boot = boot.tv_sec.saturating_mul(1_000_000).saturating_add(boot.tv_nsec / 1_000);
                (i64::try_from(wall).unwrap_or(i64::MAX), since_boot)
            }
            #[cfg(test)]
            Self::Moved { wall, since_boot } => (wall.load(Ordering::Acquire), since_boot.load(Ordering::Acquire)),
        }
    }
}

#[cfg(test)]
impl Clock {
    /// A clock that stands still until it is moved.
    pub(crate) fn standing(at: Timestamp) -> Self {
        Self::new(Hands::Moved { wall: AtomicI64::new(at.micros()), since_boot: AtomicI64::new(0) })
    }

    /// Lets time pass.
    pub(crate) fn pass(&self, span: Span) {
        if let Hands::Moved { wall, since_boot } = &self.hands {
            wall.fetch_add(span.micros(), Ordering::AcqRel);
            since_boot.fetch_add(span.micros(), Ordering::AcqRel);
        }
    }

    /// Sets the wall clock alone, as somebody may who is root.
    pub(crate) fn set_wall(&self, at: Timestamp) {
        if let Hands::Moved { wall, .. } = &self.hands {
            wall.store(at.micros(), Ordering::Release);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leap_of_more_than_an_hour_is_not_believed() {
        let start: Timestamp = "2026-03-01T00:00:00Z".parse().unwrap();
        let clock = Clock::standing(start);
        clock.pass(Span::DAY);
        let now = start.plus(Span::DAY);
        assert_eq!(clock.read(), Reading { now, leapt_to: None });
        let check = |wall: Timestamp, is_leap: bool| {
            clock.set_wall(wall);
            let reading = clock.read();
            assert_eq!(reading.leapt_to.is_some(), is_leap, "{wall}");
            assert_eq!(reading.now, if is_leap { now } else { wall });
        };
        check(now.plus(Span::HOUR), false);
        check(now.plus(Span::HOUR.times(366 * 24)), true);
        check(start, true);
        check(now, false);
        check(now.plus(Span::DAY), true);
        clock.accept();
        assert_eq!(clock.read(), Reading { now: now.plus(Span::DAY), leapt_to: None });
    }

    #[test]
    fn where_a_stores_clock_is_heard_the_machines_own_does_not_count() {
        let heard: Timestamp = "2026-03-01T00:00:00Z".parse().unwrap();
        let clock = Clock::standing("2031-07-09T00:00:00Z".parse().unwrap());
        clock.hear(heard);
        clock.accept();
        clock.pass(Span::HOUR);
        assert_eq!(clock.read(), Reading { now: heard.plus(Span::HOUR), leapt_to: None });
        clock.set_wall(Timestamp::EPOCH);
        assert_eq!(clock.now(), heard.plus(Span::HOUR));
        let leapt = heard.plus(Span::DAY);
        assert_eq!(clock.hear(leapt), Reading { now: heard.plus(Span::HOUR), leapt_to: Some(leapt) });
        assert_eq!(clock.read().leapt_to, Some(leapt), "until it agrees again");
        assert_eq!(clock.hear(heard.plus(Span::HOUR)).leapt_to, None);
    }

    #[test]
    fn the_machine_has_both_clocks() {
        let reading = Clock::of_machine().read();
        assert!(reading.now > "2026-01-01T00:00:00Z".parse().unwrap() && reading.leapt_to.is_none());
    }
}
