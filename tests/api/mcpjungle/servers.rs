//! Servers: listed with masked secrets, exported with secrets, enabled, disabled, removed.

use serde_json::{Value, json};

use crate::api::mcpjungle::{in_file, start, walk};
use crate::support::upstream::{HttpUpstream, demo, scripted_server, settings};

const NONE: Value = Value::Null;

#[test]
fn server_routes_match_their_walk() {
    let upstream = HttpUpstream::start(&[]);
    let mut walk = walk("servers", settings([("one", demo(&[]))]));
    walk.hide(upstream.address(), "<upstream>");
    walk.hub.lists_tool("/mcp", "one-echo");

    walk.note("register: a stdio server, and a remote one with a token and a header");
    let clock = json!({
        "name": "clock", "transport": "stdio", "description": "Time zones", "command": "mcphub",
        "args": ["demo"], "env": { "TZ": "UTC", "API_KEY": "abcdef0123456789" },
    });
    walk.step("admin", "POST", "/api/v0/servers", &clock);
    walk.file("/mcpServers/clock");
    let wiki = json!({
        "name": "wiki", "transport": "streamable_http", "url": upstream.url,
        "bearer_token": "s3cret-of-the-wiki", "headers": { "X-Team": "docs" },
        "session_mode": "stateful", "oauth_client_id": "hub", "oauth_scopes": ["read"],
    });
    walk.step("admin", "POST", "/api/v0/servers", &wiki);
    walk.file("/mcpServers/wiki");

    walk.note("existing servers and invalid parameters");
    walk.step("admin", "POST", "/api/v0/servers", &clock);
    walk.step("admin", "POST", "/api/v0/servers?force=maybe", &clock);
    walk.step("admin", "POST", "/api/v0/servers?force=1", &clock);
    walk.step("nobody", "POST", "/api/v0/servers", &clock);

    walk.note("lists mask secrets; configurations contain them");
    walk.step("admin", "GET", "/api/v0/servers", &NONE);
    walk.step("nobody", "GET", "/api/v0/servers", &NONE);
    walk.step("admin", "GET", "/api/v0/server_configs", &NONE);
    walk.step("nobody", "GET", "/api/v0/server_configs", &NONE);

    walk.note("enable and disable");
    walk.step("admin", "POST", "/api/v0/tools/disable?entity=clock__fail", &NONE);
    walk.step("admin", "POST", "/api/v0/servers/clock/disable", &NONE);
    walk.step("admin", "POST", "/api/v0/servers/clock/disable", &NONE);
    walk.step("admin", "POST", "/api/v0/servers/clock/enable", &NONE);
    walk.step("admin", "POST", "/api/v0/servers/clock/enable", &NONE);
    walk.step("admin", "POST", "/api/v0/servers/none/enable", &NONE);
    walk.step("admin", "POST", "/api/v0/servers/none/disable", &NONE);
    walk.file("/mcpServers/clock/tools");

    walk.note("a login that was never started");
    let sent = json!({ "code": "c", "state": "s" });
    walk.step("admin", "POST", "/api/v0/upstream_oauth/sessions/a/complete", &sent);

    walk.note("removal");
    walk.step("admin", "DELETE", "/api/v0/servers/wiki", &NONE);
    walk.step("admin", "DELETE", "/api/v0/servers/wiki", &NONE);
    walk.step("nobody", "DELETE", "/api/v0/servers/clock", &NONE);
    walk.end();
}

