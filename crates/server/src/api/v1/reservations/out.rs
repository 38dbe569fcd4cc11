//! A reservation as the API shows it.

use scrip_core::credits::Credits;
use scrip_core::entry::{Draw, Usage};
use scrip_core::id::{AccountId, PoolNo, QuoteId, ReservationId, Seq};
use scrip_core::time::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::v1::spends::out::{DrawOut, draws};
use crate::wire::shown::{
    AccountIdOut, CreditsOut, FeatureIdOut, MemberIdOut, Notes, QuoteIdOut, ReservationIdOut, Shown, TimeOut, some,
};
use crate::wire::usage::{UsageOut, parts};

/// Credits set aside.
#[derive(Serialize, ToSchema)]
#[schema(as = Reservation)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReservationOut {
    /// Its id.
    id: ReservationIdOut,
    /// Where it stands.
    state: ReservationState,
    /// The account whose use it is.
    account: AccountIdOut,
    /// The member who acts.
    #[serde(skip_serializing_if = "Option::is_none")]
    member: Option<MemberIdOut>,
    /// The feature.
    #[serde(skip_serializing_if = "Option::is_none")]
    feature: Option<FeatureIdOut>,
    /// How many uses or units it was made for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0)]
    quantity: Option<u64>,
    /// What it was made for, of a metered feature.
    #[serde(skip_serializing_if = "Option::is_none")]
    usage: Option<UsageOut>,
    /// How many credits.
    credits: CreditsOut,
    /// Of which grants, in burn order.
    draws: Vec<DrawOut>,
    /// The quote that it was bound to.
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<QuoteIdOut>,
    /// The host's own notes. Only in the answer that makes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub(crate) metadata: Option<Notes>,
    /// When it was made.
    created_at: TimeOut,
    /// When it is over.
    expires_at: TimeOut,
    /// What this account could then spend on this feature. Only in answers that change something.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) available: Option<CreditsOut>,
}

/// Where a reservation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ReservationState {
    /// Open.
    Open,
    /// Settled or voided.
    Closed,
    /// Its end came.
    Expired,
}

/// What a reservation is shown from.
pub(crate) struct Shape<'a> {
    pub(crate) usage: &'a Usage,
    pub(crate) credits: Credits,
    pub(crate) draws: &'a [Draw],
    pub(crate) quote: Option<Seq>,
    pub(crate) created_at: Timestamp,
    pub(crate) expires_at: Timestamp,
}

impl ReservationOut {
    /// A reservation of a pool of this account.
    pub(crate) fn of(no: PoolNo, account: &AccountId, seq: Seq, state: ReservationState, shape: &Shape<'_>) -> Self {
        let usage = shape.usage;
        let (quantity, used, _) = parts(&usage.measure);
        Self {
            id: Shown(ReservationId { pool: no, seq }),
            state,
            account: Shown(usage.subaccount.clone().unwrap_or_else(|| account.clone())),
            member: some(usage.member.as_ref()),
            feature: some(usage.feature.as_ref()),
            quantity,
            usage: used,
            credits: Shown(shape.credits),
            draws: draws(no, shape.draws),
            quote: shape.quote.map(|seq| Shown(QuoteId { pool: no, seq })),
            metadata: None,
            created_at: Shown(shape.created_at),
            expires_at: Shown(shape.expires_at),
            available: None,
        }
    }
}
