//! How problems look in the OpenAPI document: closed, with the codes that a call may answer as an enum.

use std::borrow::Cow;

use utoipa::openapi::schema::{AdditionalProperties, Array, Object, ObjectBuilder, Type};
use utoipa::openapi::{Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::{Code, InvalidParameter, ProblemOut, Way, Who, WhoCan};
use crate::wire::described::words;
use crate::wire::shown::{CreditsOut, MemberIdOut, MoneyOut, OrderIdOut, PlanIdOut, RoleIdOut, TimeOut};

/// The schema of a problem with one of these codes; `invalid` are the `invalid_…` codes of the call's fields.
pub(crate) fn schema(codes: &[Code], invalid: &[String]) -> Object {
    let text = || ObjectBuilder::new().schema_type(Type::String);
    let has_invalid = codes.contains(&Code::InvalidParameters);
    let names = codes.iter().filter(|code| **code != Code::InvalidParameters).map(|code| code.name());
    let fields = invalid.iter().map(String::as_str).filter(|_| has_invalid);
    let mut all: Vec<&str> = names.chain(fields).collect();
    all.sort_unstable();
    all.dedup();
    let mut object = ObjectBuilder::new()
        .schema_type(Type::Object)
        .property("type", text().description(Some("A page that explains it.")))
        .property("title", text())
        .property("status", ObjectBuilder::new().schema_type(Type::Integer))
        .property("detail", text())
        .property("instance", text().description(Some("The request's id.")))
        .property("code", words(all.into_iter(), "What happened."))
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
    add::<ProblemOut>(schemas);
}

impl PartialSchema for ProblemOut {
    fn schema() -> RefOr<Schema> {
        let text = ObjectBuilder::new().schema_type(Type::String).description(Some("`invalid_…` or another code."));
        let mut object = schema(Code::ALL, &[]);
        object.properties.insert("code".to_owned(), text.into());
        object.into()
    }
}

impl ToSchema for ProblemOut {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("ItemProblem")
    }
}
