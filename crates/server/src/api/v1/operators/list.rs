//! `GET /v1/operators` and one of them.

use super::out::{OperatorOut, OperatorsOut};
use crate::edge::page::{AFTER, LIMIT, Page};
use crate::edge::{Answer, Call, Operation, Shape, Verb};
use crate::problem::Problem;

pub(super) const LIST: Operation = Operation {
    query: &[LIMIT, AFTER],
    ..Operation::of(
        (Verb::Get, "/v1/operators"),
        "listOperators",
        "Operators of the console, the oldest first",
        super::ADMIN,
        (200, Shape::of::<OperatorsOut>()),
    )
};

pub(super) const GET: Operation = Operation::of(
    (Verb::Get, "/v1/operators/{operator}"),
    "getOperator",
    "An operator of the console",
    super::ADMIN,
    (200, Shape::of::<OperatorOut>()),
);

pub(super) async fn list(call: Call) -> Result<Answer, Problem> {
    let page = Page::of(&call.query()?)?;
    let operators = &call.app.operators;
    let all = operators.all().into_iter().map(|operator| {
        (format!("{:020}.{}", operator.created_at, operator.id), OperatorOut::of(operators, &operator))
    });
    let rest: Vec<_> = all.filter(|(cursor, _)| page.after.as_ref().is_none_or(|after| cursor > after)).collect();
    Ok(Answer::ok(&OperatorsOut::from(page.take(rest.into_iter()))))
}

pub(super) async fn get(call: Call) -> Result<Answer, Problem> {
    let operators = &call.app.operators;
    let operator = operators.get(&call.segment(2)).ok_or_else(|| Problem::not_found("operator"))?;
    Ok(Answer::ok(&OperatorOut::of(operators, &operator)))
}
