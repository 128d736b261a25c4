//! The registry: read with any key, changed by admins.

use serde_json::{Value, json};

use crate::api::hub::{KEY, in_file, start, users, walk};
use crate::support::http::Http;
use crate::support::upstream::settings;

fn file() -> Value {
    let mut file = settings([]);
    file["mcpRegistry"] = json!([
        { "name": "clock-mcp", "display_name": "Clock", "description": "Time zones", "version": "1.2.0",
          "category": "development", "tags": ["time", "tz"], "url": "https://clock.example", "icon": "clock",
          "tools": [{ "name": "now", "description": "Current time" }, { "name": "convert" }],
          "authentication": { "type": "token", "required": true, "env_var": "CLOCK_TOKEN" },
          "rate_limit": { "requests_per_hour": 60 }, "supported_platforms": ["linux"],
          "own": "of somebody else" },
        { "name": "io.example/plain" },
        { "name": "aws-mcp", "command": "uvx", "args": ["aws-mcp"], "env_required": ["AWS_ID", "AWS_KEY"],
          "env_optional": ["AWS_REGION"], "install_note": "Needs an account", "is_active": true },
        { "name": "retired", "is_active": false },
    ]);
    file
}

#[test]
fn the_walk_through_the_registry() {
    let mut walk = walk("agent_corex", "registry", file());
    let (get, nothing) = ("GET", Value::Null);

    walk.note("a caller with a key reads it");
    walk.step("admin", get, "/mcp_registry", &nothing);
    for name in ["clock-mcp", "io.example%2Fplain", "aws-mcp", "retired", "ghost-mcp"] {
        walk.step("admin", get, &format!("/mcp_registry/{name}"), &nothing);
    }
    walk.step("admin", get, "/v1/mcp_registry/aws-mcp", &nothing);
    walk.step("admin", get, "/dialect/agent-corex/mcp_registry/aws-mcp", &nothing);

    walk.note("this hub requires no key, so others read the names");
    walk.step("nobody", get, "/mcp_registry", &nothing);
    for name in ["clock-mcp", "aws-mcp", "retired"] {
        walk.step("nobody", get, &format!("/mcp_registry/{name}"), &nothing);
    }

    walk.note("admins add entries");
    let all = "/admin/mcp_registry";
    let wiki = json!({ "name": "wiki-mcp", "display_name": "Wiki", "description": "Team wiki",
        "url": "https://wiki.example", "icon": null, "category": "communication", "tools_count": 9,
        "api_key": "passed over" });
    walk.step("admin", "POST", all, &wiki);
    walk.file("/mcpRegistry/4");
    walk.step("admin", "POST", all, &wiki);
    walk.step("nobody", "POST", all, &wiki);
    for wrong in [
        json!({ "display_name": "nameless" }),
        json!({ "name": "" }),
        json!({ "name": "a b" }),
        json!({ "name": "sync-to-supabase" }),
        json!({ "name": 1 }),
        json!({ "name": "x", "tools_count": -1 }),
        json!({ "name": "x", "tags": "time" }),
        json!({ "name": "x", "tools": ["now"] }),
        json!({ "name": "x", "env_required": [1] }),
        json!("x"),
    ] {
        walk.step("admin", "POST", all, &wrong);
    }

    walk.note("admins change entries; absent members are kept");
    let one = "/admin/mcp_registry/clock-mcp";
    walk.step("admin", "PATCH", one, &json!({ "description": "Zones", "tools_count": 3 }));
    walk.step(
        "admin",
        "PATCH",
        one,
        &json!({ "authentication": null, "rate_limit": null, "icon": null }),
    );
    walk.file("/mcpRegistry/0");
    walk.step("admin", "PATCH", one, &json!({ "name": "wiki-mcp" }));
    walk.step("admin", "PATCH", one, &json!({ "name": null }));
    walk.step("admin", "PATCH", one, &json!({ "tools_count": "many" }));
    walk.step("admin", "PATCH", one, &json!({ "name": "clock" }));
    walk.step("admin", "PATCH", one, &json!({ "description": "gone" }));
    walk.step("nobody", "PATCH", one, &json!({ "description": "x" }));

    walk.note("admins remove entries");
    walk.step("admin", "DELETE", "/admin/mcp_registry/io.example%2Fplain", &nothing);
    walk.step("admin", "DELETE", "/admin/mcp_registry/io.example%2Fplain", &nothing);
    walk.step("nobody", "DELETE", "/admin/mcp_registry/clock", &nothing);

    walk.note("unknown paths and methods");
    walk.step("admin", "PUT", all, &wiki);
    walk.step("admin", get, "/mcp_registry/a/b", &nothing);
    walk.step("nobody", get, "/dialect/agent-corex/health", &nothing);

    walk.note("the owner of a key, for the published client");
    for who in ["admin", "nobody"] {
        walk.step(who, "POST", "/auth/login", &json!({ "api_key": "acx_live_0" }));
    }
    walk.end();
}

