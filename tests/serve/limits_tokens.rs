//! A token opens the endpoint that it is for, shows what its user sees, and allows what its scopes say.

use serde_json::{Value, json};

use crate::serve::issues_tokens::{file, status, text};
use crate::support::browser::{App, Browser};
use crate::support::client::Client;
use crate::support::process::becomes;
use crate::support::server::Hub;

/// Logs in for a path of the hub.
fn token(hub: &Hub, user: &str, path: &str, scope: &str) -> String {
    let (app, browser) = (App::register(hub), Browser::of_user(hub, user));
    let resource = format!("{}{path}", app.base);
    let tokens = app.log_in(&browser, &[("resource", &resource), ("scope", scope)]);
    text(&tokens["access_token"]).to_owned()
}

#[test]
fn a_token_opens_its_resource_alone() {
    let hub = Hub::start(&file());
    hub.wait_for_log("ready:");
    let opens = |path: &str, expected: &[(&str, u16)]| {
        let http = hub.http().bearer(&token(&hub, "bob", path, ""));
        for (at, code) in expected {
            assert_eq!(status(&http, at), *code, "a token for {path} at {at}");
        }
    };
    opens(
        "",
        &[
            ("/mcp", 200),
            ("/mcp/one", 200),
            ("/direct/one", 200),
            ("/bob/mcp", 200),
            ("/ann/mcp", 403),
        ],
    );
    opens("/mcp", &[("/mcp", 200), ("/mcp/one", 200), ("/direct/one", 401), ("/bob/mcp", 401)]);
    opens("/mcp/one", &[("/mcp/one", 200), ("/mcp/one/", 200), ("/mcp/two", 401), ("/mcp", 401)]);
    opens("/direct/one", &[("/direct/one", 200), ("/mcp/one", 401)]);
    opens(
        "/bob/mcp",
        &[("/bob/mcp", 200), ("/bob/mcp/one", 200), ("/mcp", 401), ("/ann/mcp", 401)],
    );
    // All names of this machine are one.
    let here = token(&hub, "bob", "/mcp", "");
    let host = format!("localhost:{}", hub.address.port());
    assert_eq!(status(&hub.http().bearer(&here).with("host", &host), "/mcp"), 200);
}

#[test]
fn a_stream_and_its_messages_take_the_same_token() {
    let hub = Hub::start(&file());
    hub.wait_for_log("ready:");
    let http = hub.http().bearer(&token(&hub, "bob", "/sse", ""));
    let mut stream = http.open("GET", "/sse", &[("accept", "text/event-stream")], "");
    assert_eq!(stream.status, 200);
    let messages = stream.event().unwrap();
    let ping = json!({ "jsonrpc": "2.0", "id": 1, "method": "ping" }).to_string();
    assert_eq!(http.open("POST", &messages, &[], &ping).status, 202);
    let other = hub.http().bearer(&token(&hub, "ann", "/sse", ""));
    assert_eq!(other.open("POST", &messages, &[], &ping).status, 404);
    // Revoked by another process.
    let shown: Value = serde_json::from_str(&hub.run(&["auth", "tokens", "--json"])).unwrap();
    for grant in shown["tokens"].as_array().unwrap() {
        hub.run(&["auth", "tokens", "revoke", text(&grant["id"])]);
    }
    while stream.event().is_some() {}
    assert_eq!(http.open("POST", &messages, &[], &ping).status, 404);
}

#[test]
fn a_session_belongs_to_its_user_client_and_resource() {
    let hub = Hub::start(&file());
    hub.wait_for_log("ready:");
    let (one, other) = (token(&hub, "bob", "/mcp", ""), token(&hub, "bob", "/mcp", ""));
    let client = Client::legacy(&hub.http().bearer(&one), "/mcp", json!({}));
    let session = client.session().unwrap();
    let list = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/list" }).to_string();
    let headers = [
        ("accept", "application/json, text/event-stream"),
        ("mcp-session-id", session),
        ("mcp-protocol-version", "2025-11-25"),
    ];
    let status =
        |token: &str| hub.http().bearer(token).open("POST", "/mcp", &headers, &list).status;
    assert_eq!([status(&one), status(&other)], [200, 404]);
}

