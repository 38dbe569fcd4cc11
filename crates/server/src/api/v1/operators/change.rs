//! `PATCH` and `DELETE /v1/operators/{operator}`: another name, role or password; in or out. The last admin stays.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::out::{self, OperatorOut};
use crate::auth::Role;
use crate::auth::operator::Operator;
use crate::auth::password::Kept;
use crate::auth::turn::{Changed, TRIES_MAX, look_anew, never_its_turn};
use crate::edge::{Answer, Call, Operation, Shape, Verb};
use crate::problem::{Code, Problem};
use crate::wire::field::{FlagField, Given, PasswordField, TextField};

/// What is to be different; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OperatorChange {
    /// Another name.
    name: Option<TextField>,
    /// Another role; ends his sessions.
    #[schema(value_type = Option<String>, pattern = "^(support|finance|admin)$")]
    role: Option<TextField>,
    /// Another password, 12 to 128 characters; ends his sessions.
    password: Option<PasswordField>,
    /// Whether he is kept out; true ends his sessions.
    disabled: Option<FlagField>,
}

/// The operator that was removed.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RemovedOperator {
    /// The id.
    id: String,
    /// True.
    deleted: bool,
}

const ONE: &str = "/v1/operators/{operator}";

pub(super) const CHANGE: Operation = Operation {
    body: Some(Shape::of::<OperatorChange>()),
    codes: &[Code::LastAdmin],
    ..Operation::of(
        (Verb::Patch, ONE),
        "changeOperator",
        "Change an operator's name, role or password, or keep him out",
        super::ADMIN,
        (200, Shape::of::<OperatorOut>()),
    )
};

pub(super) const REMOVE: Operation = Operation {
    codes: &[Code::LastAdmin],
    ..Operation::of(
        (Verb::Delete, ONE),
        "removeOperator",
        "Remove an operator; his sessions end at once",
        super::ADMIN,
        (200, Shape::of::<RemovedOperator>()),
    )
};

fn last_admin() -> Problem {
    Problem::new(Code::LastAdmin, "Nobody else may do everything. Make another operator an admin first.")
}

/// What an operator asks to be different.
struct Wanted {
    name: Option<String>,
    role: Option<Role>,
    password: Option<Kept>,
    is_disabled: Option<bool>,
}

pub(super) async fn change(call: Call) -> Result<Answer, Problem> {
    let body: OperatorChange = call.body()?;
    let operators = &call.app.operators;
    let id = call.segment(2).into_owned();
    let name = body.name.optional("name")?.map(|name| name.to_string());
    let role = body.role.optional("role")?.map(|text| out::role(&text)).transpose()?;
    let is_disabled = body.disabled.optional("disabled")?;
    let password = body.password.optional("password")?;
    let _changing = operators.changing.lock().await;
    let old = operators.get(&id).ok_or_else(|| Problem::not_found("operator"))?;
    let password = match password {
        Some(password) => {
            password.check_new("password", &old.email)?;
            Some(operators.passwords.keep(password).await?)
        }
        None => None,
    };
    let wanted = Wanted { name, role, password, is_disabled };
    for _ in 0..TRIES_MAX {
        if let Some(answer) = try_change(&call, &id, &wanted).await? {
            return Ok(answer);
        }
        look_anew(&call.app, call.caller()?).await?;
    }
    Err(never_its_turn())
}

/// One try; none where another change had its turn.
async fn try_change(call: &Call, id: &str, wanted: &Wanted) -> Result<Option<Answer>, Problem> {
    let operators = &call.app.operators;
    let turn = operators.turn();
    let old = operators.get(id).ok_or_else(|| Problem::not_found("operator"))?;
    let name = wanted.name.clone().unwrap_or_else(|| old.name.clone());
    let role = wanted.role.unwrap_or(old.role);
    let is_disabled = wanted.is_disabled.unwrap_or(old.is_disabled);
    if (role != Role::Admin || is_disabled) && operators.is_last_admin(id) {
        return Err(last_admin());
    }
    let is_new_password = wanted.password.is_some();
    let password = wanted.password.clone().unwrap_or_else(|| old.password.clone());
    let ends = is_new_password || role != old.role || is_disabled && !old.is_disabled;
    let generation = old.generation.wrapping_add(u32::from(ends));
    let what = [
        (name != old.name, "name".to_owned()),
        (role != old.role, format!("role {role}")),
        (is_new_password, "password".to_owned()),
        (is_disabled && !old.is_disabled, "disabled".to_owned()),
        (!is_disabled && old.is_disabled, "enabled".to_owned()),
    ];
    let what: Vec<_> = what.into_iter().filter_map(|(is_said, word)| is_said.then_some(word)).collect();
    if what.is_empty() {
        return Ok(Some(Answer::ok(&OperatorOut::of(operators, &old))));
    }
    let next = Operator { name, role, password, is_disabled, generation, ..Operator::clone(&old) };
    let sessions = if ends { operators.end_all_docs(id) } else { Vec::new() };
    let audit = call.app.audit(call.caller()?, call.clock, "operator_changed", &format!("{id}: {}", what.join(", ")));
    match operators.change(&call.app.ledger, turn, &old, Some(next), (audit, sessions)).await? {
        Changed::Done(next) => {
            if ends {
                operators.ended_all(id);
            }
            Ok(Some(Answer::ok(&OperatorOut::of(operators, &next.unwrap_or(old)))))
        }
        Changed::Late => Ok(None),
    }
}

pub(super) async fn remove(call: Call) -> Result<Answer, Problem> {
    let operators = &call.app.operators;
    let id = call.segment(2).into_owned();
    let _changing = operators.changing.lock().await;
    for _ in 0..TRIES_MAX {
        let turn = operators.turn();
        let old = operators.get(&id).ok_or_else(|| Problem::not_found("operator"))?;
        if operators.is_last_admin(&id) {
            return Err(last_admin());
        }
        let audit = call.app.audit(call.caller()?, call.clock, "operator_removed", &id);
        let sessions = operators.end_all_docs(&id);
        match operators.change(&call.app.ledger, turn, &old, None, (audit, sessions)).await? {
            Changed::Done(_) => return Ok(Answer::ok(&RemovedOperator { id, deleted: true })),
            Changed::Late => look_anew(&call.app, call.caller()?).await?,
        }
    }
    Err(never_its_turn())
}
