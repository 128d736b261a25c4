//! The capabilities that a client declared, and those that change how servers behave.

use crate::protocol::RpcError;
use crate::protocol::json;
use crate::proxy::limits;

/// Capabilities that change which items a server lists and which requests it sends.
const SIGNIFICANT: [&str; 6] =
    ["sampling", "elicitation", "roots", "tasks", "extensions", "experimental"];
/// Capabilities among them that are equivalent to missing if empty.
const MISSING_IF_EMPTY: [&str; 3] = ["tasks", "extensions", "experimental"];

/// A client's capabilities, parsed once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Capabilities {
    raw: String,
    significant: String,
}

impl Capabilities {
    /// Parses a raw JSON object; any other value counts as no capabilities.
    pub(crate) fn new(raw: Option<&str>) -> Self {
        let raw = raw.filter(|raw| raw.starts_with('{')).unwrap_or("{}");
        let members = json::members(raw, &(0..raw.len()));
        let listed: Vec<String> = SIGNIFICANT
            .iter()
            .filter_map(|name| {
                let value = json::canonical(raw, json::find(raw, &members, name).0?);
                let counts = value != "{}" || !MISSING_IF_EMPTY.contains(name);
                counts.then(|| format!("\"{name}\":{value}"))
            })
            .collect();
        Self { significant: listed.join(","), raw: raw.to_owned() }
    }

    /// Checks the size of a client's capabilities and `clientInfo` before they are stored.
    ///
    /// # Errors
    /// An error for the client if both together exceed [`limits::DECLARED_BYTES`].
    pub(crate) fn check_size(raw: Option<&str>, client_info: Option<&str>) -> Result<(), RpcError> {
        let bytes = raw.map_or(0, str::len) + client_info.map_or(0, str::len);
        if bytes <= limits::DECLARED_BYTES {
            return Ok(());
        }
        let limit = limits::DECLARED_BYTES;
        Err(RpcError::params(format!(
            "the client's capabilities and `clientInfo` have {bytes} bytes; at most {limit} are allowed"
        )))
    }

    /// Bytes of memory used.
    pub(crate) fn stored_bytes(&self) -> usize {
        self.raw.len() + self.significant.len()
    }

    /// Returns the object as received.
    pub(crate) fn raw(&self) -> &str {
        &self.raw
    }

    /// Returns the members that change how servers behave, raw and in a fixed order; empty if none.
    /// Clients with equal values can share a connection.
    pub(crate) fn significant(&self) -> &str {
        &self.significant
    }

    /// Whether the client declared this member of a capability.
    pub(crate) fn has_member(&self, name: &str, member: &str) -> bool {
        let found = json::get(&self.raw, &(0..self.raw.len()), name);
        found.is_some_and(|span| json::get(&self.raw, &span, member).is_some())
    }

    /// Whether the client declared this capability.
    pub(crate) fn has(&self, name: &str) -> bool {
        json::get(&self.raw, &(0..self.raw.len()), name).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_size_is_limited() {
        let half = "x".repeat(limits::DECLARED_BYTES / 2);
        assert_eq!(Capabilities::check_size(None, None), Ok(()));
        assert_eq!(Capabilities::check_size(Some(&half), Some(&half)), Ok(()));
        let refused = Capabilities::check_size(Some(&half), Some(&format!("{half}x"))).unwrap_err();
        let text = "the client's capabilities and `clientInfo` have 65537 bytes; at most 65536 are allowed";
        assert_eq!(refused, RpcError::params(text));
    }

    #[test]
    fn equal_capabilities_are_equal_however_they_are_written() {
        let significant = |raw: &str| Capabilities::new(Some(raw)).significant().to_owned();
        let wanted = r#""sampling":{"context":{},"tools":{}},"roots":{"listChanged":true}"#;
        assert_eq!(
            significant(r#"{"roots":{"listChanged":true},"sampling":{"context":{},"tools":{}}}"#),
            wanted
        );
        assert_eq!(
            significant(
                r#"{ "x":1, "sampling": {"tools":{} ,"context":{}}, "roots":{ "listChanged" : true } }"#
            ),
            wanted
        );
        assert_eq!(significant(r#"{"extensions":{},"tasks":{},"experimental":{},"x":{}}"#), "");
        assert_eq!(
            significant(r#"{"extensions":{"a/b":{}},"elicitation":{}}"#),
            r#""elicitation":{},"extensions":{"a/b":{}}"#
        );
        for nothing in [None, Some("3"), Some("null"), Some("{}")] {
            let none = Capabilities::new(nothing);
            assert_eq!((none.raw(), none.significant()), ("{}", ""));
        }
    }
}
