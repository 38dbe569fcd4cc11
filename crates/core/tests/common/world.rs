//! The world of a script: one pool, its entries as a store would keep them, the clock, the catalog; and how a step runs.

use std::collections::BTreeMap;
use std::sync::Arc;

use scrip_core::audit::Audit;
use scrip_core::batch::{Batch, Outcome, Seen, decide_batch};
use scrip_core::catalog::{Catalog, Catalogs, Draft};
use scrip_core::command::{Actor, Command, Request};
use scrip_core::entry::{By, Entry, Fact, Key, Notice, OrderFact, Space};
use scrip_core::flow::Flows;
use scrip_core::grant::GrantKind;
use scrip_core::id::{AccountId, PoolNo, Seq};
use scrip_core::order::Series;
use scrip_core::pool::Pool;
use scrip_core::refusal::Refusal;
use scrip_core::text::Text;
use scrip_core::time::Timestamp;

use super::catalog::{amend, sample};
use super::command::kind_word;
use super::expect::{Expected, judge_counts};
use super::words::{Words, parse, span, time};

/// The one pool of a script.
pub(crate) const POOL: PoolNo = PoolNo::new(7).unwrap();

/// A pool, its ledger, its clock.
pub(crate) struct World {
    pub(crate) clock: Timestamp,
    pub(crate) pool: Option<Arc<Pool>>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) names: BTreeMap<String, Seq>,
    /// Every refusal that was answered, in order.
    pub(crate) refusals: Vec<Refusal>,
    pub(crate) catalogs: Catalogs,
    /// Leaves out what is checked after every step.
    pub(crate) is_quick: bool,
    /// The last numbers of papers, as a store keeps them.
    pub(crate) series: Series,
    draft: Draft,
    counts: BTreeMap<&'static str, usize>,
    log: Vec<Logged>,
}

/// A request as it was asked, to be asked again otherwise.
struct Logged {
    /// Requests of one `times` line are one step.
    step: usize,
    request: Request,
    is_account_taken: bool,
    catalogs: Catalogs,
    answer: String,
}

impl Default for World {
    fn default() -> Self {
        let draft = sample();
        let catalog = Catalog::new(1, draft.clone()).expect("the sample is right");
        Self {
            clock: time("2026-01-01").expect("a time"),
            pool: None,
            entries: Vec::new(),
            names: BTreeMap::new(),
            refusals: Vec::new(),
            catalogs: Catalogs::new(Timestamp::EPOCH, Arc::new(catalog)),
            is_quick: false,
            series: Series::new(),
            draft,
            counts: BTreeMap::new(),
            log: Vec::new(),
        }
    }
}

impl World {
    /// Runs a line and checks what it answers.
    pub(crate) fn line(&mut self, number: usize, line: &str) {
        let (step, answer) = line.split_once("->").unwrap_or((line, ""));
        let words = Words::of(step);
        let place = format!("line {number}: {line}");
        let expected = || Expected::of(answer);
        match words.verb() {
            "at" => self.clock = self.instant(words.at(1)),
            later if later.starts_with('+') => self.clock = self.clock.plus(span(&later[1..])),
            earlier if earlier.starts_with('-') => {
                self.clock = Timestamp::from_micros(self.clock.micros() - span(&earlier[1..]).micros());
            }
            "catalog" => self.publish(&words.rest[1..], &place),
            "times" => {
                let inner = step.split_once(words.at(1)).map_or("", |(_, inner)| inner);
                let requests = self.request(&Words::of(inner)).map(|request| vec![request; parse(words.at(1))]);
                let outcomes = self.step(&requests.expect("a step"), false, &place);
                judge_counts(answer, &outcomes, &place);
            }
            "may" => {
                let words = Words::of(step.trim_start().trim_start_matches("may"));
                let request = self.request(&words).expect("a step");
                self.one(&words, request, None, &place);
            }
            _ => match self.request(&words) {
                Some(request) => self.one(&words, request, Some(&expected()), &place),
                None => expected().judge(&self.question(&words), &place),
            },
        }
    }

    /// The main account's id.
    pub(crate) fn account(&self) -> AccountId {
        self.pool.as_ref().map_or_else(|| parse("acme"), |pool| pool.account.clone())
    }

