//! Reads a text in a given format of servers, or in the detected one.

use serde_json::{Map, Value};

use crate::clients::all;
use crate::formats::shape::{Shape, Source, Unreadable, syntax};
use crate::formats::shapes::{codex, docker, goose, mcp_servers, opencode, registry, vscode, zed};
use crate::formats::{batch, entry, xml, yaml};

use crate::settings::text::tree::Tree;

/// Supported clients without a record; their format is detected.
const OTHERS: &[&str] = &["cherry-studio", "jan", "mcp-settings", "mcphub", "template"];

/// Returns whether a word is the name of a supported client.
pub(crate) fn is_client(word: &str) -> bool {
    OTHERS.contains(&word) || all::find(word).is_some()
}

/// Reads `text` in the given format, or in the detected one.
pub(crate) fn read(text: &str, from: Option<Shape>) -> Result<Source, Unreadable> {
    if from == Some(Shape::Codex) {
        return codex::read(text);
    }
    let mut notes = Vec::new();
    let value = match json(text) {
        Ok(value) => value,
        Err(_) if xml::is_xml(text) => {
            let invalid = |why| syntax(0..0, why);
            let (value, states) = xml::parse(text).map_err(invalid)?;
            notes.extend(states.iter().map(|name| {
                format!("`{name}` has only a state here; newer IDEs keep it in ~/.ai/mcp/mcp.json")
            }));
            value
        }
        Err(_) if yaml::is_yaml(text) => yaml::parse(text).map_err(|why| syntax(0..0, why))?,
        Err(_) if from.is_none() && text.contains("mcp_servers") => return codex::read(text),
        Err(finding) => return Err(finding),
    };
    let value = dev_container(&value).unwrap_or(value);
    let shape = from.or_else(|| shape_of(&value)).ok_or_else(|| Unreadable::Unrecognized {
        keys: value.as_object().map(|o| o.keys().cloned().collect()).unwrap_or_default(),
    })?;
    let none = Unreadable::NotOfShape(shape);
    // Of two servers with the same name only one is read.
    let duplicates = Tree::read(text).map(|(_, found)| found).unwrap_or_default();
    notes.extend(duplicates.into_iter().map(|found| found.message));
    let servers = match shape {
        Shape::McpServers => mcp_servers::read(&value, &mut notes),
        Shape::Vscode => vscode::read(&value, &mut notes),
        Shape::Zed => zed::read(&value),
        Shape::Opencode => opencode::read(&value, &mut notes),
        Shape::Goose => goose::read(&value, &mut notes),
        Shape::Docker => docker::read(&value),
        Shape::Batch => batch::read(&value),
        Shape::Registry => registry::read(&value).map(|one| vec![one]),
        Shape::Bare => value.as_object().map(entry::read_all),
        Shape::Codex => None,
    };
    let projects = match shape {
        Shape::McpServers => mcp_servers::read_projects(&value),
        _ => Vec::new(),
    };
    Ok(Source { shape, servers: servers.ok_or(none)?, notes, projects })
}

/// Returns the VS Code settings of a dev container.
fn dev_container(value: &Value) -> Option<Value> {
    value.get("customizations")?.get("vscode")?.get("mcp").filter(|mcp| mcp.is_object()).cloned()
}

/// Parses JSON with comments and trailing commas.
pub(crate) fn json(text: &str) -> Result<Value, Unreadable> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let parse = |text: &str| {
        jsonc_parser::parse_to_serde_value::<Value>(text, &jsonc_parser::ParseOptions::default())
    };
    let mut read = parse(text);
    // Documentation often shows a member without the surrounding braces.
    if read.as_ref().map_or(true, Value::is_string)
        && text.trim_start().starts_with('"')
        && let Ok(member) = parse(&format!("{{{text}}}"))
    {
        read = Ok(member);
    }
    match read {
        Ok(value) if !value.is_null() => Ok(value),
        Ok(_) => Err(syntax(0..0, "the text is empty".into())),
        Err(error) => Err(syntax(error.range().start..error.range().end, error.kind().to_string())),
    }
}

fn shape_of(value: &Value) -> Option<Shape> {
    let root = match value {
        Value::Array(_) => return Some(Shape::Batch),
        Value::Object(root) => root,
        _ => return None,
    };
    let is_object = |key: &str| root.get(key).is_some_and(Value::is_object);
    if mcp_servers::is_one(value) {
        return Some(Shape::McpServers);
    }
    if is_object("servers") {
        return Some(Shape::Vscode);
    }
    if root.get("servers").is_some_and(Value::is_array) {
        return Some(Shape::Batch);
    }
    if is_object("context_servers") {
        return Some(Shape::Zed);
    }
    if is_object("mcp") {
        return Some(Shape::Opencode);
    }
    if goose::is_one(value) {
        return Some(Shape::Goose);
    }
    if docker::is_one(value) {
        return Some(Shape::Docker);
    }
    if root.contains_key("packages") || root.contains_key("remotes") {
        return Some(Shape::Registry);
    }
    is_bare(root).then_some(Shape::Bare)
}

