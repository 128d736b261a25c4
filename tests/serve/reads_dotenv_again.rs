//! `.env` beside the settings is read again when it changes and when a server is reloaded, so a
//! missing variable can be added while the hub runs.

use serde_json::{Value, json};

use crate::support::process::wait_for;
use crate::support::server::Hub;

fn hub() -> Hub {
    let program = env!("CARGO_BIN_EXE_mcphub");
    let script = format!(
        r#"[ "$TOKEN" = good ] && exec '{program}' demo; echo "TOKEN is $TOKEN" >&2; exit 1"#
    );
    Hub::start(&json!({"mcpServers": {
        "wants": {"command": "sh", "args": ["-c", script], "env": {"TOKEN": "${MY_TOKEN}"}},
        "other": {"command": "mcphub", "args": ["demo"]},
    }}))
}

/// Returns the process id of the server that the change does not concern.
fn pid(hub: &Hub) -> Value {
    wait_for("the other server", || {
        let (_, answer) = hub.owner().json("GET", "/api/hub", &Value::Null);
        let servers = answer["data"]["servers"].as_array().unwrap().clone();
        let other = servers.into_iter().find(|server| server["name"] == "other").unwrap();
        (other["status"] == "connected").then(|| other["pid"].clone())
    })
}

#[test]
fn adding_a_variable_starts_its_server_and_affects_no_other() {
    let hub = hub();
    hub.wait_for_log("not connected");
    let before = pid(&hub);
    std::fs::write(hub.folder.path().join(".env"), "MY_TOKEN=good\nUNUSED=1\n").unwrap();
    hub.lists_tool("/mcp/wants", "wants-echo");
    assert_eq!(pid(&hub), before, "it was not connected anew");
    assert!(!hub.log().contains("good"), "{}", hub.log());
}

#[test]
fn reload_reads_the_file_and_reports_it() {
    let hub = hub();
    hub.wait_for_log("not connected");
    let port = hub.address.port().to_string();
    std::fs::write(hub.folder.path().join(".env"), "MY_TOKEN=good\n").unwrap();
    hub.run(&["reload", "wants", "--port", &port]);
    hub.lists_tool("/mcp/wants", "wants-echo");
    let output = hub.try_run(&["logs", "--json", "--port", &port]);
    let log = String::from_utf8(output.stdout).unwrap();
    assert!(log.contains(".env has changed: MY_TOKEN; reconnected: wants"), "{log}");
}
