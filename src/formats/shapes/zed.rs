//! `{"context_servers": {…}}`: Zed's settings, including older formats of entries.

use serde_json::Value;

use crate::formats::entry;
use crate::formats::imported::{Read, Rejected};

/// Returns the servers, or `None` if the key is missing.
pub(crate) fn read(root: &Value) -> Option<Vec<Read>> {
    let servers = root.get("context_servers")?.as_object()?;
    Some(servers.iter().map(|(name, value)| read_one(name, value)).collect())
}

fn read_one(name: &str, value: &Value) -> Read {
    if value.get("source").and_then(Value::as_str) == Some("extension") {
        let why = "is part of a Zed extension, and its command is not in the settings".into();
        return Err(Rejected { name: name.to_owned(), why });
    }
    entry::read(name, value)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn all_three_formats_of_entries_are_read() {
        let root = json!({"context_servers": {
            "now": {"command": "a", "args": ["b"]},
            "before": {"source": "custom", "command": "a", "args": ["b"]},
            "once": {"command": {"path": "a", "args": ["b"], "env": {"C": "d"}}, "settings": {}},
            "ext": {"source": "extension", "settings": {}},
        }});
        let servers = read(&root).unwrap();
        let same = json!({"type": "stdio", "command": "a", "args": ["b"]});
        assert_eq!(json!(servers[0].as_ref().unwrap().entry), same);
        assert_eq!(json!(servers[1].as_ref().unwrap().entry), same);
        let once = json!({"type": "stdio", "command": "a", "args": ["b"], "env": {"C": "d"}});
        assert_eq!(json!(servers[2].as_ref().unwrap().entry), once);
        assert!(servers[3].is_err());
    }
}
