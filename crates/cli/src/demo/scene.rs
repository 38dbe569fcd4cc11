//! The demo's accounts, members and seats. examples/data/README.md says the same in words; totals.py computes from it.

/// An account of the demo.
pub(super) struct Sample {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    pub(super) kind: &'static str,
    /// The agency of a subaccount.
    pub(super) parent: Option<&'static str>,
    pub(super) plan: Option<&'static str>,
    pub(super) is_trial: bool,
    /// Id, role, name.
    pub(super) members: &'static [(&'static str, &'static str, &'static str)],
    /// What the first member did before the trace: images whose background was removed, pages made.
    pub(super) before: (u64, u64),
}

/// A business on a plan.
pub(super) const fn business(id: &'static str, name: &'static str, plan: &'static str) -> Sample {
    Sample { id, name, kind: "business", parent: None, plan: Some(plan), is_trial: false, members: &[], before: (0, 0) }
}

const fn subaccount(id: &'static str, name: &'static str) -> Sample {
    Sample { kind: "subaccount", parent: Some("bright-agency"), plan: None, ..business(id, name, "") }
}

/// In the order of the table that the demo ends with; an agency before its subaccounts.
pub(super) const ACCOUNTS: &[Sample] = &[
    Sample {
        members: &[("nina", "owner", "Nina Novak"), ("noah", "author", "Noah Reed")],
        before: (2, 3),
        ..business("nova-studio", "Nova Studio", "build")
    },
    Sample {
        members: &[
            ("olga", "owner", "Olga Orlova"),
            ("omar", "designer", "Omar Haddad"),
            ("vera", "viewer", "Vera Klein"),
        ],
        before: (5, 12),
        ..business("orchard-homes", "Orchard Homes", "optimize")
    },
    Sample {
        members: &[("sam", "owner", "Sam Okafor"), ("sara", "admin", "Sara Lind")],
        before: (8, 25),
        ..business("summit-gear", "Summit Gear", "scale")
    },
    Sample {
        members: &[
            ("emma", "owner", "Emma Durand"),
            ("erik", "author", "Erik Holm"),
            ("anna", "accountant", "Anna Weber"),
        ],
        before: (10, 120),
        ..business("evergreen-group", "Evergreen Group", "enterprise")
    },
    Sample {
        members: &[("theo", "owner", "Theo Marsh")],
        is_trial: true,
        ..business("tiny-trial", "Tiny Trial", "optimize")
    },
    Sample {
        members: &[("lena", "owner", "Lena Fischer")],
        before: (1, 2),
        ..business("legacy-lane", "Legacy Lane", "core-2021")
    },
    Sample {
        kind: "agency",
        members: &[("bea", "main_owner", "Bea Moreau"), ("ben", "main_admin", "Ben Costa")],
        ..business("bright-agency", "Bright Agency", "scale")
    },
    Sample { members: &[("bruno", "subaccount_owner", "Bruno Silva")], ..subaccount("bright-bakery", "Bright Bakery") },
    Sample {
        members: &[("bianca", "subaccount_manager", "Bianca Rossi")],
        ..subaccount("bright-bikes", "Bright Bikes")
    },
    Sample { members: &[("boris", "subaccount_owner", "Boris Petrov")], ..subaccount("bright-books", "Bright Books") },
];

/// Account, member, model. Row `n` of the trace is made by seat `n mod 33`.
#[rustfmt::skip]
pub(super) const SEATS: &[(&str, &str, &str)] = &[
    ("nova-studio", "nina", "small-1"), ("nova-studio", "noah", "small-1"),
    ("nova-studio", "nina", "small-1"), ("nova-studio", "noah", "small-1"),
    ("orchard-homes", "olga", "large-1"), ("orchard-homes", "omar", "large-1"),
    ("orchard-homes", "olga", "large-1"), ("orchard-homes", "omar", "large-1"),
    ("orchard-homes", "vera", "large-1"),
    ("summit-gear", "sam", "small-1"), ("summit-gear", "sara", "large-1"),
    ("summit-gear", "sam", "small-1"), ("summit-gear", "sara", "large-1"),
    ("summit-gear", "sam", "small-1"), ("summit-gear", "sara", "large-1"),
    ("evergreen-group", "emma", "large-1"), ("evergreen-group", "erik", "large-1"),
    ("evergreen-group", "emma", "large-1"), ("evergreen-group", "erik", "large-1"),
    ("evergreen-group", "emma", "large-1"), ("evergreen-group", "erik", "large-1"),
    ("tiny-trial", "theo", "small-1"), ("tiny-trial", "theo", "small-1"),
    ("legacy-lane", "lena", "small-1"), ("legacy-lane", "lena", "small-1"), ("legacy-lane", "lena", "small-1"),
    ("bright-agency", "bea", "small-1"), ("bright-agency", "bea", "small-1"),
    ("bright-bakery", "bruno", "small-1"), ("bright-bakery", "bruno", "small-1"),
    ("bright-bikes", "bianca", "large-1"), ("bright-bikes", "bianca", "large-1"),
    ("bright-books", "boris", "small-1"),
];

/// The agency shares its credits from this row on.
pub(super) const SHARING: (usize, &str) = (6_000, "bright-agency");
/// Calls that are still running when the trace ends.
pub(super) const RUNNING: usize = 20;
/// The most that a call of the trace's service may generate.
pub(super) const OUTPUT_TOKENS_MAX: u64 = 1_000;
/// Credits granted by hand: account, kind, credits, reason.
pub(super) const GRANTS: &[(&str, &str, i32, &str)] = &[
    ("nova-studio", "package", 1_000, "extra-1000, bought by bank transfer"),
    ("bright-books", "promotional", 300, "welcome, for Bright Books alone"),
];
/// Account, member, credits a period.
pub(super) const LIMIT: (&str, &str, i32) = ("orchard-homes", "omar", 1_500);

/// The paying account of an account.
pub(super) fn pool_of(account: &str) -> &str {
    ACCOUNTS.iter().find(|sample| sample.id == account).and_then(|sample| sample.parent).unwrap_or(account)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_seat_is_taken_by_a_member_and_every_agency_comes_first() {
        assert_eq!(SEATS.len(), 33);
        for (account, member, _) in SEATS {
            let sample = ACCOUNTS.iter().find(|sample| sample.id == *account).unwrap();
            assert!(sample.members.iter().any(|(id, _, _)| id == member), "{account} {member}");
        }
        for (place, sample) in ACCOUNTS.iter().enumerate() {
            let Some(parent) = sample.parent else { continue };
            assert!(ACCOUNTS[..place].iter().any(|earlier| earlier.id == parent), "{}", sample.id);
        }
    }
}
