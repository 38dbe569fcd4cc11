//! `GET /v1/accounts`: accounts by the order of their creation, filtered.

use std::sync::Arc;

use scrip_core::pool::Pool;

use super::out::{AccountOut, KindOut, is_state, kind};
use crate::auth::Scope;
use crate::edge::page::{AFTER, LIMIT, Page, listed};
use crate::edge::{Answer, Call, Operation, Parameter, Shape, Verb, Who};
use crate::problem::Problem;
use crate::wire::parse::Fault;

listed!(
    /// A page of accounts.
    AccountsOut of AccountOut
);

pub(crate) const OPERATION: Operation = Operation {
    verb: Verb::Get,
    path: "/v1/accounts",
    id: "listAccounts",
    summary: "Accounts, the oldest first; subaccounts follow their agency",
    who: Who::Server(Scope::Read),
    is_keyed: false,
    query: &[
        LIMIT,
        AFTER,
        Parameter { name: "q", about: "Only ids that contain this text.", form: "" },
        Parameter { name: "kind", about: "Only of this kind.", form: "^(business|agency|subaccount)$" },
        Parameter { name: "status", about: "Only in this state.", form: "^(trial|active|canceling|ended)$" },
        Parameter { name: "plan", about: "Only on this plan.", form: "" },
        Parameter { name: "parent", about: "Only subaccounts of this agency.", form: "" },
    ],
    body: None,
    answer: (200, Shape::of::<AccountsOut>()),
    codes: &[],
};

/// Pools that one page looks at: a rare filter on a million accounts gives short pages, never a slow one.
const LOOK_MAX: u64 = 20_000;

/// What is asked for.
struct Filter {
    q: Option<String>,
    kind: Option<KindOut>,
    status: Option<String>,
    plan: Option<String>,
    parent: Option<String>,
}

pub(crate) async fn run(call: Call) -> Result<Answer, Problem> {
    let query = call.query()?;
    let page = Page::of(&query)?;
    let text = |name| query.text(name).map(str::to_owned);
    let filter = Filter {
        q: text("q"),
        kind: read_kind(query.text("kind"))?,
        status: read_status(query.text("status"))?,
        plan: text("plan"),
        parent: text("parent"),
    };
    let (from, skip) = cursor(page.after.as_deref())?;
    let last = call.app.ledger.last_pool()?;
    let catalogs = call.app.ledger.catalogs();
    let (mut data, mut next_cursor, mut broken) = (Vec::new(), None, None);
    let look_max = from.saturating_add(LOOK_MAX - 1);
    let see = |pool: &Arc<Pool>| {
        let number = pool.no.get();
        let pool = match pool.seen_at(&catalogs, call.app.time_by(pool, call.clock)) {
            Ok(pool) => pool,
            Err(corrupt) => {
                broken = Some(corrupt);
                return false;
            }
        };
        let places = std::iter::once(None).chain(pool.house.subaccounts.iter().map(Some));
        let skipped = if number == from { skip } else { 0 };
        for (index, place) in places.enumerate().skip(skipped).filter(|(_, place)| filter.takes(&pool, *place)) {
            if data.len() == page.limit {
                next_cursor = Some(format!("{number}.{index}"));
                return false;
            }
            data.push(AccountOut::of(&pool, place));
        }
        true
    };
    call.app.each_pool(from, last.min(look_max), see).await?;
    if let Some(corrupt) = broken {
        return Err(corrupt.into());
    }
    if next_cursor.is_none() && look_max < last {
        next_cursor = Some(format!("{}.0", look_max + 1));
    }
    Ok(Answer::ok(&AccountsOut::from(crate::edge::page::Listed { data, next_cursor })))
}

/// `pool.place`: where the next page begins.
fn cursor(text: Option<&str>) -> Result<(u64, usize), Problem> {
    let Some(text) = text else { return Ok((1, 0)) };
    let parts = text.split_once('.').and_then(|(pool, place)| Some((pool.parse().ok()?, place.parse().ok()?)));
    parts.ok_or_else(|| Problem::fault("after", &Fault::new("must be the next_cursor of a page before")))
}

fn read_kind(text: Option<&str>) -> Result<Option<KindOut>, Problem> {
    match text {
        None => Ok(None),
        Some("business") => Ok(Some(KindOut::Business)),
        Some("agency") => Ok(Some(KindOut::Agency)),
        Some("subaccount") => Ok(Some(KindOut::Subaccount)),
        Some(_) => Err(Problem::fault("kind", &Fault::new("must be one of business, agency, subaccount"))),
    }
}

fn read_status(text: Option<&str>) -> Result<Option<String>, Problem> {
    match text {
        None => Ok(None),
        Some(word @ ("trial" | "active" | "canceling" | "ended")) => Ok(Some(word.to_owned())),
        Some(_) => Err(Problem::fault("status", &Fault::new("must be one of trial, active, canceling, ended"))),
    }
}

impl Filter {
    fn takes(&self, pool: &Pool, place: Option<&scrip_core::id::AccountId>) -> bool {
        let id = place.unwrap_or(&pool.account).as_str();
        self.q.as_ref().is_none_or(|q| id.contains(q.as_str()))
            && self.kind.is_none_or(|wanted| wanted == kind(pool, place))
            && self.status.as_ref().is_none_or(|status| is_state(pool, status))
            && self.plan.as_ref().is_none_or(|plan| pool.life.choice.plan.as_str() == plan)
            && self.parent.as_ref().is_none_or(|parent| place.is_some() && pool.account.as_str() == parent)
    }
}
