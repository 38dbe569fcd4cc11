//! What may go wrong with a call: the server's no with its code, or no answer at all.

use serde::Deserialize;

use crate::Credits;

/// Why a call has no answer of its type.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The server answered with a problem.
    #[error("{0}")]
    Problem(Box<Problem>),
    /// No answer, after as many attempts as are allowed.
    #[error("no answer from {url} ({attempts} attempts): {source}")]
    Unreachable {
        /// Who was asked.
        url: String,
        /// How often.
        attempts: u32,
        /// The last reason.
        source: Box<ureq::Error>,
    },
    /// An answer that is not what the API writes: another server, or another version.
    #[error("{url} answered {status} with something that is not this API's ({reason}); is it a Scrip server?")]
    Unreadable {
        /// Who was asked.
        url: String,
        /// The status.
        status: u16,
        /// What could not be read.
        reason: String,
    },
    /// A request that cannot be written down.
    #[error("{0}")]
    Unwritable(String),
}

impl Error {
    /// The problem, if the server answered with one.
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Problem(problem) => Some(problem),
            _ => None,
        }
    }

    /// The code of the problem, if the server answered with one: `insufficient_credits`.
    pub fn code(&self) -> Option<&str> {
        self.problem().map(|problem| problem.code.as_str())
    }

    /// True when the server understood the request and said no: nothing has moved.
    pub fn is_refusal(&self) -> bool {
        self.problem().is_some_and(Problem::is_refusal)
    }
}

/// An answer that says no, and what helps (RFC 9457).
#[derive(Clone, Debug, Default, Deserialize, thiserror::Error)]
#[error("{}", self.sentence())]
#[serde(default)]
pub struct Problem {
    /// The HTTP status.
    pub status: u16,
    /// The code for programs: `insufficient_credits`.
    pub code: String,
    /// What kind of problem it is, in words.
    pub title: String,
    /// What happened here, in words.
    pub detail: Option<String>,
    /// What the use costs (`insufficient_credits`).
    pub required: Option<Credits>,
    /// What there is for it (`insufficient_credits`).
    pub available: Option<Credits>,
    /// What is missing (`insufficient_credits`).
    pub shortfall: Option<Credits>,
    /// What the member may do about it.
    pub ways: Vec<Way>,
    /// Who may do what this member may not.
    pub who_can: Vec<WhoCan>,
    /// Whose limit was reached (`spend_limit_reached`).
    pub level: Option<String>,
    /// The limit.
    pub limit: Option<Credits>,
    /// What was used of it.
    pub used: Option<Credits>,
    /// When it begins again.
    pub resets_at: Option<String>,
    /// The plans that include the feature (`plan_lacks_feature`).
    pub plans: Vec<serde_json::Value>,
    /// The whole answer, as it came.
    #[serde(skip)]
    pub json: String,
}

/// A way out: a package to buy or a higher plan.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Way {
    /// `package` or `plan`.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// Those who may, by role.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct WhoCan {
    /// The role.
    pub role: String,
    /// The members who have it.
    pub members: Vec<Named>,
}

/// An id and a name for people.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Named {
    /// The id.
    pub id: String,
    /// The name.
    pub name: Option<String>,
}

impl Problem {
    /// True when the ledger said no, rather than the door (who asks, how fast) or the machine.
    pub fn is_refusal(&self) -> bool {
        matches!(self.status, 402 | 403 | 404 | 409 | 422)
            && !matches!(self.code.as_str(), "scope_missing" | "idempotency_in_flight")
    }

    fn sentence(&self) -> String {
        let what = self.detail.as_deref().unwrap_or(&self.title);
        format!("{what} ({} {})", self.status, self.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_neither_the_door_nor_the_machine() {
        let rows = [
            (402, "insufficient_credits", true),
            (403, "role_not_allowed", true),
            (403, "scope_missing", false),
            (404, "not_found", true),
            (409, "reservation_not_open", true),
            (409, "idempotency_in_flight", false),
            (422, "idempotency_key_reused", true),
            (400, "invalid_json", false),
            (401, "unauthenticated", false),
            (429, "rate_limited", false),
            (503, "unavailable", false),
        ];
        for (status, code, expected) in rows {
            let problem = Problem { status, code: code.to_owned(), ..Problem::default() };
            assert_eq!(problem.is_refusal(), expected, "{status} {code}");
        }
    }
}