#[test]
fn scopes_limit_calls_and_the_client_learns_what_is_missing() {
    let hub = Hub::start(&file());
    hub.wait_for_log("ready:");
    let base = format!("http://{}", hub.address);
    let http = hub.http().bearer(&token(&hub, "bob", "/mcp", "read"));
    for client in
        [Client::modern(&http, "/mcp", json!({})), Client::legacy(&http, "/mcp", json!({}))]
    {
        assert!(client.tool_names().contains(&"one-add".to_owned()));
        // The server declares it read-only.
        assert_eq!(client.call("one-add", json!({ "a": 2, "b": 3 })), "5");
    }
    let call = json!({
        "jsonrpc": "2.0", "id": 1, "method": "tools/call",
        "params": { "name": "two-unknown", "arguments": {} },
    });
    let accept = [("accept", "application/json, text/event-stream")];
    let mut refused = http.open("POST", "/mcp", &accept, &call.to_string());
    let challenge = refused.header("www-authenticate").unwrap().to_owned();
    assert_eq!(refused.status, 403);
    assert_eq!(
        challenge,
        format!(
            "Bearer error=\"insufficient_scope\", error_description=\"the token lacks the scope write\", \
             scope=\"read write\", resource_metadata=\"{base}/.well-known/oauth-protected-resource/mcp\""
        )
    );
    let body: Value = serde_json::from_str(&refused.text()).unwrap();
    assert_eq!((text(&body["error"]), text(&body["scope"])), ("insufficient_scope", "read write"));
}

#[test]
fn target_scopes_narrow_what_a_token_shows() {
    let mut file = file();
    file["systemConfig"] = json!({ "oauthServer": { "targetScopes": true } });
    file["groups"] = json!([{ "name": "g", "servers": ["two"] }]);
    let hub = Hub::start(&file);
    hub.wait_for_log("ready:");
    let names = |scope: &str, path: &str| {
        let http = hub.http().bearer(&token(&hub, "bob", "", scope));
        Client::try_legacy(&http, path, json!({})).map(|client| {
            let names = client.tool_names();
            ["one-add", "two-add"].map(|name| names.contains(&name.to_owned()))
        })
    };
    assert_eq!(names("server:one read", "/mcp").unwrap(), [true, false]);
    assert_eq!(names("group:g", "/mcp").unwrap(), [false, true]);
    assert_eq!(names("group:g server:one", "/mcp").unwrap(), [true, true]);
    assert!(names("server:one", "/mcp/two").is_err());
    assert!(names("server:one", "/direct/two").is_err());
}

#[test]
fn the_admin_api_needs_the_scope_and_an_admin() {
    let mut file = file();
    file["systemConfig"] =
        json!({ "oauthServer": { "allowedScopes": ["read", "write", "admin"] } });
    let hub = Hub::start(&file);
    let status = |user: &str, path: &str, scope: &str| {
        let http = hub.http().bearer(&token(&hub, user, path, scope));
        http.send("GET", "/api/servers", "").0
    };
    assert_eq!(status("ann", "", "admin"), 200);
    assert_eq!(status("ann", "", "read write"), 401);
    assert_eq!(status("ann", "/mcp", "admin"), 401);
    assert_eq!(status("bob", "", "admin read"), 401);
    let (app, browser) = (App::register(&hub), Browser::of_user(&hub, "bob"));
    let answer = browser.get(&app.authorize_path(&[("scope", "admin")])).answer();
    assert_eq!(answer["error"], "access_denied");
    // A token for the API alone gives no access to tools.
    let http = hub.http().bearer(&token(&hub, "ann", "", "admin"));
    assert!(Client::legacy(&http, "/mcp", json!({})).try_list("tools/list", "tools").is_err());
    becomes(&200, || hub.http().send("GET", "/health", "").0);
}
