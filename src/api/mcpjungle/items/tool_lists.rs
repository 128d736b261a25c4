//! Converts a tool group between MCPJungle's three lists of names and the hub's list of members.

use serde_json::{Value, json};

use crate::api::service::entry::{EntryExt, object};
use crate::settings::model::group::{Group, Selector};

/// The three lists of a tool group.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::api::mcpjungle) struct ToolLists {
    /// Included tools, as server and tool.
    pub(in crate::api::mcpjungle) tools: Vec<(String, String)>,
    /// Servers with all tools included.
    pub(in crate::api::mcpjungle) servers: Vec<String>,
    /// Tools that are excluded from both.
    pub(in crate::api::mcpjungle) excluded: Vec<(String, String)>,
}

impl ToolLists {
    /// Returns the lists of any group of the hub.
    pub(in crate::api::mcpjungle) fn of(group: &Group) -> Self {
        let mut lists = Self::default();
        for member in &group.members {
            let named = |tool: &String| (member.server.clone(), tool.clone());
            match &member.tools {
                Selector::All => lists.servers.push(member.server.clone()),
                Selector::Only(tools) => lists.tools.extend(tools.iter().map(named)),
            }
            lists.excluded.extend(member.excluded_tools.iter().map(named));
        }
        lists
    }

    /// Returns the servers of the included tools, each once, in the order of the lists.
    pub(in crate::api::mcpjungle) fn members(&self) -> Vec<&str> {
        let mut members: Vec<&str> = Vec::new();
        let of_tools = self.tools.iter().map(|(server, _)| server);
        for server in self.servers.iter().chain(of_tools) {
            if !members.contains(&server.as_str()) {
                members.push(server);
            }
        }
        members
    }

    /// Returns whether the group contains a tool.
    pub(in crate::api::mcpjungle) fn contains(&self, server: &str, tool: &str) -> bool {
        let is = |(s, t): &(String, String)| s == server && t == tool;
        let all = self.servers.iter().any(|name| name == server);
        (all || self.tools.iter().any(is)) && !self.excluded.iter().any(is)
    }

    /// Returns the members as stored. Keeps all but the tools of an existing member; a new member
    /// includes no prompts or resources.
    pub(in crate::api::mcpjungle) fn to_members(&self, old: &[Value]) -> Value {
        let name_of = |member: &Value| match member {
            Value::String(name) => Some(name.clone()),
            member => member.get("name").and_then(Value::as_str).map(str::to_owned),
        };
        let before = |server: &str| old.iter().find(|m| name_of(m).as_deref() == Some(server));
        let written = |server: &str| {
            let mut member = match before(server) {
                Some(Value::Object(member)) => member.clone(),
                Some(_) => object(json!({ "name": server })),
                None => object(json!({ "name": server, "prompts": [], "resources": [] })),
            };
            let tools = |list: &[(String, String)]| -> Vec<Value> {
                let own = list.iter().filter(|(s, _)| s == server);
                own.map(|(_, tool)| Value::from(tool.as_str())).collect()
            };
            let all = self.servers.iter().any(|name| name == server);
            let chosen = if all { "all".into() } else { Value::from(tools(&self.tools)) };
            member.put("tools", chosen);
            match tools(&self.excluded) {
                none if none.is_empty() => drop(member.shift_remove("excludedTools")),
                some => member.put("excludedTools", some),
            }
            Value::Object(member)
        };
        self.members().into_iter().map(written).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(server, tool)| ((*server).to_owned(), (*tool).to_owned())).collect()
    }

    fn lists() -> ToolLists {
        ToolLists {
            tools: named(&[("a", "t"), ("b", "x"), ("a", "u")]),
            servers: vec!["c".to_owned(), "b".to_owned()],
            excluded: named(&[("c", "no"), ("a", "u"), ("gone", "t")]),
        }
    }

    #[test]
    fn a_tool_is_included_by_name_or_server_unless_excluded() {
        let lists = lists();
        let cases = [("a", "t", true), ("a", "u", false), ("a", "v", false), ("c", "any", true)];
        for (server, tool, expected) in cases {
            assert_eq!(lists.contains(server, tool), expected, "{server} {tool}");
        }
        assert!(!lists.contains("c", "no"));
    }

    #[test]
    fn existing_members_keep_their_other_settings() {
        let old = json!([
            "b",
            { "name": "a", "alias": "aa", "tools": "all", "prompts": "all" },
            { "name": "gone", "tools": "all" },
        ]);
        assert_eq!(
            lists().to_members(old.as_array().unwrap()),
            json!([
                { "name": "c", "prompts": [], "resources": [], "tools": "all",
                  "excludedTools": ["no"] },
                { "name": "b", "tools": "all" },
                { "name": "a", "alias": "aa", "tools": ["t", "u"], "prompts": "all",
                  "excludedTools": ["u"] },
            ])
        );
    }
}
