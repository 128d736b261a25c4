//! Finds the places of secrets in settings: values of `env` and `headers`, passwords and parameters
//! in URLs, tokens in arguments, and values of any type under a key that names a secret. Results
//! contain only places and names: validation warns about them, masking hides them, and redaction
//! removes them.

use std::borrow::Cow;
use std::ops::Range;

use serde_json::{Map, Value};

use crate::settings::expand;
use crate::settings::schema::fields;
use crate::settings::secrets::detect::{
    Look, is_descriptive_header, is_harmless, is_plain, is_secret_key, is_token, look_of,
    looks_random, without_scheme,
};
use crate::settings::secrets::locate::leaves::{Leaves, Rule};
use crate::settings::secrets::locate::words::{Words, in_arguments};
use crate::settings::secrets::locate::{keys, unknown};
use crate::settings::text::document::Step;

/// A part of a string, number or key that must not be shown.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sensitive {
    /// The path of the value.
    pub(crate) path: Vec<Step>,
    /// Whether the secret is in the last key of the path instead of the value.
    pub(crate) in_key: bool,
    /// Byte range within the text of the value or key.
    pub(crate) range: Range<usize>,
    /// A suggested name for an environment variable.
    pub(crate) variable: String,
    pub(crate) look: Look,
}

/// Returns all sensitive parts of a settings document.
pub(crate) fn in_document(root: &Value) -> Vec<Sensitive> {
    let mut found = Vec::new();
    for (key, value) in root.as_object().into_iter().flatten() {
        let mut path = vec![Step::from(key.as_str())];
        match value.as_object() {
            Some(servers) if key == "mcpServers" => {
                for (name, entry) in servers {
                    let Some(entry) = entry.as_object() else { continue };
                    path.push(Step::from(name.as_str()));
                    found.extend(in_server(name, entry).into_iter().map(|mut one| {
                        one.path.splice(0..0, path.iter().cloned());
                        one
                    }));
                    path.pop();
                }
            }
            // The name of a section is not the name of a secret.
            _ if fields::SETTINGS.field(key).is_some() => {
                by_key(value, "", "", &mut path, &mut found);
            }
            _ => by_key(value, key, "", &mut path, &mut found),
        }
    }
    unknown::in_object(root, &fields::SETTINGS, found)
}

/// Returns all sensitive parts of a server's entry, with paths relative to it.
pub(crate) fn in_server(name: &str, entry: &Map<String, Value>) -> Vec<Sensitive> {
    let mut found = Vec::new();
    for (key, value) in entry {
        let mut path = vec![Step::from(key.as_str())];
        match (key.as_str(), value) {
            ("env", Value::Object(pairs)) => {
                for (variable, value) in pairs {
                    path.push(Step::from(variable.as_str()));
                    let named = is_secret_key(variable);
                    if value.is_string() {
                        push_whole(value, named, || reference_name(variable), &path, &mut found);
                    } else {
                        Leaves { rule: Rule::All, prefix: "", path: &mut path, found: &mut found }
                            .of(value, variable, named);
                    }
                    path.pop();
                }
            }
            ("headers", Value::Object(pairs)) => {
                for (header, value) in pairs {
                    path.push(Step::from(header.as_str()));
                    in_header(name, header, value, &mut path, &mut found);
                    path.pop();
                }
            }
            ("env" | "headers", _) => {
                Leaves { rule: Rule::All, prefix: name, path: &mut path, found: &mut found }
                    .of(value, key, false);
            }
            ("args", Value::Array(words)) => {
                let command = entry.get("command").and_then(Value::as_str).unwrap_or_default();
                in_arguments(name, command, words, &mut path, &mut found);
            }
            ("args" | "command", Value::String(line)) => {
                Words { server: name, path: &path, found: &mut found }.line(line, 0);
            }
            ("cwd" | "url", Value::String(text)) if !text.contains("://") && !is_plain(text) => {
                // Not a place for secrets, but an unusual value is hidden as well.
                push_whole(value, false, || variable_name(&[name, key]), &path, &mut found);
                found.iter_mut().filter(|one| one.path == path).for_each(|one| {
                    one.look = Look::Placed;
                });
            }
            ("tools" | "prompts" | "resources" | "description", _) => {}
            ("oauth" | "connectorConfig" | "credentialTemplate", _) => {
                in_credentials(value, "", name, &mut path, &mut found);
            }
            ("openapi", Value::Object(members)) => {
                for (key, value) in members {
                    path.push(Step::from(key.as_str()));
                    let look = if key == "security" { in_credentials } else { by_key };
                    look(value, key, name, &mut path, &mut found);
                    path.pop();
                }
            }
            _ => by_key(value, key, name, &mut path, &mut found),
        }
    }
    unknown::in_object(&Value::Object(entry.clone()), &fields::SERVER, found)
}