    /// What a grant, spend, reservation or quote is called.
    pub(crate) fn name_of(&self, seq: Seq) -> String {
        let named = self.names.iter().filter(|(_, named)| **named == seq).map(|(name, _)| name.clone());
        named.max_by_key(|name| !name.ends_with(|c: char| c.is_ascii_digit())).unwrap_or_else(|| format!("#{seq}"))
    }

    /// The pool as a reader sees it now, and the instant of that.
    pub(crate) fn seen(&self) -> Option<(Arc<Pool>, Timestamp)> {
        let pool = self.pool.as_ref()?;
        let seen = pool.seen_at(&self.catalogs, self.clock).expect("nothing contradicts itself");
        Some((seen, pool.now(self.clock)))
    }

    fn publish(&mut self, words: &[String], place: &str) {
        amend(&mut self.draft, words);
        let version = if self.pool.is_none() { 1 } else { self.catalogs.current().version() + 1 };
        let catalog = Catalog::new(version, self.draft.clone()).unwrap_or_else(|flaws| panic!("{place}: {flaws:?}"));
        if self.pool.is_none() {
            self.catalogs = Catalogs::new(Timestamp::EPOCH, Arc::new(catalog));
        } else {
            self.catalogs.publish(self.clock, Arc::new(catalog));
        }
    }

    fn request(&self, words: &Words) -> Option<Request> {
        let command = self.command(words)?;
        let actor = self.actor(words);
        let space = match actor {
            _ if words.has("gateway") => Space::Gateway,
            Actor::Product | Actor::Operator(_) => Space::Server,
            Actor::Session { .. } => Space::Session,
        };
        let key = words.option("key").map(|text| Key {
            space,
            text: Text::from(text),
            fingerprint: fingerprint(&format!("{command:?}")),
        });
        Some(Request { pool: POOL, clock: self.clock, actor, key, command })
    }

    fn one(&mut self, words: &Words, request: Request, expected: Option<&Expected>, place: &str) {
        let foretold = self.foretell(&request);
        let before = self.entries.len();
        let outcomes = self.step(&[request], words.has("taken"), place);
        let outcome = &outcomes[0];
        if let (Some(alias), Outcome::Done { entries, .. }) = (words.option("as"), outcome) {
            self.names.insert(alias.to_owned(), entries[0].seq);
        }
        foretold.judge(outcome, self.pool.as_deref(), place);
        if let Some(expected) = expected {
            expected.judge(&self.show(outcome, &self.entries[before..]), place);
        }
    }

    /// Decides requests in one batch, writes what they made, and checks what must always hold.
    fn step(&mut self, requests: &[Request], taken: bool, place: &str) -> Vec<Outcome> {
        let (before, seen_before) = (self.entries.len(), self.seen());
        let seen = requests.iter().map(|request| seen(&self.entries, request, taken)).collect::<Vec<_>>();
        let batch = decided(requests, &seen, (&self.catalogs, &self.series), self.pool.as_ref(), place);
        let outcomes = batch.outcomes.clone();
        self.write(&batch);
        let step = self.log.last().map_or(0, |logged| logged.step + 1);
        for (request, outcome) in requests.iter().zip(&outcomes) {
            if let Outcome::Refused(refusal) = outcome {
                self.refusals.push(refusal.clone());
            }
            let (request, catalogs, answer) = (request.clone(), self.catalogs.clone(), told(outcome));
            self.log.push(Logged { step, request, is_account_taken: taken, catalogs, answer });
        }
        if !outcomes.iter().any(|outcome| matches!(outcome, Outcome::Done { .. })) {
            let own = self.entries[before..].iter().find(|entry| entry.by != By::Clock || entry.key.is_some());
            assert!(own.is_none(), "{place}: a refusal left {own:?}");
            let is_kept = outcomes.iter().any(|outcome| !matches!(outcome, Outcome::Refused(_)));
            let (now, then) = (self.pool.as_deref(), seen_before.as_ref().map(|(pool, _)| &**pool));
            // But that it is told that a limit is reached, and auto top-up may look again.
            let is_told =
                |entry: &Entry| matches!(entry.fact, Fact::Notice(Notice::LimitReached { .. }) | Fact::Order(_));
            let is_told = self.entries[before..].iter().any(is_told);
            assert!(is_kept || is_told || now == then, "{place}: a refusal changed the pool");
        }
        if !self.is_quick {
            self.always(before, place);
        }
        outcomes
    }

