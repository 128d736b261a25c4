//! Derives tool and argument names if the document has none or if clients would reject them.

use std::collections::HashSet;

/// Maximum length of a tool name in characters (MCP 2025-11-25, server/tools).
pub(crate) const NAME_MAX: usize = 128;

/// Returns the name of an operation without an `operationId`.
pub(crate) fn name_of(method: &str, path: &str) -> String {
    let mut plain = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((_, after)) = after.split_once('}') else { break };
        plain.push_str(before);
        rest = after;
    }
    plain.push_str(rest);
    plain.retain(|c| c.is_ascii_alphanumeric() || c == '_' || c == '/');
    let segments: Vec<_> = plain.split('/').filter(|segment| !segment.is_empty()).collect();
    let name = segments.join("_").to_ascii_lowercase();
    let name = if name.is_empty() { "root" } else { &name };
    legal(&format!("{method}_{name}"), NAME_MAX, "_")
}

/// Replaces the characters that clients reject.
pub(crate) fn legal(name: &str, length_max: usize, marks: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || marks.contains(c);
    let folded: String = name.chars().map(|c| if fits(c) { c } else { '_' }).collect();
    let trimmed = if folded == name { folded.as_str() } else { folded.trim_matches('_') };
    let name = if trimmed.is_empty() { "_" } else { trimmed };
    name.chars().take(length_max).collect()
}

/// Returns the name, with the smallest number appended that makes it unique.
pub(crate) fn unique(taken: &HashSet<String>, name: String) -> String {
    if !taken.contains(&name) {
        return name;
    }
    let numbered = (1..).map(|n| format!("{name}{n}"));
    numbered.into_iter().find(|name| !taken.contains(name)).unwrap_or(name)
}
