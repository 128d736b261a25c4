//! Where secrets stand in settings: values of `env` and `headers`, passwords and parameters in URLs,
//! tokens among arguments, and whatever stands under a key that says so, of whatever type it is. What is
//! secret, `look` says. Only places and names come out of here: validation warns of them, masking hides
//! them, redaction takes them out.

use std::borrow::Cow;
use std::ops::Range;

use serde_json::{Map, Value};

use crate::settings::document::Step;
use crate::settings::expand;
use crate::settings::fields;
use crate::settings::look::{
    Look, is_harmless, is_plain, is_secret_key, is_token, look_of, looks_random, says_what_is_sent,
    without_scheme,
};
use crate::settings::sensitive::leaves::{Leaves, Rule};
use crate::settings::sensitive::words::{Words, of_arguments};
use crate::settings::sensitive::{keys, unknown};

/// A part of a string, a number or a key that should not be shown.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sensitive {
    /// The value's place.
    pub(crate) path: Vec<Step>,
    /// Whether it stands in the key that the path ends in, and not in the value.
    pub(crate) in_key: bool,
    /// The bytes within the text of that.
    pub(crate) range: Range<usize>,
    /// A name for an environment variable that could hold it.
    pub(crate) variable: String,
    /// How sure it is.
    pub(crate) look: Look,
}

/// What is sensitive in a whole settings document.
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
            // The name of a section is no key before a secret: its own keys are.
            _ if fields::SETTINGS.field(key).is_some() => {
                by_key(value, "", "", &mut path, &mut found);
            }
            _ => by_key(value, key, "", &mut path, &mut found),
        }
    }
    unknown::in_object(root, &fields::SETTINGS, found)
}

/// What is sensitive in a server's entry; paths start in the entry.
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
                        whole(value, named, || reference_name(variable), &path, &mut found);
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
                    of_header(name, header, value, &mut path, &mut found);
                    path.pop();
                }
            }
            ("env" | "headers", _) => {
                Leaves { rule: Rule::All, prefix: name, path: &mut path, found: &mut found }
                    .of(value, key, false);
            }
            ("args", Value::Array(words)) => {
                let command = entry.get("command").and_then(Value::as_str).unwrap_or_default();
                of_arguments(name, command, words, &mut path, &mut found);
            }
            ("args" | "command", Value::String(line)) => {
                Words { server: name, path: &path, found: &mut found }.line(line, 0);
            }
            ("cwd" | "url", Value::String(text)) if !text.contains("://") && !is_plain(text) => {
                // No place for a secret; one that stands there is not shown either.
                whole(value, false, || variable_name(&[name, key]), &path, &mut found);
                found.iter_mut().filter(|one| one.path == path).for_each(|one| {
                    one.look = Look::Placed;
                });
            }
            ("tools" | "prompts" | "resources" | "description", _) => {}
            ("oauth" | "connectorConfig" | "credentialTemplate", _) => {
                credentials(value, "", name, &mut path, &mut found);
            }
            ("openapi", Value::Object(members)) => {
                for (key, value) in members {
                    path.push(Step::from(key.as_str()));
                    let look = if key == "security" { credentials } else { by_key };
                    look(value, key, name, &mut path, &mut found);
                    path.pop();
                }
            }
            _ => by_key(value, key, name, &mut path, &mut found),
        }
    }
    unknown::in_object(&Value::Object(entry.clone()), &fields::SERVER, found)
}

/// The value at a path.
pub(crate) fn at<'a>(root: &'a Value, path: &[Step]) -> Option<&'a Value> {
    path.iter().try_fold(root, |value, step| match step {
        Step::Key(key) => value.get(key),
        Step::Index(index) => value.get(index),
    })
}

/// The text in which it is that something `Sensitive` has its range: a key, a string, or a number.
pub(crate) fn text_of<'a>(root: &'a Value, one: &'a Sensitive) -> Option<Cow<'a, str>> {
    match one.path.last() {
        Some(Step::Key(key)) if one.in_key => Some(Cow::Borrowed(key)),
        _ => text(at(root, &one.path)?),
    }
}

/// The text of a string or a number.
pub(crate) fn text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        _ => None,
    }
}

/// What is sensitive in free text, in order and without overlaps: passwords in URLs, what follows a
/// word that says so, and words that look like tokens, whatever stands around them.
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
        // What ends a run may have several bytes.
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

/// The whole string, unless it only refers to variables.
fn whole(
    value: &Value,
    named: bool,
    variable: impl FnOnce() -> String,
    path: &[Step],
    found: &mut Vec<Sensitive>,
) {
    if let Some(text) = value.as_str() {
        rest(text, 0, named, variable, path, found);
    }
}

/// The same of what follows in a text from there.
pub(super) fn rest(
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
        // A password in the URL of a database makes a secret of the whole.
        let mut parts = Vec::new();
        Words { server: "", path, found: &mut parts }.argument("", literal, 0);
        look = parts.iter().map(|part| part.look).max().unwrap_or(look);
    }
    let range = text.len() - literal.len()..text.len();
    found.push(Sensitive { path: path.to_vec(), in_key: false, range, variable: variable(), look });
}

fn of_header(
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
        whole(value, named, || variable_name(&[server, word]), path, found);
    } else {
        Leaves { rule: Rule::All, prefix: server, path, found }.of(value, word, named);
    }
    if says_what_is_sent(header) {
        let harmless = found[before..].iter_mut().filter(|one| one.look < Look::Evident);
        harmless.for_each(|one| one.look = Look::Placed);
    }
}

/// Settings that prove who the hub is: secret unless their key is one of those that are told to
/// anybody, or they are plainly harmless.
fn credentials(
    value: &Value,
    key: &str,
    prefix: &str,
    path: &mut Vec<Step>,
    found: &mut Vec<Sensitive>,
) {
    Leaves { rule: Rule::Credentials, prefix, path, found }.of(value, key, false);
}

/// What stands under keys that say that it is secret, at any depth; `apiKey.value` is the key itself.
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
                    ("args", Value::Array(words)) => of_arguments(prefix, "", words, path, found),
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
            whole(value, true, || variable_name(&[prefix, key]), path, found);
        }
        Value::String(text) if text.contains("://") => {
            Words { server: prefix, path, found }.url(text, 0);
        }
        _ => {}
    }
}

/// A variable's own name, in upper case where it cannot be referred to as it is.
fn reference_name(variable: &str) -> String {
    if expand::names(&format!("${{{variable}}}")) == [variable] {
        variable.to_owned()
    } else {
        variable_name(&[variable])
    }
}

/// `["github", "api-key"]` → `GITHUB_API_KEY`; a word is split where its case changes. What is secret
/// in a word is left out.
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
    fn values_of_env_and_headers_are_sensitive_and_some_are_surely_secret() {
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
    fn urls_and_arguments_are_sensitive_in_part() {
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
    fn nested_secrets_are_found_by_their_keys() {
        check(
            &json!({"oauth": {"clientId": "c", "clientSecret": "s", "tokenEndpoint": "https://t"}}),
            &[("s", "GH_CLIENT_SECRET", Likely)],
        );
    }

    #[test]
    fn lines_and_json_are_looked_through_word_by_word() {
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
    fn tokens_in_clear_are_told_from_settings() {
        let look = |name: &str, value: &str| {
            let mut found = Vec::new();
            whole(&value.into(), is_secret_key(name), String::new, &[], &mut found);
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
