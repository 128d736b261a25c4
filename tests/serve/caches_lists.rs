//! A restarted hub responds with the last known lists before its servers are connected.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::client::wait_for_notification;
use crate::support::process::wait_for;
use crate::support::server::Hub;
use crate::support::upstream::{demo, program, scripted_server, settings};

/// Settings with a server that waits for permission to start, and has flags that can change between
/// starts while the settings stay the same.
struct Stage {
    folder: Arc<TempDir>,
}

impl Stage {
    fn new(flags: &str) -> Self {
        let stage = Self { folder: Arc::new(TempDir::new().unwrap()) };
        let script = format!(
            "until [ -e '{go}' ]; do sleep 0.02; done; exec '{program}' --record '{record}' $(cat '{flags}')",
            go = stage.path("go").display(),
            program = program().display(),
            record = stage.path("record").display(),
            flags = stage.path("flags").display(),
        );
        let entry =
            json!({ "command": "sh", "args": ["-c", script], "env": { "KEY": "s3cr3t-value" } });
        let text = settings([("one", entry)]).to_string();
        fs::write(stage.path("mcp_settings.json"), text).unwrap();
        stage.flags(flags);
        stage.go(true);
        stage
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn flags(&self, flags: &str) {
        fs::write(self.path("flags"), flags).unwrap();
    }

    /// Allows or forbids the server to start.
    fn go(&self, may: bool) {
        if may {
            fs::write(self.path("go"), "").unwrap();
        } else {
            fs::remove_file(self.path("go")).unwrap();
        }
    }

    fn hub(&self) -> Hub {
        Hub::start_in(Arc::clone(&self.folder), &[])
    }

    /// Runs a hub until its server has responded to a call; returns the tools.
    fn run_once(&self) -> Vec<String> {
        let hub = self.hub();
        let client = hub.modern("/mcp");
        assert_eq!(client.call("one-echo", json!({ "text": "x" })), "x");
        let names = client.tool_names();
        stop(hub);
        names
    }

    /// Returns the methods that the server received since the last check.
    fn methods(&self) -> Vec<String> {
        let text = fs::read_to_string(self.path("record")).unwrap();
        fs::remove_file(self.path("record")).unwrap();
        let method = |line: &str| serde_json::from_str::<Value>(line).unwrap()["method"].clone();
        text.lines().map(|line| method(line).as_str().unwrap().to_owned()).collect()
    }
}

fn stop(mut hub: Hub) {
    hub.terminate();
    assert!(hub.wait_for_exit().success());
}

/// Returns the only catalog cache file in that home folder.
fn cache_file(folder: &Path) -> Option<PathBuf> {
    let found = fs::read_dir(folder.join(".local/state/mcphub/catalog")).ok()?;
    let mut files = found.flatten().map(|entry| entry.path());
    let only = files.next()?;
    assert_eq!(files.next(), None);
    Some(only)
}

#[test]
fn lists_are_cached_and_calls_wait_for_the_servers() {
    let stage = Stage::new("--instructions Remember");
    let before = stage.run_once();
    assert!(before.contains(&"one-echo".to_owned()));
    stage.go(false);
    let hub = stage.hub();
    for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
        assert_eq!(client.tool_names(), before);
        assert!(!client.list("prompts/list", "prompts").is_empty());
    }
    let about = hub.modern("/mcp").result("server/discover", json!({}));
    assert_eq!(about["instructions"], "Remember");
    std::thread::scope(|scope| {
        let known = scope.spawn(|| hub.legacy("/mcp").call("one-echo", json!({ "text": "late" })));
        let unknown = scope
            .spawn(|| hub.modern("/mcp").request("tools/call", json!({ "name": "one-nothing" })));
        stage.go(true);
        assert_eq!(known.join().unwrap(), "late");
        assert_eq!(unknown.join().unwrap()["error"]["code"], -32602);
    });
}

#[test]
fn clients_are_notified_if_the_cached_lists_were_outdated() {
    let stage = Stage::new("");
    let before = stage.run_once();
    stage.go(false);
    stage.flags("--tools 1");
    let hub = stage.hub();
    let clients = [hub.legacy("/mcp"), hub.modern("/mcp")];
    let mut told = clients.each_ref().map(|client| {
        assert_eq!(client.tool_names(), before);
        client.listen(&[])
    });
    stage.go(true);
    for (client, stream) in clients.iter().zip(&mut told) {
        wait_for_notification(stream, "notifications/tools/list_changed");
        assert!(client.tool_names().contains(&"one-extra_000".to_owned()));
    }
}

#[test]
fn the_cache_of_another_command_is_not_used() {
    let folder = Arc::new(TempDir::new().unwrap());
    let start = |entry: Value| {
        let text = settings([("one", entry)]).to_string();
        fs::write(folder.path().join("mcp_settings.json"), text).unwrap();
        Hub::start_in(Arc::clone(&folder), &[])
    };
    let hub = start(scripted_server(&[]));
    hub.lists_tool("/mcp", "one-hold");
    stop(hub);
    let hub = start(demo(&[]));
    assert_eq!(hub.modern("/mcp").tool_names(), ["one-echo", "one-add", "one-count", "one-fail"]);
}

#[test]
fn a_server_is_first_tried_with_its_last_era() {
    let stage = Stage::new("--era legacy");
    let greetings = |methods: &[String]| -> Vec<String> {
        let greets = |m: &&String| ["initialize", "server/discover"].contains(&m.as_str());
        methods.iter().filter(greets).cloned().collect()
    };
    stage.run_once();
    assert_eq!(greetings(&stage.methods()), ["server/discover", "initialize"]);
    stage.run_once();
    assert_eq!(greetings(&stage.methods()), ["initialize"]);
    // The server no longer supports legacy clients, under the same name.
    stage.flags("--era modern");
    stage.run_once();
    assert_eq!(greetings(&stage.methods()), ["initialize", "server/discover"]);
    stage.run_once();
    assert_eq!(greetings(&stage.methods()), ["server/discover"]);
    stage.flags("--era legacy");
    stage.run_once();
    stage.methods();
    // The server reports a different name.
    stage.flags("--era both --name newer");
    stage.run_once();
    assert_eq!(greetings(&stage.methods()), ["initialize", "server/discover"]);
}

#[test]
fn the_cache_follows_the_settings_contains_no_secret_and_may_be_damaged() {
    let stage = Stage::new("");
    stage.run_once();
    let folder = stage.folder.path();
    let file = cache_file(folder).unwrap();
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("echo") && !text.contains("s3cr3t-value"));

    fs::write(&file, &text[..text.len() / 2]).unwrap();
    let hub = stage.hub();
    assert!(hub.modern("/mcp").tool_names().contains(&"one-echo".to_owned()));
    hub.run(&["add", "two", "--", "mcphub", "demo"]);
    let says = |text: &str| fs::read_to_string(&file).is_ok_and(|said| said.contains(text));
    wait_for("the new server to be remembered", || says("Counts slowly").then_some(()));
    hub.run(&["remove", "two", "--yes"]);
    wait_for("the server to be forgotten", || (!says("Counts slowly")).then_some(()));
    assert!(says("echo"));
}
