//! What a client declared that it can do, and what of it makes a difference to servers.

use crate::protocol::json;

/// The capabilities by which servers decide what they offer and what they ask for.
const TELLING: [&str; 6] =
    ["sampling", "elicitation", "roots", "tasks", "extensions", "experimental"];
/// Of these, the ones that say nothing where they are empty.
const NOTHING_EMPTY: [&str; 3] = ["tasks", "extensions", "experimental"];

/// A client's capabilities, looked into once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Capabilities {
    raw: String,
    telling: String,
}

impl Capabilities {
    /// What a client declared: a raw JSON object; anything else counts as nothing.
    pub(crate) fn new(raw: Option<&str>) -> Self {
        let raw = raw.filter(|raw| raw.starts_with('{')).unwrap_or("{}");
        let members = json::members(raw, &(0..raw.len()));
        let listed: Vec<String> = TELLING
            .iter()
            .filter_map(|name| {
                let value = json::canonical(raw, json::find(raw, &members, name).0?);
                let says = value != "{}" || !NOTHING_EMPTY.contains(name);
                says.then(|| format!("\"{name}\":{value}"))
            })
            .collect();
        Self { telling: listed.join(","), raw: raw.to_owned() }
    }

    /// The whole object as it came.
    pub(crate) fn raw(&self) -> &str {
        &self.raw
    }

    /// The members that make a difference, raw, in one order whatever order they came in: clients
    /// for which they are equal can share a connection. Empty where there are none.
    pub(crate) fn telling(&self) -> &str {
        &self.telling
    }

    /// Whether this capability was declared.
    pub(crate) fn has(&self, name: &str) -> bool {
        json::get(&self.raw, &(0..self.raw.len()), name).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_capabilities_are_equal_however_they_are_written() {
        let telling = |raw: &str| Capabilities::new(Some(raw)).telling().to_owned();
        let wanted = r#""sampling":{"context":{},"tools":{}},"roots":{"listChanged":true}"#;
        assert_eq!(
            telling(r#"{"roots":{"listChanged":true},"sampling":{"context":{},"tools":{}}}"#),
            wanted
        );
        assert_eq!(
            telling(
                r#"{ "x":1, "sampling": {"tools":{} ,"context":{}}, "roots":{ "listChanged" : true } }"#
            ),
            wanted
        );
        assert_eq!(telling(r#"{"extensions":{},"tasks":{},"experimental":{},"x":{}}"#), "");
        assert_eq!(
            telling(r#"{"extensions":{"a/b":{}},"elicitation":{}}"#),
            r#""elicitation":{},"extensions":{"a/b":{}}"#
        );
        for nothing in [None, Some("3"), Some("null"), Some("{}")] {
            let none = Capabilities::new(nothing);
            assert_eq!((none.raw(), none.telling()), ("{}", ""));
        }
    }
}
