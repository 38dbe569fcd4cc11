//! `POST /v1/operators`: add a member of the staff.

use scrip_store::StoreError;
use serde::Deserialize;
use utoipa::ToSchema;

use super::out::{self, OperatorOut};
use crate::auth::operator::{OPERATORS_MAX, Operator};
use crate::edge::{Answer, Call, Operation, Shape, Verb};
use crate::problem::{Code, Problem};
use crate::random;
use crate::wire::field::{Given, PasswordField, TextField};

/// An operator to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewOperator {
    /// What colleagues call him.
    #[schema(required)]
    name: Option<TextField>,
    /// The address that he signs in with. One mail is one operator.
    #[schema(required)]
    email: Option<TextField>,
    /// `support`, `finance` or `admin`; each holds those before it.
    #[schema(required, value_type = String, pattern = "^(support|finance|admin)$")]
    role: Option<TextField>,
    /// 12 to 128 characters.
    #[schema(required)]
    password: Option<PasswordField>,
}

pub(super) const OPERATION: Operation = Operation {
    body: Some(Shape::of::<NewOperator>()),
    codes: &[Code::OperatorExists, Code::TooMany],
    ..Operation::of(
        (Verb::Post, "/v1/operators"),
        "createOperator",
        "Add an operator of the console",
        super::ADMIN,
        (201, Shape::of::<OperatorOut>()),
    )
};

pub(super) async fn run(call: Call) -> Result<Answer, Problem> {
    let body: NewOperator = call.body()?;
    let name = body.name.required("name")?.to_string();
    let email = out::mail(&body.email.required("email")?)?;
    let role = out::role(&body.role.required("role")?)?;
    let password = body.password.required("password")?;
    password.check_new("password", &email)?;
    let exists = || Problem::new(Code::OperatorExists, "An operator signs in with this mail already.");
    let operators = &call.app.operators;
    let _changing = operators.changing.lock().await;
    if operators.of_mail(&email).is_some() {
        return Err(exists());
    }
    if operators.all().len() >= OPERATORS_MAX {
        return Err(Problem::new(Code::TooMany, format!("At most {OPERATORS_MAX} operators are kept.")));
    }
    let no_chance = |_| Problem::new(Code::Internal, "The system gives no randomness.");
    let operator = Operator {
        id: format!("opr_{}", random::hex::<8>().map_err(no_chance)?),
        name,
        email,
        role,
        password: operators.passwords.keep(password).await?,
        is_disabled: false,
        generation: 0,
        created_at: call.clock.micros(),
        version: 0,
    };
    let audit = call.app.audit(call.caller()?, call.clock, "operator_created", &operator.id);
    match call.app.ledger.put_new(vec![operator.doc(), operator.mail_doc(), audit]).await {
        // Another process was first.
        Err(StoreError::Taken(_)) => return Err(exists()),
        written => written?,
    }
    let operator = operators.put(operator);
    Ok(Answer::created(&OperatorOut::of(operators, &operator)))
}
