//! The template of programmatic pages: a few texts with `{{ column }}` in them, bounded so that no text runs for ever.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Deserialize;

use super::sheet::Sheet;
use crate::fault::Fault;
use crate::landing::{Page, Part};

/// Steps of one text; a page needs a few dozen.
const FUEL: u64 = 20_000;
/// The longest template text.
const TEXT_MAX: usize = 4_000;

/// As the page sends it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Template {
    pub(crate) headline: String,
    pub(crate) intro: String,
    pub(crate) heading: String,
    pub(crate) text: String,
    pub(crate) button: String,
    pub(crate) link: String,
}

/// A template whose texts are parsed.
pub(crate) struct Renderer<'a> {
    environment: Environment<'a>,
}

impl Template {
    fn texts(&self) -> [(&'static str, &str); 6] {
        [
            ("headline", &self.headline),
            ("intro", &self.intro),
            ("heading", &self.heading),
            ("text", &self.text),
            ("button", &self.button),
            ("link", &self.link),
        ]
    }

    /// Parsed once before anything is set aside: a template that cannot work at all is refused.
    pub(crate) fn checked(self, sheet: &Sheet) -> Result<Arc<Self>, Fault> {
        if self.headline.trim().is_empty() {
            return Err(Fault::bad("The template needs a headline, such as {{ service }} in {{ city }}."));
        }
        if self.texts().iter().any(|(_, text)| text.chars().count() > TEXT_MAX) {
            return Err(Fault::bad(format!("A text of the template is longer than {TEXT_MAX} characters.")));
        }
        {
            let renderer = self.renderer()?;
            let mut missing: Vec<String> = renderer
                .environment
                .templates()
                .flat_map(|(_, template)| template.undeclared_variables(false))
                .filter(|name| {
                    !sheet.columns.contains(name) && !["range", "dict", "namespace", "debug"].contains(&name.as_str())
                })
                .collect();
            missing.sort();
            missing.dedup();
            if !missing.is_empty() {
                let columns = sheet.columns.join(", ");
                let detail = format!("The sheet has no column {}. It has: {columns}.", missing.join(", "));
                return Err(Fault::bad(detail));
            }
        }
        Ok(Arc::new(self))
    }

    /// Parses the texts.
    pub(crate) fn renderer(&self) -> Result<Renderer<'_>, Fault> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        // These are texts; pages escape them when they are shown.
        environment.set_auto_escape_callback(|_| AutoEscape::None);
        environment.set_fuel(Some(FUEL));
        for (name, text) in self.texts() {
            let parsed = environment.add_template(name, text);
            parsed.map_err(|error| Fault::bad(format!("The template's {name} cannot be read: {error}.")))?;
        }
        Ok(Renderer { environment })
    }
}

impl Renderer<'_> {
    /// A row's page, or why it cannot be made.
    pub(crate) fn page(&self, fields: &BTreeMap<String, String>) -> Result<Page, String> {
        if let Some((column, _)) = fields.iter().find(|(column, text)| text.is_empty() && self.uses(column)) {
            return Err(format!("{column} is empty"));
        }
        let text = |name: &str| {
            let template = self.environment.get_template(name).map_err(|error| error.to_string())?;
            template.render(fields).map_err(|error| format!("{name}: {error}"))
        };
        let part = Part { heading: text("heading")?, text: text("text")? };
        let parts = if part == Part::default() { Vec::new() } else { vec![part] };
        let (headline, intro) = (text("headline")?, text("intro")?);
        Ok(Page { headline, intro, parts, button: text("button")?, link: text("link")?, ..Page::default() })
    }

    /// Whether the headline or the link stands on this column: without it there is no page.
    fn uses(&self, column: &str) -> bool {
        ["headline", "link"].iter().any(|name| {
            let template = self.environment.get_template(name);
            template.is_ok_and(|template| template.undeclared_variables(false).contains(column))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(headline: &str) -> Template {
        Template { headline: headline.to_owned(), ..Template::default() }
    }

    #[test]
    fn what_cannot_work_at_all_is_refused_before_anything_is_set_aside() {
        let sheet = Sheet::read("city,price\nRome,5\n").unwrap();
        let long = "x".repeat(TEXT_MAX + 1);
        let rows = [
            ("Homes in {{ city }}", ""),
            ("{% if price %}{{ city | upper }}{% endif %}", ""),
            ("{{ town }}", "no column town"),
            ("{{ city", "cannot be read"),
            (" ", "needs a headline"),
            (&long, "longer"),
        ];
        for (headline, expected) in rows {
            let checked = template(headline).checked(&sheet);
            match checked {
                Ok(_) => assert_eq!(expected, "", "{headline}"),
                Err(fault) => {
                    assert!(!expected.is_empty() && fault.to_string().contains(expected), "{headline}: {fault}");
                }
            }
        }
    }

    #[test]
    fn a_row_makes_a_page_or_says_why_not() {
        let rows = [
            ("Homes in {{ city }}", "Rome", Ok("Homes in Rome")),
            ("Homes in {{ city }}", "", Err("city is empty")),
            ("Homes in {{ city }}", "<b>", Ok("Homes in <b>")),
            ("{% for a in range(100000) %}{{ city }}{% endfor %}", "Rome", Err("fuel")),
        ];
        for (headline, city, expected) in rows {
            let template = template(headline);
            let fields = BTreeMap::from([("city".to_owned(), city.to_owned())]);
            let page = template.renderer().unwrap().page(&fields);
            match (page, expected) {
                (Ok(page), Ok(expected)) => assert_eq!(page.headline, expected),
                (Err(reason), Err(expected)) => assert!(reason.contains(expected), "{reason}"),
                (page, expected) => panic!("{headline} {city}: {page:?} {expected:?}"),
            }
        }
    }
}
