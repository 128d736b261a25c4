//! Activities: recorded tool calls, their visibility, and the queries for them.

use serde_json::{Value, json};

use crate::api::mcphub::{KEY, log_in, start as start_alone, users, walk};
use crate::support::client::Client;
use crate::support::http::Http;
use crate::support::process::wait_for;
use crate::support::server::Hub;
use crate::support::upstream::{demo, scripted_server, settings};

const LAPTOP: &str = "mcphub_fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210";
const ANN: &str = "mcphub_aaaa456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// Returns settings with two servers, a group with one of them, and keys of the system and of a
/// user.
fn file() -> Value {
    let key = |id: &str, name: &str, token: &str| json!({ "id": id, "name": name, "token": token, "enabled": true, "accessType": "all" });
    let mut ann = key("k3", "phone", ANN);
    ann["kind"] = json!("user");
    ann["owner"] = json!("ann");
    let mut one = demo(&[]);
    one["visibility"] = json!("public");
    let mut file = settings([("one", one), ("two", demo(&[]))]);
    file["groups"] = json!([{ "id": "g1", "name": "reading", "servers": ["one"] }]);
    file["users"] = users(&["ann"]);
    file["bearerKeys"] = json!([key("k1", "admin", KEY), key("k2", "laptop", LAPTOP), ann]);
    file["systemConfig"]["routing"]["enableBearerAuth"] = json!(false);
    file
}

fn start(file: &Value) -> (Hub, Http) {
    let hub = Hub::start(file);
    hub.lists_tool("/mcp", "one-echo");
    hub.lists_tool("/mcp", "two-echo");
    let admin = hub.http().bearer(KEY);
    (hub, admin)
}

/// Makes the calls that the tests query.
fn make_calls(hub: &Hub) {
    let laptop = hub.http().bearer(LAPTOP);
    let legacy = Client::legacy(&laptop, "/mcp", json!({}));
    legacy.call("one-echo", json!({ "text": "hello", "password": "swordfish" }));
    legacy.request(
        "tools/call",
        json!({ "name": "two-fail", "arguments": { "reason": "it rains" } }),
    );
    let ann = Client::modern(&hub.http().bearer(ANN), "/mcp/reading", json!({}));
    ann.call("one-echo", json!({ "text": "again" }));
    let nobody = hub.modern("/direct/two");
    nobody.request("tools/call", json!({ "name": "add" }));
    // An unknown tool reaches no server, so it is not recorded.
    nobody.request("tools/call", json!({ "name": "nothing" }));
}

/// Returns the response of a GET that succeeds.
#[track_caller]
fn get(who: &Http, path: &str) -> Value {
    let (status, answer) = who.json("GET", path, &Value::Null);
    assert_eq!((status, &answer["success"]), (200, &json!(true)), "{path}: {answer}");
    answer
}

/// Returns activities, newest first, without the members that differ between runs.
fn plain(answer: &Value) -> Vec<Value> {
    let mut activities = answer["data"].as_array().unwrap().clone();
    for activity in &mut activities {
        let members = activity.as_object_mut().unwrap();
        let (took, at) = (members.remove("duration"), members.remove("timestamp"));
        assert!(took.as_ref().is_some_and(|took| took.as_u64().unwrap() < 20_000), "{took:?}");
        let at: jiff::Timestamp = at.unwrap().as_str().unwrap().parse().unwrap();
        assert!(jiff::Timestamp::now().duration_since(at).as_secs() < 60, "{at}");
        assert!(
            ["127.0.0.1", "::1"].contains(&members.remove("sourceIp").unwrap().as_str().unwrap())
        );
    }
    activities
}

#[test]
fn activity_routes_match_their_walk() {
    let mut walk = walk("activities", file());
    let ann = log_in(&walk.hub, "ann");
    walk.add_caller("ann", ann);
    walk.hub.lists_tool("/mcp", "one-echo");
    let phone = walk.hub.http().bearer(ANN);
    Client::legacy(&phone, "/mcp/reading", json!({})).call("one-echo", json!({ "text": "hello" }));
    for path in [
        "/api/activities/available",
        "/api/activities",
        "/api/activities?server=none",
        "/api/activities?limit=1000",
        "/api/activities?endDate=never",
        "/api/activities/stats",
        "/api/activities/stats?startDate=x",
        "/api/activities/filters",
        "/api/activities/1",
        "/api/activities/2",
    ] {
        walk.note(path);
        for who in ["admin", "ann", "nobody"] {
            walk.step(who, "GET", path, &Value::Null);
        }
    }
    walk.note("remove old activities");
    for (who, query) in [("nobody", ""), ("ann", ""), ("admin", "?daysOld=0"), ("admin", "")] {
        walk.step(who, "DELETE", &format!("/api/activities/cleanup{query}"), &Value::Null);
    }
    walk.end();
}

