//! A request about a task reaches the server that created it, on every route.

use serde_json::{Value, json};

use crate::support::client::{Client, wait_for_notification};
use crate::support::server::Hub;
use crate::support::upstream::{HttpUpstream, scripted_server, settings};

const EXTENSION: &str = "io.modelcontextprotocol/tasks";

/// Starts a hub with two servers of that era, near and far; the far one over HTTP.
fn hub(era: &str) -> (Hub, HttpUpstream) {
    let args = |name| ["--era", era, "--tasks", "--name", name];
    let far = HttpUpstream::start(&args("far"));
    let near = scripted_server(&args("near"));
    let hub = Hub::start(&settings([("near", near), ("far", far.entry())]));
    for server in ["near", "far"] {
        hub.lists_tool("/mcp", &format!("{server}-task"));
    }
    (hub, far)
}

#[test]
fn task_requests_of_modern_clients_are_routed_by_id() {
    let (hub, _far) = hub("modern");
    let able = json!({ "extensions": { EXTENSION: {} } });
    let client = Client::modern(&hub.http(), "/mcp", able);
    assert_eq!(client.greeting["capabilities"]["extensions"], json!({ EXTENSION: {} }));
    let tasks = ["near", "far"].map(|server| {
        let made = client.result("tools/call", json!({ "name": format!("{server}-task") }));
        assert_eq!(made["resultType"], "task", "{made}");
        (server, made["taskId"].clone())
    });
    for (server, id) in &tasks {
        for method in ["tasks/get", "tasks/update", "tasks/cancel"] {
            let params = json!({ "taskId": id, "inputResponses": {} });
            let said = client.result(method, params);
            assert_eq!(said["statusMessage"], format!("{method} by {server}"));
        }
    }
    let unknown = client.request("tasks/get", json!({ "taskId": "nobody's" }));
    assert_eq!(unknown["error"]["code"], -32602, "{unknown}");
    // A client without the capability gets no tasks and may not request them.
    let unable = hub.modern("/mcp");
    assert_eq!(unable.call("near-task", json!({})), "at once");
    let mut refused = unable.open("tasks/get", &json!({ "taskId": "x" }));
    assert_eq!(refused.response.status, 400);
    let error = refused.message().unwrap()["error"].take();
    assert_eq!(error["code"], -32021);
    let required = json!({ "requiredCapabilities": { "extensions": { EXTENSION: {} } } });
    assert_eq!(error["data"], required);
    // A method of the other era is unknown here.
    let foreign = client.request("tasks/result", json!({ "taskId": tasks[0].1 }));
    assert_eq!(foreign["error"]["code"], -32601, "{foreign}");
}

#[test]
fn task_requests_of_legacy_clients_are_routed_by_id_with_status_updates() {
    let (hub, _far) = hub("legacy");
    let able = json!({ "tasks": { "list": {} } });
    let client = Client::legacy(&hub.http(), "/mcp", able.clone());
    let announced = json!({ "cancel": {}, "requests": { "tools": { "call": {} } } });
    assert_eq!(client.greeting["capabilities"]["tasks"], announced);
    let mut standing = client.listen(&[]);
    let other = Client::legacy(&hub.http(), "/mcp", able);
    for server in ["near", "far"] {
        let params = json!({ "name": format!("{server}-task"), "task": { "ttl": 60_000 } });
        let id = client.result("tools/call", params)["task"]["taskId"].clone();
        for method in ["tasks/get", "tasks/result", "tasks/cancel"] {
            let said = client.result(method, json!({ "taskId": id }));
            assert_eq!(said["statusMessage"], format!("{method} by {server}"));
        }
        let status = json!({ "taskId": id, "status": "working" });
        let arguments =
            json!({ "method": "notifications/tasks/status", "params": status.to_string() });
        other.call(&format!("{server}-say_after"), arguments);
        assert_eq!(
            wait_for_notification(&mut standing, "notifications/tasks/status")["params"],
            status
        );
    }
    let unknown = client.request("tasks/result", json!({ "taskId": "nobody's" }));
    assert_eq!(unknown["error"]["code"], -32602, "{unknown}");
}

#[test]
fn with_one_server_all_its_capabilities_are_available() {
    for era in ["legacy", "modern"] {
        let (hub, _far) = hub(era);
        for client in [hub.legacy("/mcp/far"), hub.modern("/mcp/far")] {
            let capabilities = &client.greeting["capabilities"];
            assert_eq!(capabilities["x-own"], json!({ "n": 1 }), "{era}: {capabilities}");
            let extensions = if era == "modern" { json!({ EXTENSION: {} }) } else { Value::Null };
            assert_eq!(capabilities["extensions"], extensions, "{era}");
            assert_eq!(capabilities["tasks"].is_object(), era == "legacy", "{era}");
            assert_eq!(capabilities["tools"], json!({ "listChanged": true }));
            // Its own tasks, including those created earlier.
            let said = client.result("tasks/get", json!({ "taskId": "far-old" }));
            assert_eq!(said["statusMessage"], "tasks/get by far", "{era}");
            let unknown = client.request("tasks/get", json!({ "taskId": "x" }));
            assert_eq!(unknown["error"]["message"], "far knows no such task", "{era}");
        }
    }
}
