//! Servers and their overrides, settings and health: requests and the responses that scripts read.

use serde_json::{Value, json};

use crate::api::mcphub::{KEY, in_file, start, walk};
use crate::api::walk::Walk;
use crate::support::http::Http;
use crate::support::process::becomes;
use crate::support::server::Hub;
use crate::support::upstream::{demo, scripted_server, settings};

/// Checks the status of a response, and that its envelope matches.
#[track_caller]
fn check(admin: &Http, method: &str, path: &str, body: Value, status: u16) -> Value {
    let (got, answer) = admin.json(method, path, &body);
    assert_eq!(got, status, "{method} {path} {body}: {answer}");
    assert_eq!(answer["success"], json!(status == 200), "{method} {path}: {answer}");
    if status != 200 && status != 207 && answer.get("data").is_none() {
        assert!(answer["message"].is_string(), "{method} {path}: {answer}");
    }
    answer
}

#[test]
fn servers_are_created_read_changed_renamed_and_removed() {
    let (hub, admin) = start(settings([("one", demo(&[]))]));
    let config = json!({ "command": "mcphub", "args": ["demo"], "description": " new " });
    check(&admin, "POST", "/api/servers", json!({ "name": "two", "config": config }), 200);
    assert_eq!(in_file(&hub, "/mcpServers/two/type"), Some(json!("stdio")));
    assert_eq!(in_file(&hub, "/mcpServers/two/description"), Some(json!("new")));
    hub.lists_tool("/mcp", "two-echo");

    let answer = check(&admin, "GET", "/api/servers/two", Value::Null, 200);
    assert_eq!(answer["data"]["status"], "connected", "{answer}");
    assert_eq!(answer["data"]["config"]["args"], json!(["demo"]));
    assert_eq!(answer["data"]["tools"][0]["name"], "two-echo");

    // A change keeps the other members.
    check(
        &admin,
        "PUT",
        "/api/servers/two/tools/echo/description",
        json!({ "description": "d" }),
        200,
    );
    let change = json!({ "config": { "args": ["demo", "--tools", "1"] } });
    check(&admin, "PUT", "/api/servers/two", change, 200);
    hub.lists_tool("/mcp", "two-create_issue_000");
    assert_eq!(in_file(&hub, "/mcpServers/two/tools/echo/description"), Some(json!("d")));

    let rename = json!({ "config": {}, "newName": "three" });
    check(&admin, "PUT", "/api/servers/two", rename, 200);
    hub.lists_tool("/mcp", "three-echo");
    check(&admin, "DELETE", "/api/servers/three", Value::Null, 200);
    hub.lists("/mcp", &["one-echo", "one-add", "one-count", "one-fail"]);
}

#[test]
fn errors_have_the_statuses_that_scripts_expect() {
    let (hub, admin) = start(settings([("one", demo(&[]))]));
    let before = std::fs::read_to_string(hub.settings()).unwrap();
    let config = json!({ "command": "other" });
    check(&admin, "POST", "/api/servers", json!({ "name": "one", "config": config }), 409);
    check(&admin, "POST", "/api/servers", json!({ "name": "", "config": config }), 400);
    check(&admin, "POST", "/api/servers", json!({ "name": "../x", "config": config }), 400);
    check(&admin, "POST", "/api/servers", json!({ "name": "x", "config": {} }), 400);
    check(&admin, "POST", "/api/servers", json!({ "name": "x", "config": { "type": "sse" } }), 400);
    check(&admin, "POST", "/api/servers", json!([1]), 400);
    check(&admin, "POST", "/api/servers/one/toggle", json!({ "enabled": "yes" }), 400);
    check(&admin, "GET", "/api/servers/none", Value::Null, 404);
    check(&admin, "PUT", "/api/servers/none", json!({ "config": config }), 404);
    check(&admin, "DELETE", "/api/servers/none", Value::Null, 404);
    check(&admin, "POST", "/api/servers/none/toggle", json!({ "enabled": true }), 404);
    check(&admin, "POST", "/api/servers/none/reload", Value::Null, 404);
    check(&admin, "POST", "/api/servers/none/tools/t/toggle", json!({ "enabled": true }), 404);
    check(&admin, "PUT", "/api/servers/one/tools/t/description", json!({ "description": 1 }), 400);
    assert_eq!(std::fs::read_to_string(hub.settings()).unwrap(), before);
    for credential in [hub.http(), hub.http().bearer("wrong")] {
        let (status, answer) = credential.json("DELETE", "/api/servers/one", &Value::Null);
        assert_eq!((status, &answer["success"]), (401, &json!(false)), "{answer}");
    }
}

