//! Formats that are recognized but not supported, so that the error can name them.

/// Returns the name of the format if the text, which is not JSON, is in one of these.
pub(in crate::formats) fn format_name(text: &str) -> Option<String> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('<') {
        let jetbrains = ["McpServer", "mcpServer", "<application", "<project"];
        let client =
            if jetbrains.iter().any(|word| text.contains(word)) { " (JetBrains?)" } else { "" };
        return Some(format!("it looks like XML{client}"));
    }
    let keys: Vec<&str> = text.lines().filter_map(top_key).collect();
    let client = match () {
        () if !is_yaml(text) => return None,
        () if keys.contains(&"extensions") => " (Goose?)",
        () if keys.contains(&"registry") => " (Docker catalog?)",
        () if keys.contains(&"mcpServers") && keys.contains(&"models") => " (Continue?)",
        () if keys.contains(&"mcpServers") && keys.contains(&"schema") => " (Continue?)",
        () if keys.contains(&"mcpServers") => " (Continue or LibreChat?)",
        () => "",
    };
    Some(format!("it looks like YAML{client}"))
}

/// Returns whether most lines, except comments, are `key:`, `key: value` or `- item`; in TOML and
/// JSON they are not.
fn is_yaml(text: &str) -> bool {
    if text.starts_with(['{', '[', '"']) {
        return false;
    }
    let is_content = |line: &&str| !line.is_empty() && !line.starts_with('#') && *line != "---";
    let lines: Vec<&str> = text.lines().map(str::trim).filter(is_content).collect();
    let yaml = lines.iter().filter(|line| line.starts_with("- ") || key_of(line).is_some()).count();
    yaml > 0 && yaml * 2 > lines.len()
}

/// Returns the key at the start of a line without indentation.
fn top_key(line: &str) -> Option<&str> {
    if line.starts_with(char::is_whitespace) { None } else { key_of(line) }
}

fn key_of(line: &str) -> Option<&str> {
    let (key, rest) = line.split_once(':')?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./@\"'".contains(c);
    let is_key = !key.is_empty() && key.chars().all(plain);
    (is_key && (rest.is_empty() || rest.starts_with([' ', '\r']))).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::format_name;

    #[test]
    fn unsupported_formats_are_named() {
        for (text, what) in [
            ("extensions:\n  fetch:\n    cmd: uvx\n    args: [x]\n", "it looks like YAML (Goose?)"),
            ("name: x\nschema: v1\nmcpServers:\n  - name: a\n", "it looks like YAML (Continue?)"),
            (
                "# c\nmcpServers:\n  a:\n    command: npx\n",
                "it looks like YAML (Continue or LibreChat?)",
            ),
            ("registry:\n  a:\n    title: A\n", "it looks like YAML (Docker catalog?)"),
            ("a: b\n", "it looks like YAML"),
            ("<application>\n <component name=\"McpServers\"/>", "it looks like XML (JetBrains?)"),
            ("<x/>", "it looks like XML"),
        ] {
            assert_eq!(format_name(text).as_deref(), Some(what), "{text}");
        }
        for text in ["", "{", "nonsense", "[mcp_servers.a]\ncommand = \"x\"\n", "\"a\": {}", "a:b"]
        {
            assert_eq!(format_name(text), None, "{text}");
        }
    }
}
