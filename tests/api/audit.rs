//! The audit log of a running hub: caller, address, action and result of each record.

use std::fs;

use serde_json::{Value, json};

use crate::api::hub::{KEY, PASSWORD, log_in, start, users};
use crate::support::client::Client;
use crate::support::http::Http;
use crate::support::process::{becomes, wait_for};
use crate::support::server::Hub;
use crate::support::upstream::{demo, settings};

const NONE: Value = Value::Null;
const CANARY: &str = "canary-0123456789abcdef";

fn file() -> Value {
    let mut file = settings([("one", demo(&[]))]);
    file["users"] = users(&["ann"]);
    file
}

/// Returns the text of the log file.
fn text_of(hub: &Hub) -> String {
    fs::read_to_string(hub.folder.path().join(".local/state/mcphub/audit/audit.jsonl")).unwrap()
}

/// Returns the records that match the query, oldest first.
fn records(admin: &Http, query: &str) -> Vec<Value> {
    let (status, answer) = admin.json("GET", &format!("/dialect/mcphub/api/audit?{query}"), &NONE);
    assert_eq!((status, &answer["success"]), (200, &json!(true)), "{answer}");
    let mut records = answer["data"].as_array().unwrap().clone();
    records.reverse();
    records
}

/// Returns `kind result who from via action status changes` of a record.
fn line(record: &Value) -> String {
    let text = |key: &str| match &record[key] {
        Value::String(text) => text.clone(),
        Value::Null => "-".to_owned(),
        other => other.to_string(),
    };
    let keys = ["kind", "result", "who", "from", "via", "action", "status", "changes"];
    keys.map(text).join(" ")
}

fn lines(admin: &Http, query: &str) -> Vec<String> {
    records(admin, query).iter().map(line).collect()
}

#[test]
fn a_write_in_any_dialect_records_caller_action_and_changes() {
    let (hub, admin) = start(file());
    let ann = log_in(&hub, "ann");
    let secret = json!({ "TOKEN": CANARY });
    let server = json!({ "command": "echo", "args": [CANARY], "env": secret });
    let mut jungle = demo(&[]);
    (jungle["name"], jungle["transport"]) = (json!("c"), json!("stdio"));
    let fetch = json!({ "mcpServers": { "fetch": {
        "name": "Fetch", "command": "mcphub", "args": ["demo"], "enabled": true, "requireApproval": true,
    } } });
    let url = format!("https://u:{CANARY}@x.example/?t={CANARY}");
    let source = |record: &Value| {
        let change = record["changes"][0].as_str().unwrap_or("-");
        // Pandora's ids are random.
        let change = if record["via"] == "pandora" { &change[..16] } else { change };
        format!("{} {change}", record["via"].as_str().unwrap())
    };
    for (who, method, path, body) in [
        (&admin, "POST", "/api/servers", json!({ "name": "a", "config": server })),
        (
            &ann,
            "POST",
            "/api/servers",
            json!({ "name": "b", "config": { "type": "streamable-http", "url": url } }),
        ),
        (&admin, "PUT", "/api/system-config", json!({ "install": { "npmRegistry": CANARY } })),
        (
            &admin,
            "PUT",
            "/api/system-config",
            json!({ "install": { "npmRegistry": "https://r.example" } }),
        ),
        (&admin, "POST", "/api/v0/servers", jungle),
        (&admin, "PATCH", "/dialect/pandora/api/config", fetch),
        (&admin, "POST", "/mcp_servers/toggle", json!({ "server": "one", "enabled": false })),
        (
            &admin,
            "POST",
            "/dialect/aeontel/api/mcp-servers",
            json!({ "workspaceId": "w", "name": "e", "url": url, "authType": "api_key", "apiKey": CANARY }),
        ),
        (&admin, "DELETE", "/api/servers/a", NONE),
        (&admin, "DELETE", "/api/servers/nobody", NONE),
    ] {
        let _ = who.json(method, path, &body);
    }
    let got = lines(&admin, "kind=write");
    let first = "write ok key admin 127.0.0.1 mcphub POST /api/servers 200 [";
    assert!(got[0].starts_with(first), "{got:#?}");
    assert!(got[1].starts_with(&first.replace("key admin", "user ann")), "{got:#?}");
    let done = records(&admin, "kind=write&result=ok");
    assert_eq!(
        done.iter().map(source).collect::<Vec<_>>(),
        [
            "mcphub added mcpServers.a",
            "mcphub added mcpServers.b",
            "mcphub added systemConfig.install",
            "mcphub changed systemConfig.install: npmRegistry",
            "mcpjungle added mcpServers.c",
            "pandora added mcpServers",
            "agent-corex changed mcpServers.one: enabled",
            "aeontel added mcpServers.e",
            "mcphub removed mcpServers.a",
        ],
        "{got:#?}"
    );
    assert_eq!(lines(&admin, "kind=write&result=failed").len(), 1);
    assert!(!text_of(&hub).contains(CANARY) && !hub.log().contains(CANARY));
}