    fn write(&mut self, batch: &Batch) {
        for entry in batch.writes.iter().flat_map(|(_, entries)| entries.iter()) {
            let word = match &entry.fact {
                Fact::Grant(granted) => kind_word(granted.terms.kind),
                Fact::Roll(rolled) => kind_word(rolled.terms.kind),
                Fact::Spend(_) | Fact::Settle(_) => "s",
                Fact::Reserve(_) => "r",
                Fact::Quote(_) => "q",
                Fact::Order(OrderFact::Placed(_)) => "o",
                _ => "",
            };
            if !word.is_empty() {
                let count = self.counts.entry(word).or_default();
                *count += 1;
                self.names.insert(format!("{word}{count}"), entry.seq);
            }
            self.entries.push(entry.clone());
        }
        batch.series.years().for_each(|(year, number)| self.series.set(year, number));
        if let Some(pool) = batch.pools.get(&POOL) {
            self.pool = Some(Arc::clone(pool));
        }
    }

    /// What holds after every step, whatever it was.
    fn always(&self, before: usize, place: &str) {
        let Some(pool) = &self.pool else { return };
        for grant in pool.all_grants() {
            assert!(grant.is_balanced(), "{place}: credits of {} do not add up: {grant:?}", self.name_of(grant.seq));
        }
        let mut audit = Audit::default();
        let mut replayed: Option<Pool> = None;
        for entry in &self.entries {
            audit.read(entry);
            match &mut replayed {
                Some(pool) => pool.apply(entry).unwrap_or_else(|error| panic!("{place}: {error}")),
                None => replayed = Some(Pool::open(POOL, entry).unwrap_or_else(|error| panic!("{place}: {error}"))),
            }
        }
        assert_eq!(replayed.as_ref(), Some(&**pool), "{place}: the entries make another pool");
        assert_eq!(audit.compare(pool), Vec::<String>::new(), "{place}");
        self.flows_agree(pool, place);
        for entry in &self.entries[before..] {
            let bytes = minicbor::to_vec(entry).expect("entries have bytes");
            assert_eq!(minicbor::decode::<Entry>(&bytes).as_ref().ok(), Some(entry), "{place}: an entry's bytes");
        }
        let bytes = minicbor::to_vec(&**pool).expect("pools have bytes");
        let decoded: Pool = minicbor::decode(&bytes).unwrap_or_else(|error| panic!("{place}: {error}"));
        assert_eq!(decoded, **pool, "{place}: the pool's bytes");
        let (seen, now) = self.seen().expect("there is a pool");
        let balance = seen.balance(&self.catalogs, None, None, now);
        assert_eq!(balance.monthly.checked_add(balance.extra), Some(balance.available), "{place}: monthly + extra");
        if seen.may_spend(seen.catalog(&self.catalogs, now)) {
            assert_eq!(seen.available(None, None, now), balance.available, "{place}: one way to what is available");
        }
        assert!(pool.debts.iter().all(|debt| debt.credits.is_positive()), "{place}: {:?}", pool.debts);
    }

    /// What the flows of a report leave is what the pool's grants have, in credits and at cost basis.
    fn flows_agree(&self, pool: &Pool, place: &str) {
        let mut flows = Flows::default();
        let mut worth = BTreeMap::<_, i128>::new();
        for step in self.entries.iter().flat_map(|entry| flows.read(entry)) {
            let Some(money) = step.worth else { continue };
            let amount = i128::from(money.amount);
            *worth.entry(money.currency).or_default() += if step.flow.is_in() { amount } else { -amount };
        }
        for kind in GrantKind::ALL {
            let held = pool.all_grants().filter(|grant| grant.terms.kind == kind);
            let held: i64 = held.map(|grant| grant.available.milli() + grant.reserved.milli()).sum();
            assert_eq!(flows.remaining(kind).milli(), held, "{place}: what remains of kind {kind:?}");
        }
        assert_eq!(flows.deferred(), worth, "{place}: the steps' worth and what remains of it");
    }

    /// Asks all of it again: the steps of one instant in one batch; then with a sweeper between the steps.
    pub(crate) fn again(&mut self) {
        if let Some(last) = self.log.iter().map(|logged| logged.request.clock).max() {
            self.step(&[Command::Tick.previewed(POOL, last)], false, "the end");
        }
        let batched: Vec<&[Logged]> = self
            .log
            .chunk_by(|a, b| {
                let same_catalog = a.catalogs.current().version() == b.catalogs.current().version();
                a.request.clock == b.request.clock && same_catalog
            })
            .collect();
        self.replay(&batched, false, "in batches");
        let lone: Vec<&[Logged]> = self.log.chunk_by(|a, b| a.step == b.step).collect();
        self.replay(&lone, true, "with a sweeper");
    }