#[test]
fn a_batch_returns_the_result_of_each_item() {
    let (hub, admin) = start(settings([("one", demo(&[]))]));
    let good =
        |name: &str| json!({ "name": name, "config": { "command": "true", "enabled": false } });
    let bad = json!({ "name": "bad", "config": { "type": "nonsense" } });
    let answer = check(
        &admin,
        "POST",
        "/api/servers/batch",
        json!({ "servers": [good("a"), good("b")] }),
        200,
    );
    assert_eq!(answer["data"]["successCount"], 2);

    let (status, answer) = admin.json(
        "POST",
        "/api/servers/batch",
        &json!({ "servers": [good("c"), bad, good("a")] }),
    );
    let data = &answer["data"];
    assert_eq!((status, &data["successCount"], &data["failureCount"]), (207, &json!(1), &json!(2)));
    let went: Vec<_> =
        data["results"].as_array().unwrap().iter().map(|r| (&r["name"], &r["success"])).collect();
    assert_eq!(
        went,
        [(&json!("c"), &json!(true)), (&json!("bad"), &json!(false)), (&json!("a"), &json!(false))]
    );
    assert!(data["results"][2]["message"].is_string(), "{data}");

    assert_eq!(admin.json("POST", "/api/servers/batch", &json!({ "servers": [bad] })).0, 400);
    assert_eq!(admin.json("POST", "/api/servers/batch", &json!({ "servers": [] })).0, 400);
    let names = in_file(&hub, "/mcpServers").unwrap();
    assert_eq!(names.as_object().unwrap().keys().collect::<Vec<_>>(), ["one", "a", "b", "c"]);
}

#[test]
fn toggle_and_reload_affect_the_running_server() {
    let (hub, admin) = start(settings([("one", scripted_server(&[])), ("two", demo(&[]))]));
    hub.lists_tool("/mcp", "one-pid");
    let client = hub.modern("/mcp");
    let pid = client.call("one-pid", json!({}));
    check(&admin, "POST", "/api/servers/one/toggle", json!({ "enabled": false }), 200);
    hub.lists_no_tool("/mcp", "one-pid");
    assert_eq!(in_file(&hub, "/mcpServers/one/enabled"), Some(json!(false)));
    check(&admin, "POST", "/api/servers/one/reload", Value::Null, 200);
    check(&admin, "POST", "/api/servers/one/toggle", json!({ "enabled": true }), 200);
    hub.lists_tool("/mcp", "one-pid");
    let again = client.call("one-pid", json!({}));
    assert_ne!(again, pid);
    check(&admin, "POST", "/api/servers/one/reload", Value::Null, 200);
    becomes(&true, || {
        let answer = client.request("tools/call", json!({ "name": "one-pid" }));
        let pid = answer["result"]["content"][0]["text"].as_str();
        answer["result"]["isError"] != true && pid.is_some_and(|pid| pid != again)
    });
}

#[test]
fn overrides_of_every_kind_are_toggled_described_and_reset() {
    let (hub, admin) = start(settings([("one", demo(&[]))]));
    hub.lists_tool("/mcp", "one-echo");
    for (kind, item, words) in [
        ("tools", "echo", "Returns the text that it was given."),
        ("prompts", "tour", "Requests a tour of the demo tools."),
        ("resources", "demo%3A%2F%2Fabout", "About this server."),
    ] {
        let path = format!("/api/servers/one/{kind}/{item}");
        let key = item.replace("%3A", ":").replace("%2F", "~1");
        check(&admin, "POST", &format!("{path}/toggle"), json!({ "enabled": false }), 200);
        let pointer = format!("/mcpServers/one/{kind}/{key}");
        assert_eq!(in_file(&hub, &pointer).unwrap()["enabled"], false, "{kind}");
        let text = json!({ "description": "" });
        check(&admin, "PUT", &format!("{path}/description"), text, 200);
        assert_eq!(in_file(&hub, &pointer).unwrap()["description"], "");
        let answer = check(&admin, "DELETE", &format!("{path}/description"), Value::Null, 200);
        assert_eq!(answer["data"]["description"], words);
        assert_eq!(in_file(&hub, &pointer).unwrap(), json!({ "enabled": false }), "{kind}");
    }
    let answer = check(&admin, "GET", "/api/servers", Value::Null, 200);
    let tool = &answer["data"][0]["tools"][0];
    assert_eq!((&tool["name"], &tool["enabled"]), (&json!("one-echo"), &json!(false)), "{tool}");
    hub.lists("/mcp", &["one-add", "one-count", "one-fail"]);
}

