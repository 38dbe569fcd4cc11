//! The pages' templates, compiled in and escaped by themselves; nothing that a person wrote reaches a page otherwise.

use axum::response::Html;
use minijinja::value::Serde;
use minijinja::{Environment, Value, context};
use serde::Serialize;

use crate::fault::Fault;
use crate::scrip::Viewer;

/// Name and text, as minijinja knows them: `.html` is escaped as HTML.
const TEMPLATES: &[(&str, &str)] = &[
    ("layout.html", include_str!("../templates/layout.html")),
    ("sign-in.html", include_str!("../templates/sign-in.html")),
    ("pages.html", include_str!("../templates/pages.html")),
    ("editor.html", include_str!("../templates/editor.html")),
    ("programmatic.html", include_str!("../templates/programmatic.html")),
    ("background.html", include_str!("../templates/background.html")),
    ("lunar.html", include_str!("../templates/lunar.html")),
    ("sections.html", include_str!("../templates/sections.html")),
    ("tools-of-page.html", include_str!("../templates/tools-of-page.html")),
    ("install.html", include_str!("../templates/install.html")),
    ("settings.html", include_str!("../templates/settings.html")),
    ("credits.html", include_str!("../templates/credits.html")),
    ("plan.html", include_str!("../templates/plan.html")),
    ("events.html", include_str!("../templates/events.html")),
    ("fault.html", include_str!("../templates/fault.html")),
    ("published.html", include_str!("../templates/published.html")),
];

/// All templates.
pub(crate) struct Views {
    environment: Environment<'static>,
}

impl Views {
    /// A template that does not parse shows itself in the tests, where each one is rendered.
    pub(crate) fn new() -> Self {
        let mut environment = Environment::new();
        environment.add_filter("grouped", |number: String| grouped(&number));
        environment.add_filter("role", |role: String| role.replace('_', " "));
        for (name, text) in TEMPLATES {
            // Templates are constants; `every_template_parses` holds them to their grammar.
            let _ = environment.add_template(name, text);
        }
        Self { environment }
    }

    /// A page of a signed-in member.
    pub(crate) fn page(&self, scrip: &str, viewer: &Viewer, name: &str, more: Value) -> Result<Html<String>, Fault> {
        let shared = context! { scrip, viewer => view(viewer), here => name.trim_end_matches(".html") };
        self.plain(name, context! { ..more, ..shared })
    }

    /// A page of nobody in particular.
    pub(crate) fn plain(&self, name: &str, values: Value) -> Result<Html<String>, Fault> {
        let template = self.environment.get_template(name);
        let text = template.and_then(|template| template.render(values));
        Ok(Html(text.map_err(|error| Fault::Broken(format!("{name}: {error:#}")))?))
    }
}

/// Anything of ours as templates see it.
pub(crate) fn view<T: Serialize>(value: T) -> Value {
    Value::from(Serde(value))
}

/// `12345.5` as `12,345.5`.
pub(crate) fn grouped(number: &str) -> String {
    let (whole, rest) = number.split_once('.').map_or((number, None), |(whole, rest)| (whole, Some(rest)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut text = sign.to_owned();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(rest) = rest {
        text.push('.');
        text.push_str(rest);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_parses() {
        for (name, text) in TEMPLATES {
            let mut environment = Environment::new();
            let parsed = environment.add_template(name, text);
            assert!(parsed.is_ok(), "{name}: {parsed:?}");
        }
    }

    #[test]
    fn thousands_are_parted() {
        for (number, expected) in [("0", "0"), ("999", "999"), ("1000", "1,000"), ("-1234567.25", "-1,234,567.25")] {
            assert_eq!(grouped(number), expected);
        }
    }
}
