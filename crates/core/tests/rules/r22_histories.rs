//! Rule 22 by histories: what a gateway says comes in every order, twice and not at all, and moves everything once. Held
//! against a model of one order that is written by other means: every credit stands in a list under whoever has it.

use std::sync::Arc;

use scrip_core::audit::Audit;
use scrip_core::batch::{Outcome, Seen, decide_batch};
use scrip_core::catalog::{Catalog, Catalogs};
use scrip_core::command::{Actor, Command, Request};
use scrip_core::credits::{Amount, Credits};
use scrip_core::entry::{Entry, Fact, OrderFact, Paper};
use scrip_core::id::Seq;
use scrip_core::order::{RefundState, Series};
use scrip_core::pool::Pool;
use scrip_core::time::{Span, Timestamp};

use crate::common::{POOL, Words, World, sample};
use crate::random::Random;

const GRANTED: i128 = 1_000_000;
const PAID: i128 = 1_900;

/// Who has credits of the grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holder {
    Free,
    Used,
    Refund(usize),
    Dispute(usize),
    /// Came back after all was refunded, and waits to be refunded too.
    Back,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Open,
    For,
    Against,
}

/// Its name, its share, its money, and how it ended.
type Dispute = (String, i128, i128, Verdict);

/// The order as the rule says it, one sum of thousandths a holder.
#[derive(Default)]
struct Model {
    is_paid: bool,
    has: Vec<(Holder, i128)>,
    /// Money, whether it takes all, and how it ended.
    refunds: Vec<(i128, bool, Verdict)>,
    disputes: Vec<Dispute>,
    foreign: Vec<(String, usize)>,
}

impl Model {
    fn of(&self, holder: Holder) -> i128 {
        self.has.iter().filter(|(of, _)| *of == holder).map(|(_, credits)| credits).sum()
    }

    fn shift(&mut self, from: Holder, to: Holder, credits: i128) {
        self.has.push((from, -credits));
        self.has.push((to, credits));
    }

    fn is_disputed(&self) -> bool {
        self.disputes.iter().any(|(.., verdict)| *verdict != Verdict::For)
    }

    fn is_all_back(&self) -> bool {
        self.refunds.iter().any(|(_, is_whole, verdict)| *is_whole && *verdict != Verdict::Against)
    }

    /// Credits come to nobody: the first who has a claim takes them.
    fn fall(&mut self, from: Holder, mut credits: i128) {
        for at in 0..self.disputes.len() {
            let (_, share, _, verdict) = &self.disputes[at];
            let open = if *verdict == Verdict::For { 0 } else { share - self.of(Holder::Dispute(at)) };
            let part = open.min(credits);
            self.shift(from, Holder::Dispute(at), part);
            credits -= part;
        }
        // Money went back for credits that were not there to be taken.
        let short = (self.due_back(0) - self.of(Holder::Back)).max(0);
        let back = if self.is_all_back() { credits } else { short.min(credits) };
        self.shift(from, Holder::Back, back);
        self.shift(from, Holder::Free, credits - back);
    }

    /// Thousandths that refunds should have once so much more money went back: what disputes leave of the share of all of it.
    fn due_back(&self, more: i128) -> i128 {
        let money = self.money_back() + more + self.disputed();
        let shares: i128 = self.standing_disputes().map(|(_, share, ..)| share).sum();
        (GRANTED * money.min(PAID) / PAID - shares - self.taken_back()).max(0)
    }

    fn standing_disputes(&self) -> impl Iterator<Item = &Dispute> {
        self.disputes.iter().filter(|(.., verdict)| *verdict != Verdict::For)
    }

    fn disputed(&self) -> i128 {
        self.standing_disputes().map(|(.., money, _)| money).sum()
    }

    fn money_back(&self) -> i128 {
        self.refunds.iter().filter(|(.., verdict)| *verdict != Verdict::Against).map(|(money, ..)| money).sum()
    }

    fn taken_back(&self) -> i128 {
        let standing = (0..self.refunds.len()).filter(|at| self.refunds[*at].2 != Verdict::Against);
        standing.map(|at| self.of(Holder::Refund(at))).sum()
    }

