//! `[{"name": …, "config": {…}}]` and `{"servers": […]}`: the lists of servers in MCPHub's REST
//! API.

use serde_json::Value;

use crate::formats::entry;
use crate::formats::imported::{Read, Rejected};

/// Returns whether a value is a list of servers, each an object.
pub(super) fn is_list(value: &Value) -> bool {
    value.as_array().is_some_and(|list| !list.is_empty() && list.iter().all(Value::is_object))
}

/// Returns the servers, or `None` if there is no list.
pub(crate) fn read(root: &Value) -> Option<Vec<Read>> {
    let list = root.as_array().or_else(|| root.get("servers")?.as_array())?;
    Some(list.iter().enumerate().map(|(index, item)| read_one(index, item)).collect())
}

fn read_one(index: usize, item: &Value) -> Read {
    let Some(name) = item.get("name").and_then(Value::as_str) else {
        let name = format!("#{}", index + 1);
        return Err(Rejected { name, why: "has no `name`".into() });
    };
    if let Some(config) = item.get("config") {
        return entry::read(name, config);
    }
    // Lists of Mistral and VS Code have the fields beside the name.
    let mut fields = item.clone();
    if let Some(fields) = fields.as_object_mut() {
        fields.shift_remove("name");
    }
    entry::read(name, &fields)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_bad_item_does_not_stop_the_others() {
        let root = json!({"servers": [
            {"name": "a", "config": {"command": "x"}},
            {"config": {"command": "x"}},
            {"name": "c", "url": "https://a"},
        ]});
        let servers = read(&root).unwrap();
        assert!(servers[0].is_ok());
        assert_eq!(servers[1].as_ref().unwrap_err().name, "#2");
        assert_eq!(servers[2].as_ref().unwrap().entry["url"], "https://a");
    }
}
