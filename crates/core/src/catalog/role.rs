//! Roles and the rights they give: data of the catalog, read at each use. Knows no member.

use crate::id::RoleId;

/// One thing a member may be allowed to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Right {
    /// Use features that take credits or are gated by plan.
    Use,
    /// Buy packages and arrange payment.
    Buy,
    /// Turn an agency's sharing on and off.
    Share,
    /// See the balance.
    SeeBalance,
    /// See everybody's usage; one's own is always visible.
    SeeUsage,
    /// See invoices.
    SeeInvoices,
    /// Manage members and spend limits.
    ManageMembers,
}

impl Right {
    /// All rights, in the order in which they are listed.
    pub const ALL: [Self; 7] =
        [Self::Use, Self::Buy, Self::Share, Self::SeeBalance, Self::SeeUsage, Self::SeeInvoices, Self::ManageMembers];

    /// The word of the catalog file and of the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Use => "use",
            Self::Buy => "buy",
            Self::Share => "share",
            Self::SeeBalance => "see_balance",
            Self::SeeUsage => "see_usage",
            Self::SeeInvoices => "see_invoices",
            Self::ManageMembers => "manage_members",
        }
    }

    /// The right of a word, if there is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|right| right.name() == name)
    }

    const fn bit(self) -> u8 {
        match self {
            Self::Use => 1,
            Self::Buy => 2,
            Self::Share => 4,
            Self::SeeBalance => 8,
            Self::SeeUsage => 16,
            Self::SeeInvoices => 32,
            Self::ManageMembers => 64,
        }
    }
}

/// A set of rights.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rights(u8);

impl Rights {
    /// No rights.
    pub const NONE: Self = Self(0);

    /// True when the right is among them.
    pub const fn has(self, right: Right) -> bool {
        self.0 & right.bit() != 0
    }

    /// These rights and one more.
    #[must_use]
    pub const fn with(self, right: Right) -> Self {
        Self(self.0 | right.bit())
    }

    /// True when none of these is missing from `other`: who has `other` may give these.
    pub const fn within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// The rights, in the order in which they are listed.
    pub fn iter(self) -> impl Iterator<Item = Right> {
        Right::ALL.into_iter().filter(move |right| self.has(*right))
    }
}

impl FromIterator<Right> for Rights {
    fn from_iter<I: IntoIterator<Item = Right>>(rights: I) -> Self {
        rights.into_iter().fold(Self::NONE, Self::with)
    }
}

/// The kind of account in which a role is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoleScope {
    /// A business account.
    Business,
    /// An agency's main account.
    Agency,
    /// A subaccount of an agency.
    Subaccount,
}

impl RoleScope {
    /// All scopes, in the order in which they are listed.
    pub const ALL: [Self; 3] = [Self::Business, Self::Agency, Self::Subaccount];

    /// The word of the catalog file and of the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Business => "business",
            Self::Agency => "agency",
            Self::Subaccount => "subaccount",
        }
    }
}

/// The roles of each kind of account, in the file's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roles {
    /// Roles of business accounts.
    pub business: Vec<(RoleId, Rights)>,
    /// Roles of agencies' main accounts.
    pub agency: Vec<(RoleId, Rights)>,
    /// Roles of subaccounts.
    pub subaccount: Vec<(RoleId, Rights)>,
    /// Roles whose holders own an account: who is told what concerns the account as a whole.
    pub owners: Vec<RoleId>,
}

impl Roles {
    /// The roles of one kind of account.
    pub fn of(&self, scope: RoleScope) -> &[(RoleId, Rights)] {
        match scope {
            RoleScope::Business => &self.business,
            RoleScope::Agency => &self.agency,
            RoleScope::Subaccount => &self.subaccount,
        }
    }

    /// The rights of a role; nothing when this kind of account has no such role. A role is one of a handful, so the
    /// list is searched as it stands.
    pub fn rights(&self, scope: RoleScope, role: &str) -> Option<Rights> {
        self.of(scope).iter().find(|(id, _)| id.as_str() == role).map(|(_, rights)| *rights)
    }

    /// True for the role of an owner: one of those that the catalog names; where it names none of this kind of account,
    /// one that manages members.
    pub fn is_owner(&self, scope: RoleScope, role: &str) -> bool {
        let is_named = self.of(scope).iter().any(|(id, _)| self.owners.contains(id));
        match self.rights(scope, role) {
            Some(_) if is_named => self.owners.iter().any(|owner| owner.as_str() == role),
            Some(rights) => rights.has(Right::ManageMembers),
            None => false,
        }
    }
}