    fn refund(&mut self, asked: Option<i128>) -> bool {
        let left = self.of(Holder::Free) + self.of(Holder::Back);
        let credits = asked.map_or(left, |asked| asked.min(left));
        let money = (PAID * (self.taken_back() + credits) / GRANTED - self.money_back()).min(PAID - self.money_back());
        if !self.is_paid || self.is_disputed() || credits == 0 || money <= 0 {
            return false;
        }
        self.begin(credits, money, asked.is_none_or(|asked| asked >= left));
        true
    }

    fn begin(&mut self, credits: i128, money: i128, is_whole: bool) {
        let at = self.refunds.len();
        let back = credits.min(self.of(Holder::Back));
        self.shift(Holder::Back, Holder::Refund(at), back);
        self.shift(Holder::Free, Holder::Refund(at), credits - back);
        self.refunds.push((money, is_whole, Verdict::Open));
    }

    fn end(&mut self, at: usize, is_done: bool) -> bool {
        let verdict = if is_done { Verdict::For } else { Verdict::Against };
        match self.refunds.get(at) {
            Some((.., Verdict::Open)) => {}
            // Done, and the bank sends it back.
            Some((.., Verdict::For)) if !is_done => {}
            Some((.., old)) => return *old == verdict,
            None => return false,
        }
        self.refunds[at].2 = verdict;
        if !is_done {
            let all = self.of(Holder::Refund(at)) + self.of(Holder::Back);
            let back = self.of(Holder::Back);
            self.shift(Holder::Back, Holder::Refund(at), back);
            self.fall(Holder::Refund(at), all);
        }
        true
    }

    fn foreign(&mut self, name: &str, money: i128, is_done: bool) -> bool {
        if !self.is_paid {
            return false;
        }
        if let Some((_, at)) = self.foreign.iter().find(|(told, _)| told == name).cloned() {
            return !is_done || self.refunds[at].2 != Verdict::Open || self.end(at, true);
        }
        let left = self.of(Holder::Free) + self.of(Holder::Back);
        let back = self.money_back() + money;
        let taken = self.due_back(money).min(left);
        self.foreign.push((name.to_owned(), self.refunds.len()));
        self.begin(taken, money, back >= PAID);
        !is_done || self.end(self.refunds.len() - 1, true)
    }

    fn dispute(&mut self, name: &str, money: i128) -> bool {
        if self.is_paid && !self.disputes.iter().any(|(told, ..)| told == name) {
            let at = self.disputes.len();
            let before = (self.money_back() + self.disputed()).min(PAID - money);
            let share = GRANTED * (before + money) / PAID - GRANTED * before / PAID;
            self.disputes.push((name.to_owned(), share, money, Verdict::Open));
            let taken = share.min(self.of(Holder::Free));
            self.shift(Holder::Free, Holder::Dispute(at), taken);
        }
        self.is_paid
    }

    fn close(&mut self, name: &str, money: i128, is_won: bool) -> bool {
        let verdict = if is_won { Verdict::For } else { Verdict::Against };
        if !self.is_paid {
            return false;
        }
        match self.disputes.iter().position(|(told, ..)| told == name) {
            Some(at) if self.disputes[at].3 == Verdict::Open => {
                self.disputes[at].3 = verdict;
                if is_won {
                    let taken = self.of(Holder::Dispute(at));
                    self.fall(Holder::Dispute(at), taken);
                }
                true
            }
            Some(at) => self.disputes[at].3 == verdict,
            None if is_won => {
                self.disputes.push((name.to_owned(), 0, 0, verdict));
                true
            }
            None => self.dispute(name, money) && self.close(name, money, false),
        }
    }
}

/// The core's side: one pool, one order, and nothing else that has credits but the plan.
struct Core {
    world: World,
    catalogs: Catalogs,
    pool: Arc<Pool>,
    entries: Vec<Entry>,
    series: Series,
    clock: Timestamp,
}

impl Core {
    fn new() -> Self {
        let world = World::default();
        let catalog = Arc::new(Catalog::new(1, sample()).unwrap());
        let catalogs = Catalogs::new(Timestamp::EPOCH, catalog);
        let clock = world.clock;
        let open = world.command(&Words::of("open acme on build")).unwrap();
        let request = Request { pool: POOL, clock, actor: Actor::Product, key: None, command: open };
        let batch = decide_batch(&[request], &[Seen::default()], &catalogs, &Series::new(), |_| None).unwrap();
        let entries = batch.writes.iter().flat_map(|(_, entries)| entries.iter().cloned()).collect();
        let pool = Arc::clone(&batch.pools[&POOL]);
        let mut core = Self { world, catalogs, pool, entries, series: Series::new(), clock };
        core.world.pool = Some(Arc::clone(&core.pool));
        core.line("order thousand");
        core.line("spend 2500");
        core
    }

