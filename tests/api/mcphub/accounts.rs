//! Users, logins and keys.

use serde_json::{Value, json};

use crate::api::mcphub::{HASH, PASSWORD, in_file, log_in, start, users, walk};
use crate::support::process::wait_for;
use crate::support::server::Hub;
use crate::support::upstream::{demo, settings};

fn with_users(names: &[&str]) -> Value {
    let mut file = settings([("one", demo(&[]))]);
    file["users"] = users(names);
    file
}

#[test]
fn login_routes_match_their_walk() {
    let mut walk = walk("logins", with_users(&["ann"]));
    let ann = log_in(&walk.hub, "ann");
    walk.add_caller("ann", ann);
    let none = Value::Null;
    walk.note("public routes");
    walk.step("nobody", "GET", "/config", &none);
    walk.step("nobody", "GET", "/public-config", &none);
    walk.step("nobody", "GET", "/dialect/mcphub/health", &none);
    walk.note("log in");
    let good = json!({ "username": "ann", "password": PASSWORD });
    walk.step("nobody", "POST", "/api/auth/login", &good);
    walk.step("nobody", "POST", "/api/auth/login", &json!({ "username": "ann", "password": "x" }));
    walk.step("nobody", "POST", "/api/auth/login", &json!({ "username": "eve", "password": "x" }));
    walk.step("nobody", "POST", "/api/auth/login", &json!({ "username": "ann" }));
    walk.note("the caller's user");
    for who in ["ann", "admin", "nobody"] {
        walk.step(who, "GET", "/api/auth/user", &none);
    }
    walk.note("register");
    let bob = json!({ "username": "bob", "password": "sesame" });
    walk.step("nobody", "POST", "/api/auth/register", &bob);
    walk.step("ann", "POST", "/api/auth/register", &bob);
    walk.step("admin", "POST", "/api/auth/register", &bob);
    walk.step("admin", "POST", "/api/auth/register", &bob);
    walk.step("admin", "POST", "/api/auth/register", &json!({ "username": "c", "password": "x" }));
    walk.step(
        "admin",
        "POST",
        "/api/auth/register",
        &json!({ "username": "root", "password": "sesame" }),
    );
    walk.note("a new password invalidates older logins");
    let change = |from: &str, to: &str| json!({ "currentPassword": from, "newPassword": to });
    let path = "/api/auth/change-password";
    walk.step("ann", "POST", path, &change("wrong", "close-sesame-2"));
    walk.step("ann", "POST", path, &change(PASSWORD, "short"));
    walk.step("admin", "POST", path, &change(PASSWORD, "close-sesame-2"));
    walk.step("ann", "POST", path, &change(PASSWORD, "close-sesame-2"));
    walk.step("ann", "GET", "/api/auth/user", &none);
    walk.step("nobody", "POST", "/api/auth/login", &good);
    walk.end();
}

