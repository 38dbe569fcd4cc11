//! Lists and `expand`: pages newest first by cursor, and ids replaced by the objects that they name.

use serde_json::{Value, json};

use crate::call::Call;
use crate::fault::Fault;
use crate::state::{State, id_of, text};

const LIMIT: i64 = 10;
const LIMIT_MAX: i64 = 100;
/// `data.payment_intent.latest_charge.balance_transaction` is the deepest that Stripe takes.
const EXPAND_DEPTH_MAX: usize = 4;

/// Parameters of every list.
pub(crate) const PARAMS: &[&str] = &["limit", "starting_after", "ending_before", "created"];

/// A page of those that the filter keeps.
pub(crate) fn page(
    state: &State,
    call: &Call,
    kind: &str,
    url: &str,
    keep: impl Fn(&Value) -> bool,
) -> Result<Value, Fault> {
    let limit = call.integer("limit")?.unwrap_or(LIMIT);
    if !(1..=LIMIT_MAX).contains(&limit) {
        return Err(Fault::invalid("This value must be between 1 and 100 (inclusive).").param("limit"));
    }
    let limit = usize::try_from(limit).unwrap_or_default();
    let bounds = created_bounds(call)?;
    let all: Vec<&Value> = state
        .newest(kind)
        .filter(|object| {
            keep(object) && bounds.iter().all(|bound| bound(object["created"].as_i64().unwrap_or_default()))
        })
        .collect();
    let place = |id: &str| all.iter().position(|object| text(object, "id") == id);
    let window: Vec<&Value> = if let Some(after) = call.text("starting_after") {
        let from = place(after).ok_or_else(|| Fault::missing(kind, after))?;
        all.iter().skip(from + 1).copied().collect()
    } else if let Some(before) = call.text("ending_before") {
        let to = place(before).ok_or_else(|| Fault::missing(kind, before))?;
        let skipped = to.saturating_sub(limit);
        let data: Vec<&Value> = all.iter().take(to).skip(skipped).copied().collect();
        return Ok(json!({ "object": "list", "data": data, "has_more": skipped > 0, "url": url }));
    } else {
        all
    };
    let data: Vec<&&Value> = window.iter().take(limit).collect();
    Ok(json!({ "object": "list", "data": data, "has_more": window.len() > limit, "url": url }))
}

type Bound = Box<dyn Fn(i64) -> bool>;
type Compare = fn(i64, i64) -> bool;

/// `created=1` or `created[gte]=1`.
fn created_bounds(call: &Call) -> Result<Vec<Bound>, Fault> {
    let mut bounds: Vec<Bound> = Vec::new();
    if let Some(at) = call.integer("created")? {
        bounds.push(Box::new(move |created| created == at));
    }
    let compares: [(&str, Compare); 4] =
        [("gt", |a, b| a > b), ("gte", |a, b| a >= b), ("lt", |a, b| a < b), ("lte", |a, b| a <= b)];
    for (name, compare) in compares {
        if let Some(at) = call.integer(&format!("created.{name}"))? {
            bounds.push(Box::new(move |created| compare(created, at)));
        }
    }
    Ok(bounds)
}

/// Whether a filter that was sent, if it was, fits the object's field.
pub(crate) fn fits(call: &Call, param: &str, object: &Value) -> bool {
    call.text(param).is_none_or(|wanted| id_of(&object[param]) == wanted)
}

/// Carries out `expand[]`.
pub(crate) fn expanded(state: &State, call: &Call, mut answer: Value) -> Result<Value, Fault> {
    let wanted = match call.get("expand") {
        Some(Value::Array(paths)) => paths.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    for path in wanted {
        let parts: Vec<&str> = path.split('.').collect();
        if parts.len() > EXPAND_DEPTH_MAX || !expand(state, &mut answer, &parts) {
            return Err(Fault::invalid(format!(
                "This property cannot be expanded ({path}). You may want to try expanding 'data.{path}' instead."
            )));
        }
    }
    Ok(answer)
}

/// False where the path leads nowhere that an object of this kind has.
fn expand(state: &State, value: &mut Value, path: &[&str]) -> bool {
    let Some((first, rest)) = path.split_first() else { return true };
    if let Value::Array(items) = value {
        return items.iter_mut().all(|item| expand(state, item, path));
    }
    if *first == "data" && value["data"].is_array() {
        return expand(state, &mut value["data"], rest);
    }
    if *first == "line_items" && value["object"] == "checkout.session" {
        let url = format!("/v1/checkout/sessions/{}/line_items", text(value, "id"));
        value["line_items"] =
            json!({ "object": "list", "data": value["_line_items"].clone(), "has_more": false, "url": url });
        return rest.is_empty();
    }
    let Some(field) = value.get_mut(*first) else { return false };
    if let Some(id) = field.as_str() {
        let Some(object) = state.any(id) else { return false };
        *field = object.clone();
    }
    field.is_null() || expand(state, field, rest)
}
