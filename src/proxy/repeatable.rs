//! Decides which requests may be sent again although the server may have executed them: read-only
//! methods, and tools that the server declares safe to repeat.

use crate::protocol::json;

/// Methods that only read.
const READ_ONLY_METHODS: [&str; 12] = [
    "completion/complete",
    "ping",
    "prompts/get",
    "prompts/list",
    "resources/list",
    "resources/read",
    "resources/templates/list",
    "server/discover",
    "tasks/get",
    "tasks/list",
    "tasks/result",
    "tools/list",
];

/// Whether requests with this method change nothing, whatever their parameters.
pub(crate) fn is_read_only(method: &str) -> bool {
    READ_ONLY_METHODS.contains(&method)
}

/// What a server declares about a tool.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ToolHints {
    /// It changes nothing (`readOnlyHint`).
    pub(crate) read_only: bool,
    /// It may be called again: it is read-only, or a second call changes nothing more
    /// (`idempotentHint`).
    pub(crate) repeatable: bool,
}

/// Reads the hints of a tool. `tool` is its raw JSON object from the server's list.
pub(crate) fn hints(tool: &str) -> ToolHints {
    let annotations = json::get(tool, &(0..tool.len()), "annotations");
    let Some(annotations) = annotations else { return ToolHints::default() };
    let is_set =
        |hint| json::get(tool, &annotations, hint).is_some_and(|span| &tool[span] == "true");
    let read_only = is_set("readOnlyHint");
    ToolHints { read_only, repeatable: read_only || is_set("idempotentHint") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_and_unknown_methods_are_not_read_only() {
        for method in ["tools/call", "tasks/cancel", "x/y", "logging/setLevel", ""] {
            assert!(!is_read_only(method), "{method}");
        }
        assert!(READ_ONLY_METHODS.iter().all(|method| is_read_only(method)));
    }

    #[test]
    fn only_a_true_hint_counts() {
        let declared = |annotations: &str| {
            hints(&format!(r#"{{"name":"t","readOnlyHint":true,"annotations":{annotations}}}"#))
                .repeatable
        };
        assert!(declared(r#"{"readOnlyHint": true}"#));
        assert!(declared(r#"{"destructiveHint":true,"idempotentHint":true}"#));
        for no in [
            "{}",
            "null",
            "true",
            r#"["readOnlyHint"]"#,
            r#"{"readOnlyHint":false,"idempotentHint":null}"#,
            r#"{"readOnlyHint":"true"}"#,
            r#"{"x":{"readOnlyHint":true}}"#,
            r#"{"openWorldHint":true}"#,
        ] {
            assert!(!declared(no), "{no}");
        }
        assert_eq!(hints(r#"{"name":"t"}"#), ToolHints::default());
    }
}
