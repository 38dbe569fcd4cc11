//! `POST /v1/accounts/{account}/grants`: give credits, with a reason.

use scrip_core::catalog::Plan;
use scrip_core::command::{Command, Expires, MakeGrant};
use scrip_core::entry::Fact;
use scrip_core::grant::{GrantKind, Scope as GrantScope};
use serde::Deserialize;
use utoipa::ToSchema;

use super::out::GrantOut;
use crate::auth::Scope;
use crate::edge::answer::broken;
use crate::edge::{Answer, Call, Operation, Shape, Verb, Who};
use crate::problem::{Code, Problem};
use crate::wire::Field;
use crate::wire::field::{
    AccountIdField, AmountField, DurationField, FeatureIdField, Given, GrantKindField, TextField, TimeField, all,
};
use crate::wire::money::NewMoney;
use crate::wire::parse::{Fault, Whole};
use crate::wire::shown::Shown;

/// A grant to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewGrant {
    /// `promotional`, `adjustment` or `package`; the others come with plans and trials.
    #[schema(required)]
    kind: Option<GrantKindField>,
    /// How many credits.
    #[schema(required)]
    credits: Option<AmountField>,
    /// 0-1000, lower goes first; 500 without it.
    #[schema(value_type = Option<u16>, maximum = 1000)]
    priority: Option<Field<Whole>>,
    /// Usable from this instant; now without it.
    effective_at: Option<TimeField>,
    /// Gone at this instant; without it never.
    expires_at: Option<TimeField>,
    /// Gone so long after it becomes effective; instead of `expires_at`.
    expires_in: Option<DurationField>,
    /// Whom and what it is for.
    scope: Option<NewScope>,
    /// What was paid for it.
    cost_basis: Option<NewMoney>,
    /// Why, for whoever reads the entries.
    #[schema(required)]
    reason: Option<TextField>,
}

/// Whom and what a grant is for.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewGrantScope)]
#[serde(deny_unknown_fields)]
struct NewScope {
    /// Only these features may draw on it.
    features: Option<Vec<FeatureIdField>>,
    /// Only these subaccounts may draw on it.
    subaccounts: Option<Vec<AccountIdField>>,
}

pub(crate) const OPERATION: Operation = Operation {
    is_keyed: true,
    body: Some(Shape::of::<NewGrant>()),
    codes: &[Code::UnknownFeature, Code::TooMany],
    ..Operation::of(
        (Verb::Post, "/v1/accounts/{account}/grants"),
        "createGrant",
        "Give credits, with a reason",
        Who::Server(Scope::Operator),
        (201, Shape::of::<GrantOut>()),
    )
};

/// Lists in a scope stay with the grant for ever.
const SCOPE_MAX: usize = 100;

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let account = call.account()?;
    let (no, _) = call.target(&account)?;
    let body: NewGrant = call.body()?;
    let key = call.key()?;
    let kind = body.kind.required("kind")?;
    if !matches!(kind, GrantKind::Promotional | GrantKind::Adjustment | GrantKind::Package) {
        let reason = "comes with plans and trials by itself: name promotional, adjustment or package";
        return Err(Problem::fault("kind", &Fault::new(reason)));
    }
    let reason = body.reason.required("reason")?;
    let command = MakeGrant {
        account: account.clone(),
        kind,
        credits: body.credits.required("credits")?,
        priority: priority(body.priority)?,
        effective_at: body.effective_at.optional("effective_at")?,
        expires: expires(body.expires_at, body.expires_in)?,
        scope: scope(body.scope)?,
        cost_basis: body
            .cost_basis
            .map(|money| money.read(["cost_basis.amount", "cost_basis.currency"]))
            .transpose()?,
        reason: Some(reason.clone()),
        package: None,
    };
    let audit = call.app.audit_because(call.caller()?, call.clock, "grant", account.as_str(), Some(&reason));
    let made = call.ask_with(no, Some(key), Command::Grant(command), vec![audit]).await?;
    let entry = made.entry()?;
    let Fact::Grant(granted) = &entry.fact else { return Err(broken("an answer of a grant is none")) };
    let pool = made.pool(&call.app)?;
    let grant = pool.grant(entry.seq).ok_or_else(|| broken("a grant that was made is not there"))?;
    let mut grant = GrantOut::of(no, grant, entry.at);
    grant.reason = granted.reason.clone().map(Shown);
    Ok(Answer::created(&grant).replayed(made.is_replayed()))
}

fn priority(field: Option<Field<Whole>>) -> Result<u16, Problem> {
    let Some(Whole(priority)) = field.optional("priority")? else { return Ok(Plan::PRIORITY_DEFAULT) };
    u16::try_from(priority).map_err(|_| Problem::fault("priority", &Fault::new("must be between 0 and 1000")))
}

fn expires(at: Option<TimeField>, after: Option<DurationField>) -> Result<Expires, Problem> {
    match (at.optional("expires_at")?, after.optional("expires_in")?) {
        (None, None) => Ok(Expires::Never),
        (Some(at), None) => Ok(Expires::At(at)),
        (None, Some(span)) => Ok(Expires::After(span)),
        (Some(_), Some(_)) => {
            Err(Problem::fault("expires_in", &Fault::new("goes without expires_at: name one of them")))
        }
    }
}

fn scope(scope: Option<NewScope>) -> Result<GrantScope, Problem> {
    let Some(NewScope { features, subaccounts }) = scope else { return Ok(GrantScope::default()) };
    let scope =
        GrantScope { features: all("scope.features", features)?, subaccounts: all("scope.subaccounts", subaccounts)? };
    if scope.features.len() > SCOPE_MAX || scope.subaccounts.len() > SCOPE_MAX {
        return Err(Problem::fault("scope", &Fault::new("names more than 100 features or subaccounts")));
    }
    Ok(scope)
}
