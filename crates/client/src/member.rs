//! Members of an account, and the sessions in which they ask for themselves.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::WhoCan;
use crate::send::path;
use crate::{Client, Error, List, Reply};

/// A member to be put into an account.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NewMember {
    /// The role, from the catalog.
    pub role: String,
    /// For people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// For mails.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// A language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// The subaccounts that an agency's member looks after.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subaccounts: Vec<String>,
}

/// A person in an account.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Member {
    /// The id.
    pub id: String,
    /// The role.
    pub role: String,
    /// For people.
    pub name: Option<String>,
    /// For mails.
    pub email: Option<String>,
    /// The subaccounts that an agency's member looks after.
    pub subaccounts: Option<Vec<String>>,
}

/// A session token.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Token {
    /// What the browser sends.
    pub token: String,
    /// Its end.
    pub expires_at: String,
}

/// Who asks, as a session sees it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Session {
    /// The account's id.
    pub account: String,
    /// The member's.
    pub member: String,
    /// The role.
    pub role: String,
    /// What it may do.
    pub rights: Vec<String>,
    /// `business`, `agency` or `subaccount`.
    pub kind: String,
    /// The plan that holds.
    pub plan: SessionPlan,
    /// `trial`, `active`, `canceling` or `ended`.
    pub state: String,
    /// The subaccounts that the member looks after, in an agency's main account.
    pub subaccounts: Vec<String>,
    /// Who may, where this member may not.
    pub who_can: WhoCanDo,
}

/// A plan, as a session sees it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct SessionPlan {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// Who may use, buy and share.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct WhoCanDo {
    /// Who may use credits.
    #[serde(rename = "use")]
    pub uses: Vec<WhoCan>,
    /// Who may buy.
    pub buy: Vec<WhoCan>,
    /// Who may share.
    pub share: Vec<WhoCan>,
}

impl Client {
    /// Puts a member into an account, or changes one.
    pub fn put_member(&self, account: &str, member: &str, what: &NewMember) -> Result<Reply<Member>, Error> {
        self.put(path("/v1/accounts/{}/members/{}", &[account, member]), what).send()
    }

    /// One member.
    pub fn member(&self, account: &str, member: &str) -> Result<Reply<Member>, Error> {
        self.get(path("/v1/accounts/{}/members/{}", &[account, member])).send()
    }

    /// The members of an account.
    pub fn members(&self, account: &str) -> List<'_, Member> {
        List::new(self, path("/v1/accounts/{}/members", &[account]), Vec::new())
    }

    /// Takes a member out of an account; `erase` forgets the person too.
    pub fn remove_member(&self, account: &str, member: &str, erase: bool) -> Result<Reply<Value>, Error> {
        self.delete(path("/v1/accounts/{}/members/{}", &[account, member]))
            .query_some("erase", erase.then_some("true"))
            .send()
    }

    /// A token with which a member's browser asks for itself.
    pub fn create_session(&self, account: &str, member: &str) -> Result<Reply<Token>, Error> {
        self.ask(path("/v1/accounts/{}/sessions", &[account]), &serde_json::json!({ "member": member })).send()
    }

    /// Who asks, with a session's token.
    pub fn session(&self) -> Result<Reply<Session>, Error> {
        self.get("/v1/session".to_owned()).send()
    }
}
