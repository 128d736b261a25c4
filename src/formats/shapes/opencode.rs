//! `{"mcp": {…}}`: opencode (its second version nests `servers`), Crush, Kilo, and VS Code's older
//! `settings.json`.

use serde_json::{Value, json};

use crate::formats::entry;
use crate::formats::imported::Read;
use crate::formats::shapes::{mcp_servers, vscode};
use crate::formats::switches;

/// Returns the servers, or `None` if the key is missing.
pub(crate) fn read(root: &Value, notes: &mut Vec<String>) -> Option<Vec<Read>> {
    let mut mcp = root.get("mcp")?.clone();
    turn_logins_off(&mut mcp);
    let inputs = mcp.clone();
    vscode::fill_inputs(&inputs, &mut mcp, notes);
    let mcp = mcp.as_object()?;
    let nested = mcp.get("servers").filter(|inner| !entry::looks_like_an_entry(inner));
    let mut servers = entry::read_all(nested.and_then(Value::as_object).unwrap_or(mcp));
    switches::apply(root, servers.iter_mut().flatten());
    // Tools of all servers, as `<server>_<tool>`.
    let switched = root.get("tools").and_then(Value::as_object).into_iter().flatten();
    for (pattern, _) in switched.filter(|(_, on)| **on == false) {
        let pattern = Value::from(pattern.as_str());
        mcp_servers::hide_in_all(&mut servers, &pattern, |server| format!("{server}_"));
    }
    Some(servers)
}

/// Writes `oauth: false`, by which entries reject logins, as an object.
fn turn_logins_off(mcp: &mut Value) {
    for server in mcp.as_object_mut().into_iter().flatten().map(|(_, server)| server) {
        if let Some(oauth) = server.get_mut("oauth") {
            if *oauth == false {
                *oauth = json!({ "enabled": false });
            }
        } else if !entry::looks_like_an_entry(server) {
            // The second version has one more level.
            turn_logins_off(server);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_versions_are_read() {
        let entry = json!({"type": "local", "command": ["npx", "-y", "p"],
            "environment": {"A": "{env:A}"}, "enabled": false});
        let expected = json!({"type": "stdio", "command": "npx", "args": ["-y", "p"],
            "env": {"A": "${A}"}, "enabled": false});
        for root in [json!({"mcp": {"x": entry}}), json!({"mcp": {"servers": {"x": entry}}})] {
            let servers = read(&root, &mut Vec::new()).unwrap();
            assert_eq!(json!(servers[0].as_ref().unwrap().entry), expected);
        }
    }

    #[test]
    fn logins_can_be_off() {
        let entry = json!({"type": "remote", "url": "https://a/mcp", "oauth": false});
        for root in [json!({"mcp": {"x": entry}}), json!({"mcp": {"servers": {"x": entry}}})] {
            let servers = read(&root, &mut Vec::new()).unwrap();
            let entry = &servers[0].as_ref().unwrap().entry;
            assert_eq!(entry["oauth"], json!({"enabled": false}));
        }
    }
}
