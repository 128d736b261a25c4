//! References to secrets, files and values of users: each reaches its server and no other, no output
//! contains one, and a change takes effect while the hub runs.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::api::hub::{HASH, PASSWORD};
use crate::support::client::Client;
use crate::support::http::Http;
use crate::support::process::becomes;
use crate::support::server::{Hub, mcphub};
use crate::support::upstream::{HttpUpstream, scripted_server};

const ADMIN: &str = "admin-key-0123456789";

/// Stores a secret as a command would: from standard input.
#[track_caller]
fn set(folder: &Path, words: &[&str], value: &str) {
    let mut command = mcphub(folder);
    command.args(["--config", "mcp_settings.json", "secret", "set"]).args(words);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(value.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && !told.contains(value), "{told}");
}

fn folder(settings: &Value) -> Arc<TempDir> {
    let folder = Arc::new(TempDir::new().unwrap());
    fs::write(folder.path().join("mcp_settings.json"), settings.to_string()).unwrap();
    folder
}

/// Returns the object that a tool of the scripted server returns.
fn value_of(client: &Client, tool: &str) -> Value {
    serde_json::from_str(&client.call(tool, json!({}))).unwrap()
}

fn program(env: &Value) -> Value {
    let mut entry = scripted_server(&[]);
    entry["env"] = env.clone();
    entry
}

#[test]
fn secrets_and_files_reach_a_server_and_a_change_reconnects_it() {
    let env = json!({
        "A": "${secret:A}", "MIXED": "x-${secret:A}-${env:HOME}", "F": "${file:token}",
        "FROM_ENV": "${secret:FROM_ENV}", "NOT_EXPANDED": "${secret:DOLLAR}"
    });
    let folder = folder(&json!({ "mcpServers": {
        "one": program(&env), "two": program(&json!({ "B": "${secret:B}" })), "three": program(&json!({}))
    } }));
    fs::write(folder.path().join("token"), "of-a-file\n").unwrap();
    set(folder.path(), &["A"], "first-value\n");
    set(folder.path(), &["DOLLAR"], "${HOME}");
    let variables = [("MCPHUB_SECRET_FROM_ENV", "of-the-environment")];
    let hub = Hub::start_env_in(Arc::clone(&folder), &variables);
    hub.lists_tool("/mcp/one", "one-environment");
    let one = value_of(&hub.modern("/mcp/one"), "one-environment");
    let home = folder.path().to_str().unwrap();
    let values = ["A", "MIXED", "F", "FROM_ENV", "NOT_EXPANDED"].map(|name| one[name].clone());
    assert_eq!(
        json!(values),
        json!([
            "first-value",
            format!("x-first-value-{home}"),
            "of-a-file",
            "of-the-environment",
            "${HOME}"
        ])
    );
    hub.lists_tool("/mcp/three", "three-environment");
    let three = value_of(&hub.modern("/mcp/three"), "three-environment").to_string();
    assert!(!three.contains("MCPHUB_SECRET") && !three.contains("first-value"), "{three}");
    // A missing secret stops its server alone, and the reason names the command.
    hub.wait_for_log("secret `B` is not set; `mcphub secret set B` stores it (needed by env.B)");
    set(folder.path(), &["B"], "second-value");
    hub.lists_tool("/mcp/two", "two-environment");
    set(folder.path(), &["A"], "changed-value");
    becomes(&json!("changed-value"), || {
        value_of(&hub.modern("/mcp/one"), "one-environment")["A"].clone()
    });
    let log = hub.log();
    for value in ["first-value", "changed-value", "second-value", "of-a-file", "of-the-environment"]
    {
        assert!(!log.contains(value), "{value} is in the log:\n{log}");
    }
}

#[test]
fn programs_of_references_run_only_if_the_environment_allows_it() {
    let settings =
        json!({ "mcpServers": { "one": program(&json!({ "A": "${cmd:echo from-a-program}" })) } });
    let off = Hub::start(&settings);
    off.wait_for_log("`${cmd:…}` runs a program, and MCPHUB_ALLOW_COMMANDS is not set");
    let on = Hub::start_env(&settings, &[("MCPHUB_ALLOW_COMMANDS", "1")]);
    on.lists_tool("/mcp/one", "one-environment");
    assert_eq!(value_of(&on.modern("/mcp/one"), "one-environment")["A"], "from-a-program");
}

