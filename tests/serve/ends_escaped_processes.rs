//! All processes of a server end with the server and with the hub, however the hub ends and
//! whatever they do to escape.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::client::Client;
use crate::support::process::{descendants, is_alive, wait_for};
use crate::support::server::{Hub, mcphub};
use crate::support::upstream::{demo, program, settings};

/// The number of processes that the server starts.
const ESCAPES: usize = 6;

/// A server that starts escaping processes, and the folder with their process ids.
struct Escapes {
    folder: TempDir,
}

impl Escapes {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let script = "echo $$ > \"$1.$$.new\"; mv \"$1.$$.new\" \"$1.$$\"; exec sleep 86400";
        fs::write(folder.path().join("script"), script).unwrap();
        fs::create_dir(folder.path().join("pids")).unwrap();
        Self { folder }
    }

    /// Returns a server that starts processes in its group, in a session of their own, with an
    /// empty environment, orphaned, and ignoring all signals that can be ignored.
    fn server(&self) -> Value {
        let at = |name: &str| {
            let folder = self.folder.path().display();
            format!("/bin/sh {folder}/script {folder}/pids/{name}")
        };
        let pids = format!("{}/pids", self.folder.path().display());
        let lines = [
            format!("{} &", at("same-group")),
            format!("setsid {} &", at("own-session")),
            format!("env -i {} &", at("no-environment")),
            format!("(setsid /bin/sh -c '{} &' &)", at("orphan")),
            format!("(setsid env -i /bin/sh -c '{} &' &)", at("orphan-without-environment")),
            format!("(trap '' TERM HUP INT; exec {}) &", at("deaf")),
            // The server responds once all of them are running.
            format!("while [ \"$(ls {pids} | grep -vc new)\" -lt {ESCAPES} ]; do sleep 0.01; done"),
            format!("exec '{}' --era legacy", program().display()),
        ];
        json!({ "command": "sh", "args": ["-c", lines.join("\n")] })
    }

    /// Waits until `servers` servers have started all of their processes; returns the process ids.
    fn pids(&self, servers: usize) -> Vec<u32> {
        wait_for("the processes' ids", || {
            let files = fs::read_dir(self.folder.path().join("pids")).unwrap().flatten();
            let is_whole = |path: &Path| path.extension().is_none_or(|end| end != "new");
            let files = files.map(|file| file.path()).filter(|path| is_whole(path));
            let pids: Vec<u32> = files
                .map(|path| fs::read_to_string(path).unwrap().trim().parse().unwrap())
                .collect();
            (pids.len() >= servers * ESCAPES).then_some(pids)
        })
    }
}

/// Starts a hub with the server `one` and another server; returns it with the ids of the processes
/// that escaped.
fn hub_with_escapes() -> (Hub, Vec<u32>) {
    let escapes = Escapes::new();
    let hub = Hub::start(&settings([("one", escapes.server()), ("two", demo(&[]))]));
    hub.lists_tool("/mcp", "one-echo");
    let pids = escapes.pids(1);
    assert!(pids.iter().all(|pid| is_alive(*pid)));
    (hub, pids)
}

#[track_caller]
fn all_end(pids: &[u32]) {
    wait_for("the end of all that escaped", || {
        (!pids.iter().any(|pid| is_alive(*pid))).then_some(())
    });
}

fn signal(pid: u32, signal: Signal) {
    let pid = Pid::from_raw(i32::try_from(pid).unwrap()).unwrap();
    kill_process(pid, signal).unwrap();
}

/// Returns the guard processes of a hub.
fn guards(hub: &Hub) -> Vec<u32> {
    let name = |pid: &u32| fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default();
    let all = descendants(hub.pid()).into_iter();
    all.filter(|pid| is_alive(*pid) && name(pid) == "hub-guard\n").collect()
}

#[test]
fn an_exit_is_noticed_although_a_descendant_keeps_the_output_open() {
    let escapes = Escapes::new();
    let folder = escapes.folder.path().display();
    let script = format!("/bin/sh {folder}/script {folder}/pids/holder & exit 3");
    let failing = json!({ "command": "sh", "args": ["-c", script] });
    let hub = Hub::start(&settings([("gone", failing), ("two", demo(&[]))]));
    hub.wait_for_log("`sh` ended with exit status 3 before it answered");
    hub.edit(|file| file["mcpServers"]["gone"]["enabled"] = json!(false));
    let pids = || -> Vec<u32> {
        let files = fs::read_dir(escapes.folder.path().join("pids")).unwrap().flatten();
        let text = files.filter_map(|file| fs::read_to_string(file.path()).ok());
        text.filter_map(|text| text.trim().parse().ok()).collect()
    };
    assert!(!pids().is_empty());
    wait_for("the end of all attempts", || {
        (!pids().iter().any(|pid| is_alive(*pid))).then_some(())
    });
}

