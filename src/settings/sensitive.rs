//! Where secrets are in settings: values of `env` and `headers`, passwords in URLs, tokens among
//! arguments, and whatever stands under a key that says so. Only places and names come out of here:
//! validation warns of them, masking hides them, redaction takes them out.

use std::ops::Range;

use serde_json::{Map, Value};

use crate::settings::document::Step;
use crate::settings::expand;
use crate::settings::look::{
    Look, SCHEMES, is_harmless, is_secret_key, is_token, look_of, looks_random, tells_a_secret,
    without_scheme,
};

/// A part of a string that should not be shown.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sensitive {
    /// The string's place.
    pub(crate) path: Vec<Step>,
    /// The bytes within the string.
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
            _ => by_key(value, key, "", &mut path, &mut found),
        }
    }
    found
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
                    whole(value, named, || reference_name(variable), &path, &mut found);
                    path.pop();
                }
            }
            ("headers", Value::Object(pairs)) => {
                for (header, value) in pairs {
                    path.push(Step::from(header.as_str()));
                    of_header(name, header, value, &path, &mut found);
                    path.pop();
                }
            }
            ("env" | "headers", _) => every_string(value, key, name, &mut path, &mut found),
            ("args", Value::Array(words)) => of_arguments(name, words, &mut found),
            ("args" | "command", Value::String(line)) => {
                Words { server: name, path: &path, found: &mut found }.line(line, 0);
            }
            ("tools" | "prompts" | "resources" | "description", _) => {}
            _ => by_key(value, key, name, &mut path, &mut found),
        }
    }
    found
}

/// Whether a string literal of a text that does not parse may hide something. Known are the key that
/// it follows and the literal before it; `hidden`: it stands in `env` or `headers`.
pub(crate) fn is_suspect(key: &str, before: &str, literal: &str, hidden: bool) -> bool {
    let unescaped = serde_json::from_str::<String>(&format!("\"{literal}\""));
    let text = unescaped.as_deref().unwrap_or(literal);
    let flag = if before.starts_with('-') { before } else { "" };
    let mut found = Vec::new();
    Words { server: "", path: &[], found: &mut found }.argument(flag, text, 0);
    let whole = hidden || (is_secret_key(key) && !text.contains("://"));
    !found.is_empty() || (whole && !is_harmless(without_scheme(text)))
}

/// The value at a path.
pub(crate) fn at<'a>(root: &'a Value, path: &[Step]) -> Option<&'a Value> {
    path.iter().try_fold(root, |value, step| match step {
        Step::Key(key) => value.get(key),
        Step::Index(index) => value.get(index),
    })
}

/// What is sensitive in free text, in no order: passwords in URLs, what follows a word that says so,
/// and words that look like tokens.
pub(crate) fn in_text(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    Words { server: "", path: &[], found: &mut found }.argument("", text, 0);
    found.into_iter().map(|one| one.range).collect()
}

/// The whole string, unless it only refers to variables.
fn whole(
    value: &Value,
    named: bool,
    variable: impl FnOnce() -> String,
    path: &[Step],
    found: &mut Vec<Sensitive>,
) {
    let Some(text) = value.as_str() else { return };
    let literal = without_scheme(text);
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
    found.push(Sensitive { path: path.to_vec(), range, variable: variable(), look });
}

fn of_header(server: &str, header: &str, value: &Value, path: &[Step], found: &mut Vec<Sensitive>) {
    let is_authorization = header.eq_ignore_ascii_case("authorization");
    let named = is_authorization || is_secret_key(header);
    let word = if is_authorization { "TOKEN" } else { header };
    whole(value, named, || variable_name(&[server, word]), path, found);
}

/// What stands where pairs of names and values belong, and is written in another way.
fn every_string(
    value: &Value,
    key: &str,
    server: &str,
    path: &mut Vec<Step>,
    found: &mut Vec<Sensitive>,
) {
    match value {
        Value::Array(elements) => {
            for (index, value) in elements.iter().enumerate() {
                path.push(Step::from(index));
                every_string(value, key, server, path, found);
                path.pop();
            }
        }
        Value::Object(members) => {
            for (key, value) in members {
                path.push(Step::from(key.as_str()));
                every_string(value, key, server, path, found);
                path.pop();
            }
        }
        Value::String(text) => {
            let before = found.len();
            Words { server, path, found }.argument("", text, 0);
            if found.len() == before {
                whole(value, is_secret_key(key), || variable_name(&[server, key]), path, found);
            }
        }
        _ => {}
    }
}

