//! Running one history: step by step against the model, then again in other batches.

use std::sync::Arc;

use scrip_core::audit::Audit;
use scrip_core::batch::{Outcome, Seen, decide_batch};
use scrip_core::catalog::Catalogs;
use scrip_core::command::{Command, Request};
use scrip_core::entry::{Entry, Fact};
use scrip_core::order::Series;
use scrip_core::pool::Pool;
use scrip_core::time::Timestamp;
use scrip_model::catalog::PriceRule;
use scrip_model::history::{Ground, History, history};
use scrip_model::{Amount, Answer, Model, Step, command as model};
use sha2::{Digest, Sha256};

use crate::alerts;
use crate::catalog::catalog;
use crate::command::{Labels, command, request};
use crate::compare::{self, Verdict};
use crate::trace::{answered, told};

/// Where the core and the model part.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The history.
    pub seed: u64,
    /// The step, from 0.
    pub step: usize,
    /// What was asked.
    pub asked: String,
    /// The difference.
    pub difference: String,
}

/// What a history did.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Steps that were compared.
    pub steps: u64,
    /// Of those, refused.
    pub refused: u64,
    /// Of those, answered again.
    pub replayed: u64,
    /// Steps left out because the core takes them and the model does not, by choice.
    pub left_out: u64,
    /// SHA-256 over the canonical bytes of every entry.
    pub digest: [u8; 32],
}

struct Run {
    history: History,
    model: Model,
    catalogs: Catalogs,
    pool: Option<Arc<Pool>>,
    entries: Vec<Arc<Entry>>,
    labels: Labels,
    audit: Audit,
    /// The clock of the last published catalog: the model's pool time goes there, so the core's clock does too.
    floor: i64,
    tally: Tally,
    /// The account's zone has changed.
    has_moved: bool,
    /// Every request with the catalogs that stood then, for the second run.
    requests: Vec<(Request, usize)>,
    /// What was asked, answered and written, a line each; none: nobody wants to read it.
    trace: Option<Vec<String>>,
}

/// A history as the core went through it, for whoever runs the same requests elsewhere.
#[derive(Clone, Debug)]
pub struct Script {
    /// The requests in order, each with the catalogs that stood then.
    pub requests: Vec<(Request, Arc<Catalogs>)>,
    /// What they wrote.
    pub entries: Vec<Arc<Entry>>,
}

/// Runs the history of a seed on both and compares everything after each step.
pub fn run(seed: u64, ground: Ground) -> Result<Tally, Failure> {
    let mut run = Run::of(seed, ground);
    run.play(seed)?;
    Ok(run.tally)
}

/// The same, told line by line: every step, its answers, its entries.
pub fn trace(seed: u64, ground: Ground) -> (Vec<String>, Result<Tally, Failure>) {
    let mut run = Run::of(seed, ground);
    run.trace = Some(Vec::new());
    let played = run.play(seed);
    (run.trace.unwrap_or_default(), played.map(|()| run.tally))
}

/// The same, for whoever runs the requests elsewhere.
pub fn script(seed: u64, ground: Ground) -> Result<Script, Failure> {
    let mut run = Run::of(seed, ground);
    run.play(seed)?;
    let mut requests: Vec<(Request, Arc<Catalogs>)> = Vec::new();
    let mut last: Option<(usize, Arc<Catalogs>)> = None;
    for (request, versions) in &run.requests {
        let same = last.take().filter(|(of, _)| of == versions).map(|(_, catalogs)| catalogs);
        let catalogs = same.unwrap_or_else(|| Arc::new(run.catalogs_of(*versions)));
        last = Some((*versions, Arc::clone(&catalogs)));
        requests.push((request.clone(), catalogs));
    }
    Ok(Script { requests, entries: run.entries })
}

fn bytes<T: minicbor::Encode<()>>(value: &T) -> Vec<u8> {
    minicbor::to_vec(value).expect("memory does not fail")
}

impl Run {
    fn of(seed: u64, ground: Ground) -> Self {
        let history = history(seed, ground);
        let first = Arc::new(catalog(1, &history.catalog));
        Self {
            model: Model::new(history.catalog.clone()),
            catalogs: Catalogs::new(Timestamp::EPOCH, first),
            pool: None,
            entries: Vec::new(),
            labels: Labels::default(),
            audit: Audit::default(),
            floor: 0,
            tally: Tally::default(),
            has_moved: false,
            requests: Vec::new(),
            trace: None,
            history,
        }
    }