#[test]
fn a_key_whose_token_is_a_secret_opens_nothing_without_it_and_follows_it() {
    let folder = folder(&json!({
        "mcpServers": { "one": program(&json!({})) },
        "bearerKeys": [
            { "id": "a", "name": "admin", "token": ADMIN, "enabled": true, "accessType": "all" },
            { "id": "k", "name": "ci", "token": "${secret:CI_KEY}", "enabled": true, "accessType": "all" }
        ]
    }));
    let hub = Hub::start_in(Arc::clone(&folder), &[]);
    let body = r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#;
    let status = |token: &str| hub.http().bearer(token).send("POST", "/mcp", body).0;
    hub.wait_for_log("bearer key `ci` opens nothing: secret `CI_KEY` is not set");
    assert_eq!(["${secret:CI_KEY}", "token-of-ci-0123456789", "x"].map(status), [401; 3]);
    set(folder.path(), &["CI_KEY"], "token-of-ci-0123456789");
    becomes(&false, || status("token-of-ci-0123456789") == 401);
    assert_eq!(status("${secret:CI_KEY}"), 401);
    let (_, keys) = hub.http().bearer(ADMIN).json("GET", "/api/auth/keys", &Value::Null);
    assert_eq!(keys["data"][1]["token"], "${secret:CI_KEY}");
    set(folder.path(), &["CI_KEY"], "another-of-ci-0123456789");
    becomes(&401, || status("token-of-ci-0123456789"));
}

/// Starts a hub with the users ann and bob and two servers that ask each user for values.
fn shared_hub(web: &HttpUpstream) -> Hub {
    let mut remote = web.entry();
    remote["credentialTemplate"] =
        json!([{ "target": "headers", "name": "X-Key", "label": "Your key" }]);
    remote["visibility"] = "public".into();
    let mut local = program(&json!({ "TOKEN": "${user:TOKEN}" }));
    local["credentialTemplate"] = json!({ "env": { "EXTRA": { "label": "Extra" } } });
    local["visibility"] = "public".into();
    let user = |name: &str, admin| json!({ "username": name, "password": HASH, "isAdmin": admin });
    let key = |name: &str, n: u32, kind: &str| {
        json!({
            "id": format!("00000000-0000-4000-8000-00000000000{n}"), "name": name,
            "token": format!("key-of-{name}-0123456789"), "enabled": true, "accessType": "all",
            "kind": kind, "owner": name,
        })
    };
    let settings = json!({
        "mcpServers": { "web": remote, "local": local },
        "users": [user("admin", true), user("ann", false), user("bob", false)],
        "bearerKeys": [key("ann", 1, "user"), key("bob", 2, "user"), key("system", 3, "system")],
    });
    Hub::start_in(folder(&settings), &[])
}

fn client(hub: &Hub, name: &str) -> Client {
    let http = hub.http().bearer(&format!("key-of-{name}-0123456789"));
    Client::modern(&http, "/mcp", json!({}))
}

fn session(hub: &Hub, name: &str) -> Http {
    let sent = json!({ "username": name, "password": PASSWORD });
    let (_, session) = hub.http().json("POST", "/api/auth/login", &sent);
    hub.http().with("x-auth-token", session["token"].as_str().unwrap())
}

fn has(hub: &Hub, name: &str, tool: &str) -> bool {
    client(hub, name).tool_names().iter().any(|found| found == tool)
}

