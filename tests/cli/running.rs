//! `status` and `reload`: commands that use a running hub.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::support::process::wait_for;
use crate::support::sandbox::Sandbox;
use crate::support::server::Hub;

fn hub() -> Hub {
    Hub::start(&json!({"mcpServers": {
        "demo": {"command": "mcphub", "args": ["demo"], "tools": {"fail": {"enabled": false}}},
        "a/b": {"command": "mcphub", "args": ["demo"]},
        "gone": {"command": "no-such-program"},
        "off": {"command": "mcphub", "args": ["demo"], "enabled": false},
    }}))
}

/// Replaces the parts that differ from run to run: ports, folders, process ids, times.
fn steady(hub: &Hub, text: &str) -> String {
    let folder = hub.folder.path().to_str().unwrap();
    let text = text.replace(&hub.address.to_string(), "[hub]").replace(folder, "[folder]");
    let text = text.replace(env!("CARGO_PKG_VERSION"), "[release]");
    let is_time = |word: &str| {
        let number = word.trim_end_matches(['s', 'm']);
        number.len() < word.len() && number.parse::<u32>().is_ok()
    };
    let word = |word: &str| {
        let number = word.trim_end_matches(',').parse::<u32>();
        match number {
            Ok(number) if number > 99 => "[pid]".to_owned(),
            _ if is_time(word) => "[time]".to_owned(),
            _ => word.to_owned(),
        }
    };
    let line = |line: &str| {
        without_next_try(line).split_whitespace().map(word).collect::<Vec<_>>().join(" ") + "\n"
    };
    text.lines().map(line).collect()
}

/// Removes the time of the next attempt.
fn without_next_try(text: &str) -> String {
    let Some(start) =
        ["; tried ", "; next try in "].iter().filter_map(|sign| text.find(sign)).min()
    else {
        return text.to_owned();
    };
    let next = start + text[start..].find("next try in ").unwrap();
    let end = next + text[next..].find(" s").unwrap() + 2;
    text[..start].to_owned() + &without_next_try(&text[end..])
}

/// Parses the output of `status --json`, without the parts that differ from run to run.
fn as_json(hub: &Hub, text: &str) -> Value {
    let mut status: Value = serde_json::from_str(&text.replace(&hub.address.to_string(), "[hub]"))
        .unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(status["pid"], hub.pid());
    assert_eq!(status["settings"]["path"], hub.settings().to_str().unwrap());
    for key in ["pid", "startedAt", "uptimeSeconds", "release"] {
        assert!(status[key].is_number() || status[key].is_string(), "{key} in {text}");
        status.as_object_mut().unwrap().remove(key);
    }
    status["settings"]["path"] = "[file]".into();
    for server in status["servers"].as_array_mut().unwrap() {
        server.as_object_mut().unwrap().retain(|key, _| !["pid", "since"].contains(&key.as_str()));
        if let Some(reason) = server["reason"].as_str().map(without_next_try) {
            server["reason"] = reason.into();
        }
    }
    for client in status["clients"].as_array_mut().unwrap() {
        client.as_object_mut().unwrap().remove("lastHeard");
    }
    status
}