#[test]
fn user_routes_match_their_walk() {
    let mut walk = walk("users", with_users(&["ann"]));
    let none = Value::Null;
    let (ann, boss) = (log_in(&walk.hub, "ann"), log_in(&walk.hub, "boss"));
    walk.add_caller("ann", ann);
    walk.add_caller("boss", boss);
    walk.note("read");
    for who in ["nobody", "ann", "boss"] {
        walk.step(who, "GET", "/api/users", &none);
        walk.step(who, "GET", "/api/users/ann", &none);
        walk.step(who, "GET", "/api/users-stats", &none);
    }
    walk.step("boss", "GET", "/api/users/none", &none);
    walk.note("create");
    let bob = json!({ "username": "bob", "password": PASSWORD, "email": "bob@example.com" });
    walk.step("ann", "POST", "/api/users", &bob);
    walk.step("boss", "POST", "/api/users", &bob);
    walk.file("/users/2");
    walk.step("boss", "POST", "/api/users", &bob);
    for (name, password) in
        [("x", "weak"), ("admin", PASSWORD), ("system", PASSWORD), ("a b", PASSWORD)]
    {
        walk.step("boss", "POST", "/api/users", &json!({ "username": name, "password": password }));
    }
    walk.step("boss", "POST", "/api/users", &json!({ "username": "x" }));
    walk.note("change");
    walk.step(
        "boss",
        "PUT",
        "/api/users/bob",
        &json!({ "isAdmin": true, "email": "b@example.com" }),
    );
    walk.step("boss", "PUT", "/api/users/bob", &json!({ "isAdmin": false }));
    walk.step("boss", "PUT", "/api/users/boss", &json!({ "isAdmin": false }));
    walk.step("boss", "PUT", "/api/users/bob", &json!({ "newPassword": "weak" }));
    walk.step("boss", "PUT", "/api/users/bob", &json!({ "newPassword": "close-sesame-2" }));
    walk.step("boss", "PUT", "/api/users/bob", &json!({}));
    walk.step("boss", "PUT", "/api/users/none", &json!({ "isAdmin": true }));
    walk.step("ann", "PUT", "/api/users/ann", &json!({ "isAdmin": true }));
    walk.note("remove, with the keys that act for them");
    walk.step(
        "boss",
        "POST",
        "/api/auth/keys",
        &json!({ "name": "of-bob", "kind": "user", "owner": "bob" }),
    );
    walk.step("boss", "DELETE", "/api/users/bob", &none);
    walk.step("boss", "GET", "/api/auth/keys", &none);
    walk.step("boss", "DELETE", "/api/users/bob", &none);
    walk.step("boss", "DELETE", "/api/users/boss", &none);
    walk.step("admin", "DELETE", "/api/users/boss", &none);
    walk.step("ann", "DELETE", "/api/users/boss", &none);
    walk.end();
}

#[test]
fn key_routes_match_their_walk() {
    let mut walk = walk("keys", with_users(&["ann"]));
    let none = Value::Null;
    let ann = log_in(&walk.hub, "ann");
    walk.add_caller("ann", ann);
    walk.note("create; the token is returned once");
    let ci = walk.step(
        "admin",
        "POST",
        "/api/auth/keys",
        &json!({ "name": "ci", "accessType": "groups", "allowedGroups": ["g"] }),
    );
    walk.file("/bearerKeys/1");
    walk.step("admin", "POST", "/api/auth/keys", &json!({ "name": "ci", "accessType": "all" }));
    walk.step("admin", "POST", "/api/auth/keys", &json!({ "name": "", "accessType": "all" }));
    walk.step("admin", "POST", "/api/auth/keys", &json!({ "name": "x" }));
    walk.step("admin", "POST", "/api/auth/keys", &json!({ "name": "x", "accessType": "some" }));
    walk.step(
        "admin",
        "POST",
        "/api/auth/keys",
        &json!({ "name": "x", "kind": "user", "owner": "eve" }),
    );
    walk.step(
        "admin",
        "POST",
        "/api/auth/keys",
        &json!({ "name": "x", "kind": "robot", "accessType": "all" }),
    );
    let own = walk.step("ann", "POST", "/api/auth/keys", &json!({ "name": "mine" }));
    walk.step(
        "ann",
        "POST",
        "/api/auth/keys",
        &json!({ "name": "x", "kind": "system", "accessType": "all" }),
    );
    walk.step(
        "ann",
        "POST",
        "/api/auth/keys",
        &json!({ "name": "x", "kind": "user", "owner": "boss" }),
    );
    walk.note("read");
    for who in ["admin", "ann", "nobody"] {
        walk.step(who, "GET", "/api/auth/keys", &none);
    }
    walk.note("change");
    let path =
        |answer: &Value| format!("/api/auth/keys/{}", answer["data"]["id"].as_str().unwrap());
    walk.step(
        "admin",
        "PUT",
        &path(&ci),
        &json!({ "accessType": "servers", "allowedServers": ["one"], "enabled": false }),
    );
    walk.step("ann", "PUT", &path(&ci), &json!({ "enabled": true }));
    walk.step("ann", "PUT", &path(&own), &json!({ "name": "still-mine" }));
    walk.step("admin", "PUT", "/api/auth/keys/none", &json!({ "enabled": true }));
    walk.step("admin", "PUT", &path(&ci), &json!({ "accessType": 1 }));
    walk.note("revoke");
    walk.step("ann", "DELETE", &path(&ci), &none);
    walk.step("ann", "DELETE", &path(&own), &none);
    walk.step("admin", "DELETE", &path(&ci), &none);
    walk.step("admin", "DELETE", &path(&ci), &none);
    walk.end();
}

