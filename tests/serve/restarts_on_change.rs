//! `watchPaths`: a changed file restarts its server only; calls in progress finish first.

use std::fs;
use std::sync::Arc;
use std::thread;

use serde_json::{Value, json};

use crate::support::process::wait_for;
use crate::support::server::Hub;
use crate::support::upstream::{demo, settings};

/// Starts a hub with a server that watches a file and a folder, and another without `watchPaths`.
fn hub() -> Hub {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    fs::create_dir_all(folder.path().join("src/deep")).unwrap();
    fs::write(folder.path().join("built.js"), "1").unwrap();
    let mut file = settings([("mine", demo(&[])), ("other", demo(&[]))]);
    file["mcpServers"]["mine"]["watchPaths"] = json!(["built.js", "src", "later/config.json"]);
    fs::write(folder.path().join("mcp_settings.json"), file.to_string()).unwrap();
    let hub = Hub::start_in(folder, &["--verbose"]);
    hub.lists_tool("/mcp", "mine-echo");
    hub.lists_tool("/mcp", "other-echo");
    hub
}

/// Returns the process id of a connected server.
fn pid(hub: &Hub, name: &str) -> Option<u64> {
    let (_, answer) = hub.owner().json("GET", "/api/hub", &Value::Null);
    let servers = answer["data"]["servers"].as_array()?;
    let server = servers.iter().find(|server| server["name"] == name)?;
    server["pid"].as_u64().filter(|_| server["status"] == "connected")
}

fn expect_restart(hub: &Hub, change: impl FnOnce(&std::path::Path)) {
    let before = wait_for("a connected server", || pid(hub, "mine"));
    change(hub.folder.path());
    wait_for("a new process", || pid(hub, "mine").filter(|pid| *pid != before));
}

#[test]
fn a_changed_file_restarts_only_its_server() {
    let hub = hub();
    let other = pid(&hub, "other");
    expect_restart(&hub, |folder| fs::write(folder.join("built.js"), "22").unwrap());
    assert!(hub.log().contains("server `mine` is restarted because "), "{}", hub.log());
    assert!(hub.log().contains("later/config.json does not exist; it is watched once it does"));
    expect_restart(&hub, |folder| fs::write(folder.join("src/deep/new.js"), "1").unwrap());
    assert_eq!(pid(&hub, "other"), other, "it keeps running");
}

#[test]
fn a_file_created_later_is_watched() {
    let hub = hub();
    expect_restart(&hub, |folder| {
        fs::create_dir(folder.join("later")).unwrap();
        fs::write(folder.join("later/config.json"), "{}").unwrap();
    });
}

#[test]
fn a_removed_watch_path_restarts_no_server() {
    let hub = hub();
    hub.edit(|file| file["mcpServers"]["mine"]["watchPaths"] = json!(["src"]));
    hub.wait_for_log("what is shown of server `mine`");
    let before = pid(&hub, "mine");
    fs::write(hub.folder.path().join("built.js"), "333").unwrap();
    expect_restart(&hub, |folder| {
        assert_eq!(pid(&hub, "mine"), before);
        fs::write(folder.join("src/a.js"), "1").unwrap();
    });
    let count = hub.log().matches("server `mine` is restarted").count();
    assert_eq!(count, 1, "{}", hub.log());
}

#[test]
fn a_call_in_progress_finishes_on_its_process() {
    let hub = hub();
    let call = {
        let client = hub.legacy("/mcp");
        let arguments = json!({ "to": 20, "delayMs": 100 });
        thread::spawn(move || client.call("mine-count", arguments))
    };
    expect_restart(&hub, |folder| fs::write(folder.join("built.js"), "4444").unwrap());
    assert!(call.join().unwrap().contains("20"));
}
