//! The schedule of a delivery: when it is tried, tried again, and given up. Fixed, so that a receiver can count on it.

use scrip_core::time::Span;

/// How long after each failed attempt the next one comes: ten attempts within 71 h 35 min 5 s.
pub(crate) const WAITS: [Span; 9] = [
    Span::SECOND.times(5),
    Span::MINUTE.times(5),
    Span::MINUTE.times(30),
    Span::HOUR.times(2),
    Span::HOUR.times(5),
    Span::HOUR.times(10),
    Span::HOUR.times(14),
    Span::HOUR.times(20),
    Span::HOUR.times(20),
];

/// An endpoint that took nothing for so long is disabled: longer than any delivery is tried.
pub(crate) const DISABLED_AFTER: Span = Span::DAY.times(5);

/// The wait after so many failed attempts; none: it is given up.
pub(crate) fn wait_after(attempts: usize) -> Option<Span> {
    WAITS.get(attempts.checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_attempts_within_three_days() {
        let all = (1..).map_while(wait_after);
        let in_all = all.fold(Span::ZERO, |sum, wait| Span::from_micros(sum.micros() + wait.micros()));
        assert_eq!(in_all, Span::SECOND.times(((71 * 60) + 35) * 60 + 5));
        assert!(in_all < Span::DAY.times(3) && Span::DAY.times(3) < DISABLED_AFTER);
        assert_eq!((wait_after(0), wait_after(9).is_some(), wait_after(10)), (None, true, None));
    }
}
