//! The console's cookie: its name and attributes, and whether a call that carries it comes from the console's own page.

use axum::http::header;
use axum::http::request::Parts;

use super::operator::LIFE;
use crate::problem::{Code, Extra, Problem};

/// A name that browsers take only with `Secure`, `Path=/` and no `Domain`: no neighbouring host can set it.
pub(crate) const NAME: &str = "__Host-scrip_operator";

/// The name on a loopback address, where there is no TLS.
const NAME_LOOPBACK: &str = "scrip_operator";

/// Every call that is no read carries it: a form or a picture on a foreign page cannot.
pub(crate) const HEADER: &str = "x-scrip-console";

/// Where a call goes, as its sender names it.
fn host(parts: &Parts) -> &str {
    let named = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok());
    parts.uri.authority().map_or(named.unwrap_or_default(), |authority| authority.as_str())
}

/// True for this machine itself: what is sent there passes no network.
fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn name(parts: &Parts) -> &'static str {
    if is_loopback(host(parts)) { NAME_LOOPBACK } else { NAME }
}

/// The cookie's secret, if the call carries one; of two nobody knows which is whose.
pub(crate) fn token(parts: &Parts) -> Option<&str> {
    let name = name(parts);
    let lines = parts.headers.get_all(header::COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    let mut found = lines.flat_map(|line| line.split(';')).filter_map(|pair| {
        let (other, value) = pair.trim().split_once('=')?;
        (other == name).then_some(value)
    });
    found.next().filter(|_| found.next().is_none())
}

/// What sets the cookie.
pub(crate) fn set(parts: &Parts, token: &str) -> String {
    with(parts, token, LIFE.micros() / 1_000_000)
}

/// What removes it.
pub(crate) fn clear(parts: &Parts) -> String {
    with(parts, "", 0)
}

fn with(parts: &Parts, token: &str, max_age_s: i64) -> String {
    let name = name(parts);
    let secure = if name == NAME { "; Secure" } else { "" };
    format!("{name}={token}; HttpOnly; SameSite=Strict; Path=/; Max-Age={max_age_s}{secure}")
}

/// Refuses what another page sends in the operator's name.
pub(crate) fn from_console(parts: &Parts) -> Result<(), Problem> {
    let header = |name: &str| parts.headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let no = |detail: &'static str| {
        Err(Problem::with(Code::NotFromConsole, detail, Extra { who_can: Some(Vec::new()), ..Extra::default() }))
    };
    if header("origin").is_some_and(|origin| !is_own(origin, host(parts))) {
        return no(
            "The call comes from a page of another origin than the console's; a proxy in front must pass Host as it is, over https.",
        );
    }
    if header("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none")) {
        return no("The call comes from a page of another site than the console's.");
    }
    if !parts.method.is_safe() && header(HEADER) != Some("1") {
        return no("With the console's cookie, whatever is no read needs the header X-Scrip-Console: 1.");
    }
    Ok(())
}

/// True for an origin that is this host itself, over TLS or on this machine.
fn is_own(origin: &str, host: &str) -> bool {
    let (port, authority) = match origin.split_once("://") {
        Some(("https", authority)) => (":443", authority),
        Some(("http", authority)) if is_loopback(authority) => (":80", authority),
        _ => return false,
    };
    let bare = |text: &str| text.strip_suffix(port).unwrap_or(text).to_ascii_lowercase();
    !authority.is_empty() && bare(authority) == bare(host)
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn parts(method: &str, headers: &[(&str, &str)]) -> Parts {
        let request = Request::builder().method(method).uri("/v1/operator-sessions");
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        request.body(()).unwrap().into_parts().0
    }

    #[test]
    fn the_cookie_is_of_this_host_alone() {
        let check = |host: &str, expected: &str| {
            assert_eq!(set(&parts("POST", &[("host", host)]), "t"), expected, "{host}");
        };
        let far = "__Host-scrip_operator=t; HttpOnly; SameSite=Strict; Path=/; Max-Age=43200; Secure";
        let near = "scrip_operator=t; HttpOnly; SameSite=Strict; Path=/; Max-Age=43200";
        for host in
            ["scrip.example.com", "scrip.example.com:8443", "10.0.0.7", "localhost.example.com", "[2001:db8::1]", ""]
        {
            check(host, far);
        }
        for host in ["localhost", "LOCALHOST:8787", "127.0.0.1:8787", "127.1.2.3", "[::1]:8787", "[::1]"] {
            check(host, near);
        }
        assert!(clear(&parts("POST", &[("host", "a")])).starts_with("__Host-scrip_operator=; HttpOnly; "));
    }

    #[test]
    fn one_cookie_of_the_right_name_is_read() {
        let check = |host: &str, cookies: &[&str], expected: Option<&str>| {
            let mut headers = vec![("host", host)];
            headers.extend(cookies.iter().map(|cookie| ("cookie", *cookie)));
            assert_eq!(token(&parts("GET", &headers)), expected, "{host} {cookies:?}");
        };
        check("a.example", &["x=1; __Host-scrip_operator=t"], Some("t"));
        check("a.example", &["scrip_operator=t"], None);
        check("localhost", &["scrip_operator=t"], Some("t"));
        check("localhost", &["__Host-scrip_operator=t"], None);
        check("localhost", &["scrip_operator=t", "scrip_operator=u"], None);
        check("localhost", &["scrip_operator=t; scrip_operator=t"], None);
        check("localhost", &["scrip_operator"], None);
        check("localhost", &[], None);
    }

    #[test]
    fn only_the_consoles_own_page_acts() {
        let check = |method: &str, headers: &[(&str, &str)], is_right: bool| {
            let mut all = vec![("host", "scrip.example")];
            all.extend(headers);
            assert_eq!(from_console(&parts(method, &all)).is_ok(), is_right, "{method} {headers:?}");
        };
        let ours = ("x-scrip-console", "1");
        check("POST", &[ours], true);
        check("POST", &[], false);
        check("POST", &[("x-scrip-console", "yes")], false);
        check("DELETE", &[], false);
        check("GET", &[], true);
        check("POST", &[ours, ("origin", "https://scrip.example")], true);
        check("POST", &[ours, ("origin", "https://SCRIP.example:443")], true);
        check("GET", &[("origin", "https://scrip.example")], true);
        for foreign in [
            "http://scrip.example",
            "https://scrip.example:8443",
            "https://x.example",
            "null",
            "",
            "https://",
            "scrip.example",
        ] {
            check("POST", &[ours, ("origin", foreign)], false);
            check("GET", &[("origin", foreign)], false);
        }
        for (site, is_right) in [("same-origin", true), ("none", true), ("same-site", false), ("cross-site", false)] {
            check("POST", &[ours, ("sec-fetch-site", site)], is_right);
            check("GET", &[("sec-fetch-site", site)], is_right);
        }
        let near = |origin: &str, host: &str| is_own(origin, host);
        assert!(near("http://127.0.0.1:8787", "127.0.0.1:8787") && near("http://localhost", "localhost:80"));
        assert!(!near("http://localhost:8787", "127.0.0.1:8787") && !near("http://localhost:1", "localhost:2"));
        assert!(!near("https://scrip.example", "127.0.0.1:8787"), "a proxy that does not pass the host");
    }
}
