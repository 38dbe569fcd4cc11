//! Rule 30 against a small model: what was used and left after each change, as a plain list, and the crossings in it.

use std::collections::BTreeSet;

use scrip_core::entry::{AccountFact, Draw, Entry, Fact, Return};
use scrip_core::grant::WayBack;
use scrip_core::id::Seq;

use crate::common::World;

const LINES: [i64; 2] = [80, 100];
const BELOW: i64 = 500_000;
const HISTORIES: u64 = 200;
const STEPS: u64 = 40;

/// A row of numbers that look random.
struct Random(u64);

impl Random {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// A random history, asked again in other batches and with a sweeper at work.
fn history(seed: u64) -> World {
    let mut random = Random(seed + 1);
    let mut world = World::default();
    let begin = ["catalog settings extra_below 500 expiring none", "at 2026-01-10", "open acme on build"];
    for line in begin {
        world.line(0, line);
    }
    for number in 1..=STEPS {
        let few = 1 + random.below(700);
        let one = 1 + random.below(8);
        let known =
            |name: &str, line: String| if world.names.contains_key(name) { line } else { "may tick".to_owned() };
        let line = match random.below(12) {
            0..=4 => format!("may spend {few} partial"),
            5 => format!("may reserve {}", 1 + random.below(40)),
            6 => known(&format!("r{one}"), format!("may settle r{one}")),
            7 => known(&format!("s{one}"), format!("may reverse s{one} {}", 1 + random.below(300))),
            8 => format!("may grant {few} package until +P{}D", 1 + random.below(50)),
            9 => format!("may grant {few} promotional"),
            10 => format!("+P{}D", 1 + random.below(20)),
            _ => format!("+PT{}M", 1 + random.below(90)),
        };
        world.line(usize::try_from(number).unwrap(), &line);
    }
    world.again();
    world
}

/// What the entries of one history come to, change by change.
#[derive(Default)]
struct Model {
    running: BTreeSet<Seq>,
    extra_grants: BTreeSet<Seq>,
    granted: i64,
    used: i64,
    extra: i64,
    level: i64,
    is_low: bool,
    told: Vec<String>,
}

impl Model {
    fn draw(&mut self, draws: &[Draw], is_used: bool, is_taken: bool) {
        for draw in draws {
            let milli = draw.credits.milli();
            self.used += if is_used && self.running.contains(&draw.grant) { milli } else { 0 };
            self.extra -= if is_taken && self.extra_grants.contains(&draw.grant) { milli } else { 0 };
        }
    }

    fn put_back(&mut self, returned: &[Return], was_used: bool) {
        for back in returned {
            let milli = back.credits.milli();
            self.used -= if was_used && self.running.contains(&back.grant) { milli } else { 0 };
            let is_there = back.way == WayBack::Available && self.extra_grants.contains(&back.grant);
            self.extra += if is_there { milli } else { 0 };
        }
    }

    fn read(&mut self, entry: &Entry) {
        match &entry.fact {
            Fact::Account(AccountFact::PeriodBegan(_)) => {
                self.running.clear();
                (self.granted, self.used) = (0, 0);
            }
            Fact::Grant(granted) if granted.terms.kind.is_monthly() => {
                self.running.insert(entry.seq);
                self.granted += granted.terms.credits.milli();
            }
            Fact::Grant(granted) => {
                self.extra_grants.insert(entry.seq);
                self.extra += granted.terms.credits.milli();
            }
            Fact::Expire(taken) if self.extra_grants.remove(&taken.grant) => self.extra -= taken.credits.milli(),
            Fact::Spend(spent) => self.draw(&spent.draws, true, true),
            Fact::Reserve(reserved) => self.draw(&reserved.draws, false, true),
            Fact::Settle(settled) => {
                self.draw(&settled.kept, true, false);
                self.draw(&settled.surplus, true, true);
                self.put_back(&settled.returned, false);
            }
            Fact::Release(released) => self.put_back(&released.returned, false),
            Fact::Reverse(reversed) => self.put_back(&reversed.returned, true),
            _ => {}
        }
    }

    /// After a change: which lines were crossed, and which way.
    fn cross(&mut self, extra_before: i64) {
        let passed = LINES.into_iter().filter(|line| self.used * 100 >= self.granted * line).max().unwrap_or(0);
        match passed {
            100 if self.level < 100 => self.told.push("depleted".to_owned()),
            _ if passed > self.level => self.told.push(format!("used:{passed}")),
            _ if passed < self.level => self.told.push(format!("recovered:{passed}")),
            _ => {}
        }
        self.level = passed;
        if !self.is_low && extra_before >= BELOW && self.extra < BELOW {
            self.is_low = true;
            self.told.push("extra_low".to_owned());
        } else if self.is_low && self.extra >= BELOW {
            self.is_low = false;
            self.told.push("extra_recovered".to_owned());
        }
    }
}

fn crossings(world: &World) -> Vec<String> {
    let mut model = Model::default();
    let mut before = 0;
    let moving = world.entries.iter().filter(|entry| !matches!(entry.fact, Fact::Notice(_)));
    for entry in moving {
        model.read(entry);
        if entry.follows == 0 {
            model.cross(before);
            before = model.extra;
        }
    }
    model.told
}

#[test]
fn what_is_told_are_the_crossings_of_a_plain_list() {
    let mut all = BTreeSet::new();
    for seed in 0..HISTORIES {
        let world = history(seed);
        let notices = world.entries.iter().filter(|entry| matches!(entry.fact, Fact::Notice(_)));
        let told: Vec<String> = notices.map(|entry| word(&world.told(entry))).collect();
        assert_eq!(told, crossings(&world), "history {seed}");
        all.extend(told);
    }
    let every = ["depleted", "extra_low", "extra_recovered", "recovered:0", "recovered:80", "used:80"];
    assert_eq!(all.into_iter().collect::<Vec<_>>(), every, "every kind of crossing happens");
}

fn word(told: &str) -> String {
    if told.starts_with("extra_low") { "extra_low".to_owned() } else { told.to_owned() }
}
