//! Lists and toggles servers, and lists their tools.

use serde_json::{Value, json};

use crate::api::hub::{KEY, in_file, log_in, start, users, walk};
use crate::support::server::Hub;
use crate::support::upstream::{demo, scripted_server, settings};

/// Returns settings with two disabled servers, one with its own texts, and a registry that has an
/// entry for one of them and further entries.
fn file() -> Value {
    let off = |mut entry: Value, more: &Value| {
        for (key, value) in more.as_object().unwrap() {
            entry[key] = value.clone();
        }
        entry["enabled"] = json!(false);
        entry
    };
    let mut file = settings([
        ("clock-mcp", off(demo(&[]), &json!({ "description": "Ours", "category": "development" }))),
        (
            "wiki",
            off(
                scripted_server(&[]),
                &json!({ "displayName": "Wiki", "homepage": "https://wiki.example",
            "icon": "book", "env": { "SECRET": "s3cret-of-the-wiki" } }),
            ),
        ),
    ]);
    file["mcpRegistry"] = json!([
        { "name": "clock-mcp", "display_name": "Clock", "description": "Time zones", "tools_count": 2,
          "url": "https://clock.example", "icon": "clock" },
        { "name": "demo", "display_name": "Demo", "description": "To try", "category": "utility",
          "command": "mcphub", "args": ["demo"], "env_required": ["DEMO_TOKEN"],
          "url": "https://demo.example", "icon": "flask", "tags": ["try"] },
        { "name": "far", "description": "Has no command" },
        { "name": "retired", "command": "mcphub", "is_active": false },
    ]);
    file
}

#[test]
fn the_walk_through_servers() {
    let mut walk = walk("agent_corex", "servers", file());
    let (get, nothing) = ("GET", Value::Null);

    walk.note("servers of the hub first, then other registry entries");
    for path in ["/mcp_servers", "/v1/mcp_servers", "/dialect/agent-corex/mcp_servers"] {
        walk.step("admin", get, path, &nothing);
    }
    walk.step("nobody", get, "/mcp_servers", &nothing);

    walk.note("a toggle sets the state and does not flip it");
    let toggle = "/mcp_servers/toggle";
    let switch = |server: &str, enabled: bool| json!({ "server": server, "enabled": enabled });
    for enabled in [true, true, false, false, true] {
        walk.step("admin", "POST", toggle, &switch("clock-mcp", enabled));
    }
    walk.file("/mcpServers/clock-mcp/enabled");
    walk.step("admin", "POST", toggle, &switch("ghost-mcp", true));
    walk.step("admin", "POST", toggle, &switch("retired", true));
    walk.step("nobody", "POST", toggle, &switch("clock-mcp", true));
    for wrong in [
        json!({ "enabled": true }),
        json!({ "server": "clock-mcp" }),
        json!({ "server": "clock-mcp", "enabled": null }),
        json!({ "server": "clock-mcp", "enabled": "yes" }),
        json!([]),
    ] {
        walk.step("admin", "POST", toggle, &wrong);
    }

    walk.note("enabling a registry entry installs it");
    walk.step("admin", "POST", toggle, &switch("demo", false));
    walk.file("/mcpServers/demo");
    walk.step("admin", "POST", toggle, &switch("demo", true));
    walk.file("/mcpServers/demo");
    walk.step("admin", "POST", toggle, &switch("demo", false));
    walk.step("admin", "POST", toggle, &switch("far", true));
    walk.step("admin", "POST", toggle, &switch("far", false));
    walk.step("admin", get, "/mcp_servers", &nothing);

    walk.note("tools");
    let off = json!({ "enabled": false });
    walk.step("admin", "POST", "/api/servers/clock-mcp/tools/fail/toggle", &off);
    walk.step("admin", get, "/tools/installed", &nothing);
    walk.step("nobody", get, "/tools/installed", &nothing);
    walk.step("admin", get, "/tools?limit=1&offset=1", &nothing);
    walk.step("admin", get, "/tools?limit=0", &nothing);
    walk.step("admin", get, "/retrieve_tools", &nothing);
    walk.step("admin", get, "/retrieve_tools?query=+", &nothing);
    walk.step("admin", get, "/retrieve_tools?query=add&top_k=51", &nothing);
    walk.step("admin", get, "/retrieve_tools?query=two+numbers,+add&top_k=1", &nothing);
    walk.step("nobody", get, "/retrieve_tools?query=add", &nothing);

    walk.note("the enabled servers, for another device, which enables those it has");
    for path in ["/user-servers/servers", "/user/servers"] {
        walk.step("admin", get, path, &nothing);
        walk.step("nobody", get, path, &nothing);
        let sent = json!({ "installed_servers": ["clock-mcp", "wiki", "wiki", "far", "ghost"],
            "installed_packs": ["p1"] });
        walk.step("admin", "POST", path, &sent);
        walk.step("admin", "POST", path, &json!({ "installed_packs": [] }));
    }
    walk.step("admin", get, "/user/servers", &nothing);
    walk.end();
}

