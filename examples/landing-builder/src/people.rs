//! Everybody who may sign in: the accounts with their members, what each has and what is left, in words.

use std::collections::BTreeMap;

use scrip_client::{Account, AccountFilter, BalanceAt, Client, Error};
use serde::Serialize;
use serde_json::Value;

use crate::views::grouped;

/// An account of the sign-in page with its members.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Listed {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) about: String,
    pub(crate) left: String,
    pub(crate) members: Vec<ListedMember>,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct ListedMember {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) role: String,
}

/// The sign-in page lists no more than this: it is a sample.
const ACCOUNTS_MAX: usize = 100;

/// This product's roles, as people look for them.
const ROLES: [&str; 10] = [
    "owner",
    "main_owner",
    "admin",
    "main_admin",
    "subaccount_owner",
    "subaccount_manager",
    "author",
    "designer",
    "accountant",
    "viewer",
];

/// Every account with its members, as the list of accounts has them.
pub(crate) fn listed(client: &Client) -> Result<Vec<Listed>, Error> {
    let plans = plans(&client.catalog()?.value);
    let mut all = Vec::new();
    let mut names = BTreeMap::new();
    for account in client.accounts(AccountFilter::default()).limit(200).all().take(ACCOUNTS_MAX) {
        let account = account?;
        let mut members = Vec::new();
        for member in client.members(&account.id).limit(200).all().take(ACCOUNTS_MAX) {
            let member = member?;
            let name = member.name.unwrap_or_else(|| member.id.clone());
            members.push(ListedMember { id: member.id, name, role: member.role });
        }
        members.sort_by_key(|member| ROLES.iter().position(|role| *role == member.role).unwrap_or(ROLES.len()));
        // The list has no names of companies.
        let name = name_of(&client.account(&account.id)?.value.more, &account.id);
        names.insert(account.id.clone(), name.clone());
        let about = about(&account, &plans, &names);
        let left = client.balance(&account.id, &BalanceAt::default())?.available.to_string();
        all.push(Listed { id: account.id, name, about, left: grouped(&left), members });
    }
    Ok(all)
}

/// What an account has: `On the plan Build`, `Subaccount of Bright Agency`.
fn about(account: &Account, plans: &BTreeMap<String, String>, names: &BTreeMap<String, String>) -> String {
    let plan = account.plan.as_deref().and_then(|id| plans.get(id)).map_or("a plan", String::as_str);
    match (account.kind.as_str(), account.state.as_deref(), &account.parent) {
        ("subaccount", _, Some(parent)) => format!("Subaccount of {}", names.get(parent).unwrap_or(parent)),
        (_, Some("trial"), _) => format!("On a trial of {plan}"),
        (_, Some("ended"), _) => "Ended".to_owned(),
        ("agency", ..) => format!("Agency on {plan}"),
        _ => format!("On {plan}"),
    }
}

/// Plans by id: `the plan Build`.
fn plans(catalog: &Value) -> BTreeMap<String, String> {
    let plans = catalog.get("plans").and_then(Value::as_array).into_iter().flatten();
    let named = plans.filter_map(|plan| {
        let text = |field: &str| plan.get(field).and_then(Value::as_str);
        Some((text("id")?.to_owned(), format!("the plan {}", text("name")?)))
    });
    named.collect()
}

/// The billing name of an account, or its id as a name: a subaccount has no bill of its own.
pub(crate) fn name_of(more: &BTreeMap<String, Value>, id: &str) -> String {
    let billed = more.get("billing").and_then(|billing| billing.get("name")?.as_str());
    billed.map_or_else(|| titled(id), ToOwned::to_owned)
}

/// `bright-bakery` as `Bright Bakery`.
fn titled(id: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>())
    };
    id.split(['-', '_']).filter_map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_name_where_there_is_no_other() {
        for (id, name) in [("bright-bakery", "Bright Bakery"), ("acme", "Acme"), ("a--b_c", "A B C"), ("élan", "Élan")]
        {
            assert_eq!(name_of(&BTreeMap::new(), id), name);
        }
        let billed = BTreeMap::from([("billing".to_owned(), serde_json::json!({"name": "ACME s.a."}))]);
        assert_eq!(name_of(&billed, "acme"), "ACME s.a.");
    }
}
