//! Server keys: make one (its secret is shown once), list, revoke.

use scrip_store::{Doc, DocKind};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::{ApiKey, Scope, key::Secret};
use crate::edge::page::{AFTER, LIMIT, Page, listed};
use crate::edge::{Answer, Call, Endpoint, Operation, Shape, Verb, Who, endpoint};
use crate::problem::{Code, Problem};
use crate::random;
use crate::wire::field::{Given, TextField};
use crate::wire::parse::Fault;
use crate::wire::shown::{Shown, TimeOut};

/// A key to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewApiKey {
    /// `read`, `write` or `operator`; each holds those before it.
    #[schema(required, value_type = String, pattern = "^(read|write|operator)$")]
    scope: Option<TextField>,
    /// What it is for.
    name: Option<TextField>,
}

/// A server key.
#[derive(Serialize, ToSchema)]
#[schema(as = ApiKey)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApiKeyOut {
    /// Its id.
    id: String,
    /// What it may do.
    #[schema(value_type = String, pattern = "^(read|write|operator)$")]
    scope: &'static str,
    /// What it is for.
    name: String,
    /// The last characters of its secret.
    hint: String,
    /// When it was made.
    created_at: TimeOut,
    /// The secret. Only in the answer that makes it: it is not kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
}

listed!(
    /// A page of keys.
    ApiKeysOut of ApiKeyOut
);

/// The key that was revoked.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RevokedApiKey {
    /// Its id.
    id: String,
    /// True.
    revoked: bool,
}

const OPERATOR: Who = Who::Server(Scope::Operator);

const CREATE: Operation = Operation {
    body: Some(Shape::of::<NewApiKey>()),
    ..Operation::of(
        (Verb::Post, "/v1/api-keys"),
        "createApiKey",
        "Make a server key; its secret is shown once",
        OPERATOR,
        (201, Shape::of::<ApiKeyOut>()),
    )
};

const LIST: Operation = Operation {
    query: &[LIMIT, AFTER],
    ..Operation::of(
        (Verb::Get, "/v1/api-keys"),
        "listApiKeys",
        "Server keys, the oldest first",
        OPERATOR,
        (200, Shape::of::<ApiKeysOut>()),
    )
};

const REVOKE: Operation = Operation::of(
    (Verb::Delete, "/v1/api-keys/{key}"),
    "revokeApiKey",
    "Revoke a server key, at once",
    OPERATOR,
    (200, Shape::of::<RevokedApiKey>()),
);

pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![endpoint(&CREATE, create), endpoint(&LIST, list), endpoint(&REVOKE, revoke)]
}

fn shown(key: &ApiKey, secret: Option<String>) -> ApiKeyOut {
    ApiKeyOut {
        id: key.id.clone(),
        scope: key.scope.name(),
        name: key.name.clone(),
        hint: key.hint.clone(),
        created_at: Shown(key.created_at),
        key: secret,
    }
}

async fn create(call: Call) -> Result<Answer, Problem> {
    let body: NewApiKey = call.body()?;
    let scope = body.scope.required("scope")?;
    let scope: Scope = scope.parse().map_err(|reason: String| Problem::fault("scope", &Fault::new(reason)))?;
    let name = body.name.optional("name")?.map_or(String::new(), |name| name.to_string());
    let no_chance = |_| Problem::new(Code::Internal, "The system gives no randomness.");
    let secret = Secret::new(call.app.keys.mode()).map_err(no_chance)?;
    let id = format!("key_{}", random::hex::<8>().map_err(no_chance)?);
    let key = ApiKey::of(&secret, &id, &name, scope, call.clock);
    let doc = Doc { kind: DocKind::ApiKey, key: id.clone(), body: Some(key.to_bytes()) };
    let audit = call.app.audit(call.caller()?, call.clock, "api_key_created", &id);
    call.app.ledger.put(vec![doc, audit]).await?;
    let key = call.app.keys.put(key);
    Ok(Answer::created(&shown(&key, Some(secret.0))))
}

async fn list(call: Call) -> Result<Answer, Problem> {
    let page = Page::of(&call.query()?)?;
    let cursor = |key: &ApiKey| format!("{:020}.{}", key.created_at.micros(), key.id);
    let all = call.app.keys.all().into_iter().map(|key| (cursor(&key), shown(&key, None)));
    let rest: Vec<_> = all.filter(|(cursor, _)| page.after.as_ref().is_none_or(|after| cursor > after)).collect();
    Ok(Answer::ok(&ApiKeysOut::from(page.take(rest.into_iter()))))
}

async fn revoke(call: Call) -> Result<Answer, Problem> {
    let id = call.segment(2).into_owned();
    if !call.app.keys.all().iter().any(|key| key.id == id) {
        return Err(Problem::not_found("key"));
    }
    let doc = Doc { kind: DocKind::ApiKey, key: id.clone(), body: None };
    let audit = call.app.audit(call.caller()?, call.clock, "api_key_revoked", &id);
    call.app.ledger.put(vec![doc, audit]).await?;
    call.app.keys.remove(&id);
    Ok(Answer::ok(&RevokedApiKey { id, revoked: true }))
}
