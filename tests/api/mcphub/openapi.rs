//! The tools as an OpenAPI server: documents, and the calls that they describe.

use serde_json::{Value, json};

use crate::api::walk::Walk;
use crate::support::http::Http;
use crate::support::server::Hub;
use crate::support::upstream::{demo, scripted_server, settings};

/// Key with full access.
const ALL: &str = "key-of-all";
/// Key for the group `few`.
const FEW: &str = "key-of-few";
/// Key for the server `two`.
const TWO: &str = "key-of-two";

/// Starts a hub with two servers, a group with one tool of the first, and keys.
fn start() -> Hub {
    let key = |token: &str, access: Value| {
        let mut key = json!({ "name": token, "token": token, "enabled": true });
        key.as_object_mut().unwrap().extend(access.as_object().unwrap().clone());
        key
    };
    let mut file = settings([("one", demo(&[])), ("two", demo(&["--tools", "2"]))]);
    file["mcpServers"]["one"]["tools"] = json!({
        "fail": { "enabled": false }, "echo": { "description": "mine" }
    });
    file["groups"] = json!([{
        "id": "id-1", "name": "few", "servers": [{ "name": "one", "tools": ["add", "fail"] }]
    }]);
    file["bearerKeys"] = json!([
        key(ALL, json!({ "accessType": "all" })),
        key(FEW, json!({ "accessType": "groups", "allowedGroups": ["few"] })),
        key(TWO, json!({ "accessType": "servers", "allowedServers": ["two"] }))
    ]);
    file["systemConfig"] = json!({ "routing": { "enableBearerAuth": false } });
    let hub = Hub::start(&file);
    hub.lists_tool("/mcp", "one-echo");
    hub.lists_tool("/mcp", "two-echo");
    hub
}

#[track_caller]
fn get(http: &Http, path: &str, status: u16) -> Value {
    let (got, answer) = http.json("GET", path, &Value::Null);
    assert_eq!(got, status, "{path}: {answer}");
    answer
}

fn paths(document: &Value) -> Vec<String> {
    let paths = document["paths"].as_object().unwrap();
    let listed = |(path, item): (&String, &Value)| {
        let methods: Vec<_> = item.as_object().unwrap().keys().map(String::as_str).collect();
        format!("{} {path}", methods.join(","))
    };
    paths.iter().map(listed).collect()
}

fn text(result: &Value) -> &str {
    result["content"][0]["text"].as_str().unwrap_or_else(|| panic!("{result}"))
}

#[test]
fn tool_routes_match_their_walk() {
    let hub = start();
    let [all, few, two] = [ALL, FEW, TWO].map(|token| hub.http().bearer(token));
    let mut walk = Walk::new("mcphub", "openapi", hub, all);
    walk.add_caller("few", few);
    walk.add_caller("two", two);
    let everybody = ["admin", "few", "two", "nobody"];

    walk.note("documents");
    for who in everybody {
        walk.step(who, "GET", "/api/few/openapi.json", &Value::Null);
        walk.step(who, "GET", "/api/openapi.json?group=id-1&title=T&version=2", &Value::Null);
    }
    walk.step("admin", "GET", "/api/one/openapi.json?serverUrl=https://a.example", &Value::Null);
    walk.step("admin", "GET", "/api/openapi.json?group=nobody", &Value::Null);
    walk.step("admin", "GET", "/api/nobody/openapi.json", &Value::Null);

    walk.note("servers and counts");
    for path in ["/api/openapi/servers", "/api/openapi/stats"] {
        for who in ["admin", "nobody"] {
            walk.step(who, "GET", path, &Value::Null);
        }
    }

    walk.note("a tool at its own path");
    for who in everybody {
        walk.step(who, "GET", "/api/tools/one/add?a=1&b=2", &Value::Null);
        walk.step(who, "POST", "/api/tools/one/add", &json!({ "a": 1, "b": "2" }));
        walk.step(who, "GET", "/api/few/tools/one/add?a=1&b=2", &Value::Null);
        walk.step(who, "POST", "/api/few/tools/one/add", &json!({ "a": "1", "b": 2 }));
    }
    walk.step("admin", "GET", "/api/tools/one/add?a=one&b=2", &Value::Null);
    walk.step("admin", "POST", "/api/tools/one/none", &json!({}));
    walk.step("admin", "POST", "/api/tools/one/echo", &json!([]));
    walk.step("admin", "POST", "/api/tools/one/echo", &json!("text"));
    walk.step("admin", "GET", "/api/few/tools/one/echo?text=x", &Value::Null);
    walk.step("admin", "POST", "/api/nobody/tools/one/echo", &json!({}));

    walk.note("a tool by name");
    let call = |name: &str| json!({ "toolName": name, "arguments": { "text": "x" } });
    for who in everybody {
        walk.step(who, "POST", "/api/tools/call/one", &call("echo"));
    }
    for sent in [call("one-echo"), call("none"), call(""), json!({}), json!([])] {
        walk.step("admin", "POST", "/api/tools/call/one", &sent);
    }
    let no_object = json!({ "toolName": "echo", "arguments": 1 });
    walk.step("admin", "POST", "/api/tools/call/one", &no_object);
    walk.step("admin", "POST", "/api/tools/call/nobody", &call("echo"));
    walk.end();
}

