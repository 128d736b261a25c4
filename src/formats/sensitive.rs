//! Where secrets are in settings: values of `env` and `headers`, passwords in URLs, tokens among
//! arguments, and whatever stands under a key that says so. Only places and names come out of here.

use std::ops::Range;

use serde_json::{Map, Value};

use crate::formats::reference;
use crate::settings::document::Step;

/// A part of a string that should not be shown.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sensitive {
    /// The string's place.
    pub(crate) path: Vec<Step>,
    /// The bytes within the string.
    pub(crate) range: Range<usize>,
    /// A name for an environment variable that could hold it.
    pub(crate) variable: String,
    /// It looks like a secret; `false`: it only stands where secrets often do.
    pub(crate) looks_secret: bool,
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
                    let secret = is_secret_key(variable);
                    whole(value, secret, || variable.clone(), &path, &mut found);
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
            ("args", Value::Array(words)) => of_arguments(name, words, &mut found),
            (_, Value::String(text)) if text.contains("://") => {
                of_url(name, text, &path, &mut found);
            }
            ("tools" | "prompts" | "resources" | "description", _) => {}
            _ => by_key(value, key, name, &mut path, &mut found),
        }
    }
    found
}

/// The whole string, unless it only refers to variables.
fn whole(
    value: &Value,
    secret_key: bool,
    variable: impl FnOnce() -> String,
    path: &[Step],
    found: &mut Vec<Sensitive>,
) {
    let Some(text) = value.as_str() else { return };
    let literal = text.trim_start_matches("Bearer ").trim_start_matches("Basic ");
    if literal.is_empty() || reference::is_only_references(literal) {
        return;
    }
    found.push(Sensitive {
        path: path.to_vec(),
        range: text.len() - literal.len()..text.len(),
        variable: variable(),
        looks_secret: secret_key || looks_like_a_token(literal),
    });
}

fn of_header(server: &str, header: &str, value: &Value, path: &[Step], found: &mut Vec<Sensitive>) {
    let is_authorization = header.eq_ignore_ascii_case("authorization");
    let secret = is_authorization || is_secret_key(header);
    let word = if is_authorization { "TOKEN" } else { header };
    whole(value, secret, || variable_name(&[server, word]), path, found);
}

/// Strings under keys that say that they are secret, at any depth.
fn by_key(
    value: &Value,
    key: &str,
    prefix: &str,
    path: &mut Vec<Step>,
    found: &mut Vec<Sensitive>,
) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                path.push(Step::from(key.as_str()));
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
        Value::String(text) if text.contains("://") => of_url(prefix, text, path, found),
        Value::String(_) if is_secret_key(key) => {
            whole(value, true, || variable_name(&[prefix, key]), path, found);
        }
        _ => {}
    }
}

/// The password before the host, and parameters whose name says that they are secret.
fn of_url(server: &str, url: &str, path: &[Step], found: &mut Vec<Sensitive>) {
    let Some(authority) = url.find("://").map(|at| at + 3) else { return };
    let mut push = |range: Range<usize>, word: &str| {
        if !range.is_empty() && !reference::is_only_references(&url[range.clone()]) {
            found.push(Sensitive {
                path: path.to_vec(),
                range,
                variable: variable_name(&[server, word]),
                looks_secret: true,
            });
        }
    };
    let end = url[authority..].find(['/', '?', '#']).map_or(url.len(), |at| authority + at);
    if let Some(at) = url[authority..end].rfind('@').map(|at| authority + at) {
        let from = url[authority..at].find(':').map_or(authority, |colon| authority + colon + 1);
        push(from..at, "PASSWORD");
    }
    let Some(query) = url.find('?').map(|at| at + 1) else { return };
    let query_end = url[query..].find('#').map_or(url.len(), |at| query + at);
    let mut start = query;
    for pair in url[query..query_end].split('&') {
        if let Some((key, value)) = pair.split_once('=')
            && (is_secret_key(key) || key.eq_ignore_ascii_case("key") || looks_like_a_token(value))
        {
            push(start + key.len() + 1..start + pair.len(), key);
        }
        start += pair.len() + 1;
    }
}

