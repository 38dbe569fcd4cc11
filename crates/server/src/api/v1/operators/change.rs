//! `PATCH` and `DELETE /v1/operators/{operator}`: another name, role or password; in or out. The last admin stays.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::out::{self, OperatorOut};
use crate::auth::Role;
use crate::auth::operator::Operator;
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

pub(super) async fn change(call: Call) -> Result<Answer, Problem> {
    let body: OperatorChange = call.body()?;
    let operators = &call.app.operators;
    let id = call.segment(2).into_owned();
    let _changing = operators.changing.lock().await;
    let old = operators.get(&id).ok_or_else(|| Problem::not_found("operator"))?;
    let name = body.name.optional("name")?.map_or_else(|| old.name.clone(), |name| name.to_string());
    let role = body.role.optional("role")?.map(|text| out::role(&text)).transpose()?.unwrap_or(old.role);
    let is_disabled = body.disabled.optional("disabled")?.unwrap_or(old.is_disabled);
    let password = body.password.optional("password")?;
    if (role != Role::Admin || is_disabled) && operators.is_last_admin(&id) {
        return Err(last_admin());
    }
    let is_new_password = password.is_some();
    let password = match password {
        Some(password) => {
            password.check_new("password", &old.email)?;
            operators.passwords.keep(password).await?
        }
        None => old.password.clone(),
    };
    let ends = is_new_password || role != old.role || is_disabled && !old.is_disabled;
    let generation = old.generation.wrapping_add(u32::from(ends));
    let next = Operator { name, role, password, is_disabled, generation, ..Operator::clone(&old) };
    let what = [
        (next.name != old.name, "name".to_owned()),
        (next.role != old.role, format!("role {role}")),
        (is_new_password, "password".to_owned()),
        (is_disabled && !old.is_disabled, "disabled".to_owned()),
        (!is_disabled && old.is_disabled, "enabled".to_owned()),
    ];
    let what: Vec<_> = what.into_iter().filter_map(|(is_said, word)| is_said.then_some(word)).collect();
    if !what.is_empty() {
        let subject = format!("{id}: {}", what.join(", "));
        let mut docs = if ends { operators.end_all_docs(&id) } else { Vec::new() };
        docs.extend([next.doc(), call.app.audit(call.caller()?, call.clock, "operator_changed", &subject)]);
        call.app.ledger.put(docs).await?;
    }
    let next = operators.put(next);
    if ends {
        operators.ended_all(&id);
    }
    Ok(Answer::ok(&OperatorOut::of(operators, &next)))
}

pub(super) async fn remove(call: Call) -> Result<Answer, Problem> {
    let operators = &call.app.operators;
    let id = call.segment(2).into_owned();
    let _changing = operators.changing.lock().await;
    let old = operators.get(&id).ok_or_else(|| Problem::not_found("operator"))?;
    if operators.is_last_admin(&id) {
        return Err(last_admin());
    }
    let mut docs = old.gone_docs();
    docs.extend(operators.end_all_docs(&id));
    docs.push(call.app.audit(call.caller()?, call.clock, "operator_removed", &id));
    call.app.ledger.put(docs).await?;
    operators.remove(&id);
    Ok(Answer::ok(&RemovedOperator { id, deleted: true }))
}
