//! `logs`: of a running hub, and of one that has ended.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::support::process::wait_for;
use crate::support::server::Hub;

/// Starts a hub with a server that logs and cannot start, and one that works.
fn hub() -> Hub {
    let hub = Hub::start(&json!({"mcpServers": {
        "demo": {"command": "mcphub", "args": ["demo"]},
        "gone": {"command": "no-such-program"},
    }}));
    hub.wait_for_log("ready: 1 server, 4 tools");
    hub
}

fn said(hub: &Hub, args: &[&str]) -> String {
    let output = hub.try_run(&[&["logs"], args].concat());
    let (out, err) = (String::from_utf8(output.stdout), String::from_utf8(output.stderr));
    format!("{}{}[exit status: {}]", out.unwrap(), err.unwrap(), output.status.code().unwrap())
}

#[test]
fn lines_are_filtered_by_number_time_server_and_level() {
    let hub = hub();
    let port = hub.address.port().to_string();
    let lines = |args: &[&str]| -> Vec<Value> {
        let text = hub.run(&[&["logs", "--json", "--port", &port], args].concat());
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let all = wait_for("the line about the server", || {
        let all = lines(&[]);
        all.iter().any(|line| line["type"] == "warn").then_some(all)
    });
    assert!(all.iter().any(|line| line["type"] == "info"), "{all:?}");
    assert_eq!(lines(&["-n", "1"]).len(), 1);
    assert!(lines(&["--level", "warn"]).iter().all(|line| line["server"] == "gone"));
    assert!(
        lines(&["--server", "gone", "--since", "1h"]).iter().all(|line| line["server"] == "gone")
    );
    assert_eq!(lines(&["--since", "2999-01-01"]), [Value::Null; 0]);
    assert_snapshot!(said(&hub, &["--server", "gon", "--port", &port]), @"
    error: no server `gon`
    hint: did you mean `gone`?
    [exit status: 6]
    ");
    assert_eq!(hub.try_run(&["logs", "--since", "soon", "--port", &port]).status.code(), Some(2));
}

#[test]
fn the_log_of_a_hub_that_has_ended_is_on_disk() {
    let hub = hub();
    let port = hub.address.port().to_string();
    let path = hub.folder.path().join(".local/state/mcphub/logs/hub.log");
    hub.terminate();
    let ended = wait_for("the end of the hub", || {
        let text = said(&hub, &["--port", &port, "--level", "warn"]);
        text.contains("no hub is running").then_some(text)
    });
    assert!(ended.contains("no-such-program") && ended.ends_with("[exit status: 0]"), "{ended}");
    assert!(
        said(&hub, &["--port", &port]).contains("info  hub: ready: 1 server, 4 tools"),
        "{ended}"
    );
    assert!(said(&hub, &["--port", &port, "--server", "gone"]).contains("warn  gone: "));
    // A known server without log lines is not an error.
    assert!(said(&hub, &["--port", &port, "--server", "demo"]).ends_with("[exit status: 0]"));
    assert!(said(&hub, &["--port", &port, "--server", "gon"]).ends_with("[exit status: 6]"));
    assert!(said(&hub, &["--port", "1"]).ends_with("[exit status: 4]"), "another hub's");
    assert!(said(&hub, &["--port", &port, "--follow"]).ends_with("[exit status: 4]"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn no_log_is_written_if_disabled() {
    let settings = json!({"mcpServers": {}});
    for hub in [
        Hub::start_with(&settings.to_string(), &["--no-log-file"]),
        Hub::start_env(&settings, &[("MCPHUB_LOG_FILE", "off")]),
    ] {
        hub.wait_for_log("ready");
        assert!(!hub.folder.path().join(".local/state/mcphub/logs").exists());
    }
}