#[test]
fn the_first_login_creates_the_first_admin() {
    let (hub, _) = start(settings([("one", demo(&[]))]));
    let before = std::fs::read_to_string(hub.settings()).unwrap();
    let password = wait_for("the password in the log", || {
        let log = hub.log();
        let line = log.split("password ").nth(1)?.split_once('\n')?.0;
        Some(line.trim().to_owned())
    });
    let password = password.as_str();
    assert_eq!(password.len(), 24, "{password}");
    let log_in = |name: &str, password: &str| {
        let sent = json!({ "username": name, "password": password });
        hub.http().json("POST", "/api/auth/login", &sent)
    };
    for (name, password) in [("admin", "admin123"), ("admin", ""), ("ann", password)] {
        assert_eq!(log_in(name, password).0, 401, "{name} {password}");
    }
    assert_eq!(std::fs::read_to_string(hub.settings()).unwrap(), before);
    let (status, answer) = log_in("admin", password);
    assert_eq!((status, &answer["user"]["isAdmin"]), (200, &json!(true)), "{answer}");
    let hash = in_file(&hub, "/users/0/password").unwrap();
    assert!(hash.as_str().unwrap().starts_with("$2b$10$"), "{hash}");
    assert_eq!(log_in("admin", password).0, 200);
}

#[test]
fn the_first_password_can_be_set_and_is_not_logged() {
    let file = settings([("one", demo(&[]))]);
    let variables = [("ADMIN_PASSWORD", PASSWORD), ("JWT_SECRET", "s3cret")];
    let hub = Hub::start_env(&file, &variables);
    let sent = json!({ "username": "admin", "password": PASSWORD });
    assert_eq!(hub.http().json("POST", "/api/auth/login", &sent).0, 200);
    assert!(!hub.log().contains(PASSWORD), "{}", hub.log());
}

#[test]
fn wrong_passwords_are_limited() {
    let mut file = with_users(&[]);
    file["systemConfig"]["rateLimits"] = json!({ "login": 3 });
    let (hub, _) = start(file);
    let log_in = |password: &str| {
        let sent = json!({ "username": "boss", "password": password }).to_string();
        let mut answer = hub.http().open("POST", "/api/auth/login", &[], &sent);
        (answer.status, answer.header("retry-after").is_some(), answer.text())
    };
    let statuses = ["a", PASSWORD, "b", "c", "d", PASSWORD].map(|password| log_in(password).0);
    assert_eq!(statuses, [401, 200, 401, 401, 429, 429]);
    let (_, waits, text) = log_in(PASSWORD);
    assert!(waits, "{text}");
}

#[test]
fn a_login_survives_a_restart_and_ends_with_its_user() {
    let (hub, _) = start(with_users(&["ann"]));
    let ann = log_in(&hub, "ann");
    let folder = hub.crash();
    let hub = Hub::start_in(folder, &[]);
    let again = crate::support::http::Http { address: hub.address, ..ann };
    assert_eq!(again.json("GET", "/api/auth/user", &Value::Null).0, 200);
    let token = again.headers[0].1.clone();
    let in_query = hub.http().json("GET", &format!("/api/auth/user?token={token}"), &Value::Null);
    assert_eq!(in_query.0, 200, "{}", in_query.1);
    assert_eq!(hub.http().bearer(&token).json("GET", "/api/auth/user", &Value::Null).0, 200);
    hub.run(&["user", "remove", "ann", "--yes"]);
    crate::support::process::becomes(&401, || again.json("GET", "/api/auth/user", &Value::Null).0);
    assert_eq!(in_file(&hub, "/users/0/password"), Some(json!(HASH)));
}

