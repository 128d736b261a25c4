//! The APIs of five systems at one root: each path returns errors in its dialect's form, each API
//! is complete below its prefix, and the settings select the dialects.

use serde_json::{Value, json};

use crate::api::hub::{KEY, in_file, start, users};
use crate::support::process::becomes;
use crate::support::server::Hub;
use crate::support::upstream::{demo, settings};

/// Returns the members of an error body, sorted, including those of nested objects.
fn shape(body: &Value) -> String {
    let names = |value: &Value| -> Vec<String> {
        let members = value.as_object().into_iter().flatten();
        members.map(|(name, _)| name.clone()).collect()
    };
    let mut all: Vec<String> = names(body).into_iter().filter(|name| name != "path").collect();
    all.extend(names(&body["error"]).into_iter().map(|name| format!("error.{name}")));
    all.sort();
    all.join(" ")
}

const MCPHUB: &str = "message success";
const PLAIN: &str = "error";
const NESTED: &str = "error error.code error.message request_id";

/// A path of each dialect that requires a credential, its method, and the members of its errors.
const DIALECTS: [(&str, &str, &str, &str); 5] = [
    ("mcphub", "GET", "/api/servers", MCPHUB),
    ("mcpjungle", "GET", "/api/v0/servers", PLAIN),
    ("pandora", "PATCH", "/api/config", PLAIN),
    ("agent-corex", "GET", "/mcp_servers", NESTED),
    ("aeontel", "GET", "/api/mcp-servers/mcp_0", PLAIN),
];

#[test]
fn errors_have_the_form_of_the_paths_dialect() {
    let mut file = settings([]);
    file["systemConfig"]["routing"] = json!({ "jsonBodyLimit": 64 });
    file["users"] = users(&[]);
    let (hub, admin) = start(file);
    let (nobody, large) = (hub.http(), json!({ "text": "x".repeat(100) }));
    for (dialect, method, path, words) in DIALECTS {
        for prefix in [String::new(), format!("/dialect/{dialect}")] {
            let path = format!("{prefix}{path}");
            let refused = |(status, body): (u16, Value)| (status, shape(&body));
            assert_eq!(
                refused(nobody.json(method, &path, &json!({}))),
                (401, words.into()),
                "{path}"
            );
            // The path does not support this method, or does not exist.
            let wrong = refused(admin.json("PUT", &path, &json!({})));
            assert_eq!(wrong, (405, words.into()), "{path}");
            let nowhere =
                path.replace("mcp_0", "mcp_0/nowhere").replace("config", "config/nowhere");
            let nowhere = nowhere.replace("servers", "servers/nowhere/of/all");
            assert_eq!(
                refused(admin.json("GET", &nowhere, &Value::Null)),
                (404, words.into()),
                "{nowhere}"
            );
        }
    }
    for (path, words) in [
        ("/api/servers", MCPHUB),
        ("/api/v0/servers", PLAIN),
        ("/mcp_servers/toggle", NESTED),
        ("/api/mcp-servers", PLAIN),
        ("/dialect/aeontel/api/mcp-servers", PLAIN),
        ("/api/auth/login", MCPHUB),
        ("/dialect/pandora/api/auth/login", PLAIN),
    ] {
        let (status, body) = admin.json("POST", path, &large);
        assert_eq!((status, shape(&body)), (413, words.into()), "{path}: {body}");
    }
}

#[test]
fn errors_of_the_origin_guard_have_the_form_of_the_dialect() {
    let (hub, _) = start(settings([]));
    let evil = hub.http().with("origin", "https://evil.example");
    for (path, words) in
        [("/mcp_servers", NESTED), ("/v1/mcp_servers", NESTED), ("/api/servers", MCPHUB)]
    {
        let (status, body) = evil.json("GET", path, &Value::Null);
        assert_eq!((status, shape(&body)), (403, words.into()), "{path}: {body}");
    }
}

