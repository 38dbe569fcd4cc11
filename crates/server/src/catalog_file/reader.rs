//! Reading a tree into types: every value once, every problem noted, so that all of them come at once.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

use scrip_core::decimal::Decimal;

use super::tree::{Field, Node, Spot};

/// One problem, before its line is known.
pub(super) struct Found {
    pub(super) path: String,
    pub(super) at: usize,
    pub(super) reason: String,
    pub(super) remedy: String,
}

/// What was found so far, and where each value stands.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) found: Vec<Found>,
    replaced: Vec<String>,
    places: BTreeMap<String, usize>,
}

/// A value and its path.
pub(super) struct Item<'t> {
    pub(super) path: String,
    spot: &'t Spot<'t>,
}

/// The keys of a table: those asked for, and those that stand there.
pub(super) struct Fields<'t> {
    path: String,
    at: usize,
    list: &'t [Field<'t>],
    known: Vec<&'static str>,
}

impl Reader {
    /// Notes a problem.
    pub(super) fn note(&mut self, path: &str, at: usize, reason: impl Display, remedy: impl Display) {
        let (reason, remedy) = (reason.to_string(), remedy.to_string());
        self.found.push(Found { path: path.to_owned(), at, reason, remedy });
    }

    /// Notes a problem with a value.
    pub(super) fn reject(&mut self, item: &Item<'_>, reason: impl Display, remedy: impl Display) {
        self.note(&item.path, item.spot.at, reason, remedy);
    }

    /// Notes that what stands at this path could not be read, so that another value stands in for it.
    pub(super) fn replaced(&mut self, path: &str) {
        self.replaced.push(path.to_owned());
    }

    /// True when the path, or what holds it, could not be read: what is said about it would be about the stand-in.
    pub(super) fn is_unread(&self, path: &str) -> bool {
        let holds =
            |outer: &str| path.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']));
        self.replaced.iter().any(|outer| holds(outer)) || self.found.iter().any(|found| holds(&found.path))
    }

    /// The place of a path, or of the nearest one that holds it.
    pub(super) fn place(&self, path: &str) -> usize {
        let mut path = path;
        loop {
            if let Some(at) = self.places.get(path) {
                return *at;
            }
            match path.rfind(['.', '[']) {
                Some(cut) => path = path.get(..cut).unwrap_or_default(),
                None => return 0,
            }
        }
    }

    /// The whole file.
    pub(super) fn root<'t>(&mut self, spot: &'t Spot<'t>) -> Option<Fields<'t>> {
        self.table(&Item { path: String::new(), spot }, "a table with name, currency, plans, features …")
    }

