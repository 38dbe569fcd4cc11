//! Templates: the layout of mails as HTML and as text, and the texts of each language. An operator's directory overrides
//! any file; what is broken in it is said by name when the server starts, and never when a mail is sent.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use minijinja::value::ValueKind;
use minijinja::{Environment, UndefinedBehavior, Value, context};

use super::language::Language;
use super::letter::{Letter, MailKind};
use super::samples;
use super::texts::{Said, Texts};

const HTML: &str = include_str!("templates/mail.html");
const TEXT: &str = include_str!("templates/mail.txt");

/// Larger than any mail's template.
const FILE_BYTES_MAX: u64 = 256 << 10;

/// More files than there are names.
const FILES_MAX: usize = 200;

/// Longer than any subject that somebody reads.
const SUBJECT_CHARS_MAX: usize = 200;

/// The templates, known to give every mail.
pub(crate) struct Templates {
    env: Environment<'static>,
    texts: BTreeMap<Language, Texts>,
}

/// A mail that is written out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Composed {
    pub(crate) subject: String,
    pub(crate) html: String,
    pub(crate) text: String,
}

/// Who reads it and who sends it.
pub(crate) struct Scene<'a> {
    /// The language it is read in.
    pub(crate) language: Language,
    /// The reader's name.
    pub(crate) name: Option<&'a str>,
    /// Names of members whom the letter is about.
    pub(crate) name_of: &'a dyn Fn(&str) -> Option<String>,
    /// Who sends it.
    pub(crate) brand: &'a str,
    /// The product's page to which buttons lead.
    pub(crate) page: Option<&'a str>,
    /// True where no money is real.
    pub(crate) is_test: bool,
}

/// An operator's template cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// The directory or a file of it cannot be read.
    #[error("the mail templates cannot be read: {}", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// A file of a name that no template has.
    #[error("{} is no mail template: mail.html and mail.txt are the layout, <kind>.html and <kind>.txt that of one kind \
             (invoice, low, ...), en.toml, de.toml and pl.toml the texts", path.display())]
    Name {
        /// Which.
        path: PathBuf,
    },
    /// A file is larger than any template.
    #[error("{} has more than 262,144 bytes", path.display())]
    Size {
        /// Which.
        path: PathBuf,
    },
    /// A file gives no mail.
    #[error("{file}: {why}")]
    Broken {
        /// Which.
        file: String,
        /// A sentence, with the line.
        why: String,
    },
}

impl Templates {
    /// The built-in ones, with those of an operator's directory in their places. Each kind is tried in each language.
    pub(crate) fn load(folder: Option<&Path>) -> Result<Self, TemplateError> {
        let own = folder.map_or(Ok(BTreeMap::new()), read)?;
        let mut env = Environment::new();
        env.set_undefined_behavior(UndefinedBehavior::Strict);
        let mut add = |name: String, source: String| {
            env.add_template_owned(name.clone(), source).map_err(|error| broken(name, &error))
        };
        for (name, source) in [("mail.html", HTML), ("mail.txt", TEXT)] {
            add(name.to_owned(), own.get(name).cloned().unwrap_or_else(|| source.to_owned()))?;
        }
        for (name, source) in own.iter().filter(|(name, _)| is_of_a_kind(name)) {
            add(name.clone(), source.clone())?;
        }
        let mut texts = BTreeMap::new();
        for language in Language::ALL {
            let file = format!("{}.toml", language.code());
            let read = Texts::read(built_in(language), own.get(&file).map(String::as_str));
            texts.insert(language, read.map_err(|why| TemplateError::Broken { file, why })?);
        }
        let templates = Self { env, texts };
        templates.try_all()?;
        Ok(templates)
    }

    /// Every kind in every language, with all that its letters may have and with the least.
    fn try_all(&self) -> Result<(), TemplateError> {
        for language in Language::ALL {
            for letter in MailKind::ALL.iter().flat_map(|kind| [samples::full(*kind), samples::least(*kind)]) {
                for (name, page) in [(Some("Ann"), Some("https://app.example.com")), (None, None)] {
                    let scene = Scene { language, name, name_of: &|_| None, brand: "Example", page, is_test: true };
                    self.compose(&letter, &scene)?;
                }
            }
        }
        Ok(())
    }

