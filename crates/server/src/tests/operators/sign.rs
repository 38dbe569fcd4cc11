//! Signing in and out: the cookie, one answer for every failure, what ends a session, and how often one may try.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use scrip_core::time::Span;
use scrip_store::Store;
use scrip_store::memory::MemoryStore;
use serde_json::{Value, json};

use super::super::log::Log;
use super::super::{Stand, run};
use super::{Desk, OURS, PASSWORD, cookie_of, documents, mail};

#[test]
fn a_cookie_is_set_works_and_is_taken_back() {
    run(async {
        let desk = Desk::new().await;
        let id = desk.operator("eva", "finance").await;
        let reply = desk.try_in("EVA@Example.com", PASSWORD).await;
        let session = json!({
            "operator": {"id": id, "name": "eva", "email": "eva@example.com", "role": "finance"},
            "expires_at": "2026-03-01T21:00:00Z", "idle_expires_at": "2026-03-01T09:30:00Z",
        });
        assert_eq!((reply.status, &reply.body), (201, &session), "{}", reply.text);
        assert_eq!(reply.headers["cache-control"], "no-store");
        let set = reply.headers["set-cookie"].to_str().unwrap();
        let (token, attributes) = set.split_once(';').unwrap();
        assert_eq!(attributes, " HttpOnly; SameSite=Strict; Path=/; Max-Age=43200", "on a loopback address");
        let secret = token.strip_prefix("scrip_operator=").unwrap();
        assert_eq!(secret.len(), 64);
        assert!(!documents(&desk.stand).contains(secret), "only its hash is kept");
        let far = json!({"email": "eva@example.com", "password": PASSWORD});
        let far = desk.send("POST /v1/operator-sessions", &[OURS, ("host", "scrip.example.com")], Some(&far)).await;
        let set = far.headers["set-cookie"].to_str().unwrap();
        assert!(set.starts_with("__Host-scrip_operator=") && set.ends_with("; Secure"), "{set}");

        let cookie = cookie_of(&reply);
        assert_eq!(desk.whose(&cookie).await, "eva");
        let current = desk.call(&cookie, "GET /v1/operator-sessions/current", Value::Null).await;
        assert_eq!(current.body, session);
        let left = desk.call(&cookie, "DELETE /v1/operator-sessions/current", Value::Null).await;
        assert_eq!(left.body, json!({"signed_out": true}));
        let cleared = left.headers["set-cookie"].to_str().unwrap();
        assert_eq!(cleared, "scrip_operator=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0");
        assert_eq!(desk.whose(&cookie).await, "unauthenticated", "the cookie that a thief kept is worth nothing");
        assert_eq!(desk.whose(&cookie_of(&far)).await, "unauthenticated", "another host's name");
        desk.end().await;
    });
}

#[test]
fn a_sign_in_comes_from_the_console_alone() {
    run(async {
        let desk = Desk::new().await;
        desk.operator("eva", "admin").await;
        let body = json!({"email": "eva@example.com", "password": PASSWORD});
        let ours = format!("http://{}", desk.address);
        for (headers, status) in [
            (vec![], 403),
            (vec![OURS, ("origin", "https://evil.example")], 403),
            (vec![OURS, ("sec-fetch-site", "same-site")], 403),
            (vec![OURS, ("origin", ours.as_str())], 201),
        ] {
            let reply = desk.send("POST /v1/operator-sessions", &headers, Some(&body)).await;
            assert_eq!(reply.status, status, "{headers:?} {}", reply.text);
            assert_eq!(reply.headers.contains_key("set-cookie"), status == 201);
        }
        desk.end().await;
    });
}

