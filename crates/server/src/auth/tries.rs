//! Tries to sign in: how many may fail with one mail from one address, with one mail, and from one address. In memory, bounded.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};

use parking_lot::Mutex;
use scrip_core::time::{Span, Timestamp};

/// How long failed tries count, from the first of them.
const WINDOW: Span = Span::MINUTE.times(15);

/// Failed tries with one mail from one address: a person who mistypes stops before.
const PAIR_MAX: u32 = 5;

/// With one mail from anywhere: many addresses of one guesser. Higher, so that a stranger does not lock somebody out with ease.
const MAIL_MAX: u32 = 30;

/// From one address with any mail: behind one address an office of people mistypes.
const ADDRESS_MAX: u32 = 60;

/// What is counted at once, a few hundred bytes each; beyond it the oldest is forgotten.
const COUNTS_MAX: usize = 20_000;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Whose {
    Pair(String, IpAddr),
    Mail(String),
    Address(IpAddr),
}

impl Whose {
    const fn max(&self) -> u32 {
        match self {
            Self::Pair(..) => PAIR_MAX,
            Self::Mail(_) => MAIL_MAX,
            Self::Address(_) => ADDRESS_MAX,
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct Count {
    since: Timestamp,
    tries: u32,
}

/// Tries of the last quarter of an hour.
#[derive(Debug, Default)]
pub(crate) struct Tries(Mutex<HashMap<Whose, Count>>);

/// A try that was counted, and may turn out to be none.
#[derive(Debug)]
#[must_use]
pub(crate) struct Try([Whose; 3]);

impl Tries {
    /// Counts a try before it is known how it ends, so that many at once count too; or says after how many seconds to come again.
    pub(crate) fn begin(&self, mail: &str, address: IpAddr, now: Timestamp) -> Result<Try, u64> {
        let address = network(address);
        let whose = [Whose::Pair(mail.to_owned(), address), Whose::Mail(mail.to_owned()), Whose::Address(address)];
        let mut counts = self.0.lock();
        let is_over = |count: &Count| now >= count.since.plus(WINDOW) || now < count.since;
        let wait = whose.iter().filter_map(|whose| {
            let count = counts.get(whose).filter(|count| !is_over(count) && count.tries >= whose.max())?;
            Some(count.since.plus(WINDOW).since(now).micros())
        });
        if let Some(micros) = wait.max() {
            return Err(u64::try_from(micros).unwrap_or(0).div_ceil(1_000_000).max(1));
        }
        if counts.len() + whose.len() > COUNTS_MAX {
            counts.retain(|_, count| !is_over(count));
        }
        for whose in &whose {
            if counts.len() >= COUNTS_MAX && !counts.contains_key(whose) {
                let oldest = counts.iter().min_by_key(|(_, count)| count.since).map(|(whose, _)| whose.clone());
                oldest.and_then(|oldest| counts.remove(&oldest));
            }
            let count = counts.entry(whose.clone()).or_insert(Count { since: now, tries: 0 });
            if is_over(count) {
                *count = Count { since: now, tries: 0 };
            }
            count.tries += 1;
        }
        Ok(Try(whose))
    }

    /// The try succeeded: it counts no more, and what failed before it with this mail from this address is forgiven.
    pub(crate) fn forgive(&self, Try(whose): Try) {
        let mut counts = self.0.lock();
        for whose in whose {
            if matches!(whose, Whose::Pair(..)) {
                counts.remove(&whose);
            } else if let Some(count) = counts.get_mut(&whose) {
                count.tries = count.tries.saturating_sub(1);
            }
        }
    }
}

/// What one person has: an address of IPv4, or a /64 of IPv6.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    /// How many of so many tries are let through; none succeeds.
    fn let_through(tries: &Tries, row: impl Fn(u32) -> (String, IpAddr), now: Timestamp) -> usize {
        (0..200).filter(|n| tries.begin(&row(*n).0, row(*n).1, now).is_ok()).count()
    }

    #[test]
    fn failed_tries_are_bounded_by_mail_and_by_address() {
        let (now, home) = (Timestamp::EPOCH, address("192.0.2.1"));
        let check = |row: &dyn Fn(u32) -> (String, IpAddr), expected: usize| {
            let tries = Tries::default();
            assert_eq!(let_through(&tries, row, now), expected);
            assert_eq!(let_through(&tries, row, now.plus(WINDOW).minus(Span::SECOND)), 0, "still");
            assert_eq!(let_through(&tries, row, now.plus(WINDOW)), expected, "and again");
        };
        let eva = || "eva@example.com".to_owned();
        check(&|_| (eva(), home), 5);
        check(&|n| (eva(), IpAddr::V4(n.into())), 30);
        check(&|n| (format!("{n}@example.com"), home), 60);
        check(&|n| (eva(), address(&format!("2001:db8::{n:x}"))), 5);
        check(&|n| (eva(), address(&format!("::ffff:192.0.2.{}", n % 2))), 10);
    }

    #[test]
    fn who_succeeds_is_forgiven_and_others_are_not() {
        let (tries, now, home) = (Tries::default(), Timestamp::EPOCH, address("192.0.2.1"));
        for _ in 0..100 {
            for _ in 0..4 {
                _ = tries.begin("guessed@example.com", address("192.0.2.9"), now);
                _ = tries.begin("eva@example.com", home, now);
            }
            let Ok(begun) = tries.begin("eva@example.com", home, now) else { break };
            tries.forgive(begun);
        }
        assert!(tries.begin("guessed@example.com", address("192.0.2.9"), now).is_err());
        let wait = tries.begin("guessed@example.com", address("192.0.2.9"), now.plus(Span::MINUTE)).unwrap_err();
        assert_eq!(wait, 14 * 60);
    }

    #[test]
    fn counts_are_bounded() {
        let tries = Tries::default();
        for n in 0..30_000_u32 {
            _ = tries.begin(&format!("{n}@example.com"), IpAddr::V4(n.into()), Timestamp::EPOCH);
        }
        assert!(tries.0.lock().len() <= COUNTS_MAX);
    }
}
