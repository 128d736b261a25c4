//! Lists servers and adds new ones.

use serde_json::{Value, json};

use crate::api::hub::{PASSWORD, in_file, start};
use crate::api::pandora::{check, walk};
use crate::support::api::{Api, Reply};
use crate::support::server::Hub;
use crate::support::upstream::{HttpUpstream, demo, settings};

#[test]
fn server_routes_match_their_walk() {
    let mut clock = demo(&[]);
    clock["displayName"] = json!("Clock");
    clock["requireApproval"] = json!(false);
    clock["tools"] = json!({ "fail": { "enabled": false }, "add": { "description": "Adds." } });
    let off = json!({ "url": "http://127.0.0.1:9/mcp", "enabled": false });
    let mut walk = walk("servers", settings([("the_clock", clock), ("off", off)]));
    walk.hub.lists_tool("/mcp", "the_clock-echo");
    let none = Value::Null;
    for before in ["", "/dialect/pandora"] {
        let path = format!("{before}/api/mcp-servers");
        walk.note(&format!("at {path}"));
        walk.step("nobody", "GET", &path, &none);
        walk.step("admin", "GET", &path, &none);
        let server = json!({ "command": "mcphub", "args": ["demo", "--tools", "1"],
            "name": "Fetch", "unknown": 1 });
        let made = walk.step("admin", "POST", &path, &server);
        walk.file(&format!("/mcpServers/{}", made["id"].as_str().unwrap()));
        walk.step("admin", "POST", &path, &json!({ "name": "neither", "enabled": 1 }));
        walk.step("nobody", "POST", &path, &server);
    }
    walk.end();
}

#[test]
fn the_list_contains_errors_and_no_secrets() {
    let mut gone = json!({ "command": "no-such-program-anywhere", "args": ["s3cret"] });
    gone["env"] = json!({ "TOKEN": "s3cret" });
    let remote = json!({ "url": "http://127.0.0.1:9/s3cret", "headers": { "X": "s3cret" } });
    let (hub, admin) = start(settings([("gone", gone), ("remote", remote), ("bad", json!({}))]));
    let listed = crate::support::process::wait_for("all to be tried", || {
        let listed = check(&admin, "GET", "/api/mcp-servers", &Value::Null, 200);
        let all = listed["servers"].as_array().unwrap();
        all.iter().all(|server| server["error"].is_string()).then_some(listed)
    });
    assert!(!listed.to_string().contains("s3cret"), "{listed}");
    let types: Vec<_> =
        listed["servers"].as_array().unwrap().iter().map(|s| (&s["id"], &s["type"])).collect();
    let expected = [("gone", "stdio"), ("remote", "http"), ("bad", "http")];
    let expected = expected.map(|(id, kind)| (json!(id), json!(kind)));
    assert_eq!(types, expected.iter().map(|(id, kind)| (id, kind)).collect::<Vec<_>>());
    drop(hub);
}

#[test]
fn the_login_url_is_listed_only_while_a_login_is_required() {
    let api = Api::start(|_| Some(Reply::new("401 Unauthorized", "text/plain", "who?")));
    let upstream = HttpUpstream::start(&[]);
    let url = "https://id.example/authorize?state=s";
    let oauth = json!({ "pendingAuthorization": { "authorizationUrl": url } });
    let waits = json!({ "url": format!("{}/mcp", api.url), "oauth": oauth });
    let mut works = upstream.entry();
    works["oauth"] = oauth;
    let (hub, admin) = start(settings([("waits", waits), ("works", works)]));
    crate::support::process::becomes(&(json!(url), Value::Null, true), || {
        let listed = check(&admin, "GET", "/api/mcp-servers", &Value::Null, 200);
        let [waits, works] = [&listed["servers"][0], &listed["servers"][1]];
        let up = works["tools"].as_array().is_some_and(|tools| !tools.is_empty());
        (waits["authUrl"].clone(), works["authUrl"].clone(), up)
    });
    drop(hub);
}

#[test]
fn the_example_script_succeeds() {
    let hub = Hub::start_env(&settings([]), &[("ADMIN_PASSWORD", PASSWORD)]);
    let output = std::process::Command::new("sh")
        .arg("examples/pandora.sh")
        .env("HUB", format!("http://{}", hub.address))
        .env("PASSWORD", PASSWORD)
        .env("COMMAND", "mcphub")
        .env("REMOTE", "http://127.0.0.1:9/mcp")
        .output()
        .unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{stdout}{}", String::from_utf8_lossy(&output.stderr));
    assert!(stdout.contains(r#""name":"GitHub","type":"stdio""#), "{stdout}");
    assert!(stdout.ends_with("{\"success\":true}\n"), "{stdout}");
    assert_eq!(in_file(&hub, "/mcpServers"), Some(json!({})));
    assert!(in_file(&hub, "/pandora").is_none());
}