    fn replay(&self, batches: &[&[Logged]], sweeps: bool, how: &str) {
        let (mut pool, mut entries): (Option<Arc<Pool>>, Vec<Entry>) = (None, Vec::new());
        let mut series = Series::new();
        let mut last: Option<Timestamp> = None;
        for logged in batches {
            let catalogs = &logged[0].catalogs;
            let clock = logged[0].request.clock;
            let has_own_time = pool.as_ref().is_some_and(|pool| pool.house.test_clock.is_some());
            if let Some(last) = last.filter(|_| sweeps && !has_own_time) {
                let middle = Timestamp::from_micros(i64::midpoint(last.micros(), clock.micros()));
                let tick = Command::Tick.previewed(POOL, middle.max(last));
                let batch = decided(&[tick], &[Seen::default()], (catalogs, &series), pool.as_ref(), how);
                entries.extend(batch.writes.iter().flat_map(|(_, entries)| entries.iter().cloned()));
                pool = batch.pools.get(&POOL).cloned().or(pool);
            }
            let requests: Vec<Request> = logged.iter().map(|logged| logged.request.clone()).collect();
            let seen: Vec<Seen> =
                logged.iter().map(|logged| seen(&entries, &logged.request, logged.is_account_taken)).collect();
            let batch = decided(&requests, &seen, (catalogs, &series), pool.as_ref(), how);
            batch.series.years().for_each(|(year, number)| series.set(year, number));
            let answers: Vec<String> = batch.outcomes.iter().map(told).collect();
            let expected: Vec<&String> = logged.iter().map(|logged| &logged.answer).collect();
            assert_eq!(answers.iter().collect::<Vec<_>>(), expected, "other answers {how} at {clock}");
            entries.extend(batch.writes.iter().flat_map(|(_, entries)| entries.iter().cloned()));
            pool = batch.pools.get(&POOL).cloned().or(pool);
            last = Some(clock.max(last.unwrap_or(clock)));
        }
        assert_eq!(entries, self.entries, "other entries {how}");
        assert_eq!(pool, self.pool, "another pool {how}");
    }
}

/// What a store would find for a request.
fn seen(entries: &[Entry], request: &Request, is_account_taken: bool) -> Seen {
    let of_key = |key: &Key| {
        entries.iter().find(|e| e.key.as_ref().is_some_and(|old| (old.space, &old.text) == (key.space, &key.text)))
    };
    let read = request.command.reads().and_then(|seq| entries.iter().find(|entry| entry.seq == seq));
    let arc = |entry: &Entry| Arc::new(entry.clone());
    Seen { keyed: request.key.as_ref().and_then(of_key).map(arc), entry: read.map(arc), is_account_taken }
}

fn decided(
    requests: &[Request],
    seen: &[Seen],
    (catalogs, series): (&Catalogs, &Series),
    pool: Option<&Arc<Pool>>,
    place: &str,
) -> Batch {
    let ask = || decide_batch(requests, seen, catalogs, series, |_| pool.cloned());
    let batch = ask().unwrap_or_else(|corrupt| panic!("{place}: {corrupt}"));
    if requests.len() < 100 {
        let twice = ask().unwrap_or_else(|corrupt| panic!("{place}: {corrupt}"));
        assert_eq!(batch.writes, twice.writes, "{place}: decided twice, two answers");
    }
    batch
}

/// An answer as text, to be compared with another.
fn told(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Done { entries, .. } => format!("{entries:?}"),
        Outcome::Replayed(entry) => format!("replayed {entry:?}"),
        Outcome::KeyReused => "key reused".to_owned(),
        Outcome::Refused(refusal) => format!("{refusal:?}"),
    }
}

/// Another body, another fingerprint.
fn fingerprint(body: &str) -> [u8; 16] {
    let fold =
        |start: u64| body.bytes().fold(start, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
    let (a, b) = (fold(0xCBF2_9CE4_8422_2325), fold(7));
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&a.to_be_bytes());
    bytes[8..].copy_from_slice(&b.to_be_bytes());
    bytes
}
