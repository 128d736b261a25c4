//! What no file alone can tell: variables that are not set, programs that are not there.
//! The caller looks at its machine; servers that are switched off need nothing of it.

use serde_json::Value;

use crate::settings::diagnostic::{Code, Diagnostic};
use crate::settings::document::{Document, Step};
use crate::settings::expand::{self, Variable};
use crate::settings::secret::Secret;
use crate::settings::server::Transport;
use crate::settings::validate::settings::validate;

/// The program of this hub itself; it is found without a path.
const OURSELVES: &str = "mcphub";

/// Variables without a default that are needed and not set.
pub(crate) fn check_variables(
    document: &Document,
    is_set: &dyn Fn(&str) -> bool,
) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    let wanted = expand::variables(document).into_iter();
    for one in wanted.filter(|one| is_enabled(document, &one.server) && !is_set(&one.name)) {
        let Variable { name, server, field, place, in_env } = one;
        let without = if in_env { "is started without it" } else { "does not start without it" };
        let message = format!("variable `{name}` is not set; server `{server}` {without}");
        let help = format!("`{field}` needs it: set {name} in the environment or in .env");
        let diagnostic = Diagnostic::warning(Code::UnsetVariable, place, message).help(help);
        if !found.contains(&diagnostic) {
            found.push(diagnostic);
        }
    }
    found
}

/// Programs of servers that cannot be found. `is_there` is given the `command`, and `PATH` where the
/// server sets its own.
pub(crate) fn check_commands(
    document: &Document,
    is_there: &dyn Fn(&str, Option<&str>) -> bool,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for server in validate(document).0.servers.iter().filter(|server| server.enabled) {
        let Transport::Stdio(stdio) = &server.transport else { continue };
        let command = stdio.command.as_str();
        let path = stdio.env.get("PATH").map(Secret::reveal);
        let open = !expand::names(command).is_empty()
            || path.is_some_and(|path| !expand::names(path).is_empty());
        // A whole line for a shell is reported as such.
        let is_line = command.contains(char::is_whitespace);
        if command == OURSELVES || open || is_line || is_there(command, path) {
            continue;
        }
        let place: [Step; 3] = ["mcpServers".into(), server.name.as_str().into(), "command".into()];
        let Some(place) = document.place_of_value(&place) else { continue };
        let name = &server.name;
        let message = format!("there is no program `{command}`; server `{name}` does not start");
        let help = "install it, correct the name, or write its whole path";
        found.push(Diagnostic::warning(Code::CommandNotFound, place, message).help(help));
    }
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
    fn what_is_off_or_has_a_default_needs_nothing() {
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
            // A variable of `env` does not see its neighbours.
            let place = document.place_of_value(&[
                "mcpServers".into(),
                "open".into(),
                "env".into(),
                "B".into(),
            ]);
            let message = "variable `A` is not set; server `open` is started without it";
            let help = "`env.B` needs it: set A in the environment or in .env";
            vec![Diagnostic::warning(Code::UnsetVariable, place.unwrap(), message).help(help)]
        });
        let there = |command: &str, path: Option<&str>| command == "tool" && path == Some("/opt");
        assert_eq!(check_commands(&document, &there), []);
    }
}
