//! What was heard, judged: a page to be settled, a stop to be settled on what was reported, or nothing to be taken.

use serde::Deserialize;

use crate::landing::{Page, Part};

/// What an endpoint reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tokens {
    pub(super) input: u64,
    pub(super) output: u64,
}

/// All that came of a question.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    pub(super) text: String,
    pub(super) tokens: Option<Tokens>,
    pub(super) end: End,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The endpoint said so.
    Done,
    /// It broke off, or answered with an error: why, for people.
    Cut(String),
    /// By the member.
    Stopped,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Page(Box<Page>, Tokens),
    Stopped(Tokens),
    Nothing(String),
}

pub(super) fn of(heard: &Heard, wish: &str) -> Verdict {
    match (&heard.end, page_of(&heard.text)) {
        (End::Done, Some(page)) => {
            Verdict::Page(Box::new(page), heard.tokens.unwrap_or_else(|| counted(wish, &heard.text)))
        }
        (End::Done, None) => Verdict::Nothing("The model did not write a page.".to_owned()),
        (End::Cut(why), _) => Verdict::Nothing(why.clone()),
        (End::Stopped, _) => match heard.tokens {
            Some(tokens) => Verdict::Stopped(tokens),
            None => Verdict::Nothing("Stopped before the model said what it used.".to_owned()),
        },
    }
}

/// Where an endpoint delivers a page and no usage: four characters are about a token, counted in the member's favour.
fn counted(wish: &str, text: &str) -> Tokens {
    let quarter = |text: &str| u64::try_from(text.chars().count() / 4).unwrap_or(u64::MAX);
    Tokens { input: quarter(wish), output: quarter(text) }
}

/// The shape that words.rs asks for.
#[derive(Deserialize)]
struct Said {
    headline: String,
    intro: String,
    parts: Vec<Part>,
    button: String,
}

/// The page that a text is, if it is one.
pub(super) fn page_of(text: &str) -> Option<Page> {
    let Said { headline, intro, mut parts, button } = serde_json::from_str(text.trim()).ok()?;
    parts.truncate(4);
    Page { headline, intro, parts, button, ..Page::default() }.checked().ok()
}

#[derive(Deserialize)]
struct Advice {
    advice: Vec<String>,
}

pub(super) fn advice_of(text: &str) -> Option<Vec<String>> {
    let Advice { advice } = serde_json::from_str(text.trim()).ok()?;
    let advice: Vec<String> = advice.into_iter().filter(|line| !line.trim().is_empty()).take(5).collect();
    (!advice.is_empty()).then_some(advice)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str =
        r#"{"headline": "Gardens", "intro": "Green.", "parts": [{"heading": "Why", "text": "Us"}], "button": "Go"}"#;

    #[test]
    fn what_is_settled_and_what_is_not() {
        let used = Tokens { input: 40, output: 300 };
        let page = || Box::new(page_of(PAGE).unwrap());
        let own = counted("a wish", PAGE);
        let nothing = |why: &str| Verdict::Nothing(why.to_owned());
        let cut = || End::Cut("It broke.".to_owned());
        let rows: Vec<(&str, Option<Tokens>, End, Verdict)> = vec![
            (PAGE, Some(used), End::Done, Verdict::Page(page(), used)),
            (PAGE, None, End::Done, Verdict::Page(page(), own)),
            ("I cannot do that.", Some(used), End::Done, nothing("The model did not write a page.")),
            ("", None, End::Done, nothing("The model did not write a page.")),
            (
                r#"{"headline": "", "intro": "", "parts": [], "button": ""}"#,
                Some(used),
                End::Done,
                nothing("The model did not write a page."),
            ),
            (&PAGE[..40], Some(used), cut(), nothing("It broke.")),
            (PAGE, Some(used), cut(), nothing("It broke.")),
            (&PAGE[..40], Some(used), End::Stopped, Verdict::Stopped(used)),
            (&PAGE[..40], None, End::Stopped, nothing("Stopped before the model said what it used.")),
        ];
        for (text, tokens, end, expected) in rows {
            let heard = Heard { text: text.to_owned(), tokens, end };
            assert_eq!(of(&heard, "a wish"), expected, "{heard:?}");
        }
    }

    #[test]
    fn advice_is_a_few_lines() {
        let rows =
            [(r#"{"advice": ["Shorter.", " ", "Bolder."]}"#, Some(2)), (r#"{"advice": []}"#, None), ("Shorter.", None)];
        for (text, expected) in rows {
            assert_eq!(advice_of(text).map(|advice| advice.len()), expected, "{text}");
        }
    }
}
