//! The password and the sessions.

use serde_json::{Value, json};

use crate::api::hub::{KEY, PASSWORD, start, users};
use crate::api::pandora::{check, log_in, walk};
use crate::support::http::Http;
use crate::support::process::becomes;
use crate::support::server::Hub;
use crate::support::upstream::settings;

/// Returns settings without any credential.
fn fresh() -> Value {
    let mut file = settings([]);
    file["bearerKeys"] = json!([]);
    file
}

fn with_users(names: &[&str]) -> Value {
    let mut file = settings([]);
    file["users"] = users(names);
    file
}

fn password(password: &str) -> Value {
    json!({ "password": password })
}

fn change(from: &str, to: &str) -> Value {
    json!({ "currentPassword": from, "newPassword": to })
}

#[test]
fn login_routes_match_their_walk() {
    let mut walk = walk("auth", fresh());
    let none = Value::Null;
    let bearer = |walk: &crate::api::walk::Walk, pair: &Value| {
        walk.hub.http().bearer(pair["token"].as_str().unwrap())
    };
    walk.note("before a password is set");
    walk.step("nobody", "GET", "/", &none);
    walk.step("nobody", "GET", "/api/config", &none);
    walk.step("nobody", "POST", "/api/auth/login", &password("wrong"));
    walk.note("set the password");
    let owner = walk.hub.owner();
    walk.add_caller("owner", owner);
    walk.step("nobody", "POST", "/api/auth/setup", &password(PASSWORD));
    walk.step("owner", "POST", "/api/auth/setup", &password("short"));
    walk.step("owner", "POST", "/api/auth/setup", &password(PASSWORD));
    walk.file("/users");
    walk.step("nobody", "POST", "/api/auth/setup", &password(PASSWORD));
    walk.step("nobody", "GET", "/api/config", &none);
    walk.note("log in");
    walk.step("nobody", "POST", "/api/auth/login", &password("wrong"));
    let first = walk.step("nobody", "POST", "/api/auth/login", &password(PASSWORD));
    let session = bearer(&walk, &first);
    walk.add_caller("first", session);
    walk.step("first", "GET", "/", &none);
    walk.step("first", "GET", "/api/auth/sessions", &none);
    walk.step("nobody", "GET", "/api/auth/sessions", &none);
    walk.note("refresh");
    let renewal = |pair: &Value| json!({ "refreshToken": pair["refreshToken"] });
    walk.step("nobody", "POST", "/api/auth/refresh", &json!({}));
    walk.step("nobody", "POST", "/api/auth/refresh", &json!({ "refreshToken": "unknown" }));
    let second = walk.step("nobody", "POST", "/api/auth/refresh", &renewal(&first));
    let session = bearer(&walk, &second);
    walk.add_caller("second", session);
    walk.step("first", "GET", "/api/config", &none);
    walk.step("second", "GET", "/api/plugins", &none);
    walk.note("a token used twice ends all sessions");
    walk.step("nobody", "POST", "/api/auth/refresh", &renewal(&first));
    walk.step("second", "GET", "/api/plugins", &none);
    walk.step("nobody", "POST", "/api/auth/refresh", &renewal(&second));
    walk.note("a new password ends all sessions too");
    let third = walk.step("nobody", "POST", "/api/auth/login", &password(PASSWORD));
    let session = bearer(&walk, &third);
    walk.add_caller("third", session);
    let path = "/api/auth/change-password";
    walk.step("third", "POST", path, &change("wrong", "long enough"));
    walk.step("third", "POST", path, &change(PASSWORD, "short"));
    let fourth = walk.step("third", "POST", path, &change(PASSWORD, "long enough"));
    let session = bearer(&walk, &fourth);
    walk.add_caller("fourth", session);
    walk.step("third", "GET", "/api/models", &none);
    walk.step("fourth", "GET", "/api/models", &none);
    walk.note("log out");
    let fifth = walk.step("nobody", "POST", "/api/auth/login", &password("long enough"));
    let session = bearer(&walk, &fifth);
    walk.add_caller("fifth", session);
    walk.step("fifth", "POST", "/api/auth/logout", &none);
    walk.step("fifth", "POST", "/api/auth/logout", &none);
    walk.step("fourth", "DELETE", "/api/auth/sessions/none", &none);
    let listed = walk.step("fourth", "GET", "/api/auth/sessions", &none);
    let own = format!("/api/auth/sessions/{}", listed["sessions"][0]["id"].as_str().unwrap());
    walk.step("fourth", "DELETE", &own, &none);
    walk.step("fourth", "DELETE", "/api/auth/sessions", &none);
    walk.end();
}

