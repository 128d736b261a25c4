//! References to variables: converts the syntax of every client to `${NAME}`.

/// Variables that only an editor can expand.
pub(super) const EDITOR_VARIABLES: [&str; 7] = [
    "workspaceFolder",
    "workspaceFolderBasename",
    "workspaceRoot",
    "userHome",
    "pathSeparator",
    "cwd",
    "extensionPath",
];

/// Rewrites the references in `text`. Adds a note for each that cannot be converted.
pub(crate) fn translate(text: &str, notes: &mut Vec<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, found, after)) = next(rest) {
        out.push_str(before);
        out.push_str(&replacement(found, notes));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Finds the next reference in another syntax; returns the text before it, itself, and the text
/// after it.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    let open = |mark: &str, close: &str| {
        let start = text.find(mark)?;
        let length = text[start..].find(close)? + close.len();
        Some((start, length))
    };
    let dollar_env = text.find("$env:").map(|start| {
        let name = &text[start + 5..];
        let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        (start, 5 + end.unwrap_or(name.len()))
    });
    let percent = is_percent_variable(text).then_some((0, text.len()));
    let found = [
        open("${{", "}}"),
        open("${", "}"),
        open("{env:", "}"),
        open("{file:", "}"),
        dollar_env,
        percent,
    ];
    // If two start at the same position, the longer one comes first.
    let (start, length) = found.into_iter().flatten().min_by_key(|(start, _)| *start)?;
    Some((&text[..start], &text[start..start + length], &text[start + length..]))
}

/// Returns whether the whole value is `%NAME%`. Inside other text a percent sign is too common.
fn is_percent_variable(text: &str) -> bool {
    text.strip_prefix('%').and_then(|text| text.strip_suffix('%')).is_some_and(is_name)
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn replacement(found: &str, notes: &mut Vec<String>) -> String {
    let inner = found.trim_start_matches(['$', '{', '%']).trim_end_matches(['}', '%']).trim();
    let (kind, name) = inner.split_once(':').unwrap_or(("", inner));
    let mut note = |text: String| {
        if !notes.contains(&text) {
            notes.push(text);
        }
    };
    match kind {
        // `${NAME:-default}` is our own syntax.
        _ if name.starts_with('-') && is_name(kind) => found.to_owned(),
        "env" => format!("${{{}}}", name.trim()),
        "input" => {
            let variable = crate::settings::secrets::locate::variable_name(&[name]);
            note(format!("set {variable}: it replaces the input `{name}`"));
            format!("${{{variable}}}")
        }
        "" => match inner {
            "userHome" => "${HOME}".into(),
            "pathSeparator" | "/" => "/".into(),
            _ if inner.starts_with("secrets.") => {
                format!("${{{}}}", inner["secrets.".len()..].trim())
            }
            _ if is_name(inner) && inner.chars().any(|c| c.is_ascii_lowercase()) => {
                if EDITOR_VARIABLES.contains(&inner) {
                    note(format!("`{found}` is only expanded by the editor"));
                }
                found.to_owned()
            }
            _ if inner.starts_with("CLAUDE_PLUGIN_") => {
                note(format!("`{found}` is only expanded by Claude Code"));
                found.to_owned()
            }
            _ if is_percent_variable(found) => format!("${{{inner}}}"),
            _ => found.to_owned(),
        },
        _ => {
            note(format!("`{found}` cannot be converted and is kept"));
            found.to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_syntax_is_converted() {
        let check = |text: &str, expected: &str, expected_notes: &[&str]| {
            let mut notes = Vec::new();
            assert_eq!(translate(text, &mut notes), expected);
            assert_eq!(notes, expected_notes, "{text}");
        };
        check("${env:TOKEN}", "${TOKEN}", &[]);
        check("Bearer {env:TOKEN}!", "Bearer ${TOKEN}!", &[]);
        check("${{ secrets.KEY }}", "${KEY}", &[]);
        check("%TOKEN%", "${TOKEN}", &[]);
        check("100%25%20", "100%25%20", &[]);
        check("$env:TOKEN/x", "${TOKEN}/x", &[]);
        check("${userHome}/a${/}b", "${HOME}/a/b", &[]);
        check("${A}${B:-c}$D", "${A}${B:-c}$D", &[]);
        check("${input:api-key}", "${API_KEY}", &["set API_KEY: it replaces the input `api-key`"]);
        check(
            "${file:/run/x}",
            "${file:/run/x}",
            &["`${file:/run/x}` cannot be converted and is kept"],
        );
        check(
            "${workspaceFolder}/x",
            "${workspaceFolder}/x",
            &["`${workspaceFolder}` is only expanded by the editor"],
        );
        check(
            "${CLAUDE_PLUGIN_ROOT}/x",
            "${CLAUDE_PLUGIN_ROOT}/x",
            &["`${CLAUDE_PLUGIN_ROOT}` is only expanded by Claude Code"],
        );
        check("${unclosed", "${unclosed", &[]);
    }
}
