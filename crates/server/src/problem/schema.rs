//! How problems look in the OpenAPI document: closed, with the codes that a call may answer as an enum.

use std::borrow::Cow;

use utoipa::openapi::schema::{AdditionalProperties, AnyOfBuilder, Array, Object, ObjectBuilder, Type};
use utoipa::openapi::{Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::{Code, InvalidParameter, ProblemOut, Way, Who, WhoCan};
use crate::wire::described::words;
use crate::wire::shown::{CreditsOut, MemberIdOut, MoneyOut, OrderIdOut, PlanIdOut, RoleIdOut, TimeOut};

/// The `invalid_…` codes that any call may answer, whatever its own fields.
const ANYWHERE: [&str; 10] = [
    "invalid_account",
    "invalid_amount",
    "invalid_body",
    "invalid_catalog",
    "invalid_field",
    "invalid_payment_method",
    "invalid_plan",
    "invalid_query",
    "invalid_state",
    "last_owner",
];

/// What they are called in the document.
struct InvalidAnywhere;

impl PartialSchema for InvalidAnywhere {
    fn schema() -> RefOr<Schema> {
        words(ANYWHERE.into_iter(), "What any call may find wrong.").into()
    }
}

impl ToSchema for InvalidAnywhere {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("InvalidAnywhere")
    }
}

/// The schema of a problem with one of these codes; `invalid` are the `invalid_…` codes of the call's own fields.
pub(crate) fn schema(codes: &[Code], invalid: &[String]) -> Object {
    let text = || ObjectBuilder::new().schema_type(Type::String);
    let has_invalid = codes.contains(&Code::InvalidParameters);
    let names = codes.iter().filter(|code| **code != Code::InvalidParameters).map(|code| code.name());
    let fields = invalid.iter().map(String::as_str).filter(|_| has_invalid);
    let mut all: Vec<&str> = names.chain(fields).collect();
    all.retain(|name| !has_invalid || !ANYWHERE.contains(name));
    all.sort_unstable();
    all.dedup();
    // What each field says stands at ItemProblem, once.
    let own: RefOr<Schema> = text().enum_values(Some(all.iter().copied())).into();
    let code: RefOr<Schema> = match (has_invalid, all.is_empty()) {
        (false, _) => own,
        (true, true) => component::<InvalidAnywhere>(),
        (true, false) => {
            let either = AnyOfBuilder::new().item(component::<InvalidAnywhere>()).item(own);
            RefOr::T(Schema::AnyOf(either.build()))
        }
    };
    let mut object = ObjectBuilder::new()
        .schema_type(Type::Object)
        .property("type", text())
        .property("title", text())
        .property("status", ObjectBuilder::new().schema_type(Type::Integer))
        .property("detail", text())
        .property("instance", text())
        .property("code", code)
        .additional_properties(Some(AdditionalProperties::FreeForm(false)));
    for name in ["type", "title", "status", "detail", "code"] {
        object = object.required(name);
    }
    for (name, field, is_required) in codes.iter().flat_map(|code| extras(*code)) {
        object = object.property(name, field);
        if is_required && codes.len() == 1 {
            object = object.required(name);
        }
    }
    object.build()
}

fn component<T: ToSchema>() -> RefOr<Schema> {
    Ref::from_schema_name(T::name()).into()
}

fn list<T: ToSchema>() -> RefOr<Schema> {
    Array::new(component::<T>()).into()
}

/// What a code says beside the common parts.
fn extras(code: Code) -> Vec<(&'static str, RefOr<Schema>, bool)> {
    let credits = component::<CreditsOut>;
    let who_can = ("who_can", list::<WhoCan>(), true);
    match code {
        Code::InvalidParameters => vec![("invalid_parameters", list::<InvalidParameter>(), true)],
        Code::InsufficientCredits => vec![
            ("required", credits(), true),
            ("available", credits(), true),
            ("shortfall", credits(), true),
            ("ways", list::<Way>(), true),
            who_can,
        ],
        Code::SpendLimitReached => vec![
            ("level", words(["member", "subaccount", "account"].into_iter(), "Whose limit.").into(), true),
            ("limit", credits(), true),
            ("used", credits(), true),
            ("resets_at", component::<TimeOut>(), true),
            ("required", credits(), true),
            who_can,
        ],
        Code::PlanLacksFeature => vec![("plans", list::<PlanIdOut>(), true), who_can],
        Code::RoleNotAllowed
        | Code::ScopeMissing
        | Code::NotFromConsole
        | Code::SessionReadOnly
        | Code::AccountEnded
        | Code::SharingDisabled
        | Code::TrialCannotBuy
        | Code::SubaccountCannotBuy => vec![who_can],
        Code::PaymentDeclined => {
            let reason = ObjectBuilder::new().schema_type(Type::String).description(Some("The bank's word."));
            vec![("order", component::<OrderIdOut>(), true), ("reason", reason.into(), true), who_can]
        }
        Code::PriceChanged => vec![("total", component::<MoneyOut>(), true)],
        Code::MaxCreditsExceeded => vec![("cost", credits(), true)],
        Code::SettleExceedsReservation => vec![("cost", credits(), true), ("reserved", credits(), true)],
        Code::ReversalExceedsSpend => vec![("left", credits(), true)],
        Code::CatalogInUse => {
            vec![("uses", Array::new(ObjectBuilder::new().schema_type(Type::String)).into(), true)]
        }
        _ => Vec::new(),
    }
}

/// The components that problems refer to.
pub(crate) fn components(schemas: &mut Vec<(String, RefOr<Schema>)>) {
    fn add<T: ToSchema>(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((T::name().into_owned(), T::schema()));
    }
    add::<InvalidParameter>(schemas);
    add::<WhoCan>(schemas);
    add::<Who>(schemas);
    add::<Way>(schemas);
    add::<super::WayKind>(schemas);
    add::<MoneyOut>(schemas);
    add::<crate::wire::shown::CurrencyOut>(schemas);
    add::<CreditsOut>(schemas);
    add::<TimeOut>(schemas);
    add::<OrderIdOut>(schemas);
    add::<PlanIdOut>(schemas);
    add::<RoleIdOut>(schemas);
    add::<MemberIdOut>(schemas);
    add::<InvalidAnywhere>(schemas);
    add::<ProblemOut>(schemas);
}

impl PartialSchema for ProblemOut {
    fn schema() -> RefOr<Schema> {
        let mut object = schema(Code::ALL, &[]);
        for (name, about) in [
            ("type", "A page that explains it."),
            ("instance", "The request's id."),
            ("code", "What happened: `invalid_…` or another code."),
        ] {
            let text = ObjectBuilder::new().schema_type(Type::String).description(Some(about));
            object.properties.insert(name.to_owned(), text.into());
        }
        object.into()
    }
}

impl ToSchema for ProblemOut {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("ItemProblem")
    }
}
