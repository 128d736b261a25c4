//! Masks secrets before text is shown.

use std::collections::BTreeSet;
use std::ops::Range;

use serde_json::{Map, Value, json};

use crate::settings::schema::fields;
use crate::settings::secrets::detect::Confidence;
use crate::settings::secrets::locate;
use crate::settings::secrets::redact;
use crate::settings::secrets::redact::{MASK, Replaced};
use crate::settings::text::document::Document;
use crate::settings::text::path::{Step, value_at};
use crate::settings::text::tree::{Node, NodeKind};

/// The mask of a secret that differs from the previous one.
const CHANGED: &str = "*** (changed)";

/// Masks the secrets of a server's entry.
pub(crate) fn server(name: &str, entry: &Map<String, Value>) -> Map<String, Value> {
    redact::server(name, entry, Confidence::Low)
}

/// Masks the secrets of a bearer key.
pub(crate) fn key(entry: &Map<String, Value>) -> Map<String, Value> {
    let mut entry = entry.clone();
    if let Some(token) = entry.get_mut("token") {
        *token = MASK.into();
    }
    let mut shown = redact::document(json!({"bearerKeys": [entry]}));
    match shown["bearerKeys"][0].take() {
        Value::Object(shown) => shown,
        _ => Map::new(),
    }
}

/// Masks two versions of a document's text for comparison. A changed secret is marked as changed.
pub(crate) fn pair(before: &str, after: &str) -> (String, String) {
    let old = Document::parse(before).ok();
    let masked_after = text(after, old.as_ref().map(Document::value));
    (text(before, None), masked_after)
}

/// Masks two versions of a server's entry for comparison, as indented JSON.
pub(crate) fn entries(name: &str, old: &Value, new: &Value) -> (String, String) {
    let wrap = |entry: &Value| format!("{:#}\n", json!({"mcpServers": {name: entry}}));
    pair(&wrap(old), &wrap(new))
}

fn text(text: &str, old: Option<&Value>) -> String {
    let Ok(document) = Document::parse(text) else { return same_length(text) };
    let found = locate::in_document(document.value());
    let replaced = Replaced::of(document.value(), found, |path, text| {
        let before = old.and_then(|old| value_at(old, path)).and_then(locate::text);
        if before.is_some_and(|before| before != text) { CHANGED } else { MASK }
    });
    let quoted =
        |place: Option<Range<usize>>, text: String| Some((place?, Value::from(text).to_string()));
    let values = replaced
        .values
        .into_iter()
        .filter_map(|(path, text)| quoted(document.place_of_value(&path), text));
    let keys = replaced
        .keys
        .into_iter()
        .filter_map(|(path, text)| quoted(document.place_of_key(&path), text));
    let comments = document
        .tree()
        .comments
        .iter()
        .map(|place| (place.clone(), redact::json_text(&text[place.clone()])));
    let mut places: Vec<_> = values.chain(keys).chain(comments).collect();
    places.sort_by_key(|(place, _)| std::cmp::Reverse(place.start));
    let mut masked = text.to_owned();
    for (place, value) in places {
        masked.replace_range(place, &value);
    }
    masked
}

/// Masks a text of which excerpts will be shown, keeping every byte in its place. If the text
/// parses, its keys and the values that are not sensitive stay. If it does not parse, values cannot
/// be distinguished from keys: only brackets, commas, quotes and the keys of settings files stay.
pub(crate) fn same_length(text: &str) -> String {
    let mut shown = vec![b'*'; text.len()];
    let structure = |byte: &u8| b"{}[]:,\" \t\r\n".contains(byte);
    for (at, byte) in text.bytes().enumerate().filter(|(_, byte)| structure(byte)) {
        shown[at] = byte;
    }
    let mut show =
        |place: Range<usize>| shown[place.clone()].copy_from_slice(&text.as_bytes()[place]);
    match Document::parse(text) {
        Ok(document) => {
            let found = locate::in_document(document.value());
            let hidden: BTreeSet<_> = found.into_iter().map(|one| (one.path, one.in_key)).collect();
            show_values(&document.tree().root, &mut Vec::new(), &hidden, &mut show);
        }
        Err(_) => known_keys(text).for_each(show),
    }
    // Characters are copied whole or replaced by one star per byte, so the bytes are valid UTF-8.
    String::from_utf8(shown).unwrap_or_default()
}

fn show_values(
    node: &Node,
    path: &mut Vec<Step>,
    hidden: &BTreeSet<(Vec<Step>, bool)>,
    show: &mut impl FnMut(Range<usize>),
) {
    for (index, item) in node.items().iter().enumerate() {
        match &item.key {
            Some(key) => {
                path.push(Step::from(key.text.as_str()));
                if !hidden.contains(&(path.clone(), true)) {
                    show(key.place.clone());
                }
            }
            None => path.push(Step::from(index)),
        }
        show_values(&item.value, path, hidden, show);
        path.pop();
    }
    if matches!(node.kind, NodeKind::Scalar(_)) && !hidden.contains(&(path.clone(), false)) {
        show(node.place.clone());
    }
}

