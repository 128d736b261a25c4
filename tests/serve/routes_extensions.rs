//! Requests of protocol extensions reach the right server on an endpoint of several servers.

use serde_json::{Value, json};

use crate::support::api::{Api, ReceivedRequest, Reply};
use crate::support::server::Hub;
use crate::support::upstream::{demo, settings};

const SKILLS: &str = "io.modelcontextprotocol/skills";
const APPS: &str = "io.modelcontextprotocol/ui";

/// Starts a legacy server over HTTP with this name, a tool with an app, a tool of its own, and a
/// skill.
fn server(name: &'static str) -> Api {
    Api::start(move |request| answer(name, request))
}

fn answer(name: &str, request: &ReceivedRequest) -> Option<Reply> {
    if !request.line.starts_with("POST") {
        return Some(Reply::new("405 Method Not Allowed", "text/plain", ""));
    }
    let message: Value = serde_json::from_str(&request.body).ok()?;
    let Some(id) = message.get("id") else {
        return Some(Reply::new("202 Accepted", "text/plain", ""));
    };
    let params = &message["params"];
    let text = |text: String| json!({ "content": [{ "type": "text", "text": text }] });
    let skill = json!({
        "uri": format!("skill://{name}/SKILL.md"),
        "frontmatter": { "name": name, "description": "d" },
        "resources": [{ "path": "SKILL.md", "digest": "sha256:00" }],
    });
    let result = match message["method"].as_str()? {
        "initialize" => json!({
            "protocolVersion": "2025-11-25",
            "capabilities": { "tools": {}, "resources": {}, "extensions": { SKILLS: {} } },
            "serverInfo": { "name": name, "version": "1" },
        }),
        "tools/list" => json!({ "tools": [
            {
                "name": "show",
                "inputSchema": { "type": "object" },
                "_meta": { "ui": { "resourceUri": format!("ui://{name}/app.html") } },
            },
            { "name": format!("own_{name}"), "inputSchema": { "type": "object" } },
        ] }),
        "tools/call" => text(format!("{} of {name}", params["name"].as_str()?)),
        "resources/list" => json!({ "resources": [] }),
        "resources/templates/list" => json!({ "resourceTemplates": [] }),
        "resources/read" if params["uri"].as_str()?.contains(&format!("//{name}/")) => json!({
            "contents": [{ "uri": params["uri"], "text": format!("read at {name}") }],
        }),
        "skills/list" => json!({ "skills": [skill] }),
        "skills/get" if params["uri"] == skill["uri"] => json!({ "skill": skill }),
        "x-own/act" => json!({ "by": name, "name": params["name"] }),
        _ => {
            let error = json!({ "code": -32602, "message": "not here" });
            return Some(Reply::json(&json!({ "jsonrpc": "2.0", "id": id, "error": error })));
        }
    };
    Some(Reply::json(&json!({ "jsonrpc": "2.0", "id": id, "result": result })))
}

fn hub() -> (Hub, [Api; 2]) {
    let far = [server("left"), server("right")];
    let entry = |api: &Api| json!({ "type": "streamable-http", "url": format!("{}/mcp", api.url) });
    let [left, right] = &far;
    let all = [("left", entry(left)), ("plain", demo(&[])), ("right", entry(right))];
    let hub = Hub::start(&settings(all));
    for tool in ["left-show", "right-show", "plain-echo"] {
        hub.lists_tool("/mcp", tool);
    }
    (hub, far)
}

#[test]
fn skills_of_all_servers_are_listed_and_read_from_their_servers() {
    let (hub, _far) = hub();
    let about = hub.modern("/mcp").result("server/discover", json!({}));
    assert_eq!(about["capabilities"]["extensions"], json!({ SKILLS: {}, APPS: {} }));
    for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
        let listed = client.result("skills/list", json!({}));
        let skills = listed["skills"].as_array().unwrap();
        let uris: Vec<&Value> = skills.iter().map(|skill| &skill["uri"]).collect();
        assert_eq!(uris, ["skill://left/SKILL.md", "skill://right/SKILL.md"]);
        assert_eq!(skills[1]["resources"][0]["digest"], "sha256:00");
        let got = client.result("skills/get", json!({ "uri": "skill://right/SKILL.md" }));
        assert_eq!(got["skill"], skills[1]);
        let read = client.result("resources/read", json!({ "uri": "skill://right/more.md" }));
        assert_eq!(read["contents"][0]["text"], "read at right");
        let none = client.request("resources/read", json!({ "uri": "skill://none/x" }));
        assert_eq!(none["error"]["message"], "Resource not found");
    }
}

#[test]
fn an_app_is_read_from_its_server_and_calls_tools_by_their_own_names() {
    let (hub, _far) = hub();
    for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
        let read = client.result("resources/read", json!({ "uri": "ui://right/app.html" }));
        assert_eq!(read["contents"][0]["text"], "read at right");
        assert_eq!(client.call("own_left", json!({})), "own_left of left");
        // Two servers have `show`, and a third one without apps has `echo`.
        for (name, wanted) in [("show", "Unknown tool: show"), ("echo", "Unknown tool: echo")] {
            let answer = client.request("tools/call", json!({ "name": name }));
            assert_eq!(answer["error"]["message"], wanted);
        }
    }
}

#[test]
fn an_extension_method_that_names_a_tool_reaches_its_server() {
    let (hub, _far) = hub();
    for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
        let answer = client.result("x-own/act", json!({ "name": "right-show" }));
        assert_eq!((&answer["by"], &answer["name"]), (&json!("right"), &json!("show")));
        let answer = client.request("x-own/other", json!({ "name": "gone-show" }));
        assert_eq!(answer["error"]["code"], -32601);
    }
}