#[test]
fn values_of_users_never_cross_and_a_missing_one_concerns_its_user_alone() {
    let web = HttpUpstream::start(&[]);
    let hub = shared_hub(&web);
    let (ann, bob) = (session(&hub, "ann"), session(&hub, "bob"));
    let list = |http: &Http| http.json("GET", "/api/credentials", &Value::Null).1["data"].clone();
    assert_eq!(
        list(&ann),
        json!([
            { "serverName": "web", "complete": false, "configured": { "headers": { "X-Key": false } },
              "credentialTemplate": [{ "target": "headers", "name": "X-Key", "label": "Your key" }],
              "updatedAt": null },
            { "serverName": "local", "complete": false,
              "configured": { "env": { "EXTRA": false }, "user": { "TOKEN": false } },
              "credentialTemplate": [
                  { "target": "env", "name": "EXTRA", "label": "Extra" },
                  { "target": "user", "name": "TOKEN", "label": "TOKEN" }
              ], "updatedAt": null }
        ])
    );
    let put = |http: &Http, server: &str, values: Value| {
        http.json("PUT", &format!("/api/credentials/{server}"), &json!({ "values": values }))
    };
    for (http, name) in [(&ann, "ann"), (&bob, "bob")] {
        let key = json!({ "headers": { "x-key": format!("canary-key-{name}") } });
        assert_eq!(put(http, "web", key).0, 200);
    }
    let (status, answer) = put(&ann, "web", json!({ "env": { "OTHER": "x" } }));
    assert_eq!((status, answer["success"].clone()), (400, json!(false)));
    for name in ["ann", "bob"] {
        becomes(&true, || has(&hub, name, "web-headers"));
        let headers = value_of(&client(&hub, name), "web-headers");
        assert_eq!(headers["x-key"], format!("canary-key-{name}"));
    }
    // Only ann has all values for the program: one by the API, one by the command.
    let values = json!({ "user": { "TOKEN": "canary-token-ann" } });
    assert_eq!(put(&ann, "local", values).0, 200);
    let words = ["EXTRA", "--user", "ann", "--server", "local"];
    set(hub.folder.path(), &words, "canary-extra-ann");
    becomes(&true, || has(&hub, "ann", "local-environment"));
    let env = value_of(&client(&hub, "ann"), "local-environment");
    assert_eq!([&env["TOKEN"], &env["EXTRA"]], ["canary-token-ann", "canary-extra-ann"]);
    assert!(!has(&hub, "bob", "local-environment"));
    let params = json!({ "name": "local-environment", "arguments": {} });
    let refused = client(&hub, "bob").request("tools/call", params.clone()).to_string();
    assert!(refused.contains("needs credential `TOKEN`"), "{refused}");
    let refused = client(&hub, "system").request("tools/call", params).to_string();
    assert!(refused.contains("log in to the hub"), "{refused}");
    // What is listed is complete for ann alone, and shows no value.
    let (mine, theirs) = (list(&ann), list(&bob));
    assert_eq!([&mine[1]["complete"], &theirs[1]["complete"]], [true, false]);
    assert!(mine[1]["updatedAt"].is_string() && !mine.to_string().contains("canary"));
    assert_eq!(ann.json("DELETE", "/api/credentials/web", &Value::Null).0, 200);
    becomes(&false, || has(&hub, "ann", "web-headers"));
    assert!(has(&hub, "bob", "web-headers"));
    assert_eq!(
        hub.http().bearer("key-of-system-0123456789").send("GET", "/api/credentials", "").0,
        403
    );
    assert!(!hub.log().contains("canary"), "{}", hub.log());
    // A user who is removed leaves nothing for another one of that name.
    hub.edit(|settings| {
        settings["users"].as_array_mut().unwrap().retain(|user| user["username"] != "bob");
    });
    becomes(&false, || {
        let listed = hub.run(&["secret", "list"]);
        listed.contains("bob")
    });
}

/// Commands that show settings, servers or logs, without the port of the hub.
const COMMANDS: [&[&str]; 22] = [
    &["secret", "list"],
    &["secret", "list", "--json"],
    &["secret", "get", "S01"],
    &["secret", "migrate", "--dry-run"],
    &["secret", "rm", "S01", "--dry-run"],
    &["list", "--json"],
    &["get", "env", "--show-secrets"],
    &["get", "url", "--json"],
    &["audit"],
    &["export"],
    &["export", "--redact"],
    &["export", "--format", "claude-code"],
    &["export", "--format", "codex"],
    &["export", "--format", "vscode"],
    &["validate"],
    &["inspect", "args", "-vv"],
    &["inspect", "env", "-vv"],
    &["inspect", "cwd", "-vv"],
    &["inspect", "command", "--json"],
    &["inspect", "url", "-vv"],
    &["inspect", "api", "-vv"],
    &["key", "list", "--show-secrets"],
];