#[test]
fn each_call_is_recorded_with_caller_tool_and_result() {
    let (hub, admin) = start(&file());
    assert_eq!(get(&admin, "/api/activities/available")["data"], json!({ "available": true }));
    assert_eq!(get(&admin, "/api/activities")["data"], json!([]));
    make_calls(&hub);
    let answer = get(&admin, "/api/activities");
    assert_eq!(
        plain(&answer),
        [
            json!({ "id": "4", "server": "two", "tool": "add", "status": "error", "errorMessage": "add needs two numbers, `a` and `b`" }),
            json!({ "id": "3", "server": "one", "tool": "echo", "status": "success",
                    "group": "reading", "username": "ann", "keyId": "k3", "keyName": "phone" }),
            json!({ "id": "2", "server": "two", "tool": "fail", "status": "error",
                    "keyId": "k2", "keyName": "laptop", "errorMessage": "it rains" }),
            json!({ "id": "1", "server": "one", "tool": "echo", "status": "success",
                    "keyId": "k2", "keyName": "laptop" }),
        ]
    );
    let pages = json!({ "page": 1, "limit": 20, "total": 4, "totalPages": 1,
                        "hasNextPage": false, "hasPrevPage": false });
    assert_eq!(answer["pagination"], pages);
    let one = get(&admin, "/api/activities/2");
    assert_eq!(one["data"], answer["data"][2]);
    for id in ["99", "none"] {
        let path = format!("/api/activities/{id}");
        let (status, answer) = admin.json("GET", &path, &Value::Null);
        assert_eq!((status, &answer["success"]), (404, &json!(false)), "{answer}");
    }
}

#[test]
fn calls_can_be_filtered_paginated_and_counted() {
    let (hub, admin) = start(&file());
    make_calls(&hub);
    let ids = |query: &str| -> Vec<String> {
        let answer = get(&admin, &format!("/api/activities?{query}"));
        let id = |activity: &Value| activity["id"].as_str().unwrap().to_owned();
        answer["data"].as_array().unwrap().iter().map(id).collect()
    };
    for (query, found) in [
        ("server=one", vec!["3", "1"]),
        ("tool=ai&server=", vec!["2"]),
        ("server=on", vec!["3", "1"]),
        ("keyId=k", vec![]),
        ("status=error", vec!["4", "2"]),
        ("status=success&keyName=laptop", vec!["1"]),
        ("status=all", vec!["4", "3", "2", "1"]),
        ("group=reading", vec!["3"]),
        ("username=ann", vec!["3"]),
        ("keyId=k2", vec!["2", "1"]),
        ("startDate=2026-01-01&endDate=2999-01-01T00:00:00Z", vec!["4", "3", "2", "1"]),
        ("startDate=2999-01-01", vec![]),
        ("page=2&limit=3", vec!["1"]),
        ("page=9", vec![]),
    ] {
        assert_eq!(ids(query), found, "{query}");
    }
    for query in ["page=0", "limit=0", "limit=101", "page=x", "startDate=soon"] {
        let (status, answer) = admin.json("GET", &format!("/api/activities?{query}"), &Value::Null);
        assert_eq!((status, &answer["success"]), (400, &json!(false)), "{query}: {answer}");
    }
    let mut sums = get(&admin, "/api/activities/stats?keyId=k2")["data"].take();
    assert!(sums["avgDuration"].take().is_u64());
    let figures =
        json!({ "totalCalls": 2, "successCount": 1, "errorCount": 1, "avgDuration": null });
    assert_eq!(sums, figures);
    assert_eq!(
        get(&admin, "/api/activities/filters")["data"],
        json!({
            "servers": ["one", "two"], "tools": ["add", "echo", "fail"], "groups": ["reading"],
            "usernames": ["ann"], "keyNames": ["laptop", "phone"],
        })
    );
    let (status, answer) = admin.json("DELETE", "/api/activities/cleanup?daysOld=1", &Value::Null);
    assert_eq!((status, &answer["data"]["deletedCount"]), (200, &json!(0)), "{answer}");
    assert!(answer["data"]["cutoffDate"].as_str().unwrap().parse::<jiff::Timestamp>().is_ok());
    assert_eq!(admin.json("DELETE", "/api/activities/cleanup?daysOld=0", &Value::Null).0, 400);
}

