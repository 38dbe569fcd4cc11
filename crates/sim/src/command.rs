//! The model's commands as the core's. What the edge would turn away before the core sees it is `Edge`.

use scrip_core::command::{
    Actor, Asked, Command, Expires, MakeGrant, Open, PutMember, Request, Reserve, Settle, Spend, When,
};
use scrip_core::credits::{Amount, Credits};
use scrip_core::decimal::Used;
use scrip_core::entry::{AccountKind, Key, Per, PlanChoice, Space, Subject};
use scrip_core::grant::{GrantKind, Scope};
use scrip_core::id::{AccountId, PoolNo, Seq};
use scrip_core::measure::Measure;
use scrip_core::price::{Measured, Usage, Use};
use scrip_core::time::{Span, Timestamp};
use scrip_model::{Step, command as model};
use sha2::{Digest, Sha256};

use crate::catalog::{credits, span};

/// Why a command never reaches the core.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edge {
    /// The edge refuses the field.
    BadInput,
    /// It names an object that was never made.
    NotFound,
}

/// The entries that made the objects of each sort, by label.
#[derive(Clone, Debug, Default)]
pub(crate) struct Labels {
    pub(crate) account: Option<AccountId>,
    pub(crate) grants: Vec<Seq>,
    pub(crate) spends: Vec<Seq>,
    pub(crate) reservations: Vec<Seq>,
    pub(crate) quotes: Vec<Seq>,
}

impl Labels {
    fn of(list: &[Seq], label: u64) -> Result<Seq, Edge> {
        let index = usize::try_from(label).ok().and_then(|label| label.checked_sub(1)).ok_or(Edge::NotFound)?;
        list.get(index).copied().ok_or(Edge::NotFound)
    }

    /// The label of a grant.
    pub(crate) fn grant(&self, seq: Seq) -> u64 {
        let index = self.grants.iter().position(|grant| *grant == seq).expect("a known grant");
        u64::try_from(index + 1).expect("64 bits")
    }

    /// An unknown quote is judged at its rung, so it reaches the core as one that was never made.
    fn quote(&self, label: u64) -> Result<Seq, Edge> {
        Self::of(&self.quotes, label).or_else(|_| Seq::new(1 << 39).ok_or(Edge::NotFound))
    }

    fn main(&self) -> Result<AccountId, Edge> {
        self.account.clone().ok_or(Edge::NotFound)
    }

    fn place(&self, subaccount: Option<&String>) -> Result<AccountId, Edge> {
        match subaccount {
            Some(id) => id.parse().map_err(|_| Edge::BadInput),
            None => self.main(),
        }
    }
}

fn amount(milli: i128) -> Result<Amount, Edge> {
    let milli = i64::try_from(milli).map_err(|_| Edge::BadInput)?;
    Amount::try_from(Credits::from_milli(milli)).map_err(|_| Edge::BadInput)
}

fn at_least_none(milli: i128) -> Result<Credits, Edge> {
    if (0..=i128::from(Credits::LIMIT.milli())).contains(&milli) { Ok(credits(milli)) } else { Err(Edge::BadInput) }
}

fn optional<T, U>(value: Option<T>, to: impl Fn(T) -> Result<U, Edge>) -> Result<Option<U>, Edge> {
    value.map(to).transpose()
}

fn measure(from: &model::Amount) -> Result<Measure, Edge> {
    Ok(match from {
        model::Amount::Nothing => Measure::ONCE,
        model::Amount::Quantity(units) => {
            Measure::Priced(Use::Quantity(u64::try_from(*units).map_err(|_| Edge::BadInput)?))
        }
        model::Amount::Usage { model, dimensions } => {
            let measured = |(name, units): (&String, &i64)| {
                let units = u64::try_from(*units).map_err(|_| Edge::BadInput)?;
                let used = Used::from_whole(units).ok_or(Edge::BadInput)?;
                Ok(Measured { dimension: name.as_str().into(), used })
            };
            let dimensions = dimensions.iter().map(measured).collect::<Result<_, Edge>>()?;
            Measure::Priced(Use::Usage(Usage { model: model.as_ref().map(|m| m.as_str().into()), dimensions }))
        }
        model::Amount::Credits(milli) => Measure::Stated(at_least_none(*milli)?),
    })
}

