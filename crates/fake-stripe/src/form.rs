//! Form-encoded parameters as Stripe takes them: `a[b][c]=1`, `expand[]=x` and `items[0][y]=2` become a tree.

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

/// A request with more parameters than this is not one that a client of ours makes.
const PAIRS_MAX: usize = 1_000;
/// Stripe's own parameters are at most five deep.
const DEPTH_MAX: usize = 8;

/// The tree of a body or a query. Values are strings; objects whose keys are all numbers are lists.
pub(crate) fn parse(text: &str) -> Result<Value, String> {
    let mut root = Map::new();
    for (number, pair) in text.split('&').filter(|pair| !pair.is_empty()).enumerate() {
        if number >= PAIRS_MAX {
            return Err(format!("more than {PAIRS_MAX} parameters"));
        }
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (key, value) = (decode(key)?, decode(value)?);
        let path = path(&key)?;
        insert(&mut root, &path, value);
    }
    Ok(with_lists(Value::Object(root)))
}

fn decode(text: &str) -> Result<String, String> {
    let spaced = text.replace('+', " ");
    let decoded = percent_decode_str(&spaced).decode_utf8().map_err(|_| "parameters must be UTF-8".to_owned())?;
    Ok(decoded.into_owned())
}

/// `a[b][]` is a, b and an empty word.
fn path(key: &str) -> Result<Vec<String>, String> {
    let (first, rest) = key.split_once('[').map_or((key, None), |(first, rest)| (first, Some(rest)));
    let mut path = vec![first.to_owned()];
    if let Some(rest) = rest {
        let rest = rest.strip_suffix(']').ok_or_else(|| format!("Invalid parameter name: {key}"))?;
        path.extend(rest.split("][").map(str::to_owned));
    }
    if path.len() > DEPTH_MAX { Err(format!("{key} is nested too deeply")) } else { Ok(path) }
}

fn insert(into: &mut Map<String, Value>, path: &[String], value: String) {
    let Some((first, rest)) = path.split_first() else { return };
    // `x[]` is the next of a list.
    let key = if first.is_empty() { into.len().to_string() } else { first.clone() };
    if rest.is_empty() {
        into.insert(key, Value::String(value));
        return;
    }
    let child = into.entry(key).or_insert_with(|| Value::Object(Map::new()));
    if !child.is_object() {
        *child = Value::Object(Map::new());
    }
    if let Value::Object(child) = child {
        insert(child, rest, value);
    }
}

fn with_lists(value: Value) -> Value {
    let Value::Object(map) = value else { return value };
    let is_list = !map.is_empty() && map.keys().all(|key| key.parse::<usize>().is_ok());
    if is_list {
        let mut items: Vec<(usize, Value)> =
            map.into_iter().map(|(key, item)| (key.parse().unwrap_or_default(), with_lists(item))).collect();
        items.sort_by_key(|(place, _)| *place);
        return Value::Array(items.into_iter().map(|(_, item)| item).collect());
    }
    Value::Object(map.into_iter().map(|(key, item)| (key, with_lists(item))).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn trees() {
        for (text, expected) in [
            ("", json!({})),
            ("amount=1900&currency=usd", json!({ "amount": "1900", "currency": "usd" })),
            (
                "payment_intent_data[setup_future_usage]=off_session&payment_intent_data[metadata][order]=ord_1",
                json!({ "payment_intent_data": { "setup_future_usage": "off_session", "metadata": { "order": "ord_1" } } }),
            ),
            ("expand[]=a&expand[]=b", json!({ "expand": ["a", "b"] })),
            ("expand[0]=a&expand[1]=b", json!({ "expand": ["a", "b"] })),
            (
                "line_items[0][price_data][product_data][name]=1%2C000+credits&line_items[0][quantity]=2",
                json!({ "line_items": [{ "price_data": { "product_data": { "name": "1,000 credits" } }, "quantity": "2" }] }),
            ),
            ("description=", json!({ "description": "" })),
            ("a%5Bb%5D=%E2%82%AC", json!({ "a": { "b": "€" } })),
        ] {
            assert_eq!(parse(text), Ok(expected), "{text}");
        }
        assert!(parse("a[b=1").is_err());
        assert!(parse("a=%ff").is_err());
        assert!(parse("a[b][c][d][e][f][g][h][i]=1").is_err());
    }
}
