//! The hub's own settings, and the file as returned by the API.

use serde_json::{Value, json};

use crate::api::mcphub::{KEY, log_in, start, users, walk};
use crate::support::server::Hub;
use crate::support::upstream::{demo, settings};

fn file() -> Value {
    let mut file = settings([("one", demo(&[]))]);
    file["users"] = users(&["ann"]);
    file["oauthClients"] = json!([{ "clientId": "c", "clientSecret": "s", "name": "n", "redirectUris": [], "grants": [] }]);
    file["oauthTokens"] =
        json!([{ "accessToken": "a", "refreshToken": "r", "clientId": "c", "username": "ann" }]);
    file["somethingElse"] = json!({ "kept": true });
    file
}

/// Values of the wrong type, with a secret inside.
#[test]
fn secrets_of_a_wrong_type_are_masked() {
    let mut file = settings([("one", demo(&[]))]);
    file["users"] = users(&["ann"]);
    file["users"].as_array_mut().unwrap().extend([
        json!({ "username": "bob", "password": ["canary-1"] }),
        json!({ "username": "eve", "password": { "value": "canary-2" } }),
        json!(["canary-3"]),
    ]);
    file["oauthClients"] = json!({ "c": { "clientSecret": "canary-4" } });
    file["oauthTokens"] = json!("canary-5");
    file["bearerKeys"] = json!([
        { "id": "k", "name": "admin", "token": KEY, "enabled": true, "accessType": "all" },
        { "id": "2", "name": "k", "token": ["canary-6"] },
        "canary-7",
    ]);
    file["systemConfig"]["routing"]["bearerAuthKey"] = json!(["canary-8"]);
    file["mcpServers"]["line"] =
        json!({ "command": "x --token canary-9", "enabled": false, "visibility": "public" });
    let (hub, admin) = start(file);
    let ann = log_in(&hub, "ann");
    for (path, caller) in [
        ("/api/settings", &admin),
        ("/api/mcp-settings/export", &admin),
        ("/api/servers", &admin),
        ("/api/servers", &ann),
        ("/api/v0/servers", &admin),
        ("/api/auth/keys", &admin),
        ("/api/users", &admin),
        ("/mcp_servers", &admin),
        ("/api/mcp-servers", &admin),
    ] {
        let (status, mut answer) = caller.json("GET", path, &Value::Null);
        assert_eq!(status, 200, "{path}: {answer:#}");
        // Admins read whole servers, to edit them.
        if path == "/api/settings" {
            answer["data"]["mcpServers"].take();
        }
        assert!(!answer.to_string().contains("canary"), "{path}: {answer:#}");
    }
}

#[test]
fn settings_routes_match_their_walk() {
    let mut walk = walk("settings", file());
    let ann = log_in(&walk.hub, "ann");
    walk.add_caller("ann", ann);
    walk.hub.lists_tool("/mcp", "one-echo");
    let none = Value::Null;
    for who in ["admin", "ann", "nobody"] {
        walk.note(who);
        let answer = walk.step(who, "GET", "/api/settings", &none);
        assert!(!answer.to_string().contains(KEY), "{answer}");
        walk.step(who, "GET", "/api/settings/file", &none);
        walk.step(who, "GET", "/api/hub", &none);
        walk.step(who, "GET", "/api/mcp-settings/export", &none);
        walk.step(who, "GET", "/api/mcp-settings/export?serverName=one", &none);
        walk.step(who, "PUT", "/api/system-config", &json!({ "nameSeparator": "_" }));
    }
    walk.step("admin", "GET", "/api/mcp-settings/export?serverName=none", &none);
    walk.note("the hub's own settings");
    walk.hub.lists_tool("/mcp", "one_echo");
    for patch in [
        json!({ "routing": { "enableGlobalRoute": false, "jsonBodyLimit": "2mb", "skipAuth": "yes" } }),
        json!({ "routing": { "jsonBodyLimit": null, "enableGlobalRoute": true }, "enableSessionRebuild": true }),
        json!({ "install": { "baseUrl": "https://hub.example" }, "smartRouting": { "enabled": false, "basePacingDelayMs": 5 } }),
        json!({ "smartRouting": { "basePacingDelayMs": null } }),
        json!({ "nameSeparator": "" }),
        json!({ "nothing": "of the kind" }),
        json!({ "routing": [] }),
        json!([]),
    ] {
        walk.step("admin", "PUT", "/api/system-config", &patch);
    }
    walk.file("/systemConfig");
    walk.file("/somethingElse");
    walk.note("an unusable file");
    let path = walk.hub.settings();
    let whole = std::fs::read_to_string(&path).unwrap();
    walk.hub.replace("{");
    walk.step("admin", "GET", "/api/settings/file", &none);
    std::fs::remove_file(&path).unwrap();
    walk.step("admin", "GET", "/api/settings/file", &none);
    walk.step("admin", "PUT", "/api/system-config", &json!({ "nameSeparator": "_" }));
    walk.hub.replace(&whole);
    walk.step("admin", "GET", "/api/settings/file", &none);
    walk.end();
}