#[test]
fn logins_are_recorded_and_logged_at_the_default_level() {
    let (hub, admin) = start(file());
    log_in(&hub, "ann");
    let nobody = hub.http();
    let wrong = json!({ "username": "ann\n\u{1b}[2Jforged", "password": CANARY });
    nobody.json("POST", "/api/auth/login", &wrong);
    nobody.json("POST", "/dialect/pandora/api/auth/login", &json!({ "password": CANARY }));
    let ann = log_in(&hub, "ann");
    let change = |from: &str| json!({ "currentPassword": from, "newPassword": "another-canary-9" });
    ann.json("POST", "/api/auth/change-password", &change(CANARY));
    ann.json("POST", "/api/auth/change-password", &change(PASSWORD));
    let got = lines(&admin, "");
    let named = |line: &&String| line.starts_with("login") || line.starts_with("password");
    let got: Vec<&String> = got.iter().filter(named).collect();
    assert_eq!(got.len(), 6, "{got:#?}");
    assert!(got[0].starts_with("login ok user ann 127.0.0.1 mcphub POST /api/auth/login 200"));
    assert!(got[1].starts_with("login refused user ann\n\u{1b}[2Jforged 127.0.0.1"), "{got:#?}");
    assert!(got[2].starts_with("login refused user boss 127.0.0.1 pandora"), "{got:#?}");
    assert!(got[4].starts_with("password ") && !got[4].contains("users.ann"), "{got:#?}");
    assert!(got[5].ends_with(r#"["changed users.ann: password"]"#), "{got:#?}");
    hub.wait_for_log("login ok: user ann from 127.0.0.1");
    hub.wait_for_log("login refused: user ann\\u{a}\\u{1b}[2Jforged from 127.0.0.1");
    assert!(hub.log().lines().any(|line| line.contains("WARN") && line.contains("login refused")));
    for text in [text_of(&hub), hub.log()] {
        assert!(!text.contains("canary") && !text.contains(PASSWORD), "{text}");
    }
}

#[test]
fn refusals_and_lockouts_are_recorded() {
    let (hub, admin) = start(file());
    let ann = log_in(&hub, "ann");
    let server = json!({ "name": "a", "config": { "command": "echo" } });
    assert_eq!(ann.json("POST", "/api/servers", &server).0, 403);
    assert_eq!(hub.http().json("POST", "/api/servers", &server).0, 401);
    assert_eq!(hub.http().bearer("wrong-key").json("DELETE", "/api/servers/one", &NONE).0, 401);
    assert_eq!(hub.http().json("POST", "/init", &json!({ "mode": "enterprise" })).0 / 100, 4);
    let stranger = hub.http().bearer("wrong-key");
    assert_eq!(stranger.json("POST", "/api/tools/one/echo", &json!({ "text": "x" })).0, 401);
    let wrong = json!({ "username": "ann", "password": "wrong" });
    for _ in 0..12 {
        hub.http().json("POST", "/api/auth/login", &wrong);
    }
    let got = lines(&admin, "kind=write&result=refused");
    assert_eq!(
        got,
        [
            "write refused user ann 127.0.0.1 mcphub POST /api/servers 403 -",
            "write refused - 127.0.0.1 mcphub POST /api/servers 401 -",
            "write refused - 127.0.0.1 mcphub DELETE /api/servers/one 401 -",
        ]
    );
    assert_eq!(lines(&admin, "kind=setup").len(), 1);
    assert_eq!(lines(&admin, "kind=access").len(), 1);
    let locked = lines(&admin, "kind=login&result=refused");
    assert!(locked.last().unwrap().contains(" 429 "), "{locked:#?}");
}

#[test]
fn many_refusals_are_only_counted() {
    let (hub, admin) = start(file());
    for _ in 0..80 {
        hub.http().json("POST", "/api/servers", &NONE);
    }
    admin.json("POST", "/api/servers", &json!({ "name": "a", "config": { "command": "echo" } }));
    let all = records(&admin, "kind=write");
    let refused = all.iter().filter(|record| record["result"] == "refused").count();
    assert!(refused <= 60, "{refused}");
    let missed: u64 = all.iter().filter_map(|record| record["missed"].as_u64()).sum();
    assert_eq!(refused as u64 + missed, 80);
}

#[test]
fn only_admins_read_the_log_which_has_pages() {
    let (hub, admin) = start(file());
    let ann = log_in(&hub, "ann");
    assert_eq!(ann.json("GET", "/api/audit", &NONE).0, 403);
    assert_eq!(hub.http().json("GET", "/api/audit", &NONE).0, 401);
    for name in ["a", "b", "c"] {
        let server = json!({ "name": name, "config": { "command": "echo" } });
        admin.json("POST", "/api/servers", &server);
    }
    let (_, answer) = admin.json("GET", "/api/audit?kind=write&limit=2&page=2", &NONE);
    assert_eq!(answer["data"][0]["changes"], json!(["added mcpServers.a"]));
    let pagination = json!({
        "page": 2, "limit": 2, "total": 3, "totalPages": 2, "hasNextPage": false, "hasPrevPage": true,
    });
    assert_eq!(answer["pagination"], pagination);
}

#[test]
fn responses_and_records_contain_the_request_id() {
    let (hub, admin) = start(file());
    let sent = |id: Option<&str>, path: &str| {
        let headers: Vec<_> = id.map(|id| ("x-request-id", id)).into_iter().collect();
        let response = admin.open("DELETE", path, &headers, "");
        response.header("x-request-id").unwrap().to_owned()
    };
    assert_eq!(sent(Some("my_request-1.2"), "/api/servers/one"), "my_request-1.2");
    let made = sent(None, "/api/servers/one");
    let longest = "a".repeat(64);
    assert_eq!(sent(Some(&longest), "/nowhere"), longest);
    for bad in ["a b", "a\"b", "\u{e9}", &"a".repeat(65), ""] {
        let other = sent(Some(bad), "/api/servers/one");
        assert!(other != bad && other != made && other.starts_with("req_"), "{bad}: {other}");
    }
    let ids: Vec<Value> =
        records(&admin, "kind=write").into_iter().map(|mut r| r["requestId"].take()).collect();
    assert_eq!(ids[..2], [json!("my_request-1.2"), json!(made)]);
    hub.wait_for_log("[my_request-1.2]");
    for path in ["/mcp", "/health", "/nowhere", "/mcp/nobody"] {
        let response = hub.http().open("GET", path, &[], "");
        assert!(response.header("x-request-id").is_some(), "{path}");
    }
    let mut strange = hub.http().open("GET", "/health", &[("host", "evil.example")], "");
    assert!(strange.header("x-request-id").is_some(), "{}", strange.text());
}

#[test]
fn each_edit_of_the_file_is_recorded_once() {
    let (hub, admin) = start(file());
    admin.json("POST", "/api/servers", &json!({ "name": "api", "config": { "command": "echo" } }));
    hub.run(&["add", "cli", "--", "echo"]);
    // Otherwise one reload would find both edits.
    assert_eq!(admin.json("GET", "/api/servers/cli", &NONE).0, 200);
    hub.edit(|file| {
        file["mcpServers"]["hand"] = json!({ "command": "echo", "env": { "TOKEN": CANARY } });
    });
    wait_for("the record of the edit by hand", || {
        lines(&admin, "kind=write").iter().any(|line| line.contains("file")).then_some(())
    });
    hub.edit(|file| file["mcpServers"]["hand"]["env"]["TOKEN"] = json!("another"));
    let made = |record: &Value| format!("{} {}", record["from"], record["changes"]);
    becomes(
        &[
            r#""127.0.0.1" ["added mcpServers.api"]"#.to_owned(),
            r#""cli" ["added mcpServers.cli"]"#.to_owned(),
            r#""file" ["added mcpServers.hand"]"#.to_owned(),
            r#""file" ["changed mcpServers.hand: env.TOKEN"]"#.to_owned(),
        ],
        || records(&admin, "kind=write").iter().map(made).collect::<Vec<_>>(),
    );
    hub.wait_for_log("write ok: unknown from file; added mcpServers.hand");
}

#[test]
fn calls_are_recorded_unless_the_settings_exclude_them() {
    let mut file = file();
    file["systemConfig"]["activityLog"] = json!({ "enabled": false });
    let (hub, admin) = start(file);
    hub.lists_tool("/mcp", "one-echo");
    let caller = hub.http().bearer(KEY).with("x-request-id", "call-1");
    let call = |tool: &str| {
        let client = Client::modern(&caller, "/mcp", json!({}));
        client.request("tools/call", json!({ "name": tool, "arguments": { "text": CANARY } }));
    };
    call("one-echo");
    let got = records(&admin, "kind=call");
    let keys = ["result", "who", "from", "via", "server", "tool", "requestId"];
    let got: Vec<_> = got.iter().map(|record| keys.map(|key| record[key].clone())).collect();
    let wanted = ["ok", "key admin", "127.0.0.1", "mcp", "one", "echo", "call-1"];
    assert_eq!(got, [wanted.map(Value::from)]);
    let (_, activities) = admin.json("GET", "/api/activities", &NONE);
    assert_eq!(activities["success"], false, "{activities}");
    admin.json("PUT", "/api/system-config", &json!({}));
    hub.edit(|file| file["systemConfig"]["audit"] = json!({ "calls": false }));
    wait_for("the settings", || {
        let known = records(&admin, "kind=write");
        known.iter().any(|r| r["changes"][0] == "added systemConfig.audit").then_some(())
    });
    call("one-echo");
    assert_eq!(records(&admin, "kind=call").len(), 1);
    assert!(!text_of(&hub).contains(CANARY));
}

#[test]
fn a_key_rejected_at_an_endpoint_is_recorded() {
    let mut file = file();
    file["systemConfig"]["routing"]["enableBearerAuth"] = json!(true);
    let (hub, admin) = start(file);
    hub.http().send("POST", "/mcp", "{}");
    hub.http().bearer(CANARY).send("POST", "/mcp/one", "{}");
    becomes(&["access refused - 127.0.0.1 mcp POST /mcp/one 401 -".to_owned()], || {
        lines(&admin, "kind=access")
    });
}

#[test]
fn a_hub_that_cannot_write_the_log_warns_once_and_continues() {
    let (hub, admin) = start(file());
    log_in(&hub, "ann");
    let folder = hub.folder.path().join(".local/state/mcphub/audit");
    let log = folder.join("audit.jsonl");
    fs::rename(&log, folder.join("aside")).unwrap();
    fs::create_dir(&log).unwrap();
    for name in ["a", "b", "c"] {
        let server = json!({ "name": name, "config": { "command": "echo" } });
        assert_eq!(admin.json("POST", "/api/servers", &server).0, 200);
    }
    hub.wait_for_log("cannot write the audit log");
    fs::remove_dir(&log).unwrap();
    admin.json("DELETE", "/api/servers/a", &NONE);
    let got = records(&admin, "");
    assert_eq!((got.len(), &got[0]["missed"]), (1, &json!(3)), "{got:#?}");
    assert_eq!(hub.log().matches("NOT recorded").count(), 1);
}

#[test]
fn a_wrong_credential_is_recorded_even_for_a_read() {
    let (hub, admin) = start(file());
    let guess = hub.http().bearer("guessed");
    for path in ["/api/servers", "/api/v0/servers", "/dialect/pandora/api/config"] {
        assert_eq!(guess.json("GET", path, &NONE).0, 401, "{path}");
        assert_eq!(hub.http().json("GET", path, &NONE).0, 401, "{path}");
        assert_eq!(admin.json("GET", path, &NONE).0, 200, "{path}");
    }
    let refused = records(&admin, "kind=access");
    let actual: Vec<_> =
        refused.iter().map(|record| (&record["result"], &record["action"])).collect();
    let refused = json!("refused");
    let actions = ["GET /api/servers", "GET /api/v0/servers", "GET /api/config"].map(Value::from);
    assert_eq!(actual, actions.iter().map(|action| (&refused, action)).collect::<Vec<_>>());
}

#[test]
fn a_change_by_a_request_is_in_the_history_with_its_caller_and_can_be_undone() {
    let (hub, admin) = start(file());
    let before = fs::read(hub.settings()).unwrap();
    let server = json!({ "name": "a", "config": { "command": "echo", "enabled": false } });
    let (status, answer) = admin.json("POST", "/api/servers", &server);
    assert!((200..300).contains(&status), "{answer}");
    let index = hub.folder.path().join(".local/state/mcphub/journal/journal.jsonl");
    let entries = fs::read_to_string(index).unwrap();
    let last: Value = serde_json::from_str(entries.lines().last().unwrap()).unwrap();
    assert_eq!(
        (&last["who"], &last["from"], &last["action"]),
        (&json!("key admin"), &json!("127.0.0.1"), &json!("POST /api/servers"))
    );
    hub.run(&["undo"]);
    assert_eq!(fs::read(hub.settings()).unwrap(), before);
}
