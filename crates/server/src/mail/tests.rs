//! Mails as they are read: each kind in each language, hostile values, an operator's own templates.

use std::fs;

use super::language::Language;
use super::letter::{Letter, MailKind, Value};
use super::{Composed, Scene, TemplateError, Templates, samples};

fn compose(templates: &Templates, letter: &Letter, language: Language) -> Composed {
    let name_of = |id: &str| (id == "dee").then(|| "Dee Doe".to_owned());
    let scene = Scene {
        language,
        name: Some("Ann & Co"),
        name_of: &name_of,
        brand: "Example",
        page: Some("https://app.example.com/credits?a=1&b=2"),
        is_test: false,
    };
    templates.compose(letter, &scene).unwrap()
}

#[test]
fn every_kind_is_written_in_every_language() {
    let templates = Templates::load(None).unwrap();
    let mut subjects = Vec::new();
    for kind in MailKind::ALL {
        for language in Language::ALL {
            let Composed { subject, html, text } = compose(&templates, &samples::full(*kind), language);
            assert!(!subject.is_empty() && subject.len() < 120, "{subject}");
            for part in [&html, &text, &subject] {
                assert!(!part.contains("{{") && !part.contains("{%"), "{part}");
            }
            assert!(!text.contains("none"), "{text}");
            assert!(html.contains(&format!("<html lang=\"{}\"", language.code())), "{html}");
            assert!(html.contains("Ann &amp; Co") && text.contains("Ann & Co") && text.contains("acme"), "{text}");
            // What a mail client drops or a firewall dislikes.
            for bad in ["<script", "<img", "javascript:", "<form", "http://"] {
                assert!(!html.replace("http://www.w3.org/1999/xhtml", "").contains(bad), "{bad} in {html}");
            }
            assert!(html.len() < 20_000 && html.lines().all(|line| line.len() < 900), "{}", html.len());
            subjects.push(subject);
        }
    }
    let count = subjects.len();
    subjects.sort();
    subjects.dedup();
    assert_eq!(subjects.len(), count, "no two kinds or languages have one subject: {subjects:#?}");
}

#[test]
fn what_a_customer_wrote_stays_text() {
    let templates = Templates::load(None).unwrap();
    let evil = "<b onclick=\"x()\">{{ 7*7 }}</b>\r\nBcc: victim@example.com";
    let letter =
        samples::least(MailKind::OrderRejected).with("reason", Value::text(evil)).with("order", Value::text(evil));
    let Composed { subject, html, text } = compose(&templates, &letter, Language::English);
    assert!(!html.contains("<b onclick") && html.contains("&lt;b onclick"), "{html}");
    assert!(html.contains("{{ 7*7 }}") && text.contains("{{ 7*7 }}") && !subject.contains(['\r', '\n']), "{subject}");
}

#[test]
fn a_limit_says_whose_it_is() {
    let templates = Templates::load(None).unwrap();
    for (whose, expected) in [
        ("member:dee", "Dee Doe: 500 of 500"),
        ("member:old", "old: 500 of 500"),
        ("member:*", "Each member: 500"),
        ("subaccount:client-1", "The subaccount client-1: 500"),
        ("account", "The whole account: 500"),
    ] {
        let letter = samples::least(MailKind::LimitReached).with("whose", Value::Level(whose.to_owned()));
        let text = compose(&templates, &letter, Language::English).text;
        assert!(text.contains(expected), "{whose}: {text}");
    }
}

#[test]
fn a_row_without_a_value_is_left_out_and_a_button_without_a_page() {
    let templates = Templates::load(None).unwrap();
    let text = compose(&templates, &samples::least(MailKind::Low), Language::English).text;
    assert!(text.contains("Available: 512") && !text.contains("New credits on"), "{text}");
    let scene = Scene {
        language: Language::German,
        name: None,
        name_of: &|_| None,
        brand: "Example",
        page: None,
        is_test: true,
    };
    let text = templates.compose(&samples::full(MailKind::Low), &scene).unwrap().text;
    assert!(text.contains("Guten Tag,") && text.contains("Testmodus") && !text.contains("kaufen"), "{text}");
    assert!(text.contains("Neue Credits am: 1.\u{a0}April 2026"), "{text}");
}

