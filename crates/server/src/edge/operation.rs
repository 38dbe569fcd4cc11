//! Operations: what an endpoint is, as data: its address, who may call it, what goes in and comes out. And how it runs.

use std::borrow::Cow;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::Response;
use axum::routing::{MethodFilter, MethodRouter, on};
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use super::deed::End;
use super::{Answer, Call};
use crate::app::App;
use crate::auth::Scope;
use crate::problem::{Code, Problem};

/// Who may call an endpoint at all; rights are asked where the account is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// Anybody, without a key.
    Anyone,
    /// A server key with this scope; a session never.
    Server(Scope),
    /// A server key with this scope, or a session whose member has the right.
    ServerOrSession(Scope),
    /// A session only: it asks about itself.
    Session,
    /// An operator at the console only, about the own sign-in.
    Operator,
}

/// A type of a body, as the OpenAPI document needs it.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    /// The name of its component.
    pub(crate) name: fn() -> Cow<'static, str>,
    /// Its schema.
    pub(crate) schema: fn() -> RefOr<Schema>,
    /// The schemas that it refers to.
    pub(crate) others: fn(&mut Vec<(String, RefOr<Schema>)>),
}

impl Shape {
    /// Of a type.
    pub(crate) const fn of<T: ToSchema>() -> Self {
        Self { name: T::name, schema: T::schema, others: T::schemas }
    }
}

/// A parameter of the query.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parameter {
    /// Its name.
    pub(crate) name: &'static str,
    /// What it does.
    pub(crate) about: &'static str,
    /// A pattern that it must match, or a JSON type (`integer`, `boolean`, `date-time`).
    pub(crate) form: &'static str,
}

/// The methods of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    /// Reads.
    Get,
    /// Makes or does something.
    Post,
    /// Puts something in its place.
    Put,
    /// Changes a part.
    Patch,
    /// Removes.
    Delete,
}

impl Verb {
    /// The method's name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// What an endpoint is.
pub(crate) struct Operation {
    /// The method.
    pub(crate) verb: Verb,
    /// The path, with `{account}`, `{member}` and the like.
    pub(crate) path: &'static str,
    /// Its name for programs; also what an idempotency key's fingerprint covers.
    pub(crate) id: &'static str,
    /// What it does.
    pub(crate) summary: &'static str,
    /// Who may call it.
    pub(crate) who: Who,
    /// True when it needs an `Idempotency-Key`.
    pub(crate) is_keyed: bool,
    /// The query's parameters.
    pub(crate) query: &'static [Parameter],
    /// What goes in.
    pub(crate) body: Option<Shape>,
    /// The status and what comes out.
    pub(crate) answer: (u16, Shape),
    /// Problems of its own, beside those that every call may have.
    pub(crate) codes: &'static [Code],
}

/// The body that most calls may have at the most, in bytes: far more than any single request needs.
pub(crate) const BODY_BYTES_MAX: usize = 64 << 10;

/// The body of a batch.
pub(crate) const BATCH_BYTES_MAX: usize = 4 << 20;

/// What a gateway tells at once: its largest objects are a tenth of it.
pub(crate) const WEBHOOK_BYTES_MAX: usize = 512 << 10;

impl Operation {
    /// One without query, body and key; what is more is put into it.
    pub(crate) const fn of(
        (verb, path): (Verb, &'static str),
        id: &'static str,
        summary: &'static str,
        who: Who,
        answer: (u16, Shape),
    ) -> Self {
        Self { verb, path, id, summary, who, is_keyed: false, query: &[], body: None, answer, codes: &[] }
    }

    /// How large its body may be.
    pub(crate) fn body_bytes_max(&self) -> usize {
        match self.id {
            "createSpends" => BATCH_BYTES_MAX,
            "stripeWebhook" => WEBHOOK_BYTES_MAX,
            "putCatalog" => crate::catalog_file::FILE_BYTES_MAX,
            _ => BODY_BYTES_MAX,
        }
    }

    const fn filter(&self) -> MethodFilter {
        match self.verb {
            Verb::Get => MethodFilter::GET,
            Verb::Post => MethodFilter::POST,
            Verb::Put => MethodFilter::PUT,
            Verb::Patch => MethodFilter::PATCH,
            Verb::Delete => MethodFilter::DELETE,
        }
    }
}

/// An operation with what runs it.
pub(crate) struct Endpoint {
    /// What it is.
    pub(crate) operation: &'static Operation,
    /// Its route.
    pub(crate) route: MethodRouter<Arc<App>>,
}

/// Joins an operation with what runs it.
pub(crate) fn endpoint<F, R>(operation: &'static Operation, run: F) -> Endpoint
where
    F: Fn(Call) -> R + Clone + Send + Sync + 'static,
    R: Future<Output = Result<Answer, Problem>> + Send + 'static,
{
    let handler =
        move |State(app): State<Arc<App>>, request: Request<Body>| serve(app, operation, run.clone(), request);
    Endpoint { operation, route: on(operation.filter(), handler) }
}

/// Answers a request to an operation. No layers: everything that a request needs happens here, in order.
pub(crate) async fn serve<F, R>(
    app: Arc<App>,
    operation: &'static Operation,
    run: F,
    request: Request<Body>,
) -> Response<Body>
where
    F: Fn(Call) -> R,
    R: Future<Output = Result<Answer, Problem>>,
{
    let started = app.metrics.start();
    let id = app.request_id();
    let origin = app.allowed_origin(request.headers());
    let answered = match Call::read(&app, operation, request).await {
        Ok(mut call) => match call.deed.take() {
            None => run(call).await,
            Some(deed) => {
                let answered = Box::pin(run(call)).await;
                Box::pin(deed.end(End::of(&answered))).await;
                answered
            }
        },
        Err(problem) => Err(problem),
    };
    let mut response: Response<Body> = match answered {
        Ok(answer) => answer.into_response(),
        Err(problem) => {
            tracing::debug!(request = id.text(), operation = operation.id, code = problem.code(), "refused");
            problem.into_response(id.text())
        }
    };
    app.metrics.finish(operation, response.status(), started);
    id.stamp(response.headers_mut());
    if let Some(origin) = origin {
        crate::app::cors::allow(response.headers_mut(), origin);
    }
    response
}
