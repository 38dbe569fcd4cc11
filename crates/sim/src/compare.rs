//! Comparing: the core's answer and pool with the model's, field by field. A difference is a sentence.

use std::collections::BTreeMap;

use scrip_core::batch::Outcome;
use scrip_core::credits::Credits;
use scrip_core::entry::{Draw, Entry, Fact, LimitedBy};
use scrip_core::grant::WayBack;
use scrip_core::pool::Pool;
use scrip_core::refusal::{Level, Refusal};
use scrip_core::time::Timestamp;
use scrip_model::{Answer, Code, Done, Model};

use crate::command::{Edge, Labels};

/// What a comparison says: nothing, or the difference.
pub(crate) type Verdict = Result<(), String>;

fn same<T: PartialEq + std::fmt::Debug>(what: &str, core: T, model: T) -> Verdict {
    if core == model { Ok(()) } else { Err(format!("{what}: the core says {core:?}, the model {model:?}")) }
}

fn milli(credits: Credits) -> i128 {
    i128::from(credits.milli())
}

fn sum(credits: impl Iterator<Item = Credits>) -> i128 {
    credits.map(milli).sum()
}

/// Compares what the edge turned away with the model's answer.
pub(crate) fn edge(edge: Edge, answer: &Answer) -> Verdict {
    let Some(refusal) = answer.refusal() else { return Err(format!("the edge says {edge:?}, the model {answer:?}")) };
    let is_bad = is_bad_input(refusal.code) || refusal.code == Code::IdempotencyKeyReused;
    // Which of the two is told first where both hold is the edge's; both end it before any rule is asked.
    let fits = is_bad || refusal.code == Code::NotFound;
    if fits { Ok(()) } else { Err(format!("the edge says {edge:?}, the model {:?}", refusal.code)) }
}

fn is_bad_input(code: Code) -> bool {
    matches!(code, Code::InvalidAmount | Code::InvalidQuantity | Code::InvalidUsage | Code::InvalidField)
}

/// Compares an answer.
pub(crate) fn answer(outcome: &Outcome, answer: &Answer, labels: &Labels) -> Verdict {
    match (outcome, answer) {
        (Outcome::Done { entries, .. }, Answer::Done(model)) => match entries.first() {
            Some(entry) => done(entry, model, labels),
            None => Ok(()),
        },
        (Outcome::Replayed(entry), Answer::Done(model)) => done(entry, model, labels),
        (Outcome::KeyReused, Answer::Refused(model)) => same("code", "idempotency_key_reused", model.code.text()),
        (Outcome::Refused(core), Answer::Refused(model)) => refused(core, model),
        (outcome, answer) => Err(format!("the core says {outcome:?}, the model {answer:?}")),
    }
}

fn refused(core: &Refusal, model: &scrip_model::Refusal) -> Verdict {
    match core {
        Refusal::Invalid(invalid) if is_bad_input(model.code) => {
            let _ = invalid;
            return Ok(());
        }
        _ => same("code", core.code(), model.code.text())?,
    }
    match core {
        Refusal::InsufficientCredits { required, available } => {
            same("required", Some(milli(*required)), model.required)?;
            same("available", Some(milli(*available)), model.available)
        }
        Refusal::SpendLimitReached { level, limit, used, resets_at, .. } => {
            let word = |level: scrip_model::Level| match level {
                scrip_model::Level::Member => Level::Member,
                scrip_model::Level::Subaccount => Level::Subaccount,
                scrip_model::Level::Account => Level::Account,
            };
            same("level", Some(*level), model.level.map(word))?;
            same("limit", Some(milli(*limit)), model.limit)?;
            same("used", Some(milli(*used)), model.used)?;
            same("resets_at", Some(resets_at.micros()), model.resets_at)
        }
        Refusal::ReversalExceedsSpend { left } => same("left", Some(milli(*left)), model.left),
        Refusal::PlanLacksFeature { plans, .. } => {
            same("plans", plans.iter().map(|plan| plan.as_str().to_owned()).collect(), model.plans.clone())
        }
        _ => Ok(()),
    }
}

fn draws(core: &[Draw], model: &Done, labels: &Labels) -> Verdict {
    let core: Vec<(u64, i128)> = core.iter().map(|d| (labels.grant(d.grant), milli(d.credits))).collect();
    same("draws", core, model.draws.iter().map(|draw| (draw.grant, draw.credits)).collect())
}

