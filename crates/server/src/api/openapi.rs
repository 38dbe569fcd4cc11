//! The OpenAPI document (3.1), made from the operations: what runs is what is written. Every answer has a closed schema.

use std::collections::{BTreeMap, BTreeSet};

use scrip_core::order::QUANTITY_MAX;
use serde_json::{Map, Value, json};
use utoipa::openapi::{RefOr, Schema};

use crate::auth::{Role, cookie};
use crate::edge::{Endpoint, Operation, Parameter, Shape, Verb, Who};
use crate::problem::{Code, schema};

/// The document, indented, as it stands at the root of the repository.
pub(crate) fn json() -> String {
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    let mut schemas = Vec::new();
    let mut problems = Map::new();
    schema::components(&mut schemas);
    for Endpoint { operation, .. } in super::endpoints() {
        let methods = paths.entry(operation.path).or_default();
        methods.insert(operation.verb.name().to_lowercase(), described(operation, &mut schemas, &mut problems));
    }
    problems.extend(shared(&mut paths, "responses", |operation| {
        let answers = operation.get_mut("responses").and_then(Value::as_object_mut);
        answers.into_iter().flatten().map(|(status, answer)| (format!("problem.{status}"), answer)).collect()
    }));
    let parameters = shared(&mut paths, "parameters", |operation| {
        let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
        let name = |parameter: &Value| parameter.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
        parameters.into_iter().flatten().map(|parameter| (name(parameter), parameter)).collect()
    });
    let components: BTreeMap<String, RefOr<Schema>> = schemas.into_iter().collect();
    let mut components = serde_json::to_value(components).unwrap_or_default();
    close(&mut components);
    let document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Scrip",
            "description": "A credits system for SaaS products. What each problem means: docs/problems.md.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
            "version": env!("CARGO_PKG_VERSION"),
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": components,
            "responses": problems,
            "parameters": parameters,
            "securitySchemes": {
                "server_key": {"type": "http", "scheme": "bearer", "description": "A server key: sk_test_… or sk_live_…"},
                "session": {"type": "http", "scheme": "bearer", "description": "A session token: ses_…"},
                "operator_session": {
                    "type": "apiKey", "in": "cookie", "name": cookie::NAME,
                    "description": "An operator who has signed in to the console; what is no read needs the header X-Scrip-Console: 1",
                },
            },
        },
    });
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

/// What several operations say in the same words becomes a component, to which each of them then refers.
fn shared(
    paths: &mut BTreeMap<&str, Map<String, Value>>,
    section: &str,
    parts: impl Fn(&mut Value) -> Vec<(String, &mut Value)>,
) -> Map<String, Value> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for operation in paths.values_mut().flat_map(|methods| methods.values_mut()) {
        for (_, part) in parts(operation) {
            *times.entry(part.to_string()).or_default() += 1;
        }
    }
    let (mut components, mut names) = (Map::new(), BTreeMap::new());
    for operation in paths.values_mut().flat_map(|methods| methods.values_mut()) {
        for (name, part) in parts(operation) {
            let text = part.to_string();
            if part.get("$ref").is_some() || times.get(&text).is_none_or(|times| *times < 2) {
                continue;
            }
            let name: &String = names.entry(text).or_insert_with(|| free(&components, name));
            let reference = json!({"$ref": format!("#/components/{section}/{name}")});
            components.insert(name.clone(), std::mem::replace(part, reference));
        }
    }
    components
}

/// The name, with a number where another component has it.
fn free(components: &Map<String, Value>, name: String) -> String {
    let numbered = (2..).map(|number: u32| format!("{name}.{number}"));
    let mut names = std::iter::once(name.clone()).chain(numbered);
    names.find(|name| !components.contains_key(name)).unwrap_or(name)
}

/// Objects say that they hold nothing else, unless they say what else.
fn close(value: &mut Value) {
    if let Value::Object(fields) = value {
        let is_object = fields.get("type").is_some_and(|kind| kind == "object") && fields.contains_key("properties");
        if is_object && !fields.contains_key("additionalProperties") {
            fields.insert("additionalProperties".to_owned(), Value::Bool(false));
        }
        fields.values_mut().for_each(close);
    } else if let Value::Array(items) = value {
        items.iter_mut().for_each(close);
    }
}