#[test]
fn settings_contain_no_secrets_and_health_is_public() {
    let (hub, admin) =
        start(settings([("one", demo(&[])), ("dead", json!({ "command": "/nowhere" }))]));
    let answer = check(&admin, "GET", "/api/settings", Value::Null, 200);
    assert_eq!(answer["data"]["mcpServers"]["one"]["args"], json!(["demo"]));
    assert!(!answer.to_string().contains(KEY), "{answer}");
    becomes(&json!(["degraded", 2, 1]), || {
        let (status, health) = hub.http().json("GET", "/health", &Value::Null);
        assert_eq!(status, 200);
        json!([health["status"], health["servers"]["total"], health["servers"]["connected"]])
    });
}

#[test]
fn the_local_token_grants_access_to_the_api() {
    let hub = Hub::start(&settings([("one", demo(&[]))]));
    let mut open = vec![hub.folder.path().to_owned()];
    let mut tokens = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.to_string_lossy().contains("token") {
                tokens.push(path);
            }
        }
    }
    assert_eq!(tokens.len(), 1, "{tokens:?}");
    let mode =
        std::os::unix::fs::PermissionsExt::mode(&tokens[0].metadata().unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    let token = std::fs::read_to_string(&tokens[0]).unwrap();
    check(&hub.http().bearer(token.trim()), "GET", "/api/servers", Value::Null, 200);
}

#[test]
fn server_routes_match_their_walk() {
    let mut walk = walk("servers", settings([("one", demo(&[]))]));
    walk.hub.lists_tool("/mcp", "one-echo");
    create(&mut walk);
    read(&mut walk);
    change(&mut walk);
    walk.end();
}

fn create(walk: &mut Walk) {
    let off = json!({ "command": "true", "enabled": false });
    let none = Value::Null;
    walk.note("list");
    walk.step("admin", "GET", "/api/servers", &none);
    walk.step("nobody", "GET", "/api/servers", &none);
    walk.note("create");
    walk.step("admin", "POST", "/api/servers", &json!({ "name": "two", "config": off }));
    walk.file("/mcpServers/two");
    walk.step("admin", "POST", "/api/servers", &json!({ "name": "two", "config": off }));
    walk.step("admin", "POST", "/api/servers", &json!({ "name": 2, "config": off }));
    walk.step("admin", "POST", "/api/servers", &json!({ "name": "x" }));
    walk.step("admin", "POST", "/api/servers", &json!({ "name": " ", "config": off }));
    walk.step("admin", "POST", "/api/servers", &json!({ "name": "a b", "config": off }));
    for config in [
        json!({}),
        json!({ "type": "ftp" }),
        json!({ "type": "sse" }),
        json!({ "type": "openapi" }),
        json!({ "command": "true", "headers": { "A": "b" } }),
        json!({ "command": "true", "args": "x" }),
        json!({ "type": "streamable-http", "url": "ftp://a.example" }),
    ] {
        walk.step("admin", "POST", "/api/servers", &json!({ "name": "x", "config": config }));
    }
    walk.step(
        "admin",
        "POST",
        "/api/servers/batch",
        &json!({ "servers": [{ "name": "three", "config": off }] }),
    );
    let mixed = json!({ "servers": [{ "name": "io.github.x/four", "config": off }, { "name": "three", "config": off }, { "name": "five" }] });
    walk.step("admin", "POST", "/api/servers/batch", &mixed);
    walk.step(
        "admin",
        "POST",
        "/api/servers/batch",
        &json!({ "servers": [{ "name": "three", "config": off }] }),
    );
    walk.step("admin", "POST", "/api/servers/batch", &json!({ "servers": [] }));
}