#[test]
fn invalid_json_has_its_own_error_code() {
    let (hub, admin) = start(file());
    let before = std::fs::read_to_string(hub.settings()).unwrap();
    let code = |body: &str, kind: &str| {
        let headers = [("content-type", kind)];
        let mut response = admin.open("POST", "/admin/mcp_registry", &headers, body);
        let answer: Value = serde_json::from_str(&response.text()).unwrap();
        let id = response.header("x-request-id").map(str::to_owned);
        assert_eq!(answer["request_id"].as_str().map(str::to_owned), id);
        (response.status, answer["error"]["code"].as_str().unwrap().to_owned())
    };
    let json = "application/json";
    assert_eq!(code("{", json), (400, "INVALID_JSON".into()));
    assert_eq!(code("", json), (400, "INVALID_JSON".into()));
    assert_eq!(code(r#"{"name":"a"} x"#, json), (400, "INVALID_JSON".into()));
    assert_eq!(code(r#"{"name":"a"}"#, "text/plain"), (415, "INVALID_REQUEST".into()));
    assert_eq!(std::fs::read_to_string(hub.settings()).unwrap(), before);
}

#[test]
fn names_require_a_key_and_secrets_an_admin() {
    let mut file = file();
    let token = "ghp_0123456789abcdefghijklmnopqrstuvwxyz";
    file["mcpRegistry"][2]["args"] = json!(["aws-mcp", "--token", token]);
    file["users"] = users(&["ann"]);
    file["systemConfig"] = json!({ "routing": { "enableBearerAuth": true } });
    file["bearerKeys"] = json!([
        { "id": "k", "name": "k", "token": KEY, "enabled": true, "accessType": "all" },
        { "id": "a", "name": "a", "token": "ann-key-0123456789", "enabled": true, "kind": "user", "owner": "ann", "accessType": "all" },
    ]);
    let (hub, admin) = start(file);
    for stranger in [hub.http(), hub.http().bearer("mcphub_unknown_0123456789")] {
        let nothing = json!({ "servers": [], "total": 0, "message": "this hub shows its registry only to callers with a key" });
        assert_eq!(stranger.json("GET", "/mcp_registry", &Value::Null), (200, nothing));
        for name in ["aws-mcp", "ghost-mcp"] {
            assert_eq!(stranger.json("GET", &format!("/mcp_registry/{name}"), &Value::Null).0, 404);
        }
    }
    let args = |http: &Http| {
        let one = http.json("GET", "/mcp_registry/aws-mcp", &Value::Null).1["args"].clone();
        let all = http.json("GET", "/mcp_registry", &Value::Null).1["servers"][2]["args"].clone();
        assert_eq!(one, all);
        one
    };
    assert_eq!(
        args(&hub.http().bearer("ann-key-0123456789")),
        json!(["aws-mcp", "--token", "***"])
    );
    assert_eq!(args(&admin), json!(["aws-mcp", "--token", token]));
}

#[test]
fn every_response_has_a_unique_id() {
    let (hub, _) = start(file());
    let ids =
        ["/mcp_registry", "/mcp_registry", "/mcp_servers", "/mcp_registry/ghost"].map(|path| {
            let response = hub.http().open("GET", path, &[], "");
            response.header("x-request-id").unwrap().to_owned()
        });
    assert!(ids.iter().all(|id| id.starts_with("req_") && id.len() == 36), "{ids:?}");
    let mut different = ids.to_vec();
    different.sort();
    different.dedup();
    assert_eq!(different.len(), ids.len());
}

#[test]
fn a_change_keeps_unknown_members_of_an_entry() {
    let (hub, admin) = start(file());
    let change = json!({ "tags": ["clock"], "unknown": 1 });
    let (status, answer) = admin.json("PATCH", "/admin/mcp_registry/clock-mcp", &change);
    assert_eq!((status, &answer["tags"]), (200, &json!(["clock"])), "{answer}");
    assert_eq!(in_file(&hub, "/mcpRegistry/0/own"), Some(json!("of somebody else")));
    assert_eq!(in_file(&hub, "/mcpRegistry/0/unknown"), None);
}
