//! Problems: every answer that is a no or an error, as RFC 9457 says. `code` picks the status, `refused` says what helps.

mod code;
mod refused;
pub(crate) mod schema;

use std::borrow::Cow;

use axum::body::Body;
use axum::http::{HeaderValue, Response, header};
use scrip_core::id::PlanId;
use scrip_store::StoreError;
use serde::Serialize;
use utoipa::ToSchema;

use crate::wire::parse::Fault;
use crate::wire::shown::{CreditsOut, MemberIdOut, MoneyOut, OrderIdOut, PlanIdOut, RoleIdOut, TimeOut};

pub(crate) use code::Code;
pub(crate) use refused::{Scene, reason, refused, ways, who_can};

/// A no or an error, on its way out.
#[derive(Debug)]
pub(crate) struct Problem(Box<Parts>);

#[derive(Debug)]
struct Parts {
    code: Code,
    /// `invalid_…` where the fault has a code of its own.
    name: Cow<'static, str>,
    detail: Cow<'static, str>,
    extra: Extra,
    retry_after_seconds: Option<u64>,
}

/// What helps the caller to go on; each code has its own part of it.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Extra {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) invalid_parameters: Vec<InvalidParameter>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) who_can: Option<Vec<WhoCan>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) required: Option<CreditsOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) available: Option<CreditsOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) shortfall: Option<CreditsOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) ways: Option<Vec<Way>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) level: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) limit: Option<CreditsOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) used: Option<CreditsOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) resets_at: Option<TimeOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) plans: Option<Vec<PlanIdOut>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) left: Option<CreditsOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) cost: Option<CreditsOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reserved: Option<CreditsOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) total: Option<MoneyOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) order: Option<OrderIdOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) uses: Option<Vec<String>>,
}

/// A field that cannot be.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct InvalidParameter {
    /// The field, in the names of the call; empty for the body as a whole.
    pub(crate) field: String,
    /// A code for programs.
    pub(crate) rule: String,
    /// A sentence with the remedy.
    pub(crate) reason: String,
}

/// A role whose members may do it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WhoCan {
    /// The role.
    pub(crate) role: RoleIdOut,
    /// Its members, the first few.
    pub(crate) members: Vec<Who>,
}

/// A member who may do it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Who {
    /// The member.
    pub(crate) id: MemberIdOut,
    /// The name, where one is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
}

/// A way to more credits that covers what is missing.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Way {
    /// `package` or `plan`.
    pub(crate) kind: WayKind,
    /// The package or plan.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: String,
    /// Its price, where one is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) price: Option<MoneyOut>,
}

/// What a way is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum WayKind {
    /// Extra credits, bought once.
    Package,
    /// A higher plan, at the host.
    Plan,
}

/// The body of a problem.
#[derive(Debug, Serialize)]
pub(crate) struct ProblemBody<'a> {
    r#type: String,
    title: &'static str,
    status: u16,
    detail: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    instance: Option<&'a str>,
    code: &'a str,
    #[serde(flatten)]
    extra: &'a Extra,
}

/// A problem as a part of another answer.
#[derive(Debug, Serialize)]
pub(crate) struct ProblemOut(Box<serde_json::value::RawValue>);

impl Problem {
    /// A problem of a code.
    pub(crate) fn new(code: Code, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::with(code, detail, Extra::default())
    }

    /// A problem with what helps.
    pub(crate) fn with(code: Code, detail: impl Into<Cow<'static, str>>, extra: Extra) -> Self {
        let name = Cow::Borrowed(code.name());
        Self(Box::new(Parts { code, name, detail: detail.into(), extra, retry_after_seconds: None }))
    }

    /// A problem that may be gone after so many seconds.
    pub(crate) fn retry(code: Code, detail: impl Into<Cow<'static, str>>, seconds: u64) -> Self {
        let mut problem = Self::new(code, detail);
        problem.0.retry_after_seconds = Some(seconds);
        problem
    }

    /// The body is no JSON.
    pub(crate) fn invalid_json(why: &str) -> Self {
        Self::new(Code::InvalidJson, format!("The body cannot be read: {why}."))
    }

