//! Compares settings: a reload applies the list of changes between the old and the new ones.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::model::server::{Server, Transport};
use crate::validate::Settings;

/// One difference between two settings. The kind determines the cost of applying it.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A server to start.
    Added(String),
    /// A server to drain and stop.
    Removed(String),
    /// The connection settings or `enabled` differ: stop the server and start it again.
    Reconnected(String),
    /// Only the presentation (overrides, description, sharing) or the timeouts differ: the
    /// connection stays.
    Reshaped(String),
    /// The order of servers differs, which may change the result of name conflicts.
    Reordered,
    Groups,
    /// Keys, clients, users, OAuth clients or routing rules differ.
    Access,
    BuiltIns,
    /// Another value of `systemConfig` differs, given as a dotted path.
    System(String),
}

/// Returns all differences between `old` and `new`, servers first, in file order.
pub fn diff(old: &Settings, new: &Settings) -> Vec<Change> {
    let mut changes = server_changes(&old.servers, &new.servers);
    if old.groups != new.groups {
        changes.push(Change::Groups);
    }
    let access = old.keys != new.keys
        || old.clients != new.clients
        || old.users != new.users
        || old.oauth_clients != new.oauth_clients
        || old.has_oauth_clients != new.has_oauth_clients
        || old.closed != new.closed
        || old.system.routing != new.system.routing;
    if access {
        changes.push(Change::Access);
    }
    if old.prompts != new.prompts || old.resources != new.resources {
        changes.push(Change::BuiltIns);
    }
    changes.extend(system_changes(&old.system.entry, &new.system.entry));
    changes
}

/// Removed servers come first, so that their names and resources are free.
fn server_changes(old: &[Server], new: &[Server]) -> Vec<Change> {
    fn by_name(servers: &[Server]) -> HashMap<&str, &Server> {
        servers.iter().map(|server| (server.name.as_str(), server)).collect()
    }
    let (was, is) = (by_name(old), by_name(new));
    let gone = old.iter().filter(|server| !is.contains_key(server.name.as_str()));
    let mut changes: Vec<Change> = gone.map(|gone| Change::Removed(gone.name.clone())).collect();
    for server in new {
        let name = || server.name.clone();
        match was.get(server.name.as_str()) {
            None => changes.push(Change::Added(name())),
            Some(old) if *old == server => {}
            Some(old) if connects_alike(old, server) => changes.push(Change::Reshaped(name())),
            Some(_) => changes.push(Change::Reconnected(name())),
        }
    }
    let kept = old.iter().map(|server| &server.name).filter(|name| is.contains_key(name.as_str()));
    let keeping = new.iter().map(|s| &s.name).filter(|name| was.contains_key(name.as_str()));
    if !kept.eq(keeping) {
        changes.push(Change::Reordered);
    }
    changes
}

fn connects_alike(old: &Server, new: &Server) -> bool {
    is_same_transport(&old.transport, &new.transport)
        && old.enabled == new.enabled
        && old.trusted == new.trusted
        && old.per_session_client == new.per_session_client
        && old.stateless == new.stateless
        && old.has_one_connection() == new.has_one_connection()
        && old.start_on_demand == new.start_on_demand
        && old.idle_timeout == new.idle_timeout
        && old.env_file == new.env_file
}

/// Compares without tokens, which a login takes over while its server is connected.
fn is_same_transport(old: &Transport, new: &Transport) -> bool {
    match (old, new) {
        (Transport::Remote(old), Transport::Remote(new)) if old != new => {
            old.without_tokens() == new.without_tokens()
        }
        _ => old == new,
    }
}

/// Compares by section, and by key inside a section. Routing is part of [`Change::Access`].
fn system_changes(old: &Map<String, Value>, new: &Map<String, Value>) -> Vec<Change> {
    let mut changes = Vec::new();
    for section in all_keys(old, new).filter(|section| *section != "routing") {
        match (old.get(section), new.get(section)) {
            (old, new) if old == new => {}
            (Some(Value::Object(old)), Some(Value::Object(new))) => {
                let differing = all_keys(old, new).filter(|key| old.get(*key) != new.get(*key));
                changes.extend(differing.map(|key| Change::System(format!("{section}.{key}"))));
            }
            _ => changes.push(Change::System(section.clone())),
        }
    }
    changes
}

fn all_keys<'a>(
    old: &'a Map<String, Value>,
    new: &'a Map<String, Value>,
) -> impl Iterator<Item = &'a String> {
    old.keys().chain(new.keys().filter(|key| !old.contains_key(*key)))
}

#[cfg(test)]
mod tests {
    use super::{Change, diff};
    use crate::text::document::Document;
    use crate::validate::{Settings, validate};

    fn settings(text: &str) -> Settings {
        validate(&Document::parse(text).unwrap()).0
    }

    #[track_caller]
    fn check(old: &str, new: &str, expected: &[Change]) {
        assert_eq!(diff(&settings(old), &settings(new)), expected);
        assert_eq!(diff(&settings(new), &settings(new)), []);
    }

    fn servers(entries: &str) -> String {
        format!("{{\"mcpServers\": {{{entries}}}}}")
    }