fn read(walk: &mut Walk) {
    let none = Value::Null;
    walk.note("read, in pages too");
    walk.step("admin", "GET", "/api/servers/two", &none);
    walk.step("admin", "GET", "/api/servers/io.github.x%2Ffour", &none);
    walk.step("admin", "GET", "/api/servers/none", &none);
    walk.step("admin", "GET", "/api/servers?page=2&limit=3", &none);
    walk.step("admin", "GET", "/api/servers?limit=0", &none);
    walk.step("admin", "GET", "/api/servers?limit=1001", &none);
    walk.step("admin", "GET", "/api/servers?page=0&limit=1", &none);
    walk.step("admin", "GET", "/api/servers?page=x", &none);
}

fn change(walk: &mut Walk) {
    let none = Value::Null;
    walk.note("change; a new name is updated in groups and keys");
    walk.step("admin", "POST", "/api/groups", &json!({ "name": "g", "servers": ["two"] }));
    walk.step(
        "admin",
        "POST",
        "/api/auth/keys",
        &json!({ "name": "k2", "accessType": "servers", "allowedServers": ["two"] }),
    );
    walk.step(
        "admin",
        "PUT",
        "/api/servers/two",
        &json!({ "config": { "args": ["-v"] }, "newName": "zwei" }),
    );
    walk.file("/mcpServers/zwei");
    walk.file("/groups/0/servers");
    walk.file("/bearerKeys/1/allowedServers");
    walk.step(
        "admin",
        "PUT",
        "/api/servers/zwei",
        &json!({ "config": { "args": ["-x"] }, "newName": "one" }),
    );
    walk.file("/mcpServers/zwei");
    walk.step("admin", "PUT", "/api/servers/none", &json!({ "config": { "args": [] } }));
    walk.step("admin", "PUT", "/api/servers/zwei", &json!({ "config": 1 }));
    walk.note("toggle, reload, share, remove");
    walk.step("admin", "POST", "/api/servers/one/toggle", &json!({ "enabled": false }));
    walk.step("admin", "POST", "/api/servers/one/reload", &none);
    walk.step("admin", "POST", "/api/servers/one/toggle", &json!({ "enabled": "no" }));
    walk.step("admin", "POST", "/api/servers/none/toggle", &json!({ "enabled": true }));
    walk.step("admin", "POST", "/api/servers/none/reload", &none);
    walk.step("admin", "GET", "/api/servers/one/share-candidates", &none);
    walk.step("admin", "GET", "/api/servers/none/share-candidates", &none);
    walk.step("admin", "DELETE", "/api/servers/zwei", &none);
    walk.step("admin", "DELETE", "/api/servers/zwei", &none);
}

#[test]
fn override_routes_match_their_walk() {
    let mut walk = walk("overrides", settings([("one", demo(&[]))]));
    walk.hub.lists_tool("/mcp", "one-echo");
    for (kind, item) in
        [("tools", "echo"), ("prompts", "tour"), ("resources", "demo%3A%2F%2Fabout")]
    {
        walk.note(kind);
        let path = format!("/api/servers/one/{kind}/{item}");
        walk.step("admin", "POST", &format!("{path}/toggle"), &json!({ "enabled": false }));
        walk.step("admin", "PUT", &format!("{path}/description"), &json!({ "description": "d" }));
        walk.file(&format!("/mcpServers/one/{kind}"));
        walk.step("admin", "DELETE", &format!("{path}/description"), &Value::Null);
        walk.file(&format!("/mcpServers/one/{kind}"));
        walk.step("admin", "POST", &format!("{path}/toggle"), &json!({ "enabled": 1 }));
        walk.step("admin", "PUT", &format!("{path}/description"), &json!({}));
    }
    walk.note("unknown items");
    walk.step("admin", "POST", "/api/servers/none/tools/t/toggle", &json!({ "enabled": true }));
    walk.step(
        "admin",
        "PUT",
        "/api/servers/none/tools/t/description",
        &json!({ "description": "" }),
    );
    walk.step("admin", "DELETE", "/api/servers/none/tools/t/description", &Value::Null);
    walk.step("admin", "POST", "/api/servers/one/things/t/toggle", &json!({ "enabled": true }));
    walk.step("nobody", "DELETE", "/api/servers/one/tools/t/description", &Value::Null);
    walk.end();
}
