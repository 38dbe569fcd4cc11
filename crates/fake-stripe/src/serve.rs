//! Connections and requests: HTTP in, the trouble that a request meets, its key, its handler, HTTP out or a cut.

use std::future::pending;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use hyper::body::Incoming;
use hyper::header::HeaderMap;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request as Http, Response};
use hyper_util::rt::TokioIo;
use serde_json::json;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::answer::Answer;
use crate::call::Call;
use crate::control;
use crate::fault::Fault;
use crate::form;
use crate::idempotency::KEY_LETTERS_MAX;
use crate::list::expanded;
use crate::routes;
use crate::shared::Shared;
use crate::state::{API_VERSION, State, no_request, shown};
use crate::trouble::{Request, Trouble};

/// Connections at once.
const CONNECTIONS_MAX: usize = 1_024;
/// A body of ours is a few hundred bytes.
const BODY_BYTES_MAX: usize = 1 << 20;
/// Silence ends at last, so that nothing is left over.
const SILENCE: Duration = Duration::from_mins(2);

/// For as long as the stand-in runs.
pub(crate) async fn forever(listener: TcpListener, shared: Arc<Shared>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else { continue };
        if shared.look(|state| state.troubles.is_down) {
            continue; // dropped, which closes it
        }
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            connection(stream, &shared).await;
            drop(place);
        });
    }
}

async fn connection(stream: TcpStream, shared: &Arc<Shared>) {
    let service = service_fn(|http: Http<Incoming>| {
        let shared = Arc::clone(shared);
        // A task of its own: what a client began goes on when the client leaves, as at Stripe.
        let task = tokio::spawn(async move { request(http, &shared).await });
        async move { task.await.unwrap_or(None).ok_or_else(|| io::Error::other("cut")) }
    });
    let _ = stream.set_nodelay(true);
    // An error here is a connection that was cut, by either side.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

/// What a request says, taken apart.
struct Asked {
    method: String,
    path: String,
    call: Call,
    key: Option<String>,
}

/// None: the connection is to be cut.
async fn request(http: Http<Incoming>, shared: &Shared) -> Option<Response<Body>> {
    let (head, body) = http.into_parts();
    let bytes = to_bytes(Body::new(body), BODY_BYTES_MAX).await.ok()?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let method = head.method.as_str().to_owned();
    let path = head.uri.path().to_owned();
    let query = head.uri.query().unwrap_or_default();
    let params = form::parse(if text.is_empty() { query } else { &text });
    let header = |name: &str| head.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let params = match params {
        Ok(params) => params,
        Err(why) => return Some(Answer::from(Fault::invalid(why)).written()),
    };
    let call = Call { params, version: header("stripe-version") };
    if !path.starts_with("/v1/") {
        return Some(control::page(shared, &method, &path, &call).written());
    }
    let key = header("idempotency-key").filter(|_| method == "POST");
    let asked = Asked { method, path, call, key };
    let answer = match allowed(&head.headers, &asked) {
        Ok(()) => troubled(&asked, shared).await,
        Err(fault) => Some(headed(fault.into(), &asked, shared)),
    };
    let status = answer.as_ref().map(Answer::status);
    shared.change(|state| {
        state.troubles.note(Request {
            method: asked.method.clone(),
            path: asked.path.clone(),
            params: asked.call.params.clone(),
            key: asked.key.clone(),
            status,
        });
    });
    Some(answer?.written())
}

/// A key of test mode, as `Bearer` or as the name of a basic login; and an idempotency key that is not too long.
fn allowed(headers: &HeaderMap, asked: &Asked) -> Result<(), Fault> {
    let login = headers.get("authorization").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (scheme, rest) = login.split_once(' ').unwrap_or(("", ""));
    let key =
        if scheme.eq_ignore_ascii_case("basic") { basic(rest).unwrap_or_default() } else { rest.trim().to_owned() };
    if key.is_empty() {
        return Err(Fault::unauthorized(
            "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer \
             auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
        ));
    }
    if !key.starts_with("sk_test_") && !key.starts_with("rk_test_") {
        return Err(Fault::unauthorized("Invalid API Key provided: a stand-in takes keys of test mode only."));
    }
    if asked.key.as_ref().is_some_and(|key| key.is_empty() || key.len() > KEY_LETTERS_MAX) {
        return Err(Fault::invalid(format!("Idempotency keys must have 1 to {KEY_LETTERS_MAX} characters.")));
    }
    Ok(())
}

/// The name of a basic login: base64 of `name:password`.
fn basic(text: &str) -> Option<String> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut held, mut bytes) = (0_u32, 0_u32, Vec::new());
    for letter in text.trim_end_matches('=').bytes() {
        let value = LETTERS.iter().position(|other| *other == letter)?;
        bits = (bits << 6 | u32::try_from(value).ok()?) & 0xffff;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xff).ok()?);
        }
    }
    let text = String::from_utf8(bytes).ok()?;
    Some(text.split(':').next().unwrap_or_default().to_owned())
}

