//! The documents: `openapi.json`, a page that shows it, and the page of problems. All from this binary, no foreign host.

use std::fmt::Write;
use std::sync::LazyLock;

use axum::http::StatusCode;

use super::openapi;
use crate::edge::{Answer, Call, Endpoint, Operation, Shape, Verb, Who, endpoint};
use crate::problem::Problem;

const PROBLEMS: &str = include_str!("../../../../docs/problems.md");

/// Anything.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes a document that is text")]
struct Document(String);

const OPENAPI: Operation = Operation::of(
    (Verb::Get, "/openapi.json"),
    "getOpenapi",
    "This document",
    Who::Anyone,
    (200, Shape::of::<Document>()),
);
const DOCS: Operation =
    Operation::of((Verb::Get, "/docs"), "getDocs", "The API on a page", Who::Anyone, (200, Shape::of::<Document>()));
const PAGES: Operation = Operation::of(
    (Verb::Get, "/docs/problems"),
    "getProblems",
    "What each problem means and what to do",
    Who::Anyone,
    (200, Shape::of::<Document>()),
);

static JSON: LazyLock<String> = LazyLock::new(openapi::json);
static INDEX: LazyLock<String> = LazyLock::new(index);
static PROBLEMS_PAGE: LazyLock<String> = LazyLock::new(problems);

pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![endpoint(&OPENAPI, document), endpoint(&DOCS, docs), endpoint(&PAGES, pages)]
}

async fn document(_: Call) -> Result<Answer, Problem> {
    Ok(Answer::bytes(StatusCode::OK, "application/json", JSON.as_str()))
}

async fn docs(_: Call) -> Result<Answer, Problem> {
    Ok(Answer::bytes(StatusCode::OK, "text/html; charset=utf-8", INDEX.as_str()))
}

async fn pages(_: Call) -> Result<Answer, Problem> {
    Ok(Answer::bytes(StatusCode::OK, "text/html; charset=utf-8", PROBLEMS_PAGE.as_str()))
}

const HEAD: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
     content=\"width=device-width\"><title>Scrip</title><style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;\
     margin:2rem auto;padding:0 1rem}code{background:#eee;padding:0 .2em}td{padding:.2em 1em .2em 0;vertical-align:top}\
     </style></head><body>";

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Every operation with what it does and who may.
fn index() -> String {
    let mut page = format!(
        "{HEAD}<h1>The HTTP API of Scrip</h1><p>The whole contract is <a href=\"/openapi.json\">openapi.json</a> \
         (OpenAPI 3.1); what each problem means is on <a href=\"/docs/problems\">a page of its own</a>.</p><table>"
    );
    for Endpoint { operation, .. } in super::endpoints() {
        let who = match operation.who {
            Who::Anyone => "anybody".to_owned(),
            Who::Server(scope) => format!("key: {scope}"),
            Who::ServerOrSession(scope) => format!("key: {scope}, session"),
            Who::Session => "session".to_owned(),
            Who::Operator => "operator".to_owned(),
        };
        let (verb, path) = (operation.verb.name(), operation.path);
        // Writing into a String does not fail.
        _ = write!(
            page,
            "<tr><td><code>{verb}</code></td><td><code>{path}</code></td><td>{}</td><td>{who}</td></tr>",
            escaped(operation.summary)
        );
    }
    page + "</table></body></html>"
}

/// The page of problems: chapters with their names as anchors.
fn problems() -> String {
    let mut page = HEAD.to_owned();
    for line in PROBLEMS.lines() {
        _ = match line.split_once(' ') {
            Some(("#", title)) => write!(page, "<h1>{}</h1>", escaped(title)),
            Some(("##", code)) => write!(page, "<h2 id=\"{code}\"><code>{code}</code></h2>"),
            _ if line.is_empty() => Ok(()),
            _ => write!(page, "<p>{}</p>", escaped(line)),
        };
    }
    page + "</body></html>"
}
