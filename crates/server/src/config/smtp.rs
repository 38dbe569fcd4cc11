//! The mail server's address: `smtps://user:password@host`, `smtp://user:password@host` with STARTTLS, or plain on loopback.

use std::borrow::Cow;
use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use percent_encoding::percent_decode_str;
use reqwest::Url;
use serde::Deserialize;

/// Where mails are handed in. Shown without the password.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Smtp {
    /// The host.
    pub host: String,
    /// The port.
    pub port: u16,
    /// How the conversation is kept secret.
    pub security: SmtpSecurity,
    /// User and password.
    pub login: Option<(String, String)>,
}

/// How the conversation with a mail server is kept secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmtpSecurity {
    /// Not at all: on this machine only.
    None,
    /// By STARTTLS, which the server must offer.
    StartTls,
    /// From the first byte.
    Tls,
}

/// A text that is no address of a mail server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SmtpError {
    /// Not of this form.
    #[error("write it like smtps://user:password@mail.example.com or smtp://user:password@mail.example.com:587")]
    Form,
    /// STARTTLS was switched off for a host elsewhere.
    #[error("?tls=none is for a mail server on this machine only: passwords and mails would be readable on the way")]
    Plain,
}

impl FromStr for Smtp {
    type Err = SmtpError;

    fn from_str(text: &str) -> Result<Self, SmtpError> {
        let url = Url::parse(text).map_err(|_| SmtpError::Form)?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(SmtpError::Form)?;
        let is_bare = matches!(url.path(), "" | "/") && url.fragment().is_none();
        let security = match (url.scheme(), url.query()) {
            ("smtps", None) => SmtpSecurity::Tls,
            ("smtp", None) => SmtpSecurity::StartTls,
            ("smtp", Some("tls=none")) if is_loopback(host) => SmtpSecurity::None,
            ("smtp", Some("tls=none")) => return Err(SmtpError::Plain),
            _ => return Err(SmtpError::Form),
        };
        let usual = if security == SmtpSecurity::Tls { 465 } else { 587 };
        let decoded = |text: &str| percent_decode_str(text).decode_utf8().map(Cow::into_owned);
        let login = match (url.username(), url.password()) {
            ("", None) => None,
            (user, Some(password)) if !user.is_empty() => {
                let user = decoded(user).map_err(|_| SmtpError::Form)?;
                Some((user, decoded(password).map_err(|_| SmtpError::Form)?))
            }
            _ => return Err(SmtpError::Form),
        };
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        if !is_bare {
            return Err(SmtpError::Form);
        }
        Ok(Self { host, port: url.port().unwrap_or(usual), security, login })
    }
}

impl TryFrom<String> for Smtp {
    type Error = SmtpError;

    fn try_from(text: String) -> Result<Self, SmtpError> {
        text.parse()
    }
}

fn is_loopback(host: &str) -> bool {
    let ip: Option<IpAddr> = host.trim_start_matches('[').trim_end_matches(']').parse().ok();
    host == "localhost" || ip.is_some_and(|ip| ip.is_loopback())
}

impl fmt::Display for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.security == SmtpSecurity::Tls { "smtps" } else { "smtp" };
        let user = self.login.as_ref().map_or(String::new(), |(user, _)| format!("{user}@"));
        write!(f, "{scheme}://{user}{}:{}", self.host, self.port)
    }
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_how_it_is_kept_secret_and_never_its_password() {
        let check = |text: &str, shown: &str, security: SmtpSecurity, login: Option<(&str, &str)>| {
            let smtp: Smtp = text.parse().unwrap();
            assert_eq!(format!("{smtp:?}"), shown, "{text}");
            assert_eq!(smtp.security, security, "{text}");
            assert_eq!(smtp.login.as_ref().map(|(user, password)| (user.as_str(), password.as_str())), login);
        };
        let login = Some(("me@x.com", "s3:c/r et"));
        check(
            "smtps://me%40x.com:s3%3Ac%2Fr%20et@mail.x.com",
            "smtps://me@x.com@mail.x.com:465",
            SmtpSecurity::Tls,
            login,
        );
        check("smtp://u:p@mail.x.com", "smtp://u@mail.x.com:587", SmtpSecurity::StartTls, Some(("u", "p")));
        check("smtp://mail.x.com:25", "smtp://mail.x.com:25", SmtpSecurity::StartTls, None);
        for host in ["127.0.0.1", "localhost", "[::1]"] {
            assert_eq!(format!("smtp://{host}:1025?tls=none").parse::<Smtp>().unwrap().security, SmtpSecurity::None);
        }
        assert_eq!("smtp://mail.x.com?tls=none".parse::<Smtp>(), Err(SmtpError::Plain));
        for bad in [
            "",
            "mail.x.com",
            "http://mail.x.com",
            "smtp://",
            "smtp://u@h",
            "smtps://h?tls=none",
            "smtp://h/x",
            "smtp://h?x=1",
        ] {
            assert_eq!(bad.parse::<Smtp>(), Err(SmtpError::Form), "{bad}");
        }
    }
}