/// What a request meets before and after it is carried out.
async fn troubled(asked: &Asked, shared: &Shared) -> Option<Answer> {
    let trouble = shared.change(|state| state.troubles.next(&asked.method, &asked.path));
    let failed = |status| Some(headed(Fault::api(status).into(), asked, shared));
    match trouble {
        Some(Trouble::ErrorBefore(status)) => return failed(status),
        Some(Trouble::TooMany) => return Some(headed(Fault::rate_limit().into(), asked, shared)),
        Some(Trouble::CutBefore) => return None,
        Some(Trouble::SilentBefore) => return silence().await,
        _ => {}
    }
    if let Some(key) = &asked.key {
        let begun = shared.change(|state| state.keys.begin(key, &asked.path, &asked.call.params));
        match begun {
            Ok(None) => {}
            Ok(Some(first)) => return Some(first.header("request-id", shared.change(|state| state.id("req")))),
            Err(fault) => return Some(headed(fault.into(), asked, shared)),
        }
    }
    if trouble == Some(Trouble::WaitBefore) {
        shared.released().await;
    }
    let answer = shared.change(|state| carried_out(state, asked, trouble));
    match trouble {
        Some(Trouble::ErrorAfter(status)) => failed(status),
        Some(Trouble::CutAfter) => None,
        Some(Trouble::SilentAfter) => silence().await,
        Some(Trouble::WaitAfter) => {
            shared.released().await;
            Some(answer)
        }
        _ => Some(answer),
    }
}

async fn silence() -> Option<Answer> {
    let _ = timeout(SILENCE, pending::<()>()).await;
    None
}

/// The handler and its answer, kept under the key.
fn carried_out(state: &mut State, asked: &Asked, trouble: Option<Trouble>) -> Answer {
    let id = state.id("req");
    state.request = json!({ "id": id, "idempotency_key": asked.key });
    let done = routes::carry_out(state, &asked.method, &asked.path, &asked.call)
        .and_then(|value| expanded(state, &asked.call, value));
    state.request = no_request();
    // What fails at the door was not carried out: its key stays free, as Stripe has it.
    let is_at_the_door = done.as_ref().is_err_and(|fault| {
        fault.get("code").as_str().is_some_and(|code| code.starts_with("parameter_")) || fault.status == 404
    });
    let mut answer = match done {
        Ok(value) => Answer::json(200, &shown(&value)),
        Err(fault) => Answer::json(fault.status, &shown(&fault.body())),
    };
    if let Some(Trouble::ErrorKept(status)) = trouble {
        answer = Fault::api(status).into();
    }
    answer = with_heads(answer, asked, id);
    if let Some(key) = &asked.key {
        if is_at_the_door {
            state.keys.forget(key);
        } else {
            state.keys.keep(key, &answer);
        }
    }
    answer
}

fn headed(answer: Answer, asked: &Asked, shared: &Shared) -> Answer {
    let id = shared.change(|state| state.id("req"));
    with_heads(answer, asked, id)
}

fn with_heads(answer: Answer, asked: &Asked, id: String) -> Answer {
    let version = asked.call.version.clone().unwrap_or_else(|| API_VERSION.to_owned());
    let answer = answer.header("request-id", id.clone()).header("stripe-version", version);
    match &asked.key {
        Some(key) => answer.header("idempotency-key", key.clone()).header("original-request", id),
        None => answer,
    }
}
