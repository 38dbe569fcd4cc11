//! An account's life: change of plan (and its preview), activate, cancel, pause, resume.

use scrip_core::catalog::Right;
use scrip_core::command::{Command, When};
use scrip_core::decide::No;
use scrip_core::entry::PlanChoice;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::accounts::out::AccountOut;
use super::balance::BalanceOut;
use crate::auth::Scope;
use crate::edge::{Answer, Call, Endpoint, Operation, Shape, Verb, Who, endpoint};
use crate::problem::{Code, Extra, Problem};
use crate::wire::field::{AmountField, FlagField, Given, PlanIdField, TextField};
use crate::wire::parse::Fault;

/// Another plan.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PlanChange {
    /// Which.
    #[schema(required)]
    plan: Option<PlanIdField>,
    /// `now` or `period_end`; without it as the catalog says.
    #[schema(value_type = Option<String>, pattern = "^(now|period_end)$")]
    when: Option<TextField>,
    /// Credits a period that were agreed instead of the plan's; operator scope.
    credits_per_period: Option<AmountField>,
    /// Say what it would do, and do nothing.
    preview: Option<FlagField>,
}

/// An activation.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Activation {
    /// The plan; without it the one that the account has.
    plan: Option<PlanIdField>,
}

/// No fields.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

/// A changed account, or with `preview` the balances before and after.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
enum PlanAnswer {
    /// The account as it is now.
    Account(Box<AccountOut>),
    /// What the change would do.
    Preview(Box<PreviewOut>),
}

/// What a change of plan would do.
#[derive(Serialize, ToSchema)]
#[schema(as = PlanPreview)]
#[serde(deny_unknown_fields)]
struct PreviewOut {
    /// The balance as it is.
    before: BalanceOut,
    /// The balance as it would be.
    after: BalanceOut,
    /// The account as it would be.
    account: AccountOut,
}

const WRITE: Who = Who::Server(Scope::Write);

const fn step(path: &'static str, id: &'static str, summary: &'static str, codes: &'static [Code]) -> Operation {
    Operation {
        verb: Verb::Post,
        path,
        id,
        summary,
        who: WRITE,
        is_keyed: true,
        query: &[],
        body: Some(Shape::of::<Nothing>()),
        answer: (200, Shape::of::<AccountOut>()),
        codes,
    }
}

const PLAN: Operation = Operation {
    verb: Verb::Post,
    path: "/v1/accounts/{account}/plan",
    id: "changePlan",
    summary: "Change the plan, or preview it",
    who: Who::ServerOrSession(Scope::Write),
    is_keyed: true,
    query: &[],
    body: Some(Shape::of::<PlanChange>()),
    answer: (200, Shape::of::<PlanAnswer>()),
    codes: &[Code::AccountEnded, Code::RoleNotAllowed],
};

const DROP: Operation = Operation {
    verb: Verb::Delete,
    path: "/v1/accounts/{account}/plan/scheduled",
    id: "dropScheduledPlan",
    summary: "Drop the change that waits for the period's end",
    who: WRITE,
    is_keyed: false,
    query: &[],
    body: None,
    answer: (200, Shape::of::<AccountOut>()),
    codes: &[],
};

const ACTIVATE: Operation = Operation {
    verb: Verb::Post,
    path: "/v1/accounts/{account}/activate",
    id: "activateAccount",
    summary: "Out of the trial, or back from the end",
    who: WRITE,
    is_keyed: true,
    query: &[],
    body: Some(Shape::of::<Activation>()),
    answer: (200, Shape::of::<AccountOut>()),
    codes: &[],
};

const ENDED: &[Code] = &[Code::AccountEnded];
const CANCEL: Operation = step("/v1/accounts/{account}/cancel", "cancelAccount", "End with the running period", ENDED);
const PAUSE: Operation = step("/v1/accounts/{account}/pause", "pauseAccount", "Grant no periods until resumed", ENDED);
const RESUME: Operation =
    step("/v1/accounts/{account}/resume", "resumeAccount", "Grant the running period, once, and go on", ENDED);

pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        endpoint(&PLAN, plan),
        endpoint(&DROP, drop_scheduled),
        endpoint(&ACTIVATE, activate),
        endpoint(&CANCEL, |call| plain(call, Command::Cancel)),
        endpoint(&PAUSE, |call| plain(call, Command::Pause)),
        endpoint(&RESUME, |call| plain(call, Command::Resume)),
    ]
}

async fn plan(call: Call) -> Result<Answer, Problem> {
    let body: PlanChange = call.body()?;
    let is_preview = body.preview.optional("preview")?.unwrap_or(false);
    let agreed = body.credits_per_period.optional("credits_per_period")?;
    let choice =
        PlanChoice { plan: body.plan.required("plan")?, agreed: agreed.map(scrip_core::credits::Amount::credits) };
    let when = match body.when.optional("when")?.as_deref() {
        None => None,
        Some("now") => Some(When::Now),
        Some("period_end") => Some(When::PeriodEnd),
        Some(_) => return Err(Problem::fault("when", &Fault::new("must be now or period_end"))),
    };
    let command = Command::ChangePlan { choice, when };
    if is_preview {
        return preview(&call, command);
    }
    call.require_server("Plans are paid at the host, so only the host changes them; with preview a session may ask.")?;
    if agreed.is_some() && !call.is_operator() {
        let detail = "credits_per_period is the operator's to agree: use a key with the scope operator.";
        return Err(Problem::with(Code::ScopeMissing, detail, Extra { who_can: Some(Vec::new()), ..Extra::default() }));
    }
    let (account, is_replayed) = changed(&call, command, true).await?;
    Ok(Answer::ok(&PlanAnswer::Account(Box::new(account))).replayed(is_replayed))
}

fn preview(call: &Call, command: Command) -> Result<Answer, Problem> {
    let place = call.place()?;
    place.require(call, Right::Buy)?;
    if place.subaccount.is_some() {
        return Err(on_a_subaccount());
    }
    let request = command.previewed(place.pool.no, place.now);
    let after = place.pool.preview(&place.catalogs, &request, place.now).map_err(|no| match no {
        No::Refused(refusal) => place.refused(call, &refusal),
        No::Corrupt(corrupt) => Problem::from(corrupt),
    })?;
    let balance =
        |pool: &scrip_core::pool::Pool| BalanceOut::from(pool.balance(&place.catalogs, None, None, place.now));
    let account = AccountOut::of(&after, None);
    let preview = PreviewOut { before: balance(&place.pool), after: balance(&after), account };
    Ok(Answer::ok(&PlanAnswer::Preview(Box::new(preview))))
}

async fn drop_scheduled(call: Call) -> Result<Answer, Problem> {
    live(&call, Command::DropScheduled, false).await
}

async fn activate(call: Call) -> Result<Answer, Problem> {
    let body: Activation = call.body()?;
    let plan = body.plan.optional("plan")?;
    live(&call, Command::Activate { plan }, true).await
}

async fn plain(call: Call, command: Command) -> Result<Answer, Problem> {
    let Nothing {} = call.body()?;
    live(&call, command, true).await
}

/// Does a step in an account's life and shows the account as it left it.
async fn live(call: &Call, command: Command, is_keyed: bool) -> Result<Answer, Problem> {
    let (account, is_replayed) = changed(call, command, is_keyed).await?;
    Ok(Answer::ok(&account).replayed(is_replayed))
}

/// The account as a step left it, and whether that was answered before.
async fn changed(call: &Call, command: Command, is_keyed: bool) -> Result<(AccountOut, bool), Problem> {
    let key = if is_keyed { Some(call.key()?) } else { None };
    let account = call.account()?;
    let (no, _) = call.target(&account)?;
    let pool = call.app.ledger.pool(no)?.ok_or_else(|| Problem::not_found("account"))?;
    if pool.account != account {
        return Err(on_a_subaccount());
    }
    let made = call.ask(no, key, command).await?;
    Ok((AccountOut::of(&*made.pool(&call.app)?, None), made.is_replayed()))
}

fn on_a_subaccount() -> Problem {
    Problem::invalid("account", "invalid_account", "is a subaccount, which has the plan of its agency: name the agency")
}
