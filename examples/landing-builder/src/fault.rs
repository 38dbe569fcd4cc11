//! What may go wrong with a request, as a status, a code for programs and a sentence for people.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// Why a request is not answered as it was meant.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    /// Nobody has signed in.
    #[error("Sign in first.")]
    SignedOut,
    /// A form of another sign-in, or of another page.
    #[error("This form is of an older sign-in. Load the page again and repeat.")]
    Csrf,
    #[error("There is no such page here.")]
    NotFound,
    #[error("{0}")]
    BadInput(String),
    #[error("{0}")]
    TooLarge(String),
    /// Scrip said no, with its code: nothing was taken.
    #[error("{detail}")]
    Refused { code: String, detail: String },
    /// A tool is not there, or not set up.
    #[error("{detail}")]
    NotReady { code: &'static str, detail: String },
    /// Scrip does not answer.
    #[error("Credits cannot be checked at the moment, so nothing was done. Try again in a moment.")]
    Away(#[source] Box<scrip_client::Error>),
    /// Ours.
    #[error("{0}")]
    Broken(String),
}

/// A fault on its way out; the last layer writes it as a page or as JSON, whichever was asked for.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Said {
    pub(crate) code: String,
    pub(crate) detail: String,
}

impl Fault {
    pub(crate) fn bad(detail: impl Into<String>) -> Self {
        Self::BadInput(detail.into())
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::Csrf | Self::Refused { .. } => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::BadInput(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NotReady { .. } => StatusCode::CONFLICT,
            Self::Away(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn code(&self) -> &str {
        match self {
            Self::SignedOut => "signed_out",
            Self::Csrf => "csrf",
            Self::NotFound => "not_found",
            Self::BadInput(_) => "bad_input",
            Self::TooLarge(_) => "too_large",
            Self::Refused { code, .. } => code,
            Self::NotReady { code, .. } => code,
            Self::Away(_) => "away",
            Self::Broken(_) => "broken",
        }
    }

    pub(crate) fn said(&self) -> Said {
        Said { code: self.code().to_owned(), detail: self.to_string() }
    }
}

/// A no of the ledger is an answer to pass on; everything else means that nobody knows.
impl From<scrip_client::Error> for Fault {
    fn from(error: scrip_client::Error) -> Self {
        match error.problem() {
            Some(problem) if problem.is_refusal() => Self::Refused {
                code: problem.code.clone(),
                detail: problem.detail.clone().unwrap_or_else(|| problem.title.clone()),
            },
            _ => Self::Away(Box::new(error)),
        }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self.said());
        response
    }
}
