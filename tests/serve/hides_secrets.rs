//! Secrets in the settings appear nowhere in the hub's output: not in its log at the highest level,
//! not in responses and errors, not in the output of commands.
//!
//! Two routes return them by contract, to callers who may read the file anyway: `GET
//! /api/servers/{name}` and `GET /api/settings` return the stored entry to an admin, since MCPHub's
//! dashboard needs it for editing.

use std::fs;

use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::process::wait_for;
use crate::support::server::Hub;
use crate::support::upstream::{HttpUpstream, program};

/// The secrets, one per place, so that a leak shows its origin.
const CANARIES: [&str; 12] = [
    "canary-env-Zk3v9Qx7Lm2pRt8w",
    "canary-args-Hn4c8Yb1Ds6gVf0j",
    "canary-joined-args-Pq7x2Wm5Kt9r",
    "canary-header-Aj1s6Ue3Xo8iBz5n",
    "canary-plain-header-Ew2d7Rk4",
    "canary-userinfo-Tg9h3Mv6Cy1l",
    "canary-query-Oi5u0Na8Sf2qJx7e",
    "canary-default-Ls4k9Gw1Vb6tDr3y",
    "canary-dead-query-Xc8z2Pn5Hm0a",
    "canary-dead-userinfo-Bf6j1Qo7We4",
    "canary-missing-args-Ry3i8Kd5Ul9g",
    "canary-bearer-key-Mt7v0Zs2Ex6cNh4p",
];

/// The key for the admin API.
const ADMIN: &str = "admin-key-3f9c1e7a5b2d8046";

fn settings_with_canaries(http: &HttpUpstream) -> Value {
    let [env, args, joined, header, plain, userinfo, query, default, dead, dead_user, missing, key] =
        CANARIES;
    let address = http.address();
    json!({
        "mcpServers": {
            "child": {
                "type": "stdio",
                "command": "sh",
                "args": ["-c", "exec \"$0\"", program(), "--api-key", args, format!("--token={joined}")],
                "env": { "SERVICE_TOKEN": env, "OTHER": format!("${{NOT_SET:-{default}}}") }
            },
            "web": {
                "type": "streamable-http",
                "url": format!("http://user:{userinfo}@{address}/mcp?api_key={query}"),
                "headers": { "Authorization": format!("Bearer {header}"), "X-Service": plain }
            },
            "dead": {
                "type": "streamable-http",
                "url": format!("http://user:{dead_user}@127.0.0.1:9/mcp?api_key={dead}"),
                "headers": { "Authorization": format!("Bearer {header}") }
            },
            "missing": {
                "type": "stdio",
                "command": "no-such-program-anywhere",
                "args": ["--api-key", missing],
                "env": { "SERVICE_TOKEN": env }
            },
            "unset": {
                "type": "streamable-http",
                "url": format!("http://127.0.0.1:9/mcp?api_key={dead}&also=${{NOT_SET_ANYWHERE}}")
            }
        },
        "bearerKeys": [
            { "id": "a", "name": "admin", "token": ADMIN, "enabled": true, "accessType": "all" },
            { "id": "b", "name": "reader", "token": key, "enabled": true, "accessType": "servers",
              "allowedServers": ["child"] }
        ]
    })
}

/// Fails if `text` contains a secret.
#[track_caller]
fn check(whose: &str, text: &str) {
    let found: Vec<_> = CANARIES.iter().filter(|canary| text.contains(**canary)).collect();
    assert!(found.is_empty(), "{whose} gives away {found:?}:\n{text}");
}

fn start(http: &HttpUpstream) -> Hub {
    let text = serde_json::to_string_pretty(&settings_with_canaries(http)).unwrap();
    Hub::start_with(&text, &["-vv"])
}