    /// The value as a table.
    pub(super) fn table<'t>(&mut self, item: &Item<'t>, remedy: &str) -> Option<Fields<'t>> {
        match &item.spot.node {
            Node::Table(fields) => {
                Some(Fields { path: item.path.clone(), at: item.spot.at, list: fields, known: Vec::new() })
            }
            other => self.unfit(item, other.kind(), "a table", remedy),
        }
    }

    /// The values of a list of values, as long as each can be read.
    pub(super) fn all<'t, T>(
        &mut self,
        item: &Item<'t>,
        remedy: &str,
        mut read: impl FnMut(&mut Self, &Item<'t>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let items = self.list(item, remedy);
        // Each is read, also after one that cannot be: all problems come at once.
        let values: Vec<Option<T>> = items.iter().map(|item| read(self, item)).collect();
        values.into_iter().collect()
    }

    /// The items of a list.
    pub(super) fn list<'t>(&mut self, item: &Item<'t>, remedy: &str) -> Vec<Item<'t>> {
        match &item.spot.node {
            Node::List(spots) => {
                spots.iter().enumerate().map(|(at, spot)| self.item(format!("{}[{at}]", item.path), spot)).collect()
            }
            other => self.unfit(item, other.kind(), "a list", remedy).unwrap_or_default(),
        }
    }

    /// The value as a text.
    pub(super) fn text<'t>(&mut self, item: &Item<'t>, remedy: &str) -> Option<&'t str> {
        match &item.spot.node {
            Node::Text(text) => Some(text),
            other => self.unfit(item, other.kind(), "a text", remedy),
        }
    }

    /// The value as a text of a certain form.
    pub(super) fn parsed<T: FromStr<Err: Display>>(&mut self, item: &Item<'_>, remedy: &str) -> Option<T> {
        let text = self.text(item, remedy)?;
        match text.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                self.reject(item, format_args!("\"{}\" {error}", text.escape_debug()), remedy);
                None
            }
        }
    }

    /// The value as true or false.
    pub(super) fn truth(&mut self, item: &Item<'_>) -> Option<bool> {
        match &item.spot.node {
            Node::Bool(truth) => Some(*truth),
            other => self.unfit(item, other.kind(), "true or false", "true or false, without quotes"),
        }
    }

    /// The value as an exact number: credits, a rate.
    pub(super) fn number<T: FromStr<Err: Display>>(&mut self, item: &Item<'_>, remedy: &str) -> Option<T> {
        let Node::Number(text) = &item.spot.node else {
            return self.unfit(item, item.spot.node.kind(), "a number", remedy);
        };
        match text.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                self.reject(item, format_args!("{text} {error}"), remedy);
                None
            }
        }
    }

    /// The value as a whole number that its type holds.
    pub(super) fn whole<T: TryFrom<u64>>(&mut self, item: &Item<'_>, remedy: &str) -> Option<T> {
        let Node::Number(text) = &item.spot.node else {
            return self.unfit(item, item.spot.node.kind(), "a whole number", remedy);
        };
        let value = text.parse::<Decimal<0>>().ok().and_then(|whole| T::try_from(whole.atoms()).ok());
        if value.is_none() {
            self.reject(item, format_args!("{text} is not a whole number that fits here"), remedy);
        }
        value
    }

    /// True when the value is a text at all.
    pub(super) fn is_text(item: &Item<'_>) -> bool {
        matches!(&item.spot.node, Node::Text(_))
    }

    /// One of a few words.
    pub(super) fn choice<T: Copy>(&mut self, item: &Item<'_>, choices: &[(&str, T)], remedy: &str) -> Option<T> {
        let text = self.text(item, remedy)?;
        let choice = choices.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if choice.is_none() {
            self.reject(item, format_args!("there is no \"{}\" here", text.escape_debug()), remedy);
        }
        choice
    }

    /// The value of a key, if it stands there.
    pub(super) fn optional<'t>(&mut self, fields: &mut Fields<'t>, key: &'static str) -> Option<Item<'t>> {
        fields.known.push(key);
        let field = fields.list.iter().find(|field| field.key == key)?;
        match field.value.node {
            Node::Nothing => None,
            _ => Some(self.item(fields.path_of(key), &field.value)),
        }
    }

    /// The value of a key that has to stand there.
    pub(super) fn required<'t>(
        &mut self,
        fields: &mut Fields<'t>,
        key: &'static str,
        remedy: &str,
    ) -> Option<Item<'t>> {
        let item = self.optional(fields, key);
        if item.is_none() {
            self.note(&fields.path_of(key), fields.at, format_args!("`{key}` is missing"), remedy);
        }
        item
    }

    /// All keys and values of a table whose keys are the catalog's own words.
    pub(super) fn entries<'t>(&mut self, fields: &Fields<'t>) -> Vec<(&'t str, Item<'t>)> {
        self.doubled(fields);
        let entry = |field: &'t Field<'t>| (field.key.as_ref(), self.item(fields.path_of(&field.key), &field.value));
        fields.list.iter().map(entry).collect()
    }

    /// Notes keys that nobody asked for, and keys that stand there twice.
    pub(super) fn finish(&mut self, fields: &Fields<'_>) {
        self.doubled(fields);
        for field in fields.list.iter().filter(|field| !fields.known.contains(&field.key.as_ref())) {
            let reason = format!("there is no key `{}` here", field.key.escape_debug());
            let remedy = match nearest(&field.key, &fields.known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("one of {}", fields.known.join(", ")),
            };
            self.note(&fields.path_of(&field.key), field.key_at, reason, remedy);
        }
    }

    fn doubled(&mut self, fields: &Fields<'_>) {
        for (at, field) in fields.list.iter().enumerate() {
            if fields.list.iter().take(at).any(|before| before.key == field.key) {
                let reason = format!("`{}` stands here twice", field.key.escape_debug());
                self.note(&fields.path_of(&field.key), field.key_at, reason, "each key once");
            }
        }
    }

    fn item<'t>(&mut self, path: String, spot: &'t Spot<'t>) -> Item<'t> {
        self.places.insert(path.clone(), spot.at);
        Item { path, spot }
    }

    fn unfit<T>(&mut self, item: &Item<'_>, is: &str, expected: &str, remedy: &str) -> Option<T> {
        self.reject(item, format_args!("{is} where {expected} belongs"), remedy);
        None
    }
}

impl Fields<'_> {
    /// Where the table begins, and its path.
    pub(super) fn place(&self) -> (&str, usize) {
        (&self.path, self.at)
    }

    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }
}

/// The known word that the written one is most likely meant to be: at most a third of its letters away, rounded up.
pub(super) fn nearest<'w>(written: &str, known: &[&'w str]) -> Option<&'w str> {
    let near = |word: &&&str| distance(written, word) <= word.len().div_ceil(3);
    known.iter().filter(near).min_by_key(|word| distance(written, word)).copied()
}

/// How many letters must be added, dropped or changed to get from one word to the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (line, letter) in from.chars().take(64).enumerate() {
        let mut left = line + 1;
        let mut next = vec![left];
        for ((other, above_left), above) in to.iter().zip(&row).zip(row.iter().skip(1)) {
            left = (above_left + usize::from(*other != letter)).min(left + 1).min(above + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_understood() {
        let known = ["price", "plans", "per_unit", "id"];
        let check = |written: &str, near: Option<&str>| assert_eq!(nearest(written, &known), near, "{written}");
        check("pirce", Some("price"));
        check("prices", Some("price"));
        check("prce", Some("price"));
        check("plan", Some("plans"));
        check("perunit", Some("per_unit"));
        check("per-units", Some("per_unit"));
        check("ids", Some("id"));
        check("colour", None);
        check("", None);
    }
}
