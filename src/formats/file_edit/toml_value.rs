//! Converts JSON values to TOML.

use serde_json::{Map, Value};
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table};

/// Returns a document with one table for each entry below `key`.
pub(crate) fn document(key: &str, entries: &Map<String, Value>) -> String {
    let mut document = DocumentMut::new();
    if !entries.is_empty() {
        let mut all = Table::new();
        all.set_implicit(true);
        for (name, entry) in entries {
            all.insert(name, Item::Table(table(entry)));
        }
        document.insert(key, Item::Table(all));
    }
    document.to_string()
}

/// Returns a document with an array of tables, which contain their names.
pub(crate) fn list(key: &str, entries: &Map<String, Value>) -> String {
    let mut document = DocumentMut::new();
    let mut all = ArrayOfTables::new();
    for (name, entry) in entries {
        let mut named = Table::new();
        named.insert("name", toml_edit::value(name));
        named.extend(table(entry));
        all.push(named);
    }
    if !all.is_empty() {
        document.insert(key, Item::ArrayOfTables(all));
    }
    document.to_string()
}

/// Returns an entry as a table whose members are on one line each.
pub(in crate::formats) fn table(entry: &Value) -> Table {
    let mut table = Table::new();
    for (key, value) in entry.as_object().into_iter().flatten() {
        table.extend(value_of(value).map(|value| (key.as_str(), toml_edit::value(value))));
    }
    table
}

/// Returns an entry as an inline table.
pub(in crate::formats) fn inline(entry: &Value) -> InlineTable {
    let members = entry.as_object().into_iter().flatten();
    members.filter_map(|(key, value)| Some((key, value_of(value)?))).collect()
}

/// Returns `None` for `null`, which TOML does not have.
fn value_of(value: &Value) -> Option<toml_edit::Value> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(switch) => (*switch).into(),
        Value::String(text) => text.as_str().into(),
        Value::Number(number) => match number.as_i64() {
            Some(number) => number.into(),
            None => number.as_f64()?.into(),
        },
        Value::Array(list) => list.iter().filter_map(value_of).collect::<Array>().into(),
        Value::Object(_) => inline(value).into(),
    })
}
