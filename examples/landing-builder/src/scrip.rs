//! Scrip as this host asks it: by the Rust client, off the runtime's threads; and who the signed-in member is there.

use scrip_client::{Check, Client, Error, Use, WhoCan};
use serde::Serialize;
use serde_json::Value;

use crate::fault::Fault;
use crate::people::{Listed, listed, name_of};

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
    /// Whoever may buy for the account, by name.
    pub(crate) buyers: Vec<String>,
    /// `trial`, `active`, `canceling` or `ended`.
    pub(crate) state: String,
    /// What forms carry; not Scrip's.
    pub(crate) csrf: String,
}

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
                buyers: names(session.who_can.buy),
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
        self.ask(listed).await
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

fn names(who: Vec<WhoCan>) -> Vec<String> {
    who.into_iter().flat_map(|role| role.members).map(|member| member.name.unwrap_or(member.id)).collect()
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
