//! Adds many servers in one edit, in time proportional to their number.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::edit::check;
use crate::edit::outcome::{ItemKind, OnConflict, Outcome, Refused};
use crate::edit::servers;
use crate::text::document::Document;

/// Servers to add to a document. They are only in it after [`Additions::write`].
#[derive(Debug)]
pub struct Additions<'a> {
    document: &'a mut Document,
    new: Map<String, Value>,
    /// Names of servers by the JSON of their ids.
    ids: HashMap<String, String>,
}

impl<'a> Additions<'a> {
    pub fn to(document: &'a mut Document) -> Self {
        let mut ids = HashMap::new();
        for (name, entry) in servers::entries(document) {
            record_id(&mut ids, name, entry);
        }
        Self { document, new: Map::new(), ids }
    }

    /// Adds a server as `add_server` does, except that an entry with `url` gets no `type`.
    pub fn add(
        &mut self,
        name: &str,
        entry: &Map<String, Value>,
        on_conflict: OnConflict,
    ) -> Result<Outcome, Refused> {
        check::section(self.document, "mcpServers", false)?;
        let untyped = entry.contains_key("url") && entry.get("type").is_none_or(Value::is_null);
        let entry = if untyped { entry.clone() } else { servers::with_type(entry) };
        let old = self.get(name).cloned();
        if old.is_none() {
            servers::check_name(name)?;
        }
        check::server(name, None, &entry)?;
        if let Some(id) = entry.get("id").filter(|id| !id.is_null())
            && let Some(other) = self.ids.get(&id.to_string()).filter(|other| *other != name)
        {
            return Err(Refused::invalid(format!("server `{other}` already has the id {id}")));
        }
        match &old {
            Some(Value::Object(old)) if servers::is_same(old, &entry) => {
                return Ok(Outcome::Unchanged);
            }
            Some(_) if on_conflict == OnConflict::Refuse => {
                return Err(Refused::Exists { kind: ItemKind::Server, name: name.to_owned() });
            }
            _ => {}
        }
        let entry = Value::Object(entry);
        record_id(&mut self.ids, name, &entry);
        if self.document.get(&servers::path(name)).is_some() {
            self.document.set(&servers::path(name), &entry);
        } else {
            self.new.insert(name.to_owned(), entry);
        }
        Ok(if old.is_some() { Outcome::Replaced } else { Outcome::Added })
    }

    /// Returns the entry of a server, whether in the document or added here.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.new.get(name).or_else(|| self.document.get(&servers::path(name)))
    }

    /// Writes the added servers into the document.
    pub fn write(self) {
        self.document.append_all(&["mcpServers".into()], &self.new);
    }
}

fn record_id(ids: &mut HashMap<String, String>, name: &str, entry: &Value) {
    if let Some(id) = entry.get("id").filter(|id| !id.is_null()) {
        ids.entry(id.to_string()).or_insert_with(|| name.to_owned());
    }
}
