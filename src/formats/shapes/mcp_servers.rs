//! `{"mcpServers": {…}}`: the format of MCPHub itself, Claude Desktop and Code, Cursor, Windsurf,
//! Cline, Gemini CLI, Copilot CLI, Kiro, LM Studio and others.

use serde_json::Value;

use crate::formats::entry;
use crate::formats::imported::Read;
use crate::formats::shape::Project;
use crate::formats::{batch, filters, switches};

/// The paths of servers in clients of this family: an object by name, or a list with names inside.
const PLACES: [&[&str]; 5] = [
    &["mcpServers"],
    &["mcp_servers"],
    &["amp.mcpServers"],
    &["augment.advanced", "mcpServers"],
    &["augment.mcp.servers"],
];

/// Returns the values at those paths in `root`, in order.
fn places(root: &Value) -> impl Iterator<Item = &Value> {
    let at = move |path: &&[&str]| path.iter().try_fold(root, |value, key| value.get(*key));
    PLACES.iter().filter_map(at).filter(|value| value.is_object() || batch::is_list(value))
}

/// Returns whether `root` contains such a value.
pub(crate) fn is_one(root: &Value) -> bool {
    places(root).next().is_some() || !read_projects(root).is_empty()
}

/// Returns the servers, or `None` if the key is missing.
pub(crate) fn read(root: &Value, notes: &mut Vec<String>) -> Option<Vec<Read>> {
    if !is_one(root) {
        return None;
    }
    let read = |place: &Value| match place {
        Value::Object(servers) => entry::read_all(servers),
        list => batch::read(list).unwrap_or_default(),
    };
    let mut servers: Vec<Read> = places(root).flat_map(read).collect();
    switches::apply(root, servers.iter_mut().flatten());
    for pattern in root.get("amp.tools.disable").and_then(Value::as_array).into_iter().flatten() {
        hide_in_all(&mut servers, pattern, |server| format!("mcp__{server}__"));
    }
    for (key, what) in [
        ("groups", "groups"),
        ("users", "users"),
        ("bearerKeys", "keys"),
        ("mcpClients", "clients"),
        ("systemConfig", "system settings"),
    ] {
        let is_there = match root.get(key) {
            Some(Value::Array(list)) => !list.is_empty(),
            Some(Value::Object(members)) => !members.is_empty(),
            _ => false,
        };
        if is_there {
            notes.push(format!("{what} (`{key}`) were not imported"));
        }
    }
    Some(servers)
}

/// Returns the servers of single projects: `projects` of Claude Code. Projects without servers are
/// left out.
pub(crate) fn read_projects(root: &Value) -> Vec<Project> {
    let projects = root.get("projects").and_then(Value::as_object).into_iter().flatten();
    let read = |(folder, project): (&String, &Value)| {
        let servers = project.get("mcpServers")?.as_object().filter(|all| !all.is_empty())?;
        let mut servers = entry::read_all(servers);
        switches::apply(project, servers.iter_mut().flatten());
        for server in servers.iter_mut().flatten() {
            // The program starts in the project's folder.
            if server.entry.contains_key("command") && !server.entry.contains_key("cwd") {
                server.entry.insert("cwd".into(), folder.as_str().into());
            }
        }
        Some(Project { folder: folder.clone(), servers })
    };
    projects.filter_map(read).collect()
}

/// Hides the tools that match `pattern` in each server; `prefix` returns the client's prefix of its
/// tool names.
pub(in crate::formats) fn hide_in_all(
    servers: &mut [Read],
    pattern: &Value,
    prefix: impl Fn(&str) -> String,
) {
    let Some(pattern) = pattern.as_str() else { return };
    for server in servers.iter_mut().flatten() {
        let prefix = prefix(&server.name);
        if let Err(lost) = filters::hide_prefixed(&mut server.entry, &prefix, pattern) {
            server.lose(lost);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(root: &Value, expected: &[(&str, bool, &[&str])]) {
        let servers = read(root, &mut Vec::new()).unwrap();
        let servers = servers.iter().map(|server| server.as_ref().unwrap());
        let found: Vec<_> = servers
            .map(|server| {
                let notes: Vec<&str> = server.notes.iter().map(String::as_str).collect();
                (server.name.clone(), server.entry.get("enabled") != Some(&false.into()), notes)
            })
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(name, on, notes)| ((*name).to_owned(), *on, notes.to_vec()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn servers_disabled_elsewhere_in_the_file_stay_disabled() {
        let servers = json!({"a": {"command": "x"}, "b": {"command": "x"}});
        let off = |key: &str, list: Value| json!({ "mcpServers": servers, key: list });
        let listed = |key: &str| format!("is disabled: listed in `{key}`");
        check(
            &off("mcp", json!({"allowed": ["a"]})),
            &[("a", true, &[]), ("b", false, &["is disabled: not listed in `mcp.allowed`"])],
        );
        for key in ["disabledMcpServers", "excludeMCPServers", "deniedMcpServers"] {
            for list in [json!(["b"]), json!([{"serverName": "b"}]), json!({"b": {}})] {
                check(&off(key, list), &[("a", true, &[]), ("b", false, &[&listed(key)])]);
            }
        }
        check(
            &off("projects", json!({"/p": {"disabledMcpServers": ["b"]}})),
            &[("a", true, &[]), ("b", false, &[&listed("projects./p.disabledMcpServers")])],
        );
        check(
            &off("mcp", json!({"excluded": ["a", "b"]})),
            &[("a", false, &[&listed("mcp.excluded")]), ("b", false, &[&listed("mcp.excluded")])],
        );
    }

    #[test]
    fn lists_of_servers_are_found() {
        let one = json!([{"name": "y", "command": "x"}]);
        check(&json!({"models": [], "mcpServers": one}), &[("y", true, &[])]);
        check(
            &json!({
                "augment.advanced": {"mcpServers": one},
                "augment.mcp.servers": [{"name": "z", "url": "https://a"}],
            }),
            &[("y", true, &[]), ("z", true, &[])],
        );
        assert_eq!(read(&json!({"mcpServers": "x"}), &mut Vec::new()), None);
    }

    #[test]
    fn globally_disabled_tools_are_disabled_in_each_server() {
        let root = json!({
            "amp.mcpServers": {"a": {"command": "x"}, "b": {"command": "x"}},
            "amp.tools.disable": ["mcp__a__t", "mcp__b__*", "Bash"],
        });
        let servers = read(&root, &mut Vec::new()).unwrap();
        let entries: Vec<_> =
            servers.into_iter().map(|server| json!(server.unwrap().entry)).collect();
        let a = json!({"type": "stdio", "command": "x", "tools": {"t": {"enabled": false}}});
        let b = json!({"type": "stdio", "command": "x", "excludedTools": ["*"]});
        assert_eq!(entries, [a, b]);
    }
}