#[test]
fn the_hub_never_shows_a_secret() {
    let upstream = HttpUpstream::start(&[]);
    let hub = start(&upstream);
    let open = hub.http();
    let admin = hub.http().bearer(ADMIN);
    let clients = ["/mcp", "/direct/dead", "/direct/missing", "/direct/unset"]
        .map(|path| (path, Client::modern(&admin, path, json!({}))));
    let everything = &clients[0].1;
    wait_for("the tools of the servers that work", || {
        let names = everything.tool_names();
        ["child-echo", "web-echo"].iter().all(|n| names.iter().any(|name| name == n)).then_some(())
    });
    hub.wait_for_log("no-such-program-anywhere");
    hub.wait_for_log("dead");

    // Results and errors of MCP.
    for (path, client) in &clients {
        check(path, &client.greeting.to_string());
        for method in ["tools/list", "resources/list", "prompts/list", "server/discover"] {
            check(path, &client.request(method, json!({})).to_string());
        }
        for tool in ["child-echo", "web-echo", "echo", "dead-echo", "nothing"] {
            let arguments = json!({ "name": tool, "arguments": { "text": "x" } });
            check(path, &client.request("tools/call", arguments).to_string());
        }
        check(path, &client.request("resources/read", json!({ "uri": "x://y" })).to_string());
    }
    let legacy = Client::legacy(&admin, "/mcp", json!({}));
    check("initialize", &legacy.greeting.to_string());
    assert_eq!(everything.call("child-echo", json!({ "text": "works" })), "works");
    assert_eq!(everything.call("web-echo", json!({ "text": "works" })), "works");

    // The admin API, except the two routes that return the stored entry.
    for (method, path, body) in [
        ("GET", "/health", ""),
        ("GET", "/api/servers", ""),
        ("GET", "/api/servers/nobody", ""),
        ("POST", "/api/servers/web/toggle", r#"{"enabled":false}"#),
        ("POST", "/api/servers/web/toggle", r#"{"enabled":true}"#),
        ("POST", "/api/servers/dead/reload", ""),
        ("POST", "/api/servers/child/tools/echo/toggle", r#"{"enabled":false}"#),
        ("POST", "/api/servers", r#"{"name":"web","config":{"command":"x"}}"#),
    ] {
        check(path, &admin.send(method, path, body).1);
        check(path, &open.send(method, path, body).1);
        check(path, &hub.http().bearer("wrong").send(method, path, body).1);
    }

    // An edit by hand, then a broken file.
    hub.edit(|file| file["mcpServers"]["web"]["headers"]["X-Service"] = json!("another"));
    hub.wait_for_log("applied new settings");
    hub.overwrite(&fs::read_to_string(hub.settings()).unwrap().replace("\"unset\":", "unset"));
    hub.wait_for_log("kept the last good settings");
    check("the log", &hub.log());
}

#[test]
fn the_stored_entry_is_shown_only_to_an_admin() {
    let upstream = HttpUpstream::start(&[]);
    let hub = start(&upstream);
    let reader = hub.http().bearer(CANARIES[11]);
    for path in ["/api/servers/child", "/api/settings"] {
        let (status, text) = hub.http().bearer(ADMIN).send("GET", path, "");
        assert!(status == 200 && text.contains(CANARIES[0]), "{path}: {status} {text}");
        for (who, http) in [("nobody", hub.http()), ("a reader", hub.http().bearer("wrong"))] {
            let (status, text) = http.send("GET", path, "");
            assert_eq!(status, 401, "{who} at {path}: {text}");
            check(path, &text);
        }
        let (status, text) = reader.send("GET", path, "");
        assert!([401, 403].contains(&status), "{path}: {status} {text}");
        check(path, &text);
    }
}

#[test]
fn the_commands_never_print_a_secret() {
    let upstream = HttpUpstream::start(&[]);
    let hub = start(&upstream);
    for words in [
        &["serve", "--check", "-vv"][..],
        &["serve", "--check", "--json"],
        &["inspect", "child", "-vv"],
        &["inspect", "web", "-vv"],
        &["inspect", "dead", "-vv"],
        &["inspect", "missing", "--json"],
        &["inspect", "unset", "-vv"],
        &["call", "web", "nothing"],
        &["call", "dead", "nothing"],
        &["tool", "list", "web", "--connect", "-vv"],
        &["list"],
        &["list", "--json"],
        &["get", "child"],
        &["get", "web", "--json"],
        &["get", "dead"],
        &["set", "web", "--description", "x", "--dry-run"],
        &["remove", "child", "--yes", "--dry-run"],
        &["add", "child", "--", "other"],
        &["validate"],
        &["validate", "--format", "json"],
        &["validate", "--format", "sarif"],
        &["validate", "--format", "github"],
    ] {
        let output = hub.try_run(words);
        check(&format!("{words:?}"), &String::from_utf8_lossy(&output.stdout));
        check(&format!("{words:?}"), &String::from_utf8_lossy(&output.stderr));
    }
}
