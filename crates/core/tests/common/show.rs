//! How an outcome is shown: by the entry that answers, or by the refusal and what it tells.

use scrip_core::batch::Outcome;
use scrip_core::entry::{AccountFact, Alert, Draw, Entry, Fact, LimitedBy, Notice, ReleaseCause, Return, Subject};
use scrip_core::grant::WayBack;
use scrip_core::pool::Pool;
use scrip_core::refusal::Refusal;

use super::expect::Answer;
use super::world::World;

impl World {
    /// An outcome, with the words of what the whole step wrote, time's own entries included.
    pub(crate) fn show(&self, outcome: &Outcome, written: &[Entry]) -> Answer {
        let answer = match outcome {
            Outcome::Done { entries, .. } => entries.first().map_or_else(Answer::done, |first| self.done(&first.fact)),
            Outcome::Replayed(entry) => Answer { code: "replayed".to_owned(), ..self.done(&entry.fact) },
            Outcome::KeyReused => Answer::coded("idempotency_key_reused"),
            Outcome::Refused(refusal) => refused(refusal),
        };
        let (told, wrote): (Vec<_>, Vec<_>) = written.iter().partition(|entry| matches!(entry.fact, Fact::Notice(_)));
        let told: Vec<String> = told.into_iter().map(|entry| self.told(entry)).collect();
        let wrote: Vec<String> = wrote.into_iter().map(word).collect();
        answer.with("wrote", wrote.join(" ")).with("told", told.join(" "))
    }

    fn done(&self, fact: &Fact) -> Answer {
        let done = Answer::done();
        match fact {
            Fact::Grant(granted) => done.with("available", granted.available).with("credits", granted.terms.credits),
            Fact::Void(voided) => done.with("available", voided.available).with("credits", voided.credits),
            Fact::Spend(spent) => done
                .with("credits", spent.credits)
                .with("draws", self.draws(&spent.draws))
                .with("owed", spent.owed)
                .with("cost", spent.cost)
                .maybe("limited_by", spent.limited_by.map(limited_by))
                .maybe("units", spent.units)
                .with("available", spent.available),
            Fact::Reserve(reserved) => done
                .with("credits", reserved.credits)
                .with("draws", self.draws(&reserved.draws))
                .with("expires_at", reserved.expires_at)
                .with("available", reserved.available),
            Fact::Extend(extended) => done.with("expires_at", extended.expires_at),
            Fact::Settle(settled) => done
                .with("credits", settled.credits)
                .with("kept", self.draws(&settled.kept))
                .with("surplus", self.draws(&settled.surplus))
                .with("returned", self.returns(&settled.returned))
                .with("uncovered", settled.uncovered)
                .with("late", settled.is_late)
                .with("available", settled.available),
            Fact::Release(released) => {
                done.with("returned", self.returns(&released.returned)).with("available", released.available)
            }
            Fact::Reverse(reversed) => done
                .with("credits", reversed.credits)
                .with("forgiven", reversed.forgiven)
                .with("returned", self.returns(&reversed.returned))
                .with("available", reversed.available),
            Fact::Quote(quoted) => done
                .with("credits", quoted.credits)
                .with("expires_at", quoted.expires_at)
                .with("available", quoted.available),
            Fact::Order(fact) => super::orders::done(fact),
            Fact::Expire(_)
            | Fact::Roll(_)
            | Fact::Repay(_)
            | Fact::Account(_)
            | Fact::Claw(_)
            | Fact::Reinstate(_)
            | Fact::Notice(_) => match self.seen() {
                Some((pool, now)) => done.with("available", pool.available(None, None, now)),
                None => done,
            },
        }
    }

    /// A notice as one word: `used:80`, `depleted`, `recovered:0`, `extra_low:499`, `limit:member:ann=60/50`,
    /// `expiring:a=10@P7D`.
    pub(crate) fn told(&self, entry: &Entry) -> String {
        let Fact::Notice(notice) = &entry.fact else { return word(entry) };
        match notice {
            Notice::MonthlyUsed { percent, .. } => format!("used:{percent}"),
            Notice::MonthlyDepleted { .. } => "depleted".to_owned(),
            Notice::ExtraLow { available, .. } => format!("extra_low:{available}"),
            Notice::Recovered { which: Alert::ExtraLow, .. } => "extra_recovered".to_owned(),
            Notice::Recovered { percent, .. } => format!("recovered:{percent}"),
            Notice::LimitReached { subject, limit, used, .. } => format!("limit:{}={used}/{limit}", whose(subject)),
            Notice::Expiring { grant, credits, before, .. } => {
                format!("expiring:{}={credits}@{before}", self.name_of(*grant))
            }
            Notice::TrialEnding { .. } => "trial_ending".to_owned(),
        }
    }

    fn draws(&self, draws: &[Draw]) -> String {
        let draws = draws.iter().map(|draw| format!("{}:{}", self.name_of(draw.grant), draw.credits));
        draws.collect::<Vec<_>>().join(" ")
    }

