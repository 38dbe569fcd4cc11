//! The account's house: subaccounts, members, sharing, spend limits, overdraft limit, zone.

use super::{Court, No};
use crate::catalog::{Right, Rights};
use crate::change::Change;
use crate::command::{Actor, PutMember};
use crate::credits::Credits;
use crate::entry::{AccountFact, AccountKind, Fact, MemberPut, Per, Subject};
use crate::id::{AccountId, MemberId};
use crate::period::Zone;
use crate::refusal::Refusal;

/// How many subaccounts an agency has.
const SUBACCOUNTS_MAX: usize = 10_000;

/// How many members the accounts of a pool have together.
const MEMBERS_MAX: usize = 50_000;

/// How many spend limits a pool has.
const LIMITS_MAX: usize = 50_000;

impl Court<'_> {
    pub(super) fn add_subaccount(&self, account: &AccountId) -> Result<Change, No> {
        if self.pool.kind != AccountKind::Agency {
            let reason = "is a business account: only an agency has subaccounts";
            return Err(Refusal::invalid("parent", "invalid_parent", reason).into());
        }
        if self.pool.place_of(account).is_some() {
            return Err(Refusal::AccountExists.into());
        }
        bounded("subaccounts", self.pool.house.subaccounts.len(), SUBACCOUNTS_MAX)?;
        self.fact(Fact::Account(AccountFact::SubaccountAdded(account.clone())))
    }

    pub(super) fn put_member(&self, put: &PutMember) -> Result<Change, No> {
        let place = self.pool.place_of(&put.account).ok_or(Refusal::NotFound("account"))?;
        let reason = "is no role of this kind of account in the catalog";
        let rights = self.catalog.rights(self.pool.role_scope(place), put.role.as_str());
        let rights = rights.ok_or(Refusal::invalid("role", "invalid_role", reason))?;
        let is_unknown = |account: &AccountId| !self.pool.house.subaccounts.contains(account);
        if put.subaccounts.iter().any(is_unknown) || (place.is_some() && !put.subaccounts.is_empty()) {
            let reason = "must name subaccounts of this agency, on a membership of its main account";
            return Err(Refusal::invalid("subaccounts", "invalid_subaccounts", reason).into());
        }
        let old = self.pool.member(place, &put.member);
        self.may_manage(place, &put.member, rights)?;
        if !rights.has(Right::ManageMembers) {
            self.last_manager_stays(place, &put.member, "role")?;
        }
        if old.is_none() {
            bounded("members", self.pool.house.members.len(), MEMBERS_MAX)?;
        }
        let put = MemberPut {
            subaccount: place.cloned(),
            member: put.member.clone(),
            role: put.role.clone(),
            subaccounts: put.subaccounts.clone(),
        };
        self.fact(Fact::Account(AccountFact::MemberPut(put)))
    }

    pub(super) fn remove_member(&self, account: &AccountId, member: &MemberId) -> Result<Change, No> {
        let place = self.pool.place_of(account).ok_or(Refusal::NotFound("account"))?;
        self.pool.member(place, member).ok_or(Refusal::NotFound("member"))?;
        self.may_manage(place, member, Rights::NONE)?;
        self.last_manager_stays(place, member, "member")?;
        let removed = AccountFact::MemberRemoved { subaccount: place.cloned(), member: member.clone() };
        self.fact(Fact::Account(removed))
    }

    /// A session manages members with the right to, and nobody gives or takes a right that he lacks.
    fn may_manage(&self, place: Option<&AccountId>, member: &MemberId, given: Rights) -> Result<(), Refusal> {
        self.require(Right::ManageMembers)?;
        let Actor::Session { account, member: me } = self.actor else { return Ok(()) };
        let home = self.pool.place_of(account).ok_or(Refusal::NotFound("account"))?;
        let mine = self.pool.rights(self.catalog, home, me).ok_or(Refusal::NotFound("member"))?;
        let old = self.pool.member(place, member);
        let old = old.and_then(|old| self.catalog.rights(self.pool.role_scope(place), old.role.as_str()));
        let touched = given.iter().chain(old.unwrap_or(Rights::NONE).iter());
        match touched.into_iter().find(|right| !mine.has(*right)) {
            Some(right) => Err(Refusal::RoleNotAllowed { right }),
            None => Ok(()),
        }
    }

    /// The last member of the main account who may manage members stays one.
    fn last_manager_stays(
        &self,
        place: Option<&AccountId>,
        member: &MemberId,
        field: &'static str,
    ) -> Result<(), Refusal> {
        let mut managers = self.pool.who_can(self.catalog, None, Right::ManageMembers);
        let is_last =
            place.is_none() && managers.next().is_some_and(|(id, _)| id == member) && managers.next().is_none();
        let reason = "is the last who may manage members, and stays: give another member that right first";
        if is_last { Err(Refusal::invalid(field, "last_owner", reason)) } else { Ok(()) }
    }

    pub(super) fn set_sharing(&self, account: &AccountId, is_on: bool) -> Result<Change, No> {
        let place = self.pool.place_of(account).ok_or(Refusal::NotFound("account"))?;
        if self.pool.kind != AccountKind::Agency || place.is_some() {
            let reason = "only an agency's main account shares its credits";
            return Err(Refusal::invalid("account", "invalid_account", reason).into());
        }
        self.require(Right::Share)?;
        self.fact(Fact::Account(AccountFact::Sharing(is_on)))
    }

    pub(super) fn set_limit(&self, subject: &Subject, credits: Credits, per: Per) -> Result<Change, No> {
        let house = &self.pool.house;
        match subject {
            Subject::Subaccount(id) if !house.subaccounts.contains(id) => {
                return Err(Refusal::NotFound("account").into());
            }
            _ => {}
        }
        self.may_limit(subject)?;
        if !house.limits.contains_key(subject) {
            bounded("spend limits", house.limits.len(), LIMITS_MAX)?;
        }
        self.fact(Fact::Account(AccountFact::LimitSet { subject: subject.clone(), credits, per }))
    }

    pub(super) fn remove_limit(&self, subject: &Subject) -> Result<Change, No> {
        self.may_limit(subject)?;
        if !self.pool.house.limits.contains_key(subject) {
            return Err(Refusal::NotFound("limit").into());
        }
        self.fact(Fact::Account(AccountFact::LimitRemoved(subject.clone())))
    }

    /// A member of the main account limits everybody; one of a subaccount those who are members there and nowhere else: what
    /// the main account has set for the subaccount is not his to change.
    fn may_limit(&self, subject: &Subject) -> Result<(), Refusal> {
        let right = Right::ManageMembers;
        self.require(right)?;
        let Actor::Session { account, .. } = self.actor else { return Ok(()) };
        let Some(home @ Some(_)) = self.pool.place_of(account) else { return Ok(()) };
        let Subject::Member(whose) = subject else { return Err(Refusal::RoleNotAllowed { right }) };
        let mut places = self.pool.house.members.keys().filter(|(_, member)| member == whose).peekable();
        let is_own = places.peek().is_some() && places.all(|(place, _)| place.as_ref() == home);
        if is_own { Ok(()) } else { Err(Refusal::RoleNotAllowed { right }) }
    }

    pub(super) fn set_overdraft_limit(&self, limit: Credits) -> Result<Change, No> {
        if limit < Credits::ZERO {
            return Err(Refusal::invalid("overdraft_limit", "invalid_amount", "must not be negative").into());
        }
        self.fact(Fact::Account(AccountFact::OverdraftLimit(limit)))
    }

    pub(super) fn set_zone(&self, zone: Zone) -> Result<Change, No> {
        self.fact(Fact::Account(AccountFact::ZoneSet(zone)))
    }
}

pub(super) fn bounded(what: &'static str, there: usize, max: usize) -> Result<(), Refusal> {
    let limit = u64::try_from(max).unwrap_or(u64::MAX);
    if there < max { Ok(()) } else { Err(Refusal::TooMany { what, max: limit }) }
}
