//! Some servers allow only one instance and reject a second process or session. Then all clients
//! share the first connection, regardless of their capabilities.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::client::Client;
use crate::support::server::Hub;
use crate::support::upstream::{program, settings};

/// Returns a server that records each start and holds a lock.
fn single_instance_server(folder: &TempDir, more: &Value) -> Value {
    let script = "echo >> \"$0/tries\"; set -C; : > \"$0/lock\" || exit 3; exec \"$@\"";
    let mut entry = json!({ "command": "sh", "args": ["-c", script, folder.path(), program(), "--era", "legacy"] });
    entry.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    entry
}

#[track_caller]
fn check(more: &Value, wanted: usize) {
    let folder = TempDir::new().unwrap();
    let hub = Hub::start(&settings([("one", single_instance_server(&folder, more))]));
    hub.lists_tool("/mcp", "one-echo");
    for capabilities in [json!({}), json!({ "roots": {} }), json!({ "sampling": {} })] {
        for path in ["/mcp", "/direct/one"] {
            let client = Client::legacy(&hub.http(), path, capabilities.clone());
            let name = if path == "/mcp" { "one-echo" } else { "echo" };
            assert_eq!(client.call(name, json!({ "text": "hi" })), "hi", "{capabilities} {path}");
        }
    }
    let tried = fs::read_to_string(folder.path().join("tries")).unwrap();
    assert_eq!(tried.len(), wanted, "{more}");
}

#[test]
fn a_single_instance_serves_all_clients_and_is_remembered() {
    check(&json!({}), 2);
}

#[test]
fn one_connection_can_be_required_by_the_settings() {
    check(&json!({ "perSessionClient": false }), 1);
    check(&json!({ "sessionMode": "stateful" }), 1);
}