#[test]
fn no_response_contains_a_servers_secret() {
    let (hub, admin) = start(file());
    let sent = json!({ "installed_servers": ["wiki", "demo"] });
    let (status, answer) = admin.json("POST", "/user/servers", &sent);
    assert_eq!((status, &answer["synced_servers"]), (200, &json!(2)), "{answer}");
    for path in
        ["/mcp_servers", "/mcp_registry", "/mcp_registry/demo", "/tools/installed", "/tools"]
    {
        let (status, answer) = admin.send("GET", path, "");
        assert!(status == 200 && !answer.contains("s3cret"), "{path}: {answer}");
    }
    assert!(!hub.log().contains("s3cret"));
}

#[test]
fn non_admins_see_shared_and_toggle_owned_servers() {
    let mut file = file();
    file["users"] = users(&["ann"]);
    file["mcpServers"]["clock-mcp"]["owner"] = json!("ann");
    file["mcpServers"]["wiki"]["owner"] = json!("boss");
    file["mcpServers"]["wiki"]["visibility"] = json!("public");
    file["mcpServers"]["secret"] =
        json!({ "command": "mcphub", "owner": "boss", "visibility": "private" });
    let (hub, _) = start(file);
    let login = log_in(&hub, "ann");
    let token = &login.headers.last().unwrap().1;
    let ann = hub.http().bearer(token);
    let (_, listed) = ann.json("GET", "/mcp_servers", &Value::Null);
    let names: Vec<_> =
        listed["servers"].as_array().unwrap().iter().map(|one| &one["name"]).collect();
    assert_eq!(names, ["clock-mcp", "wiki", "demo", "far"]);
    assert_eq!([&listed["total"], &listed["enabled_count"]], [&json!(4), &json!(0)]);
    let switch = |server: &str| {
        let sent = json!({ "server": server, "enabled": true });
        let (status, answer) = ann.json("POST", "/mcp_servers/toggle", &sent);
        (status, answer["error"]["code"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(switch("clock-mcp"), (200, String::new()));
    assert_eq!(switch("wiki"), (403, "FORBIDDEN".into()));
    assert_eq!(switch("secret"), (404, "SERVER_NOT_FOUND".into()));
    // It would run a program.
    assert_eq!(switch("demo"), (403, "FORBIDDEN".into()));
    let sent = json!({ "installed_servers": ["clock-mcp", "wiki", "secret", "demo"] });
    let (_, answer) = ann.json("POST", "/user/servers", &sent);
    assert_eq!(answer["synced_servers"], json!(1));
    assert_eq!(in_file(&hub, "/mcpServers/demo"), None);
}

#[test]
fn a_read_only_hub_rejects_toggles() {
    let mut file = file();
    file["bearerKeys"] = json!([{ "id": "k", "name": "admin", "token": KEY, "accessType": "all" }]);
    let hub = Hub::start_env(&file, &[("READONLY", "true")]);
    let sent = json!({ "server": "wiki", "enabled": true });
    let (status, answer) = hub.http().bearer(KEY).json("POST", "/mcp_servers/toggle", &sent);
    assert_eq!((status, &answer["error"]["code"]), (403, &json!("FORBIDDEN")));
    // The owner of a key may still be read.
    assert_eq!(hub.http().bearer(KEY).json("POST", "/auth/login", &json!({})).0, 200);
}

#[test]
fn the_example_script_succeeds() {
    let (hub, _) = start(settings([]));
    let output = std::process::Command::new("sh")
        .arg("examples/agent-corex.sh")
        .env("HUB", format!("http://{}", hub.address))
        .env("KEY", KEY)
        .output()
        .unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{stdout}{}", String::from_utf8_lossy(&output.stderr));
    assert!(stdout.contains(r#""status":"activated","tools_enabled":4"#), "{stdout}");
    assert_eq!(in_file(&hub, "/mcpServers"), Some(json!({})));
    assert_eq!(in_file(&hub, "/mcpRegistry"), Some(json!([])));
}
