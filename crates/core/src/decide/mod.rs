//! Decide: the answer to a command on a pool at an instant: the change it makes, or a refusal. Pure and total.
//!
//! One file for each part: who may (`who`), what a use costs and whether it is covered (`uses`), spends, reservations and
//! their ends, reversals, quotes, grants, the account's life, its house, orders with their refunds and disputes. What time
//! does by itself is in `due`.

pub(crate) mod draft;

mod who;

mod uses;

mod limits;

pub(crate) mod alert;

mod quote;
mod spend;

mod reserve;
mod settle;

mod reverse;

mod grants;

mod open;
mod plan;

mod house;

mod dispute;
mod order;
mod refund;
mod top_up;

use crate::apply::Corrupt;
use crate::catalog::{Catalog, Catalogs, Right};
use crate::change::Change;
use crate::command::{Actor, Command, Request};
use crate::entry::{By, Entry, Fact};
use crate::id::MemberId;
use crate::order::Series;
use crate::pool::Pool;
use crate::refusal::Refusal;
use crate::time::Timestamp;

pub(crate) use uses::Judged;

/// Why a command makes no change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum No {
    /// The ledger says no: an answer.
    Refused(Refusal),
    /// Stored facts contradict each other: an error.
    Corrupt(Corrupt),
}

impl From<Refusal> for No {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Corrupt> for No {
    fn from(corrupt: Corrupt) -> Self {
        Self::Corrupt(corrupt)
    }
}

/// Answers a command. `pool` is what stands there with all that is due by `now` applied, none before it is created;
/// `series` are the last numbers of papers, for what [`Command::issues`]; `entry` is what [`Command::reads`] names. Same arguments, same answer.
pub fn decide(
    pool: Option<&Pool>,
    catalogs: &Catalogs,
    series: &Series,
    entry: Option<&Entry>,
    request: &Request,
    now: Timestamp,
) -> Result<Change, No> {
    let pool = match (&request.command, pool) {
        (Command::Open(open), None) => return open::open(open, request, catalogs, now),
        // Bad input comes first here, too.
        (Command::Open(open), Some(_)) => {
            open::open(open, request, catalogs, now)?;
            return Err(Refusal::AccountExists.into());
        }
        (_, None) => return Err(Refusal::NotFound("account").into()),
        (_, Some(pool)) => pool,
    };
    let catalog = pool.catalog(catalogs, now);
    let court = Court { pool, catalogs, catalog, series, entry, actor: &request.actor, now };
    court.answer(&request.command)
}

/// For what issues nothing.
pub(crate) static NO_SERIES: Series = Series::new();

/// Everything that an answer rests on.
#[derive(Clone, Copy)]
pub(crate) struct Court<'a> {
    /// The pool, with all that is due applied.
    pub(crate) pool: &'a Pool,
    /// Every published catalog version.
    pub(crate) catalogs: &'a Catalogs,
    /// The one that holds.
    pub(crate) catalog: &'a Catalog,
    /// The last numbers of papers.
    pub(crate) series: &'a Series,
    /// The entry that the command reads.
    pub(crate) entry: Option<&'a Entry>,
    /// Who asks.
    pub(crate) actor: &'a Actor,
    /// The instant at which it is judged.
    pub(crate) now: Timestamp,
}

impl<'a> Court<'a> {
    /// For questions that bind nothing: checks and lists.
    pub(crate) fn asking(pool: &'a Pool, catalogs: &'a Catalogs, now: Timestamp) -> Self {
        let catalog = pool.catalog(catalogs, now);
        Self { pool, catalogs, catalog, series: &NO_SERIES, entry: None, actor: &Actor::Product, now }
    }

    fn answer(&self, command: &Command) -> Result<Change, No> {
        match command {
            Command::Open(_) => Err(Refusal::AccountExists.into()),
            Command::AddSubaccount { account } => self.add_subaccount(account),
            Command::PutMember(put) => self.put_member(put),
            Command::RemoveMember { account, member } => self.remove_member(account, member),
            Command::SetSharing { account, is_on } => self.set_sharing(account, *is_on),
            Command::SetLimit { subject, credits, per } => self.set_limit(subject, *credits, *per),
            Command::RemoveLimit { subject } => self.remove_limit(subject),
            Command::SetOverdraftLimit(limit) => self.set_overdraft_limit(*limit),
            Command::SetZone(zone) => self.set_zone(*zone),
            Command::ChangePlan { choice, when } => self.change_plan(choice, *when),
            Command::DropScheduled => self.drop_scheduled(),
            Command::Activate { plan } => self.activate(plan.as_ref()),
            Command::Cancel => self.cancel(),
            Command::Pause => self.pause(),
            Command::Resume => self.resume(),
            Command::Grant(make) => self.make_grant(make),
            Command::VoidGrant { grant, credits } => self.void_grant(*grant, *credits),
            Command::Quote { usage, expires_in } => self.quote(usage, *expires_in),
            Command::Spend(spend) => self.spend(spend),
            Command::Reserve(reserve) => self.reserve(reserve),
            Command::Settle(settle) => self.settle(settle),
            Command::VoidReservation { reservation } => self.void_reservation(*reservation),
            Command::Extend { reservation, expires_in } => self.extend(*reservation, *expires_in),
            Command::Reverse { spend, credits, reason } => self.reverse(*spend, *credits, reason.as_ref()),
            Command::Order(command) => self.order(command),
            Command::Tick => Ok(self.change(By::Clock, Vec::new())),
        }
    }

    pub(crate) fn change(&self, by: By, facts: Vec<Fact>) -> Change {
        Change { at: self.now, by, catalog: self.catalog.version(), facts }
    }

    /// One fact by whoever asks.
    #[expect(clippy::unnecessary_wraps, reason = "the last step of every command that may be refused")]
    pub(crate) fn fact(&self, fact: Fact) -> Result<Change, No> {
        Ok(self.change(self.by(None), vec![fact]))
    }

    pub(crate) fn draft(&self) -> draft::Draft {
        draft::Draft::new(self.pool, self.catalog.version(), self.now, self.by(None))
    }

    /// The one who is named for it: an operator, the member who acts, or the session's, else the product.
    pub(crate) fn by(&self, member: Option<&MemberId>) -> By {
        match (member, self.actor) {
            (_, Actor::Operator(operator)) => By::Operator(operator.clone()),
            (Some(member), _) | (None, Actor::Session { member, .. }) => By::Member(member.clone()),
            (None, Actor::Product) => By::Product,
        }
    }

    /// Refuses a session whose member lacks a right in the session's account; a server key has them all.
    pub(crate) fn require(&self, right: Right) -> Result<(), Refusal> {
        let Actor::Session { account, member } = self.actor else { return Ok(()) };
        let subaccount = self.pool.place_of(account).ok_or(Refusal::NotFound("account"))?;
        let rights = self.pool.rights(self.catalog, subaccount, member).ok_or(Refusal::NotFound("member"))?;
        if rights.has(right) { Ok(()) } else { Err(Refusal::RoleNotAllowed { right }) }
    }
}
