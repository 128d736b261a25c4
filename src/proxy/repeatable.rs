//! Decides which requests may be sent again although the server may have executed them: read-only
//! methods, and tools that the server declares safe to repeat.

use crate::protocol::json;

/// Methods that only read.
const READING: [&str; 12] = [
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
pub(crate) fn is_reading(method: &str) -> bool {
    READING.contains(&method)
}

/// Whether a tool declares that it changes nothing (`readOnlyHint`) or that a second call changes
/// nothing more (`idempotentHint`). `tool` is its raw JSON object from the server's list.
pub(crate) fn is_declared(tool: &str) -> bool {
    let Some(annotations) = json::get(tool, &(0..tool.len()), "annotations") else { return false };
    let says = |hint| json::get(tool, &annotations, hint).is_some_and(|span| &tool[span] == "true");
    says("readOnlyHint") || says("idempotentHint")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_may_act_and_an_unknown_method_too() {
        for method in ["tools/call", "tasks/cancel", "x/y", "logging/setLevel", ""] {
            assert!(!is_reading(method), "{method}");
        }
        assert!(READING.iter().all(|method| is_reading(method)));
    }

    #[test]
    fn only_a_hint_that_is_true_counts() {
        let declared = |annotations: &str| {
            is_declared(&format!(
                r#"{{"name":"t","readOnlyHint":true,"annotations":{annotations}}}"#
            ))
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
        assert!(!is_declared(r#"{"name":"t"}"#));
    }
}
