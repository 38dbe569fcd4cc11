//! Histories: random steps from a seed, drawn towards the boundaries of the rules. Judges nothing.
//!
//! The generator keeps a [`Model`] at its side and asks it where the next boundaries are: an expiry to hit to the
//! microsecond, the last credit of a pool, a reservation that is about to end. The same seed gives the same history.

mod catalogs;
mod choose;
mod focus;
mod random;
mod scene;
mod uses;

use crate::catalog::Catalog;
use crate::command::{Command, Key, Micros, Space, Step};
use crate::model::Model;
use crate::state::State;

use focus::Focus;
use random::Random;

/// Which parts of the rules a history may walk on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Only where the rules leave no choice, as far as the generator can tell.
    Firm,
    /// Also where an answer rests on a `Reading:` of this crate.
    Open,
}

/// The steps of one pool from its making.
#[derive(Clone, Debug)]
pub struct History {
    /// The seed it came from.
    pub seed: u64,
    /// The first catalog version.
    pub catalog: Catalog,
    /// The steps, in order; the first makes the account.
    pub steps: Vec<Step>,
}

/// The history of a seed: 30 to 60 steps.
pub fn history(seed: u64, ground: Ground) -> History {
    let mut random = Random::new(seed);
    let catalog = catalogs::catalog(&mut random, ground);
    let focus = Focus::any(&mut random);
    let (clock, create) = scene::create(&mut random, &catalog);
    let model = Model::new(catalog.clone());
    let mut writer =
        Writer { random, ground, focus, model, clock, steps: Vec::new(), keyed: Vec::new(), written: false };
    writer.write(Command::CreateAccount(create));
    for command in writer.furnish() {
        writer.write(command);
    }
    let length = 30 + writer.random.below(31);
    while writer.steps.len() < length {
        writer.turn();
    }
    History { seed, catalog, steps: writer.steps }
}

/// Writes a history step by step, the model beside it.
struct Writer {
    random: Random,
    ground: Ground,
    focus: Focus,
    model: Model,
    /// The latest clock so far.
    clock: Micros,
    steps: Vec<Step>,
    /// Requests that carried a key.
    keyed: Vec<(Key, Command)>,
    /// Whether the last step wrote an entry at its clock.
    written: bool,
}

impl Writer {
    fn state(&self) -> &State {
        self.model.state()
    }

    fn open(&self) -> bool {
        self.ground == Ground::Open
    }

    /// One step: some time passes, then something is asked.
    fn turn(&mut self) {
        let now = self.next_clock();
        // What is due happens first, so that the choice is made from the pool as it will be judged.
        self.model.advance(now);
        if self.random.percent(8) && self.repeat(now) {
            return;
        }
        let command = self.command(now);
        let key = if self.random.percent(40) { self.new_key(&command) } else { None };
        self.write_at(now, key, command);
    }

    fn write(&mut self, command: Command) {
        self.write_at(self.clock, None, command);
    }

    fn write_at(&mut self, now: Micros, key: Option<Key>, command: Command) {
        let again = key.as_ref().is_some_and(|key| self.keyed.iter().any(|(known, _)| known == key));
        if let Some(key) = &key {
            self.keyed.push((key.clone(), command.clone()));
        }
        let step = Step { now, key, command };
        let done = self.model.step(&step).done().is_some();
        // A replay, a preview and the passing of time write nothing.
        let writes = !matches!(step.command, Command::Advance | Command::ChangePlan { preview: true, .. });
        self.written = done && writes && !again && self.state().last == self.clock;
        self.steps.push(step);
    }

    /// A key for a request that writes; a preview and the passing of time carry none.
    fn new_key(&mut self, command: &Command) -> Option<Key> {
        if matches!(command, Command::Advance | Command::PublishCatalog(_) | Command::ChangePlan { preview: true, .. })
        {
            return None;
        }
        let space = if self.random.percent(80) { Space::Server } else { Space::Session };
        Some(Key { space, text: format!("key-{}", self.steps.len()) })
    }

    /// Sends a key again: the same request, another body under it, or the same text from the other space.
    fn repeat(&mut self, now: Micros) -> bool {
        let Some((key, command)) = self.random.pick(&self.keyed).cloned() else { return false };
        match self.random.below(10) {
            0..7 => self.write_at(now, Some(key), command),
            7..9 => {
                let other = self.command(now);
                if self.new_key(&other).is_none() {
                    return false;
                }
                self.write_at(now, Some(key), other);
            }
            _ => {
                let space = if key.space == Space::Server { Space::Session } else { Space::Server };
                self.write_at(now, Some(Key { space, text: key.text }), command);
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Ground, history};
    use crate::model::Model;

    #[test]
    fn every_step_of_every_history_conserves_every_credit() {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for seed in 0..400 {
            let ground = if seed % 2 == 0 { Ground::Firm } else { Ground::Open };
            let history = history(seed, ground);
            let mut model = Model::new(history.catalog.clone());
            for (at, step) in history.steps.iter().enumerate() {
                let answer = model.step(step);
                let name = format!("{:?}", step.command);
                let name = name.split([' ', '(', '{']).next().unwrap_or_default();
                let code = answer.refusal().map_or("done", |refusal| refusal.code.text());
                *seen.entry(format!("{name} {code}")).or_insert(0) += 1;
                model.assert_conserved().unwrap_or_else(|fault| panic!("seed {seed}, step {at}: {fault}"));
            }
        }
        if std::env::var_os("SHOW_HISTORIES").is_some() {
            for (what, count) in &seen {
                println!("{count:6} {what}");
            }
        }
        // Histories that never meet a refusal would show nothing.
        for what in [
            "Spend done",
            "Spend insufficient_credits",
            "Spend spend_limit_reached",
            "Spend sharing_disabled",
            "Spend role_not_allowed",
            "Spend plan_lacks_feature",
            "Spend idempotency_key_reused",
            "Spend max_credits_exceeded",
            "Spend quote_used",
            "Spend quote_expired",
            "Spend quote_mismatch",
            "Reserve done",
            "Settle done",
            "Settle reservation_not_open",
            "Settle reservation_expired",
            "Settle settle_exceeds_reservation",
            "Reverse done",
            "Reverse reversal_exceeds_spend",
            "VoidGrant grant_not_open",
            "ChangePlan done",
            "Activate done",
            "Resume done",
        ] {
            assert!(seen.contains_key(what), "no history has {what}");
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_history() {
        for seed in [0, 1, 7, u64::MAX] {
            assert_eq!(history(seed, Ground::Open).steps, history(seed, Ground::Open).steps);
        }
        assert_ne!(history(1, Ground::Firm).steps, history(2, Ground::Firm).steps);
    }
}