fn done(entry: &Entry, model: &Done, labels: &Labels) -> Verdict {
    match &entry.fact {
        Fact::Spend(spent) => {
            same("credits", milli(spent.credits), model.credits)?;
            draws(&spent.draws, model, labels)?;
            same("owed", milli(spent.owed), model.owed)?;
            same("available", Some(milli(spent.available)), model.available)?;
            same("limited_by", spent.limited_by, model.limited_by.map(limited_by))
        }
        Fact::Reserve(reserved) => {
            same("credits", milli(reserved.credits), model.credits)?;
            draws(&reserved.draws, model, labels)?;
            same("available", Some(milli(reserved.available)), model.available)?;
            same("expires_at", Some(reserved.expires_at.micros()), model.expires_at)
        }
        Fact::Settle(settled) => {
            same("credits", milli(settled.credits), model.credits)?;
            let mut core = BTreeMap::new();
            for draw in settled.kept.iter().chain(&settled.surplus) {
                *core.entry(labels.grant(draw.grant)).or_insert(0) += milli(draw.credits);
            }
            same("draws", core, model.drawn_by_grant())?;
            same("released", sum(settled.returned.iter().map(|back| back.credits)), model.released)?;
            same("uncovered", milli(settled.uncovered), model.uncovered.unwrap_or(0))?;
            same("available", Some(milli(settled.available)), model.available)
        }
        Fact::Release(released) => {
            same("released", sum(released.returned.iter().map(|back| back.credits)), model.released)?;
            same("available", Some(milli(released.available)), model.available)
        }
        Fact::Extend(extended) => same("expires_at", Some(extended.expires_at.micros()), model.expires_at),
        Fact::Reverse(reversed) => {
            same("credits", milli(reversed.credits), model.credits)?;
            same("forgiven", milli(reversed.forgiven), model.forgiven)?;
            let core = reversed.returned.iter().map(|back| {
                let part = |way| if back.way == way { milli(back.credits) } else { 0 };
                let parts = [part(WayBack::Available), part(WayBack::Expired), part(WayBack::Voided)];
                (labels.grant(back.grant), parts)
            });
            let model_returned =
                model.returned.iter().map(|back| (back.grant, [back.available, back.expired, back.voided]));
            same("returned", core.collect::<Vec<_>>(), model_returned.collect())?;
            same("available", Some(milli(reversed.available)), model.available)
        }
        Fact::Quote(quoted) => {
            same("credits", milli(quoted.credits), model.credits)?;
            same("expires_at", Some(quoted.expires_at.micros()), model.expires_at)
        }
        Fact::Grant(granted) => same("credits", milli(granted.terms.credits), model.credits),
        Fact::Void(voided) => same("credits", milli(voided.credits), model.credits),
        Fact::Account(_) | Fact::Expire(_) | Fact::Roll(_) | Fact::Repay(_) => Ok(()),
        // The model does not buy.
        Fact::Order(_) | Fact::Claw(_) | Fact::Reinstate(_) | Fact::Notice(_) => {
            Err("the model does not buy".to_owned())
        }
    }
}

fn limited_by(model: scrip_model::LimitedBy) -> LimitedBy {
    match model {
        scrip_model::LimitedBy::Available => LimitedBy::Available,
        scrip_model::LimitedBy::Limit(scrip_model::Level::Member) => LimitedBy::Member,
        scrip_model::LimitedBy::Limit(scrip_model::Level::Subaccount) => LimitedBy::Subaccount,
        scrip_model::LimitedBy::Limit(scrip_model::Level::Account) => LimitedBy::Account,
    }
}

/// Compares every grant: when and where its credits are.
pub(crate) fn grants(pool: &Pool, model: &Model, labels: &Labels) -> Verdict {
    let theirs = &model.state().grants;
    same("number of grants", pool.all_grants().count(), theirs.len())?;
    for (core, model) in pool.all_grants().zip(theirs) {
        let what = |part: &str| format!("grant {} {part}", model.label);
        same(&what("label"), labels.grant(core.seq), model.label)?;
        same(&what("kind"), format!("{:?}", core.terms.kind), format!("{:?}", model.kind))?;
        same(&what("effective_at"), core.terms.effective_at.micros(), model.effective_at)?;
        if !core.is_ended && !core.is_voided {
            same(&what("expires_at"), core.terms.expires_at.map(Timestamp::micros), model.expires_at)?;
        }
        same(&what("granted"), milli(core.terms.credits), model.granted)?;
        same(&what("returned"), milli(core.returned), model.returned)?;
        same(&what("available"), milli(core.available), model.available)?;
        same(&what("reserved"), milli(core.reserved), model.reserved)?;
        same(&what("spent"), milli(core.spent), model.spent)?;
        same(&what("expired"), milli(core.expired), model.expired)?;
        same(&what("voided"), milli(core.voided), model.voided)?;
        same(&what("rolled_over"), milli(core.rolled_over), model.rolled_over)?;
    }
    Ok(())
}

/// Compares a balance.
pub(crate) fn balance(core: &scrip_core::balance::Balance, model: &scrip_model::Balance, is_whole: bool) -> Verdict {
    same("balance available", milli(core.available), model.available)?;
    same("balance monthly", milli(core.monthly), model.monthly)?;
    same("balance extra", milli(core.extra), model.extra)?;
    same("balance reserved", milli(core.reserved), model.reserved)?;
    if is_whole {
        same("balance owed", milli(core.owed), model.owed)?;
        same("renews_at", core.renews_at.map(Timestamp::micros), model.renews_at)?;
    }
    Ok(())
}
