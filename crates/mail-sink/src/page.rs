//! How mail is shown: a list, a mail, its parts. What a mail brings along stays in a sandbox that runs and loads nothing.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use tokio::net::TcpListener;

use crate::mail::Mail;
use crate::sink::Shared;

/// Our own pages: no script, one style, frames from here alone.
const OWN: &str =
    "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'";
/// A mail's own HTML: alone in an origin that is nobody's, and nothing is loaded but pictures that it holds itself.
const FOREIGN: &str =
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1a1f36;\
background:#fff}h1{font-size:1.4rem}table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.4rem .6rem \
.4rem 0;border-bottom:1px solid #d1d5db;vertical-align:top}iframe{width:100%;height:40rem;border:1px solid #6b7280;\
border-radius:.3rem;background:#fff}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f3f4f6;padding:.8rem;\
border-radius:.3rem}dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{font-weight:600}dd{margin:0;\
overflow-wrap:anywhere}a{color:#3730a3}:focus-visible{outline:3px solid #6366f1;outline-offset:2px}";

/// For as long as the sink runs.
pub(crate) async fn forever(listener: TcpListener, shared: Arc<Shared>) {
    let router = Router::new()
        .route("/", get(list))
        .route("/mails/{number}", get(one))
        .route("/mails/{number}/html", get(html))
        .route("/mails/{number}/raw", get(raw))
        .route("/mails/{number}/attachments/{place}", get(attachment))
        .with_state(shared);
    let _ = axum::serve(listener, router).await;
}

async fn list(headers: HeaderMap, State(shared): State<Arc<Shared>>) -> Response {
    if !is_here(&headers) {
        return missing();
    }
    let mails = shared.mails();
    let mut rows = String::new();
    for mail in mails.iter().rev() {
        let _ = write!(
            rows,
            "<tr><td>{0}</td><td><a href=\"/mails/{0}\">{1}</a></td><td>{2}</td><td>{3}</td></tr>",
            mail.number,
            escaped(if mail.subject.is_empty() { "(no subject)" } else { &mail.subject }),
            escaped(&mail.to.join(", ")),
            escaped(&mail.date),
        );
    }
    let table = if rows.is_empty() {
        "<p>No mail yet.</p>".to_owned()
    } else {
        format!(
            "<table><thead><tr><th scope=\"col\">No.</th><th scope=\"col\">Subject</th><th scope=\"col\">To</th>\
             <th scope=\"col\">Date</th></tr></thead><tbody>{rows}</tbody></table>"
        )
    };
    page(
        "Mail",
        &format!(
            "<h1>Mail that was sent here</h1>\n<p>None of it left this machine. <a href=\"/\">Look again</a></p>\n{table}"
        ),
    )
}

async fn one(headers: HeaderMap, State(shared): State<Arc<Shared>>, Path(number): Path<u64>) -> Response {
    let Some(mail) = found(&headers, &shared, number) else { return missing() };
    let mut parts = String::new();
    for (place, file) in mail.attachments.iter().enumerate() {
        let _ = write!(
            parts,
            "<li><a href=\"/mails/{number}/attachments/{place}\">{}</a> ({}, {} bytes)</li>",
            escaped(&file.name),
            escaped(&file.media_type),
            file.bytes.len()
        );
    }
    let parts = if parts.is_empty() { parts } else { format!("<h2>Attached</h2><ul>{parts}</ul>") };
    let shown = mail.html.as_ref().map_or_else(String::new, |_| {
        format!("<h2>As HTML</h2><iframe sandbox title=\"The mail as HTML\" src=\"/mails/{number}/html\"></iframe>")
    });
    let text =
        mail.text.as_ref().map_or_else(String::new, |text| format!("<h2>As text</h2><pre>{}</pre>", escaped(text)));
    let subject = escaped(&mail.subject);
    let main = format!(
        "<p><a href=\"/\">All mail</a></p>\n<h1>{subject}</h1>\n<dl><dt>From</dt><dd>{}</dd><dt>To</dt><dd>{}</dd>\
         <dt>Date</dt><dd>{}</dd><dt>Message-ID</dt><dd>{}</dd></dl>\n{parts}\n{shown}\n{text}\n\
         <p><a href=\"/mails/{number}/raw\">Every byte of it</a></p>",
        escaped(&mail.header("From").unwrap_or_else(|| mail.from.clone())),
        escaped(&mail.to.join(", ")),
        escaped(&mail.date),
        escaped(&mail.message_id),
    );
    page(&mail.subject, &main)
}

async fn html(headers: HeaderMap, State(shared): State<Arc<Shared>>, Path(number): Path<u64>) -> Response {
    let Some(html) = found(&headers, &shared, number).and_then(|mail| mail.html) else { return missing() };
    answer(StatusCode::OK, "text/html; charset=utf-8", FOREIGN, "inline", html)
}

async fn raw(headers: HeaderMap, State(shared): State<Arc<Shared>>, Path(number): Path<u64>) -> Response {
    let Some(mail) = found(&headers, &shared, number) else { return missing() };
    answer(StatusCode::OK, "text/plain; charset=utf-8", FOREIGN, "inline", mail.raw)
}

async fn attachment(
    headers: HeaderMap,
    State(shared): State<Arc<Shared>>,
    Path((number, place)): Path<(u64, usize)>,
) -> Response {
    let file = found(&headers, &shared, number).and_then(|mail| mail.attachments.into_iter().nth(place));
    let Some(file) = file else { return missing() };
    // A browser shows a PDF in a viewer of its own, which a sandbox would keep shut; all else is saved, not opened.
    if file.media_type == "application/pdf" {
        return answer(StatusCode::OK, "application/pdf", "default-src 'none'", "inline", file.bytes);
    }
    answer(StatusCode::OK, "application/octet-stream", FOREIGN, "attachment", file.bytes)
}

fn found(headers: &HeaderMap, shared: &Shared, number: u64) -> Option<Mail> {
    is_here(headers).then(|| shared.mails().into_iter().find(|mail| mail.number == number)).flatten()
}

/// Asked by a name of this machine: a page of somebody else's, whose name leads here, reads no mail.
fn is_here(headers: &HeaderMap) -> bool {
    let host = headers.get("host").and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    ["127.0.0.1", "localhost", "[::1]"].contains(&name)
}

fn page(title: &str, main: &str) -> Response {
    let title = escaped(title);
    let html = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width,initial-scale=1\"><title>{title}</title><style>{STYLE}</style></head>\n\
         <body><main>{main}</main></body></html>\n"
    );
    answer(StatusCode::OK, "text/html; charset=utf-8", OWN, "inline", html)
}

fn missing() -> Response {
    answer(StatusCode::NOT_FOUND, "text/plain; charset=utf-8", OWN, "inline", "There is no such mail.\n")
}

fn answer(status: StatusCode, media_type: &str, policy: &str, disposition: &str, body: impl Into<Body>) -> Response {
    Response::builder()
        .status(status)
        .header("content-type", media_type)
        .header("content-security-policy", policy)
        .header("content-disposition", disposition)
        .header("x-content-type-options", "nosniff")
        .header("referrer-policy", "no-referrer")
        .header("cache-control", "no-store")
        .body(body.into())
        .expect("headers of fixed text")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}
