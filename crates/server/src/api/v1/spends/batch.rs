//! `POST /v1/spends/batch`: many spends, each answered on its own, in order per pool, all durable before the answer.

use scrip_core::batch::Outcome;
use scrip_core::command::{Actor, Request};
use scrip_core::entry::Space;
use scrip_core::id::{AccountId, PoolNo};
use scrip_core::text::Text;
use scrip_store::{Answer as LedgerAnswer, Ask};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::asked::Metadata;
use super::create::NewSpend;
use super::out::SpendOut;
use crate::auth::Scope;
use crate::edge::answer::{Named, broken, made};
use crate::edge::key::{key, missing, visible};
use crate::edge::{Answer, Call, Operation, Shape, Verb, Who};
use crate::problem::{Problem, ProblemOut};
use crate::wire::field::{
    AccountIdField, CreditsField, FeatureIdField, FlagField, Given, MemberIdField, QuoteIdField, TextField,
};
use crate::wire::parse::Fault;
use crate::wire::usage::{QuantityField, UsageField};
use crate::wire::{Field, from_body};

/// One commit's worth twice over; more waits in the queue for no gain.
const ITEMS_MAX: usize = 8_192;

/// Many spends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Items<'a> {
    #[serde(borrow)]
    items: Option<Vec<&'a RawValue>>,
}

/// Many spends.
#[derive(ToSchema)]
#[schema(as = NewSpends)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes the body; its items are read one by one, so that each is answered on its own")]
struct NewSpends {
    /// The spends, at most 8,192.
    #[schema(max_items = 8192)]
    items: Vec<NewSpendItem>,
}

/// One of them.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewSpendItem {
    /// The account.
    #[schema(required)]
    account: Option<AccountIdField>,
    /// Its idempotency key.
    #[schema(required)]
    idempotency_key: Option<TextField>,
    /// As in a single spend.
    member: Option<MemberIdField>,
    /// As in a single spend.
    feature: Option<FeatureIdField>,
    /// As in a single spend.
    quantity: Option<QuantityField>,
    /// As in a single spend.
    usage: Option<UsageField>,
    /// As in a single spend.
    credits: Option<CreditsField>,
    /// As in a single spend.
    quote: Option<QuoteIdField>,
    /// As in a single spend.
    max_credits: Option<CreditsField>,
    /// As in a single spend.
    allow_partial: Option<FlagField>,
    /// As in a single spend.
    #[schema(value_type = Option<Object>)]
    metadata: Option<Field<Metadata>>,
}

/// The answers, in the order of the items.
#[derive(Serialize, ToSchema)]
#[schema(as = SpendsAnswer)]
#[serde(deny_unknown_fields)]
struct BatchOut {
    /// One for each item.
    items: Vec<ItemOut>,
}

/// The answer to one item: a spend or a problem.
#[derive(Serialize, ToSchema)]
#[schema(as = SpendsAnswerItem)]
#[serde(deny_unknown_fields)]
struct ItemOut {
    /// The status that it would have had alone.
    status: u16,
    /// True when it is the first answer again.
    #[serde(skip_serializing_if = "is_false")]
    replayed: bool,
    /// What was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    spend: Option<SpendOut>,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<ProblemOut>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_false(flag: &bool) -> bool {
    !flag
}

pub(crate) const OPERATION: Operation = Operation {
    verb: Verb::Post,
    path: "/v1/spends/batch",
    id: "createSpends",
    summary: "Use credits many times at once; each item is answered on its own",
    who: Who::Server(Scope::Write),
    is_keyed: false,
    query: &[],
    body: Some(Shape::of::<NewSpends>()),
    answer: (200, Shape::of::<BatchOut>()),
    codes: &[],
};

/// An item on its way: a request, or why it is none.
type Read = Result<(PoolNo, AccountId, Named, Request), Problem>;

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let body: Items<'_> = call.body()?;
    let items = body.items.ok_or_else(|| Problem::fault("items", &Fault::new("is required")))?;
    if items.len() > ITEMS_MAX {
        return Err(Problem::fault("items", &Fault::new("holds at most 8192 items: send several batches")));
    }
    call.app.refuse_after_leap()?;
    let parsed: Vec<_> = items.iter().map(|item| parse(item)).collect();
    if call.app.ledger.is_shared() {
        // The clock stays that of the call's begin.
        let accounts = parsed.iter().filter_map(|item| Some(Ask::Account(item.as_ref().ok()?.0.clone())));
        call.app.fresh(accounts.collect()).await?;
    }
    let read = parsed.into_iter().zip(&items).map(|(parsed, item)| read(&call, parsed?, item));
    let read: Vec<Read> = read.collect();
    let requests = read.iter().filter_map(|item| item.as_ref().ok().map(|(.., request)| request.clone())).collect();
    let mut answers = call.app.ledger.ask_all(requests).await?.into_iter();
    let answered = read.into_iter().map(|item| match item {
        Ok((no, account, named, _)) => answer(&call, no, &account, &named, answers.next()),
        Err(problem) => Err(problem),
    });
    let items = answered.map(|answered| answered.unwrap_or_else(|problem| failed(&problem))).collect();
    Ok(Answer::ok(&BatchOut { items }))
}

/// The account of an item, the text of its key, and the rest.
fn parse(item: &RawValue) -> Result<(AccountId, Text, NewSpendItem), Problem> {
    let mut body: NewSpendItem = from_body(item.get().as_bytes())?;
    let text = body.idempotency_key.take().ok_or_else(missing)?;
    let text = Some(text).required("idempotency_key").map_err(|_| visible("").err().unwrap_or_else(missing))?;
    Ok((body.account.take().required("account")?, text, body))
}

fn read(call: &Call, (account, key_text, body): (AccountId, Text, NewSpendItem), item: &RawValue) -> Read {
    let (no, clock) = call.target(&account)?;
    let key = key(Space::Server, visible(&key_text)?, &[OPERATION.id], item.get());
    let spend = NewSpend {
        member: body.member,
        feature: body.feature,
        quantity: body.quantity,
        usage: body.usage,
        credits: body.credits,
        quote: body.quote,
        max_credits: body.max_credits,
        allow_partial: body.allow_partial,
        metadata: body.metadata,
    };
    let command = spend.command(no, account.clone())?;
    let named = Named::of(&command);
    Ok((no, account, named, Request { pool: no, clock, actor: Actor::Product, key: Some(key), command }))
}

fn answer(
    call: &Call,
    no: PoolNo,
    account: &AccountId,
    named: &Named,
    answer: Option<LedgerAnswer>,
) -> Result<ItemOut, Problem> {
    match answer.ok_or_else(|| broken("an item has no answer"))?? {
        Outcome::Refused(refusal) => Err(call.refused(no, named, &refusal)),
        outcome => {
            let made = made(no, outcome)?;
            let spend = SpendOut::of(no, account, made.entry()?)?;
            Ok(ItemOut { status: 201, replayed: made.is_replayed(), spend: Some(spend), error: None })
        }
    }
}

fn failed(problem: &Problem) -> ItemOut {
    ItemOut { status: problem.status(), replayed: false, spend: None, error: Some(problem.out()) }
}
