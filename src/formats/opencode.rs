//! `{"mcp": {…}}`: opencode (its second version puts `servers` between), Crush, Kilo, and VS Code's
//! older `settings.json`.

use serde_json::Value;

use crate::formats::entry::{self, Read};

/// The servers, or nothing where there is no such key.
pub(crate) fn read(root: &Value) -> Option<Vec<Read>> {
    let mcp = root.get("mcp")?.as_object()?;
    let nested = mcp.get("servers").filter(|inner| !entry::looks_like_an_entry(inner));
    Some(entry::read_all(nested.and_then(Value::as_object).unwrap_or(mcp)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn both_versions_are_read() {
        let entry = json!({"type": "local", "command": ["npx", "-y", "p"],
            "environment": {"A": "{env:A}"}, "enabled": false});
        let expected = json!({"type": "stdio", "command": "npx", "args": ["-y", "p"],
            "env": {"A": "${A}"}, "enabled": false});
        for root in [json!({"mcp": {"x": entry}}), json!({"mcp": {"servers": {"x": entry}}})] {
            let servers = read(&root).unwrap();
            assert_eq!(json!(servers[0].as_ref().unwrap().entry), expected);
        }
    }
}
