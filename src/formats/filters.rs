//! Converts the tool filters of other clients to `allowedTools`, `excludedTools` and overrides. A
//! server with a filter that cannot be converted is disabled.

use serde_json::{Map, Value, json};

use crate::formats::spelling::normalize;
use crate::settings::model::filter;
use crate::settings::schema::fields;

/// Normalized keys of lists of visible tools, and of hidden tools.
const SHOWN: [&str; 7] = [
    "tools",
    "includetools",
    "enabledtools",
    "availabletools",
    "allowedtools",
    "allowtools",
    "includedtools",
];
const HIDDEN: [&str; 8] = [
    "excludetools",
    "disabledtools",
    "excludedtools",
    "denytools",
    "deniedtools",
    "blockedtools",
    "disallowedtools",
    "hiddentools",
];

/// Parts of the names of lists that restrict tools.
const LIMITS: [&str; 10] = [
    "allow",
    "deny",
    "denied",
    "block",
    "exclud",
    "includ",
    "whitelist",
    "blacklist",
    "restrict",
    "filter",
];

/// The filters read so far, and the reasons for unreadable ones.
#[derive(Debug, Default)]
struct Filters {
    shown: Option<Vec<String>>,
    hidden: Vec<String>,
    notes: Vec<String>,
    lost: Vec<String>,
}

/// Moves the filters from `source` to `entry`. Returns the restrictions that cannot be carried
/// over.
pub(super) fn carry(
    source: &mut Map<String, Value>,
    entry: &mut Map<String, Value>,
    notes: &mut Vec<String>,
) -> Vec<String> {
    let mut filters = Filters::default();
    if source.get("tools").is_some_and(Value::is_object)
        && let Some(Value::Object(tools)) = source.shift_remove("tools")
    {
        let rules = filters.switches(tools);
        if !rules.is_empty() {
            entry.insert("tools".into(), Value::Object(rules));
        }
    }
    for (list, shows) in [(&SHOWN[..], true), (&HIDDEN[..], false)] {
        let keys: Vec<String> =
            source.keys().filter(|key| list.contains(&normalize(key).as_str())).cloned().collect();
        for key in keys {
            let Some(list) = source.shift_remove(&key).filter(|list| !list.is_null()) else {
                continue;
            };
            // Goose writes an empty list if all tools are visible.
            let all = key == "available_tools" && list.as_array().is_some_and(Vec::is_empty);
            if !shows {
                filters.hide(&key, &list);
            } else if !all {
                filters.show(&key, &list);
            }
        }
    }
    filters.read_mode(source);
    filters.lose_unknown(source);
    filters.write(entry);
    notes.append(&mut filters.notes);
    filters.lost
}

/// Adds a pattern of hidden tools to a server's entry. `prefixed` is in the client's form of tool
/// names, such as `mcp__server__tool`.
pub(super) fn hide_prefixed(
    entry: &mut Map<String, Value>,
    prefix: &str,
    prefixed: &str,
) -> Result<(), String> {
    let mut filters = Filters::default();
    if let Some(own) = prefixed.strip_prefix(prefix) {
        filters.hide("", &json!([own]));
    } else if let Some(start) = prefixed.split_once('*').map(|(start, _)| start)
        && prefix.starts_with(start)
    {
        // The wildcard may cover a part of the tool's name after the prefix: `*rm` may match its
        // end.
        let rest = &prefixed[start.len() + 1..];
        filters.hide("", &json!([format!("*{rest}")]));
    }
    filters.write(entry);
    filters.lost.pop().map_or(Ok(()), Err)
}

impl Filters {
    /// Reads an object by tool: our own format, or booleans in some clients. Codex keeps its
    /// approval modes beside the switches.
    fn switches(&mut self, tools: Map<String, Value>) -> Map<String, Value> {
        let is_enabled = |rule: &Value| rule.as_bool().or_else(|| rule.get("enabled")?.as_bool());
        let all_off = tools.get("*").and_then(is_enabled) == Some(false);
        let mut rules = Map::new();
        for (name, rule) in tools {
            let on = is_enabled(&rule);
            if on == Some(true) && all_off {
                self.shown.get_or_insert_default().push(name.clone());
            }
            match rule {
                Value::Bool(true) => {}
                Value::Bool(false) => self.hide("tools", &json!([name])),
                Value::Object(_) if on == Some(false) && filter::is_pattern(&name) => {
                    self.hide("tools", &json!([name]));
                }
                Value::Object(mut rule) => {
                    if rule.shift_remove("approval_mode").is_some() {
                        self.notes.push(format!("`tools.{name}.approval_mode` was omitted"));
                    }
                    if !rule.is_empty() {
                        rules.insert(name, Value::Object(rule));
                    }
                }
                other => {
                    rules.insert(name, other);
                }
            }
        }
        if all_off {
            self.hidden.retain(|name| name != "*");
            self.shown.get_or_insert_default();
        }
        rules
    }