/// Returns the value at a path.
pub(crate) fn at<'a>(root: &'a Value, path: &[Step]) -> Option<&'a Value> {
    path.iter().try_fold(root, |value, step| match step {
        Step::Key(key) => value.get(key),
        Step::Index(index) => value.get(index),
    })
}

/// Returns the text to which the range of `one` applies: a key, string or number.
pub(crate) fn text_of<'a>(root: &'a Value, one: &'a Sensitive) -> Option<Cow<'a, str>> {
    match one.path.last() {
        Some(Step::Key(key)) if one.in_key => Some(Cow::Borrowed(key)),
        _ => text(at(root, &one.path)?),
    }
}

/// Returns the text of a string or number.
pub(crate) fn text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        _ => None,
    }
}

/// Returns the sensitive ranges of free text, in order and without overlaps: passwords in URLs,
/// values after words that name a secret, and words that look like tokens.
pub(crate) fn in_text(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    Words { server: "", path: &[], found: &mut found }.argument("", text, 0);
    let mut ranges: Vec<_> = found.into_iter().map(|one| one.range).collect();
    let mut at = 0;
    for run in text.split(|c: char| !(c.is_ascii_alphanumeric() || "_-.".contains(c))) {
        let word = run.trim_matches('.');
        if is_token(word) || looks_random(word) {
            let start = at + (run.len() - run.trim_start_matches('.').len());
            ranges.push(start..start + word.len());
        }
        // The separator after a run may have several bytes.
        at += run.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    ranges.sort_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut().filter(|last| range.start < last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => merged.push(range),
        }
    }
    merged
}

/// Adds the whole string, unless it contains only variable references.
fn push_whole(
    value: &Value,
    named: bool,
    variable: impl FnOnce() -> String,
    path: &[Step],
    found: &mut Vec<Sensitive>,
) {
    if let Some(text) = value.as_str() {
        push_rest(text, 0, named, variable, path, found);
    }
}

/// Adds the part of a string from `from`, unless it contains only variable references.
pub(super) fn push_rest(
    text: &str,
    from: usize,
    named: bool,
    variable: impl FnOnce() -> String,
    path: &[Step],
    found: &mut Vec<Sensitive>,
) {
    let literal = without_scheme(&text[from..]);
    if is_harmless(literal) {
        return;
    }
    let mut look = look_of(named, literal);
    if look == Look::Placed {
        // A password in a database URL makes the whole URL secret.
        let mut parts = Vec::new();
        Words { server: "", path, found: &mut parts }.argument("", literal, 0);
        look = parts.iter().map(|part| part.look).max().unwrap_or(look);
    }
    let range = text.len() - literal.len()..text.len();
    found.push(Sensitive { path: path.to_vec(), in_key: false, range, variable: variable(), look });
}

fn in_header(
    server: &str,
    header: &str,
    value: &Value,
    path: &mut Vec<Step>,
    found: &mut Vec<Sensitive>,
) {
    let is_authorization = header.eq_ignore_ascii_case("authorization");
    let named = is_authorization || is_secret_key(header);
    let word = if is_authorization { "TOKEN" } else { header };
    let before = found.len();
    if value.is_string() {
        push_whole(value, named, || variable_name(&[server, word]), path, found);
    } else {
        Leaves { rule: Rule::All, prefix: server, path, found }.of(value, word, named);
    }
    if is_descriptive_header(header) {
        let harmless = found[before..].iter_mut().filter(|one| one.look < Look::Evident);
        harmless.for_each(|one| one.look = Look::Placed);
    }
}

/// Collects credentials of the hub: all values except those of public keys and clearly harmless
/// ones.
fn in_credentials(
    value: &Value,
    key: &str,
    prefix: &str,
    path: &mut Vec<Step>,
    found: &mut Vec<Sensitive>,
) {
    Leaves { rule: Rule::Credentials, prefix, path, found }.of(value, key, false);
}

