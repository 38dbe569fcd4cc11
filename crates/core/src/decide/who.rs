//! Who may: a member's rights in an account, read from the catalog's roles at each use.

use crate::catalog::{Catalog, Right, Rights, RoleScope};
use crate::entry::AccountKind;
use crate::id::{AccountId, MemberId};
use crate::pool::{Member, Pool};

impl Pool {
    /// The roles that members of an account (none: the main account) hold.
    pub fn role_scope(&self, subaccount: Option<&AccountId>) -> RoleScope {
        match (subaccount, self.kind) {
            (Some(_), _) => RoleScope::Subaccount,
            (None, AccountKind::Business) => RoleScope::Business,
            (None, AccountKind::Agency) => RoleScope::Agency,
        }
    }

    /// A member's rights in an account; nothing for who is no member there. In a subaccount also those of the main
    /// account's members who look after it: named for it, or with the right to share.
    pub fn rights(&self, catalog: &Catalog, subaccount: Option<&AccountId>, member: &MemberId) -> Option<Rights> {
        let of =
            |place, who: &Member| catalog.rights(self.role_scope(place), who.role.as_str()).unwrap_or(Rights::NONE);
        if let Some(own) = self.member(subaccount, member) {
            return Some(of(subaccount, own));
        }
        let account = subaccount?;
        let main = self.member(None, member)?;
        let rights = of(None, main);
        // Named for certain ones: those. Else all, with the right to share.
        let named = &main.subaccounts;
        let looks_after = if named.is_empty() { rights.has(Right::Share) } else { named.contains(account) };
        Some(if looks_after { rights } else { Rights::NONE })
    }

    /// The members of an account who hold a right in it, with their roles: who can, when one who asked cannot.
    pub fn who_can<'a>(
        &'a self,
        catalog: &'a Catalog,
        subaccount: Option<&'a AccountId>,
        right: Right,
    ) -> impl Iterator<Item = (&'a MemberId, &'a Member)> {
        let places = self.house.members.iter();
        let near = places.filter(move |((place, _), _)| place.is_none() || place.as_ref() == subaccount);
        near.filter(move |((place, id), _)| {
            let is_shadowed = place.is_none() && subaccount.is_some() && self.member(subaccount, id).is_some();
            !is_shadowed && self.rights(catalog, subaccount, id).is_some_and(|rights| rights.has(right))
        })
        .map(|((_, id), member)| (id, member))
    }
}
