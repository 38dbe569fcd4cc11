//! The console's page: one document under every address below it, and a policy that lets nothing foreign in.

use super::super::run;
use super::Desk;

#[test]
fn the_page_is_served_under_a_strict_policy() {
    run(async {
        let desk = Desk::new().await;
        let first = desk.send("GET /console", &[], None).await;
        for path in ["/console", "/console/", "/console/accounts/acme", "/console/a/b/c?d=e"] {
            let page = desk.send(&format!("GET {path}"), &[], None).await;
            assert_eq!((page.status, &page.text), (200, &first.text), "{path}");
            let policy = page.headers["content-security-policy"].to_str().unwrap();
            for part in [
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                "connect-src 'self'",
                "frame-ancestors 'none'",
                "base-uri 'none'",
                "require-trusted-types-for 'script'",
            ] {
                assert!(policy.split("; ").any(|other| other == part), "{part}: {policy}");
            }
            assert!(!policy.contains("unsafe") && !policy.contains('*'), "{policy}");
            assert_eq!(page.headers["x-content-type-options"], "nosniff");
            assert!(!page.headers.contains_key("access-control-allow-origin"));
        }
        assert!(!first.text.contains("<style") && !first.text.contains("style=") && !first.text.contains("onload"));
        // Whatever the page names is there, as what it is.
        let mut files = 0;
        let named = first.text.split('"').filter(|part| part.starts_with("/ui/"));
        for path in named.chain(["/ui/v1/scrip.js"]) {
            let file = desk.send(&format!("GET {path}"), &[], None).await;
            let kind = if path.contains(".css") { "text/css; charset=utf-8" } else { "text/javascript; charset=utf-8" };
            assert_eq!((file.status, file.headers["content-type"].to_str().unwrap()), (200, kind), "{path}");
            let etag = file.headers["etag"].to_str().unwrap();
            assert_eq!(desk.send(&format!("GET {path}"), &[("if-none-match", etag)], None).await.status, 304);
            files += 1;
        }
        assert_eq!(files, 3);
        for (path, status) in [("GET /consoles", 404), ("POST /console", 405), ("GET /ui/v1/other.js", 404)] {
            assert_eq!(desk.send(path, &[], None).await.status, status, "{path}");
        }
        desk.end().await;
    });
}
