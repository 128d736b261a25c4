//! A registration connects to the server before it stores it; if that fails, nothing changes.

use serde_json::{Value, json};
use url::Url;

use crate::api::mcpjungle::{KEY, in_file, start, walk};
use crate::support::oauth::{OAuthServer, follow_page, parse};
use crate::support::process::{becomes, is_alive};
use crate::support::upstream::{HttpUpstream, demo, scripted_server, settings};

#[test]
fn invalid_registrations_are_rejected_in_the_order_of_the_checks() {
    let mut walk = walk("register", settings([]));
    let mut refuse = |body: Value| walk.step("admin", "POST", "/api/v0/servers", &body);
    refuse(json!({}));
    refuse(json!({ "name": "a", "transport": "http" }));
    refuse(json!({ "name": "a__b", "transport": "stdio", "session_mode": "often" }));
    refuse(json!({ "name": "a__b", "transport": "stdio" }));
    refuse(json!({ "name": "a__b", "transport": "sse", "command": "x" }));
    for name in ["", "a b", "a__b", "x_"] {
        refuse(json!({ "name": name, "transport": "stdio", "command": "x" }));
    }
    for url in ["ftp://a.example", "a.example", "http://"] {
        refuse(json!({ "name": "a", "transport": "streamable_http", "url": url }));
    }
    refuse(json!({ "name": "a", "transport": "stdio", "command": "x", "args": "-y" }));
    refuse(json!([]));
    walk.file("/mcpServers");
    walk.end();
}

#[test]
fn a_failing_server_is_rejected_and_the_old_one_kept() {
    let (hub, admin) = start(settings([("one", demo(&["--tools", "1"]))]));
    hub.lists_tool("/mcp", "one-create_issue_000");
    let before = std::fs::read_to_string(hub.settings()).unwrap();
    let shell = json!({
        "name": "one", "transport": "stdio", "command": "sh",
        "args": ["-c", "echo 'no licence here' >&2; exit 3"],
    });
    let (status, answer) = admin.json("POST", "/api/v0/servers?force=true", &shell);
    let text = answer["error"].as_str().unwrap();
    assert_eq!(status, 500, "{answer}");
    assert!(text.starts_with("the server cannot be reached: "), "{text}");
    assert!(
        text.ends_with(
            "`sh` ended with exit status 3 before it answered; on stderr: no licence here"
        ),
        "{text}"
    );
    for other in [
        json!({ "name": "two", "transport": "stdio", "command": "/nowhere/at/all" }),
        json!({ "name": "two", "transport": "streamable_http", "url": "http://127.0.0.1:9/mcp" }),
    ] {
        let (status, answer) = admin.json("POST", "/api/v0/servers", &other);
        let text = answer["error"].as_str().unwrap_or_default();
        assert_eq!(status, 500, "{answer}");
        assert!(text.starts_with("the server cannot be reached: "), "{answer}");
    }
    assert_eq!(std::fs::read_to_string(hub.settings()).unwrap(), before);
    hub.lists_tool("/mcp", "one-create_issue_000");
}

#[test]
fn a_server_that_requires_a_login_is_rejected_with_a_code() {
    let upstream = HttpUpstream::start(&["--bearer", "a-token-of-the-server"]);
    let (hub, admin) = start(settings([]));
    let mut sent = json!({ "name": "wiki", "transport": "streamable_http", "url": upstream.url });
    let (status, answer) = admin.json("POST", "/api/v0/servers", &sent);
    assert_eq!((status, &answer["code"]), (400, &json!("upstream_oauth_required")), "{answer}");
    assert_eq!(in_file(&hub, "/mcpServers"), Some(json!({})));
    sent["bearer_token"] = "a-token-of-the-server".into();
    let (status, answer) = admin.json("POST", "/api/v0/servers", &sent);
    assert_eq!(status, 201, "{answer}");
    let call = json!({ "name": "wiki__echo", "text": "in" });
    let (_, answer) = admin.json("POST", "/api/v0/tools/invoke", &call);
    assert_eq!(answer["content"][0]["text"], "in", "{answer}");
}

#[test]
fn a_replacement_drops_old_members_and_stays_in_groups() {
    let mut old = demo(&[]);
    old["ownKey"] = json!(1);
    old["tools"] = json!({ "echo": { "enabled": false } });
    let mut file = settings([("one", old), ("two", demo(&[]))]);
    file["groups"] = json!([{ "name": "both", "servers": ["one", "two"] }]);
    let (hub, admin) = start(file);
    let new = json!({ "name": "one", "transport": "stdio", "command": "mcphub",
        "args": ["demo", "--tools", "1"] });
    assert_eq!(admin.json("POST", "/api/v0/servers", &new).0, 409);
    let (status, answer) = admin.json("POST", "/api/v0/servers?force=TRUE", &new);
    assert_eq!(status, 201, "{answer}");
    assert_eq!(
        in_file(&hub, "/mcpServers/one"),
        Some(json!({ "type": "stdio", "command": "mcphub", "args": ["demo", "--tools", "1"],
            "sessionMode": "stateless", "visibility": "public", "owner": "admin" }))
    );
    // Its tools are available when the response arrives.
    let (_, tool) = admin.json("GET", "/api/v0/tool?name=one__create_issue_000", &Value::Null);
    assert_eq!(tool["enabled"], true, "{tool}");
    assert_eq!(in_file(&hub, "/groups/0/servers"), Some(json!(["one", "two"])));
}

