//! A closed hub never opens by itself, even if the last credential is disabled, revoked or damaged.

use serde_json::{Value, json};

use crate::support::http::Http;
use crate::support::process::becomes;
use crate::support::server::Hub;
use crate::support::upstream::{demo, settings};

const KEY: &str = "mcphub_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

fn status_at(http: &Http, path: &str) -> u16 {
    let body = json!({
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": { "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": { "name": "t", "version": "1" } }
    });
    let accept = [("accept", "application/json, text/event-stream")];
    http.open("POST", path, &accept, &body.to_string()).status
}

fn key() -> Value {
    json!({ "id": "k", "name": "k", "token": KEY, "enabled": true, "accessType": "all" })
}

fn with(keys: Value) -> Value {
    let mut file = settings([("one", demo(&[]))]);
    file["bearerKeys"] = keys;
    file
}

/// Asserts that requests without a credential cannot use MCP or create an admin.
fn assert_closed(hub: &Hub, why: &str) {
    for path in ["/mcp", "/mcp/one", "/direct/one"] {
        assert_eq!(status_at(&hub.http(), path), 401, "{path}: {why}");
    }
    let init = hub.http().json("POST", "/init", &json!({ "mode": "enterprise" }));
    assert_ne!(init.0, 200, "{why}");
    let setup = hub.http().json("POST", "/api/auth/setup", &json!({ "password": "a long one" }));
    assert_ne!(setup.0, 201, "{why}");
}

#[test]
fn removing_the_last_key_leaves_the_hub_closed() {
    for command in [&["key", "disable", "k"][..], &["key", "revoke", "k", "--yes"]] {
        let hub = Hub::start(&with(json!([key()])));
        hub.run(command);
        becomes(&401, || status_at(&hub.http().bearer(KEY), "/mcp"));
        assert_closed(&hub, &command.join(" "));
        let folder = hub.crash();
        let hub = Hub::start_in(folder, &[]);
        assert_closed(&hub, &format!("{} and a restart", command.join(" ")));
    }
    let edits: [fn(&mut Value); 3] = [
        |file| drop(file.as_object_mut().unwrap().remove("bearerKeys")),
        |file| file["bearerKeys"] = Value::Null,
        |file| file["bearerKeys"][0]["token"] = json!("${MCPHUB_KEY}"),
    ];
    for (number, edit) in edits.into_iter().enumerate() {
        let hub = Hub::start(&with(json!([key()])));
        hub.edit(edit);
        becomes(&401, || status_at(&hub.http().bearer(KEY), "/mcp"));
        assert_closed(&hub, &format!("edit {number}"));
    }
}

#[test]
fn a_file_with_invalid_credentials_is_closed() {
    for keys in [
        json!([]),
        json!(null),
        json!([null]),
        json!({ "k": key() }),
        json!([{ "name": "k", "token": 123, "accessType": "all" }]),
        json!([{ "name": "k", "token": "change-me-to-something-long", "accessType": "all" }]),
    ] {
        let hub = Hub::start(&with(keys.clone()));
        assert_closed(&hub, &keys.to_string());
        let example = hub.http().bearer("change-me-to-something-long");
        assert_eq!(status_at(&example, "/mcp"), 401, "{keys}");
    }
}

#[test]
fn only_an_explicit_setting_opens_a_closed_hub() {
    let hub = Hub::start(&with(json!([key()])));
    hub.edit(|file| file["systemConfig"] = json!({ "routing": { "enableBearerAuth": false } }));
    becomes(&200, || status_at(&hub.http(), "/mcp"));
}

#[test]
fn an_open_hub_reports_it_at_startup_and_how_to_close_it() {
    let hub = Hub::start(&settings([("one", demo(&[]))]));
    let line = "MCP endpoints are open to every program on this machine: `mcphub key create NAME` closes them";
    assert!(hub.log().contains(line), "{}", hub.log());
    assert_eq!(status_at(&hub.http(), "/mcp"), 200);
    hub.run(&["key", "create", "laptop"]);
    becomes(&401, || status_at(&hub.http(), "/mcp"));
    let closed = Hub::start(&with(json!([key()])));
    assert!(!closed.log().contains(line), "{}", closed.log());
}

