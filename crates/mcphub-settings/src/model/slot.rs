//! The values that each user of a shared hub sets for themselves: those that `credentialTemplate` of a
//! server asks for, and those that it refers to as `${user:NAME}`.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::expand;
use crate::model::server::{Server, Transport};
use crate::reference::{Outside, Source};

/// Where the value of a user goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SlotTarget {
    /// A variable of the program.
    Env,
    /// A header of each request.
    Header,
    /// Wherever the entry says `${user:NAME}`.
    Reference,
}

/// A value that each user sets for themselves.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    pub target: SlotTarget,
    /// The name of the variable, the header, or the reference.
    pub name: String,
    /// What people are asked for.
    pub label: Option<String>,
}

impl SlotTarget {
    const ALL: [Self; 3] = [Self::Env, Self::Header, Self::Reference];

    /// Returns the word of the API: MCPHub's, and `user` for references.
    pub fn word(self) -> &'static str {
        match self {
            Self::Env => "env",
            Self::Header => "headers",
            Self::Reference => "user",
        }
    }

    /// Parses a word of the API or of the file.
    pub fn of_word(word: &str) -> Option<Self> {
        let plural = if word == "header" { "headers" } else { word };
        Self::ALL.into_iter().find(|target| target.word() == plural)
    }
}

impl Slot {
    /// Returns the name under which the value of a user is stored. Values of `credentialTemplate` belong
    /// to one server, those of references to all that refer to them.
    pub fn key(&self, server: &str) -> String {
        match self.target {
            SlotTarget::Reference => self.name.clone(),
            SlotTarget::Header => format!("headers:{}@{server}", self.name.to_ascii_lowercase()),
            SlotTarget::Env => format!("env:{}@{server}", self.name),
        }
    }
}

impl Server {
    /// Returns the values that each user sets for themselves, in the order of their targets.
    pub fn slots(&self) -> Vec<Slot> {
        let mut slots: BTreeSet<Slot> = self.template_slots().into_iter().collect();
        let references = expand::outside_of(self).into_iter();
        let of_users = references.filter(|one| one.source == Source::User);
        slots.extend(of_users.map(|Outside { name, .. }| Slot {
            target: SlotTarget::Reference,
            name,
            label: None,
        }));
        slots.into_iter().collect()
    }

    /// Returns what `credentialTemplate` asks for. Both of MCPHub's shapes are read: a list of
    /// `{target, name, label}`, and `{env: {NAME: {label}}, headers: {…}}`. A program gets no headers,
    /// and a remote server no variables.
    pub fn template_slots(&self) -> Vec<Slot> {
        let fits = match self.transport {
            Transport::Stdio(_) => SlotTarget::Env,
            Transport::Remote(_) | Transport::OpenApi(_) => SlotTarget::Header,
        };
        let mut slots = match self.entry.get("credentialTemplate") {
            Some(Value::Array(list)) => list.iter().filter_map(read_item).collect(),
            Some(Value::Object(members)) => read_map(members),
            _ => Vec::new(),
        };
        slots.retain(|slot| slot.target == fits && !slot.name.trim().is_empty());
        slots
    }

    /// Returns whether each user has a connection of their own because of these values.
    pub fn has_slots(&self) -> bool {
        !self.slots().is_empty()
    }
}

fn read_item(one: &Value) -> Option<Slot> {
    let text = |key: &str| one.get(key)?.as_str().map(str::to_owned);
    let target = SlotTarget::of_word(&text("target")?)?;
    Some(Slot { target, name: text("name")?, label: text("label") })
}

fn read_map(members: &Map<String, Value>) -> Vec<Slot> {
    let mut slots = Vec::new();
    for (word, names) in members {
        let (Some(target), Some(names)) = (SlotTarget::of_word(word), names.as_object()) else {
            continue;
        };
        slots.extend(names.iter().map(|(name, told)| {
            let label = told.get("label").unwrap_or(told).as_str().map(str::to_owned);
            Slot { target, name: name.clone(), label }
        }));
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::document::Document;
    use crate::validate::validate;

    fn slots(entry: &str) -> Vec<String> {
        let document = Document::parse(&format!("{{\"mcpServers\": {{\"s\": {entry}}}}}")).unwrap();
        let server = validate(&document).0.servers.remove(0);
        let told = |slot: Slot| {
            let label = slot.label.clone().unwrap_or_default();
            format!("{} {} {label}", slot.target.word(), slot.key("s"))
        };
        server.slots().into_iter().map(told).collect()
    }

    #[test]
    fn both_shapes_of_templates_and_references_are_slots() {
        let list = r#"{"command": "x", "args": ["${user:ARG}"], "credentialTemplate": [
            {"target": "env", "name": "TOKEN", "label": "Your token"}, {"target": "env"}, 7,
            {"target": "headers", "name": "X"}]}"#;
        assert_eq!(slots(list), ["env env:TOKEN@s Your token", "user ARG "]);
        let map = r#"{"type": "streamable-http", "url": "https://h/mcp", "credentialTemplate":
            {"headers": {"X-Key": {"label": "Key"}, "Y": "Other"}, "env": {"A": {}}}}"#;
        assert_eq!(slots(map), ["headers headers:x-key@s Key", "headers headers:y@s Other"]);
        assert_eq!(slots(r#"{"command": "x", "env": {"A": "${secret:A}"}}"#), [""; 0]);
    }
}