    /// Asks; true when it was done, whether or not anything was written.
    fn ask(&mut self, command: Command) -> bool {
        self.clock = self.clock.plus(Span::SECOND);
        let entry = command.reads().and_then(|seq| self.entries.iter().find(|entry| entry.seq == seq));
        let seen = Seen { entry: entry.cloned().map(Arc::new), ..Seen::default() };
        let request = Request { pool: POOL, clock: self.clock, actor: Actor::Product, key: None, command };
        let pool = Arc::clone(&self.pool);
        let batch = decide_batch(&[request], &[seen], &self.catalogs, &self.series, |_| Some(Arc::clone(&pool)));
        let batch = batch.unwrap_or_else(|corrupt| panic!("{corrupt}"));
        batch.series.years().for_each(|(year, number)| self.series.set(year, number));
        self.entries.extend(batch.writes.iter().flat_map(|(_, entries)| entries.iter().cloned()));
        self.pool = Arc::clone(&batch.pools[&POOL]);
        matches!(batch.outcomes[0], Outcome::Done { .. })
    }

    fn line(&mut self, line: &str) -> bool {
        self.world.pool = Some(Arc::clone(&self.pool));
        if self.world.names.is_empty() {
            self.world.names.insert("o1".to_owned(), self.pool.last.next());
        }
        let command = self.world.command(&Words::of(line)).unwrap();
        self.ask(command)
    }

    fn order(&self) -> Seq {
        self.world.names["o1"]
    }

    /// Thousandths of the order's grant: free, used (spent and not put back, or set aside), voided.
    fn places(&self) -> (i128, i128, i128) {
        let payment = self.pool.order(self.order()).and_then(|order| order.payment.clone());
        let Some(grant) = payment.and_then(|payment| self.pool.grant(payment.grant).cloned()) else {
            return (0, 0, 0);
        };
        let milli = |credits: Credits| i128::from(credits.milli());
        let used = milli(grant.spent) - milli(grant.returned) + milli(grant.reserved);
        (milli(grant.available), used, milli(grant.voided))
    }
}

/// The spends and open reservations of the order's credits, with what each still has.
type Uses = Vec<(Seq, bool, i128)>;