    /// There is no such thing: not there, or not this caller's to see.
    pub(crate) fn not_found(what: &str) -> Self {
        Self::new(Code::NotFound, format!("There is no such {what}."))
    }

    /// A field that cannot be.
    pub(crate) fn invalid(field: &str, rule: &str, reason: &str) -> Self {
        let of = if field.is_empty() { "The body".to_owned() } else { format!("The field {field}") };
        let parameter = InvalidParameter { field: field.to_owned(), rule: rule.to_owned(), reason: reason.to_owned() };
        let extra = Extra { invalid_parameters: vec![parameter], ..Extra::default() };
        let mut problem = Self::with(Code::InvalidParameters, format!("{of} {reason}."), extra);
        problem.0.name = Cow::Owned(rule.to_owned());
        problem
    }

    /// Several things that cannot be.
    pub(crate) fn all_invalid(rule: &str, detail: &'static str, parameters: Vec<InvalidParameter>) -> Self {
        let extra = Extra { invalid_parameters: parameters, ..Extra::default() };
        let mut problem = Self::with(Code::InvalidParameters, detail, extra);
        problem.0.name = Cow::Owned(rule.to_owned());
        problem
    }

    /// A field that did not parse. The code is `invalid_amount` for credits, else `invalid_` and the field's first name.
    pub(crate) fn fault(field: &str, fault: &Fault) -> Self {
        let first = field.split('.').next().unwrap_or(field);
        let rule = if fault.is_amount { "invalid_amount".to_owned() } else { format!("invalid_{first}") };
        Self::invalid(field, &rule, &fault.reason)
    }

    /// Plans that would do.
    pub(crate) fn plans(plans: &[PlanId]) -> Vec<PlanIdOut> {
        plans.iter().cloned().map(PlanIdOut::from).collect()
    }

    /// The code as the API names it.
    pub(crate) fn code(&self) -> &str {
        &self.0.name
    }

    /// The status.
    pub(crate) fn status(&self) -> u16 {
        self.0.code.status().as_u16()
    }

    /// The body; `instance` is the request's id.
    pub(crate) fn body<'a>(&'a self, instance: Option<&'a str>) -> ProblemBody<'a> {
        let Parts { code, name, detail, extra, .. } = &*self.0;
        // An `invalid_…` code is explained by its family's chapter.
        let page = code.name();
        ProblemBody {
            r#type: format!("/docs/problems#{page}"),
            title: code.title(),
            status: code.status().as_u16(),
            detail,
            instance,
            code: name,
            extra,
        }
    }

    /// The problem inside another answer.
    pub(crate) fn out(&self) -> ProblemOut {
        ProblemOut(serde_json::value::to_raw_value(&self.body(None)).unwrap_or_default())
    }

    /// The whole answer.
    pub(crate) fn into_response(self, instance: &str) -> Response<Body> {
        let body = serde_json::to_vec(&self.body(Some(instance))).unwrap_or_default();
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.0.code.status();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.0.retry_after_seconds {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.0.code == Code::Unauthenticated {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

impl From<StoreError> for Problem {
    /// What broke stands in the log; the caller learns whether to try again.
    fn from(error: StoreError) -> Self {
        let code = Code::of_store(&error);
        tracing::error!(error = error.chain(), "store failed");
        if matches!(error, StoreError::Uncertain { .. }) {
            let detail = "Whether it was done is not known. Send the same request with the same Idempotency-Key again: it has one effect.";
            return Self::retry(code, detail, 2);
        }
        match code {
            Code::Busy => {
                Self::retry(code, "More requests are waiting than the ledger takes. Try again in a moment.", 1)
            }
            Code::Stopping => Self::retry(code, "The server is stopping and takes no more requests.", 5),
            Code::Unavailable => {
                let detail = "The ledger cannot be written now; nothing was done. GET /readyz says why.";
                Self::retry(code, detail, 5)
            }
            _ => Self::new(Code::Internal, "Something failed inside. The log has the details under this request's id."),
        }
    }
}

impl From<scrip_core::Corrupt> for Problem {
    fn from(corrupt: scrip_core::Corrupt) -> Self {
        Self::from(StoreError::Corrupt(corrupt.to_string()))
    }
}

#[cfg(test)]
mod tests;
