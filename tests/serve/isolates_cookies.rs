//! `openapi.cookieSession`: the cookies of an API are returned in calls of the same session only.

use serde_json::{Value, json};

use crate::support::api::{Api, ReceivedRequest, Reply};
use crate::support::client::Client;
use crate::support::server::Hub;
use crate::support::upstream::settings;

/// An API with cookie logins and redirects.
fn api() -> Api {
    let answer = |request: &ReceivedRequest| match request.line.as_str() {
        line if line.starts_with("POST /login?who=") => {
            let who = line.trim_start_matches("POST /login?who=");
            let cookie = format!("sid={who}; Path=/; HttpOnly");
            Reply::new("302 Found", "text/plain", "")
                .with("location", "/me")
                .with("set-cookie", cookie)
        }
        "POST /logout" => Reply::json(&json!("bye")).with("set-cookie", "sid=; Path=/; Max-Age=0"),
        _ => Reply::json(&json!({ "cookie": request.header("cookie") })),
    };
    Api::start(move |request| Some(answer(request)))
}

fn hub(api: &Api, keeps: bool) -> Hub {
    let who = json!([{ "name": "who", "in": "query", "schema": { "type": "string" } }]);
    let schema = json!({
        "openapi": "3.1.0", "info": { "title": "x", "version": "1" },
        "servers": [{ "url": api.url }],
        "paths": {
            "/login": { "post": { "operationId": "login", "parameters": who } },
            "/logout": { "post": { "operationId": "logout" } },
            "/me": { "get": { "operationId": "me" } }
        }
    });
    let hub = Hub::start(&settings([(
        "x",
        json!({ "type": "openapi", "openapi": { "schema": schema, "cookieSession": keeps } }),
    )]));
    hub.lists_tool("/mcp", "x-me");
    hub
}

fn cookie(client: &Client) -> String {
    let said: Value = serde_json::from_str(&client.call("x-me", json!({}))).unwrap();
    said["cookie"].as_str().unwrap().to_owned()
}

#[test]
fn each_session_has_its_own_cookies() {
    let api = api();
    let hub = hub(&api, true);
    let (ann, bob, modern) = (hub.legacy("/mcp"), hub.legacy("/mcp"), hub.modern("/mcp"));
    let led_to = ann.call("x-login", json!({ "who": "ann" }));
    assert!(led_to.contains("sid=ann"), "a redirect is followed with the new cookie: {led_to}");
    assert_eq!(cookie(&bob), "");
    bob.call("x-login", json!({ "who": "bob" }));
    modern.call("x-login", json!({ "who": "eve" }));
    assert_eq!([cookie(&ann), cookie(&bob), cookie(&modern)], ["sid=ann", "sid=bob", ""]);
    ann.call("x-logout", json!({}));
    assert_eq!([cookie(&ann), cookie(&bob)], ["", "sid=bob"]);
}

#[test]
fn cookies_are_not_kept_by_default() {
    let api = api();
    let hub = hub(&api, false);
    let client = hub.legacy("/mcp");
    client.call("x-login", json!({ "who": "ann" }));
    assert_eq!(cookie(&client), "");
}
