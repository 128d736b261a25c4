//! Modes and their permissions: initialization, users and clients.

use serde_json::{Value, json};

use crate::api::mcpjungle::{KEY, in_file, start, walk};
use crate::api::walk::Walk;
use crate::support::client::Client;
use crate::support::process::becomes;
use crate::support::server::Hub;
use crate::support::upstream::{HttpUpstream, demo, settings};

const NONE: Value = Value::Null;

#[test]
fn a_new_hub_is_closed_until_it_is_initialized() {
    let hub = Hub::start(&settings([("one", demo(&[]))]));
    let nobody = hub.http();
    for path in ["/api/v0/servers", "/api/v0/users/whoami"] {
        let (status, answer) = nobody.json("GET", path, &NONE);
        assert_eq!(status, 403, "{answer}");
        assert!(answer["error"].as_str().unwrap().contains("/init"), "{answer}");
    }
    for path in ["/metadata", "/metrics", "/dialect/mcpjungle/health"] {
        assert_eq!(nobody.json("GET", path, &NONE).0, 200, "{path}");
    }
    let enterprise = json!({ "mode": "enterprise" });
    for stranger in [nobody.clone(), nobody.clone().bearer("guessed"), nobody.clone().bearer("")] {
        assert_eq!(stranger.json("POST", "/init", &enterprise).0, 401);
    }
    let owner = hub.owner();
    assert_eq!(owner.json("POST", "/init", &json!({ "mode": "open" })).0, 400);
    assert_eq!(in_file(&hub, "/users"), None);

    let (status, answer) = owner.json("POST", "/init", &enterprise);
    assert_eq!(status, 200, "{answer}");
    let token = answer["admin_access_token"].as_str().unwrap();
    assert_eq!(token.len(), 43);
    for admin in [nobody.clone().bearer(token), nobody.clone().with("authorization", token)] {
        let who = admin.json("GET", "/api/v0/users/whoami", &NONE);
        assert_eq!(who, (200, json!({ "username": "admin", "role": "admin" })));
        assert_eq!(admin.json("GET", "/api/v0/clients", &NONE), (200, json!([])));
    }
    assert_eq!(nobody.json("GET", "/api/v0/servers", &NONE).0, 401);
    assert_eq!(nobody.json("POST", "/init", &enterprise).0, 400);
    assert_eq!(in_file(&hub, "/users/0/username"), Some(json!("admin")));
    assert_eq!(in_file(&hub, "/users/0/password"), None);
}

#[test]
fn the_printed_password_initializes_a_hub_from_any_address() {
    let hub = Hub::start(&settings([]));
    let printed = hub.printed_password();
    let owner = hub.http().bearer(&printed).with("x-forwarded-for", "192.0.2.7");
    let (status, answer) = owner.json("POST", "/init", &json!({ "mode": "enterprise" }));
    assert_eq!(status, 200, "{answer}");
    assert_eq!(in_file(&hub, "/users/0/username"), Some(json!("admin")));
}

#[test]
fn requests_cannot_set_development_mode() {
    let hub = Hub::start(&settings([("one", demo(&[]))]));
    let development = json!({ "mode": "development" });
    assert_eq!(hub.http().json("POST", "/init", &development).0, 401);
    let owner = hub.owner();
    assert_eq!(owner.json("POST", "/init", &development).0, 403);
    let switch = json!({ "routing": { "skipAuth": true } });
    assert_eq!(owner.json("PUT", "/api/system-config", &switch).0, 403);
    assert_eq!(in_file(&hub, "/systemConfig/routing/skipAuth"), None);
    assert_eq!(hub.http().send("GET", "/api/servers", "").0, 401);
}

#[test]
fn development_mode_has_no_authentication_and_no_users() {
    let mut file = settings([("one", demo(&[]))]);
    file["systemConfig"] = json!({ "routing": { "skipAuth": true } });
    let hub = Hub::start(&file);
    let nobody = hub.http();
    for caller in [nobody.clone(), nobody.clone().bearer("anything")] {
        assert_eq!(caller.json("GET", "/api/v0/server_configs", &NONE).0, 200);
        for path in ["/api/v0/clients", "/api/v0/users", "/api/v0/users/whoami"] {
            assert_eq!(caller.json("GET", path, &NONE).0, 403, "{path}");
        }
    }
    let new = json!({ "name": "two", "transport": "stdio", "command": "mcphub", "args": ["demo"] });
    assert_eq!(nobody.json("POST", "/api/v0/servers", &new).0, 201);
    assert_eq!(nobody.json("GET", "/metrics", &NONE).0, 404);
    assert_eq!(nobody.json("POST", "/init", &json!({ "mode": "development" })).0, 400);
}

