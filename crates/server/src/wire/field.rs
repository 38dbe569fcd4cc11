//! Fields of a request: each holds its value or its fault, so that the fault can name the field. Bodies are closed.

use std::borrow::Cow;

use scrip_core::credits::{Amount, Credits};
use scrip_core::entry::{PayWith, Per};
use scrip_core::grant::GrantKind;
use scrip_core::id::{AccountId, FeatureId, MemberId, PackageId, PlanId, QuoteId, RoleId};
use scrip_core::money::Currency;
use scrip_core::period::Zone;
use scrip_core::text::Text;
use scrip_core::time::{Span, Timestamp};
use serde::{Deserialize, Deserializer};
use serde_json::error::Category;
use serde_json::value::RawValue;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::described::Described;
use super::parse::{Fault, FromJson};
use crate::auth::password::Password;
use crate::problem::Problem;

/// A field of a request: its value, or what is wrong with it.
#[derive(Debug)]
pub(crate) struct Field<T>(Result<T, Fault>);

impl<'de, T: FromJson> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        Ok(Self(T::from_json(raw.get())))
    }
}

impl<T: Described> PartialSchema for Field<T> {
    fn schema() -> RefOr<Schema> {
        T::schema().into()
    }
}

impl<T: Described> ToSchema for Field<T> {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed(T::NAME)
    }
}

/// What a body's optional fields become.
pub(crate) trait Given<T> {
    /// The value, if the field is there and right.
    fn optional(self, name: &'static str) -> Result<Option<T>, Problem>;

    /// The value of a field that must be there.
    fn required(self, name: &'static str) -> Result<T, Problem>;
}

impl<T> Given<T> for Option<Field<T>> {
    fn optional(self, name: &'static str) -> Result<Option<T>, Problem> {
        match self {
            None => Ok(None),
            Some(Field(Ok(value))) => Ok(Some(value)),
            Some(Field(Err(fault))) => Err(Problem::fault(name, &fault)),
        }
    }

    fn required(self, name: &'static str) -> Result<T, Problem> {
        self.optional(name)?.ok_or_else(|| Problem::fault(name, &Fault::new("is required")))
    }
}

/// The values of a list of fields.
pub(crate) fn all<T>(name: &'static str, fields: Option<Vec<Field<T>>>) -> Result<Vec<T>, Problem> {
    let values = fields.unwrap_or_default().into_iter().map(|Field(value)| value);
    values.collect::<Result<_, _>>().map_err(|fault| Problem::fault(name, &fault))
}

/// Reads a body. What is no JSON is 400; what is JSON of another shape is 422 and names the field.
pub(crate) fn from_body<'b, T: Deserialize<'b>>(body: &'b [u8]) -> Result<T, Problem> {
    let text = std::str::from_utf8(body).map_err(|_| Problem::invalid_json("the body is not UTF-8"))?;
    if is_deep(body) {
        return Err(Problem::invalid_json("it is nested deeper than 32 levels"));
    }
    serde_json::from_str(text).map_err(|error| match error.classify() {
        Category::Data => shape(&error.to_string()),
        Category::Syntax | Category::Eof | Category::Io => Problem::invalid_json(&error.to_string()),
    })
}

/// Deeper than any body of this API; what walks a body may call itself so often.
const DEPTH_MAX: usize = 32;

/// True for a text with more open brackets outside of its strings.
fn is_deep(body: &[u8]) -> bool {
    let (mut depth, mut is_text, mut is_escaped) = (0_usize, false, false);
    body.iter().any(|byte| {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_text => is_escaped = true,
            b'"' => is_text = !is_text,
            b'{' | b'[' if !is_text => depth += 1,
            b'}' | b']' if !is_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEPTH_MAX
    })
}

/// serde names the field between backticks; nothing else of its message is shown.
fn shape(message: &str) -> Problem {
    let named = message.split('`').nth(1).filter(|_| !message.starts_with("invalid type"));
    match (named, message.split(' ').next()) {
        (Some(field), Some("unknown")) => {
            let known: Vec<&str> = message.split('`').skip(3).step_by(2).collect();
            let remedy = if known.is_empty() { "this call takes no fields".to_owned() } else { known.join(", ") };
            Problem::invalid(field, "invalid_field", &format!("is no field of this call; it takes: {remedy}"))
        }
        (Some(field), Some("duplicate")) => Problem::invalid(field, "invalid_field", "stands there twice"),
        _ => Problem::invalid("", "invalid_body", "the body must be a JSON object with the fields of this call"),
    }
}

// The names under which the OpenAPI derive finds them: it reads types without their arguments.
pub(crate) type CreditsField = Field<Credits>;
pub(crate) type AmountField = Field<Amount>;
pub(crate) type AccountIdField = Field<AccountId>;
pub(crate) type MemberIdField = Field<MemberId>;
pub(crate) type FeatureIdField = Field<FeatureId>;
pub(crate) type PackageIdField = Field<PackageId>;
pub(crate) type PlanIdField = Field<PlanId>;
pub(crate) type RoleIdField = Field<RoleId>;
pub(crate) type QuoteIdField = Field<QuoteId>;
pub(crate) type TimeField = Field<Timestamp>;
pub(crate) type DurationField = Field<Span>;
pub(crate) type ZoneField = Field<Zone>;
pub(crate) type CurrencyField = Field<Currency>;
pub(crate) type TextField = Field<Text>;
pub(crate) type PasswordField = Field<Password>;
pub(crate) type FlagField = Field<bool>;
pub(crate) type GrantKindField = Field<GrantKind>;
pub(crate) type PerField = Field<Per>;
pub(crate) type PayWithField = Field<PayWith>;

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Body {
        credits: Option<AmountField>,
        member: Option<MemberIdField>,
    }

    #[track_caller]
    fn check(body: &[u8], code: &str) {
        let read = from_body::<Body>(body);
        let read = read.and_then(|body| Ok((body.credits.required("credits")?, body.member.optional("member")?)));
        assert_eq!(
            read.err().map_or(String::new(), |problem| problem.code().to_owned()),
            code,
            "{:.80}",
            String::from_utf8_lossy(body)
        );
    }

    #[test]
    fn faults_name_their_code() {
        check(br#"{"credits": 5, "member": null}"#, "");
        check(br#"{"credits": 5, "member": "m"}"#, "");
        check(br#"{"credits": 5, "x": 1}"#, "invalid_field");
        check(br#"{"credits": 5, "credits": 6}"#, "invalid_field");
        check(br#"{"credits": "5"}"#, "invalid_amount");
        check(br#"{"credits": 1e400}"#, "invalid_amount");
        check(b"{}", "invalid_credits");
        check(br#"{"credits": 5, "member": "a/b"}"#, "invalid_member");
        check(b"[]", "invalid_body");
        check(br#""credits""#, "invalid_body");
        check(br#"{"credits": NaN}"#, "invalid_json");
        check(br#"{"credits": 5"#, "invalid_json");
        check(b"", "invalid_json");
        check(b"{\"credits\": \"\xff\"}", "invalid_json");
        check(format!("{{\"credits\": {}1{}}}", "[".repeat(5_000), "]".repeat(5_000)).as_bytes(), "invalid_json");
    }
}