/// Collects values at any depth if their key names a secret. In `apiKey.value`, `apiKey` is the
/// key.
pub(super) fn by_key(
    value: &Value,
    key: &str,
    prefix: &str,
    path: &mut Vec<Step>,
    found: &mut Vec<Sensitive>,
) {
    match value {
        Value::Object(_) | Value::Array(_) | Value::Number(_) if is_secret_key(key) => {
            Leaves { rule: Rule::Credentials, prefix, path, found }.of(value, key, true);
        }
        Value::Object(members) => {
            for (member, value) in members {
                path.push(Step::from(member.as_str()));
                match (member.as_str(), value) {
                    ("env" | "headers", _) => {
                        Leaves { rule: Rule::All, prefix, path, found }.of(value, member, false);
                    }
                    ("args", Value::Array(words)) => in_arguments(prefix, "", words, path, found),
                    ("value", _) => by_key(value, key, prefix, path, found),
                    _ => by_key(value, member, prefix, path, found),
                }
                path.pop();
            }
        }
        Value::Array(elements) => {
            for (index, value) in elements.iter().enumerate() {
                path.push(Step::from(index));
                by_key(value, key, prefix, path, found);
                path.pop();
            }
        }
        Value::String(text) if is_secret_key(key) || is_token(text) => {
            push_whole(value, true, || variable_name(&[prefix, key]), path, found);
        }
        Value::String(text) if text.contains("://") => {
            Words { server: prefix, path, found }.url(text, 0);
        }
        _ => {}
    }
}

/// Returns a variable's own name, or a normalized one if it cannot be used in a reference.
fn reference_name(variable: &str) -> String {
    if expand::names(&format!("${{{variable}}}")) == [variable] {
        variable.to_owned()
    } else {
        variable_name(&[variable])
    }
}