/// `--token X`, `--api-key=X`, `Authorization: Bearer X`, URLs, and words that look like tokens.
fn of_arguments(server: &str, words: &[Value], found: &mut Vec<Sensitive>) {
    let mut flag = "";
    for (index, word) in words.iter().enumerate() {
        let Some(text) = word.as_str() else { continue };
        let path = [Step::from("args"), Step::from(index)];
        let named = std::mem::take(&mut flag);
        if is_secret_key(named) && !text.starts_with('-') {
            whole(word, true, || variable_name(&[server, named]), &path, found);
        } else if let Some((key, value)) = named_value(text)
            && is_secret_key(key)
        {
            let value = value.trim_start();
            let value = value.strip_prefix("Bearer ").unwrap_or(value);
            if !value.is_empty() && !reference::is_only_references(value) {
                found.push(Sensitive {
                    path: path.to_vec(),
                    range: text.len() - value.len()..text.len(),
                    variable: variable_name(&[server, key]),
                    looks_secret: true,
                });
            }
        } else if text.contains("://") {
            of_url(server, text, &path, found);
        } else if looks_like_a_token(text) {
            whole(word, true, || variable_name(&[server, "TOKEN"]), &path, found);
        } else if text.starts_with('-') && !text.contains('=') {
            flag = text;
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

/// Whether a key says that its value is secret: `GITHUB_TOKEN`, `clientSecret`, `X-Api-Key`.
pub(crate) fn is_secret_key(key: &str) -> bool {
    let plain: String =
        key.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let about = ["url", "uri", "endpoint", "path", "file", "name", "type", "lifetime", "method"];
    if about.iter().any(|end| plain.ends_with(end)) {
        return false;
    }
    let inside = [
        "secret",
        "token",
        "password",
        "passwd",
        "passphrase",
        "apikey",
        "accesskey",
        "privatekey",
        "authkey",
        "credential",
        "cookie",
    ];
    let counts = ["maxtoken", "mintoken", "outputtoken", "tokenizer", "tokencount", "tokenlimit"];
    let exact = ["auth", "authorization", "proxyauthorization", "pwd", "pass", "bearer", "pat"];
    exact.contains(&plain.as_str())
        || (inside.iter().any(|word| plain.contains(word))
            && !counts.iter().any(|word| plain.contains(word)))
}

/// Whether text looks like a token by its form alone.
pub(crate) fn looks_like_a_token(text: &str) -> bool {
    let prefixes = [
        "ghp_",
        "gho_",
        "ghu_",
        "ghs_",
        "ghr_",
        "github_pat_",
        "glpat-",
        "sk-",
        "sk_",
        "pk_live_",
        "xoxb-",
        "xoxp-",
        "xoxa-",
        "xapp-",
        "AKIA",
        "AIza",
        "ya29.",
        "eyJ",
        "hf_",
        "npm_",
        "pypi-",
        "dop_v1_",
        "shpat_",
        "lin_api_",
        "ntn_",
        "secret_",
        "figd_",
        "mcphub_",
    ];
    let has_digit = || text.contains(|c: char| c.is_ascii_digit());
    if text.len() >= 12 && prefixes.iter().any(|prefix| text.starts_with(prefix)) && has_digit() {
        return true;
    }
    let (mut digits, mut letters) = (0, 0);
    for c in text.chars() {
        match c {
            '0'..='9' => digits += 1,
            'a'..='z' | 'A'..='Z' => letters += 1,
            '_' | '-' | '+' | '=' => {}
            _ => return false,
        }
    }
    text.len() >= 32 && digits >= 6 && letters >= 6
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

    use super::*;

    fn check(entry: &Value, expected: &[(&str, &str, bool)]) {
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
                (text[one.range.clone()].to_owned(), one.variable.clone(), one.looks_secret)
            })
            .collect();
        let seen: Vec<_> = seen.iter().map(|(t, v, s)| (t.as_str(), v.as_str(), *s)).collect();
        assert_eq!(seen, expected);
    }

    #[test]
    fn values_of_env_and_headers_are_sensitive_and_some_are_surely_secret() {
        check(
            &json!({
                "env": {"GITHUB_TOKEN": "x", "LEVEL": "info", "REF": "${REF}"},
                "headers": {"Authorization": "Bearer abc", "X-Api-Key": "k", "Accept": "a/b"},
            }),
            &[
                ("x", "GITHUB_TOKEN", true),
                ("info", "LEVEL", false),
                ("abc", "GH_TOKEN", true),
                ("k", "GH_X_API_KEY", true),
                ("a/b", "GH_ACCEPT", false),
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
                ("pw", "GH_PASSWORD", true),
                ("1", "GH_API_KEY", true),
                ("t", "GH_TOKEN", true),
                ("u", "GH_API_KEY", true),
                ("v", "GH_AUTHORIZATION", true),
                ("ghp_0123456789abcdef", "GH_TOKEN", true),
            ],
        );
    }

    #[test]
    fn nested_secrets_are_found_by_their_keys() {
        check(
            &json!({"oauth": {"clientId": "c", "clientSecret": "s", "tokenEndpoint": "https://t"}}),
            &[("s", "GH_CLIENT_SECRET", true)],
        );
    }

    #[test]
    fn keys_about_secrets_are_not_secrets() {
        for key in ["tokenEndpoint", "maxTokens", "bearerAuthHeaderName", "accessTokenLifetime"] {
            assert!(!is_secret_key(key), "{key}");
        }
    }
}
