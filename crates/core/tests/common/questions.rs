//! Questions: balances, grants, life, checks, rights. They change nothing. And what is foretold of every step.

use scrip_core::batch::Outcome;
use scrip_core::catalog::Right;
use scrip_core::command::{Actor, Command, Request};
use scrip_core::decide::No;
use scrip_core::entry::Fact;
use scrip_core::grant::Grant;
use scrip_core::id::AccountId;
use scrip_core::measure::Measure;
use scrip_core::pool::Pool;
use scrip_core::refusal::Refusal;

use super::command::{kind, kind_word};
use super::expect::Answer;
use super::show::{refused, state};
use super::words::{Words, parse};
use super::world::{POOL, World};

impl World {
    /// The answer to a question.
    pub(crate) fn question(&self, words: &Words) -> Answer {
        match words.verb() {
            "balance" => self.balance(words),
            "show" => {
                let grant = self.pool().all_grants().find(|grant| grant.seq == self.seq(words.at(1))).cloned();
                self.grant(&grant.unwrap_or_else(|| panic!("{} is no grant", words.at(1))))
            }
            "count" => {
                let kind = kind(words.at(1));
                let grants = self.pool().all_grants().filter(|grant| grant.terms.kind == kind).count();
                Answer::done().with("count", grants)
            }
            "life" => self.life(),
            "order?" => self.order(words),
            "papers" => self.papers(),
            "check" => self.checked(words),
            "preview" => {
                let text = words.rest[1..].join(" ");
                let options = ["when", "agreed"].into_iter().filter_map(|key| Some((key, words.option(key)?)));
                let text = options.fold(text, |text, (key, value)| format!("{text} {key} {value}"));
                let command = self.command(&Words::of(&text)).expect("a command to preview");
                self.previewed(command)
            }
            "rights" => {
                let subaccount: Option<AccountId> = words.parsed("in");
                let (pool, now) = self.seen().expect("a pool");
                let rights = pool.rights(pool.catalog(&self.catalogs, now), subaccount.as_ref(), &parse(words.at(1)));
                let names = rights.map(|rights| rights.iter().map(Right::name).collect::<Vec<_>>().join(" "));
                Answer::done().maybe("rights", names)
            }
            "who" => {
                let subaccount: Option<AccountId> = words.parsed("in");
                let (pool, now) = self.seen().expect("a pool");
                let right = Right::from_name(words.at(1)).expect("a right");
                let can = pool.who_can(pool.catalog(&self.catalogs, now), subaccount.as_ref(), right);
                let can: Vec<String> = can.map(|(id, _)| id.to_string()).collect();
                Answer::done().with("who", can.join(" "))
            }
            other => panic!("`{other}` is no step and no question"),
        }
    }

    fn pool(&self) -> std::sync::Arc<Pool> {
        self.seen().expect("a pool").0
    }

    fn balance(&self, words: &Words) -> Answer {
        let (pool, now) = match words.option("asof") {
            None => {
                let (pool, now) = self.seen().expect("a pool");
                (Pool::clone(&pool), now)
            }
            Some(then) => {
                let then = self.instant(then);
                let pool = Pool::at(POOL, self.entries.iter(), &self.catalogs, then).expect("right entries");
                (pool.expect("the pool was there"), then)
            }
        };
        let subaccount: Option<AccountId> = words.parsed("in");
        let balance = pool.balance(&self.catalogs, subaccount.as_ref(), words.parsed("of").as_ref(), now);
        let expiring: Vec<String> = balance.expiring.iter().map(|(at, credits)| format!("{at}={credits}")).collect();
        let scoped = balance.scoped.iter().map(|(scope, credits)| {
            let names = scope.features.iter().map(ToString::to_string);
            let names: Vec<String> = names.chain(scope.subaccounts.iter().map(ToString::to_string)).collect();
            format!("{}={credits}", names.join("+"))
        });
        let scoped: Vec<String> = scoped.collect();
        let answer = Answer::done()
            .with("available", balance.available)
            .with("reserved", balance.reserved)
            .with("owed", balance.owed)
            .with("monthly", balance.monthly)
            .with("monthly_granted", balance.monthly_granted)
            .maybe("renews_at", balance.renews_at)
            .with("extra", balance.extra)
            .with("expiring", expiring.join(" "))
            .with("scoped", scoped.join(" "))
            .maybe("shared_from", balance.shared_from);
        let by_kind = |answer: Answer, key: &'static str| answer.with(key, balance.by_kind[&kind(key)]);
        ["plan", "trial", "legacy", "package", "promotional", "adjustment"].into_iter().fold(answer, by_kind)
    }