/// Joins words to a variable name, split at changes of case: `["github", "api-key"]` →
/// `GITHUB_API_KEY`. Secrets in the words are left out.
pub(crate) fn variable_name(words: &[&str]) -> String {
    let mut name = String::new();
    for word in words.iter().map(|word| keys::shown(word)) {
        let mut lower_before = false;
        for c in word.chars() {
            if c.is_ascii_alphanumeric() {
                if c.is_ascii_uppercase() && lower_before {
                    name.push('_');
                }
                lower_before = c.is_ascii_lowercase();
                name.push(c.to_ascii_uppercase());
            } else {
                lower_before = false;
                if !name.is_empty() && !name.ends_with('_') {
                    name.push('_');
                }
            }
        }
        if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
    }
    let name = name.trim_end_matches('_');
    if name.is_empty() {
        "SECRET".to_owned()
    } else if name.starts_with(|c: char| c.is_ascii_digit()) {
        format!("_{name}")
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Look::{Evident, Likely, Placed};
    use super::*;

    fn check(entry: &Value, expected: &[(&str, &str, Look)]) {
        let entry = entry.as_object().unwrap();
        let found = in_server("gh", entry);
        let root = Value::Object(entry.clone());
        let seen: Vec<_> = found
            .iter()
            .map(|one| {
                let pointer: String = one
                    .path
                    .iter()
                    .map(|step| match step {
                        Step::Key(key) => format!("/{key}"),
                        Step::Index(index) => format!("/{index}"),
                    })
                    .collect();
                assert!(root.pointer(&pointer).is_some());
                let text = text_of(&root, one).unwrap();
                (text[one.range.clone()].to_owned(), one.variable.clone(), one.look)
            })
            .collect();
        let seen: Vec<_> = seen.iter().map(|(t, v, s)| (t.as_str(), v.as_str(), *s)).collect();
        assert_eq!(seen, expected);
    }

    #[test]
    fn values_of_env_and_headers_are_sensitive() {
        check(
            &json!({
                "env": {"GITHUB_TOKEN": "x", "LEVEL": "info", "REF": "${REF}",
                        "DATABASE": "pg://u:p@h/d"},
                "headers": {"Authorization": "Bearer abc", "X-Api-Key": "k", "Accept": "a/b"},
            }),
            &[
                ("x", "GITHUB_TOKEN", Likely),
                ("info", "LEVEL", Placed),
                ("pg://u:p@h/d", "DATABASE", Likely),
                ("abc", "GH_TOKEN", Likely),
                ("k", "GH_X_API_KEY", Likely),
                ("a/b", "GH_ACCEPT", Placed),
            ],
        );
    }

    #[test]
    fn parts_of_urls_and_arguments_are_sensitive() {
        check(
            &json!({
                "url": "https://me:pw@x.example/mcp?api_key=1&page=2",
                "args": ["--token", "t", "--api-key=u", "--header", "Authorization: Bearer v",
                         "ghp_0123456789abcdef", "--verbose", "plain", "--token", "${T}",
                         "ghcr.io/x/token-server:latest", "token-server:1", "sk-learn-server"],
            }),
            &[
                ("pw", "GH_PASSWORD", Likely),
                ("1", "GH_API_KEY", Likely),
                ("t", "GH_TOKEN", Likely),
                ("u", "GH_API_KEY", Likely),
                ("v", "GH_AUTHORIZATION", Likely),
                ("ghp_0123456789abcdef", "GH_TOKEN", Evident),
            ],
        );
    }

    #[test]
    fn nested_secrets_are_found_by_key() {
        check(
            &json!({"oauth": {"clientId": "c", "clientSecret": "s", "tokenEndpoint": "https://t"}}),
            &[("s", "GH_CLIENT_SECRET", Likely)],
        );
    }

    #[test]
    fn lines_and_json_are_examined_by_word() {
        check(
            &json!({
                "command": "npx -y x --token=t1 --key k1",
                "args": ["-c", "env A_TOKEN=t2 run --header \"Authorization: Bearer t3\"",
                         "--env=MY_SECRET=t4", "--config", r#"{"a":{"apiKey":"t5"},"b":"x"}"#,
                         "--header=Authorization: Bearer t6", "--token", "${T:-t7}"],
                "url": "https://h/s/ghp_0123456789abcdef/mcp#token=t8",
            }),
            &[
                ("t1", "GH_TOKEN", Likely),
                ("k1", "GH_KEY", Likely),
                ("t2", "GH_A_TOKEN", Likely),
                ("t3", "GH_AUTHORIZATION", Likely),
                ("t4", "GH_MY_SECRET", Likely),
                ("t5", "GH_API_KEY", Likely),
                ("t6", "GH_AUTHORIZATION", Likely),
                ("${T:-t7}", "GH_TOKEN", Likely),
                ("ghp_0123456789abcdef", "GH_TOKEN", Evident),
                ("t8", "GH_TOKEN", Likely),
            ],
        );
    }

    #[test]
    fn tokens_in_clear_text_are_distinguished_from_settings() {
        let look = |name: &str, value: &str| {
            let mut found = Vec::new();
            push_whole(&value.into(), is_secret_key(name), String::new, &[], &mut found);
            found.first().map(|one| one.look)
        };
        for (name, value) in [
            ("X", "ghp_0123456789abcdefABCDEF"),
            ("Authorization", "Bearer 0123456789abcdef"),
            ("API_KEY", "0123456789"),
            ("x-api-key", "abcdef012345"),
        ] {
            assert_eq!(look(name, value), Some(Evident), "{name}");
        }
        for (name, value) in [
            ("API_KEY", "your-api-key"),
            ("API_KEY", "xxxxxxxxxxxx"),
            ("TOKEN_FILE", "/run/secrets/token"),
            ("NODE_ENV", "production"),
            ("Accept", "application/json"),
            ("X", "sk-short"),
            ("TENANT_ID", "6f1c1a52-1c3b-4ed5-9d35-2f1d0a9b7c11"),
        ] {
            assert!(look(name, value).is_some_and(|look| look < Evident), "{name}");
        }
        for (name, value) in [("API_KEY", "${API_KEY}"), ("Authorization", "Bearer ${TOKEN}")] {
            assert_eq!(look(name, value), None, "{name}");
        }
        let entry = json!({"args": ["-y", "pkg", "--api-key", "0123456789ab", "--token=abcdefgh1"],
                           "url": "https://a.example/mcp?api_key=0123456789ab&q=0123456789ab"});
        check(
            &entry,
            &[
                ("0123456789ab", "GH_API_KEY", Evident),
                ("abcdefgh1", "GH_TOKEN", Evident),
                ("0123456789ab", "GH_API_KEY", Evident),
                ("0123456789ab", "GH_Q", Likely),
            ],
        );
    }
}
