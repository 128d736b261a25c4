//! A client gets tokens after its user's consent, each code and refresh token is valid once, and
//! tokens end with what they depend on.

use serde_json::{Value, json};

use crate::support::browser::{App, Browser, CALLBACK, PASSWORD, VERIFIER, users};
use crate::support::client::Client;
use crate::support::http::Http;
use crate::support::process::becomes;
use crate::support::server::Hub;
use crate::support::upstream::{demo, settings};

pub(super) fn file() -> Value {
    let mut file = settings([("one", demo(&[])), ("two", demo(&[]))]);
    // Users see the servers of others only if they are public.
    for name in ["one", "two"] {
        file["mcpServers"][name]["visibility"] = "public".into();
    }
    file["users"] = users();
    file
}

/// Returns the status of a request to an endpoint.
pub(super) fn status(http: &Http, path: &str) -> u16 {
    let body = json!({
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": { "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": { "name": "t", "version": "1" } }
    });
    let accept = [("accept", "application/json, text/event-stream")];
    http.open("POST", path, &accept, &body.to_string()).status
}

pub(super) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn status_with(hub: &Hub, token: &Value) -> u16 {
    status(&hub.http().bearer(text(token)), "/mcp")
}

#[test]
fn a_user_logs_a_client_in() {
    let hub = Hub::start(&file());
    let base = format!("http://{}", hub.address);
    let (_, document) =
        hub.http().json("GET", "/.well-known/oauth-authorization-server", &Value::Null);
    assert_eq!(
        document,
        json!({
            "issuer": base,
            "authorization_endpoint": format!("{base}/oauth/authorize"),
            "token_endpoint": format!("{base}/oauth/token"),
            "registration_endpoint": format!("{base}/oauth/register"),
            "revocation_endpoint": format!("{base}/oauth/revoke"),
            "userinfo_endpoint": format!("{base}/oauth/userinfo"),
            "scopes_supported": ["read", "write", "offline_access"],
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code", "refresh_token"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported":
                ["none", "client_secret_basic", "client_secret_post"],
            "revocation_endpoint_auth_methods_supported":
                ["none", "client_secret_basic", "client_secret_post"],
            "client_id_metadata_document_supported": true,
            "authorization_response_iss_parameter_supported": true,
        })
    );
    let app = App::register(&hub);
    let mut browser = Browser::of(&hub);
    // The browser comes from the client's page, and is sent to the login and back.
    let asked = browser.get(&app.authorize_path(&[]));
    let login = asked.header("location").unwrap().to_owned();
    assert!(asked.status == 302 && login.starts_with("/login?returnUrl="), "{login}");
    let back = browser.get(&login).field("returnUrl");
    assert_eq!(back, app.authorize_path(&[]));
    assert_eq!(browser.log_in("bob", "wrong", &back).status, 401);
    let returned = browser.log_in("bob", PASSWORD, &back);
    assert_eq!((returned.status, returned.header("location")), (302, Some(back.as_str())));
    let tokens = app.log_in(&browser, &[]);
    assert_eq!(
        (&tokens["token_type"], &tokens["expires_in"], &tokens["scope"]),
        (&json!("Bearer"), &json!(3600), &json!("read write"))
    );
    let http = hub.http().bearer(text(&tokens["access_token"]));
    assert_eq!(
        http.json("GET", "/oauth/userinfo", &Value::Null),
        (200, json!({ "sub": "bob", "username": "bob" }))
    );
    for client in
        [Client::modern(&http, "/mcp", json!({})), Client::legacy(&http, "/mcp", json!({}))]
    {
        becomes(&true, || client.tool_names().contains(&"one-add".to_owned()));
        assert_eq!(client.call("one-add", json!({ "a": 2, "b": 3 })), "5");
    }
    assert_eq!(status(&hub.http(), "/mcp"), 401);
    let log = hub.log();
    assert!(!log.contains(text(&tokens["access_token"])) && !log.contains(PASSWORD), "{log}");
}