#[test]
fn a_key_made_for_mcp_does_not_manage_the_hub() {
    let hub = Hub::start(&settings([("one", demo(&[]))]));
    let token = |args: &[&str]| hub.run(args).trim().to_owned();
    let mcp = hub.http().bearer(&token(&["key", "create", "laptop"]));
    let admin = hub.http().bearer(&token(&["key", "create", "deploy", "--admin"]));
    becomes(&200, || status_at(&admin, "/mcp"));
    assert_eq!(status_at(&mcp, "/mcp"), 200);
    for path in ["/api/servers", "/api/v0/servers", "/dialect/pandora/api/config"] {
        assert_eq!(admin.send("GET", path, "").0, 200, "{path}");
        assert!([401, 403].contains(&mcp.send("GET", path, "").0), "{path}");
    }
}

#[test]
fn wrong_passwords_lock_out_only_one_user_at_one_address() {
    let password = "open-sesame-1";
    let hash = bcrypt::hash(password, 4).unwrap();
    let mut file = settings([]);
    file["users"] = json!([
        { "username": "boss", "password": hash, "isAdmin": true },
        { "username": "ann", "password": hash },
    ]);
    let hub = Hub::start_env(&file, &[("TRUST_PROXY", "1")]);
    let login = |from: &str, name: &str, password: &str| {
        let sent = json!({ "username": name, "password": password });
        let http = hub.http().with("x-forwarded-for", from);
        http.json("POST", "/api/auth/login", &sent)
    };
    for _ in 0..10 {
        assert_eq!(login("192.0.2.1", "boss", "wrong").0, 401);
    }
    let (status, answer) = login("192.0.2.1", "boss", password);
    assert_eq!(status, 429);
    assert!(answer.to_string().contains("admin-token-PORT"), "{answer}");
    assert_eq!(login("192.0.2.1", "ann", password).0, 200);
    assert_eq!(login("192.0.2.2", "boss", password).0, 200);
    assert_eq!(hub.owner().send("GET", "/api/servers", "").0, 200);
}

#[test]
fn settings_can_forbid_commands_in_requests() {
    let mut file = settings([("one", demo(&[]))]);
    file["systemConfig"] = json!({ "api": { "allowCommands": false } });
    file["bearerKeys"] = json!([key()]);
    let hub = Hub::start(&file);
    let owner = hub.owner();
    let before = std::fs::read_to_string(hub.settings()).unwrap();
    let program = json!({ "command": "sh", "args": ["-c", "exit"] });
    for (method, path, body) in [
        ("POST", "/api/servers", json!({ "name": "x", "config": program })),
        ("PUT", "/api/servers/one", json!({ "config": program })),
        ("POST", "/api/v0/servers", json!({ "name": "x", "transport": "stdio", "command": "sh" })),
        ("PATCH", "/dialect/pandora/api/config", json!({ "mcpServers": { "x": program } })),
        ("PUT", "/api/system-config", json!({ "api": { "allowCommands": true } })),
    ] {
        let (status, answer) = owner.json(method, path, &body);
        assert_eq!(status, 403, "{method} {path}: {answer}");
    }
    assert_eq!(std::fs::read_to_string(hub.settings()).unwrap(), before);
    let url = json!({ "name": "u", "config": { "type": "streamable-http", "url": "http://127.0.0.1:9/mcp" } });
    assert_eq!(owner.json("POST", "/api/servers", &url).0, 200);
}

#[test]
fn a_misspelt_section_for_credentials_is_named_at_the_start_and_closes() {
    for (key, meant) in
        [("bearerkeys", "bearerKeys"), ("bearer_keys", "bearerKeys"), ("user", "users")]
    {
        let mut file = settings([("one", demo(&[]))]);
        file[key] = json!([]);
        let hub = Hub::start(&file);
        assert_closed(&hub, key);
        let line = format!("`{key}` is not a key of a settings file (did you mean `{meant}`?)");
        assert!(hub.log().contains(&line), "{}", hub.log());
        let report = hub.try_run(&["validate"]);
        let report = String::from_utf8_lossy(&report.stdout).into_owned()
            + &String::from_utf8_lossy(&report.stderr);
        assert!(report.contains(&format!("did you mean `{meant}`?")), "{report}");
    }
}