#[test]
fn metrics_can_be_enabled_and_disabled() {
    let mut open = settings([]);
    open["systemConfig"] = json!({ "routing": { "skipAuth": true } });
    for (file, variable, status) in
        [(open.clone(), "true", 200), (open, "", 404), (settings([]), "false", 404)]
    {
        let hub = Hub::start_env(&file, &[("OTEL_ENABLED", variable)]);
        assert_eq!(hub.http().json("GET", "/metrics", &NONE).0, status, "{variable}");
    }
    let (hub, admin) = start(settings([("one", demo(&[]))]));
    admin.json("POST", "/api/v0/tools/invoke", &json!({ "name": "one__echo", "text": "x" }));
    let (_, counted) = admin.send("GET", "/metrics", "");
    let line = "mcpjungle_tool_calls_ratio_total{mcp_server_name=\"one\",tool_name=\"echo\",outcome=\"success\"} 1";
    assert!(counted.lines().any(|one| one == line), "{counted}");
    for stranger in [hub.http(), hub.http().bearer("mcphub_unknown_0123456789")] {
        let (_, sums) = stranger.send("GET", "/metrics", "");
        let line = "mcpjungle_tool_calls_ratio_total{outcome=\"success\"} 1";
        assert!(sums.lines().any(|one| one == line), "{sums}");
        assert!(!sums.contains("one") && !sums.contains("echo"), "{sums}");
    }
    let response = hub.http().open("GET", "/metrics", &[], "");
    let kind = response.header("content-type");
    assert_eq!((response.status, kind), (200, Some("text/plain; version=0.0.4")));
}

#[test]
fn init_matches_its_walk() {
    let hub = Hub::start(&settings([]));
    let owner = hub.owner();
    let mut walk = Walk::new("mcpjungle", "init", hub, owner);
    walk.step("nobody", "GET", "/api/v0/servers", &NONE);
    walk.step("nobody", "GET", "/metrics", &NONE);
    walk.step("nobody", "POST", "/init", &json!({ "mode": "open" }));
    walk.step("nobody", "POST", "/init", &json!({ "mode": "production" }));
    walk.step("admin", "POST", "/init", &json!({ "mode": "development" }));
    walk.step("admin", "POST", "/init", &json!({ "mode": "production" }));
    walk.step("nobody", "POST", "/init", &json!({ "mode": "production" }));
    walk.step("nobody", "GET", "/api/v0/servers", &NONE);
    walk.file("/users");
    walk.file("/bearerKeys");
    walk.end();
}

#[test]
fn user_routes_match_their_walk() {
    let mut walk = walk("users", settings([("one", demo(&[]))]));
    walk.note("about the hub");
    walk.hide(concat!("v", env!("CARGO_PKG_VERSION")), "<version>");
    walk.step("nobody", "GET", "/metadata", &NONE);
    walk.step("nobody", "GET", "/dialect/mcpjungle/health", &NONE);
    walk.step("nobody", "POST", "/init", &json!({ "mode": "enterprise" }));

    walk.note("users");
    walk.step("admin", "POST", "/api/v0/users", &json!({ "username": "ann" }));
    let bob = json!({ "username": "bob", "access_token": "bobs-own-token", "role": "admin" });
    walk.step("admin", "POST", "/api/v0/users", &bob);
    walk.step("admin", "POST", "/api/v0/users", &bob);
    for (name, token) in [("eve", "short"), ("eve", "with a space"), ("a b", ""), ("system", "")] {
        let sent = json!({ "username": name, "access_token": token });
        walk.step("admin", "POST", "/api/v0/users", &sent);
    }
    walk.step("admin", "GET", "/api/v0/users", &NONE);
    walk.file("/users");
    let sent = json!({ "username": "ann", "access_token": "anns-new-token" });
    walk.step("admin", "PUT", "/api/v0/users/ann", &sent);
    walk.step("admin", "PUT", "/api/v0/users/bob", &sent);
    walk.step("admin", "PUT", "/api/v0/users/ann", &json!({ "username": "ann" }));
    let nobody = json!({ "username": "eve", "access_token": "eves-new-token" });
    walk.step("admin", "PUT", "/api/v0/users/eve", &nobody);

    walk.note("permissions of a user");
    let http = walk.hub.http();
    walk.add_caller("ann", http.clone().bearer("anns-new-token"));
    walk.add_caller("bob", http.with("authorization", "bobs-own-token"));
    walk.step("ann", "GET", "/api/v0/users/whoami", &NONE);
    walk.step("bob", "GET", "/api/v0/users/whoami", &NONE);
    walk.step("admin", "GET", "/api/v0/users/whoami", &NONE);
    walk.step("nobody", "GET", "/api/v0/users/whoami", &NONE);
    walk.step("ann", "GET", "/api/v0/users", &NONE);
    walk.step("ann", "GET", "/api/v0/servers", &NONE);
    walk.step("ann", "GET", "/api/v0/tools?server=one", &NONE);
    walk.step("ann", "POST", "/api/v0/tools/disable?entity=one", &NONE);
    walk.step("ann", "GET", "/api/v0/server_configs", &NONE);
    walk.step("ann", "POST", "/api/v0/servers", &json!({ "name": "x", "transport": "stdio" }));
    walk.step("ann", "DELETE", "/api/v0/servers/one", &NONE);

    walk.note("removal");
    walk.step("admin", "DELETE", "/api/v0/users/bob", &NONE);
    walk.step("admin", "DELETE", "/api/v0/users/ann", &NONE);
    walk.step("admin", "DELETE", "/api/v0/users/ann", &NONE);
    walk.step("ann", "GET", "/api/v0/users/whoami", &NONE);
    walk.end();
}

