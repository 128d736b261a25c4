//! Authentication and rate limits of Agent-Corex's API.

use serde_json::{Value, json};

use crate::api::hub::{KEY, start, users};
use crate::support::http::Http;
use crate::support::server::Hub;
use crate::support::upstream::{demo, settings};

fn token(name: &str) -> String {
    format!("acx_live_{name}_0123456789")
}

/// Starts a hub with a key of each kind; returns it with an admin's client.
fn hub() -> (Hub, Http) {
    let mut file = settings([("one", demo(&[])), ("two", demo(&[])), ("three", demo(&[]))]);
    file["users"] = users(&["ann"]);
    file["groups"] =
        json!([{ "name": "some", "servers": [{ "name": "two", "tools": ["echo", "add"] }] }]);
    let key = |name: &str, more: &Value| {
        let mut key =
            json!({ "id": name, "name": name, "token": token(name), "accessType": "all" });
        for (field, value) in more.as_object().unwrap() {
            key[field] = value.clone();
        }
        key
    };
    file["bearerKeys"] = json!([
        { "id": "k", "name": "admin", "token": KEY, "accessType": "all" },
        key("ann", &json!({ "kind": "user", "owner": "ann", "manages": true })),
        key("off", &json!({ "enabled": false })),
        key("part", &json!({ "accessType": "custom", "allowedServers": ["one"], "allowedGroups": ["some"] })),
        key("nothing", &json!({ "accessType": "servers" })),
        key("free", &json!({ "plan": "free" })),
        key("few", &json!({ "plan": "enterprise", "requestsPerMinute": 2 })),
        key("many", &json!({ "plan": "enterprise" })),
    ]);
    start(file)
}

fn code(http: &Http, method: &str, path: &str, body: &Value) -> (u16, String) {
    let (status, answer) = http.json(method, path, body);
    (status, answer["error"]["code"].as_str().unwrap_or_default().to_owned())
}

#[test]
fn a_key_is_accepted_in_three_places() {
    let (hub, admin) = hub();
    let status = |http: &Http, path: &str| code(http, "GET", path, &Value::Null);
    let good = (200, String::new());
    let in_query = format!("/mcp_servers?api_key={KEY}");
    assert_eq!(status(&admin, "/mcp_servers"), good);
    assert_eq!(status(&hub.http().with("x-api-key", KEY), "/mcp_servers"), good);
    assert_eq!(status(&hub.http(), &in_query), good);
    // The admin header works on admin routes only.
    let by_admin = hub.http().with("x-admin-key", KEY);
    assert_eq!(status(&by_admin, "/mcp_servers"), (401, "UNAUTHORIZED".into()));
    assert_eq!(status(&hub.http(), "/mcp_servers"), (401, "UNAUTHORIZED".into()));
    for (name, value) in [
        ("authorization", "Bearer wrong".to_owned()),
        ("x-api-key", "wrong".to_owned()),
        ("x-api-key", token("off")),
    ] {
        let answer = status(&hub.http().with(name, &value), "/mcp_servers");
        assert_eq!(answer, (401, "INVALID_TOKEN".into()), "{name}: {value}");
    }
    assert!(!hub.log().contains(KEY), "{}", hub.log());
}

#[test]
fn admin_routes_require_an_admin() {
    let (hub, admin) = hub();
    let ann = hub.http().bearer(&token("ann"));
    let entry = |name: &str| json!({ "name": name });
    let create = |http: &Http, name: &str| http.json("POST", "/admin/mcp_registry", &entry(name));
    assert_eq!(create(&admin, "a").0, 201);
    assert_eq!(create(&hub.http().with("x-admin-key", KEY), "b").0, 201);
    assert_eq!(create(&ann.clone().with("x-admin-key", KEY), "c").0, 201);
    for who in [ann, hub.http().bearer(&token("part"))] {
        for (method, path) in [
            ("POST", "/admin/mcp_registry"),
            ("PATCH", "/admin/mcp_registry/a"),
            ("DELETE", "/admin/mcp_registry/a"),
            ("POST", "/admin/mcp_registry/sync-to-supabase"),
        ] {
            // Rejected before the body is read.
            let (status, answer) = who.json(method, path, &json!([]));
            let details = json!({ "required_role": "admin", "current_role": "user" });
            assert_eq!((status, &answer["error"]["details"]), (403, &details), "{method} {path}");
            assert_eq!(answer["error"]["code"], "FORBIDDEN");
        }
    }
}