#[test]
fn a_read_only_hub_accepts_reads_only() {
    let hub = Hub::start_env(&file(), &[("READONLY", "true")]);
    let boss = log_in(&hub, "boss");
    assert_eq!(boss.json("GET", "/api/servers", &Value::Null).0, 200);
    for (method, path) in
        [("POST", "/api/servers"), ("DELETE", "/api/servers/one"), ("PUT", "/api/system-config")]
    {
        let (status, answer) = boss.json(method, path, &json!({}));
        assert_eq!((status, answer["message"].as_str()), (403, Some("this hub is read-only")));
    }
}

#[test]
fn requests_are_rate_limited() {
    let mut file = file();
    file["systemConfig"]["rateLimits"] = json!({ "api": 2 });
    let hub = Hub::start(&file);
    let boss = log_in(&hub, "boss");
    let ask = || {
        let answer = boss.open("GET", "/api/users", &[], "");
        let header = |name: &str| answer.header(name).map(str::to_owned);
        (
            answer.status,
            header("ratelimit-limit"),
            header("ratelimit-remaining"),
            header("retry-after").is_some(),
        )
    };
    let two = || Some("2".to_owned());
    assert_eq!(ask(), (200, two(), Some("1".into()), false));
    assert_eq!(ask(), (200, two(), Some("0".into()), false));
    assert_eq!(ask(), (429, two(), Some("0".into()), true));
    // The hub does not trust this proxy header, so it is the same address.
    let (status, _) =
        boss.with("x-forwarded-for", "10.0.0.9").json("GET", "/api/users", &Value::Null);
    assert_eq!(status, 429);
}

#[test]
fn allowed_origins_get_cors_headers() {
    let hub = Hub::start(&file());
    let page = "http://localhost:5173";
    let preflight = [
        ("origin", page),
        ("access-control-request-method", "PUT"),
        ("access-control-request-headers", "x-own"),
    ];
    let answer = hub.http().open("OPTIONS", "/api/servers/one", &preflight, "");
    let header = |name: &str| answer.header(name).map(str::to_owned);
    assert_eq!(answer.status, 204);
    assert_eq!(header("access-control-allow-origin").as_deref(), Some(page));
    assert_eq!(header("access-control-allow-headers").as_deref(), Some("x-own"));
    let answer = hub.http().open("GET", "/config", &[("origin", page)], "");
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (200, Some(page)));
    let answer = hub.http().open("GET", "/config", &[("origin", "https://evil.example")], "");
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (403, None));
}

#[test]
fn a_body_has_a_size_limit_and_must_be_json() {
    let mut file = file();
    file["systemConfig"]["routing"]["jsonBodyLimit"] = json!("2kb");
    let hub = Hub::start(&file);
    let boss = log_in(&hub, "boss");
    let smaller = json!({ "routing": { "jsonBodyLimit": "1kb" } });
    assert_eq!(boss.json("PUT", "/api/system-config", &smaller).0, 200);
    let large = json!({ "name": "x".repeat(2000) }).to_string();
    let send = |kind: &str, body: &str| {
        let mut answer = boss.open("POST", "/api/groups", &[("content-type", kind)], body);
        (answer.status, answer.text())
    };
    for (kind, body, status) in [
        ("application/json", large.as_str(), 413),
        ("application/x-www-form-urlencoded", "name=x", 415),
        ("text/plain", "{}", 415),
        ("application/json", "{", 400),
        ("application/json; charset=utf-8", r#"{"name":"g"}"#, 201),
    ] {
        let (got, text) = send(kind, body);
        assert_eq!(got, status, "{kind}: {text}");
        let answer: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(answer["success"], status == 201, "{text}");
    }
}
