//! Idempotency keys as Stripe treats them: same parameters, the first answer; other parameters, 400; still running, 409.

use std::collections::{HashMap, VecDeque};

use serde_json::Value;

use crate::answer::Answer;
use crate::fault::Fault;

/// Keys that are remembered; Stripe forgets them after a day.
const KEYS_MAX: usize = 20_000;
/// Stripe's own bound.
pub(crate) const KEY_LETTERS_MAX: usize = 255;

/// What a key was used for.
#[derive(Debug)]
struct Used {
    path: String,
    params: Value,
    /// None while the first request is still running
    answer: Option<Answer>,
}

/// All keys of the account.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    used: HashMap<String, Used>,
    order: VecDeque<String>,
}

impl Keys {
    /// The first answer again, or nothing: then the key is taken, until [`Self::keep`] or [`Self::forget`].
    pub(crate) fn begin(&mut self, key: &str, path: &str, params: &Value) -> Result<Option<Answer>, Fault> {
        if let Some(used) = self.used.get(key) {
            if used.path != path {
                return Err(Fault::idempotency(format!(
                    "Keys for idempotent requests can only be used for the same endpoint they were first used for \
                     ('{path}' vs '{}'). Try using a key other than '{key}' if you meant to execute a different request.",
                    used.path
                )));
            }
            if used.params != *params {
                return Err(Fault::idempotency(format!(
                    "Keys for idempotent requests can only be used with the same parameters they were first used with. \
                     Try using a key other than '{key}' if you meant to execute a different request."
                )));
            }
            return match &used.answer {
                Some(answer) => Ok(Some(answer.replayed())),
                None => Err(Fault::key_in_use(key)),
            };
        }
        self.used.insert(key.to_owned(), Used { path: path.to_owned(), params: params.clone(), answer: None });
        self.order.push_back(key.to_owned());
        if self.order.len() > KEYS_MAX
            && let Some(oldest) = self.order.pop_front()
        {
            self.used.remove(&oldest);
        }
        Ok(None)
    }

    /// From now on this is the key's answer, an error as well.
    pub(crate) fn keep(&mut self, key: &str, answer: &Answer) {
        if let Some(used) = self.used.get_mut(key) {
            used.answer = Some(answer.clone());
        }
    }

    /// Nothing was carried out: the key is free again.
    pub(crate) fn forget(&mut self, key: &str) {
        self.used.remove(key);
        self.order.retain(|other| other != key);
    }
}
