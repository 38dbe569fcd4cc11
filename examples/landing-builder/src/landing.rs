//! A landing page as its author writes it, a section that pages share, and what visitors did.

use serde::{Deserialize, Serialize};

use crate::fault::Fault;

/// The longest text of one field.
const TEXT_MAX: usize = 4_000;
/// The most parts of a page below its head.
const PARTS_MAX: usize = 12;

/// A landing page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Page {
    pub(crate) id: String,
    /// For its authors.
    pub(crate) name: String,
    pub(crate) headline: String,
    pub(crate) intro: String,
    pub(crate) parts: Vec<Part>,
    pub(crate) button: String,
    /// Where the button leads; `https://…` or nothing.
    pub(crate) link: String,
    /// A kept picture's name.
    pub(crate) picture: Option<String>,
    /// The Smart Section at its end.
    pub(crate) section: Option<String>,
    pub(crate) language: String,
    pub(crate) origin: Origin,
    pub(crate) published: bool,
    /// Whether `EventTracker` counts its clicks.
    pub(crate) tracked: bool,
    /// The headline of variant B, while an A/B test runs.
    pub(crate) variant: Option<String>,
    /// Of variant A and of variant B.
    pub(crate) counts: [Counts; 2],
}

/// A heading with its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Part {
    pub(crate) heading: String,
    pub(crate) text: String,
}

/// How a page came about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Origin {
    #[default]
    Editor,
    Programmatic,
    Lunar,
    Translation,
}

/// What visitors did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Counts {
    pub(crate) views: u64,
    pub(crate) clicks: u64,
}

/// A block that several pages share: edited once, changed on all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Section {
    pub(crate) id: String,
    pub(crate) heading: String,
    pub(crate) text: String,
}

impl Page {
    /// Why it cannot be kept, if anything.
    pub(crate) fn checked(mut self) -> Result<Self, Fault> {
        for text in [&mut self.name, &mut self.headline, &mut self.intro, &mut self.button, &mut self.link] {
            *text = text.trim().to_owned();
        }
        let texts = [&self.name, &self.headline, &self.intro, &self.button, &self.link];
        let parts = self.parts.iter().flat_map(|part| [&part.heading, &part.text]);
        if texts.into_iter().chain(parts).any(|text| text.chars().count() > TEXT_MAX) {
            return Err(Fault::bad(format!("A text is longer than {TEXT_MAX} characters.")));
        }
        if self.headline.is_empty() {
            return Err(Fault::bad("A page needs a headline."));
        }
        if self.parts.len() > PARTS_MAX {
            return Err(Fault::bad(format!("A page has at most {PARTS_MAX} parts.")));
        }
        if !self.link.is_empty() && !is_link(&self.link) {
            return Err(Fault::bad("The button's link must begin with https:// or http://."));
        }
        if self.name.is_empty() {
            self.name.clone_from(&self.headline);
        }
        if self.language.is_empty() {
            "en".clone_into(&mut self.language);
        }
        Ok(self)
    }

    /// The headline that a visitor of this variant reads.
    pub(crate) fn headline_of(&self, is_b: bool) -> &str {
        self.variant.as_deref().filter(|_| is_b).unwrap_or(&self.headline)
    }

    pub(crate) fn counts_mut(&mut self, is_b: bool) -> &mut Counts {
        let [a, b] = &mut self.counts;
        if is_b { b } else { a }
    }
}

/// No `javascript:` and no `data:`.
fn is_link(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://"))
        && !text.chars().any(|letter| letter.is_control() || letter.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_kept_is_named() {
        let page = |headline: &str, link: &str| Page {
            headline: headline.to_owned(),
            link: link.to_owned(),
            ..Page::default()
        };
        let long = "x".repeat(TEXT_MAX + 1);
        let rows = [
            (page("Hello", ""), true),
            (page("Hello", "https://a.example/b?c=d"), true),
            (page(" ", ""), false),
            (page(&long, ""), false),
            (page("Hello", "javascript:alert(1)"), false),
            (page("Hello", "https://a.example/ b"), false),
            (Page { parts: vec![Part::default(); PARTS_MAX + 1], ..page("Hello", "") }, false),
        ];
        for (page, expected) in rows {
            assert_eq!(page.clone().checked().is_ok(), expected, "{page:?}");
        }
    }
}
