//! Checks that depend on the machine: unset variables, missing programs. The caller queries its
//! machine; disabled servers are skipped.

use std::ops::Range;
use std::path::Path;

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::expand::{self, Variable};
use crate::model::secret::Secret;
use crate::model::self_reference;
use crate::model::server::Transport;
use crate::reference;
use crate::text::document::Document;
use crate::text::path::Step;
use crate::validate::settings::validate;

/// Lists of entries, and the key of a secret in them.
const LISTS: [(&str, &str); 5] = [
    ("bearerKeys", "token"),
    ("users", "password"),
    ("mcpClients", "accessToken"),
    ("oauthClients", "clientSecret"),
    ("oauthTokens", "accessToken"),
];

/// The program that runs others behind their `proxy`.
const PROXYCHAINS: &str = "proxychains4";

/// Reports required variables without a default that are not set.
pub fn check_variables(document: &Document, is_set: &dyn Fn(&str) -> bool) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    let wanted = expand::variables(document).into_iter();
    for one in wanted.filter(|one| is_enabled(document, &one.server) && !is_set(&one.name)) {
        let Variable { name, server, field, place, in_env } = one;
        let without = if in_env { "is started without it" } else { "does not start without it" };
        let message = format!("variable `{name}` is not set; server `{server}` {without}");
        let help = format!(
            "`{field}` needs it: set {name} in the environment, or in .env beside the settings"
        );
        let diagnostic = Diagnostic::warning(Code::UnsetVariable, place, message).help(help);
        if !found.contains(&diagnostic) {
            found.push(diagnostic);
        }
    }
    found
}

/// Reports servers that are the hub itself, which listens on one of `ports`.
pub fn check_loops(document: &Document, ports: &[u16]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for server in validate(document).0.servers.iter().filter(|server| server.enabled) {
        if !self_reference::is_this_hub(&server.entry, ports) {
            continue;
        }
        let key = if server.entry.contains_key("command") { "command" } else { "url" };
        let place: [Step; 3] = ["mcpServers".into(), server.name.as_str().into(), key.into()];
        let Some(place) = document.place_of_value(&place) else { continue };
        let message = format!("server `{}`: {}", server.name, self_reference::ITSELF);
        let help = "remove it: a hub that connects to itself loops forever";
        found.push(Diagnostic::warning(Code::Loop, place, message).help(help));
    }
    found
}

/// Reports missing programs of servers. `is_there` receives the `command`, with `cwd` in front if
/// it is a relative path, and the server's own `PATH` if it has one.
pub fn check_commands(
    document: &Document,
    is_there: &dyn Fn(&str, Option<&str>) -> bool,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for server in validate(document).0.servers.iter().filter(|server| server.enabled) {
        let Transport::Stdio(stdio) = &server.transport else { continue };
        let path = stdio.env.get("PATH").map(Secret::reveal);
        let is_behind = stdio.proxy.is_some() && !is_there(PROXYCHAINS, path);
        let at: [Step; 3] = ["mcpServers".into(), server.name.as_str().into(), "proxy".into()];
        if let Some(place) = document.place_of_value(&at).filter(|_| is_behind) {
            let name = &server.name;
            let message =
                format!("there is no program `{PROXYCHAINS}`; server `{name}` does not start");
            let help = "install proxychains-ng, or set `proxy.enabled` to false";
            found.push(Diagnostic::warning(Code::CommandNotFound, place, message).help(help));
        }
        let command = stdio.command.as_str();
        let open = reference::has_any(command) || path.is_some_and(reference::has_any);
        // A shell command line is reported separately.
        let is_line = command.contains(char::is_whitespace);
        if command == self_reference::PROGRAM || open || is_line {
            continue;
        }
        let is_path = Path::new(command).is_relative() && command.contains(['/', '\\']);
        let cwd = stdio.cwd.as_deref().map(str::trim).filter(|_| is_path).unwrap_or_default();
        // `~` and variables cannot be resolved here.
        if cwd.starts_with('~') || reference::has_any(cwd) {
            continue;
        }
        if is_there(&Path::new(cwd).join(command).to_string_lossy(), path) {
            continue;
        }
        let place: [Step; 3] = ["mcpServers".into(), server.name.as_str().into(), "command".into()];
        let Some(place) = document.place_of_value(&place) else { continue };
        let name = &server.name;
        let message = format!("there is no program `{command}`; server `{name}` does not start");
        let help = if is_path {
            "a relative path is below the folder in which the server runs: `cwd`, or that of the \
             settings file"
        } else {
            "install it, correct the name, or write its whole path"
        };
        found.push(Diagnostic::warning(Code::CommandNotFound, place, message).help(help));
    }
    found
}