fn component(shape: &Shape, schemas: &mut Vec<(String, RefOr<Schema>)>) -> Value {
    let name = (shape.name)().into_owned();
    schemas.push((name.clone(), (shape.schema)()));
    (shape.others)(schemas);
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn described(
    operation: &Operation,
    schemas: &mut Vec<(String, RefOr<Schema>)>,
    problems: &mut Map<String, Value>,
) -> Value {
    let mut parameters: Vec<Value> = in_path(operation.path).map(path_parameter).collect();
    parameters.extend(operation.query.iter().map(query_parameter));
    if operation.is_keyed {
        parameters.push(json!({
            "name": "Idempotency-Key", "in": "header", "required": true,
            "description": "The same key again gives the first answer again.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
        }));
    }
    if operation.id == "putCatalog" {
        parameters.push(json!({
            "name": "If-Match", "in": "header", "required": false,
            "description": "The ETag of the version that was edited.", "schema": {"type": "string"},
        }));
    }
    let mut answers = Map::new();
    answers.insert(operation.answer.0.to_string(), answer(operation, schemas));
    for (status, codes) in by_status(operation) {
        answers.insert(status.to_string(), problem(operation, &codes, problems));
    }
    let mut whole = json!({
        "operationId": operation.id,
        "summary": operation.summary,
        "parameters": parameters,
        "responses": answers,
        "security": security(operation),
    });
    if let (Some(shape), Value::Object(fields)) = (&operation.body, &mut whole) {
        let is_needed = !matches!(
            (shape.name)().as_ref(),
            "Nothing" | "Activation" | "OperatorChange" | "NewVoid" | "NewSettle" | "Redelivery"
        );
        let schema = component(shape, schemas);
        let body = json!({"required": is_needed, "content": {"application/json": {"schema": schema}}});
        fields.insert("requestBody".to_owned(), body);
    }
    whole
}

/// The answer when all goes well.
fn answer(operation: &Operation, schemas: &mut Vec<(String, RefOr<Schema>)>) -> Value {
    let text = json!({"type": "string"});
    let content = match operation.id {
        "getOpenapi" => json!({"application/json": {"schema": {"type": "object"}}}),
        "getDocs" | "getProblems" => json!({"text/html": {"schema": text}}),
        "getInvoicePdf" => json!({"application/pdf": {"schema": {"type": "string", "format": "binary"}}}),
        "streamBalance" => json!({"text/event-stream": {"schema": text}}),
        "listEntries" => {
            json!({"application/json": {"schema": component(&operation.answer.1, schemas)}, "text/csv": {"schema": text}})
        }
        _ => json!({"application/json": {"schema": component(&operation.answer.1, schemas)}}),
    };
    let mut answer = json!({"description": operation.summary, "content": content});
    if let (true, Value::Object(fields)) = (operation.is_keyed, &mut answer) {
        let header = json!({"Idempotency-Replayed": {"description": "true: the first answer again.",
            "schema": {"type": "string", "enum": ["true"]}}});
        fields.insert("headers".to_owned(), header);
    }
    answer
}

/// A problem with one of these codes. Calls that answer the same codes refer to one component, named after them; only the
/// fields that a call may get wrong are its own.
fn problem(operation: &Operation, codes: &[Code], problems: &mut Map<String, Value>) -> Value {
    let is_own = codes.contains(&Code::InvalidParameters);
    let invalid = if is_own { invalid_codes(operation) } else { Vec::new() };
    let schema = serde_json::to_value(schema::schema(codes, &invalid)).unwrap_or_default();
    let titles: Vec<&str> = codes.iter().map(|code| code.title()).collect();
    let body = json!({"description": titles.join("; "), "content": {"application/problem+json": {"schema": schema}}});
    if is_own {
        return body;
    }
    let names: Vec<&str> = codes.iter().map(|code| code.name()).collect();
    let name = names.join(".");
    let reference = json!({"$ref": format!("#/components/responses/{name}")});
    problems.insert(name, body);
    reference
}

fn security(operation: &Operation) -> Value {
    let mut ways: Vec<&str> = match operation.who {
        Who::Anyone | Who::Operator => Vec::new(),
        Who::Server(_) => vec!["server_key"],
        Who::ServerOrSession(_) => vec!["server_key", "session"],
        Who::Session => vec!["session"],
    };
    if Role::least(operation.id).is_some() {
        ways.push("operator_session");
    }
    ways.into_iter().map(|way| json!({way: []})).collect()
}

/// Every problem that the operation may answer, by status.
fn by_status(operation: &Operation) -> BTreeMap<u16, Vec<Code>> {
    let mut codes: BTreeSet<Code> = operation.codes.iter().copied().collect();
    codes.extend([Code::InvalidRequest, Code::HeadersTooLarge, Code::UriTooLong, Code::Internal, Code::Unavailable]);
    if operation.who != Who::Anyone {
        codes.extend([Code::Unauthenticated, Code::ScopeMissing, Code::RateLimited, Code::Busy, Code::Stopping]);
        // Query parameters that are unknown, and ids that cannot be.
        codes.extend([Code::InvalidParameters, Code::NotFound]);
        // Who comes with the console's cookie comes from its page; a support session reads only.
        codes.extend([Code::NotFromConsole, Code::SessionReadOnly]);
    }
    if operation.is_keyed {
        let keys = [Code::IdempotencyKeyMissing, Code::InvalidIdempotencyKey, Code::IdempotencyKeyReused];
        codes.extend(keys);
        codes.insert(Code::IdempotencyInFlight);
    }
    if operation.verb != Verb::Get {
        codes.extend([Code::BodyTooLarge, Code::UnsupportedMediaType, Code::RequestTimeout, Code::InvalidJson]);
    }
    let mut all: BTreeMap<u16, Vec<Code>> = BTreeMap::new();
    for code in codes {
        all.entry(code.status().as_u16()).or_default().push(code);
    }
    all
}

/// The `invalid_…` codes of an operation's fields.
fn invalid_codes(operation: &Operation) -> Vec<String> {
    let mut names = BTreeSet::new();
    names.extend(operation.query.iter().map(|parameter| parameter.name.to_owned()));
    names.extend(in_path(operation.path).map(str::to_owned));
    if let Some(shape) = &operation.body {
        let value = serde_json::to_value((shape.schema)()).unwrap_or_default();
        if let Some(Value::Object(fields)) = value.get("properties") {
            names.extend(fields.keys().cloned());
        }
    }
    names.into_iter().map(|name| format!("invalid_{name}")).collect()
}

fn in_path(path: &'static str) -> impl Iterator<Item = &'static str> {
    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

fn path_parameter(name: &str) -> Value {
    let text = |pattern: &str| json!({"type": "string", "pattern": pattern});
    let object = |prefix: &str| text(&format!("^{prefix}_[0-9A-HJKMNP-TV-Z]{{16}}$"));
    let schema = match name {
        "account" | "member" => text("^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$"),
        "subject" => text("^(account|(member|subaccount):(\\*|[A-Za-z0-9][A-Za-z0-9._:-]{0,63}))$"),
        "spend" => object("spd"),
        "grant" => object("grt"),
        "invoice" => object("inv"),
        "reservation" => object("rsv"),
        "order" => object("ord"),
        "version" => json!({"type": "integer", "minimum": 1, "maximum": u32::MAX}),
        _ => json!({"type": "string", "minLength": 1}),
    };
    json!({"name": name, "in": "path", "required": true, "schema": schema})
}

fn query_parameter(parameter: &Parameter) -> Value {
    let schema = match parameter.form {
        "" => json!({"type": "string"}),
        "limit" => json!({"type": "integer", "minimum": 1, "maximum": 200, "default": 50}),
        "quantity" => json!({"type": "integer", "minimum": 1, "maximum": QUANTITY_MAX, "default": 1}),
        "boolean" => json!({"type": "boolean"}),
        "date-time" => json!({"type": "string", "format": "date-time"}),
        pattern => json!({"type": "string", "pattern": pattern}),
    };
    let about = parameter.about;
    json!({"name": parameter.name, "in": "query", "required": false, "description": about, "schema": schema})
}

#[cfg(test)]
mod tests {
    /// `SCRIP_WRITE_OPENAPI=1` writes it; without, the committed one must be equal.
    #[test]
    fn the_committed_document_is_up_to_date() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi.json");
        let made = super::json();
        if std::env::var_os("SCRIP_WRITE_OPENAPI").is_some() {
            std::fs::write(path, &made).unwrap();
        }
        let committed = std::fs::read_to_string(path).unwrap_or_default();
        assert!(committed == made, "openapi.json is not what the code gives: run this test with SCRIP_WRITE_OPENAPI=1");
    }

    /// Every reference leads somewhere, and every object in an answer is closed. What many calls answer stands there once.
    #[test]
    fn the_document_is_whole() {
        let document: serde_json::Value = serde_json::from_str(&super::json()).unwrap();
        let text = document.to_string();
        for reference in text.split("\"$ref\":\"#").skip(1) {
            let pointer = reference.split('"').next().unwrap();
            assert!(document.pointer(pointer).is_some(), "{pointer} leads nowhere");
        }
        for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
            let is_object = schema["type"] == "object";
            assert!(!is_object || !schema["additionalProperties"].is_null(), "{name} is open");
        }
        let answers =
            document["paths"].as_object().unwrap().values().flat_map(|path| path.as_object().unwrap().values());
        for (status, answer) in answers.flat_map(|operation| operation["responses"].as_object().unwrap()) {
            let pointer = answer["$ref"].as_str().map(|reference| reference.trim_start_matches('#').to_owned());
            let answer = pointer.map_or(answer, |pointer| document.pointer(&pointer).unwrap());
            let problem = &answer["content"]["application/problem+json"]["schema"];
            assert!(status.starts_with('2') || problem["additionalProperties"] == false, "{status}: {answer}");
        }
        assert!(text.len() < 330_000, "{} bytes: what is said twice?", text.len());
        let ids: Vec<&str> = text.split("\"operationId\":\"").skip(1).map(|t| t.split('"').next().unwrap()).collect();
        let mut unique = ids.clone();
        unique.sort_unstable();
        unique.dedup();
        assert!(ids.len() > 50 && unique.len() == ids.len(), "{} operations", ids.len());
    }
}