    fn grant(&self, grant: &Grant) -> Answer {
        let terms = &grant.terms;
        Answer::done()
            .with("kind", kind_word(terms.kind))
            .with("credits", terms.credits)
            .with("priority", terms.priority)
            .with("effective_at", terms.effective_at)
            .maybe("expires_at", terms.expires_at)
            .maybe("rolled_from", terms.rolled_from.map(|seq| self.name_of(seq)))
            .maybe("cost", terms.cost_basis.map(|money| money.amount))
            .with("returned", grant.returned)
            .with("available", grant.available)
            .with("reserved", grant.reserved)
            .with("spent", grant.spent)
            .with("expired", grant.expired)
            .with("voided", grant.voided)
            .with("rolled_over", grant.rolled_over)
    }

    fn life(&self) -> Answer {
        let pool = self.pool();
        let (life, period) = (&pool.life, pool.life.period.as_ref());
        Answer::done()
            .with("state", state(&pool))
            .with("paused", life.is_paused)
            .with("legacy", life.is_legacy)
            .with("plan", &life.choice.plan)
            .with("epoch", life.epoch)
            .maybe("scheduled", life.scheduled.as_ref().map(|choice| &choice.plan))
            .maybe("trial", life.trial_ends_at)
            .maybe("number", period.map(|period| period.number))
            .maybe("period_start", period.map(|period| period.start))
            .maybe("period_end", period.map(|period| period.end))
            .maybe("allowance", period.map(|period| period.allowance))
    }

    fn checked(&self, words: &Words) -> Answer {
        let (pool, now) = self.seen().expect("a pool");
        match pool.check(&self.catalogs, &self.asked(words), now) {
            Err(refusal) => refused(&refusal),
            Ok(check) => {
                let answer = check.refusal.as_ref().map_or_else(Answer::done, refused);
                answer
                    .with("allowed", check.refusal.is_none())
                    .maybe("cost", check.cost)
                    .maybe("estimate", check.estimate)
                    .maybe("ceiling", check.ceiling)
                    .with("available", check.available)
                    .with("available_after", check.available_after())
            }
        }
    }

    fn previewed(&self, command: Command) -> Answer {
        let (pool, now) = self.seen().expect("a pool");
        match pool.preview(&self.catalogs, &command.previewed(POOL, self.clock), now) {
            Ok(after) => Answer::done().with("available", after.available(None, None, now)),
            Err(No::Refused(refusal)) => refused(&refusal),
            Err(No::Corrupt(corrupt)) => panic!("{corrupt}"),
        }
    }

    /// What a check or a preview says of a step that is about to be taken; it must then be so.
    pub(crate) fn foretell(&self, request: &Request) -> Foretold {
        let Some((pool, now)) = self.seen() else { return Foretold::Nothing };
        if request.key.is_some() || request.actor != Actor::Product {
            return Foretold::Nothing;
        }
        match &request.command {
            Command::ChangePlan { .. }
            | Command::Activate { .. }
            | Command::Cancel
            | Command::DropScheduled
            | Command::Resume => Foretold::Preview(Box::new(pool.preview(&self.catalogs, request, now))),
            Command::Spend(spend) if spend.quote.is_none() && spend.max_credits.is_none() && !spend.allow_partial => {
                let check = pool.check(&self.catalogs, &spend.usage, now);
                let is_open = check.as_ref().is_ok_and(|check| check.cost.is_none());
                if is_open && spend.usage.measure == Measure::ONCE {
                    return Foretold::Nothing;
                }
                Foretold::Check(match check {
                    Ok(check) => check.refusal.map_or(Ok(check.cost), Err),
                    Err(refusal) => Err(refusal),
                })
            }
            _ => Foretold::Nothing,
        }
    }
}

/// What was said of a step before it was taken.
pub(crate) enum Foretold {
    Nothing,
    Preview(Box<Result<Pool, No>>),
    Check(Result<Option<scrip_core::credits::Credits>, Refusal>),
}

impl Foretold {
    /// A preview equals what then happens; a check names the cost, or the refusal.
    pub(crate) fn judge(&self, outcome: &Outcome, pool: Option<&Pool>, place: &str) {
        match (self, outcome) {
            (Self::Nothing, _) => {}
            (Self::Preview(preview), Outcome::Done { .. }) => {
                assert_eq!(preview.as_ref().as_ref().ok(), pool, "{place}: the preview showed another pool");
            }
            (Self::Preview(preview), Outcome::Refused(refusal)) => {
                let no = No::Refused(refusal.clone());
                assert_eq!(preview.as_ref().as_ref().err(), Some(&no), "{place}: the preview was not refused so");
            }
            (Self::Check(check), Outcome::Done { entries, .. }) => {
                let Fact::Spend(spent) = &entries[0].fact else { panic!("{place}: a spend writes a spend") };
                assert_eq!(check, &Ok(Some(spent.cost)), "{place}: the check said otherwise");
            }
            (Self::Check(check), Outcome::Refused(refusal)) => {
                assert_eq!(check.as_ref().err(), Some(refusal), "{place}: the check said otherwise");
            }
            (_, other) => panic!("{place}: {other:?}"),
        }
    }
}