#[test]
fn rate_limit_errors_have_the_form_of_the_dialect() {
    let mut file = settings([]);
    file["systemConfig"]["rateLimits"] = json!({ "api": 2 });
    for (dialect, method, path, words) in DIALECTS {
        let (_hub, admin) = start(file.clone());
        let ask = || admin.json(method, path, &json!({}));
        let answers = [ask(), ask(), ask()];
        let (status, body) = &answers[2];
        assert_eq!((*status, shape(body)), (429, words.to_owned()), "{dialect}: {body}");
    }
}

#[test]
fn dialects_can_be_mounted_while_the_hub_runs() {
    let (hub, admin) = start(settings([]));
    let status = |path: &str| admin.json("GET", path, &Value::Null).0;
    let all = || {
        let prefixed = ["/dialect/mcpjungle/api/v0/servers", "/dialect/mcphub/api/servers"];
        ["/api/servers", "/api/v0/servers", "/mcp_servers"]
            .iter()
            .chain(&prefixed)
            .map(|p| status(p))
            .collect::<Vec<_>>()
    };
    assert_eq!(all(), [200, 200, 200, 200, 200]);
    hub.edit(|file| file["systemConfig"]["dialects"] = json!(["agent-corex"]));
    // The hub's own commands use the prefix.
    becomes(&vec![404, 404, 200, 404, 200], all);
    hub.run(&["status", "--port", &hub.address.port().to_string()]);
    let health = admin.json("GET", "/health", &Value::Null);
    assert_eq!(health, (200, json!({ "status": "ok" })));
    hub.edit(|file| file["systemConfig"]["dialects"] = json!(["mcphub", "mcpjungle"]));
    becomes(&vec![200, 200, 404, 200, 200], all);
    let there = in_file(&hub, "/systemConfig/dialects");
    assert_eq!(there, Some(json!(["mcphub", "mcpjungle"])));
}

#[test]
fn all_dialects_are_below_the_base_path() {
    let file = settings([]);
    let hub = Hub::start_env(&file, &[("BASE_PATH", "/hub")]);
    for (path, status) in [
        ("/hub/api/servers", 401),
        ("/hub/api/v0/servers", 403),
        ("/hub/dialect/aeontel/api/mcp-servers", 401),
        ("/hub/mcp_servers", 401),
        ("/hub/v1/mcp_registry", 200),
        ("/hub/v1/health", 200),
        ("/hub/dialect/agent-corex/v1/mcp_registry", 200),
        ("/hub/dialect/agent-corex/v1/health", 200),
        ("/hub/dialect/pandora/v1/mcp_registry", 404),
        ("/health", 200),
        ("/hub/health", 200),
        ("/api/v0/servers", 404),
        ("/hubmcp_servers", 404),
        ("/hub/dialect/other/api/servers", 404),
    ] {
        assert_eq!(hub.http().json("GET", path, &Value::Null).0, status, "{path}");
    }
}

#[test]
fn cross_origin_errors_have_the_form_of_the_dialect() {
    let (_hub, admin) = start(settings([]));
    let stranger = admin.with("origin", "https://elsewhere.example");
    for (dialect, method, path, words) in DIALECTS {
        let (status, body) = stranger.json(method, path, &json!({}));
        assert_eq!((status, shape(&body)), (403, words.to_owned()), "{dialect}");
    }
}

#[test]
fn a_users_key_for_mcp_grants_no_management() {
    let key = |token: &str, manages: bool| json!({ "name": token, "token": token, "kind": "user", "owner": "boss", "manages": manages });
    let mut file = settings([]);
    file["users"] = users(&[]);
    file["bearerKeys"] = json!([key("for-an-mcp-client", false), key("for-a-script", true)]);
    let (hub, _) = start(file);
    for path in ["/api/v0/servers", "/api/config", "/dialect/aeontel/api/mcp-servers"] {
        let status = |token: &str| hub.http().bearer(token).json("GET", path, &Value::Null).0;
        assert_eq!([status("for-an-mcp-client"), status("for-a-script")], [401, 200], "{path}");
    }
    // Agent-Corex's API lists the servers of such a key.
    let entry = json!({ "name": "clock" });
    for (token, status) in [("for-an-mcp-client", 403), ("for-a-script", 201)] {
        let corex = hub.http().bearer(token);
        assert_eq!(corex.json("GET", "/mcp_servers", &Value::Null).0, 200, "{token}");
        assert_eq!(corex.json("POST", "/admin/mcp_registry", &entry).0, status, "{token}");
    }
}