    fn returns(&self, returns: &[Return]) -> String {
        let returns = returns.iter().map(|back| {
            let way = match back.way {
                WayBack::Available => "",
                WayBack::Expired => "!expired",
                WayBack::Voided => "!voided",
            };
            format!("{}:{}{way}", self.name_of(back.grant), back.credits)
        });
        returns.collect::<Vec<_>>().join(" ")
    }
}

fn whose(subject: &Subject) -> String {
    match subject {
        Subject::Member(id) => format!("member:{id}"),
        Subject::Subaccount(id) => format!("subaccount:{id}"),
        Subject::EachMember => "member:*".to_owned(),
        Subject::EachSubaccount => "subaccount:*".to_owned(),
        Subject::Account => "account".to_owned(),
    }
}

fn limited_by(by: LimitedBy) -> &'static str {
    match by {
        LimitedBy::Available => "available",
        LimitedBy::Member => "member",
        LimitedBy::Subaccount => "subaccount",
        LimitedBy::Account => "account",
    }
}

fn word(entry: &Entry) -> String {
    let word = match &entry.fact {
        Fact::Grant(_) => "grant",
        Fact::Expire(_) => "expire",
        Fact::Void(_) => "void",
        Fact::Roll(_) => "roll",
        Fact::Spend(_) => "spend",
        Fact::Repay(_) => "repay",
        Fact::Reserve(_) => "reserve",
        Fact::Extend(_) => "extend",
        Fact::Settle(_) => "settle",
        Fact::Release(released) if released.cause == ReleaseCause::TimedOut => "time-out",
        Fact::Release(_) => "release",
        Fact::Reverse(_) => "reverse",
        Fact::Quote(_) => "quote",
        Fact::Order(fact) => super::orders::word(fact),
        Fact::Claw(_) => "claw",
        Fact::Reinstate(_) => "reinstate",
        Fact::Notice(_) => "notice",
        Fact::Account(fact) => match fact {
            AccountFact::Opened(_) => "opened",
            AccountFact::PlanChanged(_) => "plan-changed",
            AccountFact::ChangeScheduled(_) => "scheduled",
            AccountFact::ScheduleDropped => "dropped",
            AccountFact::Canceling => "canceling",
            AccountFact::Ended => "ended",
            AccountFact::Activated(_) => "activated",
            AccountFact::PeriodBegan(_) => "period",
            AccountFact::PeriodGranted(_) => "period-granted",
            AccountFact::Paused => "pause",
            AccountFact::Resumed => "resume",
            _ => "house",
        },
    };
    word.to_owned()
}

/// A refusal with all that it tells.
pub(crate) fn refused(refusal: &Refusal) -> Answer {
    let coded = Answer::coded(refusal.code());
    match refusal {
        Refusal::Invalid(invalid) => coded.with("field", invalid.field),
        Refusal::TooMany { what, max } => coded.with("what", what.replace(' ', "_")).with("max", max),
        Refusal::NotFound(what) => coded.with("what", what.replace(' ', "_")),
        Refusal::UnknownDimension(dimension) => coded.with("what", dimension),
        Refusal::ReversalExceedsSpend { left } => coded.with("left", left),
        Refusal::RoleNotAllowed { right } => coded.with("right", right.name()),
        Refusal::PlanLacksFeature { feature, plans } => {
            let plans: Vec<&str> = plans.iter().map(scrip_core::id::PlanId::as_str).collect();
            coded.with("feature", feature).with("plans", plans.join(" "))
        }
        Refusal::PriceChanged { total } => coded.with("total", total.amount),
        Refusal::MaxCreditsExceeded { cost } => coded.with("cost", cost),
        Refusal::SettleExceedsReservation { cost, reserved } => coded.with("cost", cost).with("reserved", reserved),
        Refusal::SpendLimitReached { level, limit, used, resets_at, required } => coded
            .with("level", level.name())
            .with("limit", limit)
            .with("used", used)
            .with("resets_at", resets_at)
            .with("required", required),
        Refusal::InsufficientCredits { required, available } => {
            coded.with("required", required).with("available", available)
        }
        Refusal::AccountExists
        | Refusal::UnknownFeature
        | Refusal::GrantNotOpen
        | Refusal::ReservationNotOpen
        | Refusal::ReservationExpired
        | Refusal::OrderNotOpen
        | Refusal::OrderDisputed
        | Refusal::NothingToRefund
        | Refusal::SubaccountCannotBuy
        | Refusal::TrialCannotBuy
        | Refusal::AccountEnded
        | Refusal::SharingDisabled
        | Refusal::QuoteUsed
        | Refusal::QuoteExpired
        | Refusal::QuoteMismatch => coded,
    }
}

/// The word of the state.
pub(crate) fn state(pool: &Pool) -> &'static str {
    match pool.life.state {
        scrip_core::pool::State::Trial => "trial",
        scrip_core::pool::State::Active => "active",
        scrip_core::pool::State::Canceling => "canceling",
        scrip_core::pool::State::Ended => "ended",
    }
}
