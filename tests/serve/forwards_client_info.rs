//! A server receives the client's info and capabilities as the client declared them, and the
//! requested log level.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::server::Hub;
use crate::support::upstream::{HttpUpstream, scripted_server, settings};

/// Parses the JSON in the result of `tool`.
fn said(client: &Client, tool: &str) -> Value {
    serde_json::from_str(&client.call(tool, json!({}))).unwrap()
}

/// Returns the params of the messages with this method received so far.
fn recorded_messages(record: &Path, method: &str) -> Vec<Value> {
    let text = fs::read_to_string(record).unwrap_or_default();
    let messages = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    messages.filter(|m| m["method"] == method).map(|mut m| m["params"].take()).collect()
}

#[test]
fn a_modern_server_receives_everything_that_a_legacy_client_declared() {
    let far = HttpUpstream::start(&["--era", "modern"]);
    let near = scripted_server(&["--era", "modern"]);
    let hub = Hub::start(&settings([("near", near), ("far", far.entry())]));
    let able = json!({ "sampling": { "tools": {} }, "x-own": { "n": [1] }, "roots": {} });
    for server in ["near", "far"] {
        hub.lists_tool("/mcp", &format!("{server}-capabilities"));
        let client = Client::legacy(&hub.http(), "/mcp", able.clone());
        assert_eq!(said(&client, &format!("{server}-capabilities")), able);
    }
}

#[test]
fn lists_are_those_that_a_server_has_for_such_a_client() {
    let far = HttpUpstream::start(&["--era", "modern"]);
    let hub = Hub::start(&settings([
        ("legacy", scripted_server(&["--era", "legacy"])),
        ("modern", scripted_server(&["--era", "modern"])),
        ("far", far.entry()),
    ]));
    let able = json!({ "experimental": { "more-tools": {} } });
    for server in ["legacy", "modern", "far"] {
        let name = format!("{server}-for_the_able");
        hub.lists_tool("/mcp", &format!("{server}-echo"));
        for client in [
            Client::legacy(&hub.http(), "/mcp", able.clone()),
            Client::modern(&hub.http(), "/mcp", able.clone()),
        ] {
            assert!(client.tool_names().contains(&name), "{server}");
        }
        for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
            assert!(!client.tool_names().contains(&name), "{server}");
        }
    }
}

