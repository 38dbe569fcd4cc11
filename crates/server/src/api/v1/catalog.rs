//! The catalog: read it, publish a version (or see what it would change), list versions.

use std::sync::Arc;

use axum::http::header;
use scrip_core::catalog::{Catalog, diff};
use scrip_core::time::Timestamp;
use scrip_store::StoreError;
use serde::Serialize;
use utoipa::ToSchema;

use super::catalog_use;
use crate::app::house::catalog_doc;
use crate::auth::Scope;
use crate::catalog_file::{self, CatalogProblem, Format, Wire};
use crate::edge::page::{AFTER, LIMIT, Page, listed};
use crate::edge::{Answer, Call, Endpoint, Operation, Parameter, Shape, Verb, Who, endpoint};
use crate::problem::{Code, Extra, InvalidParameter, Problem};
use crate::wire::shown::{Shown, TimeOut};

/// A published version.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CatalogVersion {
    /// Its number, from 1.
    #[schema(minimum = 1)]
    version: u32,
    /// Since when it holds.
    published_at: TimeOut,
}

listed!(
    /// A page of versions.
    CatalogVersions of CatalogVersion
);

/// What was published, or with `dry_run` what would be.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Published {
    /// The version's number.
    #[schema(minimum = 1)]
    version: u32,
    /// True: nothing was published.
    dry_run: bool,
    /// What changes, for whom and from when, in sentences.
    changes: Vec<CatalogChange>,
}

/// One change.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CatalogChange {
    /// Where, in the names of the file.
    path: String,
    /// What changes, for whom and from when.
    sentence: String,
}

const GET: Operation = Operation::of(
    (Verb::Get, "/v1/catalog"),
    "getCatalog",
    "The catalog that holds now; its ETag goes into If-Match",
    Who::Server(Scope::Read),
    (200, Shape::of::<Wire>()),
);

const PUT: Operation = Operation {
    query: &[Parameter { name: "dry_run", about: "Say what would change, and change nothing.", form: "boolean" }],
    body: Some(Shape::of::<Wire>()),
    codes: &[Code::CatalogConflict, Code::CatalogInUse],
    ..Operation::of(
        (Verb::Put, "/v1/catalog"),
        "putCatalog",
        "Publish a version of the catalog",
        Who::Server(Scope::Operator),
        (200, Shape::of::<Published>()),
    )
};

const VERSIONS: Operation = Operation {
    query: &[LIMIT, AFTER],
    ..Operation::of(
        (Verb::Get, "/v1/catalog/versions"),
        "listCatalogVersions",
        "The published versions, the oldest first",
        Who::Server(Scope::Read),
        (200, Shape::of::<CatalogVersions>()),
    )
};

const VERSION: Operation = Operation::of(
    (Verb::Get, "/v1/catalog/versions/{version}"),
    "getCatalogVersion",
    "A published version",
    Who::Server(Scope::Read),
    (200, Shape::of::<Wire>()),
);

pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![endpoint(&GET, get), endpoint(&PUT, put), endpoint(&VERSIONS, versions), endpoint(&VERSION, version)]
}

fn tag(version: u32) -> String {
    format!("\"{version}\"")
}

fn shown(catalog: &Catalog) -> Answer {
    Answer::ok(&Wire::from(catalog)).with(header::ETAG, &tag(catalog.version()))
}

async fn get(call: Call) -> Result<Answer, Problem> {
    Ok(shown(call.app.ledger.catalogs().current()))
}

async fn versions(call: Call) -> Result<Answer, Problem> {
    let page = Page::of(&call.query()?)?;
    let after = page.after_number()?;
    let catalogs = call.app.ledger.catalogs();
    let all = catalogs.all().filter(|(_, catalog)| u64::from(catalog.version()) > after);
    let all = all.map(|(at, catalog)| {
        let version = catalog.version();
        (version.to_string(), CatalogVersion { version, published_at: Shown(at) })
    });
    Ok(Answer::ok(&CatalogVersions::from(page.take(all))))
}

async fn version(call: Call) -> Result<Answer, Problem> {
    let number: u32 = call.id(3, "catalog version")?;
    let catalogs = call.app.ledger.catalogs();
    let catalog = catalogs.version(number).ok_or_else(|| Problem::not_found("catalog version"))?;
    Ok(shown(catalog))
}

async fn put(call: Call) -> Result<Answer, Problem> {
    let is_dry = call.query()?.flag("dry_run")?;
    // One publisher at a time, from looking at the newest version to publishing the next.
    let _publishing = call.app.publishing.lock().await;
    let catalogs = call.app.ledger.catalogs();
    let current = Arc::clone(catalogs.current());
    if call.header(header::IF_MATCH).is_some_and(|wanted| wanted != "*" && wanted != tag(current.version())) {
        let detail = format!("The catalog is at version {} by now.", current.version());
        return Err(Problem::new(Code::CatalogConflict, detail));
    }
    let version = current.version().saturating_add(1);
    let text = std::str::from_utf8(&call.body).map_err(|_| Problem::invalid_json("the body is not UTF-8"))?;
    if let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(text) {
        return Err(Problem::invalid_json(&error.to_string()));
    }
    let next = catalog_file::parse(text, Format::Json, version).map_err(|problems| wrong(&problems))?;
    let uses = catalog_use::dropped(&call.app, &next).await?;
    if !uses.is_empty() {
        let detail = "The version drops a plan, role, feature or package that is in use.";
        return Err(Problem::with(Code::CatalogInUse, detail, Extra { uses: Some(uses), ..Extra::default() }));
    }
    let changes = diff(&current, &next).into_iter();
    let changes = changes.map(|change| CatalogChange { path: change.path, sentence: change.sentence }).collect();
    if !is_dry {
        publish(&call, &catalogs, next).await?;
    }
    Ok(Answer::ok(&Published { version, dry_run: is_dry, changes }).with(header::ETAG, &tag(version)))
}

async fn publish(call: &Call, catalogs: &scrip_core::catalog::Catalogs, next: Catalog) -> Result<(), Problem> {
    call.app.refuse_after_leap()?;
    // A pool may be ahead of the clock by what it was told before the clock was set back; a version never is.
    let at: Timestamp = call.clock;
    let audit = call.app.audit(call.caller()?, at, "catalog", &next.version().to_string());
    let docs = vec![catalog_doc(at, &next), audit];
    let mut published = catalogs.clone();
    published.publish(at, Arc::new(next));
    match call.app.ledger.publish(docs, Arc::new(published)).await {
        Err(StoreError::Taken(_)) => {
            let detail = "Another process published a version meanwhile. Read the catalog again, and then decide.";
            Err(Problem::new(Code::CatalogConflict, detail))
        }
        ended => Ok(ended?),
    }
}

/// Every problem of the file, each with what would be right.
fn wrong(problems: &[CatalogProblem]) -> Problem {
    let parameters = problems.iter().map(|problem| InvalidParameter {
        field: problem.path.clone(),
        rule: "invalid_catalog".to_owned(),
        reason: format!("line {}: {}. Right would be: {}", problem.line, problem.reason, problem.remedy),
    });
    Problem::all_invalid("invalid_catalog", "The catalog is wrong; nothing was published.", parameters.collect())
}
