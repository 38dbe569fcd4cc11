//! Session tokens: one member, one account, at most an hour, signed with HMAC-SHA256. Nothing of them is stored.
//!
//! A support session is one through which an operator looks on: it reads what the member would, and writes nothing.

use hmac::{Hmac, KeyInit, Mac};
use scrip_core::id::{AccountId, MemberId};
use scrip_core::time::{Span, Timestamp};
use sha2::Sha256;

use crate::random;

/// What every token begins with.
pub(crate) const PREFIX: &str = "ses_";

/// The longest life of a session.
pub(crate) const LIFE: Span = Span::HOUR;

/// The longest life of a support session.
pub(crate) const SUPPORT_LIFE: Span = Span::MINUTE.times(30);

/// Who looks on through a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Support {
    /// The operator, or the server key, that asked for it.
    pub(crate) by: String,
    /// The operator's own session, hashed: the support session ends with it.
    pub(crate) session: Option<String>,
}

/// Whose session it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Session {
    /// The account.
    pub(crate) account: AccountId,
    /// The member.
    pub(crate) member: MemberId,
    /// When it is over.
    pub(crate) expires_at: Timestamp,
    /// Who looks on; none: it is the member's own.
    pub(crate) support: Option<Box<Support>>,
}

/// Signs and reads tokens.
pub(crate) struct Sessions {
    /// 32 random bytes of this deployment, and its mode: a token of another deployment does not verify.
    mac: Hmac<Sha256>,
}

impl Sessions {
    /// With the deployment's secret.
    pub(crate) fn new(secret: &[u8]) -> Option<Self> {
        Some(Self { mac: Hmac::new_from_slice(secret).ok()? })
    }

    /// The token of a session: hexadecimal claims, a point, the hexadecimal signature.
    pub(crate) fn sign(&self, session: &Session) -> String {
        let Session { account, member, expires_at, support } = session;
        let mut claims = format!("{} {account} {member}", expires_at.micros());
        if let Some(Support { by, session }) = support.as_deref() {
            claims = format!("{claims} {by} {}", session.as_deref().unwrap_or("-"));
        }
        let claims = random::to_hex(claims.as_bytes());
        let signature = self.mac.clone().chain_update(claims.as_bytes()).finalize().into_bytes();
        format!("{PREFIX}{claims}.{}", random::to_hex(&signature))
    }

    /// The account that a token names, whether or not it holds.
    pub(crate) fn named(token: &str) -> Option<AccountId> {
        let (claims, _) = token.strip_prefix(PREFIX)?.split_once('.')?;
        String::from_utf8(random::from_hex(claims)?).ok()?.split(' ').nth(1)?.parse().ok()
    }

    /// The session of a token, while it holds.
    pub(crate) fn read(&self, token: &str, now: Timestamp) -> Option<Session> {
        let (claims, signature) = token.strip_prefix(PREFIX)?.split_once('.')?;
        let signature = random::from_hex(signature)?;
        self.mac.clone().chain_update(claims.as_bytes()).verify_slice(&signature).ok()?;
        let claims = String::from_utf8(random::from_hex(claims)?).ok()?;
        let mut parts = claims.split(' ');
        let expires_at = Timestamp::from_micros(parts.next()?.parse().ok()?);
        let (account, member) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let support = parts.next().map(|by| {
            let session = parts.next().filter(|hash| *hash != "-").map(str::to_owned);
            Box::new(Support { by: by.to_owned(), session })
        });
        let session = Session { account, member, expires_at, support };
        (now < session.expires_at).then_some(session)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_holds_until_its_end_and_only_as_it_was_signed() {
        let sessions = Sessions::new(&[7; 32]).unwrap();
        let now: Timestamp = "2026-03-01T00:00:00Z".parse().unwrap();
        let session = Session {
            account: "acme".parse().unwrap(),
            member: "m:1".parse().unwrap(),
            expires_at: now.plus(LIFE),
            support: None,
        };
        let token = sessions.sign(&session);
        assert_eq!(sessions.read(&token, now), Some(session.clone()));
        assert_eq!(Sessions::named(&token), Some(session.account.clone()));
        assert_eq!(sessions.read(&token, now.plus(LIFE)), None);
        for by in [("opr_1", Some("5e55")), ("key_1", None)] {
            let support = Support { by: by.0.to_owned(), session: by.1.map(str::to_owned) };
            let looked = Session { support: Some(Box::new(support)), ..session.clone() };
            assert_eq!(sessions.read(&sessions.sign(&looked), now), Some(looked));
        }
        let other = sessions.sign(&Session { member: "m:2".parse().unwrap(), ..session });
        let forged = format!("{}.{}", other.split_once('.').unwrap().0, token.split_once('.').unwrap().1);
        assert_eq!(sessions.read(&forged, now), None);
        assert_eq!(Sessions::new(&[8; 32]).unwrap().read(&token, now), None);
        for bad in ["", "ses_", "ses_.", "ses_00.00", "ses_zz.zz"] {
            assert_eq!(sessions.read(bad, now), None, "{bad}");
        }
    }
}