/// Same status, body and headers, and the same work, whoever it is that may not.
#[test]
fn every_failure_is_the_same() {
    run(async {
        let desk = Desk::new().await;
        let id = desk.operator("eva", "admin").await;
        desk.operator("max", "admin").await;
        let out = desk.operator("out", "support").await;
        desk.stand.done(&format!("PATCH /v1/operators/{out}"), json!({"disabled": true})).await;
        let hashed = || desk.stand.app.operators.passwords.hashed.load(Ordering::SeqCst);
        let mut answers = Vec::new();
        for (name, password) in
            [("eva", "a tall green treE"), ("out", PASSWORD), ("out", "wrong"), ("nobody", PASSWORD), ("eva", "w")]
        {
            let before = hashed();
            let reply = desk.try_in(&mail(name), password).await;
            assert_eq!(hashed(), before + 1, "{name}: one hash each time");
            let mut body = reply.body.clone();
            body.as_object_mut().unwrap().remove("instance");
            let mut names: Vec<_> = reply.headers.keys().map(|name| name.as_str().to_owned()).collect();
            names.sort();
            answers.push((reply.status, body.to_string(), reply.text.len(), names));
        }
        assert_eq!((answers[0].0, answers[0].1.contains("sign_in_failed")), (401, true), "{answers:?}");
        answers.dedup();
        assert_eq!(answers.len(), 1, "{answers:?}");
        let failed: Vec<_> = desk.audit().into_iter().filter(|line| line.contains(" sign_in_failed ")).collect();
        assert_eq!(failed.len(), 5);
        assert_eq!(failed[0], format!("{id} sign_in_failed 127.0.0.1"));
        assert_eq!(failed[3], "nobody sign_in_failed 127.0.0.1", "no mail of a stranger is kept");
        desk.end().await;
    });
}

#[test]
fn what_is_no_mail_or_no_password_is_told_and_not_counted() {
    run(async {
        let desk = Desk::new().await;
        let long = "p".repeat(129);
        for (body, code) in [
            (json!({"password": "p"}), "invalid_email"),
            (json!({"email": "eva", "password": "p"}), "invalid_email"),
            (json!({"email": "eva@example.com"}), "invalid_password"),
            (json!({"email": "eva@example.com", "password": ""}), "invalid_password"),
            (json!({"email": "eva@example.com", "password": long}), "invalid_password"),
            (json!({"email": "eva@example.com", "password": "p", "remember": true}), "invalid_field"),
        ] {
            let reply = desk.send("POST /v1/operator-sessions", &[OURS], Some(&body)).await;
            assert_eq!((reply.status, reply.code().as_str()), (422, code), "{}", reply.text);
        }
        assert_eq!(desk.audit(), Vec::<String>::new());
        desk.end().await;
    });
}

#[test]
fn guessing_is_bounded_and_forgiven() {
    run(async {
        let desk = Desk::new().await;
        desk.operator("eva", "admin").await;
        desk.operator("max", "admin").await;
        let guesses = async |name: &str, times: usize| {
            let mut codes = Vec::new();
            for _ in 0..times {
                codes.push(desk.try_in(&mail(name), "wrong").await.code());
            }
            codes.iter().filter(|code| *code == "sign_in_failed").count()
        };
        assert_eq!(guesses("eva", 4).await, 4);
        desk.sign_in("eva").await;
        assert_eq!(guesses("eva", 9).await, 5, "who got in was forgiven");
        let right = desk.try_in(&mail("eva"), PASSWORD).await;
        assert_eq!((right.status, right.code().as_str()), (429, "too_many_tries"), "the right one too");
        assert_eq!(right.headers["retry-after"], "900");
        desk.sign_in("max").await;
        // At most 60 from one address, with whatever mails; those of eva count.
        let mut failed = 9;
        for n in 0..80 {
            failed += usize::from(desk.try_in(&mail(&format!("n{n}")), "wrong").await.code() == "sign_in_failed");
        }
        assert_eq!(failed, 60, "from one address");
        assert_eq!(desk.try_in(&mail("max"), PASSWORD).await.code(), "too_many_tries");
        let lines = desk.audit().iter().filter(|line| line.contains("sign_in_failed")).count();
        assert_eq!(lines, 60, "what is not tried writes nothing");
        desk.stand.app.clock.pass(Span::MINUTE.times(15));
        desk.sign_in("eva").await;
        desk.end().await;
    });
}

