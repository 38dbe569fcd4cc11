//! Apply: folds an entry into its pool. The only place where a pool changes; total for entries that `decide` made.

mod life;
mod notice;
mod order;

use crate::alert::Room;
use crate::credits::Credits;
use crate::entry::{
    AccountFact, Draw, Entry, Fact, Granted, Quoted, ReleaseCause, Released, Reserved, Return, Reversed, Settled,
    Spent, Subject, Usage,
};
use crate::grant::{Grant, Terms, WayBack};
use crate::id::{PoolNo, Seq};
use crate::period::Window;
use crate::pool::{Amended, Debt, Derived, ENDED_MAX, EndedReservation, Pool, Quote, Reservation};
use crate::tally::Windows;
use crate::time::Timestamp;
use life::opened_pool;

/// Stored facts contradict each other. Never the fault of a request: the ledger was damaged, or the rules are wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("entry {seq}: {what}")]
pub struct Corrupt {
    /// The entry that cannot be.
    pub seq: Seq,
    /// What is wrong with it.
    pub what: &'static str,
}

/// How many quotes a pool remembers beyond their end, so that a second use is told that it was used.
const QUOTES_REMEMBERED: usize = 256;

impl Pool {
    /// The pool as its first entry makes it.
    pub fn open(no: PoolNo, first: &Entry) -> Result<Self, Corrupt> {
        let Fact::Account(AccountFact::Opened(opened)) = &first.fact else {
            return Err(Corrupt { seq: first.seq, what: "a pool begins with its account" });
        };
        if first.seq.get() != 1 {
            return Err(Corrupt { seq: first.seq, what: "a pool begins with entry 1" });
        }
        Ok(opened_pool(no, first, opened))
    }

    /// Folds an entry in. An error leaves the pool in no usable state: throw it away.
    pub fn apply(&mut self, entry: &Entry) -> Result<(), Corrupt> {
        let corrupt = |what| Corrupt { seq: entry.seq, what };
        if entry.seq != self.last.next() {
            return Err(corrupt("is not the one after the last"));
        }
        if entry.at < self.last_at {
            return Err(corrupt("is earlier than the one before it"));
        }
        self.last = entry.seq;
        self.last_at = entry.at;
        // Whoever looked knows what it left; nobody else does.
        self.room = Derived(Room::default());
        self.fold(entry).map_err(corrupt)?;
        // What is there, and what was ordered, decides when auto top-up looks by itself.
        if self.trade.as_ref().is_some_and(|trade| trade.top_up.is_some()) {
            self.due.0 = Timestamp::EPOCH;
        }
        Ok(())
    }

