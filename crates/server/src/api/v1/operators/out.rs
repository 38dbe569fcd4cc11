//! How an operator and a sign-in are shown, and how their fields are read.

use scrip_core::text::Text;
use scrip_core::time::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::Role;
use crate::auth::operator::{Operator, Operators, SignedIn};
use crate::edge::page::listed;
use crate::problem::Problem;
use crate::wire::parse::Fault;
use crate::wire::shown::{Shown, TimeOut};

/// A member of the staff.
#[derive(Serialize, ToSchema)]
#[schema(as = Operator)]
#[serde(deny_unknown_fields)]
pub(crate) struct OperatorOut {
    /// The id, which is all that the audit and the entries name.
    id: String,
    /// What colleagues call him.
    name: String,
    /// The address that he signs in with.
    email: String,
    /// What he may do.
    #[schema(value_type = String, pattern = "^(support|finance|admin)$")]
    role: &'static str,
    /// True for one who may not sign in.
    disabled: bool,
    /// When he was added.
    created_at: TimeOut,
    /// When he last signed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_signed_in_at: Option<TimeOut>,
}

listed!(
    /// A page of operators.
    OperatorsOut of OperatorOut
);

impl OperatorOut {
    pub(super) fn of(operators: &Operators, operator: &Operator) -> Self {
        Self {
            id: operator.id.clone(),
            name: operator.name.clone(),
            email: operator.email.clone(),
            role: operator.role.name(),
            disabled: operator.is_disabled,
            created_at: Shown(Timestamp::from_micros(operator.created_at)),
            last_signed_in_at: operators.signed_in_at(&operator.id).map(Shown),
        }
    }
}

/// Who has signed in.
#[derive(Serialize, ToSchema)]
#[schema(as = SignedInOperator)]
#[serde(deny_unknown_fields)]
struct Whoever {
    /// The id.
    id: String,
    /// The name.
    name: String,
    /// The mail.
    email: String,
    /// What he may do.
    #[schema(value_type = String, pattern = "^(support|finance|admin)$")]
    role: &'static str,
}

/// An operator's session.
#[derive(Serialize, ToSchema)]
#[schema(as = OperatorSession)]
#[serde(deny_unknown_fields)]
pub(super) struct SessionOut {
    /// Who has signed in.
    operator: Whoever,
    /// When the session is over in any case.
    expires_at: TimeOut,
    /// When it is over if nothing is called.
    idle_expires_at: TimeOut,
}

impl SessionOut {
    pub(super) fn of(operator: &Operator, session: &SignedIn) -> Self {
        let Operator { id, name, email, role, .. } = operator.clone();
        Self {
            operator: Whoever { id, name, email, role: role.name() },
            expires_at: Shown(session.expires_at()),
            idle_expires_at: Shown(session.idle_expires_at()),
        }
    }
}

/// A role by its word.
pub(super) fn role(text: &Text) -> Result<Role, Problem> {
    text.parse().map_err(|reason: String| Problem::fault("role", &Fault::new(reason)))
}

/// The longest address of a mail (RFC 5321).
const MAIL_LEN_MAX: usize = 254;

/// A mail's address, as far as a sign-in needs to know.
pub(super) fn mail(text: &Text) -> Result<String, Problem> {
    let is_mail = text.len() <= MAIL_LEN_MAX && text.parse::<lettre::Address>().is_ok();
    let fault = || Problem::fault("email", &Fault::new("must be a mail's address such as eva@example.com"));
    if is_mail { Ok(text.to_string()) } else { Err(fault()) }
}