#[test]
fn a_document_has_a_path_for_each_tool() {
    let hub = start();
    let all = hub.http().bearer(ALL);
    let document = get(&all, "/api/openapi.json?servers=one", 200);
    assert_eq!(document["openapi"], "3.0.3");
    assert_eq!(document["servers"][0]["url"], format!("http://{}/api", hub.address));
    assert_eq!(document["security"], json!([{ "bearerAuth": [] }]));
    assert_eq!(
        paths(&document),
        ["post /tools/one/echo", "get /tools/one/add", "get /tools/one/count"]
    );
    let echo = &document["paths"]["/tools/one/echo"]["post"];
    assert_eq!(echo["operationId"], "one-echo");
    assert_eq!((&echo["summary"], &echo["tags"]), (&json!("mine"), &json!(["one"])));
    let body = &echo["requestBody"]["content"]["application/json"]["schema"];
    assert_eq!(body["required"], json!(["text"]));
    let add = &document["paths"]["/tools/one/add"]["get"];
    let names: Vec<_> = add["parameters"].as_array().unwrap().iter().map(|p| &p["name"]).collect();
    assert_eq!(names, ["a", "b"]);

    let expected = "/api/openapi.json?servers=one&includeDisabled=true&title=T&description=D\
                  &version=9&serverUrl=https%3A%2F%2Fhub.example%2F";
    let document = get(&all, expected, 200);
    assert_eq!(document["info"], json!({ "title": "T", "description": "D", "version": "9" }));
    assert_eq!(document["servers"][0]["url"], "https://hub.example/api");
    assert!(paths(&document).contains(&"post /tools/one/fail".to_owned()), "{document}");

    let mut response = all.open("GET", "/api/openapi.json", &[], "");
    assert_eq!(response.header("access-control-allow-origin"), Some("*"));
    let document: Value = serde_json::from_str(&response.text()).unwrap();
    assert_eq!(document["tags"].as_array().unwrap().len(), 2);
}

#[test]
fn a_group_or_server_document_has_only_its_own_tools() {
    let hub = start();
    let all = hub.http().bearer(ALL);
    for name in ["few", "id-1"] {
        let document = get(&all, &format!("/api/{name}/openapi.json"), 200);
        assert_eq!(document["info"]["title"], "few Group MCP API");
        assert_eq!(paths(&document), ["get /tools/one/add"]);
        let document = get(&all, &format!("/api/openapi.json?group={name}"), 200);
        assert_eq!(paths(&document), ["get /tools/one/add"]);
    }
    let document = get(&all, "/api/two/openapi.json", 200);
    assert_eq!(document["info"]["title"], "two MCP API");
    assert!(paths(&document).iter().all(|path| path.contains(" /tools/two/")), "{document}");
    let refused = get(&all, "/api/nobody/openapi.json", 404);
    assert_eq!(refused["error"], "Not Found");
    assert_eq!(refused["message"], "no group or connected server `nobody`");
    assert_eq!(paths(&get(&all, "/api/openapi.json?group=nobody", 200)), [""; 0]);
    // The hub's own document has the same path as before.
    assert_eq!(get(&all, "/api/docs/openapi.json", 200)["info"]["title"], "mcphub admin API");
}

