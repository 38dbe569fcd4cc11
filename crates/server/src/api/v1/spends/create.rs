//! `POST /v1/accounts/{account}/spends`: use credits. The way of a request that everything else is measured by.

use scrip_core::command::{Command, Spend};
use scrip_core::id::{AccountId, PoolNo};
use serde::Deserialize;
use utoipa::ToSchema;

use super::asked::{Metadata, Wanted};
use super::out::SpendOut;
use crate::auth::Scope;
use crate::edge::{Answer, Call, Operation, Shape, Verb, Who};
use crate::problem::{Code, Problem};
use crate::wire::Field;
use crate::wire::field::{CreditsField, FeatureIdField, FlagField, Given, MemberIdField, QuoteIdField};
use crate::wire::usage::{QuantityField, UsageField};

/// Credits to be used.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewSpend)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewSpend {
    /// The member who acts; without it the product itself, and no role is asked.
    pub(super) member: Option<MemberIdField>,
    /// The feature; may be left out where `credits` states the cost.
    pub(super) feature: Option<FeatureIdField>,
    /// How many uses or units; 1 without it.
    pub(super) quantity: Option<QuantityField>,
    /// What was used, of a metered feature.
    pub(super) usage: Option<UsageField>,
    /// The cost itself, as the product states it.
    pub(super) credits: Option<CreditsField>,
    /// The quote that binds the cost.
    pub(super) quote: Option<QuoteIdField>,
    /// More than this is refused.
    pub(super) max_credits: Option<CreditsField>,
    /// Take what may be taken, where it is less than the cost.
    pub(super) allow_partial: Option<FlagField>,
    /// Notes of your own, kept with the entry.
    #[schema(value_type = Option<Object>)]
    pub(super) metadata: Option<Field<Metadata>>,
}

pub(crate) const OPERATION: Operation = Operation {
    verb: Verb::Post,
    path: "/v1/accounts/{account}/spends",
    id: "createSpend",
    summary: "Use credits",
    who: Who::Server(Scope::Write),
    is_keyed: true,
    query: &[],
    body: Some(Shape::of::<NewSpend>()),
    answer: (201, Shape::of::<SpendOut>()),
    codes: CODES,
};

/// What a use may be refused for.
pub(crate) const CODES: &[Code] = &[
    Code::UnknownFeature,
    Code::UnknownDimension,
    Code::AccountEnded,
    Code::RoleNotAllowed,
    Code::PlanLacksFeature,
    Code::SharingDisabled,
    Code::QuoteExpired,
    Code::QuoteMismatch,
    Code::QuoteUsed,
    Code::MaxCreditsExceeded,
    Code::SpendLimitReached,
    Code::InsufficientCredits,
];

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let account = call.account()?;
    let (no, _) = call.target(&account)?;
    let body: NewSpend = call.body()?;
    let key = call.key()?;
    let command = body.command(no, account.clone())?;
    let made = call.ask(no, Some(key), command).await?;
    // The account of the path is the one that the entry names: the main account, or the subaccount whose use it is.
    let spend = SpendOut::of(no, &account, made.entry()?)?;
    Ok(Answer::created(&spend).replayed(made.is_replayed()))
}

impl NewSpend {
    /// The command of a body.
    pub(crate) fn command(self, no: PoolNo, account: AccountId) -> Result<Command, Problem> {
        let wanted = Wanted::of(self.member, self.feature, self.credits, self.quantity, self.usage)?;
        let quote = self.quote.optional("quote")?;
        if quote.is_some_and(|quote| quote.pool != no) {
            return Err(Problem::not_found("quote"));
        }
        Ok(Command::Spend(Spend {
            usage: wanted.asked(account),
            quote: quote.map(|quote| quote.seq),
            max_credits: self.max_credits.optional("max_credits")?,
            allow_partial: self.allow_partial.optional("allow_partial")?.unwrap_or(false),
            metadata: self.metadata.optional("metadata")?.map(|Metadata(text)| text),
        }))
    }
}