    /// Removes lists that restrict tools under unknown names, since their meaning is unknown too.
    fn lose_unknown(&mut self, source: &mut Map<String, Value>) {
        let limits = |key: &&String| {
            let word = normalize(key);
            let is_list = word.contains("tool") || word.ends_with("list");
            // Approvals do not restrict tools.
            let is_approval = ["approv", "always", "auto", "confirm"];
            is_list
                && !is_approval.iter().any(|part| word.contains(part))
                && LIMITS.iter().any(|limit| word.contains(limit))
                && fields::SERVER.field(key).is_none()
        };
        let keys: Vec<String> = source.keys().filter(limits).cloned().collect();
        for key in keys {
            source.shift_remove(&key);
            self.lost.push(format!("`{key}` seems to restrict tools, but is not supported"));
        }
    }

    fn show(&mut self, key: &str, list: &Value) {
        let Some(names) = self.names(key, list) else { return };
        if names.iter().any(|name| name == "*") {
            return;
        }
        if self.shown.replace(names).is_some() {
            self.lost.push(format!("`{key}` is a second list of allowed tools"));
        }
    }

    fn hide(&mut self, key: &str, list: &Value) {
        if let Some(names) = self.names(key, list) {
            self.hidden.extend(names);
        }
    }

    /// Reads `toolFilter` of mcp-proxy: a mode and a list.
    fn read_mode(&mut self, source: &mut Map<String, Value>) {
        let nested = source
            .get_mut("options")
            .and_then(Value::as_object_mut)
            .and_then(|options| options.shift_remove("toolFilter"));
        let Some(filter) = source.shift_remove("toolFilter").or(nested) else { return };
        let list = filter.get("list").cloned().unwrap_or_default();
        match filter.get("mode").and_then(Value::as_str).map(str::to_lowercase).as_deref() {
            Some("allow") => self.show("toolFilter", &list),
            Some("block" | "deny") => self.hide("toolFilter", &list),
            None if filter.is_null() => {}
            _ => self.lost.push("`toolFilter` has an unknown mode".into()),
        }
    }

    /// Reads names and patterns with `*`; Gemini's may have arguments in parentheses.
    fn names(&mut self, key: &str, list: &Value) -> Option<Vec<String>> {
        let name = |value: &Value| {
            let name = value.as_str()?.split('(').next()?.trim().to_owned();
            let plain = |c: char| !"?[]{}!^$|\\".contains(c) && !c.is_whitespace();
            (!name.is_empty() && name.chars().all(plain)).then_some(name)
        };
        let names = list.as_array().and_then(|list| list.iter().map(name).collect());
        if names.is_none() {
            let why = if key.is_empty() {
                format!("the tool name pattern {list} cannot be converted")
            } else {
                format!(
                    "`{key}` cannot be converted: it is not a list of names and patterns with `*`"
                )
            };
            self.lost.push(why);
        }
        names
    }