#[test]
fn non_admins_see_their_own_calls() {
    let (hub, admin) = start(&file());
    make_calls(&hub);
    let ann = log_in(&hub, "ann");
    let own = get(&ann, "/api/activities");
    assert_eq!(
        (own["data"][0]["id"].as_str(), &own["pagination"]["total"]),
        (Some("3"), &json!(1))
    );
    assert_eq!(get(&ann, "/api/activities/stats")["data"]["totalCalls"], 1);
    assert_eq!(get(&ann, "/api/activities/filters")["data"]["tools"], json!(["echo"]));
    get(&ann, "/api/activities/3");
    get(&admin, "/api/activities/2");
    for (method, path, status) in [
        ("GET", "/api/activities/2", 404),
        ("GET", "/api/activities?username=boss", 403),
        ("DELETE", "/api/activities/cleanup", 403),
    ] {
        assert_eq!(ann.json(method, path, &Value::Null).0, status, "{method} {path}");
    }
    assert_eq!(hub.http().json("GET", "/api/activities", &Value::Null).0, 401);
}

#[test]
fn payloads_are_stored_only_if_configured_and_without_secrets() {
    let mut file = file();
    file["systemConfig"]["activityLog"] = json!({ "storeToolPayload": true });
    let (hub, admin) = start(&file);
    make_calls(&hub);
    let one = get(&admin, "/api/activities/1")["data"].take();
    assert_eq!(one["input"], r#"{"text":"hello","password":"***"}"#);
    let output: Value = serde_json::from_str(one["output"].as_str().unwrap()).unwrap();
    assert_eq!(output["content"], json!([{ "type": "text", "text": "hello" }]));
    let less = json!({ "activityLog": { "storeToolPayload": false } });
    assert_eq!(admin.json("PUT", "/api/system-config", &less).0, 200);
    make_calls(&hub);
    let next = get(&admin, "/api/activities/5")["data"].take();
    assert_eq!(
        (&next["tool"], next.get("input"), next.get("output")),
        (&json!("echo"), None, None)
    );
}

#[test]
fn a_disabled_activity_log_is_reported_and_records_nothing() {
    let mut file = file();
    file["systemConfig"]["activityLog"] = json!({ "enabled": false });
    let (hub, admin) = start(&file);
    make_calls(&hub);
    assert_eq!(get(&admin, "/api/activities/available")["data"], json!({ "available": false }));
    for path in ["", "/stats", "/filters", "/1"] {
        let path = format!("/api/activities{path}");
        let (status, answer) = admin.json("GET", &path, &Value::Null);
        assert_eq!((status, &answer["success"]), (404, &json!(false)), "{path}: {answer}");
    }
    let found = names_below(hub.folder.path());
    assert!(!found.iter().any(|name| name.contains("sqlite")), "{found:?}");
}

#[test]
fn calls_and_cancelled_calls_survive_a_restart() {
    let (mut hub, admin) = start_alone(settings([("slow", scripted_server(&[]))]));
    hub.lists_tool("/mcp", "slow-hold");
    let params = json!({ "name": "slow-hold", "arguments": { "key": "k" }, "_meta": { "progressToken": 7 } });
    let client = hub.modern("/mcp");
    let mut held = client.open("tools/call", &params);
    assert_eq!(held.message().unwrap()["params"]["message"], "held");
    held.hang_up();
    wait_for("the end of the call", || {
        let answer = get(&admin, "/api/activities");
        (answer["pagination"]["total"] == 1).then_some(())
    });
    hub.terminate();
    hub.wait_for_exit();
    let hub = Hub::start_in(std::sync::Arc::clone(&hub.folder), &[]);
    let answer = get(&hub.http().bearer(KEY), "/api/activities");
    assert_eq!(
        plain(&answer),
        [json!({ "id": "1", "server": "slow", "tool": "hold", "status": "error",
                 "errorMessage": "it was cancelled before the response" })]
    );
}

fn names_below(folder: &std::path::Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            found.extend(names_below(&entry.path()));
        }
        found.push(entry.file_name().to_string_lossy().into_owned());
    }
    found
}