    fn fold(&mut self, entry: &Entry) -> Result<(), &'static str> {
        match &entry.fact {
            Fact::Grant(Granted { terms, .. }) => {
                self.add_grant(entry, terms);
                Ok(())
            }
            Fact::Roll(rolled) => {
                let from = rolled.terms.rolled_from.ok_or("rolled over from nowhere")?;
                self.change(from, |grant| shift(&mut grant.available, &mut grant.rolled_over, rolled.terms.credits))?;
                self.add_grant(entry, &rolled.terms);
                Ok(())
            }
            Fact::Expire(taken) => self.change(taken.grant, |grant| {
                grant.is_ended |= taken.is_end;
                shift(&mut grant.available, &mut grant.expired, taken.credits)
            }),
            Fact::Void(voided) => self.change(voided.grant, |grant| {
                grant.is_voided |= voided.is_whole;
                shift(&mut grant.available, &mut grant.voided, voided.credits)
            }),
            Fact::Spend(spent) => self.fold_spend(entry, spent),
            Fact::Repay(repaid) => {
                self.draw(&[repaid.draw], |grant| &mut grant.spent)?;
                self.change(repaid.draw.grant, |grant| {
                    grant.is_awaited = false;
                    Ok(())
                })?;
                self.pay(repaid.spend, repaid.draw.credits)?;
                self.amended.make_mut().entry(repaid.spend).or_default().repaid.push(repaid.draw);
                Ok(())
            }
            Fact::Reserve(reserved) => self.fold_reserve(entry, reserved),
            Fact::Extend(extended) => {
                let open = self.reservations.make_mut().get_mut(&extended.reservation).ok_or("no such reservation")?;
                open.expires_at = extended.expires_at;
                self.due.0 = self.due.0.min(extended.expires_at);
                Ok(())
            }
            Fact::Settle(settled) => self.fold_settle(entry, settled),
            Fact::Release(released) => self.fold_release(released),
            Fact::Reverse(reversed) => self.fold_reverse(reversed),
            Fact::Quote(quoted) => {
                self.fold_quote(entry, quoted);
                Ok(())
            }
            Fact::Account(fact) => self.fold_account(fact),
            Fact::Order(fact) => self.fold_order(entry, fact),
            Fact::Claw(clawed) => self.fold_claw(clawed),
            Fact::Reinstate(reinstated) => self.fold_reinstate(reinstated),
            Fact::Notice(notice) => {
                self.fold_notice(notice);
                Ok(())
            }
        }
    }

    fn add_grant(&mut self, entry: &Entry, terms: &Terms) {
        let is_awaited = terms.effective_at > entry.at;
        self.grants.push(Grant { is_awaited, ..Grant::new(entry.seq, terms.clone()) });
        let effective = if self.debts.is_empty() { None } else { Some(terms.effective_at) };
        let end = self.grants.last().and_then(wakes_at);
        for instant in end.into_iter().chain(effective) {
            self.due.0 = self.due.0.min(instant);
        }
    }

    /// Changes one grant and keeps it among the open or the closed ones, where it then belongs.
    fn change(
        &mut self,
        seq: Seq,
        change: impl FnOnce(&mut Grant) -> Result<(), &'static str>,
    ) -> Result<(), &'static str> {
        match self.grants.binary_search_by_key(&seq, |grant| grant.seq) {
            Ok(at) => {
                let grant = self.grants.get_mut(at).ok_or("no such grant")?;
                let was_empty = grant.available.is_zero();
                change(grant)?;
                if !grant.is_balanced() {
                    return Err("a grant's credits do not add up");
                }
                // Credits that come back to a grant that had none left bring its end back among what is due.
                if was_empty && grant.available.is_positive() {
                    self.due.0 = self.due.0.min(wakes_at(grant).unwrap_or(Timestamp::MAX));
                }
                if grant.is_closed() {
                    let grant = self.grants.remove(at);
                    self.closed.make_mut().insert(seq, grant);
                }
            }
            Err(at) => {
                let grant = self.closed.make_mut().get_mut(&seq).ok_or("no such grant")?;
                change(grant)?;
                if !grant.is_balanced() {
                    return Err("a grant's credits do not add up");
                }
                if !grant.is_closed() {
                    let grant = self.closed.make_mut().remove(&seq).ok_or("no such grant")?;
                    self.due.0 = self.due.0.min(wakes_at(&grant).unwrap_or(Timestamp::MAX));
                    self.grants.insert(at, grant);
                }
            }
        }
        Ok(())
    }

    fn draw(&mut self, draws: &[Draw], to: impl Fn(&mut Grant) -> &mut Credits) -> Result<(), &'static str> {
        for draw in draws {
            self.change(draw.grant, |grant| {
                grant.available = minus(grant.available, draw.credits)?;
                let part = to(grant);
                *part = plus(*part, draw.credits)?;
                Ok(())
            })?;
        }
        Ok(())
    }

    fn fold_spend(&mut self, entry: &Entry, spent: &Spent) -> Result<(), &'static str> {
        self.draw(&spent.draws, |grant| &mut grant.spent)?;
        self.use_quote(spent.quote);
        if spent.owed.is_positive() {
            let usage = &spent.usage;
            self.debts.push(Debt {
                spend: entry.seq,
                subaccount: usage.subaccount.clone(),
                feature: usage.feature.clone(),
                credits: spent.owed,
                at: entry.at,
            });
            self.due.0 = Timestamp::EPOCH;
        }
        self.count(&spent.usage, spent.credits, entry.at);
        Ok(())
    }

    fn fold_reserve(&mut self, entry: &Entry, reserved: &Reserved) -> Result<(), &'static str> {
        self.draw(&reserved.draws, |grant| &mut grant.reserved)?;
        self.use_quote(reserved.quote);
        self.count(&reserved.usage, reserved.credits, entry.at);
        self.due.0 = self.due.0.min(reserved.expires_at);
        let quote = reserved.quote.and_then(|seq| self.quotes.get(&seq));
        let reservation = Reservation {
            usage: reserved.usage.clone(),
            credits: reserved.credits,
            draws: reserved.draws.clone(),
            quote: reserved.quote,
            // Settling exactly what was quoted costs what was quoted.
            catalog: quote.map_or(entry.catalog, |quote| quote.catalog),
            created_at: entry.at,
            expires_at: reserved.expires_at,
        };
        self.reservations.make_mut().insert(entry.seq, reservation);
        Ok(())
    }

    fn fold_settle(&mut self, entry: &Entry, settled: &Settled) -> Result<(), &'static str> {
        if settled.is_late {
            self.draw(&settled.surplus, |grant| &mut grant.spent)?;
            self.count(&settled.usage, settled.credits, entry.at);
            self.ended.make_mut().insert(settled.reservation, EndedReservation::Closed);
            return Ok(());
        }
        let open = self.reservations.make_mut().remove(&settled.reservation).ok_or("no such reservation")?;
        for draw in &settled.kept {
            self.change(draw.grant, |grant| shift(&mut grant.reserved, &mut grant.spent, draw.credits))?;
        }
        self.give_back(&settled.returned)?;
        self.draw(&settled.surplus, |grant| &mut grant.spent)?;
        let difference = settled.credits.checked_sub(open.credits).ok_or("an amount overflows")?;
        self.recount(&open.usage, difference, open.created_at);
        self.remember(settled.reservation, EndedReservation::Closed);
        Ok(())
    }

    fn fold_release(&mut self, released: &Released) -> Result<(), &'static str> {
        let open = self.reservations.make_mut().remove(&released.reservation).ok_or("no such reservation")?;
        self.give_back(&released.returned)?;
        let difference = Credits::ZERO.checked_sub(open.credits).ok_or("an amount overflows")?;
        self.recount(&open.usage, difference, open.created_at);
        let ended = match released.cause {
            ReleaseCause::Voided => EndedReservation::Closed,
            ReleaseCause::TimedOut => EndedReservation::TimedOut(open),
        };
        self.remember(released.reservation, ended);
        Ok(())
    }

    fn fold_reverse(&mut self, reversed: &Reversed) -> Result<(), &'static str> {
        for back in &reversed.returned {
            self.change(back.grant, |grant| {
                grant.returned = plus(grant.returned, back.credits)?;
                let part = way(grant, back.way);
                *part = plus(*part, back.credits)?;
                Ok(())
            })?;
            self.absorb_way(back.grant, back.way, back.credits)?;
        }
        if reversed.forgiven.is_positive() {
            self.pay(reversed.spend, reversed.forgiven)?;
        }
        let amended: &mut Amended = self.amended.make_mut().entry(reversed.spend).or_default();
        amended.reversed = plus(amended.reversed, reversed.credits)?;
        amended.forgiven = plus(amended.forgiven, reversed.forgiven)?;
        let difference = Credits::ZERO.checked_sub(reversed.credits).ok_or("an amount overflows")?;
        self.recount(&reversed.usage, difference, reversed.began_at);
        Ok(())
    }

    fn fold_quote(&mut self, entry: &Entry, quoted: &Quoted) {
        let quote = Quote {
            usage: quoted.usage.clone(),
            credits: quoted.credits,
            catalog: entry.catalog,
            expires_at: quoted.expires_at,
            is_used: false,
        };
        let remembered = self.quotes.make_mut();
        remembered.insert(entry.seq, quote);
        while remembered.len() > QUOTES_REMEMBERED {
            match remembered.first_entry() {
                Some(oldest) if oldest.get().expires_at <= entry.at => drop(oldest.remove()),
                _ => break,
            }
        }
    }

    fn give_back(&mut self, returned: &[Return]) -> Result<(), &'static str> {
        for back in returned {
            self.change(back.grant, |grant| {
                grant.reserved = minus(grant.reserved, back.credits)?;
                let part = way(grant, back.way);
                *part = plus(*part, back.credits)?;
                Ok(())
            })?;
            self.absorb_way(back.grant, back.way, back.credits)?;
        }
        Ok(())
    }

    fn pay(&mut self, spend: Seq, credits: Credits) -> Result<(), &'static str> {
        let debt = self.debts.iter_mut().find(|debt| debt.spend == spend).ok_or("pays what is not owed")?;
        debt.credits = minus(debt.credits, credits)?;
        self.debts.retain(|debt| debt.credits.is_positive());
        Ok(())
    }

    fn use_quote(&mut self, quote: Option<Seq>) {
        let Some(seq) = quote else { return };
        if let Some(quote) = self.quotes.make_mut().get_mut(&seq) {
            quote.is_used = true;
        }
    }

    fn remember(&mut self, reservation: Seq, how: EndedReservation) {
        let ended = self.ended.make_mut();
        ended.insert(reservation, how);
        while ended.len() > ENDED_MAX {
            ended.pop_first();
        }
    }

    /// The day, month and period of an instant.
    pub(crate) fn windows_at(&self, t: Timestamp) -> Windows {
        let life = &self.life;
        let trial = life.trial_ends_at.map(|end| Window { start: life.opened_at, end });
        let period = life.period.as_ref().map(|period| Window { start: period.start, end: period.end }).or(trial);
        self.windows.0.at(t, self.house.zone, period)
    }

    /// Counts a use of now. One of nothing counts too: it may be settled for more, in the window in which it began.
    fn count(&mut self, usage: &Usage, credits: Credits, at: Timestamp) {
        let windows = self.windows_at(at);
        self.windows = Derived(windows);
        for subject in subjects_of(usage) {
            self.used.change(subject, |tally| tally.add(credits, &windows, at));
        }
    }

    fn recount(&mut self, usage: &Usage, difference: Credits, began_at: Timestamp) {
        if difference.is_zero() {
            return;
        }
        for subject in subjects_of(usage) {
            self.used.change(subject, |tally| tally.correct(difference, began_at));
        }
    }
}