    fn write(&mut self, entry: &mut Map<String, Value>) {
        if let Some(shown) = self.shown.take() {
            entry.insert("allowedTools".into(), shown.into());
        }
        for name in std::mem::take(&mut self.hidden) {
            if filter::is_pattern(&name) {
                let list = entry.entry("excludedTools").or_insert_with(|| json!([]));
                if let Some(list) = list.as_array_mut() {
                    list.push(name.into());
                }
            } else {
                let tools = entry.entry("tools").or_insert_with(|| json!({}));
                if let Some(tools) = tools.as_object_mut() {
                    let rule = tools.entry(name).or_insert_with(|| json!({}));
                    rule["enabled"] = false.into();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: Value, expected: &Value, expected_lost: &[&str]) {
        let Value::Object(mut source) = source else { unreachable!() };
        let mut entry = Map::new();
        let lost = carry(&mut source, &mut entry, &mut Vec::new());
        assert_eq!(Value::Object(entry), *expected);
        assert_eq!(lost, expected_lost);
    }

    #[test]
    fn allow_lists_are_converted() {
        for key in ["tools", "includeTools", "enabled_tools", "allowedTools", "allow_tools"] {
            check(json!({ key: ["a", "t*"] }), &json!({"allowedTools": ["a", "t*"]}), &[]);
            check(json!({ key: [] }), &json!({"allowedTools": []}), &[]);
            check(json!({ key: ["*"] }), &json!({}), &[]);
            check(json!({ key: null }), &json!({}), &[]);
        }
        check(json!({"available_tools": []}), &json!({}), &[]);
        check(json!({"includeTools": ["read(path)"]}), &json!({"allowedTools": ["read"]}), &[]);
        let off = json!({"tools": {"a": {"enabled": false}}, "excludedTools": ["t*", "*"]});
        check(json!({"excludeTools": ["a", "t*", "*"]}), &off, &[]);
        let filter = |mode: &str| json!({ "mode": mode, "list": ["a"] });
        let block = json!({"tools": {"a": {"enabled": false}}});
        check(json!({"options": {"toolFilter": filter("block")}}), &block, &[]);
        check(json!({"toolFilter": filter("allow")}), &json!({"allowedTools": ["a"]}), &[]);
    }

    #[test]
    fn per_tool_switches_are_read_in_both_forms() {
        check(json!({"tools": {"*": false, "a": true}}), &json!({"allowedTools": ["a"]}), &[]);
        check(json!({"tools": {"*": false}}), &json!({"allowedTools": []}), &[]);
        let off = json!({"tools": {"a": {"enabled": false}}, "excludedTools": ["b*"]});
        check(json!({"tools": {"a": false, "b*": false, "c": true}}), &off, &[]);
        let off = json!({"tools": {"*": {"enabled": false}, "a": {"enabled": true}, "b": {}}});
        check(off, &json!({"tools": {"a": {"enabled": true}}, "allowedTools": ["a"]}), &[]);
        let off = json!({"tools": {"t*": {"enabled": false}}});
        check(off, &json!({"excludedTools": ["t*"]}), &[]);
        let ours = json!({"tools": {"a": {"description": "d"}}});
        let theirs = json!({"tools": {"a": {"description": "d", "approval_mode": "prompt"}}});
        check(theirs, &ours, &[]);
    }

    #[test]
    fn an_inconvertible_filter_is_reported() {
        let lost = "`tools` cannot be converted: it is not a list of names and patterns with `*`";
        for odd in [json!("a"), json!([1]), json!(["a?"]), json!(["/^a/", "b|c"]), json!(true)] {
            check(json!({ "tools": odd }), &json!({}), &[lost]);
        }
        for key in ["toolsDenylist", "toolWhitelist", "tool_restrictions", "denylist"] {
            let lost = format!("`{key}` seems to restrict tools, but is not supported");
            check(json!({ key: ["a"] }), &json!({}), &[&lost]);
        }
        check(json!({"alwaysAllowTools": ["a"]}), &json!({}), &[]);
        let odd = json!({"toolFilter": {"mode": "some", "list": []}});
        check(odd, &json!({}), &["`toolFilter` has an unknown mode"]);
        check(
            json!({"tools": ["a"], "includeTools": ["b"]}),
            &json!({"allowedTools": ["b"]}),
            &["`includeTools` is a second list of allowed tools"],
        );
    }

    #[test]
    fn a_prefixed_pattern_applies_to_its_server() {
        let of = |pattern: &str| {
            let mut entry = Map::new();
            hide_prefixed(&mut entry, "s_", pattern).map(|()| Value::Object(entry))
        };
        assert_eq!(of("s_rm"), Ok(json!({"tools": {"rm": {"enabled": false}}})));
        assert_eq!(of("s_r*"), Ok(json!({"excludedTools": ["r*"]})));
        assert_eq!(of("s*"), Ok(json!({"excludedTools": ["*"]})));
        assert_eq!(of("*rm"), Ok(json!({"excludedTools": ["*rm"]})));
        assert_eq!(of("other_rm"), Ok(json!({})));
        assert!(of("s_[ab]").is_err());
    }
}