#[test]
fn no_output_contains_a_secret_of_any_place() {
    let values: Vec<String> = (1..=12).map(|n| format!("canary-value-{n:02}-q7x")).collect();
    let web = HttpUpstream::start(&[]);
    let folder = folder(&json!({
        "mcpServers": {
            "args": { "command": "no-such-program", "args": ["--api", "${secret:S01}", "${secret:S02}"] },
            "env": { "command": "sh", "args": ["-c", "echo $A $B >&2; exit 3"],
                     "env": { "A": "${secret:S03}", "B": "${file:s04}" } },
            "cwd": { "command": "no-such-program", "cwd": "/${secret:S05}" },
            "command": { "command": "no-such-${secret:S06}" },
            "url": { "type": "streamable-http", "url": "http://127.0.0.1:9/${secret:S07}?k=${secret:S08}" },
            "headers": { "type": "streamable-http", "url": web.url.as_str(),
                         "headers": { "Authorization": "Bearer ${secret:S09}", "X-Odd": "${secret:S10}" } },
            "api": { "openapi": { "url": "http://127.0.0.1:9/${secret:S11}",
                     "security": { "type": "apiKey", "apiKey": { "name": "k", "in": "query",
                                   "value": "${secret:S11}" } } } }
        },
        "bearerKeys": [
            { "id": "a", "name": "admin", "token": ADMIN, "enabled": true, "accessType": "all" },
            { "id": "k", "name": "ci", "token": "${secret:S12}", "enabled": true, "accessType": "all" }
        ]
    }));
    fs::write(folder.path().join("s04"), &values[3]).unwrap();
    for (value, n) in values.iter().zip(1..) {
        set(folder.path(), &[&format!("S{n:02}")], value);
    }
    let hub = Hub::start_in(Arc::clone(&folder), &["-vv"]);
    let admin = hub.http().bearer(ADMIN);
    let mut all = Vec::new();
    hub.wait_for_log("ready: 1 server");
    hub.wait_for_log("exit status 3");
    for (method, path) in [
        ("GET", "/health"),
        ("GET", "/api/servers"),
        ("GET", "/api/settings"),
        ("GET", "/api/auth/keys"),
        ("GET", "/api/mcp-settings/export"),
        ("GET", "/api/credentials"),
        ("GET", "/api/logs"),
        ("POST", "/api/servers/url/reload"),
    ] {
        all.push((path.to_owned(), admin.send(method, path, "").1));
    }
    let port = hub.address.port().to_string();
    let of_hub: [&[&str]; 3] = [
        &["status", "--port", &port],
        &["status", "--json", "--port", &port],
        &["logs", "--port", &port],
    ];
    for words in COMMANDS.iter().chain(&of_hub) {
        let output = hub.try_run(words);
        all.push((words.join(" "), String::from_utf8_lossy(&output.stdout).into_owned()));
        all.push((words.join(" "), String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    all.push(("the log".to_owned(), hub.log()));
    let state = folder.path().join(".local/state/mcphub/secrets/secrets.json");
    all.push(("the file of secrets".to_owned(), fs::read_to_string(state).unwrap()));
    let settings = fs::read_to_string(folder.path().join("mcp_settings.json")).unwrap();
    all.push(("the settings".to_owned(), settings));
    for (place, text) in &all {
        for value in &values {
            assert!(!text.contains(value.as_str()), "{place} contains {value}:\n{text}");
        }
    }
    // Nothing has the hub's command line or its environment but the hub.
    #[cfg(target_os = "linux")]
    {
        let line = fs::read(format!("/proc/{}/cmdline", hub.pid())).unwrap();
        assert!(!String::from_utf8_lossy(&line).contains("canary"));
    }
}