fn step(random: &mut Random, core: &mut Core, model: &mut Model, uses: &mut Uses) -> String {
    let free = model.of(Holder::Free);
    let some = |random: &mut Random, most: i128| i128::from(random.below(u64::try_from(most.max(0)).unwrap() + 1));
    let shown = |milli: i128| Credits::from_milli(i64::try_from(milli).unwrap()).to_string();
    match random.below(12) {
        0 => {
            let payment = random.one(&["a", "b"]);
            let line = format!("paid o1 {payment}");
            assert!(core.line(&line), "{line}");
            if !model.is_paid {
                model.is_paid = true;
                model.has.push((Holder::Free, GRANTED));
            }
            line
        }
        1 | 2 => {
            let credits = some(random, free / 2);
            let is_reservation = random.below(3) == 0;
            let verb = if is_reservation { "reserve" } else { "spend" };
            let line = format!("{verb} {}", shown(credits));
            let seq = core.pool.last.next();
            assert!(core.line(&line), "{line}");
            model.shift(Holder::Free, Holder::Used, credits);
            if credits > 0 {
                uses.push((seq, is_reservation, credits));
            }
            line
        }
        3 | 4 if !uses.is_empty() => {
            let at = random.place(uses.len());
            let (seq, is_reservation, left) = uses[at];
            let credits = if is_reservation { left } else { 1 + some(random, left - 1) };
            let command = if is_reservation {
                Command::VoidReservation { reservation: seq }
            } else {
                let credits = Amount::try_from(Credits::from_milli(i64::try_from(credits).unwrap())).unwrap();
                Command::Reverse { spend: seq, credits: Some(credits), reason: None }
            };
            assert!(core.ask(command), "a return");
            model.fall(Holder::Used, credits);
            uses[at].2 -= credits;
            if uses[at].2 == 0 {
                uses.remove(at);
            }
            format!("returns {}", shown(credits))
        }
        5 | 6 => {
            let asked = if random.below(2) == 0 { None } else { Some(1 + some(random, 600_000)) };
            let line = format!("refund o1 {}", asked.map(shown).unwrap_or_default());
            assert_eq!(core.line(&line), model.refund(asked), "{line}");
            line
        }
        7 | 8 => {
            let number = 1 + some(random, 3);
            let is_done = random.below(2) == 0;
            let line = format!("refunded o1 {number} {}", if is_done { "yes" } else { "no" });
            let at = usize::try_from(number - 1).unwrap();
            assert_eq!(core.line(&line), model.is_paid && model.end(at, is_done), "{line}");
            line
        }
        9 => {
            let (name, money, is_done) = (random.one(&["x", "y"]), 1 + some(random, PAID - 1), random.below(2) == 0);
            let line = format!("foreign o1 {name} {money} {}", if is_done { "done" } else { "" });
            assert_eq!(core.line(&line), model.foreign(name, money, is_done), "{line}");
            line
        }
        10 => {
            let (name, money) = (random.one(&["d", "e"]), 1 + some(random, PAID - 1));
            let line = format!("dispute o1 {name} {money}");
            assert_eq!(core.line(&line), model.dispute(name, money), "{line}");
            line
        }
        _ => {
            let (name, money, is_won) = (random.one(&["d", "e"]), 1 + some(random, PAID - 1), random.below(3) > 0);
            let line = format!("{} o1 {name} {money}", if is_won { "won" } else { "lost" });
            assert_eq!(core.line(&line), model.close(name, money, is_won), "{line}");
            line
        }
    }
}

/// What must hold after every step, whatever it was.
fn always(core: &Core, model: &Model, history: &[String]) {
    let (free, used, voided) = core.places();
    let held: i128 = model.has.iter().map(|(_, credits)| credits).sum();
    let model_voided = held - model.of(Holder::Free) - model.of(Holder::Used);
    let model_places = (model.of(Holder::Free), model.of(Holder::Used), model_voided);
    assert_eq!((free, used, voided), model_places, "{history:#?}");
    assert!(voided <= GRANTED, "more was taken back than granted: {history:#?}");
    let order = core.pool.order(core.order()).unwrap();
    let back: i128 = order.standing().map(|refund| i128::from(refund.total.gross)).sum();
    assert_eq!(back, model.money_back(), "{history:#?}");
    // What the papers say is what was paid and did not go back.
    let done = order.refunds.iter().filter(|refund| refund.state == RefundState::Done);
    let done: i128 = done.map(|refund| i128::from(refund.total.gross)).sum();
    let papers: i128 = core.entries.iter().map(says).sum();
    assert_eq!(papers, if model.is_paid { PAID - done } else { 0 }, "{history:#?}");
    let own = order.standing().filter(|refund| refund.reference.is_none());
    let own: i128 = own.map(|refund| i128::from(refund.total.gross)).sum();
    assert!(own <= PAID, "more went back than was paid: {history:#?}");
    let plan = core.pool.all_grants().find(|grant| grant.terms.plan.is_some()).unwrap();
    assert!(plan.voided.is_zero() && plan.spent == Credits::from_milli(2_500_000), "{history:#?}");
    let bought = core.pool.all_grants().filter(|grant| grant.terms.plan.is_none()).count();
    assert!(bought <= 1, "granted twice: {history:#?}");
}

/// What a paper adds to what the buyer owes.
fn says(entry: &Entry) -> i128 {
    let Fact::Order(OrderFact::Issued(issued)) = &entry.fact else { return 0 };
    let gross = i128::from(issued.total.gross);
    if matches!(issued.paper, Paper::CreditNote { .. }) { -gross } else { gross }
}