#[test]
fn the_single_key_of_older_files_is_migrated_when_keys_change() {
    let mut file = settings([("one", demo(&[]))]);
    file["systemConfig"] = json!({ "routing": { "bearerAuthKey": "an-old-token-of-this-hub", "enableBearerAuth": true } });
    let hub = Hub::start(&file);
    let old = hub.http().bearer("an-old-token-of-this-hub");
    let listed = old.json("GET", "/api/auth/keys", &Value::Null).1;
    assert_eq!(listed["data"][0]["name"], "default", "{listed}");
    let sent = json!({ "name": "new", "accessType": "all" });
    assert_eq!(old.json("POST", "/api/auth/keys", &sent).0, 201);
    assert_eq!(old.json("GET", "/api/auth/keys", &Value::Null).0, 200);
    assert_eq!(in_file(&hub, "/systemConfig/routing"), Some(json!({ "enableBearerAuth": true })));
    assert_eq!(in_file(&hub, "/bearerKeys/0/name"), Some(json!("default")));
}

#[test]
fn the_example_script_succeeds() {
    let hub = Hub::start_env(&settings([]), &[("ADMIN_PASSWORD", PASSWORD)]);
    let output = std::process::Command::new("sh")
        .arg("examples/admin-api.sh")
        .env("HUB", format!("http://{}", hub.address))
        .env("PASSWORD", PASSWORD)
        .output()
        .unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{stdout}{}", String::from_utf8_lossy(&output.stderr));
    let expected = "\
# log in; the token is good for a day
# add a server, and see how it does
{\"success\":true,\"message\":\"server `tour` added\"}
";
    assert!(stdout.starts_with(expected), "{stdout}");
    assert!(stdout.contains("\nmcphub_\n"), "{stdout}");
    assert_eq!(in_file(&hub, "/mcpServers"), Some(json!({})));
    assert_eq!(in_file(&hub, "/bearerKeys"), Some(json!([])));
}

/// The settings file that MCPHub ships and documents, with its default user.
const DOCUMENTED: &str = r#"{
  "mcpServers": {
    "amap": {
      "command": "npx",
      "args": ["-y", "@amap/amap-maps-mcp-server"],
      "env": { "AMAP_MAPS_API_KEY": "your-api-key" }
    },
    "playwright": { "command": "npx", "args": ["@playwright/mcp@latest", "--headless"] },
    "fetch": { "command": "uvx", "args": ["mcp-server-fetch"] },
    "slack": {
      "command": "npx",
      "args": ["-y", "@modelcontextprotocol/server-slack"],
      "env": { "SLACK_BOT_TOKEN": "your-bot-token", "SLACK_TEAM_ID": "your-team-id" }
    }
  },
  "users": [
    {
      "username": "admin",
      "password": "$2b$10$Vt7krIvjNgyN67LXqly0uOcTpN0LI55cYRbcKC71pUDAP0nJ7RPa.",
      "isAdmin": true
    }
  ]
}
"#;

#[test]
fn the_file_that_mcphub_documents_works_unchanged() {
    let hub = Hub::start_alone(DOCUMENTED);
    let sent = json!({ "username": "admin", "password": "admin123" });
    let (status, answer) = hub.http().json("POST", "/api/auth/login", &sent);
    assert_eq!((status, &answer["isUsingDefaultPassword"]), (200, &json!(true)), "{answer}");
    let admin = hub.http().with("x-auth-token", answer["token"].as_str().unwrap());
    let listed = admin.json("GET", "/api/servers", &Value::Null).1;
    let names = listed["data"].as_array().unwrap().iter().map(|server| server["name"].as_str());
    assert_eq!(
        names.collect::<Option<Vec<_>>>().unwrap(),
        ["amap", "playwright", "fetch", "slack"]
    );
    assert_eq!(std::fs::read_to_string(hub.settings()).unwrap(), DOCUMENTED);
}
