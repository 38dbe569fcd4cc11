//! Keys: looked for before a step is decided, or trusted to be new, which nearly all are.
//!
//! No answer rests on trust. A request that was done on trust wrote an entry with its key, and the index of keys
//! takes each once: one that was used before undoes the whole commit, and the step runs again with its keys looked for. A
//! request that would write no such entry, a refusal above all, is decided again with its keys looked for, under the same locks.

use scrip_core::batch::Outcome;
use scrip_core::command::Request;

/// Steps for which keys are looked for from the start after one that had to look: who sends a key twice, or is refused, seldom
/// does so once, and each look that comes later costs a round trip more.
const SOUGHT_AFTER: u32 = 16;

/// Whether the next step on a connection looks for its keys: the last ones had to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Search {
    /// For so many steps more.
    steps: u32,
}

impl Search {
    pub(super) const fn is_on(self) -> bool {
        self.steps > 0
    }

    /// After a step whose requests all proved their keys, or did not.
    pub(super) const fn after(self, is_proven: bool) -> Self {
        Self { steps: if is_proven { self.steps.saturating_sub(1) } else { SOUGHT_AFTER } }
    }
}

/// True when each request that has a key wrote an entry that carries it.
pub(super) fn are_proven(requests: &[Request], outcomes: &[Outcome]) -> bool {
    let is_proven = |outcome: &Outcome| match outcome {
        Outcome::Done { entries, .. } => entries.first().is_some_and(|entry| entry.key.is_some()),
        Outcome::Replayed(_) | Outcome::KeyReused | Outcome::Refused(_) => false,
    };
    requests.len() == outcomes.len()
        && requests.iter().zip(outcomes).all(|(request, outcome)| request.key.is_none() || is_proven(outcome))
}

#[cfg(test)]
mod tests {
    use super::{SOUGHT_AFTER, Search};

    #[test]
    fn trust_is_lost_at_once_and_comes_back_after_a_while() {
        let mut search = Search::default();
        assert!(!search.is_on() && !search.after(true).is_on());
        search = search.after(false);
        for _ in 0..SOUGHT_AFTER {
            assert!(search.is_on());
            search = search.after(true);
        }
        assert!(!search.is_on());
        assert_eq!(search.after(false).after(true).after(false), search.after(false));
    }
}
