//! Operators of the console: added, listed, changed, removed.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::send::path;
use crate::{Client, Error, List, Reply, key};

/// An operator to be added.
#[derive(Clone, Default, Serialize)]
pub struct NewOperator {
    /// What colleagues call him.
    pub name: String,
    /// The address that he signs in with.
    pub email: String,
    /// `support`, `finance` or `admin`.
    pub role: String,
    /// 12 to 128 characters.
    pub password: String,
}

/// What is to be different; what is none stays.
#[derive(Clone, Default, Serialize)]
pub struct OperatorChange {
    /// Another name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Another role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Another password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
    /// Whether he is kept out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
}

/// An operator of the console.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Operator {
    /// The id, which is all that the audit names.
    pub id: String,
    /// What colleagues call him.
    pub name: String,
    /// The address that he signs in with.
    pub email: String,
    /// `support`, `finance` or `admin`.
    pub role: String,
    /// True for one who may not sign in.
    pub disabled: bool,
    /// When he was added.
    pub created_at: String,
    /// When he last signed in.
    pub last_signed_in_at: Option<String>,
}

impl NewOperator {
    /// A password that nobody has: 80 random bits, in groups that a person can type.
    pub fn fresh_password() -> Result<String, Error> {
        let digits: Vec<char> = key::fresh()?.chars().take(20).collect();
        let groups: Vec<String> = digits.chunks(5).map(|group| group.iter().collect()).collect();
        Ok(groups.join("-"))
    }
}

impl Client {
    /// Adds an operator.
    pub fn create_operator(&self, operator: &NewOperator) -> Result<Reply<Operator>, Error> {
        self.make("/v1/operators".to_owned(), operator).send()
    }

    /// Every operator, the oldest first.
    pub fn operators(&self) -> List<'_, Operator> {
        List::new(self, "/v1/operators".to_owned(), Vec::new())
    }

    /// Changes an operator. Another role, another password and keeping him out end his sessions.
    pub fn change_operator(&self, id: &str, change: &OperatorChange) -> Result<Reply<Operator>, Error> {
        self.patch(path("/v1/operators/{}", &[id]), change).send()
    }

    /// Removes an operator; his sessions end at once.
    pub fn remove_operator(&self, id: &str) -> Result<Reply<Value>, Error> {
        self.delete(path("/v1/operators/{}", &[id])).send()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fresh_password_is_long_and_its_own() {
        let (one, other) = (NewOperator::fresh_password().unwrap(), NewOperator::fresh_password().unwrap());
        assert_ne!(one, other);
        assert!(one.len() == 23 && one.split('-').all(|group| group.len() == 5), "{one}");
    }
}