#[test]
fn an_exported_server_can_be_registered_on_another_hub() {
    let upstream = HttpUpstream::start(&[]);
    let both = json!({
        "type": "streamable-http", "url": upstream.url, "bearerToken": "s3cret-of-both",
        "authType": "api_key", "headers": { "authorization": "Basic eA==" },
    });
    let plain = json!({
        "url": upstream.url, "headers": { "Authorization": "Bearer plain-header" },
        "sessionMode": "stateless", "description": "Pages",
    });
    let env = json!({
        "type": "stdio", "command": "mcphub", "args": ["demo"],
        "env": { "A": "1", "TOKEN": "${TOKEN}" },
    });
    let sse = HttpUpstream::start(&["--sse-transport"]);
    let older = json!({ "type": "sse", "url": sse.url, "headers": { "X-Team": "docs" } });
    let api = json!({ "openapi": { "url": "http://127.0.0.1:9/openapi.json" } });
    let servers = [("both", both), ("plain", plain), ("env", env), ("older", older), ("api", api)];
    let (_hub, admin) = start(settings(servers));
    let (_, configs) = admin.json("GET", "/api/v0/server_configs", &NONE);
    assert_eq!(
        configs.as_array().unwrap().len(),
        4,
        "an OpenAPI server cannot be registered: {configs}"
    );

    let (other, second) = start(settings([]));
    for config in configs.as_array().unwrap() {
        let (status, answer) = second.json("POST", "/api/v0/servers", config);
        assert_eq!(status, 201, "{config}: {answer}");
    }
    assert_eq!(second.json("GET", "/api/v0/server_configs", &NONE), (200, configs));
    let headers = in_file(&other, "/mcpServers/both/headers");
    assert_eq!(headers, Some(json!({ "authorization": "Basic eA==" })));
    assert_eq!(in_file(&other, "/mcpServers/env/env/TOKEN"), Some(json!("${TOKEN}")));
    assert_eq!(in_file(&other, "/mcpServers/env/sessionMode"), Some(json!("stateful")));
}

#[test]
fn openapi_servers_and_foreign_names_are_listed() {
    let api = json!({ "openapi": { "url": "http://127.0.0.1:9/openapi.json" } });
    let (_hub, admin) = start(settings([("a/b__c", demo(&[])), ("api", api)]));
    let (status, servers) = admin.json("GET", "/api/v0/servers", &NONE);
    assert_eq!(status, 200);
    assert_eq!(
        servers,
        json!([
            { "name": "a/b__c", "transport": "stdio", "enabled": true, "description": "",
              "command": "mcphub", "args": ["demo"], "env": {}, "session_mode": "stateful" },
            { "name": "api", "transport": "streamable_http", "enabled": true, "description": "",
              "session_mode": "stateful" },
        ])
    );
    let (_, tool) = admin.json("GET", "/api/v0/tool?name=a/b__c__echo", &NONE);
    assert_eq!(tool["name"], "a/b__c__echo", "{tool}");
}

#[test]
fn a_tools_state_survives_disabling_its_server() {
    let (hub, admin) = start(settings([("one", scripted_server(&[]))]));
    hub.lists_tool("/mcp", "one-echo");
    let ask = |path: &str| admin.json("POST", path, &NONE).1;
    assert_eq!(ask("/api/v0/tools/disable?entity=one__echo"), json!(["one__echo"]));
    let off = ask("/api/v0/servers/one/disable");
    let affected = off["tools_affected"].as_array().unwrap();
    assert!(!affected.contains(&json!("one__echo")), "{off}");
    assert!(affected.contains(&json!("one__pid")), "{off}");
    let (_, tools) = admin.json("GET", "/api/v0/tools?server=one", &NONE);
    let tools = tools.as_array().unwrap();
    assert!(tools.len() > 1 && tools.iter().all(|tool| tool["enabled"] == false), "{tools:?}");
    let invoked = admin.json("POST", "/api/v0/tools/invoke", &json!({ "name": "one__pid" }));
    assert_eq!(invoked, (400, json!({ "error": "the tool `one__pid` is disabled" })));
    assert_eq!(ask("/api/v0/servers/one/enable"), off);
    let (_, tool) = admin.json("GET", "/api/v0/tool?name=one__echo", &NONE);
    assert_eq!(tool["enabled"], false, "{tool}");
}