#[test]
fn a_key_with_limited_access_reads_its_part() {
    let (hub, admin) = hub();
    for server in ["one", "two", "three"] {
        let sent = json!({ "server": server, "enabled": true });
        let (_, answer) = admin.json("POST", "/mcp_servers/toggle", &sent);
        assert_eq!(answer["tools_enabled"], 4, "{answer}");
    }
    let names = |http: &Http, path: &str, list: &str| -> Vec<String> {
        let (status, answer) = http.json("GET", path, &Value::Null);
        assert_eq!(status, 200, "{answer}");
        let names = answer[list].as_array().unwrap().iter();
        let of = |item: &Value| match item["server"].as_str() {
            Some(server) => format!("{server}.{}", item["name"].as_str().unwrap()),
            None => item["name"].as_str().unwrap().to_owned(),
        };
        names.map(of).collect()
    };
    let part = hub.http().bearer(&token("part"));
    assert_eq!(names(&part, "/mcp_servers", "servers"), ["one", "two"]);
    let tools = ["one.echo", "one.add", "one.count", "one.fail", "two.echo", "two.add"];
    assert_eq!(names(&part, "/tools/installed", "tools"), tools);
    assert_eq!(names(&part, "/tools", "tools"), tools);
    let nothing = hub.http().bearer(&token("nothing"));
    assert_eq!(names(&nothing, "/mcp_servers", "servers"), [""; 0]);
    assert_eq!(names(&nothing, "/tools/installed", "tools"), [""; 0]);
    let sent = json!({ "server": "one", "enabled": false });
    let switched = code(&part, "POST", "/mcp_servers/toggle", &sent);
    assert_eq!(switched, (403, "FORBIDDEN".into()));
    let sent = json!({ "installed_servers": [] });
    assert_eq!(code(&part, "POST", "/user/servers", &sent), (403, "FORBIDDEN".into()));
}

#[test]
fn login_returns_the_owner_of_a_key() {
    let (hub, _) = hub();
    let login = |http: &Http| http.json("POST", "/auth/login", &json!({ "api_key": "any" }));
    let of = |name: &str| (200, json!({ "user_id": name, "name": name }));
    for (key, expected) in [("ann", of("ann")), ("free", of("system")), ("part", of("part"))] {
        assert_eq!(login(&hub.http().bearer(&token(key))), expected);
    }
    let (status, answer) = login(&hub.http().bearer(&token("off")));
    assert_eq!((status, &answer["error"]["code"]), (401, &json!("INVALID_TOKEN")));
}

#[test]
fn a_plan_limits_requests_that_manage_servers() {
    let (hub, admin) = hub();
    let few = hub.http().bearer(&token("few"));
    let paths = ["/mcp_servers", "/tools/installed"];
    for (path, rest) in paths.into_iter().zip(["1", "0"]) {
        let response = few.open("GET", path, &[], "");
        assert_eq!((response.status, response.header("x-ratelimit-remaining")), (200, Some(rest)));
        assert_eq!(response.header("x-ratelimit-limit"), Some("2"));
    }
    let mut response = few.open("GET", "/mcp_servers", &[], "");
    let header = |name| response.header(name).unwrap().parse::<u64>().unwrap();
    let (reset, wait) = (header("x-ratelimit-reset"), header("retry-after"));
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    assert!((now.saturating_sub(5)..=now + 60).contains(&reset) && (1..=60).contains(&wait));
    let details = json!({ "limit": 2, "window_seconds": 60, "retry_after": wait });
    assert_eq!(response.status, 429);
    let answer: Value = serde_json::from_str(&response.text()).unwrap();
    assert_eq!(
        [&answer["error"]["code"], &answer["error"]["details"]],
        [&json!("RATE_LIMITED"), &details]
    );
    // Admin routes count too; public ones do not.
    let limited = few.json("POST", "/admin/mcp_registry", &json!({ "name": "x" }));
    assert_eq!(limited.0, 429);
    assert_eq!(few.json("GET", "/mcp_registry", &Value::Null).0, 200);
    let limit = |name: &str| {
        let response = hub.http().bearer(&token(name)).open("GET", "/mcp_servers", &[], "");
        (response.status, response.header("x-ratelimit-limit").map(str::to_owned))
    };
    assert_eq!([limit("free"), limit("many")], [(200, Some("10".into())), (200, None)]);
    assert_eq!(admin.open("GET", "/mcp_servers", &[], "").header("x-ratelimit-limit"), None);
    hub.edit(|file| file["systemConfig"]["plan"] = json!("pro"));
    let response = admin.open("GET", "/mcp_servers", &[], "");
    assert_eq!(response.header("x-ratelimit-limit"), Some("100"));
    assert_eq!(limit("many"), (200, None));
}
