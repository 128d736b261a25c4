//! Generated tools of realistic size and shape, for benchmarks. Each returns its own name.

use serde_json::{Value, json};

const VERBS: [&str; 8] =
    ["create", "list", "update", "search", "archive", "export", "assign", "review"];
const NOUNS: [(&str, &str); 6] = [
    ("issue", "an issue of the tracker"),
    ("invoice", "an invoice of the accounts"),
    ("deployment", "a deployment of a service"),
    ("document", "a document of the wiki"),
    ("customer", "a customer of the shop"),
    ("calendar_event", "an event in the calendar"),
];

/// Returns the name of tool `number`, from 0.
fn name(number: usize) -> String {
    let (noun, _) = NOUNS[number / VERBS.len() % NOUNS.len()];
    format!("{}_{noun}_{number:03}", VERBS[number % VERBS.len()])
}

/// Returns the list entry of tool `number`.
pub(super) fn tool(number: usize) -> Value {
    let verb = VERBS[number % VERBS.len()];
    let (noun, what) = NOUNS[number / VERBS.len() % NOUNS.len()];
    json!({
        "name": name(number),
        "description": format!(
            "Use this to {verb} {what}. Pass the identifier if you know it, or else words to find \
             it by. Fields that are left out keep their values. Returns the {noun} after the \
             change."
        ),
        "inputSchema": {
            "type": "object",
            "properties": {
                "id": { "type": "string", "description": format!("Identifier of the {noun}.") },
                "query": { "type": "string", "description": "Words to find it by, best match first." },
                "state": { "type": "string", "enum": ["open", "waiting", "done"], "default": "open" },
                "limit": { "type": "integer", "minimum": 1, "maximum": 100, "default": 20 },
                "fields": {
                    "type": "object",
                    "description": "The values to set, by field.",
                    "properties": {
                        "title": { "type": "string", "maxLength": 200 },
                        "labels": { "type": "array", "items": { "type": "string" } },
                        "due": { "type": "string", "format": "date" }
                    },
                    "additionalProperties": false
                }
            },
            "required": ["query"]
        },
        "annotations": { "title": format!("{verb} {noun}"), "destructiveHint": false }
    })
}

/// Returns whether `requested` is one of the first `count` tools.
pub(super) fn is_tool(requested: &str, count: usize) -> bool {
    let number = requested.rsplit('_').next().and_then(|digits| digits.parse().ok());
    number.is_some_and(|number| number < count && name(number) == requested)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_listed_tools_are_callable() {
        let names: Vec<_> = (0..120).map(name).collect();
        assert_eq!(&names[..2], ["create_issue_000", "list_issue_001"]);
        assert!(names.iter().all(|name| is_tool(name, 120)));
        assert!(!is_tool(&names[100], 100));
        assert!(!is_tool("create_issue_0", 120));
        assert_eq!(tool(7)["name"], names[7]);
    }

    #[test]
    fn a_tool_has_a_realistic_size() {
        let sizes: Vec<_> = (0..48).map(|number| tool(number).to_string().len()).collect();
        assert!(sizes.iter().all(|size| (800..1200).contains(size)), "{sizes:?}");
    }
}