#[test]
fn a_code_is_valid_once_and_only_as_it_was_issued() {
    let hub = Hub::start(&file());
    let (app, browser) = (App::register(&hub), Browser::of_user(&hub, "bob"));
    for changes in [
        [("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXX")],
        [("code_verifier", "")],
        [("redirect_uri", "http://localhost:7778/callback")],
        [("redirect_uri", "")],
    ] {
        let code = app.code(&browser, &[]);
        let (status, body) = app.exchange(&code, &changes);
        assert_eq!((status, text(&body["error"])), (400, "invalid_grant"), "{changes:?}");
        // It is used up.
        assert_eq!(app.exchange(&code, &[]).0, 400);
    }
    let code = app.code(&browser, &[]);
    let other = App::register(&hub);
    assert_eq!(text(&other.exchange(&code, &[]).1["error"]), "invalid_grant");
    let code = app.code(&browser, &[]);
    let elsewhere = [("resource", "http://evil.example/mcp")];
    assert_eq!(text(&app.exchange(&code, &elsewhere).1["error"]), "invalid_target");

    let code = app.code(&browser, &[]);
    let (_, tokens) = app.exchange(&code, &[]);
    assert_eq!(status_with(&hub, &tokens["access_token"]), 200);
    assert_eq!(text(&app.exchange(&code, &[]).1["error"]), "invalid_grant");
    assert_eq!(status_with(&hub, &tokens["access_token"]), 401, "a replay revokes the tokens");
    assert_eq!(app.refresh(text(&tokens["refresh_token"])).0, 400);
}

#[test]
fn a_refresh_can_be_repeated_at_once_and_reuse_revokes() {
    let hub = Hub::start(&file());
    let (app, browser) = (App::register(&hub), Browser::of_user(&hub, "bob"));
    let first = app.log_in(&browser, &[]);
    let (status, second) = app.refresh(text(&first["refresh_token"]));
    assert_eq!(status, 200, "{second}");
    // The client lost the response.
    let (_, again) = app.refresh(text(&first["refresh_token"]));
    for key in ["access_token", "refresh_token", "scope"] {
        assert_eq!(again[key], second[key], "{key}");
    }
    assert_eq!(status_with(&hub, &second["access_token"]), 200);
    // After a restart, nothing is left of the first response.
    let folder = hub.crash();
    let hub = Hub::start_in(folder, &[]);
    let app = App::with_id(&hub, &app.id);
    // The token is for the address of the first hub.
    let kept = hub.http().bearer(text(&second["access_token"]));
    assert_eq!(kept.send("GET", "/oauth/userinfo", "").0, 200);
    assert_eq!(text(&app.refresh(text(&first["refresh_token"])).1["error"]), "invalid_grant");
    assert_eq!(kept.send("GET", "/oauth/userinfo", "").0, 401);
    assert_eq!(text(&app.refresh(text(&second["refresh_token"])).1["error"]), "invalid_grant");
    assert!(hub.run(&["auth", "tokens"]).contains("a refresh token was used twice"));
}

#[test]
fn tokens_end_with_their_user_password_client_and_grant() {
    let hub = Hub::start(&file());
    let (app, browser) = (App::register(&hub), Browser::of_user(&hub, "bob"));
    let log_in = || app.log_in(&browser, &[]);
    let ends = |token: &Value| becomes(&401, || status_with(&hub, token));

    let tokens = log_in();
    assert_eq!(app.post("/oauth/revoke", &[("client_id", &app.id), ("token", "unknown")]).0, 200);
    let access = text(&tokens["access_token"]);
    assert_eq!(app.post("/oauth/revoke", &[("client_id", &app.id), ("token", access)]).0, 200);
    assert_eq!(status_with(&hub, &tokens["access_token"]), 401);
    assert_eq!(app.refresh(text(&tokens["refresh_token"])).0, 200);

    let tokens = log_in();
    let refresh = text(&tokens["refresh_token"]);
    assert_eq!(app.post("/oauth/revoke", &[("client_id", &app.id), ("token", refresh)]).0, 200);
    assert_eq!(status_with(&hub, &tokens["access_token"]), 401);

    let tokens = log_in();
    let shown: Value = serde_json::from_str(&hub.run(&["auth", "tokens", "--json"])).unwrap();
    let last = shown["tokens"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["user"], &last["clientName"], &last["state"]),
        (&json!("bob"), &json!("Test app"), &json!("valid"))
    );
    hub.run(&["auth", "tokens", "revoke", text(&last["id"])]);
    ends(&tokens["access_token"]);

    let tokens = log_in();
    hub.edit(|file| file["users"][1]["password"] = bcrypt::hash("other-pass1", 4).unwrap().into());
    ends(&tokens["access_token"]);
    assert_eq!(text(&app.refresh(text(&tokens["refresh_token"])).1["error"]), "invalid_grant");

    let browser = Browser::of_user(&hub, "ann");
    let tokens = app.log_in(&browser, &[]);
    hub.run(&["auth", "clients", "revoke", &app.id]);
    ends(&tokens["access_token"]);
    let (status, body) = app.refresh(text(&tokens["refresh_token"]));
    assert_eq!((status, text(&body["error"])), (401, "invalid_client"));

    let app = App::register(&hub);
    let tokens = app.log_in(&browser, &[]);
    hub.edit(|file| drop(file["users"].as_array_mut().unwrap().remove(0)));
    ends(&tokens["access_token"]);
}

