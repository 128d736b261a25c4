//! Many servers added in one edit: the time that it takes grows with their number, and no faster.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::settings::document::Document;
use crate::settings::edit::check;
use crate::settings::edit::outcome::{OnConflict, Outcome, Refused, Thing};
use crate::settings::edit::servers;

/// Servers on their way into a document. They are in it when [`Additions::write`] is done.
#[derive(Debug)]
pub(crate) struct Additions<'a> {
    document: &'a mut Document,
    new: Map<String, Value>,
    /// Which server has an id, by the id's JSON.
    ids: HashMap<String, String>,
}

impl<'a> Additions<'a> {
    /// Nothing so far.
    pub(crate) fn to(document: &'a mut Document) -> Self {
        let mut ids = HashMap::new();
        for (name, entry) in servers::entries(document) {
            note_id(&mut ids, name, entry);
        }
        Self { document, new: Map::new(), ids }
    }

    /// Adds a server, as `add_server` does. A URL without `type` stays so.
    pub(crate) fn add(
        &mut self,
        name: &str,
        entry: &Map<String, Value>,
        on_conflict: OnConflict,
    ) -> Result<Outcome, Refused> {
        check::section(self.document, "mcpServers", false)?;
        let untyped = entry.contains_key("url") && entry.get("type").is_none_or(Value::is_null);
        let entry = if untyped { entry.clone() } else { servers::typed(entry) };
        let old = self.get(name).cloned();
        if old.is_none() {
            servers::check_name(name)?;
        }
        check::server(name, None, &entry)?;
        if let Some(id) = entry.get("id").filter(|id| !id.is_null())
            && let Some(other) = self.ids.get(&id.to_string()).filter(|other| *other != name)
        {
            return Err(Refused::invalid(format!("server `{other}` has the id {id} already")));
        }
        match &old {
            Some(Value::Object(old)) if servers::same(old, &entry) => {
                return Ok(Outcome::Unchanged);
            }
            Some(_) if on_conflict == OnConflict::Refuse => {
                return Err(Refused::Exists { thing: Thing::Server, name: name.to_owned() });
            }
            _ => {}
        }
        let entry = Value::Object(entry);
        note_id(&mut self.ids, name, &entry);
        if self.document.get(&servers::path(name)).is_some() {
            self.document.set(&servers::path(name), &entry);
        } else {
            self.new.insert(name.to_owned(), entry);
        }
        Ok(if old.is_some() { Outcome::Replaced } else { Outcome::Added })
    }

    /// The entry of that name, written or not.
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.new.get(name).or_else(|| self.document.get(&servers::path(name)))
    }

    /// Writes them into the document.
    pub(crate) fn write(self) {
        self.document.append_all(&["mcpServers".into()], &self.new);
    }
}

fn note_id(ids: &mut HashMap<String, String>, name: &str, entry: &Value) {
    if let Some(id) = entry.get("id").filter(|id| !id.is_null()) {
        ids.entry(id.to_string()).or_insert_with(|| name.to_owned());
    }
}
