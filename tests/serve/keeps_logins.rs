//! A hub uses logins by commands at once, renews them, and does not poll a server that waits for one.

use std::fs;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::oauth::{OAuthServer, basic, log_in, parse};
use crate::support::odd_http::{ReceivedRequest, Reply};
use crate::support::process::{becomes, wait_for};
use crate::support::server::{Hub, mcphub};

fn status(hub: &Hub) -> (String, String) {
    let (_, body) = hub.owner().json("GET", "/api/servers", &Value::Null);
    let server = &body["data"][0];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    (text(&server["status"]), text(&server["error"]))
}

fn becomes_status(hub: &Hub, wanted: &str) {
    becomes(&wanted.to_owned(), || status(hub).0);
}

/// Calls the tool; returns the whole response.
fn call(hub: &Hub) -> String {
    let params = json!({ "name": "up-hello", "arguments": {} });
    hub.modern("/mcp").request("tools/call", params).to_string()
}

#[track_caller]
fn assert_works(hub: &Hub) {
    let text = call(hub);
    assert!(text.contains(r#""text":"hi""#), "{text}");
}

#[test]
fn a_running_hub_uses_a_login_at_once_and_stops_at_a_logout() {
    let server = OAuthServer::start();
    let hub = Hub::start(&server.settings());
    becomes_status(&hub, "oauth_required");
    let reason = status(&hub).1;
    assert!(reason.ends_with("run `mcphub login up`"), "{reason}");
    let before = server.count("POST /mcp");
    thread::sleep(Duration::from_millis(1500));
    assert_eq!(server.count("POST /mcp"), before, "it is not polled");

    log_in(hub.folder.path(), &[]);
    hub.lists_tool("/mcp", "up-hello");
    becomes_status(&hub, "connected");
    assert!(hub.run(&["logout", "up"]).is_empty());
    becomes_status(&hub, "oauth_required");
    let log = hub.log();
    assert!(!log.contains("-canary-") && !log.contains("code-0"), "{log}");
}

#[test]
fn a_token_is_renewed_ahead_of_time_and_after_a_401() {
    let server = OAuthServer::start();
    let hub = Hub::start(&server.settings());
    log_in(hub.folder.path(), &[]);
    hub.lists_tool("/mcp", "up-hello");
    // The server forgets the access token.
    server.state.lock().unwrap().access.clear();
    assert_works(&hub);
    let renewed = server.token_requests();
    assert_eq!(renewed.len(), 2);
    assert_eq!(renewed[1]["grant_type"], "refresh_token");
    assert_eq!(renewed[1]["resource"], server.http.url("/mcp"));
    // The next one lasts for a second.
    let mut state = server.state.lock().unwrap();
    state.seconds = 1;
    state.access.clear();
    drop(state);
    assert_works(&hub);
    thread::sleep(Duration::from_millis(1100));
    let refused = server.http.count(|request| request.line == "POST /mcp");
    assert_works(&hub);
    assert_eq!(server.token_requests().len(), 4);
    assert!(server.http.count(|request| request.line == "POST /mcp") > refused);
    let calls = server.http.count(ReceivedRequest::is_call);
    assert_eq!(calls, 5, "two of the three calls were sent twice, the last one once");
}

#[test]
fn processes_renew_a_token_once() {
    let server = OAuthServer::start();
    let first = Hub::start(&server.settings());
    log_in(first.folder.path(), &[]);
    first.lists_tool("/mcp", "up-hello");
    let second = Hub::start_in(std::sync::Arc::clone(&first.folder), &[]);
    second.lists_tool("/mcp", "up-hello");
    server.state.lock().unwrap().access.clear();
    thread::scope(|scope| {
        for hub in [&first, &second, &first, &second, &first, &second] {
            scope.spawn(move || assert_works(hub));
        }
        let third = scope.spawn(|| first.run(&["call", "up", "hello"]));
        assert_eq!(third.join().unwrap(), "hi\n");
    });
    let renewed = server.token_requests();
    let renewed = renewed.iter().filter(|form| form["grant_type"] == "refresh_token");
    assert_eq!(renewed.count(), 1);
}

#[test]
fn a_revoked_login_is_reported_and_not_tried_again() {
    let server = OAuthServer::start();
    let hub = Hub::start(&server.settings());
    log_in(hub.folder.path(), &[]);
    hub.lists_tool("/mcp", "up-hello");
    let mut state = server.state.lock().unwrap();
    state.access.clear();
    state.refresh = None;
    drop(state);
    let text = call(&hub);
    assert!(text.contains("mcphub login up"), "{text}");
    becomes_status(&hub, "oauth_required");
    // The known tools stay listed.
    hub.lists_tool("/mcp", "up-hello");
    let tokens = server.count("POST /token");
    assert_eq!(tokens, 2);
    let output = hub.try_run(&["auth", "status", "--json"]);
    assert_eq!(output.status.code(), Some(3));
    log_in(hub.folder.path(), &[]);
    becomes_status(&hub, "connected");
    assert_eq!(server.count("POST /register"), 2, "for the command, and for the hub's own page");
}

#[test]
fn an_authorization_server_that_is_down_ends_no_login() {
    let server = OAuthServer::with(|request, state| {
        let is_down = state.seconds == 7 && request.line == "POST /token";
        is_down.then(|| Reply::status(503))
    });
    let hub = Hub::start(&server.settings());
    log_in(hub.folder.path(), &[]);
    hub.lists_tool("/mcp", "up-hello");
    let mut state = server.state.lock().unwrap();
    state.access.clear();
    state.seconds = 7;
    drop(state);
    let text = call(&hub);
    assert!(text.contains("its login cannot be renewed: HTTP 503"), "{text}");
    server.state.lock().unwrap().seconds = 3600;
    wait_for("the next renewal", || {
        let text = call(&hub);
        text.contains("hi").then_some(())
    });
}

#[test]
fn tokens_are_private_and_go_to_no_other_origin() {
    let server = OAuthServer::start();
    let other = OAuthServer::start();
    let hub = Hub::start(&server.settings());
    log_in(hub.folder.path(), &[]);
    hub.lists_tool("/mcp", "up-hello");
    let folder = hub.folder.path().join(".local/state/mcphub/credentials");
    let files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    let record = files.iter().find(|path| path.extension().is_some_and(|e| e == "json")).unwrap();
    assert!(fs::read_to_string(record).unwrap().contains("refresh-canary-"));
    #[cfg(unix)]
    for file in &files {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    for words in
        [&["list", "--json"][..], &["export"], &["get", "up"], &["auth", "status", "--json"]]
    {
        let output = mcphub(hub.folder.path()).args(words).output().unwrap();
        let text =
            String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(!text.contains("-canary-"), "{words:?}: {text}");
    }
    hub.edit(|settings| settings["mcpServers"]["up"] = other.http.entry());
    becomes_status(&hub, "oauth_required");
    assert_eq!(other.http.count(|request| request.header("authorization").is_some()), 0);
}

#[test]
fn a_hub_with_credentials_of_its_own_needs_no_person() {
    let server = OAuthServer::with(|request, state| {
        let form = parse(&request.text);
        let is_own = form.get("grant_type").is_some_and(|grant| grant == "client_credentials");
        if !is_own {
            return None;
        }
        let expected = basic("robot", "robot-secret-1");
        if request.header("authorization") != Some(&expected) {
            return Some(Reply::json(401, &json!({ "error": "invalid_client" })));
        }
        let mut tokens = state.issue();
        tokens.as_object_mut().unwrap().remove("refresh_token");
        Some(Reply::json(200, &tokens))
    });
    let mut settings = server.settings();
    settings["mcpServers"]["up"]["oauth"] = json!({
        "grant": "client_credentials", "clientId": "robot", "clientSecret": "robot-secret-1"
    });
    let hub = Hub::start(&settings);
    hub.lists_tool("/mcp", "up-hello");
    server.state.lock().unwrap().access.clear();
    assert_works(&hub);
    let forms = server.token_requests();
    assert_eq!(forms.len(), 2);
    assert_eq!(forms[0]["resource"], server.http.url("/mcp"));
    assert_eq!(server.count("GET /authorize") + server.count("POST /register"), 0);
    hub.edit(|settings| settings["mcpServers"]["up"]["oauth"]["clientSecret"] = "wrong-1".into());
    server.state.lock().unwrap().access.clear();
    becomes_status(&hub, "oauth_required");
    let reason = status(&hub).1;
    assert!(reason.ends_with("check `oauth.clientId` and `oauth.clientSecret`"), "{reason}");
}

#[test]
fn a_missing_scope_is_named_with_the_command() {
    let server = OAuthServer::with(|request, state| {
        let token = request.header("authorization").unwrap_or_default();
        let is_known = state.access.contains(token.trim_start_matches("Bearer "));
        (is_known && request.is_call()).then(|| {
            let challenge = r#"Bearer error="insufficient_scope", scope="files:write a b;rm""#;
            Reply::text(403, "text/plain", "no").with("www-authenticate", challenge)
        })
    });
    let mut settings = server.settings();
    settings["mcpServers"]["up"]["oauth"] = json!({ "scopes": ["a", "files:read"] });
    let hub = Hub::start(&settings);
    log_in(hub.folder.path(), &[]);
    hub.lists_tool("/mcp", "up-hello");
    let text = call(&hub);
    assert!(text.contains("lacks a scope") && text.contains("run `mcphub login up`"), "{text}");
    assert_eq!(status(&hub).0, "connected");
    assert_eq!(server.token_requests().len(), 1, "it is not renewed");
    log_in(hub.folder.path(), &[]);
    let requests = server.http.requests();
    let mut pages = requests.iter().filter(|request| request.line.starts_with("GET /authorize"));
    let asked = parse(pages.next_back().unwrap().line.split_once('?').unwrap().1);
    assert_eq!(asked["scope"], "a files:read files:write b;rm");
}

#[test]
fn tokens_that_mcphub_has_written_are_used_and_kept_current() {
    let server = OAuthServer::start();
    let mut settings = server.settings();
    let mut state = server.state.lock().unwrap();
    let tokens = state.issue();
    drop(state);
    settings["mcpServers"]["up"]["oauth"] = json!({
        "clientId": "mcphub", "accessToken": tokens["access_token"],
        "refreshToken": tokens["refresh_token"]
    });
    let hub = Hub::start(&settings);
    hub.lists_tool("/mcp", "up-hello");
    assert_eq!(server.token_requests().len(), 0);
    server.state.lock().unwrap().access.clear();
    assert_works(&hub);
    let form = &server.token_requests()[0];
    assert_eq!(
        (form["grant_type"].as_str(), form["client_id"].as_str()),
        ("refresh_token", "mcphub")
    );
    let in_file = || -> Value {
        let text = fs::read_to_string(hub.settings()).unwrap();
        serde_json::from_str::<Value>(&text).unwrap()["mcpServers"]["up"]["oauth"].take()
    };
    // MCPHub can be returned to.
    let renewed = server.state.lock().unwrap().refresh.clone().unwrap();
    becomes(&json!(renewed), || in_file()["refreshToken"].clone());
    let access = renewed.replace("refresh", "access");
    assert_eq!(
        in_file(),
        json!({ "clientId": "mcphub", "accessToken": access, "refreshToken": renewed })
    );
    assert_works(&hub);
    let connected = server.http.count(|request| request.text.contains("\"initialize\""));
    assert_eq!(connected, 1, "the server stays connected");
    hub.run(&["logout", "up"]);
    becomes_status(&hub, "oauth_required");
}
