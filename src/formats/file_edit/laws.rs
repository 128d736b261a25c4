//! Laws of the edits, on random files: what was inserted is read, the rest stays, and taking it out
//! gives the same bytes.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::clients::all;
use crate::formats::file_edit::edit::{entries, insert, read, remove, replace};
use crate::formats::file_edit::fault::Fault;

/// Returns the text with the line breaks, the byte order mark and the end of another system.
fn dress(text: &str, crlf: bool, mark: bool, ends: bool) -> String {
    let text = if ends { text.to_owned() } else { text.trim_end().to_owned() };
    let text = if crlf { text.replace('\n', "\r\n") } else { text };
    if mark { format!("\u{feff}{text}") } else { text }
}

fn json_text() -> impl Strategy<Value = String> {
    let unit = prop_oneof![Just("  "), Just("    "), Just("\t"), Just(" ")];
    let comment = prop_oneof![Just(""), Just(" // why"), Just(" /* so */")];
    let shape = 0..6_usize;
    (unit, comment, shape, "[a-z]{1,6}").prop_map(|(unit, comment, shape, word)| match shape {
        0 => "{}\n".to_owned(),
        1 => format!("{{{comment}\n{unit}\"{word}\": [1, 2]\n}}\n"),
        2 => format!("{{\n{unit}\"KEY\": {{}}, \"z\": null{comment}\n}}\n"),
        3 => format!(
            "{{\n{unit}\"KEY\": {{{comment}\n{unit}{unit}\"{word}\": {{ \"command\" : \"x\" }}\n{unit}}}\n}}\n"
        ),
        4 => format!("{{\"KEY\": {{\"{word}\": {{\"command\": \"x\", \"odd\": 1.50}}}}}}\n"),
        _ => format!("{{\n\n{unit}\"a\" : true,\n{unit}\"KEY\": {{\n{unit}}}\n\n}}\n\n"),
    })
}

fn toml_text() -> impl Strategy<Value = String> {
    let comment = prop_oneof![Just(""), Just(" # why")];
    (comment, 0..6_usize, "[a-z]{1,6}").prop_map(|(comment, shape, word)| match shape {
        0 => format!("# head\n\nmodel = \"{word}\"{comment}\n"),
        1 => format!("[mcp_servers.{word}]{comment}\ncommand = 'x'\nargs = [\n  'a', # b\n]\n"),
        2 => format!("mcp_servers = {{ {word} = {{ command = \"x\" }} }}{comment}\n"),
        3 => {
            format!("[mcp_servers]{comment}\n\n[mcp_servers.\"{word}\"]\nurl = \"u\"\n\n[z]\na=1\n")
        }
        4 => format!("mcp_servers.{word}.command = \"x\"{comment}\n\n\n"),
        _ => format!("a = \"\"\"\n[mcp_servers.{word}]\n\"\"\"{comment}\n"),
    })
}

fn yaml_text() -> impl Strategy<Value = String> {
    let comment = prop_oneof![Just(""), Just(" # why")];
    (comment, 0..6_usize, "[a-z]{2,6}x").prop_map(|(comment, shape, word)| match shape {
        0 => format!("# head\n\nmodel: {word}{comment}\n"),
        1 => format!("extensions:{comment}\n  {word}:\n    cmd: x{comment}\n    args:\n    - a\n"),
        2 => format!("a: 1\nextensions: {{{word}: {{cmd: x}}}}{comment}\nz: 2\n"),
        3 => format!("extensions:\n      {word}: {{cmd: x}}\n\n# tail\nz: |\n  one\n\n  two\n"),
        4 => format!("---\nextensions:\n  {word}:\n    cmd: >-\n      one\n      two\n"),
        _ => format!("extensions: {{}}{comment}\n{word}: [1, 2]\n"),
    })
}

fn entry_of() -> impl Strategy<Value = Value> {
    let text = "[ -~äß日]{0,12}";
    (text, proptest::collection::vec(text, 0..4), text).prop_map(|(command, args, value)| {
        json!({"command": command, "args": args, "env": {"K": value}, "on": true, "n": 30})
    })
}

fn check(id: &str, text: &str, entry: &Value, other: &Value) {
    let client = all::find(id).unwrap();
    let before = read(text, client.syntax).unwrap();
    let known = entries(client, &before);
    let new = insert(text, client, "mcp hub", entry).unwrap();
    let after = read(&new.text, client.syntax).unwrap();
    let mut expected = known;
    expected.insert("mcp hub".into(), entry.clone());
    assert_eq!(entries(client, &after), expected, "{}", new.text);
    assert_eq!(remove(&new.text, client, "mcp hub", new.known).unwrap(), text, "{}", new.text);
    let replaced = replace(&new.text, client, "mcp hub", other).unwrap();
    assert_eq!(remove(&replaced, client, "mcp hub", new.known).unwrap(), text, "{replaced}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(50))]

    #[test]
    fn an_insertion_into_json_can_be_taken_out(
        text in json_text(), crlf: bool, mark: bool, ends: bool,
        entry in entry_of(), other in entry_of(),
    ) {
        for id in ["cursor", "zed", "opencode", "vscode"] {
            let key = all::find(id).unwrap().key[0];
            check(id, &dress(&text.replace("KEY", key), crlf, mark, ends), &entry, &other);
        }
    }

    #[test]
    fn an_insertion_into_toml_can_be_taken_out(
        text in toml_text(), crlf: bool, ends: bool, entry in entry_of(), other in entry_of(),
    ) {
        check("codex", &dress(&text, crlf, false, ends), &entry, &other);
    }

    #[test]
    fn an_insertion_into_yaml_can_be_taken_out(
        text in yaml_text(), crlf: bool, ends: bool, entry in entry_of(), other in entry_of(),
    ) {
        check("goose", &dress(&text, crlf, false, ends), &entry, &other);
    }

    #[test]
    fn no_text_causes_a_panic_or_a_loss(text in "(?s)[-a-z:={}\\[\\]\"',#\n ]{0,40}") {
        for id in ["cursor", "codex", "vibe", "goose", "continue"] {
            let client = all::find(id).unwrap();
            if let Ok(new) = insert(&text, client, "a", &json!({"command": "x"})) {
                prop_assert!(remove(&new.text, client, "a", new.known).is_ok());
            }
        }
    }
}

#[test]
fn an_empty_file_becomes_whole_and_a_broken_one_is_refused() {
    for (id, broken) in [("cursor", "{ broken"), ("codex", "a = ["), ("goose", "a: [")] {
        let client = all::find(id).unwrap();
        let entry = json!({"command": "x"});
        let new = insert("", client, "a", &entry).unwrap();
        assert_eq!(entries(client, &read(&new.text, client.syntax).unwrap())["a"], entry);
        let refused = insert(broken, client, "a", &entry);
        assert!(matches!(refused, Err(Fault::Syntax(_))), "{refused:?}");
    }
}