#[test]
fn client_routes_match_their_walk() {
    let mut walk = walk("clients", settings([("one", demo(&[])), ("two", demo(&[]))]));
    walk.step("admin", "POST", "/api/v0/clients", &json!({ "name": "cursor" }));
    let zed = json!({ "name": "zed", "description": "An editor", "allow_list": ["one"],
        "access_token": "zeds-own-token" });
    walk.step("admin", "POST", "/api/v0/clients", &zed);
    walk.step("admin", "POST", "/api/v0/clients", &zed);
    walk.step("admin", "POST", "/api/v0/clients", &json!({ "name": " " }));
    walk.step("admin", "POST", "/api/v0/clients", &json!({ "name": "x", "access_token": "short" }));
    walk.step("admin", "GET", "/api/v0/clients", &NONE);
    walk.step("nobody", "GET", "/api/v0/clients", &NONE);
    walk.file("/mcpClients");
    walk.step("admin", "PUT", "/api/v0/clients/cursor", &json!({ "allow_list": ["*"] }));
    let token = json!({ "access_token": "cursors-new-token" });
    walk.step("admin", "PUT", "/api/v0/clients/cursor", &token);
    walk.step("admin", "PUT", "/api/v0/clients/cursor", &json!({}));
    walk.step("admin", "PUT", "/api/v0/clients/none", &token);
    let http = walk.hub.http();
    walk.add_caller("cursor", http.bearer("cursors-new-token"));
    walk.note("a client's token grants no access to the API");
    walk.step("cursor", "GET", "/api/v0/servers", &NONE);
    walk.step("admin", "DELETE", "/api/v0/clients/cursor", &NONE);
    walk.step("admin", "DELETE", "/api/v0/clients/cursor", &NONE);
    walk.step("nobody", "DELETE", "/api/v0/clients/zed", &NONE);
    walk.end();
}

#[test]
fn a_client_sees_its_servers_and_a_user_sees_all() {
    let mut file = settings([]);
    file["systemConfig"] = json!({ "routing": { "enableBearerAuth": true } });
    let (hub, admin) = start(file);
    for name in ["one", "two"] {
        let new = json!({ "name": name, "transport": "stdio", "command": "mcphub",
            "args": ["demo"] });
        assert_eq!(admin.json("POST", "/api/v0/servers", &new).0, 201);
    }
    let sent = json!({ "name": "zed", "allow_list": ["one"], "access_token": "zeds-own-token" });
    assert_eq!(admin.json("POST", "/api/v0/clients", &sent).0, 201);
    let zed = Client::modern(&hub.http().bearer("zeds-own-token"), "/mcp", json!({}));
    becomes(&4, || zed.tool_names().len());
    assert!(zed.tool_names().iter().all(|name| name.starts_with("one-")));

    let sent = json!({ "username": "ann", "access_token": "anns-own-token" });
    assert_eq!(admin.json("POST", "/api/v0/users", &sent).0, 201);
    let ann = hub.http().bearer("anns-own-token");
    let (_, servers) = ann.json("GET", "/api/v0/servers", &NONE);
    assert_eq!(servers.as_array().unwrap().len(), 2, "{servers}");
    let call = json!({ "name": "two__echo", "text": "hi" });
    let (status, answer) = ann.json("POST", "/api/v0/tools/invoke", &call);
    assert_eq!((status, &answer["content"][0]["text"]), (200, &json!("hi")), "{answer}");
    assert!(!servers.to_string().contains(KEY));
}