#[test]
fn a_turned_off_server_issues_and_accepts_nothing() {
    let hub = Hub::start(&file());
    let (app, browser) = (App::register(&hub), Browser::of_user(&hub, "bob"));
    let tokens = app.log_in(&browser, &[]);
    hub.edit(|file| file["systemConfig"] = json!({ "oauthServer": { "enabled": false } }));
    becomes(&401, || status_with(&hub, &tokens["access_token"]));
    let off = json!({ "error": "OAuth server not configured" });
    let (status, body) =
        hub.http().json("GET", "/.well-known/oauth-authorization-server", &Value::Null);
    assert_eq!((status, body), (404, off.clone()));
    assert_eq!(app.refresh(text(&tokens["refresh_token"])), (503, off.clone()));
    assert_eq!(hub.http().json("POST", "/oauth/register", &json!({})), (503, off));
    assert_eq!(browser.get(&app.authorize_path(&[])).status, 503);
}

#[test]
fn clients_that_ignore_the_metadata_find_the_endpoints() {
    let hub = Hub::start(&file());
    let (app, browser) = (App::register(&hub), Browser::of_user(&hub, "bob"));
    let path = app.authorize_path(&[]).replace("/oauth/authorize", "/authorize");
    let answer = browser.decide(&browser.get(&path), "true");
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", answer["code"].as_str()),
        ("client_id", app.id.as_str()),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ];
    assert_eq!(app.post("/token", &fields).0, 200);
    let metadata = json!({ "redirect_uris": [CALLBACK] });
    assert_eq!(hub.http().json("POST", "/register", &metadata).0, 201);
    let (status, openid) =
        hub.http().json("GET", "/.well-known/openid-configuration", &Value::Null);
    assert_eq!((status, &openid["issuer"]), (200, &json!(app.base)));
    for path in
        ["/.well-known/oauth-authorization-server/mcp", "/.well-known/openid-configuration/mcp"]
    {
        assert_eq!(hub.http().send("GET", path, "").0, 404, "{path}");
    }
}

#[test]
fn pages_of_any_origin_may_use_the_endpoints_without_cookies() {
    let hub = Hub::start(&file());
    let evil = [("origin", "https://inspector.example"), ("access-control-request-method", "POST")];
    for path in
        ["/oauth/token", "/oauth/register", "/oauth/revoke", "/.well-known/openid-configuration"]
    {
        let response = hub.http().open("OPTIONS", path, &evil, "");
        let allowed = response.header("access-control-allow-origin");
        assert_eq!((response.status, allowed), (204, Some("*")), "{path}");
        let response = hub.http().open("POST", path, &evil[..1], "{}");
        assert_eq!(response.header("access-control-allow-origin"), Some("*"), "{path}");
        assert_eq!(response.header("access-control-allow-credentials"), None);
        let host = [("host", "evil.example")];
        assert_eq!(hub.http().open("GET", path, &host, "").status, 403, "{path}");
    }
    for path in ["/oauth/userinfo", "/oauth/authorize", "/login", "/api/servers"] {
        assert_eq!(hub.http().open("OPTIONS", path, &evil, "").status, 403, "{path}");
    }
}

#[test]
fn tokens_are_issued_only_over_https_or_on_this_machine() {
    let mut file = file();
    file["systemConfig"] = json!({ "install": { "baseUrl": "http://hub.example" } });
    let hub = Hub::start(&file);
    let (status, body) =
        hub.http().json("GET", "/.well-known/oauth-authorization-server", &Value::Null);
    assert_eq!(status, 404);
    assert!(text(&body["error_description"]).contains("logins need https"), "{body}");
    let (status, _) = hub.http().json("POST", "/oauth/register", &json!({}));
    assert_eq!(status, 503);
    hub.edit(|file| file["systemConfig"]["install"]["baseUrl"] = "https://hub.example/x/".into());
    let http = hub.http();
    let read = |path: &str| http.json("GET", path, &Value::Null).1["issuer"].clone();
    let issuer = json!("https://hub.example/x");
    becomes(&issuer, || read("/.well-known/oauth-authorization-server/x"));
    for path in [
        "/.well-known/openid-configuration/x",
        "/x/.well-known/openid-configuration",
        "/.well-known/oauth-authorization-server",
    ] {
        assert_eq!(read(path), issuer, "{path}");
    }
}
