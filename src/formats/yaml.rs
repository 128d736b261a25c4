//! Text in YAML: Goose, Continue, and Docker's catalogs.

use serde_json::Value;

/// Maximum number of nodes, with aliases expanded.
const NODES_MAX: usize = 200_000;

/// Returns whether most lines of a text that is not JSON, except comments, are `key:`, `key: value`
/// or `- item`; in TOML and broken JSON they are not.
pub(super) fn is_yaml(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with(['{', '[', '"', '<']) {
        return false;
    }
    let is_content = |line: &&str| !line.is_empty() && !line.starts_with('#') && *line != "---";
    let lines: Vec<&str> = text.lines().map(str::trim).filter(is_content).collect();
    let is_line = |line: &&&str| line.starts_with("- ") || is_member(line);
    let yaml = lines.iter().filter(is_line).count();
    yaml > 0 && yaml * 2 > lines.len()
}

fn is_member(line: &str) -> bool {
    let Some((key, rest)) = line.split_once(':') else { return false };
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./@\"'".contains(c);
    let is_key = !key.is_empty() && key.chars().all(plain);
    is_key && (rest.is_empty() || rest.starts_with([' ', '\r']))
}

/// Parses the text.
///
/// # Errors
/// Returns one line, which does not quote the text.
pub(super) fn parse(text: &str) -> Result<Value, String> {
    let options = serde_saphyr::options! {
        strict_booleans: true,
        budget: serde_saphyr::budget! {
            max_nodes: NODES_MAX,
            max_events: 2 * NODES_MAX,
        },
    };
    serde_saphyr::from_str_with_options(text, options).map_err(|error| {
        let why = error.to_string();
        format!("it is not valid YAML: {}", why.lines().next().unwrap_or_default())
    })
}

/// Writes a value in YAML. Texts are quoted as in JSON, so that none is taken for another type.
pub(crate) fn write(value: &Value) -> String {
    let mut out = String::new();
    write_block(value, 0, &mut out);
    out
}

fn write_block(value: &Value, indent: usize, out: &mut String) {
    let margin = "  ".repeat(indent);
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (key, value) in members {
                out.extend([margin.as_str(), &plain_key(key), ":"]);
                write_inner(value, indent + 1, out);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                let mut block = String::new();
                write_block(item, indent + 1, &mut block);
                // The first line of the item stands behind the dash.
                out.extend([margin.as_str(), "- ", block.trim_start()]);
            }
        }
        scalar => out.extend([margin.as_str(), &scalar.to_string(), "\n"]),
    }
}

fn write_inner(value: &Value, indent: usize, out: &mut String) {
    let is_empty = match value {
        Value::Object(members) => members.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => true,
    };
    if is_empty {
        out.extend([" ", &value.to_string(), "\n"]);
    } else {
        out.push('\n');
        write_block(value, indent, out);
    }
}

/// Returns a key without quotes if no reader takes it for anything but a text.
fn plain_key(key: &str) -> String {
    let is_plain = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let lower = key.to_ascii_lowercase();
    let is_word = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(&&*lower);
    if is_plain && !is_word { key.to_owned() } else { Value::from(key).to_string() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn yaml_is_told_from_other_texts() {
        for text in [
            "extensions:\n  fetch:\n    cmd: uvx\n    args: [x]\n",
            "# c\nmcpServers:\n  a:\n    command: npx\n",
            "---\nname: x\nmcpServers:\n  - name: a\n    command: b\n",
        ] {
            assert!(is_yaml(text), "{text}");
        }
        for text in ["", "{", "nonsense", "[mcp_servers.a]\ncommand = \"x\"\n", "\"a\": {}", "<x/>"]
        {
            assert!(!is_yaml(text), "{text}");
        }
    }

    #[test]
    fn values_are_written_in_blocks() {
        let value = json!({"extensions": {"a b": {"cmd": "x", "args": ["-y", "no"], "envs": {}},
            "on": [{"name": "c", "n": [[1], []]}]}});
        let text = "extensions:\n  \"a b\":\n    cmd: \"x\"\n    args:\n      - \"-y\"\n      - \"no\"\n    \
                    envs: {}\n  \"on\":\n    - name: \"c\"\n      \"n\":\n        - - 1\n        - []\n";
        assert_eq!(write(&value), text);
        assert_eq!(parse(text).unwrap(), value);
    }

    #[test]
    fn aliases_have_a_limit_and_errors_do_not_quote_the_text() {
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for n in 1..9 {
            let inner = format!("*a{}, ", n - 1).repeat(10);
            let line = format!("a{n}: &a{n} [{inner}]\n");
            bomb.push_str(&line);
        }
        assert!(parse(&bomb).is_err());
        let error = parse("a: b\nkey: [sk-0123456789\n").unwrap_err();
        assert!(!error.contains("0123456789"), "{error}");
    }

    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i32>().prop_map(Value::from),
            "(?s).{0,8}".prop_map(Value::from),
            "[-a-z:#&*!|>'\"%@` \n]{0,8}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 24, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::vec(("[-a-zA-Z_ :0-9]{0,6}", inner), 0..5)
                    .prop_map(|members| members.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(value in values()) {
            // Control characters are not allowed in YAML, even quoted as JSON allows.
            prop_assume!(!value.to_string().chars().any(|c| c.is_control() || c == '\u{feff}'));
            prop_assert_eq!(parse(&write(&value)), Ok(value));
        }

        #[test]
        fn no_text_causes_a_panic(text in "(?s).{0,80}") {
            let _ = parse(&text);
        }
    }
}