fn asked(from: &model::Use, labels: &Labels) -> Result<Asked, Edge> {
    Ok(Asked {
        account: labels.place(from.subaccount.as_ref())?,
        member: optional(from.member.as_ref(), |id| id.parse().map_err(|_| Edge::BadInput))?,
        feature: optional(from.feature.as_ref(), |id| id.parse().map_err(|_| Edge::BadInput))?,
        measure: measure(&from.amount)?,
    })
}

fn subject(from: &model::Subject) -> Result<Subject, Edge> {
    Ok(match from {
        model::Subject::Member(id) => Subject::Member(id.parse().map_err(|_| Edge::BadInput)?),
        model::Subject::EachMember => Subject::EachMember,
        model::Subject::Subaccount(id) => Subject::Subaccount(id.parse().map_err(|_| Edge::BadInput)?),
        model::Subject::EachSubaccount => Subject::EachSubaccount,
        model::Subject::Account => Subject::Account,
    })
}

fn future(micros: i64) -> Result<Span, Edge> {
    if micros > 0 { Ok(span(micros)) } else { Err(Edge::BadInput) }
}

/// The core's command; nothing for one that the ledger has no word for (a new catalog, mere time).
pub(crate) fn command(from: &model::Command, labels: &Labels) -> Result<Option<Command>, Edge> {
    Ok(Some(match from {
        model::Command::CreateAccount(new) => open(new)?,
        model::Command::AddSubaccount { subaccount } => {
            Command::AddSubaccount { account: subaccount.parse().map_err(|_| Edge::BadInput)? }
        }
        model::Command::PutMember(put) => Command::PutMember(PutMember {
            account: labels.place(put.subaccount.as_ref())?,
            member: put.member.parse().map_err(|_| Edge::BadInput)?,
            role: put.role.parse().map_err(|_| Edge::BadInput)?,
            subaccounts: put.subaccounts.iter().map(|id| id.parse().expect("an id")).collect(),
        }),
        model::Command::DeleteMember { subaccount, member } => Command::RemoveMember {
            account: labels.place(subaccount.as_ref())?,
            member: member.parse().map_err(|_| Edge::BadInput)?,
        },
        model::Command::SetSharing { enabled } => Command::SetSharing { account: labels.main()?, is_on: *enabled },
        model::Command::SetLimit { subject: of, credits, per } => Command::SetLimit {
            subject: subject(of)?,
            credits: at_least_none(*credits)?,
            per: match per {
                model::Per::Period => Per::Period,
                model::Per::Day => Per::Day,
                model::Per::Month => Per::Month,
            },
        },
        model::Command::DeleteLimit { subject: of } => Command::RemoveLimit { subject: subject(of)? },
        model::Command::SetOverdraftLimit { credits } => Command::SetOverdraftLimit(at_least_none(*credits)?),
        model::Command::SetZone { zone } => Command::SetZone(zone.parse().map_err(|_| Edge::BadInput)?),
        model::Command::Grant(new) => grant(new, labels)?,
        model::Command::VoidGrant { grant, credits } => {
            Command::VoidGrant { grant: Labels::of(&labels.grants, *grant)?, credits: optional(*credits, amount)? }
        }
        model::Command::ChangePlan { plan, when, credits_per_period, .. } => Command::ChangePlan {
            choice: PlanChoice {
                plan: plan.parse().map_err(|_| Edge::BadInput)?,
                agreed: optional(*credits_per_period, at_least_none)?,
            },
            when: when.map(|when| match when {
                model::When::Now => When::Now,
                model::When::PeriodEnd => When::PeriodEnd,
            }),
        },
        model::Command::DropScheduled => Command::DropScheduled,
        model::Command::Activate { plan } => {
            Command::Activate { plan: optional(plan.as_ref(), |id| id.parse().map_err(|_| Edge::BadInput))? }
        }
        model::Command::Cancel => Command::Cancel,
        model::Command::Pause => Command::Pause,
        model::Command::Resume => Command::Resume,
        model::Command::Quote { usage, expires_in } => {
            Command::Quote { usage: asked(usage, labels)?, expires_in: optional(*expires_in, future)? }
        }
        model::Command::Spend(spend) => Command::Spend(Spend {
            usage: asked(&spend.usage, labels)?,
            quote: optional(spend.quote, |label| labels.quote(label))?,
            max_credits: optional(spend.max_credits, at_least_none)?,
            allow_partial: spend.allow_partial,
            metadata: None,
        }),
        model::Command::Reserve { usage, quote, expires_in } => Command::Reserve(Reserve {
            usage: asked(usage, labels)?,
            is_default: usage.amount == model::Amount::Nothing,
            quote: optional(*quote, |label| labels.quote(label))?,
            expires_in: optional(*expires_in, future)?.unwrap_or(Span::HOUR),
            metadata: None,
        }),
        model::Command::Settle { reservation, amount, max_credits, late } => Command::Settle(Settle {
            reservation: Labels::of(&labels.reservations, *reservation)?,
            measure: if *amount == model::Amount::Nothing { None } else { Some(measure(amount)?) },
            max_credits: optional(*max_credits, at_least_none)?,
            late: *late,
        }),
        model::Command::VoidReservation { reservation } => {
            Command::VoidReservation { reservation: Labels::of(&labels.reservations, *reservation)? }
        }
        model::Command::Extend { reservation, expires_in } => Command::Extend {
            reservation: Labels::of(&labels.reservations, *reservation)?,
            expires_in: future(*expires_in)?,
        },
        model::Command::Reverse { spend, credits } => Command::Reverse {
            spend: Labels::of(&labels.spends, *spend)?,
            credits: optional(*credits, amount)?,
            reason: None,
        },
        model::Command::PublishCatalog(_) => return Ok(None),
        model::Command::Advance => Command::Tick,
    }))
}

