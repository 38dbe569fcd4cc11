//! A spend as the API shows it, from the entry that made it: the same bytes the first time and each time after.

use scrip_core::credits::Credits;
use scrip_core::entry::{Draw, Entry, Fact, Usage};
use scrip_core::id::{AccountId, GrantId, PoolNo, QuoteId, ReservationId, Seq, SpendId};
use serde::Serialize;
use utoipa::ToSchema;

use crate::edge::answer::broken;
use crate::problem::Problem;
use crate::wire::shown::{
    AccountIdOut, CreditsOut, FeatureIdOut, GrantIdOut, GrantKindOut, LimitedByOut, MemberIdOut, Notes, QuoteIdOut,
    ReservationIdOut, Shown, SpendIdOut, TimeOut, some,
};
use crate::wire::usage::{UsageOut, parts};

/// The share of a use taken from one grant.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DrawOut {
    /// The grant.
    grant: GrantIdOut,
    /// Its kind.
    kind: GrantKindOut,
    /// How many credits.
    credits: CreditsOut,
}

impl DrawOut {
    /// The grant, and how many credits of it.
    pub(crate) const fn share(&self) -> (GrantIdOut, CreditsOut) {
        (self.grant, self.credits)
    }
}

/// Draws of a pool.
pub(crate) fn draws<'d>(no: PoolNo, draws: impl IntoIterator<Item = &'d Draw>) -> Vec<DrawOut> {
    let shown = |draw: &Draw| DrawOut {
        grant: Shown(GrantId { pool: no, seq: draw.grant }),
        kind: Shown(draw.kind),
        credits: Shown(draw.credits),
    };
    draws.into_iter().map(shown).collect()
}

/// Credits that were used.
#[derive(Serialize, ToSchema)]
#[schema(as = Spend)]
#[serde(deny_unknown_fields)]
pub(crate) struct SpendOut {
    /// Its id.
    id: SpendIdOut,
    /// The account whose use it was.
    account: AccountIdOut,
    /// The member who acted; without it the product itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    member: Option<MemberIdOut>,
    /// The feature; without it `other`.
    #[serde(skip_serializing_if = "Option::is_none")]
    feature: Option<FeatureIdOut>,
    /// How many uses or units, of a feature priced so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0)]
    quantity: Option<u64>,
    /// What was used, of a metered feature.
    #[serde(skip_serializing_if = "Option::is_none")]
    usage: Option<UsageOut>,
    /// What was taken in all, what is owed included.
    credits: CreditsOut,
    /// The full cost, where less was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    cost: Option<CreditsOut>,
    /// What no grant could cover.
    #[serde(skip_serializing_if = "Option::is_none")]
    owed: Option<CreditsOut>,
    /// What made it smaller than its cost.
    #[serde(skip_serializing_if = "Option::is_none")]
    limited_by: Option<LimitedByOut>,
    /// The whole units that a partial spend paid for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0)]
    units: Option<u64>,
    /// From which grants, in burn order.
    draws: Vec<DrawOut>,
    /// What this account could then spend on this feature.
    available: CreditsOut,
    /// The quote that it was bound to.
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<QuoteIdOut>,
    /// The reservation that it settled.
    #[serde(skip_serializing_if = "Option::is_none")]
    reservation: Option<ReservationIdOut>,
    /// The host's own notes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    metadata: Option<Notes>,
    /// The catalog version that it was priced by.
    #[schema(minimum = 1)]
    catalog_version: u32,
    /// When.
    created_at: TimeOut,
    /// What was put back of it since. Only where the spend is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reversed: Option<CreditsOut>,
}

impl SpendOut {
    /// The spend that an entry made, in the pool of this account.
    pub(crate) fn of(no: PoolNo, account: &AccountId, entry: &Entry) -> Result<Self, Problem> {
        match &entry.fact {
            Fact::Spend(spent) => {
                let all = Self::new(no, account, entry, &spent.usage, spent.credits, spent.available);
                Ok(Self {
                    cost: (spent.cost != spent.credits).then_some(Shown(spent.cost)),
                    owed: spent.owed.is_positive().then_some(Shown(spent.owed)),
                    limited_by: spent.limited_by.map(Shown),
                    units: spent.units,
                    draws: draws(no, &spent.draws),
                    quote: spent.quote.map(|seq| Shown(QuoteId { pool: no, seq })),
                    metadata: spent.metadata.clone().map(Notes),
                    ..all
                })
            }
            Fact::Settle(settled) => {
                let all = Self::new(no, account, entry, &settled.usage, settled.credits, settled.available);
                let reservation = ReservationId { pool: no, seq: settled.reservation };
                let cost = settled.credits.saturating_add(settled.uncovered);
                Ok(Self {
                    cost: settled.uncovered.is_positive().then_some(Shown(cost)),
                    draws: draws(no, settled.kept.iter().chain(&settled.surplus)),
                    reservation: Some(Shown(reservation)),
                    ..all
                })
            }
            _ => Err(broken("an answer of a spend is none")),
        }
    }

    fn new(
        no: PoolNo,
        account: &AccountId,
        entry: &Entry,
        usage: &Usage,
        credits: Credits,
        available: Credits,
    ) -> Self {
        let (quantity, used, _) = parts(&usage.measure);
        Self {
            id: Shown(SpendId { pool: no, seq: entry.seq }),
            account: Shown(usage.subaccount.clone().unwrap_or_else(|| account.clone())),
            member: some(usage.member.as_ref()),
            feature: some(usage.feature.as_ref()),
            quantity,
            usage: used,
            credits: Shown(credits),
            cost: None,
            owed: None,
            limited_by: None,
            units: None,
            draws: Vec::new(),
            available: Shown(available),
            quote: None,
            reservation: None,
            metadata: None,
            catalog_version: entry.catalog,
            created_at: Shown(entry.at),
            reversed: None,
        }
    }
}

/// An entry's place as the spend of a pool.
pub(crate) fn spend_id(no: PoolNo, seq: Seq) -> SpendIdOut {
    Shown(SpendId { pool: no, seq })
}
