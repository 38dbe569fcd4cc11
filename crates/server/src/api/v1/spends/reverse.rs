//! `POST /v1/spends/{spend}/reversals`: put credits back to the grants they came from.

use scrip_core::command::Command;
use scrip_core::entry::{Fact, Return};
use scrip_core::grant::WayBack;
use scrip_core::id::{GrantId, PoolNo, ReversalId, SpendId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::out::spend_id;
use crate::auth::Scope;
use crate::edge::answer::broken;
use crate::edge::{Answer, Call, Operation, Shape, Verb, Who};
use crate::problem::{Code, Problem};
use crate::wire::field::{AmountField, Given, TextField};
use crate::wire::shown::{CreditsOut, GrantIdOut, ReversalIdOut, Shown, SpendIdOut, TextOut, TimeOut, some};

/// A spend to be put back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewReversal {
    /// So many; without it all that is left.
    credits: Option<AmountField>,
    /// Why, in your own words.
    #[schema(required)]
    reason: Option<TextField>,
}

/// The share of credits put back to one grant, and what became of them at once.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReturnOut {
    /// The grant.
    grant: GrantIdOut,
    /// How many credits.
    credits: CreditsOut,
    /// Of those, usable again.
    available: CreditsOut,
    /// Of those, gone at once: the grant has ended.
    expired: CreditsOut,
    /// Of those, voided at once: the grant was voided.
    voided: CreditsOut,
}

impl ReturnOut {
    /// Of those, gone at once because the grant has ended.
    pub(crate) const fn expired(&self) -> scrip_core::credits::Credits {
        self.expired.0
    }

    /// Of those, voided at once because the grant was voided.
    pub(crate) const fn voided(&self) -> scrip_core::credits::Credits {
        self.voided.0
    }

    /// `grt_…:3`, and what became of them where they were gone at once: `grt_…:3:expired`.
    pub(crate) fn marked(&self) -> String {
        let mark = match (self.expired.0.is_positive(), self.voided.0.is_positive()) {
            (true, _) => ":expired",
            (_, true) => ":voided",
            _ => "",
        };
        format!("{}:{}{mark}", self.grant.0, self.credits.0)
    }

    /// Of a pool.
    pub(crate) fn of(no: PoolNo, back: &Return) -> Self {
        let part = |way| Shown(if back.way == way { back.credits } else { scrip_core::credits::Credits::ZERO });
        Self {
            grant: Shown(GrantId { pool: no, seq: back.grant }),
            credits: Shown(back.credits),
            available: part(WayBack::Available),
            expired: part(WayBack::Expired),
            voided: part(WayBack::Voided),
        }
    }
}

/// Credits that were put back.
#[derive(Serialize, ToSchema)]
#[schema(as = Reversal)]
#[serde(deny_unknown_fields)]
struct ReversalOut {
    /// Its id.
    id: ReversalIdOut,
    /// The spend.
    spend: SpendIdOut,
    /// How many in all.
    credits: CreditsOut,
    /// Of those, what was owed and is forgiven.
    forgiven: CreditsOut,
    /// Of those, what went back to grants, last drawn first.
    returned: Vec<ReturnOut>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<TextOut>,
    /// What its account could then spend on its feature.
    available: CreditsOut,
    /// When.
    created_at: TimeOut,
}

pub(crate) const OPERATION: Operation = Operation {
    verb: Verb::Post,
    path: "/v1/spends/{spend}/reversals",
    id: "createReversal",
    summary: "Put a spend's credits back to the grants they came from",
    who: Who::Server(Scope::Write),
    is_keyed: true,
    query: &[],
    body: Some(Shape::of::<NewReversal>()),
    answer: (201, Shape::of::<ReversalOut>()),
    codes: &[Code::ReversalExceedsSpend],
};

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let SpendId { pool: no, seq } = call.id(2, "spend")?;
    let body: NewReversal = call.body()?;
    let key = call.key()?;
    let credits = body.credits.optional("credits")?;
    let reason = Some(body.reason.required("reason")?);
    let made = call.ask(no, Some(key), Command::Reverse { spend: seq, credits, reason }).await?;
    let entry = made.entry()?;
    let Fact::Reverse(reversed) = &entry.fact else { return Err(broken("an answer of a reversal is none")) };
    let reversal = ReversalOut {
        id: Shown(ReversalId { pool: no, seq: entry.seq }),
        spend: spend_id(no, reversed.spend),
        credits: Shown(reversed.credits),
        forgiven: Shown(reversed.forgiven),
        returned: reversed.returned.iter().map(|back| ReturnOut::of(no, back)).collect(),
        reason: some(reversed.reason.as_ref()),
        available: Shown(reversed.available),
        created_at: Shown(entry.at),
    };
    Ok(Answer::created(&reversal).replayed(made.is_replayed()))
}
