//! At a server with `oauth.perUser`, each user has a login, a connection and a catalog of their own.

use serde_json::{Value, json};
use url::Url;

use crate::api::hub::{HASH, PASSWORD};
use crate::support::client::Client;
use crate::support::http::Http;
use crate::support::oauth::{OAuthServer, return_of};
use crate::support::process::{becomes, wait_for};
use crate::support::server::Hub;

/// Starts a hub with the users ann and bob, whose keys are `key-of-ann-…` and `key-of-bob-…`.
fn start(server: &OAuthServer) -> Hub {
    let mut settings = server.settings();
    settings["mcpServers"]["up"]["oauth"] = json!({ "perUser": true });
    settings["mcpServers"]["up"]["visibility"] = "public".into();
    let user = |name: &str, admin| json!({ "username": name, "password": HASH, "isAdmin": admin });
    settings["users"] = json!([user("admin", true), user("ann", false), user("bob", false)]);
    let key = |name: &str, n: u32, kind: &str| {
        json!({
            "id": format!("00000000-0000-4000-8000-00000000000{n}"), "name": name,
            "token": format!("key-of-{name}-0123456789"), "enabled": true, "accessType": "all",
            "kind": kind, "owner": name,
        })
    };
    settings["bearerKeys"] =
        json!([key("ann", 1, "user"), key("bob", 2, "user"), key("system", 3, "system")]);
    Hub::start(&settings)
}

/// Returns a client with the key of a user.
fn client(hub: &Hub, name: &str) -> Client {
    let http = hub.http().bearer(&format!("key-of-{name}-0123456789"));
    Client::modern(&http, "/mcp", json!({}))
}

/// Logs a user in at the admin API.
fn session(hub: &Hub, name: &str) -> Http {
    let sent = json!({ "username": name, "password": PASSWORD });
    let (_, session) = hub.http().json("POST", "/api/auth/login", &sent);
    hub.http().with("x-auth-token", session["token"].as_str().unwrap())
}

/// Returns the server as a user sees it, if at all.
fn read_server(http: &Http) -> Value {
    http.json("GET", "/api/servers", &Value::Null).1["data"][0].clone()
}

/// Waits until a user sees the page of a login; fails if there is none.
fn page(http: &Http) -> Url {
    wait_for("the page of the login", || {
        Url::parse(read_server(http)["oauth"]["authorizationUrl"].as_str()?).ok()
    })
}

#[test]
fn a_login_is_used_for_its_user_only() {
    let server = OAuthServer::start();
    let hub = start(&server);
    let (ann, bob) = (session(&hub, "ann"), session(&hub, "bob"));
    assert_ne!(page(&ann), page(&bob), "each has a login of their own");
    assert_eq!(return_of(&page(&ann)).0, 200);
    becomes(&vec!["up-hello".to_owned()], || client(&hub, "ann").tool_names());
    assert_eq!(client(&hub, "ann").call("up-hello", json!({})), "hi");
    assert_eq!(read_server(&ann)["status"], "connected");
    // No other user has it, and no key without a user.
    for name in ["bob", "system"] {
        assert!(client(&hub, name).tool_names().is_empty(), "{name}");
    }
    let params = json!({ "name": "up-hello", "arguments": {} });
    let refused = client(&hub, "system").request("tools/call", params.clone());
    let text = refused["error"]["message"].as_str().unwrap();
    assert!(text.contains("this server is used per user; log in to the hub"), "{refused}");
    let refused = client(&hub, "bob").request("tools/call", params);
    let text = refused["result"]["content"][0]["text"].as_str().unwrap();
    assert!(text.starts_with("Server `up` needs a login. Open http://localhost:"), "{text}");
    assert_eq!(read_server(&bob)["status"], "oauth_required");
    // Bob's page is for bob alone.
    let start = text.find("http://").unwrap();
    let end = text[start..].find(' ').unwrap() + start;
    let at = Url::parse(&text[start..end]).unwrap();
    let form = |name: &str| {
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        let body = format!("username={name}&password={PASSWORD}");
        hub.http().open("POST", at.path(), &kind, &body).status
    };
    assert_eq!([form("ann"), form("admin"), form("bob")], [403, 403, 302]);
    let calls = server.http.requests();
    let tokens = calls.iter().filter(|request| request.is_call());
    let mut tokens: Vec<_> = tokens.filter_map(|request| request.header("authorization")).collect();
    tokens.dedup();
    assert_eq!(tokens.len(), 1, "only ann's calls were sent");
    // A logout concerns its user only.
    let out = bob.json("POST", "/api/servers/up/oauth/disconnect", &json!({}));
    assert_eq!(out.0, 200, "{}", out.1);
    assert_eq!(client(&hub, "ann").call("up-hello", json!({})), "hi");
}

#[test]
fn the_login_of_a_removed_user_is_revoked() {
    let server = OAuthServer::start();
    let hub = start(&server);
    assert_eq!(return_of(&page(&session(&hub, "ann"))).0, 200);
    becomes(&vec!["up-hello".to_owned()], || client(&hub, "ann").tool_names());
    hub.edit(|settings| {
        settings["users"].as_array_mut().unwrap().retain(|user| user["username"] != "ann");
        settings["bearerKeys"].as_array_mut().unwrap().retain(|key| key["name"] != "ann");
    });
    wait_for("the revocation", || (server.count("POST /revoke") == 2).then_some(()));
    let folder = hub.folder.path().join(".local/state/mcphub/credentials");
    wait_for("the removal of the file", || {
        let mut files = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path());
        files.all(|file| file.extension().is_none_or(|kind| kind != "json")).then_some(())
    });
}
