//! A catalog file as a tree with places: TOML and JSON alike, numbers as the text that was written.

use std::borrow::Cow;

use serde_json::value::RawValue;
use toml::de::{DeInteger, DeTable, DeValue};

/// A value and the byte at which it begins.
#[derive(Debug)]
pub(super) struct Spot<'s> {
    pub(super) at: usize,
    pub(super) node: Node<'s>,
}

/// A value.
#[derive(Debug)]
pub(super) enum Node<'s> {
    Nothing,
    Bool(bool),
    /// Exactly as written, so that no float stands between the file and a credit.
    Number(Cow<'s, str>),
    Text(Cow<'s, str>),
    List(Vec<Spot<'s>>),
    /// In the file's order; a key may stand twice in JSON.
    Table(Vec<Field<'s>>),
}

/// A key and its value.
#[derive(Debug)]
pub(super) struct Field<'s> {
    pub(super) key: Cow<'s, str>,
    pub(super) key_at: usize,
    pub(super) value: Spot<'s>,
}

/// A place where the text is not TOML or not JSON.
pub(super) struct Broken {
    pub(super) at: usize,
    pub(super) reason: String,
}

impl Node<'_> {
    /// What it is, in words.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Bool(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
        }
    }
}

/// The tree of a TOML text, or every place where it is none.
pub(super) fn of_toml(source: &str) -> Result<Spot<'_>, Vec<Broken>> {
    let (table, errors) = DeTable::parse_recoverable(source);
    if errors.is_empty() {
        return Ok(Spot { at: 0, node: toml_table(table.into_inner()) });
    }
    let broken = |error: toml::de::Error| Broken {
        at: error.span().map_or(0, |span| span.start),
        reason: error.message().to_owned(),
    };
    Err(errors.into_iter().map(broken).collect())
}

fn toml_table(table: DeTable<'_>) -> Node<'_> {
    let mut fields: Vec<Field<'_>> = table
        .into_iter()
        .map(|(key, value)| {
            let (key_at, value_at) = (key.span().start, value.span().start);
            let value = Spot { at: value_at, node: toml_value(value.into_inner()) };
            Field { key: key.into_inner(), key_at, value }
        })
        .collect();
    fields.sort_by_key(|field| field.key_at);
    Node::Table(fields)
}

fn toml_value(value: DeValue<'_>) -> Node<'_> {
    match value {
        DeValue::String(text) => Node::Text(text),
        DeValue::Integer(integer) => Node::Number(Cow::Owned(decimal(&integer))),
        DeValue::Float(float) => Node::Number(Cow::Owned(float.as_str().trim_start_matches('+').to_owned())),
        DeValue::Boolean(truth) => Node::Bool(truth),
        DeValue::Datetime(time) => Node::Text(Cow::Owned(time.to_string())),
        DeValue::Array(array) => Node::List(
            array.into_iter().map(|v| Spot { at: v.span().start, node: toml_value(v.into_inner()) }).collect(),
        ),
        DeValue::Table(table) => toml_table(table),
    }
}

/// `0x10` and `0b1` are numbers of TOML too.
fn decimal(integer: &DeInteger<'_>) -> String {
    match integer.radix() {
        10 => integer.as_str().trim_start_matches('+').to_owned(),
        radix => u64::from_str_radix(integer.as_str(), radix).map_or_else(|_| "beyond".to_owned(), |n| n.to_string()),
    }
}

/// The deepest that a catalog nests, twice over: each level is read again by the one above.
const DEPTH_MAX: usize = 16;

/// The tree of a JSON text, or the first place where it is none.
pub(super) fn of_json(source: &str) -> Result<Spot<'_>, Vec<Broken>> {
    let whole: &RawValue = serde_json::from_str(source).map_err(|error| {
        let reason = error.to_string();
        let reason = reason.split(" at line ").next().unwrap_or_default().to_owned();
        vec![Broken { at: offset_of(source, error.line(), error.column()), reason }]
    })?;
    json_value(source, whole, DEPTH_MAX).map_err(|broken| vec![broken])
}

fn json_value<'s>(source: &'s str, raw: &'s RawValue, depth: usize) -> Result<Spot<'s>, Broken> {
    let text = raw.get();
    let at = text.as_ptr().addr().saturating_sub(source.as_ptr().addr());
    let broken = |error: &serde_json::Error| Broken { at, reason: error.to_string() };
    if depth == 0 {
        return Err(Broken { at, reason: format!("nests deeper than {DEPTH_MAX} levels") });
    }
    let node = match text.as_bytes().first() {
        Some(b'{') => {
            let fields: json::Fields<'s> = serde_json::from_str(text).map_err(|e| broken(&e))?;
            let field = |(key, raw): (Cow<'s, str>, &'s RawValue)| {
                let value = json_value(source, raw, depth - 1)?;
                Ok(Field { key, key_at: value.at, value })
            };
            Node::Table(fields.0.into_iter().map(field).collect::<Result<_, Broken>>()?)
        }
        Some(b'[') => {
            let list: Vec<&'s RawValue> = serde_json::from_str(text).map_err(|e| broken(&e))?;
            Node::List(list.into_iter().map(|raw| json_value(source, raw, depth - 1)).collect::<Result<_, Broken>>()?)
        }
        Some(b'"') => Node::Text(Cow::Owned(serde_json::from_str(text).map_err(|e| broken(&e))?)),
        Some(b't') => Node::Bool(true),
        Some(b'f') => Node::Bool(false),
        Some(b'n') => Node::Nothing,
        _ => Node::Number(Cow::Borrowed(text)),
    };
    Ok(Spot { at, node })
}

/// The byte of a line and column, both from 1.
fn offset_of(source: &str, line: usize, column: usize) -> usize {
    let before: usize = source.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (before + column.saturating_sub(1)).min(source.len())
}

/// A JSON object as it stands: every key in order, each value still text.
mod json {
    use std::borrow::Cow;
    use std::fmt;

    use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
    use serde_json::value::RawValue;

    pub(super) struct Fields<'s>(pub(super) Vec<(Cow<'s, str>, &'s RawValue)>);

    impl<'de> Deserialize<'de> for Fields<'de> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct Reader;
            impl<'de> Visitor<'de> for Reader {
                type Value = Fields<'de>;

                fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str("an object")
                }

                fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                    let mut fields = Vec::new();
                    while let Some(key) = map.next_key::<String>()? {
                        fields.push((Cow::Owned(key), map.next_value()?));
                    }
                    Ok(Fields(fields))
                }
            }
            deserializer.deserialize_map(Reader)
        }
    }
}
