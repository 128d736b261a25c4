//! Converts the arguments of a tool call from HTTP: strings become the types in the tool's input
//! schema, other values are passed through verbatim. Source: MCPHub's rules. A string that does not
//! fit the type stays a string, so that the server can report the error.

use serde_json::value::RawValue;
use serde_json::{Number, Value};

use crate::protocol::json;

/// Converts a query to a raw JSON object. A repeated parameter becomes a list.
pub(in crate::api::mcphub) fn from_query(schema: &Value, query: &str) -> String {
    let mut names: Vec<String> = Vec::new();
    let mut values: Vec<Vec<String>> = Vec::new();
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        // `token` is the hub's login token, unless the tool has such an argument.
        if name == "token" && property(schema, "token").is_none() {
            continue;
        }
        if let Some(known) = names.iter().position(|known| *known == name) {
            values[known].push(value.into_owned());
        } else {
            names.push(name.into_owned());
            values.push(vec![value.into_owned()]);
        }
    }
    let member = |(name, values): (&String, &Vec<String>)| {
        let expected = property(schema, name);
        let value = match values.as_slice() {
            [one] => to_typed_json(expected, one),
            several => {
                let items = expected.and_then(|expected| expected.get("items"));
                let items: Vec<_> =
                    several.iter().map(|value| to_typed_json(items, value)).collect();
                format!("[{}]", items.join(","))
            }
        };
        format!("{}:{value}", json::quote(name))
    };
    let members: Vec<_> = names.iter().zip(&values).map(member).collect();
    format!("{{{}}}", members.join(","))
}

/// Converts a JSON text to a raw JSON object, or returns `None` if it is not an object. An empty
/// text yields `{}`.
pub(in crate::api::mcphub) fn from_body(schema: &Value, body: &str) -> Option<String> {
    let body = body.trim();
    if body.is_empty() {
        return Some("{}".to_owned());
    }
    serde_json::from_str::<&RawValue>(body).ok().filter(|_| body.starts_with('{'))?;
    let member = |member: json::Member| {
        let key = &body[member.key.clone()];
        let expected = json::string(body, &member.key).and_then(|name| property(schema, &name));
        let value = match json::string(body, &member.value) {
            Some(text) if expected.is_some() => to_typed_json(expected, &text),
            _ => body[member.value].to_owned(),
        };
        format!("{key}:{value}")
    };
    let members: Vec<_> = json::members(body, &(0..body.len())).into_iter().map(member).collect();
    Some(format!("{{{}}}", members.join(",")))
}

fn property<'a>(schema: &'a Value, name: &str) -> Option<&'a Value> {
    schema.get("properties")?.get(name)
}

/// Converts a text to raw JSON of the type in the schema.
fn to_typed_json(expected: Option<&Value>, text: &str) -> String {
    let trimmed = text.trim();
    let parsed = || serde_json::from_str::<Value>(trimmed);
    let typed = match expected.and_then(schema_type).unwrap_or_default() {
        "integer" | "number" => {
            serde_json::from_str::<Number>(trimmed).ok().map(|_| trimmed.into())
        }
        "boolean" => match trimmed.to_ascii_lowercase().as_str() {
            "true" | "1" => Some("true".into()),
            "false" | "0" => Some("false".into()),
            _ => None,
        },
        "array" if parsed().is_ok_and(|value| value.is_array()) => Some(trimmed.to_owned()),
        "array" => {
            let items = expected.and_then(|expected| expected.get("items"));
            let parts = trimmed.split(',').map(str::trim).filter(|part| !part.is_empty());
            let typed: Vec<_> = parts.map(|part| to_typed_json(items, part)).collect();
            Some(format!("[{}]", typed.join(",")))
        }
        "object" => parsed().is_ok_and(|value| value.is_object()).then(|| trimmed.to_owned()),
        _ => None,
    };
    typed.unwrap_or_else(|| json::quote(text))
}

/// Returns the type in a schema, or `None` if it allows strings or has no type.
fn schema_type(schema: &Value) -> Option<&str> {
    let kinds: Vec<&str> = match schema.get("type") {
        Some(Value::String(kind)) => vec![kind],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => {
            let choices = ["anyOf", "oneOf"].iter().find_map(|key| schema.get(*key)?.as_array());
            choices?.iter().filter_map(|choice| choice.get("type")?.as_str()).collect()
        }
    };
    let takes_text = kinds.contains(&"string");
    kinds.into_iter().find(|kind| *kind != "null").filter(|_| !takes_text)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn schema() -> Value {
        json!({ "properties": {
            "i": { "type": "integer" },
            "n": { "type": ["number", "null"] },
            "b": { "anyOf": [{ "type": "boolean" }, { "type": "null" }] },
            "a": { "type": "array", "items": { "type": "integer" } },
            "s": { "type": "array", "items": { "type": "string" } },
            "o": { "type": "object" },
            "t": { "type": "string" },
            "either": { "type": ["integer", "string"] }
        }})
    }

    #[test]
    fn query_values_are_converted_to_the_schemas_types() {
        let of = |query: &str| from_query(&schema(), query);
        assert_eq!(of(""), "{}");
        assert_eq!(
            of("i=12345678901234567890&n=1.50&b=1&t=5&either=5&x=1&token=secret"),
            r#"{"i":12345678901234567890,"n":1.50,"b":true,"t":"5","either":"5","x":"1"}"#
        );
        assert_eq!(of("a=1,2,+3&s=a%2Cb"), r#"{"a":[1,2,3],"s":["a","b"]}"#);
        assert_eq!(of("a=1&s=x&a=2&b=FALSE"), r#"{"a":[1,2],"s":["x"],"b":false}"#);
        assert_eq!(of("a=[1,%5B2]]&o={%22k%22:1}&a="), r#"{"a":["[1,[2]]",""],"o":{"k":1}}"#);
    }

    #[test]
    fn values_of_another_type_stay_strings() {
        let of = |query: &str| from_query(&schema(), query);
        assert_eq!(of("i=five&n=1e999&b=yes&o=1"), r#"{"i":"five","n":"1e999","b":"yes","o":"1"}"#);
    }

    #[test]
    fn only_strings_of_a_body_are_converted() {
        let of = |body: &str| from_body(&schema(), body);
        assert_eq!(
            of(r#" {"i": "5", "n": 1.000000000000000000001, "x": "5", "t": "5", "o": "{}"} "#),
            Some(r#"{"i":5,"n":1.000000000000000000001,"x":"5","t":"5","o":{}}"#.to_owned())
        );
        assert_eq!(of(""), Some("{}".to_owned()));
        assert_eq!([of("[]"), of("{"), of("1")], [None, None, None]);
    }
}