#[test]
fn each_dialects_login_works_below_its_prefix() {
    let mut walk = walk("auth_by_prefix", with_users(&["ann"]));
    walk.note("in Pandora's dialect");
    let (login, path) =
        ("/dialect/pandora/api/auth/login", "/dialect/pandora/api/auth/change-password");
    walk.step("nobody", "POST", login, &password("wrong"));
    let pair = walk.step("nobody", "POST", login, &password(PASSWORD));
    let session = walk.hub.http().bearer(pair["token"].as_str().unwrap());
    walk.add_caller("session", session);
    walk.step("session", "POST", path, &change("wrong", "close-sesame-2"));
    walk.step("session", "POST", path, &change(PASSWORD, "close-sesame-2"));
    walk.step("nobody", "POST", path, &change(PASSWORD, "close-sesame-2"));
    walk.step("admin", "DELETE", "/api/auth/sessions", &Value::Null);
    walk.note("in MCPHub's dialect");
    let (login, path) =
        ("/dialect/mcphub/api/auth/login", "/dialect/mcphub/api/auth/change-password");
    walk.step("nobody", "POST", login, &json!({ "username": "ann", "password": "wrong" }));
    let ann = json!({ "username": "ann", "password": PASSWORD });
    let answer = walk.step("nobody", "POST", login, &ann);
    let ann = walk.hub.http().bearer(answer["token"].as_str().unwrap());
    walk.add_caller("ann", ann);
    walk.step("ann", "POST", path, &change("wrong", "close-sesame-2"));
    walk.step("ann", "POST", path, &change(PASSWORD, "close-sesame-2"));
    walk.note("unknown paths");
    walk.step("admin", "GET", "/api/config/nothing", &Value::Null);
    walk.step("admin", "GET", "/dialect/pandora/api/servers", &Value::Null);
    walk.end();
}

