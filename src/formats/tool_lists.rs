//! The lists of tools in the entries of other clients.

use serde_json::{Map, Value};

use crate::clients::record::ToolLists;
use crate::settings::model::filter;

/// Returns whether the client has a list of tools.
pub(super) fn is_known(lists: ToolLists) -> bool {
    lists.shown.is_some() || lists.hidden.is_some()
}

/// Adds the lists of our server to a client's entry, and to `left` the restrictions that it does
/// not support.
pub(super) fn write(
    lists: ToolLists,
    server: &Map<String, Value>,
    entry: &mut Map<String, Value>,
    left: &mut Vec<String>,
) {
    if !is_known(lists) {
        return;
    }
    let list = |key: &str| -> Option<Vec<String>> {
        let list = server.get(key)?.as_array()?.iter().filter_map(Value::as_str);
        Some(list.map(str::to_owned).collect())
    };
    let shown = list("allowedTools").filter(|_| lists.shown.is_some());
    let mut hidden = list("excludedTools").unwrap_or_default();
    let tools = server.get("tools").and_then(Value::as_object).into_iter().flatten();
    let off = |tool: &Value| tool.get("enabled") == Some(&Value::Bool(false));
    hidden.extend(tools.filter(|(_, tool)| off(tool)).map(|(name, _)| name.clone()));
    let mut all = shown.iter().flatten().chain(&hidden);
    if all.any(|name| filter::is_pattern(name)) {
        left.push("tool name patterns".into());
    }
    let names = |list: Vec<String>| -> Value {
        list.into_iter().filter(|name| !filter::is_pattern(name)).collect()
    };
    if let (Some(key), Some(shown)) = (lists.shown, shown) {
        entry.insert(key.into(), names(shown));
    }
    if !hidden.is_empty() {
        match lists.hidden {
            Some(key) => {
                entry.insert(key.into(), names(hidden));
            }
            None => left.push("disabled tools".into()),
        }
    }
}
