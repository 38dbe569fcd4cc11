//! Passwords of operators: argon2id as OWASP advises, off the async threads, a few at once. Never printed, kept as a hash only.

use std::fmt;
use std::sync::Arc;

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use tokio::sync::Semaphore;

use crate::problem::{Code, Problem};
use crate::random;
use crate::wire::parse::{Fault, FromJson, text};

/// Memory of one hash: OWASP's first choice for argon2id with two passes (Password Storage Cheat Sheet, 2025).
const MEMORY_KIB: u32 = 19 * 1_024;

/// Passes over the memory.
const PASSES: u32 = 2;

/// Lanes: one, since the server's other work needs the cores.
const LANES: u32 = 1;

const SALT_BYTES: usize = 16;

const HASH_BYTES: usize = 32;

/// Hashes at once: each takes a core for some 30 ms and 19 MiB.
const AT_ONCE_MAX: usize = 2;

/// Sign-ins that wait for their turn: more than a staff that comes to work at the same minute.
const WAITING_MAX: usize = 32;

/// The fewest characters of a new password; no other rule makes people choose better ones (NIST SP 800-63B).
const NEW_LEN_MIN: usize = 12;

/// The most: nobody types more, and a hash of any length costs the same.
const LEN_MAX: usize = 128;

/// A password, on its way to be hashed.
#[derive(Clone)]
pub(crate) struct Password(String);