/// Returns the places of `"word":` if the word is a key of settings files.
fn known_keys(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split('"').filter_map(move |word| {
        let place = at..at + word.len();
        at = place.end + 1;
        let behind = text.get(at..).unwrap_or_default().trim_start();
        (behind.starts_with(':') && fields::is_key(word)).then_some(place)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::cli::output::render::Excerpts;
    use crate::formats::shape::Unreadable;
    use crate::formats::shapes::codex;
    use crate::settings::secrets::placeholders;
    use crate::settings::transfer::template;
    use crate::settings::transfer::template::About;
    use crate::settings::validate;

    const TEXT: &str = r#"{
  // comments stay
  "mcpServers": {
    "a": {"args": ["--token", "t1", "x"], "env": {"K": "v1", "R": "${R}"}, "url": "https://a/?key=k1"}
  },
  "users": [{"username": "u", "password": "p1"}]
}"#;

    #[test]
    fn only_the_sensitive_parts_of_a_text_are_masked() {
        let (before, after) = pair(TEXT, &TEXT.replace("v1", "v2"));
        let expected = TEXT
            .replace("t1", "***")
            .replace("v1", "***")
            .replace("k1", "***")
            .replace("p1", "***");
        assert_eq!(before, expected);
        let changed = expected.replace(r#""K": "***""#, r#""K": "*** (changed)""#);
        assert_eq!(after, changed);
    }

    #[test]
    fn excerpts_keep_every_byte_in_its_place() {
        let masked = same_length(TEXT);
        assert_eq!(masked.len(), TEXT.len());
        for secret in ["t1", "v1", "k1", "p1"] {
            assert!(!masked.contains(secret), "{masked}");
        }
        assert!(masked.contains("${R}") && masked.contains(r#""username": "u""#), "{masked}");
    }

    #[test]
    fn a_text_that_does_not_parse_is_masked_as_well() {
        let broken = r#"{"env": {"A": "secret1", "B": "secret2"#;
        assert!(!pair(broken, "").0.contains("secret"));
    }

    /// A file in which each place can be replaced by another value.
    const PLACES: &str = r#"{
  "mcpServers": {
    "a": {"command": "npx", "args": ["-y"], "env": {"TOKEN": "${T}", "PLAIN": "${P}"},
          "proxy": {"password": "${P}"}, "enabled": true, "options": {"timeout": 5}},
    "b": {"url": "https://h/mcp", "headers": {"Authorization": "${A}", "X-Odd": "${O}"},
          "oauth": {"clientId": "c", "clientSecret": "${S}", "scopes": ["s"]},
          "bearerToken": "${B}", "credentialTemplate": {}, "connectorConfig": {}},
    "c": {"openapi": {"url": "https://h/api.json", "security": {}}}
  },
  "bearerKeys": [{"name": "k", "token": "t"}],
  "mcpClients": [{"name": "c", "accessToken": "t"}],
  "users": [{"username": "u", "password": "p"}],
  "oauthClients": [{"clientId": "c", "clientSecret": "s"}],
  "oauthTokens": [{"accessToken": "t", "username": "u"}],
  "systemConfig": {"routing": {"bearerAuthKey": "k"}, "smartRouting": {"openaiApiKey": "k"},
                   "auth": {"github": {}}},
  "other": {"apiKey": "k", "plugins": {"env": {}, "tokens": {}}}
}"#;

    /// Places where any value is a secret.
    const SECRET_PLACES: &[&str] = &[
        "/mcpServers/a/env",
        "/mcpServers/a/env/TOKEN",
        "/mcpServers/a/env/PLAIN",
        "/mcpServers/a/proxy/password",
        "/mcpServers/b/headers",
        "/mcpServers/b/headers/Authorization",
        "/mcpServers/b/headers/X-Odd",
        "/mcpServers/b/oauth",
        "/mcpServers/b/oauth/clientSecret",
        "/mcpServers/b/bearerToken",
        "/mcpServers/b/credentialTemplate",
        "/mcpServers/b/connectorConfig",
        "/mcpServers/c/openapi/security",
        "/bearerKeys/0/token",
        "/mcpClients/0/accessToken",
        "/users/0/password",
        "/oauthClients/0/clientSecret",
        "/oauthTokens/0/accessToken",
        "/systemConfig/routing/bearerAuthKey",
        "/systemConfig/smartRouting/openaiApiKey",
        "/systemConfig/auth",
        "/systemConfig/auth/github",
        "/other/apiKey",
        "/other/plugins/env",
        "/other/plugins/tokens",
    ];

    /// Places where a list has the wrong type.
    const NO_LISTS: &[&str] = &[
        "/mcpServers",
        "/mcpServers/a",
        "/mcpServers/a/command",
        "/mcpServers/a/args/0",
        "/mcpServers/a/proxy",
        "/mcpServers/a/enabled",
        "/mcpServers/a/options",
        "/mcpServers/a/options/timeout",
        "/mcpServers/b/url",
        "/mcpServers/b/oauth/clientId",
        "/mcpServers/c/openapi",
        "/mcpServers/c/openapi/url",
        "/bearerKeys/0",
        "/bearerKeys/0/name",
        "/users/0",
        "/users/0/username",
        "/oauthTokens/0",
        "/systemConfig",
        "/systemConfig/routing",
    ];

    /// Places where an object has the wrong type.
    const NO_OBJECTS: &[&str] = &[
        "/mcpServers/a/command",
        "/mcpServers/a/args",
        "/mcpServers/a/enabled",
        "/mcpServers/b/url",
        "/mcpServers/b/oauth/scopes",
        "/bearerKeys",
        "/bearerKeys/0/name",
        "/users",
        "/users/0/username",
        "/oauthClients",
        "/oauthTokens",
        "/mcpClients",
    ];

    fn any_value(secret: &str, token: &str) -> Vec<Value> {
        vec![
            secret.into(),
            format!("TOKEN={secret}").into(),
            format!("PLAIN={secret} and {secret}").into(),
            format!("Authorization: Bearer {secret}").into(),
            format!("{secret}==").into(),
            token.into(),
        ]
    }

    fn lists(secret: &str, token: &str) -> Vec<Value> {
        let mut lists = vec![
            json!([["Authorization", format!("Bearer {secret}")]]),
            json!([{"name": "TOKEN", "value": secret}, null, true]),
            json!([[[{"a": [secret]}]]]),
            json!([{token: true}]),
            json!(["npx", "--token", secret, format!("https://u:{secret}@h/ {secret}")]),
        ];
        lists.extend(any_value(secret, token).into_iter().map(|value| json!([value])));
        lists
    }

    fn objects(secret: &str, token: &str) -> Vec<Value> {
        let mut objects = vec![
            json!({token: "x"}),
            json!({"a": {token: {"b": token}}}),
            json!({"a": {format!("X-Key: Bearer {token}"): 1}}),
            json!({"a": {"b": [secret, {"c": secret}]}}),
        ];
        let values = any_value(secret, token).into_iter().chain(lists(secret, token));
        objects.extend(values.map(|value| json!({"value": value, "K": "info"})));
        objects
    }

    /// Returns everything that any output shows of a document without its secrets.
    fn shown(document: &Document) -> String {
        let value = document.value();
        let mut redacted = value.clone();
        let taken_out = placeholders::redact(value);
        placeholders::apply(&mut redacted, &taken_out);
        let (before, after) = pair(document.text(), &document.text().replace("${", "$ {"));
        let (_, changed) = pair(PLACES, document.text());
        let (settings, findings) = validate(document);
        let excerpts = Excerpts::of("f", document.text());
        let mut shown = vec![
            before,
            after,
            changed,
            same_length(document.text()),
            redacted.to_string(),
            format!("{:?}", taken_out.variables),
            redact::document(value.clone()).to_string(),
            format!("{findings:?}"),
            findings.iter().map(|found| excerpts.excerpt(found)).collect(),
        ];
        for (name, entry) in value["mcpServers"].as_object().into_iter().flatten() {
            if let Some(entry) = entry.as_object() {
                shown.push(Value::Object(server(name, entry)).to_string());
                shown.push(Value::Object(redact::entry(entry)).to_string());
            }
        }
        for entry in value["bearerKeys"].as_array().into_iter().flatten() {
            shown.extend(entry.as_object().map(|entry| Value::Object(key(entry)).to_string()));
        }
        let servers: Vec<_> = settings.servers.iter().collect();
        let about = About { name: "n", description: None, created_at: "" };
        let template = template::write(about, &servers, &[]);
        shown.push(format!("{}{:?}", template.value, template.variables));
        shown.join("\n")
    }

    fn check_no_secret_is_shown(place: &str, value: &Value, secrets: &[&str]) {
        let mut root: Value = serde_json::from_str(PLACES).unwrap();
        *root.pointer_mut(place).unwrap() = value.clone();
        let text = format!("{root:#}");
        let document = Document::parse(&text).unwrap();
        let shown = shown(&document);
        let is_shown = |line: &&str| {
            let line = line.to_lowercase().replace('_', "-");
            secrets.iter().any(|secret| line.contains(secret))
        };
        let lines: Vec<_> = shown.lines().filter(is_shown).collect();
        assert!(lines.is_empty(), "{place} = {value}:\n{}", lines.join("\n"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]
        #[test]
        fn a_secret_of_any_type_in_any_place_is_never_shown(
            letters in "[a-z]{8}",
            digits in "[1-9]{4}[a-f]{4}[1-9]{4}",
            number in 100_000_u64..1 << 60,
            place in any::<prop::sample::Index>(),
            value in any::<prop::sample::Index>(),
        ) {
            let secret = format!("canary-{letters}");
            let token = format!("sk-live-{digits}");
            let (lists, objects) = (lists(&secret, &token), objects(&secret, &token));
            let all = [any_value(&secret, &token), lists.clone(), objects.clone()].concat();
            for (places, values) in
                [(SECRET_PLACES, all), (NO_LISTS, lists), (NO_OBJECTS, objects)]
            {
                check_no_secret_is_shown(place.get::<&str>(places), value.get(&values), &[&secret, &token]);
            }
            let places = ["/users/0/password", "/mcpServers/a/env/TOKEN", "/other/plugins/tokens"];
            let values = [json!(number), json!([number]), json!({"pin": [number]})];
            check_no_secret_is_shown(place.get::<&str>(&places), value.get(&values), &[&number.to_string()]);
        }
    }

    #[test]
    fn harmless_values_of_any_type_are_shown() {
        let text = r#"{"mcpServers": {"a": {"command": "x", "args": ["--port", 8080, "--debug", true],
            "env": {"PORT": 8080, "DEBUG": true, "TOKEN": ["${TOKEN}"]},
            "oauth": {"scopes": ["s"], "expiresIn": 3600}}}}"#;
        assert_eq!(pair(text, text), (text.to_owned(), text.to_owned()));
    }

    #[test]
    fn keys_that_are_secrets_stay_apart_and_the_rest_stays() {
        let text = r#"{"mcpServers": {"a": {"env": {"sk-live-0123456789": "x", "sk-live-9876543210": 1}}}}"#;
        let masked = r#"{"mcpServers": {"a": {"env": {"***": "***", "*** (2)": 1}}}}"#;
        assert_eq!(pair(text, "{}").0, masked);
    }

    const CANARIES: &str = r#"{
  "mcpServers": {
    "a": {"command": "x", "args": ["--token", "canary-1 2", "-p", "canary-2"],
          "env": {"PLAIN": "canary{3}", "API_KEY": "canary-4"}},
    "b": {"url": "https://u:canary-5@h/s/canary-6/mcp?x=canary-7",
          "headers": {"X-Svc": "canary-8"}, "oauth": {"clientSecret": "canary-9"}}
  },
  "users": [{"username": "u", "password": "canary-10"}]
}"#;

    const TOML: &str = r#"[mcp_servers.c]
command = "x"
args = ["--token", "canary-1 2", "https://u:canary-2@h"]
bearer_token = "canary-3"
env = { A = "canary-4", "B" = 'canary-5' }
[mcp_servers.c.http_headers]
X-Key = """canary-6"""
"#;

    proptest! {
        #[test]
        fn toml_that_does_not_parse_shows_no_value(
            at in 0..TOML.len(),
            cut in 0..3_usize,
            put in prop::sample::select(vec![
                "", "\"", "'", "”", "\\", "}", "{", "]", ",", ":", "\n", "\"\"\"", "#", "x", "=", "[",
            ]),
        ) {
            let end = (at + cut).min(TOML.len());
            let damaged = format!("{}{put}{}", &TOML[..at], &TOML[end..]);
            if let Err(Unreadable::Syntax { finding }) = codex::read(&damaged) {
                let said = format!("{finding:?}{}", Excerpts::of("f", &damaged).excerpt(&finding));
                prop_assert!(!said.contains("canar"), "{said}");
            }
        }
    }

    proptest! {
        #[test]
        fn a_file_that_does_not_parse_shows_no_value(
            at in 0..CANARIES.len(),
            cut in 0..3_usize,
            put in prop::sample::select(vec![
                "", "\"", "'", "”", "\\", "}", "{", "]", ",", ",,", ":", "\n", "//", "/*", "x", "=",
            ]),
        ) {
            let end = (at + cut).min(CANARIES.len());
            let damaged = format!("{}{put}{}", &CANARIES[..at], &CANARIES[end..]);
            let shown = same_length(&damaged);
            prop_assert_eq!(shown.len(), damaged.len());
            // If the damaged text still parses, it has other values, which are judged as usual.
            if let Err(findings) = Document::parse(&damaged) {
                prop_assert!(!shown.contains("canar"), "{shown}");
                let said = format!("{findings:?}");
                prop_assert!(!said.contains("canar"), "{said}");
                prop_assert!(!pair(&damaged, "").0.contains("canar"));
            }
        }
    }
}
