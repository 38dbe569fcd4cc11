//! The address of a database: a `postgres://` URL, with what this client bounds and what TLS it asks for.

use std::path::PathBuf;
use std::time::Duration;

use tokio_postgres::Config;
use tokio_postgres::config::SslMode;

use crate::error::StoreError;

/// How long a connection may take to come about.
const CONNECT_MAX: Duration = Duration::from_secs(3);
/// How long sent bytes may stay unacknowledged before the connection counts as lost.
const UNACKNOWLEDGED_MAX: Duration = Duration::from_secs(5);
/// A silent peer is asked after so long, and again every two seconds, three times.
const SILENCE_MAX: Duration = Duration::from_secs(5);
/// What the server itself bounds, so that whatever becomes of this process, its locks are let go: a statement, a wait
/// for a lock, a transaction between two statements.
const BOUNDS: &str = "-c statement_timeout=8s -c lock_timeout=3s -c idle_in_transaction_session_timeout=3s \
                      -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3 \
                      -c search_path=pg_catalog";
/// Plans that do not turn over while tables grow: always by index, made once.
const PLANS: &str = "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off \
                     -c enable_mergejoin=off -c enable_bitmapscan=off -c enable_material=off \
                     -c enable_memoize=off -c jit=off";

/// How much a connection trusts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// No TLS.
    Plain,
    /// TLS with whomever answers.
    Anyone,
    /// TLS, and an authority that we know signed the certificate.
    Authority,
    /// The same, and the certificate names the host.
    Host,
}

/// A parsed address.
#[derive(Clone)]
pub(super) struct Address {
    pub(super) config: Config,
    pub(super) trust: Trust,
    /// The file of the authorities; none: the system's.
    pub(super) authorities: Option<PathBuf>,
}

/// Reads `postgres://user:password@host:port/database?sslmode=verify-full&sslrootcert=/path`. The modes are libpq's:
/// `disable`, `prefer` (the default), `require`, `verify-ca`, `verify-full`.
pub(super) fn parse(url: &str) -> Result<Address, StoreError> {
    if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
        return Err(unfit("must begin with postgres://"));
    }
    let (place, query) = url.split_once('?').unwrap_or((url, ""));
    let (mut mode, mut authorities, mut rest) = ("prefer", None, Vec::new());
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=') {
            Some(("sslmode", value)) => mode = value,
            Some(("sslrootcert", value)) => authorities = Some(decode(value)?),
            Some(("sslcert" | "sslkey" | "sslcrl", _)) => return Err(unfit("names a certificate of the client's own")),
            _ => rest.push(pair),
        }
    }
    let plain = if rest.is_empty() { place.to_owned() } else { format!("{place}?{}", rest.join("&")) };
    let mut config: Config = plain.parse().map_err(|error: tokio_postgres::Error| {
        // Its message may not repeat the address: a password stands in it.
        unfit(&format!("cannot be read ({})", error.into_source().map_or("?".to_owned(), |source| source.to_string())))
    })?;
    if config.get_user().is_none() {
        return Err(unfit("names no user"));
    }
    let (ssl_mode, trust) = match (mode, &authorities) {
        ("disable", _) => (SslMode::Disable, Trust::Plain),
        ("allow" | "prefer", _) => (SslMode::Prefer, Trust::Anyone),
        // As with libpq: who names authorities wants them asked.
        ("require", None) => (SslMode::Require, Trust::Anyone),
        ("require" | "verify-ca", _) => (SslMode::Require, Trust::Authority),
        ("verify-full", _) => (SslMode::Require, Trust::Host),
        _ => return Err(unfit("has an sslmode other than disable, prefer, require, verify-ca and verify-full")),
    };
    let own = config.get_options().unwrap_or_default();
    let options = format!("{BOUNDS} {PLANS} {own}");
    config.ssl_mode(ssl_mode).options(options).connect_timeout(CONNECT_MAX).tcp_user_timeout(UNACKNOWLEDGED_MAX);
    config.keepalives(true).keepalives_idle(SILENCE_MAX).keepalives_interval(Duration::from_secs(2));
    config.keepalives_retries(3);
    if config.get_application_name().is_none() {
        config.application_name("scrip");
    }
    let authorities = authorities.filter(|path| path != "system").map(PathBuf::from);
    Ok(Address { config, trust, authorities })
}

fn decode(value: &str) -> Result<String, StoreError> {
    let bytes = value.bytes();
    let (mut text, mut bytes) = (Vec::with_capacity(bytes.len()), bytes);
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            text.push(byte);
            continue;
        }
        let mut digit = || bytes.next().and_then(|byte| char::from(byte).to_digit(16));
        let decoded = digit().zip(digit()).and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        text.push(decoded.ok_or_else(|| unfit("has a % without two digits"))?);
    }
    String::from_utf8(text).map_err(|_| unfit("names a file that is no text"))
}

fn unfit(what: &str) -> StoreError {
    StoreError::Unfit(format!(
        "the database's address {what}; write postgres://user:password@host:5432/database?sslmode=verify-full"
    ))
}

#[cfg(test)]
mod tests {
    use super::{Trust, parse};

    #[track_caller]
    fn check(url: &str, wanted: Result<(Trust, Option<&str>), &str>) {
        let found = parse(url).map(|address| (address.trust, address.authorities));
        match wanted {
            Ok((trust, file)) => assert_eq!(found.unwrap(), (trust, file.map(Into::into)), "{url}"),
            Err(part) => {
                let message = found.unwrap_err().to_string();
                assert!(message.contains(part) && !message.contains("secret"), "{url}: {message}");
            }
        }
    }

    #[test]
    fn an_address_says_how_much_it_trusts() {
        check("postgres://me@host/db", Ok((Trust::Anyone, None)));
        check("postgresql://me:secret@host:5433/db?sslmode=disable", Ok((Trust::Plain, None)));
        check("postgres://me@host/db?sslmode=require&connect_timeout=3", Ok((Trust::Anyone, None)));
        check("postgres://me@host/db?sslmode=require&sslrootcert=/a%20b.pem", Ok((Trust::Authority, Some("/a b.pem"))));
        check("postgres://me@host/db?sslmode=verify-ca&sslrootcert=system", Ok((Trust::Authority, None)));
        check("postgres://me@host/db?sslmode=verify-full", Ok((Trust::Host, None)));
        check("mysql://me:secret@host/db", Err("must begin with"));
        check("postgres://host/db", Err("names no user"));
        check("postgres://me:secret@host/db?sslmode=maybe", Err("sslmode other than"));
        check("postgres://me:secret@host/db?sslcert=/x", Err("certificate of the client's own"));
        check("postgres://me:secret@host/db?nonsense=1", Err("cannot be read"));
        check("postgres://me:secret@host/db?sslrootcert=%zz", Err("two digits"));
    }
}
