//! A server that does not start is reported as failed, with the reason from its own output.

use serde_json::{Value, json};

use crate::support::server::Hub;
use crate::support::upstream::settings;

fn sh(script: &str) -> Value {
    json!({ "command": "sh", "args": ["-c", script] })
}

#[test]
fn the_reason_contains_the_exit_status_and_the_last_output() {
    let node =
        "echo 'Error: no API key' >&2; echo '    at x (y:1)' >&2; echo 'Node.js v20.20.2' >&2";
    let hub = Hub::start(&settings([
        ("status", sh("exit 7")),
        ("signal", sh("kill -SEGV $$")),
        ("node", sh(&format!("{node}; exit 1"))),
        ("closed", sh("exec >&-; sleep 60")),
        ("file", json!({ "command": "/nowhere/at/all" })),
        ("path", json!({ "command": "is-nowhere" })),
        ("banner", sh("echo hello; exit 2")),
    ]));
    for reason in [
        "not connected: `sh` ended with exit status 7 before it answered",
        "not connected: `sh` was ended by signal 11 (SIGSEGV) before it answered",
        "not connected: `sh` ended with exit status 1 before it answered; on stderr: Error: no API key",
        "not connected: `sh` closed its output before it answered",
        "not connected: cannot start `/nowhere/at/all`: there is no such file",
        "not connected: cannot start `is-nowhere`: it is not on the PATH",
        "not connected: `sh` ended with exit status 2 before it answered; on stdout, a line that is not JSON: hello",
    ] {
        hub.wait_for_log(reason);
    }
    hub.wait_for_log("a line on stdout that is not JSON: hello");
    assert!(!hub.log().contains("Node.js"), "{}", hub.log());
}
