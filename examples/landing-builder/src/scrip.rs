//! Scrip as this host asks it: by the Rust client, off the runtime's threads; and who the signed-in member is there.

use scrip_client::{AccountFilter, Check, Client, Error, Use};
use serde::Serialize;
use serde_json::Value;

use crate::fault::Fault;

/// The connection.
#[derive(Clone)]
pub(crate) struct Scrip {
    client: Client,
}

/// Whoever is signed in, as Scrip knows them at this moment.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Viewer {
    pub(crate) account: String,
    pub(crate) account_name: String,
    /// `business`, `agency` or `subaccount`.
    pub(crate) kind: String,
    pub(crate) plan: Option<String>,
    pub(crate) member: String,
    pub(crate) name: String,
    pub(crate) role: String,
    pub(crate) rights: Vec<String>,
    /// `trial`, `active`, `canceling` or `ended`.
    pub(crate) state: String,
    /// What forms carry; not Scrip's.
    pub(crate) csrf: String,
}

/// An account of the sign-in page with its members.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Listed {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) about: String,
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

impl Scrip {
    pub(crate) fn new(url: &str, key: &str) -> Result<Self, Error> {
        Ok(Self { client: Client::new(url, key)? })
    }

    /// Where it is, for pages.
    pub(crate) fn url(&self) -> &str {
        self.client.url()
    }

    /// Asks on a thread that may wait: the client blocks.
    pub(crate) async fn ask<T, A>(&self, ask: A) -> Result<T, Fault>
    where
        T: Send + 'static,
        A: FnOnce(&Client) -> Result<T, Error> + Send + 'static,
    {
        let client = self.client.clone();
        let answer = tokio::task::spawn_blocking(move || ask(&client)).await;
        Ok(answer.map_err(|error| Fault::Broken(error.to_string()))??)
    }

    /// A session token for the member's browser.
    pub(crate) async fn token(&self, account: &str, member: &str) -> Result<String, Fault> {
        let (account, member) = (account.to_owned(), member.to_owned());
        Ok(self.ask(move |client| client.create_session(&account, &member)).await?.value.token)
    }

    /// Who the member is and what they may do, now: roles change while people are signed in.
    pub(crate) async fn viewer(&self, account: &str, member: &str) -> Result<Viewer, Fault> {
        let (account, member) = (account.to_owned(), member.to_owned());
        self.ask(move |client| {
            let token = client.create_session(&account, &member)?.value.token;
            let session = Client::new(client.url(), &token)?.session()?.value;
            let known = client.account(&account)?.value;
            let person = client.member(&account, &member)?.value;
            Ok(Viewer {
                account_name: name_of(&known.more, &account),
                kind: known.kind,
                plan: known.plan,
                name: person.name.unwrap_or_else(|| member.clone()),
                role: session.role,
                rights: session.rights,
                state: session.state,
                csrf: String::new(),
                account,
                member,
            })
        })
        .await
    }

    /// Every account with its members, for the sign-in page.
    pub(crate) async fn people(&self) -> Result<Vec<Listed>, Fault> {
        self.ask(|client| {
            let mut listed = Vec::new();
            for account in client.accounts(AccountFilter::default()).limit(200).all().take(ACCOUNTS_MAX) {
                let account = account?;
                let mut members = Vec::new();
                for member in client.members(&account.id).limit(200).all().take(ACCOUNTS_MAX) {
                    let member = member?;
                    let name = member.name.unwrap_or_else(|| member.id.clone());
                    members.push(ListedMember { id: member.id, name, role: member.role.replace('_', " ") });
                }
                // The list has no names of companies.
                let name = name_of(&client.account(&account.id)?.value.more, &account.id);
                let state = account.state.filter(|state| state != "active").unwrap_or_default();
                let about = [account.kind, account.plan.unwrap_or_default(), state];
                let about = about.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" · ");
                listed.push(Listed { id: account.id, name, about, members });
            }
            Ok(listed)
        })
        .await
    }

    /// The catalog, as it is written.
    pub(crate) async fn catalog(&self) -> Result<Value, Fault> {
        Ok(self.ask(Client::catalog).await?.value)
    }

    /// Lets through who may use a gated feature now; else says why not and which plans have it.
    pub(crate) async fn gate(&self, viewer: &Viewer, feature: &'static str) -> Result<(), Fault> {
        let (account, member) = (viewer.account.clone(), viewer.member.clone());
        let (check, plans) = self
            .ask(move |client| {
                let check: Check = client.check(&account, &Use::of(feature).by(&member))?.value;
                let plans = if check.allowed { Vec::new() } else { plans_with(client, feature)? };
                Ok((check, plans))
            })
            .await?;
        if check.allowed {
            return Ok(());
        }
        let code = check.reason.unwrap_or_else(|| "not_allowed".to_owned());
        let detail = match code.as_str() {
            "plan_lacks_feature" => format!("Your plan does not include this. These do: {}.", plans.join(", ")),
            "role_not_allowed" => "Your role does not use this. Ask an owner or an admin of your account.".to_owned(),
            "account_ended" => "This account has ended. Its owner can choose a plan again.".to_owned(),
            _ => "This cannot be used now.".to_owned(),
        };
        Err(Fault::Refused { code, detail })
    }
}

/// The names of the plans that have a gated feature.
fn plans_with(client: &Client, feature: &str) -> Result<Vec<String>, Error> {
    let catalog = client.catalog()?.value;
    let list = |name: &str| catalog.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let id_of = |item: &Value| item.get("id").and_then(Value::as_str).map(ToOwned::to_owned);
    let features = list("features");
    let found = features.iter().find(|item| id_of(item).as_deref() == Some(feature));
    let ids: Vec<&str> = found
        .and_then(|item| item.get("plans")?.as_array())
        .map(|ids| ids.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    let named = list("plans").into_iter().filter(|plan| id_of(plan).is_some_and(|id| ids.contains(&id.as_str())));
    Ok(named.filter_map(|plan| plan.get("name").and_then(Value::as_str).map(ToOwned::to_owned)).collect())
}

/// The billing name of an account, or its id.
fn name_of(more: &std::collections::BTreeMap<String, Value>, id: &str) -> String {
    more.get("billing").and_then(|billing| billing.get("name")?.as_str()).unwrap_or(id).to_owned()
}
