//! What the tables of settings do not foresee. A slip in `env` makes a key that nobody knows, and all
//! below it is as secret as it was. A value of a type that its key does not have is as secret as one of
//! the right type, and nobody knows which part of it. A key can be a secret itself.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::settings::document::Step;
use crate::settings::look::{Look, is_plain};
use crate::settings::sensitive::leaves::{Leaves, Rule};
use crate::settings::sensitive::{Sensitive, keys, variable_name};
use crate::settings::shape::{Shape, Table};

/// What was `found` in an object of that kind, and with it what is secret in its keys, and strings under
/// keys that its table does not know and in values of another type, unless they are plainly harmless.
pub(super) fn in_object(root: &Value, table: &Table, mut found: Vec<Sensitive>) -> Vec<Sensitive> {
    let mut walk = Walk::default();
    walk.below(root, table);
    let known: BTreeSet<_> = found.iter().map(|one| one.path.clone()).collect();
    walk.strings.retain(|one| !known.contains(&one.path));
    // Where a part was known, the whole is secret now.
    let place = |one: &Sensitive| (one.path.clone(), one.range.start, one.range.end);
    let known: BTreeSet<_> = found.iter().map(place).collect();
    walk.misplaced.retain(|one| !known.contains(&place(one)));
    let misplaced: BTreeSet<_> = walk.misplaced.iter().map(|one| one.path.clone()).collect();
    found.retain(|one| !misplaced.contains(&one.path));
    walk.strings.retain(|one| !misplaced.contains(&one.path));
    found.extend([walk.misplaced, walk.strings, walk.keys].into_iter().flatten());
    found
}

#[derive(Default)]
struct Walk {
    path: Vec<Step>,
    /// Strings under keys that nobody knows.
    strings: Vec<Sensitive>,
    /// What stands in values of another type than their key has.
    misplaced: Vec<Sensitive>,
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
            // A whole document of an API, which is told to anybody.
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
                    // The name of a server is told to anybody; the URI of a resource can hold a password.
                    if !matches!(shape, Shape::Object(_)) || name.contains("://") {
                        self.key(name);
                    }
                    self.by_shape(value, key, shape);
                    self.path.pop();
                }
            }
            (Shape::Either(shapes), _) => match shapes.iter().find(|shape| fits(shape, value)) {
                Some(shape) => self.by_shape(value, key, shape),
                None => self.misplaced(value, key),
            },
            (Shape::Any, _) => self.keys_below(value),
            _ if fits(shape, value) => {}
            // A command line is looked at word by word, and all pairs are, in whatever form they come.
            (_, Value::String(_)) if key == "args" => {}
            _ if matches!(key, "env" | "headers") => self.keys_below(value),
            _ => self.misplaced(value, key),
        }
    }

    fn misplaced(&mut self, value: &Value, key: &str) {
        let (path, found) = (&mut self.path, &mut self.misplaced);
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
                variable: variable_name(&[key]),
                look: Look::Placed,
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

    /// What is secret in the key that the path ends in.
    fn key(&mut self, key: &str) {
        self.keys.extend(keys::in_key(key).into_iter().map(|range| Sensitive {
            path: self.path.clone(),
            in_key: true,
            range,
            variable: variable_name(&[key]),
            look: Look::Likely,
        }));
    }
}

/// Whether a value is of a type that the shape has. Nothing is of every type.
fn fits(shape: &Shape, value: &Value) -> bool {
    match shape {
        _ if value.is_null() => true,
        Shape::Any => true,
        Shape::Bool => value.is_boolean(),
        Shape::Text | Shape::Prose | Shape::Word(_) => value.is_string(),
        Shape::Plain => value.is_string() || value.is_number() || value.is_boolean(),
        Shape::Whole(_) | Shape::Number => value.is_number(),
        Shape::Object(_) | Shape::Map(_) => value.is_object(),
        Shape::List(_) => value.is_array(),
        Shape::Either(shapes) => shapes.iter().any(|shape| fits(shape, value)),
    }
}
