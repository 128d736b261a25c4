//! MCP Apps: the UI resources that tools name. Source: ext-apps.

use crate::protocol::json;

/// Returns the UI resource that a tool's raw JSON names (MCP Apps).
pub(crate) fn ui_resource(tool: &str) -> Option<String> {
    if !tool.contains("resourceUri") {
        return None;
    }
    let meta = json::get(tool, &(0..tool.len()), "_meta")?;
    let nested = json::get(tool, &meta, "ui").and_then(|ui| json::get(tool, &ui, "resourceUri"));
    // Older apps use one flat key.
    let span = nested.or_else(|| json::get(tool, &meta, "ui/resourceUri"))?;
    Some(json::string(tool, &span)?.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_a_ui_resource_are_read() {
        for tool in [
            r#"{"name":"t","_meta":{"ui":{"resourceUri":"ui://a"}}}"#,
            r#"{"name":"t","_meta":{"ui/resourceUri":"ui://a"}}"#,
        ] {
            assert_eq!(ui_resource(tool).as_deref(), Some("ui://a"));
        }
        assert_eq!(ui_resource(r#"{"name":"t","description":"resourceUri"}"#), None);
    }
}
