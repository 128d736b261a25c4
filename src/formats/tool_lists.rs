//! The lists of tools in the entries of other clients.

use serde_json::{Map, Value, json};

use crate::settings::model::filter;

/// The lists of tools in a client's entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lists {
    Never,
    /// `includeTools` and `excludeTools`.
    Both,
    /// `tools`, which is required.
    Shown,
}

impl Lists {
    /// Adds the lists of our server to a client's entry, and to `left` the restrictions that it does
    /// not support.
    pub(super) fn write(
        self,
        server: &Map<String, Value>,
        entry: &mut Map<String, Value>,
        left: &mut Vec<String>,
    ) {
        if self == Self::Never {
            return;
        }
        let list = |key: &str| -> Option<Vec<String>> {
            let list = server.get(key)?.as_array()?.iter().filter_map(Value::as_str);
            Some(list.map(str::to_owned).collect())
        };
        let shown = list("allowedTools");
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
        match self {
            Self::Both => {
                if let Some(shown) = shown {
                    entry.insert("includeTools".into(), names(shown));
                }
                if !hidden.is_empty() {
                    entry.insert("excludeTools".into(), names(hidden));
                }
            }
            Self::Shown => {
                if !hidden.is_empty() {
                    left.push("disabled tools".into());
                }
                let tools = shown.map_or_else(|| json!(["*"]), names);
                entry.insert("tools".into(), tools);
            }
            Self::Never => {}
        }
    }
}