#[test]
fn a_read_only_hub_accepts_requests_that_change_nothing() {
    let mut file = settings([("one", demo(&[]))]);
    file["bearerKeys"] = json!([{ "name": "admin", "token": KEY, "accessType": "all" }]);
    let hub = Hub::start_env(&file, &[("READONLY", "true")]);
    let admin = hub.http().bearer(KEY);
    let call = json!({ "name": "one__echo", "text": "hi" });
    for (method, path, sent, status) in [
        ("POST", "/api/v0/tools/invoke", &call, 200),
        ("POST", "/api/v0/tools/disable?entity=one", &json!({}), 403),
        ("DELETE", "/api/v0/servers/one", &Value::Null, 403),
        ("POST", "/api/auth/logout", &json!({}), 200),
        ("DELETE", "/api/auth/sessions", &Value::Null, 200),
        ("PATCH", "/api/config", &json!({}), 403),
        ("POST", "/auth/login", &json!({}), 200),
        ("POST", "/v1/mcp_servers/toggle", &json!({ "server": "one", "enabled": false }), 403),
        ("POST", "/dialect/aeontel/api/mcp-servers", &json!({}), 403),
        ("POST", "/api/servers", &json!({}), 403),
    ] {
        let (got, answer) = admin.json(method, path, sent);
        assert_eq!(got, status, "{method} {path}: {answer}");
    }
}

#[test]
fn edits_while_the_file_is_missing_fail_and_create_no_file() {
    let mut file = settings([("one", demo(&[]))]);
    file["users"] = users(&[]);
    let (hub, admin) = start(file);
    let path = std::fs::canonicalize(hub.settings()).unwrap();
    let aside = hub.folder.path().join("aside.json");
    std::fs::rename(&path, &aside).unwrap();
    let why = format!(
        "the settings file {} is missing; restore it before you make changes",
        hub.settings().display()
    );
    let server =
        json!({ "name": "new", "transport": "streamable_http", "url": "https://x.example/mcp" });
    let config = json!({ "type": "streamable-http", "url": "https://x.example/mcp" });
    let pandora = json!({ "mcpServers": { "new": {
        "name": "New", "url": "https://x.example/mcp", "enabled": true, "requireApproval": true,
    } } });
    let aeontel =
        json!({ "workspaceId": "wsp_local", "name": "New", "url": "https://x.example/mcp" });
    for (method, place, body, wanted) in [
        (
            "POST",
            "/dialect/mcphub/api/servers",
            json!({ "name": "new", "config": config }),
            json!({ "success": false, "message": why }),
        ),
        ("POST", "/dialect/mcpjungle/api/v0/servers", server, json!({ "error": why })),
        ("PATCH", "/dialect/pandora/api/config", pandora, json!({ "error": why })),
        (
            "POST",
            "/dialect/agent-corex/mcp_servers/toggle",
            json!({ "server": "one", "enabled": false }),
            json!({ "error": { "code": "CONFLICT", "message": why } }),
        ),
        ("POST", "/dialect/aeontel/api/mcp-servers", aeontel, json!({ "error": why })),
    ] {
        let (status, mut answer) = admin.json(method, place, &body);
        // The request id differs each time.
        answer.as_object_mut().unwrap().remove("request_id");
        assert_eq!((status, answer), (409, wanted), "{place}");
        assert!(!path.exists(), "{place}");
    }
    let names = |folder: &std::path::Path| {
        let entries = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name());
        entries.filter_map(|name| name.into_string().ok()).collect::<Vec<_>>()
    };
    let left = names(hub.folder.path());
    let is_new = |name: &&String| name.contains(".json") && *name != "aside.json";
    assert_eq!(left.iter().filter(is_new).collect::<Vec<_>>(), [""; 0]);
    // A restored file can be changed again.
    std::fs::rename(&aside, &path).unwrap();
    let sent = json!({ "name": "new", "config": config });
    assert_eq!(admin.json("POST", "/dialect/mcphub/api/servers", &sent).0, 200);
}