fn is_bare(root: &Map<String, Value>) -> bool {
    let mut entries = root.iter().filter(|(key, _)| *key != "$schema").peekable();
    entries.peek().is_some() && entries.all(|(_, value)| entry::looks_like_an_entry(value))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::formats::imported::Imported;

    /// Generates JSON with the keys that the readers look for.
    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (0..5000_i64).prop_map(Value::from),
            "[a-z${}:%/ ]{0,12}".prop_map(Value::from),
        ];
        let key = prop_oneof![
            Just("command"),
            Just("args"),
            Just("env"),
            Just("url"),
            Just("type"),
            Just("mcp"),
            Just("headers"),
            Just("servers"),
            Just("mcpServers"),
            Just("tools"),
            Just("timeout"),
            Just("packages"),
            Just("remotes"),
            Just("name"),
            Just("config"),
            Just("oauth"),
        ];
        leaf.prop_recursive(5, 40, 6, move |inner| {
            let members = prop::collection::vec((key.clone(), inner.clone()), 0..6);
            prop_oneof![
                prop::collection::vec(inner, 0..4).prop_map(Value::from),
                members.prop_map(|members| {
                    members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
                }),
            ]
        })
    }

    fn every_server_has_a_type(source: &Source) -> bool {
        let has = |key| move |server: &Imported| server.entry.get(key).is_some();
        source.servers.iter().flatten().all(|server| has("type")(server) || has("url")(server))
    }

    #[test]
    fn nested_servers_duplicates_and_yaml_are_detected() {
        let text =
            r#"{"customizations": {"vscode": {"mcp": {"servers": {"d": {"command": "x"}}}}}}"#;
        let source = read(text, None).unwrap();
        assert_eq!((source.shape, source.servers.len()), (Shape::Vscode, 1));
        let twice = r#"{"mcpServers": {"a": {"command": "x"}, "a": {"command": "y"}}}"#;
        assert_eq!(read(twice, None).unwrap().notes, ["the key `a` is duplicated"]);
        let member = read("\"mcpServers\": {\"a\": {\"command\": \"x\"}},", None).unwrap();
        assert_eq!(member.servers.len(), 1);
        let goose = read("extensions:\n  a:\n    cmd: x\n", None).unwrap();
        assert_eq!((goose.shape, goose.servers.len()), (Shape::Goose, 1));
        let continues =
            "mcpServers:\n  - name: a\n    command: x\n    env:\n      K: ${{ secrets.K }}\n";
        let source = read(continues, None).unwrap();
        let entry = &source.servers[0].as_ref().unwrap().entry;
        assert_eq!(entry["env"], serde_json::json!({"K": "${K}"}));
        let ide = "<application><component name=\"McpApplicationServerCommands\"><c>\
                   <option name=\"name\" value=\"a\"/><option name=\"programPath\" value=\"x\"/></c></component></application>";
        assert_eq!(read(ide, None).unwrap().servers.len(), 1);
    }

    #[test]
    fn an_import_may_deviate_from_json() {
        let plain = serde_json::json!({"a": "x", "n": [255, 1, 0.5]});
        // The flag tells whether a settings file may be written so too.
        for (what, text, in_settings) in [
            ("plain", r#"{"a": "x", "n": [255, 1, 0.5]}"#, true),
            ("byte order mark", "\u{feff}{\"a\": \"x\", \"n\": [255, 1, 0.5]}", true),
            ("comments", "// c\n{\"a\": /* d */ \"x\", \"n\": [255, 1, 0.5]} // e", true),
            ("trailing commas", r#"{"a": "x", "n": [255, 1, 0.5,],}"#, true),
            ("missing commas", r#"{"a": "x" "n": [255 1 0.5]}"#, false),
            ("single quotes", r#"{'a': 'x', "n": [255, 1, 0.5]}"#, false),
            ("keys without quotes", r#"{a: "x", n: [255, 1, 0.5]}"#, false),
            ("numbers of JSON5", r#"{"a": "x", "n": [0xFF, +1, .5]}"#, false),
            ("escapes of JSON5", r#"{"a": "\x78", "n": [255, 1, 0.5]}"#, false),
            ("a member alone", r#""a": "x", "n": [255, 1, 0.5],"#, false),
        ] {
            assert_eq!(json(text).as_ref(), Ok(&plain), "{what}");
            assert_eq!(Tree::read(text).is_ok(), in_settings, "{what}");
        }
    }

    #[test]
    fn defaults_of_inputs_are_used() {
        let text = r#"{
            "inputs": [
                {"id": "region", "type": "pickString", "options": ["eu", "us"], "default": "eu"},
                {"id": "key", "type": "promptString", "description": "The key"},
                {"id": "where", "type": "command"},
            ],
            "servers": {"s": {"url": "https://${input:region}.a/mcp", "type": "http",
                "headers": {"K": "${input:key}", "W": "${input:where}"}}},
        }"#;
        let source = read(text, None).unwrap();
        let notes = ["KEY: The key", "WHERE is set by a command of the editor; set it here"];
        assert_eq!(source.notes, notes);
        let server = source.servers[0].as_ref().unwrap();
        let entry = serde_json::json!({
            "type": "streamable-http", "url": "https://${REGION:-eu}.a/mcp",
            "headers": {"K": "${KEY}", "W": "${WHERE}"},
        });
        assert_eq!(Value::Object(server.entry.clone()), entry);
    }

    proptest! {
        #[test]
        fn no_text_causes_a_panic(text in "(?s).{0,60}") {
            for (shape, _) in Shape::ALL {
                let _ = read(&text, Some(*shape));
            }
            let _ = read(&text, None);
        }

        #[test]
        fn whatever_is_read_has_a_type_or_a_url(value in values()) {
            for shape in Shape::ALL.iter().map(|(shape, _)| Some(*shape)).chain([None]) {
                if let Ok(source) = read(&value.to_string(), shape) {
                    prop_assert!(every_server_has_a_type(&source), "{:?}", source);
                }
            }
        }
    }
}
