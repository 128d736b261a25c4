//! The configuration: the effects of a patch, and the members that it keeps.

use serde_json::{Value, json};

use crate::api::hub::{in_file, start, users};
use crate::api::pandora::{check, walk};
use crate::support::server::Hub;
use crate::support::upstream::{demo, settings};

/// Returns settings with servers and members that other dialects wrote.
fn file() -> Value {
    let mut clock = demo(&[]);
    clock["displayName"] = json!("Clock");
    clock["env"] = json!({ "TZ": "literal" });
    clock["tools"] = json!({ "fail": { "enabled": false } });
    clock["own"] = json!({ "of": "another" });
    let api = json!({ "type": "openapi", "openapi": { "schema": {
        "openapi": "3.0.0",
        "info": { "title": "a", "version": "1" },
        "servers": [{ "url": "http://127.0.0.1:9" }],
        "paths": {},
    } } });
    let mut file = settings([("clock", clock), ("api", api)]);
    file["pandora"] = json!({ "timezone": "Europe/Paris", "own": 1, "identity": { "own": 2 } });
    file
}

#[test]
fn config_routes_match_their_walk() {
    let mut walk = walk("config", file());
    let path = "/api/config";
    let none = Value::Null;
    let servers = |patch: Value| json!({ "mcpServers": patch });
    walk.note("read");
    walk.step("nobody", "GET", path, &none);
    walk.step("admin", "GET", path, &none);
    walk.note("a patch keeps absent members, also of other dialects");
    walk.step("admin", "PATCH", path, &json!({ "identity": { "name": "Hub" }, "unknown": 1 }));
    walk.step("admin", "PATCH", path, &servers(json!({ "clock": { "enabled": false, "x": 1 } })));
    walk.file("/mcpServers/clock");
    walk.file("/pandora");
    walk.note("lists are replaced, but variables keep their values");
    let change =
        json!({ "args": ["demo", "--tools", "1"], "env": ["TZ", "LANG"], "enabled": null });
    walk.step("admin", "PATCH", path, &servers(json!({ "clock": change })));
    walk.file("/mcpServers/clock");
    walk.note("new servers");
    let github = json!({ "command": "mcphub", "args": ["demo"], "name": "GitHub",
        "env": ["GITHUB_PERSONAL_ACCESS_TOKEN"], "enabled": true, "requireApproval": true });
    let remote = json!({ "url": "http://127.0.0.1:9/mcp", "enabled": false,
        "headers": { "Authorization": "Bearer sk-abc123", "X-Team": "docs" }, "oauth": true });
    walk.step("admin", "PATCH", path, &servers(json!({ "github": github, "remote": remote })));
    walk.file("/mcpServers/github");
    walk.file("/mcpServers/remote");
    walk.note("null removes a header, and a change to stdio removes the members of remote servers");
    walk.step(
        "admin",
        "PATCH",
        path,
        &servers(json!({ "remote": { "headers": { "Authorization": null }, "oauth": null } })),
    );
    walk.file("/mcpServers/remote");
    walk.step(
        "admin",
        "PATCH",
        path,
        &servers(json!({ "remote": { "url": null, "command": "mcphub", "args": ["demo"] } })),
    );
    walk.file("/mcpServers/remote");
    walk.note("an invalid patch changes nothing");
    for patch in [
        servers(json!({ "new": { "command": "x", "name": null } })),
        servers(json!({ "clock": { "command": null } })),
        servers(json!({ "clock": { "env": ["no name"] }, "x": { "url": "no url" } })),
        servers(json!({ "api": { "enabled": false } })),
        servers(json!({ "a b": { "command": "x" } })),
        json!({ "timezone": "Mars/Base", "identity": { "name": 1 }, "onboardingComplete": true }),
        json!([]),
    ] {
        walk.step("admin", "PATCH", path, &patch);
    }
    walk.step("nobody", "PATCH", path, &json!({}));
    walk.file("/pandora");
    walk.note("null removes; members outside the view are kept");
    walk.step("admin", "PATCH", path, &servers(json!({ "github": null, "none": null })));
    walk.step("admin", "PATCH", path, &json!({ "mcpServers": null, "timezone": null }));
    walk.file("/mcpServers");
    walk.file("/pandora");
    walk.end();
}

#[test]
fn a_patch_without_effect_leaves_the_file_unchanged() {
    let (hub, admin) = start(file());
    let before = std::fs::read_to_string(hub.settings()).unwrap();
    let shown = check(&admin, "GET", "/api/config", &Value::Null, 200);
    assert_eq!(check(&admin, "PATCH", "/api/config", &shown, 200), shown);
    assert_eq!(check(&admin, "PATCH", "/api/config", &json!({}), 200), shown);
    let refused = json!({ "timezone": "Asia/Tokyo", "mcpServers": { "clock": null, "x": {} } });
    let answer = check(&admin, "PATCH", "/api/config", &refused, 400);
    let expected = "mcpServers.x: Either command or url must be given";
    assert_eq!(answer, json!({ "error": expected }));
    assert_eq!(std::fs::read_to_string(hub.settings()).unwrap(), before);
}