    fn play(&mut self, seed: u64) -> Result<(), Failure> {
        let steps = self.history.steps.clone();
        for (index, step) in steps.iter().enumerate() {
            self.tell(|| told(index, step));
            let fail = |difference| Failure { seed, step: index, asked: format!("{step:?}"), difference };
            self.step(step).map_err(fail)?;
        }
        let end = |difference| Failure { seed, step: steps.len(), asked: "the end".to_owned(), difference };
        self.other_batches(seed).map_err(end)?;
        let mut digest = Sha256::new();
        for entry in &self.entries {
            digest.update(bytes(&**entry));
        }
        self.tally.digest = digest.finalize().into();
        Ok(())
    }

    fn tell(&mut self, line: impl FnOnce() -> String) {
        if let Some(trace) = &mut self.trace {
            trace.push(line());
        }
    }

    fn step(&mut self, step: &Step) -> Verdict {
        if self.is_left_out(step) {
            self.tally.left_out += 1;
            self.tell(|| "    left out".to_owned());
            return Ok(());
        }
        self.tally.steps += 1;
        // The model's time also stands where a grant became effective or a used-up one ended: no entry, no time in the core.
        let behind = self.pool.as_ref().is_some_and(|pool| pool.last_at.micros() < self.model.state().last);
        let floor = if behind { self.model.state().last.max(self.floor) } else { self.floor };
        // And the core's stands where it warned of an end: the model warns of nothing.
        let floor = self.pool.as_ref().map_or(floor, |pool| floor.max(pool.last_at.micros()));
        let step = Step { now: step.now.max(floor), ..step.clone() };
        if let model::Command::ChangePlan { preview: true, .. } = step.command {
            return self.preview(&step);
        }
        self.has_moved |= matches!(step.command, model::Command::SetZone { .. });
        let answer = self.model.step(&step);
        self.tally.refused += u64::from(answer.refusal().is_some());
        self.tell(|| format!("    the model: {answer:?}"));
        if let model::Command::PublishCatalog(next) = &step.command {
            return self.publish(&step, next, &answer);
        }
        // Time passes first, so that objects that it makes have their labels.
        if self.pool.is_some() {
            self.decide(&request(&Step { key: None, ..step.clone() }, Command::Tick))?;
        }
        match command(&step.command, &self.labels) {
            Err(edge) => compare::edge(edge, &answer)?,
            Ok(None) => {}
            Ok(Some(command)) => {
                let request = request(&step, command);
                let outcome = self.decide(&request)?;
                self.tally.replayed += u64::from(matches!(outcome, Outcome::Replayed(_)));
                self.tell(|| format!("    the core:  {}", answered(&outcome)));
                compare::answer(&outcome, &answer, &self.labels)?;
            }
        }
        self.check_pool(&step)
    }

    /// Prices per use with a quantity, and per unit without one, are one unit here and bad input in the model.
    fn is_left_out(&self, step: &Step) -> bool {
        let usage = match &step.command {
            model::Command::Quote { usage, .. } | model::Command::Reserve { usage, .. } => usage,
            model::Command::Spend(spend) => &spend.usage,
            model::Command::Settle { reservation, amount, .. } => {
                let index = usize::try_from(reservation.saturating_sub(1)).unwrap_or(usize::MAX);
                let Some(open) = self.model.state().reservations.get(index) else { return false };
                return self.is_odd(open.usage.feature.as_deref(), amount) && *amount != Amount::Nothing;
            }
            // A new zone cuts days and months elsewhere. The model counts every use anew, the core goes on counting.
            model::Command::SetZone { .. } => {
                return self.model.state().limits.values().any(|(_, per)| *per != model::Per::Period);
            }
            model::Command::SetLimit { per, .. } => return self.has_moved && *per != model::Per::Period,
            _ => return false,
        };
        self.is_odd(usage.feature.as_deref(), &usage.amount)
    }

