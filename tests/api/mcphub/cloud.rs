//! The cloud registry, with a fake MCPRouter.

use serde_json::{Value, json};

use crate::api::mcphub::{KEY, log_in, start, users};
use crate::api::walk::Walk;
use crate::support::api::{Api, ReceivedRequest, Reply};
use crate::support::http::Http;
use crate::support::server::Hub;
use crate::support::upstream::settings;

fn servers() -> Value {
    json!([
        { "name": "fetch", "config_name": "web", "server_key": "k/1", "title": "Fetch",
          "description": "Reads pages", "content": "category: Web, more\ntags: http" },
        { "name": "time", "config_name": "clock", "server_key": "k2", "title": "Time",
          "description": "Tells the time", "content": "Category: Clocks\nTag: zones" },
    ])
}

fn router() -> Api {
    Api::start(|asked: &ReceivedRequest| {
        let sent: Value = serde_json::from_str(&asked.body).unwrap_or_default();
        let good = |data: Value| Reply::json(&json!({ "code": 0, "message": "ok", "data": data }));
        let bad = |code: u32, why: &str| Reply::json(&json!({ "code": code, "message": why }));
        let tools = json!([{ "name": "get", "description": "d", "inputSchema": {} }]);
        Some(match (asked.line.as_str(), sent["server"].as_str()) {
            _ if asked.header("authorization") != "Bearer sk-1" => {
                Reply::new("401 Unauthorized", "application/json", r#"{"message":"bad key"}"#)
            }
            ("POST /v1/list-servers", _) => good(json!({ "servers": servers() })),
            ("POST /v1/list-tools", Some("k/1")) => good(json!({ "tools": tools })),
            ("POST /v1/list-tools", _) => bad(7, "no such server"),
            ("POST /v1/call-tool", Some("k/1")) => good(json!({ "content": [sent] })),
            _ => bad(8, "no such tool"),
        })
    })
}

fn file(router: Value) -> Value {
    let mut file = settings([]);
    file["users"] = users(&["ann"]);
    file["bearerKeys"] = json!([{ "id": "k", "name": "admin", "token": KEY, "accessType": "all" }]);
    file["systemConfig"]["mcpRouter"] = router;
    file
}

fn get(http: &Http, path: &str) -> (u16, Value) {
    http.json("GET", &format!("/api/cloud{path}"), &Value::Null)
}

#[test]
fn cloud_routes_match_their_walk() {
    let router = router();
    let base = format!("{}/v1/", router.url);
    let (hub, admin) = start(file(json!({ "apiKey": "sk-1", "baseUrl": base })));
    let ann = log_in(&hub, "ann");
    let mut walk = Walk::new("mcphub", "cloud", hub, admin);
    walk.add_caller("ann", ann);
    walk.note("lists");
    for path in [
        "/servers",
        "/servers/search?query=nothing%20PAGES",
        "/servers/search?query=%20",
        "/servers/search",
        "/servers/web",
        "/servers/fetch",
        "/servers/time",
        "/servers/none",
        "/servers/k%2F1/tools",
        "/servers/none/tools",
        "/categories",
        "/categories/web",
        "/tags",
        "/tags/zones",
    ] {
        walk.step("ann", "GET", &format!("/api/cloud{path}"), &Value::Null);
    }
    for path in ["/servers", "/categories", "/categories/web", "/tags", "/tags/zones"] {
        walk.step("nobody", "GET", &format!("/api/cloud{path}"), &Value::Null);
    }
    let asked = router.seen();
    assert_eq!(asked[0].header("http-referer"), "https://www.mcphub.app");
    assert_eq!(asked[0].header("x-title"), "MCPHub");
    assert_eq!(asked[0].header("content-type"), "application/json");
    assert_eq!(asked[0].body, "{}");
    let lists = router.lines().into_iter().filter(|line| line == "POST /v1/list-servers");
    assert_eq!(lists.count(), 1, "the list is cached");

    walk.note("calls, which are not cached");
    let call = "/api/cloud/servers/k%2F1/tools/get/call";
    for _ in 0..2 {
        walk.step("admin", "POST", call, &json!({ "arguments": { "n": 1.50 } }));
    }
    let calls = router.lines().into_iter().filter(|line| line == "POST /v1/call-tool");
    assert_eq!(calls.count(), 2);
    walk.step("admin", "POST", call, &json!({ "arguments": 1 }));
    walk.step("admin", "POST", &call.replace("k%2F1", "k2"), &json!({}));
    walk.step("ann", "POST", call, &json!({}));
    walk.end();
}

#[test]
fn the_environment_provides_values_that_the_settings_lack() {
    let router = router();
    let base = format!("{}/v1", router.url);
    let variables = [
        ("MCPROUTER_API_KEY", "sk-1"),
        ("MCPROUTER_API_BASE", base.as_str()),
        ("MCPROUTER_REFERER", "https://hub.example"),
        ("MCPROUTER_TITLE", "ours"),
    ];
    let set = json!({ "apiKey": "", "title": "set" });
    let hub = Hub::start_env(&file(set), &variables);
    assert_eq!(get(&hub.http().bearer(KEY), "/servers").0, 200);
    let asked = &router.seen()[0];
    assert_eq!(asked.header("http-referer"), "https://hub.example");
    assert_eq!(asked.header("x-title"), "set");
    drop(hub);

    let wrong = json!({ "apiKey": "sk-wrong" });
    let hub = Hub::start_env(&file(wrong), &variables);
    let (status, answer) = get(&hub.http().bearer(KEY), "/servers");
    let message = answer["message"].as_str().unwrap();
    assert!(status == 502 && message.contains("401 Unauthorized: bad key"), "{answer}");
    assert!(!hub.log().contains("sk-") && !message.contains("sk-"), "{answer}");
}

#[test]
fn a_missing_key_is_reported_with_its_setting() {
    let (_hub, admin) = start(file(json!({})));
    let text = "MCPRouter is not configured: set `systemConfig.mcpRouter.apiKey` or \
                MCPROUTER_API_KEY";
    for path in ["/servers", "/servers/x", "/tags", "/servers/x/tools"] {
        let answer = json!({ "success": false, "message": text });
        assert_eq!(get(&admin, path), (503, answer), "{path}");
    }
}
