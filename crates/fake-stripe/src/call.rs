//! One request as handlers see it: its parameters, checked by name and by kind, never a body.

use serde_json::{Map, Value, json};

use crate::fault::Fault;

/// Parameters and what stands in the head.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) params: Value,
    pub(crate) version: Option<String>,
}

impl Call {
    /// Anything but these is refused, as Stripe does: a typing error must not pass in silence.
    pub(crate) fn only(&self, known: &[&str]) -> Result<(), Fault> {
        let Value::Object(params) = &self.params else { return Ok(()) };
        match params.keys().find(|key| *key != "expand" && !known.contains(&key.as_str())) {
            Some(unknown) => Err(Fault::invalid(format!("Received unknown parameter: {unknown}"))
                .code("parameter_unknown")
                .param(unknown)),
            None => Ok(()),
        }
    }

    /// A value at `a`, or at `a.b.c`; an empty one counts as none, as with Stripe.
    pub(crate) fn get(&self, path: &str) -> Option<&Value> {
        let found = path.split('.').try_fold(&self.params, |value, key| value.get(key))?;
        (found.as_str() != Some("")).then_some(found)
    }

    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.get(path)?.as_str()
    }

    /// The text, or null.
    pub(crate) fn value(&self, path: &str) -> Value {
        json!(self.text(path))
    }

    pub(crate) fn required(&self, path: &str) -> Result<&str, Fault> {
        self.text(path).ok_or_else(|| Fault::parameter_missing(&bracketed(path)))
    }

    pub(crate) fn integer(&self, path: &str) -> Result<Option<i64>, Fault> {
        let Some(text) = self.text(path) else { return Ok(None) };
        let wrong = || {
            let param = bracketed(path);
            Fault::invalid(format!("Invalid integer: {text}")).code("parameter_invalid_integer").param(&param)
        };
        text.parse().map(Some).map_err(|_| wrong())
    }

    pub(crate) fn is_true(&self, path: &str) -> bool {
        self.text(path) == Some("true")
    }

    /// `metadata`, at the top or inside of another parameter: text to text.
    pub(crate) fn metadata(&self, path: &str) -> Value {
        match self.get(path) {
            Some(Value::Object(map)) => Value::Object(map.clone()),
            _ => Value::Object(Map::new()),
        }
    }
}

/// `a.b` is `a[b]` where clients read it.
pub(crate) fn bracketed(path: &str) -> String {
    let mut parts = path.split('.');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| format!("{text}[{part}]"))
}

/// New metadata over old: an empty value removes its key.
pub(crate) fn merged(old: &Value, new: &Value) -> Value {
    let mut merged = old.as_object().cloned().unwrap_or_default();
    for (key, value) in new.as_object().into_iter().flatten() {
        if value.as_str() == Some("") {
            merged.remove(key);
        } else {
            merged.insert(key.clone(), value.clone());
        }
    }
    Value::Object(merged)
}
