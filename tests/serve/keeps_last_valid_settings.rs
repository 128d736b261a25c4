//! An invalid settings file changes nothing except the log.

use std::fs;

use serde_json::json;

use crate::support::process::becomes;
use crate::support::server::Hub;
use crate::support::upstream::{demo, settings};

#[test]
fn a_broken_file_changes_nothing_and_is_reported_with_its_place() {
    let hub = Hub::start(&settings([("one", demo(&[]))]));
    hub.lists_tool("/mcp", "one-echo");
    let good = fs::read_to_string(hub.settings()).unwrap();

    hub.overwrite("{\n  \"mcpServers\": {\n    \"two\": }\n");

    // The file, line and column of the syntax error.
    hub.wait_for_log("mcp_settings.json:3:12");
    let client = hub.modern("/mcp");
    assert_eq!(client.call("one-echo", json!({ "text": "still" })), "still");

    let mended = good.replace("\"one\"", "\"two\"");
    hub.replace(&mended);
    hub.lists("/mcp", &["two-echo", "two-add", "two-count", "two-fail"]);
}

#[test]
fn a_missing_file_does_not_stop_the_hub() {
    let hub = Hub::start(&settings([("one", demo(&[]))]));
    hub.lists_tool("/mcp", "one-echo");
    fs::remove_file(hub.settings()).unwrap();
    let client = hub.modern("/mcp");
    assert_eq!(client.call("one-echo", json!({ "text": "still" })), "still");
    hub.replace(&settings([("two", demo(&[]))]).to_string());
    hub.lists_tool("/mcp", "two-echo");
}

#[test]
fn an_invalid_entry_affects_no_other() {
    let mut file = settings([("one", demo(&[]))]);
    file["mcpServers"]["bad"] = json!({ "type": "nonsense" });
    let hub = Hub::start(&file);
    hub.lists("/mcp", &["one-echo", "one-add", "one-count", "one-fail"]);
}

/// Returns the warning of `status` about the settings, or `None`.
fn status_warning(hub: &Hub) -> Option<String> {
    let port = hub.address.port().to_string();
    let output = hub.try_run(&["status", "--port", &port]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let text = String::from_utf8(output.stderr).unwrap();
    text.lines().find(|line| line.starts_with("warning: ")).map(str::to_owned)
}

#[test]
fn status_reports_outdated_settings_with_the_reason() {
    let hub = Hub::start(&settings([("one", demo(&[]))]));
    let path = hub.settings();
    let good = fs::read_to_string(&path).unwrap();
    assert_eq!(status_warning(&hub), None);
    let older = |why: &str| {
        let text = format!("warning: the settings in force are older than the file: {why}");
        becomes(&Some(text), || status_warning(&hub));
    };
    fs::remove_file(&path).unwrap();
    older(&format!("there is no settings file at {}", path.display()));
    fs::create_dir(&path).unwrap();
    older(&format!("cannot read {}: is a folder, not a file", path.display()));
    fs::remove_dir(&path).unwrap();
    fs::write(&path, "{").unwrap();
    older(&format!("{} is not a settings file", path.display()));
    fs::write(&path, &good).unwrap();
    becomes(&None::<String>, || status_warning(&hub));
}

#[cfg(target_os = "linux")]
#[test]
fn a_pipe_in_place_of_the_file_does_not_block() {
    let mut hub = Hub::start(&settings([("one", demo(&[]))]));
    let path = hub.settings();
    let good = fs::read_to_string(&path).unwrap();
    fs::remove_file(&path).unwrap();
    let made = std::process::Command::new("mkfifo").arg(&path).status().unwrap();
    assert!(made.success());
    let why = format!("cannot read {}: is a pipe, not a file", path.display());
    let text = format!("warning: the settings in force are older than the file: {why}");
    becomes(&Some(text), || status_warning(&hub));
    let client = hub.modern("/mcp");
    assert_eq!(client.call("one-echo", json!({ "text": "still" })), "still");
    fs::remove_file(&path).unwrap();
    fs::write(&path, good.replace("\"one\"", "\"two\"")).unwrap();
    hub.lists_tool("/mcp", "two-echo");
    fs::remove_file(&path).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    hub.terminate();
    assert!(hub.wait_for_exit().success());
}

/// Prevents the hub from opening files, or allows `most` open files again.
#[cfg(target_os = "linux")]
fn limit_descriptors(hub: &Hub, most: Option<u64>) {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};
    let pid = Pid::from_raw(hub.pid().cast_signed());
    let old = prlimit(pid, Resource::Nofile, Rlimit { current: Some(3), maximum: Some(4096) });
    assert!(old.is_ok(), "{old:?}");
    if most.is_some() {
        prlimit(pid, Resource::Nofile, Rlimit { current: most, maximum: Some(4096) }).unwrap();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_key_revoked_while_descriptors_ran_out_is_rejected_afterwards() {
    const KEY: &str = "mcphub_0123456789abcdef0123456789abcdef";
    let mut file = settings([("one", demo(&[]))]);
    let key = |name: &str, token: &str| json!({ "id": name, "name": name, "token": token, "enabled": true, "accessType": "all" });
    file["bearerKeys"] = json!([key("revoked", KEY), key("other", "another-token-0123456789")]);
    let hub = Hub::start(&file);
    let ping = json!({ "jsonrpc": "2.0", "id": 1, "method": "ping" }).to_string();
    let status = || {
        let accept = [("accept", "application/json, text/event-stream")];
        hub.http().bearer(KEY).open("POST", "/mcp", &accept, &ping).status
    };
    assert_ne!(status(), 401);
    limit_descriptors(&hub, None);
    file["bearerKeys"].as_array_mut().unwrap().remove(0);
    hub.replace(&file.to_string());
    hub.wait_for_log("Too many open files");
    // The file is not touched any more.
    limit_descriptors(&hub, Some(1024));
    becomes(&401, status);
}