impl Password {
    /// Refuses a new password that is too easily guessed.
    pub(crate) fn check_new(&self, field: &'static str, email: &str) -> Result<(), Problem> {
        let wrong = |reason: &'static str| Err(Problem::fault(field, &Fault::new(reason)));
        let mut different: Vec<char> = self.0.chars().collect();
        let length = different.len();
        different.sort_unstable();
        different.dedup();
        if length < NEW_LEN_MIN {
            return wrong("must have 12 characters or more; a few words that belong to nobody are good");
        }
        if different.len() < 4 || self.0.eq_ignore_ascii_case(email) {
            return wrong("is guessed at once; take a few words that belong to nobody");
        }
        Ok(())
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl From<String> for Password {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl FromJson for Password {
    fn from_json(json: &str) -> Result<Self, Fault> {
        let text = text(json)?;
        if (1..=LEN_MAX).contains(&text.chars().count()) {
            return Ok(Self(text.into_owned()));
        }
        Err(Fault::new("must be a text of 1 to 128 characters"))
    }
}

/// What is kept of a password: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kept(String);

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl Kept {
    fn of(password: &Password) -> Option<Self> {
        let salt = random::bytes::<SALT_BYTES>().ok()?;
        let hash = hash(password, &salt, (MEMORY_KIB, PASSES, LANES))?;
        let text = |bytes: &[u8]| BASE64_STANDARD_NO_PAD.encode(bytes);
        Some(Self(format!("$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}${}${}", text(&salt), text(&hash))))
    }

    /// Whether it is this password's; none where it cannot be read.
    fn is_of(&self, password: &Password) -> Option<bool> {
        let mut parts = self.0.strip_prefix("$argon2id$v=19$")?.split('$');
        let mut costs = parts.next()?.split(',').map(|cost| cost.split_once('=').map(|(_, number)| number.parse()));
        let mut cost = || costs.next()??.ok();
        let costs = (cost()?, cost()?, cost()?);
        let mut bytes = || BASE64_STANDARD_NO_PAD.decode(parts.next()?).ok();
        let (salt, kept) = (bytes()?, bytes()?);
        Some(hash(password, &salt, costs)?.ct_eq(kept.as_slice()).into())
    }
}

fn hash(password: &Password, salt: &[u8], (memory, passes, lanes): (u32, u32, u32)) -> Option<[u8; HASH_BYTES]> {
    let params = Params::new(memory, passes, lanes, Some(HASH_BYTES)).ok()?;
    let mut out = [0; HASH_BYTES];
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon2.hash_password_into(password.0.as_bytes(), salt, &mut out).ok()?;
    Some(out)
}

/// Hashes passwords, a few at once.
#[derive(Debug)]
pub(crate) struct Passwords {
    at_once: Arc<Semaphore>,
    waiting: Semaphore,
    /// How often a password was hashed.
    #[cfg(test)]
    pub(crate) hashed: std::sync::atomic::AtomicUsize,
}

impl Default for Passwords {
    fn default() -> Self {
        Self {
            at_once: Arc::new(Semaphore::new(AT_ONCE_MAX)),
            waiting: Semaphore::new(WAITING_MAX),
            #[cfg(test)]
            hashed: std::sync::atomic::AtomicUsize::new(0),
        }
    }
}

impl Passwords {
    /// What is to be kept of a password.
    pub(crate) async fn keep(&self, password: Password) -> Result<Kept, Problem> {
        self.apart(move || Kept::of(&password)).await
    }

    /// Whether a password is the one that is kept. Without one it takes the same time, and is not.
    pub(crate) async fn is_of(&self, password: Password, kept: Option<Kept>) -> Result<bool, Problem> {
        let judged = move || match kept {
            Some(kept) => kept.is_of(&password),
            None => hash(&password, &[0; SALT_BYTES], (MEMORY_KIB, PASSES, LANES)).map(|_| false),
        };
        self.apart(judged).await
    }

    async fn apart<T: Send + 'static>(&self, work: impl FnOnce() -> Option<T> + Send + 'static) -> Result<T, Problem> {
        let busy = || Problem::retry(Code::Busy, "Too many people sign in at once. Try again in a moment.", 2);
        let _place = self.waiting.try_acquire().map_err(|_| busy())?;
        let turn = Arc::clone(&self.at_once).acquire_owned().await.map_err(|_| busy())?;
        #[cfg(test)]
        self.hashed.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        // The turn ends with the work, also where nobody waits for it any more.
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work()
        });
        let done = done.await.ok().flatten();
        done.ok_or_else(|| Problem::new(Code::Internal, "The password could not be hashed."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn password(text: &str) -> Password {
        Password(text.to_owned())
    }

    #[test]
    fn what_is_kept_is_of_one_password_and_never_printed() {
        let kept = Kept::of(&password("correct horse battery")).unwrap();
        assert!(kept.0.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "OWASP's parameters");
        assert_ne!(Kept::of(&password("correct horse battery")).unwrap(), kept, "a salt of its own");
        assert_eq!(kept.is_of(&password("correct horse battery")), Some(true));
        assert_eq!(kept.is_of(&password("correct horse batterz")), Some(false));
        for bad in ["", "$argon2id$v=19$m=1,t=1,p=1$AAAA$AAAA", "$argon2i$v=19$m=19456,t=2,p=1$AAAA$AAAA"] {
            assert_eq!(Kept(bad.to_owned()).is_of(&password("x")), None, "{bad}");
        }
        let printed = format!("{kept:?} {:?}", password("hunter2"));
        assert!(!printed.contains("argon2") && !printed.contains("hunter2"), "{printed}");
    }

    /// A vector of the reference implementation's own tests (64 MiB, two passes, one lane).
    #[test]
    fn it_is_the_argon2id_of_everybody() {
        let kept = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assert_eq!(Kept(kept.to_owned()).is_of(&password("password")), Some(true));
        assert_eq!(Kept(kept.to_owned()).is_of(&password("Password")), Some(false));
    }

    #[test]
    fn new_ones_are_not_guessed_at_once() {
        let check = |text: &str, is_good: bool| {
            assert_eq!(password(text).check_new("password", "eva.long@example.com").is_ok(), is_good, "{text}");
        };
        check("a tall green tree", true);
        check("żółw i słoń razem", true);
        check("elevenchars", false);
        check("aaaaaaaaaaaaaaaa", false);
        check("abababababababab", false);
        check("Eva.Long@example.com", false);
    }
}
