//! The results of `install`, `uninstall` and `sync`: a table, JSON, and diffs with secrets masked.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::output::render;
use crate::clients::record::{Client, Syntax};
use crate::formats::entry;
use crate::formats::file_edit::edit;
use crate::settings::secrets::detect::{Confidence, is_secret_key};
use crate::settings::secrets::redact;

/// The shortest text that is masked wherever it occurs.
const MASKED_MIN: usize = 4;

/// The result for one client.
#[derive(Debug, Default)]
pub(crate) struct Row {
    pub(crate) client: &'static str,
    pub(crate) file: String,
    pub(crate) action: String,
    pub(crate) notes: Vec<String>,
    pub(crate) diff: String,
}

impl Row {
    pub(crate) fn new(client: &Client, file: &str, action: &str) -> Self {
        Self {
            client: client.id,
            file: file.to_owned(),
            action: action.to_owned(),
            ..Self::default()
        }
    }

    fn json(&self) -> Value {
        let mut row = json!({
            "client": self.client, "file": self.file, "action": self.action, "notes": self.notes,
        });
        if !self.diff.is_empty() {
            row["diff"] = self.diff.as_str().into();
        }
        row
    }
}

/// Prints the results. `more` are further members of the JSON form.
pub(crate) fn print(
    context: &mut Context,
    rows: &[Row],
    more: &[(&str, Value)],
) -> Result<(), Failure> {
    if context.global.json {
        let mut answer = Map::new();
        answer.insert("version".into(), 1.into());
        answer.extend(more.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
        answer.insert("results".into(), rows.iter().map(Row::json).collect());
        return context.ui.print_json(&Value::Object(answer));
    }
    for row in rows.iter().filter(|row| !row.diff.is_empty()) {
        context.ui.print_styled(&format!("{}\n", render::colorize(&row.diff)))?;
    }
    let cells = rows.iter().map(|row| {
        vec![row.client.to_owned(), row.action.clone(), row.notes.join("; "), row.file.clone()]
    });
    let fit = context.environment.stdout_is_terminal;
    let table = render::table(&["client", "result", "notes", "file"], cells.collect(), fit);
    context.ui.print(&table)
}

/// Returns the diff of a client's file, with the secrets of both texts masked.
pub(crate) fn masked_diff(shown: &str, before: &str, after: &str, syntax: Syntax) -> String {
    let mut secrets = BTreeSet::new();
    for text in [before, after] {
        if let Ok(root) = edit::read(text, syntax) {
            collect(&root, "", &mut secrets);
        }
    }
    let masked = |text: &str| {
        // The longest first, since one may contain another.
        let mut all: Vec<&String> = secrets.iter().collect();
        all.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        all.into_iter().fold(text.to_owned(), |text, secret| {
            let quoted = Value::from(secret.as_str()).to_string();
            let inner = quoted.trim_matches('"');
            text.replace(inner, redact::MASK).replace(secret.as_str(), redact::MASK)
        })
    };
    let diff = render::diff(shown, &masked(before), &masked(after));
    diff.split_inclusive('\n').map(redact::free_text).collect()
}

/// Collects the values that must not be shown.
fn collect(value: &Value, key: &str, secrets: &mut BTreeSet<String>) {
    const VALUES: [&str; 6] =
        ["env", "envs", "environment", "headers", "http_headers", "requestOptions"];
    match value {
        Value::Object(members) => {
            if entry::looks_like_an_entry(value) {
                let entry = as_ours(members);
                let masked = redact::server("", &entry, Confidence::Low);
                collect_masked(&Value::Object(entry), &Value::Object(masked), secrets);
            }
            for (name, member) in members {
                let within = VALUES.contains(&key) && member.is_string();
                collect(member, if within { "env" } else { name }, secrets);
                if (within || is_secret_key(name))
                    && let Some(text) = member.as_str()
                    && !text.contains("${")
                    && !text.contains("{env:")
                    && text.len() >= MASKED_MIN
                {
                    secrets.insert(text.to_owned());
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, key, secrets)),
        _ => {}
    }
}

/// Collects the parts of texts that were masked.
fn collect_masked(value: &Value, masked: &Value, secrets: &mut BTreeSet<String>) {
    match (value, masked) {
        (Value::String(text), Value::String(masked)) if text != masked => {
            let (before, after) = masked.split_once(redact::MASK).unwrap_or_default();
            let secret = text.strip_prefix(before).and_then(|text| text.strip_suffix(after));
            let secret = secret.unwrap_or(text);
            if secret.len() >= MASKED_MIN {
                secrets.insert(secret.to_owned());
            }
        }
        (Value::Array(items), Value::Array(masked)) => {
            items
                .iter()
                .zip(masked)
                .for_each(|(item, masked)| collect_masked(item, masked, secrets));
        }
        (Value::Object(members), Value::Object(masked)) => {
            for (key, member) in members {
                if let Some(masked) = masked.get(key) {
                    collect_masked(member, masked, secrets);
                }
            }
        }
        _ => {}
    }
}

/// Returns the members under our names, so that secrets are found in arguments and URLs too.
fn as_ours(members: &Map<String, Value>) -> Map<String, Value> {
    let ours = |key: &str| match key {
        "cmd" => "command".to_owned(),
        "serverUrl" | "httpUrl" | "uri" => "url".to_owned(),
        other => other.to_owned(),
    };
    members.iter().map(|(key, value)| (ours(key), value.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_shows_no_secret_of_either_text() {
        let before = "{\n  \"mcpServers\": {\n    \"a\": {\"command\": \"x\", \"args\": [\"--token\", \"tok-1234\"], \"env\": {\"K\": \"plain-secret\"}}\n  }\n}\n";
        let after = before.replace(
            "\"a\": {",
            "\"hub\": {\"url\": \"u\", \"headers\": {\"Authorization\": \"Bearer mcphub_abc\"}},\n    \"a\": {",
        );
        let diff = masked_diff("f", before, &after, Syntax::Json);
        for secret in ["tok-1234", "plain-secret", "mcphub_abc"] {
            assert!(!diff.contains(secret), "{diff}");
        }
        assert!(diff.contains("+    \"hub\": {\"url\": \"u\""), "{diff}");
        let yaml = "extensions:\n  a:\n    envs:\n      K: plain-secret\n";
        let diff = masked_diff("f", yaml, "", Syntax::YamlMap);
        assert!(!diff.contains("plain-secret") && diff.contains("-      K: ***"), "{diff}");
    }
}