#[test]
fn an_operator_overrides_any_file() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    put("en.toml", "[low]\nsubject = \"Only {{ available }} left\"\n");
    put("mail.txt", "{{ heading }}!");
    put("low.html", "<p>{{ values.percent }} of {{ kind }}, {{ brand }}</p>");
    put(".keep", "");
    let templates = Templates::load(Some(folder.path())).unwrap();
    let low = compose(&templates, &samples::full(MailKind::Low), Language::English);
    assert_eq!(low.subject, "Only 512 left");
    assert_eq!(low.text, "80 % of your credits are used!");
    assert_eq!(low.html, "<p>80 of low, Example</p>");
    let other = compose(&templates, &samples::full(MailKind::Depleted), Language::German);
    assert!(
        other.html.contains("<html lang=\"de\"") && other.subject == "Die Credits dieses Zeitraums sind aufgebraucht"
    );
}

#[test]
fn every_kind_has_words_and_pages_that_an_operator_overrides() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let words = MailKind::ALL.iter().map(|kind| format!("[{0}]\nsubject = \"Ours: {0}\"\n", kind.name()));
    put("pl.toml", &words.collect::<String>());
    for kind in MailKind::ALL.iter().map(|kind| kind.name()) {
        put(&format!("{kind}.html"), &format!("<p>{kind} {{{{ brand }}}}</p>"));
        put(&format!("{kind}.txt"), &format!("{kind} {{{{ subject }}}}"));
    }
    let (ours, theirs) = (Templates::load(Some(folder.path())).unwrap(), Templates::load(None).unwrap());
    for kind in MailKind::ALL {
        let letter = samples::full(*kind);
        let name = kind.name();
        let composed = compose(&ours, &letter, Language::Polish);
        assert_eq!(composed.subject, format!("Ours: {name}"));
        assert_eq!((composed.html, composed.text), (format!("<p>{name} Example</p>"), format!("{name} Ours: {name}")));
        let [english, as_shipped] = [&ours, &theirs].map(|templates| compose(templates, &letter, Language::English));
        assert_eq!(english.subject, as_shipped.subject, "{name}: words of a language that nobody overrode");
    }
}

#[test]
fn a_broken_override_is_named_at_the_start() {
    let check = |name: &str, text: &str, expected: &[&str]| {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), text).unwrap();
        let error = Templates::load(Some(folder.path())).err().unwrap_or_else(|| panic!("{name} was taken"));
        for expected in expected {
            assert!(error.to_string().contains(expected), "{name}: {error}");
        }
        error
    };
    check("mail.html", "{{ heading", &["mail.html", "line 1"]);
    check("mail.html", "\n{{ headline }}", &["mail.html", "line 2", "undefined"]);
    check("low.txt", "{% if x %}", &["low.txt"]);
    check("de.toml", "[low]\nsubject = \"{{ availlable }}\"", &["de.toml", "[low] subject", "undefined"]);
    check("de.toml", "[lo]\nsubject = \"x\"", &["de.toml", "lo"]);
    check("de.toml", "[low]\nsubject = 7", &["de.toml"]);
    check("de.toml", "[low", &["de.toml", "line 1"]);
    check("fr.toml", "", &["fr.toml is no mail template"]);
    check("lowest.html", "", &["lowest.html is no mail template"]);
    let large = check("mail.txt", &"x".repeat(262_145), &["mail.txt has more"]);
    assert!(matches!(large, TemplateError::Size { .. }));
    let error = Templates::load(Some(std::path::Path::new("no/such/folder"))).err().unwrap();
    assert!(error.to_string().contains("no/such/folder"), "{error}");
}

/// A use was refused before all of the limit was used: the mail says so.
#[test]
fn a_limit_of_which_some_is_left_is_not_called_used_up() {
    let templates = Templates::load(None).unwrap();
    for (language, words) in [
        (Language::English, ["went beyond", "the 300 left"]),
        (Language::German, ["überstieg", "die übrigen 300"]),
        (Language::Polish, ["przekroczyło", "pozostałe kredyty: 300"]),
    ] {
        let letter = samples::full(MailKind::LimitReached).with("has_left", Value::Flag(true));
        let letter = letter.with("left", scrip_core::credits::Credits::from_milli(300_000));
        let Composed { subject, text, .. } = compose(&templates, &letter, language);
        assert!(subject.contains(words[0]) && text.contains(words[1]), "{subject}\n{text}");
    }
}