    fn is_odd(&self, feature: Option<&str>, amount: &Amount) -> bool {
        self.model.state().versions.iter().any(|version| {
            let feature = feature.and_then(|id| version.feature(id));
            let rule = feature.and_then(|feature| feature.price.as_ref()).map(|price| &price.rule);
            matches!(
                (rule, amount),
                (Some(PriceRule::PerUse(_)), Amount::Quantity(_)) | (Some(PriceRule::PerUnit { .. }), Amount::Nothing)
            )
        })
    }

    fn publish(&mut self, step: &Step, next: &scrip_model::Catalog, answer: &Answer) -> Verdict {
        if answer.done().is_some() {
            self.decide(&request(&Step { key: None, ..step.clone() }, Command::Tick))?;
            let number = u32::try_from(self.model.state().versions.len()).expect("32 bits");
            self.catalogs.publish(Timestamp::from_micros(step.now), Arc::new(catalog(number, next)));
            self.floor = step.now;
        }
        Ok(())
    }

    fn preview(&mut self, step: &Step) -> Verdict {
        let answer = self.model.step(step);
        self.decide(&request(&Step { key: None, ..step.clone() }, Command::Tick))?;
        let (Ok(Some(command)), Some(pool)) = (command(&step.command, &self.labels), &self.pool) else { return Ok(()) };
        let now = pool.now(Timestamp::from_micros(step.now));
        let request = request(step, command);
        match (pool.preview(&self.catalogs, &request, now), &answer) {
            (Ok(after), Answer::Done(done)) => {
                let model = done.preview.as_ref().ok_or("the model shows no preview")?;
                compare::balance(&pool.balance(&self.catalogs, None, None, now), &model.before, true)?;
                compare::balance(&after.balance(&self.catalogs, None, None, now), &model.after, true)
            }
            (Err(scrip_core::decide::No::Refused(core)), answer) => {
                compare::answer(&Outcome::Refused(core), answer, &self.labels)
            }
            (core, answer) => Err(format!("preview: the core says {core:?}, the model {answer:?}")),
        }
    }

    fn decide(&mut self, request: &Request) -> Result<Outcome, String> {
        let seen = [seen_in(&self.entries, request)];
        let pool = self.pool.clone();
        let once =
            || decide_batch(std::slice::from_ref(request), &seen, &self.catalogs, &Series::new(), |_| pool.clone());
        let batch = once().map_err(|corrupt| corrupt.to_string())?;
        let again = once().map_err(|corrupt| corrupt.to_string())?;
        if batch.writes != again.writes {
            return Err("deciding twice gives other entries".to_owned());
        }
        self.requests.push((request.clone(), self.catalogs.all().count()));
        for (_, entries) in &batch.writes {
            for entry in entries.iter() {
                self.note(entry);
            }
        }
        if let Some(pool) = batch.pools.into_values().next() {
            self.pool = Some(pool);
        }
        batch.outcomes.into_iter().next().ok_or_else(|| "no answer".to_owned())
    }

    fn note(&mut self, entry: &Entry) {
        self.tell(|| format!("    entry {} at {} {:?}", entry.seq, entry.at, entry.fact));
        self.audit.read(entry);
        match &entry.fact {
            Fact::Grant(_) | Fact::Roll(_) => self.labels.grants.push(entry.seq),
            Fact::Spend(_) => self.labels.spends.push(entry.seq),
            Fact::Settle(settled) if settled.credits.is_positive() => self.labels.spends.push(entry.seq),
            Fact::Reserve(_) => self.labels.reservations.push(entry.seq),
            Fact::Quote(_) => self.labels.quotes.push(entry.seq),
            Fact::Account(scrip_core::entry::AccountFact::Opened(opened)) => {
                self.labels.account = Some(opened.account.clone());
            }
            _ => {}
        }
        let read: Entry = minicbor::decode(&bytes(entry)).expect("an entry survives its bytes");
        assert_eq!(&read, entry, "an entry survives its bytes");
        self.entries.push(Arc::new(read));
    }

