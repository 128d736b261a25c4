//! Access by key to the members of an entry of the settings; the others stay as they are.

use serde_json::{Map, Value};

/// Access to the members of an entry.
pub(crate) trait EntryExt {
    /// Returns a string.
    fn text(&self, key: &str) -> Option<&str>;
    /// Returns the strings of a list.
    fn texts(&self, key: &str) -> Option<Vec<String>>;
    /// Returns an object.
    fn object(&self, key: &str) -> Option<&Map<String, Value>>;
    /// Sets a member.
    fn put(&mut self, key: &str, value: impl Into<Value>);
    /// Sets a member, or leaves it unchanged without a value.
    fn put_some(&mut self, key: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }
}

impl EntryExt for Map<String, Value> {
    fn text(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_str()
    }

    fn texts(&self, key: &str) -> Option<Vec<String>> {
        let list = self.get(key)?.as_array()?;
        Some(list.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }

    fn object(&self, key: &str) -> Option<&Map<String, Value>> {
        self.get(key)?.as_object()
    }

    fn put(&mut self, key: &str, value: impl Into<Value>) {
        self.insert(key.to_owned(), value.into());
    }
}

/// Returns the members of an object that `json!` built.
pub(crate) fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}