    /// Writes a letter out.
    pub(crate) fn compose(&self, letter: &Letter, scene: &Scene<'_>) -> Result<Composed, TemplateError> {
        let language = scene.language;
        let file = format!("{}.toml", language.code());
        let missing = || TemplateError::Broken { file: file.clone(), why: "is missing".to_owned() };
        let texts = self.texts.get(&language).ok_or_else(missing)?;
        let Said { subject, heading, text, rows, button } = texts.of(letter.kind).ok_or_else(missing)?;
        let mut values = letter.shown(language, &texts.levels, scene.name_of);
        values.insert("name".to_owned(), Value::from(scene.name));
        let values = Value::from(values);
        let kind = letter.kind.name();
        let say = |key: &str, source: &str| -> Result<String, TemplateError> {
            let said = self.env.render_named_str("text", source, &values);
            said.map_err(|error| broken(format!("{file}, [{kind}] {key}"), &error))
        };
        let all = |key: &str, sources: &[String]| -> Result<Vec<String>, TemplateError> {
            sources.iter().map(|source| say(key, source)).collect()
        };
        let subject: String =
            say("subject", subject)?.chars().filter(|c| !c.is_control()).take(SUBJECT_CHARS_MAX).collect();
        let paragraphs = all("text", text)?;
        let mut shown = Vec::new();
        for (label, value) in rows {
            if !is_none(&values, value) {
                shown.push(context! { label => say("rows", label)?, value => say("rows", value)? });
            }
        }
        let mut footer = all("footer", &texts.all.footer)?;
        if scene.is_test {
            footer.push(say("test", &texts.all.test)?);
        }
        let button = match (button, scene.page) {
            (Some(label), Some(url)) => Some(context! { label => say("button", label)?, url => url }),
            _ => None,
        };
        let whole = context! {
            language => language.code(), kind => kind, brand => scene.brand, subject => subject.as_str(),
            preview => paragraphs.first(), heading => say("heading", heading)?,
            greeting => say("greeting", &texts.all.greeting)?, paragraphs => paragraphs, rows => shown,
            button => button, footer => footer, values => values,
        };
        let render = |ending: &str| -> Result<String, TemplateError> {
            let own = format!("{kind}.{ending}");
            let name = if self.env.get_template(&own).is_ok() { own } else { format!("mail.{ending}") };
            let template = self.env.get_template(&name);
            template.and_then(|template| template.render(&whole)).map_err(|error| broken(name, &error))
        };
        Ok(Composed { html: render("html")?, text: render("txt")?, subject })
    }
}

/// True for a row whose value is one name that the letter does not have.
fn is_none(values: &Value, source: &str) -> bool {
    let name = source.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}")).map(str::trim);
    name.and_then(|name| values.get_attr(name).ok()).is_some_and(|value| value.kind() == ValueKind::None)
}

const fn built_in(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("templates/en.toml"),
        Language::German => include_str!("templates/de.toml"),
        Language::Polish => include_str!("templates/pl.toml"),
    }
}

/// The files of an operator's directory.
fn read(folder: &Path) -> Result<BTreeMap<String, String>, TemplateError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| TemplateError::Read { path, source }
    };
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(failed(folder))?.take(FILES_MAX) {
        let entry = entry.map_err(failed(folder))?;
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        if !is_name(&name) {
            return Err(TemplateError::Name { path });
        }
        if fs::metadata(&path).map_err(failed(&path))?.len() > FILE_BYTES_MAX {
            return Err(TemplateError::Size { path });
        }
        files.insert(name, fs::read_to_string(&path).map_err(failed(&path))?);
    }
    Ok(files)
}

/// True for the layout of one kind.
fn is_of_a_kind(name: &str) -> bool {
    matches!(name.rsplit_once('.'), Some((stem, "html" | "txt")) if stem != "mail")
}

fn is_name(name: &str) -> bool {
    match name.rsplit_once('.') {
        Some((stem, "html" | "txt")) => stem == "mail" || MailKind::of_name(stem).is_some(),
        Some((stem, "toml")) => Language::ALL.iter().any(|language| language.code() == stem),
        _ => false,
    }
}

fn broken(file: String, error: &minijinja::Error) -> TemplateError {
    let line = error.line().map_or(String::new(), |line| format!("line {line}: "));
    let detail = error.detail().map_or(String::new(), |detail| format!(": {detail}"));
    TemplateError::Broken { file, why: format!("{line}{}{detail}", error.kind()) }
}
