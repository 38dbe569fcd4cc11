//! Usage: `{dimension: number, …, model?}` in and out, and how much of a feature is asked for.

use std::borrow::Cow;
use std::fmt;

use scrip_core::credits::Credits;
use scrip_core::decimal::Used;
use scrip_core::measure::Measure;
use scrip_core::price::{Measured, QUANTITY_MAX, Usage, Use};
use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use smol_str::SmolStr;
use utoipa::openapi::schema::{AdditionalProperties, Object, ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::described::Described;
use super::field::{CreditsField, Field, Given};
use super::parse::{Fault, FromJson, Whole, text};
use crate::problem::Problem;

/// More dimensions than any price has.
const DIMENSIONS_MAX: usize = 64;

impl FromJson for Usage {
    fn from_json(json: &str) -> Result<Self, Fault> {
        let reason = "must be an object of dimensions with numbers, such as {\"input_tokens\": 1200}";
        let Pairs(pairs) = serde_json::from_str(json).map_err(|_| Fault::new(reason))?;
        if pairs.is_empty() || pairs.len() > DIMENSIONS_MAX {
            return Err(Fault::new("must name 1 to 64 dimensions"));
        }
        let mut usage = Self::default();
        for (name, value) in pairs {
            if name == "model" {
                usage.model = Some(short(&text(value.get())?)?);
            } else {
                usage.dimensions.push(Measured { dimension: short(&name)?, used: Used::from_json(value.get())? });
            }
        }
        usage.dimensions.sort_by(|a, b| a.dimension.cmp(&b.dimension));
        let is_twice = usage.dimensions.windows(2).any(|pair| matches!(pair, [a, b] if a.dimension == b.dimension));
        if is_twice { Err(Fault::new("names a dimension twice")) } else { Ok(usage) }
    }
}

fn short(text: &str) -> Result<SmolStr, Fault> {
    let fits = (1..=64).contains(&text.len()) && !text.chars().any(char::is_control);
    if fits { Ok(SmolStr::new(text)) } else { Err(Fault::new("names must have 1 to 64 bytes")) }
}

struct Pairs<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Pairs<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Pairs<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry::<Cow<'de, str>, &'de RawValue>()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Reader)
    }
}

impl Described for Usage {
    const NAME: &'static str = "Usage";

    fn schema() -> Object {
        let used = RefOr::T(Schema::Object(Used::schema()));
        ObjectBuilder::new()
            .schema_type(Type::Object)
            .description(Some("How much of each dimension was used, and with which model."))
            .property("model", ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(64)))
            .additional_properties(Some(AdditionalProperties::RefOr(used)))
            .build()
    }
}

impl Described for Whole {
    const NAME: &'static str = "Quantity";

    fn schema() -> Object {
        ObjectBuilder::new()
            .schema_type(Type::Integer)
            .description(Some("A whole number of uses or units."))
            .minimum(Some(0.0))
            .maximum(Some(1e12))
            .build()
    }
}

pub(crate) type UsageField = Field<Usage>;
pub(crate) type QuantityField = Field<Whole>;

/// How much of a feature a body names: at most one of credits, quantity and usage.
pub(crate) fn measure(
    credits: Option<CreditsField>,
    quantity: Option<QuantityField>,
    usage: Option<UsageField>,
) -> Result<Option<Measure>, Problem> {
    let (credits, quantity, usage) =
        (credits.optional("credits")?, quantity.optional("quantity")?, usage.optional("usage")?);
    match (credits, quantity, usage) {
        (None, None, None) => Ok(None),
        (Some(credits), None, None) => Ok(Some(Measure::Stated(credits))),
        (None, Some(Whole(quantity)), None) => Ok(Some(Measure::Priced(Use::Quantity(quantity.min(QUANTITY_MAX))))),
        (None, None, Some(usage)) => Ok(Some(Measure::Priced(Use::Usage(usage)))),
        (None, Some(_), Some(_)) => Err(Problem::fault("usage", &one_of())),
        (Some(_), ..) => Err(Problem::fault("credits", &one_of())),
    }
}

fn one_of() -> Fault {
    Fault::new("name one of credits, quantity and usage, not two")
}

/// What was used, in an answer: one of the three, or nothing for one use.
#[derive(Clone, Debug)]
pub(crate) struct UsageOut(pub(crate) Usage);

impl Serialize for UsageOut {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for Measured { dimension, used } in &self.0.dimensions {
            map.serialize_entry(dimension.as_str(), &super::Shown(*used))?;
        }
        if let Some(model) = &self.0.model {
            map.serialize_entry("model", model.as_str())?;
        }
        map.end()
    }
}

impl PartialSchema for UsageOut {
    fn schema() -> RefOr<Schema> {
        <Usage as Described>::schema().into()
    }
}

impl ToSchema for UsageOut {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed(Usage::NAME)
    }
}

/// The quantity, the usage and the stated credits of a measure.
pub(crate) fn parts(measure: &Measure) -> (Option<u64>, Option<UsageOut>, Option<Credits>) {
    match measure {
        Measure::Stated(credits) => (None, None, Some(*credits)),
        Measure::Priced(Use::Once) => (Some(1), None, None),
        Measure::Priced(Use::Quantity(units)) => (Some(*units), None, None),
        Measure::Priced(Use::Usage(usage)) => (None, Some(UsageOut(usage.clone())), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usage_is_dimensions_and_a_model() {
        let usage = Usage::from_json(r#"{"output_tokens": 2.5, "model": "large-1", "input_tokens": 10}"#).unwrap();
        assert_eq!(
            serde_json::to_string(&UsageOut(usage)).unwrap(),
            r#"{"input_tokens":10,"output_tokens":2.5,"model":"large-1"}"#
        );
        for bad in [
            "{}",
            "[]",
            "5",
            r#"{"a": "5"}"#,
            r#"{"a": -1}"#,
            r#"{"a": 1, "a": 2}"#,
            r#"{"model": 5, "a": 1}"#,
            r#"{"": 1}"#,
        ] {
            assert!(Usage::from_json(bad).is_err(), "{bad}");
        }
    }
}