fn open(new: &model::CreateAccount) -> Result<Command, Edge> {
    Ok(Command::Open(Open {
        account: new.account.parse().map_err(|_| Edge::BadInput)?,
        kind: match new.kind {
            model::AccountKind::Business => AccountKind::Business,
            model::AccountKind::Agency => AccountKind::Agency,
        },
        plan: new.plan.parse().map_err(|_| Edge::BadInput)?,
        is_trial: new.trial,
        started_at: new.started_at.map(Timestamp::from_micros),
        trial_ends_at: new.trial_ends_at.map(Timestamp::from_micros),
        zone: new.zone.parse().map_err(|_| Edge::BadInput)?,
        test_clock: None,
    }))
}

fn grant(new: &model::NewGrant, labels: &Labels) -> Result<Command, Edge> {
    let kind = match new.kind {
        model::Kind::Package => GrantKind::Package,
        model::Kind::Promotional => GrantKind::Promotional,
        model::Kind::Adjustment => GrantKind::Adjustment,
        // Those that the account's life makes are turned away by the edge.
        model::Kind::Plan | model::Kind::Trial | model::Kind::Legacy => return Err(Edge::BadInput),
    };
    Ok(Command::Grant(MakeGrant {
        account: labels.place(new.subaccount.as_ref())?,
        kind,
        credits: amount(new.credits)?,
        priority: u16::try_from(new.priority.unwrap_or(500)).map_err(|_| Edge::BadInput)?,
        effective_at: new.effective_at.map(Timestamp::from_micros),
        expires: new.expires_at.map_or(Expires::Never, |end| Expires::At(Timestamp::from_micros(end))),
        scope: Scope {
            features: new.features.iter().map(|id| id.parse().expect("an id")).collect(),
            subaccounts: new.subaccounts.iter().map(|id| id.parse().expect("an id")).collect(),
        },
        cost_basis: None,
        reason: None,
        package: None,
    }))
}

/// The one pool of a history; any number does.
const POOL: u64 = 7;

/// A step with its command translated. The fingerprint is over the command as the model has it.
pub(crate) fn request(step: &Step, command: Command) -> Request {
    let key = step.key.as_ref().map(|key| {
        let hash = Sha256::digest(format!("{:?}", step.command));
        let mut fingerprint = [0; 16];
        fingerprint.copy_from_slice(hash.get(..16).expect("32 bytes"));
        Key {
            space: match key.space {
                scrip_model::Space::Server => Space::Server,
                scrip_model::Space::Session => Space::Session,
            },
            text: key.text.as_str().into(),
            fingerprint,
        }
    });
    Request {
        pool: PoolNo::new(POOL).expect("a small number"),
        clock: Timestamp::from_micros(step.now),
        actor: Actor::Product,
        key,
        command,
    }
}