/// Nobody makes the server hash without end, and nobody's sign-in is lost for it.
#[test]
fn many_sign_ins_at_once_wait_or_are_told_to_come_again() {
    run(async {
        let desk = Desk::new().await;
        let passwords = &desk.stand.app.operators.passwords;
        let tries = (0..40).map(|_| passwords.is_of("wrong".to_owned().into(), None));
        let mut tries: Vec<_> = tries.map(Box::pin).collect();
        // All are begun before any is awaited to its end.
        let mut answers = Vec::new();
        std::future::poll_fn(|cx| {
            tries.retain_mut(|one| match one.as_mut().poll(cx) {
                std::task::Poll::Ready(answer) => {
                    answers.push(answer);
                    false
                }
                std::task::Poll::Pending => true,
            });
            if tries.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
        })
        .await;
        let busy = answers.iter().filter(|answer| answer.as_ref().is_err_and(|no| no.code() == "busy")).count();
        let done = answers.iter().filter(|answer| answer.as_ref().is_ok_and(|is_right| !is_right)).count();
        assert_eq!((busy, done), (8, 32));
        drop(tries);
        desk.end().await;
    });
}

#[test]
fn a_session_ends_when_it_is_not_used_and_in_any_case() {
    run(async {
        let desk = Desk::new().await;
        desk.operator("eva", "admin").await;
        let pass = |minutes: i64| desk.stand.app.clock.pass(Span::MINUTE.times(minutes));
        let idle = desk.sign_in("eva").await;
        pass(29);
        assert_eq!(desk.whose(&idle).await, "eva");
        pass(29);
        assert_eq!(desk.whose(&idle).await, "eva", "use keeps it");
        pass(30);
        assert_eq!(desk.whose(&idle).await, "unauthenticated");
        let used = desk.sign_in("eva").await;
        for _ in 0..35 {
            pass(20);
            assert_eq!(desk.whose(&used).await, "eva");
        }
        pass(20);
        assert_eq!(desk.whose(&used).await, "unauthenticated", "twelve hours are over");
        desk.end().await;
    });
}

#[test]
fn a_session_outlives_the_process_and_a_sign_out_too() {
    run(async {
        let store: Arc<dyn Store> = Arc::new(MemoryStore::default());
        let first = Desk::on(Arc::clone(&store)).await;
        first.operator("eva", "admin").await;
        let (kept, left) = (first.sign_in("eva").await, first.sign_in("eva").await);
        first.call(&left, "DELETE /v1/operator-sessions/current", Value::Null).await;
        // In use for 40 minutes, so that only what was written down lets it hold.
        for _ in 0..2 {
            first.stand.app.clock.pass(Span::MINUTE.times(20));
            assert_eq!(first.whose(&kept).await, "eva");
        }
        first.end().await;
        let second = Desk::on(store).await;
        second.stand.app.clock.pass(Span::MINUTE.times(45));
        assert_eq!(second.whose(&kept).await, "eva");
        assert_eq!(second.whose(&left).await, "unauthenticated");
        second.end().await;
    });
}