#[test]
fn a_token_is_unique_among_users_and_clients() {
    let (hub, admin) = start(settings([("one", demo(&[]))]));
    let user = |name: &str, token: &str| json!({ "username": name, "access_token": token });
    let client = |name: &str, token: &str| json!({ "name": name, "access_token": token });
    let made = |path: &str, body: &Value| admin.json("POST", path, body).0;
    let changed = |path: &str, body: &Value| admin.json("PUT", path, body).0;
    let (users, clients) = ("/api/v0/users", "/api/v0/clients");
    assert_eq!(made(users, &user("ann", "token-of-ann")), 201);
    assert_eq!(made(clients, &client("zed", "token-of-zed")), 201);
    for taken in [KEY, "token-of-ann", "token-of-zed"] {
        assert_eq!(made(users, &user("bob", taken)), 400, "{taken}");
        assert_eq!(made(clients, &client("code", taken)), 400, "{taken}");
    }
    assert_eq!(made(users, &user("bob", "token-of-bob")), 201);
    for taken in [KEY, "token-of-bob", "token-of-zed"] {
        assert_eq!(changed("/api/v0/users/ann", &user("ann", taken)), 400, "{taken}");
    }
    for taken in [KEY, "token-of-bob"] {
        assert_eq!(changed("/api/v0/clients/zed", &client("zed", taken)), 400, "{taken}");
    }
    // The owner of a token may set it again.
    assert_eq!(changed("/api/v0/users/ann", &user("ann", "token-of-ann")), 200);
    assert_eq!(changed("/api/v0/clients/zed", &client("zed", "token-of-zed")), 200);
    let who = hub.http().bearer("token-of-bob").json("GET", "/api/v0/users/whoami", &NONE);
    assert_eq!(who, (200, json!({ "username": "bob", "role": "user" })));
    // This username would be neither editable nor removable.
    assert_eq!(made(users, &json!({ "username": "whoami" })), 400);
}

#[test]
fn variables_are_masked_for_callers_who_cannot_change_the_server() {
    let mut shared = demo(&[]);
    shared["env"] = json!({ "REGION": "eu-3", "KIND": "${KIND:-eu}", "API_KEY": "${API_KEY}" });
    shared["visibility"] = "public".into();
    let (hub, admin) = start(settings([("one", shared)]));
    let ann = json!({ "username": "ann", "access_token": "token-of-ann" });
    assert_eq!(admin.json("POST", "/api/v0/users", &ann).0, 201);
    let ann = hub.http().bearer("token-of-ann");
    let env = |http: &crate::support::http::Http| {
        http.json("GET", "/api/v0/servers", &NONE).1[0]["env"].clone()
    };
    let mut shown = json!({ "REGION": "eu-3", "KIND": "${KIND:-eu}", "API_KEY": "${API_KEY}" });
    assert_eq!(env(&admin), shown);
    shown["REGION"] = "***".into();
    shown["KIND"] = "***".into();
    assert_eq!(env(&ann), shown);
}

#[test]
fn permissions_are_checked_before_the_body() {
    let (hub, admin) = start(settings([("one", demo(&[]))]));
    let ann = json!({ "username": "ann", "access_token": "token-of-ann" });
    assert_eq!(admin.json("POST", "/api/v0/users", &ann).0, 201);
    let ann = hub.http().bearer("token-of-ann");
    let mut open = settings([]);
    open["systemConfig"] = json!({ "routing": { "skipAuth": true } });
    let development = Hub::start(&open);
    for (method, path) in [
        ("POST", "/api/v0/clients"),
        ("PUT", "/api/v0/clients/zed"),
        ("POST", "/api/v0/users"),
        ("PUT", "/api/v0/users/ann"),
    ] {
        for body in ["", "{}", "{"] {
            for http in [&ann, &development.http()] {
                assert_eq!(http.send(method, path, body).0, 403, "{method} {path} {body}");
            }
        }
    }
    for (method, path) in [
        ("POST", "/api/v0/servers"),
        ("POST", "/api/v0/tools/disable"),
        ("POST", "/api/v0/prompts/enable"),
        ("POST", "/api/v0/tool-groups"),
        ("PUT", "/api/v0/tool-groups/g"),
    ] {
        assert_eq!(ann.send(method, path, "{").0, 403, "{method} {path}");
    }
}

#[test]
fn the_example_script_succeeds() {
    let upstream = HttpUpstream::start(&[]);
    let hub = Hub::start(&settings([]));
    let (_, answer) = hub.owner().json("POST", "/init", &json!({ "mode": "enterprise" }));
    let output = std::process::Command::new("sh")
        .arg("examples/mcpjungle.sh")
        .env("HUB", format!("http://{}", hub.address))
        .env("YOUR_TOKEN", answer["admin_access_token"].as_str().unwrap())
        .env("URL", &upstream.url)
        .output()
        .unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{stdout}{}", String::from_utf8_lossy(&output.stderr));
    let tools = r#"{"tools":["filesystem__add","filesystem__echo"]}"#;
    assert!(stdout.contains(tools), "{stdout}");
    assert_eq!(in_file(&hub, "/mcpServers"), Some(json!({})));
    assert_eq!(in_file(&hub, "/mcpClients"), Some(json!([])));
}
