//! Finds the places of secrets in settings: values of `env` and `headers`, passwords and parameters
//! in URLs, tokens in arguments, and values of any type under a key that names a secret. Results
//! contain only places and names: validation warns about them, masking hides them, and redaction
//! removes them.

use serde_json::{Map, Value};

use crate::schema::fields;
use crate::secrets::detect::{Confidence, is_descriptive_header, is_plain, is_secret_key};
use crate::secrets::locate::sensitive::{Name, Sensitive};
use crate::secrets::locate::unknown;
use crate::secrets::locate::values::{Leaves, Rule, Words, by_key, in_arguments, push_whole};
use crate::secrets::locate::variable::reference_name;
use crate::text::path::Step;

/// Returns all sensitive parts of a settings document.
pub fn in_document(root: &Value) -> Vec<Sensitive> {
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
pub fn in_server(name: &str, entry: &Map<String, Value>) -> Vec<Sensitive> {
    let mut found = Vec::new();
    for (key, value) in entry {
        let mut path = vec![Step::from(key.as_str())];
        match (key.as_str(), value) {
            ("env", Value::Object(pairs)) => {
                for (variable, value) in pairs {
                    path.push(Step::from(variable.as_str()));
                    let named = is_secret_key(variable);
                    if value.is_string() {
                        push_whole(
                            value,
                            named,
                            Name::Exact(reference_name(variable)),
                            &path,
                            &mut found,
                        );
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
                push_whole(value, false, Name::of_words(name, key), &path, &mut found);
                found.iter_mut().filter(|one| one.path == path).for_each(|one| {
                    one.confidence = Confidence::Low;
                });
            }
            ("tools" | "prompts" | "resources" | "description", _) => {}
            ("oauth" | "connectorConfig" | "credentialTemplate", _) => {
                in_credentials(value, "", name, &mut path, &mut found);
            }
            ("openapi", Value::Object(members)) => {
                for (key, value) in members {
                    path.push(Step::from(key.as_str()));
                    let examine = if key == "security" { in_credentials } else { by_key };
                    examine(value, key, name, &mut path, &mut found);
                    path.pop();
                }
            }
            _ => by_key(value, key, name, &mut path, &mut found),
        }
    }
    unknown::in_object(&Value::Object(entry.clone()), &fields::SERVER, found)
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
        push_whole(value, named, Name::of_words(server, word), path, found);
    } else {
        Leaves { rule: Rule::All, prefix: server, path, found }.of(value, word, named);
    }
    if is_descriptive_header(header) {
        let harmless = found[before..].iter_mut().filter(|one| one.confidence < Confidence::High);
        harmless.for_each(|one| one.confidence = Confidence::Low);
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Confidence::{High, Low, Medium};
    use super::*;
    use crate::secrets::locate::sensitive::text_of;
    use crate::secrets::locate::variable::variable_of;

    fn check(entry: &Value, expected: &[(&str, &str, Confidence)]) {
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
                (text[one.range.clone()].to_owned(), variable_of(one), one.confidence)
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
                ("x", "GITHUB_TOKEN", Medium),
                ("info", "LEVEL", Low),
                ("pg://u:p@h/d", "DATABASE", Medium),
                ("abc", "GH_TOKEN", Medium),
                ("k", "GH_X_API_KEY", Medium),
                ("a/b", "GH_ACCEPT", Low),
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
                ("pw", "GH_PASSWORD", Medium),
                ("1", "GH_API_KEY", Medium),
                ("t", "GH_TOKEN", Medium),
                ("u", "GH_API_KEY", Medium),
                ("v", "GH_AUTHORIZATION", Medium),
                ("ghp_0123456789abcdef", "GH_TOKEN", High),
            ],
        );
    }

    #[test]
    fn nested_secrets_are_found_by_key() {
        check(
            &json!({"oauth": {"clientId": "c", "clientSecret": "s", "tokenEndpoint": "https://t"}}),
            &[("s", "GH_CLIENT_SECRET", Medium)],
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
                ("t1", "GH_TOKEN", Medium),
                ("k1", "GH_KEY", Medium),
                ("t2", "GH_A_TOKEN", Medium),
                ("t3", "GH_AUTHORIZATION", Medium),
                ("t4", "GH_MY_SECRET", Medium),
                ("t5", "GH_API_KEY", Medium),
                ("t6", "GH_AUTHORIZATION", Medium),
                ("${T:-t7}", "GH_TOKEN", Medium),
                ("ghp_0123456789abcdef", "GH_TOKEN", High),
                ("t8", "GH_TOKEN", Medium),
            ],
        );
    }

    #[test]
    fn tokens_in_clear_text_are_distinguished_from_settings() {
        let confidence = |name: &str, value: &str| {
            let mut found = Vec::new();
            push_whole(
                &value.into(),
                is_secret_key(name),
                Name::Exact(String::new()),
                &[],
                &mut found,
            );
            found.first().map(|one| one.confidence)
        };
        for (name, value) in [
            ("X", "ghp_0123456789abcdefABCDEF"),
            ("Authorization", "Bearer 0123456789abcdef"),
            ("API_KEY", "0123456789"),
            ("x-api-key", "abcdef012345"),
        ] {
            assert_eq!(confidence(name, value), Some(High), "{name}");
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
            assert!(confidence(name, value).is_some_and(|confidence| confidence < High), "{name}");
        }
        for (name, value) in [("API_KEY", "${API_KEY}"), ("Authorization", "Bearer ${TOKEN}")] {
            assert_eq!(confidence(name, value), None, "{name}");
        }
        let entry = json!({"args": ["-y", "pkg", "--api-key", "0123456789ab", "--token=abcdefgh1"],
                           "url": "https://a.example/mcp?api_key=0123456789ab&q=0123456789ab"});
        check(
            &entry,
            &[
                ("0123456789ab", "GH_API_KEY", High),
                ("abcdefgh1", "GH_TOKEN", High),
                ("0123456789ab", "GH_API_KEY", High),
                ("0123456789ab", "GH_Q", Medium),
            ],
        );
    }
}