/// What must hold at the end: the entries alone say the same, twice, and the papers' numbers have no gap.
fn finally(core: &Core, history: &[String]) {
    let mut audit = Audit::default();
    let mut replayed: Option<Pool> = None;
    let mut numbers = Vec::new();
    for entry in &core.entries {
        audit.read(entry);
        match &mut replayed {
            Some(pool) => pool.apply(entry).unwrap(),
            None => replayed = Some(Pool::open(POOL, entry).unwrap()),
        }
        if let Fact::Order(OrderFact::Issued(issued)) = &entry.fact {
            numbers.push(issued.number);
        }
    }
    assert_eq!(replayed.as_ref(), Some(&*core.pool), "{history:#?}");
    assert_eq!(audit.compare(&core.pool), Vec::<String>::new(), "{history:#?}");
    let count = u64::try_from(numbers.len()).unwrap();
    assert_eq!(numbers, (1..=count).collect::<Vec<_>>(), "{history:#?}");
}

/// However the money goes back at the gateway, in as many parts as an order has refunds, with all of it go all credits that
/// are unspent, and with a part of it its share, rounded down once.
#[test]
fn all_the_money_in_any_parts_takes_all_that_is_unspent() {
    for seed in 0..400 {
        let (mut random, mut core) = (Random(seed), Core::new());
        assert!(core.line("paid o1 a"));
        let spent = if random.below(2) == 0 { 0 } else { i128::from(random.below(1_000_001)) };
        let spent_shown = Credits::from_milli(i64::try_from(spent).unwrap());
        assert!(spent == 0 || core.line(&format!("spend {spent_shown}")));
        let (mut left, mut parts) = (u64::try_from(PAID).unwrap(), Vec::new());
        while left > 0 {
            let most = if parts.len() < 40 { 1 + left / (1 + random.below(30)) } else { left };
            let part = if parts.len() < 40 { 1 + random.below(most.min(left)) } else { left };
            left -= part;
            parts.push(part);
            let line = format!("foreign o1 re{} {part} {}", parts.len(), random.one(&["", "done"]));
            assert!(core.line(&line), "{line}");
            let share = GRANTED * (PAID - i128::from(left)) / PAID;
            let taken = share.min(GRANTED - spent);
            assert_eq!(core.places(), (GRANTED - spent - taken, spent, taken), "spent {spent}, parts {parts:?}");
        }
        assert_eq!(core.places().0, 0, "spent {spent}, parts {parts:?}");
    }
}

#[test]
fn every_history_of_an_order_is_that_of_the_model() {
    for seed in 0..1_500 {
        let (mut random, mut core, mut model) = (Random(seed), Core::new(), Model::default());
        let (mut uses, mut history) = (Uses::new(), vec![format!("seed {seed}")]);
        for _ in 0..40 {
            let line = step(&mut random, &mut core, &mut model, &mut uses);
            history.push(line);
            always(&core, &model, &history);
        }
        finally(&core, &history);
    }
}

/// What happened at the gateway is told in any order, some of it twice; what comes too early is told again later. However
/// it comes, the order ends where it ends when everything comes once and in order.
#[test]
fn in_whatever_order_it_is_told_it_ends_the_same() {
    let stories: [&[&str]; 6] = [
        &["paid o1 a", "dispute o1 d 950", "won o1 d 950"],
        &["paid o1 a", "dispute o1 d 1900", "lost o1 d 1900"],
        &["paid o1 a", "foreign o1 x 950", "foreign o1 x 950 done"],
        &["paid o1 a", "foreign o1 x 500 done", "foreign o1 y 700 done"],
        &["paid o1 a", "foreign o1 x 950 done", "dispute o1 d 950", "won o1 d 950"],
        &["paid o1 a", "dispute o1 d 950", "lost o1 d 950", "foreign o1 x 950 done"],
    ];
    for story in stories {
        let mut straight = Core::new();
        for line in story {
            assert!(straight.line(line), "{line}");
        }
        let status = |core: &Core| core.pool.order(core.order()).unwrap().status();
        for seed in 0..400 {
            let mut random = Random(seed);
            let mut told: Vec<&str> = story.to_vec();
            told.extend(story.iter().filter(|_| random.below(2) == 0));
            for at in (1..told.len()).rev() {
                told.swap(at, random.place(at + 1));
            }
            let mut core = Core::new();
            let early: Vec<&str> = told.iter().copied().filter(|line| !core.line(line)).collect();
            for line in &early {
                assert!(core.line(line), "{told:?}: {line}");
            }
            assert_eq!(core.places(), straight.places(), "{told:?}");
            assert_eq!(status(&core), status(&straight), "{told:?}");
            finally(&core, &[format!("{told:?}")]);
        }
    }
}