#[test]
fn password_routes_are_limited_per_address() {
    let (hub, _) = start(with_users(&[]));
    for (path, body, limit) in [
        ("/api/auth/setup", password(PASSWORD), 3),
        ("/api/auth/login", password(PASSWORD), 5),
        ("/api/auth/refresh", json!({ "refreshToken": "x" }), 10),
        ("/dialect/pandora/api/auth/change-password", change("x", "y"), 3),
    ] {
        let ask = || hub.http().open("POST", path, &[], &body.to_string());
        for used in 1..=limit {
            let response = ask();
            assert_ne!(response.status, 429, "{path}");
            let rest = (limit - used).to_string();
            assert_eq!(response.header("x-ratelimit-remaining"), Some(&*rest), "{path}");
        }
        let mut response = ask();
        assert_eq!(response.status, 429, "{path}");
        let headers =
            ["x-ratelimit-limit", "x-ratelimit-remaining"].map(|name| response.header(name));
        assert_eq!(headers, [Some(&*limit.to_string()), Some("0")], "{path}");
        let wait: u64 = response.header("retry-after").unwrap().parse().unwrap();
        assert!((1..=60).contains(&wait), "{path}: {wait}");
        assert_eq!(response.text(), r#"{"error":"too_many_requests"}"#, "{path}");
    }
}

#[test]
fn only_the_owner_can_set_the_first_password() {
    let setup = |hub: &Hub, headers: &[(&str, &str)]| {
        let body = password("a long one").to_string();
        let mut response = hub.http().open("POST", "/api/auth/setup", headers, &body);
        (response.status, response.text())
    };
    let (hub, _) = start(fresh());
    assert_eq!(setup(&hub, &[("authorization", "Bearer guessed")]).0, 401);
    let printed = hub.printed_password();
    let proof = format!("Bearer {printed}");
    let proof = [("authorization", &*proof), ("x-forwarded-for", "192.0.2.7")];
    assert_eq!(setup(&hub, &proof).0, 201);
    assert_eq!(setup(&hub, &proof).0, 409);

    let (hub, _) = start(fresh());
    let printed = hub.printed_password();
    let same = password(&printed);
    let answer = check(&hub.http(), "POST", "/api/auth/setup", &same, 201);
    assert!(answer["token"].is_string(), "{answer}");

    let (hub, admin) = start(settings([]));
    assert_eq!(setup(&hub, &[]).0, 401);
    let answer = check(&admin, "POST", "/api/auth/setup", &password("a long one"), 201);
    assert!(answer["token"].is_string(), "{answer}");

    let hub = Hub::start_env(&settings([]), &[("ADMIN_PASSWORD", PASSWORD)]);
    let health = check(&hub.http(), "GET", "/", &Value::Null, 200);
    assert_eq!(health["auth"], json!({ "setup": true, "authenticated": false }));
    assert_eq!(setup(&hub, &[]), (409, r#"{"error":"already_setup"}"#.to_owned()));
    let unknown = check(&hub.http(), "GET", "/api/config", &Value::Null, 401);
    assert_eq!(unknown, json!({ "error": "unauthorized" }));
    let (session, _) = log_in(&hub, PASSWORD);
    check(&session, "GET", "/api/config", &Value::Null, 200);
}

#[test]
fn the_printed_password_is_valid_and_sets_the_hub_up() {
    let hub = Hub::start(&fresh());
    let printed = hub.printed_password();
    let (session, _) = log_in(&hub, &printed);
    check(&session, "GET", "/api/config", &Value::Null, 200);
    let answer = check(&hub.http(), "POST", "/api/auth/setup", &password("a long one"), 409);
    assert_eq!(answer, json!({ "error": "already_setup" }));
    assert!(!hub.log().contains("a long one"));
}

#[test]
fn a_session_survives_a_restart_and_ends_with_the_password() {
    let (hub, _) = start(with_users(&["ann"]));
    let (session, pair) = log_in(&hub, PASSWORD);
    let folder = hub.crash();
    let hub = Hub::start_in(folder, &[]);
    let session = Http { address: hub.address, ..session };
    check(&session, "GET", "/api/config", &Value::Null, 200);
    let admin = hub.http().bearer(KEY);
    let change = json!({ "newPassword": "close-sesame-2", "password": "close-sesame-2" });
    check(&admin, "PUT", "/api/users/boss", &change, 200);
    becomes(&401, || session.json("GET", "/api/config", &Value::Null).0);
    let sent = json!({ "refreshToken": pair["refreshToken"] });
    let answer = check(&hub.http(), "POST", "/api/auth/refresh", &sent, 401);
    assert_eq!(answer, json!({ "error": "invalid_refresh_token" }));
    let listed = check(&admin, "GET", "/api/auth/sessions", &Value::Null, 200);
    assert_eq!(listed, json!({ "sessions": [] }));
    for secret in ["token", "refreshToken"] {
        assert!(!hub.log().contains(pair[secret].as_str().unwrap()), "{}", hub.log());
    }
}

#[test]
fn every_credential_is_accepted_and_non_admins_are_limited() {
    let (hub, admin) = start(with_users(&["ann"]));
    let ann = crate::api::hub::log_in(&hub, "ann");
    let ann = hub.http().bearer(&ann.headers[0].1);
    check(&admin, "GET", "/api/config", &Value::Null, 200);
    check(&ann, "GET", "/api/config", &Value::Null, 200);
    check(&ann, "GET", "/api/auth/sessions", &Value::Null, 403);
    let path = "/dialect/pandora/api/auth/change-password";
    check(&ann, "POST", path, &change(PASSWORD, "close-sesame-2"), 403);
}