#[test]
fn a_listed_server_can_be_registered_again_with_its_secrets() {
    let script = format!("exec {}", scripted_server(&[])["command"].as_str().unwrap());
    let args = json!(["-c", script, "sh", "--token", "abcdef0123456789abcdef"]);
    let env = json!({ "API_KEY": "abcdef0123456789", "TZ": "UTC" });
    let old = json!({ "command": "sh", "args": args, "env": env });
    let (hub, admin) = start(settings([("one", old)]));
    let (_, mut listed) = admin.json("GET", "/api/v0/servers", &Value::Null);
    let listed = &mut listed[0];
    assert_eq!(listed["env"]["API_KEY"], "***");
    assert_eq!(listed["args"][4], "***");
    listed["env"]["TZ"] = "CET".into();
    let (status, answer) = admin.json("POST", "/api/v0/servers?force=true", listed);
    assert_eq!(status, 201, "{answer}");
    let env = json!({ "API_KEY": "abcdef0123456789", "TZ": "CET" });
    assert_eq!(in_file(&hub, "/mcpServers/one/env"), Some(env));
    assert_eq!(in_file(&hub, "/mcpServers/one/args"), Some(args));
}

#[test]
fn the_child_of_a_connection_attempt_ends() {
    let (hub, admin) = start(settings([]));
    let folder = hub.folder.path().to_owned();
    let record = folder.join("pids");
    let entry = scripted_server(&[]);
    let script = format!(
        "echo $$ >> {}; exec {} \"$@\"",
        record.display(),
        entry["command"].as_str().unwrap()
    );
    let sent = |args: &[&str]| {
        let all = [&["-c", script.as_str(), "sh"], args].concat();
        json!({ "name": "one", "transport": "stdio", "command": "sh", "args": all })
    };
    let alive = || -> Vec<bool> {
        let text = std::fs::read_to_string(&record).unwrap();
        text.lines().map(|pid| is_alive(pid.parse().unwrap())).collect()
    };
    // On success, the child of the attempt has ended and that of the hub runs.
    assert_eq!(admin.json("POST", "/api/v0/servers", &sent(&[])).0, 201);
    assert_eq!(alive(), [false, true]);
    assert_eq!(admin.json("DELETE", "/api/v0/servers/one", &Value::Null).0, 204);
    becomes(&vec![false, false], alive);
}

#[test]
fn a_server_that_needs_a_login_is_stored_once_its_caller_has_logged_in() {
    let server = OAuthServer::start();
    let mut walk = walk("logins", settings([]));
    let admin = walk.hub.http().bearer(KEY);
    let input = json!({
        "name": "wiki", "transport": "streamable_http", "url": server.http.url("/mcp"),
        "oauth_redirect_uri": "http://localhost:9/back",
    });
    let register = || admin.json("POST", "/api/v0/servers", &input);
    let session = |answer: &Value| {
        let required = &answer["authorization_required"];
        let id = required["session_id"].as_str().unwrap().to_owned();
        let page = Url::parse(required["authorization_url"].as_str().unwrap()).unwrap();
        assert!(required["expires_at"].as_str().unwrap().ends_with('Z'), "{required}");
        (format!("/api/v0/upstream_oauth/sessions/{id}/complete"), follow_page(&page))
    };
    let (status, answer) = register();
    assert_eq!(status, 202, "{answer}");
    let (older, _) = session(&answer);
    let (complete, back) = session(&register().1);
    assert_eq!(back.host_str(), Some("localhost"), "the browser returns to the caller");
    let sent = parse(back.query().unwrap());
    let body = |state: &str, code: &str| json!({ "state": state, "code": code });
    let whole = body(&sent["state"], &sent["code"]);
    assert_eq!(admin.json("POST", &older, &whole).0, 404, "the newer session replaces it");
    assert_eq!(admin.json("POST", &complete, &json!({})).0, 400);
    assert_eq!(admin.json("POST", &complete, &body("x", &sent["code"])).0, 400);
    assert_eq!(in_file(&walk.hub, "/mcpServers"), Some(json!({})), "nothing is stored yet");
    // The code must not be in the audit log.
    walk.hide(complete.split('/').nth(5).unwrap(), "<session>");
    walk.hide(&sent["state"], "<state>");
    walk.hide(&sent["code"], "<code>");
    walk.hide(&server.http.url(""), "<server>");
    walk.step("admin", "POST", &complete, &json!({}));
    let answer = walk.step("admin", "POST", &complete, &whole);
    assert_eq!(answer["server"]["name"], "wiki");
    walk.hub.lists_tool("/mcp", "wiki-hello");
    assert_eq!(admin.json("POST", &complete, &whole).0, 404, "a session is used once");
    let mut elsewhere = input.clone();
    elsewhere["name"] = "docs".into();
    elsewhere["oauth_redirect_uri"] = "http://evil.example/".into();
    assert_eq!(admin.json("POST", "/api/v0/servers", &elsewhere).0, 400);
    walk.end();
}