    fn check_pool(&mut self, step: &Step) -> Verdict {
        self.model.assert_conserved()?;
        let Some(pool) = &self.pool else { return Ok(()) };
        if let Some(grant) = pool.all_grants().find(|grant| !grant.is_balanced()) {
            return Err(format!("grant {} does not add up: {grant:?}", grant.seq));
        }
        if let Some(wrong) = self.audit.clone().compare(pool).first() {
            return Err(format!("audit: {wrong}"));
        }
        compare::grants(pool, &self.model, &self.labels)?;
        alerts::told(pool, self.model.state())?;
        let now = pool.now(Timestamp::from_micros(step.now));
        let state = self.model.state();
        let mut places = vec![None];
        places.extend(state.subaccounts.first().map(|id| Some(id.clone())));
        let feature = state.versions.last().and_then(|v| v.features.first()).map(|feature| feature.id.clone());
        for place in &places {
            for feature in [None, feature.as_ref()] {
                let account = place.as_ref().map(|id| id.parse().expect("an id"));
                let of = feature.map(|id| id.parse().expect("an id"));
                let core = pool.balance(&self.catalogs, account.as_ref(), of.as_ref(), now);
                let model = self.model.balance(step.now, feature.map(String::as_str), place.as_deref());
                compare::balance(&core, &model, place.is_none())?;
            }
        }
        Ok(())
    }

    /// The same requests in batches cut by the seed: the same entries, and the pool folds from them.
    fn other_batches(&self, seed: u64) -> Verdict {
        let mut done: Vec<Arc<Entry>> = Vec::new();
        let mut pool: Option<Arc<Pool>> = None;
        let mut rest = self.requests.as_slice();
        let mut size = usize::try_from(seed % 7).expect("small") + 1;
        while let Some((_, versions)) = rest.first() {
            size = size * 5 % 13 + 1;
            let length = rest.iter().take(size).take_while(|(_, v)| v == versions).count();
            let (now, later) = rest.split_at(length);
            rest = later;
            let requests: Vec<Request> = now.iter().map(|(request, _)| request.clone()).collect();
            let seen: Vec<Seen> = requests.iter().map(|request| seen_in(&done, request)).collect();
            let catalogs = self.catalogs_of(*versions);
            let batch = decide_batch(&requests, &seen, &catalogs, &Series::new(), |_| pool.clone())
                .map_err(|c| c.to_string())?;
            done.extend(batch.writes.iter().flat_map(|(_, entries)| entries.iter().cloned().map(Arc::new)));
            pool = batch.pools.into_values().next().or(pool);
        }
        if done != self.entries {
            return Err("batches cut elsewhere give other entries".to_owned());
        }
        alerts::once(&done)?;
        let Some(pool) = &self.pool else { return Ok(()) };
        let read: Pool = minicbor::decode(&bytes(&**pool)).map_err(|error| error.to_string())?;
        if read != **pool {
            return Err("a pool does not survive its bytes".to_owned());
        }
        let end = Timestamp::from_micros(pool.last_at.micros());
        let folded =
            Pool::at(pool.no, done.iter().map(|entry| &**entry), &self.catalogs, end).map_err(|c| c.to_string())?;
        // What is due at the very end, such as a warning of a grant made then, comes with the next touch.
        let seen = Arc::clone(pool).seen_at(&self.catalogs, end).map_err(|c| c.to_string())?;
        if folded.as_ref() == Some(&*seen) { Ok(()) } else { Err("the entries fold to another pool".to_owned()) }
    }

    fn catalogs_of(&self, versions: usize) -> Catalogs {
        let mut all = self.catalogs.all();
        let (at, first) = all.next().expect("a first version");
        let mut catalogs = Catalogs::new(at, Arc::clone(first));
        for (at, catalog) in all.take(versions - 1) {
            catalogs.publish(at, Arc::clone(catalog));
        }
        catalogs
    }
}

/// What a store would find for the request among these entries.
fn seen_in(entries: &[Arc<Entry>], request: &Request) -> Seen {
    let keyed = request.key.as_ref().and_then(|key| {
        let has = |entry: &&Arc<Entry>| entry.key.as_ref().is_some_and(|k| k.space == key.space && k.text == key.text);
        entries.iter().find(has).cloned()
    });
    let entry = request.command.reads().and_then(|seq| entries.iter().find(|entry| entry.seq == seq).cloned());
    Seen { keyed, entry, is_account_taken: false }
}