#[test]
fn tools_are_called_with_arguments_in_a_query_or_a_body() {
    let hub = start();
    let all = hub.http().bearer(ALL);
    let sum = get(&all, "/api/tools/one/add?a=2&b=-4", 200);
    let expected = json!({
        "content": [{ "type": "text", "text": "-2" }],
        "structuredContent": { "sum": -2 },
        "_meta": sum["_meta"]
    });
    assert_eq!(sum, expected, "the MCP result verbatim");
    assert_eq!(text(&get(&all, "/api/tools/one/echo?text=5", 200)), "5");
    let post = |path: &str, body: Value| {
        let (status, answer) = all.json("POST", path, &body);
        (status, answer)
    };
    let (status, answer) = post("/api/tools/one/add", json!({ "a": "2", "b": 3 }));
    assert_eq!((status, text(&answer)), (200, "5"));
    let (status, answer) = post("/api/tools/one/one-echo", json!({ "text": "x" }));
    assert_eq!((status, text(&answer)), (200, "x"), "the exposed name is accepted");

    for (path, expected) in [
        ("/api/tools/one/none", "Error: Unknown tool: none"),
        ("/api/tools/one/fail", "Error: Unknown tool: fail"),
        ("/api/tools/nobody/echo", "Error: Unknown tool: echo"),
    ] {
        let (status, answer) = post(path, json!({}));
        assert_eq!((status, text(&answer)), (200, expected));
        assert_eq!(answer["isError"], true);
    }
    let (status, answer) = post("/api/tools/one/echo", json!([1]));
    assert_eq!((status, &answer["error"]), (400, &json!("Bad Request")));
    assert_eq!(answer["message"], "the body must be a JSON object");
}

#[test]
fn tools_are_called_by_name() {
    let hub = start();
    let all = hub.http().bearer(ALL);
    let call = |body: Value| all.json("POST", "/api/tools/call/one", &body);
    for name in ["add", "one-add"] {
        let (status, answer) = call(json!({ "toolName": name, "arguments": { "a": 1, "b": "2" } }));
        assert_eq!(status, 200);
        let expected = json!({ "success": true, "data": {
            "content": [{ "type": "text", "text": "3" }],
            "structuredContent": { "sum": 3 },
            "_meta": answer["data"]["_meta"],
            "toolName": name,
            "arguments": { "a": 1, "b": 2 }
        }});
        assert_eq!(answer, expected);
    }
    let (status, answer) = call(json!({ "toolName": "none" }));
    assert_eq!((status, &answer["success"]), (200, &json!(true)));
    assert_eq!(answer["data"]["isError"], true);
    for bad in [json!({}), json!({ "toolName": "" }), json!({ "toolName": "add", "arguments": 1 })]
    {
        let (status, answer) = call(bad);
        assert_eq!((status, &answer["success"]), (400, &json!(false)), "{answer}");
        assert!(answer["message"].is_string() && answer["error"].is_string(), "{answer}");
    }
}

#[test]
fn a_group_calls_only_its_own_tools() {
    let hub = start();
    let all = hub.http().bearer(ALL);
    assert_eq!(text(&get(&all, "/api/few/tools/one/add?a=1&b=1", 200)), "2");
    assert_eq!(text(&get(&all, "/api/id-1/tools/one/add?a=1&b=1", 200)), "2");
    for path in ["/api/few/tools/one/echo?text=x", "/api/few/tools/two/echo?text=x"] {
        assert_eq!(text(&get(&all, path, 200)), "Error: Unknown tool: echo");
    }
    assert_eq!(get(&all, "/api/nobody/tools/one/add", 404)["message"], "no group `nobody`");
}

#[test]
fn a_credential_reads_and_calls_within_its_limits() {
    let hub = start();
    let few = hub.http().bearer(FEW);
    assert_eq!(paths(&get(&few, "/api/openapi.json", 200)), ["get /tools/one/add"]);
    assert_eq!(paths(&get(&few, "/api/few/openapi.json", 200)), ["get /tools/one/add"]);
    assert_eq!(text(&get(&few, "/api/tools/one/add?a=1&b=1", 200)), "2");
    assert_eq!(text(&get(&few, "/api/tools/one/echo?text=x", 200)), "Error: Unknown tool: echo");
    assert_eq!(text(&get(&few, "/api/few/tools/one/add?a=1&b=1", 200)), "2");
    let refused = get(&few, "/api/tools/two/echo?text=x", 403);
    assert_eq!(refused["message"], "this credential grants no access to `two`");
    get(&few, "/api/two/openapi.json", 403);
    get(&few, "/api/servers", 401);

    let two = hub.http().bearer(TWO);
    assert_eq!(text(&get(&two, "/api/tools/two/echo?text=x", 200)), "x");
    get(&two, "/api/few/tools/one/add?a=1&b=1", 403);
    let refused = get(&hub.http(), "/api/openapi.json", 401);
    assert!(refused["error"].is_string() && refused["message"].is_string(), "{refused}");
}