    #[test]
    fn a_change_of_a_server_has_the_right_kind() {
        let base = servers(r#""a": {"command": "x"}, "b": {"command": "y"}"#);
        let reconnected = [Change::Reconnected("a".into())];
        let reshaped = [Change::Reshaped("a".into())];
        for (a, expected) in [
            (r#"{"command": "x", "args": []}"#, &reshaped),
            (r#"{"command": "x", "args": ["-y"]}"#, &reconnected),
            (r#"{"command": "x", "env": {"A": "b"}}"#, &reconnected),
            (r#"{"command": "x", "enabled": false}"#, &reconnected),
            (r#"{"command": "x", "perSessionClient": true}"#, &reconnected),
            (r#"{"command": "x", "sessionMode": "stateless"}"#, &reconnected),
            (r#"{"command": "x", "sessionMode": "stateful"}"#, &reconnected),
            (r#"{"command": "x", "proxy": {"enabled": true}}"#, &reconnected),
            (r#"{"url": "https://x.example"}"#, &reconnected),
            (r#"{"command": "x", "description": "d"}"#, &reshaped),
            (r#"{"command": "x", "tools": {"t": {"enabled": false}}}"#, &reshaped),
            (r#"{"command": "x", "owner": "ann"}"#, &reshaped),
            (r#"{"command": "x", "options": {"timeout": 5}}"#, &reshaped),
            (r#"{"command": "x", "somethingElse": 1}"#, &reshaped),
        ] {
            check(&base, &servers(&format!(r#""a": {a}, "b": {{"command": "y"}}"#)), expected);
        }
    }

    #[test]
    fn a_server_is_reconnected_when_its_owner_is_no_longer_trusted() {
        let file = |admin: bool| {
            format!(
                r#"{{"mcpServers": {{"a": {{"command": "x", "owner": "ann"}}}},
                "users": [{{"username": "ann", "password": "$2b$10$x", "isAdmin": {admin}}}]}}"#
            )
        };
        let changes = [Change::Reconnected("a".into()), Change::Access];
        check(&file(true), &file(true), &[]);
        assert_eq!(diff(&settings(&file(true)), &settings(&file(false))), changes);
    }

    #[test]
    fn a_server_stays_connected_when_its_tokens_are_updated() {
        let file = |oauth: &str| {
            servers(&format!(r#""a": {{"type": "sse", "url": "https://a", "oauth": {oauth}}}"#))
        };
        let first = file(r#"{"clientId": "c", "accessToken": "1", "refreshToken": "2"}"#);
        let reshaped = [Change::Reshaped("a".into())];
        let reconnected = [Change::Reconnected("a".into())];
        for (second, changes) in [
            (r#"{"clientId": "c", "accessToken": "3", "refreshToken": "4"}"#, &reshaped),
            (r#"{"clientId": "c"}"#, &reshaped),
            (r#"{"clientId": "d", "accessToken": "1", "refreshToken": "2"}"#, &reconnected),
            (r#"{"clientId": "c", "accessToken": "${T}"}"#, &reconnected),
        ] {
            check(&first, &file(second), changes);
        }
    }

    #[test]
    fn servers_are_added_removed_and_reordered() {
        let (a, b, c) = (r#""a": {"command": "x"}"#, r#""b": {"command": "x"}"#, r#""c": {}"#);
        let (added, removed) = (Change::Added("b".into()), Change::Removed("a".into()));
        check(&servers(a), &servers(&format!("{b}, {a}")), std::slice::from_ref(&added));
        check(&servers(a), &servers(b), &[removed.clone(), added]);
        check(&servers(&format!("{a}, {b}")), &servers(&format!("{b}, {a}")), &[Change::Reordered]);
        check(&servers(a), &servers(&format!("{a}, {c}")), &[]);
        check(&servers(a), "{}", &[removed]);
    }

    #[test]
    fn other_changes_have_their_own_kinds() {
        for (old, new, change) in [
            ("{}", r#"{"groups": [{"name": "g"}]}"#, Change::Groups),
            ("{}", r#"{"users": [{"username": "u"}]}"#, Change::Access),
            ("{}", r#"{"bearerKeys": []}"#, Change::Access),
            ("{}", r#"{"mcpClients": [{"name": "c", "accessToken": "t"}]}"#, Change::Access),
            ("{}", r#"{"oauthClients": [{"clientId": "c"}]}"#, Change::Access),
            ("{}", r#"{"systemConfig": {"routing": {"skipAuth": true}}}"#, Change::Access),
            ("{}", r#"{"prompts": [{"name": "p", "template": "t"}]}"#, Change::BuiltIns),
            ("{}", r#"{"resources": [{"uri": "u", "content": "c"}]}"#, Change::BuiltIns),
            (
                r#"{"systemConfig": {"install": {"npmRegistry": "a"}}}"#,
                r#"{"systemConfig": {"install": {"npmRegistry": "b"}}}"#,
                Change::System("install.npmRegistry".into()),
            ),
            (
                "{}",
                r#"{"systemConfig": {"nameSeparator": "_"}}"#,
                Change::System("nameSeparator".into()),
            ),
        ] {
            check(old, new, &[change]);
        }
        check("{}", "// only a comment\n{ }", &[]);
    }
}