#[test]
fn a_server_that_is_disabled_while_it_starts_leaves_no_processes() {
    let escapes = Escapes::new();
    let script =
        escapes.server()["args"][1].as_str().unwrap().replace("exec '", "exec sleep 86400; '");
    let slow = json!({ "command": "sh", "args": ["-c", script] });
    let hub = Hub::start_with(&settings([("slow", slow), ("two", demo(&[]))]).to_string(), &[]);
    let pids = escapes.pids(1);
    hub.edit(|file| file["mcpServers"]["slow"]["enabled"] = json!(false));
    all_end(&pids);
}

#[test]
fn a_hub_that_is_terminated_leaves_no_processes() {
    let (mut hub, pids) = hub_with_escapes();
    hub.terminate();
    assert_eq!(hub.wait_for_exit().code(), Some(0));
    // The hub ends after they do.
    assert!(!pids.iter().any(|pid| is_alive(*pid)));
}

#[test]
fn a_hub_that_is_killed_leaves_no_processes() {
    let (hub, pids) = hub_with_escapes();
    hub.crash();
    all_end(&pids);
}

#[test]
fn a_hub_that_is_killed_with_its_guard_leaves_no_processes() {
    let (hub, pids) = hub_with_escapes();
    signal(hub.pid(), Signal::STOP);
    signal(guards(&hub)[0], Signal::KILL);
    hub.crash();
    all_end(&pids);
}

#[test]
fn the_next_hub_ends_processes_left_by_a_hub_killed_with_its_guards() {
    let (hub, pids) = hub_with_escapes();
    let (other, others) = hub_with_escapes();
    signal(hub.pid(), Signal::STOP);
    for guard in guards(&hub) {
        signal(guard, Signal::KILL);
    }
    hub.crash();
    let _next = Hub::start(&settings([]));
    all_end(&pids);
    // Processes of a running hub are not affected.
    assert!(others.iter().all(|pid| is_alive(*pid)));
    drop(other);
}

#[test]
fn stopping_a_server_ends_its_escaped_processes() {
    let disable = |hub: &Hub| drop(hub.run(&["disable", "one"]));
    let remove = |hub: &Hub| drop(hub.run(&["remove", "one", "--yes"]));
    let edit = |hub: &Hub| hub.edit(|file| file["mcpServers"]["one"] = demo(&[]));
    let ways: [&dyn Fn(&Hub); 3] = [&disable, &remove, &edit];
    for way in ways {
        let (hub, pids) = hub_with_escapes();
        way(&hub);
        all_end(&pids);
        assert_eq!(hub.modern("/mcp").call("two-echo", json!({ "text": "x" })), "x");
    }
}

#[test]
fn ending_a_session_ends_the_processes_of_its_own_server() {
    let escapes = Escapes::new();
    let mut entry = escapes.server();
    entry["perSessionClient"] = json!(true);
    let hub = Hub::start(&settings([("one", entry)]));
    hub.lists_tool("/mcp", "one-echo");
    let shared = escapes.pids(1);
    let client = Client::legacy(&hub.http(), "/mcp", json!({}));
    assert_eq!(client.call("one-echo", json!({ "text": "x" })), "x");
    let own: Vec<u32> = escapes.pids(2).into_iter().filter(|pid| !shared.contains(pid)).collect();
    client.end();
    all_end(&own);
    assert!(shared.iter().all(|pid| is_alive(*pid)));
}

#[test]
fn a_command_that_starts_a_server_for_itself_leaves_nothing() {
    for words in [
        &["inspect", "one"][..],
        &["call", "one", "echo", r#"{"text":"x"}"#],
        &["serve", "--check"],
    ] {
        let escapes = Escapes::new();
        let folder = Arc::new(TempDir::new().unwrap());
        let file = folder.path().join("mcp_settings.json");
        fs::write(&file, settings([("one", escapes.server())]).to_string()).unwrap();
        let mut command = mcphub(folder.path());
        let output = command.arg("--config").arg(&file).args(words).output().unwrap();
        assert!(output.status.success(), "{words:?}: {output:?}");
        all_end(&escapes.pids(1));
    }
}

#[test]
fn guards_do_not_look_like_hubs_and_ignore_signals() {
    let hub = Hub::start(&settings([("one", demo(&[]))]));
    hub.lists_tool("/mcp", "one-echo");
    let before = guards(&hub);
    assert_eq!(before.len(), 2);
    for guard in &before {
        let words = fs::read_to_string(format!("/proc/{guard}/cmdline")).unwrap();
        assert!(!words.to_lowercase().contains("mcphub"), "{words}");
        for ignored in [Signal::HUP, Signal::INT, Signal::QUIT, Signal::TERM, Signal::USR1] {
            signal(*guard, ignored);
        }
    }
    assert_eq!(hub.modern("/mcp").call("one-echo", json!({ "text": "x" })), "x");
    assert_eq!(guards(&hub), before);
}

#[test]
fn a_killed_guard_is_restarted() {
    let (hub, pids) = hub_with_escapes();
    let before = guards(&hub);
    for guard in &before {
        signal(*guard, Signal::KILL);
    }
    wait_for("new guards", || {
        let now = guards(&hub);
        (now.len() == 2 && !now.iter().any(|pid| before.contains(pid))).then_some(())
    });
    hub.wait_for_log("a process guard has exited");
    hub.crash();
    all_end(&pids);
}