#[test]
fn stats_count_servers_and_tools() {
    let hub = start();
    let all = hub.http().bearer(ALL);
    let expected = json!({ "success": true, "data": ["one", "two"] });
    assert_eq!(get(&all, "/api/openapi/servers", 200), expected);
    let stats = get(&all, "/api/openapi/stats", 200);
    let expected = json!({ "success": true, "data": {
        "totalServers": 2,
        "totalTools": 10,
        "serverBreakdown": [
            { "name": "one", "toolCount": 4, "status": "connected" },
            { "name": "two", "toolCount": 6, "status": "connected" }
        ]
    }});
    assert_eq!(stats, expected);
}

#[test]
fn a_call_that_fails_in_the_hub_is_a_500() {
    let mut slow = scripted_server(&[]);
    slow["options"] = json!({ "timeout": 200 });
    let mut file = settings([("slow", slow)]);
    file["bearerKeys"] =
        json!([{ "name": "all", "token": ALL, "enabled": true, "accessType": "all" }]);
    file["systemConfig"] = json!({ "routing": { "enableBearerAuth": false } });
    let hub = Hub::start(&file);
    hub.lists_tool("/mcp", "slow-hold");
    let all = hub.http().bearer(ALL);
    let (status, answer) = all.json("POST", "/api/tools/slow/hold", &json!({ "key": "x" }));
    assert_eq!((status, &answer["error"]), (500, &json!("Failed to execute tool")));
    assert_eq!(
        answer["message"],
        "server `slow`: no answer within 200 ms (set by the server's options.timeout, else REQUEST_TIMEOUT) (outcome_unknown: it may have been carried out; check before you repeat it)"
    );
    let error = json!({ "code": -7, "message": "no", "data": "{}" });
    let (status, answer) = all.json("POST", "/api/tools/slow/error", &error);
    assert_eq!((status, text(&answer)), (200, "Error: no"), "{answer}");
}

/// A second hub reads the document of the first and calls every path in it.
#[test]
fn every_path_of_a_document_can_be_called() {
    let mut file = settings([
        ("com.a/b c", demo(&["--tools", "1"])),
        ("call", demo(&[])),
        ("odd", scripted_server(&[])),
    ]);
    file["bearerKeys"] =
        json!([{ "name": "all", "token": ALL, "enabled": true, "accessType": "all" }]);
    file["systemConfig"] = json!({ "routing": { "enableBearerAuth": false } });
    let first = Hub::start(&file);
    first.lists_tool("/mcp", "odd-echo");
    first.lists_tool("/mcp", "call-echo");
    let url = format!("http://{}/api/openapi.json", first.address);
    let security = json!({ "type": "http", "http": { "scheme": "bearer", "credentials": ALL } });
    let entry = json!({ "type": "openapi", "openapi": { "url": url, "security": security } });
    let second = Hub::start(&settings([("b", entry)]));
    second.lists_tool("/mcp", "b-call-echo");

    let client = second.modern("/mcp");
    let result = |tool: &str, arguments: Value| -> Value {
        let text = client.call(tool, arguments);
        serde_json::from_str(&text).unwrap_or_else(|e| panic!("{tool}: {e}: {text}"))
    };
    let tools = client.list("tools/list", "tools");
    // A name that clients would reject is exposed with a digest.
    let far = |end: &str| {
        let names = tools.iter().map(|tool| tool["name"].as_str().unwrap());
        let found: Vec<_> = names.filter(|n| n.contains("com_a") && n.contains(end)).collect();
        assert_eq!(found.len(), 1, "{end}: {found:?}");
        found[0].to_owned()
    };
    assert_eq!(text(&result("b-call-echo", json!({ "body": { "text": "x" } }))), "x");
    assert_eq!(text(&result("b-call-add", json!({ "a": 1, "b": 2 }))), "3");
    assert_eq!(text(&result(&far("-echo"), json!({ "body": { "text": "y" } }))), "y");
    assert_eq!(text(&result(&far("-add"), json!({ "a": 1.5, "b": 2 }))), "3.5");
    assert_eq!(text(&result("b-odd-echo", json!({ "body": { "text": "z" } }))), "z");
    // Every tool is known, whatever it returns without its arguments.
    for tool in &tools {
        let name = tool["name"].as_str().unwrap();
        // Some tools of the scripted server wait for further requests.
        if name.starts_with("b-odd") {
            continue;
        }
        let params = json!({ "name": name, "arguments": {} });
        let answer = client.request("tools/call", params).to_string();
        assert!(!answer.contains("Unknown tool"), "{name}: {answer}");
        assert!(!answer.contains("API call failed: 404"), "{name}: {answer}");
    }
}