/// Reports a file that contains secrets if other users can read it (`is_open`).
pub fn check_readers(document: &Document, is_open: bool) -> Vec<Diagnostic> {
    let place = is_open.then(|| secrets(document)).into_iter().flatten().next();
    let Some(place) = place else { return Vec::new() };
    let message = "the file contains secrets and is readable by other users of this machine";
    let help = "restrict it: `chmod 600` the file";
    vec![Diagnostic::warning(Code::ReadableByOthers, place, message).help(help)]
}

/// Returns whether `after` contains a secret that `before` does not; both are texts of settings.
pub fn adds_secret(before: &str, after: &str) -> bool {
    let Ok(document) = Document::parse(after) else { return false };
    secrets(&document).into_iter().any(|place| !before.contains(&after[place]))
}

/// Returns the places of secrets in the document, in clear text or hashed.
fn secrets(document: &Document) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let is_secret = |value: &Value| {
        value.as_str().is_some_and(|text| !text.is_empty() && !reference::has_any(text))
    };
    for (list, key) in LISTS {
        let entries = document.get(&[list.into()]).and_then(Value::as_array).map_or(0, Vec::len);
        for at in 0..entries {
            let path: [Step; 3] = [list.into(), at.into(), key.into()];
            if document.get(&path).is_some_and(is_secret) {
                found.extend(document.place_of_value(&path));
            }
        }
    }
    let routing: [Step; 3] = ["systemConfig".into(), "routing".into(), "bearerAuthKey".into()];
    if document.get(&routing).is_some_and(is_secret) {
        found.extend(document.place_of_value(&routing));
    }
    let findings = validate(document).1.into_iter();
    found.extend(findings.filter(|f| f.code == Code::SecretLiteral).map(|f| f.place));
    found
}

fn is_enabled(document: &Document, server: &str) -> bool {
    let enabled = document.get(&["mcpServers".into(), server.into(), "enabled".into()]);
    enabled != Some(&Value::Bool(false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_secret_that_is_new_is_added() {
        let file =
            |token: &str| format!(r#"{{"bearerKeys": [{{"name": "k", "token": "{token}"}}]}}"#);
        assert!(adds_secret("{}", &file("0123456789abcdef")));
        assert!(adds_secret(&file("0123456789abcdef"), &file("another-token-0123")));
        assert!(!adds_secret(&file("0123456789abcdef"), &file("0123456789abcdef")));
        assert!(!adds_secret("{}", &file("${TOKEN}")) && !adds_secret("{}", "{"));
    }

    #[test]
    fn disabled_servers_and_defaults_need_no_variables() {
        let document = Document::parse(
            r#"{"mcpServers": {
                "off": {"command": "gone", "args": ["$GONE"], "enabled": false},
                "ours": {"command": "mcphub", "args": ["${GONE:-x}"]},
                "open": {"command": "${HERE}", "env": {"A": "$HERE", "B": "$A"}},
                "own": {"command": "tool", "env": {"PATH": "/opt"}}
            }}"#,
        )
        .unwrap();
        assert_eq!(check_variables(&document, &|name| name == "HERE"), {
            // A variable of `env` does not see its neighbors.
            let place = document.place_of_value(&[
                "mcpServers".into(),
                "open".into(),
                "env".into(),
                "B".into(),
            ]);
            let message = "variable `A` is not set; server `open` is started without it";
            let help = "`env.B` needs it: set A in the environment, or in .env beside the settings";
            vec![Diagnostic::warning(Code::UnsetVariable, place.unwrap(), message).help(help)]
        });
        let there = |command: &str, path: Option<&str>| command == "tool" && path == Some("/opt");
        assert_eq!(check_commands(&document, &there), []);
    }
}
