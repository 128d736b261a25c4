//! Finds secrets that the field tables do not cover: below unknown keys, which result from mistakes
//! in `env`, in values of the wrong type, where any part may be secret, and in keys.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::schema::shape::{Shape, Table};
use crate::secrets::detect::{Confidence, is_plain};
use crate::secrets::locate::keys;
use crate::secrets::locate::sensitive::{Name, Sensitive};
use crate::secrets::locate::values::{Leaves, Rule};
use crate::secrets::locate::variable::variable_name;
use crate::text::path::Step;

/// Extends `found` for an object of this table with secrets in keys, and with possible secrets
/// below unknown keys and in values of the wrong type.
pub(super) fn in_object(root: &Value, table: &Table, mut found: Vec<Sensitive>) -> Vec<Sensitive> {
    let mut walk = Walk::default();
    walk.below(root, table);
    let known: BTreeSet<_> = found.iter().map(|one| one.path.clone()).collect();
    walk.strings.retain(|one| !known.contains(&one.path));
    // If a part of such a value was found, the whole replaces it.
    let place = |one: &Sensitive| (one.path.clone(), one.range.start, one.range.end);
    let known: BTreeSet<_> = found.iter().map(place).collect();
    walk.wrong_type.retain(|one| !known.contains(&place(one)));
    let wrong_type: BTreeSet<_> = walk.wrong_type.iter().map(|one| one.path.clone()).collect();
    found.retain(|one| !wrong_type.contains(&one.path));
    walk.strings.retain(|one| !wrong_type.contains(&one.path));
    found.extend([walk.wrong_type, walk.strings, walk.keys].into_iter().flatten());
    found
}

#[derive(Default)]
struct Walk {
    path: Vec<Step>,
    /// Strings below unknown keys.
    strings: Vec<Sensitive>,
    /// Values of the wrong type.
    wrong_type: Vec<Sensitive>,
    keys: Vec<Sensitive>,
}

impl Walk {
    fn below(&mut self, value: &Value, table: &Table) {
        for (key, value) in value.as_object().into_iter().flatten() {
            self.path.push(Step::from(key.as_str()));
            if let Some(field) = table.field(key) {
                self.by_shape(value, key, &field.shape);
            } else {
                self.key(key);
                self.strings(value, key);
            }
            self.path.pop();
        }
    }

    fn by_shape(&mut self, value: &Value, key: &str, shape: &Shape) {
        match (shape, value) {
            // A whole OpenAPI document, which is public.
            (Shape::Object(table), Value::Object(_)) if table.open && table.fields.is_empty() => {}
            (Shape::Object(table), Value::Object(_)) => self.below(value, table),
            (Shape::List(shape), Value::Array(elements)) => {
                for (index, value) in elements.iter().enumerate() {
                    self.path.push(Step::from(index));
                    self.by_shape(value, key, shape);
                    self.path.pop();
                }
            }
            (Shape::Map(shape), Value::Object(members)) => {
                for (name, value) in members {
                    self.path.push(Step::from(name.as_str()));
                    // Server names are public, but the URI of a resource can contain a password.
                    if !matches!(shape, Shape::Object(_)) || name.contains("://") {
                        self.key(name);
                    }
                    self.by_shape(value, key, shape);
                    self.path.pop();
                }
            }
            (Shape::Either(shapes), _) => {
                match shapes.iter().find(|shape| has_type(shape, value)) {
                    Some(shape) => self.by_shape(value, key, shape),
                    None => self.wrong_type(value, key),
                }
            }
            (Shape::Any, _) => self.keys_below(value),
            _ if has_type(shape, value) => {}
            // Handled elsewhere: command lines by word, and pairs in any form.
            (_, Value::String(_)) if key == "args" => {}
            _ if matches!(key, "env" | "headers") => self.keys_below(value),
            _ => self.wrong_type(value, key),
        }
    }

    fn wrong_type(&mut self, value: &Value, key: &str) {
        let path = &mut self.path;
        let found = &mut self.wrong_type;
        Leaves { rule: Rule::Misplaced, prefix: "", path, found }.of(value, key, false);
        self.keys_below(value);
    }

    fn strings(&mut self, value: &Value, key: &str) {
        match value {
            Value::Object(members) => {
                for (key, value) in members {
                    self.path.push(Step::from(key.as_str()));
                    self.key(key);
                    self.strings(value, key);
                    self.path.pop();
                }
            }
            Value::Array(elements) => {
                for (index, value) in elements.iter().enumerate() {
                    self.path.push(Step::from(index));
                    self.strings(value, key);
                    self.path.pop();
                }
            }
            Value::String(text) if !is_plain(text) => self.strings.push(Sensitive {
                path: self.path.clone(),
                in_key: false,
                range: 0..text.len(),
                name: Name::Exact(variable_name(&[key])),
                confidence: Confidence::Low,
            }),
            _ => {}
        }
    }

    fn keys_below(&mut self, value: &Value) {
        match value {
            Value::Object(members) => {
                for (key, value) in members {
                    self.path.push(Step::from(key.as_str()));
                    self.key(key);
                    self.keys_below(value);
                    self.path.pop();
                }
            }
            Value::Array(elements) => {
                for (index, value) in elements.iter().enumerate() {
                    self.path.push(Step::from(index));
                    self.keys_below(value);
                    self.path.pop();
                }
            }
            _ => {}
        }
    }

    /// Collects the secrets in the last key of the path.
    fn key(&mut self, key: &str) {
        self.keys.extend(keys::in_key(key).into_iter().map(|range| Sensitive {
            path: self.path.clone(),
            in_key: true,
            range,
            name: Name::Exact(variable_name(&[key])),
            confidence: Confidence::Medium,
        }));
    }
}

/// Returns whether a value has a type of the shape. Null has every type.
fn has_type(shape: &Shape, value: &Value) -> bool {
    match shape {
        _ if value.is_null() => true,
        Shape::Any => true,
        Shape::Bool => value.is_boolean(),
        Shape::Text | Shape::Prose | Shape::Word(_) => value.is_string(),
        Shape::Plain => value.is_string() || value.is_number() || value.is_boolean(),
        Shape::Whole(_) | Shape::Number => value.is_number(),
        Shape::Object(_) | Shape::Map(_) => value.is_object(),
        Shape::List(_) => value.is_array(),
        Shape::Either(shapes) => shapes.iter().any(|shape| has_type(shape, value)),
    }
}
