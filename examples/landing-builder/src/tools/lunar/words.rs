//! What the model is asked, and the shape of its answers: short fields, so that even a small model comes to an end.

use serde_json::{Value, json};

use super::endpoint::Question;
use crate::landing::Page;

/// Languages of the list, by their code.
const LANGUAGES: &[(&str, &str)] =
    &[("de", "German"), ("es", "Spanish"), ("fr", "French"), ("it", "Italian"), ("pl", "Polish")];

const PAGE: &str = r#"{
    "type": "object",
    "properties": {
        "headline": {"type": "string", "minLength": 4, "maxLength": 70},
        "intro": {"type": "string", "minLength": 10, "maxLength": 180},
        "parts": {"type": "array", "minItems": 2, "maxItems": 3, "items": {
            "type": "object",
            "properties": {
                "heading": {"type": "string", "minLength": 3, "maxLength": 50},
                "text": {"type": "string", "minLength": 10, "maxLength": 180}
            },
            "required": ["heading", "text"],
            "additionalProperties": false
        }},
        "button": {"type": "string", "minLength": 2, "maxLength": 24}
    },
    "required": ["headline", "intro", "parts", "button"],
    "additionalProperties": false
}"#;

const ADVICE: &str = r#"{
    "type": "object",
    "properties": {
        "advice": {"type": "array", "minItems": 2, "maxItems": 3, "items": {"type": "string", "minLength": 12, "maxLength": 140}}
    },
    "required": ["advice"],
    "additionalProperties": false
}"#;

/// A small model follows an example more readily than words.
const EXAMPLE: (&str, &str) = (
    "Write a landing page about: a bakery that delivers bread",
    r#"{"headline": "Fresh bread, baked while you sleep", "intro": "We bake sourdough every night and bring it to your door before breakfast.", "parts": [{"heading": "Baked at night", "text": "Our oven starts at two, so your loaf is still warm at seven."}, {"heading": "Flour from next door", "text": "Our wheat grows ten kilometres away and is milled on stone."}], "button": "Order a loaf"}"#,
);

pub(super) fn language(code: &str) -> Option<&'static str> {
    LANGUAGES.iter().find(|(known, _)| *known == code).map(|(_, name)| *name)
}

pub(super) fn page(wish: &str) -> Question {
    Question {
        system: "You write landing pages: concrete, friendly, short. You answer with JSON alone.",
        user: format!("Write a landing page about: {wish}"),
        example: Some(EXAMPLE),
        name: "landing_page",
        shape: PAGE,
    }
}

pub(super) fn translation(page: &Page, language: &str) -> Question {
    let parts: Vec<Value> =
        page.parts.iter().map(|part| json!({ "heading": part.heading, "text": part.text })).collect();
    let text = json!({ "headline": page.headline, "intro": page.intro, "parts": parts, "button": page.button });
    Question {
        system: "You translate landing pages. You keep the JSON's keys and answer with JSON alone.",
        user: format!("Translate every text into {language}:\n{text}"),
        example: None,
        name: "landing_page",
        shape: PAGE,
    }
}

pub(super) fn advice(page: &Page) -> Question {
    let [a, b] = page.counts;
    Question {
        system: "You advise authors of landing pages: one change a sentence, the one with the greatest effect first. You answer with JSON alone.",
        user: format!(
            "The page says: {}. {}. Its button says: {}. Clicks: {} of variant A, {} of variant B. What should change?",
            page.headline, page.intro, page.button, a.clicks, b.clicks
        ),
        example: None,
        name: "advice",
        shape: ADVICE,
    }
}

#[cfg(test)]
mod tests {
    use super::super::verdict::page_of;
    use super::*;

    #[test]
    fn shapes_are_json_and_the_example_is_a_page() {
        for shape in [PAGE, ADVICE] {
            assert!(serde_json::from_str::<Value>(shape).is_ok(), "{shape}");
        }
        assert!(page_of(EXAMPLE.1).is_some());
    }
}