#[test]
fn another_password_ends_all_other_sessions() {
    run(async {
        let desk = Desk::new().await;
        desk.operator("eva", "support").await;
        let (here, there) = (desk.sign_in("eva").await, desk.sign_in("eva").await);
        let change = async |current: &str, next: &str| {
            let body = json!({"current_password": current, "password": next});
            desk.call(&here, "PUT /v1/operator-sessions/current/password", body).await
        };
        assert_eq!(change("wrong", "another green tree").await.code(), "invalid_current_password");
        assert_eq!(change(PASSWORD, "short").await.code(), "invalid_password");
        assert_eq!(desk.whose(&there).await, "eva", "nothing happened yet");
        let done = change(PASSWORD, "another green tree").await;
        assert_eq!(done.status, 200, "{}", done.text);
        let whose = [desk.whose(&here).await, desk.whose(&there).await, desk.whose(&cookie_of(&done)).await];
        assert_eq!(whose, ["unauthenticated", "unauthenticated", "eva"], "the page goes on with a new cookie");
        assert_eq!(desk.try_in(&mail("eva"), PASSWORD).await.code(), "sign_in_failed");
        assert_eq!(desk.try_in(&mail("eva"), "another green tree").await.status, 201);
        desk.end().await;
    });
}

/// What goes on for long is asked again whether it may.
#[test]
fn a_stream_ends_with_the_session() {
    run(async {
        let desk = Desk::new().await;
        desk.stand.account("acme", "build").await;
        desk.operator("eva", "support").await;
        let cookie = desk.sign_in("eva").await;
        let url = format!("http://{}/v1/accounts/acme/balance/stream", desk.address);
        let stream = desk.http.get(url).header("cookie", &cookie).send().await.unwrap();
        assert_eq!(stream.status(), 200);
        desk.stand.done("POST /v1/accounts/acme/spends", json!({"credits": 1})).await;
        desk.call(&cookie, "DELETE /v1/operator-sessions/current", Value::Null).await;
        desk.stand.done("POST /v1/accounts/acme/spends", json!({"credits": 1000})).await;
        let told = stream.text().await.unwrap();
        let last = desk.stand.done("GET /v1/accounts/acme/balance", Value::Null).await["available"].to_string();
        assert!(told.contains("event: balance") && !told.contains(&format!("\"available\":{last}")), "{told}");
        desk.end().await;
    });
}

#[test]
fn an_eleventh_browser_ends_the_first() {
    run(async {
        let desk = Desk::new().await;
        desk.operator("eva", "support").await;
        let mut cookies = Vec::new();
        for _ in 0..11 {
            desk.stand.app.clock.pass(Span::SECOND);
            cookies.push(desk.sign_in("eva").await);
        }
        let mut whose = Vec::new();
        for cookie in &cookies {
            whose.push(desk.whose(cookie).await);
        }
        assert_eq!((whose[0].as_str(), &whose[1..]), ("unauthenticated", &vec!["eva".to_owned(); 10][..]));
        desk.end().await;
    });
}

#[test]
fn no_log_and_no_document_holds_a_password_or_a_cookie() {
    run(async {
        let (log, _logged) = Log::start();
        let stand = Stand::new().await;
        let operator = json!({"name": "eva", "email": "eva@example.com", "role": "admin", "password": PASSWORD});
        let made = stand.done("POST /v1/operators", operator).await;
        let sign_in = async |password: &str| {
            let body = json!({"email": "eva@example.com", "password": password}).to_string();
            let request = axum::http::Request::post("/v1/operator-sessions").header("x-scrip-console", "1");
            let request = request.header("content-type", "application/json").header("host", "localhost");
            stand.raw(request.body(body.into()).unwrap()).await
        };
        let (right, wrong) = (sign_in(PASSWORD).await, sign_in("hunter2 hunter2").await);
        assert_eq!((right.status, wrong.status), (201, 401));
        let cookie = cookie_of(&right).split('=').nth(1).unwrap().to_owned();
        let log = log.text();
        assert!(log.contains("sign-in failed"), "{log}");
        let documents = documents(&stand);
        assert!(documents.contains("$argon2id$") && documents.contains("eva@example.com"), "{documents}");
        let said = format!("{log}{}{}{made}", right.text, wrong.text);
        assert!(!said.contains("$argon2id$"), "{said}");
        for secret in [PASSWORD, "hunter2", &cookie] {
            assert!(!said.contains(secret) && !documents.contains(secret), "{secret} is written somewhere");
        }
    });
}