/// Strings under keys that say that they are secret, at any depth; `apiKey.value` is the key itself.
fn by_key(
    value: &Value,
    key: &str,
    prefix: &str,
    path: &mut Vec<Step>,
    found: &mut Vec<Sensitive>,
) {
    match value {
        Value::Object(members) => {
            for (member, value) in members {
                path.push(Step::from(member.as_str()));
                let key = if member == "value" { key } else { member };
                by_key(value, key, prefix, path, found);
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
        Value::String(text) if text.contains("://") => {
            Words { server: prefix, path, found }.url(text, 0);
        }
        Value::String(text) if is_secret_key(key) || is_token(text) => {
            whole(value, true, || variable_name(&[prefix, key]), path, found);
        }
        _ => {}
    }
}

/// Each word of a command line in a list of its own string.
fn of_arguments(server: &str, words: &[Value], found: &mut Vec<Sensitive>) {
    let mut flag = "";
    for (index, word) in words.iter().enumerate() {
        let Some(text) = word.as_str() else { continue };
        let path = [Step::from("args"), Step::from(index)];
        flag = Words { server, path: &path, found }.argument(flag, text, 0);
    }
}

/// Looks at the words of one string.
struct Words<'a> {
    server: &'a str,
    path: &'a [Step],
    found: &'a mut Vec<Sensitive>,
}

impl Words<'_> {
    /// A line of several words, which begins at `at`.
    fn line(&mut self, line: &str, mut at: usize) {
        let quotes = ['"', '\''];
        let mut flag = "";
        for piece in line.split_inclusive(char::is_whitespace) {
            let word = piece.trim_end();
            let unquoted = word.trim_start_matches(quotes);
            let word_at = at + word.len() - unquoted.len();
            flag = self.argument(flag, unquoted.trim_end_matches(quotes), word_at);
            at += piece.len();
        }
    }

    /// `X` after `--token`, `--api-key=X`, `--env=TOKEN=X`, `Authorization: Bearer X`, a URL, a word
    /// that looks like a token, JSON, or a line of such words. Answers the flag that the next word
    /// belongs to. `at` is where `text` begins in the string.
    fn argument<'t>(&mut self, flag: &'t str, text: &'t str, at: usize) -> &'t str {
        if tells_a_secret(flag) && SCHEMES.iter().any(|scheme| scheme.trim_end() == text) {
            return flag;
        } else if tells_a_secret(flag) && !text.starts_with('-') {
            let literal = without_scheme(text);
            self.push(flag, literal, at + text.len() - literal.len());
        } else if let Some((key, value)) = named_value(text) {
            let value = value.trim_start();
            let value_at = at + text.len() - value.len();
            if tells_a_secret(key) && value.is_empty() {
                return key;
            } else if tells_a_secret(key) {
                let literal = without_scheme(value);
                self.push(key, literal, value_at + value.len() - literal.len());
            } else {
                self.argument("", value, value_at);
            }
        } else if text.starts_with('{') {
            self.json(text, at);
        } else if text.contains(char::is_whitespace) {
            self.line(text, at);
        } else if text.contains("://") {
            self.url(text, at);
        } else if looks_random(text) || is_token(text) {
            self.push("TOKEN", text, at);
        } else if text.starts_with('-') {
            return text;
        }
        ""
    }

    /// The password before the host, parts of the path that look random, and parameters whose name
    /// says that they are secret.
    fn url(&mut self, url: &str, at: usize) {
        let Some(authority) = url.find("://").map(|at| at + 3) else { return };
        let path = url[authority..].find(['/', '?', '#']).map_or(url.len(), |at| authority + at);
        if let Some(host) = url[authority..path].rfind('@').map(|at| authority + at) {
            let colon = url[authority..host].find(':');
            let from = colon.map_or(authority, |colon| authority + colon + 1);
            self.push("PASSWORD", &url[from..host], at + from);
        }
        let mut start = path;
        for part in url[path..].split(['/', '?', '&', '#']) {
            match part.split_once('=') {
                Some((key, value))
                    if tells_a_secret(key) || looks_random(value) || is_token(value) =>
                {
                    self.push(key, value, at + start + key.len() + 1);
                }
                None if looks_random(part) || is_token(part) => {
                    self.push("TOKEN", part, at + start);
                }
                _ => {}
            }
            start += part.len() + 1;
        }
    }

    /// Settings of a program that are passed as one argument.
    fn json(&mut self, text: &str, at: usize) {
        let Ok(value) = serde_json::from_str::<Value>(text) else { return };
        let mut inner = Vec::new();
        by_key(&value, "", self.server, &mut Vec::new(), &mut inner);
        let mut found: Vec<Sensitive> = Vec::new();
        for one in inner {
            let secret = self::at(&value, &one.path).and_then(Value::as_str);
            let Some(secret) = secret.and_then(|secret| secret.get(one.range.clone())) else {
                continue;
            };
            let ranges =
                text.match_indices(secret).map(|(start, _)| at + start..at + start + secret.len());
            for range in ranges {
                if !found.iter().any(|f| range.start < f.range.end && f.range.start < range.end) {
                    found.push(Sensitive { path: self.path.to_vec(), range, ..one.clone() });
                }
            }
        }
        found.sort_by_key(|one| one.range.start);
        self.found.extend(found);
    }

    fn push(&mut self, word: &str, literal: &str, at: usize) {
        if !is_harmless(literal) {
            self.found.push(Sensitive {
                path: self.path.to_vec(),
                range: at..at + literal.len(),
                variable: variable_name(&[self.server, word]),
                look: look_of(true, literal),
            });
        }
    }
}

/// `--key=value`, `KEY=value`, or a header; not the tag of an image, nor a URL.
fn named_value(word: &str) -> Option<(&str, &str)> {
    let at = word.find(['=', ':'])?;
    let (key, value) = (&word[..at], &word[at + 1..]);
    let is_header = || {
        let start = key.to_ascii_lowercase();
        value.starts_with(' ') || start == "authorization" || start.starts_with("x-")
    };
    let is_plain = key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    (is_plain && (word.as_bytes()[at] == b'=' || is_header())).then_some((key, value))
}

/// A variable's own name, in upper case where it cannot be referred to as it is.
fn reference_name(variable: &str) -> String {
    if expand::names(&format!("${{{variable}}}")) == [variable] {
        variable.to_owned()
    } else {
        variable_name(&[variable])
    }
}

/// `["github", "api-key"]` → `GITHUB_API_KEY`; a word is split where its case changes.
pub(crate) fn variable_name(words: &[&str]) -> String {
    let mut name = String::new();
    for word in words {
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
    if name.starts_with(|c: char| c.is_ascii_digit()) {
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
                let text = root.pointer(&pointer).unwrap().as_str().unwrap();
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
            ],
        );
    }
}
