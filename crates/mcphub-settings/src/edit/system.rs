//! Edits `systemConfig` field by field.

use serde_json::{Map, Value, json};

use crate::edit::check;
use crate::edit::outcome::{Outcome, Refused};
use crate::schema::shape::{Shape, Table};
use crate::schema::system_fields::SYSTEM;
use crate::text::document::Document;
use crate::text::path::Step;

/// Merges `patch` into `systemConfig`; `null` removes a field. Unknown fields and values of the
/// wrong type are ignored. Fails if nothing remains.
pub fn patch_system(
    document: &mut Document,
    patch: &Map<String, Value>,
) -> Result<Outcome, Refused> {
    check::section(document, "systemConfig", false)?;
    let usable = valid_members(&SYSTEM, patch);
    if usable.is_empty() {
        return Err(Refused::invalid("it contains no setting with a valid value"));
    }
    let wrap = |entry: &Value| json!({ "systemConfig": entry });
    let section: Vec<Step> = vec!["systemConfig".into()];
    let old = document.get(&section).cloned().unwrap_or_else(|| json!({}));
    check::atomically(document, |document| {
        let before = document.text().to_owned();
        merge(document, &section, &usable);
        let new = document.get(&section).cloned().unwrap_or_default();
        check::no_new_errors(Some(&wrap(&old)), &wrap(&new))?;
        Ok(Outcome::Changed.unless_same(&before, document))
    })
}

fn merge(document: &mut Document, at: &[Step], patch: &Map<String, Value>) {
    for (key, value) in patch {
        let place = [at, &[key.as_str().into()]].concat();
        match value {
            Value::Null => drop(document.remove(&place)),
            Value::Object(members) if document.get(&place).is_some_and(Value::is_object) => {
                merge(document, &place, members);
            }
            value => document.set(&place, value),
        }
    }
}

/// Returns the members of `patch` that are fields of the table with values of the right type.
fn valid_members(table: &Table, patch: &Map<String, Value>) -> Map<String, Value> {
    let takes = |(key, value): (&String, &Value)| {
        let field = table.field(key)?;
        let value = match (&field.shape, value) {
            (Shape::Object(inner), Value::Object(members)) => {
                let members = valid_members(inner, members);
                (!members.is_empty()).then_some(Value::Object(members))?
            }
            (shape, value) => (value.is_null() || is_of(shape, value)).then(|| value.clone())?,
        };
        Some((key.clone(), value))
    };
    patch.iter().filter_map(takes).collect()
}

fn is_of(shape: &Shape, value: &Value) -> bool {
    match shape {
        Shape::Any => true,
        Shape::Bool => value.is_boolean(),
        Shape::Text | Shape::Prose | Shape::Plain => value.is_string(),
        Shape::Word(words) => value.as_str().is_some_and(|word| words.contains(&word)),
        Shape::Whole(least) => value.as_u64().is_some_and(|number| number >= *least),
        Shape::Number => value.is_number(),
        Shape::Object(_) => value.is_object(),
        Shape::List(of) => value.as_array().is_some_and(|list| list.iter().all(|v| is_of(of, v))),
        Shape::Map(of) => value.as_object().is_some_and(|map| map.values().all(|v| is_of(of, v))),
        Shape::Either(shapes) => shapes.iter().any(|shape| is_of(shape, value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str, patch: &Value) -> String {
        let mut document = Document::parse(text).unwrap();
        match patch_system(&mut document, patch.as_object().unwrap()) {
            Ok(outcome) => format!("{outcome:?} {}", document.value()),
            Err(refused) => format!("{refused} {}", document.value()),
        }
    }

    #[test]
    fn valid_fields_are_merged() {
        let text = r#"{"systemConfig":{"routing":{"skipAuth":true,"own":1},"nameSeparator":"_"}}"#;
        insta::assert_snapshot!([
            run(text, &json!({"routing": {"enableBearerAuth": false, "skipAuth": null}})),
            run(text, &json!({"routing": {"skipAuth": "yes"}, "nameSeparator": "-", "other": 1})),
            run(text, &json!({"nameSeparator": "_"})),
            run(text, &json!({"nameSeparator": ""})),
            run(text, &json!({"routing": {"skipAuth": "yes"}, "other": 1})),
            run("{}", &json!({"oauthServer": {"dynamicRegistration": {"enabled": false}}})),
        ].join("\n"), @r#"
        Changed {"systemConfig":{"routing":{"own":1,"enableBearerAuth":false},"nameSeparator":"_"}}
        Changed {"systemConfig":{"routing":{"skipAuth":true,"own":1},"nameSeparator":"-"}}
        Unchanged {"systemConfig":{"routing":{"skipAuth":true,"own":1},"nameSeparator":"_"}}
        `systemConfig.nameSeparator` is empty {"systemConfig":{"routing":{"skipAuth":true,"own":1},"nameSeparator":"_"}}
        it contains no setting with a valid value {"systemConfig":{"routing":{"skipAuth":true,"own":1},"nameSeparator":"_"}}
        Changed {"systemConfig":{"oauthServer":{"dynamicRegistration":{"enabled":false}}}}
        "#);
    }
}