#[test]
fn status_shows_the_hub_its_clients_and_every_server_with_the_reason() {
    let hub = hub();
    let port = hub.address.port().to_string();
    hub.lists("/mcp/demo", &["demo-echo", "demo-add", "demo-count"]);
    let client = hub.legacy("/mcp/demo");
    client.call("demo-echo", json!({"text": "hello"}));
    client.request("tools/call", json!({"name": "demo-add", "arguments": {}}));
    // A failed server is retried repeatedly: the test needs a status between two attempts.
    let settled = |args: &[&str]| {
        wait_for("all servers", || {
            let text = hub.run(&[&["status", "--port", &port], args].concat());
            (!text.contains("connecting")).then_some(text)
        })
    };
    assert_snapshot!(steady(&hub, &settled(&[])), @"
    mcphub [release] at http://[hub], pid [pid] up for [time]
    settings: [folder]/mcp_settings.json
    clients: 2 times test 1 on /mcp/demo

    SERVER STATUS TOOLS CALLS ERRORS PID SINCE REASON
    demo connected 3 2 1 [pid] [time]
    a/b connected 4 0 0 [pid] [time]
    gone failed 0 0 0 [time] cannot start `no-such-program`: it is not on the PATH
    off disabled 0 0 0 `mcphub enable off` switches it on
    ");
    assert_snapshot!(format!("{:#}", as_json(&hub, &settled(&["--json"]))), @r#"
    {
      "version": 1,
      "hub": "http://[hub]",
      "settings": {
        "path": "[file]",
        "inForce": true
      },
      "servers": [
        {
          "name": "demo",
          "status": "connected",
          "reason": null,
          "loginUrl": null,
          "tools": 3,
          "calls": 2,
          "errors": 1
        },
        {
          "name": "a/b",
          "status": "connected",
          "reason": null,
          "loginUrl": null,
          "tools": 4,
          "calls": 0,
          "errors": 0
        },
        {
          "name": "gone",
          "status": "failed",
          "reason": "cannot start `no-such-program`: it is not on the PATH",
          "loginUrl": null,
          "tools": 0,
          "calls": 0,
          "errors": 0
        },
        {
          "name": "off",
          "status": "disabled",
          "reason": "`mcphub enable off` switches it on",
          "loginUrl": null,
          "tools": 0,
          "calls": 0,
          "errors": 0
        }
      ],
      "clients": [
        {
          "name": "test",
          "version": "1",
          "protocolVersion": "2025-11-25",
          "endpoint": "/mcp/demo",
          "credential": null
        },
        {
          "name": "test",
          "version": "1",
          "protocolVersion": "2026-07-28",
          "endpoint": "/mcp/demo",
          "credential": null
        }
      ]
    }
    "#);
}

#[test]
fn status_reports_that_the_file_is_newer_than_the_settings_in_force() {
    let hub = Hub::start(&json!({"mcpServers": {}}));
    let port = hub.address.port().to_string();
    hub.overwrite("{");
    let output = wait_for("the hub to see the broken file", || {
        let output = hub.try_run(&["status", "--port", &port]);
        (!output.stderr.is_empty()).then_some(output)
    });
    assert_snapshot!(steady(&hub, &String::from_utf8(output.stderr).unwrap()), @"warning: the settings in force are older than the file: [folder]/mcp_settings.json is not a settings file");
    assert_snapshot!(steady(&hub, &String::from_utf8(output.stdout).unwrap()), @"
    mcphub [release] at http://[hub], pid [pid] up for [time]
    settings: [folder]/mcp_settings.json
    clients: none
    servers: none
    ");
    let text = hub.run(&["status", "--port", &port, "--json"]);
    let status: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(status["settings"]["problem"], "unparsable");
    assert_eq!(status["outdatedSettings"], status["settings"]);
}

#[test]
fn status_waits_for_servers_that_are_coming_up() {
    let folder = tempfile::TempDir::new().unwrap();
    let sign = folder.path().join("up");
    let script = r#"while [ ! -e "$0" ]; do sleep 0.05; done; exec "$1" demo"#;
    let args = ["-c", script, sign.to_str().unwrap(), env!("CARGO_BIN_EXE_mcphub")];
    let hub = Hub::start(&json!({"mcpServers": {"slow": {"command": "sh", "args": args}}}));
    let port = hub.address.port().to_string();
    let slow = |text: &str| text.lines().find(|line| line.starts_with("slow")).unwrap().to_owned();
    let output = hub.try_run(&["status", "--wait", "0", "--port", &port]);
    assert_eq!(output.status.code(), Some(4), "it is not there yet");
    assert!(!slow(&String::from_utf8(output.stdout).unwrap()).contains("connected"));
    std::fs::write(sign, "").unwrap();
    let text = hub.run(&["status", "--wait", "--port", &port]);
    assert_eq!(slow(&text).split_whitespace().nth(1), Some("connected"), "{text}");
}

#[test]
fn reload_starts_a_server_again() {
    let hub = hub();
    let port = hub.address.port().to_string();
    hub.lists("/mcp/demo", &["demo-echo", "demo-add", "demo-count"]);
    let said = |args: &[&str]| {
        let output = hub.try_run(&[args, &["--port", &port]].concat());
        let text = String::from_utf8(output.stderr).unwrap().replace(&port, "[port]");
        format!("{text}[exit status: {}]", output.status.code().unwrap())
    };
    assert_snapshot!(said(&["reload", "demo"]), @"
    Reloading demo in the hub at http://127.0.0.1:[port]
    [exit status: 0]
    ");
    assert_snapshot!(said(&["reload", "a/b"]), @"
    Reloading a/b in the hub at http://127.0.0.1:[port]
    [exit status: 0]
    ");
    assert_snapshot!(said(&["reload", "dmo"]), @"
    error: the hub has no server `dmo`
    hint: did you mean `demo`?
    [exit status: 6]
    ");
    assert_snapshot!(said(&["reload", "off"]), @"
    error: server `off` is disabled
    hint: `mcphub enable off` starts it
    [exit status: 1]
    ");
    hub.lists("/mcp/demo", &["demo-echo", "demo-add", "demo-count"]);
    // The token is only available to commands of the same user; without it the request is rejected.
    let output = Sandbox::new().run(["status", "--port", &port]);
    assert_snapshot!(output.to_string().replace(&port, "[port]"), @"
    ------- stderr -------
    error: the hub at http://127.0.0.1:[port] rejected the request: no credential: send `Authorization: Bearer <key>`
    hint: it runs as another user, or with another MCPHUB_STATE_DIR
    [exit status: 1]
    ");
}

#[test]
fn without_a_running_hub_the_exit_code_is_4() {
    // A free port: taken, then released.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let output = Sandbox::new().run(["status", "--port", &port.to_string(), "--json"]);
    assert_snapshot!(output.to_string().replace(&port.to_string(), "[port]"), @r#"
    ------- stderr -------
    error: no hub is running at http://127.0.0.1:[port]
    caused by: error sending request
    caused by: client error (Connect)
    caused by: tcp connect error
    caused by: Connection refused (os error 111)
    hint: `mcphub serve` starts one; `--port` selects one that listens elsewhere
    {"error":{"code":"unreachable","message":"no hub is running at http://127.0.0.1:[port]","hint":"`mcphub serve` starts one; `--port` selects one that listens elsewhere","exit":4}}
    [exit status: 4]
    "#);
}

#[test]
fn serve_reports_readiness_and_a_command_to_connect_a_client() {
    let hub = hub();
    hub.wait_for_log("clients connect to");
    let told = |hub: &Hub| -> String {
        let words = ["ready", "clients", "`mcphub"];
        let log = steady(hub, &hub.log());
        let lines = log.lines().filter(|line| words.iter().any(|word| line.starts_with(word)));
        lines.collect::<Vec<_>>().join("\n") + "\n"
    };
    assert_snapshot!(told(&hub), @"
    ready: 2 servers, 7 tools, 1 failed: gone (cannot start `no-such-program`: it is not on the PATH)
    clients connect to http://[hub]/mcp, for instance: claude mcp add --transport http mcphub http://[hub]/mcp
    ");
    let closed = Hub::start(&json!({"mcpServers": {}, "bearerKeys": [
        {"id": "k", "name": "k", "token": "sk-0123456789", "enabled": true, "accessType": "all"},
    ]}));
    closed.wait_for_log("creates a KEY");
    assert_snapshot!(told(&closed), @r#"
    ready, without servers: `mcphub add` adds one
    clients connect to http://[hub]/mcp, for instance: claude mcp add --transport http mcphub http://[hub]/mcp --header "Authorization: Bearer KEY"
    `mcphub key create NAME` creates a KEY
    "#);
}

#[test]
fn serve_reports_which_hub_uses_its_port() {
    let hub = hub();
    let port = hub.address.port().to_string();
    let output = hub.try_run(&["serve", "--port", &port]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap().replace(&port, "[port]");
    let said = said.replace(&format!("(pid {})", hub.pid()), "(pid [hub])");
    assert_snapshot!(steady(&hub, &said), @"
    error: port [port] is in use by an mcphub that serves [folder]/mcp_settings.json (pid [hub])
    hint: `mcphub status --port [port]` shows it
    hint: `--port 0` takes a free port and prints it
    ");
    let sandbox = Sandbox::with_settings("{}");
    let output = sandbox.run(["serve", "--port", &port]).to_string().replace(&port, "[port]");
    assert_snapshot!(output, @"
    ------- stderr -------
    error: port [port] is in use by another mcphub
    hint: `--port 0` takes a free port and prints it
    [exit status: 1]
    ");
    let other = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = other.local_addr().unwrap().port().to_string();
    drop(other.try_clone().unwrap());
    std::thread::spawn(move || while other.accept().is_ok() {});
    let output = sandbox.run(["serve", "--port", &port]).to_string().replace(&port, "[port]");
    assert_snapshot!(output, @"
    ------- stderr -------
    error: port [port] is in use by another program
    hint: `--port 0` takes a free port and prints it
    [exit status: 1]
    ");
}

#[test]
fn a_check_names_the_reason_of_a_server_that_is_tried_again_already() {
    // One of the two servers fails at once, and is retried before the other one is connected.
    let sandbox = Sandbox::with_settings(
        &json!({"mcpServers": {
            "crash": {"command": "sh", "args": ["-c", "echo 'set FOO_KEY' >&2; exit 1"]},
            "slow": {"command": "sh", "args": ["-c", "sleep 1.2; exec mcphub demo"]},
        }})
        .to_string(),
    );
    let output = sandbox.run(["serve", "--check", "--json"]);
    assert_eq!(output.status, 4);
    let checked: Value = serde_json::from_str(&output.stdout).unwrap();
    let of =
        |n: usize, key: &str| checked["servers"][n][key].as_str().unwrap_or_default().to_owned();
    assert_eq!((of(0, "status"), of(1, "status")), ("failed".into(), "connected".into()));
    assert!(of(0, "reason").contains("set FOO_KEY"), "{checked:#}");
}
