//! Places: the account that a call is about, as its pool is now, and what the caller may see there.

use std::sync::Arc;

use scrip_core::catalog::{Catalog, Catalogs, Right, Rights};
use scrip_core::entry::Usage;
use scrip_core::id::{AccountId, MemberId, PoolNo};
use scrip_core::pool::Pool;
use scrip_core::refusal::Refusal;
use scrip_core::time::Timestamp;

use super::Call;
use crate::auth;
use crate::problem::{Problem, Scene, refused};

/// An account as its pool is now.
pub(crate) struct Place {
    /// Its id.
    pub(crate) account: AccountId,
    /// The id again for a subaccount; none: the main account.
    pub(crate) subaccount: Option<AccountId>,
    /// Its pool, with all that time has done by `now`.
    pub(crate) pool: Arc<Pool>,
    /// The catalogs.
    pub(crate) catalogs: Arc<Catalogs>,
    /// The instant of reading, in the pool's own time.
    pub(crate) now: Timestamp,
    /// The session's member with the rights here; none: a server key.
    pub(crate) member: Option<(MemberId, Rights)>,
}

impl Call {
    /// The account of the path.
    pub(crate) fn place(&self) -> Result<Place, Problem> {
        let account = self.account()?;
        let no = self.app.ledger.account(&account)?.ok_or_else(|| Problem::not_found("account"))?;
        self.place_in(no, &account)
    }

    /// An account of a pool. Another account than the session's is not there for it.
    pub(crate) fn place_in(&self, no: PoolNo, account: &AccountId) -> Result<Place, Problem> {
        let not_there = || Problem::not_found("account");
        let pool = self.app.ledger.pool(no)?.ok_or_else(not_there)?;
        let clock = self.app.time_by(&pool, self.clock);
        let catalogs = self.app.ledger.catalogs();
        let pool = pool.seen_at(&catalogs, clock)?;
        let now = pool.now(clock);
        let subaccount = pool.place_of(account).ok_or_else(not_there)?.cloned();
        let mut place = Place { account: account.clone(), subaccount, pool, catalogs, now, member: None };
        if let Some(session) = self.caller.as_ref().and_then(|caller| caller.session()) {
            let home = place.pool.place_of(&session.account).ok_or_else(not_there)?;
            let rights = place.pool.rights(place.catalog(), home, &session.member);
            let rights = rights.ok_or_else(|| auth::ended("The session's member has left the account."))?;
            let here = place.subaccount.as_ref();
            let rights = match home {
                _ if home == here => rights,
                // The main account's sessions also read its subaccounts, as far as they look after them.
                None => place.pool.rights(place.catalog(), here, &session.member).unwrap_or(Rights::NONE),
                Some(_) => return Err(not_there()),
            };
            place.member = Some((session.member.clone(), rights));
        }
        Ok(place)
    }

    /// The paying account of a pool, for things that are named by an id of Scrip's own.
    pub(crate) fn place_of_pool(&self, no: PoolNo, what: &str) -> Result<Place, Problem> {
        let pool = self.app.ledger.pool(no)?.ok_or_else(|| Problem::not_found(what))?;
        let session = self.caller.as_ref().and_then(|caller| caller.session());
        let account = session.map_or(&pool.account, |session| &session.account);
        self.place_in(no, account)
            .map_err(|problem| if problem.status() == 404 { Problem::not_found(what) } else { problem })
    }
}

impl Place {
    /// The catalog that holds there.
    pub(crate) fn catalog(&self) -> &Catalog {
        self.pool.catalog(&self.catalogs, self.now)
    }

    /// True when the caller is a server, or a member with this right here.
    pub(crate) fn may(&self, right: Right) -> bool {
        self.member.as_ref().is_none_or(|(_, rights)| rights.has(right))
    }

    /// Refuses a member without this right here.
    pub(crate) fn require(&self, call: &Call, right: Right) -> Result<(), Problem> {
        if self.may(right) { Ok(()) } else { Err(self.refused(call, &Refusal::RoleNotAllowed { right })) }
    }

    /// The member that a question is about: a session asks about its own only.
    pub(crate) fn own_member(&self, call: &Call, named: Option<MemberId>) -> Result<Option<MemberId>, Problem> {
        match (&self.member, named) {
            (None, named) => Ok(named),
            (Some((own, _)), Some(named)) if named != *own => {
                Err(self.refused(call, &Refusal::RoleNotAllowed { right: Right::ManageMembers }))
            }
            (Some((own, _)), _) => Ok(Some(own.clone())),
        }
    }

    /// True when the caller may see a line of this use: all with `see_usage`, else the member's own; a subaccount its own.
    pub(crate) fn sees(&self, usage: &Usage) -> bool {
        self.sees_of(usage.member.as_ref(), usage.subaccount.as_ref())
    }

    /// The same of a member's use, none being the product's, in a subaccount or the main account.
    pub(crate) fn sees_of(&self, member: Option<&MemberId>, subaccount: Option<&AccountId>) -> bool {
        let is_here = self.subaccount.is_none() || subaccount == self.subaccount.as_ref();
        let is_own = self.member.as_ref().is_none_or(|(own, _)| member == Some(own));
        is_here && (self.may(Right::SeeUsage) || is_own)
    }

    /// A refusal, with what helps here.
    pub(crate) fn refused(&self, call: &Call, refusal: &Refusal) -> Problem {
        refused(refusal, Some(&self.scene(&|account, member| call.app.name_of(account, member), None)))
    }

    /// The scene of a refusal here.
    pub(crate) fn scene<'a>(
        &'a self,
        name_of: &'a dyn Fn(&AccountId, &MemberId) -> Option<String>,
        member: Option<&'a MemberId>,
    ) -> Scene<'a> {
        Scene {
            pool: &self.pool,
            catalog: self.catalog(),
            subaccount: self.subaccount.as_ref(),
            member: member.or_else(|| self.member.as_ref().map(|(member, _)| member)),
            name_of,
        }
    }
}
