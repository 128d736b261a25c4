//! `user`: hashes in MCPHub's format, no passwords in arguments, at least one admin remains.

use insta::assert_snapshot;

use crate::support::sandbox::Sandbox;

const USERS: &str = r#"{
  "mcpServers": {},
  "users": [
    { "username": "admin", "password": "$2b$10$Rqd7oUpGzQNsgTdAIUVbWOxfCTzxWLy1N4f6.0yIUvaTAeTXTOFGq", "isAdmin": true },
    { "username": "ann", "password": "$2b$10$Rqd7oUpGzQNsgTdAIUVbWOxfCTzxWLy1N4f6.0yIUvaTAeTXTOFGq", "email": "ann@example.com" }
  ]
}
"#;

#[test]
fn a_user_is_added_with_a_hash() {
    let sandbox = Sandbox::with_settings(USERS);
    let add = ["user", "add", "bob", "--admin", "--password-stdin"];
    assert_snapshot!(sandbox.pipe("correct-horse-1\n", add), @"
    ------- stderr -------
    Added admin bob to ./mcp_settings.json
    [exit status: 0]
    ");
    let document: serde_json::Value = serde_json::from_str(&sandbox.settings()).unwrap();
    let bob = &document["users"][2];
    let hash = bob["password"].as_str().unwrap();
    assert!(hash.starts_with("$2b$10$") && hash.len() == 60, "{hash}");
    assert!(bcrypt::verify("correct-horse-1", hash).unwrap());
    assert_eq!((&bob["username"], &bob["isAdmin"]), (&"bob".into(), &true.into()));
    assert_snapshot!(sandbox.run(["user", "list"]), @"
    NAME   ROLE   EMAIL
    admin  admin
    ann    user   ann@example.com
    bob    admin
    [exit status: 0]
    ");
    let json = sandbox.run(["user", "list", "--json"]);
    assert!(!json.stdout.contains("$2b$") && json.stdout.contains("ann@example.com"), "{json}");
}

#[test]
fn an_invalid_user_is_rejected_before_the_password_prompt() {
    let sandbox = Sandbox::with_settings(USERS);
    assert_snapshot!(sandbox.run(["user", "add", "guest"]), @"
    ------- stderr -------
    error: `guest` is reserved
    [exit status: 1]
    ");
    assert_snapshot!(sandbox.run(["user", "add", "ann"]), @"
    ------- stderr -------
    error: user `ann` already exists with different content
    [exit status: 7]
    ");
    assert_snapshot!(sandbox.run(["user", "add", "bob"]), @"
    ------- stderr -------
    error: missing value for password of bob
    hint: `--password-stdin` reads it from standard input
    [exit status: 2]
    ");
    assert_snapshot!(sandbox.run(["user", "passwd", "an"]), @"
    ------- stderr -------
    error: no user `an`
    hint: did you mean `ann`?
    [exit status: 6]
    ");
    let add = ["user", "add", "bob", "--password-stdin"];
    assert_snapshot!(sandbox.pipe("short1\n", add), @"
    ------- stderr -------
    error: the password is too weak
    hint: it lacks at least 8 characters, a special character
    [exit status: 1]
    ");
    sandbox.assert_settings_untouched();
}

#[test]
fn a_password_is_changed_and_never_shown() {
    let sandbox = Sandbox::with_settings(USERS);
    let passwd = ["user", "passwd", "ann", "--password-stdin", "--dry-run"];
    assert_snapshot!(sandbox.pipe("battery-staple-2", passwd), @r#"
    --- ./mcp_settings.json
    +++ ./mcp_settings.json
    @@ -2,6 +2,6 @@
       "mcpServers": {},
       "users": [
         { "username": "admin", "password": "***", "isAdmin": true },
    -    { "username": "ann", "password": "***", "email": "ann@example.com" }
    +    { "username": "ann", "password": "*** (changed)", "email": "ann@example.com" }
       ]
     }
    ------- stderr -------
    Dry run: nothing was written to ./mcp_settings.json
    [exit status: 0]
    "#);
    let passwd = ["user", "passwd", "ann", "--password-stdin"];
    assert_snapshot!(sandbox.pipe("battery-staple-2", passwd), @"
    ------- stderr -------
    Changed the password of ann in ./mcp_settings.json
    [exit status: 0]
    ");
    let document: serde_json::Value = serde_json::from_str(&sandbox.settings()).unwrap();
    let hash = document["users"][1]["password"].as_str().unwrap();
    assert!(bcrypt::verify("battery-staple-2", hash).unwrap());
    assert_eq!(document["users"][1]["email"], "ann@example.com");
}

#[test]
fn the_last_admin_stays() {
    let sandbox = Sandbox::with_settings(USERS);
    assert_snapshot!(sandbox.run(["user", "remove", "ann", "admin", "--yes"]), @"
    ------- stderr -------
    error: `admin` is the last admin
    [exit status: 1]
    ");
    sandbox.assert_settings_untouched();
    assert_snapshot!(sandbox.run(["user", "remove", "ann"]), @"
    ------- stderr -------
    error: cannot prompt without a terminal: Remove `ann` from ./mcp_settings.json?
    hint: pass `--yes` to confirm
    [exit status: 2]
    ");
    assert_snapshot!(sandbox.run(["user", "remove", "ann", "--yes"]), @"
    ------- stderr -------
    Removed user ann from ./mcp_settings.json
    [exit status: 0]
    ");
    assert_eq!(sandbox.run(["user", "remove", "ann", "--yes", "--if-exists"]).status, 0);
}