#[test]
fn concurrent_patches_are_all_applied() {
    let (hub, admin) = start(settings([]));
    std::thread::scope(|scope| {
        for n in 0..8 {
            let admin = &admin;
            scope.spawn(move || {
                let server = json!({ "command": "mcphub", "enabled": false });
                let patch = json!({ "mcpServers": { format!("s{n}"): server } });
                check(admin, "PATCH", "/api/config", &patch, 200);
            });
        }
    });
    let there = in_file(&hub, "/mcpServers").unwrap();
    assert_eq!(there.as_object().unwrap().len(), 8, "{there}");
}

#[test]
fn non_admins_change_their_own_servers() {
    let mut file = settings([
        ("boss", demo(&[])),
        ("anns", json!({ "url": "http://127.0.0.1:9" })),
        ("hidden", demo(&[])),
    ]);
    file["mcpServers"]["boss"]["visibility"] = json!("public");
    file["mcpServers"]["boss"]["owner"] = json!("boss");
    file["mcpServers"]["anns"]["owner"] = json!("ann");
    file["users"] = users(&["ann"]);
    file["pandora"] = json!({ "plugins": { "p": { "apiKey": "k" } } });
    let (hub, _) = start(file);
    let ann = crate::api::hub::log_in(&hub, "ann");
    let ann = hub.http().bearer(&ann.headers[0].1);
    let names = |answer: &Value| -> Vec<String> {
        answer["mcpServers"].as_object().unwrap().keys().cloned().collect()
    };
    let shown = check(&ann, "GET", "/api/config", &Value::Null, 200);
    assert_eq!((names(&shown), &shown["plugins"]), (vec!["anns".to_owned()], &json!({})));
    let patch = |body: Value, status: u16| check(&ann, "PATCH", "/api/config", &body, status);
    let before = in_file(&hub, "/mcpServers/boss");
    patch(json!({ "mcpServers": { "boss": { "enabled": false } } }), 403);
    patch(json!({ "mcpServers": { "boss": null } }), 200);
    assert_eq!(in_file(&hub, "/mcpServers/boss"), before);
    patch(json!({ "mcpServers": { "new": { "command": "sh" } } }), 403);
    patch(json!({ "mcpServers": { "anns": { "command": "sh" } } }), 403);
    let answer = patch(json!({ "mcpServers": { "hidden": { "url": "http://127.0.0.1:9" } } }), 409);
    assert_eq!(answer, json!({ "error": "server `hidden` already exists" }));
    patch(json!({ "timezone": "Europe/Paris" }), 403);
    let answer = patch(json!({ "mcpServers": { "new": { "url": "http://127.0.0.1:9/x" } } }), 200);
    assert_eq!(names(&answer), ["anns", "new"]);
    assert_eq!(in_file(&hub, "/mcpServers/new/owner"), Some(json!("ann")));
    assert_eq!(in_file(&hub, "/pandora/plugins/p/apiKey"), Some(json!("k")));
    let listed = check(&ann, "GET", "/api/mcp-servers", &Value::Null, 200);
    let listed: Vec<_> = listed["servers"].as_array().unwrap().iter().map(|s| &s["id"]).collect();
    assert_eq!(listed, ["boss", "anns", "new"]);
}

#[test]
fn empty_and_unset_variables_are_not_passed_on() {
    let file = settings([]);
    let variables = [("SAID", "yes"), ("EMPTY", ""), ("ADMIN_PASSWORD", "a long one")];
    let hub = Hub::start_env(&file, &variables);
    let (session, _) = crate::api::pandora::log_in(&hub, "a long one");
    let seen = hub.folder.path().join("seen");
    let script = format!("env > '{0}.part'; mv '{0}.part' '{0}'", seen.display());
    let server = json!({ "command": "sh", "args": ["-c", script],
        "env": ["SAID", "EMPTY", "UNSET"] });
    let patch = json!({ "mcpServers": { "s": server } });
    let answer = check(&session, "PATCH", "/api/config", &patch, 200);
    assert_eq!(answer["mcpServers"]["s"]["env"], json!(["SAID", "EMPTY", "UNSET"]));
    let seen = crate::support::process::wait_for("the program's variables", || {
        std::fs::read_to_string(&seen).ok()
    });
    let names = |name: &str| seen.lines().any(|line| line.starts_with(&format!("{name}=")));
    assert_eq!(["SAID", "EMPTY", "UNSET"].map(names), [true, false, false], "{seen}");
}
