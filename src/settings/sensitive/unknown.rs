//! Strings under keys that nobody knows: a slip in `env` makes such a key, and all below it is as
//! secret as it was.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::settings::document::Step;
use crate::settings::look::{Look, is_plain};
use crate::settings::sensitive::{Sensitive, variable_name};
use crate::settings::shape::{Shape, Table};

/// What was `found` in an object of that kind, and with it the strings under keys that its table does
/// not know, unless they are plainly harmless.
pub(super) fn in_object(root: &Value, table: &Table, mut found: Vec<Sensitive>) -> Vec<Sensitive> {
    let mut strings = Vec::new();
    below(root, table, &mut Vec::new(), &mut strings);
    let known: BTreeSet<_> = found.iter().map(|one| one.path.clone()).collect();
    found.extend(strings.into_iter().filter(|one| !known.contains(&one.path)));
    found
}

fn below(value: &Value, table: &Table, path: &mut Vec<Step>, found: &mut Vec<Sensitive>) {
    for (key, value) in value.as_object().into_iter().flatten() {
        path.push(Step::from(key.as_str()));
        match table.field(key) {
            Some(field) => by_shape(value, &field.shape, path, found),
            None => strings(value, key, path, found),
        }
        path.pop();
    }
}

fn by_shape(value: &Value, shape: &Shape, path: &mut Vec<Step>, found: &mut Vec<Sensitive>) {
    match (shape, value) {
        // A whole document of an API, which is told to anybody.
        (Shape::Object(table), _) if table.open && table.fields.is_empty() => {}
        (Shape::Object(table), Value::Object(_)) => below(value, table, path, found),
        (Shape::List(shape), Value::Array(elements)) => {
            for (index, value) in elements.iter().enumerate() {
                path.push(Step::from(index));
                by_shape(value, shape, path, found);
                path.pop();
            }
        }
        (Shape::Map(shape), Value::Object(members)) => {
            for (key, value) in members {
                path.push(Step::from(key.as_str()));
                by_shape(value, shape, path, found);
                path.pop();
            }
        }
        (Shape::Either(shapes), _) => {
            let fits = |shape: &&Shape| match shape {
                Shape::Object(_) | Shape::Map(_) => value.is_object(),
                Shape::List(_) => value.is_array(),
                _ => false,
            };
            if let Some(shape) = shapes.iter().find(fits) {
                by_shape(value, shape, path, found);
            }
        }
        _ => {}
    }
}

fn strings(value: &Value, key: &str, path: &mut Vec<Step>, found: &mut Vec<Sensitive>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                path.push(Step::from(key.as_str()));
                strings(value, key, path, found);
                path.pop();
            }
        }
        Value::Array(elements) => {
            for (index, value) in elements.iter().enumerate() {
                path.push(Step::from(index));
                strings(value, key, path, found);
                path.pop();
            }
        }
        Value::String(text) if !is_plain(text) => found.push(Sensitive {
            path: path.clone(),
            range: 0..text.len(),
            variable: variable_name(&[key]),
            look: Look::Placed,
        }),
        _ => {}
    }
}