#[test]
fn clients_that_declare_the_same_share_a_connection_however_they_write_it() {
    let hub = Hub::start(&settings([("one", scripted_server(&["--era", "legacy"]))]));
    hub.lists_tool("/mcp", "one-pid");
    let client = |capabilities: &str| {
        let capabilities = serde_json::from_str(capabilities).unwrap();
        Client::legacy(&hub.http(), "/mcp", capabilities)
    };
    let pid = |capabilities: &str| client(capabilities).call("one-pid", json!({}));
    let plain = pid("{}");
    assert_eq!(pid(r#"{"x-own":{},"extensions":{},"tasks":{}}"#), plain);
    let one = pid(r#"{"sampling":{"context":{},"tools":{}},"roots":{"listChanged":true}}"#);
    assert_ne!(one, plain);
    let other = r#"{"roots":{"listChanged":true},"x":1,"sampling":{"tools":{},"context":{}}}"#;
    assert_eq!(pid(other), one);
    let told =
        json!({ "sampling": { "context": {}, "tools": {} }, "roots": { "listChanged": true } });
    assert_eq!(said(&client(other), "one-capabilities"), told);
    assert_eq!(said(&client(other), "one-client")["name"], "mcphub");

    // Capabilities that may change the server's behavior separate clients.
    let mut seen = vec![plain, one];
    for more in
        [r#""tasks":{"list":{}}"#, r#""extensions":{"a/b":{}}"#, r#""experimental":{"x":{}}"#]
    {
        let fresh = pid(&format!("{{{more}}}"));
        assert!(!seen.contains(&fresh), "{more}");
        seen.push(fresh);
    }
}

#[test]
fn a_dedicated_connection_identifies_its_client() {
    let far = HttpUpstream::start(&["--era", "legacy"]);
    let older = HttpUpstream::start(&["--sse-transport"]);
    let mut everywhere = scripted_server(&["--era", "legacy"]);
    everywhere["perSessionClient"] = json!(true);
    let near = scripted_server(&["--era", "legacy"]);
    let servers = [("near", near), ("far", far.entry()), ("older", older.entry())];
    let hub = Hub::start(&settings(servers.into_iter().chain([("every", everywhere)])));
    let able = json!({ "roots": {}, "x-own": { "n": 1 } });
    for server in ["near", "far", "older"] {
        let path = format!("/direct/{server}");
        hub.lists_tool(&path, "client");
        let client = Client::legacy(&hub.http(), &path, able.clone());
        assert_eq!(said(&client, "client"), json!({ "name": "test", "version": "1" }), "{server}");
        assert_eq!(said(&client, "capabilities"), able, "{server}");
    }
    hub.lists_tool("/mcp", "every-client");
    let (a, b) = (hub.legacy("/mcp"), hub.legacy("/mcp"));
    assert_eq!(said(&a, "every-client")["name"], "test");
    assert_ne!(a.call("every-pid", json!({})), b.call("every-pid", json!({})));
}

#[test]
fn too_many_kinds_of_clients_share_the_first_connection() {
    let far = HttpUpstream::start(&["--era", "legacy"]);
    let hub = Hub::start(&settings([("far", far.entry())]));
    hub.lists_tool("/mcp", "far-capabilities");
    let able = |n: usize| json!({ "experimental": { "n": { "n": n } } });
    for n in 0..64 {
        let client = Client::modern(&hub.http(), "/mcp", able(n));
        assert_eq!(said(&client, "far-capabilities"), able(n));
    }
    for n in 64..67 {
        let client = Client::modern(&hub.http(), "/mcp", able(n));
        assert_eq!(said(&client, "far-capabilities"), json!({}));
    }
    hub.wait_for_log("has too many connections");
    assert_eq!(hub.log().matches("has too many connections").count(), 1, "{}", hub.log());
}

#[test]
fn a_legacy_server_logs_at_the_level_of_its_clients() {
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("record");
    let near = scripted_server(&["--era", "legacy", "--record", record.to_str().unwrap()]);
    let hub = Hub::start(&settings([("near", near)]));
    hub.lists_tool("/mcp", "near-log");
    let levels = || -> Vec<String> {
        let level = |params: Value| params["level"].as_str().unwrap().to_owned();
        recorded_messages(&record, "logging/setLevel").into_iter().map(level).collect()
    };
    let log = |client: &Client, tool: &str| -> Vec<Value> {
        client.call(tool, json!({ "level": "info", "text": "x" }));
        client.heard.borrow_mut().drain(..).map(|mut m| m["params"]["level"].take()).collect()
    };
    let heard: [Vec<Value>; 2] = [vec![json!("info")], vec![]];

    // If the client sends no level, the server's default applies.
    let (a, b) = (hub.legacy("/mcp"), hub.legacy("/mcp"));
    assert_eq!(log(&a, "near-log"), heard[0]);
    assert_eq!(levels(), Vec::<String>::new());

    // On a shared connection the most verbose level applies, and each client receives the messages
    // of its own level.
    a.result("logging/setLevel", json!({ "level": "error" }));
    assert_eq!(log(&a, "near-log"), heard[1]);
    b.result("logging/setLevel", json!({ "level": "notice" }));
    assert_eq!(log(&b, "near-log"), heard[1]);
    let modern = hub.modern("/mcp");
    let level = json!({ "io.modelcontextprotocol/logLevel": "debug" });
    let arguments = json!({ "level": "info", "text": "x" });
    let params = json!({ "name": "near-log", "arguments": arguments, "_meta": level });
    modern.result("tools/call", params);
    assert_eq!(modern.heard.borrow().len(), 1);
    assert_eq!(log(&a, "near-log"), heard[1]);
    assert_eq!(levels(), ["error", "notice", "debug"]);

    // On a dedicated connection the level applies at once.
    let own = Client::legacy(&hub.http(), "/direct/near", json!({ "roots": {} }));
    own.result("logging/setLevel", json!({ "level": "alert" }));
    assert_eq!(log(&own, "log"), heard[1]);
    own.result("logging/setLevel", json!({ "level": "info" }));
    assert_eq!(levels()[3..], ["alert", "info"]);
    assert_eq!(log(&own, "log"), heard[0]);
    assert_eq!(levels()[3..], ["alert", "info"]);
}
