//! An answer: its typed value, and the JSON as it came.

use std::ops::Deref;

/// An answer of the API. Reads like its value.
#[derive(Clone, Debug)]
pub struct Reply<T> {
    /// The answer.
    pub value: T,
    /// The same as it came, for programs.
    pub json: String,
    /// The HTTP status.
    pub status: u16,
    /// True when an earlier call with the same key had the effect, and this is its answer once more.
    pub replayed: bool,
}

impl<T> Deref for Reply<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> Reply<T> {
    /// The value alone.
    pub fn into_value(self) -> T {
        self.value
    }
}
