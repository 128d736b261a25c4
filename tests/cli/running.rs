//! `status` and `reload`: commands that ask the running hub.

use insta::assert_snapshot;
use serde_json::json;

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

#[test]
fn status_shows_every_server_and_why_it_is_not_there() {
    let hub = hub();
    let port = hub.address.port().to_string();
    // One that failed is tried again and again: it is looked at between two tries.
    let settled = |args: &[&str]| {
        wait_for("all servers", || {
            let text = hub.run(&[&["status", "--port", &port], args].concat());
            (!text.contains("connecting")).then_some(text)
        })
    };
    assert_snapshot!(settled(&[]), @"
    SERVER  STATUS     TOOLS  REASON
    demo    connected  3
    a/b     connected  4
    gone    failed     0      cannot start `no-such-program`: it is not on the PATH
    off     disabled   0
    ");
    assert_snapshot!(settled(&["--json"]).replace(&port, "[port]"), @r#"
    {
      "version": 1,
      "hub": "http://127.0.0.1:[port]",
      "servers": [
        {
          "name": "demo",
          "status": "connected",
          "reason": null,
          "tools": 3
        },
        {
          "name": "a/b",
          "status": "connected",
          "reason": null,
          "tools": 4
        },
        {
          "name": "gone",
          "status": "failed",
          "reason": "cannot start `no-such-program`: it is not on the PATH",
          "tools": 0
        },
        {
          "name": "off",
          "status": "disabled",
          "reason": null,
          "tools": 0
        }
      ]
    }
    "#);
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
    // The token is for the same user's commands: without it nothing is told.
    let output = Sandbox::new().run(["status", "--port", &port]);
    assert_snapshot!(output.to_string().replace(&port, "[port]"), @"
    ------- stderr -------
    error: the hub at http://127.0.0.1:[port] refuses: no credential: send `Authorization: Bearer <key>`
    hint: it runs as another user, or with another MCPHUB_STATE_DIR
    [exit status: 1]
    ");
}

#[test]
fn where_no_hub_answers_it_is_4() {
    // A port that nobody listens on, taken and given back.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let output = Sandbox::new().run(["status", "--port", &port.to_string(), "--json"]);
    assert_snapshot!(output.to_string().replace(&port.to_string(), "[port]"), @r#"
    ------- stderr -------
    error: no hub runs at http://127.0.0.1:[port]
    caused by: error sending request
    caused by: client error (Connect)
    caused by: tcp connect error
    caused by: Connection refused (os error 111)
    hint: `mcphub serve` starts one; `--port` names one that listens elsewhere
    {"error":{"code":"unreachable","message":"no hub runs at http://127.0.0.1:[port]","hint":"`mcphub serve` starts one; `--port` names one that listens elsewhere","exit":4}}
    [exit status: 4]
    "#);
}
