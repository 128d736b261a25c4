//! Checks references to values outside the file and the environment against the machine. The caller
//! knows which values there are; disabled servers are skipped.

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::expand;
use crate::reference::{self, Outside, Source};
use crate::text::document::Document;
use crate::text::tree::{Node, NodeKind};

/// A use of a value outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    pub reference: Outside,
    /// The entry that uses it: `server `NAME`` or `bearer key `NAME``.
    pub user: String,
    /// The field, as a dotted path inside the entry.
    pub field: String,
    /// The byte range of the string.
    pub place: std::ops::Range<usize>,
    /// Whether the entry is in use.
    pub enabled: bool,
}

/// Returns every reference to a value outside that is resolved: in servers, and in tokens of keys.
pub fn uses(document: &Document) -> Vec<Use> {
    let mut found = Vec::new();
    let section = |key: &str| document.tree().root.get(key).map_or(&[][..], Node::items);
    for server in section("mcpServers") {
        let name = server.key.as_ref().map_or("", |key| &key.text);
        let enabled = is_enabled(&server.value);
        let mut walk = Walk { user: format!("server `{name}`"), enabled, found: &mut found };
        for item in server.value.items() {
            let field = item.key.as_ref().map_or("", |key| &key.text);
            if expand::is_expanded(field) {
                walk.collect(&item.value, field);
            }
        }
    }
    for key in section("bearerKeys") {
        let text = |name: &str| key.value.get(name).map(Node::to_value);
        let name = text("name").or_else(|| text("id")).unwrap_or_default();
        let user = format!("bearer key `{}`", name.as_str().unwrap_or_default());
        let mut walk = Walk { user, enabled: is_enabled(&key.value), found: &mut found };
        if let Some(token) = key.value.get("token") {
            walk.collect(token, "token");
        }
    }
    found
}

fn is_enabled(entry: &Node) -> bool {
    entry.get("enabled").is_none_or(|node| node.to_value() != Value::Bool(false))
}

struct Walk<'a> {
    user: String,
    enabled: bool,
    found: &'a mut Vec<Use>,
}

impl Walk<'_> {
    fn collect(&mut self, node: &Node, field: &str) {
        if let NodeKind::Scalar(Value::String(text)) = &node.kind {
            for reference in reference::outside(text) {
                self.found.push(Use {
                    reference,
                    user: self.user.clone(),
                    field: field.to_owned(),
                    place: node.place.clone(),
                    enabled: self.enabled,
                });
            }
        }
        for (index, item) in node.items().iter().enumerate() {
            let field = match &item.key {
                Some(key) => format!("{field}.{}", key.text),
                None => format!("{field}[{index}]"),
            };
            self.collect(&item.value, &field);
        }
    }
}

/// Reports references without a value. `why_missing` returns the reason in one line; it is not asked
/// for values of users, and for references that cannot be used at all.
pub fn check_outside(
    document: &Document,
    why_missing: &dyn Fn(&Outside) -> Option<String>,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for one in uses(document).into_iter().filter(|one| one.enabled) {
        let source = one.reference.source;
        let code = match source {
            Source::User => continue,
            Source::Secret => Code::UnsetSecret,
            Source::File => Code::FileNotFound,
            Source::Command | Source::OnePassword => Code::ReferenceSwitchedOff,
        };
        if source.fault(&one.reference.name).is_some() {
            continue;
        }
        let Some(why) = why_missing(&one.reference) else { continue };
        let effect = if one.field == "token" { "it opens nothing" } else { "it does not start" };
        let message = format!("`{}` of {}: {why}; {effect}", one.field, one.user);
        let help = match source {
            Source::Secret | Source::User => "`mcphub secret list` shows which secrets there are",
            Source::File => "a relative path is below the folder of the settings file",
            Source::Command | Source::OnePassword => {
                "MCPHUB_ALLOW_COMMANDS=1 in the environment of the hub allows programs"
            }
        };
        let diagnostic = Diagnostic::warning(code, one.place, message).help(help);
        if !found.contains(&diagnostic) {
            found.push(diagnostic);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_values_are_reported_where_they_are_used() {
        let document = Document::parse(
            r#"{"mcpServers": {
                "off": {"command": "x", "env": {"A": "${secret:GONE}"}, "enabled": false},
                "on": {"command": "x", "env": {"A": "${secret:GONE} ${secret:GONE} ${secret:HERE}"},
                    "args": ["${user:U}", "${secret:a b}", "${file:f}", "${cmd:pass x}"],
                    "description": "${secret:NOT}"}},
                "bearerKeys": [{"name": "k", "token": "${secret:GONE}", "accessType": "all"}]}"#,
        )
        .unwrap();
        let missing =
            |one: &Outside| (one.name != "HERE").then(|| format!("{} is gone", one.key()));
        let found: Vec<String> =
            check_outside(&document, &missing).iter().map(|one| one.message.clone()).collect();
        assert_eq!(
            found,
            [
                "`env.A` of server `on`: secret:GONE is gone; it does not start",
                "`args[2]` of server `on`: file:f is gone; it does not start",
                "`args[3]` of server `on`: cmd:pass x is gone; it does not start",
                "`token` of bearer key `k`: secret:GONE is gone; it opens nothing",
            ]
        );
    }

    #[test]
    fn a_key_with_a_reference_opens_nothing_until_it_is_filled() {
        let text = r#"{"bearerKeys": [
            {"name": "a", "token": "${secret:A}", "accessType": "all"},
            {"name": "b", "token": "${secret:B}", "accessType": "all"},
            {"name": "c", "token": "${secret:C}", "accessType": "all"},
            {"name": "u", "token": "${user:U}", "accessType": "all"},
            {"name": "x", "token": "x${secret:A}", "accessType": "all"}]}"#;
        let (mut settings, findings) = crate::validate::validate(&Document::parse(text).unwrap());
        let codes: Vec<&str> = findings.iter().map(|one| one.code.word()).collect();
        assert_eq!(codes, ["bad-reference", "placeholder-token"]);
        let tokens = |settings: &crate::validate::Settings| -> Vec<String> {
            settings.keys.iter().flatten().map(|key| key.token.reveal().to_owned()).collect()
        };
        assert_eq!(tokens(&settings), ["", "", ""]);
        let faults = settings.fill_tokens(&|one| match one.name.as_str() {
            "A" => Ok("a-token-of-some-length\n".to_owned().into()),
            "B" => Err("secret B is not set".to_owned()),
            _ => Ok("changeme".to_owned().into()),
        });
        assert_eq!(tokens(&settings), ["a-token-of-some-length", "", ""]);
        let faults: Vec<String> =
            faults.into_iter().map(|(key, why)| format!("{key}: {why}")).collect();
        assert_eq!(
            faults,
            ["b: secret B is not set", "c: the value of `${secret:C}` cannot be a token"]
        );
        let (before, _) = crate::validate::validate(&Document::parse(text).unwrap());
        assert!(before.closed && before.has_credentials());
    }
}