/// When a grant that has something available next asks for a look; one that is warned of, at once.
fn wakes_at(grant: &Grant) -> Option<Timestamp> {
    if grant.is_warned_of() { Some(Timestamp::EPOCH) } else { grant.terms.expires_at }
}

/// Whose spending a use counts towards.
fn subjects_of(usage: &Usage) -> impl Iterator<Item = Subject> {
    let member = usage.member.clone().map(Subject::Member);
    let subaccount = usage.subaccount.clone().map(Subject::Subaccount);
    member.into_iter().chain(subaccount).chain([Subject::Account])
}

fn way(grant: &mut Grant, way: WayBack) -> &mut Credits {
    match way {
        WayBack::Available => &mut grant.available,
        WayBack::Expired => &mut grant.expired,
        WayBack::Voided => &mut grant.voided,
    }
}

fn shift(from: &mut Credits, to: &mut Credits, credits: Credits) -> Result<(), &'static str> {
    *from = minus(*from, credits)?;
    *to = plus(*to, credits)?;
    Ok(())
}

fn plus(a: Credits, b: Credits) -> Result<Credits, &'static str> {
    a.checked_add(b).ok_or("an amount overflows")
}

fn minus(a: Credits, b: Credits) -> Result<Credits, &'static str> {
    a.checked_sub(b).filter(|rest| *rest >= Credits::ZERO).ok_or("takes more than there is")
}
